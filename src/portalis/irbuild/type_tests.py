"""Builtins that ask for the class of a value: `isinstance`, `callable`, `type`."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    CLASS,
    EXCEPTION,
    NONE,
    FuncT,
    InstanceT,
    NameT,
    is_dynamic,
    is_family,
    is_num,
    option_of,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import Args, builtin, count
from portalis.irbuild.calls import Keywords
from portalis.irbuild.comparisons import kind_test
from portalis.irbuild.narrowing import type_kinds
from portalis.irbuild.shown import class_name


@builtin("isinstance")
def _isinstance(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    from portalis.irbuild.statements import exception_classes

    count(b, "isinstance", args, 2, 2, node)
    e = ex.expr(b, args[0])
    if e.ty is EXCEPTION:
        return ops.Builtin(BOOL, "exception_is", [e], tuple(exception_classes(b, args[1])))
    kinds = type_kinds(b, args[1])
    if kinds is None:
        raise b.refuse("P0315", "the class of `isinstance` is not known here", node)
    return kind_test(b, e, kinds)


@builtin("issubclass")
def _issubclass(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "issubclass", args, 2, 2, node)
    have = ex.expr(b, args[0]).ty
    kinds = type_kinds(b, args[1])
    if not (isinstance(have, NameT) and isinstance(have.what, ClassInfo)) or kinds is None or have.what.exception_base:
        raise b.refuse("P0315", "the classes of `issubclass` are not known here", node)
    return ops.Const(BOOL, f"instance:{have.what.name}" in kinds)


@builtin("callable")
def _callable(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "callable", args, 1, 1, node)
    e = ex.expr(b, args[0])
    if is_dynamic(e.ty) or option_of(e.ty) is not None:
        raise b.refuse("P0315", "whether this can be called is not known here", node)
    called = isinstance(e.ty, InstanceT) and isinstance(e.ty.cls, ClassInfo) and "__call__" in e.ty.cls.methods
    return ops.Const(BOOL, called or isinstance(e.ty, FuncT) or (isinstance(e.ty, NameT) and e.ty.kind != "module"))


@builtin("type")
def _type(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "type", args, 1, 1, node)
    e = ex.expr(b, args[0])
    if e.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [e])
    inner = option_of(e.ty)
    if inner is not None and is_family(inner):
        raise b.refuse("P0315", "whether this is None is not known here", node, "test it with `is None` first")
    if is_dynamic(e.ty) or inner is not None or is_num(e.ty) or e.ty is EXCEPTION:
        known = inner is None or is_num(inner) or inner is EXCEPTION
        return ops.Builtin(CLASS, "class_of", [e], "" if known else class_name(b, inner or NONE, node))
    return ex.class_object(b, e, node)
