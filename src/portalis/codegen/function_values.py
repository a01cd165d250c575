"""Lowers functions that are values: pointers, whose arguments are given away."""

from __future__ import annotations

from portalis.analysis.liveness import sub_expressions
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, owned
from portalis.codegen.rust_types import function_type, same_rust
from portalis.codegen.values import Val
from portalis.ir import ops
from portalis.ir.types import FuncT, IterT
from portalis.irbuild.program import Instance, Refuse


def function_value(c: Context, e: ops.FuncRef) -> Val:
    """A closure that captures nothing, as a function pointer.

    Raises:
        Refuse: for a function that is never called as a value, or that uses the variables around it.
    """
    if not isinstance(e.ty, FuncT):
        raise Refuse("P0702", "a function as a value is not translated here", e.pos)
    if e.code is None:
        raise Refuse("P0702", "this function is kept as a value and never called", e.pos)
    cell = e.ty.cell
    params = [t.var for t in e.code.params if isinstance(t, ops.ToVar)]
    if _captures(e.code, set(params)):
        raise Refuse("P0701", "a function that uses the variables around it is kept as a value", e.pos)
    plain = _itself(e.code, params, e.ty)
    if plain is not None:
        return Val(r.CastExpr(r.Path(plain), function_type(e.ty, c.names)), "own", e.ty)
    with c.separate(cell.caught):
        names: list[str] = []
        for p in params:
            p.rust, p.mode, p.declared = c.unique(p.name), "own", True
            names.append(f"mut {p.rust}" if p.mutated else p.rust)
        if isinstance(cell.ret, IterT):
            raise Refuse("P0705", "a function value that gives an iterator is not translated", e.pos)
        made: r.Expr = owned(c, e.code.body, cell.ret)
        if cell.caught:
            made = r.CallExpr(r.Path("Ok"), (made,))
        hoisted = tuple(c.take_pending())
    body = r.Block(hoisted, made) if hoisted else made
    return Val(r.CastExpr(r.ClosureExpr(tuple(names), body), function_type(e.ty, c.names)), "own", e.ty)


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
    func = lower(c, e.func).e
    if isinstance(func, r.Path):
        func = r.Path(func.text, local=True)
    call = r.CallExpr(func, tuple(owned(c, a, t) for a, t in zip(e.args, cell.params)))
    return Val(c.attempt(call) if cell.caught else call, "own", e.ty)
