"""Lowers statements."""

from __future__ import annotations

from collections.abc import Callable

from portalis.analysis.ownership import is_copy, is_shared, root
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import class_constant
from portalis.codegen.context import Context
from portalis.codegen.expressions import borrowed, field_name, index_operand, lower, owned, text_literal, truth, typed
from portalis.codegen.operators import arithmetic, binary
from portalis.codegen.rust_types import rust_type, same_rust, snake
from portalis.codegen.values import Val, borrow, coerce, int_operand, own, place, suffixed, tuple_item
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import NEVER, NONE, STR, ContT, InstanceT, IntT, IterT, TupleT, Type, VarTupleT, int_type, is_dynamic
from portalis.irbuild.operators import in_place
from portalis.irbuild.program import Refuse


def block(c: Context, body: list[ops.Stmt]) -> list[r.Stmt]:
    """Lowers a series; variables that outlive a nested block are declared before it."""
    out: list[r.Stmt] = []
    for i, s in enumerate(body):
        out += c.declarations(s, body, i)
        saved, c.pending = c.pending, []
        try:
            built = statement(c, s)
            out += c.take_pending()
        except Refuse as refusal:
            refusal.node = refusal.node or s.pos
            raise
        finally:
            c.pending = saved
        out += built
    return out


def statement(c: Context, s: ops.Stmt) -> list[r.Stmt]:
    """Lowers one statement."""
    return _HANDLERS[type(s)](c, s)


def _assign(c: Context, s: ops.Assign) -> list[r.Stmt]:
    t = s.target
    if isinstance(t, ops.ToVar):
        return _assign_var(c, t, s.value)
    if isinstance(t, ops.ToTuple):
        return _assign_tuple(c, t, s.value)
    if isinstance(t, ops.ToField):
        value = owned(c, s.value, _field_type(t))
        return _store_field(c, t, value, s.value)
    if isinstance(t, ops.ToIndex):
        return _store_index(c, t, s.value)
    assert isinstance(t, ops.ToSlice)
    return _store_slice(c, t, s.value)


def _pure(e: ops.Expr) -> bool:
    return isinstance(e, (ops.Const, ops.Load)) or (isinstance(e, (ops.Display, ops.DictDisplay, ops.Unary)) and all(map(_pure, e.children())))


def _assign_var(c: Context, t: ops.ToVar, value: ops.Expr) -> list[r.Stmt]:
    var = t.var
    if not (t.live or var.captured or var.is_global) or (not var.uses and not var.captured and not var.is_global and not var.declared):
        if _pure(value):
            return []
        v = lower(c, value)
        return [r.LetStmt("_", "", v.e)] if value.ty not in (NONE, NEVER) else [r.ExprStmt(v.e)]
    made = owned(c, value, var.ty)
    return store(c, var, made, value)


def store(c: Context, var: ops.Var, made: r.Expr, source: ops.Expr | None = None) -> list[r.Stmt]:
    """Stores an owned value in a variable, declaring it where that is due."""
    if var.is_global:
        return [r.ExprStmt(r.MethodCall(r.Path(var.rust), "store", (made,)))]
    if var.maybe_unbound and not var.is_param:
        return [r.AssignStmt(_variable(c, var), r.CallExpr(r.Path("Some"), (made,)))]
    if var.declared or var.is_param or var in c.inst.captures:
        if var.mode == "mut" or (var in c.inst.captures and var.written_inside):
            return [r.AssignStmt(r.UnaryExpr("*", r.Path(var.rust)), made)]
        return [r.AssignStmt(r.Path(var.rust), made)]
    var.declared = True
    var.rust = c.unique(var.name)
    mutable = "mut " if needs_mut(var) else ""
    return [r.LetStmt(f"{mutable}{var.rust}", _annotation(c, var, made), made)]


def _variable(c: Context, var: ops.Var) -> r.Expr:
    if var in c.inst.captures and var.written_inside:
        return r.UnaryExpr("*", r.Path(var.rust))
    return r.Path(var.rust)


def needs_mut(var: ops.Var) -> bool:
    """Whether the binding has to be mutable."""
    return var.sets > 1 or (var.mutated and not is_shared(var.ty)) or var.written_inside


