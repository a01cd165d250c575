"""Typed dicts: plain dicts, of which a class says what they hold to whoever checks types."""

from __future__ import annotations

import ast
import re
from collections.abc import Container

from portalis.frontend.names import arguments_of
from portalis.frontend.tree import children, last_name, walk


def take_typed_dicts(tree: ast.Module, shared: Container[str]) -> None:
    """Writes `dict` for the typed dicts of a module, in place, and leaves their classes out.

    Those that are used for more than annotations and calls stay, and so do the `shared` ones, which other modules import.
    """
    found: dict[str, ast.stmt] = {}
    for s in tree.body:
        match s:
            case ast.ClassDef(name=name, bases=[base], decorator_list=[]) if last_name(base) == "TypedDict" or (
                isinstance(base, ast.Name) and base.id in found
            ):
                if all(map(_is_statement, s.body)) and name not in shared:
                    found[name] = s
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func, args=[_, ast.Dict()])) if (
                last_name(func) == "TypedDict" and name not in shared
            ):
                found[name] = s
    if not found:
        return
    everything = walk(tree)
    bound = [n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]
    bound += [n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    if "dict" in bound or "TypedDict" in bound or any(bound.count(name) != 1 for name in found):
        return
    stays = {s for s in tree.body if s not in found.values()}
    allowed = _Allowed()
    for s in stays:
        allowed.visit(s)
    uses = [n for s in stays for n in walk(s) if isinstance(n, ast.Name) and n.id in found]
    if any(n not in allowed.names for n in uses):
        return
    for n in uses:
        n.id = "dict"
    for text in allowed.texts:
        text.value = re.sub(r"\b\w+\b", lambda m: "dict" if m[0] in found else m[0], str(text.value))
    tree.body = [s for s in tree.body if s in stays]


def _is_statement(s: ast.stmt) -> bool:
    """Whether a statement of a typed dict says no more than what it holds."""
    return (
        isinstance(s, ast.Pass)
        or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        or (isinstance(s, ast.AnnAssign) and s.value is None)
    )


class _Allowed:
    """The names that stand in annotations, in brackets or before the arguments of a call, and the annotations in quotes."""

    def __init__(self) -> None:
        self.names: set[ast.Name] = set()
        self.texts: list[ast.Constant] = []

    def visit(self, node: ast.AST) -> None:
        """Looks through a statement."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for e in (*(a.annotation for a in arguments_of(node)), node.returns):
                    self._annotation(e)
            case ast.AnnAssign(annotation=e):
                self._annotation(e)
            case ast.Call(func=ast.Name() as name):
                self.names.add(name)
            case ast.Subscript(slice=inner):
                self.names.update(n for n in walk(inner) if isinstance(n, ast.Name))
        for child in children(node):
            self.visit(child)

    def _annotation(self, e: ast.expr | None) -> None:
        stack: list[ast.AST] = [e] if e is not None else []
        while stack:
            n = stack.pop()
            if isinstance(n, ast.Name):
                self.names.add(n)
            elif isinstance(n, ast.Constant) and isinstance(n.value, str):
                self.texts.append(n)
            elif not (isinstance(n, ast.Subscript) and last_name(n.value) == "Literal"):
                stack += children(n)


__all__ = ["take_typed_dicts"]
