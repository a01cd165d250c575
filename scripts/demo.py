"""`make demo`: translate an example, build it, run it beside CPython, and show that they agree."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description="Translate an example and compare it with CPython.")
    parser.add_argument("example", nargs="?", type=Path, default=ROOT / "examples" / "ledger.py")
    parser.add_argument("--keep", type=Path, metavar="OUT", help="leave the Cargo package here")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portalis-demo-") as scratch:
        return demo(chosen.example, chosen.keep or Path(scratch) / chosen.example.stem)


def demo(example: Path, out: Path) -> int:
    """Show each step with its command and its time; returns the exit status."""
    shown = example.relative_to(ROOT) if example.is_relative_to(ROOT) else example
    done, took = timed([sys.executable, "-m", "portalis", "translate", str(example), "-o", str(out), "--force"])
    say(f"portalis translate {shown} -o OUT", took)
    if done.returncode != 0:
        print(done.stderr.decode("utf-8", "replace"))
        return done.returncode
    source = (out / "src" / "main.rs").read_text("utf-8")
    lines = len(example.read_text("utf-8").splitlines())
    print(f"{lines} lines of Python became {len(source.splitlines())} lines of Rust in src/main.rs; from its middle:\n")
    print(indented(excerpt(source)))

    cargo = shutil.which("cargo") or shutil.which("cargo", path=str(Path.home() / ".cargo" / "bin"))
    if cargo is None:
        print("\ncargo is not installed, so the translation is not built. https://rustup.rs has it.")
        return 1
    build = [
        cargo,
        "build",
        "--quiet",
        "--message-format=json-render-diagnostics",
        "--manifest-path",
        str(out / "Cargo.toml"),
    ]
    done, took = timed(build)
    say("cargo build", took)
    if done.returncode != 0:
        print(done.stderr.decode("utf-8", "replace"))
        return 1
    executable = built_executable(done.stdout)

    expected, took = timed([sys.executable, str(example)])
    say(f"python {shown}", took)
    actual, took = timed([str(executable)])
    say(f"target/debug/{executable.name}", took)
    print(indented(actual.stdout.decode("utf-8", "replace")))
    same = (expected.stdout, expected.returncode) == (actual.stdout, actual.returncode)
    count = len(expected.stdout.splitlines())
    if same:
        print(f"\nThe two agree: {count} lines of output, byte for byte, and exit status {expected.returncode}.")
        return 0
    print("\nThe two DIFFER. CPython printed:\n" + indented(expected.stdout.decode("utf-8", "replace")))
    print(actual.stderr.decode("utf-8", "replace"))
    return 1


def timed(command: list[str]) -> tuple[subprocess.CompletedProcess[bytes], float]:
    start = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done, time.perf_counter() - start


def say(command: str, seconds: float) -> None:
    print(f"\n$ {command}    ({seconds:.2f} s)")


def excerpt(source: str, size: int = 24) -> str:
    """Some lines of Rust that begin with an item in the middle of the file."""
    lines = source.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(("fn ", "impl ", "pub fn ", "struct "))]
    start = next((number for number in starts if number >= len(lines) // 3), 0)
    return "\n".join(lines[start : start + size])


def built_executable(messages: bytes) -> Path:
    """The program that cargo's JSON messages name."""
    found = [json.loads(line).get("executable") for line in messages.splitlines() if line.startswith(b"{")]
    return Path(next(path for path in reversed(found) if path))


def indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


if __name__ == "__main__":
    raise SystemExit(main())