def _annotation(c: Context, var: ops.Var, made: r.Expr) -> str:
    """The type of a `let`, where Rust could not infer it, or would infer another."""
    if _infers(made):
        return ""
    return rust_type(var.ty, c.names)


def _infers(e: r.Expr) -> bool:
    match e:
        case r.Lit():
            return e.text.endswith(("_i64", "_f64")) or e.text in ("true", "false") or e.text.startswith('"') or "." in e.text
        case r.CallExpr(func=r.Path(text=text)):
            if text.endswith("::new") or text == "Shared::new":
                return bool(e.args) and all(map(_infers, e.args))
            return text not in ("Some", "Tuple::from", "Set::from_iter", "Dict::from_iter", "Box::new") or (bool(e.args) and all(map(_infers, e.args)))
        case r.MacroCall(name="vec"):
            return bool(e.args) and _infers(e.args[0])
        case r.Path(text="None"):
            return False
        case r.TupleExpr() | r.ArrayExpr():
            return all(map(_infers, e.items))
        case r.BinaryExpr():
            return e.op in ("==", "!=", "<", ">", "<=", ">=", "&&", "||") or _infers(e.left) or _infers(e.right)
        case r.UnaryExpr():
            return _infers(e.operand)
        case r.IfExpr():
            if isinstance(e.body, r.Block) and e.body.tail is not None and _infers(e.body.tail):
                return True
            return isinstance(e.orelse, r.Block) and e.orelse.tail is not None and _infers(e.orelse.tail)
        case r.Block():
            return e.tail is not None and _infers(e.tail) and not e.body
        case r.MethodCall():
            return e.name not in ("collect", "sum", "into", "unwrap_or_default", "map", "unwrap_or", "cloned", "min", "max", "repeat_n") or bool(e.turbofish)
    return True


def assign_value(c: Context, t: ops.Target, v: Val) -> list[r.Stmt]:
    """Stores a lowered value in any target."""
    if isinstance(t, ops.ToVar):
        if not t.var.uses and not t.var.captured and not t.var.is_global and not t.var.declared:
            return []
        return store(c, t.var, own(c, coerce(c, v, t.var.ty)))
    if isinstance(t, ops.ToTuple):
        return unpack(c, t, v, False)
    if isinstance(t, ops.ToField):
        return _store_field(c, t, own(c, coerce(c, v, _field_type(t))), None)
    if isinstance(t, ops.ToIndex):
        return _store_value(c, t, v)
    raise Refuse("P0207", "this target is not translated here")


def _assign_tuple(c: Context, t: ops.ToTuple, value: ops.Expr) -> list[r.Stmt]:
    if isinstance(value, ops.Display) and value.kind in ("tuple", "list") and t.star < 0 and len(value.items) == len(t.items) and not any(isinstance(i, ops.Star) for i in value.items):
        return _parallel(c, t, value)
    return unpack(c, t, lower(c, value), True)


def _parallel(c: Context, t: ops.ToTuple, value: ops.Display) -> list[r.Stmt]:
    """`a, b = x, y`: all right sides first, then the stores, left to right."""
    simple = all(isinstance(x, ops.ToVar) for x in t.items)
    if simple:
        variables = [x for x in t.items if isinstance(x, ops.ToVar)]
        fresh = all(not (v.var.declared or v.var.is_param or v.var.is_global or v.var.maybe_unbound or v.var in c.inst.captures) for v in variables)
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
                        out += store(c, v.var, made)
                    elif not isinstance(made, (r.Lit, r.Path)):
                        out.append(r.LetStmt("_", "", made))
                return out
        if all(v.var.declared or v.var.is_param for v in variables) and not any(v.var.is_global or v.var.maybe_unbound or v.var in c.inst.captures or v.var.mode == "mut" for v in variables):
            left = r.TupleExpr(tuple(r.Path(v.var.rust) for v in variables))
            return [r.AssignStmt(left, r.TupleExpr(tuple(makes)))]
        temps = [c.temp(v.var.name + "_next") for v in variables]
        lets: list[r.Stmt] = [r.LetStmt(n, _annotation(c, v.var, m), m) for n, m, v in zip(temps, makes, variables)]
        for v, n in zip(variables, temps):
            lets += store(c, v.var, r.Path(n))
        return lets
    out = []
    swap = _swap(c, t, value)
    if swap is not None:
        return swap
    held: list[Val] = []
    for i in value.items:
        name = c.temp("held")
        v = typed(c, i)
        out.append(r.LetStmt(name, "", own(c, v)))
        held.append(Val(r.Path(name), "place", v.ty, movable=True))
    out = [*c.take_pending(), *out]
    for target, v in zip(t.items, held):
        out += [*assign_value(c, target, v)] if not c.pending else [*c.take_pending(), *assign_value(c, target, v)]
    return out


