"""Lowers flags: a struct that holds bits, with a constant for each name."""

from __future__ import annotations

from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.classes import comparing
from portalis.codegen.context import Context
from portalis.codegen.enum_parts import by_name_function, class_of, json_items, showing, value_of
from portalis.codegen.expressions import lower, owned, text_literal
from portalis.codegen.rust_types import Names, rust_type, snake
from portalis.codegen.values import Val, own
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import BOOL
from portalis.irbuild.program import Refuse

_TRAITS = {"|": ("BitOr", "bitor"), "&": ("BitAnd", "bitand"), "^": ("BitXor", "bitxor")}


def constant_name(member: str) -> str:
    """The Rust name of a flag."""
    return member if member.isupper() else snake(member).upper()


@lowers("flag_combine")
def _combine(c: Context, e: ops.Builtin) -> Val:
    class_of(e.ty).asked.add(str(e.extra))
    left, right = (own(c, lower(c, a)) for a in e.args)
    return Val(r.BinaryExpr(str(e.extra), left, right), "own", e.ty)


@lowers("flag_invert")
def _invert(c: Context, e: ops.Builtin) -> Val:
    class_of(e.ty).asked.add("!")
    return Val(r.UnaryExpr("!", own(c, lower(c, e.args[0]))), "own", e.ty)


@lowers("flag_of_bits")
def _of_bits(c: Context, e: ops.Builtin) -> Val:
    cls = class_of(e.ty)
    bits = owned(c, e.args[0], cls.enum_type)
    cls.asked.add("bits")
    return Val(r.CallExpr(r.Path(f"{c.names.classes[cls]}::of_bits"), (bits,)), "own", e.ty)


@lowers("flag_of")
def _of(c: Context, e: ops.Builtin) -> Val:
    cls = class_of(e.ty)
    assert cls.enum is not None
    cls.asked.add("of")
    call = r.CallExpr(r.Path(f"{c.names.classes[cls]}::by_value"), (owned(c, e.args[0], cls.enum_type),))
    return Val(call if cls.enum.kind == "IntFlag" else c.attempt(call), "own", e.ty)


@lowers("flag_contains")
def _contains(c: Context, e: ops.Builtin) -> Val:
    class_of(e.args[0].ty).asked.add("in")
    whole, part = (lower(c, a) for a in e.args)
    return Val(r.MethodCall(whole.e, "contains", (own(c, part),)), "own", BOOL)


@lowers("flag_each")
def _each(c: Context, e: ops.Builtin) -> Val:
    class_of(e.args[0].ty).asked.add("each")
    return Val(r.MethodCall(lower(c, e.args[0]).e, "flags"), "own", e.ty)


@lowers("flag_count")
def _count(c: Context, e: ops.Builtin) -> Val:
    value = value_of(lower(c, e.args[0]))
    return Val(r.CallExpr(r.Path("i64::from"), (r.MethodCall(value.e, "count_ones"),)), "own", e.ty)


def _bits(of: str) -> r.Expr:
    return r.FieldExpr(r.Path(of), "bits")


def _made(bits: r.Expr) -> r.Expr:
    return r.StructExpr("Self", (("bits", bits),))


