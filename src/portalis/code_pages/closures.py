"""P07xx: closures and generators."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0701",
        "a captured variable changes in a way that cannot be followed",
        "Closures see the variable, not the value that it had when they were made. This one is assigned after the "
        "closure was made, in a way that has no translation yet.",
        "actions = []\nfor i in range(3):\n    actions.append(lambda: print(i))",
        "Bind the value: `lambda i=i: print(i)`.",
    ),
    Page(
        "P0702",
        "this use of a function as a value is not translated",
        "The function is stored, returned or passed in a way that has no translation yet, or functions with different "
        "signatures meet in one variable, list or parameter.",
        "handlers = {'add': lambda a, b: a + b, 'neg': lambda a: -a}",
        "Call the function where it is known, or give the functions one signature.",
    ),
    Page(
        "P0703",
        "this generator is not translated",
        "The generator uses `send`, `throw`, `yield` as an expression, returns a value, yields inside of `try` or `with`, or "
        "uses variables of a function around it that are assigned again.",
        "def averager():\n    while True:\n        x = yield total",
        "Return a list, or write a class with a method for each step.",
    ),
    Page(
        "P0704",
        "this nested function is not translated",
        "The inner function is recursive through a captured variable, or outlives the call in a way that has no "
        "translation yet.",
        "",
        "Move it to module level and pass what it captures.",
    ),
    Page(
        "P0705",
        "this iterator is used in a way that cannot be kept",
        "The iterator is kept, and what it does when it is stepped, or reads then, cannot be written as a generator: its items would be "
        "found too early or in another order.",
        "doubled = [map(lambda x: x * k, xs) for k in ks]",
        "Make a list first, `list(map(f, xs))`, or write a generator function that is given what it reads.",
    ),
)
