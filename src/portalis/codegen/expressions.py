"""Lowers expressions."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.rust_types import param_type, rust_type, same_rust, snake
from portalis.codegen.template import Hole, parse
from portalis.codegen.values import Val, borrow, coerce, deref, int_operand, own, place, suffixed, tuple_parts
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL, BOTTOM, COMPLEX, DYN, FLOAT, NONE, STR, ContT, InstanceT, IntT, IterT, NameT, RangeT, TupleT, Type, VarTupleT, ViewT, is_dynamic,
    is_num, option_of, tuple_item,
)  # fmt: skip
from portalis.irbuild.program import Instance, Refuse


def lower(c: Context, e: ops.Expr) -> Val:
    """Lowers an expression to whatever form is natural."""
    handler = _HANDLERS[type(e)]
    try:
        return handler(c, e)
    except Refuse as refusal:
        refusal.node = refusal.node or e.pos
        raise


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


def text_literal(value: str) -> str:
    """A string as a Rust literal."""
    out: list[str] = []
    for ch in value:
        if ch in '"\\':
            out.append("\\" + ch)
        elif ch == "\n":
            out.append("\\n")
        elif ch == "\t":
            out.append("\\t")
        elif ch == "\r":
            out.append("\\r")
        elif ch == "\0":
            out.append("\\0")
        elif ord(ch) < 0x20 or 0x7F <= ord(ch) < 0xA0 or ch in "\u2028\u2029\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad":
            out.append(f"\\u{{{ord(ch):x}}}")
        else:
            out.append(ch)
    return '"' + "".join(out) + '"'


def float_literal(value: float) -> r.Expr:
    """A float as Rust writes it."""
    if math.isnan(value):
        return r.Path("f64::NAN")
    if math.isinf(value):
        return r.Path("f64::INFINITY") if value > 0 else r.Path("f64::NEG_INFINITY")
    known = {math.pi: "std::f64::consts::PI", math.e: "std::f64::consts::E", math.tau: "std::f64::consts::TAU"}
    if value in known:
        return r.Path(known[value])
    text = repr(value)
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return r.Lit(text)


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
            return Val(r.CallExpr(r.Path("Int::from"), (r.Lit(f"{value}_i64" if abs(value) >= 1 << 31 else str(value)),)), "own", ty)
        return Val(r.CallExpr(r.Path("Int::literal"), (r.Lit(f'"{value}"'),)), "own", ty)
    if isinstance(value, float):
        return Val(float_literal(value), "own", FLOAT)
    if isinstance(value, str):
        return Val(r.CallExpr(r.Path("Str::from"), (r.Lit(text_literal(value)),)), "own", STR)
    if isinstance(value, complex):
        return Val(r.CallExpr(r.Path("Complex::new"), (float_literal(value.real), float_literal(value.imag))), "own", COMPLEX)
    raise Refuse("P0202", f"the literal {value!r} is not translated")


def _const(c: Context, e: ops.Const) -> Val:
    if isinstance(e.ty, NameT):
        raise Refuse("P0702", "this name cannot be used as a value", e.pos)
    return constant(c, e.value, e.ty)


def _load(c: Context, e: ops.Load) -> Val:
    var = e.var
    if var.is_global:
        value = r.MethodCall(r.Path(var.rust), "load")
        v = Val(value, "own", var.ty)
    elif var.maybe_unbound and not var.is_param:
        message = r.Lit(text_literal(var.python_name))
        inner: r.Expr = r.MethodCall(r.Path(var.rust), "as_ref")
        v = Val(c.raising_call("bound", (inner, message)), "ref", var.ty)
    elif var.mode in ("ref", "mut"):
        v = Val(r.Path(var.rust), "ref", var.ty)
    else:
        v = Val(r.Path(var.rust), "place", var.ty, movable=e.last and c.closure == 0)
    return narrow(c, v, e.ty)


def narrow(c: Context, v: Val, to: Type) -> Val:
    """The value as the narrower type that control flow has proved."""
    if same_rust(v.ty, to) or to is BOTTOM:
        return v if to is BOTTOM else Val(v.e, v.form, to, v.movable, v.literal)
    inner = option_of(v.ty)
    if inner is not None:
        if to is NONE:
            return Val(r.TupleExpr(()), "own", NONE)
        got = unwrap(c, v, inner, "TYPE_ERROR", "'NoneType' object cannot be used here")
        return narrow(c, got, to)
    if is_num(v.ty):
        if to is FLOAT:
            return Val(r.MethodCall(v.e, "to_f64"), "own", FLOAT)
        return Val(r.MethodCall(v.e, "to_int"), "own", to)
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
    raise Refuse("P0303", f"`{v.ty}` cannot be narrowed to `{to}`")


def unwrap(c: Context, v: Val, inner: Type, cls: str, message: str) -> Val:
    """What an option holds, or the exception that Python raises for None."""
    error = (r.UnaryExpr("&", r.Path(cls)), r.Lit(text_literal(message)))
    if is_copy(inner):
        return Val(c.raising_call("some", (place(v), *error)), "own", inner)
    if v.form == "own" or (v.form == "place" and v.movable):
        return Val(c.raising_call("some", (v.e, *error)), "own", inner)
    return Val(c.raising_call("some", (r.MethodCall(v.e, "as_ref"), *error)), "ref", inner)


def _field(c: Context, e: ops.Field) -> Val:
    if c.self_fields is not None and isinstance(e.obj, ops.Load) and e.obj.var is c.inst.params[0]:
        held = e.obj.ty.cls.fields.get(e.name, e.ty) if isinstance(e.obj.ty, InstanceT) and isinstance(e.obj.ty.cls, ClassInfo) else e.ty
        return narrow(c, Val(r.Path(c.self_fields[e.name]), "place", held), e.ty)
    obj = lower(c, e.obj)
    name = field_name(e.obj.ty, e.name)
    ty = e.obj.ty.cls.fields.get(e.name, e.ty) if isinstance(e.obj.ty, InstanceT) and isinstance(e.obj.ty.cls, ClassInfo) else e.ty
    if is_shared(e.obj.ty):
        closure = r.ClosureExpr(("o",), r.FieldExpr(r.Path("o"), name) if is_copy(ty) else r.MethodCall(r.FieldExpr(r.Path("o"), name), "clone"))
        return narrow(c, Val(r.MethodCall(obj.e, "with", (closure,)), "own", ty), e.ty)
    return narrow(c, Val(r.FieldExpr(obj.e, name), "place", ty), e.ty)


def field_name(t: Type, name: str) -> str:
    """The Rust name of an attribute."""
    return snake(name)


# -- calls


def _call(c: Context, e: ops.Call) -> Val:
    target = e.target
    if not isinstance(target, Instance):
        raise Refuse("P0301", "the types of this call cannot be inferred", e.pos)
    args = arguments(c, target, e.args)
    path = target.rust_name
    if target.info is not None and target.info.cls is not None:
        path = f"{c.names.classes[target.info.cls]}::{target.rust_name}"
        first = target.params[0] if target.params else None
        if target.info.kind in ("method", "property") and first is not None and not is_shared(first.ty):
            obj = lower(c, e.args[0])
            call: r.Expr = r.MethodCall(own(c, obj) if first.mode == "own" else obj.e, target.rust_name, tuple(args[1:]))
            return Val(c.attempt(call) if target.caught else call, "own", target.ret)
    call = r.CallExpr(r.Path(path), tuple(args))
    return Val(c.attempt(call) if target.caught else call, "own", target.ret)


def arguments(c: Context, target: Instance, args: list[ops.Expr], skip: int = 0) -> list[r.Expr]:
    """The arguments of a call, each as its parameter is held, then what the function captures."""
    saved, c.suffix = c.suffix, False
    try:
        return _arguments(c, target, args, skip)
    finally:
        c.suffix = saved


def _arguments(c: Context, target: Instance, args: list[ops.Expr], skip: int) -> list[r.Expr]:
    out: list[r.Expr] = []
    for p, a in zip(target.params[skip:], args):
        if isinstance(p.ty, NameT):
            continue
        out.append(argument(c, p, a))
    for v in target.captures:
        out.append(capture(c, v))
    return out


def argument(c: Context, p: ops.Var, a: ops.Expr) -> r.Expr:
    """One argument."""
    if p.mode == "own":
        return owned(c, a, p.ty)
    if p.mode == "mut" and isinstance(a, ops.Index):
        from portalis.codegen.statements import lower_place

        return lower_place(c, a)
    v = coerce(c, lower(c, a), p.ty)
    if p.mode == "mut":
        if v.form == "ref":
            return v.e
        return r.UnaryExpr("&mut", v.e)
    if isinstance(p.ty, ContT) and p.ty.kind == "list" and not p.ty.cell.shared:
        if isinstance(v.e, r.MacroCall) and v.e.name == "vec":
            return r.UnaryExpr("&", r.ArrayExpr(v.e.args))
        if v.e == r.CallExpr(r.Path("Vec::new")):
            return r.UnaryExpr("&", r.ArrayExpr(()))
    return borrow(v)


def capture(c: Context, v: ops.Var) -> r.Expr:
    """A captured variable as an argument: by value where it is small and unchanged, else by reference."""
    kind = capture_mode(v)
    mine = v.mode
    if v in c.inst.captures:
        return r.Path(v.rust)
    if kind == "own":
        return r.Path(v.rust)
    if kind == "mut":
        return r.Path(v.rust) if mine == "mut" else r.UnaryExpr("&mut", r.Path(v.rust))
    return r.Path(v.rust) if mine in ("ref", "mut") else r.UnaryExpr("&", r.Path(v.rust))


def capture_mode(v: ops.Var) -> str:
    """How a captured variable is passed to the function that captures it."""
    if v.written_inside or (v.mutated and not is_copy(v.ty)):
        return "mut"
    return "own" if is_copy(v.ty) and not v.maybe_unbound else "ref"


def capture_type(c: Context, v: ops.Var) -> str:
    """The parameter type of a captured variable."""
    mode = capture_mode(v)
    text = rust_type(v.ty, c.names)
    if v.maybe_unbound and not v.is_param:
        text = f"Option<{text}>"
        return f"&mut {text}" if mode == "mut" else f"&{text}"
    return param_type(v.ty, mode, c.names)


def _new(c: Context, e: ops.New) -> Val:
    cls = e.cls
    assert isinstance(cls, ClassInfo)
    name = c.names.classes[cls]
    if isinstance(e.init, Instance):
        args = arguments(c, e.init, e.args, 1)
        call: r.Expr = r.CallExpr(r.Path(f"{name}::{e.init.rust_name}"), tuple(args))
        value = c.attempt(call) if e.init.caught else call
        return Val(value, "own", e.ty)
    fields = [(n, owned(c, a, cls.fields[n])) for n, a in zip(cls.annotations, e.args)] if cls.is_dataclass else []
    made: r.Expr = r.StructExpr(name, tuple((snake(n), v) for n, v in fields))
    return Val(r.CallExpr(r.Path("Shared::new"), (made,)) if is_shared(e.ty) else made, "own", e.ty)


def _prim(c: Context, e: ops.Prim) -> Val:
    tree = parse(e.row.template)
    built: dict[tuple[int, str], r.Expr] = {}

    def fill(n: r.Expr) -> r.Expr:
        if isinstance(n, Hole):
            key = (n.index, n.mode)
            if key not in built:
                built[key] = hole(c, e, n.index, n.mode)
            return built[key]
        match n:
            case r.MethodCall():
                # Python evaluates the receiver, then the arguments, in order
                receiver, args = fill(n.receiver), tuple(map(fill, n.args))
                if n.name.startswith("~"):
                    return c.raising_method(receiver, n.name[1:], args, n.turbofish)
                return r.MethodCall(receiver, n.name, args, n.turbofish)
            case r.CallExpr():
                args = tuple(map(fill, n.args))
                if isinstance(n.func, r.Path) and "~" in n.func.text:
                    return c.raising_call(n.func.text.replace("~", ""), args)
                return r.CallExpr(fill(n.func), args)
            case r.UnaryExpr():
                inner = fill(n.operand)
                return deref(inner) if n.op == "*" else r.UnaryExpr(n.op, inner)
            case r.BinaryExpr():
                return r.BinaryExpr(n.op, fill(n.left), fill(n.right))
            case r.ClosureExpr():
                return r.ClosureExpr(n.params, fill(n.body))
            case r.FieldExpr():
                return r.FieldExpr(fill(n.receiver), n.name)
            case r.ArrayExpr():
                return r.ArrayExpr(tuple(map(fill, n.items)))
        return n

    value = fill(tree)
    if isinstance(e.ty, ContT) and e.natural:
        value = reelement(c, value, e.natural, e.ty)
    receiver_shared = bool(e.args) and is_shared(e.args[0].ty)
    if isinstance(e.ty, ContT) and e.ty.cell.shared and not (e.row.reference or e.row.mutates >= 0 or _gives_element(e)):
        value = r.CallExpr(r.Path("Shared::new"), (value,))
    if receiver_shared and e.row.template.endswith(".cloned()") and isinstance(value, r.MethodCall):
        value = value.receiver
    return Val(value, "ref" if e.row.reference and not receiver_shared else "own", e.ty)


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
        mapped = r.MethodCall(r.MethodCall(value, "into_items"), "map", (r.ClosureExpr(("(k, v)",), r.TupleExpr((key, item))),))
        return r.MethodCall(mapped, "collect", (), "Dict<_, _>")
    raise Refuse("P0303", f"the elements of this `{to.kind}` cannot be converted")


def _gives_element(e: ops.Prim) -> bool:
    """Whether the result is an element of an argument, not a new object."""
    import ast

    return isinstance(e.row.returns, (ast.Name, ast.BinOp))


def hole(c: Context, e: ops.Prim, index: int, mode: str) -> r.Expr:
    """An argument of a row, passed as its template asks."""
    arg, to = e.args[index], e.targets[index]
    if index == e.row.mutates and isinstance(arg, (ops.Index, ops.Field)) and not is_shared(arg.ty):
        from portalis.codegen.statements import lower_place

        place_ = lower_place(c, arg)
        return place_ if mode == "v" or isinstance(arg, ops.Index) else r.UnaryExpr("&mut", place_)
    match mode:
        case "o":
            return owned(c, arg, to)
        case "r":
            return borrow(coerce(c, typed(c, arg), to))
        case "c":
            v = lower(c, arg)
            return r.UnaryExpr("&", r.MethodCall(v.e, "get")) if is_shared(arg.ty) else borrow(v)
        case "s":
            if isinstance(arg, ops.Const):
                return r.Lit(text_literal(str(arg.value)))
            return borrow(lower(c, arg))
        case "t":
            from portalis.codegen.iteration import owned_iterator

            want = e.ty if isinstance(e.ty, ContT) and e.row.mutates < 0 else e.args[0].ty
            del want
            return owned_iterator(c, arg, _item_target(e, index))
        case "i":
            v = coerce(c, lower(c, arg), to)
            return int_operand(v)
        case "n":
            v = coerce(c, typed(c, arg), to)
            return int_operand(v)
        case "m":
            v = lower(c, arg)
            if is_shared(arg.ty):
                return borrow(v)
            return v.e if v.form == "ref" else r.UnaryExpr("&mut", v.e)
        case _:
            v = coerce(c, typed(c, arg) if index == 0 else lower(c, arg), to)
            if is_copy(v.ty):
                value = own(c, v)
                return value
            return v.e


def _item_target(e: ops.Prim, index: int) -> Type | None:
    """The element type into which an iterable argument's items flow."""
    import ast

    spec = e.row.params[index]
    if isinstance(spec, ast.Subscript) and isinstance(spec.value, ast.Name) and spec.value.id == "iterable":
        inner = spec.slice
        text = ast.unparse(inner)
        if text in ("float",):
            return FLOAT
        if text == "int":
            from portalis.ir.types import INT

            return INT
        if text == "str":
            return STR
        if text.startswith("into") and e.args and isinstance(e.args[0].ty, ContT):
            return e.args[0].ty.item
        if text.startswith("tuple[into") and isinstance(e.args[0].ty, ContT):
            return TupleT(tuple(e.args[0].ty.cell.params))
    return None


