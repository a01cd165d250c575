"""Lowers enumerations: an enum whose variants hold nothing."""

from __future__ import annotations

from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.classes import comparing, ordering_of
from portalis.codegen.context import Context
from portalis.codegen.enum_parts import by_name_function, class_of, json_items, showing, value_of
from portalis.codegen.expressions import constant, lower, owned, text_literal
from portalis.codegen.flags import constant_name, flag_items
from portalis.codegen.rust_types import Names, camel, rust_type, snake
from portalis.codegen.values import Val, coerce, own, suffix_literal
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOOL, FLOAT, NONE, STR, InstanceT, IntT, TupleT, Type, int_type
from portalis.irbuild.program import Refuse


def variant(member: str) -> str:
    """The Rust name of a member."""
    return camel(member.lower() if member.isupper() else member)


def member(c: Context, cls: ClassInfo, name: str) -> Val:
    """A member, as a value."""
    assert cls.enum is not None
    place = constant_name(name) if cls.enum.flags else variant(name)
    return Val(r.Path(f"{c.names.classes[cls]}::{place}"), "own", InstanceT(cls))


def _own_name(cls: ClassInfo, name: str) -> str:
    """The name of a function that the program's own methods do not have."""
    taken = {snake(m) for m in cls.methods}
    while name in taken:
        name += "_"
    return name


@lowers("enum_name")
def _name(c: Context, e: ops.Builtin) -> Val:
    class_of(e.args[0].ty).asked.add("name")
    return Val(r.MethodCall(lower(c, e.args[0]).e, "name"), "own", STR)


@lowers("enum_value")
def _value(c: Context, e: ops.Builtin) -> Val:
    return value_of(lower(c, e.args[0]))


@lowers("enum_attribute")
def _attribute(c: Context, e: ops.Builtin) -> Val:
    cls = class_of(e.args[0].ty)
    cls.given[str(e.extra)] = e.ty
    return Val(r.MethodCall(lower(c, e.args[0]).e, _attribute_name(cls, str(e.extra))), "own", e.ty)


def _attribute_name(cls: ClassInfo, name: str) -> str:
    """The name of the function that gives what an initialiser gave to a member."""
    taken = {"name", "value", "by_value", "by_name", "find", *(snake(m) for m in cls.methods)}
    found = snake(name)
    while found in taken:
        found += "_"
    return found


@lowers("enum_of")
def _of(c: Context, e: ops.Builtin) -> Val:
    cls = class_of(e.ty)
    cls.asked.add("of")
    call = r.CallExpr(
        r.Path(f"{c.names.classes[cls]}::{_own_name(cls, 'by_value')}"), (owned(c, e.args[0], cls.asked_type),)
    )
    return Val(c.attempt(call), "own", e.ty)


@lowers("enum_find")
def _find(c: Context, e: ops.Builtin) -> Val:
    cls = class_of(e.ty)
    cls.asked.add("find")
    call = r.CallExpr(
        r.Path(f"{c.names.classes[cls]}::{_own_name(cls, 'find')}"), (owned(c, e.args[0], cls.asked_type),)
    )
    return Val(call, "own", e.ty)


@lowers("enum_named")
def _named(c: Context, e: ops.Builtin) -> Val:
    cls = class_of(e.ty)
    cls.asked.add("named")
    call = r.CallExpr(r.Path(f"{c.names.classes[cls]}::{_own_name(cls, 'by_name')}"), (owned(c, e.args[0], STR),))
    return Val(c.attempt(call), "own", e.ty)


