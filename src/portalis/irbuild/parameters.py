"""The parameters of a function: which argument each is given, and what those that get none have."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portalis.frontend.dataclass_init import is_made_anew
from portalis.frontend.scopes import Scope
from portalis.frontend.symbols import FunctionInfo
from portalis.ir import ops
from portalis.ir.types import BOTTOM, STR, ContT, NameT, TupleT, Type, VarTupleT, is_dynamic, join
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.containers import tuple_display


def bind(
    b: Builder,
    info: FunctionInfo,
    args: list[ops.Expr],
    keywords: dict[str, ops.Expr],
    node: ast.AST,
    mappings: Sequence[ops.Expr] = (),
) -> list[ops.Expr]:
    """Arranges arguments in the order of the parameters, as Python binds them.

    Raises:
        Refuse: if they do not fit, or if only the running program can know whether they do.
    """
    plain = [p for p in info.params if p.kind == "normal"]
    star = next((p for p in info.params if p.kind == "star"), None)
    found: dict[str, ops.Expr] = {}
    rest: list[ops.Expr] = []
    for i, a in enumerate(args):
        if isinstance(a, ops.Star) and (i < len(plain) or star is None):
            raise b.refuse(
                "P0211", "`*` in a call is translated only for a tuple of known length or into `*args`", node
            )
        if i < len(plain):
            found[plain[i].name] = a
        elif star is not None:
            rest.append(a)
        else:
            raise b.refuse(
                "P0312", f"`{info.name}` takes {len(plain)} positional arguments but {len(args)} were given", node
            )
    extra: list[tuple[ops.Expr | None, ops.Expr]] = []
    names = {p.name for p in info.params if p.kind in ("normal", "keyword")}
    for k, v in keywords.items():
        if k in names:
            if k in found:
                raise b.refuse("P0312", f"`{info.name}` got multiple values for argument `{k}`", node)
            found[k] = v
        elif any(p.kind == "double_star" for p in info.params):
            extra.append((ops.Const(STR, k), v))
        else:
            raise b.refuse("P0312", f"`{info.name}` got an unexpected keyword argument `{k}`", node)
    out: list[ops.Expr] = []
    for p in info.params:
        if p.kind == "star":
            packed = tuple_display(b, [_stored(b, a) for a in rest])
            if isinstance(packed.ty, TupleT):
                item: Type = BOTTOM
                for t in packed.ty.items:
                    item = join(item, t)
                if not is_dynamic(item):  # else its parts keep their types: the function is specialised on them
                    packed.ty = VarTupleT(item)
            out.append(packed)
        elif p.kind == "double_star":
            ty = b.fresh(node, "dict", STR, BOTTOM, slot=77)
            for _, v in extra:
                b.grow(ty.cell, 1, v.ty)
            for m in mappings:
                if isinstance(m.ty, ContT) and len(m.ty.cell.params) == 2 and m.ty.item in (STR, BOTTOM):
                    b.grow(ty.cell, 1, m.ty.value)
                    b.grow(m.ty.cell, 1, ty.value)
                elif m.ty is not BOTTOM:
                    raise b.refuse("P0211", "what stands after `**` has other keys than strings", node)
            extra += [(None, m) for m in mappings]
            out.append(ops.DictDisplay(ty, extra))
        elif p.name in found:
            given = found[p.name]
            out.append(_stored(b, given) if info.scope.web_of[p.node].defs > 1 else given)
        elif p.default is not None:
            out.append(default_value(b, info, p.default))
        else:
            raise b.refuse("P0312", f"`{info.name}` is missing the argument `{p.name}`", node)
    return out


def _stored(b: Builder, e: ops.Expr) -> ops.Expr:
    """An argument where other values may stand too: a function is a value there."""
    return ex.value(b, e.pos) if isinstance(e.ty, NameT) and isinstance(e.pos, ast.expr) else e


def default_value(b: Builder, info: FunctionInfo, node: ast.expr) -> ops.Expr:
    """A default: evaluated once by Python, so only what is equal each time may be built at the call."""
    outer = Builder(b.program, b.program.module_instance(info.module))
    local = {name for scope in _enclosing(b, info) for name in scope.locals}
    known = not any(isinstance(n, ast.Name) and n.id in local for n in ast.walk(node))
    e = ex.expr(outer, node) if known else None
    if e is not None and is_made_anew(node):
        return e
    if e is None or not _is_constant(e) or (isinstance(e, ops.Load) and _is_defined_again(info)):
        raise b.refuse("P0211", f"the default of a parameter of `{info.name}` is not a constant", node)
    if isinstance(e.ty, ContT) and not isinstance(e, ops.Load):
        b.program.defaults.append((e.ty, node, info))
    return e


def _is_defined_again(info: FunctionInfo) -> bool:
    """Whether a loop of the module defines the function: each round has defaults of its own."""
    loops = (n for n in ast.walk(info.module.tree) if isinstance(n, (ast.For, ast.While)))
    return any(info.node in ast.walk(loop) for loop in loops)


def _enclosing(b: Builder, info: FunctionInfo) -> list[Scope]:
    """The scopes of the functions around a nested one, where its defaults are evaluated."""
    found: list[Scope] = []
    scope: Scope | None = b.scope
    while scope is not None and info.node not in scope.children:
        scope = scope.parent
    while scope is not None and not scope.is_module:
        found.append(scope)
        scope = scope.parent
    return found


def _is_constant(e: ops.Expr) -> bool:
    if isinstance(e, (ops.Const, ops.FuncRef)):
        return True
    if isinstance(e, ops.Load):
        return e.var.is_global and not e.var.reassigned and not e.var.written_inside
    if isinstance(e, (ops.Display, ops.DictDisplay, ops.Unary, ops.Binary)):
        return all(map(_is_constant, e.children()))
    if isinstance(e, ops.Builtin) and e.name.startswith(("enum_", "flag_")) and e.name != "flag_each":
        return all(map(_is_constant, e.args))  # members do not change
    return False


__all__ = ["bind", "default_value"]
