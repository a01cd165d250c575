"""Names in annotations, which Python looks up where a function is defined or a class is made."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from portalis.frontend.names import arguments_of
from portalis.frontend.tree import children, walk

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_MODULE = frozenset("__name__ __file__ __doc__ __builtins__ __spec__ __package__ __loader__".split())


def undefined_names(tree: ast.Module) -> Iterator[ast.Name]:
    """The names in a module's annotations that nothing has bound by then: Python raises NameError there, whoever calls the
    function.

    Annotations in quotes, those of a function's own variables and all where `from __future__ import annotations` stands are
    never evaluated.
    """
    imports = [s for s in walk(tree) if isinstance(s, ast.ImportFrom)]
    if any(a.name == "*" or (s.module == "__future__" and a.name == "annotations") for s in imports for a in s.names):
        return
    known = set(dir(builtins)) | _MODULE | {name for n in walk(tree) if isinstance(n, ast.Global) for name in n.names}
    later = frozenset(known | _bound(tree))
    for s in tree.body:
        if not isinstance(s, (ast.ClassDef, *_DEFINITIONS)):
            known |= _bound_by(s)
        yield from _within(s, frozenset(known), later, True)
        known |= _bound_by(s)


def _within(n: ast.AST, known: frozenset[str], later: frozenset[str], evaluated: bool) -> Iterator[ast.Name]:
    """What is undefined in a statement; ``later`` has what is bound once the functions in it are called."""
    if isinstance(n, _DEFINITIONS):
        parameters = arguments_of(n)
        for annotation in (*(a.annotation for a in parameters), n.returns):
            yield from _missing(annotation, known)
        known = later = later | _bound(n) | {a.arg for a in parameters}
        evaluated = False
    elif isinstance(n, ast.ClassDef):
        known, later, evaluated = known | _bound(n), later | _bound(n), True
    elif isinstance(n, ast.AnnAssign) and evaluated:
        yield from _missing(n.annotation, known)
    for child in children(n):
        if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
            yield from _within(child, known, later, evaluated)


def _missing(annotation: ast.expr | None, known: frozenset[str]) -> Iterator[ast.Name]:
    if annotation is not None:
        yield from (n for n in walk(annotation) if isinstance(n, ast.Name) and n.id not in known)


def _bound(scope: ast.AST) -> set[str]:
    """What the statements of a scope bind, without those of functions and classes in it."""
    return {name for child in children(scope) for name in _bound_by(child)}


def _bound_by(node: ast.AST) -> set[str]:
    """What a statement, or a part of one, binds in its scope."""
    found: set[str] = set()
    stack = [node]
    while stack:
        n = stack.pop()
        match n:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(n.name)
                continue
            case ast.Lambda():
                continue
            case ast.comprehension(iter=source, ifs=tests):  # its targets are its own
                stack += (source, *tests)
                continue
            case ast.Name(ctx=ast.Store()):
                found.add(n.id)
            case ast.Import() | ast.ImportFrom():
                found |= {a.asname or a.name.split(".")[0] for a in n.names}
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
            case ast.MatchMapping(rest=str(name)):
                found.add(name)
        stack += children(n)
    return found
