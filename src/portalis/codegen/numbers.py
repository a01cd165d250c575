"""Lowers the builtins on numbers."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy
from portalis.codegen import builtins as bi
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import (
    borrowed,
    lower,
    typed,
)
from portalis.codegen.values import Val, borrow, coerce, int_operand, own, suffixed, to_float
from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOOL,
    COMPLEX,
    DYN,
    FLOAT,
    STR,
    IntT,
    TupleT,
    Type,
    int_type,
    is_dynamic,
)  # fmt: skip
from portalis.irbuild.program import Refuse


@bi.lowers("int")
def _int(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    t = v.ty
    if isinstance(t, IntT) and not t.machine:
        return _from_big(c, own(c, v), e.ty)
    if t is BOOL or isinstance(t, IntT):
        return coerce(c, v, e.ty)
    if t is FLOAT:
        value = c.raising_call("Int::from_f64", (own(c, v),))
    elif t is STR:
        value = c.raising_call("Int::from_str", (borrow(v),))
    else:
        value = c.raising_method(v.e, "to_int")
    return _from_big(c, value, e.ty)


def _from_big(c: Context, value: r.Expr, to: Type) -> Val:
    if isinstance(to, IntT) and to.bits == 63:
        return Val(c.raising_method(value, "to_checked_i64"), "own", to)
    return Val(value, "own", to)


@bi.lowers("int_base")
def _int_base(c: Context, e: ops.Builtin) -> Val:
    base = it.machine(c, e.args[1])
    return _from_big(c, c.raising_call("Int::from_str_radix", (borrowed(c, e.args[0]), base)), e.ty)


@bi.lowers("float")
def _float(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    if v.ty is STR:
        return Val(c.raising_call("parse_float", (borrow(v),)), "own", FLOAT)
    if is_dynamic(v.ty):
        return Val(c.raising_method(v.e, "to_float"), "own", FLOAT)
    return Val(to_float(c, v), "own", FLOAT)


@bi.lowers("abs")
def _abs(c: Context, e: ops.Builtin) -> Val:
    v = typed(c, e.args[0])
    if v.ty is BOOL:
        v = coerce(c, v, int_type(1, True))
    if is_dynamic(e.ty):
        return Val(c.raising_method(coerce(c, v, DYN).e, "py_abs"), "own", DYN)
    receiver = v.e
    if is_copy(v.ty):
        receiver = own(c, v)
        if isinstance(receiver, r.Lit) and v.ty is FLOAT:
            receiver = r.Lit(f"{receiver.text}_f64") if not receiver.text.endswith("f64") else receiver
        if isinstance(receiver, (r.BinaryExpr, r.UnaryExpr)) and v.ty is FLOAT and _only_literals(receiver):
            receiver = r.CastExpr(receiver, "f64")
    return Val(r.MethodCall(receiver, "abs"), "own", e.ty)


def _only_literals(e: r.Expr) -> bool:
    if isinstance(e, r.BinaryExpr):
        return _only_literals(e.left) and _only_literals(e.right)
    if isinstance(e, r.UnaryExpr):
        return _only_literals(e.operand)
    return isinstance(e, r.Lit)


@bi.lowers("round")
def _round(c: Context, e: ops.Builtin) -> Val:
    v = typed(c, e.args[0])
    if len(e.args) == 1:
        if v.ty is BOOL or isinstance(v.ty, IntT):
            return coerce(c, v, e.ty)
        if v.ty is FLOAT:
            return _from_big(c, c.raising_call("Int::round_f64", (own(c, v),)), e.ty)
        return _from_big(c, c.raising_method(v.e, "round"), e.ty)
    digits = it.machine(c, e.args[1])
    if v.ty is FLOAT:
        return Val(r.CallExpr(r.Path("round_digits"), (own(c, v), digits)), "own", FLOAT)
    if isinstance(v.ty, IntT) or v.ty is BOOL:
        return _from_big(c, r.CallExpr(r.Path("round_int_digits"), (own(c, coerce(c, v, int_type(BIG))), digits)), e.ty)
    return Val(r.MethodCall(v.e, "round_digits", (digits,)), "own", e.ty)


@bi.lowers("divmod")
def _divmod(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, TupleT)
    quotient, rest = e.ty.items
    a, b = lower(c, e.args[0]), lower(c, e.args[1])
    if quotient is FLOAT:
        return Val(c.raising_call("float_divmod", (to_float(c, a), to_float(c, b))), "own", e.ty)
    if isinstance(quotient, IntT) and isinstance(rest, IntT):
        if quotient.machine and rest.machine:
            x, y = own(c, coerce(c, a, int_type(62))), own(c, coerce(c, b, int_type(62)))
            return Val(c.raising_call("divmod_i64", (x, y)), "own", e.ty)
        big = int_type(BIG)
        pair = c.raising_method(coerce(c, a, big).e, "divmod", (int_operand(suffixed(b)),))
        return (
            coerce(
                c,
                Val(pair, "own", TupleT((big, big))),
                TupleT((quotient if not quotient.machine else big, rest if not rest.machine else big)),
            )
            if quotient.machine == rest.machine
            else _mixed(c, pair, e.ty)
        )
    raise Refuse("P0306", "this `divmod` is not translated", e.pos)


def _mixed(c: Context, pair: r.Expr, ty: TupleT) -> Val:
    raise Refuse("P0306", "this `divmod` is not translated")


@bi.lowers("pow_mod")
def _pow_mod(c: Context, e: ops.Builtin) -> Val:
    big = int_type(BIG)
    base, exponent, modulus = (coerce(c, typed(c, a), big) for a in e.args)
    value = c.raising_method(base.e, "pow_mod", (int_operand(exponent), int_operand(modulus)))
    if isinstance(e.ty, IntT) and e.ty.machine:
        return Val(r.MethodCall(value, "to_index"), "own", e.ty)
    return Val(value, "own", e.ty)


@bi.lowers("complex")
def _complex(c: Context, e: ops.Builtin) -> Val:
    if not e.args:
        return Val(r.CallExpr(r.Path("Complex::new"), (r.Lit("0.0"), r.Lit("0.0"))), "own", COMPLEX)
    parts = [lower(c, a) for a in e.args]
    if len(parts) == 1:
        return coerce(c, parts[0], COMPLEX)
    if any(v.ty is COMPLEX for v in parts):
        real, imag = (own(c, coerce(c, v, COMPLEX)) for v in parts)
        return Val(
            r.BinaryExpr(
                "+", real, r.BinaryExpr("*", imag, r.CallExpr(r.Path("Complex::new"), (r.Lit("0.0"), r.Lit("1.0"))))
            ),
            "own",
            COMPLEX,
        )
    return Val(r.CallExpr(r.Path("Complex::new"), tuple(to_float(c, v) for v in parts)), "own", COMPLEX)


@bi.lowers("complex_real", "complex_imag")
def _complex_part(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    return Val(r.FieldExpr(v.e, "re" if e.name == "complex_real" else "im"), "own", FLOAT)
