"""Which statements of an initialiser run while nobody else can have the object: what they assign is no change that could be seen."""

from __future__ import annotations

from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.ir import ops
from portalis.irbuild.program import Instance


def under_construction(inst: Instance) -> set[ops.Stmt]:
    """The statements of an initialiser, nested ones included, that come before the object is given to anybody; empty for others."""
    if inst.info is None or inst.info.name != "__init__" or inst.info.cls is None or not inst.params:
        return set()
    found: set[ops.Stmt] = set()
    for s in inst.body:
        if _gives_away([s], inst.params[0], set()):
            break
        found.update(all_statements([s]))
    return found


def _gives_away(body: list[ops.Stmt], this: ops.Var, seen: set[ops.Var]) -> bool:
    """Whether a series uses an object for more than its attributes and its methods, or one of those does."""
    for s in all_statements(body):
        for e in all_expressions(s):
            if isinstance(e, ops.Call) and isinstance(e.target, Instance):
                for p, a in zip(e.target.params, e.args):
                    if not _is(a, this) or p in seen:
                        continue
                    seen.add(p)
                    if _gives_away(e.target.body, p, seen):
                        return True
            elif not isinstance(e, ops.Field) and any(_is(x, this) for x in sub_expressions(e)):
                return True
        parts = ops.statement_exprs(s)
        if isinstance(s, (ops.Assign, ops.Augment)) and isinstance(s.target, ops.ToField):
            parts = [x for x in parts if x is not s.target.obj]
        if any(_is(x, this) for x in parts):
            return True
    return False


def _is(e: ops.Expr, var: ops.Var) -> bool:
    return isinstance(e, ops.Load) and e.var is var


__all__ = ["under_construction"]
