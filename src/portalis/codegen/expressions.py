"""Lowers expressions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import rust_ast as r
from portalis.codegen.calls import (
    _arguments as _arguments,
)
from portalis.codegen.calls import (
    _call as _call,
)
from portalis.codegen.calls import (
    _gives_element as _gives_element,
)
from portalis.codegen.calls import (
    _item_target as _item_target,
)
from portalis.codegen.calls import (
    _new as _new,
)
from portalis.codegen.calls import (
    _prim as _prim,
)
from portalis.codegen.calls import (
    argument as argument,
)
from portalis.codegen.calls import (
    arguments as arguments,
)
from portalis.codegen.calls import (
    capture as capture,
)
from portalis.codegen.calls import (
    capture_mode as capture_mode,
)
from portalis.codegen.calls import (
    capture_type as capture_type,
)
from portalis.codegen.calls import (
    hole as hole,
)
from portalis.codegen.context import Context
from portalis.codegen.displays import (
    _dict_display as _dict_display,
)
from portalis.codegen.displays import (
    _display as _display,
)
from portalis.codegen.displays import (
    _index as _index,
)
from portalis.codegen.displays import (
    _is_constant as _is_constant,
)
from portalis.codegen.displays import (
    _slice as _slice,
)
from portalis.codegen.displays import (
    _starred as _starred,
)
from portalis.codegen.displays import (
    _tuple_display as _tuple_display,
)
from portalis.codegen.displays import (
    _tuple_index as _tuple_index,
)
from portalis.codegen.displays import (
    index_operand as index_operand,
)
from portalis.codegen.displays import (
    new_container as new_container,
)
from portalis.codegen.displays import (
    reelement as reelement,
)
from portalis.codegen.displays import (
    slice_call as slice_call,
)
from portalis.codegen.displays import (
    tuple_parts_of as tuple_parts_of,
)
from portalis.codegen.rust_types import same_rust, snake
from portalis.codegen.truth import truth_of
from portalis.codegen.values import (
    Held,
    Val,
    borrow,
    bytes_literal,
    coerce,
    float_literal,
    looked,
    own,
    place,
    quiet,
    stays,
    suffixed,
)
from portalis.codegen.values import text_literal as text_literal
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    COMPLEX,
    DYN,
    FLOAT,
    NONE,
    STR,
    FuncT,
    InstanceT,
    IntT,
    IterT,
    NameT,
    TupleT,
    Type,
    VarTupleT,
    is_dynamic,
    is_family,
    is_num,
    join,
    option_of,
)  # fmt: skip
from portalis.irbuild.program import Refuse


def lower(c: Context, e: ops.Expr) -> Val:
    """Lowers an expression to whatever form is natural."""
    handler = _HANDLERS[type(e)]
    try:
        return _settled(c, e, handler(c, e)) if e.settles else handler(c, e)
    except Refuse as refusal:
        refusal.node = refusal.node or getattr(e, "pos", None)
        raise


def _settled(c: Context, e: ops.Expr, v: Val) -> Val:
    """What was made of a generator's items, unless it raised."""
    if isinstance(e, ops.Builtin) and e.name == "next" and len(e.args) == 1:
        return v
    if v.ty is NONE:
        c.pending.append(r.ExprStmt(v.e))
        return Val(c.raising_call("settled", (r.TupleExpr(()),)), "own", NONE)
    return Val(c.raising_call("settled", (own(c, v),)), "own", v.ty)


def owned(c: Context, e: ops.Expr, to: Type | None = None) -> r.Expr:
    """Lowers to an owned value, of type `to` where given."""
    if isinstance(e, (ops.Choose, ops.Logic)) and to is not None:
        return own(c, coerce(c, _retyped(c, e, to), to))
    v = lower(c, e)
    return own(c, coerce(c, v, to) if to is not None else v)


def _retyped(c: Context, e: ops.Expr, to: Type) -> Val:
    """A conditional whose branches are lowered straight to the wanted type."""
    if same_rust(e.ty, to):
        return lower(c, e)
    if isinstance(e, ops.Choose):
        return Val(r.IfExpr(truth(c, e.test), _branch(c, e.body, to), _branch(c, e.other, to)), "own", to)
    return lower(c, e)


def borrowed(c: Context, e: ops.Expr, to: Type | None = None) -> r.Expr:
    """Lowers to a shared reference."""
    v = lower(c, e)
    return borrow(coerce(c, v, to) if to is not None else v)


