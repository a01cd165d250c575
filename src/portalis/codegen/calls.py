"""Lowers calls: of functions, constructors and primitive rows."""

from __future__ import annotations

import ast

from portalis.analysis.kept_iterators import cycles_late
from portalis.analysis.ownership import is_copy, is_shared, root
from portalis.codegen import expressions as x
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.displays import (  # noqa: F401 - one surface for those that build on this module
    _dict_display,
    _display,
    _index,
    _is_constant,
    _slice,
    _starred,
    _tuple_display,
    _tuple_index,
    index_operand,
    new_container,
    reelement,
    slice_call,
    tuple_parts_of,
)
from portalis.codegen.rust_types import param_type, rust_type, snake
from portalis.codegen.template import Hole, parse
from portalis.codegen.values import Val, borrow, coerce, deref, int_operand, looked, own
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import (
    FLOAT,
    NONE,
    STR,
    ContT,
    NameT,
    TupleT,
    Type,
    is_dynamic,
    option_of,
)  # fmt: skip
from portalis.irbuild.program import Instance, Refuse


def _call(c: Context, e: ops.Call) -> Val:
    target = e.target
    if not isinstance(target, Instance):
        raise Refuse("P0301", "the types of this call cannot be inferred", e.pos)
    method = target.info is not None and target.info.cls is not None and target.info.kind in ("method", "property")
    changed = frozenset(i for i, (p, a) in enumerate(zip(target.params, e.args)) if c.passed(p) == "mut")
    two_phase = method and changed == {0} and isinstance(e.args[0], ops.Load)
    given = frozenset(i for i, p in enumerate(target.params) if c.passed(p) == "own")
    settled, lets = order.arguments(c, e.args, changed, two_phase, given)
    args = arguments(c, target, settled)
    path = target.rust_name
    if target.info is not None and target.info.cls is not None:
        path = f"{c.names.classes[target.info.cls]}::{target.rust_name}"
        first = target.params[0] if target.params else None
        if target.info.kind in ("method", "property") and first is not None and not is_shared(first.ty):
            obj = x.lower(c, e.args[0])
            call: r.Expr = r.MethodCall(
                own(c, obj) if c.passed(first) == "own" else obj.e, target.rust_name, tuple(args[1:])
            )
            return Val(
                order.after(lets, c.attempt(call) if target.caught and not target.generates else call),
                "own",
                target.ret,
            )
    call = r.CallExpr(r.Path(path), tuple(args))
    return Val(
        order.after(lets, c.attempt(call) if target.caught and not target.generates else call), "own", target.ret
    )


def spread(c: Context, e: ops.Spread) -> Val:
    """A call that the items of a list fill up."""
    names = r.ArrayExpr(tuple(r.Lit(f'"{n}"') for n in e.names))
    given = (x.owned(c, e.items), r.Lit(f'"{e.function}"'), r.Lit(str(e.before)), names)
    taken = c.raising_call("spread", given)
    for v in e.vars:
        v.rust, v.mode, v.declared = c.unique(v.name), "own", True
    pattern = ", ".join(f"mut {v.rust}" if v.mutated and not is_shared(v.ty) else v.rust for v in e.vars)
    call = x.owned(c, e.call, e.ty)
    return Val(r.Block((r.LetStmt(f"[{pattern}]", "", taken),), call), "own", e.ty)


def arguments(c: Context, target: Instance, args: list[ops.Expr], skip: int = 0) -> list[r.Expr]:
    """The arguments of a call, each as its parameter is held, then what the function captures."""
    saved, c.suffix = c.suffix, False
    try:
        return _arguments(c, target, args, skip)
    finally:
        c.suffix = saved


