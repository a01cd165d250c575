"""Comprehensions and generator expressions."""

from __future__ import annotations

import ast

from portalis.ir import ops
from portalis.ir.types import BOTTOM, IterT, Type
from portalis.irbuild import expressions as ex
from portalis.irbuild import narrowing
from portalis.irbuild.builder import Builder
from portalis.irbuild.containers import check_key, item_type, iterable
from portalis.irbuild.logic import condition
from portalis.irbuild.named_tuples import each_as_tuple


@ex.handles(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
def comprehension(b: Builder, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> ops.Expr:
    """Builds a comprehension; a generator expression becomes an iterator."""
    from portalis.irbuild.statements import target

    b.kill([node])
    saved = dict(b.narrow)
    clauses: list[ops.Clause] = []
    for g in node.generators:
        if g.is_async:
            raise b.refuse("P0203", "asynchronous comprehensions are not translated", node)
        source = iterable(b, g.iter)
        item = item_type(b, source.ty, g.iter)
        if isinstance(g.target, (ast.Tuple, ast.List)):
            source, item = each_as_tuple(b, source, item)
        into = target(b, g.target, item)
        conditions: list[ops.Expr] = []
        for c in g.ifs:
            conditions.append(condition(b, c))
            narrowing.refine(b, c, True)
        clauses.append(ops.Clause(into, source, conditions))
    value: ops.Expr | None = None
    ty: Type
    if isinstance(node, ast.DictComp):
        element = ex.value(b, node.key)
        value = ex.value(b, node.value)
        ty = b.fresh(node, "dict", element.ty, value.ty)
        kind = "dict"
    else:
        element = ex.value(b, node.elt)
        if isinstance(node, ast.GeneratorExp):
            ty, kind = IterT(element.ty), "iterator"
        else:
            kind = "list" if isinstance(node, ast.ListComp) else "set"
            ty = b.fresh(node, kind, element.ty)
    b.narrow = saved
    b.kill([node])
    check_key(b, ty, node)
    return ops.Comprehension(ty, kind, clauses, element, value)


__all__ = ["BOTTOM", "comprehension"]
