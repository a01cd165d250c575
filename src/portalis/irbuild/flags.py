"""Flags: members that combine by `|`, `&`, `^` and `~`, and what is asked of a combination."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOOL, InstanceT, IntT, Type
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.members import value_type
from portalis.irbuild.operators import as_int


def flag_class(t: Type) -> ClassInfo | None:
    """The class of flags, if values of the type are some."""
    cls = t.cls if isinstance(t, InstanceT) else None
    return cls if isinstance(cls, ClassInfo) and cls.enum is not None and cls.enum.flags else None


def combine(b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """`left op right` where it gives flags; None where it means what it does for ints, or nothing."""
    cls = flag_class(left.ty) or flag_class(right.ty)
    if cls is None or op not in ("|", "&", "^"):
        return None
    assert cls.enum is not None
    operands: list[ops.Expr] = []
    for e in (left, right):
        if flag_class(e.ty) is cls:
            operands.append(e)
            continue
        number = as_int(e.ty)
        if cls.enum.kind != "IntFlag" or number is None or flag_class(e.ty) is not None:
            raise b.refuse("P0306", f"`{op}` is not translated for `{left.ty}` and `{right.ty}`", node)
        operands.append(_of_bits(b, cls, e, number, node))
    value_type(b, cls)
    return ex.mark(ops.Builtin(InstanceT(cls), "flag_combine", operands, op), node)


def _of_bits(b: Builder, cls: ClassInfo, e: ops.Expr, number: IntT, node: ast.AST) -> ops.Expr:
    """An int as flags of a class that keeps bits without a name."""
    if not number.nonneg or not number.machine or number.bits > 62:
        raise b.refuse("P0306", f"an int that may be negative or large is combined with `{cls.name}`", node)
    return ex.mark(ops.Builtin(InstanceT(cls), "flag_of_bits", [e]), node)


def inverted(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """`~e`."""
    if flag_class(e.ty) is None:
        return None
    return ex.mark(ops.Builtin(e.ty, "flag_invert", [e]), node)


def contains(b: Builder, part: ops.Expr, whole: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """`part in whole`."""
    cls = flag_class(whole.ty)
    if cls is None:
        return None
    if flag_class(part.ty) is not cls:
        raise b.refuse("P0306", f"`in` of `{cls.name}` does not take `{part.ty}`", node)
    return ex.mark(ops.Builtin(BOOL, "flag_contains", [whole, part]), node)


def each(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """Flags where they are iterated over: a list of the single ones."""
    if flag_class(e.ty) is None:
        return None
    return ex.mark(ops.Builtin(b.fresh(node, "list", e.ty, slot=57), "flag_each", [e]), node)


def by_bits(b: Builder, cls: ClassInfo, value: ops.Expr, node: ast.AST) -> ops.Expr:
    """`Permission(6)`."""
    number = as_int(value.ty)
    if number is None or not number.machine:
        raise b.refuse("P0306", f"`{cls.name}` is made of a `{value.ty}` here that may be large, or is no int", node)
    value_type(b, cls)
    return ex.mark(ops.Builtin(InstanceT(cls), "flag_of", [value]), node)


def size(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """`len(e)`."""
    if flag_class(e.ty) is None:
        return None
    return ex.mark(ops.Builtin(b.program.int_bits(10, True), "flag_count", [e]), node)


__all__ = ["combine", "contains", "each", "flag_class", "inverted", "size"]
