"""Lowers iteration: what a loop or a consumer runs over, and what each step binds."""

from __future__ import annotations

from dataclasses import dataclass

from portalis.analysis.kept_iterators import mutates as mutates
from portalis.analysis.ownership import is_copy
from portalis.codegen import rust_ast as r
from portalis.codegen.binding import _bind_reference, _bind_tuple, _bind_var, _changes, bind, materialise  # noqa: F401 - one surface for those that build on this module
from portalis.codegen.comprehensions import (
    _any_mutates as _any_mutates,
)
from portalis.codegen.comprehensions import (
    _parts as _parts,
)
from portalis.codegen.comprehensions import (
    boxed as boxed,
)
from portalis.codegen.comprehensions import (
    chain as chain,
)
from portalis.codegen.comprehensions import (
    check_sources as check_sources,
)
from portalis.codegen.comprehensions import (
    collect_block as collect_block,
)
from portalis.codegen.comprehensions import (
    comprehension as comprehension,
)
from portalis.codegen.comprehensions import (
    eager as eager,
)
from portalis.codegen.comprehensions import (
    element_type as element_type,
)
from portalis.codegen.comprehensions import (
    loops as loops,
)
from portalis.codegen.comprehensions import (
    raises_inside as raises_inside,
)
from portalis.codegen.comprehensions import (
    stray_lambda as stray_lambda,
)
from portalis.codegen.context import Context
from portalis.codegen.expressions import looked_at, lower, owned, truth, typed
from portalis.codegen.rust_types import param_type, rust_type, same_rust
from portalis.codegen.values import (
    Val,
    borrow,
    coerce,
    int_operand,
    own,
    place,
    suffix_literal,
    suffixed,
    to_float,
    tuple_parts,
)
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    FLOAT,
    NONE,
    STR,
    ContT,
    FuncT,
    IntT,
    IterT,
    NameT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    int_type,
    is_dynamic,
    is_family,
    option_of,
    tuple_item,
)
from portalis.irbuild.operators import as_int
from portalis.irbuild.program import Instance, Refuse


@dataclass(slots=True)
class Leaf:
    """One item: `own` by value, or `ref` by reference."""

    form: str
    ty: Type


Shape = Leaf | list["Shape"]


@dataclass(slots=True)
class Items:
    """A Rust iterator, and the shape of what it yields (nested lists are Rust tuples)."""

    e: r.Expr
    shape: Shape
    direct: r.Expr | None = None
    """How a `for` loop writes it, where that is shorter."""
    slice: r.Expr | None = None
    """The list or tuple that it borrows from, where it is no more than that."""


def shape_type(s: Shape) -> Type:
    """The Python type of an item."""
    return s.ty if isinstance(s, Leaf) else TupleT(tuple(map(shape_type, s)))


def made_empty(e: ops.Expr) -> bool:
    """Whether an expression makes a container with nothing in it."""
    if isinstance(e, ops.Display):
        return not e.items and e.ty.kind in ("list", "tuple")
    return (isinstance(e, ops.DictDisplay) and not e.pairs) or (
        isinstance(e, ops.Builtin) and e.name == "new" and isinstance(e.ty, ContT) and not e.args
    )


_NOTHING = r.CallExpr(r.Path("std::iter::empty::<()>"))


def iterate(c: Context, e: ops.Expr) -> Items:
    """What iterating an expression runs over."""
    if isinstance(e, (ops.Builtin, ops.Prim)):
        from portalis.codegen.one_at_a_time import check_adapter

        check_adapter(c, e)
    if e.settles and isinstance(e.ty, IterT):  # all items, or the exception
        e.settles = False
        try:
            whole = r.MethodCall(owned_iterator(c, e), "collect", (), "Vec<_>")
        finally:
            e.settles = True  # it may be lowered again, where another form is tried
        return Items(r.MethodCall(c.raising_call("settled", (whole,)), "into_iter"), Leaf("own", e.ty.item))
    if isinstance(e, ops.Builtin) and not e.settles:
        made = _builtin(c, e)
        if made is not None:
            return made
    if isinstance(e, ops.Comprehension) and e.kind == "iterator":
        return chain(c, e)
    if made_empty(e):
        return Items(_NOTHING, Leaf("own", BOTTOM))
    if (
        isinstance(e, ops.Display) and e.kind == "set"
    ):  # CPython iterates a display of constants as the frozenset it folds
        v = lower(c, e)
        if isinstance(v.e, r.CallExpr) and v.e.func == r.Path("Set::from_constants"):
            v = Val(r.CallExpr(r.Path("Set::folded"), v.e.args), "own", v.ty)
        return over(c, v)
    v = looked_at(c, e)
    if isinstance(e, ops.Load) and e.var.mode == "mut":  # Rust would take the items of a `&mut` for `&mut` ones
        v = Val(v.e, v.form, v.ty, exclusive=True)
    return over(c, v)


