"""Building many translations with few runs of cargo.

All cases become binaries of one Cargo package (and libraries beside it in the same workspace) under the cache, so that
the crates are compiled once and cargo spreads the work over the cores. Files keep their times while their text stays
the same: a second run builds only what changed.

Clippy's driver is a compiler: it builds and lints at once, in half the time of `cargo build` and `cargo clippy`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from portalis.toolchain import cache_root, find_tool, locked, sync_files
from support.cases import ROOT

BUILD_TIMEOUT_S = 3600.0


@dataclass
class Build:
    """What cargo said, by binary."""

    executables: dict[str, Path] = field(default_factory=dict)
    messages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Warnings and errors of each target, as rustc renders them."""
    lints: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What clippy alone says of each target; empty where it is not installed."""
    finished: set[str] = field(default_factory=set)
    """Targets that cargo finished."""
    log: str = ""
    status: int = 0


class Batch:
    """A Cargo workspace that holds many translations."""

    def __init__(self, name: str) -> None:
        checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
        self.root = cache_root() / "tests" / f"{name}-{checkout}"
        self.target = self.root / "target"
        self._crates: dict[str, str] = {}
        self._bins: set[str] = set()
        self._libs: set[str] = set()

    def add(self, slug: str, files: Mapping[str, str], crates: Mapping[str, str]) -> None:
        """Put the package ``files`` into the workspace as ``slug``."""
        sources = {name.removeprefix("src/"): text for name, text in files.items() if name.startswith("src/")}
        if "main.rs" in sources:
            self._bins.add(slug)
            self._crates.update(crates)
        else:
            self._libs.add(slug)
            sync_files(self._folder(slug).parent, {"Cargo.toml": _manifest(slug, crates)})
        folder = self._folder(slug)
        _drop_strangers(folder, sources)
        sync_files(folder, sources)

    def _folder(self, slug: str) -> Path:
        """Where the sources of a translation lie."""
        return self.root / "libs" / slug / "src" if slug in self._libs else self.root / "bins" / "src" / "bin" / slug

    def slugs(self) -> list[str]:
        """What was added, in order of name."""
        return sorted(self._bins | self._libs)

    def is_library(self, slug: str) -> bool:
        return slug in self._libs

    def unformatted(self, rustfmt: str) -> dict[str, str]:
        """What rustfmt says of each translation that it would change; it follows the modules from ``main.rs``."""

        def said(slugs: list[str]) -> str:
            roots = [str(self._folder(slug) / ("lib.rs" if self.is_library(slug) else "main.rs")) for slug in slugs]
            done = subprocess.run(
                [rustfmt, "--check", "--edition", "2021", *roots],
                capture_output=True,
                text=True,
                timeout=600,
                check=False,
            )
            return done.stdout + done.stderr if done.returncode else ""

        everything = self.slugs()
        if not said(everything):
            return {}
        return {slug: text for slug in everything if (text := said([slug]))}

    def build(self, slugs: Iterable[str]) -> Build:
        """Build and lint the named translations; one that fails does not stop the others."""
        wanted = sorted(slugs)
        self._write_manifests()
        result = Build()
        bins = [slug for slug in wanted if slug in self._bins]
        libs = [slug for slug in wanted if slug in self._libs]
        if bins:
            self._run(result, ["build", "--package=bins", *(f"--bin={slug}" for slug in bins)])
        if libs:
            self._run(result, ["build", "--lib", *(f"--package={slug}" for slug in libs)])
        return result

    def _run(self, result: Build, arguments: list[str]) -> None:
        """Run cargo without the network when that is enough, and add what it says to ``result``."""
        arguments = [*arguments, "--keep-going", "--message-format=json"]
        done = self._cargo([*arguments, "--offline"])
        if done.status != 0 and not done.messages:
            done = self._cargo(arguments)
        result.executables.update(done.executables)
        result.finished |= done.finished
        for every, said in ((result.messages, done.messages), (result.lints, done.lints)):
            for target, texts in said.items():
                every[target] += texts
        result.log += done.log
        result.status = result.status or done.status

    def prune(self, keep: Iterable[str]) -> None:
        """Remove translations of cases that are gone."""
        known = set(keep)
        for parent in (self.root / "bins" / "src" / "bin", self.root / "libs"):
            if parent.is_dir():
                for folder in parent.iterdir():
                    if folder.name not in known:
                        shutil.rmtree(folder, ignore_errors=True)

    def lock(self) -> AbstractContextManager[None]:
        """A lock against a second test run on the same workspace."""
        return locked(self.root / "lock")

    def _write_manifests(self) -> None:
        members = [
            path.parent.relative_to(self.root).as_posix() for path in sorted(self.root.glob("libs/*/Cargo.toml"))
        ]
        if not self._bins:
            sync_files(self.root / "bins" / "src", {"lib.rs": ""})
        workspace = (
            f'[workspace]\nresolver = "2"\nmembers = {json.dumps(["bins", *members])}\n\n'
            "# As in an emitted package, but built in half the time: cases run for moments.\n"
            "[profile.dev]\nopt-level = 0\ndebug = false\nincremental = false\ncodegen-units = 1\n"
            "debug-assertions = false\noverflow-checks = true\n"
        )
        sync_files(self.root, {"Cargo.toml": workspace, "bins/Cargo.toml": _manifest("bins", self._known_crates())})

    def _known_crates(self) -> dict[str, str]:
        """The crates of all binaries: also of those that this run did not select, which cargo does not build."""
        path = self.root / "crates.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
        known.update(self._crates)
        sync_files(self.root, {"crates.json": json.dumps(known, sort_keys=True)})
        return known

    def _cargo(self, arguments: list[str]) -> Build:
        cargo = find_tool("cargo")
        assert cargo is not None
        environment = {**os.environ, "CARGO_TARGET_DIR": str(self.target)}
        environment.pop("RUSTFLAGS", None)
        environment.pop("CLIPPY_ARGS", None)
        if driver := find_tool("clippy-driver"):
            environment["RUSTC_WORKSPACE_WRAPPER"] = driver
        done = subprocess.run(
            [cargo, *arguments],
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=BUILD_TIMEOUT_S,
            check=False,
        )
        build = Build(log=done.stderr.decode("utf-8", "replace"), status=done.returncode)
        for line in done.stdout.splitlines():
            if not line.startswith(b"{"):
                continue
            message = json.loads(line)
            if message.get("reason") == "compiler-message":
                text = message["message"].get("rendered") or message["message"]["message"]
                if message["message"]["level"] in ("error", "warning"):
                    code = (message["message"].get("code") or {}).get("code", "")
                    said = build.lints if code.startswith("clippy::") else build.messages
                    said[message["target"]["name"]].append(text)
            elif message.get("reason") == "compiler-artifact":
                name = message["target"]["name"]
                build.finished.add(name)
                if message.get("executable"):
                    build.executables[name] = Path(message["executable"])
        return build


def _manifest(name: str, crates: Mapping[str, str]) -> str:
    lines = [
        "[package]",
        f'name = "{name}"',
        'version = "0.1.0"',
        'edition = "2021"',
        'rust-version = "1.82"',
        "",
        "[dependencies]",
    ]
    lines += [f"{crate} = {_requirement(version)}" for crate, version in sorted(crates.items())]
    return "\n".join(lines) + "\n"


def _requirement(version: str) -> str:
    """A version as a TOML value; a table such as ``{ version = "1", features = [] }`` is taken as it is."""
    return version if version.startswith(("{", '"')) else json.dumps(version)


def _drop_strangers(folder: Path, files: Mapping[str, str]) -> None:
    """Remove what an earlier translation left and this one does not have."""
    if not folder.is_dir():
        return
    wanted = {folder / name for name in files}
    for path in folder.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()
