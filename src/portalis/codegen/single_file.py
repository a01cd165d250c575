"""Joins the modules of a package into one source file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_DECLARATION = re.compile(r"^(pub )?mod ([A-Za-z_]\w*);$", re.MULTILINE)
"""What the printer and the runtime write for a module in a file of its own. A text that stands alone on a line cannot be
taken for one: string literals are printed with their line ends escaped."""
_RUNTIME = "src/pyrt/"


def join_modules(files: Mapping[str, str]) -> str:
    """The package's crate as one file: each module stands inline where it was declared.

    The result is empty where the package has no crate root.
    """
    return "".join(text for text, _ in module_pieces(files))


def module_pieces(files: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """What :func:`join_modules` joins, and of each piece whether it is a part of the runtime: the same object each time."""
    root = next((name for name in ("src/main.rs", "src/lib.rs") if name in files), None)
    if root is not None:
        yield from _inline(root, "src/", files)


def _inline(path: str, folder: str, files: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    text = files[path]
    if path.startswith(_RUNTIME) and not _declares(text):
        yield text, True
        return
    end = 0
    for match in _DECLARATION.finditer(text):
        visible, name = match[1] or "", match[2]
        inner = f"{folder}{name}/"
        found = next((p for p in (f"{folder}{name}.rs", f"{inner}mod.rs") if p in files), None)
        if found is not None:
            yield f"{text[end : match.start()]}{visible}mod {name} {{\n", False
            yield from _inline(found, inner, files)
            yield "}", False
            end = match.end()
    yield text[end:], False


@lru_cache(256)
def _declares(text: str) -> bool:
    """Whether a part of the runtime declares modules; it is looked through once."""
    return _DECLARATION.search(text) is not None
