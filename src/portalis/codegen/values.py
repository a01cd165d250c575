"""Lowered values: what a Rust expression denotes, and how it becomes what a place wants."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    COMPLEX,
    DYN,
    EXCEPTION,
    FLOAT,
    NEVER,
    NONE,
    NOT_IMPLEMENTED,
    STR,
    ContT,
    FuncT,
    InstanceT,
    IntT,
    IterT,
    PatternT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    is_dynamic,
    is_family,
    is_num,
    option_of,
    tuple_item,
)  # fmt: skip
from portalis.irbuild.program import Refuse


@dataclass(slots=True)
class Val:
    """A lowered expression.

    `form` is `own` (an owned value), `place` (an lvalue of the type) or `ref` (an expression of reference type). A
    `movable` place may be moved out of, since this is its last use. `literal` marks integer literals, whose Rust type is
    open. A reference is `exclusive` where it is a `&mut`. An iterator is `bare` where nothing holds it yet: it is `owned`, or `borrowing`
    what it runs over.
    """

    e: r.Expr
    form: str
    ty: Type
    movable: bool = False
    literal: bool = False
    exclusive: bool = False
    bare: str = ""


class Held(ops.Expr):
    """An argument that was evaluated before the statement, because the call borrows what it reads."""

    __slots__ = ("val",)

    def __init__(self, val: Val, source: ops.Expr) -> None:
        self.ty, self.val, self.pos = val.ty, val, getattr(source, "pos", None)

    def children(self) -> list[ops.Expr]:
        return []


def own(c: Context, v: Val) -> r.Expr:
    """The value itself."""
    if v.form == "own":
        return v.e
    if is_copy(v.ty):
        return deref(v.e) if v.form == "ref" else v.e
    if v.form == "place" and v.movable:
        return v.e
    if isinstance(v.ty, IterT) and not c.program.handles:
        return v.e
    if v.form == "ref" and isinstance(v.ty, ContT) and v.ty.kind == "list" and not v.ty.cell.shared:
        return r.MethodCall(v.e, "to_vec")
    return r.MethodCall(v.e, "clone")


def deref(e: r.Expr) -> r.Expr:
    """`*e`, or what `e` borrows."""
    if isinstance(e, r.UnaryExpr) and e.op == "&":
        return e.operand
    return r.UnaryExpr("*", e)


def borrow(v: Val) -> r.Expr:
    """A shared reference to the value."""
    if v.form == "ref":
        return r.UnaryExpr("&", r.UnaryExpr("*", v.e)) if v.exclusive else v.e
    if isinstance(v.e, r.UnaryExpr) and v.e.op == "*":
        return v.e.operand
    return r.UnaryExpr("&", v.e)


def place(v: Val) -> r.Expr:
    """The value as an lvalue or rvalue of its own type: for comparisons and places."""
    return deref(v.e) if v.form == "ref" else v.e


def receiver(v: Val) -> r.Expr:
    """The value as the receiver of a method call, where Rust borrows by itself."""
    return v.e


def looked(lowered: r.Expr, e: ops.Expr) -> r.Expr:
    """The receiver of a method that reads: a module's container without copying it, anything else as it is."""
    if not (isinstance(e, ops.Load) and e.var.is_global and isinstance(e.ty, ContT)) or is_shared(e.ty):
        return lowered
    variable = r.Path(e.var.rust)
    return r.MethodCall(variable, "share") if lowered == r.MethodCall(variable, "load") else lowered


def int_operand(v: Val) -> r.Expr:
    """An integer for an operator or an `impl AsInt`: an `i64` or a `bool` by value, a borrowed `Int`."""
    if v.ty is BOOL or (isinstance(v.ty, IntT) and v.ty.machine):
        return deref(v.e) if v.form == "ref" else v.e
    if v.form == "own":
        return v.e
    return borrow(v)


def coerce(c: Context, v: Val, to: Type) -> Val:
    """The value in the representation of `to`; owned if anything had to be done."""
    have = v.ty
    if v.bare and isinstance(to, IterT) and same_rust(have, to):
        return Val(c.kept_iterator(_collected(v.e) if v.bare == "borrowing" else v.e), "own", to)
    if same_rust(have, to):
        return v
    if have is BOTTOM or have is NEVER:
        return v
    if isinstance(to, IterT):
        return _iterator_of(c, v, have.item, to) if isinstance(have, IterT) else v
    result = _convert(c, v, have, to)
    return Val(result, "own", to)


