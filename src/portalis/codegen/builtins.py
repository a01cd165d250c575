"""Lowers the builtins that rows cannot express."""

from __future__ import annotations

from collections.abc import Callable

from portalis.analysis.ownership import is_place, is_shared
from portalis.codegen import iteration as it
from portalis.codegen import one_at_a_time, order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import (
    guarded,
    looked_at,
    lower,
    narrow,
    new_container,
    owned,
    text_literal,
    truth,
    typed,
    unwrap,
    wrap,
)
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.codegen.values import Val, borrow, coerce, discarded, own, place, quiet, suffix_literal, suffixed
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    CLASS,
    DYN,
    EXCEPTION,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    IterT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    int_type,
    is_dynamic,
    is_family,
    is_num,
    option_of,
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
    if e.name not in ("print", "let") and len(e.args) > 1:
        settled, lets = order.operands(c, e.args)
        if lets:
            again = ops.Builtin(e.ty, e.name, settled, e.extra)
            order.placed(again, e)
            return Val(order.after(lets, own(c, handler(c, again))), "own", e.ty)
    return handler(c, e)


@lowers("memo")
def _memo(c: Context, e: ops.Builtin) -> Val:
    return Val(new_memo(e.extra), "own", e.ty)


@lowers("forget")
def _forget(c: Context, e: ops.Builtin) -> Val:
    cleared = [r.MethodCall(lower(c, a).e, "clear") for a in e.args]
    if len(cleared) == 1:
        return Val(cleared[0], "own", NONE)
    return Val(r.Block(tuple(r.ExprStmt(m) for m in cleared), r.TupleExpr(())), "own", NONE)


def new_memo(limit: int | None) -> r.Expr:
    """An empty memory of a cached function."""
    if limit is None:
        return r.CallExpr(r.Path("Memo::new"), ())
    return r.CallExpr(r.Path("Memo::bounded"), (r.Lit(str(limit)),))


@lowers("pending")
def _pending(c: Context, e: ops.Builtin) -> Val:
    raise Refuse(
        "P0301", "the type of this cannot be inferred", e.pos, "annotate the parameters of the function, or call it"
    )


@lowers("print")
def _print(c: Context, e: ops.Builtin) -> Val:
    sep, end, error = e.extra
    starred = any(isinstance(a, ops.Star) for a in e.args)
    if starred:
        name = c.temp("parts")
        body: list[r.Stmt] = [r.LetStmt(f"mut {name}", "Vec<Str>", r.CallExpr(r.Path("Vec::new")))]
        for a in e.args:
            if isinstance(a, ops.Star):
                items = it.iterate(c, a.value)
                pattern, value = it._tuple_value(c, items.shape, [0])
                v = Val(
                    value,
                    "ref" if isinstance(items.shape, it.Leaf) and items.shape.form == "ref" else "own",
                    it.shape_type(items.shape),
                )
                mapped = r.MethodCall(
                    items.e, "map", (r.ClosureExpr((pattern,), r.CallExpr(r.Path("to_str"), (borrow(v),))),)
                )
                body.append(r.ExprStmt(r.MethodCall(r.Path(name), "extend", (mapped,))))
            else:
                body.append(
                    r.ExprStmt(
                        r.MethodCall(r.Path(name), "push", (r.CallExpr(r.Path("to_str"), (borrow(typed(c, a)),)),))
                    )
                )
        glue = r.Lit('" "') if sep is None or sep.ty is NONE else borrow(lower(c, sep))
        joined = r.CallExpr(r.Path("join"), (glue, r.Path(name)))
        array: r.Expr = r.UnaryExpr("&", r.ArrayExpr((r.UnaryExpr("&", joined),)))
        call = r.CallExpr(r.Path("print"), (array,))
        if (end is not None and end.ty is not NONE) or error:
            tail = r.Lit('"\\n"') if end is None or end.ty is NONE else borrow(lower(c, end))
            call = r.CallExpr(r.Path("print_err_with" if error else "print_with"), (array, r.Lit('""'), tail))
        return Val(r.Block((*body, r.ExprStmt(call))), "own", NONE)
    before, args = _arguments_shown(c, e.args)
    array = r.UnaryExpr("&", r.ArrayExpr(tuple(args)))
    if before:
        ends = (_text_piece(c, sep, '" "'), _text_piece(c, end, '"\\n"'))
        call = r.CallExpr(r.Path("print_err_with" if error else "print_with"), (array, *ends))
        return Val(r.Block((*before, r.ExprStmt(call))), "own", NONE)
    plain_sep = sep is None or sep.ty is NONE
    plain_end = end is None or end.ty is NONE
    if plain_sep and plain_end and not error:
        return Val(r.CallExpr(r.Path("print"), (array,)), "own", NONE)
    name = "print_err_with" if error else "print_with"
    ends = (_text_piece(c, sep, '" "'), _text_piece(c, end, '"\\n"'))
    return Val(r.CallExpr(r.Path(name), (array, *ends)), "own", NONE)


