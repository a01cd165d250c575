"""Values that may be None where Python needs another: taken out, or the exception that Python raises."""

from __future__ import annotations

import ast

from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import BIG, NONE, int_type, is_dynamic, is_num, option_of
from portalis.irbuild.builder import Builder, without_none
from portalis.irbuild.call_order import Held, acts, can_change
from portalis.irbuild.shown import runtime_name


def require(b: Builder, e: ops.Expr, message: str, cls: str = "TYPE_ERROR") -> ops.Expr:
    """The value of an option, or the exception that Python raises for None."""
    inner = option_of(e.ty)
    if inner is None:
        return e
    out = ops.Builtin(inner, "unwrap", [e], (cls, message))
    out.pos = e.pos
    return out


def unless_none(b: Builder, e: ops.Expr | None, node: ast.AST) -> ops.Expr | None:
    """An argument that may as well be left out where it is None.

    Raises:
        Refuse: where it gives None and does more, or is a variable without a value.
    """
    if e is None or e.ty is not NONE:
        return e
    if not (isinstance(e, ops.Const) or is_quiet(e)):
        raise b.refuse("P0306", "what stands here gives None and does more, or has no value", node)
    return None


def require_beside(b: Builder, left: ops.Expr, right: ops.Expr, message: str) -> ops.Expr:
    """The value of an option that is the left operand; `message` has `{}` where Python names the type of the right one."""
    out = require(b, left, message.format(runtime_name(without_none(right.ty))))
    if out is not left and isinstance(right, ops.Load) and option_of(right.ty) is not None:
        assert isinstance(out, ops.Builtin)
        out.args = [*out.args, right]
        out.extra = (*out.extra, message.format("NoneType"))
    return out


def held_operands(b: Builder, left: ops.Expr, right: ops.Expr) -> tuple[Held, ops.Expr, ops.Expr]:
    """Two operands of which the left one may be None: both are evaluated before Python looks at them."""
    if option_of(left.ty) is None or is_dynamic(right.ty):
        return [], left, right
    if not acts(right) and (option_of(right.ty) is None or isinstance(right, ops.Load)):
        return [], left, right
    sides = [e for e in (left, right) if isinstance(e, (ops.Index, ops.Field, ops.Load))]
    if any(can_change(option_of(e.ty) or e.ty) for e in sides):
        return [], left, right  # what is held would be a copy
    held: Held = [(b.temp(e.ty), e) for e in (left, right)]
    loads: list[ops.Expr] = []
    for var, e in held:
        loads.append(ops.Load(var.ty, var))
        loads[-1].pos = e.pos
    return held, loads[0], loads[1]


def whole(b: Builder, e: ops.Expr, message: str) -> ops.Expr:
    """What has to be an int: of other values the int, or a TypeError; `message` has `{}` where Python names the type."""
    e = require(b, e, message.format("NoneType"))
    if not is_num(e.ty) and not is_dynamic(e.ty):
        return e
    out = ops.Builtin(int_type(BIG), "whole", [e], message.format("float") if is_num(e.ty) else message)
    out.pos = e.pos
    return out


__all__ = ["held_operands", "require", "require_beside", "unless_none", "whole"]
