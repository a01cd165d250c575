"""Lowers loops whose body changes, rebinds or steps what they iterate."""

from __future__ import annotations

from portalis.analysis.liveness import all_expressions, all_statements
from portalis.analysis.ownership import Cell, Ownership, is_copy, is_shared, root
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context, Loop
from portalis.codegen.expressions import lower
from portalis.codegen.values import Val, borrow, own
from portalis.ir import ops
from portalis.ir.types import INDEX, ContT, InstanceT, IterT, Type, ViewT, option_of
from portalis.irbuild.program import Instance, Refuse

_CALLS = (ops.Call, ops.CallValue, ops.New, ops.Dispatch)


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
    if _changing(c, s):
        if (mapping := _keyed(s.iterable)) is not None:
            return _by_steps(c, s, mapping)
        if isinstance(s.iterable, (ops.Builtin, ops.Prim)) and _takes_all(s.iterable):
            return _of_all(c, s)
        return _by_position(c, s)
    if c.exit != "abort" and (mapping := _keyed(s.iterable)) is not None and is_shared(mapping.ty):
        return _by_steps(c, s, mapping)  # whoever changes it meanwhile: what that raises may be caught
    return _stepped(c, s) if _steps_inside(c, s) else None


def _steps_inside(c: Context, s: ops.For) -> bool:
    """Whether the body uses the very iterator that the loop takes its items from."""
    iterators = {e.var for e in all_expressions(s) if isinstance(e, ops.Load) and isinstance(e.ty, IterT)}
    if not iterators or c.program.handles:
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
    return _with_else(c, r.WhileStmt(test, body), s.orelse, label.outer)


def _changing(c: Context, s: ops.For) -> bool:
    """Whether the loop's body changes or rebinds what it iterates."""
    var = root(s.iterable)
    inner = s.iterable
    if isinstance(inner, (ops.Builtin, ops.Prim)) and isinstance(inner.ty, IterT):
        return any(_changing(c, ops.For(s.target, a, s.body, s.orelse)) for a in inner.args)
    if var is None or is_copy(s.iterable.ty) or isinstance(s.iterable.ty, IterT):
        return False
    if is_shared(s.iterable.ty) and not isinstance(s.iterable, ops.Load):
        return False  # the handle stays what it is, and a shared container's iterator looks at each step
    finder = Ownership(c.program)
    for x in all_statements(s.body):
        if var in finder._changed_vars(x):
            return True
        if isinstance(x, (ops.Assign, ops.Augment, ops.For)) and any(v.var is var for v in ops.target_vars(x.target)):
            return True
    return any(v.var is var for v in ops.target_vars(s.target))


def _takes_all(e: ops.Builtin | ops.Prim) -> bool:
    """Whether an adapter has taken all items before it gives one."""
    name = e.row.name if isinstance(e, ops.Prim) else e.name
    return name in ("combinations", "permutations", "selections", "product", "combinations_with_replacement")


def _of_all(c: Context, s: ops.For) -> list[r.Stmt]:
    """A loop over what can be made of items before the body changes where they came from."""
    assert isinstance(s.iterable.ty, IterT)
    source = it.owned_iterator(c, s.iterable, s.iterable.ty.item)
    held = c.hoist(r.MethodCall(source, "collect", (), "Vec<_>"), "items")
    label, pattern, body = _loop_body(c, s, it.Leaf("own", s.iterable.ty.item))
    return _with_else(c, r.ForStmt(pattern, held, body), s.orelse, label.outer)


def _keyed(e: ops.Expr) -> ops.Expr | None:
    """The dict or set whose keys, values or items a loop takes."""
    if isinstance(e, ops.Builtin) and e.name == "view":
        e = e.args[0]
    return e if isinstance(e.ty, ContT) and e.ty.kind not in ("list", "deque") else None


def _by_steps(c: Context, s: ops.For, mapping: ops.Expr) -> list[r.Stmt]:
    """A loop over a dict or set that its body may change: what comes next is asked anew each time, as CPython's iterators do."""
    t = mapping.ty
    assert isinstance(t, ContT)
    if _moves(c, s, mapping):
        raise Refuse("P0502", "the place of what is iterated changes meanwhile", s.pos)
    steps = c.temp("steps")
    v = lower(c, mapping)
    part = s.iterable.ty.kind.removeprefix("dict_")[:-1] if isinstance(s.iterable.ty, ViewT) else "key"
    cls = "DictSteps" if len(t.cell.params) == 2 else "SetSteps"
    shapes: dict[str, it.Shape] = {
        "item": [it.Leaf("own", u) for u in t.cell.params[:2]],
        "key": it.Leaf("own", t.item),
    }
    shape = shapes.get(part, it.Leaf("own", t.cell.params[-1]))
    if is_shared(t):
        held: r.Expr = r.MethodCall(v.e, "with", (r.Path(f"{cls}::of"),))
        name = f"next_{part}" if c.exit == "abort" else f"try_next_{part}"
        asked = r.MethodCall(r.Path(steps), name, (r.Path("items"),))
        step: r.Expr = r.MethodCall(v.e, "with", (r.ClosureExpr(("items",), asked),))
        if c.exit != "abort":
            step = c.attempt(step)
    else:
        held = r.CallExpr(r.Path(f"{cls}::of"), (borrow(v),))
        step = c.raising_method(r.Path(steps), f"next_{part}", (borrow(lower(c, mapping)),))
    label, pattern, body = _loop_body(c, s, shape)
    stepping = r.WhileStmt(r.LetTest(f"Some({pattern})", step), body)
    return [r.LetStmt(f"mut {steps}", "", held), *_with_else(c, stepping, s.orelse, label.outer)]


