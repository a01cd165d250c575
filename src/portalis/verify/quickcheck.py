"""The check of a package that looks as the translator writes them, without compiling again what all such packages share.

The parts of the runtime that a package carries are text of ours, 4000 lines where the program has 50. Here they are a crate of
their own, compiled once for all packages that carry the same parts, and a check compiles and lints the program alone. What
compiles against a crate compiles against the same text as a module: a crate hides what is not public and lets nobody add
to its types, a module is laxer in both. The answer is given only where there is no error; everything else, and
every package that has anything of its own in it (a build script, settings, another text of the runtime), is for cargo.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portalis.resources import runtime_root
from portalis.toolchain import EDITION, content_key, sync_files
from portalis.verify.buildcache import BUILD_LIMITS, CRATES, crates_folder, metadata_names, store, tools
from portalis.verify.sandbox import Limits, Mounts, Outcome, Sandbox

RUNTIME = "portalis_runtime"
KEPT = 64
"""Sets of runtime parts whose compiled crates are kept; the one that was used longest ago goes first."""

_PARTS = "src/pyrt/"
_LIST = re.compile(r"//!.*|mod \w+;|pub use \w+::\*;|")
_MACRO = re.compile(r"^#\[macro_export\]\nmacro_rules! (\w+)", re.MULTILINE)
_PROFILES = {"dev": {"opt-level": 1}, "release": {"overflow-checks": True}}


@dataclass(frozen=True, slots=True)
class _Package:
    """A package of the translator's shape, taken apart."""

    name: str
    rust_version: str
    crates: tuple[str, ...]
    root: str
    own: Mapping[str, str]
    runtime: Mapping[str, str]


def quick_check(sandbox: Sandbox, job: Path, files: Mapping[str, str], limits: Limits = BUILD_LIMITS) -> Outcome | None:
    """What rustc and clippy print about a package that has no error, as JSON lines; None where cargo has to be asked.

    Raises:
        OSError: when the sandbox cannot be started.
    """
    package = None if sandbox.level == "limits" else _taken_apart(files)
    if package is None:
        return None
    folder = job / "quick"
    folder.mkdir(exist_ok=True)
    runtime = folder / f"lib{RUNTIME}.rmeta"
    if not _compiled_runtime(sandbox, job, package, runtime, limits):
        return None
    macros = _MACRO.findall("\n".join(package.runtime.values()))
    # the macros of a crate stand at its root, as those of a module that exports them do
    taken = "".join(f"\n#[allow(unused_imports)]\nuse {RUNTIME}::{name};\n" for name in macros)
    program = {**package.own, package.root: package.own[package.root] + taken}
    sync_files(folder, {**program, f"{_PARTS}mod.rs": f"pub use {RUNTIME}::pyrt::*;\n"})
    kind = "bin" if package.root == "src/main.rs" else "lib"
    driver = [str(tools().sysroot / "bin" / "clippy-driver"), str(_rustc())]
    arguments = [package.root, f"--crate-name={package.name}", f"--crate-type={kind}"]
    arguments += [f"--extern={RUNTIME}={runtime}", "--check-cfg=cfg(docsrs,test)", "--check-cfg=cfg(feature, values())"]
    environment = {"CARGO_PKG_RUST_VERSION": package.rust_version, "CARGO_MANIFEST_DIR": str(folder)}
    done = _compile(sandbox, folder, [*driver, *arguments], package.crates, environment, limits)
    return done if done.status == 0 and done.reason == "exit" else None


