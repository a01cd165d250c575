"""The rung for programs: the script under CPython and the built program on the same standard input and arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalis.toolchain import sync_files
from portalis.verify.buildcache import tools
from portalis.verify.sandbox import Limits, Outcome, Sandbox

SCRIPT_LIMITS = Limits(wall_s=20, cpu_s=20, memory=3 << 30, total_memory=3 << 30, processes=32)
SCRIPT_TEST = "portalis_driver::run_script"
_BEGIN = b"\x01script\x02"
_TRACEBACK = "Traceback (most recent call last):\n"


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """One run of the program on both sides."""

    stdin: str
    arguments: tuple[str, ...]
    agreed: bool | None
    """None when nothing follows: CPython did not end, or does not agree with itself."""
    difference: str
    """What differs, or why nothing follows."""
    python: str
    """The first thing on which they differ, as CPython has it."""
    rust: str
    output_bytes: int = 0

    def to_json(self) -> dict[str, object]:
        """The run as plain JSON values."""
        return {
            "stdin": self.stdin,
            "arguments": list(self.arguments),
            "agreed": self.agreed,
            "difference": self.difference,
            "python": self.python,
            "rust": self.rust,
            "output_bytes": self.output_bytes,
        }


class Scripts:
    """Runs a program on both sides."""

    def __init__(
        self, sandbox: Sandbox, job: Path, sources: Mapping[str, str], executable: Path, harness: bool
    ) -> None:
        self.sandbox = sandbox
        self.folder = job / "script"
        self.executable = executable
        self.harness = harness
        """Whether the executable is the driver, which runs the program as a test, and not the program itself."""
        sync_files(self.folder / "root", sources)

    def compare(self, stdin: str, arguments: Sequence[str]) -> ScriptRun:
        """Run both.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        python = self._python(stdin, arguments, 0)
        case = (stdin, tuple(arguments))
        if python.reason != "exit":
            return ScriptRun(*case, None, f"CPython was ended by the sandbox: {python.reason}", "", "")
        rust = self._rust(stdin, arguments)
        found = _difference(python, rust)
        if found is not None:
            for hash_seed in (1, 2):
                again = _difference(python, self._python(stdin, arguments, hash_seed))
                if again is not None:
                    return ScriptRun(*case, None, "CPython's own output differs from run to run", *again[1:])
            return ScriptRun(*case, False, *found, len(python.stdout))
        return ScriptRun(*case, True, "", "", "", len(python.stdout))

    def _python(self, stdin: str, arguments: Sequence[str], hash_seed: int) -> Outcome:
        known = tools()
        return self.sandbox.run(
            [str(known.python), "-s", "-B", str(self.folder / "root" / "main.py"), *arguments],
            mounts=known.mounts().plus(write=[self.folder]),
            cwd=self.folder,
            stdin=stdin.encode("utf-8", "surrogatepass"),
            environment={"PYTHONHASHSEED": str(hash_seed)},
            limits=SCRIPT_LIMITS,
        )

    def _rust(self, stdin: str, arguments: Sequence[str]) -> Outcome:
        command = [str(self.executable)]
        command += ["--exact", SCRIPT_TEST, "--nocapture", "--test-threads=1", "-q"] if self.harness else arguments
        done = self.sandbox.run(
            command,
            mounts=tools().mounts().plus(read=[self.executable.parent], write=[self.folder]),
            cwd=self.folder,
            stdin=stdin.encode("utf-8", "surrogatepass"),
            limits=SCRIPT_LIMITS,
        )
        if not self.harness:
            return done
        _, _, output = done.stdout.partition(_BEGIN)
        return Outcome(done.status, output, done.stderr, done.reason, done.wall_s)


def _difference(python: Outcome, rust: Outcome) -> tuple[str, str, str] | None:
    """What differs first, and both sides of it."""
    if rust.reason != "exit":
        return "the end", f"ends with status {python.status}", f"was ended by the sandbox: {rust.reason}"
    if python.stdout != rust.stdout:
        mine, theirs = (o.stdout.decode("utf-8", "replace").split("\n") for o in (python, rust))
        for number, (a, b) in enumerate(zip([*mine, "<end>"], [*theirs, "<end>"]), 1):
            if a != b:
                return f"line {number} of standard output", a[:500], b[:500]
    if python.status != rust.status:
        return "the exit status", f"{python.status} {_raised(python)}".strip(), f"{rust.status} {_raised(rust)}".strip()
    if _raised(python) != _raised(rust):
        return "the exception", _raised(python), _raised(rust)
    return None


def _raised(done: Outcome) -> str:
    """The class of the exception that ended a program."""
    _, found, text = done.stderr.decode("utf-8", "replace").rpartition(_TRACEBACK)
    if not found:
        return ""
    last = [line for line in text.splitlines() if line and not line.startswith(" ")]
    return last[0].partition(":")[0].rpartition(".")[2] if last else ""
