"""Calls: of functions, methods, classes, builtins and library members."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.frontend.dataclass_init import is_made_anew
from portalis.frontend.enums import PLAIN_FIND
from portalis.frontend.symbols import EXCEPTION_NAMES, ClassInfo, FunctionInfo
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import (
    BOTTOM,
    CLOCK,
    DYN,
    EXCEPTION,
    NEVER,
    NONE,
    STR,
    ContT,
    FuncT,
    InstanceT,
    NameT,
    TupleT,
    Type,
    is_dynamic,
    is_family,
    option_of,
    unresolved,
)
from portalis.irbuild import enums
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder, kinds_of, of_kind
from portalis.irbuild.call_order import after, in_call_order, opened, runs_nothing
from portalis.irbuild.containers import item_type, iterable
from portalis.irbuild.families import classes_of, dispatch, knows, missing
from portalis.irbuild.members import GIVE_BACK, as_values, mixed, plain, texts_among
from portalis.irbuild.memo import forget, remember
from portalis.irbuild.named_tuples import as_dict, as_tuple, named_tuple, replaced
from portalis.irbuild.options import require
from portalis.irbuild.parameters import bind
from portalis.irbuild.program import Instance
from portalis.irbuild.relations import compare_relatives
from portalis.irbuild.rows import apply_function, apply_method, known
from portalis.irbuild.shown import dotted

Keywords = dict[str, ast.expr]


@ex.handles(ast.Call)
def call(b: Builder, node: ast.Call) -> ops.Expr:
    """Builds a call."""
    func = node.func
    keywords: Keywords = {}
    spread: list[ast.expr] = []
    for k in node.keywords:
        if k.arg is None:
            spread.append(k.value)
        else:
            keywords[k.arg] = k.value
    if spread:
        return _spread_call(b, node, keywords, spread)
    built = apply(b, func, node.args, keywords, node)
    if isinstance(built, (ops.Builtin, ops.Prim)) and not all(runs_nothing(a) for a in built.args):
        b.called()
    return built


def _spread_call(b: Builder, node: ast.Call, keywords: Keywords, spread: list[ast.expr]) -> ops.Expr:
    """A call with `**mapping`, of a function that takes any keywords and nothing else by name."""
    callee = ex.expr(b, node.func).ty if isinstance(node.func, ast.Name) else None
    info = callee.what if isinstance(callee, NameT) and callee.kind == "function" else None
    if isinstance(info, FunctionInfo) and info.params and all(p.kind in ("star", "double_star") for p in info.params):
        mappings = [ex.value(b, m) for m in spread]
        args, named = build(b, node.args), build_keywords(b, keywords)
        return call_function(b, info, b.parent_of(info), None, args, named, node, mappings)
    raise b.refuse("P0211", "`**` in a call is translated only where the keys are known here", node)


def apply(b: Builder, func: ast.expr, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    """Applies what an expression stands for to arguments that are not built yet."""
    if isinstance(func, ast.Attribute):
        return _attribute_call(b, func, args, keywords, node)
    if isinstance(func, ast.Lambda):
        raise b.refuse("P0702", "calling a lambda in place is not translated", node)
    callee = ex.expr(b, func)
    return _apply_value(b, callee, args, keywords, node)


def _apply_value(b: Builder, callee: ops.Expr, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    t = callee.ty
    if isinstance(t, NameT):
        if t.kind == "function":
            info = t.what
            assert isinstance(info, FunctionInfo)
            return call_function(b, info, b.parent_of(info), None, build(b, args), build_keywords(b, keywords), node)
        if t.kind == "class":
            cls = t.what
            assert isinstance(cls, ClassInfo)
            return construct(b, cls, args, keywords, node)
        if t.kind == "builtin":
            name = str(t.what)
            return call_builtin(b, name, args, keywords, node)
        if t.kind == "member":
            assert isinstance(t.what, tuple)
            return call_member(b, t.what[0], t.what[1], args, keywords, node)
    if not isinstance(t, NameT) and option_of(t) is not None:
        callee = require(b, callee, "'NoneType' object is not callable")
        t = callee.ty
    if is_family(t):
        return dispatch(b, callee, lambda one: _apply_value(b, one, args, keywords, node), node)
    if isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and "__call__" in t.cls.methods:
        info = t.cls.methods["__call__"]
        return call_function(b, info, None, callee, build(b, args), build_keywords(b, keywords), node)
    if isinstance(option_of(t) or t, FuncT) and not keywords:
        from portalis.irbuild.functions import call_value

        return call_value(b, require(b, callee, "'NoneType' object is not callable"), build(b, args), node)
    if t is BOTTOM:
        for a in args:
            ex.expr(b, a.value if isinstance(a, ast.Starred) else a)
        return ops.Builtin(BOTTOM, "pending", [])
    raise b.refuse("P0702", f"a value of type `{t}` cannot be called here", node)


def build(b: Builder, args: Sequence[ast.expr], kept: bool = False) -> list[ops.Expr]:
    """Builds positional arguments; a starred one stays a `Star`, or becomes its items where their number is known.

    Functions among them specialise what is called, or are values where they are `kept`.
    """
    out: list[ops.Expr] = []
    for a in args:
        if isinstance(a, ast.Starred):
            inner = iterable(b, a.value)
            if (
                isinstance(inner, ops.Display)
                and inner.kind == "tuple"
                and not any(isinstance(i, ops.Star) for i in inner.items)
            ):
                out += inner.items
            elif isinstance(inner, ops.Builtin) and inner.name == "fields" and isinstance(inner.args[0], ops.Load):
                owner = inner.args[0].ty
                assert isinstance(owner, InstanceT)
                assert isinstance(owner.cls, ClassInfo)
                for name in owner.cls.annotations:
                    out.append(ex.mark(ops.Field(owner.cls.field_type(name), inner.args[0], name), a))
            elif isinstance(inner.ty, TupleT) and isinstance(inner, ops.Load):
                for i, t in enumerate(inner.ty.items):
                    out.append(ops.Index(t, inner, ops.Const(b.program.int_literal(i), i)))
            else:
                out.append(ex.mark(ops.Star(inner.ty, inner), a))
        else:
            out.append(ex.value(b, a) if kept else _argument(b, a))
    return out


def _argument(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds an argument, which may be a function."""
    if isinstance(node, ast.Lambda) or ex.is_method_of_type(b, node):
        from portalis.irbuild.functions import function_value

        return function_value(b, node)
    e = ex.expr(b, node)
    if isinstance(e.ty, NameT) and enums.enumeration(e) is None:
        from portalis.irbuild.functions import function_value

        return function_value(b, node)
    return e


