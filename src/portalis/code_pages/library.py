"""P04xx: builtins, library functions and methods."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0401",
        "this builtin function is not translated",
        "The function has no row in the table of primitives yet.",
        "memoryview(data)",
        "The supported ones are listed in the documentation of the primitives.",
    ),
    Page(
        "P0402",
        "this library function is not translated",
        "The module is known, but this function of it has no row in the table of primitives yet.",
        "import math\nmath.nextafter(1.0, 2.0)",
        "The supported ones are listed in the documentation of the primitives.",
    ),
    Page(
        "P0403",
        "this method is not translated",
        "The type is known, but this method of it has no row in the table of primitives yet.",
        "'text'.maketrans('a', 'b')",
        "The supported ones are listed in the documentation of the primitives.",
    ),
    Page(
        "P0404",
        "this module is not translated",
        "No function of this standard module has a translation.",
        "import tkinter",
        "Keep this part in Python, or translate the rest with `--partial`.",
    ),
    Page(
        "P0405",
        "these arguments are not translated",
        "The function is translated, but not with this combination of arguments or types.",
        "open(path, 'r+b', buffering=0)",
        "Use the plain form of the call.",
    ),
    Page(
        "P0406",
        "this regular expression cannot be kept",
        "The pattern holds what neither engine matches as Python does (a lone surrogate, groups in a possessive repeat, "
        "counted repeats that would be thousands of steps), or it is no text, or flags are given that are not known to be ints.",
        "re.search(r'(?:(a)b)*+', text)",
        "Write it without what the message names. A pattern may be made while the program runs.",
    ),
    Page(
        "P0407",
        "the order of this set cannot be reproduced",
        "Python's order of a set of strings changes with every run, and so would the output. A program whose output "
        "depends on it has no fixed behaviour to keep.",
        "for word in {'a', 'b'}:\n    print(word)",
        "Iterate over `sorted(...)`.",
    ),
    Page(
        "P0408",
        "a builtin is replaced",
        "The program gives a builtin name another meaning in a way that cannot be followed.",
        "if fast:\n    sorted = quick_sort",
        "Use a name of your own.",
    ),
    Page(
        "P0409",
        "the result depends on the running interpreter",
        "`id`, `hash` of a string, memory addresses in the default `repr`, reference counts: the value differs from "
        "run to run.",
        "print(object())",
        "Define `__repr__`, or use a value that is the same in each run.",
    ),
)