def typed(c: Context, e: ops.Expr) -> Val:
    """Lowers where nothing tells Rust the type of a bare integer literal."""
    saved, c.suffix = c.suffix, True
    try:
        return lower(c, e)
    finally:
        c.suffix = saved


# -- literals and variables


def constant(c: Context, value: object, ty: Type) -> Val:
    """A literal."""
    if value is None:
        return Val(r.TupleExpr(()), "own", NONE)
    if isinstance(value, bool):
        return Val(r.Lit("true" if value else "false"), "own", BOOL)
    if isinstance(value, int):
        if isinstance(ty, IntT) and ty.machine:
            return Val(r.Lit(f"{value}_i64" if c.suffix else str(value)), "own", ty, literal=not c.suffix)
        if abs(value) < 1 << 63:
            return Val(
                r.CallExpr(r.Path("Int::from"), (r.Lit(f"{value}_i64" if abs(value) >= 1 << 31 else str(value)),)),
                "own",
                ty,
            )
        return Val(r.CallExpr(r.Path("Int::literal"), (r.Lit(f'"{value}"'),)), "own", ty)
    if isinstance(value, float):
        return Val(float_literal(value), "own", FLOAT)
    if isinstance(value, str):
        return Val(r.CallExpr(r.Path("Str::from"), (r.Lit(text_literal(value)),)), "own", STR)
    if isinstance(value, bytes):
        return Val(r.CallExpr(r.Path("Bytes::from"), (r.Lit(bytes_literal(value)),)), "own", BYTES)
    if isinstance(value, complex):
        return Val(
            r.CallExpr(r.Path("Complex::new"), (float_literal(value.real), float_literal(value.imag))), "own", COMPLEX
        )
    raise Refuse("P0202", f"the literal {value!r} is not translated")


def _const(c: Context, e: ops.Const) -> Val:
    if isinstance(e.ty, NameT):
        raise Refuse("P0702", "this name cannot be used as a value", e.pos)
    if isinstance(e.ty, InstanceT) and isinstance(e.ty.cls, ClassInfo):
        from portalis.codegen.enums import member

        return member(c, e.ty.cls, str(e.value))
    return constant(c, e.value, e.ty)


def _load(c: Context, e: ops.Load) -> Val:
    var = e.var
    if var.is_global:
        place_of = r.Path(var.rust)
        loaded = c.raising_method(place_of, "load") if var.maybe_unbound else r.MethodCall(place_of, "load")
        v = Val(loaded, "own", var.ty)
    elif var.maybe_unbound and not var.is_param:
        message = r.Lit(text_literal(var.python_name))
        inner: r.Expr = r.MethodCall(r.Path(var.rust), "as_ref")
        free = var in c.inst.captures or getattr(e.pos, "inner", False)
        bound = "bound_name" if c.inst.info is None else "bound_free" if free else "bound"
        v = Val(c.raising_call(bound, (inner, message)), "ref", var.ty)
    elif var.mode in ("ref", "mut"):
        generic = is_num(var.ty) or isinstance(var.ty, IntT)  # operators take any number, and no `&mut` is one
        v = Val(r.Path(var.rust), "ref", var.ty, exclusive=var.mode == "mut" and generic)
    else:
        v = Val(r.Path(var.rust), "place", var.ty, movable=e.last and c.closure == 0)
    return narrow(c, v, e.ty)


def looked_at(c: Context, e: ops.Expr) -> Val:
    """A value of which only methods that read are called: a module's container is not copied for that."""
    v = lower(c, e)
    shared = looked(v.e, e)
    return v if shared is v.e else Val(shared, "ref", v.ty, exclusive=True)


