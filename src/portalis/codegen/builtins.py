"""Lowers the builtins that rows cannot express."""

from __future__ import annotations

from collections.abc import Callable

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import borrowed, guarded, lower, narrow, new_container, owned, text_literal, truth, truth_of, typed, unwrap, wrap
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.codegen.values import Val, borrow, coerce, int_operand, own, place, suffixed, to_float
from portalis.ir import ops
from portalis.ir.types import (
    BIG, BOOL, COMPLEX, DYN, EXCEPTION, FLOAT, NONE, STR, ContT, IntT, IterT, RangeT, TupleT, Type, VarTupleT, int_type, is_dynamic, is_num, option_of,
)  # fmt: skip
from portalis.irbuild.program import Refuse

Handler = Callable[[Context, ops.Builtin], Val]
_HANDLERS: dict[str, Handler] = {}


def lowers(*names: str) -> Callable[[Handler], Handler]:
    """Registers a lowering."""

    def register(f: Handler) -> Handler:
        for n in names:
            _HANDLERS[n] = f
        return f

    return register


def builtin(c: Context, e: ops.Builtin) -> Val:
    """Lowers a builtin."""
    handler = _HANDLERS.get(e.name)
    if handler is None:
        raise Refuse("P0401", f"`{e.name}` is not translated here", e.pos)
    return handler(c, e)


@lowers("pending")
def _pending(c: Context, e: ops.Builtin) -> Val:
    raise Refuse("P0301", "the type of this cannot be inferred", e.pos, "annotate the parameters of the function, or call it")


@lowers("print")
def _print(c: Context, e: ops.Builtin) -> Val:
    sep, end, error = e.extra  # type: ignore[misc]
    starred = any(isinstance(a, ops.Star) for a in e.args)
    if starred:
        name = c.temp("parts")
        body: list[r.Stmt] = [r.LetStmt(f"mut {name}", "Vec<Str>", r.CallExpr(r.Path("Vec::new")))]
        for a in e.args:
            if isinstance(a, ops.Star):
                items = it.iterate(c, a.value)
                pattern, value = it._tuple_value(c, items.shape, [0])
                v = Val(value, "ref" if isinstance(items.shape, it.Leaf) and items.shape.form == "ref" else "own", it.shape_type(items.shape))
                mapped = r.MethodCall(items.e, "map", (r.ClosureExpr((pattern,), r.CallExpr(r.Path("to_str"), (borrow(v),))),))
                body.append(r.ExprStmt(r.MethodCall(r.Path(name), "extend", (mapped,))))
            else:
                body.append(r.ExprStmt(r.MethodCall(r.Path(name), "push", (r.CallExpr(r.Path("to_str"), (borrow(typed(c, a)),)),))))
        glue = r.Lit('" "') if sep is None or sep.ty is NONE else borrow(lower(c, sep))
        joined = r.CallExpr(r.Path("join"), (glue, r.Path(name)))
        array: r.Expr = r.UnaryExpr("&", r.ArrayExpr((r.UnaryExpr("&", joined),)))
        call = r.CallExpr(r.Path("print"), (array,))
        if end is not None and end.ty is not NONE or error:
            tail = r.Lit('"\\n"') if end is None or end.ty is NONE else borrow(lower(c, end))
            call = r.CallExpr(r.Path("print_err_with" if error else "print_with"), (array, r.Lit('""'), tail))
        return Val(r.Block((*body, r.ExprStmt(call))), "own", NONE)
    args = [_shown(typed(c, a)) for a in e.args]
    array = r.UnaryExpr("&", r.ArrayExpr(tuple(args)))
    plain_sep = sep is None or sep.ty is NONE
    plain_end = end is None or end.ty is NONE
    if plain_sep and plain_end and not error:
        return Val(r.CallExpr(r.Path("print"), (array,)), "own", NONE)

    def piece(x: ops.Expr | None, default: str) -> r.Expr:
        if x is None or x.ty is NONE:
            return r.Lit(default)
        return r.Lit(text_literal(str(x.value))) if isinstance(x, ops.Const) else borrow(lower(c, x))

    name = "print_err_with" if error else "print_with"
    return Val(r.CallExpr(r.Path(name), (array, piece(sep, '" "'), piece(end, '"\\n"'))), "own", NONE)


