"""The truth of values, as Python asks it."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.enum_parts import value_of
from portalis.codegen.values import Val, decided, place
from portalis.ir.types import (
    BOOL,
    CLASS,
    COMPLEX,
    FLOAT,
    NONE,
    STR,
    ContT,
    FuncT,
    InstanceT,
    IntT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    is_dynamic,
    is_family,
    is_num,
    option_of,
    union_members,
)  # fmt: skip
from portalis.irbuild.logic import asks_class
from portalis.irbuild.members import has_value_truth
from portalis.irbuild.program import Refuse

_ALWAYS_TRUE = frozenset({"re.Match", "re.Pattern", "exception", "iterator", CLASS.kind})


def truth_of(c: Context, v: Val) -> r.Expr:
    """The truth of a lowered value."""
    t = v.ty
    if asks_class(option_of(t) or t):
        raise Refuse("P0604", "the truth of an object is asked here, which its class defines")
    if t is BOOL:
        return place(v)
    if t is NONE:
        return decided("false", v)
    if isinstance(t, IntT):
        if t.machine:
            if v.literal:
                return r.Lit("false" if v.e == r.Lit("0") else "true")
            return r.BinaryExpr("!=", place(v), r.Lit("0"))
        return r.UnaryExpr("!", r.MethodCall(v.e, "is_zero"))
    if t is FLOAT:
        return r.BinaryExpr("!=", place(v), r.Lit("0.0"))
    if (
        isinstance(v.e, r.CallExpr)
        and not v.e.args
        and isinstance(v.e.func, r.Path)
        and v.e.func.text.endswith("::new")
        and isinstance(t, ContT)
    ):
        return r.Lit("false")
    if t is STR or isinstance(t, (ContT, VarTupleT, ViewT, RangeT)) or t.kind == "bytes":
        return r.UnaryExpr("!", r.MethodCall(v.e, "is_empty"))
    if isinstance(t, (TupleT, FuncT)):
        return decided("true", v)
    if is_num(t) or t is COMPLEX:
        return r.MethodCall(v.e, "is_truthy")
    inner = option_of(t)
    if inner is not None:
        always = isinstance(inner, InstanceT) or is_family(inner) or inner.kind in _ALWAYS_TRUE
        if always and not _asks_value(inner):
            return r.MethodCall(v.e, "is_some")
        test = truth_of(c, Val(r.Path("x"), "own" if is_copy(inner) else "ref", inner))
        if is_copy(inner):
            return r.MethodCall(place(v), "is_some_and", (r.ClosureExpr(("x",), test),))
        return r.MethodCall(r.MethodCall(v.e, "as_ref"), "is_some_and", (r.ClosureExpr(("x",), test),))
    if is_dynamic(t):
        return r.MethodCall(v.e, "truthy")
    if isinstance(t, InstanceT) and _asks_value(t):
        return truth_of(c, value_of(v))
    if (isinstance(t, InstanceT) or is_family(t) or t.kind in _ALWAYS_TRUE) and not _asks_value(t):
        return decided("true", v)
    raise Refuse("P0306", f"the truth of `{t}` is not translated")


def _asks_value(t: Type) -> bool:
    """Whether some values of the type are members that are true where their values are."""
    return any(isinstance(m, InstanceT) and has_value_truth(m.cls) for m in union_members(t))


__all__ = ["truth_of"]
