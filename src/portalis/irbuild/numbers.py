"""Builtins on numbers."""

from __future__ import annotations

import ast

from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOTTOM,
    BYTES,
    COMPLEX,
    DYN,
    FLOAT,
    STR,
    InstanceT,
    TupleT,
    box,
    is_dynamic,
    is_num,
)  # fmt: skip
from portalis.irbuild import builtins as bi
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.calls import Keywords, asked
from portalis.irbuild.operators import NUM, as_int, dynamic_fits, is_real
from portalis.irbuild.options import require, unless_none, whole
from portalis.irbuild.rows import apply_function


@bi.builtin("int")
def _int(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "int", args, 0, 2, node)
    bi.only(b, "int", keywords, "base", node)
    if not args:
        return ops.Const(b.program.int_literal(0), 0)
    e = require(
        b, ex.value(b, args[0]), "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"
    )
    base_node = args[1] if len(args) > 1 else keywords.get("base")
    if base_node is not None:
        base = ex.expr(b, base_node)
        if e.ty is BYTES:
            return apply_function(b, "int", "of_bytes", [e, base], {}, node)
        if e.ty is not STR and e.ty is not BOTTOM:
            raise b.refuse("P0306", "int() can't convert non-string with explicit base", node)
        return ops.Builtin(b.program.int_bits(BIG, False), "int_base", [e, base])
    answer = asked(b, e, ("__int__", "__index__"), [], node)
    if answer is not None and (answer.ty is BOTTOM or as_int(answer.ty) is not None):
        return answer
    n = as_int(e.ty)
    if n is not None:
        return ops.Builtin(n, "int", [e])
    if e.ty is BYTES:
        return apply_function(b, "int", "of_bytes", [e], {}, node)
    if e.ty is FLOAT or e.ty is STR or is_num(e.ty) or e.ty is BOTTOM or is_dynamic(e.ty):
        return ops.Builtin(b.program.int_bits(BIG, False), "int", [e])
    raise b.refuse("P0306", f"`int` does not take `{e.ty}`", node)


@bi.builtin("float")
def _float(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "float", args, 0, 1, node)
    bi.only(b, "float", keywords, "", node)
    if not args:
        return ops.Const(FLOAT, 0.0)
    e = require(b, ex.value(b, args[0]), "float() argument must be a string or a real number, not 'NoneType'")
    if e.ty is BYTES:
        return apply_function(b, "float", "of_bytes", [e], {}, node)
    answer = asked(b, e, ("__float__",), [], node)
    if answer is not None and answer.ty in (BOTTOM, FLOAT):
        return answer
    if is_real(e.ty) or e.ty in (STR, BOTTOM) or is_dynamic(e.ty):
        if (
            isinstance(e, ops.Const)
            and e.ty is STR
            and str(e.value).strip().lower().lstrip("+-") in ("inf", "infinity", "nan")
        ):
            return ops.Const(FLOAT, float(str(e.value)))
        return ops.Builtin(FLOAT, "float", [e])
    raise b.refuse("P0306", f"`float` does not take `{e.ty}`", node)


@bi.builtin("abs")
def _abs(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "abs", args, 1, 1, node)
    bi.only(b, "abs", keywords, "", node)
    e = require(b, ex.value(b, args[0]), "bad operand type for abs(): 'NoneType'")
    n = as_int(e.ty)
    if n is not None:
        return ops.Builtin(b.program.int_bits(n.bits, True), "abs", [e])
    if e.ty is COMPLEX:
        return ops.Builtin(FLOAT, "abs", [e])
    if is_real(e.ty) or e.ty is BOTTOM:
        return ops.Builtin(e.ty, "abs", [e])
    if isinstance(e.ty, InstanceT):
        from portalis.irbuild.calls import call_method

        return call_method(b, e, "__abs__", [], node)
    if dynamic_fits(e.ty):
        box(e.ty)
        return ops.Builtin(DYN, "abs", [e])
    raise b.refuse("P0306", f"`abs` does not take `{e.ty}`", node)


@bi.builtin("round")
def _round(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "round", args, 1, 2, node)
    bi.only(b, "round", keywords, "ndigits", node)
    e = require(b, ex.value(b, args[0]), "type NoneType doesn't define __round__ method")
    digits_node = args[1] if len(args) > 1 else keywords.get("ndigits")
    digits = ex.expr(b, digits_node) if digits_node is not None else None
    digits = unless_none(b, digits, node)
    if e.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [e])
    if digits is not None and as_int(digits.ty) is None:
        raise b.refuse("P0306", "`round` needs an int number of digits", node)
    n = as_int(e.ty)
    if n is not None:
        return ops.Builtin(
            n if digits is None else b.program.int_bits(BIG, n.nonneg),
            "round",
            [e, *([digits] if digits is not None else [])],
        )
    if e.ty is FLOAT:
        return (
            ops.Builtin(b.program.int_bits(BIG, False), "round", [e])
            if digits is None
            else ops.Builtin(FLOAT, "round", [e, digits])
        )
    if is_num(e.ty):
        return (
            ops.Builtin(b.program.int_bits(BIG, False), "round", [e])
            if digits is None
            else ops.Builtin(NUM, "round", [e, digits])
        )
    if is_dynamic(e.ty):
        return ops.Builtin(DYN, "round", [e, *([digits] if digits is not None else [])])
    raise b.refuse("P0306", f"`round` does not take `{e.ty}`", node)


@bi.builtin("divmod")
def _divmod(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "divmod", args, 2, 2, node)
    bi.only(b, "divmod", keywords, "", node)
    left, right = ex.value(b, args[0]), ex.value(b, args[1])
    quotient = ex.binary(b, "//", left, right, node)
    rest = ex.binary(b, "%", left, right, node)
    return ops.Builtin(TupleT((quotient.ty, rest.ty)), "divmod", [left, right])


@bi.builtin("pow")
def _pow(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "pow", args, 2, 3, node)
    bi.only(b, "pow", keywords, "mod", node)
    given = [*args, *keywords.values()] if len(args) == 2 else args
    built = [ex.value(b, a) for a in given]
    if len(built) == 2:
        return ex.binary(b, "**", built[0], built[1], node)
    built = [whole(b, e, "pow() 3rd argument not allowed unless all arguments are integers") for e in built]
    if any(as_int(e.ty) is None for e in built):
        if any(e.ty is BOTTOM for e in built):
            return ops.Builtin(BOTTOM, "pending", built)
        raise b.refuse("P0306", "`pow` with a modulus needs ints", node)
    modulus = as_int(built[2].ty)
    assert modulus is not None
    return ops.Builtin(b.program.int_bits(modulus.bits, modulus.nonneg), "pow_mod", built)


@bi.builtin("complex")
def _complex(b: Builder, args: bi.Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    bi.count(b, "complex", args, 0, 2, node)
    bi.only(b, "complex", keywords, "", node)
    built = [ex.value(b, a) for a in args]
    for e in built:
        if not (is_real(e.ty) or e.ty is COMPLEX or e.ty is BOTTOM):
            raise b.refuse("P0306", f"`complex` does not take `{e.ty}`", node)
    return ops.Builtin(COMPLEX, "complex", built)
