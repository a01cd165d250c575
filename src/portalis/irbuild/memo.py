"""`functools.cache` and `functools.lru_cache`: which functions keep their results, and where."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import FunctionInfo
from portalis.ir import ops
from portalis.ir.types import FLOAT, NONE, IntT, MemoT, Type
from portalis.irbuild.builder import Builder
from portalis.irbuild.containers import hashable
from portalis.irbuild.program import Instance, Memo
from portalis.irbuild.shown import dotted

DEFAULT_LIMIT = 128
"""What `functools.lru_cache` keeps unless told otherwise."""
NAMES = frozenset({"cache", "functools.cache", "lru_cache", "functools.lru_cache"})


def remember(b: Builder, inst: Instance, node: ast.AST) -> None:
    """Gives an instance of a decorated function its memory: one for each run of the definition.

    Raises:
        Refuse: where arguments cannot be keys, or where it cannot be known which of them are equal.
    """
    info = inst.info
    decorator = _decorator(info)
    if info is None or decorator is None:
        return
    for p in inst.params:
        if not hashable(p.ty):
            raise b.refuse("P0314", f"`{p.ty}` cannot be hashed, which the cache of `{info.name}` asks for", node)
    for other in info.instances:
        if isinstance(other, Instance) and other is not inst and other.parent is inst.parent and _mixed(other, inst):
            raise b.refuse("P0205", f"`{info.name}` keeps one result for arguments such as 1 and 1.0", decorator)
    if inst.memo is None:
        inst.memo = Memo(_limit(b, decorator))
        if info.parent is not None:
            var = inst.memo.var = ops.Var(f"{info.name}_memo")
            var.ty = MemoT(inst)
            var.captured = True
            inst.captures.append(var)


def define(b: Builder, info: FunctionInfo) -> list[ops.Stmt]:
    """What the definition of a nested function does when it runs: an empty memory."""
    out: list[ops.Stmt] = []
    for inst in info.instances:
        if isinstance(inst, Instance) and inst.parent is b.inst and inst.memo is not None and inst.memo.var is not None:
            var = inst.memo.var
            out.append(ops.Assign(ops.ToVar(var), ops.Builtin(var.ty, "memo", [], inst.memo.limit)))
    return out


def forget(b: Builder, info: FunctionInfo, node: ast.AST) -> ops.Expr:
    """`f.cache_clear()` of a cached function, where the definition of `f` stands.

    Raises:
        Refuse: it is no cached function, or one of another scope.
    """
    if _decorator(info) is None or info.parent is None or info.scope.parent is not b.scope:
        raise b.refuse("P0403", "`cache_clear` is translated only beside a nested cached function", node)
    kept = [i.memo.var for i in info.instances if isinstance(i, Instance) and i.parent is b.inst and i.memo is not None]
    return ops.Builtin(NONE, "forget", [ops.Load(v.ty, v) for v in kept if v is not None])


def _decorator(info: FunctionInfo | None) -> ast.expr | None:
    node = info.node if info is not None else None
    if not isinstance(node, ast.FunctionDef):
        return None
    return next((d for d in node.decorator_list if dotted(d.func if isinstance(d, ast.Call) else d) in NAMES), None)


def _limit(b: Builder, decorator: ast.expr) -> int | None:
    """How many results are kept; None is all of them."""
    call = decorator if isinstance(decorator, ast.Call) else None
    if dotted(call.func if call else decorator).endswith("lru_cache"):
        given = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "maxsize")] if call else []
        if not given:
            return DEFAULT_LIMIT
        if isinstance(given[0], ast.Constant) and (given[0].value is None or type(given[0].value) is int):
            return given[0].value
        raise b.refuse("P0205", "the size of this cache is not a constant", decorator)
    return None


def _mixed(a: Instance, b: Instance) -> bool:
    """Whether two instances may get arguments that are equal though of different types."""

    def numeric(t: Type) -> bool:
        return isinstance(t, IntT) or t is FLOAT or t.kind == "bool"

    pairs = [(p.ty, q.ty) for p, q in zip(a.params, b.params)]
    return all(p.kind == q.kind or (numeric(p) and numeric(q)) for p, q in pairs) and any(
        p.kind != q.kind for p, q in pairs
    )
