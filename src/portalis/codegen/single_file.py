"""Joins the modules of a package into one source file."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DECLARATION = re.compile(r"^(pub )?mod ([A-Za-z_]\w*);$", re.MULTILINE)
"""What the printer and the runtime write for a module in a file of its own. A text that stands alone on a line cannot be
taken for one: string literals are printed with their line ends escaped."""


def join_modules(files: Mapping[str, str]) -> str:
    """The package's crate as one file: each module stands inline where it was declared.

    The result is empty where the package has no crate root.
    """
    root = next((name for name in ("src/main.rs", "src/lib.rs") if name in files), None)
    return "" if root is None else _inline(files[root], "src/", files)


def _inline(text: str, folder: str, files: Mapping[str, str]) -> str:
    def body(match: re.Match[str]) -> str:
        visible, name = match[1] or "", match[2]
        for path, inner in ((f"{folder}{name}.rs", f"{folder}{name}/"), (f"{folder}{name}/mod.rs", f"{folder}{name}/")):
            if path in files:
                return f"{visible}mod {name} {{\n{_inline(files[path], inner, files)}}}"
        return match[0]

    return _DECLARATION.sub(body, text)
