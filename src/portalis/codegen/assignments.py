"""Lowers assignments: targets, unpacking, augmented assignment."""

from __future__ import annotations

from portalis.analysis.ownership import is_shared
from portalis.analysis.raising import may_raise
from portalis.codegen import iteration as it
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen import statements as st
from portalis.codegen.context import Context
from portalis.codegen.expressions import borrowed, index_operand, lower, owned, typed
from portalis.codegen.rust_types import same_rust
from portalis.codegen.values import Held, Val, borrow, coerce, int_operand, own, with_type
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import (
    NEVER,
    NONE,
    STR,
    ContT,
    IntT,
    IterT,
    TupleT,
    Type,
    int_type,
    is_dynamic,
)
from portalis.irbuild.operators import in_place
from portalis.irbuild.program import Refuse


def _assign(c: Context, s: ops.Assign) -> list[r.Stmt]:
    t = s.target
    if isinstance(t, ops.ToVar):
        return _assign_var(c, t, s.value)
    if isinstance(t, ops.ToTuple):
        return _assign_tuple(c, t, s.value)
    if isinstance(t, ops.ToField):
        value = owned(c, s.value, st._field_type(t))
        return st._store_field(c, t, value, s.value)
    if isinstance(t, ops.ToIndex):
        return st._store_index(c, t, s.value)
    assert isinstance(t, ops.ToSlice)
    return st._store_slice(c, t, s.value)


def _pure(e: ops.Expr) -> bool:
    return is_quiet(e) or (isinstance(e, (ops.Display, ops.DictDisplay, ops.Unary)) and all(map(_pure, e.children())))


def _assign_var(c: Context, t: ops.ToVar, value: ops.Expr) -> list[r.Stmt]:
    var = t.var
    if not (t.live or var.is_global) or (not var.uses and not var.captured and not var.is_global and not var.declared):
        if _pure(value):
            return []
        v = lower(c, value)
        return [r.LetStmt("_", "", v.e)] if value.ty not in (NONE, NEVER) else [r.ExprStmt(v.e)]
    made = owned(c, value, var.ty)
    return st.store(c, var, made, value)


def assign_value(c: Context, t: ops.Target, v: Val) -> list[r.Stmt]:
    """Stores a lowered value in any target."""
    if isinstance(t, ops.ToVar):
        if not t.var.uses and not t.var.captured and not t.var.is_global and not t.var.declared:
            return []
        return st.store(c, t.var, own(c, coerce(c, v, t.var.ty)))
    if isinstance(t, ops.ToTuple):
        return unpack(c, t, v, False)
    if isinstance(t, ops.ToField):
        return st._store_field(c, t, own(c, coerce(c, v, st._field_type(t))), None)
    if isinstance(t, ops.ToIndex):
        return st._store_value(c, t, v)
    raise Refuse("P0207", "this target is not translated here")


def _assign_tuple(c: Context, t: ops.ToTuple, value: ops.Expr) -> list[r.Stmt]:
    if (
        isinstance(value, ops.Display)
        and value.kind in ("tuple", "list")
        and t.star < 0
        and len(value.items) == len(t.items)
        and not any(isinstance(i, ops.Star) for i in value.items)
    ):
        return _parallel(c, t, value)
    return unpack(c, t, typed(c, value) if it.made_empty(value) else lower(c, value), True)


