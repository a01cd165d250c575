"""P05xx: ownership and aliasing."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0501",
        "a shared object is changed in a way that cannot be followed",
        "Two names reach one list, dict or object, one of them changes it, and the analysis cannot give them a "
        "common representation. A copy would hide the change from the other name, so nothing is emitted.",
        "rows = [[0] * 3] * 3\nrows[0][0] = 1",
        "Make a copy where one is meant (`list(x)`, `x.copy()`), or pass the object itself.",
    ),
    Page(
        "P0502",
        "a container is changed while it is iterated",
        "Python defines what happens: lists go on with the next index, dicts and sets raise RuntimeError. This loop "
        "changes its container in a way whose effect cannot be reproduced yet.",
        "for item in items:\n    if item < 0:\n        items.remove(item)",
        "Iterate over a copy: `for item in list(items):`.",
    ),
    Page(
        "P0503",
        "an object contains itself",
        "The object is stored inside of itself, directly or through others. Reference counting would never free it, "
        "and its `repr` needs Python's guard against recursion.",
        "xs = []\nxs.append(xs)",
        "Hold the link by index or by key.",
    ),
    Page(
        "P0504",
        "two arguments overlap",
        "The same object, or an object and a part of it, is passed twice, and the function changes one of the two.",
        "merge(grid, grid[0])",
        "Pass a copy for the one that is only read.",
    ),
    Page(
        "P0505",
        "identity of this value is not kept",
        "`is` compares objects. For numbers, strings and tuples the result depends on how the interpreter stores them.",
        "if name is 'Ada': ...",
        "Compare with `==`. `is None`, `is True` and identity of mutable objects are translated.",
    ),
    Page(
        "P0506",
        "a mutable default argument is changed",
        "The default is made once and shared by all calls. This one is changed in a way that cannot be followed.",
        "def add(item, bag=[]):\n    bag.append(item)\n    return bag",
        "Use `None` as the default and create the container in the function.",
    ),
)