def _collected(e: r.Expr) -> r.Expr:
    """An iterator over the same items that owns them."""
    return r.MethodCall(r.MethodCall(e, "collect", turbofish="Vec<_>"), "into_iter")


def _iterator_of(c: Context, v: Val, have: Type, to: IterT) -> Val:
    """A handle of an iterator whose items are held otherwise."""
    item = own(c, coerce(c, Val(r.Path("x"), "own", have), to.item))
    return Val(c.kept_iterator(r.MethodCall(own(c, v), "map", (r.ClosureExpr(("x",), item),))), "own", to)


def _from(name: str, e: r.Expr) -> r.Expr:
    if isinstance(e, r.Lit) and is_literal(e) and not -(1 << 31) <= int(e.text) < 1 << 31:
        e = suffix_literal(e)  # rustc would take the literal for an i32
    elif isinstance(e, r.BinaryExpr):
        e = _first_suffixed(e)
    return r.CallExpr(r.Path(f"{name}::from"), (e,))


def _first_suffixed(e: r.Expr) -> r.Expr:
    """Arithmetic on literals alone with a type at its first, which rustc would take for an i32."""

    def only_literals(e: r.Expr) -> bool:
        return is_literal(e) or (isinstance(e, r.BinaryExpr) and only_literals(e.left) and only_literals(e.right))

    if isinstance(e, r.BinaryExpr) and only_literals(e):
        return replace(e, left=_first_suffixed(e.left))
    return suffix_literal(e)


_PLAIN_ITEMS = (BOOL, FLOAT, STR, NONE, BOTTOM)


def _convert(c: Context, v: Val, have: Type, to: Type) -> r.Expr:
    if isinstance(have, PatternT) and have.pattern is not None and isinstance(option_of(to) or to, PatternT):
        from portalis.codegen.patterns import known

        made = known(v.e, have)
        return made if isinstance(to, PatternT) else r.CallExpr(r.Path("Some"), (made,))
    if isinstance(to, IntT):
        if isinstance(have, IntT) and not to.machine:
            return _from("Int", own(c, v))
        if have is BOOL:
            if isinstance(v.e, r.Lit):
                number: r.Expr = r.Lit("1" if v.e.text == "true" else "0")
                return number if to.machine else _from("Int", number)
            return _from("i64" if to.machine else "Int", own(c, v))
        if isinstance(have, IntT):  # an Int whose range was proved
            return r.MethodCall(v.e, "to_index")
    if to is FLOAT:
        return to_float(c, v)
    if to is COMPLEX:
        return _from("Complex", to_float(c, v))
    if is_num(to):
        if have is BOOL:
            return _from("Num", _from("i64", own(c, v)))
        if v.literal:
            return _from("Num", suffix_literal(v.e))
        return _from("Num", own(c, v))
    if to is NOT_IMPLEMENTED:
        return discard_then(v, r.TupleExpr(()))
    if is_dynamic(to):
        if have is NONE:
            return discard_then(v, r.Path("Value::None"))
        if not _dynamic_holds(have):
            raise Refuse("P0303", f"a value of type `{have}` cannot be held where other types may stand too")
        if v.literal:
            return _from("Value", suffix_literal(v.e))
        if isinstance(have, VarTupleT) and have.item not in _PLAIN_ITEMS and not isinstance(have.item, IntT):
            v = coerce(c, v, VarTupleT(to))  # the runtime converts tuples of plain items alone
        return _from("Value", own(c, v))
    if to is EXCEPTION:
        from portalis.codegen.families import raised

        return raised(c, v)
    if isinstance(to, FuncT) and isinstance(have, InstanceT):
        from portalis.codegen.function_values import object_as_function

        return object_as_function(c, v, have, to)
    if is_family(to) and isinstance(have, InstanceT):
        from portalis.codegen.families import wrapped

        return wrapped(c, own(c, v), have, to)
    inner = option_of(to)
    if inner is not None:
        if have is NONE:
            whole = discard_then(v, r.Path("None"))  # after a block, rustc may not see which option it is
            return (
                r.Block(whole.body, r.Path(f"None::<{rust_type(inner, c.names)}>"))
                if isinstance(whole, r.Block)
                else whole
            )
        source = option_of(have)
        if source is not None:
            body = coerce(c, Val(r.Path("x"), "own", source), inner)
            held = r.ClosureExpr(("x",), body.e, plain=is_family(inner))
            return r.MethodCall(own(c, v), "map", (held,))
        return r.CallExpr(r.Path("Some"), (own(c, coerce(c, v, inner)),))
    if isinstance(to, TupleT) and isinstance(have, TupleT) and len(to.items) == len(have.items):
        if isinstance(v.e, r.TupleExpr):
            parts = [
                own(c, coerce(c, Val(e, "own", t, literal=is_literal(e)), u))
                for e, t, u in zip(v.e.items, have.items, to.items)
            ]
            return r.TupleExpr(tuple(parts))
        names = [f"x{i}" for i in range(len(to.items))]
        parts = [own(c, coerce(c, Val(r.Path(n), "own", t), u)) for n, t, u in zip(names, have.items, to.items)]
        read = {n.text for n in r.nodes(tuple(parts)) if isinstance(n, r.Path)}
        names = [n if n in read else "_" for n in names]  # a part that is None needs no converting
        pattern = f"({', '.join(names)}{',' if len(names) == 1 else ''})"
        return r.Block((r.LetStmt(pattern, "", own(c, v)),), r.TupleExpr(tuple(parts)))
    if isinstance(to, VarTupleT) and isinstance(have, TupleT):
        return _from("Tuple", r.MacroCall("vec", tuple(tuple_parts(c, v, have, to.item)), "["))
    if isinstance(to, VarTupleT) and isinstance(have, VarTupleT):
        if have.item in (BOTTOM, NONE):
            return r.CallExpr(r.Path("Tuple::from"), (r.CallExpr(r.Path("Vec::new")),))
        body = coerce(c, Val(r.Path("x"), "ref", have.item), to.item)
        closure = r.ClosureExpr(("x",), own(c, body))
        return r.MethodCall(r.MethodCall(r.MethodCall(v.e, "iter"), "map", (closure,)), "collect", (), "Tuple<_>")
    raise Refuse("P0303", f"a value of type `{have}` cannot stand where `{to}` is needed")