# -- displays


def _display(c: Context, e: ops.Display) -> Val:
    if e.kind == "tuple":
        return _tuple_display(c, e)
    assert isinstance(e.ty, ContT)
    item = e.ty.item
    if any(isinstance(i, ops.Star) for i in e.items):
        made = _starred(c, e.items, item)
        if e.kind == "set":
            made = r.MethodCall(r.MethodCall(made, "into_iter"), "collect", (), "Set<_>")
        return Val(wrap(e.ty, made), "own", e.ty)
    if not e.items:
        return Val(new_container(c, e.ty), "own", e.ty)
    items = tuple(owned(c, i, item) for i in e.items)
    if e.kind == "set":
        # CPython folds a display of three constants and more into a frozenset that fills the set, which orders it
        folded = len(items) >= 3 and all(map(_is_constant, e.items))
        made = r.CallExpr(r.Path("Set::from_constants" if folded else "Set::from_iter"), (r.ArrayExpr(items),))
    else:
        made = r.MacroCall("vec", items, "[")
    return Val(wrap(e.ty, made), "own", e.ty)


def _is_constant(e: ops.Expr) -> bool:
    if isinstance(e, ops.Display) and e.kind == "tuple" or isinstance(e, (ops.Unary, ops.Binary)):
        return all(map(_is_constant, e.children()))
    return isinstance(e, ops.Const)


