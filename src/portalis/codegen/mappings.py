"""Lowers what makes dicts of other things: pairs, other mappings, keys."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, owned, wrap
from portalis.codegen.rust_types import same_rust
from portalis.codegen.values import Val, coerce, own
from portalis.ir import ops
from portalis.ir.types import ContT, TupleT, VarTupleT
from portalis.irbuild.program import Refuse


def pairs(c: Context, e: ops.Builtin) -> Val:
    """A dict of pairs."""
    assert isinstance(e.ty, ContT)
    pair = TupleT((e.ty.item, e.ty.value))
    source = e.args[0]
    inner = it.shape_type(it.iterate(c, source).shape)
    name = {"dict": "Dict", "OrderedDict": "OrderedDict"}[e.ty.kind]
    if isinstance(inner, (ContT, VarTupleT)):
        items: r.Expr = c.raising_call("pairs_of", (_as_lists(c, source, inner, e),))
        have = inner.item
        if not (same_rust(have, e.ty.item) and same_rust(have, e.ty.value)):
            parts = [own(c, coerce(c, Val(r.Path(n), "own", have), u)) for n, u in zip(("k", "v"), pair.items)]
            closure = r.ClosureExpr(("(k, v)",), r.TupleExpr(tuple(parts)))
            items = r.MethodCall(r.MethodCall(items, "into_iter"), "map", (closure,))
        else:
            items = r.MethodCall(items, "into_iter")
        return Val(wrap(e.ty, r.MethodCall(items, "collect", (), f"{name}<_, _>")), "own", e.ty)
    return Val(
        wrap(e.ty, r.MethodCall(it.owned_iterator(c, source, pair), "collect", (), f"{name}<_, _>")), "own", e.ty
    )


def _as_lists(c: Context, source: ops.Expr, inner: ContT | VarTupleT, e: ops.Builtin) -> r.Expr:
    """What gives the pairs of a dict, each of which is a list or a tuple of any length."""
    if isinstance(inner, ContT) and not is_shared(inner):
        return it.owned_iterator(c, source, inner)
    listed = r.MethodCall(r.Path("pair"), "get" if isinstance(inner, ContT) else "to_vec")
    return r.MethodCall(it.iterate(c, source).e, "map", (r.ClosureExpr(("pair",), listed),))


@lowers("copy_dict")
def _copy_dict(c: Context, e: ops.Builtin) -> Val:
    source = e.args[0]
    v = lower(c, source)
    assert isinstance(source.ty, ContT)
    assert isinstance(e.ty, ContT)
    made: r.Expr = r.MethodCall(v.e, "get") if source.ty.cell.shared else r.MethodCall(v.e, "clone")
    have, want = source.ty.cell.params, e.ty.cell.params
    if not all(map(same_rust, have, want)):  # the copy goes on to hold more than what it was made of
        parts = [own(c, coerce(c, Val(r.Path(n), "own", t), u)) for n, t, u in zip(("k", "v"), have, want)]
        made = r.MethodCall(
            r.MethodCall(made, "into_items"), "map", (r.ClosureExpr(("(k, v)",), r.TupleExpr(tuple(parts))),)
        )
        name = {"dict": "Dict", "OrderedDict": "OrderedDict"}.get(e.ty.kind)
        if name is None:
            raise Refuse(
                "P0303", f"this copy of a `{source.ty.kind}` holds other values than what it is made of", e.pos
            )
        made = r.MethodCall(made, "collect", (), f"{name}<_, _>")
    elif source.ty.kind != e.ty.kind:
        name = {"dict": "Dict", "OrderedDict": "OrderedDict"}[e.ty.kind]
        made = r.MethodCall(r.MethodCall(made, "into_items"), "collect", (), f"{name}<_, _>")
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("fromkeys")
def _fromkeys(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    value = owned(c, e.args[1], e.ty.value)
    if not isinstance(value, (r.Lit, r.TupleExpr)):
        value = c.hoist(value, "default")
    source = it.owned_iterator(c, e.args[0], e.ty.item)
    held: r.Expr = value if is_copy(e.ty.value) else r.MethodCall(value, "clone")
    made = r.MethodCall(
        r.MethodCall(source, "map", (r.ClosureExpr(("k",), r.TupleExpr((r.Path("k"), held))),)),
        "collect",
        (),
        "OrderedDict<_, _>" if e.ty.kind == "OrderedDict" else "Dict<_, _>",
    )
    return Val(wrap(e.ty, made), "own", e.ty)
