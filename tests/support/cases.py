"""Cases as data: a folder each, ``tests/cases/GROUP/NAME/``.

``input.py``     the program; or a folder ``input/`` for a package
``stdout.txt``   what CPython prints, written by ``tests/record.py``
``expected.rs``  optional: the exact ``src/main.rs`` (``src/lib.rs`` for a library)
``case.toml``    optional: ``exit``, ``stderr`` (its last line), ``stdin``, ``args``, ``int``, ``refused`` (codes)

A case with ``refused`` is one that must be refused with exactly these codes; it needs no ``stdout.txt``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from portalis.api import TranslationRequest, TranslationResult, read_input, translate
from portalis.options import IntMode, Options

TESTS = Path(__file__).resolve().parent.parent
CASES = TESTS / "cases"
ROOT = TESTS.parent
RUN_TIMEOUT_S = 30.0


class CaseError(Exception):
    """A case folder is incomplete or says something that the runner does not know."""


@dataclass(frozen=True)
class Case:
    """One case, loaded and checked."""

    folder: Path
    input: Path
    stdout: str | None
    expected_rust: str | None
    exit: int = 0
    stderr: str | None = None
    stdin: str = ""
    args: tuple[str, ...] = ()
    int_mode: IntMode = "auto"
    refused: frozenset[str] = field(default_factory=frozenset)

    @property
    def id(self) -> str:
        return case_id(self.folder)

    @property
    def slug(self) -> str:
        """A name that Cargo takes for a binary."""
        return "case_" + "".join(char if char.isalnum() else "_" for char in self.id.lower())

    def options(self) -> Options:
        return Options(int_mode=self.int_mode)


@dataclass(frozen=True)
class Outcome:
    """What a run showed."""

    stdout: str
    stderr: str
    exit: int

    @property
    def last_line(self) -> str:
        lines = self.stderr.strip().splitlines()
        return lines[-1] if lines else ""


def case_id(folder: Path) -> str:
    return folder.relative_to(CASES).as_posix()


def case_folders() -> list[Path]:
    """Every folder that stands where a case stands, complete or not."""
    if not CASES.is_dir():
        return []
    groups = sorted(path for path in CASES.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))
    return [
        case
        for group in groups
        for case in sorted(group.iterdir())
        if case.is_dir() and not case.name.startswith((".", "_"))
    ]


def examples() -> list[Path]:
    """The sample programs of the repository."""
    return sorted((ROOT / "examples").glob("*.py"))


def example_slug(path: Path) -> str:
    """The name of a sample's binary."""
    return f"example_{path.stem}"


def load_case(folder: Path) -> Case:
    """Read a case.

    Raises:
        CaseError: when a file is missing, or ``case.toml`` has an unknown key or a value of a wrong type.
    """
    settings = _settings(folder / "case.toml")
    program = folder / "input.py"
    if not program.is_file():
        program = folder / "input"
        if not program.is_dir():
            raise CaseError(f"{folder} has no input.py")
    stdout = folder / "stdout.txt"
    if not stdout.is_file() and not settings.get("refused"):
        raise CaseError(f"{folder} has no stdout.txt; tests/record.py writes it")
    expected = folder / "expected.rs"
    return Case(
        folder=folder,
        input=program,
        stdout=stdout.read_bytes().decode("utf-8") if stdout.is_file() else None,
        expected_rust=expected.read_text("utf-8") if expected.is_file() else None,
        **settings,
    )


_KEYS: dict[str, type] = {"exit": int, "stderr": str, "stdin": str, "args": list, "int": str, "refused": list}


def _settings(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        table = tomllib.load(file)
    for key, value in table.items():
        if key not in _KEYS:
            raise CaseError(f"{path}: unknown key {key!r}")
        if not isinstance(value, _KEYS[key]):
            raise CaseError(f"{path}: {key} must be of type {_KEYS[key].__name__}")
    if "int" in table:
        table["int_mode"] = table.pop("int")
    if "args" in table:
        table["args"] = tuple(table["args"])
    if "refused" in table:
        table["refused"] = frozenset(table["refused"])
    return table


@cache
def translated(folder: Path) -> TranslationResult:
    """The translation of a case, made once in a session."""
    case = load_case(folder)
    return translate(TranslationRequest(read_input(str(case.input)), case.options()), case.options())


def run_cpython(case: Case, hash_seed: int) -> Outcome:
    """Run the case's program under this Python."""
    return run_python(case.input, case.args, case.stdin, hash_seed)


def run_python(program: Path, args: Sequence[str] = (), stdin: str = "", hash_seed: int = 0) -> Outcome:
    """Run a program under this Python."""
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPATH", None)
    return run([sys.executable, "-W", "ignore", str(program), *args], stdin, environment)


def run_binary(case: Case, executable: Path) -> Outcome:
    """Run the case's translation."""
    return run([str(executable), *case.args], case.stdin)


def run(command: Sequence[str], stdin: str = "", environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a command in an empty folder, with a limit on its time."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            command,
            input=stdin.encode("utf-8"),
            capture_output=True,
            timeout=RUN_TIMEOUT_S,
            cwd=folder,
            env=environment,
            check=False,
        )
    return Outcome(done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.returncode)