def new_container(c: Context, ty: ContT) -> r.Expr:
    """An empty container."""
    name = rust_type(ty, c.names)
    if ty.cell.shared:
        name = name[len("Shared<") : -1]
    head, _, inner = name.partition("<")
    made: r.Expr = r.CallExpr(r.Path(f"{head}::<{inner}::new" if c.suffix else f"{head}::new"))
    return wrap(ty, made)


def wrap(ty: Type, made: r.Expr) -> r.Expr:
    """A new container as its alias class holds it."""
    return r.CallExpr(r.Path("Shared::new"), (made,)) if is_shared(ty) else made


def _starred(c: Context, items: list[ops.Expr], item: Type) -> r.Expr:
    from portalis.codegen.iteration import owned_iterator

    name = c.temp("items")
    body: list[r.Stmt] = [r.LetStmt(f"mut {name}", "", r.CallExpr(r.Path("Vec::new")))]
    for i in items:
        if isinstance(i, ops.Star):
            body.append(r.ExprStmt(r.MethodCall(r.Path(name), "extend", (owned_iterator(c, i.value, item),))))
        else:
            body.append(r.ExprStmt(r.MethodCall(r.Path(name), "push", (owned(c, i, item),))))
    return r.Block(tuple(body), r.Path(name))


def _tuple_display(c: Context, e: ops.Display) -> Val:
    if isinstance(e.ty, TupleT):
        parts: list[r.Expr] = []
        for i in e.items:
            if isinstance(i, ops.Star):
                assert isinstance(i.ty, TupleT)
                parts += tuple_parts_of(c, i.value, i.ty)
            else:
                parts.append(owned(c, i, e.ty.items[len(parts)]))
        return Val(r.TupleExpr(tuple(parts)), "own", e.ty)
    assert isinstance(e.ty, VarTupleT)
    if any(isinstance(i, ops.Star) for i in e.items):
        made = _starred(c, e.items, e.ty.item)
    elif not e.items:
        return Val(r.CallExpr(r.Path(f"Tuple::<{rust_type(e.ty.item, c.names)}>::default")), "own", e.ty)
    else:
        made = r.MacroCall("vec", tuple(owned(c, i, e.ty.item) for i in e.items), "[")
    return Val(r.CallExpr(r.Path("Tuple::from"), (made,)), "own", e.ty)


