"""Builtins that ask for the class of a value: `isinstance`, `callable`, `type`."""

from __future__ import annotations

import ast

from portalis.frontend.late_attributes import is_absent
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    CLASS,
    EXCEPTION,
    NONE,
    FuncT,
    InstanceT,
    NameT,
    Type,
    is_dynamic,
    is_family,
    is_num,
    join,
    option_of,
    union_members,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder, kinds_of
from portalis.irbuild.builtins import Args, builtin, count
from portalis.irbuild.calls import Keywords
from portalis.irbuild.comparisons import decided, kind_test
from portalis.irbuild.families import dispatch
from portalis.irbuild.named_tuples import named_tuple
from portalis.irbuild.narrowing import type_kinds
from portalis.irbuild.options import require
from portalis.irbuild.shown import class_name


@builtin("isinstance")
def _isinstance(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    from portalis.irbuild.statements import exception_classes

    count(b, "isinstance", args, 2, 2, node)
    e = ex.expr(b, args[0])
    if EXCEPTION in (e.ty, option_of(e.ty)):
        return ops.Builtin(BOOL, "exception_is", [e], tuple(exception_classes(b, args[1])))
    kinds = type_kinds(b, args[1])
    if kinds is None:
        raise b.refuse("P0315", "the class of `isinstance` is not known here", node)
    if "tuple" in kinds and (named := [t for t in union_members(e.ty) if named_tuple(t) is not None]):
        if len(named) < len(union_members(e.ty)):
            raise b.refuse("P0315", "whether this is a named tuple is not known here", node)
        return decided(b, True, e, node)
    return kind_test(b, e, kinds)


@builtin("issubclass")
def _issubclass(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "issubclass", args, 2, 2, node)
    have = ex.expr(b, args[0]).ty
    kinds = type_kinds(b, args[1])
    if not (isinstance(have, NameT) and isinstance(have.what, ClassInfo)) or kinds is None or have.what.exception_base:
        raise b.refuse("P0315", "the classes of `issubclass` are not known here", node)
    return ops.Const(BOOL, f"instance:{have.what.key}" in kinds)


@builtin("callable")
def _callable(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "callable", args, 1, 1, node)
    e = ex.expr(b, args[0])
    if is_dynamic(e.ty) or option_of(e.ty) is not None:
        raise b.refuse("P0315", "whether this can be called is not known here", node)
    called = isinstance(e.ty, InstanceT) and isinstance(e.ty.cls, ClassInfo) and "__call__" in e.ty.cls.methods
    called = called or isinstance(e.ty, FuncT) or (isinstance(e.ty, NameT) and e.ty.kind != "module")
    return decided(b, called, e, node)


@builtin("type")
def _type(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "type", args, 1, 1, node)
    return type_of(b, ex.expr(b, args[0]), node)


@builtin("hasattr")
def _hasattr(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "hasattr", args, 2, 2, node)
    e, name = ex.expr(b, args[0]), args[1]
    known = _has(e.ty, name.value) if isinstance(name, ast.Constant) and isinstance(name.value, str) else None
    if e.ty is BOTTOM:
        return ops.Builtin(BOOL, "kind_test", [e], frozenset())
    held = late_attribute(e, name)
    if held is not None and not isinstance(e, ops.Call):
        return kind_test(b, held, frozenset(kinds_of(held.ty) - {"None"}))
    if is_family(e.ty) and isinstance(name, ast.Constant) and isinstance(name.value, str):
        each = {t: _has(t, name.value) for t in union_members(e.ty)}
        if None not in each.values() and len(set(each.values())) == 2:
            having = [
                t.cls.key
                for t, has in each.items()
                if has and isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo)
            ]
            return kind_test(b, e, frozenset(f"instance:{key}" for key in having))
    if known is None:
        raise b.refuse("P0315", "whether this attribute exists is not known here", node)
    return decided(b, known, e, node)


def late_attribute(obj: ops.Expr, name: ast.expr) -> ops.Expr | None:
    """An attribute that an object may lack, as it is held: None while it is not there."""
    cls = obj.ty.cls if isinstance(obj.ty, InstanceT) else None
    if not isinstance(cls, ClassInfo) or not isinstance(name, ast.Constant) or name.value not in cls.late:
        return None
    return ex.mark(ops.Field(cls.fields.get(name.value, BOTTOM), obj, name.value), name)


@builtin("getattr")
def _getattr(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "getattr", args, 3, 3, node)
    e, name = ex.expr(b, args[0]), args[1]
    if e.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [e, ex.value(b, args[2])])
    if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
        raise b.refuse("P0315", "the name of this attribute is not known here", node)
    default = ex.value(b, args[2])
    plain = is_quiet(e) and isinstance(default, (ops.Load, ops.Const))
    held = late_attribute(e, name)
    if held is not None and plain:
        if held.ty is BOTTOM or held.ty is NONE:
            return default
        missing = kind_test(b, held, frozenset({"None"}))
        found = require(b, held, "")
        return ops.Choose(join(found.ty, default.ty), missing, default, found)
    known = _has(e.ty, name.value)
    if known is None or not plain:
        raise b.refuse("P0315", "whether this attribute exists is not known here", node)
    if not known:
        return default
    return ex.attribute(b, ast.copy_location(ast.Attribute(args[0], name.value, ast.Load()), node), e)


def _has(t: Type, name: str) -> bool | None:
    """Whether values of a type have an attribute; None where that depends on what the program has done, or on the value."""
    if is_family(t):
        each = {_has(m, name) for m in union_members(t)}
        return each.pop() if len(each) == 1 else None
    if isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo):
        cls = t.cls
        if name in cls.methods or name in cls.constants or (name.startswith("__") and hasattr(object, name)):
            return True
        if name in cls.fields:
            init = cls.methods.get("__init__")
            body = init.node.body if init is not None and isinstance(init.node, ast.FunctionDef) else []
            targets = [t for s in body if isinstance(s, ast.Assign) for t in s.targets]
            stored = [t for t in targets if isinstance(t, ast.Attribute) and t.attr == name and not is_absent(t)]
            return True if stored or cls.is_dataclass else None
        return False
    kinds = {
        "int": int,
        "float": float,
        "str": str,
        "bool": bool,
        "list": list,
        "dict": dict,
        "set": set,
        "tuple": tuple,
    }
    return hasattr(kinds[t.kind], name) if t.kind in kinds else None


def type_of(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr:
    """`type(e)`."""
    if e.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [e])
    inner = option_of(e.ty)
    if inner is not None and is_family(inner):
        raise b.refuse("P0315", "whether this is None is not known here", node, "test it with `is None` first")
    if is_dynamic(e.ty) or inner is not None or is_num(e.ty) or e.ty is EXCEPTION:
        known = inner is None or is_num(inner) or inner is EXCEPTION
        return ops.Builtin(CLASS, "class_of", [e], "" if known else class_name(b, inner or NONE, node))
    return class_object(b, e, node)


def class_object(b: Builder, obj: ops.Expr, node: ast.AST) -> ops.Expr:
    """The class of an object, as a value."""
    if is_family(obj.ty):
        return dispatch(b, obj, lambda one: class_object(b, one, node), node)
    name = class_name(b, obj.ty, node)
    if not is_quiet(obj):  # what has effects is evaluated all the same
        return ops.Builtin(CLASS, "class", [obj], name)
    if isinstance(obj, ops.Load) and obj.var.borrows:
        return ops.Builtin(CLASS, "class", [], name)
    return ops.Const(NameT("type", name), None)