def over(c: Context, v: Val) -> Items:
    """What iterating a value runs over."""
    t = v.ty
    if isinstance(t, IterT):
        if v.form == "own" or v.movable:
            return Items(v.e, Leaf("own", t.item))
        return Items(r.MethodCall(v.e, "clone" if c.program.handles else "by_ref"), Leaf("own", t.item))
    if isinstance(t, ContT):
        if t.cell.shared:
            return Items(r.MethodCall(v.e, "iter"), Leaf("own", t.item))
        method = "keys" if len(t.cell.params) == 2 else "iter"
        if v.form == "own":
            if method == "iter":
                return Items(r.MethodCall(v.e, "into_iter"), Leaf("own", t.item), v.e)
            return Items(r.MethodCall(v.e, "into_keys"), Leaf("own", t.item))
        direct = (v.e if v.form == "ref" else r.UnaryExpr("&", v.e)) if t.kind == "list" and not v.exclusive else None
        return Items(r.MethodCall(v.e, method), Leaf("ref", t.item), direct, v.e if t.kind == "list" else None)
    if isinstance(t, ViewT):
        m = t.mapping
        method = t.kind.removeprefix("dict_")
        form = "own" if m.cell.shared or v.form == "own" else "ref"
        name = method if form == "ref" or m.cell.shared else "into_items" if method == "items" else f"into_{method}"
        shape: Shape = (
            [Leaf(form, m.item), Leaf(form, m.value)]
            if method == "items"
            else Leaf(form, m.item if method == "keys" else m.value)
        )
        return Items(r.MethodCall(v.e, name), shape)
    if isinstance(t, TupleT):
        item = tuple_item(t)
        array = r.ArrayExpr(tuple(tuple_parts(c, v, t, item)))
        return Items(r.MethodCall(array, "into_iter"), Leaf("own", item), array)
    if isinstance(t, VarTupleT):
        if v.form == "own":
            return Items(r.MethodCall(r.MethodCall(v.e, "to_vec"), "into_iter"), Leaf("own", t.item))
        return Items(r.MethodCall(v.e, "iter"), Leaf("ref", t.item), None, v.e)
    if t is STR:
        return Items(r.MethodCall(v.e, "chars_iter"), Leaf("own", STR))
    if isinstance(t, RangeT):
        e = v.e if v.form == "own" else r.MethodCall(v.e, "clone")
        return Items(e, Leaf("own", t.item))
    if is_dynamic(t):
        return Items(c.raising_method(v.e, "iter"), Leaf("own", t))
    if t.kind == "bytes":
        return Items(r.MethodCall(v.e, "byte_values"), Leaf("own", int_type(8, True)))
    raise Refuse("P0306", f"`{t}` cannot be iterated")


