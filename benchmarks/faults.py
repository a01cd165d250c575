"""Seeds small faults into programs. It knows nothing of the verifier: it changes the Python that is then translated, so that
the Rust is a slightly wrong translation of the original.

A fault stands at one place in one function, and is of one class:

swapped operator · off-by-one · truncating division · lost alias · hash order · swallowed exception · wrong default ·
float for int
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

CLASSES = (
    "swapped operator",
    "off-by-one",
    "truncating division",
    "lost alias",
    "hash order",
    "swallowed exception",
    "wrong default",
    "float for int",
)


@dataclass(frozen=True)
class Fault:
    """A program with one fault."""

    kind: str
    function: str
    line: int
    before: str
    after: str
    source: str


_ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
_COMPARISON = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
_CHANGERS = frozenset(
    "append extend insert pop remove clear sort reverse add discard update setdefault popitem".split()
)


def faults(source: str, kinds: Sequence[str] = CLASSES, skip: frozenset[str] = frozenset({"main"})) -> Iterator[Fault]:
    """Every fault of these classes that the program admits; functions in ``skip`` are left alone."""
    tree = ast.parse(source)
    for top in tree.body:
        for function in [top] if isinstance(top, ast.FunctionDef) else getattr(top, "body", []):
            if not isinstance(function, ast.FunctionDef) or function.name in skip:
                continue
            name = function.name if function is top else f"{getattr(top, 'name', '')}.{function.name}"
            yield from _of_function(tree, function, name, kinds)


def _of_function(tree: ast.Module, function: ast.FunctionDef, name: str, kinds: Sequence[str]) -> Iterator[Fault]:
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    inside = {id(n) for n in ast.walk(docstring)} if docstring is not None else set()
    annotations = {
        id(n)
        for a in ast.walk(function.args)
        for n in (ast.walk(a.annotation) if isinstance(a, ast.arg) and a.annotation else ())
    }
    annotations |= {id(n) for n in ast.walk(function.returns)} if function.returns else set()
    for node in ast.walk(function):
        if id(node) in inside or id(node) in annotations:
            continue
        for kind, make in _CHANGES:
            if kind not in kinds:
                continue
            for replacement in make(node, function):
                ast.fix_missing_locations(ast.copy_location(replacement, function))
                source = _with(tree, node, replacement)
                if source is not None:
                    before, after = ast.unparse(node), ast.unparse(replacement)
                    yield Fault(kind, name, getattr(node, "lineno", function.lineno), before, after, source)


def _with(tree: ast.Module, node: ast.AST, replacement: ast.AST) -> str | None:
    """The program with one node replaced."""
    marks = list(ast.walk(tree))
    place = next(i for i, n in enumerate(marks) if n is node)
    other = copy.deepcopy(tree)
    target = list(ast.walk(other))[place]

    class Replace(ast.NodeTransformer):
        def visit(self, here: ast.AST) -> ast.AST:
            return copy.deepcopy(replacement) if here is target else self.generic_visit(here)

    changed = ast.fix_missing_locations(Replace().visit(other))
    try:
        text = ast.unparse(changed)
        ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    return text


def _like(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _operators(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _ARITHMETIC:
        yield _like(node, op=_ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISON:
        yield _like(node, ops=[_COMPARISON[type(node.ops[0])]()])
    if isinstance(node, ast.BoolOp):
        yield _like(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _moves(index: ast.expr) -> bool:
    """Whether an index is computed, so that it may be computed wrongly."""
    return isinstance(index, (ast.Name, ast.BinOp))


def _off_by_one(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _moves(node.slice):
        yield _like(node, slice=ast.BinOp(node.slice, ast.Sub(), ast.Constant(1)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        last = node.args[min(1, len(node.args) - 1)]
        changed = [ast.BinOp(a, ast.Sub(), ast.Constant(1)) if a is last else a for a in node.args]
        yield _like(node, args=changed)
    if isinstance(node, ast.Slice) and node.upper is not None:
        yield _like(node, upper=ast.BinOp(node.upper, ast.Add(), ast.Constant(1)))
    if isinstance(node, (ast.Return, ast.Assign)):
        value = node.value
        if isinstance(value, ast.Constant) and type(value.value) is int:
            yield _like(node, value=ast.Constant(value.value + 1))
    if isinstance(node, ast.Compare) and isinstance(node.comparators[-1], ast.Constant):
        value = node.comparators[-1]
        if type(value.value) is int:
            yield _like(node, comparators=[*node.comparators[:-1], ast.Constant(value.value + 1)])


def _truncating(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.FloorDiv, ast.Mod)):
        if isinstance(node.left, (ast.Constant, ast.JoinedStr)):
            return  # text formatting
        same = ast.Compare(
            ast.Compare(node.left, [ast.GtE()], [ast.Constant(0)]),
            [ast.Eq()],
            [ast.Compare(node.right, [ast.Gt()], [ast.Constant(0)])],
        )
        toward_zero = ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), node.left), ast.FloorDiv(), node.right))
        quotient = ast.IfExp(same, ast.BinOp(node.left, ast.FloorDiv(), node.right), toward_zero)
        if isinstance(node.op, ast.FloorDiv):
            yield quotient
        else:
            yield ast.BinOp(node.left, ast.Sub(), ast.BinOp(node.right, ast.Mult(), quotient))


def _kind_of(function: ast.FunctionDef, name: str) -> str:
    """list, dict, set or nothing: what the annotation of a parameter says."""
    for argument in function.args.args:
        stated = argument.annotation
        if argument.arg == name and isinstance(stated, ast.Subscript) and isinstance(stated.value, ast.Name):
            return stated.value.id.lower()
    return ""


def _lost_alias(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if node is function:
        for argument in function.args.args:
            kind = _kind_of(function, argument.arg)
            if kind in ("list", "dict", "set") and _changes(function, argument.arg):
                copied = ast.Assign(
                    [ast.Name(argument.arg, ast.Store())], _call(kind, ast.Name(argument.arg, ast.Load()))
                )
                at = 1 if ast.get_docstring(function) is not None else 0
                yield _like(function, body=[*function.body[:at], copied, *function.body[at:]])
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        value, target = node.value, node.targets[0].id
        kind = _kind_of(function, value.id) if isinstance(value, ast.Name) else "list"
        if (
            isinstance(value, (ast.Name, ast.Subscript))
            and kind
            and not isinstance(getattr(value, "slice", None), ast.Slice)
        ) and _changes(function, target):
            yield _like(node, value=_call(kind, value))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        for at, passed in enumerate(node.args):
            kind = _kind_of(function, passed.id) if isinstance(passed, ast.Name) else ""
            if kind in ("list", "dict", "set") and node.func.id not in _READERS:
                yield _like(node, args=[_call(kind, a) if i == at else a for i, a in enumerate(node.args)])


_READERS = frozenset(
    "len sum max min sorted list set dict tuple enumerate zip range any all map filter reversed str print abs int float".split()
)


def _changes(function: ast.FunctionDef, name: str) -> bool:
    """Whether a function changes in place what a name stands for."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGERS:
            held = node.func.value
            if isinstance(held, ast.Name) and held.id == name:
                return True
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
            held = node.value
            while isinstance(held, ast.Subscript):
                held = held.value
            if isinstance(held, ast.Name) and held.id == name:
                return True
    return False


