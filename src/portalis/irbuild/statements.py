"""Statements."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Sequence

from portalis.frontend.symbols import EXCEPTION_NAMES, FunctionInfo
from portalis.frontend.tree import children, walk
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    DYN,
    EXCEPTION,
    NEVER,
    NONE,
    STR,
    ContT,
    InstanceT,
    IterT,
    NameT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    holds_iterators,
    is_dynamic,
    join,
    option_of,
)
from portalis.irbuild import enums, narrowing
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder, Known
from portalis.irbuild.calls import call_method
from portalis.irbuild.containers import (
    flow_items,
    flow_key,
    flow_subscript,
    item_index,
    item_type,
    iterable,
    slice_parts,
    subscript,
)
from portalis.irbuild.families import classes_of
from portalis.irbuild.generators import end, give
from portalis.irbuild.logic import condition, constant_truth
from portalis.irbuild.memo import NAMES, define
from portalis.irbuild.named_tuples import as_tuple, each_as_tuple
from portalis.irbuild.operators import OPERATORS, binary_type
from portalis.irbuild.options import require
from portalis.irbuild.places import known_class
from portalis.irbuild.program import Refuse
from portalis.irbuild.shown import dotted, shown
from portalis.irbuild.stores import (
    assigned_by_call,
    augmented_by_call,
    field_target,
    held_beside,
    once,
    shared_variable,
    step_type,
)
from portalis.irbuild.unpacking import taken


def block(b: Builder, body: Sequence[ast.stmt]) -> list[ops.Stmt]:
    """Builds a series; what follows a jump is left out, since nothing runs it."""
    out: list[ops.Stmt] = []
    for s in body:
        try:
            built = statement(b, s)
        except Refuse as r:
            r.node = r.node or s
            b.inst.refusals.append(r)
            continue
        except (TypeError, AssertionError, KeyError, AttributeError, IndexError) as error:
            if os.environ.get("PORTALIS_TRACEBACK"):
                raise
            b.inst.refusals.append(Refuse("P0999", f"the translator failed here ({type(error).__name__}: {error})", s))
            continue
        for x in built:
            if getattr(x, "pos", None) is None:  # the body of an `if` that always holds has its own
                x.pos = s
        out += built
        if b.dead:
            break
    return out


def statement(b: Builder, s: ast.stmt) -> list[ops.Stmt]:
    """Builds one statement, which may become several."""
    handler = _HANDLERS.get(type(s))
    if handler is None and isinstance(s, (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)):
        raise b.refuse("P0203", "asynchronous code is not translated", s)
    if handler is None:
        raise b.refuse("P0201", f"`{type(s).__name__}` is not translated yet", s)
    return handler(b, s)


def _assign(b: Builder, s: ast.Assign) -> list[ops.Stmt]:
    out: list[ops.Stmt] = []
    items = enums.in_parts(b, s.targets[0], s.value)
    value = items or taken(b, s.targets[0], ex.value(b, s.value), s.value)
    if value.ty is NEVER:
        b.dead = True
        return [ops.Evaluate(value)]
    if isinstance(value.ty, IterT) or holds_iterators(value.ty):
        for e in walk(s.value):
            if isinstance(e, ast.GeneratorExp):
                _check_kept(b, e)
    if len(s.targets) > 1 and not isinstance(value, ops.Const):
        var = b.temp(value.ty)
        out.append(ops.Assign(ops.ToVar(var), value))
        for t in s.targets:
            load = ops.Load(var.ty, var)
            called = assigned_by_call(b, t, load)
            out += [ops.Assign(target(b, t, value.ty), load)] if called is None else called
        return out
    for t in s.targets:
        if isinstance(t, (ast.Tuple, ast.List)):
            value = as_tuple(value)
        called = assigned_by_call(b, t, value)
        if called is not None:
            out += called
            continue
        stored = target(b, t, _step(b, t, s.value, value))
        if isinstance(stored, ops.ToIndex) and isinstance(value, ops.Load):
            lets, value = held_beside(b, value, stored.index)
            out += lets
        out.append(ops.Assign(stored, value))
    return out


def _check_kept(b: Builder, e: ast.GeneratorExp) -> None:
    """Refuses a generator expression that is kept while variables that it reads are assigned: it sees them when it runs."""
    inside = walk(e)
    own = {n.id for n in inside if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    first = set(walk(e.generators[0].iter))
    read = {n.id for n in inside if isinstance(n, ast.Name) and n not in first} - own
    scope = b.inst.info.node if b.inst.info is not None else b.module.tree
    later = {
        n.id
        for n in walk(scope)
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load) and n.lineno >= e.lineno and n not in inside
    }
    if read & later:
        raise b.refuse("P0705", "a generator expression that is kept sees what is assigned later", e)


def _step(b: Builder, t: ast.expr, source: ast.expr, value: ops.Expr) -> Type:
    """The type that flows into a counter: stepping by small amounts never leaves 53 bits (see `COUNTER_BITS`)."""
    if (
        isinstance(t, ast.Name)
        and isinstance(value, ops.Binary)
        and value.op in ("+", "-")
        and isinstance(value.left, ops.Load)
    ):
        web = b.scope.web_of.get(t)
        if web is not None and b.var(web) is value.left.var:
            return step_type(b, value.left.var.ty, value.right.ty, value.op, value.ty)
    return value.ty


def target(b: Builder, t: ast.expr, ty: Type) -> ops.Target:
    """Builds a target into which a value of type `ty` flows."""
    match t:
        case ast.Name():
            web = b.scope.web_of.get(t)
            if web is None:
                owner = b.scope.owner_of(t.id)
                web = owner.captured_web.get(t.id) if owner is not None else None
                if web is None:
                    raise b.refuse("P0208", f"`{t.id}` cannot be assigned here", t)
            return _into(b, b.var(web), ty)
        case ast.Attribute():
            obj = ex.expr(b, t.value)
            shared = shared_variable(b, t, obj)
            return field_target(b, t, obj, ty) if shared is None else _into(b, shared, ty)
        case ast.Subscript():
            obj = require(b, ex.expr(b, t.value), "'NoneType' object does not support item assignment")
            if isinstance(t.slice, ast.Slice):
                start, stop, step = slice_parts(b, t.slice)
                if isinstance(obj.ty, ContT) and obj.ty.kind == "list":
                    flow_items(b, obj.ty, ty, t)
                    return ops.ToSlice(obj, start, stop, step)
                raise b.refuse("P0207", "a slice of this cannot be assigned", t)
            index = item_index(b, obj, ex.expr(b, t.slice), t)
            flow_subscript(b, obj, index, ty, t)
            return ops.ToIndex(obj, index)
        case ast.Tuple() | ast.List():
            star = next((i for i, e in enumerate(t.elts) if isinstance(e, ast.Starred)), -1)
            items = unpacked(b, t, ty, len(t.elts), star)
            parts = [target(b, e.value if isinstance(e, ast.Starred) else e, i) for e, i in zip(t.elts, items)]
            return ops.ToTuple(parts, star)
        case ast.Starred():
            return target(b, t.value, ty)
    raise b.refuse("P0207", "this target is not translated", t)


def _into(b: Builder, var: ops.Var, ty: Type) -> ops.Target:
    var.flow(ty)
    b.assigned(var, ty)
    return ops.ToVar(var)


def unpacked(b: Builder, t: ast.expr, ty: Type, count: int, star: int) -> list[Type]:
    """The types of the parts of an unpacked value."""
    if isinstance(ty, TupleT) and star < 0 and len(ty.items) == count:
        return list(ty.items)
    if isinstance(ty, TupleT) and star >= 0 and len(ty.items) >= count - 1:
        rest = len(ty.items) - (count - 1)
        middle: Type = BOTTOM
        for i in ty.items[star : star + rest]:
            middle = join(middle, i)
        return [*ty.items[:star], b.fresh(t, "list", middle), *ty.items[star + rest :]]
    item = BOTTOM if ty is BOTTOM else item_type(b, ty, t)
    return [b.fresh(t, "list", item) if i == star else item for i in range(count)]


def _ann_assign(b: Builder, s: ast.AnnAssign) -> list[ops.Stmt]:
    if s.value is None:
        return []
    value = ex.expr(b, s.value)
    if b.program.final or not b.program.strict:
        ex.resolve_with_annotation(b, value.ty, s.annotation)
    return [ops.Assign(target(b, s.target, value.ty), value)]


def _augment_variable(b: Builder, s: ast.AugAssign, op: str, old: ops.Var) -> list[ops.Stmt]:
    load: ops.Expr = ops.Load(b.narrowed(old), old)
    load.pos = s.target
    value = ex.expr(b, s.value)
    load, value, result = ex.binary_operands(b, op, load, value, s, in_place=True)
    flowing = step_type(b, old.ty, value.ty, op, result)
    new = target(b, s.target, flowing)
    assert isinstance(new, ops.ToVar)
    if new.var is not old or not isinstance(load, ops.Load):
        node = ops.Binary(result, f"{op}=" if is_dynamic(result) else op, load, value)
        node.pos = s
        return [ops.Assign(new, node)]
    return [ops.Augment(new, op, value, load, result)]


def _aug_assign(b: Builder, s: ast.AugAssign) -> list[ops.Stmt]:
    op = OPERATORS[type(s.op)]
    called = augmented_by_call(b, s)
    if called is not None:
        return called
    if isinstance(s.target, ast.Name):
        web = b.scope.aug_use.get(s.target)
        if web is None:
            owner = b.scope.owner_of(s.target.id)
            web = owner.captured_web.get(s.target.id) if owner is not None else None
            if web is None:
                raise b.refuse("P0208", f"`{s.target.id}` cannot be assigned here", s)
        return _augment_variable(b, s, op, b.var(web))
    if isinstance(s.target, ast.Attribute):
        obj = ex.expr(b, s.target.value)
        if (shared := shared_variable(b, s.target, obj)) is not None:
            return _augment_variable(b, s, op, shared)
        first, obj = once(b, obj)
        value = ex.expr(b, s.value)
        lets, obj = held_beside(b, obj, value)
        read = ex.attribute(b, s.target, obj)
        left, value, result = ex.binary_operands(b, op, read, value, s, in_place=True)
        flowing = step_type(b, read.ty, value.ty, op, result)
        return [*first, *lets, ops.Augment(field_target(b, s.target, obj, flowing), op, value, left, result)]
    if not isinstance(s.target.slice, ast.Slice):
        obj = require(b, ex.expr(b, s.target.value), "'NoneType' object is not subscriptable")
        first, obj = once(b, obj)
        index = item_index(b, obj, ex.expr(b, s.target.slice), s.target)
        value = ex.expr(b, s.value)
        lets, obj = held_beside(b, obj, value)
        more, index = held_beside(b, index, value)
        read = subscript(b, s.target, obj, index)
        left, value, result = ex.binary_operands(b, op, read, value, s, in_place=True)
        flowing = step_type(b, read.ty, value.ty, op, result)
        flow_subscript(b, obj, index, flowing, s.target)
        return [*first, *lets, *more, ops.Augment(ops.ToIndex(obj, index), op, value, left, result)]
    raise b.refuse("P0207", "this target is not translated", s)


def _expr_statement(b: Builder, s: ast.Expr) -> list[ops.Stmt]:
    if isinstance(s.value, ast.Constant):
        return []
    if isinstance(s.value, (ast.Yield, ast.YieldFrom)):
        return give(b, s.value)
    if isinstance(s.value, ast.Name) and isinstance(ex.expr(b, s.value).ty, NameT):
        return []
    value = ex.expr(b, s.value, discard=True)
    if value.ty is NEVER:
        b.dead = True
    return [ops.Evaluate(value)]


def _branch(b: Builder, test: ast.expr, truth: bool, body: Sequence[ast.stmt]) -> tuple[list[ops.Stmt], Known, bool]:
    saved = dict(b.narrow)
    b.dead = False
    narrowing.refine(b, test, truth)
    built = block(b, body)
    result = built, b.narrow, b.dead
    b.narrow, b.dead = saved, False
    return result


def _if(b: Builder, s: ast.If) -> list[ops.Stmt]:
    test = condition(b, s.test)
    known = constant_truth(test)
    if known is not None:  # decided by the types: the other branch is never run with them
        built, b.narrow, b.dead = _branch(b, s.test, known, s.body if known else s.orelse)
        return built
    body, then_narrow, then_dead = _branch(b, s.test, True, s.body)
    orelse, else_narrow, else_dead = _branch(b, s.test, False, s.orelse)
    if then_dead:
        b.narrow = else_narrow
    elif else_dead:
        b.narrow = then_narrow
    else:
        b.narrow = narrowing.merge(then_narrow, else_narrow)
    b.dead = then_dead and else_dead
    return [ops.If(test, body, orelse)]


def _has_break(body: Sequence[ast.stmt]) -> bool:
    stack: list[ast.AST] = list(body)
    while stack:
        n = stack.pop()
        if isinstance(n, ast.Break):
            return True
        if isinstance(n, (ast.For, ast.While)):
            stack.extend(n.orelse)
        elif not isinstance(n, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            stack.extend(c for c in children(n) if isinstance(c, (ast.stmt, ast.ExceptHandler, ast.match_case)))
    return False


def _while(b: Builder, s: ast.While) -> list[ops.Stmt]:
    b.kill([s])
    test = condition(b, s.test)
    entry = dict(b.narrow)
    body, _, _ = _branch(b, s.test, True, s.body)
    b.narrow = entry
    breaks = _has_break(s.body)
    endless = isinstance(s.test, ast.Constant) and bool(s.test.value)
    if not breaks:
        narrowing.refine(b, s.test, False)
    orelse = _loop_else(b, s, breaks)
    b.dead = (endless and not breaks) or (b.dead and not breaks)
    return [ops.While(test, body, orelse)]


def _for(b: Builder, s: ast.For) -> list[ops.Stmt]:
    source = iterable(b, s.iter)
    b.kill([s])
    item = item_type(b, source.ty, s.iter)
    if isinstance(s.target, (ast.Tuple, ast.List)):
        source, item = each_as_tuple(b, source, item)
    if isinstance(source.ty, TupleT) and len(source.ty.items) == 0:
        item = BOTTOM
    into = target(b, s.target, item)
    entry = dict(b.narrow)
    body = block(b, s.body)
    b.narrow = entry
    b.kill([s])
    b.dead = False
    breaks = _has_break(s.body)
    orelse = _loop_else(b, s, breaks)
    b.dead = b.dead and not breaks
    return [ops.For(into, source, body, orelse)]


def _loop_else(b: Builder, s: ast.While | ast.For, breaks: bool) -> list[ops.Stmt]:
    """Builds a loop's `else`; a `break` goes past it, after whatever the body did."""
    before = dict(b.narrow)
    orelse = block(b, s.orelse)
    if breaks:
        b.narrow = before
        b.kill([s])
    return orelse


