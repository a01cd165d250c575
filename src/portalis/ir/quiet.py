"""Expressions that may be left out where their value is not needed."""

from __future__ import annotations

from portalis.ir import ops


def is_quiet(e: ops.Expr) -> bool:
    """Whether evaluating an expression surely does nothing but to look: a variable that may be unbound raises."""
    if isinstance(e, ops.Load):
        return not e.var.maybe_unbound
    if isinstance(e, ops.FuncRef):
        return all(is_quiet(held) for _, held in e.held)
    return isinstance(e, ops.Const) or (isinstance(e, ops.Field) and is_quiet(e.obj))
