"""`itemgetter(1)`, `attrgetter("name")` and `methodcaller("upper")` of `operator`, written out as what they do."""

from __future__ import annotations

import ast
from collections import Counter
from copy import deepcopy

from portalis.frontend.tree import walk

_GETTERS = frozenset({"itemgetter", "attrgetter", "methodcaller"})
_EACH = "x"


def write_getters(tree: ast.Module) -> None:
    """Rewrites a module in place: a call of a getter is the expression, any other getter a lambda.

    Only getters whose arguments are constants are written out, as these are evaluated when the getter is made.
    """
    everything = walk(tree)
    imported = [n for n in tree.body if isinstance(n, (ast.Import, ast.ImportFrom))]
    modules = {
        a.asname or a.name for n in imported if isinstance(n, ast.Import) for a in n.names if a.name == "operator"
    }
    names = {
        a.asname or a.name: a.name
        for n in imported
        if isinstance(n, ast.ImportFrom) and n.module == "operator" and not n.level
        for a in n.names
        if a.name in _GETTERS
    }
    if not modules and not names:
        return
    bound = Counter(n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
    bound.update(n.arg for n in everything if isinstance(n, ast.arg))
    bound.update(n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef)))
    bound.update(n.name for n in everything if isinstance(n, ast.ExceptHandler) and n.name)
    modules = {m for m in modules if not bound[m]}
    names = {n: of for n, of in names.items() if not bound[n]}
    _Writer(modules, names).visit(tree)


class _Writer(ast.NodeTransformer):
    def __init__(self, modules: set[str], names: dict[str, str]) -> None:
        self.modules = modules
        self.names = names

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Call) and len(node.args) == 1 and not node.keywords:
            getter, kind = node.func, self.getter(node.func)
            given = self.visit(node.args[0])
            single = kind == "methodcaller" or len(getter.args) == 1 or isinstance(given, ast.Name)
            if kind is not None and single and not isinstance(given, ast.Starred):
                return _placed(_applied(kind, getter, given), node)
            node.func, node.args = self.visit(node.func), [given]
            return node
        self.generic_visit(node)
        kind = self.getter(node)
        if kind is not None:
            each = ast.arguments([], [ast.arg(_EACH)], None, [], [], None, [])
            return _placed(ast.Lambda(each, _applied(kind, node, ast.Name(_EACH, ast.Load()))), node)
        return node

    def getter(self, node: ast.Call) -> str | None:
        """Which getter a call makes, where it makes one of constants."""
        kind = self.kind(node.func)
        if kind is None or not node.args:
            return None
        given = [*node.args, *(k.value for k in node.keywords)]
        if not all(map(_is_constant, given)) or any(k.arg is None for k in node.keywords):
            return None
        first = node.args[0]
        if kind == "itemgetter":
            return None if node.keywords else kind
        texts = node.args if kind == "attrgetter" else node.args[:1]
        if kind == "attrgetter" and node.keywords:
            return None
        named = all(
            isinstance(a, ast.Constant)
            and isinstance(a.value, str)
            and all(p.isidentifier() for p in a.value.split("."))
            for a in texts
        )
        if not named or (kind == "methodcaller" and "." in str(getattr(first, "value", ""))):
            return None
        return kind

    def kind(self, func: ast.expr) -> str | None:
        """Which getter a name stands for."""
        match func:
            case ast.Name(id=name):
                found = self.names.get(name)
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in self.modules and name in _GETTERS:
                found = name
            case _:
                return None
        return found


def _is_constant(e: ast.expr) -> bool:
    if isinstance(e, ast.UnaryOp) and isinstance(e.op, ast.USub):
        return isinstance(e.operand, ast.Constant)
    return isinstance(e, ast.Constant) or (isinstance(e, ast.Tuple) and all(map(_is_constant, e.elts)))


def _applied(kind: str, getter: ast.Call, given: ast.expr) -> ast.expr:
    """What a getter gives for a value."""
    if kind == "methodcaller":
        method = ast.Attribute(given, str(getter.args[0].value), ast.Load())  # type: ignore[attr-defined]
        return ast.Call(method, deepcopy(getter.args[1:]), deepcopy(getter.keywords))
    parts = [_part(kind, a, given) for a in getter.args]
    return parts[0] if len(parts) == 1 else ast.Tuple(parts, ast.Load())


def _part(kind: str, what: ast.expr, given: ast.expr) -> ast.expr:
    if kind == "itemgetter":
        return ast.Subscript(deepcopy(given), deepcopy(what), ast.Load())
    found = deepcopy(given)
    for name in str(what.value).split("."):  # type: ignore[attr-defined]
        found = ast.Attribute(found, name, ast.Load())
    return found


def _placed(made: ast.expr, node: ast.AST) -> ast.expr:
    for n in walk(made):
        if not hasattr(n, "lineno") and isinstance(n, (ast.expr, ast.arg, ast.keyword)):
            ast.copy_location(n, node)
    return made