def _builtin(c: Context, e: ops.Builtin) -> Items | None:
    match e.name:
        case "range":
            return _range(c, e)
        case "enumerate":
            inner = iterate(c, e.args[0])
            item = e.ty.item if isinstance(e.ty, IterT) else e.ty
            assert isinstance(item, TupleT)
            if len(e.args) > 1:
                start = own(c, coerce(c, suffixed(lower(c, e.args[1])), item.items[0]))
                if not (isinstance(item.items[0], IntT) and item.items[0].machine):
                    return Items(
                        r.CallExpr(r.Path("enumerate_from"), (start, inner.e)),
                        [Leaf("own", item.items[0]), inner.shape],
                    )
            else:
                start = r.Lit("0_i64")
                if not (isinstance(item.items[0], IntT) and item.items[0].machine):
                    return Items(
                        r.CallExpr(r.Path("enumerate_from"), (r.CallExpr(r.Path("Int::from"), (r.Lit("0"),)), inner.e)),
                        [Leaf("own", item.items[0]), inner.shape],
                    )
            source = inner.direct if inner.direct is not None else inner.e
            return Items(
                r.MethodCall(r.RangeExpr(start, None), "zip", (source,)), [Leaf("own", item.items[0]), inner.shape]
            )
        case "zip":
            first = iterate(c, e.args[0])
            parts = [iterate(c, a) for a in e.args[1:]]
            expr, shapes = first.e, [first.shape]
            if not parts:
                return Items(
                    r.MethodCall(expr, "map", (r.ClosureExpr(("x",), r.TupleExpr((r.Path("x"),))),)), [first.shape]
                )
            shape: Shape = first.shape
            for p in parts:
                expr = r.MethodCall(expr, "zip", (p.direct if p.direct is not None else p.e,))
                shape = [shape, p.shape]
                shapes.append(p.shape)
            if len(parts) == 1:
                return Items(expr, shape)
            names = [f"x{i}" for i in range(len(shapes))]
            pattern = names[0]
            for n in names[1:]:
                pattern = f"({pattern}, {n})"
            flat = r.TupleExpr(tuple(r.Path(n) for n in names))
            return Items(r.MethodCall(expr, "map", (r.ClosureExpr((pattern,), flat),)), shapes)
        case "zip_star":
            v = lower(c, e.args[0])
            rows = over(c, v)
            assert isinstance(rows.shape, Leaf)
            if isinstance(rows.shape.ty, IterT):
                assert isinstance(e.ty, IterT)
                return Items(
                    r.CallExpr(r.Path("zip_handles"), (collect_list(c, rows, rows.shape.ty),)), Leaf("own", e.ty.item)
                )
            inner_items = over(c, Val(r.Path("row"), "place", rows.shape.ty))
            assert isinstance(inner_items.shape, Leaf)
            assert isinstance(e.ty, IterT)
            collected = collect_list(c, inner_items, inner_items.shape.ty)
            made = r.MethodCall(
                r.MethodCall(rows.e, "map", (r.ClosureExpr(("row",), collected),)), "collect", (), "Vec<_>"
            )
            return Items(r.CallExpr(r.Path("zip_rows"), (made,)), Leaf("own", e.ty.item))
        case "reversed":
            sequence = e.args[0]
            if isinstance(sequence, ops.Builtin) and sequence.name == "range":
                inner = _range(c, sequence, backwards=True)
                return Items(r.MethodCall(inner.e, "rev"), inner.shape)
            if (isinstance(sequence, ops.Builtin) and sequence.name == "view") or (
                isinstance(sequence.ty, ContT) and len(sequence.ty.cell.params) == 2
            ):
                inner = iterate(c, sequence)
                collected = r.MethodCall(inner.e, "collect", (), "Vec<_>")
                return Items(r.MethodCall(r.MethodCall(collected, "into_iter"), "rev"), inner.shape)
            if isinstance(sequence.ty, ContT) and sequence.ty.cell.shared:
                held = lower(c, sequence)
                return Items(r.MethodCall(held.e, "iter_reversed"), Leaf("own", sequence.ty.item))
            inner = iterate(c, sequence)
            return Items(r.MethodCall(inner.e, "rev"), inner.shape)
        case "iter":
            return iterate(c, e.args[0])
        case "map":
            return _map(c, e)
        case "filter":
            return _filter(c, e)
    if isinstance(e.ty, IterT):
        from portalis.codegen.library import items

        return items(c, e)
    return None


def _range(c: Context, e: ops.Builtin, backwards: bool = False) -> Items:
    assert isinstance(e.ty, RangeT)
    start, stop, step = e.args
    item = e.ty.item
    if not item.machine:
        values = [int_operand(coerce(c, typed(c, a), int_type(1 << 20))) for a in e.args]
        return Items(c.raising_call("range_int", tuple(values)), Leaf("own", item))
    a = machine(c, start)
    z = machine(c, stop)
    if isinstance(step, ops.Const) and isinstance(step.value, int) and step.value:
        n = step.value
        if isinstance(a, r.Lit) and (isinstance(z, r.Lit) or c.suffix):
            a = suffix_literal(a)
        if n == 1:
            return Items(r.RangeExpr(a, z), Leaf("own", item))
        if n > 1 and not backwards:  # Rust cannot step through 64 bits from behind
            return Items(r.MethodCall(r.RangeExpr(a, z), "step_by", (r.Lit(str(n)),)), Leaf("own", item))
        if n == -1:
            low = _plus_one(z)
            return Items(r.MethodCall(r.RangeExpr(low, a, True), "rev"), Leaf("own", item))
        return Items(r.CallExpr(r.Path("range"), (a, z, r.Lit(str(n)))), Leaf("own", item))
    return Items(c.raising_call("range", (a, z, machine(c, step))), Leaf("own", item))


