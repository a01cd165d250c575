"""What a module's source tells about good inputs: its constants, and what it demands of arguments."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portalis.interface import Function
from portalis.verify.in_force import property_of

MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Hints:
    """Constants near the function, and its preconditions as its source states them."""

    ints: tuple[int, ...] = ()
    floats: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    """`assert …`, `raises ValueError`, `doctest: 3 calls`: for the report."""
    doctests: int = 0


def hints_for(tree: ast.Module, function: Function) -> Hints:
    """The hints for one function: the constants of its module, those of its own body first."""
    node = find(tree, function)
    ints: dict[int, None] = {}
    floats: dict[float, None] = {}
    texts: dict[str, None] = {}
    for root in ([node] if node is not None else []) + [tree]:
        for part in ast.walk(root):
            if not isinstance(part, ast.Constant):
                continue
            value = part.value
            if type(value) is int and len(ints) < 60:
                ints.setdefault(value)
            elif type(value) is float and len(floats) < 30 and value == value:
                floats.setdefault(value)
            elif type(value) is str and len(value) <= MAX_TEXT and len(texts) < 60 and value.isprintable():
                texts.setdefault(value)
    stated: dict[str, None] = {}
    count = 0
    if node is not None:
        for part in ast.walk(node):
            if isinstance(part, ast.Assert):
                stated.setdefault(f"assert {ast.unparse(part.test)}"[:160])
            elif isinstance(part, ast.Raise) and part.exc is not None:
                what = part.exc.func if isinstance(part.exc, ast.Call) else part.exc
                stated.setdefault(f"raises {ast.unparse(what)}"[:160])
        text = ast.get_docstring(node)
        if text and ">>>" in text:
            try:
                count = len(doctest.DocTestParser().get_examples(text))
            except ValueError:
                count = 0
            if count:
                stated.setdefault(f"doctest: {count} example{'s' if count > 1 else ''}")
    return Hints(tuple(ints), tuple(floats), tuple(texts), tuple(stated), count)


def find(tree: ast.Module, function: Function) -> ast.FunctionDef | None:
    """The definition of a function."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or node.lineno != function.line:
            continue
        if node.name == property_of(function.name).rpartition(".")[2]:
            return node
    return None


_CHANGERS = frozenset(
    "append appendleft extend insert pop popleft popitem remove discard clear sort reverse add update setdefault".split()
)


def has_state(tree: ast.Module) -> bool:
    """Whether any variable of a module changes after its own code has run, as far as can be seen: then an answer may depend on
    the calls before it, and a call may do what its answer does not show.
    """
    classes = {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
    outer = _stored(n for s in tree.body for n in _outside_functions(s)) | classes
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        named = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        own = _stored(ast.walk(function)) | {a.arg for a in named}
        if isinstance(function, ast.FunctionDef) and any(
            isinstance(d, ast.Name) and d.id == "classmethod" for d in function.decorator_list
        ):
            own -= {named[0].arg} if named else set()
            held = (outer | {a.arg for a in named[:1]}) - own
        else:
            held = outer - own
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                return True
            changed: ast.expr | None = None
            if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del)):
                changed = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGERS:
                changed = node.func.value
            while isinstance(changed, (ast.Subscript, ast.Attribute)):
                changed = changed.value
            if isinstance(changed, ast.Name) and changed.id in held:
                return True
    return False


def _stored(nodes: Iterable[ast.AST]) -> set[str]:
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """A node and what is in it, without what stands in functions and classes."""
    yield node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def body_lines(tree: ast.Module, function: Function) -> frozenset[int]:
    """The lines of a function's statements, docstring and nested definitions' heads left out."""
    node = find(tree, function)
    if node is None:
        return frozenset()
    found: set[int] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.stmt) and part is not node:
            if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant):
                continue
            if isinstance(part, (ast.Nonlocal, ast.Global, ast.Pass)):
                continue
            found.add(part.lineno)
    return frozenset(found)
