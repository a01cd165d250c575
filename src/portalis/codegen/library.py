"""Lowers the library functions that rows cannot express."""

from __future__ import annotations

from portalis.analysis.effects import stepping_acts
from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, owned, truth, typed, wrap
from portalis.codegen.function_values import free_variables
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.codegen.values import Val, borrow, coerce, int_operand, own, suffix_literal, suffixed, text_literal
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    COMPLEX,
    DYN,
    NONE,
    RANDOM,
    STR,
    ContT,
    InstanceT,
    IntT,
    IterT,
    TupleT,
    Type,
    cells_of,
    is_num,
)
from portalis.irbuild.program import Refuse


@lowers("defaultdict")
def _defaultdict(c: Context, e: ops.Builtin) -> Val:
    default, name = e.extra
    assert isinstance(e.ty, ContT)
    with c.in_closure():
        body = owned(c, default, e.ty.value)
    path = (
        "DefaultDict::new"
        if e.ty.item not in (NONE, BOTTOM)
        else f"DefaultDict::<(), {rust_type(e.ty.value, c.names)}>::new"
    )
    factory: r.Expr = r.ClosureExpr((), body)
    if isinstance(body, r.CallExpr) and not body.args:
        factory = body.func
    kept = free_variables(default)
    if kept:  # the dict may outlive the function
        if any(v.sets > 1 or v.written_inside or v.set_in_loop or (v.mutated and not is_shared(v.ty)) for v in kept):
            raise Refuse("P0702", "this factory of a `defaultdict` uses a variable that changes", e.pos)
        lets = tuple(
            r.LetStmt(v.rust, "", own(c, lower(c, ops.Load(v.ty, v))))
            for v in kept
            if not is_copy(v.ty) or v.mode != "own"
        )
        factory = r.ClosureExpr((), body, moves=True)
        factory = r.Block(lets, factory) if lets else factory
    made: r.Expr = r.CallExpr(r.Path(path), (factory, r.Lit(f'"{name}"')))
    for source in e.args:
        made = r.MethodCall(made, "with", (_dict_of(c, source, e.ty),))
    return Val(wrap(e.ty, made), "own", e.ty)


def _dict_of(c: Context, items_of: ops.Expr, ty: ContT) -> r.Expr:
    """A dict of the items of a mapping, its keys and values as `ty` holds them."""
    pairs = it.owned_iterator(c, items_of, TupleT((ty.item, ty.value)))
    held = f"Dict<{rust_type(ty.item, c.names)}, {rust_type(ty.value, c.names)}>"
    return r.MethodCall(pairs, "collect", (), held)


