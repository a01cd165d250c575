"""Statements that only declare: names for types, and attributes that an initialiser assigns in one breath."""

from __future__ import annotations

import ast
from collections import Counter

_GENERIC = frozenset(
    "list dict set frozenset tuple type List Dict Set FrozenSet Tuple Type Optional Union Callable Iterator Iterable Generator Sequence "
    "MutableSequence Mapping MutableMapping Collection deque Deque defaultdict DefaultDict Counter OrderedDict Literal Annotated".split()
)
_PLAIN = frozenset("int float str bool bytes complex object None Any list dict set tuple".split())


def take_aliases(tree: ast.Module) -> dict[str, ast.expr]:
    """Takes the names of types out of a module (`Matrix = list[list[float]]`, `T = TypeVar("T")`) and gives what they stand for.

    Only names that the module binds once are taken. What uses one as a value then finds none, and is refused.
    """
    bound = Counter(n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
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
            stated = isinstance(s, ast.AnnAssign) and _last(s.annotation) == "TypeAlias"
            if stated or _names_type(value, bound) or _is_variable(value):
                found[target.id] = ast.Constant(...) if _is_variable(value) else value
                continue
        kept.append(s)
    tree.body = kept
    return found


def _last(e: ast.expr) -> str:
    return e.attr if isinstance(e, ast.Attribute) else e.id if isinstance(e, ast.Name) else ""


def _is_variable(e: ast.expr) -> bool:
    return isinstance(e, ast.Call) and _last(e.func) in ("TypeVar", "ParamSpec")


def _names_type(e: ast.expr, bound: Counter[str]) -> bool:
    if isinstance(e, ast.Subscript):
        return _last(e.value) in _GENERIC and not bound[_last(e.value)]
    return isinstance(e, ast.BinOp) and isinstance(e.op, ast.BitOr) and _is_type(e.left) and _is_type(e.right)


def _is_type(e: ast.expr) -> bool:
    if isinstance(e, ast.Constant):
        return e.value is None
    return _last(e) in _PLAIN or _names_type(e, Counter())


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
                and all(isinstance(t, ast.Attribute) and _last(t.value) == this for t in targets)
                and not any(isinstance(n, ast.Name) and n.id == this for v in values for n in ast.walk(v))
                and not any(isinstance(v, ast.Starred) for v in values)
            ):
                body += [ast.copy_location(ast.Assign([t], v), s) for t, v in zip(targets, values)]
            case _:
                body.append(s)
    function.body = body