def _dynamic_holds(t: Type) -> bool:
    """Whether a dynamic value can be made of values of the type."""
    if is_dynamic(t):
        return True
    if isinstance(t, UnionT):
        return all(map(_dynamic_holds, t.members))
    if isinstance(t, TupleT):
        return all(map(_dynamic_holds, t.items))
    if isinstance(t, VarTupleT):
        return _dynamic_holds(t.item)
    return t in (NONE, BOOL, FLOAT, STR, BOTTOM, NEVER, DYN) or isinstance(t, IntT) or t.kind in ("list", "dict", "set")


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
        elif (
            ord(ch) < 0x20
            or 0x7F <= ord(ch) < 0xA0
            or ch in "\u2028\u2029\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
        ):
            out.append(f"\\u{{{ord(ch):x}}}")
        else:
            out.append(ch)
    return '"' + "".join(out) + '"'


def bytes_literal(value: bytes) -> str:
    """Bytes as a Rust literal."""
    named = {0x22: '\\"', 0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t", 0: "\\0"}
    shown = (named.get(n) or (chr(n) if 0x20 <= n < 0x7F else f"\\x{n:02x}") for n in value)
    return f'b"{"".join(shown)}"'


def is_literal(e: r.Expr) -> bool:
    """Whether the expression is an integer literal without a type."""
    return isinstance(e, r.Lit) and e.text.lstrip("-").isdigit()


def suffix_literal(e: r.Expr) -> r.Expr:
    """An integer literal with its type, where it has none."""
    return r.Lit(f"{e.text}_i64") if isinstance(e, r.Lit) and is_literal(e) else e


def with_type(e: r.Expr) -> r.Expr:
    """What a loop or several variables take; the first item of an array of literals says their type, which Rust may need to know."""
    if isinstance(e, r.ArrayExpr) and e.items:
        return replace(e, items=(with_type(suffix_literal(e.items[0])), *e.items[1:]))
    if isinstance(e, r.MacroCall) and e.name == "vec" and e.args:
        return replace(e, args=(with_type(suffix_literal(e.args[0])), *e.args[1:]))
    if isinstance(e, r.TupleExpr):
        return replace(e, items=tuple(with_type(suffix_literal(i)) for i in e.items))
    if isinstance(e, r.UnaryExpr) and e.op == "-" and is_literal(e.operand):
        return replace(e, operand=suffix_literal(e.operand))
    if isinstance(e, r.CallExpr) and isinstance(e.func, r.Path) and e.func.text.endswith(("::from_iter", "sorted")):
        return replace(e, args=tuple(map(with_type, e.args)))
    if isinstance(e, r.MethodCall):
        return replace(e, receiver=with_type(e.receiver), args=tuple(map(with_type, e.args)))
    return e


def suffixed(v: Val) -> Val:
    """The value with a type where it is a bare integer literal."""
    return Val(suffix_literal(v.e), v.form, v.ty, v.movable)


def discarded(v: Val) -> r.Stmt:
    """Evaluates a value for its effects."""
    return r.ExprStmt(v.e) if v.ty is NONE else r.LetStmt("_", "", v.e)


def decided(answer: str, *values: Val) -> r.Expr:
    """What the types of `values` alone decide; what has effects, or may raise, is evaluated all the same."""
    effects = tuple(discarded(v) for v in values if not quiet(v.e))
    return r.Block(effects, r.Lit(answer)) if effects else r.Lit(answer)


def quiet(e: r.Expr) -> bool:
    """Whether evaluating an expression neither has effects nor can raise."""
    match e:
        case r.TupleExpr(items=items):
            return all(map(quiet, items))
        case r.CallExpr(func=r.Path(text=name), args=args):  # an empty container, a text, a number
            return (name.endswith("::new") and not args) or (
                name in ("Str::from", "Int::from") and all(map(quiet, args))
            )
        case r.UnaryExpr(op="&" | "-" | "!", operand=operand) | r.FieldExpr(receiver=operand):
            return quiet(operand)
    return isinstance(e, (r.Path, r.Lit))


def stays(e: r.Expr) -> bool:
    """Whether an expression can stand in a closure: nothing in it leaves the function."""
    return not any(
        isinstance(n, (r.Jump, r.TryExpr, r.MacroCall)) and getattr(n, "name", "attempt") == "attempt"
        for n in r.nodes(e)
    )


def discard_then(v: Val, e: r.Expr) -> r.Expr:
    """Evaluates a unit for its effects, then gives `e`."""
    if isinstance(v.e, (r.Path, r.TupleExpr)):
        return e
    return r.Block((r.ExprStmt(v.e),), e)


def tuple_parts(c: Context, v: Val, have: TupleT, to: Type) -> list[r.Expr]:
    """The items of a tuple, each in the representation of `to`."""
    if isinstance(v.e, r.TupleExpr):
        return [own(c, coerce(c, Val(e, "own", t, literal=is_literal(e)), to)) for e, t in zip(v.e.items, have.items)]
    if v.form == "own":
        v = Val(c.hoist(v.e), "place", have)
    parts: list[r.Expr] = []
    for i, t in enumerate(have.items):
        parts.append(own(c, coerce(c, Val(r.FieldExpr(v.e, str(i)), "place", t), to)))
    return parts


def to_float(c: Context, v: Val) -> r.Expr:
    """A number as `f64`."""
    if isinstance(v.e, r.Lit) and v.e.text.removesuffix("_i64").lstrip("-").isdigit():
        value = int(v.e.text.removesuffix("_i64"))
        if abs(value) < 1 << 53:
            return r.Lit(f"{value}.0")
    t = v.ty
    if t is BOOL:
        return r.CallExpr(r.Path("f64::from"), (own(c, v),))
    if isinstance(t, IntT) and t.machine:
        return r.CastExpr(suffix_literal(own(c, v)), "f64")
    if isinstance(t, IntT):
        return c.raising_method(v.e, "to_f64")
    if is_num(t):
        return c.raising_method(v.e, "to_f64")
    if t is FLOAT:
        return own(c, v)
    raise Refuse("P0303", f"a value of type `{t}` cannot stand where a number is needed")


__all__ = ["Val", "coerce", "own", "tuple_item"]