def _arguments(c: Context, target: Instance, args: list[ops.Expr], skip: int) -> list[r.Expr]:
    out: list[r.Expr] = []
    for p, a in zip(target.params[skip:], args):
        if isinstance(p.ty, NameT):
            continue
        lent = c.passed(p) == "ref" and root(a) in target.changes and not is_shared(a.ty)
        out.append(r.UnaryExpr("&", x.owned(c, a, p.ty)) if lent else argument(c, p, a))
    return [*out, *(capture(c, target, v) for v in target.captures)]


def argument(c: Context, p: ops.Var, a: ops.Expr) -> r.Expr:
    """One argument."""
    mode = c.passed(p)
    if a.ty is NONE and p.ty is NONE and is_quiet(a):
        return r.TupleExpr(()) if mode == "own" else r.UnaryExpr("&", r.TupleExpr(()))
    if mode == "own":
        return x.owned(c, a, p.ty)
    if mode == "mut" and isinstance(a, ops.Index):
        from portalis.codegen.statements import lower_exclusive

        return lower_exclusive(c, a)
    v = coerce(c, x.lower(c, a), p.ty)
    if mode == "mut":
        if v.form == "ref":
            return v.e
        return r.UnaryExpr("&mut", v.e)
    if isinstance(p.ty, ContT) and p.ty.kind == "list" and not p.ty.cell.shared:
        if isinstance(v.e, r.MacroCall) and v.e.name == "vec":
            return r.UnaryExpr("&", r.ArrayExpr(v.e.args))
        if isinstance(v.e, r.CallExpr) and v.e.func in (r.Path("Vec::new"), r.Path("Vec::<()>::new")):
            return r.UnaryExpr("&", r.ArrayExpr(()))
    return borrow(v)


def capture(c: Context, target: Instance, v: ops.Var) -> r.Expr:
    """A variable that `target` captures, as an argument: by value where it is small and unchanged, else by reference."""
    kind = capture_mode(target, v)
    mine = v.mode
    if target.generates and not is_copy(v.ty):
        return r.MethodCall(r.Path(v.rust), "clone")
    if v in c.inst.captures:
        return deref(r.Path(v.rust)) if kind == "own" and mine != "own" else r.Path(v.rust)
    if kind == "own":
        return r.Path(v.rust)
    if kind == "mut":
        return r.Path(v.rust) if mine == "mut" else r.UnaryExpr("&mut", r.Path(v.rust))
    return r.Path(v.rust) if mine in ("ref", "mut") else r.UnaryExpr("&", r.Path(v.rust))


def capture_mode(target: Instance, v: ops.Var) -> str:
    """How a captured variable is passed to the function that captures it; a generator keeps it."""
    if target.generates:
        return "own"
    if v in target.changes:
        return "mut"
    return "own" if is_copy(v.ty) and not v.maybe_unbound else "ref"


def capture_type(c: Context, target: Instance, v: ops.Var) -> str:
    """The parameter type of a captured variable."""
    mode = capture_mode(target, v)
    text = rust_type(v.ty, c.names)
    if v.maybe_unbound and not v.is_param:
        text = f"Option<{text}>"
        return f"&mut {text}" if mode == "mut" else f"&{text}"
    return param_type(v.ty, mode, c.names)


def _new(c: Context, e: ops.New) -> Val:
    cls = e.cls
    assert isinstance(cls, ClassInfo)
    name = c.names.classes[cls]
    if isinstance(e.init, Instance):
        args = arguments(c, e.init, e.args, 1)
        call: r.Expr = r.CallExpr(r.Path(f"{name}::{e.init.rust_name}"), tuple(args))
        value = c.attempt(call) if e.init.caught else call
        return Val(value, "own", e.ty)
    if cls.fields and not cls.is_dataclass and not e.args:
        raise Refuse(
            "P0603",
            f"objects of `{cls.name}` have no `{next(iter(cls.fields))}` before a method assigns it",
            e.pos,
            "assign every attribute in `__init__`",
        )
    names = cls.annotations if cls.is_dataclass else cls.fields  # of another class, an object is copied
    fields = [(n, x.owned(c, a, cls.fields[n])) for n, a in zip(names, e.args)]
    made: r.Expr = r.StructExpr(name, tuple((snake(n), v) for n, v in fields))
    return Val(r.CallExpr(r.Path("Shared::new"), (made,)) if is_shared(e.ty) else made, "own", e.ty)


