"""Statements that declare: names for types, and attributes that an initialiser assigns in one breath or finds in the class."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy

from portalis.frontend.tree import last_name, walk

_GENERIC = frozenset(
    "list dict set frozenset tuple type List Dict Set FrozenSet Tuple Type Optional Union Callable Iterator Iterable Generator Sequence "
    "MutableSequence Mapping MutableMapping Collection deque Deque defaultdict DefaultDict Counter OrderedDict Literal Annotated".split()
)
_PLAIN = frozenset("int float str bool bytes complex object None Any list dict set tuple".split())


def take_aliases(tree: ast.Module) -> dict[str, ast.expr]:
    """Takes the names of types out of a module (`Matrix = list[list[float]]`, `T = TypeVar("T")`) and gives what they stand for.

    Only names that the module binds once are taken. What uses one as a value then finds none, and is refused.
    """
    bound = Counter(n.id for n in walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    found: dict[str, ast.expr] = {}
    kept: list[ast.stmt] = []
    for s in tree.body:
        target = s.targets[0] if isinstance(s, ast.Assign) and len(s.targets) == 1 else getattr(s, "target", None)
        value = getattr(s, "value", None)
        if (
            isinstance(s, (ast.Assign, ast.AnnAssign))
            and isinstance(target, ast.Name)
            and bound[target.id] == 1
            and isinstance(value, ast.expr)
        ):
            stated = isinstance(s, ast.AnnAssign) and last_name(s.annotation) == "TypeAlias"
            if stated or _names_type(value, bound) or _is_variable(value):
                found[target.id] = ast.Constant(...) if _is_variable(value) else value
                continue
        kept.append(s)
    tree.body = kept
    return found


def _is_variable(e: ast.expr) -> bool:
    return isinstance(e, ast.Call) and last_name(e.func) in ("TypeVar", "ParamSpec")


def _names_type(e: ast.expr, bound: Counter[str]) -> bool:
    if isinstance(e, ast.Subscript):
        return last_name(e.value) in _GENERIC and not bound[last_name(e.value)]
    return isinstance(e, ast.BinOp) and isinstance(e.op, ast.BitOr) and _is_type(e.left) and _is_type(e.right)


def _is_type(e: ast.expr) -> bool:
    if isinstance(e, ast.Constant):
        return e.value is None
    return last_name(e) in _PLAIN or _names_type(e, Counter())


def part_attributes(function: ast.FunctionDef) -> None:
    """Writes `self.a, self.b = x, y` in an initialiser as two assignments, where no value reads the object."""
    if function.name != "__init__" or not function.args.args:
        return
    this = function.args.args[0].arg
    body: list[ast.stmt] = []
    for s in function.body:
        match s:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if (
                len(targets) == len(values)
                and all(isinstance(t, ast.Attribute) and last_name(t.value) == this for t in targets)
                and not any(isinstance(n, ast.Name) and n.id == this for v in values for n in walk(v))
                and not any(isinstance(v, ast.Starred) for v in values)
            ):
                body += [ast.copy_location(ast.Assign([t], v), s) for t, v in zip(targets, values)]
            case _:
                body.append(s)
    function.body = body


def stored_attributes(trees: Iterable[ast.Module]) -> list[ast.Attribute]:
    """The attributes that a program assigns."""
    return [n for t in trees for n in walk(t) if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load)]


def seed_attributes(tree: ast.Module, stores: list[ast.Attribute]) -> None:
    """Lets initialisers assign constants of the class that objects go on to have for themselves, in place.

    Until an object has its own, Python reads that of the class; both are the same for one that begins with it. `stores` are the
    attributes that the program assigns.
    """
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef) or cls.decorator_list or not stores:
            continue
        constants = {
            t.id: s.value for s in cls.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)
        }
        makers = {
            f.args.args[0].arg
            for f in cls.body
            if isinstance(f, ast.FunctionDef) and _is_class_method(f) and f.args.args
        }
        names = [
            name
            for name, value in constants.items()
            if isinstance(value, ast.Constant)
            and any(n.attr == name for n in stores)
            and not any(n.attr == name and last_name(n.value) in {cls.name, *makers} for n in stores)
        ]
        init = next((s for s in cls.body if isinstance(s, ast.FunctionDef) and s.name == "__init__"), None)
        methods = {s.name for s in cls.body if isinstance(s, ast.FunctionDef)}
        names = [name for name in names if name not in methods]
        if not names:
            continue
        if init is None:
            made = ast.parse("def __init__(self):\n    pass").body[0]
            assert isinstance(made, ast.FunctionDef)
            made.body, init = [], made
            cls.body.append(init)
        this = init.args.args[0].arg if init.args.args else "self"
        seeds: list[ast.stmt] = [
            ast.Assign([ast.Attribute(ast.Name(this, ast.Load()), name, ast.Store())], deepcopy(constants[name]))
            for name in names
        ]
        init.body = [*seeds, *init.body]
        for n in walk(init):
            if isinstance(n, (ast.expr, ast.stmt, ast.arg)) and (not hasattr(n, "lineno") or init.name not in methods):
                ast.copy_location(n, cls)


def _is_class_method(f: ast.FunctionDef) -> bool:
    return any(last_name(d) == "classmethod" for d in f.decorator_list)