def _parallel(c: Context, t: ops.ToTuple, value: ops.Display) -> list[r.Stmt]:
    """`a, b = x, y`: all right sides first, then the stores, left to right."""
    simple = all(isinstance(x, ops.ToVar) for x in t.items)
    if simple:
        variables = [x for x in t.items if isinstance(x, ops.ToVar)]
        fresh = all(
            not (v.var.declared or v.var.is_param or v.var.is_global or v.var.maybe_unbound or v.var in c.inst.captures)
            for v in variables
        )
        makes = [owned(c, i, v.var.ty) for i, v in zip(value.items, variables)]
        used = [bool(v.var.uses or v.var.captured) and (v.live or True) for v in variables]
        if fresh:
            out: list[r.Stmt] = []
            names = []
            if len({v.var for v in variables}) == len(variables):
                # nothing on the right can see what is declared here
                for v, made, use in zip(variables, makes, used):
                    if use:
                        names.append(v.var)
                        out += st.store(c, v.var, made)
                    elif not isinstance(made, (r.Lit, r.Path)):
                        out.append(r.LetStmt("_", "", made))
                return out
        if all(v.var.declared or v.var.is_param for v in variables) and not any(
            v.var.is_global or v.var.maybe_unbound or v.var in c.inst.captures or v.var.mode == "mut" for v in variables
        ):
            left = r.TupleExpr(tuple(r.Path(v.var.rust) for v in variables))
            return [r.AssignStmt(left, r.TupleExpr(tuple(makes)))]
        temps = [c.temp(v.var.name + "_next") for v in variables]
        lets: list[r.Stmt] = [r.LetStmt(n, st._annotation(c, v.var, m), m) for n, m, v in zip(temps, makes, variables)]
        for v, n in zip(variables, temps):
            lets += st.store(c, v.var, r.Path(n))
        return lets
    out = []
    swap = _swap(c, t, value)
    if swap is not None:
        return swap
    held: list[Val] = []
    for i in value.items:
        name = c.temp("held")
        part = typed(c, i)
        out.append(r.LetStmt(name, "", own(c, part)))
        held.append(Val(r.Path(name), "place", part.ty, movable=True))
    out = [*c.take_pending(), *out]
    for target, part in zip(t.items, held):
        stored = assign_value(c, target, part)
        out += [*c.take_pending(), *stored]
    return out


def _swap(c: Context, t: ops.ToTuple, value: ops.Display) -> list[r.Stmt] | None:
    """`xs[i], xs[j] = xs[j], xs[i]` as a swap."""
    if len(t.items) != 2:
        return None
    a, b = t.items
    x, y = value.items
    if not (
        isinstance(a, ops.ToIndex)
        and isinstance(b, ops.ToIndex)
        and isinstance(x, ops.Index)
        and isinstance(y, ops.Index)
    ):
        return None
    if a.obj.ty.kind != "list" or is_dynamic(a.obj.ty):
        return None
    if not (
        _same_expr(a.obj, y.obj)
        and _same_expr(b.obj, x.obj)
        and _same_expr(a.obj, b.obj)
        and _same_expr(a.index, y.index)
        and _same_expr(b.index, x.index)
    ):
        return None
    obj = lower(c, a.obj)
    return [r.ExprStmt(c.raising_method(obj.e, "swap_items", (index_operand(c, a.index), index_operand(c, b.index))))]


def _same_expr(a: ops.Expr, b: ops.Expr) -> bool:
    if isinstance(a, ops.Load) and isinstance(b, ops.Load):
        return a.var is b.var
    if isinstance(a, ops.Const) and isinstance(b, ops.Const):
        return a.value == b.value and type(a.value) is type(b.value) and a.ty.kind == b.ty.kind != "instance"
    if isinstance(a, ops.Binary) and isinstance(b, ops.Binary):
        return a.op == b.op and _same_expr(a.left, b.left) and _same_expr(a.right, b.right)
    if isinstance(a, ops.Unary) and isinstance(b, ops.Unary):
        return a.op == b.op and _same_expr(a.operand, b.operand)
    if isinstance(a, ops.Field) and isinstance(b, ops.Field):
        return a.name == b.name and _same_expr(a.obj, b.obj)
    return False


