"""Lowers displays, subscripts and slices."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import expressions as x
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.codegen.values import Val, borrow, coerce, deref, int_operand, own, tuple_parts
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BYTES,
    DYN,
    NONE,
    STR,
    ContT,
    IntT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    is_dynamic,
    option_of,
    tuple_item,
)  # fmt: skip
from portalis.irbuild.program import Refuse


def reelement(c: Context, value: r.Expr, natural: list[Type], to: ContT) -> r.Expr:
    """A new container whose elements are made what its alias class holds."""
    if all(map(same_rust, natural, to.cell.params)):
        return value
    if len(natural) == 1 and to.kind in ("list", "set", "deque"):
        body = own(c, coerce(c, Val(r.Path("x"), "own", natural[0]), to.item))
        name = {"list": "Vec", "set": "Set", "deque": "Deque"}[to.kind]
        mapped = r.MethodCall(r.MethodCall(value, "into_iter"), "map", (r.ClosureExpr(("x",), body),))
        return r.MethodCall(mapped, "collect", (), f"{name}<_>")
    if len(natural) == 2 and to.kind == "dict":
        key = own(c, coerce(c, Val(r.Path("k"), "own", natural[0]), to.item))
        item = own(c, coerce(c, Val(r.Path("v"), "own", natural[1]), to.value))
        mapped = r.MethodCall(
            r.MethodCall(value, "into_items"), "map", (r.ClosureExpr(("(k, v)",), r.TupleExpr((key, item))),)
        )
        return r.MethodCall(mapped, "collect", (), "Dict<_, _>")
    raise Refuse("P0303", f"the elements of this `{to.kind}` cannot be converted")


def _display(c: Context, e: ops.Display) -> Val:
    if e.kind == "tuple":
        return _tuple_display(c, e)
    assert isinstance(e.ty, ContT)
    item = e.ty.item
    if any(isinstance(i, ops.Star) for i in e.items):
        made = _starred_set(c, e.items, item) if e.kind == "set" else _starred(c, e.items, item)
        return Val(x.wrap(e.ty, made), "own", e.ty)
    if not e.items:
        return Val(new_container(c, e.ty), "own", e.ty)
    items = tuple(x.owned(c, i, item) for i in e.items)
    if e.kind == "set":
        # CPython folds a display of three constants and more into a frozenset that fills the set, which orders it
        folded = len(items) >= 3 and all(map(_is_constant, e.items))
        made = r.CallExpr(r.Path("Set::from_constants" if folded else "Set::from_iter"), (r.ArrayExpr(items),))
    else:
        made = r.MacroCall("vec", items, "[")
    return Val(x.wrap(e.ty, made), "own", e.ty)


def _is_constant(e: ops.Expr) -> bool:
    if (isinstance(e, ops.Display) and e.kind == "tuple") or isinstance(e, (ops.Unary, ops.Binary)):
        return all(map(_is_constant, e.children()))
    return isinstance(e, ops.Const)


def new_container(c: Context, ty: ContT) -> r.Expr:
    """An empty container."""
    if ty.kind == "Counter" and is_dynamic(ty.cell.params[1]):
        raise Refuse("P0303", "the counts of a `Counter` are translated only as numbers")
    name = rust_type(ty, c.names)
    if ty.cell.shared:
        name = name[len("Shared<") : -1]
    head, _, inner = name.partition("<")
    said = c.suffix or c.closure or NONE in ty.cell.params  # nothing that is put into it would tell what it holds
    made: r.Expr = r.CallExpr(r.Path(f"{head}::<{inner}::new" if said and inner else f"{head}::new"))
    return x.wrap(ty, made)


def _starred_set(c: Context, items: list[ops.Expr], item: Type) -> r.Expr:
    """A set with `*`: filled step by step as CPython does, since its table depends on that."""
    from portalis.codegen.iteration import owned_iterator

    made: r.Expr = r.CallExpr(r.Path("Set::new"))
    for i in items:
        if not isinstance(i, ops.Star):
            made = r.MethodCall(made, "and_union_with", (r.ArrayExpr((x.owned(c, i, item),)),))
            continue
        t = i.value.ty
        if isinstance(t, ContT) and t.kind in ("set", "frozenset", "dict") and same_rust(t.item, item):
            v = x.lower(c, i.value)
            plain = borrow(v) if not is_shared(t) else r.UnaryExpr("&", r.MethodCall(v.e, "get"))
            keys = r.MethodCall(v.e, "key_list")
            made = r.MethodCall(
                made, "and_union_listed" if t.kind == "dict" else "and_union", (keys if t.kind == "dict" else plain,)
            )
        else:
            made = r.MethodCall(made, "and_union_with", (owned_iterator(c, i.value, item),))
    return made


def _starred(c: Context, items: list[ops.Expr], item: Type) -> r.Expr:
    from portalis.codegen.iteration import owned_iterator

    name = c.temp("items")
    body: list[r.Stmt] = [r.LetStmt(f"mut {name}", "", r.CallExpr(r.Path("Vec::new")))]
    for i in items:
        if isinstance(i, ops.Star):
            body.append(r.ExprStmt(r.MethodCall(r.Path(name), "extend", (owned_iterator(c, i.value, item),))))
        else:
            body.append(r.ExprStmt(r.MethodCall(r.Path(name), "push", (x.owned(c, i, item),))))
    return r.Block(tuple(body), r.Path(name))


def _tuple_display(c: Context, e: ops.Display) -> Val:
    if isinstance(e.ty, TupleT):
        parts: list[r.Expr] = []
        for i in e.items:
            if isinstance(i, ops.Star):
                assert isinstance(i.ty, TupleT)
                parts += tuple_parts_of(c, i.value, i.ty)
            else:
                parts.append(x.owned(c, i, e.ty.items[len(parts)]))
        return Val(r.TupleExpr(tuple(parts)), "own", e.ty)
    assert isinstance(e.ty, VarTupleT)
    if any(isinstance(i, ops.Star) for i in e.items):
        made = _starred(c, e.items, e.ty.item)
    elif not e.items:
        return Val(r.CallExpr(r.Path(f"Tuple::<{rust_type(e.ty.item, c.names)}>::default")), "own", e.ty)
    else:
        made = r.MacroCall("vec", tuple(x.owned(c, i, e.ty.item) for i in e.items), "[")
    return Val(r.CallExpr(r.Path("Tuple::from"), (made,)), "own", e.ty)


def tuple_parts_of(c: Context, e: ops.Expr, ty: TupleT) -> list[r.Expr]:
    """The items of a tuple value, each owned."""
    v = x.lower(c, e)
    if v.form == "own" and not isinstance(v.e, r.TupleExpr):
        v = Val(c.hoist(v.e), "place", ty)
    if isinstance(v.e, r.TupleExpr):
        return list(v.e.items)
    return [own(c, Val(r.FieldExpr(v.e, str(i)), "place", t)) for i, t in enumerate(ty.items)]


def _dict_display(c: Context, e: ops.DictDisplay) -> Val:
    assert isinstance(e.ty, ContT)
    key, value = e.ty.cell.params
    if not e.pairs:
        return Val(new_container(c, e.ty), "own", e.ty)
    if any(k is None for k, _ in e.pairs):
        name = c.temp("items")
        body: list[r.Stmt] = [r.LetStmt(f"mut {name}", "", r.CallExpr(r.Path("Dict::new")))]
        for k, v in e.pairs:
            if k is None:
                other = x.lower(c, v)
                plain = r.UnaryExpr("&", r.MethodCall(other.e, "get")) if is_shared(v.ty) else borrow(other)
                if isinstance(v.ty, ContT) and not all(map(same_rust, v.ty.cell.params, (key, value))):
                    if v.ty.kind != "dict" or e.ty.kind != "dict":
                        raise Refuse("P0303", f"the entries of this `{v.ty.kind}` cannot be converted", e.pos)
                    whole = r.MethodCall(other.e, "get") if is_shared(v.ty) else own(c, other)
                    plain = r.UnaryExpr("&", reelement(c, whole, list(v.ty.cell.params), e.ty))
                body.append(r.ExprStmt(r.MethodCall(r.Path(name), "update", (plain,))))
            else:
                body.append(
                    r.ExprStmt(r.MethodCall(r.Path(name), "insert", (x.owned(c, k, key), x.owned(c, v, value))))
                )
        return Val(x.wrap(e.ty, r.Block(tuple(body), r.Path(name))), "own", e.ty)
    pairs = tuple(r.TupleExpr((x.owned(c, k, key), x.owned(c, v, value))) for k, v in e.pairs if k is not None)
    path = "OrderedDict::from_iter" if e.ty.kind == "OrderedDict" else "Dict::from_iter"
    return Val(x.wrap(e.ty, r.CallExpr(r.Path(path), (r.ArrayExpr(pairs),))), "own", e.ty)


def _index(c: Context, e: ops.Index) -> Val:
    t = e.obj.ty
    if isinstance(t, TupleT):
        return _tuple_index(c, e, t)
    (obj_, index_), lets = order.operands(c, [e.obj, e.index])
    if lets:
        settled = ops.Index(e.ty, obj_, index_)
        order.placed(settled, e)
        return Val(order.after(lets, own(c, _index(c, settled))), "own", e.ty)
    obj = x.typed(c, e.obj) if isinstance(e.obj, (ops.Display, ops.DictDisplay)) else x.looked_at(c, e.obj)
    if t.kind == "defaultdict" and isinstance(e.obj, ops.Index) and not is_shared(t):
        from portalis.codegen.statements import lower_place

        obj = Val(lower_place(c, e.obj), "place", t)  # reading it may add a key
    if is_dynamic(t):
        return Val(c.raising_method(obj.e, "at", (x.borrowed(c, e.index, DYN),)), "own", DYN)
    if isinstance(t, ContT) and len(t.cell.params) == 2:
        key = borrow(coerce(c, x.typed(c, e.index), t.item))
        form = "own" if t.cell.shared or t.kind in ("Counter",) else "ref"
        exclusive = form == "ref" and t.kind == "defaultdict"
        return Val(c.raising_method(obj.e, "get_item", (key,)), form, t.value, exclusive=exclusive)
    index = index_operand(c, e.index)
    form = "own" if t in (STR, BYTES) or isinstance(t, RangeT) or is_shared(t) else "ref"
    item: Type = e.ty
    if isinstance(t, (ContT, VarTupleT)):
        item = t.item
    return Val(c.raising_method(obj.e, "at", (index,)), form, item)


def index_operand(c: Context, e: ops.Expr) -> r.Expr:
    """An index for the runtime: an `i64`, or a borrowed `Int`."""
    v = x.lower(c, e)
    if v.ty is BOOL:
        return r.CallExpr(r.Path("i64::from"), (own(c, v),))
    return int_operand(v)


def _tuple_index(c: Context, e: ops.Index, t: TupleT) -> Val:
    if (
        isinstance(e.index, ops.Const)
        and isinstance(e.index.value, int)
        and -len(t.items) <= e.index.value < len(t.items)
    ):
        i = e.index.value % len(t.items)
        obj = x.lower(c, e.obj)
        form = "own" if obj.form == "own" else "place"
        return Val(r.FieldExpr(obj.e, str(i)), form, t.items[i])
    obj = x.lower(c, e.obj)
    item = tuple_item(t)
    parts = tuple(tuple_parts(c, obj, t, item))
    array = r.ArrayExpr(parts)
    part = c.raising_method(array, "tuple_at", (index_operand(c, e.index),))
    return Val(deref(part) if is_copy(item) else r.MethodCall(part, "clone"), "own", item)


def _slice(c: Context, e: ops.Slice) -> Val:
    t = e.obj.ty
    obj = x.lower(c, e.obj)
    if isinstance(t, TupleT):
        bounds = [p.value if isinstance(p, ops.Const) else None for p in (e.start, e.stop, e.step)]
        if isinstance(e.ty, TupleT) or all(p is None or isinstance(p, ops.Const) for p in (e.start, e.stop, e.step)):
            chosen = range(len(t.items))[slice(*bounds)]  # type: ignore[arg-type]
            if obj.form == "own":
                obj = Val(c.hoist(obj.e), "place", t)
            parts = [own(c, Val(r.FieldExpr(obj.e, str(i)), "place", t.items[i])) for i in chosen]
            if isinstance(e.ty, TupleT):
                return Val(r.TupleExpr(tuple(parts)), "own", e.ty)
            assert isinstance(e.ty, VarTupleT)
            items = [own(c, coerce(c, Val(p, "own", t.items[i]), e.ty.item)) for p, i in zip(parts, chosen)]
            made: r.Expr = r.MacroCall("vec", tuple(items), "[") if items else r.CallExpr(r.Path("Vec::new"))
            return Val(r.CallExpr(r.Path("Tuple::from"), (made,)), "own", e.ty)
        obj = coerce(c, obj, VarTupleT(tuple_item(t)))
    value = slice_call(c, obj.e, e)
    if isinstance(e.ty, ContT) and isinstance(t, ContT):
        value = reelement(c, value, [t.item], e.ty)
    if isinstance(e.ty, ContT) and e.ty.cell.shared:
        # A slice of a shared list is a plain `Vec` too.
        value = r.CallExpr(r.Path("Shared::new"), (value,))
    return Val(value, "own", e.ty)


def slice_call(c: Context, obj: r.Expr, e: ops.Slice) -> r.Expr:
    """The runtime call for a slice."""

    def bound(b: ops.Expr) -> r.Expr:
        inner = option_of(b.ty)
        if inner is not None:
            return r.CallExpr(r.Path("Some"), (own(c, x.lower(c, b)),))
        return index_operand(c, b)

    optional = any(b is not None and option_of(b.ty) is not None for b in (e.start, e.stop, e.step))
    if e.step is None and not optional:
        if e.start is None and e.stop is None:
            return r.MethodCall(obj, "slice_from", (r.Lit("0"),))
        if e.start is None:
            assert e.stop is not None
            return r.MethodCall(obj, "slice_to", (bound(e.stop),))
        if e.stop is None:
            return r.MethodCall(obj, "slice_from", (bound(e.start),))
        return r.MethodCall(obj, "slice_range", (bound(e.start), bound(e.stop)))
    if isinstance(e.step, ops.Const) and e.step.value == -1 and e.start is None and e.stop is None:
        return r.MethodCall(obj, "reversed")
    args: list[r.Expr] = []
    for b in (e.start, e.stop, e.step):
        if b is None:
            args.append(r.Path("None"))
        elif option_of(b.ty) is not None:
            args.append(
                r.MethodCall(
                    own(c, x.lower(c, b)), "map", (r.ClosureExpr(("i",), r.MethodCall(r.Path("i"), "to_index")),)
                )
            )
        else:
            v = x.lower(c, b)
            number = own(c, v) if isinstance(v.ty, IntT) and v.ty.machine else r.MethodCall(v.e, "to_index")
            args.append(r.CallExpr(r.Path("Some"), (number,)))
    if isinstance(e.step, ops.Const) and e.step.value:
        return r.MethodCall(obj, "slice", tuple(args))
    return c.raising_method(obj, "slice", tuple(args))
