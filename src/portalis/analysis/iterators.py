"""Uses of iterators: as a rule an iterator has one owner, and steps where it is.

A Rust iterator cannot be copied. In a program where two names reach one, or a container, an object or a module holds one, iterators are
handles (`IterHandle`) instead. A generator from which a container takes items while the generator itself may look at the container is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.analysis.ownership import is_shared, root
from portalis.ir import ops
from portalis.ir.types import (
    Cell,
    ContT,
    IterT,
    cells_of,
    holds_iterators,
)
from portalis.irbuild.program import Instance, Program, Refuse


def needs_handles(program: Program) -> bool:
    """Whether some iterator of the program is reached in more ways than by one variable; liveness must be known."""
    return any(_shares(s) for inst in program.instances for s in all_statements(inst.body))


def _shares(s: ops.Stmt) -> bool:
    kept = [s.value] if isinstance(s, (ops.Assign, ops.Return)) and s.value is not None else []
    for e in all_expressions(s):
        if isinstance(e, (ops.Call, ops.New, ops.CallValue, ops.Display)):
            kept += e.children()
        kept_in = isinstance(e, (ops.Load, ops.Field)) or isinstance(e.ty, ContT)  # a tuple may be taken apart at once
        if kept_in and holds_iterators(e.ty):
            return True
        if isinstance(e, (ops.Builtin, ops.Prim)) and len(e.args) > 1:  # `zip(it, it)`, `zip(it, chain(xs, it))`
            given = [v for a in e.args for v in set(_stepped(a))]
            if len(set(given)) < len(given):
                return True
        if isinstance(e.ty, IterT) and (
            isinstance(e, ops.Field) or (isinstance(e, ops.Load) and (e.var.is_global or e.var.maybe_unbound))
        ):
            return True
    if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToField) and isinstance(s.value.ty, IterT):
        return True
    return any(isinstance(e, ops.Load) and isinstance(e.ty, IterT) and not e.last for e in kept)


def _stepped(e: ops.Expr) -> list[ops.Var]:
    """The iterators that an expression steps for each of its items, or gives."""
    if not isinstance(e.ty, IterT):
        return []
    return [e.var] if isinstance(e, ops.Load) else [v for a in sub_expressions(e) for v in _stepped(a)]


def check(program: Program, inst: Instance) -> None:
    """Looks for such uses in an instance whose ownership is decided.

    Raises:
        Refuse: at the first one.
    """
    for s in all_statements(inst.body):
        for message, e in _wrong(program, s):
            raise Refuse("P0705", message, e.pos or s.pos)


def _wrong(program: Program, s: ops.Stmt) -> Iterator[tuple[str, ops.Expr]]:
    for e in all_expressions(s):
        if isinstance(e, ops.Prim) and e.row.mutates >= 0:
            changed = e.args[e.row.mutates]
            into = changed.ty
            for a in e.args:
                if a is not changed and isinstance(a.ty, IterT) and _looks_at(a, changed):
                    yield "a container takes items from an iterator that looks at it", e
            taken = any(_is_opaque(x) for a in e.args for x in (a, *sub_expressions(a)))
            if taken and is_shared(into) and cells_of(into)[0].find() in _seen_by_generators(program):
                yield "a container takes items from an iterator that may look at it", e


def _looks_at(e: ops.Expr, container: ops.Expr) -> bool:
    """Whether taking the items of an iterator may read a container."""
    owner, shared = root(container), is_shared(container.ty)
    stack = sub_expressions(e)
    while stack:
        x = stack.pop()
        if isinstance(x, ops.Load) and owner is not None and x.var is owner:
            return True
        if shared and isinstance(x.ty, ContT) and isinstance(container.ty, ContT) and x.ty.cell is container.ty.cell:
            return True
        stack += sub_expressions(x)
    return False


def _seen_by_generators(program: Program) -> set[Cell]:
    return {c.find() for i in program.instances if i.generates for v in i.vars.values() for c in cells_of(v.ty)}


def _is_opaque(e: ops.Expr) -> bool:
    """Whether an expression is an iterator of which nothing more is known."""
    return isinstance(e.ty, IterT) and isinstance(e, (ops.Load, ops.Call, ops.Field, ops.Index))


def consumed(s: ops.Stmt, generators: list[Instance]) -> list[Instance]:
    """The generators that a statement may run: the one that it calls, or all: what it asks may ask them behind what it gives."""
    found: list[Instance] = []
    for e in all_expressions(s) if generators else ():
        if not _is_opaque(e):
            continue
        if isinstance(e, ops.Call) and isinstance(e.target, Instance) and e.target in generators:
            found.append(e.target)
        else:
            found += generators
    return found


__all__ = ["check", "consumed"]
