"""Lowers enumerations: an enum whose variants hold nothing."""

from __future__ import annotations

from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.classes import comparing, ordering_of
from portalis.codegen.context import Context
from portalis.codegen.expressions import constant, lower, owned, text_literal
from portalis.codegen.rust_types import Names, camel, rust_type, snake
from portalis.codegen.values import Val, coerce, own
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOOL, FLOAT, STR, InstanceT, TupleT, Type, int_type
from portalis.irbuild.program import Refuse


def variant(member: str) -> str:
    """The Rust name of a member."""
    return camel(member.lower() if member.isupper() else member)


def member(c: Context, cls: ClassInfo, name: str) -> Val:
    """A member, as a value."""
    return Val(r.Path(f"{c.names.classes[cls]}::{variant(name)}"), "own", InstanceT(cls))


def _own_name(cls: ClassInfo, name: str) -> str:
    """The name of a function that the program's own methods do not have."""
    taken = {snake(m) for m in cls.methods}
    while name in taken:
        name += "_"
    return name


@lowers("enum_name")
def _name(c: Context, e: ops.Builtin) -> Val:
    cls = e.args[0].ty.cls if isinstance(e.args[0].ty, InstanceT) else None
    assert isinstance(cls, ClassInfo)
    cls.asked.add("name")
    return Val(r.MethodCall(lower(c, e.args[0]).e, "name"), "own", STR)


@lowers("enum_value")
def _value(c: Context, e: ops.Builtin) -> Val:
    cls = e.args[0].ty.cls if isinstance(e.args[0].ty, InstanceT) else None
    assert isinstance(cls, ClassInfo)
    cls.asked.add("value")
    return Val(r.MethodCall(lower(c, e.args[0]).e, "value"), "own", cls.enum_type)


@lowers("enum_of")
def _of(c: Context, e: ops.Builtin) -> Val:
    cls = e.ty.cls if isinstance(e.ty, InstanceT) else None
    assert isinstance(cls, ClassInfo)
    cls.asked.add("of")
    call = r.CallExpr(
        r.Path(f"{c.names.classes[cls]}::{_own_name(cls, 'by_value')}"), (owned(c, e.args[0], cls.enum_type),)
    )
    return Val(c.attempt(call), "own", e.ty)


@lowers("enum_named")
def _named(c: Context, e: ops.Builtin) -> Val:
    cls = e.ty.cls if isinstance(e.ty, InstanceT) else None
    assert isinstance(cls, ClassInfo)
    cls.asked.add("named")
    call = r.CallExpr(r.Path(f"{c.names.classes[cls]}::{_own_name(cls, 'by_name')}"), (owned(c, e.args[0], STR),))
    return Val(c.attempt(call), "own", e.ty)


def items(
    cls: ClassInfo, names: Names, methods: list[r.FnItem], docs: tuple[str, ...], public: bool, mentioned: set[str]
) -> list[r.Item]:
    """The enum of an enumeration with what the program asks of it; `mentioned` are the last words of its paths."""
    assert cls.enum is not None
    name = names.classes[cls]
    known = cls.enum.members
    variants = {m: variant(m) for m in known}
    if len(set(variants.values())) < len(variants):
        raise Refuse("P0601", f"two members of `{cls.name}` have one name in Rust", cls.node)
    idle = any(v not in mentioned for v in variants.values()) and not {"of", "named"} & cls.asked
    attributes = ("#[allow(dead_code)]",) if idle and not public else ()
    derives = ("Clone", "Copy", "PartialEq", "Eq")
    out: list[r.Item] = [r.EnumItem(name, tuple((v, "") for v in variants.values()), derives, public, docs, attributes)]
    fns: list[r.FnItem] = list(methods)
    if "name" in cls.asked:
        fns.append(_match("name", "Str", {v: _text(m) for m, v in variants.items()}))
    if "value" in cls.asked:
        values = {v: _literal(names, known[m], cls.enum_type) for m, v in variants.items()}
        fns.append(_match("value", rust_type(cls.enum_type, names), values))
    if "of" in cls.asked:
        fns.append(_lookup(cls, names, variants))
    if "named" in cls.asked:
        fns.append(_by_name(variants, _own_name(cls, "by_name")))
    if fns:
        out.append(r.ImplItem(f"impl {name}", tuple(fns)))
    by_name = {m.name for m in methods}
    shows: list[r.FnItem] = []
    for method, own_method, texts in (
        ("write_repr", "repr", {v: f"<{cls.name}.{m}: {known[m]!r}>" for m, v in variants.items()}),
        ("write_str", "to_text", {v: f"{cls.name}.{m}" for m, v in variants.items()}),
    ):
        if own_method in by_name:
            if "PyResult" in next(m.ret for m in methods if m.name == own_method):
                raise Refuse("P0802", f"what shows a `{cls.name}` may raise, which is not translated yet", cls.node)
            text: r.Expr = r.UnaryExpr("&", r.MethodCall(r.Path("self"), own_method))
        else:
            arms = tuple(r.Arm(f"Self::{v}", None, r.Lit(text_literal(t))) for v, t in texts.items())
            text = r.MatchExpr(r.Path("self"), arms)
        push = r.ExprStmt(r.MethodCall(r.Path("out"), "push_str", (text,)))
        shows.append(r.FnItem(method, (r.Param("out", "&mut String"),), "", r.Block((push,)), receiver="&self"))
    out.append(r.ImplItem(f"impl Repr for {name}", tuple(shows)))
    if "less_than" in by_name:
        own = next(m for m in methods if m.name == "less_than")
        if own.ret != "bool":
            raise Refuse("P0604", "a comparison that does not give a bool is not translated yet", cls.node)
        by_reference = own.params[0].ty.startswith("&")

        def less(a: r.Expr, b: r.Expr) -> r.Expr:
            return r.MethodCall(a, "less_than", (b if by_reference else r.UnaryExpr("*", b),))

        order = ordering_of(less(r.Path("self"), r.Path("other")), less(r.Path("other"), r.Path("self")))
        out.append(comparing("PartialOrd", name, "Option<std::cmp::Ordering>", order))
    if cls.hashed:
        value = r.MethodCall(r.CastExpr(r.UnaryExpr("*", r.Path("self")), "i64"), "py_hash")
        out.append(
            r.ImplItem(f"impl Key for {name}", (r.FnItem("py_hash", (), "i64", r.Block((), value), receiver="&self"),))
        )
    return out