def narrow(c: Context, v: Val, to: Type) -> Val:
    """The value as the narrower type that control flow has proved."""
    if same_rust(v.ty, to) or to is BOTTOM:
        return v if to is BOTTOM else replace(v, ty=to)
    if is_family(v.ty) and isinstance(to, InstanceT):
        from portalis.codegen.families import as_member

        return as_member(c, v, to)
    inner = option_of(v.ty)
    if inner is not None:
        if to is NONE:
            return Val(r.TupleExpr(()), "own", NONE)
        got = unwrap(c, v, inner, "TYPE_ERROR", r.Lit(text_literal("'NoneType' object cannot be used here")))
        return narrow(c, got, to)
    if is_num(v.ty):
        if to is FLOAT:
            return Val(r.MethodCall(v.e, "to_f64"), "own", FLOAT)
        whole = r.MethodCall(v.e, "to_int")
        machine = isinstance(to, IntT) and to.machine
        return Val(r.MethodCall(whole, "to_index") if machine else whole, "own", to)
    if is_dynamic(v.ty):
        if to is NONE:
            return Val(r.TupleExpr(()), "own", NONE)
        if is_dynamic(to):
            return v
        method = {"int": "as_int", "float": "as_float", "bool": "as_bool", "str": "as_str", "list": "as_list", "tuple": "as_tuple", "dict": "as_dict",
                  "set": "as_set"}.get(to.kind)  # fmt: skip
        if isinstance(to, IntT) and to.machine:
            return Val(r.MethodCall(v.e, "as_i64"), "own", to)
        if isinstance(to, TupleT):
            return Val(v.e, v.form, DYN)
        if method is not None:
            return Val(r.MethodCall(v.e, method), "own", VarTupleT(DYN) if to.kind == "tuple" else to)
    if isinstance(v.ty, IntT) and isinstance(to, IntT):  # `(n := 3)`, where `n` becomes greater later
        return coerce(c, v, to)
    raise Refuse("P0303", f"`{v.ty}` cannot be narrowed to `{to}`")


def unwrap(c: Context, v: Val, inner: Type, cls: str, message: r.Expr) -> Val:
    """What an option holds, or the exception that Python raises for None."""
    error = (r.UnaryExpr("&", r.Path(cls)), message)
    if is_copy(inner):
        return Val(c.raising_call("some", (place(v), *error)), "own", inner)
    if v.form == "own" or (v.form == "place" and v.movable):
        return Val(c.raising_call("some", (v.e, *error)), "own", inner)
    return Val(c.raising_method(v.e, "some_ref", error), "ref", inner)


def _field(c: Context, e: ops.Field) -> Val:
    if c.self_fields is not None and isinstance(e.obj, ops.Load) and e.obj.var is c.inst.params[0]:
        held = (
            e.obj.ty.cls.fields.get(e.name, e.ty)
            if isinstance(e.obj.ty, InstanceT) and isinstance(e.obj.ty.cls, ClassInfo)
            else e.ty
        )
        return narrow(c, Val(r.Path(c.self_fields[e.name]), "place", held), e.ty)
    obj = lower(c, e.obj)
    name = field_name(e.obj.ty, e.name)
    ty = (
        e.obj.ty.cls.fields.get(e.name, e.ty)
        if isinstance(e.obj.ty, InstanceT) and isinstance(e.obj.ty.cls, ClassInfo)
        else e.ty
    )
    if is_shared(e.obj.ty):
        closure = r.ClosureExpr(
            ("o",),
            r.FieldExpr(r.Path("o"), name) if is_copy(ty) else r.MethodCall(r.FieldExpr(r.Path("o"), name), "clone"),
        )
        return narrow(c, Val(r.MethodCall(obj.e, "with", (closure,)), "own", ty), e.ty)
    return narrow(c, Val(r.FieldExpr(obj.e, name), "place", ty), e.ty)


def field_name(t: Type, name: str) -> str:
    """The Rust name of an attribute."""
    return snake(name)


# -- calls


# -- displays


def wrap(ty: Type, made: r.Expr) -> r.Expr:
    """A new container as its alias class holds it."""
    return r.CallExpr(r.Path("Shared::new"), (made,)) if is_shared(ty) else made


# -- subscripts


# -- logic


def truth(c: Context, e: ops.Expr) -> r.Expr:
    """The truth of an expression, as a `bool`."""
    if isinstance(e, ops.Logic):
        symbol = "&&" if e.op == "and" else "||"
        out: r.Expr | None = None
        for i, v in enumerate(e.values):
            if i:
                part = guarded(c, partial(truth, c, v))
            else:
                part = truth(c, v)
            if part == r.Lit("true" if e.op == "and" else "false") and i < len(e.values) - 1:
                continue
            out = part if out is None else r.BinaryExpr(symbol, out, part)
        assert out is not None
        return out
    if isinstance(e, ops.Not):
        if isinstance(e.operand, ops.Not):
            return truth(c, e.operand.operand)
        return negate(truth(c, e.operand), e.operand)
    return truth_of(c, lower(c, e))