@lowers("counter_of")
def _counter_of(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    made = r.CallExpr(r.Path("Counter::from_dict"), (_dict_of(c, e.args[0], e.ty),))
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("bounded_deque")
def _bounded_deque(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    limit = r.CallExpr(r.Path("Some"), (own(c, suffixed(lower(c, e.args[0]))),))
    source = it.owned_iterator(c, e.args[1], e.ty.item) if len(e.args) > 1 else r.ArrayExpr(())
    made = c.raising_call(f"Deque::<{rust_type(e.ty.item, c.names)}>::bounded", (source, limit))
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("fields")
def _fields(c: Context, e: ops.Builtin) -> Val:
    obj = e.args[0]
    cls = obj.ty.cls if isinstance(obj.ty, InstanceT) else None
    assert isinstance(cls, ClassInfo)
    if is_shared(obj.ty):
        raise Refuse("P0505", "the identity of a named tuple is asked, which is not translated", e.pos)
    cls.asked.add("fields")
    return Val(r.MethodCall(lower(c, obj).e, "fields"), "own", e.ty)


@lowers("hash")
def _hash(c: Context, e: ops.Builtin) -> Val:
    v = typed(c, e.args[0])
    if is_num(v.ty):
        raise Refuse("P0409", "the hash of a number that is an int or a float is not translated", e.pos)
    return Val(r.CallExpr(r.Path("hash_of"), (borrow(v),)), "own", e.ty)


@lowers("json_dumps")
def _json_dumps(c: Context, e: ops.Builtin) -> Val:
    value, indent, sort_keys, ascii_only = e.args
    given = typed(c, value)
    if isinstance(value.ty, ContT) and value.ty.cell.boxed:
        given = coerce(c, given, DYN)
    shown = borrow(given)
    if e.extra is not None:
        before, between, after_key = e.extra
        start = r.Path("None") if before is None else r.CallExpr(r.Path("Some"), (r.Lit(text_literal(before)),))
        separators = r.TupleExpr((r.Lit(text_literal(between)), r.Lit(text_literal(after_key))))
        flags = (truth(c, sort_keys), truth(c, ascii_only))
        return Val(c.raising_call("json_dumps_laid_out", (shown, start, separators, *flags)), "own", STR)
    none = r.Path("None::<i64>")
    width = none if indent.ty is NONE else r.CallExpr(r.Path("Some"), (it.machine(c, indent),))
    return Val(c.raising_call("json_dumps", (shown, width, truth(c, sort_keys), truth(c, ascii_only))), "own", STR)


@lowers("each")
def _each(c: Context, e: ops.Builtin) -> Val:
    return Val(r.Block(tuple(r.ExprStmt(lower(c, a).e) for a in e.args)), "own", NONE)


@lowers("argv")
def _argv(c: Context, e: ops.Builtin) -> Val:
    return Val(wrap(e.ty, r.CallExpr(r.Path("program_arguments"))), "own", e.ty)


@lowers("selections")
def _selections(c: Context, e: ops.Builtin) -> Val:
    return it.boxed(c, e)


@lowers(
    "stdin_lines", "product", "product_of", "product_repeat", "chain", "groupby", "zip_longest", "zip_longest_of", "repeat", "count", "heap_merge", "zip_strict",
    "takewhile", "dropwhile", "filterfalse", "accumulate", "islice",
)  # fmt: skip
def _kept(c: Context, e: ops.Builtin) -> Val:
    if e.name == "count" or (e.name == "repeat" and len(e.args) == 1):  # they never end, and own what they run over
        made = items(c, e)
        assert made is not None
        return Val(c.kept_iterator(made.e), "own", e.ty)
    return it.boxed(c, e)


def items(c: Context, e: ops.Builtin) -> it.Items | None:
    """What iterating one of these runs over."""
    assert isinstance(e.ty, IterT)
    own_leaf = it.Leaf("own", e.ty.item)
    match e.name:
        case "stdin_lines":
            return it.Items(r.CallExpr(r.Path(f"each_line{e.extra or ''}")), own_leaf)
        case "selections":
            name, size = e.extra
            source = it.owned_iterator(c, e.args[0])
            if size is not None:
                return it.Items(r.CallExpr(r.Path(f"{name}_{size}"), (source,)), own_leaf)
            if len(e.args) > 1:
                amount = int_operand(suffixed(lower(c, e.args[1])))
                return it.Items(r.CallExpr(r.Path(name), (source, amount)), own_leaf)
            return it.Items(r.CallExpr(r.Path(f"{name}_all"), (source,)), own_leaf)
        case "product":
            count = e.extra if isinstance(e.extra, int) else None
            sources = [it.owned_iterator(c, a) for a in e.args]
            if count is not None:
                return it.Items(r.CallExpr(r.Path(f"product_repeat_{count}"), (sources[0],)), own_leaf)
            return it.Items(r.CallExpr(r.Path(f"product_{len(sources)}"), tuple(sources)), own_leaf)
        case "product_of":
            return it.Items(r.CallExpr(r.Path("product_of"), (_pools(c, e.args[0], "pool"),)), own_leaf)
        case "zip_longest_of":
            pools, fill = e.args
            assert isinstance(pools.ty, ContT)
            assert isinstance(pools.ty.item, ContT)
            filled = owned(c, fill, pools.ty.item.item)
            return it.Items(r.CallExpr(r.Path("zip_longest_of"), (_pools(c, pools, "row"), filled)), own_leaf)
        case "product_repeat":
            return it.Items(
                r.CallExpr(
                    r.Path("product_repeat"),
                    (it.owned_iterator(c, e.args[0]), int_operand(suffixed(lower(c, e.args[1])))),
                ),
                own_leaf,
            )
        case "chain":
            expr = it.owned_iterator(c, e.args[0], e.ty.item)
            for a in e.args[1:]:
                expr = r.MethodCall(expr, "chain", (it.owned_iterator(c, a, e.ty.item),))
            return it.Items(expr, own_leaf)
        case "groupby":
            assert isinstance(e.ty.item, TupleT)
            key_ty, group = e.ty.item.items
            assert isinstance(group, ContT)
            if stepping_acts(e.args[0]):
                raise Refuse("P0802", "`groupby` finds the items of a group before Python would, and that shows", e.pos)
            source = it.owned_iterator(c, e.args[0], group.item)
            if isinstance(e.extra, ops.Lambda):
                key: r.Expr = it.closure(c, e.extra, [it.Leaf("ref", group.item)])
            else:
                key = r.ClosureExpr(("x",), own(c, Val(r.Path("x"), "ref", group.item)))
            if group.cell.shared:
                raise Refuse("P0501", "the groups of `groupby` are shared and changed", e.pos)
            return it.Items(
                r.CallExpr(r.Path("groupby"), (source, key)), [it.Leaf("own", key_ty), it.Leaf("own", group)]
            )
        case "zip_strict":
            if c.exit != "abort":
                raise Refuse("P0802", "the exception of `zip(strict=True)` cannot be handed to a `try` yet", e.pos)
            assert isinstance(e.ty.item, TupleT)
            sides = tuple(it.owned_iterator(c, a, t) for a, t in zip(e.args, e.ty.item.items))
            return it.Items(r.CallExpr(r.Path("zip_strict"), sides), own_leaf)
        case "takewhile" | "dropwhile" | "filterfalse":
            f = e.extra
            assert isinstance(f, ops.Lambda)
            if it.raises_inside(c, f.body):
                raise Refuse(
                    "P0802", f"an exception inside `{e.name}` cannot be handed to the `try` around it yet", e.pos
                )
            inner = it.iterate(c, e.args[0])
            test = f.body if e.name != "filterfalse" else ops.Not(BOOL, f.body)
            rust = {"takewhile": "take_while", "dropwhile": "skip_while", "filterfalse": "filter"}[e.name]
            return it.Items(
                r.MethodCall(inner.e, rust, (it.filter_closure(c, f.params[0], inner.shape, [test]),)), inner.shape
            )
        case "accumulate":
            return _accumulate(c, e, own_leaf)
        case "islice":
            iterable, begin, end, stride = e.args
            limit = end.value if isinstance(end, ops.Const) and begin.ty is NONE and stride.ty is NONE else None
            if isinstance(limit, int) and limit >= 0:
                taken = r.MethodCall(it.owned_iterator(c, iterable), "take", (r.Lit(str(limit)),))
                return it.Items(taken, own_leaf)
            return it.Items(
                c.raising_call("islice", (it.owned_iterator(c, e.args[0]), *(bound(c, a) for a in e.args[1:]))),
                own_leaf,
            )
        case "count":
            step = e.args[1] if len(e.args) > 1 else None
            first = owned(c, e.args[0], e.ty.item) if e.args else r.Lit("0")
            machine = isinstance(e.ty.item, IntT) and e.ty.item.machine
            if machine and step is None:
                return it.Items(r.RangeExpr(suffix_literal(first), None), own_leaf)
            by = owned(c, step, e.ty.item) if step is not None else r.CallExpr(r.Path("Int::from"), (r.Lit("1"),))
            return it.Items(r.CallExpr(r.Path("count_by"), (suffix_literal(first), suffix_literal(by))), own_leaf)
        case "zip_longest" if len(e.args) > 3:
            assert isinstance(e.ty.item, TupleT)
            kinds = e.ty.item.items
            rest = r.TupleExpr(tuple(owned(c, e.args[-1], k) for k in kinds))
            parts = tuple(it.owned_iterator(c, a, t) for a, t in zip(e.args, kinds))
            return it.Items(r.CallExpr(r.Path(f"zip_longest_{len(kinds)}"), (*parts, rest)), own_leaf)
        case "repeat" if len(e.args) == 1:
            value = suffix_literal(own(c, typed(c, e.args[0])))
            return it.Items(r.CallExpr(r.Path("std::iter::repeat"), (value,)), own_leaf)
        case "zip_longest":
            assert isinstance(e.ty.item, TupleT)
            left, right = e.ty.item.items
            fill = e.args[2]
            return it.Items(
                r.CallExpr(
                    r.Path("zip_longest"),
                    (
                        it.owned_iterator(c, e.args[0], left),
                        it.owned_iterator(c, e.args[1], right),
                        owned(c, fill, left),
                        owned(c, fill, right),
                    ),
                ),
                own_leaf,
            )
        case "repeat":
            return it.Items(
                r.CallExpr(
                    r.Path("repeat_item"), (own(c, typed(c, e.args[0])), int_operand(suffixed(lower(c, e.args[1]))))
                ),
                own_leaf,
            )
        case "heap_merge":
            from portalis.codegen.ordered import merged

            return it.Items(merged(c, e, e.ty.item), own_leaf)
        case "re_find":
            from portalis.codegen.patterns import found_in

            return it.Items(r.MethodCall(found_in(c, e).e, "into_iter"), own_leaf)
    return None


def _pools(c: Context, pools: ops.Expr, name: str) -> r.Expr:
    """Lists in a list, all of them plain."""
    assert isinstance(pools.ty, ContT)
    if isinstance(pools, ops.Comprehension) and not is_shared(pools.ty) and not is_shared(pools.ty.item):
        return owned(c, pools)
    rows = it.over(c, lower(c, pools))
    taken = r.MethodCall(r.Path(name), "get" if is_shared(pools.ty.item) else "to_vec")
    return r.MethodCall(r.MethodCall(rows.e, "map", (r.ClosureExpr((name,), taken),)), "collect", (), "Vec<_>")


def listed(c: Context, e: ops.Expr, item: Type) -> r.Expr:
    """The items of an iterable in a `Vec`."""
    if e.ty.kind == "list" and isinstance(e.ty, ContT) and not is_shared(e.ty) and same_rust(e.ty.item, item):
        return owned(c, e)
    return r.MethodCall(it.owned_iterator(c, e, item), "collect", (), "Vec<_>")


def bound(c: Context, e: ops.Expr) -> r.Expr:
    """An optional int as `Option<i64>`."""
    return r.Path("None") if e.ty is NONE else r.CallExpr(r.Path("Some"), (it.machine(c, e),))


def _accumulate(c: Context, e: ops.Builtin, leaf: it.Leaf) -> it.Items:
    assert isinstance(e.ty, IterT)
    state = e.ty.item
    f = e.extra
    if f is None:
        source = it.owned_iterator(c, e.args[0], state)
        adding = r.ClosureExpr(("total", "x"), r.BinaryExpr("+", r.Path("total"), r.Path("x")))
        if len(e.args) > 1:
            return it.Items(
                r.CallExpr(r.Path("accumulate_from"), (suffix_literal(owned(c, e.args[1], state)), source, adding)),
                leaf,
            )
        return it.Items(r.CallExpr(r.Path("accumulate_sum"), (source,)), leaf)
    assert isinstance(f, ops.Lambda)
    if it.raises_inside(c, f.body):
        raise Refuse("P0802", "an exception inside `accumulate` cannot be handed to the `try` around it yet", e.pos)
    items_ = it.iterate(c, e.args[0])
    item = it.shape_type(items_.shape)
    inner = it.own_iter(c, items_, item)
    shapes: list[it.Shape] = [it.Leaf("own", state), it.Leaf("own", item)]
    step = r.ClosureExpr(*it._closure_parts(c, f, shapes, lambda: owned(c, f.body, state)))
    if len(e.args) > 1:
        return it.Items(
            r.CallExpr(r.Path("accumulate_from"), (suffix_literal(owned(c, e.args[1], state)), inner, step)), leaf
        )
    with c.in_closure():
        body = own(c, coerce(c, Val(r.Path("x"), "own", item), state))
    first: r.Expr = r.ClosureExpr(("x",), body)
    if isinstance(body, r.CallExpr) and body.args == (r.Path("x"),):
        first = body.func
    return it.Items(r.CallExpr(r.Path("accumulate"), (inner, first, step)), leaf)


@lowers("reduce")
def _reduce(c: Context, e: ops.Builtin) -> Val:
    f = e.extra
    assert isinstance(f, ops.Lambda)
    if it.raises_inside(c, f.body):
        raise Refuse("P0802", "an exception inside `reduce` cannot be handed to the `try` around it yet", e.pos)
    source = it.iterate(c, e.args[0])
    params, body = it._closure_parts(c, f, [it.Leaf("own", e.ty), source.shape], lambda: owned(c, f.body, e.ty))
    if len(e.args) > 1:
        return Val(
            r.MethodCall(source.e, "fold", (owned(c, e.args[1], e.ty), r.ClosureExpr(params, body))), "own", e.ty
        )
    params, body = it._closure_parts(c, f, [it.Leaf("own", e.ty), it.Leaf("own", e.ty)], lambda: owned(c, f.body, e.ty))
    return Val(c.raising_call("reduce", (it.own_iter(c, source, e.ty), r.ClosureExpr(params, body))), "own", e.ty)


@lowers("deepcopy")
def _deepcopy(c: Context, e: ops.Builtin) -> Val:
    source = lower(c, e.args[0])
    seen = c.temp("seen")
    made = _deep(c, source, e.ty, seen, top=True)
    if any(n == r.Path(seen) for n in r.nodes(made)):
        start = r.LetStmt(f"mut {seen}", "", r.CallExpr(r.Path("SeenObjects::default")))
        made = r.Block((start,), made)
    return Val(made, "own", e.ty)


def _deep(c: Context, v: Val, to: Type, seen: str, top: bool = False) -> r.Expr:
    """A copy down to what cannot be changed, in the representation of `to`.

    Inner objects that are shared may be one: `seen` is the variable that holds those that have been copied.
    """
    have = v.ty
    shared = any(x.shared for x in (*cells_of(have), *cells_of(to)))
    if is_copy(have) or (not shared and same_rust(have, to)):
        return own(c, coerce(c, v, to))
    if isinstance(have, ContT) and isinstance(to, ContT):
        form = "own" if have.cell.shared else "ref"
        if have.cell.shared and not top and (to.cell.mutated or to.cell.forced):
            v = Val(r.MethodCall(r.Path(seen), "only", (borrow(v),)), "ref", have)
        if have.kind == "dict":
            parts = tuple(_deep(c, Val(r.Path(n), form, t), u, seen) for n, t, u in _paired(have, to))
            each = r.ClosureExpr(("(key, value)",), r.TupleExpr(parts))
            items_, kind = r.MethodCall(v.e, "items"), "Dict<_, _>"
        else:
            copied = _deep(c, Val(r.Path("x"), form, have.item), to.item, seen)
            if copied == r.MethodCall(r.Path("x"), "clone") and have.kind == "list" and not have.cell.shared:
                return wrap(to, r.MethodCall(v.e, "to_vec"))
            each = r.ClosureExpr(("x",), copied)
            items_, kind = r.MethodCall(v.e, "iter"), {"list": "Vec<_>", "set": "Set<_>"}[have.kind]
        return wrap(to, r.MethodCall(r.MethodCall(items_, "map", (each,)), "collect", (), kind))
    if isinstance(have, TupleT) and isinstance(to, TupleT) and isinstance(v.e, r.Path):
        fields = (Val(r.FieldExpr(v.e, str(i)), "place", t) for i, t in enumerate(have.items))
        return r.TupleExpr(tuple(_deep(c, f, u, seen) for f, u in zip(fields, to.items)))
    if not shared:
        return own(c, coerce(c, v, to))
    raise Refuse("P0402", f"`deepcopy` of a `{have}` is not translated yet")


def _paired(have: ContT, to: ContT) -> tuple[tuple[str, Type, Type], ...]:
    return ("key", have.item, to.item), ("value", have.value, to.value)


@lowers("random_new")
def _random(c: Context, e: ops.Builtin) -> Val:
    return Val(r.CallExpr(r.Path("Random::new"), (int_operand(typed(c, e.args[0])),)), "own", RANDOM)


@lowers("complex_method")
def _complex_method(c: Context, e: ops.Builtin) -> Val:
    v = coerce(c, lower(c, e.args[0]), COMPLEX)
    return Val(r.MethodCall(v.e, str(e.extra)), "own", e.ty)


__all__ = ["items", "rust_type"]