def _swap(c: Context, t: ops.ToTuple, value: ops.Display) -> list[r.Stmt] | None:
    """`xs[i], xs[j] = xs[j], xs[i]` as a swap."""
    if len(t.items) != 2:
        return None
    a, b = t.items
    x, y = value.items
    if not (isinstance(a, ops.ToIndex) and isinstance(b, ops.ToIndex) and isinstance(x, ops.Index) and isinstance(y, ops.Index)):
        return None
    if a.obj.ty.kind != "list" or is_dynamic(a.obj.ty):
        return None
    if not (_same_expr(a.obj, y.obj) and _same_expr(b.obj, x.obj) and _same_expr(a.obj, b.obj) and _same_expr(a.index, y.index) and _same_expr(b.index, x.index)):
        return None
    obj = lower(c, a.obj)
    return [r.ExprStmt(c.raising_method(obj.e, "swap_items", (index_operand(c, a.index), index_operand(c, b.index))))]


def _same_expr(a: ops.Expr, b: ops.Expr) -> bool:
    if isinstance(a, ops.Load) and isinstance(b, ops.Load):
        return a.var is b.var
    if isinstance(a, ops.Const) and isinstance(b, ops.Const):
        return a.value == b.value and type(a.value) is type(b.value)
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
            names, stores = [], []
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
    item = it.shape_type(items.shape)
    source = r.MethodCall(it.own_iter(c, items, item), "collect", (), "Vec<_>")
    names, stores = [], []
    if t.star < 0:
        for target in t.items:
            names.append(_part_name(c, target, item, stores))
        return [r.LetStmt(f"[{', '.join(names)}]", "", c.raising_call("unpack", (source,))), *stores]
    rest_ty = None
    for i, target in enumerate(t.items):
        if i == t.star:
            rest_ty = target.var.ty if isinstance(target, ops.ToVar) else None
            names.append(_part_name(c, target, rest_ty or item, stores, plain=True))
        else:
            names.append(_part_name(c, target, item, stores))
    head, tail = names[: t.star], names[t.star + 1 :]
    pattern = f"([{', '.join(head)}], {names[t.star]}, [{', '.join(tail)}])"
    return [r.LetStmt(pattern, "", c.raising_call("unpack_rest", (source,))), *stores]


def _part_name(c: Context, target: ops.Target, item: Type, stores: list[r.Stmt], plain: bool = False) -> str:
    """The pattern for one part of an unpacked value; what cannot be bound directly is stored afterwards."""
    if isinstance(target, ops.ToVar):
        var = target.var
        if not var.uses and not var.captured and not var.is_global:
            return "_"
        direct = not (var.declared or var.is_param or var.is_global or var.maybe_unbound or var in c.inst.captures)
        if direct and same_rust(item, var.ty) and not (plain and is_shared(var.ty)):
            var.declared = True
            var.rust = c.unique(var.name)
            return f"mut {var.rust}" if needs_mut(var) else var.rust
        name = c.temp(var.name)
        value: r.Expr = r.Path(name)
        if plain and is_shared(var.ty):
            value = r.CallExpr(r.Path("Shared::new"), (value,))
            stores += store(c, var, value)
            return name
        stores += store(c, var, own(c, coerce(c, Val(value, "place", item, movable=True), var.ty)))
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
        assert isinstance(target, ops.ToVar) and isinstance(target.var.ty, ContT)
        items = [own(c, coerce(c, Val(r.FieldExpr(v.e, str(position + k)), "place", ty.items[position + k]), target.var.ty.item)) for k in range(rest)]
        made: r.Expr = r.MacroCall("vec", tuple(items), "[") if items else r.CallExpr(r.Path("Vec::new"))
        if is_shared(target.var.ty):
            made = r.CallExpr(r.Path("Shared::new"), (made,))
        if target.var.uses:
            out += store(c, target.var, made)
        position += rest
    return out


