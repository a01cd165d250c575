"""Standard input as bytes: `sys.stdin.buffer`, in programs that read no text beside it."""

from __future__ import annotations

import ast

from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import NameT
from portalis.irbuild.builder import Builder

BUFFER = "sys.stdin.buffer"


def stdin_buffer(b: Builder, node: ast.AST) -> ops.Expr:
    """What `sys.stdin.buffer` stands for.

    Raises:
        Refuse: where the program reads text too, since the text stream has taken more from it than was asked for.
    """
    for module in b.program.by_name.values():
        parts = walk(module.tree)
        below = {id(n.value) for n in parts if isinstance(n, ast.Attribute) and n.attr == "buffer"}
        for n in parts:
            match n:
                case ast.Name(id="input" | "open", ctx=ast.Load()):
                    text = True
                case ast.Attribute(attr="stdin") | ast.Name(id="stdin", ctx=ast.Load()):
                    text = id(n) not in below
                case _:
                    text = False
            if text:
                raise b.refuse("P0405", "standard input is read as bytes and as text", node)
    return ops.Const(NameT("module", BUFFER), None)


__all__ = ["BUFFER", "stdin_buffer"]
