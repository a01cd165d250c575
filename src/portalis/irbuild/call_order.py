"""Keyword arguments are evaluated as they stand in a call, not as the parameters do."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    FLOAT,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    NameT,
    TupleT,
    Type,
    UnionT,
    is_dynamic,
    is_family,
)
from portalis.irbuild.builder import Builder

Held = list[tuple[ops.Var, ops.Expr]]


def in_call_order(
    b: Builder,
    names: Sequence[str],
    args: list[ops.Expr],
    keywords: dict[str, ops.Expr],
    node: ast.AST,
    anew: Sequence[int] = (),
) -> tuple[Held, list[ops.Expr], dict[str, ops.Expr]]:
    """What has to be evaluated before a call, and the arguments that are left then; ``names`` are the parameters in order.

    The defaults of the parameters at the places ``anew`` are evaluated when all arguments have been.

    Raises:
        Refuse: where an argument is a part of something that another one may change.
    """
    given = [*args, *keywords.values()]
    if not keywords or not any(map(acts, given)):
        return [], args, keywords
    ranks = [names.index(k) if k in names else len(names) for k, e in keywords.items() if not _still(e)]
    made = [i for i in anew if i >= len(args) and names[i] not in keywords]
    if ranks == sorted(ranks) and not (made and ranks and min(made) < max(ranks)):
        return [], args, keywords
    held: Held = []
    left = [_hold(b, held, e, node) for e in args]
    return held, left, {k: _hold(b, held, e, node) for k, e in keywords.items()}


def opened(b: Builder, args: list[ops.Expr], node: ast.AST) -> tuple[Held, list[ops.Expr]]:
    """The items of starred tuples in their places, with what has to be evaluated before: each tuple once, after what stands before it.

    Raises:
        Refuse: where an argument is a part of something that another one may change.
    """
    tuples = [a.value for a in args if isinstance(a, ops.Star) and isinstance(a.value.ty, TupleT)]
    held: Held = []
    out: list[ops.Expr] = []
    for a in args:
        if tuples and isinstance(a, ops.Star) and isinstance(a.value.ty, TupleT):
            tuples.pop(0)
            var = b.temp(a.value.ty)
            held.append((var, a.value))
            for i, t in enumerate(a.value.ty.items):
                item = ops.Index(t, ops.Load(var.ty, var), ops.Const(b.program.int_literal(i), i))
                item.pos = a.pos
                out.append(item)
        elif tuples and (acts(a) or any(map(acts, tuples))):
            out.append(_hold(b, held, a, node))
        else:
            out.append(a)
    return held, out


def _hold(b: Builder, held: Held, e: ops.Expr, node: ast.AST) -> ops.Expr:
    """A variable that holds an argument until the call, unless nothing can change it until then."""
    if _still(e) or isinstance(e, ops.Star) or isinstance(e.ty, NameT):
        return e
    if isinstance(e, (ops.Index, ops.Field, ops.Load)) and can_change(e.ty):
        raise b.refuse(
            "P0211", "these arguments are evaluated in another order than the parameters' here", node, "name them first"
        )
    var = b.temp(e.ty)
    held.append((var, e))
    return ops.Load(e.ty, var)


def after(held: Held, call: ops.Expr) -> ops.Expr:
    """A call after what is evaluated before it."""
    if not held:
        return call
    return ops.Builtin(call.ty, "let", [*(e for _, e in held), call], tuple(var for var, _ in held))


def can_change(t: Type) -> bool:
    """Whether values of the type can be changed in place."""
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


def runs_nothing(e: ops.Expr) -> bool:
    """Whether a builtin that is given this value cannot come to run functions of the program through it."""
    if isinstance(e, (ops.Lambda, ops.FuncRef)):
        return False
    parts = [e.ty]
    for t in parts:
        if isinstance(t, ContT):
            parts += t.cell.params
        elif isinstance(t, TupleT):
            parts += t.items
        elif isinstance(t, UnionT):
            parts += t.members
        elif not isinstance(t, IntT) and t not in (NONE, BOOL, FLOAT, STR, BOTTOM):
            return False
        if len(parts) > 32:  # a type may hold itself
            return False
    return True
