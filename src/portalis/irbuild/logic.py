"""Truth, `and`, `or`, `not` and the conditional expression: where types decide a test, the other way is not built."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import BOOL, BOTTOM, NONE, InstanceT, IntT, NameT, Type, is_family, join, option_of
from portalis.irbuild import narrowing
from portalis.irbuild.builder import Builder, Known, without_none
from portalis.irbuild.call_order import Held, after
from portalis.irbuild.expressions import expr, handles, mark, value
from portalis.irbuild.families import classes_of, dispatch
from portalis.irbuild.members import has_value_truth
from portalis.irbuild.options import require


@handles(ast.BoolOp)
def _bool_op(b: Builder, node: ast.BoolOp) -> ops.Expr:
    if len(node.values) > 2 and b.program.says_truth:
        rest = ast.copy_location(ast.BoolOp(node.op, node.values[1:]), node)
        node = ast.copy_location(ast.BoolOp(node.op, [node.values[0], rest]), node)
    first = value(b, node.values[0])
    if asks_class(option_of(first.ty) or first.ty):
        return _asked(b, node, first)
    return _connected(b, node, lambda b, n: first if n is node.values[0] else value(b, n))


def _asked(b: Builder, node: ast.BoolOp, first: ops.Expr) -> ops.Expr:
    """`a or b` where the class of `a` says whether it is true: `a if a else b`, with `a` evaluated once."""
    held: Held = []
    if not isinstance(first, ops.Load):
        held.append((b.temp(first.ty), first))
        first = mark(ops.Load(first.ty, held[0][0]), node.values[0])
    test = _said(b, first, node.values[0])
    left, other = node.values
    conjunction = isinstance(node.op, ast.And)
    before = dict(b.narrow)
    narrowing.refine(b, left, conjunction)
    second = value(b, other)
    b.narrow = narrowing.merge(b.narrow, before)
    if conjunction:
        return after(held, ops.Choose(join(second.ty, first.ty), test, second, first))
    kept = require(b, first, "") if option_of(first.ty) is not None else first
    return after(held, ops.Choose(join(kept.ty, second.ty), test, kept, second))


def _connected(b: Builder, node: ast.BoolOp, build: Callable[[Builder, ast.expr], ops.Expr]) -> ops.Expr:
    """Joins operands by `and` or `or`; where `condition` builds them their types need not have one in common."""
    truth_only = build is condition
    op = "and" if isinstance(node.op, ast.And) else "or"
    left: list[Known] = []  # what is known where an operand decides and the rest is not evaluated
    values: list[ops.Expr] = []
    ty: Type = BOTTOM
    for i, v in enumerate(node.values):
        e = build(b, v)
        known = constant_truth(e)
        last = i == len(node.values) - 1
        if truth_only:
            ty = BOOL
            if e.ty is not BOOL and known is None:
                e = mark(ops.Builtin(BOOL, "bool", [e]), v)
        else:
            part = e.ty
            if op == "or" and not last:
                part = without_none(part) if part is not NONE else BOTTOM
            ty = join(ty, part)
        values.append(e)
        if known is not None and known == (op == "or"):
            break
        if not last:
            if known is None:
                left.append(dict(b.narrow))
            narrowing.refine(b, v, op == "and")
    for state in left:
        b.narrow = narrowing.merge(b.narrow, state)
    decided = constant_truth(values[-1]) if values[-1].ty is BOOL else None
    if decided is not None and decided == (op == "or") and all(map(_plain_test, values[:-1])):
        return values[-1]  # whatever the tests before say, and they have no effects
    if len(values) > 1:
        values = [v for i, v in enumerate(values) if constant_truth(v) is None or i == len(values) - 1]
    return ops.Logic(ty, op, values) if len(values) > 1 else values[0]


def _plain_test(e: ops.Expr) -> bool:
    """Whether an operand is a bool whose evaluation does nothing else."""
    if isinstance(e, ops.Not):
        return _plain_test(e.operand)
    return isinstance(e, ops.Load) and e.ty is BOOL and is_quiet(e)


@handles(ast.IfExp)
def _if_exp(b: Builder, node: ast.IfExp) -> ops.Expr:
    test = condition(b, node.test)
    known = constant_truth(test)
    if known is not None:
        narrowing.refine(b, node.test, known)
        return expr(b, node.body if known else node.orelse)
    saved = dict(b.narrow)
    narrowing.refine(b, node.test, True)
    body = value(b, node.body)
    after_body, b.narrow = b.narrow, saved
    narrowing.refine(b, node.test, False)
    other = value(b, node.orelse)
    b.narrow = narrowing.merge(after_body, b.narrow)
    return ops.Choose(join(body.ty, other.ty), test, body, other)


def condition(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds an expression of which only the truth is asked."""
    e = _connected(b, node, condition) if isinstance(node, ast.BoolOp) else expr(b, node)
    return _said(b, e, node)


def _said(b: Builder, e: ops.Expr, node: ast.expr) -> ops.Expr:
    """The truth of a value, as its class says it; None is false."""
    inner = option_of(e.ty)
    if inner is not None and asks_class(inner):
        held: Held = []
        if not isinstance(e, (ops.Load, ops.Field)):
            held.append((b.temp(e.ty), e))
            e = mark(ops.Load(e.ty, held[0][0]), node)
        present = ops.Compare(BOOL, ["is not"], [e, ops.Const(NONE, None)])
        asked = ops.Logic(BOOL, "and", [present, _truth(b, require(b, e, ""), node)])
        return after(held, asked)
    return _truth(b, e, node)


def asks_class(t: Type) -> bool:
    """Whether the truth of objects of the type is what a method of their class says."""
    classes = [m.cls for m in classes_of(t)]
    return any(isinstance(cls, ClassInfo) and {"__bool__", "__len__"} & cls.methods.keys() for cls in classes)


def _truth(b: Builder, e: ops.Expr, node: ast.expr) -> ops.Expr:
    """A value as a condition: of objects, what their class says."""
    t = e.ty
    if t is NONE and is_quiet(e):
        return ops.Const(BOOL, False)
    if not classes_of(t):
        return e
    if is_family(t) and (asks_class(t) or any(has_value_truth(m.cls) for m in classes_of(t))):
        return mark(
            dispatch(b, e, lambda one: mark(ops.Builtin(BOOL, "bool", [_truth(b, one, node)]), node), node), node
        )
    if isinstance(t, InstanceT) and has_value_truth(t.cls):
        return mark(ops.Builtin(BOOL, "bool", [e]), node)
    if isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo):
        for dunder in ("__bool__", "__len__"):
            if dunder in t.cls.methods:
                from portalis.irbuild.calls import call_method

                answer = call_method(b, e, dunder, [], node)
                if answer.ty is not BOTTOM and not (
                    answer.ty is BOOL if dunder == "__bool__" else isinstance(answer.ty, IntT)
                ):
                    given = "a bool" if dunder == "__bool__" else "an int"
                    raise b.refuse("P0604", f"`{dunder}` does not always give {given}", node)
                return answer
    return ops.Const(BOOL, True) if isinstance(e, ops.Load) and is_quiet(e) else e


def constant_truth(e: ops.Expr) -> bool | None:
    """The truth of an expression that types alone decide."""
    if isinstance(e, ops.Const) and not isinstance(e.ty, NameT):
        if isinstance(e.ty, InstanceT) and (has_value_truth(e.ty.cls) or asks_class(e.ty)):
            return None
        return bool(e.value)
    return None
