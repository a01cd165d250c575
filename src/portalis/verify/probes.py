"""Runs inside the sandbox: a module's source with probes, so that a search for inputs sees how near a run came to what it did not do.

A probe evaluates what stood in its place, once and in the same order, and notes it: which way a condition went, how two compared values
lie to each other, where an index falls, what a division does to signs, what is returned. Values of the user's own classes are
left alone, since to look at them could run code.
"""

from __future__ import annotations

import ast
import contextlib
import operator
from collections import deque
from collections.abc import Callable
from typing import Any

Goal = tuple[Any, ...]
"""A probe's number, and what it saw there."""
CONDITION = "condition"
_OPERATORS: list[tuple[type[ast.cmpop] | type[ast.operator], Callable[[Any, Any], Any]]] = [
    (ast.Lt, operator.lt),
    (ast.LtE, operator.le),
    (ast.Gt, operator.gt),
    (ast.GtE, operator.ge),
    (ast.Eq, operator.eq),
    (ast.NotEq, operator.ne),
    (ast.In, lambda a, b: a in b),
    (ast.NotIn, lambda a, b: a not in b),
    (ast.Is, operator.is_),
    (ast.IsNot, operator.is_not),
    (ast.Div, operator.truediv),
    (ast.FloorDiv, operator.floordiv),
    (ast.Mod, operator.mod),
]
_NUMBER = {kind: at for at, (kind, _) in enumerate(_OPERATORS)}
_DO = [do for _, do in _OPERATORS]
_PLAIN = (int, float, str, bool, type(None))
_SIZED = (list, tuple, dict, set, frozenset, str, deque)
_UNCERTAIN = (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)
MAX_PAIRS = 40


