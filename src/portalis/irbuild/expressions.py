"""Expressions other than calls and comprehensions."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from typing import Any

from portalis.frontend.symbols import EXCEPTION_NAMES, ClassInfo, FunctionInfo
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    CLASS,
    CLOCK,
    COMPLEX,
    DYN,
    EXCEPTION,
    FLOAT,
    NONE,
    NOT_IMPLEMENTED,
    STR,
    ContT,
    InstanceT,
    NameT,
    Type,
    ViewT,
    box,
    is_dynamic,
    is_family,
    join,
    option_of,
    same,
    unify,
    union_members,
)  # fmt: skip
from portalis.irbuild.builder import Builder, select
from portalis.irbuild.call_order import after as after_held
from portalis.irbuild.families import classes_of, dispatch, knows, missing
from portalis.irbuild.operators import (
    DUNDERS,
    OPERATORS,
    as_int,
    binary_type,
    container_kind,
    dynamic_fits,
    in_place,
    is_real,
)
from portalis.irbuild.options import held_operands, require, require_beside
from portalis.irbuild.shown import runtime_name, shown

Handler = Callable[[Builder, Any], ops.Expr]

_HANDLERS: dict[type[ast.expr], Handler] = {}


def handles(*kinds: type[ast.expr]) -> Callable[[Handler], Handler]:
    """Registers what builds a kind of expression; each module of this folder adds its own."""

    def register(handler: Handler) -> Handler:
        _HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def expr(b: Builder, node: ast.expr, discard: bool = False) -> ops.Expr:
    """Builds an expression. `discard` says that nobody looks at the value."""
    handler = _HANDLERS.get(type(node))
    if handler is None:
        raise b.refuse("P0202", f"`{type(node).__name__}` is not translated yet", node)
    built = handler(b, node)
    built.pos = node
    return built


def mark(e: ops.Expr, node: ast.AST) -> ops.Expr:
    """Gives an expression its place in the source."""
    e.pos = node
    return e


# -- literals and names


@handles(ast.Constant)
def _constant(b: Builder, node: ast.Constant) -> ops.Expr:
    v = node.value
    if v is None:
        return ops.Const(NONE, None)
    if isinstance(v, bool):
        return ops.Const(BOOL, v)
    if isinstance(v, int):
        return ops.Const(b.program.int_literal(v), v)
    if isinstance(v, float):
        return ops.Const(FLOAT, v)
    if isinstance(v, str):
        if any(0xD800 <= ord(c) <= 0xDFFF for c in v):
            raise b.refuse("P0202", "a string with a lone surrogate has no Rust form", node)
        return ops.Const(STR, v)
    if isinstance(v, bytes):
        return ops.Const(BYTES, v)
    if isinstance(v, complex):
        return ops.Const(COMPLEX, v)
    raise b.refuse("P0202", "this literal is not translated", node)


@handles(ast.Name)
def _name(b: Builder, node: ast.Name) -> ops.Expr:
    web = b.scope.web_of.get(node)
    if node in b.scope.deleted:
        raise b.refuse(
            "P0311", f"`{node.id}` has no value here after the handler that names it", node, "rename it there"
        )
    if getattr(node, "early", False):
        raise b.refuse(
            "P0311",
            f"`{node.id}`, or what it uses, may not be defined yet here",
            node,
            "define it before, whatever happens",
        )
    if web is not None:
        var = b.var(web)
        return ops.Load(b.narrowed(var), var)
    found = b.resolve(node.id)
    if isinstance(found, FunctionInfo):
        if node.id in b.scope.rebound:
            raise b.refuse("P0702", f"`{node.id}` is bound more than once", node)
        return ops.FuncRef(NameT("function", found), found, b.parent_of(found))
    if isinstance(found, ClassInfo):
        if not found.exception_base:
            from portalis.irbuild.classes import check_class

            check_class(b, found, node)
        return ops.Const(NameT("class", found), None)
    if found is not None:
        from portalis.irbuild.modules import imported

        return imported(b, found, node)
    owner = b.scope.owner_of(node.id)
    if owner is not None and node.id in owner.captured_web:
        var = b.var(owner.captured_web[node.id])
        return ops.Load(b.narrowed(var), var)
    if node.id == "__name__":
        return ops.Const(STR, "__main__" if b.module.is_main else b.module.name)
    if owner is None:
        if not hasattr(builtins, node.id):
            if "*" in b.program.linker.modules[b.module.name].imports:
                raise b.refuse("P0204", f"whether `import *` brings `{node.id}` is not known here", node)
            raise b.refuse("P0311", f"`{node.id}` is defined nowhere: Python raises NameError here", node)
        return ops.Const(NameT("builtin", node.id), None)
    raise b.refuse("P0311", f"`{node.id}` has no value here", node)


# -- operators


@handles(ast.UnaryOp)
def _unary(b: Builder, node: ast.UnaryOp) -> ops.Expr:
    if isinstance(node.op, ast.Not):
        from portalis.irbuild.logic import condition, constant_truth

        test = condition(b, node.operand)
        known = constant_truth(test)
        return ops.Const(BOOL, not known) if known is not None else ops.Not(BOOL, test)
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        v = node.operand.value
        if isinstance(v, int) and not isinstance(v, bool):
            return ops.Const(b.program.int_literal(-v), -v)
        if isinstance(v, float):
            return ops.Const(FLOAT, -v)
    symbol = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
    operand = require(b, expr(b, node.operand), f"bad operand type for unary {symbol}: 'NoneType'")
    if isinstance(operand.ty, InstanceT):
        from portalis.irbuild import flags, members

        if symbol == "~" and (turned := flags.inverted(b, operand, node)) is not None:
            return turned
        operand = members.plain(b, operand)
    t = operand.ty
    as_i = as_int(t)
    if t is BOTTOM:
        return ops.Unary(BOTTOM, symbol, operand)
    if as_i is not None:
        if symbol == "+":
            return ops.Unary(as_i, symbol, operand)
        return ops.Unary(b.program.int_bits(as_i.bits + (symbol == "~"), False), symbol, operand)
    if (is_real(t) or t is COMPLEX) and symbol != "~":
        return ops.Unary(t, symbol, operand)
    if isinstance(t, ContT) and t.kind == "Counter" and symbol != "~":
        return ops.Unary(b.fresh(node, "Counter", *t.cell.params), symbol, operand)
    if isinstance(t, InstanceT) or is_family(t):
        dunder = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[symbol]
        from portalis.irbuild.calls import call_method

        return call_method(b, operand, dunder, [], node)
    if dynamic_fits(t):
        box(t)
        return ops.Unary(DYN, symbol, operand)
    raise b.refuse("P0306", f"unary `{symbol}` does not take `{t}`", node)


def binary_operands(
    b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST, in_place: bool = False
) -> tuple[ops.Expr, ops.Expr, Type]:
    """Types a binary operation: its operands, unwrapped where they may be None, and the result's type."""
    sign = op + "=" if in_place else op
    if option_of(left.ty) is not None and not is_dynamic(right.ty):
        message = f"unsupported operand type(s) for {sign}: 'NoneType' and '{{}}'"
        left = require_beside(b, left, right, message)
    if op == "%" and left.ty is STR:
        from portalis.irbuild.text import percent_values

        return left, percent_values(b, right, node), STR
    if option_of(right.ty) is not None and not is_dynamic(left.ty):
        right = require(b, right, f"unsupported operand type(s) for {sign}: '{runtime_name(left.ty)}' and 'NoneType'")
    if b.program.mixed:
        from portalis.irbuild import members

        left, right = members.plain(b, left), members.plain(b, right)
    lt, rt = left.ty, right.ty
    constant = right.value if isinstance(right, ops.Const) and isinstance(right.value, int) else None
    if in_place and isinstance(lt, ContT):
        result = _in_place_container(b, op, lt, rt, node)
        if result is not None:
            return left, right, result
    kind = container_kind(op, lt, rt)
    if kind is not None:
        if op == "*":
            source = lt if lt.kind == "list" else rt
            assert isinstance(source, ContT)
            fresh = b.fresh(node, "list", *source.cell.params)
            if isinstance(left if source is lt else right, ops.Display):
                unify(source.cell, fresh.cell)  # a display that is repeated at once is never seen by itself
            return left, right, fresh
        parts = [
            t.mapping.cell.params if isinstance(t, ViewT) else t.cell.params
            for t in (lt, rt)
            if isinstance(t, (ContT, ViewT))
        ]
        if (isinstance(lt, ViewT) and lt.kind == "dict_items") or (isinstance(rt, ViewT) and rt.kind == "dict_items"):
            raise b.refuse("P0306", "set operations on `items()` are not translated", node)
        if kind in ("set", "frozenset"):
            parts = [p[:1] for p in parts]
            if op in ("-", "&"):
                unify_items(b, lt, rt, node)
        elif isinstance(lt, ContT) and isinstance(rt, ContT) and not all(map(same, lt.cell.params, rt.cell.params)):
            for i in range(len(lt.cell.params)):  # what both hold has one representation
                b.grow(lt.cell, i, rt.cell.params[i])
                b.grow(rt.cell, i, lt.cell.params[i])
        for p in parts:
            fresh = b.fresh(node, kind, *p)
        return left, right, fresh
    result = binary_type(b.program, op, lt, rt, constant)
    if result is not None:
        if result is DYN:
            box(lt)
            box(rt)
        return left, right, result
    if dynamic_fits(lt) and dynamic_fits(
        rt
    ):  # Python raises a TypeError when it gets here, and so does the dynamic value
        box(lt)
        box(rt)
        return left, right, DYN
    raise b.refuse("P0306", f"`{op}` is not translated for `{lt}` and `{rt}`", node)


