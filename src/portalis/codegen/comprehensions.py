"""Lowers comprehensions, and iterators that are kept."""

from __future__ import annotations

import ast

from portalis.analysis.kept_iterators import holds_lists, mutates, shows
from portalis.analysis.ownership import is_copy, root
from portalis.analysis.raising import may_raise
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import new_container, owned, truth, wrap
from portalis.codegen.rust_types import rust_type, same_rust
from portalis.codegen.values import (
    Val,
)
from portalis.ir import ops
from portalis.ir.types import (
    FLOAT,
    ContT,
    IntT,
    IterT,
    TupleT,
    Type,
)
from portalis.irbuild.program import Refuse


def raises_inside(c: Context, *exprs: ops.Expr) -> bool:
    """Whether a closure would have to hand an exception out, which an iterator adapter cannot."""
    if c.exit == "abort":
        return False
    from portalis.analysis.liveness import sub_expressions

    stack = list(exprs)
    while stack:
        e = stack.pop()
        if may_raise(e):
            return True
        stack += sub_expressions(e)
    return False


def chain(c: Context, e: ops.Comprehension) -> it.Items:
    """A comprehension of one clause as an iterator chain; others are collected eagerly."""
    from portalis.codegen.one_at_a_time import is_late

    direct = len(e.clauses) == 1 and not raises_inside(c, e.element, *e.clauses[0].conditions)
    if not direct or _any_mutates(e) or is_late(c, e.clauses[0].iterable):
        return eager(c, e.clauses, e.element)
    clause = e.clauses[0]
    inner = it.iterate(c, clause.iterable)
    expr = inner.e
    element: ops.Expr = e.element
    if clause.conditions:
        expr = r.MethodCall(expr, "filter", (it.filter_closure(c, clause.target, inner.shape, clause.conditions),))
        for v in ops.target_vars(clause.target):
            v.var.declared = False
    if (
        isinstance(element, ops.Load)
        and isinstance(clause.target, ops.ToVar)
        and element.var is clause.target.var
        and same_rust(element.ty, clause.target.var.ty)
        and same_rust(it.shape_type(inner.shape), element.ty)
    ):
        return it.Items(expr, inner.shape) if clause.conditions else inner
    f = ops.Lambda(element.ty, [clause.target], element)
    return it.Items(
        r.MethodCall(expr, "map", (it.closure(c, f, [inner.shape]),)), it.Leaf("own", element_type(element))
    )


def element_type(e: ops.Expr) -> Type:
    """The type of an element as lowered."""
    return e.ty


def _parts(e: ops.Comprehension) -> list[ops.Expr]:
    return [e.element, *([e.value] if e.value is not None else []), *(x for cl in e.clauses for x in cl.conditions)]


def _any_mutates(e: ops.Comprehension) -> bool:
    return any(map(mutates, _parts(e))) or any(mutates(cl.iterable) for cl in e.clauses[1:])


def eager(c: Context, clauses: list[ops.Clause], element: ops.Expr) -> it.Items:
    """Runs a comprehension to its end and iterates the result."""
    check_sources(clauses, [element], getattr(element, "pos", None))
    name = c.temp("items")
    block = collect_block(
        c,
        clauses,
        r.CallExpr(r.Path("Vec::new")),
        name,
        lambda: [r.ExprStmt(r.MethodCall(r.Path(name), "push", (owned(c, element),)))],
        f"Vec<{rust_type(element.ty, c.names)}>" if isinstance(element.ty, IntT) or element.ty is FLOAT else "",
    )
    return it.Items(r.MethodCall(block, "into_iter"), it.Leaf("own", element.ty), block)


def collect_block(
    c: Context, clauses: list[ops.Clause], start: r.Expr, name: str, body: object, ty: str = ""
) -> r.Block:
    """`{ let mut name = start; for … { body } name }`."""
    stmts = loops(c, clauses, body)
    return r.Block((r.LetStmt(f"mut {name}", ty, start), *stmts), r.Path(name))


def check_sources(clauses: list[ops.Clause], parts: list[ops.Expr], node: ast.AST | None) -> None:
    """Refuses a comprehension that changes what it iterates: `[xs.pop() for _ in xs]`."""
    from portalis.codegen import order

    inside = list(parts)
    for clause in reversed(clauses):
        inside += clause.conditions
        source = root(clause.iterable)
        if source is not None and not is_copy(clause.iterable.ty) and any(source in order.changes(e) for e in inside):
            raise Refuse("P0502", "this comprehension changes what it iterates", node)
        inside.append(clause.iterable)