def _return(b: Builder, s: ast.Return) -> list[ops.Stmt]:
    value = ex.value(b, s.value) if s.value is not None else None
    if b.inst.info is None:
        raise b.refuse("P0101", "`return` outside of a function", s)
    if b.inst.generates:
        return end(b, s)
    b.dead = True
    if value is not None and b.inst.is_init:
        if value.ty not in (NONE, BOTTOM):
            raise b.refuse("P0608", "an `__init__` gives nothing but None: Python raises TypeError here", s)
        b.inst.returns(NONE)
        return [ops.Evaluate(value), ops.Return(None)] if not isinstance(value, ops.Const) else [ops.Return(None)]
    b.inst.returns(value.ty if value is not None else NONE)
    return [ops.Return(value)]


def _jump(b: Builder, s: ast.Break | ast.Continue) -> list[ops.Stmt]:
    b.dead = True
    return [ops.Break() if isinstance(s, ast.Break) else ops.Continue()]


def _raise(b: Builder, s: ast.Raise) -> list[ops.Stmt]:
    b.dead = True
    if s.exc is None:
        if not b.handling:
            raise b.refuse("P0802", "a bare `raise` outside of an `except` clause", s)
        return [ops.Raise(None)]
    if s.cause is not None:
        ex.expr(b, s.cause)
    return [ops.Raise(ex.exception(b, s.exc))]


