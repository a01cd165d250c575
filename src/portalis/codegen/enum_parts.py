"""What the Rust of enumerations and of flags has in common."""

from __future__ import annotations

from collections.abc import Mapping

from portalis.codegen import rust_ast as r
from portalis.codegen.values import Val, text_literal
from portalis.frontend.symbols import ClassInfo
from portalis.ir.types import InstanceT, Type, option_of
from portalis.irbuild.program import Refuse


def class_of(t: Type) -> ClassInfo:
    """The class of members, which may be None too."""
    t = option_of(t) or t
    cls = t.cls if isinstance(t, InstanceT) else None
    assert isinstance(cls, ClassInfo)
    return cls


def value_of(v: Val) -> Val:
    """The value of a member."""
    cls = class_of(v.ty)
    cls.asked.add("value")
    return Val(r.MethodCall(v.e, "value"), "own", cls.enum_type)


def showing(cls: ClassInfo, name: str, methods: list[r.FnItem], texts: dict[str, r.Expr]) -> r.Item:
    """How members are shown: by what `texts` has for `write_repr` and `write_str`, or by methods of their own."""
    shows: list[r.FnItem] = []
    for method, own_method in (("write_repr", "repr"), ("write_str", "to_text")):
        own = next((m for m in methods if m.name == own_method), None)
        if own is not None and "PyResult" in own.ret:
            raise Refuse("P0802", f"what shows a `{cls.name}` may raise, which is not translated yet", cls.node)
        text = texts[method] if own is None else r.UnaryExpr("&", r.MethodCall(r.Path("self"), own_method))
        push = r.ExprStmt(r.MethodCall(r.Path("out"), "push_str", (text,)))
        shows.append(r.FnItem(method, (r.Param("out", "&mut String"),), "", r.Block((push,)), receiver="&self"))
    return r.ImplItem(f"impl Repr for {name}", tuple(shows))


def json_items(cls: ClassInfo, name: str) -> list[r.Item]:
    """What writes members that are ints or texts as JSON: as those."""
    if "json" not in cls.asked:
        return []
    value = r.MethodCall(r.Path("self"), "value")
    params = (r.Param("out", "&mut String"), r.Param("layout", "&Layout"), r.Param("level", "usize"))
    write = r.MethodCall(value, "write_json", (r.Path("out"), r.Path("layout"), r.Path("level")))
    out: list[r.Item] = [
        r.ImplItem(
            f"impl Json for {name}",
            (r.FnItem("write_json", params, "PyResult<()>", r.Block((), write), receiver="&self"),),
        )
    ]
    if cls.hashed:
        text = r.FnItem("key_text", (), "String", r.Block((), r.MethodCall(value, "key_text")), receiver="&self")
        out.append(r.ImplItem(f"impl JsonKey for {name}", (text,)))
    return out


def by_name_function(members: Mapping[str, r.Expr], name: str) -> r.FnItem:
    """The member of a name."""
    arms = [r.Arm(text_literal(m), None, r.CallExpr(r.Path("Ok"), (v,))) for m, v in members.items()]
    cls = r.UnaryExpr("&", r.Path("KEY_ERROR"))
    shown = r.MethodCall(r.CallExpr(r.Path("repr"), (r.UnaryExpr("&", r.Path("name")),)), "to_string")
    error = r.CallExpr(r.Path("Exception::with_argument"), (cls, shown, shown))
    arms.append(r.Arm("_", None, r.CallExpr(r.Path("Err"), (error,))))
    body = r.MatchExpr(r.UnaryExpr("&", r.UnaryExpr("*", r.Path("name"))), tuple(arms))
    return r.FnItem(name, (r.Param("name", "Str"),), "PyResult<Self>", r.Block((), body))


__all__ = ["by_name_function", "class_of", "json_items", "showing", "value_of"]
