"""What the compiler and its linter say about a package, on the Python lines that the Rust came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from portalis.interface import LineMap
from portalis.verify.buildcache import BUILD_LIMITS, cargo_run
from portalis.verify.quickcheck import messages, quick_check
from portalis.verify.sandbox import Limits, Outcome, Sandbox

Level = Literal["error", "warning"]


SHOWN = 1_500
"""Characters of a message as the compiler shows it that a report carries."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One message of rustc or clippy; lines are counted from 1, and 0 where there is none."""

    level: Level
    code: str
    text: str
    file: str
    line: int
    python_path: str
    python_line: int
    rendered: str

    @property
    def lint(self) -> bool:
        """Whether clippy says it."""
        return self.code.startswith("clippy::")

    def to_json(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return {
            "level": self.level,
            "code": self.code,
            "message": self.text,
            "rendered": self.rendered.strip()[:SHOWN] or self.text,
            "rust": {"file": self.file, "line": self.line},
            "python": {"file": self.python_path, "line": self.python_line} if self.python_line else None,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """The first rung: whether it compiles, and what was found."""

    compiled: bool
    findings: tuple[Finding, ...]
    log: str
    seconds: float
    reason: str = ""
    """Why it is not known whether it compiles; empty when it is."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep it from compiling."""
        return tuple(f for f in self.findings if f.level == "error" and not f.lint)


@dataclass(frozen=True, slots=True)
class Built:
    """An executable, or what stood in its way."""

    executable: Path | None
    findings: tuple[Finding, ...]
    log: str
    seconds: float
    succeeded: bool = False
    """Whether cargo was content; a library has no executable all the same."""


def check(
    sandbox: Sandbox,
    job: Path,
    package: Path,
    lines: Mapping[str, LineMap],
    files: Mapping[str, str] | None = None,
    *,
    limits: Limits = BUILD_LIMITS,
) -> Checked:
    """Run clippy, which compiles as ``cargo check`` does and says all that it says.

    Where ``files``, the package's, are given and look as the translator writes them, the parts of the runtime are not compiled again.

    Raises:
        OSError: when the sandbox cannot be started.
    """
    quick = quick_check(sandbox, job, files, limits) if files is not None else None
    if quick is not None:
        return Checked(True, tuple(_findings(messages(quick), lines)), "", quick.wall_s)
    arguments = ["clippy", "--message-format=json", "--quiet"]
    done = cargo_run(sandbox, job, package, arguments, limits=limits)
    findings = tuple(_findings(_messages(done.stdout), lines))
    log = done.stderr.decode("utf-8", "replace")
    reason = "" if done.reason == "exit" else f"ended by the sandbox: {done.reason}"
    refused = [f for f in findings if f.level == "error" and not f.lint]
    if done.status != 0 and not findings and not reason:
        reason = "cargo refused the package: " + (log.strip().splitlines() or ["no message"])[-1][:300]
    return Checked(done.status == 0 or (bool(findings) and not refused), findings, log, done.wall_s, reason)


def build(
    sandbox: Sandbox, job: Path, package: Path, arguments: Sequence[str], *, limits: Limits = BUILD_LIMITS
) -> Built:
    """Build (``build``) or build the tests (``test --no-run``) and find the executable.

    Raises:
        OSError: when the sandbox cannot be started.
    """
    done = cargo_run(sandbox, job, package, [*arguments, "--message-format=json", "--quiet"], limits=limits)
    found = _executable(done)
    log = done.stderr.decode("utf-8", "replace")
    succeeded = done.status == 0 and done.reason == "exit"
    return Built(
        found if succeeded else None, tuple(_findings(_messages(done.stdout), {})), log, done.wall_s, succeeded
    )


def _executable(done: Outcome) -> Path | None:
    found = None
    for message in _messages(done.stdout):
        if message.get("reason") == "compiler-artifact" and message.get("executable"):
            found = Path(message["executable"])
    return found


def _messages(data: bytes) -> Iterator[dict[str, Any]]:
    for line in data.splitlines():
        if line.startswith(b"{"):
            try:
                message = json.loads(line)
            except ValueError:
                continue
            if isinstance(message, dict):
                yield message


def _findings(entries: Iterable[dict[str, Any]], lines: Mapping[str, LineMap]) -> Iterator[Finding]:
    for entry in entries:
        if entry.get("reason") != "compiler-message":
            continue
        message = entry["message"]
        if message.get("level") not in ("error", "warning"):
            continue
        spans = message.get("spans") or []
        span = next((s for s in spans if s.get("is_primary")), spans[0] if spans else None)
        if span is None and not message.get("code"):
            continue  # the summary that ends a failed build
        file, line = (str(span["file_name"]), int(span["line_start"])) if span else ("", 0)
        known = lines.get(file)
        yield Finding(
            message["level"],
            (message.get("code") or {}).get("code", ""),
            message["message"],
            file,
            line,
            known.path if known else "",
            known.python_line(line) if known else 0,
            message.get("rendered") or "",
        )
