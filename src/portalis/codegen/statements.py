"""Lowers statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portalis.analysis.ownership import is_shared, root
from portalis.codegen import changing, one_at_a_time, order
from portalis.codegen import iteration as it
from portalis.codegen import rust_ast as r
from portalis.codegen.arithmetic import arithmetic, binary
from portalis.codegen.assignments import (
    _assign as _assign,
)
from portalis.codegen.assignments import (
    _assign_tuple as _assign_tuple,
)
from portalis.codegen.assignments import (
    _assign_var as _assign_var,
)
from portalis.codegen.assignments import (
    _augment as _augment,
)
from portalis.codegen.assignments import (
    _augment_container as _augment_container,
)
from portalis.codegen.assignments import (
    _augment_var as _augment_var,
)
from portalis.codegen.assignments import (
    _parallel as _parallel,
)
from portalis.codegen.assignments import (
    _part_name as _part_name,
)
from portalis.codegen.assignments import (
    _pure as _pure,
)
from portalis.codegen.assignments import (
    _same_expr as _same_expr,
)
from portalis.codegen.assignments import (
    _swap as _swap,
)
from portalis.codegen.assignments import (
    _through_shared as _through_shared,
)
from portalis.codegen.assignments import (
    _unpack_star_tuple as _unpack_star_tuple,
)
from portalis.codegen.assignments import (
    assign_value as assign_value,
)
from portalis.codegen.assignments import (
    unpack as unpack,
)
from portalis.codegen.builtins import class_constant
from portalis.codegen.context import Context, Loop
from portalis.codegen.expressions import (
    borrowed,
    field_name,
    index_operand,
    lower,
    owned,
    tested,
    text_literal,
    typed,
)
from portalis.codegen.rust_types import rust_type, same_rust, snake
from portalis.codegen.values import Val, borrow, coerce, own, place, suffixed, tuple_item, with_type
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    EXCEPTION,
    NEVER,
    NONE,
    STR,
    ContT,
    InstanceT,
    IterT,
    TupleT,
    Type,
    VarTupleT,
    is_dynamic,
)
from portalis.irbuild.program import Refuse


def block(c: Context, body: list[ops.Stmt]) -> list[r.Stmt]:
    """Lowers a series; variables that outlive a nested block are declared before it."""
    out: list[r.Stmt] = []
    for s in body:
        out += c.declarations(s, body)
        saved, c.pending = c.pending, []
        try:
            built = statement(c, s)
            out += c.take_pending()
        except Refuse as refusal:
            refusal.node = refusal.node or s.pos
            raise
        finally:
            c.pending = saved
        line = getattr(getattr(s, "pos", None), "lineno", 0)
        out += [b if b.line else replace(b, line=line) for whole in built for b in order.opened(whole)]
    return out


def statement(c: Context, s: ops.Stmt) -> list[r.Stmt]:
    """Lowers one statement."""
    return _HANDLERS[type(s)](c, s)


def store(c: Context, var: ops.Var, made: r.Expr, source: ops.Expr | None = None) -> list[r.Stmt]:
    """Stores an owned value in a variable, declaring it where that is due."""
    if var.is_global:
        return [r.ExprStmt(r.MethodCall(r.Path(var.rust), "store", (made,)))]
    if var.maybe_unbound and not var.is_param:
        return [r.AssignStmt(_variable(c, var), r.CallExpr(r.Path("Some"), (made,)))]
    if var.declared or var.is_param or var in c.inst.captures:
        if var.mode == "mut" or var in c.inst.changes:
            return [r.AssignStmt(r.UnaryExpr("*", r.Path(var.rust)), made)]
        return [r.AssignStmt(r.Path(var.rust), made)]
    var.declared = True
    var.rust = c.unique(var.name)
    mutable = "mut " if needs_mut(var) else ""
    return [r.LetStmt(f"{mutable}{var.rust}", _annotation(c, var, made), made)]


def _variable(c: Context, var: ops.Var) -> r.Expr:
    if var in c.inst.changes:
        return r.UnaryExpr("*", r.Path(var.rust))
    return r.Path(var.rust)


def needs_mut(var: ops.Var) -> bool:
    """Whether the binding has to be mutable."""
    return var.sets > 1 or (var.mutated and not is_shared(var.ty)) or var.lent


def _annotation(c: Context, var: ops.Var, made: r.Expr) -> str:
    """The type of a `let`, where Rust could not infer it, or would infer another."""
    if same_rust(var.ty, NONE):  # clippy takes a unit that is kept for a slip, unless its type is said
        return "" if isinstance(made, r.TupleExpr) else "()"
    fixed = isinstance(made, r.MacroCall) and made.name == "vec" and not needs_mut(var)
    if _infers(made) and not fixed:  # clippy would have an array where a list is never changed and its type is not said
        return ""
    return rust_type(var.ty, c.names)


def _infers(e: r.Expr) -> bool:
    match e:
        case r.Lit():
            return (
                e.text.endswith(("_i64", "_f64"))
                or e.text in ("true", "false")
                or e.text.startswith('"')
                or "." in e.text
            )
        case r.CallExpr(func=r.Path(text=text)):
            if text.endswith(">::new"):
                return True
            if text.endswith("::new") or text == "Shared::new":
                return bool(e.args) and all(map(_infers, e.args))
            return text not in ("Some", "Tuple::from", "Set::from_iter", "Dict::from_iter", "Box::new") or (
                bool(e.args) and all(map(_infers, e.args))
            )
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
            if e.body.tail is not None and _infers(e.body.tail):
                return True
            return isinstance(e.orelse, r.Block) and e.orelse.tail is not None and _infers(e.orelse.tail)
        case r.Block():
            return e.tail is not None and _infers(e.tail) and not e.body
        case r.MethodCall():
            return e.name not in (
                "collect",
                "sum",
                "into",
                "unwrap_or_default",
                "map",
                "unwrap_or",
                "cloned",
                "min",
                "max",
                "repeat_n",
            ) or bool(e.turbofish)
    return True


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
        return [
            r.ExprStmt(
                r.MethodCall(
                    obj.e,
                    "update",
                    (r.ClosureExpr(("o",), r.Block((r.AssignStmt(r.FieldExpr(r.Path("o"), name), value),))),),
                )
            )
        ]
    return [r.AssignStmt(r.FieldExpr(obj.e, name), value)]


def _store_index(c: Context, t: ops.ToIndex, source: ops.Expr) -> list[r.Stmt]:
    ty = t.obj.ty
    if is_dynamic(ty):
        value = own(c, coerce(c, typed(c, source), ty))
    else:
        if not isinstance(ty, ContT):  # nothing was ever seen to be there
            raise Refuse("P0301", f"what stands in a `{ty}` cannot be inferred", t.obj.pos)
        value = owned(c, source, ty.cell.params[-1])
    if not isinstance(source, (ops.Const, ops.Load)) and (_touches(source, t.obj) or not order.harmless(t.index)):
        value = c.hoist(value)
    return _put(c, t, value)


def _touches(e: ops.Expr, obj: ops.Expr) -> bool:
    """Whether an expression calls something or reads the container that is about to change."""
    from portalis.analysis.liveness import sub_expressions

    var = root(obj)
    stack = [e]
    while stack:
        x = stack.pop()
        if isinstance(x, (ops.Call, ops.New, ops.CallValue, ops.Comprehension)) or (
            isinstance(x, ops.Load) and x.var is var
        ):
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
    mapping = len(ty.cell.params) == 2
    key = owned(c, t.index, ty.item) if mapping else index_operand(c, t.index)
    if root(t.obj) in order.changes(t.index):  # `p[find(a)] = b`: the call has `p` to itself
        key = c.hoist(key, "key")
    if mapping:
        return [r.ExprStmt(r.MethodCall(obj, "insert", (key, value)))]
    return [r.ExprStmt(c.raising_method(obj, "set", (key, value)))]


def lower_place(c: Context, e: ops.Expr) -> r.Expr:
    """An owned container as a place that can be changed."""
    if isinstance(e, ops.Index) and not is_shared(e.ty) and isinstance(e.ty, (ContT, InstanceT, TupleT)):
        t = e.obj.ty
        if isinstance(t, TupleT) and isinstance(e.index, ops.Const) and isinstance(e.index.value, int):
            return r.FieldExpr(lower_place(c, e.obj), str(e.index.value % len(t.items)))
        if isinstance(t, ContT) and not is_shared(t):
            obj = lower_place(c, e.obj)
            if len(t.cell.params) == 2:
                if t.kind == "defaultdict":
                    return c.raising_method(obj, "get_item", (borrow(coerce(c, typed(c, e.index), t.item)),))
                return c.raising_method(obj, "get_item_mut", (borrow(coerce(c, typed(c, e.index), t.item)),))
            return c.raising_method(obj, "at_mut", (index_operand(c, e.index),))
    return lower(c, e).e


def lower_exclusive(c: Context, e: ops.Expr) -> r.Expr:
    """An exclusive reference to an owned container."""
    place = lower_place(c, e)
    referred = isinstance(e, ops.Index) and not isinstance(e.obj.ty, TupleT)
    return place if referred else r.UnaryExpr("&mut", place)


def _store_slice(c: Context, t: ops.ToSlice, source: ops.Expr) -> list[r.Stmt]:
    assert isinstance(t.obj.ty, ContT)
    if isinstance(source, ops.Display) and not source.items:
        held: r.Expr = r.CallExpr(r.Path("Vec::new"), ())
    else:
        from portalis.codegen.library import listed

        held = c.hoist(listed(c, source, t.obj.ty.item))
    return [r.ExprStmt(c.raising_method(lower_place(c, t.obj), "set_slice", (*_bounds(c, t), held)))]


def _bounds(c: Context, t: ops.ToSlice) -> tuple[r.Expr, ...]:
    bounds = (t.start, t.stop, t.step)
    return tuple(r.Path("None") if b is None else r.CallExpr(r.Path("Some"), (it.machine(c, b),)) for b in bounds)


def _evaluate(c: Context, s: ops.Evaluate) -> list[r.Stmt]:
    v = lower(c, s.value)
    if isinstance(v.e, r.Block) and not v.e.label:
        before, tail = v.e.body, v.e.tail
        return [*before, *_leave(s, replace(v, e=tail))] if tail is not None else [*before]
    return _leave(s, v)


def _leave(s: ops.Evaluate, v: Val) -> list[r.Stmt]:
    if isinstance(v.e, (r.Path, r.Lit)) or (isinstance(v.e, r.TupleExpr) and not v.e.items):
        return []
    if s.value.ty in (NONE, NEVER) or isinstance(v.e, r.Jump):
        return [r.ExprStmt(v.e)]
    if (
        isinstance(s.value, (ops.Call, ops.Prim))
        and s.value.ty is not NONE
        and isinstance(v.e, (r.CallExpr, r.MethodCall, r.TryExpr, r.MacroCall))
    ):
        if isinstance(s.value, ops.Prim) and s.value.row.mutates >= 0:
            return [r.ExprStmt(v.e)]
        if isinstance(s.value, ops.Call) and not isinstance(s.value.ty, IterT):
            return [r.ExprStmt(v.e)]
    return [r.LetStmt("_", "", v.e)]


# -- control


def _nested(c: Context, body: list[ops.Stmt]) -> r.Block:
    return r.Block(tuple(block(c, body)))


def _if(c: Context, s: ops.If) -> list[r.Stmt]:
    test = tested(c, s.test)
    return [r.ExprStmt(_if_expr(c, s, test))]


def _if_expr(c: Context, s: ops.If, test: r.Expr) -> r.IfExpr:
    body = _nested(c, s.body)
    orelse: r.Block | r.IfExpr | None = None
    if len(s.orelse) == 1 and isinstance(s.orelse[0], ops.If):
        inner = s.orelse[0]
        saved, c.pending = c.pending, []
        declared = c.declarations(inner, s.orelse)
        inner_test = tested(c, inner.test)
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
    endless = isinstance(s.test, ops.Const) and bool(s.test.value)
    label = c.enter_loop([] if endless else s.orelse, s.body)
    saved, c.pending = c.pending, []
    test = tested(c, s.test)
    hoisted = c.take_pending()
    c.pending = saved
    body = block(c, s.body)
    c.leave_loop()
    if endless:
        loop: r.Stmt = r.WhileStmt(None, r.Block(tuple(body)))
    elif hoisted:
        from portalis.codegen.expressions import negate

        leave = r.ExprStmt(r.IfExpr(negate(test, s.test), r.Block((r.ExprStmt(r.Jump("break")),))))
        loop = r.WhileStmt(None, r.Block((*hoisted, leave, *body)))
    else:
        loop = r.WhileStmt(test, r.Block(tuple(body)))
    return _with_else(c, loop, [] if endless else s.orelse, label.outer)


def _with_else(c: Context, loop: r.Stmt, orelse: list[ops.Stmt], outer: str) -> list[r.Stmt]:
    """A loop's `else` runs unless a `break` leaves the block around both."""
    if not orelse:
        return [loop]
    rest = block(c, orelse)
    if not outer:
        return [loop, *rest]
    return [r.ExprStmt(r.Block((loop, *rest), None, outer))]