def unpack(c: Context, t: ops.ToTuple, v: Val, declare: bool) -> list[r.Stmt]:
    """Unpacks a value into targets."""
    ty = v.ty
    if isinstance(ty, TupleT) and t.star < 0 and len(ty.items) == len(t.items):
        if isinstance(v.e, r.TupleExpr) or v.form == "own" or v.movable:
            names: list[str] = []
            stores: list[r.Stmt] = []
            for target, item in zip(t.items, ty.items):
                names.append(_part_name(c, target, item, stores))
            return [r.LetStmt(f"({', '.join(names)}{',' if len(names) == 1 else ''})", "", v.e), *stores]
        out: list[r.Stmt] = []
        parts = [own(c, Val(r.FieldExpr(v.e, str(i)), "place", item)) for i, item in enumerate(ty.items)]
        names, stores = [], []
        for target, item in zip(t.items, ty.items):
            names.append(_part_name(c, target, item, stores))
        out.append(r.LetStmt(f"({', '.join(names)}{',' if len(names) == 1 else ''})", "", r.TupleExpr(tuple(parts))))
        return out + stores
    if isinstance(ty, TupleT) and t.star >= 0:
        return _unpack_star_tuple(c, t, v, ty)
    items = it.over(c, v)
    if isinstance(ty, IterT) and t.star < 0:  # one item more tells that there are too many
        items = it.Items(r.MethodCall(items.e, "take", (r.Lit(str(len(t.items) + 1)),)), items.shape)
    item = it.shape_type(items.shape)
    source = it.collect_list(c, items, item)
    names, stores = [], []
    if t.star < 0:
        for target in t.items:
            names.append(_part_name(c, target, item, stores))
        return [r.LetStmt(f"[{', '.join(names)}]", "", c.raising_call("unpack", (with_type(source),))), *stores]
    rest_ty = None
    for i, target in enumerate(t.items):
        if i == t.star:
            rest_ty = target.var.ty if isinstance(target, ops.ToVar) else None
            names.append(_part_name(c, target, rest_ty or item, stores, plain=True))
        else:
            names.append(_part_name(c, target, item, stores))
    head, tail = names[: t.star], names[t.star + 1 :]
    pattern = f"([{', '.join(head)}], {names[t.star]}, [{', '.join(tail)}])"
    return [r.LetStmt(pattern, "", c.raising_call("unpack_rest", (with_type(source),))), *stores]


def _part_name(c: Context, target: ops.Target, item: Type, stores: list[r.Stmt], plain: bool = False) -> str:
    """The pattern for one part of an unpacked value; what cannot be bound directly is stored afterwards."""
    if isinstance(target, ops.ToVar):
        var = target.var
        idle = not var.uses and not var.captured and not var.is_global
        if idle or (c.needed is not None and var not in c.needed):
            return "_"
        direct = not (var.declared or var.is_param or var.is_global or var.maybe_unbound or var in c.inst.captures)
        if direct and same_rust(item, var.ty) and not (plain and is_shared(var.ty)):
            var.declared = True
            var.rust = c.unique(var.name)
            return f"mut {var.rust}" if st.needs_mut(var) else var.rust
        name = c.temp(var.name)
        value: r.Expr = r.Path(name)
        if plain and is_shared(var.ty):
            value = r.CallExpr(r.Path("Shared::new"), (value,))
            stores += st.store(c, var, value)
            return name
        stores += st.store(c, var, own(c, coerce(c, Val(value, "place", item, movable=True), var.ty)))
        return name
    name = c.temp("part")
    stores += assign_value(c, target, Val(r.Path(name), "place", item, movable=True))
    return name


