"""What every job needs and none may change: the crates' sources, and those crates compiled.

The crates are fetched once, with the network, outside the sandbox, and never executed there; they are compiled once,
inside it. A job gets its own copy of the compiled crates (a copy, not a hard link: nothing that a job writes reaches the
cache) and reads the sources.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from portalis.diagnostics import Diagnostic, ToolchainError
from portalis.toolchain import EDITION, cache_root, content_key, find_tool, locked, sync_files
from portalis.verify.sandbox import Limits, Mounts, Outcome, Sandbox

LAYOUT = "4"
"""Part of the cache's key: what lies in it, and how it was built."""

CRATES: Mapping[str, str] = {"num-bigint": "0.4", "num-integer": "0.1", "num-traits": "0.2", "regex": "1"}
"""The crates that a translation may use; a package that needs others is judged where those are installed."""

BUILD_LIMITS = Limits(
    wall_s=240, cpu_s=240, memory=6 << 30, total_memory=4 << 30, file_size=512 << 20, processes=256, open_files=1024
)

PROFILE: Mapping[str, str] = {
    "CARGO_PROFILE_DEV_DEBUG": "0",
    "CARGO_PROFILE_TEST_DEBUG": "0",
    "CARGO_PROFILE_DEV_INCREMENTAL": "false",
    "CARGO_PROFILE_TEST_INCREMENTAL": "false",
}
"""No debug information and no incremental state: neither changes what a program does, and both take time."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the compilers and the Python are."""

    sysroot: Path
    cargo: Path
    python: Path
    python_root: Path

    def mounts(self) -> Mounts:
        """The folders that a job has to see to use them."""
        roots = [path for path in (self.sysroot, self.python_root) if Path("/usr") not in (path, *path.parents)]
        return Mounts(tuple(dict.fromkeys(roots)))


@lru_cache(maxsize=1)
def tools() -> Tools:
    """The Rust toolchain and the interpreter that runs this.

    Raises:
        ToolchainError: when there is no Rust toolchain.
    """
    rustc = find_tool("rustc")
    if rustc is None:
        hint = "install Rust from https://rustup.rs"
        raise ToolchainError(Diagnostic("P0120", "rustc is not installed: nothing can be verified", None, hint))
    done = subprocess.run([rustc, "--print", "sysroot"], capture_output=True, text=True, check=False)
    sysroot = Path(done.stdout.strip())
    cargo = sysroot / "bin" / "cargo"
    if done.returncode != 0 or not cargo.is_file():
        raise ToolchainError(Diagnostic("P0120", "the Rust toolchain has no cargo"))
    root = Path(sys.base_prefix).resolve()
    python = root / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return Tools(sysroot, cargo, python, root)


def cargo_run(
    sandbox: Sandbox, job: Path, package: Path, arguments: Sequence[str], *, limits: Limits = BUILD_LIMITS
) -> Outcome:
    """Run cargo inside the sandbox on a package in a job's folder; it has no network and needs none."""
    found = tools()
    _own_crates(job)
    environment = {
        "PATH": f"{found.sysroot / 'bin'}:/usr/bin:/bin",
        "CARGO_HOME": str(job / "cargo"),
        "CARGO_TARGET_DIR": str(job / "target"),
        "CARGO_NET_OFFLINE": "true",
        "CARGO_TERM_COLOR": "never",
        "CARGO_BUILD_JOBS": str(os.cpu_count() or 1),
        "RUSTC": str(found.sysroot / "bin" / "rustc"),
        "TMPDIR": str(job / "tmp"),
        **PROFILE,
    }
    vendor = store() / "vendor"
    mounts = found.mounts().plus(read=[vendor] if vendor.is_dir() else [], write=[job])
    return sandbox.run(
        [str(found.cargo), *arguments, "--offline"],
        mounts=mounts,
        cwd=package,
        environment=environment,
        limits=limits,
    )


def _own_crates(job: Path) -> None:
    """Give a job its copy of the compiled crates, where it has none yet."""
    compiled, mine = store() / "target", job / "target"
    if compiled.is_dir() and not mine.exists():
        shutil.copytree(compiled, mine, symlinks=True)


@lru_cache(maxsize=1)
def store() -> Path:
    """The folder of this toolchain's compiled crates."""
    version = subprocess.run(
        [str(tools().sysroot / "bin" / "rustc"), "-vV"], capture_output=True, text=True, check=False
    ).stdout
    key = content_key(
        {"crates": repr(sorted(CRATES.items())), "profile": repr(sorted(PROFILE.items()))}, version, LAYOUT
    )
    return cache_root() / "verify" / f"crates-{key[:16]}"


def prepare(sandbox: Sandbox) -> Path:
    """Make sure that the store is filled, and return it.

    Raises:
        ToolchainError: when the crates can neither be found nor fetched, or do not compile.
    """
    place = store()
    if (place / "ready").is_file():
        return place
    with locked(cache_root() / "verify" / "store.lock"):
        if not (place / "ready").is_file():
            _fill(place, sandbox)
    return place


