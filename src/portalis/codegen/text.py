"""Lowers formatted text."""

from __future__ import annotations

import re

from portalis.codegen import iteration as it
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import lowers
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, owned, text_literal, typed
from portalis.codegen.values import Val, borrow, place, suffix_literal
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import STR, ContT, InstanceT, IntT, TupleT, Type, VarTupleT
from portalis.irbuild.text import formats_itself

_SAME_AS_RUST = re.compile(r"[<>^]?0?\d*\Z")


def text(c: Context, e: ops.Text) -> Val:
    """An f-string: `format!` where Rust shows the values as Python does, the runtime's `format` elsewhere."""
    if not e.parts:
        return Val(r.CallExpr(r.Path("Str::from"), (r.Lit('""'),)), "own", STR)
    if all(isinstance(p, str) for p in e.parts):
        return Val(
            r.CallExpr(r.Path("Str::from"), (r.Lit(text_literal("".join(p for p in e.parts if isinstance(p, str)))),)),
            "own",
            STR,
        )
    shown = [p[0] for p in e.parts if not isinstance(p, str)]
    settled, lets = order.operands(c, shown)
    if lets:
        values = iter(settled)
        again = ops.Text(e.ty, [p if isinstance(p, str) else (next(values), *p[1:]) for p in e.parts])
        order.placed(again, e)
        return Val(order.after(lets, text(c, again).e), "own", STR)
    template: list[str] = []
    args: list[r.Expr] = []
    for p in e.parts:
        if isinstance(p, str):
            template.append(p.replace("{", "{{").replace("}", "}}"))
            continue
        value, conversion, spec = p
        template.append("{}")
        args.append(_part(c, value, conversion, spec))
    literal = r.Lit(text_literal("".join(template)))
    made = r.MacroCall("format", (literal, *args))
    return Val(r.CallExpr(r.Path("Str::from"), (made,)), "own", STR)


def _part(c: Context, value: ops.Expr, conversion: str, spec: str | ops.Expr) -> r.Expr:
    v = typed(c, value)
    if conversion in ("r", "a"):
        if spec == "" and conversion == "r":
            return r.CallExpr(r.Path("reprd"), (borrow(v),))
        v = Val(r.CallExpr(r.Path("repr" if conversion == "r" else "ascii"), (borrow(v),)), "own", STR)
    elif conversion == "s" and spec != "":
        v = Val(r.CallExpr(r.Path("to_str"), (borrow(v),)), "own", STR)
    if spec == "":
        if v.ty is STR or isinstance(v.ty, IntT):
            return place(v) if v.form == "ref" and isinstance(v.ty, IntT) and v.ty.machine else v.e
        return r.CallExpr(r.Path("shown"), (borrow(v),))
    if isinstance(spec, str):
        argument: r.Expr = r.Lit(text_literal(spec))
    else:
        argument = borrow(lower(c, spec))
    receiver = v.e
    if isinstance(v.ty, IntT) and v.ty.machine and v.form == "ref":
        receiver = place(v)
    return c.raising_method(receiver, "format_spec", (argument,))


@lowers("format_fields")
def _format_fields(c: Context, e: ops.Builtin) -> Val:
    """`template.format(…)` of a template that only the running program knows."""
    settled, lets = order.operands(c, e.args)
    if lets:
        again = order.placed(ops.Builtin(e.ty, e.name, settled, e.extra), e)
        return Val(order.after(lets, _format_fields(c, again).e), "own", STR)
    template, *args = e.args
    count = len(args) - len(e.extra)
    positional, named = args[:count], args[count:]
    pairs = [r.TupleExpr((r.Lit(text_literal(name)), _field(c, value))) for name, value in zip(e.extra, named)]
    keywords = r.UnaryExpr("&", r.ArrayExpr(tuple(pairs)))
    known = r.Lit(text_literal(str(template.value))) if isinstance(template, ops.Const) else None
    receiver = known or lower(c, template).e
    if not any(isinstance(a, ops.Star) for a in positional):
        fields = r.UnaryExpr("&", r.ArrayExpr(tuple(_field(c, a) for a in positional)))
        return Val(c.raising_method(receiver, "format_fields", (fields, keywords)), "own", STR)
    name = c.temp("fields")
    body: list[r.Stmt] = [r.LetStmt(f"mut {name}", "Vec<Box<dyn Field>>", r.CallExpr(r.Path("Vec::new")))]
    for a in positional:
        if isinstance(a, ops.Star):
            item = r.CastExpr(r.CallExpr(r.Path("Box::new"), (r.Path("x"),)), "Box<dyn Field>")
            more = r.MethodCall(it.owned_iterator(c, a.value), "map", (r.ClosureExpr(("x",), item),))
            body.append(r.ExprStmt(r.MethodCall(r.Path(name), "extend", (more,))))
        else:
            boxed = r.CallExpr(r.Path("Box::new"), (suffix_literal(owned(c, a, a.ty)),))
            body.append(r.ExprStmt(r.MethodCall(r.Path(name), "push", (boxed,))))
    inside = r.UnaryExpr("&", r.UnaryExpr("*", r.UnaryExpr("*", r.Path("field"))))
    views = r.MethodCall(r.MethodCall(r.Path(name), "iter"), "map", (r.ClosureExpr(("field",), inside),))
    view = r.UnaryExpr("&", r.MethodCall(views, "collect", (), "Vec<&dyn Field>"))
    call = c.raising_method(receiver, "format_fields", (view, keywords))
    return Val(r.Block(tuple(body), call), "own", STR)


def _field(c: Context, e: ops.Expr) -> r.Expr:
    """A reference to an argument; the runtime is told the names of classes that have no formats."""
    v = typed(c, e)
    if formats_itself(e.ty):
        return borrow(v)
    name = e.ty.kind
    if isinstance(e.ty, InstanceT):
        assert isinstance(e.ty.cls, ClassInfo)
        name = e.ty.cls.name
    wrapper = "Subscripted" if _looked_into(e.ty) else "Unformatted"
    return r.UnaryExpr("&", r.CallExpr(r.Path(wrapper), (borrow(v), r.Lit(text_literal(name)))))


def _looked_into(t: Type) -> bool:
    """Whether a template may ask for items of a value: of lists, tuples and dicts of plain values."""
    if isinstance(t, ContT):
        return t.kind in ("list", "dict") and all(map(formats_itself, t.cell.params))
    if isinstance(t, TupleT):
        return all(map(formats_itself, t.items))
    return isinstance(t, VarTupleT) and formats_itself(t.item)
