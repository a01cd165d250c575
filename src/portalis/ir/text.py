"""The IR as text, for `--dump-after` and for tests of passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portalis.ir import ops
from portalis.ir.types import Type

_SKIPPED = frozenset({"pos", "ty", "natural", "targets"})


def expression(e: Any) -> str:
    """One expression or target, with the types of variables left to the head of the dump."""
    match e:
        case None:
            return "-"
        case ops.Const():
            return repr(e.value)
        case ops.Load():
            return f"{e.var.name}{'!' if e.last else ''}"
        case ops.ToVar():
            return e.var.name
        case ops.Call():
            return f"{getattr(e.target, 'name', '?')}({', '.join(map(expression, e.args))})"
        case ops.Prim():
            return f"{e.row.owner}.{e.row.name}({', '.join(map(expression, e.args))})"
        case ops.Builtin():
            extra = f" by {expression(e.extra)}" if isinstance(e.extra, ops.Expr) else ""
            return f"{e.name}({', '.join(map(expression, e.args))}){extra}"
        case ops.Clause():
            conditions = "".join(f" if {expression(c)}" for c in e.conditions)
            return f"for {expression(e.target)} in {expression(e.iterable)}{conditions}"
        case ops.Var():
            return e.name
        case str() | int() | bool():
            return str(e)
        case list() | tuple():
            return f"[{', '.join(map(expression, e))}]"
    if isinstance(e, (ops.Node, ops.Target)):
        parts = [
            expression(getattr(e, s)) for c in type(e).__mro__ for s in getattr(c, "__slots__", ()) if s not in _SKIPPED
        ]
        return f"{type(e).__name__.lower()}({', '.join(parts)})"
    return type(e).__name__


def statements(body: Iterable[ops.Stmt], depth: int) -> list[str]:
    """A series, a line for each statement, nested ones indented."""
    pad = "    " * depth
    out: list[str] = []
    for s in body:
        target = getattr(s, "target", None)
        head = f"{expression(target)} = " if isinstance(s, ops.Assign) else ""
        exprs = [s.value] if isinstance(s, ops.Assign) else ops.statement_exprs(s)
        name = "" if isinstance(s, ops.Assign) else type(s).__name__.lower() + " "
        if isinstance(s, ops.For):
            name += f"{expression(s.target)} in "
        if isinstance(s, ops.Augment):
            name = f"{expression(s.target)} {s.op}= "
            exprs = [s.value]
        out.append(f"{pad}{head}{name}{', '.join(map(expression, exprs))}".rstrip())
        for i, b in enumerate(ops.blocks(s)):
            if b:
                if i:
                    out.append(f"{pad}...")
                out += statements(b, depth + 1)
    return out


def function(name: str, variables: Iterable[ops.Var], ret: Type, body: Iterable[ops.Stmt]) -> str:
    """One function instance: its variables with their types and holdings, then its statements."""
    lines = [f"{name} -> {ret}"]
    lines += [
        f"    {'param' if v.is_param else 'var'} {v.name}: {v.ty} ({v.mode}{', mutated' if v.mutated else ''})"
        for v in variables
    ]
    return "\n".join([*lines, *statements(body, 1)])
