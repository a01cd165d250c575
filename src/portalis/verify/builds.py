"""Builds packages as their users would: by profile, for this machine and for WebAssembly, in the sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalis.verify.buildcache import install, new_job, tools
from portalis.verify.cargo import Built, build
from portalis.verify.sandbox import Sandbox

WASM_TARGET = "wasm32-wasip1"
PROFILES: Mapping[str, tuple[str, ...]] = {
    "debug": (),
    "release": ("--release",),
    "release-with-debug": ("--release", "--config", "profile.release.debug=true"),
}


@dataclass(frozen=True, slots=True)
class PackageBuild:
    """What became of one package; ``problem`` and ``wasm_problem`` are empty where nothing stood in the way."""

    compiled: bool
    problem: str
    seconds: float
    wasm: bytes | None = None
    wasm_problem: str = ""


def wasm_missing() -> str | None:
    """Why nothing can be built for WebAssembly, or ``None``.

    Raises:
        ToolchainError: when there is no Rust toolchain.
    """
    if (tools().sysroot / "lib" / "rustlib" / WASM_TARGET / "lib").is_dir():
        return None
    return f"the Rust toolchain has no target {WASM_TARGET}; `rustup target add {WASM_TARGET}` installs it"


def build_packages(
    packages: Sequence[Mapping[str, str]], profile: str, *, wasm: bool = False, unsafe: bool = False
) -> Iterator[PackageBuild]:
    """Build packages (relative path to text) one after the other; what they depend on is compiled once for all.

    Raises:
        KeyError: for a profile that is none of ``PROFILES``.
        ToolchainError: when a tool is missing, or nothing may be run on this machine.
        OSError: when the sandbox cannot be started.
        ValueError: when the name of a file leads out of its package.
    """
    flags = PROFILES[profile]
    sandbox = Sandbox.best(allow_limits_only=unsafe)
    lacking = wasm_missing() if wasm else None
    with new_job(sandbox) as job:
        for number, files in enumerate(packages):
            # Nothing runs here: translations have no build scripts and no macros of their own.
            package = install(job, f"package{number}", files)
            built = build(sandbox, job, package, ["build", *flags])
            binary, problem = None, ""
            if wasm and built.succeeded:
                binary, problem = (None, lacking) if lacking else _wasm(sandbox, job, package, flags)
            elif wasm:
                problem = "the package does not compile"
            yield PackageBuild(built.succeeded, _problem(built), built.seconds, binary, problem)


def _wasm(sandbox: Sandbox, job: Path, package: Path, flags: Sequence[str]) -> tuple[bytes | None, str]:
    built = build(sandbox, job, package, ["build", "--target", WASM_TARGET, *flags])
    if not built.succeeded:
        return None, _problem(built)
    if built.executable is None:
        return None, "a library has no program to build for WebAssembly"
    return built.executable.read_bytes(), ""


def _problem(built: Built) -> str:
    if built.succeeded:
        return ""
    errors = [f.text for f in built.findings if f.level == "error"]
    return errors[0] if errors else (built.log.strip().splitlines() or ["cargo gave no reason"])[-1][:300]
