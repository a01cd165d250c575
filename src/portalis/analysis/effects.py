"""Whether running a function can be noticed by anything but its result."""

from __future__ import annotations

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.analysis.ownership import root
from portalis.ir import ops
from portalis.irbuild.program import Instance

_ACTING = frozenset({"print", "input", "exit", "next", "raise", "yield", "sort"})


def acts(inst: Instance, seen: set[Instance] | None = None) -> bool:
    """Whether an instance prints, reads, changes what it did not make, or calls what does; what is not known may."""
    seen = set() if seen is None else seen
    if inst in seen:
        return False
    seen.add(inst)
    for s in all_statements(inst.body):
        if any(_acts(e, inst, seen) for e in all_expressions(s)):
            return True
        targets = [s.target] if isinstance(s, (ops.Assign, ops.Augment, ops.For, ops.Delete)) else []
        while targets:
            t = targets.pop()
            if isinstance(t, ops.ToTuple):
                targets += t.items
            elif isinstance(t, ops.ToVar):
                if t.var.is_global or t.var in inst.captures:
                    return True
            elif not isinstance(t, (ops.ToIndex, ops.ToSlice, ops.ToField)) or not _own(t.obj, inst):
                return True
        if isinstance(s, (ops.Raise, ops.Assert)):
            return True
    return False


def _acts(e: ops.Expr, inst: Instance, seen: set[Instance]) -> bool:
    match e:
        case ops.Builtin():
            return e.name in _ACTING
        case ops.Prim():
            return e.row.mutates >= 0 and not _own(e.args[e.row.mutates], inst)
        case ops.Call():
            return not isinstance(e.target, Instance) or acts(e.target, seen)
        case ops.New():
            return isinstance(e.init, Instance) and acts(e.init, seen)
        case ops.CallValue():
            return True
    return False


def _own(place: ops.Expr, inst: Instance) -> bool:
    """Whether a place lies inside of a variable of the function alone."""
    owner = root(place)
    return owner is not None and not (owner.is_param or owner.is_global or owner in inst.captures)


__all__ = ["acts"]
