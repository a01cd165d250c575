"""Decorators and context managers that another module defines: they are written out where they are used, so each module that uses
one gets a copy first.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy

from portalis.frontend.adoption import CannotAdoptError, Newcomer
from portalis.frontend.linking import Linked, Linker
from portalis.frontend.tree import decorator_name, walk


def bring_wrappers(modules: Sequence[Linked]) -> None:
    """Copies such functions into the modules that use them, in place. What keeps something between its calls stays where it is."""
    linker = Linker(modules)
    for target in modules:
        for n in walk(target.tree):
            if isinstance(n, (ast.FunctionDef, ast.ClassDef)):
                n.decorator_list = [_called(linker, target, d, manages=False) for d in n.decorator_list]
            elif isinstance(n, ast.With):
                for item in n.items:
                    item.context_expr = _called(linker, target, item.context_expr, manages=True)


def _called(linker: Linker, target: Linked, e: ast.expr, *, manages: bool) -> ast.expr:
    """A decorator, or what a `with` is given, with the name of the copy that the module has now."""
    if manages and not isinstance(e, ast.Call):
        return e
    head = e.func if isinstance(e, ast.Call) else e
    found = linker.place(target.name, head)
    if found is None or found[0] == target.name:
        return e
    home = linker.modules[found[0]]
    node = next((s for s in home.tree.body if isinstance(s, ast.FunctionDef) and s.name == found[1]), None)
    if node is None or manages != any(decorator_name(d) == "contextmanager" for d in node.decorator_list):
        return e
    a = node.args
    if any(d is not None and not isinstance(d, ast.Constant) for d in (*a.defaults, *a.kw_defaults)):
        return e
    try:
        made = Newcomer(linker, home, target).adopt(deepcopy(node))
    except CannotAdoptError:
        return e
    name = ast.copy_location(ast.Name(_give(home, target, made, head), ast.Load()), head)
    return ast.copy_location(ast.Call(name, e.args, e.keywords), e) if isinstance(e, ast.Call) else name


def _give(home: Linked, target: Linked, made: ast.FunctionDef, head: ast.expr) -> str:
    """Puts a copy after the imports of a module, under the name that it is called by, or else a free one; gives the name."""
    if isinstance(head, ast.Name):
        made.name = head.id
        s = target.imports.pop(head.id)
        target.bring(ast.Import([ast.alias(home.name)]), home.name.rpartition(".")[2])  # that module is run still
        s.names = [a for a in s.names if head.id not in (a.asname, a.name)]
        target.tree.body = [x for x in target.tree.body if not isinstance(x, (ast.Import, ast.ImportFrom)) or x.names]
    else:
        taken = target.names | target.imports.keys() | {n.id for n in walk(target.tree) if isinstance(n, ast.Name)}
        while made.name in taken:
            made.name += "_"
    last = max((i for i, s in enumerate(target.tree.body) if isinstance(s, (ast.Import, ast.ImportFrom))), default=-1)
    target.tree.body.insert(last + 1, made)
    target.names.add(made.name)
    target.definitions.add(made.name)
    return made.name


__all__ = ["bring_wrappers"]