def _hash_order(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "sorted"
        and len(node.args) == 1
    ):
        yield _call("list", node.args[0])
    iterated = node.iter if isinstance(node, (ast.For, ast.comprehension)) else None
    if iterated is not None and _hashed(iterated, function):
        yield _like(node, iter=_call("sorted", iterated))
        yield _like(node, iter=_call("reversed", _call("list", iterated)))
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "list"
        and len(node.args) == 1
    ) and (_hashed(node.args[0], function) or isinstance(node.args[0], ast.Name)):
        yield _call("sorted", node.args[0])


def _hashed(node: ast.expr, function: ast.FunctionDef) -> bool:
    """Whether an expression is a set, a dict or a view of one, as far as can be seen."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("items", "keys", "values"):
            return True
        return isinstance(node.func, ast.Name) and node.func.id in ("set", "dict", "frozenset")
    if isinstance(node, ast.Name):
        return _kind_of(function, node.id) in ("dict", "set")
    return isinstance(node, (ast.Set, ast.Dict, ast.SetComp, ast.DictComp))


def _may_raise(node: ast.AST) -> bool:
    """Whether an expression raises for some inputs, as far as can be seen: an index, a number read from text."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Load) and not isinstance(node.slice, ast.Slice)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("int", "float", "next")


def _swallowed(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if isinstance(node, (ast.Raise, ast.Assert)):
        yield ast.Pass()
    if isinstance(node, ast.ExceptHandler) and not all(isinstance(s, ast.Pass) for s in node.body):
        yield _like(node, body=[ast.Pass()])
    if isinstance(node, (ast.Expr, ast.AugAssign)) and not isinstance(getattr(node, "value", None), ast.Constant):
        handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
        if any(map(_may_raise, ast.walk(node))):
            yield ast.Try([node], [handler], [], [])


def _other(value: object) -> ast.Constant | None:
    if type(value) is bool:
        return ast.Constant(not value)
    if type(value) is int:
        return ast.Constant(value + 1)
    if type(value) is str:
        return ast.Constant(value + "x")
    return None


def _defaults(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if node is function:
        for at, default in enumerate(function.args.defaults):
            changed = _other(default.value) if isinstance(default, ast.Constant) else None
            if changed is not None:
                arguments = copy.copy(function.args)
                arguments.defaults = [changed if i == at else d for i, d in enumerate(arguments.defaults)]
                yield _like(function, args=arguments)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 2:
        default = node.args[1]
        if node.func.attr in ("get", "pop", "setdefault") and isinstance(default, ast.Constant):
            changed = _other(default.value)
            if changed is not None:
                yield _like(node, args=[node.args[0], changed])
    if (
        isinstance(node, ast.keyword)
        and node.arg in ("default", "start", "reverse")
        and isinstance(node.value, ast.Constant)
    ):
        changed = _other(node.value.value)
        if changed is not None:
            yield _like(node, value=changed)


def _floats(node: ast.AST, function: ast.FunctionDef) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        yield _like(node, op=ast.Div())
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and type(node.value.value) is int:
        yield _like(node, value=ast.Constant(float(node.value.value)))
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and type(node.value.value) is int:
        yield _like(node, value=ast.Constant(float(node.value.value)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "int" and len(node.args) == 1:
        yield _call("float", node.args[0])


Change = Callable[[ast.AST, ast.FunctionDef], Iterator[ast.AST]]
_CHANGES: tuple[tuple[str, Change], ...] = tuple(
    zip(CLASSES, (_operators, _off_by_one, _truncating, _lost_alias, _hash_order, _swallowed, _defaults, _floats))
)
