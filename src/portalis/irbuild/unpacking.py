"""Values that are unpacked: what an iterator gives is taken at once, and no more of it than CPython takes."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import NONE, InstanceT, IterT
from portalis.irbuild.builder import Builder
from portalis.irbuild.containers import item_type, iterable
from portalis.irbuild.functions import Built
from portalis.irbuild.named_tuples import named_tuple
from portalis.irbuild.options import require


def taken(b: Builder, target: ast.expr, value: ops.Expr, node: ast.expr) -> ops.Expr:
    """A `map` or generator expression that is unpacked, as a list of its items.

    CPython takes one item more than there are targets, to see that there are too many, and no other: whatever a further
    one would raise or do never happens.
    """
    if not isinstance(target, (ast.Tuple, ast.List)):
        return value
    value = require(b, value, "cannot unpack non-iterable NoneType object")
    if isinstance(value.ty, InstanceT) and isinstance(value.ty.cls, ClassInfo) and named_tuple(value.ty) is None:
        value = iterable(b, ast.copy_location(Built(value), node))  # what its `__iter__` gives
    if not isinstance(value.ty, IterT):
        return value
    starred = any(isinstance(e, ast.Starred) for e in target.elts)
    wanted = -1 if starred else len(target.elts) + 1
    if isinstance(value, ops.Builtin) and value.name == "map":
        sources = [_first(b, s, wanted, node) for s in value.args]
        made = ops.Builtin(value.ty, "map", sources, value.extra)
        return ops.Builtin(b.fresh(node, "list", value.ty.item, slot=21), "collect", [made], "list")
    if isinstance(value, ops.Comprehension) and len(value.clauses) == 1 and not value.clauses[0].conditions:
        clause = value.clauses[0]
        only = ops.Clause(clause.target, _first(b, clause.iterable, wanted, node), [])
        return ops.Comprehension(
            b.fresh(node, "list", value.ty.item, slot=21), "list", [only], value.element, value.value
        )
    return value


def _first(b: Builder, source: ops.Expr, wanted: int, node: ast.expr) -> ops.Expr:
    """The first items of an iterable; all of them where `wanted` is negative."""
    if wanted < 0 or (isinstance(source, ops.Display) and _length(source) <= wanted):
        return source
    nothing, limit = ops.Const(NONE, None), ops.Const(b.program.int_literal(wanted), wanted)
    return ops.Builtin(IterT(item_type(b, source.ty, node)), "islice", [source, nothing, limit, nothing])


def _length(display: ops.Display) -> int:
    """How many items a list or tuple has that is written out; very many where it unpacks others."""
    return 1 << 20 if any(isinstance(i, ops.Star) for i in display.items) else len(display.items)