def tuple_parts_of(c: Context, e: ops.Expr, ty: TupleT) -> list[r.Expr]:
    """The items of a tuple value, each owned."""
    v = lower(c, e)
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
                body.append(r.ExprStmt(r.MethodCall(r.Path(name), "update", (borrowed(c, v),))))
            else:
                body.append(r.ExprStmt(r.MethodCall(r.Path(name), "insert", (owned(c, k, key), owned(c, v, value)))))
        return Val(wrap(e.ty, r.Block(tuple(body), r.Path(name))), "own", e.ty)
    pairs = tuple(r.TupleExpr((owned(c, k, key), owned(c, v, value))) for k, v in e.pairs if k is not None)
    return Val(wrap(e.ty, r.CallExpr(r.Path("Dict::from_iter"), (r.ArrayExpr(pairs),))), "own", e.ty)


# -- subscripts


def _index(c: Context, e: ops.Index) -> Val:
    t = e.obj.ty
    if isinstance(t, TupleT):
        return _tuple_index(c, e, t)
    obj = typed(c, e.obj) if isinstance(e.obj, (ops.Display, ops.DictDisplay)) else lower(c, e.obj)
    if is_dynamic(t):
        return Val(c.raising_method(obj.e, "at", (borrowed(c, e.index, DYN),)), "own", DYN)
    if isinstance(t, ContT) and len(t.cell.params) == 2:
        key = borrow(coerce(c, typed(c, e.index), t.item))
        form = "own" if t.cell.shared or t.kind in ("Counter",) else "ref"
        return Val(c.raising_method(obj.e, "get_item", (key,)), form, t.value)
    index = index_operand(c, e.index)
    form = "own" if t in (STR,) or isinstance(t, RangeT) or is_shared(t) else "ref"
    item: Type = e.ty
    if isinstance(t, ContT):
        item = t.item
    elif isinstance(t, VarTupleT):
        item = t.item
    return Val(c.raising_method(obj.e, "at", (index,)), form, item)