def _shown(v: Val) -> r.Expr:
    """A reference for `print`; what a generic call gives is borrowed once more, so that its own type is inferred."""
    if v.form == "ref" and not isinstance(v.e, r.Path):
        return r.UnaryExpr("&", v.e)
    return borrow(v)


@lowers("len")
def _len(c: Context, e: ops.Builtin) -> Val:
    arg = e.args[0]
    t = arg.ty
    if isinstance(t, TupleT):
        v = lower(c, arg)
        n: r.Expr = r.Lit(f"{len(t.items)}_i64" if c.suffix else str(len(t.items)))
        if v.form == "own" and not isinstance(v.e, r.TupleExpr):
            n = r.Block((r.LetStmt("_", "", v.e),), n)
        return _number(Val(n, "own", int_type(53, True)), e.ty)
    v = lower(c, arg)
    if is_dynamic(t) or not (isinstance(t, (ContT, VarTupleT, it.ViewT, RangeT)) or t is STR or t.kind == "bytes"):
        return _number(Val(c.raising_method(coerce(c, suffixed(v), DYN).e, "py_len"), "own", int_type(53, True)), e.ty)
    name = "count_chars" if t is STR else "len_i64"
    return _number(Val(r.MethodCall(v.e, name), "own", int_type(53, True)), e.ty)


def _number(v: Val, to: Type) -> Val:
    """A machine integer as the int type that the mode asks for."""
    if isinstance(to, IntT) and not to.machine:
        return Val(r.CallExpr(r.Path("Int::from"), (v.e,)), "own", to)
    return Val(v.e, v.form, to, literal=v.literal)


@lowers("range")
def _range(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, RangeT)
    if e.ty.item.machine:
        args = tuple(it.machine(c, a) for a in e.args)
        if isinstance(e.args[2], ops.Const) and e.args[2].value:
            return Val(r.CallExpr(r.Path("range"), args), "own", e.ty)
        return Val(c.raising_call("range", args), "own", e.ty)
    items = it.iterate(c, e)
    return Val(items.e, "own", e.ty)


@lowers("enumerate", "zip", "zip_star", "reversed", "iter", "map", "filter")
def _iterator(c: Context, e: ops.Builtin) -> Val:
    return it.boxed(c, e)


def _key_name(c: Context, e: ops.Builtin, plain: str, keyed: str) -> tuple[str, r.Expr | None]:
    f = e.extra
    if not isinstance(f, ops.Lambda):
        return plain, None
    if it.raises_inside(c, f.body):
        raise Refuse("P0802", "an exception inside a key function cannot be handed to the `try` around it yet", e.pos)
    return keyed, None


