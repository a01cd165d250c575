"""Defaults that a function goes on to change: Python makes them once, so they are variables of the module."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.tree import walk

_MAKERS = frozenset({"list", "dict", "set", "defaultdict", "Counter", "deque", "OrderedDict"})
_READING = frozenset({"get", "keys", "values", "items", "index", "count", "copy", "union", "most_common"})


def keep_defaults(tree: ast.Module, fresh: Callable[[str], str]) -> None:
    """Gives names to the containers that functions and methods of the module have as defaults and may change, in place.

    A default that is only read is left where it is: made anew for each call, nobody could tell.
    """
    body: list[ast.stmt] = []
    for s in tree.body:
        functions = [s] if isinstance(s, ast.FunctionDef) else []
        if isinstance(s, ast.ClassDef):
            functions = [m for m in s.body if isinstance(m, ast.FunctionDef)]
        for f in functions:
            body += _kept(f, fresh)
        body.append(s)
    tree.body = body


def _kept(f: ast.FunctionDef, fresh: Callable[[str], str]) -> list[ast.stmt]:
    made: list[ast.stmt] = []
    positional = [*f.args.posonlyargs, *f.args.args]
    first = len(positional) - len(f.args.defaults)

    def keep(param: ast.arg, default: ast.expr) -> ast.expr:
        if not _is_made(default) or not (_holds_containers(default) or _may_change(f, param.arg)):
            return default
        name = fresh(f"{f.name.strip('_')}_{param.arg}")
        made.append(
            ast.copy_location(ast.Assign([ast.copy_location(ast.Name(name, ast.Store()), default)], default), default)
        )
        return ast.copy_location(ast.Name(name, ast.Load()), default)

    f.args.defaults = [keep(p, d) for p, d in zip(positional[first:], f.args.defaults)]
    f.args.kw_defaults = [d and keep(p, d) for p, d in zip(f.args.kwonlyargs, f.args.kw_defaults)]
    return made


def _is_made(e: ast.expr) -> bool:
    """Whether an expression makes a container, of constants and of types."""
    match e:
        case ast.List() | ast.Dict() | ast.Set():
            return not any(isinstance(n, (ast.Name, ast.Call, ast.Lambda)) for n in walk(e))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=[]):
            return name in _MAKERS and all(isinstance(a, ast.Name) for a in args)
    return False


def _holds_containers(e: ast.expr) -> bool:
    """Whether what a container holds can be changed too."""
    return any(isinstance(n, (ast.List, ast.Dict, ast.Set)) for n in walk(e) if n is not e)


def _may_change(f: ast.FunctionDef, name: str) -> bool:
    """Whether a parameter is more than looked at: changed in place, or handed on to where it could be."""
    looked: set[ast.AST] = set()
    for n in walk(f):
        match n:
            case ast.Subscript(value=ast.Name() as read, ctx=ast.Load()):
                looked.add(read)
            case ast.Call(func=ast.Attribute(value=ast.Name() as read, attr=method)) if method in _READING:
                looked.add(read)
            case ast.Call(
                func=ast.Name(id="len" | "sum" | "sorted" | "min" | "max" | "print" | "any" | "all" | "str"), args=args
            ):
                looked.update(a for a in args if isinstance(a, ast.Name))
            case ast.Compare(comparators=compared):
                looked.update(c for c in compared if isinstance(c, ast.Name))
            case ast.For(iter=ast.Name() as read) | ast.comprehension(iter=ast.Name() as read):
                looked.add(read)
    return any(isinstance(n, ast.Name) and n.id == name and n not in looked for s in f.body for n in walk(s))


__all__ = ["keep_defaults"]
