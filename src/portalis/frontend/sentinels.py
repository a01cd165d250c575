"""`for x in iter(f, sentinel)` is a loop that calls `f` until it gives the sentinel."""

from __future__ import annotations

import ast
from copy import deepcopy

from portalis.frontend.tree import walk


def write_sentinel_loops(tree: ast.Module) -> None:
    """Rewrites a module in place, where what is called and what ends the loop stay the same while it runs."""
    everything = walk(tree)
    names = {n.id for n in everything if isinstance(n, ast.Name)}
    if "iter" not in names:
        return
    stored = {n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    defined = {n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    if "iter" not in stored | defined and not any(map(_may_stop, everything)):
        _Loops(everything, names).visit(tree)


def _may_stop(n: ast.AST) -> bool:
    """Whether a StopIteration may come from something, which would end such a loop without a word."""
    match n:
        case ast.Call(func=ast.Name(id="next"), args=[_]):
            return True
        case ast.Name(id="StopIteration") | ast.Attribute(attr="__next__") | ast.FunctionDef(name="__next__"):
            return True
    return False


class _Loops(ast.NodeTransformer):
    def __init__(self, everything: list[ast.AST], names: set[str]) -> None:
        self.everything, self.names = everything, names

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.For(iter=ast.Call(func=ast.Name(id="iter"), args=[called, end], keywords=[]), orelse=[]):
                made = self.loop(node, called, end)
                return node if made is None else made
        return node

    def loop(self, node: ast.For, called: ast.expr, end: ast.expr) -> ast.While | None:
        given = _result(called)
        if given is None or not _is_constant(end) or not _stays(called, node):
            return None
        name = self.name(node)
        held = ast.Name(name, ast.Store())
        test = ast.Is() if isinstance(end, ast.Constant) and end.value is None else ast.Eq()
        done = ast.Compare(ast.Name(name, ast.Load()), [test], [end])
        body: list[ast.stmt] = [ast.Assign([held], given), ast.If(done, [ast.Break()], [])]
        if not (isinstance(node.target, ast.Name) and node.target.id == name):
            body.append(ast.Assign([node.target], ast.Name(name, ast.Load())))
        loop = ast.While(ast.Constant(True), [*body, *node.body], [])
        for n in walk(loop):
            if not hasattr(n, "lineno"):
                ast.copy_location(n, node)
        return loop

    def name(self, node: ast.For) -> str:
        """The loop's own variable, where nothing outside sees it, or another."""
        if isinstance(node.target, ast.Name):
            mine = {id(n) for n in walk(node)}
            wanted = node.target.id
            if all(id(n) in mine for n in self.everything if _names(n, wanted)):
                return wanted
        name = next(n for n in ("value", *(f"value_{i}" for i in range(2, 10**6))) if n not in self.names)
        self.names.add(name)
        return name


def _names(n: ast.AST, name: str) -> bool:
    match n:
        case ast.Name(id=other) | ast.arg(arg=other) | ast.FunctionDef(name=other):
            return other == name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return name in names
    return False


def _result(called: ast.expr) -> ast.expr | None:
    """What a call without arguments gives."""
    match called:
        case ast.Name() | ast.Attribute():
            return ast.copy_location(ast.Call(deepcopy(called), [], []), called)
        case ast.Lambda(args=ast.arguments(posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kwarg=None), body=body):
            return body
    return None


def _is_constant(e: ast.expr) -> bool:
    return isinstance(e, ast.Constant) or (isinstance(e, ast.UnaryOp) and isinstance(e.operand, ast.Constant))


def _stays(called: ast.expr, loop: ast.For) -> bool:
    """Whether nothing in the loop gives another meaning to what is called; a lambda looks its variables up at each call."""
    if isinstance(called, ast.Lambda):
        return True
    parts = walk(called)
    names = {n.id for n in parts if isinstance(n, ast.Name)}
    attributes = {n.attr for n in parts if isinstance(n, ast.Attribute)}
    if not all(isinstance(n, (ast.Name, ast.Attribute, ast.expr_context)) for n in parts):
        return False
    for n in walk(loop):
        match n:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name in names:
                return False
            case ast.Attribute(attr=attr, ctx=ast.Store() | ast.Del()) if attr in attributes:
                return False
    return True


__all__ = ["write_sentinel_loops"]
