"""Writing a package to disk: all of it or nothing."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from portalis.diagnostics import Diagnostic, OutputError

KEPT_ON_REPLACE = ("target",)
"""Entries of a replaced folder that the new one inherits: what cargo has built stays useful."""


def check_output(out: Path, *, force: bool = False, source: Path | None = None) -> None:
    """Make sure that ``out`` may be written, before the work of translating.

    ``source`` is what is translated: a folder that holds it is never replaced.

    Raises:
        OutputError: when something other than a folder is there, when the folder is not empty and ``force`` is not
            given, and when ``force`` would replace the source, the working folder, the home folder or one that holds
            them.
    """
    try:
        out = Path(os.path.realpath(out))
        if not out.exists():
            return
        if not out.is_dir():
            raise OutputError(Diagnostic("P0110", f"{out} exists and is not a folder"))
        if not any(out.iterdir()):
            return
    except (OSError, ValueError) as error:
        raise _failed(out, error) from error
    if not force:
        raise OutputError(
            Diagnostic("P0109", f"the output folder {out} is not empty", None, "use --force to replace it")
        )
    for place in _spared(source):
        if place == out or out in place.parents:
            raise OutputError(Diagnostic("P0109", f"{out} holds {place}, and is not replaced even with --force"))


def _spared(source: Path | None) -> list[Path]:
    """What ``--force`` never replaces."""
    places = [Path.cwd()]
    with suppress(RuntimeError):
        places.append(Path.home().resolve())
    if source is not None:
        places.append(source.resolve())
    return places


def write_package(out: Path, files: Mapping[str, str], *, force: bool = False, source: Path | None = None) -> None:
    """Write ``files`` (relative path → text) as the folder ``out``.

    They are written to a folder beside ``out`` which is then renamed, so that ``out`` is complete or untouched. With
    ``force`` an existing folder is replaced; its ``target`` is kept.

    Raises:
        OutputError: as :func:`check_output`, and when the system refuses to write. Nothing is left behind.
        ValueError: when a path is absolute or leads out of ``out``.
    """
    for name in files:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\\" in name:
            raise ValueError(f"{name!r} leads out of the package")
    check_output(out, force=force, source=source)
    out = Path(os.path.realpath(out))
    made: list[Path] = []
    aside = out.parent / f".{out.name}.{uuid.uuid4().hex[:12]}.tmp"
    try:
        _make_parents(out.parent, made)
        _fill(aside, files)
        _put_in_place(aside, out)
    except BaseException as error:
        shutil.rmtree(aside, ignore_errors=True)
        with suppress(OSError):
            for folder in reversed(made):
                folder.rmdir()
        if isinstance(error, OSError):
            raise _failed(out, error) from error
        raise


def _make_parents(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
        made.append(parent)


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text)


def _put_in_place(aside: Path, out: Path) -> None:
    """Rename ``aside`` to ``out``, which is absent, empty, or to be replaced."""
    if not out.exists():
        aside.rename(out)
        return
    if not any(out.iterdir()):
        if os.path.ismount(out) or out == Path.cwd():
            _move_entries(aside, out)
        else:
            aside.rename(out)
        return
    old = aside.with_suffix(".old")
    out.rename(old)
    try:
        aside.rename(out)
    except BaseException:
        old.rename(out)
        raise
    for name in KEPT_ON_REPLACE:
        if (old / name).is_dir() and not (out / name).exists():
            (old / name).rename(out / name)
    shutil.rmtree(old, ignore_errors=True)


def _move_entries(aside: Path, out: Path) -> None:
    """Fill a folder that cannot itself be renamed over; what was moved is taken back when a move fails."""
    moved: list[Path] = []
    try:
        for entry in sorted(aside.iterdir()):
            shutil.move(entry, out / entry.name)
            moved.append(out / entry.name)
        aside.rmdir()
    except BaseException:
        for path in moved:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise


def _failed(out: Path, error: Exception) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return OutputError(Diagnostic("P0110", f"cannot write {out}: {reason}"))
