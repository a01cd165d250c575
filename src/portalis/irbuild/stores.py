"""Assignments to attributes and items of objects, and those that call a method: a property's setter, `__setitem__`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portalis.frontend.dataclass_init import is_generated_store
from portalis.frontend.late_attributes import is_absent
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    COUNTER_BITS,
    MACHINE_BITS,
    NONE,
    ContT,
    InstanceT,
    IntT,
    NameT,
    Type,
    is_family,
    option_of,
    union_members,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.call_order import acts
from portalis.irbuild.calls import call_function, call_method
from portalis.irbuild.class_attributes import is_shared
from portalis.irbuild.containers import subscript
from portalis.irbuild.families import assign_attribute, classes_of
from portalis.irbuild.modules import module_variable
from portalis.irbuild.operators import DUNDERS, OPERATORS
from portalis.irbuild.options import require


def assigned_by_call(b: Builder, t: ast.expr, value: ops.Expr) -> list[ops.Stmt] | None:
    """`t = value` where that calls a method, or where the class of the object decides; None where it is a plain store."""
    if isinstance(t, ast.Attribute):
        obj = ex.expr(b, t.value)
        return _through(b, t, obj, value) if is_called(option_of(obj.ty) or obj.ty, t.attr) else None
    if isinstance(t, ast.Subscript) and not isinstance(t.slice, ast.Slice):
        obj = ex.expr(b, t.value)
        if classes_of(obj.ty):
            index = ex.expr(b, t.slice)
            lets, held = held_beside(b, value, index) if isinstance(value, ops.Load) else _held(b, value)
            return [*lets, ops.Evaluate(call_method(b, obj, "__setitem__", [index, held], t))]
    return None


def augmented_by_call(b: Builder, s: ast.AugAssign) -> list[ops.Stmt] | None:
    """`t op= value` where that calls a method; None where it is a plain operation."""
    t = s.target
    if isinstance(t, ast.Attribute):
        obj = ex.expr(b, t.value)
        return _augment_through(b, s, t, obj) if is_called(option_of(obj.ty) or obj.ty, t.attr) else None
    if isinstance(t, ast.Subscript) and not isinstance(t.slice, ast.Slice):
        obj = ex.expr(b, t.value)
        if classes_of(obj.ty):
            lets, obj = _held(b, obj)
            index, step = ex.expr(b, t.slice), ex.expr(b, s.value)
            more, index = held_beside(b, index, step) if isinstance(index, ops.Load) else _held(b, index)
            value = ex.binary(b, OPERATORS[type(s.op)], subscript(b, t, obj, index), step, s)
            rest, value = _held(b, value)
            return [*lets, *more, *rest, ops.Evaluate(call_method(b, obj, "__setitem__", [index, value], s))]
    if isinstance(t, ast.Name) and (web := b.scope.aug_use.get(t)) is not None:
        op = OPERATORS[type(s.op)]
        old = b.var(web)
        load: ops.Expr = ops.Load(b.narrowed(old), old)
        load.pos = t
        if not classes_of(load.ty):
            return None
        own = f"__i{DUNDERS[op]}__"
        value = ex.expr(b, s.value)
        if all(isinstance(c.cls, ClassInfo) and own in c.cls.methods for c in classes_of(load.ty)):
            made = call_method(b, load, own, [value], s)
        else:
            made = ex.binary(b, op, load, value, s)
        from portalis.irbuild.statements import target

        return [ops.Assign(target(b, t, made.ty), made)]
    return None


def _held(b: Builder, e: ops.Expr) -> tuple[list[ops.Stmt], ops.Expr]:
    """A value that can be read more than once, or later, and what has to be done for it first."""
    if isinstance(e, (ops.Const, ops.Load)):
        return [], e
    held = b.temp(e.ty)
    return [ops.Assign(ops.ToVar(held), e)], ops.Load(held.ty, held)


def once(b: Builder, e: ops.Expr) -> tuple[list[ops.Stmt], ops.Expr]:
    """A place that is read and written: what evaluating it does is done once, before."""
    if not acts(e):
        return [], e
    if isinstance(e, ops.Field):
        lets, obj = once(b, e.obj)
        return lets, ex.mark(ops.Field(e.ty, obj, e.name), e.pos or ast.Pass())
    if isinstance(e, ops.Index):
        lets, obj = once(b, e.obj)
        more, index = _held(b, e.index)
        return [*lets, *more], ex.mark(ops.Index(e.ty, obj, index), e.pos or ast.Pass())
    if isinstance(e, ops.Builtin) and e.name == "unwrap":
        lets, obj = once(b, e.args[0])
        return lets, ex.mark(ops.Builtin(e.ty, "unwrap", [obj], e.extra), e.pos or ast.Pass())
    return _held(b, e)


def held_beside(b: Builder, e: ops.Expr, later: ops.Expr) -> tuple[list[ops.Stmt], ops.Expr]:
    """A value that is used after `later` was evaluated: held in a variable first where that may assign what it reads."""
    bound = {n.var for n in _nodes(later) if isinstance(n, ops.Bind)}
    calls = any(isinstance(n, (ops.Call, ops.CallValue, ops.New)) for n in _nodes(later))
    read = [n.var for n in _nodes(e) if isinstance(n, ops.Load)]
    # Another module may assign a global unseen; an object is the same one, whatever is done to it.
    if not any(
        v in bound or (calls and (v.written_inside or (v.is_global and not isinstance(v.ty, (ContT, InstanceT)))))
        for v in read
    ):
        return [], e
    held = b.temp(e.ty)
    return [ops.Assign(ops.ToVar(held), e)], ops.Load(held.ty, held)


def _nodes(e: ops.Expr) -> Iterator[ops.Expr]:
    yield e
    for child in e.children():
        yield from _nodes(child)


def step_type(b: Builder, old: Type, step: Type, op: str, result: Type) -> Type:
    """The type of `x ± step` where it flows back into `x`."""
    if (
        isinstance(old, IntT)
        and isinstance(step, IntT)
        and old.bits <= MACHINE_BITS
        and step.bits <= 10
        and op in ("+", "-")
    ):
        return b.program.int_bits(max(old.bits, COUNTER_BITS), old.nonneg and step.nonneg and op == "+")
    return result


def is_called(t: Type, name: str) -> bool:
    """Whether assigning an attribute is more than a store: what is done depends on the class, or is a setter's."""
    return is_family(t) or any(isinstance(c.cls, ClassInfo) and name in c.cls.setters for c in classes_of(t))


