"""The Rust tools on this machine: finding them, formatting, and building in a cache.

Translating needs none of them. The cache lies in ``$PORTALIS_CACHE``, else in ``$XDG_CACHE_HOME/portalis``, else in
``~/.cache/portalis``; it may be deleted at any time.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from portalis.diagnostics import Diagnostic, ToolchainError

EDITION = "2021"

FORMAT_TIMEOUT_S = 60.0


def find_tool(name: str) -> str | None:
    """The path of ``cargo``, ``rustfmt`` and their like: on PATH, else where rustup installs; ``None`` if absent."""
    return _find_tool(name, os.environ.get("PATH", ""), os.environ.get("CARGO_HOME", ""))


@functools.lru_cache(maxsize=32)
def _find_tool(name: str, path: str, cargo_home: str) -> str | None:
    found = shutil.which(name, path=path)
    if found is not None:
        return found
    homes = [Path(cargo_home)] if cargo_home else []
    with suppress(RuntimeError):
        homes.append(Path.home() / ".cargo")
    for home in homes:
        found = shutil.which(name, path=str(home / "bin"))
        if found is not None:
            return found
    return None


def cache_root() -> Path:
    """The folder that caches live in; not created here."""
    chosen = os.environ.get("PORTALIS_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "portalis"


def format_rust(text: str) -> str:
    """``text`` as rustfmt prints it; unchanged where rustfmt is absent or cannot parse it."""
    rustfmt = find_tool("rustfmt")
    if rustfmt is None:
        return text
    try:
        done = subprocess.run(
            [rustfmt, "--edition", EDITION, "--emit", "stdout", "--quiet"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=FORMAT_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return text
    if done.returncode != 0 or not done.stdout:
        return text
    return done.stdout.decode("utf-8")


def build_cached(files: Mapping[str, str], *, release: bool = False) -> Path | None:
    """Build a package in the cache and return its executable; ``None`` when it is a library.

    A package that was built before is not built again. All builds share one target folder, so that the crates are
    compiled once.

    Raises:
        ToolchainError: when cargo is absent, fails, or the cache cannot be written.
    """
    if "src/main.rs" not in files:
        return None
    key = content_key(files, "release" if release else "dev")
    root = cache_root()
    executable = root / "bin" / key
    if executable.is_file():
        return executable
    cargo = find_tool("cargo")
    if cargo is None:
        raise ToolchainError(
            Diagnostic("P0120", "cargo is not installed", None, "install Rust, or use `portalis translate`")
        )
    try:
        with locked(root / "build.lock"):
            if not executable.is_file():
                _build(cargo, files, key, executable, release)
    except OSError as error:
        raise ToolchainError(
            Diagnostic("P0121", f"the build cache {root} cannot be used: {error.strerror or error}")
        ) from error
    return executable


def content_key(files: Mapping[str, str], *parts: str) -> str:
    """A name for exactly these files and parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    for name in sorted(files):
        data = files[name].encode("utf-8")
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:32]


def _build(cargo: str, files: Mapping[str, str], key: str, executable: Path, release: bool) -> None:
    root = cache_root()
    package = root / "packages" / key
    sync_files(package, files)
    command = [cargo, "build", "--quiet", "--message-format=json-render-diagnostics"]
    command += ["--release"] if release else []
    environment = {**os.environ, "CARGO_TARGET_DIR": str(root / "target")}
    # The crates are the same few for every program: once they are here, no build needs the network.
    done = _cargo([*command, "--offline"], package, environment)
    if done.returncode != 0:
        done = _cargo(command, package, environment)
    if done.returncode != 0:
        detail = done.stderr.decode("utf-8", "replace").strip()
        raise ToolchainError(Diagnostic("P0121", "cargo could not build the package", None, detail[-4000:] or None))
    built = [path for path in _executables(done.stdout) if path.is_file()]
    if not built:
        raise ToolchainError(Diagnostic("P0121", "cargo built no executable"))
    executable.parent.mkdir(parents=True, exist_ok=True)
    aside = executable.with_name(f"{key}.{uuid.uuid4().hex[:8]}.tmp")
    shutil.copy2(built[-1], aside)
    aside.replace(executable)


def _cargo(command: list[str], cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def _executables(messages: bytes) -> Iterator[Path]:
    """The executables that cargo's JSON messages name."""
    for line in messages.splitlines():
        if line.startswith(b"{"):
            executable = json.loads(line).get("executable")
            if executable:
                yield Path(executable)


def sync_files(folder: Path, files: Mapping[str, str]) -> None:
    """Make ``folder`` hold ``files``; what already has the right text keeps its time, so that cargo stays idle."""
    for name, text in files.items():
        path = folder / name
        data = text.encode("utf-8")
        try:
            if path.read_bytes() == data:
                continue
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on ``path`` against other processes, where the system has file locks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