def build_keywords(b: Builder, keywords: Keywords) -> dict[str, ops.Expr]:
    """Builds keyword arguments in order."""
    return {k: _argument(b, v) for k, v in keywords.items()}


# -- user functions


def call_function(
    b: Builder,
    info: FunctionInfo,
    parent: Instance | None,
    receiver: ops.Expr | None,
    args: list[ops.Expr],
    keywords: dict[str, ops.Expr],
    node: ast.AST,
    mappings: Sequence[ops.Expr] = (),
) -> ops.Expr:
    """Calls a user's function with built arguments, specialised on their types; `mappings` are what stands after `**`."""
    if isinstance(info.node, ast.FunctionDef) and info.node.decorator_list and info.cls is None:
        if info.is_generator:
            raise b.refuse("P0703", f"the generator function `{info.name}` has a decorator", node)
        for d in info.node.decorator_list:
            if dotted(d.func if isinstance(d, ast.Call) else d).split(".")[-1] not in ("lru_cache", "cache"):
                raise b.refuse("P0205", f"`{info.name}` has a decorator that is not translated", node)
    first, given = opened(b, ([receiver] if receiver is not None else []) + args, node)
    if any(isinstance(a, ops.Star) for a in given) and all(p.kind == "normal" for p in info.params):
        return _spread(b, info, parent, receiver, args, keywords, node)
    anew = [i for i, p in enumerate(info.params) if p.default is not None and is_made_anew(p.default)]
    held, given, keywords = in_call_order(b, [p.name for p in info.params], given, keywords, node, anew)
    return after([*first, *held], _bound_call(b, info, parent, given, keywords, node, mappings))


