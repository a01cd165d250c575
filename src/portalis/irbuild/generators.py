"""Generator functions: `yield` as a statement."""

from __future__ import annotations

import ast

from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import NONE, IterT
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.containers import item_type, iterable


def give(b: Builder, node: ast.Yield | ast.YieldFrom) -> list[ops.Stmt]:
    """Builds `yield value` or `yield from values` as a statement.

    Raises:
        Refuse: inside of `try` with a `finally`, which would have to run when the generator is dropped (`with` is one by now), or
            with a handler that would see the generator being closed.
    """
    assert b.inst.info is not None
    if _guarded(b.inst.info.node, node):
        raise b.refuse("P0703", "`yield` inside of `try` or `with` is not translated yet", node)
    if isinstance(node, ast.YieldFrom):
        values = iterable(b, node.value)
        item = item_type(b, values.ty, node)
        b.inst.returns(IterT(item))
        var = b.temp(item)
        b.called()
        return [ops.For(ops.ToVar(var), values, [_given(ops.Load(item, var))], [])]
    value = ex.value(b, node.value) if node.value is not None else ops.Const(NONE, None)
    b.inst.returns(IterT(value.ty))
    b.called()
    return [_given(value)]


def _given(value: ops.Expr) -> ops.Stmt:
    return ops.Evaluate(ops.Builtin(NONE, "yield", [value]))


def end(b: Builder, s: ast.Return) -> list[ops.Stmt]:
    """Builds a `return` of a generator. Its value is for those who ask `yield from` or `StopIteration` for it: nobody can yet."""
    b.dead = True
    if s.value is None or isinstance(s.value, ast.Constant):
        return [ops.Return(None)]
    return [ops.Evaluate(ex.value(b, s.value)), ops.Return(None)]


def _guarded(function: ast.AST, node: ast.AST) -> bool:
    """Whether a yield stands in a block that has to be left in order."""
    around = [n for n in walk(function) if isinstance(n, ast.Try) and node in walk(n)]
    return any(n.finalbody or any(map(_sees_closing, n.handlers)) for n in around)


def _sees_closing(h: ast.ExceptHandler) -> bool:
    names = {n.id for n in walk(h.type) if isinstance(n, ast.Name)} if h.type is not None else {"BaseException"}
    return bool(names & {"BaseException", "GeneratorExit"})


__all__ = ["end", "give"]
