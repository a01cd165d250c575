"""Named tuples where they are tuples: taken apart, iterated over, subscripted, compared with other tuples."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOTTOM, STR, InstanceT, IterT, TupleT, Type
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder


def named_tuple(t: Type) -> ClassInfo | None:
    """The class of a named tuple, if the type is one."""
    cls = t.cls if isinstance(t, InstanceT) else None
    return cls if isinstance(cls, ClassInfo) and cls.name in cls.module.named_tuples else None


def as_tuple(e: ops.Expr) -> ops.Expr:
    """The fields of a named tuple as a plain tuple; any other value as it is."""
    cls = named_tuple(e.ty)
    if cls is None:
        return e
    made = ops.Builtin(fields_type(cls), "fields", [e])
    made.pos = getattr(e, "pos", None)
    return made


def fields_type(cls: ClassInfo) -> Type:
    """The type of the fields, as a tuple."""
    types = tuple(cls.field_type(name) for name in cls.annotations)
    return BOTTOM if BOTTOM in types else TupleT(types)


def each_as_tuple(b: Builder, source: ops.Expr, item: Type) -> tuple[ops.Expr, Type]:
    """Items that are unpacked: of named tuples, their fields."""
    cls = named_tuple(item)
    if cls is None:
        return source, item
    var = b.temp(item)
    fields = as_tuple(ops.Load(item, var))
    made = ops.Comprehension(IterT(fields.ty), "iterator", [ops.Clause(ops.ToVar(var), source, [])], fields, None)
    made.pos = getattr(source, "pos", None)
    return made, fields.ty


def subscript(b: Builder, obj: ops.Expr, cls: ClassInfo, index: ops.Expr, node: ast.AST) -> ops.Expr:
    """`p[i]`: an attribute, where the index is known."""
    names = list(cls.annotations)
    if isinstance(index, ops.Const) and isinstance(index.value, int) and -len(names) <= index.value < len(names):
        name = names[index.value]
        return ex.mark(ops.Field(cls.field_type(name), obj, name), node)
    raise b.refuse("P0306", "a named tuple is subscripted by constants only", node)


def replaced(b: Builder, obj: ops.Expr, cls: ClassInfo, given: dict[str, ops.Expr], node: ast.AST) -> ops.Expr:
    """`p._replace(x=…)`."""
    if not isinstance(obj, ops.Load) or given.keys() - cls.annotations.keys():
        raise b.refuse("P0403", "this `_replace` is not translated", node)
    values: list[ops.Expr] = []
    for name in cls.annotations:
        e = given.get(name) or ex.mark(ops.Field(cls.field_type(name), obj, name), node)
        ex.flow_field(cls, name, e.ty)
        values.append(e)
    return ops.New(InstanceT(cls), cls, None, values)


def as_dict(b: Builder, obj: ops.Expr, cls: ClassInfo, node: ast.AST) -> ops.Expr:
    """`p._asdict()`."""
    if not isinstance(obj, ops.Load):
        raise b.refuse("P0403", "`_asdict` is translated for a named tuple in a variable", node)
    ty = b.fresh(node, "dict", STR, BOTTOM)
    pairs: list[tuple[ops.Expr | None, ops.Expr]] = []
    for name in cls.annotations:
        e = ex.mark(ops.Field(cls.field_type(name), obj, name), node)
        b.grow(ty.cell, 1, e.ty)
        pairs.append((ops.Const(STR, name), e))
    return ops.DictDisplay(ty, pairs)


__all__ = ["as_dict", "as_tuple", "each_as_tuple", "fields_type", "named_tuple", "replaced", "subscript"]
