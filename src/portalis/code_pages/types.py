"""P03xx: types that cannot be inferred or represented."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0301",
        "the type cannot be inferred",
        "Nothing in the module tells which type this value has: no literal, no operation, no call and no annotation "
        "settles it. Portalis does not guess from a name.",
        "def first(items):\n    return items[0]",
        "Annotate the parameter, for example `items: list[int]`, or add a call to the module.",
    ),
    Page(
        "P0302",
        "the function is never called and has no annotation",
        "For a function without a call site the most general type that its operations allow is used. Here several "
        "unrelated types would do, and each would give other Rust.",
        "def double(x):\n    return x * 2",
        "Annotate the parameters, or add a doctest with a call: doctests count as call sites.",
    ),
    Page(
        "P0303",
        "the value has several types that cannot be held together",
        "Values of different types meet in one place: a variable, a list, a return value. This union has no "
        "representation in Rust yet.",
        "values = [1, 'two', None]",
        "Use one type, or tuples for records whose fields differ.",
    ),
    Page(
        "P0304",
        "the value may be None where something else is needed",
        "The operation works on the type of the value but not on `None`, and no test before it excludes `None`.",
        "def size(text: str | None) -> int:\n    return text.count('a')",
        "Test first: `if text is not None:`.",
    ),
    Page(
        "P0305",
        "the element type of the container is unknown",
        "The container is created empty, and nothing is ever put in or taken out that would tell its element type.",
        "cache = {}\nprint(len(cache))",
        "Annotate it: `cache: dict[str, int] = {}`.",
    ),
    Page(
        "P0306",
        "the operation is not translated for these types",
        "Either Python would raise TypeError whenever this line runs, or the operation between these types has no "
        "translation yet.",
        "total = 'sum: ' + 3",
        "Convert one side, for example with `str(...)`.",
    ),
    Page(
        "P0307",
        "the annotation is not understood",
        "The annotation is not a type, or is a type that has no translation.",
        "def f(x: 'complex number'): ...",
        "Use `int`, `float`, `bool`, `str`, `bytes`, `list[...]`, `dict[...]`, `set[...]`, `tuple[...]`, "
        "`X | None`, or a class of the program.",
    ),
    Page(
        "P0308",
        "the value contradicts its annotation",
        "Python ignores annotations when it runs, so the program works; but the annotation says something else than "
        "the values that arrive, and one of the two would be mistranslated.",
        "def half(n: int) -> int:\n    return n / 2\n\nprint(half('x'))",
        "Correct the annotation.",
    ),
    Page(
        "P0309",
        "the type grows without end",
        "A function calls itself with a type that contains the one it was called with, so there would be endless "
        "specialisations.",
        "def wrap(x, n):\n    return x if n == 0 else wrap([x], n - 1)",
        "Use a loop that keeps one type.",
    ),
    Page(
        "P0310",
        "too many specialisations of one function",
        "The function is called with so many combinations of types that a Rust function for each would be unreadable.",
        "",
        "Give the function one type, or split it.",
    ),
    Page(
        "P0311",
        "the attribute or name is not defined",
        "No class of this value has the attribute, or no scope binds the name, so that Python would raise AttributeError "
        "or NameError here; or it is one of Python's own that has no translation yet.",
        "print(totl)",
        "Check the spelling.",
    ),
    Page(
        "P0312",
        "the call does not fit the function",
        "The number or the names of the arguments do not match the parameters. Python would raise TypeError here.",
        "def area(width, height): ...\n\narea(3)",
        "Pass what the function takes.",
    ),
    Page(
        "P0313",
        "the tuple is indexed by a value that is not constant",
        "The items of this tuple have different types, so which type comes out depends on the index.",
        "record = ('Ada', 36)\nprint(record[i])",
        "Use a constant index or unpack the tuple.",
    ),
    Page(
        "P0314",
        "the type cannot be a key",
        "Keys of a dict and items of a set must be hashable. Python would raise TypeError: unhashable type.",
        "seen = {[1, 2]}",
        "Use a tuple.",
    ),
    Page(
        "P0315",
        "the program has to know a type while it runs",
        "The value's type is looked at while the program runs: `type(x)`, `getattr` with a computed name, a class as "
        "a value. That needs the dynamic tier, which is not there yet.",
        "return type(self)(self.x + 1)",
        "Name the class or the attribute.",
    ),
)
