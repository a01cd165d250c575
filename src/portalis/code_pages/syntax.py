"""P02xx: syntax that is not translated."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0201",
        "this statement is not translated",
        "The statement is valid Python, but no translation that keeps its meaning exists yet.",
        "",
        "Rewrite it with plainer statements, or translate the rest with `--partial`.",
    ),
    Page(
        "P0202",
        "this expression is not translated",
        "The expression is valid Python, but no translation that keeps its meaning exists yet.",
        "",
        "Rewrite it with plainer expressions, or translate the rest with `--partial`.",
    ),
    Page(
        "P0203",
        "async code is not translated",
        "`async def`, `await`, `async for` and `async with` need an event loop, which the Rust output does not have.",
        "async def fetch(url):\n    return await get(url)",
        "Use ordinary functions.",
    ),
    Page(
        "P0204",
        "this import cannot be followed",
        "The module is neither part of the package that is translated nor one of the standard modules that have "
        "translations, or the import happens in a way that cannot be resolved beforehand: `from x import *` of a "
        "module outside of the program, or an import inside a `try`. A variable imported by its name keeps the value of "
        "that moment; where its module changes it later, the import is refused too.",
        "import numpy as np",
        "Translate the package that holds the module, or replace what is used of it. Read a variable that changes "
        "through its module: `import m`, then `m.x`.",
    ),
    Page(
        "P0205",
        "this kind of decorator is not translated",
        "A decorator replaces the function by what it returns. Those whose effect is known are translated; any other "
        "could do anything.",
        "@app.route('/')\ndef index(): ...",
        "Call the wrapper where the function is used.",
    ),
    Page(
        "P0206",
        "this pattern is not translated",
        "A `match` statement holds a pattern whose test cannot be expressed for the type of the subject.",
        "match event:\n    case {'kind': 'move', **rest}:\n        ...",
        "Write the test with `if`.",
    ),
    Page(
        "P0207",
        "this target of an assignment is not translated",
        "Nested unpacking with several stars, deleting names, and assignments to attributes of modules or functions "
        "have no translation.",
        "math.pi = 3",
        "Assign to plain names, attributes of objects, or items.",
    ),
    Page(
        "P0208",
        "this use of `global` is not translated",
        "A name that several functions assign at module level becomes state of the whole program. This one changes "
        "its type, or is assigned in a way that cannot be followed.",
        "total = 0\n\ndef reset():\n    global total\n    total = 'none'",
        "Keep one type for the name, or pass the value and return it.",
    ),
    Page(
        "P0209",
        "code is made at run time",
        "`eval`, `exec`, `compile`, `__import__` and `globals()` need the Python interpreter.",
        "eval(input())",
        "Parse what is needed; `int`, `float` and `str.split` go a long way.",
    ),
    Page(
        "P0210",
        "this format is not translated",
        "The format specification of an f-string or of `format` is computed at run time, or is not one that the type "
        "of the value takes; or a template of `%` is computed at run time and given an object.",
        "print(f'{value:{spec}}')",
        "Write the specification in the source; widths and precisions may be expressions.",
    ),
    Page(
        "P0211",
        "this way to pass arguments is not translated",
        "A call spreads a list or a dict over parameters, and how many it holds is not known before the program runs.",
        "area(*sizes)",
        "Pass the arguments one by one.",
    ),
)