def index_operand(c: Context, e: ops.Expr) -> r.Expr:
    """An index for the runtime: an `i64`, or a borrowed `Int`."""
    v = lower(c, e)
    if is_dynamic(v.ty):
        return r.UnaryExpr("&", c.raising_method(v.e, "to_int"))
    if v.ty is BOOL:
        return r.CallExpr(r.Path("i64::from"), (own(c, v),))
    return int_operand(v)


def _tuple_index(c: Context, e: ops.Index, t: TupleT) -> Val:
    if isinstance(e.index, ops.Const) and isinstance(e.index.value, int) and -len(t.items) <= e.index.value < len(t.items):
        i = e.index.value % len(t.items)
        obj = lower(c, e.obj)
        form = "own" if obj.form == "own" else "place"
        return Val(r.FieldExpr(obj.e, str(i)), form, t.items[i])
    obj = lower(c, e.obj)
    item = tuple_item(t)
    parts = tuple(tuple_parts(c, obj, t, item))
    array = r.ArrayExpr(parts)
    return Val(r.MethodCall(c.raising_method(array, "tuple_at", (index_operand(c, e.index),)), "clone"), "own", item)


def _slice(c: Context, e: ops.Slice) -> Val:
    t = e.obj.ty
    obj = lower(c, e.obj)
    if isinstance(t, TupleT):
        bounds = [p.value if isinstance(p, ops.Const) else None for p in (e.start, e.stop, e.step)]
        if isinstance(e.ty, TupleT) or all(p is None or isinstance(p, ops.Const) for p in (e.start, e.stop, e.step)):
            chosen = range(len(t.items))[slice(*bounds)]
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
    fresh = isinstance(e.ty, ContT) and e.ty.cell.shared
    if fresh and not is_shared(t):
        value = r.CallExpr(r.Path("Shared::new"), (value,))
    elif isinstance(e.ty, ContT) and not fresh and is_shared(t):
        value = r.MethodCall(value, "get")
    return Val(value, "own", e.ty)