def _through(b: Builder, t: ast.Attribute, obj: ops.Expr, value: ops.Expr) -> list[ops.Stmt]:
    """Assigns an attribute by a setter, or of an object that may be of several classes."""
    obj = require(b, obj, f"'NoneType' object has no attribute '{t.attr}'", "ATTRIBUTE_ERROR")
    lets: list[ops.Stmt] = []
    if not isinstance(value, (ops.Const, ops.Load)) or is_family(obj.ty):
        held = b.temp(value.ty)
        lets, value = [ops.Assign(ops.ToVar(held), value)], ops.Load(held.ty, held)
    if is_family(obj.ty):
        return [*lets, *assign_attribute(b, obj, t, lambda one: _store(b, t, one, value))]
    return [*lets, *_store(b, t, obj, value)]


def _store(b: Builder, t: ast.Attribute, obj: ops.Expr, value: ops.Expr) -> list[ops.Stmt]:
    """`obj.name = value`, for an object of one class."""
    cls = obj.ty.cls if isinstance(obj.ty, InstanceT) else None
    if isinstance(cls, ClassInfo) and t.attr in cls.setters:
        called = call_function(b, cls.setters[t.attr], None, obj, [value], {}, t)
        return [ops.Evaluate(ex.mark(called, t))]
    return [ops.Assign(field_target(b, t, obj, value.ty), value)]