@lowers("sorted")
def _sorted(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    item = e.ty.item
    source = it.owned_iterator(c, e.args[0], item)
    reverse = _flag(c, e.args[1]) if len(e.args) > 1 else r.Lit("false")
    f = e.extra
    if isinstance(f, ops.Lambda):
        _key_name(c, e, "", "")
        if len(f.params) == 2:
            made: r.Expr = r.CallExpr(r.Path("sorted_by_comparison"), (source, _comparison(c, f, item), reverse))
        else:
            body = it.closure(c, f, [it.Leaf("ref", item)] if not is_copy(item) else [it.Leaf("ref", item)])
            made = r.CallExpr(r.Path("sorted_by"), (source, body, reverse))
    elif _needs_checks(item):
        made = c.raising_call("sorted_checked", (source, reverse))
    else:
        made = r.CallExpr(r.Path("sorted"), (source, reverse))
    return Val(wrap(e.ty, made), "own", e.ty)


def _needs_checks(t: Type) -> bool:
    """Whether comparing two values may raise a TypeError."""
    if isinstance(t, TupleT):
        return any(map(_needs_checks, t.items))
    if isinstance(t, (VarTupleT,)):
        return _needs_checks(t.item)
    return is_dynamic(t) or option_of(t) is not None


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


@lowers("sort")
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
    if isinstance(f, ops.Lambda):
        _key_name(c, e, "", "")
        if len(f.params) == 2:
            return Val(r.MethodCall(v.e, "sort_by_comparison", (_comparison(c, f, item), reverse)), "own", NONE)
        return Val(r.MethodCall(v.e, "sort_by_key_fn", (it.closure(c, f, [it.Leaf("ref", item)]), reverse)), "own", NONE)
    if _needs_checks(item):
        return Val(c.raising_method(v.e, "sort_checked", (reverse,)), "own", NONE)
    return Val(r.MethodCall(v.e, "sort_list", (reverse,)), "own", NONE)


@lowers("min_of", "max_of")
def _extreme_of(c: Context, e: ops.Builtin) -> Val:
    source_item = e.ty
    f = e.extra
    base = e.name[:3]
    default = e.args[1] if len(e.args) > 1 else None
    if default is None:
        source = it.owned_iterator(c, e.args[0])
        source_item = e.ty
        if isinstance(f, ops.Lambda):
            _key_name(c, e, "", "")
            item = f.params[0]
            assert isinstance(item, (ops.ToVar, ops.ToTuple))
            return Val(c.raising_call(f"{base}_by", (source, it.closure(c, f, [it.Leaf("ref", e.ty)]))), "own", e.ty)
        name = f"{base}_checked" if _needs_checks(source_item) else f"{base}_of"
        return Val(c.raising_call(name, (source,)), "own", e.ty)
    source = it.owned_iterator(c, e.args[0], e.ty)
    if isinstance(f, ops.Lambda):
        body = it.closure(c, f, [it.Leaf("ref", e.ty)])
        return Val(r.CallExpr(r.Path(f"{base}_by_or"), (source, body, owned(c, default, e.ty))), "own", e.ty)
    return Val(r.CallExpr(r.Path(f"{base}_or"), (source, owned(c, default, e.ty))), "own", e.ty)


@lowers("min", "max")
def _extreme(c: Context, e: ops.Builtin) -> Val:
    f = e.extra
    values = [owned(c, a, e.ty) for a in e.args]
    if isinstance(f, ops.Lambda):
        array = r.MethodCall(r.ArrayExpr(tuple(values)), "into_iter")
        return Val(c.raising_call(f"{e.name}_by", (array, it.closure(c, f, [it.Leaf("ref", e.ty)]))), "own", e.ty)
    if isinstance(e.ty, IntT):
        first = lower(c, e.args[0])
        out: r.Expr = own(c, coerce(c, suffixed(first), e.ty))
        for v in values[1:]:
            out = r.MethodCall(out, e.name, (v,))
        return Val(out, "own", e.ty)
    if _needs_checks(e.ty):
        return Val(c.raising_call(f"{e.name}_checked", (r.MethodCall(r.ArrayExpr(tuple(values)), "into_iter"),)), "own", e.ty)
    return Val(r.CallExpr(r.Path(f"{e.name}_of"), (r.MethodCall(r.ArrayExpr(tuple(values)), "into_iter"),)), "own", e.ty)


@lowers("sum")
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
        if isinstance(item, IntT):
            return Val(r.MethodCall(items.e, "fold", (first, r.ClosureExpr(("total", "x"), r.BinaryExpr("+", r.Path("total"), _element(items))))), "own", e.ty)
        return Val(r.MethodCall(it.owned_iterator(c, e.args[0], int_type(62)), "fold", (first, _add_closure())), "own", e.ty)
    if kind == "float":
        assert start is not None
        return Val(r.MethodCall(it.owned_iterator(c, e.args[0], FLOAT), "fold", (owned(c, start, FLOAT), _add_closure())), "own", FLOAT)
    if kind == "num":
        first = owned(c, start, e.ty) if start is not None else r.CallExpr(r.Path("Num::from"), (r.Lit("0_i64"),))
        items = it.iterate(c, e.args[0])
        if it.shape_type(items.shape) is FLOAT:
            return Val(r.MethodCall(it.own_iter(c, items, FLOAT), "fold", (first, _add_closure())), "own", e.ty)
        return Val(r.MethodCall(it.own_iter(c, items, e.ty), "fold", (first, _add_closure())), "own", e.ty)
    if kind == "complex":
        first = owned(c, start, COMPLEX) if start is not None else r.CallExpr(r.Path("Complex::from"), (r.Lit("0.0"),))
        return Val(r.MethodCall(it.owned_iterator(c, e.args[0], COMPLEX), "fold", (first, _add_closure())), "own", COMPLEX)
    if kind == "list":
        assert start is not None and isinstance(e.ty, ContT)
        name = c.temp("total")
        inner = it.iterate(c, e.args[0])
        value = r.ClosureExpr(("x",), r.MethodCall(r.Path("x"), "to_vec"))
        del value
        body = r.ForStmt("x", inner.e, r.Block((r.ExprStmt(r.MethodCall(r.Path(name), "extend", (r.MethodCall(r.MethodCall(r.Path("x"), "iter"), "cloned") if not _shared_item(inner) else r.MethodCall(r.Path("x"), "iter"),))),)))
        begin = owned(c, start)
        plain = r.MethodCall(begin, "get") if is_shared(start.ty) else begin
        return Val(wrap(e.ty, r.Block((r.LetStmt(f"mut {name}", rust_type(e.ty, c.names) if not is_shared(e.ty) else "", plain), body), r.Path(name))), "own", e.ty)
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


@lowers("any", "all")
def _any(c: Context, e: ops.Builtin) -> Val:
    arg = e.args[0]
    if isinstance(arg, ops.Comprehension) and arg.kind == "iterator":
        simple = len(arg.clauses) == 1 and not it.raises_inside(c, *it._parts(arg)) and not it._any_mutates(arg)
        if simple:
            clause = arg.clauses[0]
            items = it.iterate(c, clause.iterable)
            expr = items.e
            if clause.conditions:
                expr = r.MethodCall(expr, "filter", (it.filter_closure(c, clause.target, items.shape, clause.conditions),))
            f = ops.Lambda(arg.element.ty, [clause.target], arg.element)
            return Val(r.MethodCall(expr, e.name, (it.predicate(c, f, [items.shape]),)), "own", BOOL)
        return _any_loop(c, e, arg)
    if isinstance(arg, ops.Builtin) and arg.name == "map" and isinstance(arg.extra, ops.Lambda) and len(arg.args) == 1 and not it.raises_inside(c, arg.extra.body):
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
    return Val(r.MethodCall(items.e, e.name, (r.ClosureExpr((pattern,), truth_of(c, Val(r.Path("x"), form, shape.ty))),)), "own", BOOL)


def _any_loop(c: Context, e: ops.Builtin, arg: ops.Comprehension) -> Val:
    """`any` and `all` over a generator with effects: a loop that stops as soon as it knows."""
    name = c.temp("found" if e.name == "any" else "holds")
    label = f"'{name}"
    stop = e.name == "any"

    def body() -> list[r.Stmt]:
        test = truth(c, arg.element)
        hit = test if stop else it.truth(c, ops.Not(BOOL, arg.element))
        return [r.ExprStmt(r.IfExpr(hit, r.Block((r.ExprStmt(r.Jump("break", label, r.Lit("true" if stop else "false"))),))))]

    if c.closure:
        raise Refuse("P0905", "this generator needs statements of its own and stands inside a closure", e.pos)
    stmts = it.loops(c, arg.clauses, body)
    return Val(r.Block(tuple(stmts), r.Lit("false" if stop else "true"), label), "own", BOOL)


@lowers("next")
def _next(c: Context, e: ops.Builtin) -> Val:
    source = e.args[0]
    if isinstance(source, ops.Load):
        v = lower(c, source)
        expr: r.Expr = r.MethodCall(v.e, "next")
        item: Type = source.ty.item if isinstance(source.ty, IterT) else e.ty
    else:
        item = source.ty.item if isinstance(source.ty, IterT) else e.ty
        expr = r.MethodCall(it.owned_iterator(c, source, item), "next")
    if len(e.args) > 1:
        default = e.args[1]
        if default.ty is NONE:
            return coerce(c, Val(expr, "own", _optional(item)), e.ty)
        if not same_rust(item, e.ty):
            body = own(c, coerce(c, Val(r.Path("x"), "own", item), e.ty))
            expr = r.MethodCall(expr, "map", (r.ClosureExpr(("x",), body),))
        value = guarded(c, lambda: owned(c, default, e.ty))
        if isinstance(value, (r.Lit, r.Path)):
            return Val(r.MethodCall(expr, "unwrap_or", (value,)), "own", e.ty)
        return Val(r.MethodCall(expr, "unwrap_or_else", (r.ClosureExpr((), value),)), "own", e.ty)
    return Val(c.raising_call("next_item", (expr,)), "own", e.ty)


def _optional(t: Type) -> Type:
    from portalis.ir.types import join

    return join(t, NONE)


@lowers("int")
def _int(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    t = v.ty
    if t is BOOL or isinstance(t, IntT):
        return coerce(c, v, e.ty)
    if t is FLOAT:
        value = c.raising_call("Int::from_f64", (own(c, v),))
    elif t is STR:
        value = c.raising_call("Int::from_str", (borrow(v),))
    else:
        value = c.raising_method(v.e, "to_int")
    return _from_big(c, value, e.ty)


def _from_big(c: Context, value: r.Expr, to: Type) -> Val:
    if isinstance(to, IntT) and to.bits == 63:
        return Val(c.raising_method(value, "to_checked_i64"), "own", to)
    return Val(value, "own", to)


@lowers("int_base")
def _int_base(c: Context, e: ops.Builtin) -> Val:
    base = it.machine(c, e.args[1])
    return _from_big(c, c.raising_call("Int::from_str_radix", (borrowed(c, e.args[0]), base)), e.ty)


@lowers("float")
def _float(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    if v.ty is STR:
        return Val(c.raising_call("parse_float", (borrow(v),)), "own", FLOAT)
    if is_dynamic(v.ty):
        return Val(c.raising_method(v.e, "to_float"), "own", FLOAT)
    return Val(to_float(c, v), "own", FLOAT)


@lowers("str", "repr", "ascii")
def _str(c: Context, e: ops.Builtin) -> Val:
    v = typed(c, e.args[0])
    if e.name == "str" and v.ty is STR:
        return v
    name = {"str": "to_str"}.get(e.name, e.name)
    return Val(r.CallExpr(r.Path(name), (borrow(v),)), "own", STR)


@lowers("bool")
def _bool(c: Context, e: ops.Builtin) -> Val:
    return Val(truth(c, e.args[0]), "own", BOOL)


@lowers("new")
def _new(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    return Val(new_container(c, e.ty), "own", e.ty)


@lowers("collect")
def _collect(c: Context, e: ops.Builtin) -> Val:
    source = e.args[0]
    if e.extra == "tuple":
        assert isinstance(e.ty, VarTupleT)
        return Val(r.MethodCall(it.owned_iterator(c, source, e.ty.item), "collect", (), "Tuple<_>"), "own", e.ty)
    assert isinstance(e.ty, ContT)
    if e.ty.kind == "Counter":
        made = r.MethodCall(it.owned_iterator(c, source, e.ty.item), "collect", (), f"Counter<_, {rust_type(e.ty.value, c.names)}>")
        return Val(wrap(e.ty, made), "own", e.ty)
    if len(e.ty.cell.params) == 2:
        return _pairs(c, e)
    if e.ty.kind == "list" and isinstance(source.ty, ContT) and source.ty.kind == "list" and same_rust(source.ty.item, e.ty.item):
        v = lower(c, source)
        made = own(c, Val(v.e, v.form, source.ty)) if not source.ty.cell.shared else r.MethodCall(v.e, "get")
        return Val(wrap(e.ty, made), "own", e.ty)
    if e.ty.kind == "set" and source.ty.kind in ("set", "frozenset") and isinstance(source.ty, ContT) and same_rust(source.ty.item, e.ty.item):
        return Val(wrap(e.ty, r.MethodCall(lower(c, source).e, "copy")), "own", e.ty)
    if e.ty.kind == "set" and source.ty.kind in ("dict", "defaultdict", "Counter", "OrderedDict"):
        raise Refuse("P0407", "the order of a set made from a dict is not reproduced yet", e.pos, "use set(d.keys())")
    name = {"list": "Vec", "set": "Set", "frozenset": "FrozenSet", "deque": "Deque"}[e.ty.kind]
    if name == "Vec":
        return Val(wrap(e.ty, it.collect_list(c, it.iterate(c, source), e.ty.item)), "own", e.ty)
    made = r.MethodCall(it.owned_iterator(c, source, e.ty.item), "collect", (), f"{name}<_>")
    return Val(wrap(e.ty, made), "own", e.ty)


def _pairs(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, ContT)
    pair = TupleT((e.ty.item, e.ty.value))
    source = e.args[0]
    inner = source.ty.item if isinstance(source.ty, ContT) else None
    if isinstance(inner, ContT):
        raise Refuse("P0405", "a dict of lists of two items is not translated yet", e.pos)
    name = {"dict": "Dict", "OrderedDict": "OrderedDict"}[e.ty.kind]
    return Val(wrap(e.ty, r.MethodCall(it.owned_iterator(c, source, pair), "collect", (), f"{name}<_, _>")), "own", e.ty)


@lowers("copy_dict")
def _copy_dict(c: Context, e: ops.Builtin) -> Val:
    source = e.args[0]
    v = lower(c, source)
    assert isinstance(source.ty, ContT) and isinstance(e.ty, ContT)
    made: r.Expr = r.MethodCall(v.e, "get") if source.ty.cell.shared else r.MethodCall(v.e, "clone")
    if source.ty.kind != e.ty.kind:
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
    made = r.MethodCall(r.MethodCall(source, "map", (r.ClosureExpr(("k",), r.TupleExpr((r.Path("k"), held))),)), "collect", (), "Dict<_, _>")
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("view")
def _view(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    return Val(v.e, v.form, e.ty, v.movable)


@lowers("unwrap")
def _unwrap(c: Context, e: ops.Builtin) -> Val:
    cls, message = e.extra  # type: ignore[misc]
    v = lower(c, e.args[0])
    inner = option_of(v.ty)
    if inner is None:
        return v
    return narrow(c, unwrap(c, v, inner, cls, message), e.ty)


@lowers("dynamic_str")
def _dynamic_str(c: Context, e: ops.Builtin) -> Val:
    v = coerce(c, lower(c, e.args[0]), DYN)
    return Val(c.raising_method(v.e, "expect_str", (r.Lit(text_literal(str(e.extra))),)), "own", STR)


@lowers("kind_test")
def _kind_test(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    kinds = e.extra
    assert isinstance(kinds, frozenset)
    t = v.ty
    inner = option_of(t)
    if inner is not None:
        is_none = r.MethodCall(v.e, "is_none" if "None" in kinds else "is_some")
        return Val(is_none, "own", BOOL)
    if is_num(t):
        return Val(r.MethodCall(v.e, "is_int" if "int" in kinds else "is_float"), "own", BOOL)
    if is_dynamic(t):
        names = [n for n in ("None", "bool", "int", "float", "str", "list", "tuple", "dict", "set") if n in kinds]
        base = v.e
        if v.form == "own" and len(names) > 1:
            base = c.hoist(base)
        tests = [r.MethodCall(base, f"is_{n.lower()}" if n != "int" else "is_exact_int") for n in names]
        if not tests:
            return Val(r.Lit("false"), "own", BOOL)
        out: r.Expr = tests[0]
        for x in tests[1:]:
            out = r.BinaryExpr("||", out, x)
        return Val(out, "own", BOOL)
    raise Refuse("P0315", f"the class of a `{t}` cannot be tested", e.pos)


@lowers("abs")
def _abs(c: Context, e: ops.Builtin) -> Val:
    v = typed(c, e.args[0])
    if v.ty is BOOL:
        v = coerce(c, v, int_type(1, True))
    if is_dynamic(e.ty):
        return Val(c.raising_method(coerce(c, v, DYN).e, "py_abs"), "own", DYN)
    receiver = v.e
    if is_copy(v.ty):
        receiver = own(c, v)
        if isinstance(receiver, r.Lit) and v.ty is FLOAT:
            receiver = r.Lit(f"{receiver.text}_f64") if not receiver.text.endswith("f64") else receiver
        if isinstance(receiver, (r.BinaryExpr, r.UnaryExpr)) and v.ty is FLOAT and _only_literals(receiver):
            receiver = r.CallExpr(r.Path("f64::from"), (receiver,)) if False else r.CastExpr(receiver, "f64")
    return Val(r.MethodCall(receiver, "abs"), "own", e.ty)


def _only_literals(e: r.Expr) -> bool:
    if isinstance(e, r.BinaryExpr):
        return _only_literals(e.left) and _only_literals(e.right)
    if isinstance(e, r.UnaryExpr):
        return _only_literals(e.operand)
    return isinstance(e, r.Lit)


@lowers("round")
def _round(c: Context, e: ops.Builtin) -> Val:
    v = typed(c, e.args[0])
    if len(e.args) == 1:
        if v.ty is BOOL or isinstance(v.ty, IntT):
            return coerce(c, v, e.ty)
        if v.ty is FLOAT:
            return _from_big(c, c.raising_call("Int::round_f64", (own(c, v),)), e.ty)
        return _from_big(c, c.raising_method(v.e, "round"), e.ty)
    digits = it.machine(c, e.args[1])
    if v.ty is FLOAT:
        return Val(r.CallExpr(r.Path("round_digits"), (own(c, v), digits)), "own", FLOAT)
    if isinstance(v.ty, IntT) or v.ty is BOOL:
        return _from_big(c, r.CallExpr(r.Path("round_int_digits"), (own(c, coerce(c, v, int_type(BIG))), digits)), e.ty)
    return Val(r.MethodCall(v.e, "round_digits", (digits,)), "own", e.ty)


@lowers("divmod")
def _divmod(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(e.ty, TupleT)
    quotient, rest = e.ty.items
    a, b = lower(c, e.args[0]), lower(c, e.args[1])
    if quotient is FLOAT:
        return Val(c.raising_call("float_divmod", (to_float(c, a), to_float(c, b))), "own", e.ty)
    if isinstance(quotient, IntT) and isinstance(rest, IntT):
        if quotient.machine and rest.machine:
            x, y = own(c, coerce(c, a, int_type(62))), own(c, coerce(c, b, int_type(62)))
            return Val(c.raising_call("divmod_i64", (x, y)), "own", e.ty)
        big = int_type(BIG)
        pair = c.raising_method(coerce(c, a, big).e, "divmod", (int_operand(suffixed(b)),))
        return coerce(c, Val(pair, "own", TupleT((big, big))), TupleT((quotient if not quotient.machine else big, rest if not rest.machine else big))) if quotient.machine == rest.machine else _mixed(c, pair, e.ty)
    raise Refuse("P0306", "this `divmod` is not translated", e.pos)


def _mixed(c: Context, pair: r.Expr, ty: TupleT) -> Val:
    raise Refuse("P0306", "this `divmod` is not translated")


@lowers("pow_mod")
def _pow_mod(c: Context, e: ops.Builtin) -> Val:
    big = int_type(BIG)
    base, exponent, modulus = (coerce(c, typed(c, a), big) for a in e.args)
    value = c.raising_method(base.e, "pow_mod", (int_operand(exponent), int_operand(modulus)))
    if isinstance(e.ty, IntT) and e.ty.machine:
        return Val(r.MethodCall(value, "to_index"), "own", e.ty)
    return Val(value, "own", e.ty)


@lowers("exit")
def _exit(c: Context, e: ops.Builtin) -> Val:
    if not e.args or e.args[0].ty is NONE:
        made = r.CallExpr(r.Path("Exception::bare"), (r.UnaryExpr("&", r.Path("SYSTEM_EXIT")),))
    else:
        made = _make(c, "SYSTEM_EXIT", e.args[0])
    return Val(c.throw(made), "own", e.ty)


@lowers("exception")
def _exception(c: Context, e: ops.Builtin) -> Val:
    name = str(e.extra)
    const = class_constant(name)
    if not e.args:
        return Val(r.CallExpr(r.Path("Exception::bare"), (r.UnaryExpr("&", r.Path(const)),)), "own", EXCEPTION)
    return Val(_make(c, const, e.args[0], name), "own", EXCEPTION)


def class_constant(name: str) -> str:
    """The Rust constant of an exception class."""
    from portalis.codegen.rust_types import snake

    special = {"EOFError": "EOF_ERROR", "OSError": "OS_ERROR"}
    return special.get(name, snake(name).upper())


def _make(c: Context, const: str, arg: ops.Expr, name: str = "") -> r.Expr:
    cls = r.UnaryExpr("&", r.Path(const))
    if arg.ty is STR and name != "KeyError":
        if isinstance(arg, ops.Const):
            return r.CallExpr(r.Path("Exception::new"), (cls, r.Lit(text_literal(str(arg.value)))))
        if isinstance(arg, ops.Text):
            v = lower(c, arg)
            if isinstance(v.e, r.CallExpr) and v.e.args:
                return r.CallExpr(r.Path("Exception::new"), (cls, v.e.args[0]))
        return r.CallExpr(r.Path("Exception::new"), (cls, borrowed(c, arg)))
    return r.CallExpr(r.Path("exception_of"), (cls, borrow(typed(c, arg))))


@lowers("complex")
def _complex(c: Context, e: ops.Builtin) -> Val:
    if not e.args:
        return Val(r.CallExpr(r.Path("Complex::new"), (r.Lit("0.0"), r.Lit("0.0"))), "own", COMPLEX)
    parts = [lower(c, a) for a in e.args]
    if len(parts) == 1:
        return coerce(c, parts[0], COMPLEX)
    if any(v.ty is COMPLEX for v in parts):
        real, imag = (own(c, coerce(c, v, COMPLEX)) for v in parts)
        return Val(r.BinaryExpr("+", real, r.BinaryExpr("*", imag, r.CallExpr(r.Path("Complex::new"), (r.Lit("0.0"), r.Lit("1.0"))))), "own", COMPLEX)
    return Val(r.CallExpr(r.Path("Complex::new"), tuple(to_float(c, v) for v in parts)), "own", COMPLEX)


@lowers("complex_real", "complex_imag")
def _complex_part(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    return Val(r.FieldExpr(v.e, "re" if e.name == "complex_real" else "im"), "own", FLOAT)


__all__ = ["builtin", "place"]
