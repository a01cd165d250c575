"""Names that may be read before they are bound, where no variable of the translation could tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portalis.frontend import scopes
from portalis.frontend.tree import walk


def mark_early(tree: ast.Module) -> None:
    """Marks as ``early`` such names in a module as it is written: functions, classes, imports and lambdas, and whatever is read
    where these are made. The nodes keep the mark in whatever the passes make of the module.
    """
    todo = [scopes.analyse(tree)]
    while todo:
        scope = todo.pop()
        for name in scope.early:
            name.early = True  # type: ignore[attr-defined]
        todo += scope.children.values()


def early_bases(tree: ast.Module) -> Iterator[ast.Name]:
    """The bases of classes that may not be there yet when the class is made."""
    for node in walk(tree):
        if isinstance(node, ast.ClassDef):
            names = (n for base in node.bases for n in walk(base) if isinstance(n, ast.Name))
            yield from (n for n in names if getattr(n, "early", False))