def _text_piece(c: Context, x: ops.Expr | None, default: str) -> r.Expr:
    """`sep` or `end` of a call of `print`."""
    if x is None or x.ty is NONE:
        return r.Lit(default)
    return r.Lit(text_literal(str(x.value))) if isinstance(x, ops.Const) else borrow(lower(c, x))


def _arguments_shown(c: Context, args: list[ops.Expr]) -> tuple[list[r.Stmt], list[r.Expr]]:
    """References to what `print` shows, and the statements before it.

    All arguments are evaluated before any is shown: where one of them changes something, the others are named first, but
    for whole objects, which show what they became.
    """
    if len(args) < 2 or not any(map(it.mutates, args)):
        return [], [_shown(typed(c, a), a) for a in args]
    before: list[r.Stmt] = []
    shown: list[r.Expr] = []
    for a in args:
        held = isinstance(a.ty, (ContT, InstanceT, ViewT))
        if isinstance(a, ops.Const) or (held and order.stays(a)):
            shown.append(_shown(typed(c, a), a))
            continue
        if held and not is_shared(a.ty) and is_place(a):
            raise Refuse("P0501", "this is printed beside something that may change it", a.pos)
        if a.ty is NONE:
            before.append(r.ExprStmt(guarded(c, lambda a=a: owned(c, a))))  # type: ignore[misc]
            shown.append(r.UnaryExpr("&", r.TupleExpr(())))
            continue
        name = c.temp("shown")
        before.append(r.LetStmt(name, "", guarded(c, lambda a=a: suffix_literal(owned(c, a)))))  # type: ignore[misc]
        shown.append(r.UnaryExpr("&", r.Path(name)))
    return before, shown


def _shown(v: Val, source: ops.Expr) -> r.Expr:
    """A reference for `print`; what a generic call gives is borrowed once more, so that its own type is inferred."""
    if v.form == "ref" and not v.exclusive and not isinstance(v.e, r.Path):
        return r.UnaryExpr("&", v.e)
    if isinstance(source, ops.Load) and source.var.mode == "ref" and v.form == "ref" and isinstance(v.ty, ContT):
        return r.UnaryExpr("&", v.e)  # a slice has no size of its own
    return borrow(v)


@lowers("len")
def _len(c: Context, e: ops.Builtin) -> Val:
    arg = e.args[0]
    t = arg.ty
    if isinstance(t, TupleT):
        v = lower(c, arg)
        n: r.Expr = r.Lit(f"{len(t.items)}_i64" if c.suffix else str(len(t.items)))
        if not quiet(v.e):
            n = r.Block((r.LetStmt("_", "", v.e),), n)
        return _number(Val(n, "own", int_type(53, True)), e.ty)
    if isinstance(arg, ops.Display) and not arg.items:
        return _number(Val(r.Lit("0_i64" if c.suffix else "0"), "own", int_type(53, True)), e.ty)
    v = looked_at(c, arg)
    if is_dynamic(t) or not (isinstance(t, (ContT, VarTupleT, ViewT, RangeT)) or t is STR or t.kind == "bytes"):
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


@lowers("yield")
def _yield(c: Context, e: ops.Builtin) -> Val:
    assert isinstance(c.inst.ret, IterT)
    given = r.MethodCall(r.Path("co"), "give", (owned(c, e.args[0], c.inst.ret.item),))
    return Val(r.FieldExpr(given, "await"), "own", NONE)


@lowers("settled")
def _settled(c: Context, e: ops.Builtin) -> Val:
    return Val(c.raising_call("settled", (r.TupleExpr(()),)), "own", NONE)


