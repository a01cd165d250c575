"""Texts that are known while translating: literals, what joins them, and names that are given one once."""

from __future__ import annotations

import ast
import re

from portalis.frontend.tree import walk
from portalis.irbuild.builder import Builder
from portalis.irbuild.shown import dotted

_QUIET = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
_CALLS = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom)


def known_text(b: Builder, node: ast.AST) -> str | None:
    """The text that an expression has whenever it is evaluated, or None where that is not known."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _joined([known_text(b, left), known_text(b, right)])
        case ast.JoinedStr(values=values):
            return _joined([known_text(b, v) for v in values])
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return known_text(b, value)
        case ast.Call(args=[given], keywords=[], func=ast.Attribute() as func) if dotted(func) == "re.escape":
            escaped = known_text(b, given) if b.resolve("re") is not None else None
            return None if escaped is None else re.escape(escaped)
        case ast.Name(id=name):
            assigned = _only_value(b, name, node) or _value_here(b, node)
            return None if assigned is None else known_text(b, assigned)
    return None


def _joined(parts: list[str | None]) -> str | None:
    texts = [p for p in parts if p is not None]
    return "".join(texts) if len(texts) == len(parts) else None


def _only_value(b: Builder, name: str, use: ast.AST) -> ast.expr | None:
    """What a variable is assigned, where that is one statement which has run before the use for certain."""
    scope = b.scope.owner_of(name)
    if scope is None or isinstance(scope.node, ast.Lambda) or not (scope is b.scope or scope.is_module):
        return None
    everything = walk(scope.node)
    if sum(_binds(n, name) for n in everything) != 1:
        return None
    body = scope.node.body
    for i, s in enumerate(body):
        match s:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                pass
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                pass
            case _:
                continue
        before = body[: i + 1]
        if scope is b.scope and not any(n is use for t in before for n in walk(t)):
            return value
        quiet = all(isinstance(t, _QUIET) or not any(isinstance(n, _CALLS) for n in walk(t)) for t in before)
        return value if quiet and scope is not b.scope else None
    return None


def _value_here(b: Builder, use: ast.AST) -> ast.expr | None:
    """The literal that a variable of this scope is assigned, where that is its only definition."""
    web = b.scope.web_of.get(use)
    if (
        web is None
        or web.scope is not b.scope
        or web.defs > 1
        or web.is_param
        or web.maybe_unbound
        or web.written_inside
    ):
        return None
    for s in walk(b.scope.node):
        match s:
            case ast.Assign(targets=[ast.Name() as target], value=ast.Constant() as value):
                if b.scope.web_of.get(target) is web:
                    return value
    return None


def _binds(n: ast.AST, name: str) -> bool:
    match n:
        case ast.Name(id=bound, ctx=ast.Store() | ast.Del()):
            return bound == name
        case ast.arg(arg=bound) | ast.FunctionDef(name=bound) | ast.ClassDef(name=bound):
            return bound == name
        case ast.ExceptHandler(name=bound) | ast.MatchAs(name=bound) | ast.MatchStar(name=bound):
            return bound == name
        case ast.alias(name=bound, asname=other):
            return (other or bound).split(".")[0] == name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return name in names
    return False


__all__ = ["known_text"]
