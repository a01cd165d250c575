"""Walks of the Python syntax tree: what `ast.walk` gives, without contexts and operators, several times as fast.

Every pass looks at the tree more than once; these walks were a fifth of a translation.
"""

from __future__ import annotations

import ast

_LEAVES = frozenset(
    {"ctx", "op", "ops", "id", "attr", "name", "names", "kind", "type_comment", "lineno", "module", "level"}
)


class _Parts(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node that hold nodes, found when a kind is first met."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        leaves = _LEAVES - {"names"} if issubclass(kind, (ast.Import, ast.ImportFrom)) else _LEAVES
        parts = self[kind] = tuple(f for f in kind._fields if f not in leaves)
        return parts


_PARTS = _Parts()


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right under a node, in the order of the fields."""
    found: list[ast.AST] = []
    for name in _PARTS[node.__class__]:
        part = getattr(node, name, None)
        if part.__class__ is list:
            found += [p for p in part if isinstance(p, ast.AST)]
        elif isinstance(part, ast.AST):
            found.append(part)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """The node and every node under it, level by level."""
    found = [node]
    for n in found:  # the list grows while it is read
        for name in _PARTS[n.__class__]:
            part = getattr(n, name, None)
            if part.__class__ is list:
                found += [p for p in part if isinstance(p, ast.AST)]
            elif isinstance(part, ast.AST):
                found.append(part)
    return found