def _fill(place: Path, sandbox: Sandbox) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    package = place / "package"
    sync_files(package, {"Cargo.toml": manifest("store", CRATES), "src/lib.rs": _uses()})
    cargo = str(tools().cargo)
    vendor = [cargo, "vendor", "--quiet", "--versioned-dirs", str(place / "vendor")]
    for offline in (["--offline"], []):
        done = subprocess.run([*vendor, *offline], cwd=package, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
    else:
        hint = done.stderr.strip()[-2000:] or None
        raise ToolchainError(Diagnostic("P0121", "the crates that translations use cannot be fetched", None, hint))
    shutil.copy2(package / "Cargo.lock", place / "Cargo.lock")
    job = place / "job"
    _furnish(job, place)
    shutil.copytree(package, job / "package")
    for arguments in (
        ["check", "--quiet"],
        ["clippy", "--quiet", "--message-format=json"],
        ["test", "--no-run", "--quiet"],
        ["build", "--quiet"],
    ):
        built = cargo_run(sandbox, job, job / "package", arguments)
        if built.status != 0:
            hint = built.stderr.decode("utf-8", "replace")[-2000:]
            raise ToolchainError(Diagnostic("P0121", "the crates that translations use do not compile", None, hint))
        if "clippy" in arguments:
            (place / _METADATA).write_text(json.dumps(_metadata(built.stdout)), "utf-8")
    for own in (job / "target").rglob("*store*"):
        if own.is_dir():
            shutil.rmtree(own, ignore_errors=True)
        elif own.exists():
            own.unlink()
    (job / "target").rename(place / "target")
    shutil.rmtree(job, ignore_errors=True)
    shutil.rmtree(package, ignore_errors=True)
    (place / "ready").touch()


_METADATA = "metadata.json"


def _metadata(messages: bytes) -> dict[str, str]:
    """The files that a check reads of each crate, by the crate's name, out of cargo's messages."""
    found: dict[str, str] = {}
    for line in messages.splitlines():
        message = json.loads(line) if line.startswith(b"{") else {}
        for file in map(Path, message.get("filenames", ())):
            if file.suffix == ".rmeta" and message["target"]["name"].replace("_", "-") in CRATES:
                found[message["target"]["name"].replace("_", "-")] = file.name
    return found


@lru_cache(maxsize=1)
def metadata_names() -> dict[str, str]:
    """The file in :func:`crates_folder` that a check reads of each crate.

    Raises:
        OSError: when the store has not been filled.
    """
    names: dict[str, str] = json.loads((store() / _METADATA).read_text("utf-8"))
    return names


def crates_folder() -> Path:
    """Where the compiled crates lie in the store; jobs see it read-only."""
    return store() / "target" / "debug" / "deps"


def _uses() -> str:
    return "".join(f"pub use {name.replace('-', '_')};\n" for name in sorted(CRATES))


def manifest(name: str, crates: Mapping[str, str]) -> str:
    """A manifest with the profile of emitted packages."""
    lines = ["[package]", f'name = "{name}"', 'version = "0.1.0"', f'edition = "{EDITION}"', "", "[dependencies]"]
    lines += [f'{crate} = "{version}"' for crate, version in sorted(crates.items())]
    return "\n".join([*lines, "", "[profile.dev]", "opt-level = 1", "", "[workspace]", ""])


def _furnish(job: Path, place: Path) -> None:
    """Give a job's folder what cargo needs to work without the network."""
    (job / "tmp").mkdir(parents=True)
    config = (
        '[source.crates-io]\nreplace-with = "vendored"\n\n'
        f'[source.vendored]\ndirectory = "{place / "vendor"}"\n\n[net]\noffline = true\n'
    )
    sync_files(job / "cargo", {"config.toml": config})


JOBS_VARIABLE = "PORTALIS_JOBS"
"""Environment variable with the folder of the jobs: who may kill a job has to know what to clear away."""


def jobs_folder() -> Path:
    """The folder in which the jobs have theirs."""
    chosen = os.environ.get(JOBS_VARIABLE)
    return Path(chosen) if chosen else cache_root() / "verify" / "jobs"


@contextmanager
def new_job(sandbox: Sandbox) -> Iterator[Path]:
    """A folder for one job, which gets its own copy of the compiled crates when cargo needs it; removed at the end.

    Raises:
        ToolchainError: as :func:`prepare`.
    """
    place = prepare(sandbox)
    jobs = jobs_folder()
    job = jobs / uuid.uuid4().hex
    sweep(jobs)
    with locked(job.with_suffix(".lock")):
        try:
            _furnish(job, place)
            yield job
        finally:
            shutil.rmtree(job, ignore_errors=True)
            job.with_suffix(".lock").unlink(missing_ok=True)


def sweep(jobs: Path) -> None:
    """Remove the folders of jobs whose process was killed: the system has released their locks."""
    try:
        import fcntl
    except ImportError:  # a system without file locks
        return
    for lock in jobs.glob("*.lock"):
        try:
            with lock.open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if (folder := lock.with_suffix("")).is_dir():
                    shutil.rmtree(folder, ignore_errors=True)
                    lock.unlink(missing_ok=True)
        except OSError:
            continue  # it still runs, or another process sweeps


def install(job: Path, name: str, files: Mapping[str, str]) -> Path:
    """Write a package into a job's folder, with the lock file of the store where it has none.

    Raises:
        ValueError: when a name leads out of the package.
    """
    package = job / name
    for file in files:
        if Path(file).is_absolute() or ".." in Path(file).parts:
            raise ValueError(f"{file!r} leads out of the package")
    sync_files(package, files)
    if "Cargo.lock" not in files:
        shutil.copy2(store() / "Cargo.lock", package / "Cargo.lock")
    return package
