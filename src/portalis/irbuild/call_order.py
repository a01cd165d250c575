"""Keyword arguments are evaluated as they stand in a call, not as the parameters do."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portalis.ir import ops
from portalis.ir.types import ContT, InstanceT, Type, is_dynamic, is_family
from portalis.irbuild.builder import Builder

Held = list[tuple[ops.Var, ops.Expr]]


def in_call_order(
    b: Builder, names: Sequence[str], args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST
) -> tuple[Held, list[ops.Expr], dict[str, ops.Expr]]:
    """What has to be evaluated before a call, and the arguments that are left then; ``names`` are the parameters in order.

    Raises:
        Refuse: where an argument is a part of something that another one may change.
    """
    given = [*args, *keywords.values()]
    if not keywords or not any(map(acts, given)):
        return [], args, keywords
    ranks = [names.index(k) if k in names else len(names) for k, e in keywords.items() if not _still(e)]
    if ranks == sorted(ranks):
        return [], args, keywords
    held: Held = []

    def hold(e: ops.Expr) -> ops.Expr:
        if _still(e) or isinstance(e, ops.Star):
            return e
        if isinstance(e, (ops.Index, ops.Field, ops.Load)) and _can_change(e.ty):
            raise b.refuse(
                "P0211", "these keyword arguments stand in another order than the parameters", node, "name them first"
            )
        var = b.temp(e.ty)
        held.append((var, e))
        return ops.Load(e.ty, var)

    left = list(map(hold, args))
    return held, left, {k: hold(e) for k, e in keywords.items()}


def after(held: Held, call: ops.Expr) -> ops.Expr:
    """A call after what is evaluated before it."""
    if not held:
        return call
    return ops.Builtin(call.ty, "let", [*(e for _, e in held), call], tuple(var for var, _ in held))


def _can_change(t: Type) -> bool:
    return isinstance(t, (ContT, InstanceT)) or is_dynamic(t) or is_family(t)


def acts(e: ops.Expr) -> bool:
    """Whether evaluating an expression may do something that another argument could see."""
    stack = [e]
    while stack:
        n = stack.pop()
        if isinstance(n, (ops.Call, ops.CallValue, ops.New, ops.Bind)) or (
            isinstance(n, ops.Prim) and n.row.mutates >= 0
        ):
            return True
        if isinstance(n, ops.Builtin) and n.name in ("next", "print"):
            return True
        stack += n.children()
    return False


def _still(e: ops.Expr) -> bool:
    """Whether an expression means the same before and after whatever the others do."""
    if isinstance(e, ops.Load):
        return not (e.var.is_global or e.var.written_inside or e.var.maybe_unbound)
    if isinstance(e, ops.FuncRef):
        return all(_still(held) for _, held in e.held)
    return isinstance(e, (ops.Const, ops.Lambda))
