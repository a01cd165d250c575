"""Variables that a function and the closures that it makes go on to share: objects with one attribute, held by all of them."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.tree import walk


def share(outer: ast.FunctionDef, name: str, fresh: Callable[[str], str]) -> ast.ClassDef | None:
    """Makes such an object of a variable, in place; gives its class. None where the variable may have no value at first.

    The object is made where the variable is first assigned: at the top of the function, before anything reads it.
    """
    if any(_hides(n, name) for n in walk(outer) if n is not outer):
        return None
    is_param = any(a.arg == name for a in walk(outer.args) if isinstance(a, ast.arg))
    first = next((i for i, s in enumerate(outer.body) if _mentions(s, name)), None)
    if first is None:
        return None
    opening = outer.body[first]
    value: ast.expr
    if not is_param:
        match opening:
            case ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(value=ast.expr() as value):
                if _mentions(value, name):
                    return None
            case _:
                return None
    cls = fresh("".join(part.capitalize() for part in name.split("_")) or "Variable")
    cell = fresh(f"{name}_shared")

    class Sharer(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            if node.id != name:
                return node
            return ast.copy_location(ast.Attribute(ast.Name(cell, ast.Load()), "value", node.ctx), node)

        def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
            names = [n for n in node.names if n != name]
            return ast.copy_location(ast.Nonlocal(names) if names else ast.Pass(), node)

    sharer = Sharer()
    if is_param:
        value = ast.copy_location(ast.Name(name, ast.Load()), opening)
    made: ast.stmt = ast.Assign([ast.Name(cell, ast.Store())], ast.Call(ast.Name(cls, ast.Load()), [value], []))
    rest = outer.body[first:] if is_param else outer.body[first + 1 :]
    outer.body = [*outer.body[:first], made, *(sharer.visit(s) for s in rest)]
    text = f"class {cls}:\n    def __init__(self, value):\n        self.value = value\n"
    found = ast.parse(text).body[0]
    assert isinstance(found, ast.ClassDef)
    for n in walk(found):
        if isinstance(n, (ast.expr, ast.stmt, ast.arg)):
            ast.copy_location(n, opening)
    for n in (*walk(made), *(x for s in outer.body for x in walk(s))):
        if isinstance(n, (ast.expr, ast.stmt)) and not hasattr(n, "lineno"):
            ast.copy_location(n, opening)
    return found


def _mentions(node: ast.AST, name: str) -> bool:
    return any(
        (isinstance(n, ast.Name) and n.id == name) or (isinstance(n, ast.Nonlocal) and name in n.names)
        for n in walk(node)
    )


def _hides(n: ast.AST, name: str) -> bool:
    """Whether a node gives the name another meaning, or takes its value away."""
    if isinstance(n, (ast.FunctionDef, ast.Lambda)):
        if any(a.arg == name for a in walk(n.args) if isinstance(a, ast.arg)):
            return True
        stored = any(isinstance(x, ast.Name) and x.id == name and not isinstance(x.ctx, ast.Load) for x in walk(n))
        return stored and not any(isinstance(x, ast.Nonlocal) and name in x.names for x in walk(n))
    if isinstance(n, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        return any(isinstance(x, ast.Name) and x.id == name for g in n.generators for x in walk(g.target))
    if isinstance(n, ast.Name):
        return n.id == name and isinstance(n.ctx, ast.Del)
    if isinstance(n, (ast.ExceptHandler, ast.ClassDef, ast.MatchAs, ast.MatchStar)):
        return n.name == name
    return isinstance(n, ast.Global) and name in n.names


__all__ = ["share"]
