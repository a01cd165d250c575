"""`UserId = NewType("UserId", int)`: for who checks types another type, for who runs the program the function that gives its argument."""

from __future__ import annotations

import ast
from collections.abc import Container
from copy import deepcopy

from portalis.frontend.tree import last_name, walk


def take_new_types(tree: ast.Module, shared: Container[str]) -> None:
    """Writes what they stand for in the places of such types, in place.

    Those that are used for more than annotations and calls stay, and so do the `shared` ones, which other modules import.
    """
    found: dict[str, ast.expr] = {}
    made: list[ast.stmt] = []
    for s in tree.body:
        match s:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=func, args=[ast.Constant(), base], keywords=[])
            ) if last_name(func) == "NewType" and name not in shared:
                found[name] = base
                made.append(s)
    if not found:
        return
    everything = walk(tree)
    bound = [n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]
    bound += [n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    bound += [n.arg for n in everything if isinstance(n, ast.arg)]
    found = {name: base for name, base in found.items() if bound.count(name) == 1}
    rewriter = _Rewriter(found)
    for s in tree.body:
        if s not in made:
            rewriter.visit(s)
    left = {n.id for s in tree.body if s not in made for n in walk(s) if isinstance(n, ast.Name)}
    tree.body = [
        s for s in tree.body if s not in made or (isinstance(s, ast.Assign) and last_name(s.targets[0]) in left)
    ]


class _Rewriter(ast.NodeTransformer):
    def __init__(self, found: dict[str, ast.expr]) -> None:
        self.found = found

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id=name), args=[value], keywords=[]) if name in self.found:
                return value if not isinstance(value, ast.Starred) else node
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = self._written(node.annotation)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = self._written(node.returns)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        written = self._written(node.annotation)
        assert written is not None
        node.annotation = written
        return self.generic_visit(node)

    def _written(self, annotation: ast.expr | None) -> ast.expr | None:
        return _Annotation(self.found).visit(annotation) if annotation is not None else None


class _Annotation(ast.NodeTransformer):
    def __init__(self, found: dict[str, ast.expr]) -> None:
        self.found = found

    def visit_Name(self, node: ast.Name) -> ast.AST:
        base = self.found.get(node.id)
        return self.visit(ast.copy_location(deepcopy(base), node)) if base is not None else node


__all__ = ["take_new_types"]