# -- fields and items


def _field_type(t: ops.ToField) -> Type:
    if isinstance(t.obj.ty, InstanceT) and isinstance(t.obj.ty.cls, ClassInfo):
        return t.obj.ty.cls.fields.get(t.name, t.ty)
    return t.ty


def _store_field(c: Context, t: ops.ToField, value: r.Expr, source: ops.Expr | None) -> list[r.Stmt]:
    if c.self_fields is not None and isinstance(t.obj, ops.Load) and t.obj.var is c.inst.params[0]:
        return c.init_field(t.name, value)
    name = field_name(t.obj.ty, t.name)
    obj = lower(c, t.obj)
    if is_shared(t.obj.ty):
        if not isinstance(value, (r.Lit, r.Path)):
            value = c.hoist(value)
        return [r.ExprStmt(r.MethodCall(obj.e, "update", (r.ClosureExpr(("o",), r.Block((r.AssignStmt(r.FieldExpr(r.Path("o"), name), value),))),)))]
    return [r.AssignStmt(r.FieldExpr(obj.e, name), value)]


def _store_index(c: Context, t: ops.ToIndex, source: ops.Expr) -> list[r.Stmt]:
    ty = t.obj.ty
    if is_dynamic(ty):
        value = own(c, coerce(c, typed(c, source), ty))
    else:
        assert isinstance(ty, ContT)
        value = owned(c, source, ty.cell.params[-1])
    if not isinstance(source, (ops.Const, ops.Load)) and (_touches(source, t.obj) or not _harmless(t.index)):
        value = c.hoist(value)
    return _put(c, t, value)


def _harmless(e: ops.Expr) -> bool:
    return isinstance(e, (ops.Const, ops.Load)) or (isinstance(e, (ops.Binary, ops.Unary)) and all(map(_harmless, e.children())))


def _touches(e: ops.Expr, obj: ops.Expr) -> bool:
    """Whether an expression calls something or reads the container that is about to change."""
    from portalis.analysis.liveness import sub_expressions

    var = root(obj)
    stack = [e]
    while stack:
        x = stack.pop()
        if isinstance(x, (ops.Call, ops.New, ops.CallValue, ops.Comprehension)) or (isinstance(x, ops.Load) and x.var is var):
            return True
        stack += sub_expressions(x)
    return False


def _store_value(c: Context, t: ops.ToIndex, v: Val) -> list[r.Stmt]:
    ty = t.obj.ty
    value = own(c, coerce(c, v, ty.cell.params[-1] if isinstance(ty, ContT) else ty))
    return _put(c, t, value)


def _put(c: Context, t: ops.ToIndex, value: r.Expr) -> list[r.Stmt]:
    ty = t.obj.ty
    obj = lower_place(c, t.obj)
    if is_dynamic(ty):
        return [r.ExprStmt(c.raising_method(obj, "set_item", (borrowed(c, t.index, ty), value)))]
    assert isinstance(ty, ContT)
    if len(ty.cell.params) == 2:
        return [r.ExprStmt(r.MethodCall(obj, "insert", (owned(c, t.index, ty.item), value)))]
    return [r.ExprStmt(c.raising_method(obj, "set", (index_operand(c, t.index), value)))]


def lower_place(c: Context, e: ops.Expr) -> r.Expr:
    """An owned container as a place that can be changed."""
    if isinstance(e, ops.Index) and not is_shared(e.ty) and not is_dynamic(e.ty) and isinstance(e.ty, (ContT, InstanceT)):
        t = e.obj.ty
        if isinstance(t, ContT) and not is_shared(t):
            obj = lower_place(c, e.obj)
            if len(t.cell.params) == 2:
                if t.kind == "defaultdict":
                    return c.raising_method(obj, "get_item", (borrow(coerce(c, typed(c, e.index), t.item)),))
                return c.raising_method(obj, "get_item_mut", (borrow(coerce(c, typed(c, e.index), t.item)),))
            return c.raising_method(obj, "at_mut", (index_operand(c, e.index),))
    return lower(c, e).e