@lowers("next")
def _next(c: Context, e: ops.Builtin) -> Val:
    source = e.args[0]
    if c.program.handles and isinstance(source.ty, IterT) and is_place(source):
        v = lower(c, source)
        expr: r.Expr = r.MethodCall(v.e, "advance")
        item: Type = source.ty.item
    elif isinstance(source, ops.Load):
        v = lower(c, source)
        expr = r.MethodCall(v.e, "next")
        item = source.ty.item if isinstance(source.ty, IterT) else e.ty
    else:
        item = source.ty.item if isinstance(source.ty, IterT) else e.ty
        found = one_at_a_time.first(c, source, item)
        expr = found if found is not None else r.MethodCall(it.owned_iterator(c, source, item), "next")
    if len(e.args) > 1:
        default = e.args[1]
        if e.ty is NONE:  # there are no items, or they are None
            return Val(r.MethodCall(expr, "unwrap_or_default"), "own", NONE)
        if default.ty is NONE and option_of(item) is not None:
            return Val(r.MethodCall(expr, "flatten"), "own", e.ty)
        if default.ty is NONE and is_dynamic(item):
            return Val(r.MethodCall(expr, "unwrap_or", (r.Path("Value::None"),)), "own", e.ty)
        if default.ty is NONE:
            return coerce(c, Val(expr, "own", _optional(item)), e.ty)
        if not same_rust(item, e.ty):
            body = own(c, coerce(c, Val(r.Path("x"), "own", item), e.ty))
            expr = r.MethodCall(expr, "map", (r.ClosureExpr(("x",), body),))
        value = guarded(c, lambda: owned(c, default, e.ty))
        if isinstance(value, (r.Lit, r.Path)):
            return Val(r.MethodCall(expr, "unwrap_or", (value,)), "own", e.ty)
        return Val(r.MethodCall(expr, "unwrap_or_else", (r.ClosureExpr((), value),)), "own", e.ty)
    return Val(c.raising_call("settled_item" if e.settles else "next_item", (expr,)), "own", e.ty)


def _optional(t: Type) -> Type:
    from portalis.ir.types import join

    return join(t, NONE)


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


@lowers("several")
def _several(c: Context, e: ops.Builtin) -> Val:
    texts = [r.Lit(f'"{t}"') for t in e.extra]
    return Val(c.raising_call("several", (owned(c, e.args[0]), *texts)), "own", e.ty)


@lowers("collect")
def _collect(c: Context, e: ops.Builtin) -> Val:
    source = e.args[0]
    if e.extra == "tuple":
        assert isinstance(e.ty, VarTupleT)
        return Val(r.MethodCall(it.owned_iterator(c, source, e.ty.item), "collect", (), "Tuple<_>"), "own", e.ty)
    assert isinstance(e.ty, ContT)
    if e.ty.kind == "Counter":
        made = r.MethodCall(
            it.owned_iterator(c, source, e.ty.item), "collect", (), f"Counter<_, {rust_type(e.ty.value, c.names)}>"
        )
        return Val(wrap(e.ty, made), "own", e.ty)
    if len(e.ty.cell.params) == 2:
        from portalis.codegen.mappings import pairs

        return pairs(c, e)
    if (
        e.ty.kind == "list"
        and isinstance(source.ty, ContT)
        and source.ty.kind == "list"
        and same_rust(source.ty.item, e.ty.item)
    ):
        v = lower(c, source)
        copied = r.MethodCall(v.e, "get") if source.ty.cell.shared else own(c, Val(v.e, v.form, source.ty))
        return Val(wrap(e.ty, copied), "own", e.ty)
    if (
        e.ty.kind == "set"
        and source.ty.kind in ("set", "frozenset")
        and isinstance(source.ty, ContT)
        and same_rust(source.ty.item, e.ty.item)
    ):
        v = lower(c, source)
        if source.ty.kind == "frozenset":
            return Val(wrap(e.ty, r.CallExpr(r.Path("Set::copy"), (borrow(v),))), "own", e.ty)
        return Val(wrap(e.ty, r.MethodCall(v.e, "copy")), "own", e.ty)
    if e.ty.kind in ("set", "frozenset") and isinstance(source.ty, ContT) and same_rust(source.ty.item, e.ty.item):
        rust = "Set" if e.ty.kind == "set" else "FrozenSet"
        if source.ty.kind == "dict":
            keys = r.MethodCall(lower(c, source).e, "key_list")
            return Val(wrap(e.ty, r.CallExpr(r.Path(f"{rust}::from_keys"), (keys,))), "own", e.ty)
        if e.ty.kind == "frozenset" and source.ty.kind == "frozenset":
            return Val(owned(c, source), "own", e.ty)
        if e.ty.kind == "frozenset" and source.ty.kind == "set":
            v = lower(c, source)
            plain = r.UnaryExpr("&", r.MethodCall(v.e, "get")) if is_shared(source.ty) else borrow(v)
            return Val(r.CallExpr(r.Path("FrozenSet::of"), (plain,)), "own", e.ty)
    if e.ty.kind in ("set", "frozenset") and source.ty.kind in ("dict", "set", "frozenset"):
        raise Refuse("P0407", f"a set made from a `{source.ty}` whose elements change is not translated", e.pos)
    name = {"list": "Vec", "set": "Set", "frozenset": "FrozenSet", "deque": "Deque"}[e.ty.kind]
    if name == "Vec":
        return Val(wrap(e.ty, it.collect_list(c, it.iterate(c, source), e.ty.item)), "own", e.ty)
    made = r.MethodCall(it.owned_iterator(c, source, e.ty.item), "collect", (), f"{name}<_>")
    return Val(wrap(e.ty, made), "own", e.ty)


