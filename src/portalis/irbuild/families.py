"""Objects that may be of several classes: an operation on one is what it means for the class that the object has."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOOL, BOTTOM, EXCEPTION, NEVER, NONE, STR, InstanceT, Type, is_family, join, union_members
from portalis.irbuild.builder import Builder, kinds_of
from portalis.irbuild.program import Instance


def missing(t: Type, name: str, node: ast.AST) -> ops.Expr:
    """What an attribute means that objects of this class do not have, while others beside them do: an exception."""
    assert isinstance(t, InstanceT)
    text = f"'{getattr(t.cls, 'name', '')}' object has no attribute '{name}'"
    error = ops.Builtin(EXCEPTION, "exception", [ops.Const(STR, text)], "AttributeError")
    made = ops.Builtin(NEVER, "raise", [error])
    made.pos = error.pos = error.args[0].pos = node
    return made


def knows(t: Type, name: str) -> bool:
    """Whether objects of a class have an attribute, as far as is known."""
    cls = t.cls if isinstance(t, InstanceT) else None
    return isinstance(cls, ClassInfo) and (name in cls.methods or name in cls.fields or name in cls.constants)


def dispatch(b: Builder, obj: ops.Expr, build: Callable[[ops.Expr], ops.Expr], node: ast.AST) -> ops.Expr:
    """Builds an operation for each class that an object may have; `build` is given the object as one of that class."""
    arms: list[ops.Arm] = []
    result: Type = BOTTOM
    for t in union_members(obj.ty):
        assert isinstance(t, InstanceT)
        var = ops.Var("object")
        var.ty, var.mode, var.borrows = t, "ref", True
        this = ops.Load(t, var)
        this.pos = node
        value = build(this)
        value.pos = node
        if isinstance(value, ops.Call) and isinstance(value.target, Instance) and value.target.only_raises:
            value.ty = NEVER
        result = join(result, value.ty)
        arms.append(ops.Arm(t, var, value))
    if result is BOTTOM and arms and all(a.value.ty is NEVER for a in arms):
        result = NONE
    made = ops.Dispatch(result, obj, arms)
    made.pos = node
    return made


def assign_attribute(
    b: Builder, obj: ops.Expr, node: ast.AST, build: Callable[[ops.Expr], list[ops.Stmt]]
) -> list[ops.Stmt]:
    """Builds a statement that changes an object of one of several classes, for each of them."""
    held = b.temp(obj.ty)
    out: list[ops.Stmt] = []
    for i, t in enumerate(reversed(union_members(obj.ty))):
        this = ops.Load(t, held)
        this.pos = node
        body = build(this)
        for s in (*out, *body):
            s.pos = node
        test = ops.Builtin(BOOL, "kind_test", [ops.Load(obj.ty, held)], kinds_of(t))
        out = [ops.If(test, body, out)] if i else body
    return [ops.Assign(ops.ToVar(held), obj), *out]


def relatives_of(cls: ClassInfo) -> list[ClassInfo]:
    """The classes whose objects may stand where those of a class do, itself among them."""
    return [c for c in cls.family.find().classes if isinstance(c, ClassInfo)]


def classes_of(t: Type) -> list[InstanceT]:
    """The classes that an object of the type may have; none where it may be something else."""
    if isinstance(t, InstanceT):
        return [t]
    return [m for m in union_members(t) if isinstance(m, InstanceT)] if is_family(t) else []


__all__ = ["assign_attribute", "classes_of", "dispatch", "knows", "missing", "relatives_of"]
