"""What one module copies from another one: its names mean there what they meant at home."""

from __future__ import annotations

import ast
from typing import TypeVar

from portalis.frontend.linking import Linked, Linker, absolute
from portalis.frontend.tree import children, walk

_Tree = TypeVar("_Tree", bound=ast.AST)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)  # fmt: skip
_OWN = frozenset({"__name__", "__doc__", "__file__"})
"""What each module has for itself."""
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


class CannotAdoptError(Exception):
    """The copy assigns to a name of its module, which another module cannot do, or asks what its own module is called."""


class Newcomer(ast.NodeTransformer):
    """Rewrites copies of definitions of one module for another one, in place.

    A name of the module that they come from is reached through that module, which the other one imports for it; what that
    module imports is imported again.
    """

    def __init__(self, linker: Linker, home: Linked, target: Linked) -> None:
        self.linker, self.home, self.target = linker, home, target
        self.bound: list[set[str]] = []
        """What the functions around a node bind."""

    def adopt(self, made: _Tree) -> _Tree:
        """The copy, rewritten.

        Raises:
            CannotAdoptError: where it has a `global` statement, or asks for `__name__`.
        """
        for n in walk(made):
            if isinstance(n, (ast.stmt, ast.expr)) and not hasattr(n, "home"):
                n.home = self.home.name  # type: ignore[union-attr]
        found = self.visit(made)
        assert isinstance(found, type(made))
        return found

    def visit_Global(self, node: ast.Global) -> ast.AST:
        """Refuses a `global` statement."""
        raise CannotAdoptError

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function: its parameters' defaults and annotations are read outside of it."""
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        self._parameters(node.args)
        if node.returns is not None:
            node.returns = self._annotation(node.returns)
        self.bound.append(_bound_in(node))
        node.body = [self.visit(s) for s in node.body]
        self.bound.pop()
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """A lambda, likewise."""
        self._parameters(node.args)
        self.bound.append(_bound_in(node))
        node.body = self.visit(node.body)
        self.bound.pop()
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Any other node."""
        if not isinstance(node, _SCOPES):
            return super().generic_visit(node)
        self.bound.append(_bound_in(node))
        super().generic_visit(node)
        self.bound.pop()
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """A statement with an annotation, which may be a text."""
        node.annotation = self._annotation(node.annotation)
        node.target = self.visit(node.target)
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name: one of the module that it comes from is asked of that module."""
        if not isinstance(node.ctx, ast.Load) or any(node.id in names for names in self.bound):
            return node
        if node.id in _OWN and node.id not in self.home.names:
            raise CannotAdoptError
        if node.id in self.home.imports:
            name = self._imported(node.id, self.home.imports[node.id])
            return node if name == node.id else ast.copy_location(ast.Name(name, ast.Load()), node)
        if node.id not in self.home.names:
            return node
        defined = self.home.name, node.id
        if node.id in self.home.definitions and self.linker.definition(self.target.name, node.id) == defined:
            return node
        module = self.target.bring(ast.Import([ast.alias(self.home.name)]), self.home.name.rpartition(".")[2])
        made = ast.Attribute(ast.Name(module, ast.Load()), node.id, ast.Load())
        ast.copy_location(made.value, node)
        return ast.copy_location(made, node)

    def _imported(self, name: str, s: ast.Import | ast.ImportFrom) -> str:
        """The name that the other module has for what this one imports."""
        if isinstance(s, ast.Import):
            a = next(a for a in s.names if name in (a.asname, a.name.split(".")[0]))
            if not a.asname and "." in a.name:
                raise CannotAdoptError  # the name stands for the outer package, and the inner module is in it
            again: ast.Import | ast.ImportFrom = ast.Import([ast.alias(a.name)])
        else:
            a = next(a for a in s.names if name in (a.asname, a.name))
            module = absolute(self.home.name, s, is_package=self.home.is_package)
            again = ast.ImportFrom(module, [ast.alias(a.name)], 0)
        return self.target.bring(again, name)

    def _parameters(self, a: ast.arguments) -> None:
        a.defaults = [self.visit(d) for d in a.defaults]
        a.kw_defaults = [d if d is None else self.visit(d) for d in a.kw_defaults]
        for p in [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]:
            if p.annotation is not None:
                p.annotation = self._annotation(p.annotation)

    def _annotation(self, e: ast.expr) -> ast.expr:
        if isinstance(e, ast.Constant) and isinstance(e.value, str):
            try:
                inner = ast.parse(e.value, mode="eval").body
            except SyntaxError:
                return e
            for n in walk(inner):
                if isinstance(n, ast.expr):
                    ast.copy_location(n, e)
            e = inner
        found = self.visit(e)
        assert isinstance(found, ast.expr)
        return found


def _bound_in(scope: ast.AST) -> set[str]:
    """The names that a function, a lambda or a comprehension binds itself."""
    found: set[str] = set()
    if isinstance(scope, (ast.FunctionDef, ast.Lambda)):
        a = scope.args
        found |= {p.arg for p in [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]}
    stack = children(scope)
    while stack:
        n = stack.pop()
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load):
            found.add(n.id)
        elif isinstance(n, (ast.Import, ast.ImportFrom)):
            found |= {a.asname or a.name.split(".")[0] for a in n.names}
        elif isinstance(n, _NAMED) and n.name:
            found.add(n.name)
        if not isinstance(n, _SCOPES):
            stack += children(n)
        else:  # `:=` in a comprehension binds around it
            stack += [m for m in walk(n) if isinstance(m, ast.NamedExpr)]
    return found


__all__ = ["CannotAdoptError", "Newcomer"]
