"""Lowers formatted text."""

from __future__ import annotations

import re

from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, text_literal, typed
from portalis.codegen.values import Val, borrow, place
from portalis.ir import ops
from portalis.ir.types import STR, IntT

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
        if spec == "":
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
