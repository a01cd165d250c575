"""Enumerations: members as constants, their names and values, and the class as a series of them."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOTTOM, STR, InstanceT, NameT, TupleT, Type, is_dynamic, join
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder


def enumeration(e: ops.Expr) -> ClassInfo | None:
    """The enumeration that an expression names, if it is one."""
    what = e.ty.what if isinstance(e.ty, NameT) and e.ty.kind == "class" else None
    return what if isinstance(what, ClassInfo) and what.enum is not None else None


def member(b: Builder, cls: ClassInfo, name: str, node: ast.AST) -> ops.Expr:
    """`Color.RED`."""
    assert cls.enum is not None
    name = cls.enum.aliases.get(name, name)
    if name not in cls.enum.members:
        raise b.refuse("P0311", f"`{cls.name}` has no member `{name}`", node)
    _use(b, cls, node)
    return ex.mark(ops.Const(InstanceT(cls), name), node)


def members(b: Builder, cls: ClassInfo, node: ast.AST) -> ops.Expr:
    """The class where it is iterated over: a list of its members."""
    assert cls.enum is not None
    items = [member(b, cls, name, node) for name in cls.enum.members]
    return ex.mark(ops.Display(b.fresh(node, "list", InstanceT(cls), slot=55), "list", items), node)


def attribute(b: Builder, obj: ops.Expr, cls: ClassInfo, name: str) -> ops.Expr | None:
    """`x.name` or `x.value`; None where another attribute is meant."""
    if name in cls.methods:
        return None
    if name == "name":
        return ops.Builtin(STR, "enum_name", [obj])
    return ops.Builtin(value_type(b, cls), "enum_value", [obj]) if name == "value" else None


def by_value(b: Builder, cls: ClassInfo, value: ops.Expr, node: ast.AST) -> ops.Expr:
    """`Color(2)`."""
    held = value_type(b, cls)
    if value.ty is not BOTTOM and (value.ty.kind != held.kind or is_dynamic(held)):
        raise b.refuse("P0306", f"`{cls.name}` has no members of type `{value.ty}`", node)
    _use(b, cls, node)
    return ops.Builtin(InstanceT(cls), "enum_of", [value], held)


def by_name(b: Builder, cls: ClassInfo, name: ops.Expr, node: ast.AST) -> ops.Expr:
    """`Color["RED"]`."""
    if name.ty is not STR and name.ty is not BOTTOM:
        raise b.refuse("P0306", f"a member of `{cls.name}` is named by a string", node)
    _use(b, cls, node)
    return ops.Builtin(InstanceT(cls), "enum_named", [name])


def _use(b: Builder, cls: ClassInfo, node: ast.AST) -> None:
    """Notes that the program has members: the traits that show them call these methods."""
    from portalis.irbuild.calls import call_method

    cls.used = True
    value_type(b, cls)
    this: ops.Expr = ops.Load(InstanceT(cls), ops.Var("self"))
    for dunder, operands in (("__repr__", 0), ("__str__", 0), ("__lt__", 1)):
        if dunder in cls.methods:
            call_method(b, this, dunder, [this] * operands, node)


def value_type(b: Builder, cls: ClassInfo) -> Type:
    """The type of the members' values."""
    assert cls.enum is not None
    held: Type = BOTTOM
    for v in cls.enum.members.values():
        held = join(held, _type_of(b, v))
    cls.enum_type = held
    return held


def _type_of(b: Builder, v: object) -> Type:
    if isinstance(v, tuple):
        return TupleT(tuple(_type_of(b, i) for i in v))
    return ex.expr(b, ast.Constant(v)).ty  # type: ignore[arg-type]


__all__ = ["attribute", "by_name", "by_value", "enumeration", "member", "members", "value_type"]
