"""Generators whose exceptions a `try` gets: whoever takes their items looks, when these end, whether that was an exception.

A Rust iterator ends or gives an item, and cannot raise. A generator that raises therefore keeps the exception and ends. What ends with it
(a loop, a `sum`, a list that is made of it) must do nothing more before it looks; adapters that would go on with something else, and
consumers that would run code of the program first, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from portalis.analysis.iterators import consumed
from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.ir import ops
from portalis.ir.types import IterT
from portalis.irbuild.program import Instance, Program, Refuse

_ENDS_WITH_FIRST = frozenset(
    "map filter zip enumerate iter islice takewhile dropwhile filterfalse starmap compress pairwise accumulate".split()
)
"""Iterators that end when one of those behind them does."""
_TAKES_ALL = frozenset("collect sum any all next str.join list.extend deque.extend set.update".split())
"""What takes items and, when they end, does no more that could be seen."""
_TAKES_FIRST = frozenset({"sorted", "min_of", "max_of"})
"""What is given a list of the items in their place: without any, it raises an exception of its own."""
_HANDS_ON = (ops.Call, ops.New, ops.CallValue, ops.Choose, ops.Logic, ops.Bind, ops.Spread, ops.FuncRef, ops.Star)


def run(program: Program) -> Iterator[tuple[Instance, Refuse]]:
    """Marks the expressions and loops that have to look (`settles`); yields those that cannot."""
    raising = [i for i in program.instances if i.generates and i.caught]
    if not raising:
        return
    for inst in raising:
        if inst.is_entry and program.library and inst.info is not None:
            message = "a generator that may raise is offered to whoever uses the library"
            yield inst, Refuse("P0802", message, inst.info.node, "give back a list")
    for inst in program.instances:
        for s in all_statements(inst.body):
            for e in all_expressions(s):
                message = _expression(e, raising)
                if message:
                    yield inst, Refuse("P0802", message, e.pos or s.pos, "take its items in a loop of its own")
            message = _statement(s, raising)
            if message:
                yield inst, Refuse("P0802", message, s.pos, "take its items in a loop of its own")


def may_raise(e: ops.Expr, raising: list[Instance]) -> bool:
    """Whether the next item of an iterator may be an exception."""
    return isinstance(e.ty, IterT) and bool(consumed(ops.Evaluate(e), raising))


def _statement(s: ops.Stmt, raising: list[Instance]) -> str:
    match s:
        case ops.For(iterable=source) if may_raise(source, raising):
            s.settles = True
        case ops.Assign(target=ops.ToTuple(), value=value) if may_raise(value, raising):
            return "the items of a generator that may raise are unpacked inside of a `try`"
        case ops.Assign(target=ops.ToSlice(), value=value) | ops.Augment(value=value) if may_raise(value, raising):
            return "a generator that may raise is taken inside of a `try` in a way that is not translated"
    return ""


def _expression(e: ops.Expr, raising: list[Instance]) -> str:
    if isinstance(e, ops.Comprehension):
        late = [c.iterable for c in e.clauses[1:] if may_raise(c.iterable, raising)]
        if late:
            return "a generator that may raise stands in the second `for` of a comprehension"
        e.settles = e.kind != "iterator" and may_raise(e.clauses[0].iterable, raising)
        return ""
    taken = [a for a in sub_expressions(e) if may_raise(a, raising)]
    if not taken or isinstance(e, _HANDS_ON) or (isinstance(e, ops.Display) and not _spreads(e)):
        return ""
    name = e.row.name if isinstance(e, ops.Prim) else e.name if isinstance(e, ops.Builtin) else ""
    if isinstance(e, ops.Prim) and not isinstance(e.ty, IterT):
        name = f"{e.row.owner}.{name}"
    if isinstance(e.ty, IterT):
        if name in _ENDS_WITH_FIRST and not (name == "zip" and e.extra):
            return ""
        return f"`{name}` may go on when a generator that raises inside of a `try` has ended"
    if name in _TAKES_FIRST:
        assert isinstance(e, ops.Builtin)
        if isinstance(e.extra, ops.Lambda) and _calls(e.extra.body):
            return f"the key of `{name}` is asked for items of a generator that may raise inside of a `try`"
        taken[0].settles = True
        return ""
    if name in _TAKES_ALL or isinstance(e, ops.Display):
        e.settles = True
        return ""
    return "a generator that may raise is taken inside of a `try` in a way that is not translated"


def _spreads(e: ops.Display) -> bool:
    return any(isinstance(i, ops.Star) for i in e.items)


def _calls(e: ops.Expr) -> bool:
    return isinstance(e, (ops.Call, ops.CallValue)) or any(map(_calls, sub_expressions(e)))


__all__ = ["run"]
