"""Lambdas at the top of a module that are kept as values and use the module's variables: functions of the module.

A function sees a module's variables as they are when it is called, as such a lambda does. Lambdas that only a builtin calls stay
where they are (`sorted(xs, key=lambda …)`), and so do those in comprehensions, which see variables that no function of the module does.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.tree import children, walk

_STORING = frozenset({"append", "appendleft", "insert", "setdefault", "add", "put"})
_SCOPES = (ast.FunctionDef, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def lift_module_lambdas(tree: ast.Module, fresh: Callable[[str], str]) -> None:
    """Rewrites such lambdas of a module in place; `fresh` makes names that the module does not use."""
    inside = [n for s in tree.body if not isinstance(s, _SCOPES) for n in walk(s)]
    if not any(isinstance(n, ast.Lambda) for n in inside):
        return
    variables = {n.id for n in inside if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    classes = [s for s in tree.body if isinstance(s, ast.ClassDef)]
    program = {s.name for s in tree.body if isinstance(s, _SCOPES)}
    methods = {f.name for c in classes for f in c.body if isinstance(f, ast.FunctionDef)}
    body: list[ast.stmt] = []
    for s in tree.body:
        if not isinstance(s, _SCOPES):
            body += _lifted(s, variables, program, methods, fresh)
        body.append(s)
    tree.body = body


def _lifted(
    s: ast.stmt, variables: set[str], program: set[str], methods: set[str], fresh: Callable[[str], str]
) -> list[ast.stmt]:
    """Puts names where a statement has such lambdas; gives their definitions."""
    out: list[ast.stmt] = []
    stack: list[ast.AST] = [s]
    while stack:
        n = stack.pop()
        if isinstance(n, (ast.Lambda, *_COMPREHENSIONS, *_SCOPES)):
            continue
        for place in _kept(n, program, methods):
            for name, value in list(ast.iter_fields(place)):
                for i, f in enumerate(value if isinstance(value, list) else [value]):
                    if not isinstance(f, ast.Lambda) or not _uses(f, variables):
                        continue
                    made = fresh("function")
                    define = ast.FunctionDef(made, f.args, [ast.Return(f.body)], [], None)
                    named = ast.copy_location(ast.Name(made, ast.Load()), f)
                    ast.copy_location(define.body[0], f)
                    out.append(ast.copy_location(define, f))
                    if isinstance(value, list):
                        value[i] = named
                    else:
                        setattr(place, name, named)
        stack += children(n)
    return out


def _kept(n: ast.AST, program: set[str], methods: set[str]) -> list[ast.AST]:
    """The nodes whose direct parts become elements, attributes, values of variables, or arguments of the program's functions."""
    match n:
        case ast.List() | ast.Tuple() | ast.Dict() | ast.Assign() | ast.AnnAssign():
            return [n]
        case ast.Call(func=ast.Name(id=name)) if name in program:
            return [n, *n.keywords]
        case ast.Call(func=ast.Attribute(attr=name)) if name in methods or name in _STORING:
            return [n, *n.keywords]
    return []


def _uses(f: ast.Lambda, variables: set[str]) -> bool:
    """Whether a lambda without defaults reads variables of the module."""
    if f.args.defaults or f.args.kw_defaults:
        return False
    own = {a.arg for a in walk(f.args) if isinstance(a, ast.arg)}
    return bool({n.id for n in walk(f.body) if isinstance(n, ast.Name)} & variables - own)