def _match(name: str, ret: str, values: dict[str, r.Expr]) -> r.FnItem:
    arms = tuple(r.Arm(f"Self::{v}", None, value) for v, value in values.items())
    return r.FnItem(name, (), ret, r.Block((), r.MatchExpr(r.Path("self"), arms)), receiver="self")


def _text(text: str) -> r.Expr:
    return r.CallExpr(r.Path("Str::from"), (r.Lit(text_literal(text)),))


def _literal(names: Names, value: object, ty: Type) -> r.Expr:
    """A member's value in the representation that all values have."""
    c = _Constants(names)
    if isinstance(value, tuple) and isinstance(ty, TupleT):
        return r.TupleExpr(tuple(_literal(names, v, t) for v, t in zip(value, ty.items)))
    have: Type
    if isinstance(value, bool):
        have = BOOL
    elif isinstance(value, int):
        have = int_type(value.bit_length(), value >= 0)
    else:
        have = FLOAT if isinstance(value, float) else STR
    made = constant(c, value, have)  # type: ignore[arg-type]
    return own(c, coerce(c, made, ty))  # type: ignore[arg-type]


class _Constants:
    """What lowering a constant asks of its context."""

    suffix = False
    closure = 0

    def __init__(self, names: Names) -> None:
        self.names = names


def _lookup(cls: ClassInfo, names: Names, variants: dict[str, str]) -> r.FnItem:
    """The member with a value."""
    assert cls.enum is not None
    ty = rust_type(cls.enum_type, names)
    missing = r.CallExpr(
        r.Path("Err"),
        (
            r.CallExpr(
                r.Path("Exception::new"),
                (
                    r.UnaryExpr("&", r.Path("VALUE_ERROR")),
                    r.MacroCall("format", (r.Lit(f'"{{}} is not a valid {cls.name}"'), r.CallExpr(r.Path("repr"), (r.UnaryExpr("&", r.Path("value")),)))),
                ),
            ),
        ),
    )  # fmt: skip
    found: r.Expr = missing
    for m, v in reversed(variants.items()):
        held = _literal(names, cls.enum.members[m], cls.enum_type)
        if cls.enum_type is STR and isinstance(held, r.CallExpr):
            held = held.args[0]
        test = r.BinaryExpr("==", r.Path("value"), held)
        made = r.Block((), r.CallExpr(r.Path("Ok"), (r.Path(f"Self::{v}"),)))
        found = r.IfExpr(test, made, found if isinstance(found, r.IfExpr) else r.Block((), found))
    return r.FnItem(_own_name(cls, "by_value"), (r.Param("value", ty),), "PyResult<Self>", r.Block((), found))


def _by_name(variants: dict[str, str], name: str) -> r.FnItem:
    """The member of a name."""
    arms = [
        r.Arm(text_literal(m), None, r.CallExpr(r.Path("Ok"), (r.Path(f"Self::{v}"),))) for m, v in variants.items()
    ]
    cls = r.UnaryExpr("&", r.Path("KEY_ERROR"))
    shown = r.MethodCall(r.CallExpr(r.Path("repr"), (r.UnaryExpr("&", r.Path("name")),)), "to_string")
    error = r.CallExpr(r.Path("Exception::with_argument"), (cls, shown, shown))
    arms.append(r.Arm("_", None, r.CallExpr(r.Path("Err"), (error,))))
    body = r.MatchExpr(r.UnaryExpr("&", r.UnaryExpr("*", r.Path("name"))), tuple(arms))
    return r.FnItem(name, (r.Param("name", "Str"),), "PyResult<Self>", r.Block((), body))


__all__ = ["items", "member", "variant"]