def flag_items(
    cls: ClassInfo,
    names: Names,
    methods: list[r.FnItem],
    docs: tuple[str, ...],
    public: bool,
    mentioned: set[str],
    by_name: str,
) -> list[r.Item]:
    """The struct of a class of flags with what the program asks of it; `mentioned` are the last words of its paths."""
    assert cls.enum is not None
    name, mask = names.classes[cls], cls.enum.mask
    constants = {m: constant_name(m) for m in cls.enum.named}
    helpers = {"value", "name", "contains", "flags", "of_bits", "by_value"}
    if len(set(constants.values())) < len(constants) or "NAMES" in constants.values():
        raise Refuse("P0601", f"two members of `{cls.name}` have one name in Rust", cls.node)
    if helpers & {m.name for m in methods}:
        raise Refuse("P0601", f"a method of `{cls.name}` has a name that its Rust needs for another", cls.node)
    if rust_type(cls.enum_type, names) != "i64":
        raise Refuse("P0601", f"the bits of `{cls.name}` are translated as machine ints only", cls.node)
    derives = ("Clone", "Copy", "PartialEq", "Eq")
    out: list[r.Item] = [r.StructItem(name, (("bits", "i64"),), derives, docs, public)]
    body: list[r.Item] = []
    seen: dict[int, str] = {}
    for m, bits in cls.enum.named.items():
        seen.setdefault(bits, m)
        idle = constants[m] not in mentioned and not public and "named" not in cls.asked
        head = ("#[allow(dead_code)] " if idle else "") + ("pub " if public else "") + f"const {constants[m]}: Self"
        body.append(r.RawItem(head, _made(r.Lit(str(bits)))))
    table = r.UnaryExpr(
        "&", r.ArrayExpr(tuple(r.TupleExpr((r.Lit(text_literal(m)), r.Lit(str(v)))) for v, m in seen.items()))
    )
    body.append(r.RawItem("const NAMES: &'static [(&'static str, i64)]", table))
    fns = list(methods)
    if {"value", "json"} & cls.asked:
        fns.append(r.FnItem("value", (), "i64", r.Block((), _bits("self")), receiver="self"))
    if "name" in cls.asked:
        fns.append(r.FnItem("name", (), "Str", r.Block((), _called("flag_name", _bits("self"))), receiver="self"))
    if "in" in cls.asked:
        both = r.BinaryExpr("&", _bits("self"), _bits("part"))
        test = r.BinaryExpr("==", both, _bits("part"))
        fns.append(r.FnItem("contains", (r.Param("part", "Self"),), "bool", r.Block((), test), receiver="self"))
    if "each" in cls.asked:
        made = r.MethodCall(
            _called("flag_members", _bits("self")), "map", (r.ClosureExpr(("bits",), _made(r.Path("bits"))),)
        )
        fns.append(r.FnItem("flags", (), "Vec<Self>", r.Block((), r.MethodCall(made, "collect")), receiver="self"))
    if "bits" in cls.asked:
        fns.append(r.FnItem("of_bits", (r.Param("bits", "i64"),), "Self", r.Block((), _made(r.Path("bits")))))
    if "of" in cls.asked:
        fns.append(_by_value(cls, mask))
    if "named" in cls.asked:
        members = {m: r.Path(f"Self::{constant}") for m, constant in constants.items()}
        fns.append(by_name_function(members, by_name))
    out.append(r.ImplItem(f"impl {name}", (*body, *fns)))
    out += _operators(cls, name, mask)
    shows = {
        "write_repr": _shown("flag_repr", cls.name),
        "write_str": _shown("flag_str", cls.name)
        if not cls.enum.shows_value
        else r.UnaryExpr("&", r.MethodCall(_bits("self"), "to_string")),
    }
    out.append(showing(cls, name, methods, shows))
    if cls.enum.mixin:
        order = r.MethodCall(_bits("self"), "partial_cmp", (r.UnaryExpr("&", _bits("other")),))
        out.append(comparing("PartialOrd", name, "Option<std::cmp::Ordering>", order))
    out += json_items(cls, name)
    if cls.hashed:
        value = r.MethodCall(_bits("self"), "py_hash")
        fn = r.FnItem("py_hash", (), "i64", r.Block((), value), receiver="&self")
        out.append(r.ImplItem(f"impl Key for {name}", (fn,)))
    return out


def _called(function: str, bits: r.Expr) -> r.Expr:
    return r.CallExpr(r.Path(function), (bits, r.Path("Self::NAMES")))


def _shown(function: str, name: str) -> r.Expr:
    call = r.CallExpr(r.Path(function), (r.Lit(text_literal(name)), _bits("self"), r.Path("Self::NAMES")))
    return r.UnaryExpr("&", call)


def _by_value(cls: ClassInfo, mask: int) -> r.FnItem:
    """The flags of a value."""
    assert cls.enum is not None
    params = (r.Param("value", "i64"),)
    if cls.enum.kind == "IntFlag":
        kept = r.CallExpr(r.Path("flag_kept"), (r.Path("value"), r.Lit(str(mask))))
        return r.FnItem("by_value", params, "Self", r.Block((), _made(kept)))
    found = r.CallExpr(r.Path("flag_of"), (r.Lit(text_literal(cls.name)), r.Path("value"), r.Lit(str(mask))))
    made = r.MethodCall(found, "map", (r.ClosureExpr(("bits",), _made(r.Path("bits"))),))
    return r.FnItem("by_value", params, "PyResult<Self>", r.Block((), made))


def _operators(cls: ClassInfo, name: str, mask: int) -> list[r.Item]:
    """The operators that the program combines flags by."""
    assert cls.enum is not None
    out: list[r.Item] = []
    output = r.RawItem("type Output = Self")
    for op, (trait, method) in _TRAITS.items():
        if op in cls.asked:
            value = _made(r.BinaryExpr(op, _bits("self"), _bits("other")))
            fn = r.FnItem(method, (r.Param("other", "Self"),), "Self", r.Block((), value), receiver="self")
            out.append(r.ImplItem(f"impl std::ops::{trait} for {name}", (output, fn)))
            change = r.AssignStmt(_bits("self"), _bits("other"), f"{op}=")
            fn = r.FnItem(f"{method}_assign", (r.Param("other", "Self"),), "", r.Block((change,)), receiver="&mut self")
            out.append(r.ImplItem(f"impl std::ops::{trait}Assign for {name}", (fn,)))
    if "!" in cls.asked:
        turned = r.UnaryExpr("!", _bits("self"))
        rest: r.Expr = r.BinaryExpr("&", r.Lit(str(mask)), turned)
        if cls.enum.kind == "IntFlag":
            rest = r.CallExpr(r.Path("flag_kept"), (turned, r.Lit(str(mask))))
        fn = r.FnItem("not", (), "Self", r.Block((), _made(rest)), receiver="self")
        out.append(r.ImplItem(f"impl std::ops::Not for {name}", (output, fn)))
    return out


__all__ = ["constant_name", "flag_items"]