class Probes(ast.NodeTransformer):
    """Puts the probes in; ``sites`` has the line of each, and whether it is a condition."""

    def __init__(self) -> None:
        self.sites: list[tuple[int, str]] = []

    def _call(self, node: ast.expr | ast.stmt, name: str, *given: ast.expr, condition: bool = False) -> ast.Call:
        self.sites.append((node.lineno, CONDITION if condition else name))
        number = ast.Constant(len(self.sites) - 1)
        made = ast.Call(ast.Name(f"__portalis_{name}__", ast.Load()), [number, *given], [])
        return ast.fix_missing_locations(ast.copy_location(made, node))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        """Left alone: its parts are no places of their own."""
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """A comparison, or two in a chain."""
        self.generic_visit(node)
        kinds: list[ast.expr] = [ast.Constant(_NUMBER[type(op)]) for op in node.ops]
        if len(kinds) == 1:
            return self._call(node, "compare", kinds[0], node.left, node.comparators[0], condition=True)
        last = node.comparators[-1]
        if len(kinds) == 2 and not any(isinstance(part, _UNCERTAIN) for part in ast.walk(last)):
            no_arguments = ast.arguments([], [], None, [], [], None, [])
            late = ast.Lambda(no_arguments, last)
            return self._call(node, "chain", *kinds, node.left, node.comparators[0], late, condition=True)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """A division or a remainder."""
        self.generic_visit(node)
        if type(node.op) not in _NUMBER:
            return node
        return self._call(node, "divide", ast.Constant(_NUMBER[type(node.op)]), node.left, node.right)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """An index or a key that is read."""
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load) or isinstance(node.slice, (ast.Slice, ast.Tuple)):
            return node
        return self._call(node, "item", node.value, node.slice)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """A result."""
        self.generic_visit(node)
        if node.value is not None:
            node.value = self._call(node, "result", node.value)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """What a loop goes over."""
        self.generic_visit(node)
        node.iter = self._call(node, "over", node.iter)
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        """A handler that was reached."""
        self.generic_visit(node)
        first = node.body[0]
        mark = ast.Expr(self._call(first, "result", ast.Constant(None)))
        node.body.insert(0, ast.copy_location(mark, first))
        return node

    def _tested(self, test: ast.expr) -> ast.expr:
        known = isinstance(test, (ast.Constant, ast.BoolOp)) or (isinstance(test, ast.Call) and _own(test))
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        return test if known or negated else self._call(test, "truth", test, condition=True)

    def visit_If(self, node: ast.If) -> ast.AST:
        """Its condition."""
        return self._conditional(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        """Its condition."""
        return self._conditional(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """Its condition."""
        return self._conditional(node)

    def _conditional(self, node: ast.If | ast.While | ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        node.test = self._tested(node.test)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """The operands of `and` and `or`."""
        self.generic_visit(node)
        node.values = [self._tested(v) for v in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """The operand of `not`."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Not):
            node.operand = self._tested(node.operand)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """The conditions of a comprehension."""
        self.generic_visit(node)
        node.ifs = [self._tested(test) for test in node.ifs]
        return node


def _own(call: ast.Call) -> bool:
    """Whether a call is a probe that notes its truth itself."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name in ("__portalis_compare__", "__portalis_chain__", "__portalis_truth__")


def size(count: int) -> int:
    """A count as a search tells it from others: none, one, two, some, many."""
    return count if count < 3 else 3 if count < 8 else 4


def kind_of(value: Any) -> Goal:
    """A value as a search tells it from others."""
    kind = type(value)
    if kind is bool or value is None:
        return (str(value),)
    if kind is int or kind is float:
        return (kind.__name__, 0 if value == 0 else 1 if value > 0 else -1 if value < 0 else 2, value in (1, -1))
    if kind in _SIZED:
        return (kind.__name__, size(len(value)))
    return (kind.__name__,)


class Recorder:
    """What the probes of one run saw: its goals, and pairs of values that were compared and are not equal."""

    def __init__(self) -> None:
        self.goals: set[Goal] = set()
        self.pairs: list[tuple[Any, Any]] = []
        self.outcomes: set[tuple[int, bool]] = set()

    def forget(self) -> None:
        """Begin a run."""
        self.goals = set()
        self.pairs = []

    def install(self, builtins: Any) -> None:
        """Make the probes known to every module."""
        for name in ("compare", "chain", "divide", "item", "result", "over", "truth"):
            setattr(builtins, f"__portalis_{name}__", getattr(self, name))

    def _went(self, site: int, truth: Any, *what: Any) -> None:
        if type(truth) is bool:
            self.outcomes.add((site, truth))
            self.goals.add((site, truth, *what))

    def compare(self, site: int, kind: int, left: Any, right: Any) -> Any:
        """A comparison."""
        found = _DO[kind](left, right)
        self._went(site, found, *self._lie(left, right))
        return found

    def chain(self, site: int, first: int, second: int, left: Any, middle: Any, right: Callable[[], Any]) -> Any:
        """Two comparisons in a chain."""
        found = _DO[first](left, middle)
        lie = self._lie(left, middle)
        if not found:
            self._went(site, found, 1, *lie)
            return found
        last = right()
        found = _DO[second](middle, last)
        self._went(site, found, 2, *lie, *self._lie(middle, last))
        return found

    def _lie(self, left: Any, right: Any) -> Goal:
        one, other = type(left), type(right)
        if one in (int, float) and other in (int, float):
            gap = left - right
            if gap and len(self.pairs) < MAX_PAIRS:
                self.pairs.append((left, right))
            return (gap if gap in (-1, 0, 1) else "<" if gap < 0 else ">" if gap > 0 else "nan",)
        if one is str and other is str:
            if left != right and len(self.pairs) < MAX_PAIRS:
                self.pairs.append((left, right))
            return (left == right, left < right, size(len(left)), size(len(right)))
        if one in _PLAIN and other in _SIZED and other is not str:
            if len(self.pairs) < MAX_PAIRS and len(right) < 60:
                self.pairs += [(left, item) for item in right if type(item) is one and item != left]
            return (size(len(right)),)
        if one in (list, tuple) and one is other:
            return (size(len(left)), size(len(right)))
        return ()

    def truth(self, site: int, value: Any) -> Any:
        """A condition that is no comparison."""
        kind = type(value)
        if kind in _PLAIN or kind in _SIZED:
            self._went(site, bool(value), *kind_of(value))
        elif not hasattr(kind, "__bool__") and not hasattr(kind, "__len__"):
            self._went(site, True)  # as every object that says nothing of its truth, so that asking runs no code
        return value

    def divide(self, site: int, kind: int, left: Any, right: Any) -> Any:
        """A division or a remainder: the signs, and whether it comes out even."""
        if type(left) in (int, float) and type(right) in (int, float) and right:
            with contextlib.suppress(OverflowError, ValueError):
                self.goals.add((site, left < 0, left == 0, right < 0, left % right == 0))
        return _DO[kind](left, right)

    def item(self, site: int, held: Any, index: Any) -> Any:
        """An index: before the start, negative, first, inside, last, behind the end; or a key that is there, or not."""
        if type(held) in (list, tuple, str) and type(index) is int:
            count = len(held)
            where = (
                -2 if index < -count else -1 if index < 0 else 3 if index >= count else 2 if index == count - 1 else 0
            )
            self.goals.add((site, where, index == 0, index == -count))
        elif type(held) is dict and type(index) in _PLAIN:
            self.goals.add((site, index in held))
            if index not in held and len(self.pairs) < MAX_PAIRS and len(held) < 60:
                self.pairs += [(index, key) for key in held if type(key) is type(index)]
        return held[index]

    def result(self, site: int, value: Any) -> Any:
        """What a function returns."""
        self.goals.add((site, *kind_of(value)))
        return value

    def over(self, site: int, value: Any) -> Any:
        """What a loop goes over."""
        if type(value) in _SIZED or type(value) is range:
            self.goals.add((site, size(len(value))))
        return value


def probed(source: str | bytes, path: str, probes: Probes) -> Any:
    """The code of a module with probes."""
    return compile(ast.fix_missing_locations(probes.visit(ast.parse(source))), path, "exec", dont_inherit=True)