def _for(c: Context, s: ops.For) -> list[r.Stmt]:
    if s.settles:
        look: list[ops.Stmt] = [ops.Evaluate(ops.Builtin(NONE, "settled", []))]
        plain = ops.For(s.target, s.iterable, s.body, [*look, *s.orelse] if s.orelse else [])
        plain.pos = s.pos
        return [*_for(c, plain), *([] if s.orelse else block(c, look))]
    one = one_at_a_time.loop(c, s)
    if one is not None:
        bound = [v.var for v in ops.target_vars(s.target) if not v.var.declared]
        built = _for(c, one)
        for var in bound:
            var.declared = False
        return built
    special = changing.loop(c, s)
    if special is not None:
        return special
    if it.made_empty(s.iterable):
        return block(c, s.orelse)
    items = it.iterate(c, s.iterable)
    if isinstance(items.shape, it.Leaf) and items.shape.ty is BOTTOM and isinstance(s.iterable, ops.Load):
        return block(c, s.orelse)  # nothing is ever put into it
    label, pattern, body = _loop_body(c, s, items.shape)
    source = with_type(items.direct if items.direct is not None else items.e)
    return _with_else(c, r.ForStmt(pattern, source, body), s.orelse, label.outer)


def _loop_body(c: Context, s: ops.For, shape: it.Shape) -> tuple[Loop, str, r.Block]:
    """The labels, the pattern and the body of a loop; what the pattern binds is assigned to inside, and ends with it."""
    label = c.enter_loop(s.orelse, s.body)
    bound = [v.var for v in ops.target_vars(s.target) if not v.var.declared]
    pattern, prelude = it.bind(c, s.target, shape, True)
    for var in bound:
        var.declared = True
    body = block(c, s.body)
    for var in bound:
        var.declared = False
    c.leave_loop()
    return label, pattern, r.Block((*prelude, *body))


