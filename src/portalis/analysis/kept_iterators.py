"""Iterators that are kept: given to a function, given back, or held by a variable or a container, and stepped later.

In Rust one owns what it runs over. Where nothing shows when its items are found, they are found beforehand; where something does, the
program is read anew with the iterator as a generator function (`frontend.kept_iterators`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portalis.analysis.effects import acts, stepping_acts
from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.analysis.ownership import is_place, is_shared
from portalis.analysis.raising import may_raise
from portalis.frontend.kept_iterators import Place, place_of
from portalis.ir import ops
from portalis.ir.types import ContT, IterT, ViewT, holds_iterators
from portalis.irbuild.program import Instance, Program

_ADAPTERS = frozenset({"iter", "enumerate", "reversed", "zip"})
"""Builtins that make their sources at once and do nothing with the items."""


def shows(e: ops.Expr) -> str:
    """Why the items of a kept iterator cannot be found beforehand; empty where they can."""
    if holds_lists(e) or (_runs_by_itself(e) and not cycles_late(e)):  # they own what they run over, and see it change
        return ""
    if _is_endless(e):
        return "an endless iterator is translated only where it is consumed at once"
    stack: list[ops.Expr] = _late_parts(e)
    while stack:
        x = stack.pop()
        if may_raise(x) or mutates(x) or (isinstance(x, (ops.Load, ops.Call)) and isinstance(x.ty, IterT)):
            return "an iterator with effects is translated only where it is consumed at once"
        called = x.target if isinstance(x, ops.Call) else x.init if isinstance(x, ops.New) else None
        if isinstance(x, ops.CallValue) or (isinstance(called, Instance) and acts(called)):
            return "an iterator with effects is translated only where it is consumed at once"
        if isinstance(x.ty, ContT) and x.ty.cell.mutated and is_place(x) and not _is_of_attribute(e, x):
            return "this iterator runs over something that changes"
        stack += sub_expressions(x)
    return ""


def _runs_by_itself(e: ops.Expr) -> bool:
    """Whether an iterator never ends and owns what it runs over."""
    return _name(e) in ("count", "cycle") or (_name(e) == "repeat" and len(e.children()) == 1)


def cycles_late(e: ops.Expr) -> bool:
    """Whether it is `cycle` of items that are found when they are first asked for, so that this shows or never ends."""
    if _name(e) != "cycle":
        return False
    stack = list(e.children())
    while stack:
        x = stack.pop()
        if stepping_acts(x) or _is_endless(x) or (isinstance(x, ops.Call) and isinstance(x.ty, IterT)):
            return True
        stack += [a for a in x.children() if isinstance(a.ty, IterT)]
    return False


def _is_endless(e: ops.Expr) -> bool:
    """Whether an iterator may never end though nothing else does that it runs over: it cannot be run to its end beforehand."""
    name, sources = _name(e), [a for a in e.children() if isinstance(a.ty, IterT)]
    if _runs_by_itself(e):
        return True
    if name in ("zip", "zip_strict") and len(sources) == len(e.children()):
        return all(map(_is_endless, sources))
    return name not in ("zip", "zip_strict", "islice") and any(map(_is_endless, sources))


def mutates(e: ops.Expr) -> bool:
    """Whether evaluating an expression changes a variable or needs statements of its own: no closure then."""
    if isinstance(e, ops.Prim) and e.row.mutates >= 0 and not is_shared(e.args[e.row.mutates].ty):
        return True
    if isinstance(e, (ops.Bind,)) or (
        isinstance(e, ops.Index) and e.obj.ty.kind == "defaultdict" and not is_shared(e.obj.ty)
    ):
        return True
    if isinstance(e, ops.Builtin) and e.name in ("next", "sort"):
        return True
    if isinstance(e, ops.Call) and isinstance(e.target, Instance) and _changes_arguments(e.target):
        return True
    if isinstance(e, (ops.Load,)) and isinstance(e.ty, IterT):
        return True
    return any(map(mutates, sub_expressions(e)))


def _changes_arguments(target: Instance) -> bool:
    return any(p.mode == "mut" for p in target.params) or bool(target.changes)


def holds_lists(e: ops.Expr) -> bool:
    """Whether an iterator runs over shared lists alone, and does nothing with their items."""
    if not (isinstance(e, ops.Builtin) and e.name in _ADAPTERS and e.extra is None):
        return False
    return bool(e.args) and all(
        holds_lists(a) or (is_place(a) and isinstance(a.ty, ContT) and a.ty.kind == "list" and is_shared(a.ty))
        for a in e.args
    )


def _is_of_attribute(e: ops.Expr, x: ops.Expr) -> bool:
    """Whether an iterator runs over an attribute's dict or set: where that changes meanwhile, CPython's raises an exception."""
    if isinstance(x, ops.Load) or x.ty.kind == "list" or not isinstance(e, ops.Builtin) or e.name != "iter":
        return False
    return any(a is x or (isinstance(a.ty, ViewT) and x in a.children()) for a in e.args)


def _late_parts(e: ops.Expr) -> list[ops.Expr]:
    """What an iterator evaluates, or looks at, only when it is stepped: Python makes its sources at once."""
    if not (isinstance(e, ops.Builtin) and e.name in _ADAPTERS and e.extra is None):
        return [e]
    found: list[ops.Expr] = []
    for a in e.args:
        if isinstance(a.ty, IterT):
            found += _late_parts(a)
        elif is_place(a):
            found.append(a)
    return found


def _name(e: ops.Expr) -> str:
    return e.row.name if isinstance(e, ops.Prim) else e.name if isinstance(e, ops.Builtin) else ""


def that_show(program: Program, late: Sequence[tuple[Instance, ops.Expr]]) -> dict[str, set[Place]]:
    """Where kept iterators stand whose items cannot be found beforehand, by module; `late` are those `that_see_later`."""
    found: dict[str, set[Place]] = {}

    def add(inst: Instance, node: ast.AST | None) -> None:
        if isinstance(node, (ast.GeneratorExp, ast.Call)):
            found.setdefault(getattr(node, "home", inst.module.name), set()).add(place_of(node))

    for inst in program.instances:
        statements = all_statements(inst.body)
        for e in (e for s in statements for e in _kept(s)):
            stack = [e] if isinstance(e.ty, IterT) and shows(e) else []
            while stack:
                x = stack.pop()
                if not isinstance(x, ops.Call):
                    add(inst, x.pos)
                stack += [a for a in x.children() if _is_adapter(a) and shows(a)]
        for x in (x for s in statements for x in all_expressions(s)):
            if cycles_late(x):
                add(inst, x.pos)
        for refusal in inst.refusals:
            if refusal.code == "P0705" and isinstance(refusal.node, ast.GeneratorExp):
                add(inst, refusal.node)
    for inst, e in late:
        add(inst, e.pos)
    return found


def that_see_later(program: Program) -> list[tuple[Instance, ops.Expr]]:
    """The iterators that outlive their statement, or are run through by a loop, and read variables that are assigned meanwhile."""
    keeps = any(isinstance(t, IterT) for m in program.modules for c in m.classes.values() for t in c.fields.values())
    found: list[tuple[Instance, ops.Expr]] = []
    for inst in program.instances:
        for s in all_statements(inst.body):
            for e in _kept(s):
                if not _is_adapter(e):
                    continue
                late = _late_variables(e)
                if not late:
                    continue
                if isinstance(s, ops.For) and not (keeps or _gives_iterators(s)):
                    assigned = {v for x in s.body for v in _assigned(x)}
                    if late & assigned or any(v.written_inside for v in late):
                        found.append((inst, e))
                elif (keeps or _gives_iterators(s)) and any(_may_change(program, inst, v) for v in late):
                    found.append((inst, e))
    return found


def _gives_iterators(s: ops.Stmt) -> bool:
    """Whether an iterator may live on after a statement: it is bound, given back, or put into something."""
    value = s.value if isinstance(s, (ops.Assign, ops.Return)) else None
    if value is not None and (isinstance(value.ty, IterT) or holds_iterators(value.ty)):
        return True
    return any(_name(e) == "yield" or holds_iterators(e.ty) for e in all_expressions(s))


def _late_variables(e: ops.Expr) -> set[ops.Var]:
    """The variables of other places that an iterator reads when it is stepped."""
    found: set[ops.Var] = set()
    bound: set[ops.Var] = set()
    sources: list[ops.Expr] = [e]
    inside: list[ops.Expr] = []
    while sources:
        x = sources.pop()
        if isinstance(x, ops.Comprehension) and x.kind == "iterator":
            first, *others = x.clauses
            bound |= {t.var for cl in x.clauses for t in ops.target_vars(cl.target)}
            inside += [x.element, *(c for cl in x.clauses for c in cl.conditions), *(cl.iterable for cl in others)]
            sources.append(first.iterable)
        elif _is_adapter(x):
            extra = getattr(x, "extra", None)
            parts = [*x.children(), *([extra] if isinstance(extra, ops.Expr) else [])]
            functions = [a for a in parts if isinstance(a, (ops.Lambda, ops.FuncRef))]
            if isinstance(x.pos, ast.Call) and not any(isinstance(a, ast.Lambda) for a in x.pos.args):
                found |= {v for f in functions for v in _captured(f)}  # the function itself is looked up at once
            else:
                inside += functions
            sources += [a for a in parts if _is_adapter(a)]
    while inside:
        x = inside.pop()
        if isinstance(x, ops.Lambda):
            bound |= {t.var for p in x.params for t in ops.target_vars(p)}
        elif isinstance(x, ops.Comprehension):
            bound |= {t.var for cl in x.clauses for t in ops.target_vars(cl.target)}
        elif isinstance(x, ops.Load):
            found.add(x.var)
        found |= _captures(x)
        inside += sub_expressions(x)
    return found - bound


def _captured(e: ops.Expr) -> set[ops.Var]:
    """The variables that the functions read which an expression calls."""
    return _captures(e).union(*(_captured(a) for a in sub_expressions(e)))


def _captures(e: ops.Expr) -> set[ops.Var]:
    return set(e.target.captures) if isinstance(e, ops.Call) and isinstance(e.target, Instance) else set()


def _assigned(s: ops.Stmt) -> list[ops.Var]:
    """The variables that a statement assigns, or those in it."""
    targets = [s.target] if isinstance(s, (ops.Assign, ops.Augment, ops.For, ops.Delete)) else []
    own = [t.var for target in targets for t in ops.target_vars(target)]
    return own + [v for block in ops.blocks(s) for x in block for v in _assigned(x)]


def _may_change(program: Program, inst: Instance, var: ops.Var) -> bool:
    """Whether the name of a variable may get another value after it was first read."""
    owner: Instance | None = inst
    while owner is not None and var not in owner.vars.values():
        owner = owner.parent
    owner = owner or next((top for top in program.top.values() if var in top.vars.values()), None)
    if owner is None or var.written_inside:
        return True
    webs = [w for w, v in owner.vars.items() if v is var or (v.name == var.name and w.local_to is None)]
    inside = next((w.local_to for w, v in owner.vars.items() if v is var), None)
    if inside is not None:  # each call of a lambda has a variable of its own; all rounds of a comprehension have one
        return not isinstance(inside, ast.Lambda)
    if len(webs) > 1 or any(w.defs > 1 for w in webs):
        return True
    loops = [x for x in all_statements(owner.body) if isinstance(x, (ops.For, ops.While))]
    return any(var in _assigned(x) for x in loops)


def _kept(s: ops.Stmt) -> Iterator[ops.Expr]:
    """The iterators that a statement gives to what keeps them."""
    if isinstance(s, (ops.Assign, ops.Return)) and s.value is not None:
        yield s.value
    for e in all_expressions(s):
        keeps = isinstance(e, (ops.Call, ops.CallValue, ops.New, ops.Display, ops.Choose, ops.Logic))
        keeps = keeps or (isinstance(e, ops.Prim) and e.row.mutates >= 0 and holds_iterators(e.args[e.row.mutates].ty))
        if keeps or _name(e) == "yield":
            yield from (a for a in sub_expressions(e) if _is_adapter(a))
        elif isinstance(e, ops.Comprehension):
            yield from (a for a in (e.element, e.value) if a is not None and _is_adapter(a))


def _is_adapter(e: ops.Expr) -> bool:
    return isinstance(e.ty, IterT) and isinstance(e, (ops.Builtin, ops.Prim, ops.Comprehension))


__all__ = ["cycles_late", "holds_lists", "mutates", "shows", "that_see_later", "that_show"]
