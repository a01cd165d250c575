"""Lambdas at the top of a module that are kept as values and use the module's variables: functions of the module.

A function sees a module's variables as they are when it is called, as such a lambda does. Lambdas that only a builtin calls stay
where they are (`sorted(xs, key=lambda …)`), and so do those in comprehensions, which see variables that no function of the module does.

Defaults are evaluated where a function is defined (`lambda x, i=i: x + i` in a loop): a function that is given them then gives the one
that goes without. So it is for a `def` in a loop of the module, where nothing calls it with other values in their place.
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
    if not any(isinstance(n, (ast.Lambda, ast.FunctionDef)) for n in inside):
        return
    variables = {n.id for n in inside if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    classes = [s for s in tree.body if isinstance(s, ast.ClassDef)]
    program = {s.name for s in tree.body if isinstance(s, _SCOPES)}
    methods = {f.name for c in classes for f in c.body if isinstance(f, ast.FunctionDef)}
    body: list[ast.stmt] = []
    for s in tree.body:
        if isinstance(s, (ast.For, ast.While)):
            body += _defined_in_rounds(s, tree, fresh)
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
                    define = ast.FunctionDef(made, f.args, [ast.copy_location(ast.Return(f.body), f)], [], None)
                    named: ast.expr = ast.Name(made, ast.Load())
                    if f.args.defaults:
                        define, named = _given_defaults(define, fresh)
                    ast.copy_location(named, f)
                    out.append(ast.fix_missing_locations(ast.copy_location(define, f)))
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
    """Whether a lambda reads variables of the module."""
    if not _is_plain(f.args):
        return False
    own = {a.arg for a in walk(f.args) if isinstance(a, ast.arg)}
    return bool({n.id for n in walk(f.body) if isinstance(n, ast.Name)} & variables - own)


def _is_plain(args: ast.arguments) -> bool:
    """Whether there are positional parameters alone, with or without defaults."""
    return not (args.kwonlyargs or args.vararg or args.kwarg or args.posonlyargs)


def _given_defaults(f: ast.FunctionDef, fresh: Callable[[str], str]) -> tuple[ast.FunctionDef, ast.expr]:
    """A function that takes the defaults of another one and gives the function with them; and the call of it."""
    count = len(f.args.args) - len(f.args.defaults)
    taken, given = f.args.args[count:], f.args.defaults
    f.args = ast.arguments([], f.args.args[:count], None, [], [], None, [])
    maker = fresh(f"{f.name}_with")
    body: list[ast.stmt] = [f, ast.Return(ast.Name(f.name, ast.Load()))]
    define = ast.FunctionDef(maker, ast.arguments([], taken, None, [], [], None, []), body, [], None)
    return define, ast.Call(ast.Name(maker, ast.Load()), given, [])


def _defined_in_rounds(loop: ast.stmt, tree: ast.Module, fresh: Callable[[str], str]) -> list[ast.stmt]:
    """Puts such calls in the place of functions with defaults that each round of a loop defines; gives what makes them."""
    out: list[ast.stmt] = []
    for block in _blocks(loop):
        for i, f in enumerate(block):
            if not isinstance(f, ast.FunctionDef) or f.decorator_list or not f.args.defaults or not _is_plain(f.args):
                continue
            if _is_given_more(f, tree) or any(
                isinstance(n, (ast.Yield, ast.YieldFrom, *_SCOPES)) for s in f.body for n in walk(s)
            ):
                continue
            name = f.name
            if sum(isinstance(n, ast.FunctionDef) and n.name == name for n in walk(tree)) == 1:
                for n in walk(tree):  # a variable tells whether it is bound
                    if isinstance(n, ast.Name) and n.id == name:
                        n.early = False  # type: ignore[attr-defined]
            f.name = fresh("function")
            define, made = _given_defaults(f, fresh)
            block[i] = ast.fix_missing_locations(ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], made), f))
            out.append(ast.fix_missing_locations(ast.copy_location(define, f)))
    return out


def _blocks(s: ast.stmt) -> list[list[ast.stmt]]:
    """The blocks of a statement, without those of functions and classes in it."""
    found: list[list[ast.stmt]] = []
    stack: list[ast.AST] = [s]
    while stack:
        n = stack.pop()
        if not isinstance(n, _SCOPES):
            blocks = (getattr(n, name, None) for name in ("body", "orelse", "finalbody"))
            found += [b for b in blocks if isinstance(b, list)]
            stack += children(n)
    return found


def _is_given_more(f: ast.FunctionDef, tree: ast.Module) -> bool:
    """Whether a call of a function by its name may give values in the place of its defaults, or it is named in itself."""
    count = len(f.args.args) - len(f.args.defaults)
    if any(isinstance(n, ast.Name) and n.id == f.name for s in f.body for n in walk(s)):
        return True
    return any(
        isinstance(n, ast.Call)
        and isinstance(n.func, ast.Name)
        and n.func.id == f.name
        and (len(n.args) > count or n.keywords or any(isinstance(a, ast.Starred) for a in n.args))
        for n in walk(tree)
    )
