"""Builtins that give iterators over other iterables: `map`, `filter`, `zip`, `enumerate`, `reversed`, `iter`, and `next` of one."""

from __future__ import annotations

import ast

from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    COUNTER_BITS,
    NONE,
    IterT,
    TupleT,
    VarTupleT,
    join,
)  # fmt: skip
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import Args, builtin, count, only
from portalis.irbuild.calls import Keywords, asked
from portalis.irbuild.containers import item_type, iterable
from portalis.irbuild.families import classes_of
from portalis.irbuild.functions import callback
from portalis.irbuild.operators import as_int
from portalis.irbuild.options import require


@builtin("map")
def _map(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "map", args, 2, 4, node)
    only(b, "map", keywords, "", node)
    sources = [iterable(b, a) for a in args[1:]]
    body = callback(b, args[0], [item_type(b, s.ty, node) for s in sources], node)
    return ops.Builtin(IterT(body.ty), "map", list(sources), body)


@builtin("filter")
def _filter(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "filter", args, 2, 2, node)
    only(b, "filter", keywords, "", node)
    source = iterable(b, args[1])
    item = item_type(b, source.ty, node)
    if isinstance(args[0], ast.Constant) and args[0].value is None:
        return ops.Builtin(IterT(item), "filter", [source], None)
    return ops.Builtin(IterT(item), "filter", [source], callback(b, args[0], [item], node))


@builtin("zip")
def _zip(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "zip", keywords, "strict", node)
    strict = keywords.get("strict")
    if strict is not None and not (isinstance(strict, ast.Constant) and strict.value is False):
        count(b, "zip", args, 2, 2, node)
        if not (isinstance(strict, ast.Constant) and strict.value is True):
            raise b.refuse("P0405", "`zip` with a `strict` that is no constant is not translated", node)
        both = [iterable(b, a) for a in args]
        return ops.Builtin(IterT(TupleT(tuple(item_type(b, s.ty, node) for s in both))), "zip_strict", list(both))
    if not args:
        return ops.Builtin(b.fresh(node, "list", TupleT((NONE,))), "new", [])
    if len(args) == 1 and isinstance(args[0], ast.Starred):
        source = iterable(b, args[0].value)
        if isinstance(source.ty, TupleT):
            sources: list[ops.Expr] = [
                ops.Index(t, source, ops.Const(b.program.int_literal(i), i)) for i, t in enumerate(source.ty.items)
            ]
            items = [item_type(b, s.ty, node) for s in sources]
            return ops.Builtin(IterT(TupleT(tuple(items))), "zip", sources)
        inner = item_type(b, source.ty, node)
        item = BOTTOM if inner is BOTTOM else item_type(b, inner, node)
        return ops.Builtin(IterT(VarTupleT(item)), "zip_star", [source])
    count(b, "zip", args, 1, 8, node)
    sources = [iterable(b, a) for a in args]
    return ops.Builtin(IterT(TupleT(tuple(item_type(b, s.ty, node) for s in sources))), "zip", list(sources))


@builtin("enumerate")
def _enumerate(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "enumerate", args, 1, 2, node)
    only(b, "enumerate", keywords, "start", node)
    source = iterable(b, args[0])
    start_node = args[1] if len(args) > 1 else keywords.get("start")
    start = ex.expr(b, start_node) if start_node is not None else None
    number = b.program.int_bits(COUNTER_BITS, True)
    if start is not None:
        s = as_int(start.ty)
        if s is None:
            raise b.refuse("P0306", "`enumerate` starts with an int", node)
        number = b.program.int_bits(max(s.bits, COUNTER_BITS), s.nonneg)
    item = TupleT((number, item_type(b, source.ty, node)))
    return ops.Builtin(IterT(item), "enumerate", [source, *([start] if start is not None else [])])


@builtin("reversed")
def _reversed(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "reversed", args, 1, 1, node)
    only(b, "reversed", keywords, "", node)
    answer = asked(b, ex.expr(b, args[0]), ("__reversed__",), [], node)
    if answer is not None:
        if answer.ty is not BOTTOM and not isinstance(answer.ty, IterT):
            raise b.refuse("P0604", "a `__reversed__` that gives no iterator is not translated", node)
        return answer
    source = iterable(b, args[0])
    if source.ty.kind in ("set", "frozenset", "iterator"):
        raise b.refuse("P0306", f"`{source.ty}` cannot be reversed", node)
    return ops.Builtin(IterT(item_type(b, source.ty, node)), "reversed", [source])


@builtin("iter")
def _iter(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "iter", args, 1, 1, node)
    only(b, "iter", keywords, "", node)
    source = iterable(b, args[0])
    if isinstance(source.ty, IterT):
        return source
    return ops.Builtin(IterT(item_type(b, source.ty, node)), "iter", [source])


@builtin("next")
def _next(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "next", args, 1, 2, node)
    only(b, "next", keywords, "", node)
    source = require(b, ex.expr(b, args[0]), "'NoneType' object is not an iterator")
    if not isinstance(source.ty, IterT):
        if source.ty is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [source])
        if classes_of(source.ty) and len(args) == 1:
            from portalis.irbuild.calls import call_method

            return call_method(b, source, "__next__", [], node)
        raise b.refuse("P0705", f"`next` needs an iterator, not `{source.ty}`", node)
    default = ex.value(b, args[1]) if len(args) > 1 else None
    ty = join(source.ty.item, default.ty) if default is not None else source.ty.item
    return ops.Builtin(ty, "next", [source, *([default] if default is not None else [])])
