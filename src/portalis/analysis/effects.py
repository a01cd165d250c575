"""Whether running a function can be noticed by anything but its result."""

from __future__ import annotations

from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.analysis.ownership import root
from portalis.ir import ops
from portalis.ir.types import FuncT, IterT, cells_within
from portalis.irbuild.program import Instance, Refuse

_ACTING = frozenset({"print", "input", "exit", "next", "raise", "yield", "sort"})


def acts(inst: Instance, seen: set[Instance] | None = None, but: frozenset[str] = frozenset()) -> bool:
    """Whether an instance prints, reads, changes what it did not make, or calls what does; what is not known may.

    Exceptions count as well, and the items that a generator gives, `but` for `raise` and `yield` where it has these.
    """
    seen = set() if seen is None else seen
    if inst in seen:
        return False
    seen.add(inst)
    for s in all_statements(inst.body):
        if any(_acts(e, inst, seen, but) for e in all_expressions(s)):
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
        if "raise" not in but and isinstance(s, (ops.Raise, ops.Assert)):
            return True
    return False


def check_order(inst: Instance) -> None:
    """Looks at how objects are ordered: Rust asks for `<` and `>` as often as it likes.

    Raises:
        Refuse: where anybody could tell.
    """
    cls = inst.info.cls if inst.info is not None else None
    if cls is None or inst.info is None or inst.info.name not in ("__lt__", "__gt__") or "__lt__" not in cls.methods:
        return
    if acts(inst, but=frozenset({"raise"})):
        raise Refuse("P0604", f"`{inst.info.name}` does more than to compare", inst.info.node)


def check_made_once(inst: Instance) -> None:
    """Looks for functions that a builtin calls for each item and that Python makes once, where anybody could tell.

    Raises:
        Refuse: at the first one.
    """
    for s in all_statements(inst.body):
        for e in all_expressions(s):
            if isinstance(e, ops.Lambda) and e.makes and _tells(e.body, inst):
                raise Refuse(
                    "P0702",
                    "the function would be made anew for each item",
                    getattr(e.body, "pos", None) or s.pos,
                    "name it before",
                )


def _tells(body: ops.Expr, inst: Instance) -> bool:
    """Whether what makes the function that a body calls acts, or makes something that the calls change."""
    made = body.func if isinstance(body, ops.CallValue) else (sub_expressions(body) or [body])[0]
    inside = [made]
    for e in inside:
        inside += sub_expressions(e)
    changing = any(c.mutated for c in cells_within(made.ty))
    keeps = isinstance(made.ty, FuncT) and not isinstance(made, ops.FuncRef) and made.ty.cell.holds
    holds = any(c.mutated for e in inside if isinstance(e, ops.FuncRef) for v, _ in e.held for c in cells_within(v.ty))
    return changing or keeps or holds or any(_acts(e, inst, set()) for e in inside)


def _acts(e: ops.Expr, inst: Instance | None, seen: set[Instance], but: frozenset[str] = frozenset()) -> bool:
    match e:
        case ops.Builtin():
            return e.name in _ACTING - but
        case ops.Prim():
            return e.row.mutates >= 0 and not _own(e.args[e.row.mutates], inst)
        case ops.Call():
            return not isinstance(e.target, Instance) or acts(e.target, seen, but)
        case ops.New():
            return isinstance(e.init, Instance) and acts(e.init, seen, but)
        case ops.CallValue():
            return True
    return False


def _own(place: ops.Expr, inst: Instance | None) -> bool:
    """Whether a place lies inside of a variable of the function alone, or of the object that an initialiser makes."""
    owner = root(place)
    if inst is None:
        return False
    if inst.is_init and inst.params and owner is inst.params[0]:
        return True
    return owner is not None and not (owner.is_param or owner.is_global or owner in inst.captures)


def stepping_acts(e: ops.Expr) -> bool:
    """Whether finding the items of an iterable may do more than to give them, or others step it as well; exceptions do not count."""
    stack = [e] if isinstance(e.ty, IterT) else []
    while stack:
        x = stack.pop()
        if isinstance(x, (ops.Load, ops.Field, ops.Index)) and isinstance(x.ty, IterT):
            return True
        if _acts(x, None, set(), frozenset({"raise", "yield"})):
            return True
        stack += sub_expressions(x)
    return False


__all__ = ["acts", "check_made_once", "check_order", "stepping_acts"]
