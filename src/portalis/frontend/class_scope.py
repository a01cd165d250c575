"""Names that a class body has bound itself: its own later statements see them before those of the module."""

from __future__ import annotations

import ast
from collections import Counter
from copy import deepcopy

from portalis.frontend.tree import walk

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def resolve_class_names(tree: ast.Module) -> None:
    """Writes `LIMIT` as `C.LIMIT` in the body of the class that has bound it, in place; a constant as itself."""
    for cls in walk(tree):
        if isinstance(cls, ast.ClassDef):
            _copy_methods(cls)
            _resolve(cls)


def _copy_methods(cls: ast.ClassDef) -> None:
    """Writes out `__radd__ = __add__`: a method that has another name beside its own."""
    names = Counter(s.name for s in cls.body if isinstance(s, ast.FunctionDef))
    names.update(name for s in cls.body for name, _ in _bindings(s))
    methods: dict[str, ast.FunctionDef] = {}
    body: list[ast.stmt] = []
    for s in cls.body:
        if isinstance(s, ast.FunctionDef):
            methods[s.name] = s
        match s:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=known)) if (
                known in methods and names[known] == names[name] == 1
            ):
                copied = deepcopy(methods[known])
                copied.name = name
                methods[name] = copied
                body.append(copied)
            case _:
                body.append(s)
    cls.body = body


def _resolve(cls: ast.ClassDef) -> None:
    bound: dict[str, ast.expr] = {}
    times = Counter(name for s in cls.body for name, _ in _bindings(s))
    for s in cls.body:
        if bound:
            _Names(cls.name, bound).visit_in_body(s)
        for name, value in _bindings(s):
            # What the class has in the end is another value, where it assigns again; no attribute has a name with a blank.
            attr = name if times[name] == 1 else f"{name} before it is assigned again"
            held = ast.Attribute(ast.Name(cls.name, ast.Load()), attr, ast.Load())
            constant = isinstance(value, ast.Constant) or (times[name] > 1 and _is_arithmetic(value))
            bound[name] = value if constant else held


def _is_arithmetic(e: ast.expr) -> bool:
    """Whether an expression computes with constants alone."""
    parts = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop)
    return all(isinstance(n, parts) for n in ast.walk(e))


def _bindings(s: ast.stmt) -> list[tuple[str, ast.expr]]:
    """The names that a statement of a class body binds to values."""
    match s:
        case ast.Assign(targets=targets, value=value):
            return [(t.id, value) for t in targets if isinstance(t, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return [(name, value)]
    return []


class _Names(ast.NodeTransformer):
    def __init__(self, cls: str, bound: dict[str, ast.expr]) -> None:
        self.cls, self.bound = cls, bound

    def visit_in_body(self, s: ast.stmt) -> None:
        """Rewrites what a statement of the body evaluates there: not annotations, and of methods the defaults alone."""
        match s:
            case ast.FunctionDef(args=args):
                args.defaults = [self.value(d) for d in args.defaults]
                args.kw_defaults = [d and self.value(d) for d in args.kw_defaults]
            case ast.Assign(value=value):
                s.value = self.value(value)
            case ast.AnnAssign(value=ast.expr() as value):
                s.value = self.value(value)

    def value(self, e: ast.expr) -> ast.expr:
        """An expression with the class's own names."""
        made = self.visit(e)
        assert isinstance(made, ast.expr)
        return made

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.Name):
            found = self.bound.get(node.id)
            if found is None or not isinstance(node.ctx, ast.Load):
                return node
            made = deepcopy(found)
            for n in walk(made):
                ast.copy_location(n, node)
            return made
        if isinstance(node, ast.Lambda):
            return node
        if isinstance(node, _COMPREHENSIONS):  # their first iterable is evaluated outside
            node.generators[0].iter = self.value(node.generators[0].iter)
            return node
        return self.generic_visit(node)


__all__ = ["resolve_class_names"]
