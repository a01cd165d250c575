"""The asserts at the top of a script as tests: each `#[test]` says what the assert says, after what it depends on.

An assert becomes a test where it depends on functions and constants alone: names that are assigned once, at the top,
before it, to a value that nothing changes, made from nothing but such. The program runs it too, as Python does. So does a call, at the
top, of a function that asserts (`check(candidate)`).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.codegen import rust_ast as r
from portalis.codegen.exceptions import _ends
from portalis.codegen.functions import FunctionContext
from portalis.codegen.labels import label_loops
from portalis.codegen.lints import allowances
from portalis.codegen.rust_types import Names
from portalis.codegen.settled import settle
from portalis.codegen.statements import block
from portalis.codegen.tidy import tidy
from portalis.ir import ops
from portalis.ir.unify import cells_within
from portalis.irbuild.program import Instance, Program

_OUTSIDE = frozenset({"argv", "stdin_lines", "exit"})
_OUTSIDE_ROWS = frozenset({"sys", "os", "time", "random", "datetime", "input", "open"})
"""Owners and names of what asks the world outside, or ends the program: no test can rest on these."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement at the top that asserts, with the statements before it that it depends on."""

    line: int
    last: int
    body: tuple[ops.Stmt, ...]
    calls: frozenset[Instance]
    caught: bool
    """Whether the test hands an exception to its caller."""

    @property
    def name(self) -> str:
        """The test's name, here and in Python's terms."""
        return f"line_{self.line}"


def assertions(program: Program, top: Instance) -> Iterator[Assertion]:
    """The asserts of a module that can stand alone."""
    constants: dict[ops.Var, ops.Stmt] = {}
    for s in top.body:
        if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToVar) and _constant(s.target.var):
            constants[s.target.var] = s
        elif isinstance(s, ops.Assert) or (isinstance(s, ops.Evaluate) and _checks(s)):
            needed = _needed(program, s, constants)
            if needed is None or not isinstance(s.pos, ast.stmt):
                continue
            body = (*(x for x in top.body if x in needed), s)
            calls = frozenset(call for x in body for call in _called(x))
            if calls:
                yield Assertion(s.pos.lineno, s.pos.end_lineno or s.pos.lineno, body, calls, top.caught)


def lower_assertion(program: Program, top: Instance, names: Names, found: Assertion) -> r.FnItem:
    """The test of an assertion.

    Raises:
        Refuse: where something has no Rust form; the module's own code then has none either.
    """
    alone = copy.copy(top)
    alone.body = list(found.body)
    for s in alone.body:
        if isinstance(s, ops.Assign) and isinstance(s.target, ops.ToVar):
            s.target.var.declared = False
    c = FunctionContext(program, alone, names)
    stmts = tuple(block(c, alone.body))
    fails = top.caught and not _ends(alone.body)
    tail = r.CallExpr(r.Path("Ok"), (r.TupleExpr(()),)) if fails else None
    whole = label_loops(tidy(settle(r.Block(stmts, tail))))
    ret = "PyResult<()>" if top.caught else ""
    return r.FnItem(found.name, (), ret, whole, attributes=allowances(whole), line=found.line)


def _constant(var: ops.Var) -> bool:
    once = var.sets == 1 and not (var.reassigned or var.set_in_loop or var.maybe_unbound or var.mutated)
    return once and not any(cell.mutated for cell in cells_within(var.ty))


def _called(s: ops.Stmt) -> set[Instance]:
    """The functions of the program that a statement calls."""
    found: set[Instance] = set()
    for e in all_expressions(s):
        target = e.target if isinstance(e, ops.Call) else e.init if isinstance(e, ops.New) else None
        if isinstance(target, Instance):
            found.add(target)
    return found


def _checks(s: ops.Evaluate) -> bool:
    """Whether a statement calls a function that asserts."""
    call = s.value
    if not isinstance(call, ops.Call) or not isinstance(call.target, Instance):
        return False
    return any(isinstance(x, ops.Assert) for x in all_statements(call.target.body))


def _needed(
    program: Program, s: ops.Stmt, constants: dict[ops.Var, ops.Stmt], seen: frozenset[ops.Var] = frozenset()
) -> set[ops.Stmt] | None:
    """The assignments that a statement depends on, through what it calls too; None where it depends on more."""
    stated = any(v.is_global for top in program.top.values() for v in top.vars.values())
    expressions = all_expressions(s)
    bound = {v for e in expressions for v in _bound(e)}
    wanted = {e.var for e in expressions if isinstance(e, ops.Load) and e.var not in bound}
    for inst in _reached(_called(s)):
        for x in all_statements(inst.body):
            inner = all_expressions(x)
            wanted |= {e.var for e in inner if isinstance(e, ops.Load) and e.var.is_global}
            target = x.target if isinstance(x, (ops.Assign, ops.Augment, ops.Delete, ops.For)) else None
            if target is not None and any(v.var.is_global for v in ops.target_vars(target)):
                return None
            expressions += inner
    if any(_outside(e) or (stated and isinstance(e, ops.CallValue)) for e in expressions):
        return None
    found: set[ops.Stmt] = set()
    for var in wanted - seen:
        if var not in constants:
            return None
        further = _needed(program, constants[var], constants, seen | {var})
        if further is None:
            return None
        found |= {constants[var], *further}
    return found


def _bound(e: ops.Expr) -> list[ops.Var]:
    """The variables that an expression binds itself."""
    if isinstance(e, ops.Comprehension):
        return [v.var for clause in e.clauses for v in ops.target_vars(clause.target)]
    if isinstance(e, ops.Lambda):
        return [v.var for p in e.params for v in ops.target_vars(p)]
    return []


def _reached(calls: set[Instance]) -> set[Instance]:
    """The functions that calls reach."""
    found: set[Instance] = set()
    todo = list(calls)
    while todo:
        inst = todo.pop()
        if inst not in found:
            found.add(inst)
            todo += inst.calls
    return found


def _outside(e: ops.Expr) -> bool:
    if isinstance(e, ops.Builtin):
        return e.name in _OUTSIDE
    return isinstance(e, ops.Prim) and bool({e.row.owner, e.row.name} & _OUTSIDE_ROWS)
