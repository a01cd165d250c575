"""P08xx: exceptions."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0801",
        "this exception class is not translated",
        "The class that is raised or caught is not a builtin exception and not one of the program, or its "
        "attributes cannot be kept.",
        "raise requests.HTTPError(response)",
        "Use a builtin exception, or a subclass of one.",
    ),
    Page(
        "P0802",
        "this use of an exception is not translated",
        "Exceptions are translated as values with a class and a message. Tracebacks, notes, exception groups and "
        "`except*` have no translation yet.",
        "except* ValueError as group: ...",
        "Use `except` with the class and, where needed, `str(error)`.",
    ),
    Page(
        "P0803",
        "the classes to catch are computed",
        "The expression after `except` is not a class or a tuple of classes that is written there.",
        "except tuple(expected) as error: ...",
        "Write the classes.",
    ),
    Page(
        "P0804",
        "control leaves a `finally` block",
        "`return`, `break` and `continue` inside of `finally` swallow the exception under way. This form has no "
        "translation yet.",
        "try:\n    work()\nfinally:\n    return 0",
        "Move the statement behind the `try`.",
    ),
    Page(
        "P0805",
        "this context manager is not translated",
        "The object of a `with` statement is neither a file nor an object of a class with `__enter__` and "
        "`__exit__` in the program.",
        "with socket.create_connection(address) as s: ...",
        "Use `try` and `finally`.",
    ),
    Page(
        "P0806",
        "the text of an exception cannot be reproduced",
        "The program prints or tests a message that CPython words differently between versions, or that names a "
        "detail of the interpreter.",
        "",
        "Raise the exception with a message of your own.",
    ),
)