def _plus_one(e: r.Expr) -> r.Expr:
    if isinstance(e, r.Lit) and e.text.lstrip("-").isdigit():
        return r.Lit(str(int(e.text) + 1))
    return r.BinaryExpr("+", e, r.Lit("1"))


def machine(c: Context, e: ops.Expr) -> r.Expr:
    """An int as `i64`; beyond its range it saturates, as the bound of a range may."""
    v = lower(c, e)
    if isinstance(v.ty, IntT) and not v.ty.machine:
        return r.MethodCall(v.e, "to_index")
    return own(c, coerce(c, v, int_type(62)))


# -- binding


# -- closures


def closure(c: Context, f: ops.Lambda, shapes: list[Shape]) -> r.ClosureExpr:
    """A callback whose parameters receive items of these shapes."""
    return r.ClosureExpr(*_closure_parts(c, f, shapes, lambda: owned(c, f.body)), plain=_takes_whole(c, f.body))


def _takes_whole(c: Context, body: ops.Expr) -> bool:
    """Whether a body calls a function whose one parameter Rust does not adapt: it would a `&Vec<T>` to a `&[T]`."""
    if isinstance(body, ops.CallValue) and isinstance(body.func, ops.Load) and isinstance(body.func.ty, FuncT):
        return len(body.args) == 1 and not body.func.ty.cell.holds
    target = body.target if isinstance(body, ops.Call) else body.init if isinstance(body, ops.New) else None
    if not isinstance(target, Instance) or target.captures:
        return False
    params = target.params[1:] if isinstance(body, ops.New) else target.params
    params = [p for p in params if not isinstance(p.ty, NameT)]
    return len(params) == 1 and not param_type(params[0].ty, params[0].mode, c.names).startswith(("&[", "&mut"))


def predicate(c: Context, f: ops.Lambda, shapes: list[Shape]) -> r.ClosureExpr:
    """A callback of which only the truth is asked."""
    return r.ClosureExpr(*_closure_parts(c, f, shapes, lambda: truth(c, f.body)), plain=_takes_whole(c, f.body))


def _closure_parts(c: Context, f: ops.Lambda, shapes: list[Shape], body: object) -> tuple[tuple[str, ...], r.Expr]:
    patterns: list[str] = []
    prelude: list[r.Stmt] = []
    with c.in_closure(hoists=True), c.needing(mentioned(f.body)):
        for t, s in zip(f.params, shapes):
            p, more = bind(c, t, s, True)
            patterns.append(p)
            prelude += more
        c.needed = None
        built: r.Expr = body()  # type: ignore[operator]
        hoisted = c.take_pending()
    stmts = [*prelude, *hoisted]
    return tuple(patterns), r.Block(tuple(stmts), built) if stmts else built


def mentioned(*exprs: ops.Expr) -> set[ops.Var]:
    """The variables that expressions read."""
    from portalis.analysis.liveness import sub_expressions

    found: set[ops.Var] = set()
    stack = list(exprs)
    while stack:
        e = stack.pop()
        if isinstance(e, ops.Load):
            found.add(e.var)
        elif isinstance(e, ops.Call):
            found.update(getattr(e.target, "captures", []))
        stack += sub_expressions(e)
    return found


