"""The table of diagnostic codes: what each one means and what to do about it.

The pages live in :mod:`portalis.code_pages`, one file for each range:

========  ==================================================
P01xx     the input is not Python, or cannot be read
P02xx     syntax that is not translated
P03xx     types that cannot be inferred or represented
P04xx     builtins, library functions and methods
P05xx     ownership and aliasing
P06xx     classes
P07xx     closures and generators
P08xx     exceptions
P09xx     internal limits
========  ==================================================

A code keeps its meaning for good: a page may be reworded, a number is never used again for something else.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from types import MappingProxyType

from portalis.code_pages import (
    classes,
    closures,
    exceptions,
    inputs,
    library,
    limits,
    ownership,
    syntax,
    types,
)
from portalis.code_pages.page import Page

__all__ = ["CODES", "RANGES", "Page", "lookup", "page_markdown", "page_text"]

RANGES: Mapping[str, str] = MappingProxyType(
    {
        "P01": "Input",
        "P02": "Syntax",
        "P03": "Types",
        "P04": "Builtins and library",
        "P05": "Ownership and aliasing",
        "P06": "Classes",
        "P07": "Closures and generators",
        "P08": "Exceptions",
        "P09": "Limits",
    }
)

TEXT_WIDTH = 88
"""Columns that a page takes in a terminal."""


def _table() -> Mapping[str, Page]:
    table: dict[str, Page] = {}
    for module in (inputs, syntax, types, library, ownership, classes, closures, exceptions, limits):
        for page in module.PAGES:
            if page.code in table:
                raise ValueError(f"diagnostic code {page.code} is defined twice")
            if page.code[:3] not in RANGES or len(page.code) != 5 or not page.code[1:].isdigit():
                raise ValueError(f"{page.code!r} is no diagnostic code")
            table[page.code] = page
    return MappingProxyType(dict(sorted(table.items())))


CODES: Mapping[str, Page] = _table()
"""Every code with its page, in order; read-only."""


def lookup(code: str) -> Page:
    """The page of ``code``, which may be written in lower case.

    Raises:
        KeyError: when there is no such code.
    """
    return CODES[code.strip().upper()]


def page_text(code: str) -> str:
    """The page of ``code`` as plain text for a terminal.

    Raises:
        KeyError: when there is no such code.
    """
    page = lookup(code)
    parts = [f"{page.code}: {page.title}", textwrap.fill(page.explanation, TEXT_WIDTH)]
    if page.example:
        parts.append("Example:\n\n" + "\n".join(f"    {line}".rstrip() for line in page.example.splitlines()))
    if page.hint:
        parts.append(textwrap.fill("What to do: " + page.hint, TEXT_WIDTH))
    return "\n\n".join(parts) + "\n"


def page_markdown(code: str) -> str:
    """The page of ``code`` as a section of the documentation.

    Raises:
        KeyError: when there is no such code.
    """
    page = lookup(code)
    parts = [f"### {page.code}: {page.title}", page.explanation]
    if page.example:
        parts.append(f"```python\n{page.example}\n```")
    if page.hint:
        parts.append(f"**What to do:** {page.hint}")
    return "\n\n".join(parts) + "\n"