def _store_slice(c: Context, t: ops.ToSlice, source: ops.Expr) -> list[r.Stmt]:
    assert isinstance(t.obj.ty, ContT)
    value = r.MethodCall(it.owned_iterator(c, source, t.obj.ty.item), "collect", (), "Vec<_>")
    held = c.hoist(value)
    return [r.ExprStmt(c.raising_method(lower_place(c, t.obj), "set_slice", (*_bounds(c, t), held)))]


def _bounds(c: Context, t: ops.ToSlice) -> tuple[r.Expr, ...]:
    out: list[r.Expr] = []
    for b in (t.start, t.stop, t.step):
        out.append(r.Path("None") if b is None else r.CallExpr(r.Path("Some"), (it.machine(c, b),)))
    return tuple(out)


def _augment(c: Context, s: ops.Augment) -> list[r.Stmt]:
    t = s.target
    if in_place(s.op, s.load.ty):
        return _augment_container(c, s)
    if isinstance(t, ops.ToVar):
        return _augment_var(c, s, t)
    result = ops.Binary(s.result, s.op, s.load, s.value)
    result.pos = s.pos
    if isinstance(t, ops.ToField):
        held = owned(c, result, _field_type(t))
        return _store_field(c, t, held, None)
    assert isinstance(t, ops.ToIndex)
    # the index is evaluated once
    index = t.index
    if not _harmless(index):
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
            result = ops.Binary(s.result, s.op, load, s.value)
    ty = t.obj.ty
    value = owned(c, result, ty.cell.params[-1] if isinstance(ty, ContT) else ty)
    if not isinstance(value, (r.Lit, r.Path)) and not (is_shared(ty) and not isinstance(s.value, ops.Call)):
        value = c.hoist(value)
    return _put(c, t, value)


def _augment_var(c: Context, s: ops.Augment, t: ops.ToVar) -> list[r.Stmt]:
    var = t.var
    assert isinstance(s.load, ops.Load)
    if not var.uses and not t.live:
        v = lower(c, s.value)
        return [] if _pure(s.value) else [r.LetStmt("_", "", v.e)]
    plain = not (var.is_global or var.maybe_unbound) and same_rust(s.load.ty, var.ty) and same_rust(s.result, var.ty)
    name: r.Expr = r.Path(var.rust)
    if var in c.inst.captures and var.written_inside or var.mode == "mut":
        name = r.UnaryExpr("*", name)
    native = (var.ty.kind == "float" and s.op in ("+", "-", "*")) or (isinstance(var.ty, IntT) and s.op in ("+", "-", "*") and var.ty.bits != 63) or (
        isinstance(var.ty, IntT) and s.op in ("&", "|", "^")
    ) or (var.ty is STR and s.op == "+")  # fmt: skip
    if plain and native:
        right = lower(c, s.value)
        if isinstance(var.ty, IntT):
            if right.ty.kind == "bool":
                right = coerce(c, right, int_type(1, True))
            operand = int_operand(right)
            if isinstance(right.ty, IntT) and var.ty.machine and not right.ty.machine:
                plain = False
        elif var.ty is STR:
            operand = borrow(right)
            if isinstance(right.e, r.CallExpr) and right.e.func == r.Path("Str::from") and isinstance(right.e.args[0], r.Lit):
                operand = right.e.args[0]
            if isinstance(s.value, ops.Load) and s.value.var is var:
                plain = False
        else:
            operand = own(c, coerce(c, right, var.ty))
        if plain:
            return [r.AssignStmt(name, operand, f"{s.op}=")]
    node = ops.Binary(s.result, s.op, s.load, s.value)
    node.pos = s.pos
    return store(c, var, owned(c, node, var.ty))