def unify_items(b: Builder, lt: Type, rt: Type, node: ast.AST) -> None:
    """Gives both sets of a set operation one element type."""
    left = lt.mapping if isinstance(lt, ViewT) else lt
    right = rt.mapping if isinstance(rt, ViewT) else rt
    if isinstance(left, ContT) and isinstance(right, ContT):
        b.grow(left.cell, 0, right.item)
        b.grow(right.cell, 0, left.item)


def _in_place_container(b: Builder, op: str, lt: ContT, rt: Type, node: ast.AST) -> Type | None:
    if not in_place(op, lt):
        return None
    if op == "*":
        return lt
    if lt.kind in ("list", "deque"):
        from portalis.irbuild.containers import flow_items

        flow_items(b, lt, rt, node)
    elif lt.kind == "set":
        if rt.kind not in ("set", "frozenset", "dict_keys"):
            return None
        unify_items(b, lt, rt, node)
    elif isinstance(rt, ContT):
        for i, p in enumerate(rt.cell.params):
            b.grow(lt.cell, i, p)
            b.grow(rt.cell, i, lt.cell.params[i])
    return lt


@handles(ast.BinOp)
def _binary(b: Builder, node: ast.BinOp) -> ops.Expr:
    op = OPERATORS[type(node.op)]
    left = expr(b, node.left)
    if op == "%" and left.ty is STR:
        from portalis.irbuild.text import percent

        return percent(b, node, left)
    right = expr(b, node.right)
    return binary(b, op, left, right, node)


