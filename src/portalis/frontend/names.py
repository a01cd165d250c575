"""Which names a scope binds, and what its nested scopes are."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portalis.frontend.tree import walk

if TYPE_CHECKING:
    from portalis.frontend.scopes import Scope


FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def arguments_of(node: FunctionNode) -> list[ast.arg]:
    """All parameters, in the order positional, star, keyword-only, double star."""
    a = node.args
    found = [*a.posonlyargs, *a.args]
    if a.vararg:
        found.append(a.vararg)
    found += a.kwonlyargs
    if a.kwarg:
        found.append(a.kwarg)
    return found


class Collector(ast.NodeVisitor):
    """Finds the names that a scope binds, its nested functions, and the names that those capture."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.hidden: list[set[str]] = []

    def collect(self) -> None:
        node = self.scope.node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.scope.locals |= {a.arg for a in arguments_of(node)}
        body = node.body if isinstance(node.body, list) else [node.body]
        for s in body:
            self.visit(s)
        self.scope.locals -= self.scope.global_names | self.scope.nonlocal_names
        bound = self.scope.functions.keys() | self.scope.classes.keys() | self.scope.imports.keys()
        self.scope.locals |= bound

    def bind(self, name: str) -> None:
        if not any(name in h for h in self.hidden):
            if name in self.scope.locals:
                self.scope.rebound.add(name)
            self.scope.locals.add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.bind(node.id)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.scope.locals.add(node.target.id)
        self.visit(node.value)

    def visit_Global(self, node: ast.Global) -> None:
        self.scope.global_names |= set(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocal_names |= set(node.names)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in self.scope.functions or node.name in self.scope.locals:
            self.scope.rebound.add(node.name)
        self.scope.functions[node.name] = node
        for d in [*node.decorator_list, *node.args.defaults, *[d for d in node.args.kw_defaults if d]]:
            self.visit(d)
        self._nested(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.scope.locals.add(node.name)

    def _nested(self, node: ast.FunctionDef) -> None:
        child = type(self.scope)(node, self.scope)
        self.scope.children[node] = child
        Collector(child).collect()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.scope.classes[node.name] = node
        for d in [*node.decorator_list, *node.bases]:
            self.visit(d)
        for s in node.body:
            if isinstance(s, ast.FunctionDef):
                for d in [*s.args.defaults, *[d for d in s.args.kw_defaults if d]]:
                    self.visit(d)
                self._nested(s)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for d in [*node.args.defaults, *[d for d in node.args.kw_defaults if d]]:
            self.visit(d)
        self.hidden.append({a.arg for a in arguments_of(node)})
        self.visit(node.body)
        self.hidden.pop()

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        names = {n.id for g in node.generators for n in walk(g.target) if isinstance(n, ast.Name)}
        self.hidden.append(names)
        self.generic_visit(node)
        self.hidden.pop()

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _comprehension

    def visit_Import(self, node: ast.Import) -> None:
        for a in node.names:
            self.scope.imports[a.asname or a.name.split(".")[0]] = node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for a in node.names:
            self.scope.imports[a.asname or a.name] = node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.bind(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self.bind(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.bind(node.rest)
        self.generic_visit(node)
