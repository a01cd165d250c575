"""Binds what each step of an iteration yields."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.comprehensions import (  # noqa: F401 - one surface for those that build on this module
    _any_mutates,
    _parts,
    boxed,
    chain,
    collect_block,
    comprehension,
    eager,
    element_type,
    loops,
    raises_inside,
    stray_lambda,
)
from portalis.codegen.context import Context
from portalis.codegen.rust_types import same_rust
from portalis.codegen.values import (
    Val,
    coerce,
    own,
)
from portalis.ir import ops
from portalis.ir.types import (
    TupleT,
)


def bind(c: Context, target: ops.Target, shape: it.Shape, declare: bool) -> tuple[str, list[r.Stmt]]:
    """The pattern for one item, and the statements that finish the binding.

    `declare` says that variables without a place of their own yet are bound by the pattern.
    """
    if isinstance(target, ops.ToVar):
        return _bind_var(c, target, shape, declare)
    if isinstance(target, ops.ToTuple):
        return _bind_tuple(c, target, shape, declare)
    from portalis.codegen.statements import assign_value

    name = c.temp("item")
    v = materialise(c, name, shape)
    return name, assign_value(c, target, v)


def materialise(c: Context, name: str, shape: it.Shape) -> Val:
    """The value of an item that a pattern bound to one name."""
    if isinstance(shape, it.Leaf):
        return Val(r.Path(name), "ref" if shape.form == "ref" else "place", shape.ty, movable=shape.form == "own")
    parts = [
        own(
            c,
            Val(
                r.FieldExpr(r.Path(name), str(i)),
                "ref" if isinstance(s, it.Leaf) and s.form == "ref" else "place",
                it.shape_type(s),
                movable=True,
            ),
        )
        for i, s in enumerate(shape)
    ]
    return Val(r.TupleExpr(tuple(parts)), "own", it.shape_type(shape))


def _bind_var(c: Context, target: ops.ToVar, shape: it.Shape, declare: bool) -> tuple[str, list[r.Stmt]]:
    from portalis.codegen.statements import store

    var = target.var
    if (not var.uses and not var.captured and not var.is_global) or (c.needed is not None and var not in c.needed):
        return "_", []
    if not declare or var.declared or var.is_global or var.maybe_unbound:
        name = c.temp("item")
        return name, store(c, var, own(c, coerce(c, materialise(c, name, shape), var.ty)))
    var.rust = c.unique(var.name)
    if isinstance(shape, it.Leaf) and same_rust(shape.ty, var.ty):
        if shape.form == "own":
            var.mode = "own"
            return f"mut {var.rust}" if _changes(var) else var.rust, []
        if is_copy(shape.ty):
            var.mode = "own"
            return f"&(mut {var.rust})" if _changes(var) else f"&{var.rust}", []
        if not (_changes(var) or var.captured):
            var.mode = "ref"
            return var.rust, []
        var.mode = "own"
        item = var.rust
        value = own(c, Val(r.Path(item), "ref", shape.ty))
        return item, [r.LetStmt(f"mut {item}" if _changes(var) else item, "", value)]
    var.mode = "own"
    name = c.temp("item")
    value = own(c, coerce(c, materialise(c, name, shape), var.ty))
    return name, [r.LetStmt(f"mut {var.rust}" if _changes(var) else var.rust, "", value)]


def _changes(var: ops.Var) -> bool:
    return var.sets > 1 or var.mutated


def _bind_tuple(c: Context, target: ops.ToTuple, shape: it.Shape, declare: bool) -> tuple[str, list[r.Stmt]]:
    if isinstance(shape, list) and target.star < 0 and len(shape) == len(target.items):
        patterns, stmts = [], []
        for t, s in zip(target.items, shape):
            p, more = bind(c, t, s, declare)
            patterns.append(p)
            stmts += more
        return f"({', '.join(patterns)}{',' if len(patterns) == 1 else ''})", stmts
    if (
        isinstance(shape, it.Leaf)
        and isinstance(shape.ty, TupleT)
        and target.star < 0
        and len(shape.ty.items) == len(target.items)
    ):
        if shape.form == "own":
            return _bind_tuple(c, target, [it.Leaf("own", t) for t in shape.ty.items], declare)
        return _bind_reference(c, target, shape.ty, declare)
    from portalis.codegen.statements import unpack

    name = c.temp("item")
    return name, unpack(c, target, materialise(c, name, shape), declare)


def _bind_reference(c: Context, target: ops.ToTuple, ty: TupleT, declare: bool) -> tuple[str, list[r.Stmt]]:
    """Destructures a borrowed tuple: copies what is `Copy`, borrows the rest."""
    patterns: list[str] = []
    stmts: list[r.Stmt] = []
    copies = [is_copy(t) for t in ty.items]
    nested = any(isinstance(t, ops.ToTuple) for t in target.items)
    if nested:
        name = c.temp("item")
        out: list[r.Stmt] = []
        for i, (t, item) in enumerate(zip(target.items, ty.items)):
            field = r.FieldExpr(r.Path(name), str(i))
            p, more = bind(c, t, it.Leaf("ref", item) if not is_copy(item) else it.Leaf("own", item), declare)
            if p != "_":
                out.append(r.LetStmt(p, "", r.UnaryExpr("&", field) if not is_copy(item) else field))
            out += more
        return name, out
    bound = [bind(c, t, it.Leaf("own" if k else "ref", u), declare) for t, u, k in zip(target.items, ty.items, copies)]
    explicit = any(copy and p != "_" for (p, _), copy in zip(bound, copies))
    for (p, more), copy in zip(bound, copies):
        if not copy and explicit and p != "_":
            p = f"ref {p}"
        patterns.append(p)
        stmts += more
    inner = f"({', '.join(patterns)}{',' if len(patterns) == 1 else ''})"
    return (f"&{inner}" if explicit else inner), stmts