def _taken_apart(files: Mapping[str, str]) -> _Package | None:
    """The package's parts; None where it is not of the shape that the translator gives them."""
    roots = [name for name in ("src/main.rs", "src/lib.rs") if name in files]
    runtime = {name: text for name, text in files.items() if name.startswith(_PARTS)}
    own = {name: text for name, text in files.items() if name not in runtime and name != "Cargo.toml"}
    if len(roots) != 1 or f"{_PARTS}mod.rs" not in runtime:
        return None
    if not all(name.startswith("src/") and name.endswith(".rs") and not name.startswith("src/bin/") for name in own):
        return None
    if any(RUNTIME in text for text in own.values()):
        return None  # as a package it has no crate of this name
    ours = _runtime()
    for name, text in runtime.items():
        if name == f"{_PARTS}mod.rs":
            if not all(map(_LIST.fullmatch, text.split("\n"))):
                return None
        elif ours.get(name) != text:
            return None
    try:
        manifest = tomllib.loads(files.get("Cargo.toml", ""))
    except tomllib.TOMLDecodeError:
        return None
    head, crates = manifest.get("package", {}), manifest.get("dependencies", {})
    expected = {"package": head, "dependencies": crates, "profile": _PROFILES, "workspace": {}}
    plain = set(head) == {"name", "version", "edition", "rust-version"} and head["edition"] == EDITION
    if manifest != expected or not plain or not crates.items() <= CRATES.items():
        return None
    return _Package(head["name"].replace("-", "_"), head["rust-version"], tuple(sorted(crates)), roots[0], own, runtime)


@cache
def _runtime() -> dict[str, str]:
    """The whole runtime as packages carry it."""
    return {f"{_PARTS}{path.name}": path.read_text("utf-8") for path in Path(runtime_root()).glob("*.rs")}


def _rustc() -> Path:
    return tools().sysroot / "bin" / "rustc"


def _compiled_runtime(sandbox: Sandbox, job: Path, package: _Package, target: Path, limits: Limits) -> bool:
    """Put the compiled runtime of a package at ``target``, from the store or by compiling it; whether that went well.

    Nothing but text of ours goes into what the store keeps, and it is compiled in a folder that nothing else has been in.
    """
    known = store() / "runtime" / f"{content_key(package.runtime, *package.crates)}.rmeta"
    try:
        shutil.copyfile(known, target)
        os.utime(known)
        return True
    except OSError:
        pass  # it is not there, or another user's: then it is at least read
    folder = job / "runtime"
    sync_files(folder, {**package.runtime, "src/lib.rs": "pub mod pyrt;\n"})
    arguments = ["src/lib.rs", f"--crate-name={RUNTIME}", "--crate-type=lib", "--cap-lints=allow"]
    done = _compile(sandbox, folder, [str(_rustc()), *arguments], package.crates, {}, limits)
    made = folder / target.name
    if done.status != 0 or done.reason != "exit" or not made.is_file():
        return False
    try:
        known.parent.mkdir(exist_ok=True)
        aside = known.with_name(f"{uuid.uuid4().hex}.tmp")
        shutil.copyfile(made, aside)
        aside.replace(known)
        for old in sorted(known.parent.glob("*.rmeta"), key=lambda p: p.stat().st_mtime, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        pass  # a store that cannot be written, or that another process tidies: the next job compiles again
    shutil.move(made, target)
    return True


def _compile(
    sandbox: Sandbox,
    folder: Path,
    command: Sequence[str],
    crates: Sequence[str],
    environment: Mapping[str, str],
    limits: Limits,
) -> Outcome:
    """Run a compiler as cargo would for a check of this profile, on relative paths; it prints JSON lines."""
    known, deps = metadata_names(), crates_folder()
    arguments = [f"--edition={EDITION}", "--emit=metadata", "--error-format=json", f"--out-dir={folder}"]
    arguments += ["-Copt-level=1", "-Cdebug-assertions=on", f"-Ldependency={deps}"]
    arguments += [f"--extern={name.replace('-', '_')}={deps / known[name]}" for name in crates]
    places: Mounts = tools().mounts().plus(read=[deps], write=[folder])
    paths = {"PATH": f"{tools().sysroot / 'bin'}:/usr/bin:/bin"}
    return sandbox.run(
        [*command, *arguments], mounts=places, cwd=folder, environment={**paths, **environment}, limits=limits
    )


def messages(done: Outcome) -> list[dict[str, object]]:
    """The compiler's messages in the form that cargo gives them."""
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return [{"reason": "compiler-message", "message": json.loads(line)} for line in lines if line.startswith("{")]