def _map(c: Context, e: ops.Builtin) -> Items:
    f = e.extra
    assert isinstance(f, ops.Lambda)
    if not raises_inside(c, f.body):
        first = iterate(c, e.args[0])
        if len(e.args) == 1:
            body = closure(c, f, [first.shape])
            return Items(r.MethodCall(first.e, "map", (body,)), Leaf("own", f.body.ty))
        expr, shapes = first.e, [first.shape]
        for a in e.args[1:]:
            inner = iterate(c, a)
            expr = r.MethodCall(expr, "zip", (inner.e,))
            shapes.append(inner.shape)
        with_params = closure(c, f, shapes)
        pattern = with_params.params[0]
        for p in with_params.params[1:]:
            pattern = f"({pattern}, {p})"
        made = r.ClosureExpr((pattern,), with_params.body, plain=_takes_whole(c, f.body))
        return Items(r.MethodCall(expr, "map", (made,)), Leaf("own", f.body.ty))
    clause = ops.Clause(
        f.params[0] if len(f.params) == 1 else ops.ToTuple(list(f.params), -1),
        e.args[0] if len(e.args) == 1 else ops.Builtin(IterT(TupleT(tuple(a.ty for a in e.args))), "zip", e.args),
        [],
    )
    return eager(c, [clause], f.body)


def _filter(c: Context, e: ops.Builtin) -> Items:
    f = e.extra
    if isinstance(f, ops.Lambda) and raises_inside(c, f.body):
        assert isinstance(f.params[0], ops.ToVar)
        load = ops.Load(f.params[0].var.ty, f.params[0].var)
        return eager(c, [ops.Clause(f.params[0], e.args[0], [f.body])], load)
    inner = iterate(c, e.args[0])
    if f is None:
        var = ops.Var("x")
        var.ty = shape_type(inner.shape)
        var.uses = 1
        load = ops.Load(var.ty, var)
        f = ops.Lambda(load.ty, [ops.ToVar(var)], load)
    assert isinstance(f, ops.Lambda)
    return Items(r.MethodCall(inner.e, "filter", (filter_closure(c, f.params[0], inner.shape, [f.body]),)), inner.shape)


def filter_closure(c: Context, target: ops.Target, shape: Shape, conditions: list[ops.Expr]) -> r.ClosureExpr:
    """The closure of `filter`, which sees each item by reference."""
    if isinstance(shape, list) and isinstance(target, ops.ToVar):
        with c.in_closure(hoists=True):
            target.var.rust = c.unique(target.var.name)
            target.var.mode = "own"
            v = materialise(c, "item", shape)
            parts = [
                own(c, Val(r.FieldExpr(r.Path("item"), str(i)), "place", shape_type(s)))
                if not (isinstance(s, Leaf) and s.form == "ref")
                else own(c, Val(r.FieldExpr(r.Path("item"), str(i)), "ref", shape_type(s)))
                for i, s in enumerate(shape)
            ]
            del v
            test = _conjunction(c, conditions)
            hoisted = c.take_pending()
        let = r.LetStmt(target.var.rust, "", r.TupleExpr(tuple(parts)))
        return r.ClosureExpr(("item",), r.Block((let, *hoisted), test))
    with c.in_closure(hoists=True), c.needing(mentioned(*conditions)):
        pattern, prelude = bind(c, target, _seen(shape), True)
        c.needed = None
        test = _conjunction(c, conditions)
        hoisted = c.take_pending()
    if not _already_reference(shape):
        pattern = _through(pattern, shape)
    stmts = [*prelude, *hoisted]
    plain = isinstance(shape, Leaf) and shape.form == "own" and len(conditions) == 1 and _takes_whole(c, conditions[0])
    return r.ClosureExpr((pattern,), r.Block(tuple(stmts), test) if stmts else test, plain=plain)


def _conjunction(c: Context, conditions: list[ops.Expr]) -> r.Expr:
    out: r.Expr | None = None
    for e in conditions:
        before = c.take_pending()
        part = truth(c, e)
        if out is not None and c.pending:  # only once those before it hold
            part = r.Block(tuple(c.take_pending()), part)
        c.pending = [*before, *c.pending]
        out = part if out is None else r.BinaryExpr("&&", out, part)
    return out if out is not None else r.Lit("true")


def _seen(shape: Shape) -> Shape:
    """The shape of an item seen by reference, as the pattern of `_through` binds it."""
    if isinstance(shape, list):
        return [_seen(s) for s in shape]
    if shape.form == "own" and not is_copy(shape.ty):
        return Leaf("ref", shape.ty)
    return shape


def _already_reference(shape: Shape) -> bool:
    return isinstance(shape, Leaf) and shape.form == "own" and not is_copy(shape.ty)


