"""Which of several definitions of one name Python goes by: the last, but for a property, whose accessors stand beside each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TypeGuard

Definition = ast.FunctionDef | ast.AsyncFunctionDef
_ACCESSORS = ("getter", "setter", "deleter")
_QUIET = frozenset({"property", "staticmethod", "classmethod", "overload", "abstractmethod", "override", "final"})
"""Decorators that keep nothing: a definition under these is gone when another one takes its name."""


def accessor_of(part: Definition) -> str:
    """What a method is to the property of its name: `getter`, `setter`, `deleter`, or nothing."""
    for mark in part.decorator_list:
        if _makes_accessor(mark) and _own(mark, part):
            return mark.attr
    return ""


def key_of(part: Definition) -> str:
    """The name of a method among those of its class: what sets or deletes a property has another one than the property."""
    role = accessor_of(part)
    return f"{part.name}.{role}" if role in ("setter", "deleter") else part.name


def property_of(key: str) -> str:
    """The property that a method of this name is of; any other name as it is."""
    return key.removesuffix(".setter").removesuffix(".deleter")


def in_force(body: Sequence[ast.stmt]) -> list[Definition]:
    """The functions of a module's or class's body that its names stand for when all of it has run."""
    found: dict[str, Definition] = {}
    for part in body:
        if not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        gone = [key_of(part)] if accessor_of(part) else [part.name, f"{part.name}.setter", f"{part.name}.deleter"]
        for key in gone:
            found.pop(key, None)
        found[key_of(part)] = part
    return list(found.values())


def methods_of(node: ast.ClassDef) -> list[ast.FunctionDef]:
    """The methods of a class that are in force, without those that are `async`."""
    return [part for part in in_force(node.body) if isinstance(part, ast.FunctionDef)]


def superseded(body: Sequence[ast.stmt]) -> list[Definition]:
    """The functions of a body whose names stand for others in the end."""
    kept = in_force(body)
    return [p for p in body if isinstance(p, (ast.FunctionDef, ast.AsyncFunctionDef)) and p not in kept]


def replaced(body: Sequence[ast.stmt], node: Definition) -> list[Definition]:
    """The earlier definitions of a body that are gone for good with one that has their name."""
    return [p for p in superseded(body) if p.name == node.name] if not why_unclear(body, node.name) else []


def why_unclear(body: Sequence[ast.stmt], name: str) -> str:
    """Why nobody can tell what a name of a body stands for, or what becomes of its earlier definitions; empty where it is clear."""
    mine = [p for p in body if isinstance(p, (ast.FunctionDef, ast.AsyncFunctionDef)) and p.name == name]
    if any(_borrowed(p) for p in mine):
        return f"`{name}` is made of another property"
    gone = [p for p in superseded(body) if p in mine]
    if not gone:
        return ""
    why = f"it has several definitions of `{name}`"
    if any(_last(m) not in _QUIET for p in gone for m in p.decorator_list if not _own(m, p)):
        return f"{why}, and a decorator may keep the first"
    between = body[body.index(mine[0]) + 1 : body.index(mine[-1]) + 1]
    if any(name in _mentioned(s) for s in between):
        return f"{why}, and mentions one between them"
    return ""


def _own(mark: ast.expr, part: Definition) -> bool:
    return _makes_accessor(mark) and ast.unparse(mark.value) == part.name


def _makes_accessor(mark: ast.expr) -> TypeGuard[ast.Attribute]:
    return isinstance(mark, ast.Attribute) and mark.attr in _ACCESSORS


def _borrowed(part: Definition) -> bool:
    """Whether a method is an accessor of a property that has another name, or is another class's."""
    return any(_makes_accessor(m) and not _own(m, part) for m in part.decorator_list)


def _mentioned(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement uses when it runs, without the inside of a function; and those that it defines out of sight."""
    todo: list[ast.AST] = [statement]
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if node is not statement:
                yield node.name
            inner = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
            todo += [*inner, *(m for m in node.decorator_list if not _makes_accessor(m))]
        elif isinstance(node, ast.Name):
            yield node.id
        elif not isinstance(node, ast.Lambda):
            todo += ast.iter_child_nodes(node)


def _last(mark: ast.expr) -> str:
    core = mark.func if isinstance(mark, ast.Call) else mark
    return core.id if isinstance(core, ast.Name) else core.attr if isinstance(core, ast.Attribute) else ""


def deleted_by(part: Definition) -> set[str]:
    """The attributes that a method deletes of its own object."""
    own = [a.arg for a in (*part.args.posonlyargs, *part.args.args)][:1]
    return {
        n.attr
        for n in ast.walk(part)
        if isinstance(n, ast.Attribute)
        and isinstance(n.ctx, ast.Del)
        and isinstance(n.value, ast.Name)
        and n.value.id in own
    }
