"""Functions handed to something that calls them: `key=`, `map`, `filter`, `reduce`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.frontend.names import arguments_of
from portalis.frontend.symbols import ClassInfo, FunctionInfo
from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    CLOCK,
    FuncCell,
    FuncT,
    InstanceT,
    IterT,
    NameT,
    TupleT,
    Type,
    box,
    is_dynamic,
    join,
    option_of,
    same,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.calls import BUILTINS, MEMBERS, apply, call_function, call_member, construct
from portalis.irbuild.containers import subscript
from portalis.irbuild.options import require

FUNCTION_SLOT = 7000
"""Where an instance keeps the type of a function value beside the containers made at the same place."""


def callback(b: Builder, func: ast.expr, arguments: Sequence[Type], node: ast.AST) -> ops.Lambda:
    """Builds what a callee does with each item: a lambda whose parameters have these types."""
    if isinstance(func, ast.Lambda):
        return _lambda(b, func, arguments)
    if isinstance(func, ast.Call):
        made = _factory(b, func, arguments, node)
        if made is not None:
            return made
    params = [ops.Var(n) for n in _names(len(arguments))]
    loads: list[ops.Expr] = []
    for p, t in zip(params, arguments):
        p.ty = t
        loads.append(ops.Load(t, p))
    body = call_built(b, func, loads, node)
    makes = any(isinstance(n, ast.Call) for n in walk(func))
    return ops.Lambda(body.ty, [ops.ToVar(p) for p in params], body, makes)


def _lambda(b: Builder, func: ast.Lambda, arguments: Sequence[Type]) -> ops.Lambda:
    params = arguments_of(func)
    if func.args.vararg or func.args.kwarg or func.args.kwonlyargs:
        raise b.refuse("P0702", "a lambda with star parameters is not translated", func)
    if len(params) < len(arguments) or len(params) - len(func.args.defaults) > len(arguments):
        raise b.refuse("P0312", f"the lambda takes {len(params)} arguments but {len(arguments)} are given", func)
    targets: list[ops.Target] = []
    b.called()
    saved = dict(b.narrow)
    for p, t in zip(params, arguments):
        var = b.var(b.scope.web_of[p])
        var.flow(t)
        b.narrow.pop(var, None)
        targets.append(ops.ToVar(var))
    if len(params) > len(arguments):
        raise b.refuse("P0702", "a lambda with defaults is not translated", func)
    body = ex.value(b, func.body)
    b.narrow = saved
    b.called()
    return ops.Lambda(body.ty, targets, body)


def _factory(b: Builder, func: ast.Call, arguments: Sequence[Type], node: ast.AST) -> ops.Lambda | None:
    """`itemgetter(1)`, `attrgetter("x")` and the like, as the lambda that they stand for."""
    callee = ex.expr(b, func.func)
    if not isinstance(callee.ty, NameT) or callee.ty.kind != "member":
        return None
    member = callee.ty.what
    var = ops.Var("x")
    var.ty = arguments[0]
    load = ops.Load(arguments[0], var)
    if member == ("operator", "itemgetter"):
        parts = [subscript(b, ast.Subscript(func, a, ast.Load()), load, ex.expr(b, a)) for a in func.args]
        body = parts[0] if len(parts) == 1 else ops.Display(TupleT(tuple(p.ty for p in parts)), "tuple", parts)
        return ops.Lambda(body.ty, [ops.ToVar(var)], body)
    if member == ("operator", "attrgetter") and len(func.args) == 1 and isinstance(func.args[0], ast.Constant):
        attr = ast.copy_location(ast.Attribute(func, str(func.args[0].value), ast.Load()), func)
        body = ex.attribute(b, attr, load)
        return ops.Lambda(body.ty, [ops.ToVar(var)], body)
    return None


class Built(ast.expr):
    """An expression that is built already, for handlers that take syntax."""

    _fields = ()

    def __init__(self, built: ops.Expr) -> None:
        super().__init__()
        self.built = built


@ex.handles(Built)
def _built(b: Builder, node: Built) -> ops.Expr:
    return node.built


def call_built(b: Builder, func: ast.expr, args: list[ops.Expr], node: ast.AST) -> ops.Expr:
    """Calls what an expression stands for with built arguments."""
    nodes: list[ast.expr] = [Built(a) for a in args]
    if isinstance(func, ast.Attribute):
        callee = ex.expr(b, func.value)
        if isinstance(callee.ty, NameT):
            if callee.ty.kind == "builtin":
                from portalis.irbuild.calls import _unbound_method

                return _unbound_method(b, str(callee.ty.what), func.attr, nodes, {}, node)
            if callee.ty.kind == "module":
                return call_member(b, str(callee.ty.what), func.attr, nodes, {}, node)
        from portalis.irbuild.calls import _attribute_call

        return _attribute_call(b, func, nodes, {}, node)
    callee = ex.expr(b, func)
    t = callee.ty
    if isinstance(t, NameT):
        if t.kind == "function":
            info = t.what
            assert isinstance(info, FunctionInfo)
            return call_function(b, info, b.parent_of(info), None, args, {}, node)
        from portalis.irbuild.calls import _apply_value

        return _apply_value(b, callee, nodes, {}, node)
    if isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and "__call__" in t.cls.methods:
        return call_function(b, t.cls.methods["__call__"], None, callee, args, {}, node)
    if isinstance(option_of(t) or t, FuncT):
        return call_value(b, require(b, callee, "'NoneType' object is not callable"), args, node)
    if t is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", args)
    raise b.refuse("P0702", f"`{t}` cannot be called here", node)


def function_object(b: Builder, node: ast.expr) -> ops.Expr:
    """A function as a value that can be stored: what calling it does is built for the arguments of the calls."""
    key = (node, FUNCTION_SLOT)
    found = b.inst.fresh.get(key)
    if not isinstance(found, FuncT):
        found = b.inst.fresh[key] = FuncT(FuncCell())
    made = ops.FuncRef(found, None, None)
    cell = found.cell
    if cell.params is not None:
        made.code = callback(b, node, cell.params, node)
        _gives(cell, made.code.ty)
    return ex.mark(made, node)


def holding(
    b: Builder,
    node: ast.expr,
    held: Sequence[ops.Expr],
    call: Callable[[list[ops.Expr], list[ops.Expr]], ops.Expr],
) -> ops.Expr:
    """A function value that keeps values; `call` builds what a call of it does, of what it keeps and what it is given."""
    key = (node, FUNCTION_SLOT)
    found = b.inst.fresh.get(key)
    if not isinstance(found, FuncT):
        found = b.inst.fresh[key] = FuncT(FuncCell())
    cell = found.cell
    if not cell.holds:
        cell.holds = True
        CLOCK.ticks += 1
    made = ops.FuncRef(found, None, None)
    kept: list[ops.Expr] = []
    for e in held:
        if isinstance(e.ty, IterT):
            raise b.refuse("P0705", "a function value that keeps an iterator is not translated", node)
        var = ops.Var(e.var.name if isinstance(e, ops.Load) else "held")
        var.ty = e.ty
        made.held.append((var, e))
        kept.append(ex.mark(ops.Load(e.ty, var), node))
    if cell.params is not None and not any(e.ty is BOTTOM for e in held):
        params = [ops.Var(n) for n in _names(len(cell.params))]
        loads: list[ops.Expr] = []
        for p, t in zip(params, cell.params):
            p.ty = t
            loads.append(ops.Load(t, p))
        body = call(kept, loads)
        made.code = ops.Lambda(body.ty, [ops.ToVar(p) for p in params], body)
        _gives(cell, body.ty)
    return ex.mark(made, node)


def _gives(cell: FuncCell, ty: Type) -> None:
    given = join(cell.ret, ty)
    if not same(given, cell.ret):
        cell.ret = given
        CLOCK.ticks += 1


def bound_method(b: Builder, obj: ops.Expr, node: ast.Attribute) -> ops.Expr:
    """A method of a value as a function value, which keeps the object."""

    def call(held: list[ops.Expr], args: list[ops.Expr]) -> ops.Expr:
        from portalis.irbuild.calls import call_attribute

        return call_attribute(b, held[0], node, [Built(a) for a in args], {}, node)

    return holding(b, node, [obj], call)


def _partial(b: Builder, args: Sequence[ast.expr], keywords: dict[str, ast.expr], node: ast.AST) -> ops.Expr:
    if not args or any(isinstance(a, ast.Starred) for a in args):
        raise b.refuse("P0211", "this call of `partial` is not translated", node)
    assert isinstance(node, ast.expr)
    func = args[0]
    given = [ex.value(b, a) for a in (*args[1:], *keywords.values())]
    named = isinstance(func, (ast.Name, ast.Attribute)) and isinstance(ex.expr(b, func).ty, NameT)
    if not named:
        given.insert(0, ex.value(b, func))

    def call(held: list[ops.Expr], more: list[ops.Expr]) -> ops.Expr:
        target: ast.expr = func if named else Built(held[0])
        first = 0 if named else 1
        last = len(held) - len(keywords)
        by_name: dict[str, ast.expr] = {k: Built(e) for k, e in zip(keywords, held[last:])}
        return apply(b, target, [*map(Built, held[first:last]), *map(Built, more)], by_name, node)

    return holding(b, node, given, call)


MEMBERS["functools", "partial"] = _partial


def call_value(b: Builder, callee: ops.Expr, args: list[ops.Expr], node: ast.AST) -> ops.Expr:
    """Calls a function value."""
    assert isinstance(callee.ty, FuncT)
    cell = callee.ty.cell
    if cell.params is None:
        cell.params = [BOTTOM] * len(args)
        CLOCK.ticks += 1
    if len(cell.params) != len(args) or any(isinstance(a, ops.Star) or isinstance(a.ty, NameT) for a in args):
        raise b.refuse("P0312", "this function value is called with other arguments elsewhere", node)
    for i, a in enumerate(args):
        taken = join(cell.params[i], a.ty)
        if is_dynamic(taken):
            box(taken)
        if not same(taken, cell.params[i]):
            cell.params[i] = taken
            CLOCK.ticks += 1
    b.called()
    made = ops.CallValue(cell.ret, callee, args)
    made.extra = tuple(_called_object(b, cell, cls, node) for cls in list(cell.objects))
    made.ty = cell.ret
    return made


def _called_object(b: Builder, cell: FuncCell, cls: ClassInfo, node: ast.AST) -> ops.Lambda:
    """What calling an object of that class does, where it is held as a function; the first parameter is the object."""
    assert cell.params is not None
    this, *params = (ops.Var(n) for n in ("object", *_names(len(cell.params))))
    this.ty = InstanceT(cls)
    loads: list[ops.Expr] = []
    for p, t in zip(params, cell.params):
        p.ty = t
        loads.append(ops.Load(t, p))
    body = call_function(b, cls.methods["__call__"], None, ops.Load(this.ty, this), loads, {}, node)
    _gives(cell, body.ty)
    cell.objects[cls] = made = ops.Lambda(body.ty, [ops.ToVar(p) for p in (this, *params)], body)
    return made


def _names(count: int) -> list[str]:
    return ["x"] if count == 1 else [*"xyzuvw"[:count], *(f"x{i}" for i in range(6, count))]


def function_value(b: Builder, node: ast.expr) -> ops.Expr:
    """A function that is handed to a function of the program: one at the top of a module specialises it."""
    if not isinstance(node, ast.Lambda) and not ex.is_method_of_type(b, node):
        e = ex.expr(b, node)
        info = e.ty.what if isinstance(e.ty, NameT) and e.ty.kind in ("function", "builtin") else None
        if info is not None and (not isinstance(info, FunctionInfo) or info.parent is None):
            return e
    return ex.value(b, node)


__all__ = ["BUILTINS", "MEMBERS", "callback", "construct", "join"]
