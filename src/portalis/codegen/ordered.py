"""Lowers `heapq` and `bisect` with keys, and operations on each set of an iterable."""

from __future__ import annotations

from portalis.analysis.ownership import is_shared
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, truth, typed, wrap
from portalis.codegen.library import bound, listed
from portalis.codegen.values import Val, borrow, coerce, int_operand, suffixed
from portalis.ir import ops
from portalis.ir.types import NONE, ContT, RangeT, Type
from portalis.irbuild.program import Refuse


@lowers("set_of_each")
def _set_of_each(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    sets = it.iterate(c, e.args[-1]).e
    if len(e.args) > 1:
        made: r.Expr = r.CallExpr(r.Path(f"{e.extra}_each"), (borrow(lower(c, e.args[0])), sets))
    else:
        made = c.raising_call(f"{e.extra}_of", (sets,))
    if e.ty.kind == "frozenset":
        made = r.CallExpr(r.Path("FrozenSet::of"), (r.UnaryExpr("&", made),))
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("n_best")
def _n_best(c: Context, e: ops.Builtin) -> Val:
    key, name = e.extra
    assert isinstance(e.ty, ContT)
    amount = int_operand(suffixed(lower(c, e.args[0])))
    source = it.owned_iterator(c, e.args[1], e.ty.item)
    if isinstance(key, ops.Lambda):
        made: r.Expr = r.CallExpr(
            r.Path(f"{name}_by"), (amount, source, it.closure(c, key, [it.Leaf("ref", e.ty.item)]))
        )
    else:
        made = r.CallExpr(r.Path(name), (amount, source))
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("bisect_by")
def _bisect_by(c: Context, e: ops.Builtin) -> Val:
    key, name = e.extra
    items_, item, low, high = e.args
    assert isinstance(key, ops.Lambda)
    assert isinstance(items_.ty, (ContT, RangeT))
    if it.raises_inside(c, key.body):
        raise Refuse("P0802", "an exception inside a key function cannot be handed to the `try` around it yet", e.pos)
    v = lower(c, items_)
    plain = r.UnaryExpr("&", r.MethodCall(v.e, "get")) if is_shared(items_.ty) else borrow(v)
    sought = borrow(coerce(c, typed(c, item), key.ty))
    among = "range" if isinstance(items_.ty, RangeT) else "by"
    start = r.Lit("0") if low.ty is NONE else it.machine(c, low)
    by = it.closure(c, key, [it.Leaf("ref", items_.ty.item)])
    rust = f"{'bisect_left' if name == 'bisect_left' else 'bisect_right'}_{among}"
    return Val(c.raising_call(rust, (plain, sought, start, bound(c, high), by)), "own", e.ty)


@lowers("insort_place")
def _insort_place(c: Context, e: ops.Builtin) -> Val:
    key, name = e.extra
    items_, item = e.args
    assert isinstance(key, ops.Lambda)
    assert isinstance(items_.ty, ContT)
    if it.raises_inside(c, key.body):
        raise Refuse("P0802", "an exception inside a key function cannot be handed to the `try` around it yet", e.pos)
    v = lower(c, items_)
    plain = r.UnaryExpr("&", r.MethodCall(v.e, "get")) if is_shared(items_.ty) else borrow(v)
    given = borrow(coerce(c, typed(c, item), items_.ty.item))
    by = it.closure(c, key, [it.Leaf("ref", items_.ty.item)])
    rust = "insort_place_left" if name == "insort_left" else "insort_place_right"
    return Val(r.CallExpr(r.Path(rust), (plain, given, by)), "own", e.ty)


def merged(c: Context, e: ops.Builtin, item: Type) -> r.Expr:
    """`heapq.merge(…)`."""
    key, turned = e.extra
    sources = e.args[:-1] if turned else e.args
    if isinstance(sources[0], ops.Star):
        lists = sources[0].value
        each = it.shape_type(it.iterate(c, lists).shape)
        if each.kind != "list" or is_shared(each):
            raise Refuse("P0405", f"`merge` of each `{each}` is not translated", e.pos)
        parts = listed(c, lists, each)
    else:
        parts = r.MacroCall("vec", tuple(listed(c, a, item) for a in sources), "[")
    if key is None and not turned:
        return r.CallExpr(r.Path("heap_merge"), (parts,))
    reverse = truth(c, e.args[-1]) if turned else r.Lit("false")
    if key is None:
        return r.CallExpr(r.Path("heap_merge_reversed"), (parts, reverse))
    assert isinstance(key, ops.Lambda)
    if it.raises_inside(c, key.body):
        raise Refuse("P0802", "an exception inside a key function cannot be handed to the `try` around it yet", e.pos)
    return r.CallExpr(r.Path("heap_merge_by"), (parts, reverse, it.closure(c, key, [it.Leaf("ref", item)])))


__all__ = ["merged"]