def items(
    cls: ClassInfo, names: Names, methods: list[r.FnItem], docs: tuple[str, ...], public: bool, mentioned: set[str]
) -> list[r.Item]:
    """The enum of an enumeration with what the program asks of it; `mentioned` are the last words of its paths."""
    assert cls.enum is not None
    if cls.enum.flags:
        return flag_items(cls, names, methods, docs, public, mentioned, _own_name(cls, "by_name"))
    name = names.classes[cls]
    known = cls.enum.members
    variants = {m: variant(m) for m in known}
    if len(set(variants.values())) < len(variants):
        raise Refuse("P0601", f"two members of `{cls.name}` have one name in Rust", cls.node)
    idle = any(v not in mentioned for v in variants.values()) and not {"of", "find", "named"} & cls.asked
    attributes = ("#[allow(dead_code)]",) if idle and not public else ()
    derives: tuple[str, ...] = ("Clone", "Copy", "PartialEq", "Eq")
    values = list(known.values())
    rising = bool(cls.enum.mixin) and values == sorted(values)  # type: ignore[type-var]
    derives += ("PartialOrd",) if rising else ()
    if cls.enum.mixin and (not rising or cls.hashed or "json" in cls.asked):
        cls.asked.add("value")
    out: list[r.Item] = [r.EnumItem(name, tuple((v, "") for v in variants.values()), derives, public, docs, attributes)]
    fns: list[r.FnItem] = list(methods)
    if "name" in cls.asked:
        fns.append(_match("name", "Str", {v: _text(m) for m, v in variants.items()}))
    if "value" in cls.asked:
        literals = {v: _literal(names, known[m], cls.enum_type) for m, v in variants.items()}
        fns.append(_match("value", rust_type(cls.enum_type, names), literals))
    for attribute, ty in sorted(cls.given.items()):
        held = cls.enum.attributes[attribute]
        literals = {v: _literal(names, held[m], ty) for m, v in variants.items()}
        fns.append(_match(_attribute_name(cls, attribute), rust_type(ty, names), literals))
    if "of" in cls.asked:
        fns.append(_lookup(cls, names, variants, optional=False))
    if "find" in cls.asked:
        fns.append(_lookup(cls, names, variants, optional=True))
    if "named" in cls.asked:
        members = {m: r.Path(f"Self::{v}") for m, v in variants.items()}
        members |= {m: members[of] for m, of in cls.enum.aliases.items()}
        fns.append(by_name_function(members, _own_name(cls, "by_name")))
    if fns:
        out.append(r.ImplItem(f"impl {name}", tuple(fns)))
    by_name = {m.name for m in methods}
    value_text = cls.enum.shows_value
    texts = {
        "write_repr": {v: f"<{cls.name}.{m}: {known[m]!r}>" for m, v in variants.items()},
        "write_str": {v: str(known[m]) if value_text else f"{cls.name}.{m}" for m, v in variants.items()},
    }
    shown: dict[str, r.Expr] = {}
    for method, found in texts.items():
        arms = tuple(r.Arm(f"Self::{v}", None, r.Lit(text_literal(t))) for v, t in found.items())
        shown[method] = r.MatchExpr(r.Path("self"), arms)
    out.append(showing(cls, name, methods, shown))
    if cls.enum.mixin and not rising:
        one, other = (r.MethodCall(r.Path(p), "value") for p in ("self", "other"))
        by_value = r.MethodCall(one, "partial_cmp", (r.UnaryExpr("&", other),))
        out.append(comparing("PartialOrd", name, "Option<std::cmp::Ordering>", by_value))
    out += json_items(cls, name)
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
        place = r.CastExpr(r.UnaryExpr("*", r.Path("self")), "i64")
        value = r.MethodCall(r.MethodCall(r.Path("self"), "value") if cls.enum.mixin else place, "py_hash")
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
    elif value is None:
        have = NONE
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


def _lookup(cls: ClassInfo, names: Names, variants: dict[str, str], *, optional: bool) -> r.FnItem:
    """The member with a value; where there is none, None or the exception."""
    assert cls.enum is not None
    ty = rust_type(cls.asked_type, names)
    missing: r.Expr = r.Path("None") if optional else r.CallExpr(
        r.Path("Err"),
        (
            r.CallExpr(
                r.Path("Exception::new"),
                (
                    r.UnaryExpr("&", r.Path("VALUE_ERROR")),
                    r.MacroCall("format", (r.Lit(f'"{{}} is not a valid {getattr(cls.node, "qualname", cls.name)}"'), r.CallExpr(r.Path("repr"), (r.UnaryExpr("&", r.Path("value")),)))),
                ),
            ),
        ),
    )  # fmt: skip
    found: r.Expr = missing
    for m, v in reversed(variants.items()):
        held = _literal(names, cls.enum.members[m], cls.enum_type)
        if cls.asked_type is STR and isinstance(held, r.CallExpr):
            held = held.args[0]
        elif isinstance(cls.asked_type, IntT) and not cls.asked_type.machine:
            held = suffix_literal(held)
        test = r.BinaryExpr("==", r.Path("value"), held)
        made = r.Block((), r.CallExpr(r.Path("Some" if optional else "Ok"), (r.Path(f"Self::{v}"),)))
        found = r.IfExpr(test, made, found if isinstance(found, r.IfExpr) else r.Block((), found))
    name, ret = ("find", "Option<Self>") if optional else ("by_value", "PyResult<Self>")
    return r.FnItem(_own_name(cls, name), (r.Param("value", ty),), ret, r.Block((), found))


__all__ = ["items", "member", "variant"]
