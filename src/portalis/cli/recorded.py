"""Recorded inputs of a program: in a folder, `NAME.in` with its standard input and `NAME.args` with an argument a line.

Either may be missing. A program is verified on all of them again with `portalis verify --inputs FOLDER`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from portalis.diagnostics import Diagnostic, InputError
from portalis.options import ProgramInput

_STDIN, _ARGUMENTS = ".in", ".args"


def read_runs(folder: Path) -> tuple[ProgramInput, ...]:
    """The runs that a folder holds, by their names' order.

    Raises:
        InputError: when it holds none, or one cannot be read.
    """
    names = sorted({p.stem for p in folder.glob("*") if p.suffix in (_STDIN, _ARGUMENTS)}) if folder.is_dir() else []
    if not names:
        hint = f"NAME{_STDIN} holds the standard input of a run, NAME{_ARGUMENTS} an argument a line"
        raise InputError(Diagnostic("P0101", f"{folder} holds no recorded inputs", None, hint))
    return tuple(
        ProgramInput(_read(folder / (n + _STDIN)), tuple(_read(folder / (n + _ARGUMENTS)).splitlines())) for n in names
    )


def keep_runs(folder: Path, runs: Sequence[ProgramInput]) -> None:
    """Record runs, each under a name made from what it holds, so that none is there twice.

    Raises:
        InputError: when the folder cannot be written, or an argument holds a line break.
    """
    for run in runs:
        if any(line.splitlines() != [line] for line in run.arguments):
            raise InputError(Diagnostic("P0110", "an argument that is empty or holds a line break cannot be recorded"))
        digest = hashlib.sha256("\0".join((run.stdin, *run.arguments)).encode("utf-8", "surrogatepass")).hexdigest()
        path = folder / f"run-{digest[:12]}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.with_suffix(_STDIN).write_bytes(run.stdin.encode("utf-8"))
            if run.arguments:
                path.with_suffix(_ARGUMENTS).write_text("".join(f"{a}\n" for a in run.arguments), "utf-8")
        except (OSError, UnicodeEncodeError) as error:
            raise InputError(Diagnostic("P0110", f"cannot write {path}: {error}")) from error


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Diagnostic("P0101", f"{path} cannot be read: {error}")) from error