def slice_call(c: Context, obj: r.Expr, e: ops.Slice) -> r.Expr:
    """The runtime call for a slice."""

    def bound(b: ops.Expr) -> r.Expr:
        inner = option_of(b.ty)
        if inner is not None:
            return r.CallExpr(r.Path("Some"), (own(c, lower(c, b)),))
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
            args.append(r.MethodCall(own(c, lower(c, b)), "map", (r.ClosureExpr(("i",), r.MethodCall(r.Path("i"), "to_index")),)))
        else:
            v = lower(c, b)
            number = own(c, v) if isinstance(v.ty, IntT) and v.ty.machine else r.MethodCall(v.e, "to_index")
            args.append(r.CallExpr(r.Path("Some"), (number,)))
    if isinstance(e.step, ops.Const) and e.step.value:
        return r.MethodCall(obj, "slice", tuple(args))
    return c.raising_method(obj, "slice", tuple(args))


# -- logic


def truth(c: Context, e: ops.Expr) -> r.Expr:
    """The truth of an expression, as a `bool`."""
    if isinstance(e, ops.Logic):
        symbol = "&&" if e.op == "and" else "||"
        out: r.Expr | None = None
        for i, v in enumerate(e.values):
            if i:
                part = guarded(c, lambda v=v: truth(c, v))
            else:
                part = truth(c, v)
            out = part if out is None else r.BinaryExpr(symbol, out, part)
        assert out is not None
        return out
    if isinstance(e, ops.Not):
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


