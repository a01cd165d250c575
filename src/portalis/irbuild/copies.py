"""Copies of objects: `copy.copy`, `copy.deepcopy` and `dataclasses.replace`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOTTOM, STR, ContT, InstanceT, TupleT, Type, cells_of, is_dynamic, is_family, option_of
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, only
from portalis.irbuild.call_order import Held, after
from portalis.irbuild.calls import MEMBERS, Keywords, construct
from portalis.irbuild.classes import always_default
from portalis.irbuild.functions import Built

Deep = Callable[[ops.Expr], ops.Expr]


def copied(b: Builder, obj: ops.Expr, node: ast.AST, deep: Deep | None = None) -> ops.Expr:
    """A new object with the attributes of another, or with copies of them.

    Raises:
        Refuse: where the copy could be told from Python's.
    """
    ty = obj.ty
    assert isinstance(ty, InstanceT)
    cls = ty.cls
    name = "deepcopy" if deep else "copy"
    own = "__deepcopy__" if deep else "__copy__"
    if not isinstance(cls, ClassInfo) or cls.is_error or cls.enum is not None or cls.late or own in cls.methods:
        raise b.refuse("P0402", f"`{name}` of a `{ty}` is not translated yet", node)
    if any(m in cls.methods for m in ("__getstate__", "__setstate__", "__reduce__", "__reduce_ex__")):
        raise b.refuse("P0402", f"`{name}` of a `{ty}` is not translated, which says itself how it is copied", node)
    if not isinstance(obj, ops.Load):
        raise b.refuse("P0402", f"`{name}` of an object is translated for a variable", node, "give it a name first")
    names = [n for n in cls.annotations if n in cls.fields] if cls.is_dataclass else list(cls.fields)
    if cls.is_dataclass and len(names) != len(cls.fields):
        raise b.refuse("P0402", f"`{name}` of a `{ty}` is not translated yet", node)
    values: list[ops.Expr] = []
    for n in names:
        field = ex.mark(ops.Field(cls.field_type(n), obj, n), node)
        if field.ty is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [obj])
        if deep is not None:
            field = ex.mark(deep(field), node)
        ex.flow_field(cls, n, field.ty)
        values.append(field)
    if deep is not None:
        _check_apart(b, cls, names, node)
    cls.used = True
    return ops.New(ty, cls, None, values)


def _check_apart(b: Builder, cls: ClassInfo, names: Sequence[str], node: ast.AST) -> None:
    """Refuses attributes that may hold one object in common: the copies would be two."""
    seen: set[int] = set()
    for n in names:
        t: Type = cls.field_type(n)
        mine = {id(c.find()) for c in cells_of(t)}
        if mine & seen or _holds_object(t):
            raise b.refuse(
                "P0402", f"`deepcopy` of a `{cls.name}` is not translated: what `{n}` holds may be elsewhere too", node
            )
        seen |= mine


def _holds_object(t: Type) -> bool:
    inner = option_of(t)
    if inner is not None:
        return _holds_object(inner)
    if isinstance(t, ContT):
        return any(map(_holds_object, t.cell.params))
    return isinstance(t, InstanceT)


def _replace(b: Builder, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "replace", args, 1, 1, node)
    obj = ex.value(b, args[0])
    if obj.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [obj])
    cls = obj.ty.cls if isinstance(obj.ty, InstanceT) else None
    if not isinstance(cls, ClassInfo) or not cls.is_dataclass or _hides(cls):
        raise b.refuse("P0402", f"`replace` of a `{obj.ty}` is not translated", node)
    held: Held = []
    if not isinstance(obj, ops.Load):
        var = b.temp(obj.ty)
        held.append((var, obj))
        obj = ops.Load(obj.ty, var)
    values: Keywords = dict(keywords)
    for name in _given(cls):
        if name not in values:
            field = ex.mark(ops.Field(cls.field_type(name), obj, name), node)
            if field.ty is BOTTOM:
                return ops.Builtin(BOTTOM, "pending", [obj])
            values[name] = ast.copy_location(Built(field), args[0])
    return after(held, construct(b, cls, [], values, node))


def _given(cls: ClassInfo) -> list[str]:
    """The fields that the initialiser of a dataclass is given."""
    init = cls.methods.get("__init__")
    if init is None:
        return [name for name in cls.annotations if not always_default(cls.constants.get(name))]
    return [p.name for p in init.params if p.name in cls.annotations]


def _hides(cls: ClassInfo) -> bool:
    """Whether the initialiser takes more than fields: Python then asks for what no object keeps."""
    init = cls.methods.get("__init__")
    return init is not None and any(p.name not in cls.annotations for p in init.params[1:])


def _as_dict(b: Builder, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    return _parts_of(b, "asdict", args, keywords, node)


def _as_tuple(b: Builder, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    return _parts_of(b, "astuple", args, keywords, node)


def _parts_of(b: Builder, name: str, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`asdict(obj)` and `astuple(obj)`: the fields of an object, and of the objects in them, copied."""
    count(b, name, args, 1, 1, node)
    only(b, name, keywords, "", node)
    obj = ex.value(b, args[0])
    if obj.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [obj])
    held: Held = []
    if not isinstance(obj, ops.Load):
        held.append((b.temp(obj.ty), obj))
        obj = ops.Load(obj.ty, held[0][0])
    slots = iter(range(200, 1000))

    def fresh(kind: str, *params: Type) -> ContT:
        return b.fresh(node, kind, *params, slot=next(slots))

    def copy(e: ops.Expr, known: frozenset[ClassInfo]) -> ops.Expr:
        t = e.ty
        if t is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [e])
        cls = t.cls if isinstance(t, InstanceT) else None
        if isinstance(cls, ClassInfo) and cls.is_dataclass and cls not in known:
            fields = [ex.mark(ops.Field(cls.field_type(n), e, n), node) for n in cls.annotations]
            values = [copy(f, known | {cls}) for f in fields]
            if name == "astuple":
                return ex.mark(ops.Display(TupleT(tuple(v.ty for v in values)), "tuple", values), node)
            made = fresh("dict", STR, BOTTOM)
            for v in values:
                b.grow(made.cell, 1, v.ty)
            keys = [ops.Const(STR, n) for n in cls.annotations]
            return ex.mark(ops.DictDisplay(made, list(zip(keys, values))), node)
        if isinstance(t, ContT) and t.kind == "list":
            var = b.temp(t.item)
            each = copy(ops.Load(t.item, var), known)
            listed = fresh("list", each.ty)
            return ex.mark(ops.Comprehension(listed, "list", [ops.Clause(ops.ToVar(var), e, [])], each, None), node)
        if cells_of(t) or is_dynamic(t) or is_family(t):
            raise b.refuse("P0402", f"`{name}` of a `{t}` is not translated", node)
        return e

    if not (isinstance(obj.ty, InstanceT) and isinstance(obj.ty.cls, ClassInfo) and obj.ty.cls.is_dataclass):
        raise b.refuse("P0402", f"`{name}` of a `{obj.ty}` is not translated", node)
    return after(held, copy(obj, frozenset()))


MEMBERS["dataclasses", "replace"] = _replace

__all__ = ["copied"]
MEMBERS["dataclasses", "asdict"] = _as_dict
MEMBERS["dataclasses", "astuple"] = _as_tuple