def _bound_call(
    b: Builder,
    info: FunctionInfo,
    parent: Instance | None,
    args: list[ops.Expr],
    keywords: dict[str, ops.Expr],
    node: ast.AST,
    mappings: Sequence[ops.Expr],
) -> ops.Expr:
    """A call of the instance for the types of its arguments, as far as these are known."""
    bound = bind(b, info, args, keywords, node, mappings)
    b.called()
    types = [e.ty for e in bound]
    if b.program.strict and any(t is BOTTOM or unresolved(t) for t in types):
        b.program.deferred = True
        candidates = [i for i in info.instances if isinstance(i, Instance) and i.parent is parent]
        result: Type = candidates[0].ret if len(candidates) == 1 and not any(t is BOTTOM for t in types) else BOTTOM
        return ops.Call(result, None, bound)
    if not b.program.final and any(t is BOTTOM for t in types):
        b.program.deferred = True
        return ops.Call(BOTTOM, None, bound)
    inst = b.program.instance_for(info, parent, types)
    remember(b, inst, node)
    if inst not in b.inst.calls:
        b.inst.calls.append(inst)
    for var in inst.captures:  # what the callee captures from outside of this function passes through it
        if (
            var not in b.inst.vars.values()
            and not var.is_global
            and var not in b.inst.captures
            and (inst.parent is not b.inst or b.inst.sees(var))
        ):
            b.inst.captures.append(var)
    ret = inst.ret
    if b.program.final and ret is BOTTOM and not inst.busy:
        ret = NONE
        inst.returns(NONE)
        inst.never_returns = True
    return ops.Call(ret, inst, bound)


def _spread(
    b: Builder,
    info: FunctionInfo,
    parent: Instance | None,
    receiver: ops.Expr | None,
    args: list[ops.Expr],
    keywords: dict[str, ops.Expr],
    node: ast.AST,
) -> ops.Expr:
    """A call of a function with a fixed number of parameters, the last of which are filled by the items of an iterable."""
    *first, last = args
    plain = all(isinstance(a, (ops.Const, ops.FuncRef, ops.Load)) for a in (*first, *([receiver] if receiver else [])))
    before = len(first) + (receiver is not None)
    left = [p.name for p in info.params[before:]]
    if (
        not isinstance(last, ops.Star)
        or any(isinstance(a, ops.Star) for a in first)
        or keywords
        or info.parent is not None
        or not left
        or not plain
        or any(p.default is not None for p in info.params)
    ):
        raise b.refuse("P0211", "this `*` in a call is translated only for a tuple of known length", node)
    item = item_type(b, last.value.ty, node)
    items = last.value
    if not (isinstance(items.ty, ContT) and items.ty.kind == "list"):
        items = ex.mark(ops.Builtin(b.fresh(node, "list", item, slot=78), "collect", [items], "list"), node)
    held = [ops.Var(name) for name in left]
    loads: list[ops.Expr] = []
    for v in held:
        v.ty = item
        loads.append(ex.mark(ops.Load(item, v), node))
    call = call_function(b, info, parent, receiver, [*first, *loads], {}, node)
    return ops.Spread(items, held, call, f"{info.qualname}()", before, tuple(left))


def call_method(b: Builder, obj: ops.Expr, name: str, args: list[ops.Expr], node: ast.AST) -> ops.Expr:
    """Calls a method of a user's class."""
    if is_family(obj.ty):
        return dispatch(b, obj, lambda one: call_method(b, one, name, args, node), node)
    assert isinstance(obj.ty, InstanceT)
    cls = obj.ty.cls
    assert isinstance(cls, ClassInfo)
    info = cls.methods.get(name)
    if info is None:
        raise b.refuse("P0311", f"`{cls.name}` has no method `{name}`", node)
    return ex.mark(call_function(b, info, None, obj, args, {}, node), node)