def truth_of(c: Context, v: Val) -> r.Expr:
    """The truth of a lowered value."""
    t = v.ty
    if t is BOOL:
        return place(v)
    if t is NONE:
        return r.Lit("false")
    if isinstance(t, IntT):
        if t.machine:
            if v.literal:
                return r.Lit("false" if v.e == r.Lit("0") else "true")
            return r.BinaryExpr("!=", place(v), r.Lit("0"))
        return r.UnaryExpr("!", r.MethodCall(v.e, "is_zero"))
    if t is FLOAT:
        return r.BinaryExpr("!=", place(v), r.Lit("0.0"))
    if isinstance(v.e, r.CallExpr) and not v.e.args and isinstance(v.e.func, r.Path) and v.e.func.text.endswith("::new") and isinstance(t, ContT):
        return r.Lit("false")
    if t is STR or isinstance(t, (ContT, VarTupleT, ViewT, RangeT)) or t.kind == "bytes":
        return r.UnaryExpr("!", r.MethodCall(v.e, "is_empty"))
    if isinstance(t, TupleT):
        return r.Lit("true")
    if is_num(t) or t is COMPLEX:
        return r.MethodCall(v.e, "is_truthy")
    inner = option_of(t)
    if inner is not None:
        if isinstance(inner, InstanceT) or inner.kind in ("re.Match", "exception"):
            return r.MethodCall(v.e, "is_some")
        test = truth_of(c, Val(r.Path("x"), "own" if is_copy(inner) else "ref", inner))
        if is_copy(inner):
            return r.MethodCall(place(v), "is_some_and", (r.ClosureExpr(("x",), test),))
        return r.MethodCall(r.MethodCall(v.e, "as_ref"), "is_some_and", (r.ClosureExpr(("x",), test),))
    if is_dynamic(t):
        return r.MethodCall(v.e, "truthy")
    if isinstance(t, InstanceT) or t.kind in ("re.Match", "exception", "iterator"):
        return r.Lit("true")
    raise Refuse("P0306", f"the truth of `{t}` is not translated")


