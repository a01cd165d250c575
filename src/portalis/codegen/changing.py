"""Lowers loops whose body changes, rebinds or steps what they iterate."""

from __future__ import annotations

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.analysis.ownership import Ownership, is_copy, root
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context, Loop
from portalis.codegen.expressions import lower
from portalis.codegen.values import Val, own
from portalis.ir import ops
from portalis.ir.types import INDEX, ContT, IterT
from portalis.irbuild.program import Refuse


def _loop_body(c: Context, s: ops.For, shape: it.Shape) -> tuple[Loop, str, r.Block]:
    from portalis.codegen import statements

    return statements._loop_body(c, s, shape)


def _with_else(c: Context, loop: r.Stmt, orelse: list[ops.Stmt], outer: str) -> list[r.Stmt]:
    from portalis.codegen import statements

    return statements._with_else(c, loop, orelse, outer)


def loop(c: Context, s: ops.For) -> list[r.Stmt] | None:
    """Lowers such a loop; None where it is a plain one.

    Raises:
        Refuse: where the change has no Rust form.
    """
    if _changing(s):
        return _by_position(c, s)
    return _stepped(c, s) if _steps_inside(s) else None


def _steps_inside(s: ops.For) -> bool:
    """Whether the body uses the very iterator that the loop takes its items from."""
    iterators = {e.var for e in all_expressions(s) if isinstance(e, ops.Load) and isinstance(e.ty, IterT)}
    if not iterators:
        return False
    for inner in all_statements(s.body):
        for e in all_expressions(inner):
            if isinstance(e, ops.Load) and e.var in iterators:
                if not isinstance(s.iterable, ops.Load):
                    raise Refuse("P0705", "this loop's body steps what an adapter around it iterates", s.pos)
                return True
    return False


def _stepped(c: Context, s: ops.For) -> list[r.Stmt]:
    """A loop over an iterator that its body steps too: no borrow may last over the body."""
    assert isinstance(s.iterable.ty, IterT)
    label, pattern, body = _loop_body(c, s, it.Leaf("own", s.iterable.ty.item))
    test = r.LetTest(f"Some({pattern})", r.MethodCall(lower(c, s.iterable).e, "next"))
    return _with_else(c, r.WhileStmt(test, body, label.loop), s.orelse, label.outer)


def _changing(s: ops.For) -> bool:
    """Whether the loop's body changes or rebinds what it iterates."""
    var = root(s.iterable)
    inner = s.iterable
    if isinstance(inner, ops.Builtin) and inner.name in ("enumerate", "reversed", "zip", "map", "filter"):
        return any(_changing(ops.For(s.target, a, s.body, s.orelse)) for a in inner.args)
    if var is None or is_copy(s.iterable.ty) or isinstance(s.iterable.ty, IterT):
        return False
    finder = Ownership.__new__(Ownership)
    for x in all_statements(s.body):
        if var in finder._changed_vars(x):
            return True
        if isinstance(x, (ops.Assign, ops.Augment, ops.For)) and any(v.var is var for v in ops.target_vars(x.target)):
            return True
    return any(v.var is var for v in ops.target_vars(s.target))


def _by_position(c: Context, s: ops.For) -> list[r.Stmt]:
    """A loop over something that its body changes: by position, as CPython's iterators do."""
    t = s.iterable.ty
    counted = isinstance(s.iterable, ops.Builtin) and s.iterable.name == "enumerate"
    source = s.iterable.args[0] if isinstance(s.iterable, ops.Builtin) and s.iterable.args else s.iterable
    var = root(source)
    if var is None:
        raise Refuse("P0502", "this loop changes what an adapter around it iterates", s.pos)
    if counted and isinstance(s.iterable, ops.Builtin) and isinstance(source.ty, ContT):
        t = source.ty

    finder = Ownership.__new__(Ownership)
    in_place_change = any(var in finder._changed_vars(x) for x in all_statements(s.body))
    if not in_place_change or not isinstance(t, ContT):
        if isinstance(s.iterable, ops.Builtin) and in_place_change:
            raise Refuse("P0502", "this loop changes what an adapter around it iterates", s.pos)
        if isinstance(s.iterable, ops.Builtin):
            raise Refuse("P0502", "this loop rebinds what an adapter around it iterates", s.pos)
        snapshot = c.hoist(
            own(c, Val(lower(c, s.iterable).e, "ref" if var.mode in ("ref", "mut") else "place", t)), "items"
        )
        items = it.over(c, Val(snapshot, "place", t))
        label, pattern, body = _loop_body(c, s, items.shape)
        return _with_else(c, r.ForStmt(pattern, items.direct or items.e, body, label.loop), s.orelse, label.outer)
    if isinstance(s.iterable, ops.Builtin) and not counted:
        raise Refuse("P0502", "this loop changes what an adapter around it iterates", s.pos)
    if t.kind != "list":
        raise Refuse("P0502", f"a `{t.kind}` is changed while it is iterated", s.pos)
    if any(
        isinstance(x, (ops.Assign, ops.For)) and any(v.var is var for v in ops.target_vars(x.target))
        for x in all_statements(s.body)
    ):
        raise Refuse("P0502", "the list is both changed and rebound while it is iterated", s.pos)
    index = c.temp("index")
    obj = lower(c, source)
    item = r.MethodCall(r.MethodCall(obj.e, "get", (r.Path(index),)), "cloned")
    shape: it.Shape = it.Leaf("own", t.item)
    if counted and isinstance(s.iterable, ops.Builtin):
        number: r.Expr = r.CastExpr(r.Path(index), "i64")
        first = s.iterable.args[1] if len(s.iterable.args) > 1 else None
        if first is not None and not (isinstance(first, ops.Const) and isinstance(first.value, int)):
            raise Refuse("P0502", "this loop changes what `enumerate` counts from a computed start", s.pos)
        if isinstance(first, ops.Const) and first.value:
            number = r.BinaryExpr("+", number, r.Lit(str(first.value)))
        item = r.MethodCall(item, "map", (r.ClosureExpr(("item",), r.TupleExpr((number, r.Path("item")))),))
        shape = [it.Leaf("own", INDEX), it.Leaf("own", t.item)]
    label, pattern, body = _loop_body(c, s, shape)
    step = r.AssignStmt(r.Path(index), r.Lit("1"), "+=")
    test = r.LetTest(f"Some({pattern})", item)
    stepping = r.WhileStmt(test, r.Block((step, *body.body)), label.loop)
    return [r.LetStmt(f"mut {index}", "", r.Lit("0")), *_with_else(c, stepping, s.orelse, label.outer)]