def guarded(c: Context, build: Callable[[], r.Expr]) -> r.Expr:
    """Lowers something that may not be evaluated: what it hoists stays inside."""
    saved, c.pending = c.pending, []
    try:
        built = build()
        inner = c.take_pending()
    finally:
        c.pending = saved
    return r.Block(tuple(inner), built) if inner else built


def tested(c: Context, e: ops.Expr) -> r.Expr:
    """The truth of what a statement begins with: what is evaluated only for its effects stands before the statement."""
    test = truth(c, e)
    if isinstance(test, r.Block) and test.tail is not None and not test.label:
        c.pending += test.body
        return test.tail
    return test


def negate(e: r.Expr, source: ops.Expr | None = None) -> r.Expr:
    """`!e`, simplified."""
    if isinstance(e, r.UnaryExpr) and e.op == "!":
        return e.operand
    if isinstance(e, r.BinaryExpr) and e.op in ("==", "!="):
        return r.BinaryExpr("!=" if e.op == "==" else "==", e.left, e.right)
    opposite = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}
    whole = isinstance(source, ops.Compare) and all(isinstance(o.ty, IntT) for o in source.operands)
    if isinstance(e, r.BinaryExpr) and e.op in opposite and whole:
        return r.BinaryExpr(opposite[e.op], e.left, e.right)
    if isinstance(e, r.Lit) and e.text in ("true", "false"):
        return r.Lit("false" if e.text == "true" else "true")
    if isinstance(e, r.Block) and e.tail is not None and not e.label:
        return r.Block(e.body, negate(e.tail, source))
    if isinstance(e, r.MethodCall) and e.name == "is_some_and" and isinstance(e.args[0], r.ClosureExpr):
        return r.MethodCall(e.receiver, "is_none_or", (replace(e.args[0], body=negate(e.args[0].body)),))
    return r.UnaryExpr("!", e)


def _not(c: Context, e: ops.Not) -> Val:
    return Val(truth(c, e), "own", BOOL)


def _logic(c: Context, e: ops.Logic) -> Val:
    if e.ty is BOOL:
        return Val(truth(c, e), "own", BOOL)
    result = owned_branchless(c, e.values[-1], e.ty)
    for v in reversed(e.values[:-1]):
        first = lower(c, v)
        if first.ty is NONE:
            if e.op == "and":
                result = own(c, coerce(c, first, e.ty))
            elif not quiet(first.e):
                result = r.Block((r.ExprStmt(first.e),), result)
            continue
        if first.form == "own" or not is_copy(first.ty):
            name = c.temp("first")
            held: r.Expr = r.Path(name)
            let: r.Stmt = r.LetStmt(name, "", own(c, first))
            value = Val(held, "place", first.ty, movable=True)
            test = truth_of(c, Val(held, "place", first.ty))
            if e.op == "or" and test == r.MethodCall(held, "is_some") and option_of(e.ty) is None and stays(result):
                whole = own(c, coerce(c, Val(own(c, first), "own", first.ty), join(e.ty, NONE)))
                plain = isinstance(result, (r.Lit, r.Path, r.CastExpr))
                argument = result if plain else r.ClosureExpr((), result)
                result = r.MethodCall(whole, "unwrap_or" if plain else "unwrap_or_else", (argument,))
                continue
            kept = _kept(c, value, e)
            result = r.Block((let,), _pick(e.op, test, kept, result))
        else:
            result = _pick(e.op, truth_of(c, first), _kept(c, first, e), result)
    return Val(result, "own", e.ty)


def _kept(c: Context, v: Val, e: ops.Logic) -> r.Expr:
    """The left operand as the result: on the path of `or` it is not None."""
    inner = option_of(v.ty)
    if e.op == "or" and inner is not None and option_of(e.ty) is None and not is_dynamic(e.ty):
        tested = isinstance(inner, (FuncT, InstanceT))  # which has no default
        given = r.MethodCall(own(c, v), "expect", (r.Lit('"it was tested"'),))
        v = Val(given if tested else r.MethodCall(own(c, v), "unwrap_or_default"), "own", inner)
    return own(c, coerce(c, v, e.ty))