def _augment_container(c: Context, s: ops.Augment) -> list[r.Stmt]:
    ty = s.load.ty
    assert isinstance(ty, ContT)
    if isinstance(s.target, ops.ToVar):
        obj = lower(c, s.load).e
    elif isinstance(s.target, ops.ToIndex):
        obj = lower_place(c, s.load)
    else:
        obj = lower(c, s.load).e
        if isinstance(s.load, ops.Field) and is_shared(s.load.obj.ty) and not is_shared(ty):
            return _through_shared(c, s, ty)
    if s.op == "*":
        return [r.ExprStmt(r.MethodCall(obj, "repeat_in_place", (int_operand(lower(c, s.value)),)))]
    if ty.kind in ("list", "deque"):
        items = it.owned_iterator(c, s.value, ty.item)
        if _touches(s.value, s.load):
            items = c.hoist(r.MethodCall(items, "collect", (), "Vec<_>"), "more")
        return [r.ExprStmt(r.MethodCall(obj, "extend", (items,)))]
    if ty.kind == "set":
        if s.op == "|" and s.value.ty.kind in ("set", "frozenset") and not is_shared(s.value.ty):
            return [r.ExprStmt(r.MethodCall(obj, "merge", (borrowed(c, s.value),)))]
        if s.op == "|":
            return [r.ExprStmt(r.MethodCall(obj, "extend", (it.owned_iterator(c, s.value, ty.item),)))]
        name = {"&": "intersection_update", "-": "difference_update", "^": "symmetric_difference_update"}[s.op]
        return [r.ExprStmt(r.MethodCall(obj, name, (borrowed(c, s.value),)))]
    if s.op == "|":
        return [r.ExprStmt(r.MethodCall(obj, "update", (borrowed(c, s.value),)))]
    raise Refuse("P0306", f"`{s.op}=` is not translated for `{ty}`", s.pos)


def _through_shared(c: Context, s: ops.Augment, ty: ContT) -> list[r.Stmt]:
    raise Refuse("P0501", "an owned container inside a shared object is extended in place", s.pos)


def _evaluate(c: Context, s: ops.Evaluate) -> list[r.Stmt]:
    v = lower(c, s.value)
    if isinstance(v.e, (r.Path, r.Lit)) or (isinstance(v.e, r.TupleExpr) and not v.e.items):
        return []
    if s.value.ty in (NONE, NEVER) or isinstance(v.e, r.Jump):
        return [r.ExprStmt(v.e)]
    if isinstance(s.value, (ops.Call, ops.Prim)) and s.value.ty is not NONE and isinstance(v.e, (r.CallExpr, r.MethodCall, r.TryExpr, r.MacroCall)):
        if isinstance(s.value, ops.Prim) and s.value.row.mutates >= 0:
            return [r.ExprStmt(v.e)]
        if isinstance(s.value, ops.Call):
            return [r.ExprStmt(v.e)]
    return [r.LetStmt("_", "", v.e)]


# -- control


def _nested(c: Context, body: list[ops.Stmt]) -> r.Block:
    return r.Block(tuple(block(c, body)))


def _if(c: Context, s: ops.If) -> list[r.Stmt]:
    test = truth(c, s.test)
    return [r.ExprStmt(_if_expr(c, s, test))]


def _if_expr(c: Context, s: ops.If, test: r.Expr) -> r.IfExpr:
    body = _nested(c, s.body)
    orelse: r.Block | r.IfExpr | None = None
    if len(s.orelse) == 1 and isinstance(s.orelse[0], ops.If):
        inner = s.orelse[0]
        saved, c.pending = c.pending, []
        declared = c.declarations(inner, s.orelse, 0)
        inner_test = truth(c, inner.test)
        hoisted = c.take_pending()
        c.pending = saved
        chain = _if_expr(c, inner, inner_test)
        orelse = r.Block((*declared, *hoisted, r.ExprStmt(chain))) if hoisted or declared else chain
    elif s.orelse:
        orelse = _nested(c, s.orelse)
        if not orelse.body:
            orelse = None
    if not body.body and orelse is not None:
        if isinstance(orelse, r.IfExpr):
            orelse = r.Block((r.ExprStmt(orelse),))
        from portalis.codegen.expressions import negate

        return r.IfExpr(negate(test, s.test), orelse, None)
    return r.IfExpr(test, body, orelse)