def construct(b: Builder, cls: ClassInfo, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    """Makes an instance of a user's class."""
    from portalis.irbuild.classes import check_class, dataclass_arguments

    if cls.enum is not None:
        if len(args) != 1 or keywords:
            raise b.refuse("P0312", f"`{cls.name}` takes the value of a member", node)
        return enums.by_value(b, cls, ex.value(b, args[0]), node)
    if cls.exception_base and not cls.is_error:
        if keywords:
            raise b.refuse("P0801", "an exception with keyword arguments is not translated", node)
        assert isinstance(node, ast.expr)
        return ex.make_exception(b, cls.key, list(args), node)
    check_class(b, cls, node)
    left = cls.module.hierarchy.abstract.get(cls.key)
    if left:
        for a in [*args, *keywords.values()]:
            if not isinstance(a, ast.Constant):
                raise b.refuse("P0608", f"`{cls.name}` is abstract and cannot be made", node)
        text = (
            f"Can't instantiate abstract class {cls.name} with abstract method{'s' * (len(left) > 1)} {', '.join(left)}"
        )
        error = ops.Builtin(EXCEPTION, "exception", [ops.Const(STR, text)], "TypeError")
        return ops.Builtin(NEVER, "raise", [error])
    cls.used = True
    if not cls.made:
        cls.made = True
        CLOCK.ticks += 1
    ty = InstanceT(cls)
    built, kw = build(b, args, kept=True), {k: ex.value(b, v) for k, v in keywords.items()}
    for dunder, operands in (("__repr__", 0), ("__str__", 0), ("__eq__", 1), ("__lt__", 1), ("__gt__", 1)):
        if dunder in cls.methods and (dunder != "__gt__" or "__lt__" in cls.methods):  # the traits for them call these
            this: ops.Expr = ops.Load(ty, ops.Var("self"))
            call_function(b, cls.methods[dunder], None, this, [this] * operands, {}, cls.methods[dunder].node)
    compare_relatives(b, cls, node)
    if cls.is_dataclass and "__init__" not in cls.methods:
        first, built = opened(b, built, node)
        held, built, kw = in_call_order(b, list(cls.annotations), built, kw, node)
        return after([*first, *held], ops.New(ty, cls, None, dataclass_arguments(b, cls, built, kw, node)))
    init = cls.methods.get("__init__")
    if init is None:
        if built or kw:
            raise b.refuse("P0312", f"`{cls.name}()` takes no arguments", node)
        return ops.New(ty, cls, None, [])
    called = call_function(b, init, None, ops.Load(ty, ops.Var("self")), built, kw, node)
    call = called.call if isinstance(called, ops.Spread) else called
    if isinstance(call, ops.Builtin):  # arguments in an order of their own
        call = call.args[-1]
    assert isinstance(call, ops.Call)
    made = ops.New(ty, cls, call.target, call.args[1:])
    if isinstance(called, ops.Builtin):
        return ops.Builtin(ty, "let", [*called.args[:-1], made], called.extra)
    if not isinstance(called, ops.Spread):
        return made
    return ops.Spread(called.items, called.vars, made, called.function, called.before, called.names)


# -- methods and members


def _attribute_call(
    b: Builder, func: ast.Attribute, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST
) -> ops.Expr:
    obj = enums.by_names(b, func.value) or ex.expr(b, func.value)
    name = func.attr
    t = obj.ty
    if isinstance(t, NameT):
        if t.kind == "module":
            return call_member(b, str(t.what), name, args, keywords, node)
        if t.kind == "class":
            cls = t.what
            assert isinstance(cls, ClassInfo)
            info = cls.methods.get(name)
            if info is None and cls.enum is not None and name == PLAIN_FIND:
                return enums.find(b, cls, ex.value(b, args[0]), node)
            if info is None and cls.enum is not None and name in cls.enum.names:
                return _apply_value(b, enums.member(b, cls, name, node), args, keywords, node)
            if info is None:
                raise b.refuse("P0311", f"`{cls.name}` has no method `{name}`", node)
            if info.kind == "class":
                return call_function(b, info, None, obj, build(b, args), build_keywords(b, keywords), node)
            built = build(b, args)
            if info.kind == "method" and built:
                info = _method_for(b, cls, info, built[0].ty, node)
            return call_function(b, info, None, None, built, build_keywords(b, keywords), node)
        if t.kind == "builtin":
            return _unbound_method(b, str(t.what), name, args, keywords, node)
        if t.kind == "member" and isinstance(t.what, tuple) and (t.what[0], f"{t.what[1]}.{name}") in MEMBERS:
            return MEMBERS[t.what[0], f"{t.what[1]}.{name}"](b, args, keywords, node)
        if isinstance(t.what, tuple) and t.what in (("sys", "stdin"), ("sys", "stdout"), ("sys", "stderr")):
            return apply_function(b, f"sys.{t.what[1]}", name, [ex.value(b, a) for a in args], {}, node)
        if name == "cache_clear" and isinstance(t.what, FunctionInfo) and not args and not keywords:
            return forget(b, t.what, node)
        if t.kind == "template":
            from portalis.irbuild import templates

            return templates.call(b, str(t.what), name, args, keywords, node)
        raise b.refuse("P0403", f"`{name}` cannot be called here", node)
    return call_attribute(b, obj, func, args, keywords, node)


def _method_for(b: Builder, cls: ClassInfo, info: FunctionInfo, receiver: Type, node: ast.AST) -> FunctionInfo:
    """What `Class.method` is for an object of that class or of one that inherits it, which has a copy of its own."""
    if isinstance(receiver, InstanceT) and isinstance(receiver.cls, ClassInfo) and receiver.cls is not cls:
        place = (info.node.lineno, info.node.col_offset)
        copies = (m for m in receiver.cls.methods.values() if (m.node.lineno, m.node.col_offset) == place)
        copy = next(copies, None)
        if copy is None:
            raise b.refuse(
                "P0608", f"`{info.qualname}` is called with a `{receiver.cls.name}`, which overrides it", node
            )
        return copy
    if is_family(receiver):
        raise b.refuse("P0608", f"`{info.qualname}` is called with objects of several classes", node)
    return info


def call_attribute(
    b: Builder, obj: ops.Expr, func: ast.Attribute, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST
) -> ops.Expr:
    """Calls a method of a value, or what an attribute of it holds."""
    name = func.attr
    obj = require(b, obj, f"'NoneType' object has no attribute '{name}'", "ATTRIBUTE_ERROR")
    t = obj.ty
    if isinstance(t, InstanceT) or is_family(t):
        return _method_call(b, obj, func, args, keywords, node)
    if t is BOTTOM:
        for a in [*args, *keywords.values()]:
            inner = a.value if isinstance(a, ast.Starred) else a
            if not isinstance(inner, ast.Lambda):
                ex.expr(b, inner)
        return ops.Builtin(BOTTOM, "pending", [obj])
    if is_dynamic(t):
        obj = ops.Builtin(of_kind(_owner_of_method(b, t, name, node)), "expect", [obj], name)
        t = obj.ty
    special = METHODS.get((t.kind, name))
    if special is not None:
        shows = t.kind not in ("str", "bytes") or name.startswith("format")
        return special(b, obj, args if shows else texts_among(b, args), keywords, node)
    if f"{t.kind}.{name}" in BUILTINS:  # a static method: the object only names its type
        if not is_quiet(obj):
            raise b.refuse("P0403", f"the static method `{name}` is translated only of a type or a variable", node)
        return call_builtin(b, f"{t.kind}.{name}", args, keywords, node)
    if any(isinstance(a, ast.Starred) for a in args):
        raise b.refuse("P0211", f"`*` in a call of `{name}` is not translated", node)
    built = [enums.as_items(b, name, a) or ex.value(b, a) for a in args]
    return apply_method(b, obj, name, built, {k: ex.value(b, v) for k, v in keywords.items()}, node)


def asked(b: Builder, e: ops.Expr, names: Sequence[str], args: Sequence[ops.Expr], node: ast.AST) -> ops.Expr | None:
    """What the first of these special methods that an object's class has answers; None where it has none."""
    for name in names:
        if isinstance(e.ty, InstanceT) and isinstance(e.ty.cls, ClassInfo) and name in e.ty.cls.methods:
            return call_method(b, e, name, list(args), node)
    return None


def _owner_of_method(b: Builder, t: Type, name: str, node: ast.AST) -> str:
    """The one built-in type that a dynamic value has to be of, for it to have a method."""
    kinds = kinds_of(t) if t is not DYN else frozenset({"str", "list", "dict", "set", "tuple"})
    owners = [
        k for k in ("str", "list", "dict", "set", "tuple") if k in kinds and (known(k, name) or (k, name) in METHODS)
    ]
    if len(owners) != 1:
        raise b.refuse(
            "P0403", f"`{name}` of a dynamic value is not translated", node, "test its type with isinstance first"
        )
    return owners[0]


def _method_call(
    b: Builder, obj: ops.Expr, func: ast.Attribute, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST
) -> ops.Expr:
    """Calls a method of an object, or what one of its attributes holds."""
    if is_family(obj.ty):
        lacks = not b.program.strict and any(knows(t, func.attr) for t in classes_of(obj.ty))
        return dispatch(
            b,
            obj,
            lambda one: (
                missing(one.ty, func.attr, node)
                if lacks and not knows(one.ty, func.attr)
                else _method_call(b, one, func, args, keywords, node)
            ),
            node,
        )
    assert isinstance(obj.ty, InstanceT)
    cls, name = obj.ty.cls, func.attr
    assert isinstance(cls, ClassInfo)
    info = cls.methods.get(name)
    if info is None and named_tuple(obj.ty) is not None:
        if name == "_replace" and not args:
            return replaced(b, obj, cls, {k: ex.value(b, v) for k, v in keywords.items()}, node)
        if name == "_asdict" and not args and not keywords:
            return as_dict(b, obj, cls, node)
        if name in ("count", "index"):
            return apply_method(b, as_tuple(obj), name, [ex.value(b, a) for a in args], {}, node)
    if info is None and name in cls.fields:
        return _apply_value(b, ex.attribute(b, func, obj), args, keywords, node)
    if (
        info is None
        and mixed(obj.ty) is not None
        and cls.enum is not None
        and name not in (*cls.enum.names, *GIVE_BACK)
    ):
        return call_attribute(b, plain(b, obj), func, args, keywords, node)
    if info is None:
        raise b.refuse("P0311", f"`{cls.name}` has no method `{name}`", node)
    receiver = None if info.kind == "static" else ops.Const(NameT("class", cls), None) if info.kind == "class" else obj
    called = call_function(b, info, None, receiver, build(b, args), build_keywords(b, keywords), node)
    return called if receiver is obj else ex.after(b, obj, called, node)


def _unbound_method(
    b: Builder, owner: str, name: str, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST
) -> ops.Expr:
    if f"{owner}.{name}" in BUILTINS:
        return call_builtin(b, f"{owner}.{name}", args, keywords, node)
    if not args:
        raise b.refuse("P0403", f"`{owner}.{name}` is not translated without an object", node)
    obj = plain(b, ex.value(b, args[0]))
    if obj.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [obj])
    if obj.ty.kind != owner:
        raise b.refuse("P0306", f"`{owner}.{name}` does not take `{obj.ty}`", node)
    special = METHODS.get((owner, name))
    if special is not None:
        return special(b, obj, args[1:], keywords, node)
    return apply_method(
        b, obj, name, [ex.value(b, a) for a in args[1:]], {k: ex.value(b, v) for k, v in keywords.items()}, node
    )


