"""Dicts whose keys are ints or texts, read by members that are such values too, and the other way round."""

from __future__ import annotations

import ast

from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    EXCEPTION,
    FLOAT,
    NEVER,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    TupleT,
    Type,
    option_of,
)
from portalis.irbuild import enums
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.call_order import Held, after
from portalis.irbuild.members import mixed, plain
from portalis.irbuild.options import require


def item(b: Builder, obj: ops.Expr, key: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """`obj[key]` of a dict where the key and those of the dict are equal, but not of one type; None elsewhere.

    The KeyError has the key as it is written, so that the dict is asked for the other form before.
    """
    ty = obj.ty
    assert isinstance(ty, ContT)
    held_type = ty.item
    given, keys = mixed(key.ty), mixed(held_type)
    plain_keys = not isinstance(option_of(held_type) or held_type, InstanceT) and held_type is not BOTTOM
    to_value = given is not None and plain_keys and not isinstance(held_type, TupleT)
    to_member = keys is not None and given is None and key.ty is not BOTTOM and not isinstance(key.ty, InstanceT)
    if not to_value and not to_member:
        return None
    if ty.kind not in ("dict", "OrderedDict") or not _repeatable(obj) or not _kept(ty.value):
        raise b.refuse(
            "P0306", f"a `{key.ty}` is a key here among those of type `{held_type}`", node, "use the `value` of members"
        )
    held: Held = []
    if not isinstance(key, (ops.Load, ops.Const)):
        held.append((b.temp(key.ty), key))
        key = ex.mark(ops.Load(key.ty, held[-1][0]), node)
    error = ops.Builtin(EXCEPTION, "key_error", [key], "KeyError")
    missing = ex.mark(ops.Builtin(NEVER, "raise", [ex.mark(error, node)]), node)
    if to_value:
        value = plain(b, key)
        b.grow(ty.cell, 0, value.ty)
        test = ops.Compare(BOOL, ["in"], [value, obj])
        found = ex.mark(ops.Index(ty.value, obj, value), node)
        return ex.mark(after(held, ops.Choose(ty.value, ex.mark(test, node), found, missing)), node)
    assert keys is not None
    member = enums.find(b, keys, key, node)
    if member.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [obj, key])
    held.append((b.temp(member.ty), member))
    load = ex.mark(ops.Load(member.ty, held[-1][0]), node)
    inside = ex.mark(require(b, load, ""), node)
    known = ops.Compare(BOOL, ["is not"], [load, ops.Const(NONE, None)])
    present = ops.Logic(BOOL, "and", [ex.mark(known, node), ex.mark(ops.Compare(BOOL, ["in"], [inside, obj]), node)])
    found = ex.mark(ops.Index(ty.value, obj, inside), node)
    return ex.mark(after(held, ops.Choose(ty.value, ex.mark(present, node), found, missing)), node)


def _repeatable(e: ops.Expr) -> bool:
    return isinstance(e, ops.Load) or (isinstance(e, ops.Field) and _repeatable(e.obj))


def _kept(t: Type) -> bool:
    """Whether a copy of such a value is as good as the value, whatever is done with it."""
    if isinstance(t, TupleT):
        return all(map(_kept, t.items))
    return isinstance(t, IntT) or t in (STR, FLOAT, BOOL, NONE, BOTTOM) or mixed(t) is not None


__all__ = ["item"]