def _while(c: Context, s: ops.While) -> list[r.Stmt]:
    label = c.enter_loop(s.orelse, s.body)
    saved, c.pending = c.pending, []
    test = truth(c, s.test)
    hoisted = c.take_pending()
    c.pending = saved
    body = block(c, s.body)
    c.leave_loop()
    endless = isinstance(s.test, ops.Const) and bool(s.test.value)
    if endless:
        loop: r.Stmt = r.WhileStmt(None, r.Block(tuple(body)), label.loop)
    elif hoisted:
        from portalis.codegen.expressions import negate

        leave = r.ExprStmt(r.IfExpr(negate(test, s.test), r.Block((r.ExprStmt(r.Jump("break")),))))
        loop = r.WhileStmt(None, r.Block((*hoisted, leave, *body)), label.loop)
    else:
        loop = r.WhileStmt(test, r.Block(tuple(body)), label.loop)
    return _with_else(c, loop, s.orelse, label.outer)


def _with_else(c: Context, loop: r.Stmt, orelse: list[ops.Stmt], outer: str) -> list[r.Stmt]:
    """A loop's `else` runs unless a `break` leaves the block around both."""
    if not orelse:
        return [loop]
    rest = block(c, orelse)
    if not outer:
        return [loop, *rest]
    return [r.ExprStmt(r.Block((loop, *rest), None, outer))]


def _for(c: Context, s: ops.For) -> list[r.Stmt]:
    c.declare_for_target(s)
    var = _changing(s)
    if var:
        return _for_changing(c, s)
    items = it.iterate(c, s.iterable)
    label = c.enter_loop(s.orelse, s.body)
    pattern, prelude = it.bind(c, s.target, items.shape, True)
    body = block(c, s.body)
    c.leave_loop()
    source = items.direct if items.direct is not None else items.e
    loop = r.ForStmt(pattern, source, r.Block((*prelude, *body)), label.loop)
    return _with_else(c, loop, s.orelse, label.outer)


def _changing(s: ops.For) -> bool:
    """Whether the loop's body changes or rebinds what it iterates."""
    from portalis.analysis.liveness import all_statements
    from portalis.analysis.ownership import Ownership

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


def _for_changing(c: Context, s: ops.For) -> list[r.Stmt]:
    """A loop over something that its body changes: by position, as CPython's iterators do."""
    t = s.iterable.ty
    var = root(s.iterable)
    assert var is not None
    from portalis.analysis.liveness import all_statements
    from portalis.analysis.ownership import Ownership

    finder = Ownership.__new__(Ownership)
    in_place_change = any(var in finder._changed_vars(x) for x in all_statements(s.body))
    if not in_place_change or not isinstance(t, ContT):
        if isinstance(s.iterable, ops.Builtin) and in_place_change:
            raise Refuse("P0502", "this loop changes what an adapter around it iterates", s.pos)
        if isinstance(s.iterable, ops.Builtin):
            raise Refuse("P0502", "this loop rebinds what an adapter around it iterates", s.pos)
        snapshot = c.hoist(own(c, Val(lower(c, s.iterable).e, "ref" if var.mode in ("ref", "mut") else "place", t)), "items")
        items = it.over(c, Val(snapshot, "place", t))
        label = c.enter_loop(s.orelse, s.body)
        pattern, prelude = it.bind(c, s.target, items.shape, True)
        body = block(c, s.body)
        c.leave_loop()
        return _with_else(c, r.ForStmt(pattern, items.direct or items.e, r.Block((*prelude, *body)), label.loop), s.orelse, label.outer)
    if t.kind != "list":
        raise Refuse("P0502", f"a `{t.kind}` is changed while it is iterated", s.pos)
    if any(isinstance(x, (ops.Assign, ops.For)) and any(v.var is var for v in ops.target_vars(x.target)) for x in all_statements(s.body)):
        raise Refuse("P0502", "the list is both changed and rebound while it is iterated", s.pos)
    index = c.temp("index")
    obj = lower(c, s.iterable)
    label = c.enter_loop(s.orelse, s.body)
    item = r.MethodCall(r.MethodCall(obj.e, "get", (r.Path(index),)), "cloned")
    pattern, prelude = it.bind(c, s.target, it.Leaf("own", t.item), True)
    body = block(c, s.body)
    c.leave_loop()
    step = r.AssignStmt(r.Path(index), r.Lit("1"), "+=")
    test = r.LetTest(f"Some({pattern})", item)
    loop = r.WhileStmt(test, r.Block((step, *prelude, *body)), label.loop)
    return [r.LetStmt(f"mut {index}", "", r.Lit("0")), *_with_else(c, loop, s.orelse, label.outer)]