def call_member(
    b: Builder, module: str, name: str, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST
) -> ops.Expr:
    """Calls a function of a library module, or of another module of the program."""
    user = b.program.by_name.get(module)
    home = b.program.linker.definition(module, name) if user is not None else None
    if home is not None and home != (module, name) and home[1]:
        return call_member(b, *home, args, keywords, node)
    if user is not None and home is None:
        from portalis.irbuild.modules import member

        taken = member(b, module, name, node).ty
        if isinstance(taken, NameT) and isinstance(taken.what, tuple):
            return call_member(b, str(taken.what[0]), str(taken.what[1]), args, keywords, node)
    if user is not None:
        if name in user.functions:
            return call_function(b, user.functions[name], None, None, build(b, args), build_keywords(b, keywords), node)
        if name in user.classes:
            return construct(b, user.classes[name], args, keywords, node)
        raise b.refuse("P0311", f"`{module}` has no function `{name}`", node)
    special = MEMBERS.get((module, name))
    if special is not None:
        return special(b, texts_among(b, args) if module == "re" else args, keywords, node)
    if any(isinstance(a, ast.Starred) for a in args):
        if module == "math" and name in ("gcd", "lcm", "hypot") and len(args) == 1 and isinstance(args[0], ast.Starred):
            inner = iterable(b, args[0].value)
            return apply_function(b, module, f"{name}_all", [inner], {}, node)
        raise b.refuse("P0211", f"`*` in a call of `{name}` is not translated", node)
    return apply_function(
        b, module, name, [ex.value(b, a) for a in args], {k: ex.value(b, v) for k, v in keywords.items()}, node
    )