def _unpack_star_tuple(c: Context, t: ops.ToTuple, v: Val, ty: TupleT) -> list[r.Stmt]:
    if v.form == "own":
        v = Val(c.hoist(v.e), "place", ty)
    out: list[r.Stmt] = []
    rest = len(ty.items) - (len(t.items) - 1)
    position = 0
    for i, target in enumerate(t.items):
        if i != t.star:
            part = Val(r.FieldExpr(v.e, str(position)), "place", ty.items[position])
            out += assign_value(c, target, part)
            position += 1
            continue
        if not isinstance(target, (ops.ToVar, ops.ToField)):
            raise Refuse("P0207", "a star before this target is not translated", None)
        held = target.var.ty if isinstance(target, ops.ToVar) else st._field_type(target)
        if not isinstance(held, ContT):
            raise Refuse("P0207", "a star before a place that may hold anything else is not translated")
        parts = [Val(r.FieldExpr(v.e, str(position + k)), "place", ty.items[position + k]) for k in range(rest)]
        items = [own(c, coerce(c, part, held.item)) for part in parts]
        made: r.Expr = r.MacroCall("vec", tuple(items), "[") if items else r.CallExpr(r.Path("Vec::new"))
        if is_shared(held):
            made = r.CallExpr(r.Path("Shared::new"), (made,))
        if isinstance(target, ops.ToField):
            out += st._store_field(c, target, made, None)
        elif target.var.uses:
            out += st.store(c, target.var, made)
        position += rest
    return out


def _augment(c: Context, s: ops.Augment) -> list[r.Stmt]:
    t = s.target
    if in_place(s.op, s.load.ty):
        return _augment_container(c, s)
    if isinstance(t, ops.ToVar):
        return _augment_var(c, s, t)
    result = _result(s)
    if isinstance(t, ops.ToField):
        held = owned(c, result, st._field_type(t))
        return st._store_field(c, t, held, None)
    assert isinstance(t, ops.ToIndex)
    # the index is evaluated once
    index = t.index
    if not order.harmless(index):
        v = typed(c, index)
        name = c.hoist(own(c, v), "key")
        var = ops.Var("key")
        var.ty = v.ty
        assert isinstance(name, r.Path)
        var.rust, var.declared = name.text, True
        index = ops.Load(v.ty, var)
        t = ops.ToIndex(t.obj, index)
        if isinstance(s.load, ops.Index):
            load = ops.Index(s.load.ty, s.load.obj, index)
            load.pos = s.load.pos
            result = ops.Binary(s.result, result.op, load, s.value)
    ty = t.obj.ty
    value = owned(c, result, ty.cell.params[-1] if isinstance(ty, ContT) else ty)
    in_line = is_shared(ty) and not isinstance(s.value, ops.Call) and not it.mutates(t.obj)
    if not isinstance(value, (r.Lit, r.Path)) and not in_line:
        value = c.hoist(value)
    return st._put(c, t, value)


def _result(s: ops.Augment) -> ops.Binary:
    """The operation of a statement; of dynamic values it is the one that changes the left operand where that is a container."""
    made = ops.Binary(s.result, f"{s.op}=" if is_dynamic(s.result) else s.op, s.load, s.value)
    made.pos = s.pos
    return made


def is_idle(s: ops.Augment) -> bool:
    """Whether a statement changes nothing that is read later, and can be left out."""
    t = s.target
    if not isinstance(t, ops.ToVar) or t.live or t.var.is_global or t.var.maybe_unbound:
        return False
    return not in_place(s.op, s.load.ty) and _pure(s.value) and not may_raise(_result(s))


def _augment_var(c: Context, s: ops.Augment, t: ops.ToVar) -> list[r.Stmt]:
    var = t.var
    assert isinstance(s.load, ops.Load)
    if is_idle(s):
        return []  # nothing reads it any more
    plain = not (var.is_global or var.maybe_unbound) and same_rust(s.load.ty, var.ty) and same_rust(s.result, var.ty)
    name: r.Expr = r.Path(var.rust)
    if var in c.inst.changes or var.mode == "mut":
        name = r.UnaryExpr("*", name)
    native = (var.ty.kind == "float" and s.op in ("+", "-", "*")) or (isinstance(var.ty, IntT) and s.op in ("+", "-", "*") and var.ty.bits != 63) or (
        isinstance(var.ty, IntT) and s.op in ("&", "|", "^")
    ) or (var.ty is STR and s.op == "+")  # fmt: skip
    if plain and native and var not in order.changes(s.value):
        right = lower(c, s.value)
        if isinstance(var.ty, IntT):
            if right.ty.kind == "bool":
                right = coerce(c, right, int_type(1, True))
            operand = int_operand(right)
            if isinstance(s.value, ops.Load) and s.value.var is var and not var.ty.machine:
                plain = False
            if isinstance(right.ty, IntT) and var.ty.machine and not right.ty.machine:
                plain = False
        elif var.ty is STR:
            operand = borrow(right)
            if (
                isinstance(right.e, r.CallExpr)
                and right.e.func == r.Path("Str::from")
                and isinstance(right.e.args[0], r.Lit)
            ):
                operand = right.e.args[0]
            if isinstance(s.value, ops.Load) and s.value.var is var:
                plain = False
        else:
            operand = own(c, coerce(c, right, var.ty))
        if plain:
            return [r.AssignStmt(name, operand, f"{s.op}=")]
    return st.store(c, var, owned(c, _result(s), var.ty))