def loops(c: Context, clauses: list[ops.Clause], body: object) -> list[r.Stmt]:
    """Nested loops over the clauses of a comprehension around a body."""
    from portalis.codegen.one_at_a_time import is_late, refusal, written_out
    from portalis.codegen.statements import statement

    saved = c.pending
    c.pending = []
    clause, rest = clauses[0], clauses[1:]

    def inside() -> list[r.Stmt]:
        if rest:
            inner = loops(c, rest, body)
        else:
            inner = body()  # type: ignore[operator]
            inner = [*c.take_pending(), *inner]
        for cond in reversed(clause.conditions):
            c.pending = []
            test = truth(c, cond)
            inner = [*c.take_pending(), r.ExprStmt(r.IfExpr(test, r.Block(tuple(inner))))]
        return inner

    found = written_out(c, clause.iterable)
    if found is not None:
        first, element = found

        def bound() -> list[r.Stmt]:
            made = statement(c, ops.Assign(clause.target, element))
            made = [*c.take_pending(), *made, *inside()]
            for v in ops.target_vars(clause.target):
                v.var.declared = False
            return made

        c.pending = saved
        return loops(c, first, bound)
    if is_late(c, clause.iterable):
        raise refusal(clause.iterable)
    items = it.iterate(c, clause.iterable)
    before = c.take_pending()
    pattern, prelude = it.bind(c, clause.target, items.shape, True)
    inner = inside()
    c.pending = saved
    source = items.direct if items.direct is not None else items.e
    return [*before, r.ForStmt(pattern, source, r.Block((*prelude, *inner)))]


def comprehension(c: Context, e: ops.Comprehension) -> Val:
    """A comprehension as a value."""
    if e.kind == "iterator":
        assert isinstance(e.ty, IterT)
        return boxed(c, e)
    assert isinstance(e.ty, ContT)
    name = rust_type(e.ty, c.names)
    plain = name[len("Shared<") : -1] if e.ty.cell.shared else name
    from portalis.codegen.one_at_a_time import is_late

    simple = len(e.clauses) == 1 and not raises_inside(c, *_parts(e)) and not _any_mutates(e)
    simple = simple and not is_late(c, e.clauses[0].iterable)
    if simple and e.kind != "dict":
        items = chain(c, ops.Comprehension(IterT(e.element.ty), "iterator", e.clauses, e.element, None))
        made = (
            it.collect_list(c, items, e.ty.item)
            if e.kind == "list"
            else r.MethodCall(it.own_iter(c, items, e.ty.item), "collect", (), plain)
        )
        return Val(wrap(e.ty, made), "own", e.ty)
    if simple:
        assert e.value is not None
        pair = ops.Display(TupleT((e.ty.item, e.ty.value)), "tuple", [e.element, e.value])
        items = chain(c, ops.Comprehension(IterT(pair.ty), "iterator", e.clauses, pair, None))
        return Val(wrap(e.ty, r.MethodCall(items.e, "collect", (), plain)), "own", e.ty)
    check_sources(e.clauses, _parts(e), getattr(e, "pos", None))
    out = c.temp("items")
    item_ty = e.ty

    def body() -> list[r.Stmt]:
        if e.kind == "dict":
            assert e.value is not None
            return [
                r.ExprStmt(
                    r.MethodCall(
                        r.Path(out), "insert", (owned(c, e.element, item_ty.item), owned(c, e.value, item_ty.value))
                    )
                )
            ]
        push = "push" if e.kind == "list" else "add"
        return [r.ExprStmt(r.MethodCall(r.Path(out), push, (owned(c, e.element, item_ty.item),)))]

    start = new_container(c, ContT(e.ty.kind, e.ty.cell))
    if e.ty.cell.shared and isinstance(start, r.CallExpr):
        start = start.args[0]
    return Val(wrap(e.ty, collect_block(c, e.clauses, start, out, body, plain)), "own", e.ty)


def boxed(c: Context, e: ops.Expr) -> Val:
    """An iterator that is kept: it owns what it runs over."""
    assert isinstance(e.ty, IterT)
    if holds_lists(e):
        return Val(c.kept_iterator(it.own_iter(c, it.iterate(c, e), e.ty.item)), "own", e.ty)
    if why := shows(e):
        raise Refuse("P0705", why, e.pos)
    if isinstance(e, ops.Builtin) and e.name == "iter" and isinstance(e.args[0], ops.Display) and not e.args[0].items:
        return Val(c.kept_iterator(it.owned_iterator(c, e.args[0], e.ty.item)), "own", e.ty)
    items = it.iterate(c, e)
    held = it.collect_list(c, items, e.ty.item)
    if items.slice is not None and not c.closure:
        # Clippy takes the copy for idle where it has no name, but a box cannot borrow from here.
        held = c.hoist(held, "items")
    elif items.slice is not None:
        let = r.LetStmt("items", "", held)
        made = c.kept_iterator(r.MethodCall(r.Path("items"), "into_iter"))
        return Val(r.Block((let,), made), "own", e.ty)
    made = r.MethodCall(held, "into_iter")
    return Val(c.kept_iterator(made), "own", e.ty)


def stray_lambda(c: Context, e: ops.Expr) -> Val:
    """A function where a value is needed."""
    raise Refuse("P0702", "a function as a value is not translated here", e.pos)
