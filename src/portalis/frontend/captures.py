"""What the functions of a scope use of its variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portalis.frontend.names import arguments_of
from portalis.frontend.tree import children, walk

if TYPE_CHECKING:
    from portalis.frontend.scopes import Scope


def mark_captures(scope: Scope) -> None:
    """Tells every scope which of its names nested functions use, innermost first."""
    for child in scope.children.values():
        mark_captures(child)
        node = child.node
        assert isinstance(node, ast.FunctionDef)
        if scope.is_module:  # what a default reads is read by whoever calls the function
            for d in [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]:
                scope.captured_names |= {n.id for n in walk(d) if isinstance(n, ast.Name) and n.id in scope.locals}
        for inner in child.children.values():
            child.free |= {(owner, name) for owner, name in inner.free if owner is not child}
        for name in _read(node.body, child):
            owner = child.owner_of(name)
            if owner is not None and owner is not child:
                owner.captured_names.add(name)
                child.free.add((owner, name))


def mark_inner(tree: ast.AST) -> None:
    """Marks the names that Python reads in a function of its own, which comprehensions are too, as ``inner``."""
    for n in walk(tree):
        if isinstance(n, ast.Lambda):
            parts: list[ast.AST] = [n.body]
        elif isinstance(n, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            first = n.generators[0]
            parts = [e for e in (*children(n), *first.ifs) if e is not first]
        else:
            continue
        for name in (x for part in parts for x in walk(part) if isinstance(x, ast.Name)):
            name.inner = True  # type: ignore[attr-defined]


def _read(body: list[ast.stmt], scope: Scope) -> set[str]:
    """The names in the body of a function, without those of nested functions and what lambdas and comprehensions bind."""
    found: set[str] = set()
    stack: list[tuple[ast.AST, frozenset[str]]] = [(s, frozenset()) for s in body]
    while stack:
        n, hidden = stack.pop()
        if n in scope.children:
            continue
        if isinstance(n, ast.Name) and n.id not in hidden:
            found.add(n.id)
        elif isinstance(n, ast.Lambda):
            stack += [(d, hidden) for d in (*n.args.defaults, *(d for d in n.args.kw_defaults if d))]
            stack.append((n.body, hidden | {a.arg for a in arguments_of(n)}))
            continue
        elif isinstance(n, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            stack.append((n.generators[0].iter, hidden))
            bound = {t.id for g in n.generators for t in walk(g.target) if isinstance(t, ast.Name)}
            first = n.generators[0]
            stack += [(e, hidden | bound) for e in children(n) if e is not first]
            stack += [(e, hidden | bound) for e in (first.target, *first.ifs)]
            continue
        stack += [(child, hidden) for child in children(n)]
    return found


def evaluated_names(node: ast.FunctionDef | ast.ClassDef) -> Iterator[ast.Name]:
    """The names that are read where a function is defined or a class is made: in defaults, decorators, bases, and at the top of
    a class what it does not bind itself.
    """
    stack: list[ast.AST] = [*node.decorator_list]
    bound: set[str] = set()
    if isinstance(node, ast.FunctionDef):
        stack += [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
    else:
        stack += [*node.bases, *(k.value for k in node.keywords)]
        for s in node.body:
            if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                bound.add(s.name)
                stack += s.decorator_list
                stack += (
                    [] if isinstance(s, ast.ClassDef) else [*s.args.defaults, *(d for d in s.args.kw_defaults if d)]
                )
            else:
                bound |= {n.id for n in walk(s) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
                stack += (
                    [s.value] if isinstance(s, (ast.Assign, ast.AnnAssign, ast.Expr)) and s.value is not None else []
                )
    for e in stack:
        later = {n for f in walk(e) if isinstance(f, ast.Lambda) for n in walk(f.body)}
        bound |= {n.id for n in walk(e) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        yield from (n for n in walk(e) if isinstance(n, ast.Name) and n.id not in bound and n not in later)


class Reach:
    """Which variables of a scope are used where one of its functions or classes is: by its code, or by what that calls."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._direct: dict[str, set[str]] | None = None
        self._known: dict[str, frozenset[str]] = {}
        self._needed: dict[str, frozenset[str]] = {}

    def of(self, name: str) -> frozenset[str]:
        """The names of variables that are read once `name` is called; an object's methods may be called once it is made."""
        found = self._known.get(name)
        if found is None:
            direct = self._used()
            seen, todo = {name}, [name]
            while todo:
                more = direct.get(todo.pop(), set()) - seen
                seen |= more
                todo += more
            found = self._known[name] = frozenset(seen - direct.keys() - self.scope.imports.keys())
        return found

    def needed(self, name: str) -> frozenset[str]:
        """The functions, classes and imports that are used once the function ``name`` is called, by it or what it calls."""
        found = self._needed.get(name)
        if found is None:
            direct, functions = self._used(), self.scope.functions.keys()
            seen, todo = set[str](), [name] if name in functions and name not in self.scope.rebound else []
            while todo:
                more = direct.get(todo.pop(), set()) - seen
                seen |= more
                todo += more & functions
            found = self._needed[name] = frozenset(seen & self.scope.defined)
        return found

    def _used(self) -> dict[str, set[str]]:
        if self._direct is None:
            self._direct = {}
            names = {n: name for name, c in self.scope.classes.items() for n in walk(c) if n in self.scope.children}
            for node, child in self.scope.children.items():
                name = names.get(node) or str(getattr(node, "name", ""))
                used = self._direct.setdefault(name, set())
                used |= {n for owner, n in child.free if owner is self.scope}
        return self._direct


def writes(scope: Scope, name: str) -> bool:
    """Whether a function, or one in it, assigns a variable of a scope around it."""
    if name in scope.global_names or name in scope.nonlocal_names:
        stores = (n for n in walk(scope.node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
        if any(n.id == name for n in stores):
            return True
    return any(writes(c, name) for c in scope.children.values() if name not in c.locals)
