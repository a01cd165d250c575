"""From a path to modules: a single file, standard input, or a package folder with its dotted names."""

from __future__ import annotations

import os
import re
from pathlib import Path

from portalis.diagnostics import Diagnostic, InputError
from portalis.frontend.source import SourceModule, read_file, read_stdin

MAX_FILES = 5_000
"""Most source files that one folder may hold."""

_ASKS = re.compile(r"""^if\s+__name__\s*==\s*["']__main__["']""", re.MULTILINE)
_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "site-packages"})


def read_input(path: str) -> tuple[SourceModule, ...]:
    """Read what the command line names: ``-`` for standard input, a file, or a package folder.

    Raises:
        InputError: when nothing readable is there, with a diagnostic for each file that cannot be read.
    """
    if path == "-":
        return (read_stdin(),)
    where = Path(path)
    try:
        is_folder = where.is_dir()
        exists = is_folder or where.exists()
    except (OSError, ValueError) as error:
        raise InputError(Diagnostic("P0102", f"cannot read {path!r}: {error}")) from error
    if not exists:
        raise InputError(Diagnostic("P0102", f"cannot read {path}: no such file or folder"))
    if is_folder:
        return read_project(where)
    return (read_file(where),)


def read_project(root: Path) -> tuple[SourceModule, ...]:
    """Read a package folder: every importable module in it, the one that is run first, then from the outside in and by their names.

    With an ``__init__.py`` at its top the folder is a package, and names begin with the folder's name, as for
    ``python -m folder``. Without one it is a collection of modules beside each other, as for ``python folder``, and
    names begin below it. What is run is ``__main__.py`` at the top, else ``main.py``, else the one module there that asks
    whether it is run. Files whose names no import statement can spell are passed over, as are hidden folders,
    ``__pycache__`` and virtual environments. Links to folders are not followed.

    Raises:
        InputError: for a folder without Python, and for files that cannot be read, all of them.
    """
    is_package = (root / "__init__.py").is_file()
    prefix: tuple[str, ...] = (_folder_name(root),) if is_package else ()
    found = _source_files(root, prefix)
    if not found:
        raise InputError(Diagnostic("P0108", f"{root} holds no Python file"))
    modules: list[SourceModule] = []
    problems: list[Diagnostic] = []
    owners: dict[str, Path] = {}
    for name, path in sorted(found, key=lambda entry: (entry[0], entry[1].name)):
        if name in owners:
            problems.append(Diagnostic("P0112", f"{owners[name]} and {path} are both the module {name!r}"))
            continue
        owners[name] = path
        try:
            modules.append(read_file(path, name, is_package=path.name == "__init__.py"))
        except InputError as error:
            problems.extend(error.diagnostics)
    if problems:
        raise InputError(problems)
    begin = _begin(modules, prefix)
    return tuple(sorted(modules, key=lambda m: (m is not begin, m.name.count("."))))


def _begin(modules: list[SourceModule], prefix: tuple[str, ...]) -> SourceModule | None:
    """The module that is run when the folder is."""
    top = {m.name: m for m in modules if m.name.count(".") == len(prefix) and not m.is_package}
    for name in ("__main__", "main"):
        found = top.get(".".join((*prefix, name)))
        if found is not None and (name == "__main__" or not prefix):
            return found
    asking = [m for m in top.values() if _ASKS.search(m.text)]
    return asking[0] if len(asking) == 1 and not prefix else None


def _source_files(root: Path, prefix: tuple[str, ...]) -> list[tuple[str, Path]]:
    """The files below ``root`` with their dotted names, in no particular order."""
    problems: list[Diagnostic] = []

    def on_error(error: OSError) -> None:
        problems.append(Diagnostic("P0102", f"cannot read {error.filename}: {error.strerror or error}"))

    found: list[tuple[str, Path]] = []
    for folder, subfolders, files in os.walk(root, onerror=on_error):
        here = Path(folder)
        below = here.relative_to(root).parts
        subfolders[:] = sorted(name for name in subfolders if _is_package_folder(here, name))
        for file in files:
            stem, dot, suffix = file.rpartition(".")
            if not dot or suffix != "py":
                continue
            if stem == "__init__":
                dotted = ".".join((*prefix, *below))
            elif stem.isidentifier():
                dotted = ".".join((*prefix, *below, stem))
            else:
                continue
            found.append((dotted, here / file))
        if len(found) > MAX_FILES:
            raise InputError(Diagnostic("P0106", f"{root} holds more than {MAX_FILES} Python files"))
    if problems:
        raise InputError(problems)
    return found


def _is_package_folder(parent: Path, name: str) -> bool:
    """Whether modules below ``parent/name`` can be imported and belong to the program."""
    if not name.isidentifier() or name in _SKIPPED_FOLDERS:
        return False
    folder = parent / name
    return not folder.is_symlink() and not (folder / "pyvenv.cfg").exists()


def _folder_name(root: Path) -> str:
    """The package name of a folder, which may be written as ``.`` or ``..``."""
    name = root.resolve().name
    cleaned = "".join(char if char.isalnum() or char == "_" else "_" for char in name)
    if not cleaned.strip("_"):
        return "package"
    return cleaned if cleaned.isidentifier() else f"_{cleaned}"