def _break(c: Context, s: ops.Break) -> list[r.Stmt]:
    return [r.ExprStmt(r.Jump("break", c.break_label()))]


def _continue(c: Context, s: ops.Continue) -> list[r.Stmt]:
    return [r.ExprStmt(r.Jump("continue", c.continue_label()))]


def _return(c: Context, s: ops.Return) -> list[r.Stmt]:
    if c.inst.is_init:
        return [r.ExprStmt(c.finish_init())]
    ret = c.inst.ret
    value: r.Expr | None = None
    if s.value is not None and not (ret is NONE and isinstance(s.value, ops.Const)):
        if s.value.ty is NONE and ret is not NONE and not isinstance(s.value, (ops.Const, ops.Load)):
            v = lower(c, s.value)
            c.pending.append(r.ExprStmt(v.e))
            value = own(c, coerce(c, Val(r.TupleExpr(()), "own", NONE), ret))
        else:
            value = owned(c, s.value, ret)
    elif ret is not NONE:
        value = own(c, coerce(c, Val(r.TupleExpr(()), "own", NONE), ret))
    return c.leave(value)


def _raise(c: Context, s: ops.Raise) -> list[r.Stmt]:
    if s.value is None:
        return [r.ExprStmt(c.throw(r.Path(c.handled[-1]) if c.exit == "abort" else r.MethodCall(r.Path(c.handled[-1]), "clone")))]
    return [r.ExprStmt(c.throw(owned(c, s.value)))]


def _assert(c: Context, s: ops.Assert) -> list[r.Stmt]:
    from portalis.codegen.expressions import negate

    test = truth(c, s.test)
    cls = r.UnaryExpr("&", r.Path("ASSERTION_ERROR"))
    saved, c.pending = c.pending, []
    if s.message is None:
        made: r.Expr = r.CallExpr(r.Path("Exception::bare"), (cls,))
    elif s.message.ty is STR:
        made = r.CallExpr(r.Path("Exception::new"), (cls, r.Lit(text_literal(str(s.message.value))) if isinstance(s.message, ops.Const) else borrowed(c, s.message)))
    else:
        made = r.CallExpr(r.Path("exception_of"), (cls, borrow(typed(c, s.message))))
    inner = c.take_pending()
    c.pending = saved
    return [r.ExprStmt(r.IfExpr(negate(test, s.test), r.Block((*inner, r.ExprStmt(c.throw(made))))))]


def _delete(c: Context, s: ops.Delete) -> list[r.Stmt]:
    t = s.target
    if isinstance(t, ops.ToVar):
        if t.var.maybe_unbound:
            return [r.AssignStmt(r.Path(t.var.rust), r.Path("None"))]
        return []
    if isinstance(t, ops.ToIndex):
        obj = lower_place(c, t.obj)
        if isinstance(t.obj.ty, ContT) and len(t.obj.ty.cell.params) == 2:
            return [r.ExprStmt(c.raising_method(obj, "remove", (borrow(coerce(c, typed(c, t.index), t.obj.ty.item)),)))]
        return [r.ExprStmt(c.raising_method(obj, "del_at", (index_operand(c, t.index),)))]
    assert isinstance(t, ops.ToSlice)
    return [r.ExprStmt(c.raising_method(lower_place(c, t.obj), "del_slice", _bounds(c, t)))]


def _try(c: Context, s: ops.Try) -> list[r.Stmt]:
    from portalis.codegen.exceptions import lower_try

    return lower_try(c, s)


_HANDLERS: dict[type[ops.Stmt], Callable[..., list[r.Stmt]]] = {
    ops.Assign: _assign, ops.Augment: _augment, ops.Evaluate: _evaluate, ops.If: _if, ops.While: _while, ops.For: _for, ops.Break: _break,
    ops.Continue: _continue, ops.Return: _return, ops.Raise: _raise, ops.Assert: _assert, ops.Delete: _delete, ops.Try: _try,
}  # fmt: skip

__all__ = ["VarTupleT", "arithmetic", "assign_value", "binary", "block", "class_constant", "place", "snake", "statement", "store", "suffixed", "tuple_item"]