def _assert(b: Builder, s: ast.Assert) -> list[ops.Stmt]:
    test = condition(b, s.test)
    saved = dict(b.narrow)
    narrowing.refine(b, s.test, False)
    message = shown(b, ex.expr(b, s.msg), s.msg) if s.msg is not None else None
    b.narrow = saved
    narrowing.refine(b, s.test, True)
    return [ops.Assert(test, message)]


def _delete(b: Builder, s: ast.Delete) -> list[ops.Stmt]:
    out: list[ops.Stmt] = []
    for t in s.targets:
        match t:
            case ast.Name():
                web = b.scope.web_of.get(t)
                if web is None:
                    raise b.refuse("P0207", "this name cannot be deleted", t)
                out.append(ops.Delete(ops.ToVar(b.var(web))))
            case ast.Subscript():
                obj = require(b, ex.expr(b, t.value), "'NoneType' object does not support item deletion")
                if obj.ty is BOTTOM:
                    continue
                if classes_of(obj.ty) and not isinstance(t.slice, ast.Slice):
                    out.append(ops.Evaluate(call_method(b, obj, "__delitem__", [ex.expr(b, t.slice)], t)))
                    continue
                if not isinstance(obj.ty, ContT) or obj.ty.kind in ("set", "frozenset"):
                    raise b.refuse("P0207", f"an item of `{obj.ty}` cannot be deleted", t)
                if isinstance(t.slice, ast.Slice):
                    out.append(ops.Delete(ops.ToSlice(obj, *slice_parts(b, t.slice))))
                else:
                    index = item_index(b, obj, ex.expr(b, t.slice), t)
                    flow_key(b, obj.ty, index, t)
                    out.append(ops.Delete(ops.ToIndex(obj, index)))
            case _:
                raise b.refuse("P0207", "this cannot be deleted", t)
    return out