def owned_branchless(c: Context, e: ops.Expr, to: Type) -> r.Expr:
    """An operand that may not be evaluated, owned."""
    return guarded(c, lambda: owned(c, e, to))


def _pick(op: str, test: r.Expr, first: r.Expr, rest: r.Expr) -> r.Expr:
    yes, no = _as_block(first), _as_block(rest)
    return r.IfExpr(test, yes, no) if op == "or" else r.IfExpr(test, no, yes)


def _as_block(e: r.Expr) -> r.Block:
    return e if isinstance(e, r.Block) and not e.label else r.Block((), e)


def _choose(c: Context, e: ops.Choose) -> Val:
    return Val(r.IfExpr(truth(c, e.test), _branch(c, e.body, e.ty), _branch(c, e.other, e.ty)), "own", e.ty)


def _branch(c: Context, e: ops.Expr, to: Type) -> r.Block:
    return _as_block(guarded(c, lambda: owned(c, e, to)))


def _bind(c: Context, e: ops.Bind) -> Val:
    if c.closure:
        raise Refuse("P0202", "`:=` inside a comprehension is not translated yet", e.pos)
    from portalis.codegen.statements import store

    value, var = owned(c, e.value, e.var.ty), e.var
    if not (var.uses or var.captured or var.is_global or var.maybe_unbound or var.declared):  # nothing reads it again
        return Val(own(c, narrow(c, Val(value, "own", var.ty), e.ty)), "own", e.ty)
    if var.maybe_unbound or var.is_global or var in c.inst.captures or var.mode == "mut":
        held = c.temp("value")
        kept = own(c, Val(r.Path(held), "place", var.ty))
        bound = narrow(c, Val(r.Path(held), "place", var.ty, movable=True), e.ty)
        return Val(r.Block((r.LetStmt(held, "", value), *store(c, var, kept)), own(c, bound)), "own", e.ty)
    bound = narrow(c, Val(r.Path(e.var.rust), "place", e.var.ty), e.ty)
    done = r.Block((r.AssignStmt(r.Path(e.var.rust), value),), own(c, bound))
    return Val(done, "own", e.ty)


def _star(c: Context, e: ops.Star) -> Val:
    raise Refuse("P0211", "`*` is not translated here", e.pos)


def _builtin(c: Context, e: ops.Builtin) -> Val:
    import portalis.codegen.enums
    import portalis.codegen.library
    import portalis.codegen.mappings
    import portalis.codegen.numbers
    import portalis.codegen.ordered
    import portalis.codegen.patterns
    import portalis.codegen.reductions
    import portalis.codegen.text  # noqa: F401 - all register their lowerings
    from portalis.codegen.builtins import builtin

    _HANDLERS[ops.Builtin] = builtin
    return builtin(c, e)


def _held(c: Context, e: Held) -> Val:
    return e.val


def _late(name: str, module: str) -> Callable[[Context, ops.Expr], Val]:
    """A handler that lives in another module of this package."""

    def handle(c: Context, e: ops.Expr) -> Val:
        import importlib

        f = getattr(importlib.import_module(f"portalis.codegen.{module}"), name)
        _HANDLERS[type(e)] = f
        result: Val = f(c, e)
        return result

    return handle


_HANDLERS: dict[type[ops.Expr], Callable[..., Val]] = {
    ops.Const: _const, ops.Load: _load, ops.Field: _field, ops.Call: _call, ops.New: _new, ops.Prim: _prim, ops.Display: _display,
    ops.DictDisplay: _dict_display, ops.Index: _index, ops.Slice: _slice, ops.Not: _not, ops.Logic: _logic, ops.Choose: _choose,
    ops.Bind: _bind, ops.Star: _star, ops.Spread: _late("spread", "calls"), ops.Binary: _late("binary", "arithmetic"), ops.Unary: _late("unary", "arithmetic"),
    ops.Compare: _late("compare", "operators"), ops.Builtin: _builtin, ops.Comprehension: _late("comprehension", "iteration"),
    ops.Dispatch: _late("dispatch", "families"),
    Held: _held, ops.Text: _late("text", "text"), ops.Lambda: _late("stray_lambda", "iteration"), ops.FuncRef: _late("function_value", "function_values"), ops.CallValue: _late("call_value", "function_values"),
}  # fmt: skip

__all__ = ["IterT", "borrowed", "json", "lower", "owned", "place", "suffixed", "truth", "typed"]
