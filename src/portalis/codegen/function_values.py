"""Lowers functions that are values: pointers or shared closures, whose arguments are given away."""

from __future__ import annotations

import ast

from portalis.analysis.liveness import sub_expressions
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, owned
from portalis.codegen.rust_types import function_type, rust_type, same_rust
from portalis.codegen.values import Val, own
from portalis.ir import ops
from portalis.ir.types import NONE, FuncT, InstanceT, IterT
from portalis.irbuild.program import Instance, Refuse


def function_value(c: Context, e: ops.FuncRef) -> Val:
    """A closure, as a function pointer; as a shared closure where one of those that may stand here keeps values.

    Raises:
        Refuse: for a function that uses the variables around it.
    """
    if not isinstance(e.ty, FuncT):
        raise Refuse("P0702", "a function as a value is not translated here", e.pos)
    if e.code is None:
        return Val(_never_called(c, e.ty, [lower(c, value) for _, value in e.held]), "own", e.ty)
    params = [t.var for t in e.code.params if isinstance(t, ops.ToVar)]
    if _captures(e.code, {*params, *(v for v, _ in e.held)}):
        raise Refuse("P0701", "a function that uses the variables around it is kept as a value", e.pos)
    plain = _itself(e.code, params, e.ty) if not e.held else None
    if plain is not None:
        return Val(made_function(c, r.Path(plain), e.ty), "own", e.ty)
    held = [(var, owned(c, value, var.ty)) for var, value in e.held]
    return Val(_closure(c, e.ty, held, params, e.code.body, e.pos), "own", e.ty)


def object_as_function(c: Context, v: Val, have: InstanceT, to: FuncT) -> r.Expr:
    """An object that can be called, where functions stand too."""
    code = to.cell.objects.get(have.cls)
    if code is None:
        return _never_called(c, to, [v])
    this, *params = (t.var for t in code.params)
    return _closure(c, to, [(this, own(c, v))], params, code.body, None)


def _never_called(c: Context, ty: FuncT, held: list[Val]) -> r.Expr:
    """A function value that nothing calls; what it would keep is evaluated all the same."""
    made = made_function(c, r.Path("unassigned"), ty)
    kept = tuple(r.LetStmt("_", "", v.e) for v in held if not isinstance(v.e, r.Path))
    return r.Block(kept, made) if kept else made


def _closure(
    c: Context,
    ty: FuncT,
    held: list[tuple[ops.Var, r.Expr]],
    params: list[ops.Var],
    code: ops.Expr,
    node: ast.AST | None,
) -> r.Expr:
    """A closure over what is held, as functions of that type are kept."""
    cell = ty.cell
    kept: list[r.Stmt] = []
    for var, value in held:
        var.rust, var.mode, var.declared = c.unique(var.name), "own", True
        kept.append(r.LetStmt(var.rust, "", value))
    with c.separate(cell.caught):
        names: list[str] = []
        for p in params:
            p.rust, p.mode, p.declared = c.unique(p.name), "own", True
            name = f"mut {p.rust}" if p.mutated else p.rust
            names.append(f"{name}: {rust_type(p.ty, c.names)}" if cell.holds else name)
        if isinstance(cell.ret, IterT):
            raise Refuse("P0705", "a function value that gives an iterator is not translated", node)
        made: r.Expr = owned(c, code, cell.ret)
        done: tuple[r.Stmt, ...] = ()
        if cell.caught and cell.ret is NONE and made != r.TupleExpr(()):
            done, made = (r.ExprStmt(made),), r.TupleExpr(())
        if cell.caught:
            made = r.CallExpr(r.Path("Ok"), (made,))
        hoisted = (*c.take_pending(), *done)
    body = r.Block(hoisted, made) if hoisted else made
    made = made_function(c, r.ClosureExpr(tuple(names), body, moves=bool(kept)), ty)
    return r.Block(tuple(kept), made) if kept else made


def made_function(c: Context, function: r.Expr, ty: FuncT) -> r.Expr:
    """A function or closure, as functions of that type are kept."""
    if ty.cell.holds:
        function = r.CallExpr(r.Path("Function::new"), (function,))
    return r.CastExpr(function, function_type(ty, c.names))


def _itself(code: ops.Lambda, params: list[ops.Var], ty: FuncT) -> str | None:
    """The function that a closure would only call, where its own signature is the pointer's."""
    call = code.body
    if not isinstance(call, ops.Call) or not isinstance(call.target, Instance) or len(call.args) != len(params):
        return None
    target, cell = call.target, ty.cell
    same = all(
        isinstance(a, ops.Load) and a.var is p and to.mode == "own" and same_rust(to.ty, held)
        for a, p, to, held in zip(call.args, params, target.params, cell.params or [])
    )
    fits = same and same_rust(target.ret, cell.ret) and target.caught == cell.caught
    method = target.info is not None and target.info.cls is not None
    return target.rust_name if fits and not method and len(target.params) == len(params) else None


def _captures(code: ops.Lambda, bound: set[ops.Var]) -> bool:
    return bool(free_variables(code.body, bound)) or any(isinstance(e, ops.Bind) for e in _inside(code.body))


def free_variables(body: ops.Expr, bound: set[ops.Var] | None = None) -> list[ops.Var]:
    """The variables, other than a module's, that an expression reads, or a function that it calls, from outside of it."""
    inner, used = set(bound or ()), []
    for e in _inside(body):
        if isinstance(e, ops.Load) and not e.var.is_global:
            used.append(e.var)
        elif isinstance(e, ops.Comprehension):
            inner |= {v.var for clause in e.clauses for v in ops.target_vars(clause.target)}
        elif isinstance(e, ops.Lambda):
            inner |= {v.var for t in e.params for v in ops.target_vars(t)}
        elif isinstance(e, ops.Call) and isinstance(e.target, Instance):
            used += e.target.captures
    return [v for v in dict.fromkeys(used) if v not in inner]


def _inside(body: ops.Expr) -> list[ops.Expr]:
    found = [body]
    for e in found:
        found += sub_expressions(e)
    return found


def call_value(c: Context, e: ops.CallValue) -> Val:
    """A call of a function value."""
    assert isinstance(e.func.ty, FuncT)
    cell = e.func.ty.cell
    assert cell.params is not None
    # What a closure runs may change the place where it was found.
    func = owned(c, e.func, e.func.ty) if cell.holds and not isinstance(e.func, ops.Load) else lower(c, e.func).e
    if isinstance(func, r.Path):
        func = r.Path(func.text, local=True)
    call = r.CallExpr(func, tuple(owned(c, a, t) for a, t in zip(e.args, cell.params)))
    return Val(c.attempt(call) if cell.caught else call, "own", e.ty)
