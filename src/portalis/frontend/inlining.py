"""The body of a function in the place of a call of it, as a statement: for initialisers of base classes."""

from __future__ import annotations

import ast

from portalis.frontend.tree import walk


def inline_call(
    callee: ast.FunctionDef,
    this: str,
    args: list[ast.expr],
    keywords: list[ast.keyword],
    caller: ast.FunctionDef,
    suffix: str,
    at_top: bool = False,
) -> list[ast.stmt] | None:
    """What stands for a call of a method on `this`: its parameters bound, then its body; None where it has to stay a call.

    `callee` is taken apart: it has to be a copy. Its names are changed where the caller has them too; `suffix` tells them apart.
    `at_top` where the caller stands for the module, whose names hide nothing.
    """
    a = callee.args
    names = [p.arg for p in [*a.posonlyargs, *a.args]]
    if a.vararg or a.kwarg or not names or any(isinstance(e, ast.Starred) for e in args):
        return None
    if any(k.arg is None for k in keywords) or callee.decorator_list:
        return None
    body = callee.body
    if body and isinstance(body[-1], ast.Return) and _gives_nothing(body[-1]):
        body = body[:-1]
    if any(isinstance(n, (ast.Return, ast.Global, ast.Nonlocal)) for s in body for n in _own(s)):
        return None
    bound = _bind(a, names[1:], args, keywords)
    if bound is None:
        return None
    renamed: dict[str, ast.expr | str] = {names[0]: this}
    used = {n.id for n in walk(caller) if isinstance(n, ast.Name)} | {
        n.arg for n in walk(caller) if isinstance(n, ast.arg)
    }
    stored = _stored(callee)
    mine = {n.id for s in body for n in walk(s) if isinstance(n, ast.Name)} - stored - set(names) - set(bound)
    if not at_top and any(is_bound_in(caller, name) or name in _parameters(caller) for name in mine):
        return None  # a name of the module that the caller hides
    out: list[ast.stmt] = []
    later = {n.id for e in bound.values() for n in walk(e) if isinstance(n, ast.Name)}
    for name, value in bound.items():
        plain = isinstance(value, ast.Constant) or (
            isinstance(value, ast.Name)
            and value.id in _parameters(caller)
            and not is_bound_in(caller, value.id)
            and value.id not in stored
        )
        if plain and name not in stored:
            renamed[name] = value.id if isinstance(value, ast.Name) else value
            continue
        fresh = name if name not in used and name not in later else f"{name}_of_{suffix}"
        while fresh in used and fresh != name:
            fresh += "_"
        used.add(fresh)
        renamed[name] = fresh
        annotation = next((p.annotation for p in [*a.args, *a.kwonlyargs] if p.arg == name), None)
        target = ast.Name(fresh, ast.Store())
        made: ast.stmt = ast.AnnAssign(target, annotation, value, 1) if annotation else ast.Assign([target], value)
        out.append(ast.copy_location(ast.fix_missing_locations(ast.copy_location(made, value)), value))
    for name in sorted(stored - set(bound)):
        if name in used:
            renamed[name] = f"{name}_of_{suffix}"
    replacer = _Replacer(renamed)
    out += [replacer.visit(s) for s in body if not _is_docstring(s)]
    return [s for s in out if not isinstance(s, ast.Pass)]


def is_bound_in(function: ast.FunctionDef, name: str) -> bool:
    """Whether anything but a parameter of the function gives the name a value."""
    for s in function.body:
        for n in walk(s):
            if isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load):
                return True
            if isinstance(n, ast.arg) and n.arg == name:
                return True
            if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)) and n.name == name:
                return True
    return False


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {n.arg for n in walk(function.args) if isinstance(n, ast.arg)}


def _own(s: ast.stmt) -> list[ast.AST]:
    """The nodes of a statement without those of functions inside."""
    found: list[ast.AST] = [s]
    for n in found:
        if isinstance(n, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        found += ast.iter_child_nodes(n)
    return found


def _gives_nothing(s: ast.Return) -> bool:
    return s.value is None or (isinstance(s.value, ast.Constant) and s.value.value is None)


def _is_docstring(s: ast.stmt) -> bool:
    return isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)


def _stored(function: ast.FunctionDef) -> set[str]:
    """The names that the body of a function binds, those of functions inside among them."""
    found: set[str] = set()
    for s in function.body:
        for n in walk(s):
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load):
                found.add(n.id)
            elif isinstance(n, ast.arg):
                found.add(n.arg)
            elif isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)) and n.name:
                found.add(n.name)
    return found


def _bind(
    a: ast.arguments, names: list[str], args: list[ast.expr], keywords: list[ast.keyword]
) -> dict[str, ast.expr] | None:
    """The value of each parameter, in the order in which Python evaluates them; None where they do not fit."""
    if len(args) > len(names):
        return None
    bound = dict(zip(names, args))
    everything = {*names, *(p.arg for p in a.kwonlyargs)}
    for k in keywords:
        if k.arg not in everything or k.arg in bound:
            return None
        bound[k.arg] = k.value
    defaults: dict[str, ast.expr] = dict(zip(names[len(names) - len(a.defaults) :], a.defaults))
    defaults.update((p.arg, d) for p, d in zip(a.kwonlyargs, a.kw_defaults) if d is not None)
    for name in [*names, *(p.arg for p in a.kwonlyargs)]:
        if name not in bound:
            if not isinstance(defaults.get(name), ast.Constant):
                return None
            bound[name] = defaults[name]
    return bound


class _Replacer(ast.NodeTransformer):
    """Puts other names, or constants, in the places of names."""

    def __init__(self, names: dict[str, ast.expr | str]) -> None:
        self.names = names

    def _name(self, name: str) -> str:
        new = self.names.get(name, name)
        return new if isinstance(new, str) else name

    def visit_Name(self, node: ast.Name) -> ast.AST:
        new = self.names.get(node.id)
        if isinstance(new, ast.Constant):
            return ast.copy_location(ast.Constant(new.value), node)
        node.id = self._name(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self._name(node.arg)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self._name(node.name)
        return self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.name = self._name(node.name) if node.name else None
        return self.generic_visit(node)