def _try(b: Builder, s: ast.Try) -> list[ops.Stmt]:
    b.kill(s.body)
    start = dict(b.narrow)  # what holds wherever in the body an exception comes from
    body = block(b, s.body)
    orelse = block(b, s.orelse) if not b.dead else []
    all_dead = b.dead
    ends = [] if b.dead else [b.narrow]
    handlers: list[ops.Handler] = []
    for h in s.handlers:
        b.narrow, b.dead = dict(start), False
        classes = exception_classes(b, h.type) if h.type is not None else []
        var = None
        if h.name:
            web = b.scope.web_of.get(h)
            if web is None:  # nothing comes here: what stands before was refused
                raise b.refuse("P0208", f"`{h.name}` cannot be assigned here", h)
            var = b.var(web)
            var.flow(_caught_type(b, classes))
        b.handling.append(var)
        handlers.append(ops.Handler(classes, var, block(b, h.body)))
        b.handling.pop()
        all_dead = all_dead and b.dead
        if not b.dead:
            ends.append(b.narrow)
    b.narrow = ends[0] if ends else {}
    for e in ends[1:]:
        b.narrow = narrowing.merge(b.narrow, e)
    b.dead = False
    if not s.finalbody:
        final: list[ops.Stmt] = []
    else:  # an exception and a jump come here from anywhere; what goes on after it came by one of the ends
        known, b.narrow = b.narrow, dict(start)
        b.kill([*s.body, *s.handlers, *s.orelse])
        final = block(b, s.finalbody)
        b.narrow = known
        b.kill(s.finalbody)
    b.dead = all_dead or b.dead
    return [ops.Try(body, handlers, orelse, final)]