def _augment_container(c: Context, s: ops.Augment) -> list[r.Stmt]:
    ty = s.load.ty
    assert isinstance(ty, ContT)
    if isinstance(s.target, ops.ToVar):
        obj = lower(c, s.load).e
    elif isinstance(s.target, ops.ToIndex):
        obj = st.lower_place(c, s.load)
    else:
        obj = lower(c, s.load).e
        if isinstance(s.load, ops.Field) and is_shared(s.load.obj.ty) and not is_shared(ty):
            return _through_shared(c, s, ty)
    if s.op == "*":
        return [r.ExprStmt(r.MethodCall(obj, "repeat_in_place", (int_operand(lower(c, s.value)),)))]
    if ty.kind in ("list", "deque"):
        items = it.owned_iterator(c, s.value, ty.item)
        if st._touches(s.value, s.load):
            items = c.hoist(r.MethodCall(items, "collect", (), "Vec<_>"), "more")
        return [r.ExprStmt(r.MethodCall(obj, "extend", (items,)))]
    if st._touches(s.value, s.load) and isinstance(s.value.ty, ContT) and not is_shared(s.value.ty):
        held = Val(c.hoist(owned(c, s.value), "more"), "place", s.value.ty)
        s = ops.Augment(s.target, s.op, Held(held, s.value), s.load, s.result)
    if ty.kind == "set":
        if s.op == "|" and s.value.ty.kind in ("set", "frozenset") and not is_shared(s.value.ty):
            return [r.ExprStmt(r.MethodCall(obj, "merge", (borrowed(c, s.value),)))]
        if s.op == "|":
            return [r.ExprStmt(r.MethodCall(obj, "extend", (it.owned_iterator(c, s.value, ty.item),)))]
        name = {"&": "intersection_update", "-": "difference_update", "^": "symmetric_difference_update"}[s.op]
        return [r.ExprStmt(r.MethodCall(obj, name, (borrowed(c, s.value),)))]
    if ty.kind == "Counter" and s.value.ty.kind == "Counter":
        name = {"+": "add_in_place", "-": "subtract_in_place", "&": "min_in_place", "|": "max_in_place"}[s.op]
        return [r.ExprStmt(r.MethodCall(obj, name, (_plain_operand(c, s.value),)))]
    if s.op == "|" and isinstance(s.value.ty, ContT) and len(s.value.ty.cell.params) == 2:
        return [r.ExprStmt(r.MethodCall(obj, "merge", (_plain_operand(c, s.value),)))]
    raise Refuse("P0306", f"`{s.op}=` is not translated for `{ty}`", s.pos)


def _plain_operand(c: Context, e: ops.Expr) -> r.Expr:
    """A reference to a container, to a copy of it where it is shared."""
    if is_shared(e.ty):
        return r.UnaryExpr("&", r.MethodCall(lower(c, e).e, "get"))
    return borrowed(c, e)


def _through_shared(c: Context, s: ops.Augment, ty: ContT) -> list[r.Stmt]:
    raise Refuse("P0501", "an owned container inside a shared object is extended in place", s.pos)