def _prim(c: Context, e: ops.Prim) -> Val:
    if cycles_late(e):
        raise Refuse("P0802", "`cycle` finds its items before Python would, and that shows", e.pos)
    tree = parse(e.row.template)
    changed = frozenset({e.row.mutates} if e.row.mutates >= 0 else ())
    two_phase = all(_receives(tree, i) and isinstance(e.args[i], ops.Load) for i in changed)
    given = frozenset(i for i in range(len(e.args)) if any(f"{{{i}:{m}}}" in e.row.template for m in "oin"))
    args, lets = order.arguments(c, e.args, changed, two_phase, given)
    if lets:
        settled = ops.Prim(e.ty, e.row, args, e.targets, e.natural)
        e = order.placed(settled, e)
    built: dict[tuple[int, str], r.Expr] = {}

    def fill(n: r.Expr | Hole) -> r.Expr:
        if isinstance(n, Hole):
            key = (n.index, n.mode)
            if key not in built:
                built[key] = hole(c, e, n.index, n.mode)
            return built[key]
        match n:
            case r.MethodCall():
                # Python evaluates the receiver, then the arguments, in order
                receiver, args = fill(n.receiver), tuple(map(fill, n.args))
                if isinstance(receiver, r.UnaryExpr) and receiver.op == "&":
                    receiver = receiver.operand  # a method borrows by itself
                hole_: r.Expr | Hole = n.receiver
                if isinstance(hole_, Hole) and hole_.index not in changed:
                    receiver = looked(receiver, e.args[hole_.index])
                if n.name.startswith("~"):
                    return c.raising_method(receiver, n.name[1:], args, n.turbofish)
                return r.MethodCall(receiver, n.name, args, n.turbofish)
            case r.CallExpr():
                args = tuple(map(fill, n.args))
                if isinstance(n.func, r.Path) and "~" in n.func.text:
                    return c.raising_call(n.func.text.replace("~", ""), args)
                return r.CallExpr(fill(n.func), args)
            case r.UnaryExpr():
                inner = fill(n.operand)
                return deref(inner) if n.op == "*" else r.UnaryExpr(n.op, inner)
            case r.BinaryExpr():
                return r.BinaryExpr(n.op, fill(n.left), fill(n.right))
            case r.ClosureExpr():
                return r.ClosureExpr(n.params, fill(n.body))
            case r.FieldExpr():
                return r.FieldExpr(fill(n.receiver), n.name)
            case r.ArrayExpr():
                return r.ArrayExpr(tuple(map(fill, n.items)))
        return n

    value = fill(tree)
    if isinstance(e.ty, ContT) and e.natural:
        value = reelement(c, value, e.natural, e.ty)
    receiver_shared = bool(e.args) and is_shared(e.args[0].ty)
    if (
        isinstance(e.ty, ContT)
        and e.ty.cell.shared
        and not (e.row.reference or e.row.mutates >= 0 or _gives_element(e))
    ):
        value = r.CallExpr(r.Path("Shared::new"), (value,))
    if isinstance(e.row.returns, ast.BinOp) and e.args and isinstance(e.args[0].ty, ContT):
        held = e.args[0].ty.cell.params[-1]  # `V | None`, where None is among the values already
        if held is NONE:
            value = r.Block((r.LetStmt("_", "", value),))
        elif option_of(held) is not None:
            value = r.MethodCall(value, "flatten")
        elif is_dynamic(held) and is_dynamic(e.ty):
            value = r.MethodCall(value, "unwrap_or", (r.Path("Value::None"),))
    if receiver_shared and e.row.template.endswith(".cloned()") and isinstance(value, r.MethodCall):
        value = value.receiver
    made = isinstance(e.row.returns, ast.Subscript) and ast.unparse(e.row.returns.value) == "Iterator"
    reference = e.row.reference and not receiver_shared
    return Val(
        order.after(lets, value),
        "ref" if reference else "own",
        e.ty,
        exclusive=reference and e.row.mutates >= 0,
        bare=("owned" if e.row.name == "cycle" else "borrowing") if made else "",
    )