def _through(pattern: str, shape: Shape) -> str:
    """A pattern for an item, made to match a reference to it."""
    if pattern == "_":
        return pattern
    if isinstance(shape, list) and any(isinstance(s, Leaf) and s.form == "own" and not is_copy(s.ty) for s in shape):
        parts = pattern[1:-1].split(", ")
        if len(parts) == len(shape):
            fixed = [
                f"ref {p}" if isinstance(s, Leaf) and s.form == "own" and not is_copy(s.ty) and p != "_" else p
                for p, s in zip(parts, shape)
            ]
            return f"&({', '.join(fixed)})"
        raise Refuse("P0905", "this filter over nested tuples is not translated yet")
    return f"&{pattern}"


# -- comprehensions


def own_iter(c: Context, items: Items, to: Type | None) -> r.Expr:
    """An iterator of owned items of a type."""
    shape = items.shape
    nothing = isinstance(shape, Leaf) and shape.ty in (BOTTOM, NONE) and to is not None and not same_rust(shape.ty, to)
    none_fits = to is not None and (option_of(to) is not None or is_dynamic(to))
    if nothing and (shape_type(shape) is BOTTOM or not none_fits):  # there are no items
        if items.e == _NOTHING and to is not None:
            return r.CallExpr(r.Path(f"std::iter::empty::<{rust_type(to, c.names)}>"))
        none = r.Path(f"None::<{rust_type(to, c.names)}>" if to is not None else "None")
        return r.MethodCall(items.e, "flat_map", (r.ClosureExpr(("_",), none),))
    if isinstance(shape, Leaf) and (to is None or same_rust(shape.ty, to)):
        if shape.form == "own":
            return items.e
        if isinstance(shape.ty, ContT) and shape.ty.kind == "list" and not shape.ty.cell.shared:
            return r.MethodCall(items.e, "cloned")
        return r.MethodCall(items.e, "copied" if is_copy(shape.ty) else "cloned")
    if (
        isinstance(shape, list)
        and all(isinstance(s, Leaf) and s.form == "own" for s in shape)
        and (to is None or same_rust(shape_type(shape), to))
    ):
        return items.e
    with c.in_closure():
        pattern, values = _tuple_value(c, shape, [0])
        if isinstance(shape, Leaf):
            v = Val(values, "ref" if shape.form == "ref" else "own", shape.ty)
        else:
            v = Val(values, "own", shape_type(shape))
        body = own(c, coerce(c, v, to) if to is not None else v)
    plain = isinstance(shape, Leaf) and shape.form == "own" and to is not None and is_family(to)
    return r.MethodCall(items.e, "map", (r.ClosureExpr((pattern,), body, plain=plain),))


def _tuple_value(c: Context, shape: Shape, counter: list[int]) -> tuple[str, r.Expr]:
    """A pattern that names every leaf of a shape, and the owned value built from them."""
    if isinstance(shape, Leaf):
        name = "x" if counter[0] == 0 else f"x{counter[0]}"
        counter[0] += 1
        return name, r.Path(name)
    patterns, values = [], []
    for s in shape:
        p, v = _tuple_value(c, s, counter)
        patterns.append(p)
        values.append(own(c, Val(v, s.form, s.ty)) if isinstance(s, Leaf) else v)
    return f"({', '.join(patterns)}{',' if len(patterns) == 1 else ''})", r.TupleExpr(tuple(values))


def collect_list(c: Context, items: Items, to: Type) -> r.Expr:
    """A new list of the items."""
    if items.slice is not None and isinstance(items.shape, Leaf) and same_rust(items.shape.ty, to):
        return r.MethodCall(items.slice, "to_vec")
    return r.MethodCall(own_iter(c, items, to), "collect", (), "Vec<_>")


def owned_iterator(c: Context, e: ops.Expr, to: Type | None = None) -> r.Expr:
    """An iterator of owned items over an expression, each of type `to` where given."""
    if made_empty(e) and to is not None:
        return r.CallExpr(r.Path(f"std::iter::empty::<{rust_type(to, c.names)}>"))
    items = iterate(c, e)
    made = own_iter(c, items, to)
    if isinstance(made, r.Block):
        return r.MethodCall(made, "into_iter")
    return made


__all__ = ["FLOAT", "Items", "Leaf", "as_int", "bind", "borrow", "comprehension", "iterate", "place", "to_float"]