def _break(c: Context, s: ops.Break) -> list[r.Stmt]:
    return [c.jump("break")]


def _continue(c: Context, s: ops.Continue) -> list[r.Stmt]:
    return [c.jump("continue")]


def _return(c: Context, s: ops.Return) -> list[r.Stmt]:
    if c.inst.is_init:
        return [r.ExprStmt(c.finish_init())]
    ret = c.inst.ret
    value: r.Expr | None = None
    if s.value is not None and not (ret is NONE and isinstance(s.value, ops.Const)):
        if s.value.ty is NONE and not isinstance(s.value, (ops.Const, ops.Load)):
            v = lower(c, s.value)
            c.pending.append(r.ExprStmt(v.e))
            if ret is not NONE:
                value = own(c, coerce(c, Val(r.TupleExpr(()), "own", NONE), ret))
        else:
            value = owned(c, s.value, ret)
    elif ret is not NONE and not c.inst.generates:
        value = own(c, coerce(c, Val(r.TupleExpr(()), "own", NONE), ret))
    return c.leave(value)


def _raise(c: Context, s: ops.Raise) -> list[r.Stmt]:
    if s.value is None:
        return [
            r.ExprStmt(
                c.throw(r.Path(c.handled[-1]) if c.exit == "abort" else r.MethodCall(r.Path(c.handled[-1]), "clone"))
            )
        ]
    return [r.ExprStmt(c.throw(owned(c, s.value, EXCEPTION)))]


def _message(c: Context, e: ops.Expr) -> r.Expr:
    """A text that an exception keeps."""
    v = lower(c, e)
    return v.e if v.form == "own" else borrow(v)


def _assert(c: Context, s: ops.Assert) -> list[r.Stmt]:
    from portalis.codegen.expressions import negate

    test = tested(c, s.test)
    cls = r.UnaryExpr("&", r.Path("ASSERTION_ERROR"))
    saved, c.pending = c.pending, []
    if s.message is None:
        made: r.Expr = r.CallExpr(r.Path("Exception::bare"), (cls,))
    elif s.message.ty is STR:
        made = r.CallExpr(
            r.Path("Exception::new"),
            (
                cls,
                r.Lit(text_literal(str(s.message.value)))
                if isinstance(s.message, ops.Const)
                else _message(c, s.message),
            ),
        )
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

__all__ = [
    "VarTupleT",
    "arithmetic",
    "assign_value",
    "binary",
    "block",
    "class_constant",
    "place",
    "snake",
    "statement",
    "store",
    "suffixed",
    "tuple_item",
]