@lowers("view")
def _view(c: Context, e: ops.Builtin) -> Val:
    v = looked_at(c, e.args[0])
    return Val(v.e, v.form, e.ty, v.movable, exclusive=v.exclusive)


@lowers("view_text")
def _view_text(c: Context, e: ops.Builtin) -> Val:
    view = e.args[0]
    assert isinstance(view.ty, ViewT)
    of = view.ty.mapping
    item = {"dict_keys": of.item, "dict_values": of.value}.get(view.ty.kind) or TupleT((of.item, of.value))
    name = f"o{view.ty.kind}" if of.kind == "OrderedDict" else view.ty.kind
    return Val(r.CallExpr(r.Path("view_text"), (r.Lit(f'"{name}"'), it.owned_iterator(c, view, item))), "own", e.ty)


@lowers("unwrap")
def _unwrap(c: Context, e: ops.Builtin) -> Val:
    cls, message, *other = e.extra
    v = lower(c, e.args[0])
    inner = option_of(v.ty)
    if inner is None:
        return v
    said: r.Expr = r.Lit(text_literal(message))
    if other and option_of((right := lower(c, e.args[1])).ty) is not None:
        said = r.IfExpr(r.MethodCall(right.e, "is_none"), r.Block((), r.Lit(text_literal(other[0]))), r.Block((), said))
    return narrow(c, unwrap(c, v, inner, cls, said), e.ty)


@lowers("whole")
def _whole(c: Context, e: ops.Builtin) -> Val:
    number = lower(c, e.args[0])
    return Val(c.raising_method(number.e, "whole", (r.Lit(text_literal(e.extra)),)), "own", e.ty)


@lowers("expect")
def _expect(c: Context, e: ops.Builtin) -> Val:
    """A dynamic value as one of the built-in type whose method is about to be called."""
    v = coerce(c, lower(c, e.args[0]), DYN)
    return Val(c.raising_method(v.e, f"expect_{e.ty.kind}", (r.Lit(text_literal(str(e.extra))),)), "own", e.ty)


@lowers("class")
def _class(c: Context, e: ops.Builtin) -> Val:
    name = _class_literal(str(e.extra))
    v = lower(c, e.args[0]) if e.args else None
    if v is not None and not quiet(v.e):
        return Val(r.Block((discarded(v),), name), "own", CLASS)
    return Val(name, "own", CLASS)


@lowers("let")
def _let(c: Context, e: ops.Builtin) -> Val:
    """Arguments that are evaluated before the call that they belong to."""
    lets: list[r.Stmt] = []
    for var, value in zip(e.extra, e.args):
        made = guarded(c, lambda value=value: owned(c, value))  # type: ignore[misc]
        var.rust, var.mode, var.declared = c.unique(var.name), "own", True
        changes = var.mutated and not is_shared(var.ty)
        lets.append(r.LetStmt(f"mut {var.rust}" if changes else var.rust, "" if value.ty is not NONE else "()", made))
    return Val(r.Block(tuple(lets), guarded(c, lambda: owned(c, e.args[-1]))), "own", e.ty)


@lowers("after")
def _after(c: Context, e: ops.Builtin) -> Val:
    first, value = e.args
    before = discarded(lower(c, first))
    return Val(r.Block((before,), guarded(c, lambda: owned(c, value))), "own", value.ty)