def call_builtin(b: Builder, name: str, args: Sequence[ast.expr], keywords: Keywords, node: ast.AST) -> ops.Expr:
    """Calls a builtin."""
    special = BUILTINS.get(name)
    if special is not None:
        return special(b, as_values(b, name, args), keywords, node)
    if name in EXCEPTION_NAMES:
        assert isinstance(node, ast.expr)
        return ex.make_exception(b, name, list(args), node)
    if name in ("eval", "exec", "compile", "__import__"):
        raise b.refuse("P0209", f"`{name}` makes code at run time", node)
    if known("builtins", name):
        return apply_function(
            b, "builtins", name, [ex.value(b, a) for a in args], {k: ex.value(b, v) for k, v in keywords.items()}, node
        )
    raise b.refuse("P0401", f"the builtin `{name}` is not translated yet", node)


BuiltinHandler = Callable[[Builder, Sequence[ast.expr], Keywords, ast.AST], ops.Expr]
MethodHandler = Callable[[Builder, ops.Expr, Sequence[ast.expr], Keywords, ast.AST], ops.Expr]
BUILTINS: dict[str, BuiltinHandler] = {}
MEMBERS: dict[tuple[str, str], BuiltinHandler] = {}
METHODS: dict[tuple[str, str], MethodHandler] = {}

__all__ = ["BUILTINS", "MEMBERS", "METHODS", "apply", "call", "option_of"]
