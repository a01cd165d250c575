"""Iterators whose items are found by statements: what Python does for one item comes before the next is asked for.

A chain of Rust's adapters is as lazy as Python's iterators, but its closures cannot hand an exception to a `try`, and a generator
expression of several clauses is no chain. Such an iterator is collected where all its items are taken at once; a loop over it finds
each item in its own body.
"""

from __future__ import annotations

from portalis.analysis.liveness import sub_expressions
from portalis.analysis.raising import may_raise
from portalis.codegen import comprehensions as co
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import owned
from portalis.ir import ops
from portalis.ir.types import IterT, TupleT, Type
from portalis.irbuild.program import Refuse

Written = tuple[list[ops.Clause], ops.Expr]
"""Clauses as of a comprehension, and the item that each round gives."""
_ENDS_EARLY = frozenset({"zip", "islice", "takewhile", "dropwhile", "zip_longest", "pairwise"})


def written_out(c: Context, e: ops.Expr) -> Written | None:
    """The clauses of an iterator that no chain of adapters could stand for; None where one can."""
    match e:
        case ops.Comprehension(kind="iterator", clauses=clauses, element=element):
            parts = [element, *(x for cl in clauses for x in cl.conditions), *(cl.iterable for cl in clauses[1:])]
            several = (len(clauses) > 1 or co._any_mutates(e)) and _acts(parts)
            if several or co.raises_inside(c, *parts) or is_late(c, clauses[0].iterable):
                return clauses, element
        case ops.Builtin(name="map", args=args, extra=ops.Lambda(params=params, body=body)):
            if co.raises_inside(c, body) or any(is_late(c, a) for a in args):
                target = params[0] if len(params) == 1 else ops.ToTuple(list(params), -1)
                together = ops.Builtin(IterT(TupleT(tuple(_item(a.ty) for a in args))), "zip", args)
                return [ops.Clause(target, args[0] if len(args) == 1 else together, [])], body
        case ops.Builtin(name="filter", args=args, extra=ops.Lambda(params=[ops.ToVar(var=var) as target], body=body)):
            if co.raises_inside(c, body) or is_late(c, args[0]):
                return [ops.Clause(target, args[0], [body])], ops.Load(var.ty, var)
        case ops.Builtin(name="enumerate", args=[source, *start], ty=IterT(item=TupleT(items=(number, _)))):
            found = written_out(c, source)
            if found is not None and len(found[0]) == 1 and not found[0][0].conditions:
                (clause,), element = found
                counted = ops.Var("i")
                counted.ty, counted.uses, counted.sets = number, 1, 1
                pairs = IterT(TupleT((number, _item(clause.iterable.ty))))
                numbered = ops.Builtin(pairs, "enumerate", [clause.iterable, *start])
                both = ops.Display(TupleT((number, element.ty)), "tuple", [ops.Load(number, counted), element])
                return [ops.Clause(ops.ToTuple([ops.ToVar(counted), clause.target], -1), numbered, [])], both
    return None


def is_late(c: Context, e: ops.Expr) -> bool:
    """Whether finding an item of an iterator takes statements, be it behind adapters that are lazy themselves."""
    if written_out(c, e) is not None:
        return True
    lazy = isinstance(e, (ops.Builtin, ops.Prim)) and isinstance(e.ty, IterT)
    return lazy and any(is_late(c, a) for a in e.children() if isinstance(a.ty, IterT))


def check_adapter(c: Context, e: ops.Builtin | ops.Prim) -> None:
    """Looks whether an adapter that may not take all items gets them one at a time.

    Raises:
        Refuse: where they would have to be found beforehand.
    """
    name = e.row.name if isinstance(e, ops.Prim) else e.name
    if name in _ENDS_EARLY and any(is_late(c, a) for a in e.children() if isinstance(a.ty, IterT)):
        raise refusal(e)


def refusal(e: ops.Expr) -> Refuse:
    """The refusal of an iterator whose items would have to be found before they are asked for."""
    return Refuse(
        "P0802", "finding the next item may raise, or act, and cannot be written where it is asked for", e.pos,
        "write a loop, or take all items at once",
    )  # fmt: skip


def loop(c: Context, s: ops.For) -> ops.For | None:
    """A loop over such an iterator as loops that find each item first; None where the iterator is none.

    Raises:
        Refuse: where the loop cannot be written so.
    """
    from portalis.codegen.exceptions import breaks

    found = written_out(c, s.iterable)
    if found is None:
        if is_late(c, s.iterable):
            raise refusal(s.iterable)
        return None
    clauses, element = found
    if len(clauses) > 1 and (breaks(s.body) or s.orelse):
        raise refusal(s.iterable)
    bind = ops.Assign(s.target, element)
    bind.pos = s.pos
    body: list[ops.Stmt] = [bind, *s.body]
    made: ops.For | None = None
    for i, clause in reversed([*enumerate(clauses)]):
        for condition in reversed(clause.conditions):
            test = ops.If(condition, body, [])
            test.pos = s.pos
            body = [test]
        made = ops.For(clause.target, clause.iterable, body, s.orelse if i == 0 else [])
        made.pos = s.pos
        body = [made]
    return made


def first(c: Context, e: ops.Expr, item: Type) -> r.Expr | None:
    """The first item of such an iterator, as an option; None where it is none of them."""
    found = written_out(c, e)
    if found is None:
        if is_late(c, e):
            raise refusal(e)
        return None
    clauses, element = found
    label = f"'{c.temp('found')}"

    def leave() -> list[r.Stmt]:
        some = r.CallExpr(r.Path("Some"), (owned(c, element, item),))
        return [r.ExprStmt(r.Jump("break", label, some))]

    return r.Block(tuple(co.loops(c, clauses, leave)), r.Path("None"), label)


def _item(t: Type) -> Type:
    return t.item if isinstance(t, IterT) else t


def _acts(parts: list[ops.Expr]) -> bool:
    """Whether evaluating does more than to give a value: what it does has its place among what others do."""
    if any(map(order._acts, parts)):
        return True
    stack = list(parts)
    while stack:
        e = stack.pop()
        if may_raise(e) or (isinstance(e, ops.Builtin) and e.name == "print"):
            return True
        stack += sub_expressions(e)
    return False