@lowers("exception_is")
def _exception_is(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    assert isinstance(e.extra, tuple)
    kept = option_of(v.ty) is not None
    error = r.Path("error") if kept else v.e
    tests: list[r.Expr] = [
        r.MethodCall(error, "is", (r.UnaryExpr("&", r.Path(class_constant(str(n)))),)) for n in e.extra
    ]
    out = tests[0]
    for t in tests[1:]:
        out = r.BinaryExpr("||", out, t)
    if kept:
        out = r.MethodCall(r.MethodCall(v.e, "as_ref"), "is_some_and", (r.ClosureExpr(("error",), out),))
    return Val(out, "own", BOOL)


def _class_literal(name: str) -> r.Expr:
    return r.CallExpr(r.Path("Class"), (r.Lit(f'"{name}"'),))


@lowers("class_name")
def _class_name(c: Context, e: ops.Builtin) -> Val:
    return Val(r.MethodCall(lower(c, e.args[0]).e, "name"), "own", STR)


@lowers("class_of")
def _class_of(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    inner = option_of(v.ty)
    if inner is None:
        return Val(_runtime_class(v.ty, v), "own", CLASS)
    held = Val(r.Path("value"), "ref", inner)
    known = _class_literal(str(e.extra)) if e.extra else _runtime_class(inner, held)
    closure = r.ClosureExpr(("value" if not e.extra else "_",), known)
    option = r.MethodCall(v.e, "as_ref")
    return Val(r.MethodCall(option, "map_or", (_class_literal("NoneType"), closure)), "own", CLASS)


def _runtime_class(t: Type, v: Val) -> r.Expr:
    if t is EXCEPTION:
        return r.CallExpr(r.Path("Class::of_exception"), (borrow(v),))
    return r.CallExpr(r.Path("Class"), (r.MethodCall(v.e, "type_name"),))


@lowers("kind_test")
def _kind_test(c: Context, e: ops.Builtin) -> Val:
    v = lower(c, e.args[0])
    kinds = e.extra
    assert isinstance(kinds, frozenset)
    t = v.ty
    inner = option_of(t)
    if is_family(t if inner is None else inner):
        from portalis.codegen.families import kind_test

        return kind_test(c, v, kinds)
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


@lowers("exit")
def _exit(c: Context, e: ops.Builtin) -> Val:
    if not e.args or e.args[0].ty is NONE:
        made: r.Expr = r.CallExpr(r.Path("Exception::bare"), (r.UnaryExpr("&", r.Path("SYSTEM_EXIT")),))
    else:
        made = _make(c, "SYSTEM_EXIT", e.args[0])
    return Val(c.throw(made), "own", e.ty)


@lowers("raise")
def _raise(c: Context, e: ops.Builtin) -> Val:
    return Val(c.throw(own(c, lower(c, e.args[0]))), "own", e.ty)


@lowers("exception", "key_error")
def _exception(c: Context, e: ops.Builtin) -> Val:
    name = str(e.extra)
    const = class_constant(name)
    if not e.args:
        return Val(r.CallExpr(r.Path("Exception::bare"), (r.UnaryExpr("&", r.Path(const)),)), "own", EXCEPTION)
    if len(e.args) > 1:
        values = ops.Display(TupleT(tuple(a.ty for a in e.args)), "tuple", e.args)
        cls = r.UnaryExpr("&", r.Path(const))
        made = r.CallExpr(r.Path("exception_of_several"), (cls, borrow(typed(c, order.placed(values, e)))))
        return Val(made, "own", EXCEPTION)
    return Val(_make(c, const, e.args[0], quotes=e.name == "key_error"), "own", EXCEPTION)


def class_constant(name: str) -> str:
    """The Rust constant of an exception class."""
    from portalis.codegen.rust_types import snake

    special = {"EOFError": "EOF_ERROR", "OSError": "OS_ERROR", "re.error": "RE_ERROR"}
    return special.get(name, snake(name).upper())


def _make(c: Context, const: str, arg: ops.Expr, quotes: bool = False) -> r.Expr:
    """An exception of one argument; `quotes` where its text is the argument's `repr`, as a KeyError's is."""
    cls = r.UnaryExpr("&", r.Path(const))
    if arg.ty is STR and not quotes:
        if isinstance(arg, ops.Const):
            return r.CallExpr(r.Path("Exception::new"), (cls, r.Lit(text_literal(str(arg.value)))))
        v = lower(c, arg)
        if isinstance(arg, ops.Text) and isinstance(v.e, r.CallExpr) and v.e.args:
            return r.CallExpr(r.Path("Exception::new"), (cls, v.e.args[0]))
        return r.CallExpr(r.Path("Exception::new"), (cls, v.e if v.form == "own" else borrow(v)))
    return r.CallExpr(r.Path("exception_of"), (cls, borrow(typed(c, arg))))


__all__ = ["builtin", "place"]