def _caught_type(b: Builder, names: list[str]) -> Type:
    """What a handler for these classes is given: an object where all of them have attributes or methods of their own."""
    hierarchy = b.module.hierarchy
    if not names or not all(n in hierarchy.errors for n in names):
        return EXCEPTION
    classes = {c: b.program.class_of[c] for n in names for c in hierarchy.subclasses(n)}
    made = [InstanceT(cls) for cls in classes.values() if cls.made]
    if not made:
        return EXCEPTION if b.program.final else BOTTOM
    ty: Type = BOTTOM
    for t in made:
        ty = join(ty, t)
    return ty


def is_member(b: Builder, node: ast.expr, module: str, names: tuple[str, ...]) -> bool:
    """Whether an expression names one of some members of a library module."""
    if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and isinstance(b.resolve(node.id), ast.AST)):
        found = ex.expr(b, node).ty
        return isinstance(found, NameT) and found.what in [(module, name) for name in names]
    return False


def exception_classes(b: Builder, node: ast.expr) -> list[str]:
    """The classes that a handler catches: the names of built-in ones, and the keys of the program's own."""
    if isinstance(node, ast.Tuple):
        return [n for e in node.elts for n in exception_classes(b, e)]
    cls = known_class(b, node)
    if cls is not None and cls.exception_base:
        cls.used = True
        return [cls.key]
    if isinstance(node, ast.Name):
        if node.id in EXCEPTION_NAMES:
            return [node.id]
        if node.id in ("IOError", "EnvironmentError"):
            return ["OSError"]
    if is_member(b, node, "re", ("error",)):
        return ["re.error"]
    raise b.refuse("P0803", "the exception class is not known here", node)