def _augment_through(b: Builder, s: ast.AugAssign, t: ast.Attribute, obj: ops.Expr) -> list[ops.Stmt]:
    """`obj.name op= value` by a setter, or where the object may be of several classes."""
    op = OPERATORS[type(s.op)]
    obj = require(b, obj, f"'NoneType' object has no attribute '{t.attr}'", "ATTRIBUTE_ERROR")

    def change(one: ops.Expr) -> list[ops.Stmt]:
        read = ex.attribute(b, t, one)
        value = ex.expr(b, s.value)
        left, value, result = ex.binary_operands(b, op, read, value, s, in_place=True)
        if isinstance(one.ty, InstanceT) and isinstance(one.ty.cls, ClassInfo) and t.attr in one.ty.cls.setters:
            return _through(b, t, one, ex.mark(ops.Binary(result, op, left, value), s))
        flowing = step_type(b, read.ty, value.ty, op, result)
        return [ops.Augment(field_target(b, t, one, flowing), op, value, left, result)]

    if is_family(obj.ty):
        return assign_attribute(b, obj, t, change)
    held = b.temp(obj.ty)
    return (
        [ops.Assign(ops.ToVar(held), obj), *change(ops.Load(obj.ty, held))]
        if not isinstance(obj, ops.Load)
        else change(obj)
    )


def shared_variable(b: Builder, t: ast.Attribute, obj: ops.Expr) -> ops.Var | None:
    """The variable of a module that an assignment to its attribute assigns, or to one of a class (`frontend.class_variables`).

    Raises:
        Refuse: for any other attribute of a module or a class.
    """
    if not isinstance(obj.ty, NameT) or obj.ty.kind not in ("class", "module"):
        return None
    if isinstance(obj.ty.what, ClassInfo):
        cls = obj.ty.what
        home, name = cls.module, cls.module.class_variables.names.get((cls.name, t.attr))
    else:
        found = b.program.by_name.get(str(obj.ty.what))
        if found is None:
            raise b.refuse("P0311", f"`{t.attr}` of `{obj.ty.what}` cannot be assigned", t)
        home, name = found, t.attr
    var = module_variable(b, home, name) if name is not None else None
    if var is None or not var.written_inside:
        raise b.refuse("P0311", f"an attribute of a {obj.ty.kind} cannot be assigned here", t)
    return var


def field_target(b: Builder, t: ast.Attribute, obj: ops.Expr, ty: Type) -> ops.Target:
    """Builds the target `obj.name`."""
    obj = require(b, obj, f"'NoneType' object has no attribute '{t.attr}'", "ATTRIBUTE_ERROR")
    if isinstance(obj.ty, InstanceT):
        cls = obj.ty.cls
        assert isinstance(cls, ClassInfo)
        if is_shared(b, cls, t.attr):
            raise b.refuse("P0602", f"all objects of `{cls.name}` share `{t.attr}`, and one cannot have its own", t)
        if t.attr in cls.methods:
            raise b.refuse("P0608", f"`{t.attr}` is a method of `{cls.name}` and cannot be assigned", t)
        if cls.enum is not None:
            raise b.refuse("P0602", "an attribute of an enumeration's member cannot be assigned", t)
        if cls.frozen and not is_generated_store(t):
            raise b.refuse("P0602", "a frozen dataclass cannot be changed", t)
        if (b.inst.info is None or b.inst.info.cls is not cls) and t.attr not in cls.fields:
            if b.program.strict:
                b.program.deferred = True
                return ops.ToField(obj, t.attr, BOTTOM)
            raise b.refuse(
                "P0602",
                f"`{cls.name}` has no attribute `{t.attr}` in its own methods",
                t,
                "assign it in `__init__`",
            )
        if t.attr in cls.late and not is_absent(t) and any(m is NONE for m in union_members(ty)):
            raise b.refuse(
                "P0603",
                f"`{t.attr}` may be None, and objects of `{cls.name}` may not have it before a method assigns it",
                t,
                "assign it in `__init__`",
            )
        ex.flow_field(cls, t.attr, ty)
        b.assigned_attribute(obj, t.attr, ty)
        return ops.ToField(obj, t.attr, cls.fields[t.attr])
    if obj.ty is BOTTOM:
        return ops.ToField(obj, t.attr, BOTTOM)
    raise b.refuse("P0311", f"an attribute of `{obj.ty}` cannot be assigned", t)