def negate(e: r.Expr, source: ops.Expr | None = None) -> r.Expr:
    """`!e`, simplified."""
    if isinstance(e, r.UnaryExpr) and e.op == "!":
        return e.operand
    if isinstance(e, r.BinaryExpr) and e.op in ("==", "!="):
        return r.BinaryExpr("!=" if e.op == "==" else "==", e.left, e.right)
    if isinstance(e, r.BinaryExpr) and e.op in ("<", ">", "<=", ">=") and isinstance(source, ops.Compare):
        if all(isinstance(o.ty, IntT) for o in source.operands):
            return r.BinaryExpr({"<": ">=", ">": "<=", "<=": ">", ">=": "<"}[e.op], e.left, e.right)
    if isinstance(e, r.Lit) and e.text in ("true", "false"):
        return r.Lit("false" if e.text == "true" else "true")
    return r.UnaryExpr("!", e)


def _not(c: Context, e: ops.Not) -> Val:
    return Val(negate(truth(c, e.operand), e.operand), "own", BOOL)


def _logic(c: Context, e: ops.Logic) -> Val:
    if e.ty is BOOL:
        return Val(truth(c, e), "own", BOOL)
    result = owned_branchless(c, e.values[-1], e.ty)
    for v in reversed(e.values[:-1]):
        first = lower(c, v)
        if first.form == "own" or not is_copy(first.ty):
            name = c.temp("first")
            held: r.Expr = r.Path(name)
            let: r.Stmt = r.LetStmt(name, "", own(c, first))
            value = Val(held, "place", first.ty, movable=True)
            test = truth_of(c, Val(held, "place", first.ty))
            kept = _kept(c, value, e)
            result = r.Block((let,), _pick(e.op, test, kept, result))
        else:
            result = _pick(e.op, truth_of(c, first), _kept(c, first, e), result)
    return Val(result, "own", e.ty)


def _kept(c: Context, v: Val, e: ops.Logic) -> r.Expr:
    """The left operand as the result: on the path of `or` it is not None."""
    inner = option_of(v.ty)
    if e.op == "or" and inner is not None and option_of(e.ty) is None and not is_dynamic(e.ty):
        v = Val(r.MethodCall(own(c, v), "unwrap_or_default"), "own", inner)
    if v.ty is NONE and e.op == "or":
        return r.MacroCall("unreachable", ())
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
    value = owned(c, e.value, e.var.ty)
    if e.var.maybe_unbound:
        value = r.CallExpr(r.Path("Some"), (value,))
    if c.closure:
        raise Refuse("P0202", "`:=` inside a comprehension is not translated yet", e.pos)
    done = r.Block((r.AssignStmt(r.Path(e.var.rust), value),), own(c, Val(r.Path(e.var.rust), "place", e.var.ty)))
    if e.var.maybe_unbound:
        raise Refuse("P0202", "`:=` to a name that may be unbound is not translated yet", e.pos)
    return Val(done, "own", e.var.ty)


def _star(c: Context, e: ops.Star) -> Val:
    raise Refuse("P0211", "`*` is not translated here", e.pos)


def _builtin(c: Context, e: ops.Builtin) -> Val:
    import portalis.codegen.library  # noqa: F401 - registers its lowerings
    from portalis.codegen.builtins import builtin

    _HANDLERS[ops.Builtin] = builtin
    return builtin(c, e)


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
    ops.Bind: _bind, ops.Star: _star, ops.Binary: _late("binary", "operators"), ops.Unary: _late("unary", "operators"),
    ops.Compare: _late("compare", "operators"), ops.Builtin: _builtin, ops.Comprehension: _late("comprehension", "iteration"),
    ops.Text: _late("text", "text"), ops.Lambda: _late("stray_lambda", "iteration"), ops.FuncRef: _late("stray_lambda", "iteration"),
}  # fmt: skip

__all__ = ["IterT", "borrowed", "json", "lower", "owned", "place", "suffixed", "truth", "typed"]