def _nothing(b: Builder, s: ast.stmt) -> list[ops.Stmt]:
    return []


def _function(b: Builder, s: ast.FunctionDef) -> list[ops.Stmt]:
    info = b.resolve(s.name)
    for d in s.decorator_list:
        name = dotted(d.func if isinstance(d, ast.Call) else d)
        if name not in (*NAMES, "staticmethod", "classmethod", "property"):
            raise b.refuse("P0205", f"the decorator `{name or 'here'}` is not translated", d)
    if s.name in b.scope.rebound:
        raise b.refuse("P0702", f"`{s.name}` is bound more than once", s, "give each function a name of its own")
    return define(b, info) if isinstance(info, FunctionInfo) else []


def _class(b: Builder, s: ast.ClassDef) -> list[ops.Stmt]:
    from portalis.irbuild.classes import check_definition

    check_definition(b, s)
    return []


def _import(b: Builder, s: ast.Import | ast.ImportFrom) -> list[ops.Stmt]:
    from portalis.irbuild.modules import check_import

    check_import(b, s)
    return []


_HANDLERS: dict[type[ast.stmt], Callable[..., list[ops.Stmt]]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _ann_assign,
    ast.AugAssign: _aug_assign,
    ast.Expr: _expr_statement,
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.Return: _return,
    ast.Break: _jump,
    ast.Continue: _jump,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.Try: _try,
    ast.Pass: _nothing,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
    ast.FunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import,
}

__all__ = ["DYN", "STR", "NameT", "UnionT", "VarTupleT", "binary_type", "block", "option_of", "statement", "target"]
