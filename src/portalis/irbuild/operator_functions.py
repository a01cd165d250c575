"""The module `operator`: its functions are the operators."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portalis.ir import ops
from portalis.ir.types import BOTTOM, ContT, InstanceT
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, only
from portalis.irbuild.calls import MEMBERS, BuiltinHandler, Keywords, call_builtin
from portalis.irbuild.collected import member
from portalis.irbuild.functions import Built
from portalis.irbuild.operators import as_int, is_real

Args = Sequence[ast.expr]


_OPERATOR = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "and_": "&", "or_": "|",
             "xor": "^", "lshift": "<<", "rshift": ">>", "concat": "+"}  # fmt: skip
_IN_PLACE = {f"i{n.removesuffix('_')}": o for n, o in _OPERATOR.items()}


_COMPARISON: dict[str, type[ast.cmpop]] = {"eq": ast.Eq, "ne": ast.NotEq, "lt": ast.Lt, "le": ast.LtE, "gt": ast.Gt, "ge": ast.GtE,
               "is_": ast.Is, "is_not": ast.IsNot}  # fmt: skip


def _operator(name: str, op: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, "operator", args, 2, 2, node)
        only(b, "operator", keywords, "", node)
        left, right = ex.value(b, args[0]), ex.value(b, args[1])
        if name == "concat" and (is_real(left.ty) or is_real(right.ty)):
            raise b.refuse("P0306", f"`operator.concat` does not take `{left.ty}` and `{right.ty}`", node)
        return ex.binary(b, op, left, right, node)

    return handle


def _in_place(name: str, op: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, "operator", args, 2, 2, node)
        only(b, "operator", keywords, "", node)
        left, right = ex.value(b, args[0]), ex.value(b, args[1])
        if isinstance(left.ty, (ContT, InstanceT)):
            raise b.refuse("P0402", f"`operator.{name}` of a `{left.ty}` is not translated", node)
        return ex.binary(b, op, left, right, node)

    return handle


def _comparison(op: type[ast.cmpop]) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, "operator", args, 2, 2, node)
        only(b, "operator", keywords, "", node)
        made = ast.Compare(args[0], [op()], [args[1]])
        return ex.expr(b, ast.copy_location(made, node) if isinstance(node, ast.expr) else made)

    return handle


for _n, _o in _OPERATOR.items():
    MEMBERS["operator", _n] = _operator(_n, _o)
for _n, _o in _IN_PLACE.items():
    MEMBERS["operator", _n] = _in_place(_n, _o)
for _n, _c in _COMPARISON.items():
    MEMBERS["operator", _n] = _comparison(_c)


def _unary(op: type[ast.unaryop]) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, "operator", args, 1, 1, node)
        only(b, "operator", keywords, "", node)
        made = ast.UnaryOp(op(), args[0])
        return ex.expr(b, ast.copy_location(made, node) if isinstance(node, ast.expr) else made)

    return handle


for _n, _u in {"neg": ast.USub, "not_": ast.Not, "pos": ast.UAdd, "inv": ast.Invert, "invert": ast.Invert}.items():
    MEMBERS["operator", _n] = _unary(_u)


@member("operator", "index")
def _index(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "index", args, 1, 1, node)
    only(b, "index", keywords, "", node)
    e = ex.value(b, args[0])
    if as_int(e.ty) is None and e.ty is not BOTTOM:
        raise b.refuse("P0306", f"`operator.index` does not take `{e.ty}`", node)
    return ex.mark(ops.Builtin(as_int(e.ty) or BOTTOM, "int", [e]), node)


@member("operator", "getitem")
def _getitem(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "getitem", args, 2, 2, node)
    only(b, "getitem", keywords, "", node)
    target = ast.Subscript(args[0], args[1], ast.Load())
    return ex.expr(b, ast.copy_location(target, node) if isinstance(node, ast.expr) else target)


@member("operator", "contains")
def _contains(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "contains", args, 2, 2, node)
    only(b, "contains", keywords, "", node)
    if not any(isinstance(a, (ast.Name, ast.Constant, Built)) for a in args):
        raise b.refuse("P0501", "`operator.contains` evaluates where to look before what to look for", node)
    made = ast.Compare(args[1], [ast.In()], [args[0]])
    return ex.expr(b, ast.copy_location(made, node) if isinstance(node, ast.expr) else made)


@member("operator", "truth")
def _truth(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    return call_builtin(b, "bool", args, keywords, node)


@member("operator", "abs")
def _abs(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    return call_builtin(b, "abs", args, keywords, node)
