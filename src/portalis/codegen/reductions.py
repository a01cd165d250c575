"""Lowers sorting, extremes, sums and quantifiers."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy, is_shared, root
from portalis.analysis.sorting import sorts_itself
from portalis.codegen import builtins as bi
from portalis.codegen import iteration as it
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import (
    lower,
    owned,
    truth,
    wrap,
)
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.codegen.truth import truth_of
from portalis.codegen.values import Val, coerce, own, suffixed
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    COMPLEX,
    DYN,
    FLOAT,
    NONE,
    ContT,
    IntT,
    TupleT,
    Type,
    int_type,
    needs_checks,
    option_of,
)  # fmt: skip
from portalis.irbuild.program import Refuse


def _key_name(c: Context, e: ops.Builtin, plain: str, keyed: str) -> tuple[str, r.Expr | None]:
    f = e.extra
    if not isinstance(f, ops.Lambda):
        return plain, None
    if it.raises_inside(c, f.body):
        raise Refuse("P0802", "an exception inside a key function cannot be handed to the `try` around it yet", e.pos)
    return keyed, None


def _keyed(c: Context, e: ops.Builtin, item: Type) -> r.Expr | None:
    """The items of the first operand, each after its key, where finding a key may raise what something around catches."""
    f = e.extra
    if not isinstance(f, ops.Lambda) or len(f.params) != 1 or not it.raises_inside(c, f.body):
        return None
    target = f.params[0]
    if not isinstance(target, ops.ToVar) or target.var.ty is not item:
        return None
    load = ops.Load(item, target.var)
    target.var.uses = target.var.uses or 1  # the key may not look at the item
    pair = ops.Display(TupleT((f.body.ty, item)), "tuple", [f.body, load])
    pair.pos = load.pos = e.pos
    return it.eager(c, [ops.Clause(target, e.args[0], [])], pair).e


@bi.lowers("sorted")
def _sorted(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    item = e.ty.item
    pairs = _keyed(c, e, item)
    if pairs is not None:
        reverse = _flag(c, e.args[1]) if len(e.args) > 1 else r.Lit("false")
        return Val(wrap(e.ty, _sorted_pairs(c, e, pairs, reverse)), "own", e.ty)
    source = it.owned_iterator(c, e.args[0], item)
    reverse = _flag(c, e.args[1]) if len(e.args) > 1 else r.Lit("false")
    f = e.extra
    if isinstance(f, ops.Lambda):
        _key_name(c, e, "", "")
        if root(e.args[0]) in order.changes(f.body):  # `sorted(d, key=lambda k: d[k])` of a defaultdict
            source = r.MethodCall(source, "collect", (), "Vec<_>")
        if len(f.params) == 2:
            made: r.Expr = r.CallExpr(r.Path("sorted_by_comparison"), (source, _comparison(c, f, item), reverse))
        else:
            body = it.closure(c, f, [it.Leaf("ref", item)])
            made = _ordering_call(c, "sorted_by", f.body.ty, (source, body, reverse))
    elif needs_checks(item):
        made = c.raising_call("sorted_checked", (source, reverse))
    else:
        made = r.CallExpr(r.Path("sorted"), (source, reverse))
    return Val(wrap(e.ty, made), "own", e.ty)


def _sorted_pairs(c: Context, e: ops.Builtin, pairs: r.Expr, reverse: r.Expr) -> r.Expr:
    assert isinstance(e.extra, ops.Lambda)
    return _ordering_call(c, "sorted_pairs", e.extra.body.ty, (pairs, reverse))


def _ordering_call(c: Context, name: str, compared: Type, args: tuple[r.Expr, ...]) -> r.Expr:
    """A call of the runtime that compares values of a type, with checks where that may raise."""
    if needs_checks(compared):
        return c.raising_call(f"{name}_checked", args)
    return c.raising_call(name, args) if name in _OF_NOTHING else r.CallExpr(r.Path(name), args)


_OF_NOTHING = frozenset({"min_by", "max_by", "min_pair", "max_pair"})
"""What raises a ValueError where there are no items."""


def _comparison(c: Context, f: ops.Lambda, item: Type) -> r.Expr:
    body = it.closure(c, f, [it.Leaf("ref", item), it.Leaf("ref", item)])
    t = f.body.ty
    test = Val(body.body, "own", t)
    if isinstance(t, IntT) and t.machine:
        value: r.Expr = r.MethodCall(test.e, "cmp", (r.UnaryExpr("&", r.Lit("0")),))
    elif isinstance(t, IntT):
        value = r.MethodCall(test.e, "cmp", (r.UnaryExpr("&", r.CallExpr(r.Path("Int::from"), (r.Lit("0"),))),))
    else:
        raise Refuse("P0306", "a comparison function has to give an int", f.pos)
    return r.ClosureExpr(body.params, value)


def _flag(c: Context, e: ops.Expr) -> r.Expr:
    return truth(c, e)


@bi.lowers("sort")
def _sort(c: Context, e: ops.Builtin) -> Val:
    obj = e.args[0]
    assert isinstance(obj.ty, ContT)
    item = obj.ty.item
    v = lower(c, obj)
    if isinstance(obj, (ops.Index, ops.Field)) and not is_shared(obj.ty):
        from portalis.codegen.statements import lower_place

        v = Val(lower_place(c, obj), "place", obj.ty)
    reverse = _flag(c, e.args[1]) if len(e.args) > 1 else r.Lit("false")
    f = e.extra
    pairs = _keyed(c, e, item)
    if pairs is not None and sorts_itself(e, root(e.args[0])):
        raise Refuse("P0501", "a key that may raise looks at the list that is being sorted", e.pos, "use `sorted`")
    if pairs is not None:
        name = c.temp("sorted")
        done = r.LetStmt(name, "", _sorted_pairs(c, e, pairs, reverse))
        cleared = r.ExprStmt(r.MethodCall(v.e, "clear"))
        filled = r.ExprStmt(r.MethodCall(v.e, "extend", (r.Path(name),)))
        return Val(r.Block((done, cleared, filled), r.TupleExpr(())), "own", NONE)
    if isinstance(f, ops.Lambda):
        _key_name(c, e, "", "")
        if len(f.params) == 2:
            return Val(r.MethodCall(v.e, "sort_by_comparison", (_comparison(c, f, item), reverse)), "own", NONE)
        given = (it.closure(c, f, [it.Leaf("ref", item)]), reverse)
        if needs_checks(f.body.ty):
            return Val(c.raising_method(v.e, "sort_by_checked", given), "own", NONE)
        return Val(r.MethodCall(v.e, "sort_by_key_fn", given), "own", NONE)
    if needs_checks(item):
        return Val(c.raising_method(v.e, "sort_checked", (reverse,)), "own", NONE)
    return Val(r.MethodCall(v.e, "sort_list", (reverse,)), "own", NONE)


@bi.lowers("min_of", "max_of")
def _extreme_of(c: Context, e: ops.Builtin) -> Val:
    source_item = e.ty
    f = e.extra
    base = e.name[:3]
    default = e.args[1] if len(e.args) > 1 else None
    pairs = _keyed(c, e, e.ty) if default is None else None
    if pairs is not None:
        assert isinstance(f, ops.Lambda)
        return Val(_ordering_call(c, f"{base}_pair", f.body.ty, (pairs,)), "own", e.ty)
    if default is None:
        source = it.owned_iterator(c, e.args[0])
        source_item = e.ty
        if isinstance(f, ops.Lambda):
            _key_name(c, e, "", "")
            item = f.params[0]
            assert isinstance(item, (ops.ToVar, ops.ToTuple))
            body = it.closure(c, f, [it.Leaf("ref", e.ty)])
            return Val(_ordering_call(c, f"{base}_by", f.body.ty, (source, body)), "own", e.ty)
        name = f"{base}_checked" if needs_checks(source_item) else f"{base}_of"
        return Val(c.raising_call(name, (source,)), "own", e.ty)
    return Val(_extreme_or(c, e, base, default), "own", e.ty)


def _extreme_or(c: Context, e: ops.Builtin, base: str, default: ops.Expr) -> r.Expr:
    """`min` or `max` with a default for no items, which may be of another type."""
    items = it.iterate(c, e.args[0])
    item = it.shape_type(items.shape)
    if item is BOTTOM:
        return owned(c, default, e.ty)
    source = it.own_iter(c, items, None)
    if isinstance(e.extra, ops.Lambda):
        key = it.closure(c, e.extra, [it.Leaf("ref", item)])
        found = _ordering_call(c, f"{base}_by_option", e.extra.body.ty, (source, key))
    else:
        found = _ordering_call(c, f"{base}_option", item, (source,))
    if same_rust(item, e.ty):
        return r.MethodCall(found, "unwrap_or", (owned(c, default, e.ty),))
    if default.ty is NONE and option_of(e.ty) is not None and same_rust(option_of(e.ty) or NONE, item):
        return found
    as_result = own(c, coerce(c, Val(r.Path("x"), "own", item), e.ty))
    return r.MethodCall(found, "map_or", (owned(c, default, e.ty), r.ClosureExpr(("x",), as_result)))


@bi.lowers("min", "max")
def _extreme(c: Context, e: ops.Builtin) -> Val:
    f = e.extra
    values = [owned(c, a, e.ty) for a in e.args]
    if isinstance(f, ops.Lambda):
        array = r.MethodCall(r.ArrayExpr(tuple(values)), "into_iter")
        return Val(
            _ordering_call(c, f"{e.name}_by", f.body.ty, (array, it.closure(c, f, [it.Leaf("ref", e.ty)]))), "own", e.ty
        )
    if isinstance(e.ty, IntT):
        first = lower(c, e.args[0])
        out: r.Expr = own(c, coerce(c, suffixed(first), e.ty))
        for v in values[1:]:
            out = r.MethodCall(out, e.name, (v,))
        return Val(out, "own", e.ty)
    if needs_checks(e.ty):
        return Val(
            c.raising_call(f"{e.name}_checked", (r.MethodCall(r.ArrayExpr(tuple(values)), "into_iter"),)), "own", e.ty
        )
    return Val(
        r.CallExpr(r.Path(f"{e.name}_of"), (r.MethodCall(r.ArrayExpr(tuple(values)), "into_iter"),)), "own", e.ty
    )


@bi.lowers("sum")
def _sum(c: Context, e: ops.Builtin) -> Val:
    start = e.args[1] if len(e.args) > 1 else None
    kind = e.extra
    if kind == "int":
        assert isinstance(e.ty, IntT)
        if e.ty.machine:
            source = it.owned_iterator(c, e.args[0], int_type(62))
            total: r.Expr = r.MethodCall(source, "sum", (), "i64")
            if start is not None:
                total = r.BinaryExpr("+", owned(c, start, e.ty), total)
            return Val(total, "own", e.ty)
        first = owned(c, start, e.ty) if start is not None else r.CallExpr(r.Path("Int::from"), (r.Lit("0"),))
        items = it.iterate(c, e.args[0])
        item = it.shape_type(items.shape)
        if isinstance(item, IntT) and item.machine:
            return Val(r.MethodCall(it.own_iter(c, items, item), "fold", (first, _add_closure())), "own", e.ty)
        if isinstance(item, IntT):
            return Val(
                r.MethodCall(
                    items.e,
                    "fold",
                    (first, r.ClosureExpr(("total", "x"), r.BinaryExpr("+", r.Path("total"), _element(items)))),
                ),
                "own",
                e.ty,
            )
        return Val(
            r.MethodCall(it.owned_iterator(c, e.args[0], int_type(62)), "fold", (first, _add_closure())), "own", e.ty
        )
    if kind == "float":
        assert start is not None
        return Val(
            r.MethodCall(it.owned_iterator(c, e.args[0], FLOAT), "fold", (owned(c, start, FLOAT), _add_closure())),
            "own",
            FLOAT,
        )
    if kind == "num":
        first = owned(c, start, e.ty) if start is not None else r.CallExpr(r.Path("Num::from"), (r.Lit("0_i64"),))
        items = it.iterate(c, e.args[0])
        if it.shape_type(items.shape) is FLOAT:
            return Val(r.MethodCall(it.own_iter(c, items, FLOAT), "fold", (first, _add_closure())), "own", e.ty)
        return Val(r.MethodCall(it.own_iter(c, items, e.ty), "fold", (first, _add_closure())), "own", e.ty)
    if kind == "complex":
        first = owned(c, start, COMPLEX) if start is not None else r.CallExpr(r.Path("Complex::from"), (r.Lit("0.0"),))
        return Val(
            r.MethodCall(it.owned_iterator(c, e.args[0], COMPLEX), "fold", (first, _add_closure())), "own", COMPLEX
        )
    if kind == "list":
        assert start is not None
        assert isinstance(e.ty, ContT)
        name = c.temp("total")
        inner = it.iterate(c, e.args[0])
        value = r.ClosureExpr(("x",), r.MethodCall(r.Path("x"), "to_vec"))
        del value
        body = r.ForStmt(
            "x",
            inner.e,
            r.Block(
                (
                    r.ExprStmt(
                        r.MethodCall(
                            r.Path(name),
                            "extend",
                            (
                                r.MethodCall(r.MethodCall(r.Path("x"), "iter"), "cloned")
                                if not _shared_item(inner)
                                else r.MethodCall(r.Path("x"), "iter"),
                            ),
                        )
                    ),
                )
            ),
        )
        begin = owned(c, start)
        plain = r.MethodCall(begin, "get") if is_shared(start.ty) else begin
        return Val(
            wrap(
                e.ty,
                r.Block(
                    (r.LetStmt(f"mut {name}", rust_type(e.ty, c.names) if not is_shared(e.ty) else "", plain), body),
                    r.Path(name),
                ),
            ),
            "own",
            e.ty,
        )
    if kind == "dynamic":
        first = owned(c, start, DYN) if start is not None else r.CallExpr(r.Path("Value::from"), (r.Lit("0_i64"),))
        return Val(c.raising_call("sum_values", (it.owned_iterator(c, e.args[0], DYN), first)), "own", DYN)
    raise Refuse("P0405", "this `sum` is not translated yet", e.pos)


def _shared_item(items: it.Items) -> bool:
    return is_shared(it.shape_type(items.shape))


def _element(items: it.Items) -> r.Expr:
    return r.Path("x")


def _add_closure() -> r.ClosureExpr:
    return r.ClosureExpr(("total", "x"), r.BinaryExpr("+", r.Path("total"), r.Path("x")))


@bi.lowers("any", "all")
def _any(c: Context, e: ops.Builtin) -> Val:
    arg = e.args[0]
    if isinstance(arg, ops.Comprehension) and arg.kind == "iterator":
        simple = len(arg.clauses) == 1 and not it.raises_inside(c, *it._parts(arg)) and not it._any_mutates(arg)
        if simple:
            clause = arg.clauses[0]
            items = it.iterate(c, clause.iterable)
            expr = items.e
            if clause.conditions:
                expr = r.MethodCall(
                    expr, "filter", (it.filter_closure(c, clause.target, items.shape, clause.conditions),)
                )
            f = ops.Lambda(arg.element.ty, [clause.target], arg.element)
            return Val(r.MethodCall(expr, e.name, (it.predicate(c, f, [items.shape]),)), "own", BOOL)
        return _any_loop(c, e, arg)
    if (
        isinstance(arg, ops.Builtin)
        and arg.name == "map"
        and isinstance(arg.extra, ops.Lambda)
        and len(arg.args) == 1
        and not it.raises_inside(c, arg.extra.body)
    ):
        items = it.iterate(c, arg.args[0])
        return Val(r.MethodCall(items.e, e.name, (it.predicate(c, arg.extra, [items.shape]),)), "own", BOOL)
    items = it.iterate(c, arg)
    shape = items.shape
    if not isinstance(shape, it.Leaf):
        test: r.Expr = r.Lit("true")
        return Val(r.MethodCall(items.e, e.name, (r.ClosureExpr(("_",), test),)), "own", BOOL)
    if isinstance(arg, (ops.Display, ops.DictDisplay)) and not arg.children():
        return Val(r.Lit("true" if e.name == "all" else "false"), "own", BOOL)
    pattern = "&x" if shape.form == "ref" and is_copy(shape.ty) else "x"
    form = "own" if shape.form == "own" or is_copy(shape.ty) else "ref"
    return Val(
        r.MethodCall(items.e, e.name, (r.ClosureExpr((pattern,), truth_of(c, Val(r.Path("x"), form, shape.ty))),)),
        "own",
        BOOL,
    )


def _any_loop(c: Context, e: ops.Builtin, arg: ops.Comprehension) -> Val:
    """`any` and `all` over a generator with effects: a loop that stops as soon as it knows."""
    name = c.temp("found" if e.name == "any" else "holds")
    label = f"'{name}"
    stop = e.name == "any"

    def body() -> list[r.Stmt]:
        test = truth(c, arg.element)
        hit = test if stop else truth(c, ops.Not(BOOL, arg.element))
        return [
            r.ExprStmt(
                r.IfExpr(hit, r.Block((r.ExprStmt(r.Jump("break", label, r.Lit("true" if stop else "false"))),)))
            )
        ]

    if c.closure:
        raise Refuse("P0905", "this generator needs statements of its own and stands inside a closure", e.pos)
    it.check_sources(arg.clauses, [arg.element], getattr(arg, "pos", None))
    stmts = it.loops(c, arg.clauses, body)
    return Val(r.Block(tuple(stmts), r.Lit("false" if stop else "true"), label), "own", BOOL)