def _moves(c: Context, s: ops.For, source: ops.Expr) -> bool:
    """Whether the body may put another object where the iterated one is, or looks for it elsewhere."""
    if isinstance(source, ops.Load):
        if source.var.written_inside and any(
            isinstance(e, _CALLS) for x in all_statements(s.body) for e in all_expressions(x)
        ):
            return True
        return any(
            isinstance(x, (ops.Assign, ops.For)) and any(v.var is source.var for v in ops.target_vars(x.target))
            for x in all_statements(s.body)
        )
    if any(isinstance(e, (*_CALLS, ops.Bind)) for e in _parts(source)):
        return True  # to look again would call again
    bodies = [s.body]
    called = [e.target for x in all_statements(s.body) for e in all_expressions(x) if isinstance(e, ops.Call)]
    for inst in called:
        if isinstance(inst, Instance):
            bodies.append(inst.body)
            called += [i for i in inst.calls if i not in called]
    if any(_replaces(x, source.ty) for b in bodies for x in all_statements(b)):
        return True
    around = {e.var for e in _parts(source) if isinstance(e, ops.Load)}
    if called and any(v.written_inside for v in around):
        return True
    return any(
        isinstance(x, (ops.Assign, ops.Augment, ops.For)) and any(v.var in around for v in ops.target_vars(x.target))
        for x in all_statements(s.body)
    )


def _parts(e: ops.Expr) -> list[ops.Expr]:
    return [e, *(p for child in e.children() for p in _parts(child))]


def _replaces(s: ops.Stmt, t: Type) -> bool:
    """Whether a statement may take an object of this alias class out of its place, or put another there."""
    cell = _cell(t)

    def holds(container: ops.Expr) -> bool:
        u = container.ty
        return isinstance(u, ContT) and any(_cell(p) is cell for p in u.cell.params)

    targets: list[ops.Target] = [s.target] if isinstance(s, (ops.Assign, ops.For, ops.Delete)) else []
    for target in targets:
        if isinstance(target, ops.ToTuple):
            targets += target.items
        elif (isinstance(target, (ops.ToIndex, ops.ToSlice)) and holds(target.obj)) or (
            isinstance(target, ops.ToField) and _cell(option_of(target.ty) or target.ty) is cell
        ):
            return True
    for e in all_expressions(s):
        if isinstance(e, ops.Builtin) and e.name == "sort" and holds(e.args[0]):
            return True
        changes = isinstance(e, ops.Prim) and e.row.mutates >= 0 and e.row.name not in ("append", "extend", "add")
        if isinstance(e, ops.Prim) and changes and holds(e.args[e.row.mutates]):
            return True
    return False


def _cell(t: Type) -> Cell | None:
    return t.cell.find() if isinstance(t, (ContT, InstanceT)) else None


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

    finder = Ownership(c.program)
    in_place_change = any(var in finder._changed_vars(x) for x in all_statements(s.body))
    replaced = isinstance(t, ContT) and _moves(c, s, source)
    if not in_place_change or not isinstance(t, ContT) or (replaced and not t.cell.mutated and not counted):
        if isinstance(s.iterable, ops.Builtin) and in_place_change:
            raise Refuse("P0502", "this loop changes what an adapter around it iterates", s.pos)
        if isinstance(s.iterable, ops.Builtin):
            raise Refuse("P0502", "this loop rebinds what an adapter around it iterates", s.pos)
        snapshot = c.hoist(
            own(c, Val(lower(c, s.iterable).e, "ref" if var.mode in ("ref", "mut") else "place", t)), "items"
        )
        items = it.over(c, Val(snapshot, "place", t))
        label, pattern, body = _loop_body(c, s, items.shape)
        return _with_else(c, r.ForStmt(pattern, items.direct or items.e, body), s.orelse, label.outer)
    if isinstance(s.iterable, ops.Builtin) and not counted:
        raise Refuse("P0502", "this loop changes what an adapter around it iterates", s.pos)
    if t.kind != "list":
        raise Refuse("P0502", f"a `{t.kind}` is changed while it is iterated", s.pos)
    if replaced:
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
    stepping = r.WhileStmt(test, r.Block((step, *body.body)))
    return [r.LetStmt(f"mut {index}", "", r.Lit("0")), *_with_else(c, stepping, s.orelse, label.outer)]