def _receives(tree: r.Expr | Hole, index: int) -> bool:
    """Whether a template calls a method on an argument, which Rust borrows for writing only then."""
    receiver: r.Expr | Hole | None = tree.receiver if isinstance(tree, r.MethodCall) else None
    return isinstance(receiver, Hole) and receiver.index == index


def _gives_element(e: ops.Prim) -> bool:
    """Whether the result is an element of an argument, not a new object."""
    return isinstance(e.row.returns, (ast.Name, ast.BinOp))


def hole(c: Context, e: ops.Prim, index: int, mode: str) -> r.Expr:
    """An argument of a row, passed as its template asks."""
    arg, to = e.args[index], e.targets[index]
    if index == e.row.mutates and isinstance(arg, (ops.Index, ops.Field)) and not is_shared(arg.ty):
        from portalis.codegen.statements import lower_exclusive, lower_place

        return lower_place(c, arg) if mode == "v" else lower_exclusive(c, arg)
    if mode in ("m", "c") and isinstance(arg, ops.Display) and not arg.items and isinstance(arg.ty, ContT):
        empty = r.CallExpr(r.Path(f"Vec::<{rust_type(arg.ty.item, c.names)}>::new"))
        return r.UnaryExpr("&mut" if mode == "m" else "&", empty)
    match mode:
        case "o":
            return x.owned(c, arg, to)
        case "r":
            return borrow(coerce(c, x.typed(c, arg), to))
        case "c":
            v = x.lower(c, arg)
            return r.UnaryExpr("&", r.MethodCall(v.e, "get")) if is_shared(arg.ty) else borrow(v)
        case "s":
            if isinstance(arg, ops.Const):
                return r.Lit(x.text_literal(str(arg.value)))
            return borrow(x.lower(c, arg))
        case "t":
            from portalis.codegen.iteration import owned_iterator

            return owned_iterator(c, arg, _item_target(e, index))
        case "i":
            v = coerce(c, x.lower(c, arg), to)
            return int_operand(v)
        case "n":
            v = coerce(c, x.typed(c, arg), to)
            return int_operand(v)
        case "m":
            v = x.lower(c, arg)
            if is_shared(arg.ty):
                return borrow(v)
            if v.form == "ref" and isinstance(arg, ops.Load) and arg.last:
                return v.e
            # a generic parameter takes a `&mut` by value, where one of known type would be lent it
            return r.UnaryExpr("&mut", deref(v.e) if v.form == "ref" else v.e)
        case _:
            v = coerce(c, x.typed(c, arg) if index == 0 else x.lower(c, arg), to)
            if is_copy(v.ty):
                return own(c, v)
            return v.e


def _item_target(e: ops.Prim, index: int) -> Type | None:
    """The element type into which an iterable argument's items flow."""
    spec = e.row.params[index]
    if isinstance(spec, ast.Subscript) and isinstance(spec.value, ast.Name) and spec.value.id == "iterable":
        inner = spec.slice
        text = ast.unparse(inner)
        if text in ("float",):
            return FLOAT
        if text == "int":
            from portalis.ir.types import INT

            return INT
        if text == "str":
            return STR
        if text.startswith("into") and e.args and isinstance(e.args[0].ty, ContT):
            return e.args[0].ty.item
        if text.startswith("tuple[into") and isinstance(e.args[0].ty, ContT):
            return TupleT(tuple(e.args[0].ty.cell.params))
    return None