def binary(b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> ops.Expr:
    """Builds `left op right`."""
    for obj, other, prefix in ((left, right, "__"), (right, left, "__r")):
        if isinstance(obj.ty, InstanceT) or is_family(obj.ty):
            name = f"{prefix}{DUNDERS[op]}__"
            if all(isinstance(t.cls, ClassInfo) and name in t.cls.methods for t in classes_of(obj.ty)):
                from portalis.irbuild.calls import call_method

                answer = call_method(b, obj, name, [other], node)
                if NOT_IMPLEMENTED not in union_members(answer.ty):
                    return answer
                if answer.ty is not NOT_IMPLEMENTED or prefix == "__r" or not classes_of(other.ty):
                    raise b.refuse("P0306", f"`{op}` of `{left.ty}` and `{right.ty}` may be a TypeError", node)
    held, left, right = held_operands(b, left, right)
    if isinstance(left.ty, InstanceT) or isinstance(right.ty, InstanceT):
        from portalis.irbuild import flags

        if (combined := flags.combine(b, op, left, right, node)) is not None:
            return mark(after_held(held, combined), node)
    left, right, result = binary_operands(b, op, left, right, node)
    return mark(after_held(held, mark(ops.Binary(result, op, left, right), node)), node)


def value(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds an expression that is kept as a value (a name of a class or module is none)."""
    from portalis.irbuild.functions import function_object

    if isinstance(node, ast.Lambda) or is_method_of_type(b, node):
        return function_object(b, node)
    e = expr(b, node)
    if isinstance(e.ty, NameT) and e.ty.kind == "type":
        return ops.Builtin(CLASS, "class", [], str(e.ty.what))
    if isinstance(e.ty, NameT) and (e.ty.kind, e.ty.what) == ("builtin", "NotImplemented"):
        return mark(ops.Const(NOT_IMPLEMENTED, None), node)
    if isinstance(e.ty, NameT) and e.ty.kind in ("function", "builtin", "member", "class"):
        return function_object(b, node)
    if isinstance(e.ty, NameT):
        raise b.refuse("P0702", "this name cannot be used as a value", node)
    return e


def is_method_of_type(b: Builder, node: ast.expr) -> bool:
    """Whether an expression is a method that is read from a class, as `str.upper` is."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    owner = expr(b, node.value).ty
    if isinstance(owner, NameT) and isinstance(owner.what, ClassInfo):
        return node.attr in owner.what.methods
    return isinstance(owner, NameT) and owner.kind == "builtin"


def flow_field(cls: ClassInfo, name: str, ty: Type) -> None:
    """Lets a value flow into an attribute."""
    old = cls.fields.get(name, BOTTOM)
    new = join(old, ty)
    if name not in cls.fields or not same(old, new):
        cls.fields[name] = new
        CLOCK.ticks += 1


# -- attributes


@handles(ast.Attribute)
def _attribute(b: Builder, node: ast.Attribute) -> ops.Expr:
    return attribute(b, node, expr(b, node.value))


def after(b: Builder, e: ops.Expr, value: ops.Expr, node: ast.AST) -> ops.Expr:
    """A value for which `e` is not needed; what evaluating it does is done all the same."""
    if is_quiet(e):
        return value
    if isinstance(value.ty, NameT):
        raise b.refuse("P0702", "this name is asked of a value that is computed for it", node, "name the value first")
    return ops.Builtin(value.ty, "after", [e, value])


def attribute(b: Builder, node: ast.Attribute, obj: ops.Expr) -> ops.Expr:
    """Builds `obj.name`."""
    ty = obj.ty
    if isinstance(ty, NameT):
        if ty.kind == "module":
            from portalis.irbuild.modules import member

            return member(b, str(ty.what), node.attr, node)
        if ty.kind == "class":
            cls = ty.what
            assert isinstance(cls, ClassInfo)
            from portalis.irbuild import enums

            if cls.enum is not None and node.attr in cls.enum.names:
                return enums.member(b, cls, node.attr, node)
            if node.attr in cls.constants and not (cls.is_dataclass and node.attr in cls.annotations):
                from portalis.irbuild.class_attributes import class_attribute

                return class_attribute(b, cls, node)
            if node.attr == "__name__":
                return ops.Const(STR, cls.name)
        if ty.kind == "type" and node.attr == "__name__":
            return ops.Const(STR, str(ty.what).rpartition(".")[2])
        if ty.what == ("sys", "stdin") and node.attr == "buffer":
            from portalis.irbuild.streams import stdin_buffer

            return stdin_buffer(b, node)
        raise b.refuse("P0311", f"the attribute `{node.attr}` is not translated", node)
    obj = require(b, obj, f"'NoneType' object has no attribute '{node.attr}'", "ATTRIBUTE_ERROR")
    ty = obj.ty
    if is_family(ty):
        lacks = not b.program.strict and any(knows(t, node.attr) for t in classes_of(ty))
        return dispatch(
            b,
            obj,
            lambda one: (
                missing(one.ty, node.attr, node) if lacks and not knows(one.ty, node.attr) else attribute(b, node, one)
            ),
            node,
        )
    if isinstance(ty, InstanceT):
        cls = ty.cls
        assert isinstance(cls, ClassInfo)
        if node.attr == "__class__":
            from portalis.irbuild.type_tests import class_object

            return class_object(b, obj, node)
        from portalis.irbuild import enums

        if cls.enum is not None and (held := enums.attribute(b, obj, cls, node.attr)) is not None:
            return held
        if enums.mixed(ty) is not None and not knows(ty, node.attr):
            return attribute(b, node, enums.plain(b, obj))
        if node.attr in cls.fields:
            found = mark(ops.Field(cls.fields[node.attr], obj, node.attr), node)
            if node.attr not in cls.late:
                kinds = b.narrow.get((obj.var, node.attr)) if isinstance(obj, ops.Load) else None
                if kinds is not None and option_of(found.ty) is not None:
                    found.ty = select(found.ty, kinds)
                return found
            if found.ty is NONE and b.program.final:
                raise b.refuse("P0311", f"no object of `{cls.name}` is ever seen to get a value of `{node.attr}`", node)
            if found.ty is NONE:  # nothing has been seen to assign it so far
                return ops.Field(BOTTOM, obj, node.attr)
            return require(b, found, f"'{cls.name}' object has no attribute '{node.attr}'", "ATTRIBUTE_ERROR")
        method = cls.methods.get(node.attr)
        if method is not None and method.kind == "property":
            from portalis.irbuild.calls import call_method

            return call_method(b, obj, node.attr, [], node)
        if node.attr in cls.constants and not (cls.is_dataclass and node.attr in cls.annotations):
            from portalis.irbuild.class_attributes import class_attribute

            return after(b, obj, class_attribute(b, cls, node), node)
        if method is not None:
            from portalis.irbuild.functions import bound_method

            return bound_method(b, obj, node)
        if b.program.strict or (b.inst.info and b.inst.info.cls is cls and not b.program.final):
            b.program.deferred = True
            return ops.Field(BOTTOM, obj, node.attr)
        raise b.refuse("P0311", f"`{cls.name}` has no attribute `{node.attr}`", node)
    if ty is BOTTOM:
        return ops.Field(BOTTOM, obj, node.attr)
    if node.attr == "__class__":
        from portalis.irbuild.type_tests import type_of

        return type_of(b, obj, node)
    if ty is CLASS and node.attr == "__name__":
        return ops.Builtin(STR, "class_name", [obj])
    if ty is COMPLEX and node.attr in ("real", "imag"):
        return ops.Builtin(FLOAT, f"complex_{node.attr}", [obj])
    from portalis.irbuild.calls import METHODS
    from portalis.irbuild.rows import apply_method, known

    if (ty.kind, f"@{node.attr}") in METHODS:
        return METHODS[ty.kind, f"@{node.attr}"](b, obj, [], {}, node)
    if known(ty.kind, f"@{node.attr}"):
        return apply_method(b, obj, f"@{node.attr}", [], {}, node)
    if (ty.kind, node.attr) in METHODS or known(ty.kind, node.attr):
        from portalis.irbuild.functions import bound_method

        return bound_method(b, obj, node)
    raise b.refuse("P0403", f"`{ty}` has no translated attribute `{node.attr}`", node)


def exception(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds the operand of `raise`."""
    from portalis.irbuild.places import known_class

    if (made := known_class(b, node)) is not None:
        from portalis.irbuild.calls import construct

        if not made.exception_base:
            raise b.refuse("P0801", f"`{made.name}` is no exception class that is translated", node)
        return mark(construct(b, made, [], {}, node), node)
    if isinstance(node, ast.Call) and (made := known_class(b, node.func)) is not None and not made.is_error:
        if node.keywords:
            raise b.refuse("P0801", "an exception with keyword arguments is not translated", node)
        return make_exception(b, made.key, node.args, node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not _makes_error(b, node.func):
        name, args = node.func.id, node.args
    elif isinstance(node, ast.Name) and b.scope.web_of.get(node) is None:
        name, args = node.id, []
    else:
        e = expr(b, node)
        errors = classes_of(e.ty)
        if e.ty is not EXCEPTION and e.ty is not BOTTOM and not (errors and all(map(_is_error, errors))):
            raise b.refuse("P0802", "what is raised is no exception", node)
        return e
    return make_exception(b, name, args, node)


def _makes_error(b: Builder, func: ast.Name) -> bool:
    """Whether a name is that of an exception class whose objects are more than their arguments, or of no class."""
    from portalis.irbuild.places import known_class

    cls = known_class(b, func)
    return isinstance(b.resolve(func.id), FunctionInfo) or (cls is not None and cls.is_error)


def _is_error(t: InstanceT) -> bool:
    return isinstance(t.cls, ClassInfo) and t.cls.is_error


def make_exception(b: Builder, name: str, args: list[ast.expr], node: ast.expr) -> ops.Expr:
    """Builds an exception object of a built-in class, or of the program's class that has this key."""
    cls = b.program.class_of.get(name)
    if cls is not None:
        if not cls.exception_base:
            raise b.refuse("P0801", f"`{cls.name}` is no exception class that is translated", node)
        if cls.methods:
            raise b.refuse("P0801", "an exception class with methods is not translated yet", node)
        cls.used = True
    elif name not in EXCEPTION_NAMES:
        raise b.refuse("P0801", f"`{name}` is no exception class", node)
    base = _built_in(b, name)
    if len(args) > 1 and issubclass(base, _READ_ARGUMENTS):
        raise b.refuse("P0806", f"a `{name}` with several arguments is not translated", node)
    built = [value(b, a) for a in args]
    if any(e.ty.kind.startswith("dict_") for e in built) and name not in EXCEPTION_NAMES - {"KeyError"}:
        raise b.refuse("P0409", "the view of a dict in this exception is not translated", node)
    built = [shown(b, e, node) for e in built]
    kind = "key_error" if issubclass(base, KeyError) else "exception"
    return mark(ops.Builtin(EXCEPTION, kind, built, name), node)


_READ_ARGUMENTS = (OSError, ImportError, SyntaxError, SystemExit, UnicodeDecodeError, UnicodeEncodeError)


def _built_in(b: Builder, name: str) -> type[BaseException]:
    """An exception class, or the built-in one that it comes from."""
    while (cls := b.program.class_of.get(name)) is not None and cls.exception_base:
        name = cls.exception_base
    found: type[BaseException] = getattr(builtins, name, OSError)
    return found


@handles(ast.NamedExpr)
def _named(b: Builder, node: ast.NamedExpr) -> ops.Expr:
    e = value(b, node.value)
    web = b.scope.web_of.get(node.target)
    if web is None:
        owner = b.scope.owner_of(node.target.id)
        web = owner.captured_web.get(node.target.id) if owner is not None else None
    if web is None:
        raise b.refuse("P0207", "`:=` inside a comprehension is not translated here", node)
    var = b.var(web)
    var.flow(e.ty)
    b.assigned(var, e.ty)
    return ops.Bind(e.ty, var, e)


def resolve_with_annotation(b: Builder, ty: Type, annotation: ast.expr) -> None:
    """Gives an element type that nothing else determined the one that an annotation states."""
    from portalis.irbuild.annotations import fill

    fill(b, ty, annotation)


@handles(ast.Lambda)
def _lambda(b: Builder, node: ast.Lambda) -> ops.Expr:
    raise b.refuse("P0702", "a lambda is translated only where it is called or handed to a builtin", node)
