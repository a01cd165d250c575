"""What comparing asks of types: an order that is Python's, and the identities of objects."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    BYTES,
    CLOCK,
    NONE,
    STR,
    ContT,
    InstanceT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    has_no_order,
    is_dynamic,
    is_family,
    needs_checks,
    option_of,
)
from portalis.irbuild import members
from portalis.irbuild.builder import Builder
from portalis.irbuild.families import classes_of, relatives_of
from portalis.irbuild.operators import is_real


def keep_identities(t: Type, known: frozenset[ClassInfo] = frozenset()) -> None:
    """Notes that objects without `__eq__`, alone or in what is compared, are equal if they are one."""
    if isinstance(t, InstanceT):
        assert isinstance(t.cls, ClassInfo)
        if "__eq__" in t.cls.methods or t.cls in known:
            return
        if t.cls.equality:
            for f in t.cls.fields.values():
                keep_identities(f, known | {t.cls})
        else:
            t.cell.forced = True
        return
    parts = t.members if isinstance(t, UnionT) else t.cell.params if isinstance(t, ContT) else ()
    for p in t.items if isinstance(t, TupleT) else (t.item,) if isinstance(t, VarTupleT) else parts:
        keep_identities(p, known)


def ordered_with_checks(t: Type) -> bool:
    """Whether comparing values of the type by `<` is Python's, or the TypeError that Python raises."""
    if isinstance(t, TupleT):
        for i in t.items:
            if has_no_order(i):
                _note_unordered(i)
        return all(has_no_order(i) or (ordered_with_checks(i) if needs_checks(i) else ordered(i)) for i in t.items)
    if isinstance(t, VarTupleT):
        return ordered_with_checks(t.item)
    inner = option_of(t)
    if inner is not None:
        return ordered_with_checks(inner)
    if isinstance(t, ContT):
        return t.kind == "list" and ordered_with_checks(t.item)
    return is_real(t) or t in (STR, BOTTOM, NONE) or is_dynamic(t)


def _note_unordered(t: Type) -> None:
    """Notes a class whose objects raise a TypeError where tuples come to compare them by `<`: those that are equal do not."""
    assert isinstance(t, InstanceT)
    assert isinstance(t.cls, ClassInfo)
    keep_identities(t)
    if not t.cls.unordered:
        t.cls.unordered = True
        CLOCK.ticks += 1


def ordered(t: Type, within: frozenset[ClassInfo] = frozenset()) -> bool:
    """Whether Rust's order of the type's values is Python's; `within` are the dataclasses whose fields are asked."""
    if isinstance(t, (TupleT,)):
        return all(ordered(i, within) for i in t.items)
    if isinstance(t, VarTupleT):
        return ordered(t.item, within)
    if isinstance(t, ContT):
        return t.kind == "list" and ordered(t.item, within)
    if isinstance(t, InstanceT):
        cls = t.cls
        assert isinstance(cls, ClassInfo)
        if "__lt__" in cls.methods or members.mixed(t) is not None or cls in within:
            return True
        return cls.ordered and all(ordered(f, within | {cls}) for f in cls.fields.values())
    if is_family(t):
        return len({method_line(m, "__lt__") for m in classes_of(t)} | {None}) == 2
    return is_real(t) or t in (STR, BYTES, BOTTOM) or is_dynamic(t) or t is NONE


def method_line(t: InstanceT, name: str) -> int | None:
    """Where the method of a class is written: copies of one method are the same."""
    assert isinstance(t.cls, ClassInfo)
    return t.cls.methods[name].node.lineno if name in t.cls.methods else None


def compare_relatives(b: Builder, cls: ClassInfo, node: ast.AST) -> None:
    """Builds the comparisons of a class for objects of the classes that stand beside it: containers ask for them."""
    from portalis.irbuild.calls import call_function

    relatives = relatives_of(cls)
    if len(relatives) < 2:
        return
    for dunder in ("__eq__", "__lt__", "__gt__"):
        ways = {c.methods[dunder].node.lineno if dunder in c.methods else 0 for c in relatives}
        if len(ways) > 1 and dunder == "__eq__":
            raise b.refuse("P0604", f"`{cls.name}` and what stands beside it define `__eq__` apart", node)
        if dunder in cls.methods and len(ways) == 1 and (dunder != "__gt__" or "__lt__" in cls.methods):
            any_of: ops.Expr = ops.Load(UnionT(tuple(map(InstanceT, relatives))), ops.Var("other"))
            this = ops.Load(InstanceT(cls), ops.Var("self"))
            call_function(b, cls.methods[dunder], None, this, [any_of], {}, cls.methods[dunder].node)


__all__ = ["compare_relatives", "keep_identities", "method_line", "ordered", "ordered_with_checks"]
