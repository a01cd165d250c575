"""Walks of the Python syntax tree: what `ast.walk` gives, in its order, without contexts and operators.

The passes look at the whole tree more than once, and no one asks for the nodes that are left out.
"""

from __future__ import annotations

import ast

_LEAVES = frozenset(
    "ctx op ops id attr arg module level kind type_comment type_ignores asname conversion simple is_async rest kwd_attrs".split()
)
"""Fields that hold no nodes, or none that anybody asks for."""


class _Parts(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node that may hold nodes, found when a kind is first met."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        fields = () if kind is ast.Constant else kind._fields
        named = kind.__name__ == "TypeAlias"  # the one kind whose name is a node
        parts = self[kind] = tuple(f for f in fields if f not in _LEAVES and (f != "name" or named))
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
        found += children(n)
    return found


def last_name(e: ast.expr) -> str:
    """The last name of `a.b.c`, or a name alone; empty for any other expression."""
    return e.attr if isinstance(e, ast.Attribute) else e.id if isinstance(e, ast.Name) else ""


def decorator_name(d: ast.expr) -> str:
    """The last name of a decorator, called or not."""
    return last_name(d.func if isinstance(d, ast.Call) else d)


def ends_program(e: ast.expr) -> bool:
    """Whether a call surely does not return."""
    if not isinstance(e, ast.Call):
        return False
    f = e.func
    if isinstance(f, ast.Name):
        return f.id in ("exit", "quit")
    return isinstance(f, ast.Attribute) and f.attr == "exit" and isinstance(f.value, ast.Name) and f.value.id == "sys"
