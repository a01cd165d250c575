"""Names for members of library modules: `push = heapq.heappush` stands for the member, `from math import *` for the names that are used.

A name for a `string.Template` of a literal, a `slice` of literals or a `cmp_to_key` stands for that too.
"""

from __future__ import annotations

import ast
import importlib
from collections import Counter
from copy import deepcopy

from portalis.frontend.tree import walk

_OPEN = frozenset(
    {"math", "itertools", "collections", "functools", "string", "operator", "heapq", "bisect", "random", "typing"}
)
"""Modules whose public names are known while translating, and importing which does nothing else."""


def resolve_library_names(tree: ast.Module) -> None:
    """Rewrites both in place. A name is taken only where the module binds it once and no function has it for itself."""
    everything = walk(tree)
    bound: Counter[str] = Counter()
    for n in everything:
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load):
            bound[n.id] += 1
        elif isinstance(n, ast.arg):
            bound[n.arg] += 2
        elif isinstance(n, (ast.FunctionDef, ast.ClassDef)):
            bound[n.name] += 1
        elif isinstance(n, (ast.Global, ast.Nonlocal)):
            bound.update(n.names)
        elif isinstance(n, ast.ExceptHandler) and n.name:
            bound[n.name] += 2
        elif isinstance(n, (ast.Import, ast.ImportFrom)):
            bound.update((a.asname or a.name).split(".")[0] for a in n.names)
    _open_stars(tree, everything, bound)
    modules = {(a.asname or a.name).split(".")[0] for s in tree.body if isinstance(s, ast.Import) for a in s.names}
    found: dict[str, ast.expr] = {}
    kept: list[ast.stmt] = []
    for s in tree.body:
        match s:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Attribute() as value) if (
                bound[name] == 1 and _root(value) in modules and bound[_root(value)] == 1
            ):
                if not _is_constant(value):
                    found[name] = value
                    continue
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as made) if bound[name] == 1 and _is_known(
                tree, made, bound
            ):
                found[name] = made
                continue
        kept.append(s)
    if found:
        tree.body = kept
        _Resolver(found).visit(tree)
    if not bound["slice"] and any(isinstance(n, ast.Name) and n.id == "slice" for n in everything):
        _Slices().visit(tree)


def _open_stars(tree: ast.Module, everything: list[ast.AST], bound: Counter[str]) -> None:
    used = {n.id for n in everything if isinstance(n, ast.Name)}
    for s in tree.body:
        if isinstance(s, ast.ImportFrom) and not s.level and s.module in _OPEN and s.names[0].name == "*":
            module = importlib.import_module(s.module)
            names = getattr(module, "__all__", None) or [n for n in dir(module) if not n.startswith("_")]
            taken = sorted(n for n in names if n in used and not bound[n])
            if taken:
                s.names = [ast.copy_location(ast.alias(n), s.names[0]) for n in taken]


def _is_known(tree: ast.Module, made: ast.Call, bound: Counter[str]) -> bool:
    """Whether a call makes the same wherever it stands: a template, a slice, or a key that compares by a function of the module."""
    if made.keywords:
        return False
    match made.func:
        case ast.Name(id="slice"):
            return not bound["slice"] and all(map(_is_bound, made.args))
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            imported = bound[module] == 1 and any(
                isinstance(s, ast.Import) and any(a.name == module and not a.asname for a in s.names) for s in tree.body
            )
        case ast.Name(id=name):
            module = {"Template": "string", "cmp_to_key": "functools"}.get(name, "")
            imported = bound[name] == 1 and any(
                isinstance(s, ast.ImportFrom) and s.module == module and any(a.name == name for a in s.names)
                for s in tree.body
            )
        case _:
            return False
    match module, name, made.args:
        case "string", "Template", [ast.Constant()]:
            return imported
        case "functools", "cmp_to_key", [ast.Name(id=function)]:
            defined = any(isinstance(s, ast.FunctionDef) and s.name == function for s in tree.body)
            return imported and defined and bound[function] == 1
    return False


def _is_bound(e: ast.expr) -> bool:
    """Whether an expression is a literal that may bound a slice."""
    inner = e.operand if isinstance(e, ast.UnaryOp) and isinstance(e.op, ast.USub) else e
    return isinstance(inner, ast.Constant) and (inner.value is None or type(inner.value) is int)


def _root(e: ast.expr) -> str:
    while isinstance(e, ast.Attribute):
        e = e.value
    return e.id if isinstance(e, ast.Name) else ""


def _is_constant(e: ast.Attribute) -> bool:
    """Whether a member is a value that is read once, such as `math.pi`: the variable may as well stay."""
    return isinstance(e.value, ast.Name) and e.attr in (
        "pi",
        "e",
        "tau",
        "inf",
        "nan",
        "maxsize",
        "argv",
        "stdin",
        "stdout",
    )


class _Slices(ast.NodeTransformer):
    """Writes `xs[slice(a, b)]` as `xs[a:b]`."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node.slice:
            case ast.Call(func=ast.Name(id="slice"), args=args, keywords=[]) if 1 <= len(args) <= 3:
                if not any(isinstance(a, ast.Starred) for a in args):
                    bounds = [None, *args] if len(args) == 1 else list(args)
                    node.slice = ast.copy_location(ast.Slice(*bounds), node.slice)
        return node


class _Resolver(ast.NodeTransformer):
    def __init__(self, names: dict[str, ast.expr]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self.names.get(node.id)
        if value is None:
            return node
        made = deepcopy(value)
        for n in walk(made):
            ast.copy_location(n, node)
        return made


__all__ = ["resolve_library_names"]
