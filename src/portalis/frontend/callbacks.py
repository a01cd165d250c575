"""Functions that a call gives and a builtin calls many times (`sorted(xs, key=by(1))`): they are made once, before the statement.

A callback is built where it is called, so that the expression that makes it would be evaluated for each item.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.tree import children, last_name, walk

FACTORIES = frozenset({"itemgetter", "attrgetter", "methodcaller", "cmp_to_key"})
"""Functions of `operator` and `functools` whose calls are known to have no effect."""

_FIRST = frozenset({"map", "filter", "reduce", "takewhile", "dropwhile", "filterfalse", "starmap"})
_PLAIN = (
    ast.Name,
    ast.Constant,
    ast.Attribute,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.Starred,
    ast.keyword,
    ast.expr_context,
)


def hoist_callbacks(tree: ast.Module, fresh: Callable[[str], str]) -> None:
    """Gives such functions names, in place, where nothing that comes before them in their statement can be noticed."""
    nodes = walk(tree)
    if not any(isinstance(n, ast.Call) and _maker(n) is not None for n in nodes):
        return
    assigned_elsewhere = {name for n in nodes if isinstance(n, (ast.Global, ast.Nonlocal)) for name in n.names}
    for scope in nodes:
        if isinstance(scope, ast.ClassDef):
            continue
        for field in ("body", "orelse", "finalbody"):
            body = getattr(scope, field, None)
            if isinstance(body, list):
                setattr(scope, field, [made for s in body for made in _statement(s, assigned_elsewhere, fresh)])


def _statement(s: ast.stmt, unsure: set[str], fresh: Callable[[str], str]) -> list[ast.stmt]:
    match s:
        case ast.Assign(value=value) | ast.Expr(value=value) | ast.If(test=value) | ast.For(iter=value):
            before: list[ast.stmt] = []
            _hoist(value, before, unsure, fresh)
            return [*before, s]
        case ast.Return(value=ast.expr() as value):
            before = []
            _hoist(value, before, unsure, fresh)
            return [*before, s]
    return [s]


def _hoist(e: ast.AST, before: list[ast.stmt], unsure: set[str], fresh: Callable[[str], str]) -> bool:
    """Goes through an expression in the order of evaluation, to what may be noticed first; whether it came to the end."""
    if isinstance(e, ast.Call):
        maker = _maker(e)
        for part in (e.func, *e.args, *e.keywords):
            given = part.value if isinstance(part, ast.keyword) else part
            if given is maker:
                name = fresh("function")
                before.append(ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], given), given))
                ast.copy_location(before[-1].targets[0], given)  # type: ignore[attr-defined]
                named = ast.copy_location(ast.Name(name, ast.Load()), given)
                e.args = [named if a is maker else a for a in e.args]
                for k in e.keywords:
                    k.value = named if k.value is maker else k.value
            elif not _hoist(part, before, unsure, fresh):
                return False
        return False
    if not isinstance(e, _PLAIN) or (isinstance(e, ast.Name) and e.id in unsure):
        return False
    return all(_hoist(child, before, unsure, fresh) for child in children(e))


def _maker(e: ast.Call) -> ast.expr | None:
    """The expression with a call that gives the function which a builtin is to call."""
    name = last_name(e.func)
    keys = [k.value for k in e.keywords if k.arg == "key"]
    given = e.args[0] if name in _FIRST and e.args else keys[0] if keys else None
    calls = (
        given is not None and not isinstance(given, ast.Lambda) and any(isinstance(n, ast.Call) for n in walk(given))
    )
    return given if calls and not (isinstance(given, ast.Call) and last_name(given.func) in FACTORIES) else None
