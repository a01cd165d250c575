"""Enumerations: members as constants, their names and values, and the class as a series of them."""

from __future__ import annotations

import ast

from portalis.frontend.enums import FINDER
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    CLOCK,
    NONE,
    STR,
    ContT,
    InstanceT,
    NameT,
    RangeT,
    Type,
    ViewT,
    is_dynamic,
    join,
    option_of,
    same,
    tuple_item,
    union_members,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild import flags
from portalis.irbuild.builder import Builder
from portalis.irbuild.members import each_plain, mixed, plain, type_of, value_type


def enumeration(e: ops.Expr) -> ClassInfo | None:
    """The enumeration that an expression names, if it is one."""
    what = e.ty.what if isinstance(e.ty, NameT) and e.ty.kind == "class" else None
    return what if isinstance(what, ClassInfo) and what.enum is not None else None


def member(b: Builder, cls: ClassInfo, name: str, node: ast.AST) -> ops.Expr:
    """`Color.RED`."""
    assert cls.enum is not None
    name = cls.enum.aliases.get(name, name)
    if name not in cls.enum.members and name not in cls.enum.named:
        raise b.refuse("P0311", f"`{cls.name}` has no member `{name}`", node)
    use(b, cls, node)
    return ex.mark(ops.Const(InstanceT(cls), name), node)


def members(b: Builder, cls: ClassInfo, node: ast.AST) -> ops.Expr:
    """The class where it is iterated over: a list of its members."""
    assert cls.enum is not None
    items = [member(b, cls, name, node) for name in cls.enum.members]
    return ex.mark(ops.Display(b.fresh(node, "list", InstanceT(cls), slot=55), "list", items), node)


def by_names(b: Builder, node: ast.expr) -> ops.Expr | None:
    """`Color.__members__` as a dict; None for another expression. Where it would be shown, it is no dict."""
    if not isinstance(node, ast.Attribute) or node.attr != "__members__":
        return None
    cls = enumeration(ex.expr(b, node.value))
    if cls is None or cls.enum is None:
        return None
    pairs: list[tuple[ops.Expr | None, ops.Expr]] = [
        (ex.mark(ops.Const(STR, name), node), member(b, cls, name, node)) for name in cls.enum.names
    ]
    return ex.mark(ops.DictDisplay(b.fresh(node, "dict", STR, InstanceT(cls), slot=56), pairs), node)


_TAKE_ITEMS = frozenset(
    "join extend extendleft update union difference intersection symmetric_difference issubset issuperset isdisjoint".split()
)


def as_items(b: Builder, method: str, node: ast.expr) -> ops.Expr | None:
    """The members of an enumeration that is given to a method of a built-in type which iterates over it."""
    if method not in _TAKE_ITEMS or not b.program.enumerates or not isinstance(node, (ast.Name, ast.Attribute)):
        return None
    cls = enumeration(ex.expr(b, node))
    return members(b, cls, node) if cls is not None else None


def in_parts(b: Builder, target: ast.expr, node: ast.expr) -> ops.Expr | None:
    """The members of an enumeration that is taken apart: `a, b = Color`."""
    if not b.program.enumerates or not isinstance(target, (ast.Tuple, ast.List)) or not isinstance(node, ast.Name):
        return None
    cls = enumeration(ex.expr(b, node))
    return members(b, cls, node) if cls is not None else None


def attribute(b: Builder, obj: ops.Expr, cls: ClassInfo, name: str) -> ops.Expr | None:
    """`x.name`, `x.value` or what an initialiser gave to `x`; None where another attribute is meant."""
    if name in cls.methods:
        return None
    assert cls.enum is not None
    if name in ("name", "_name_"):
        return ops.Builtin(STR, "enum_name", [obj])
    if name in ("value", "_value_"):
        return ops.Builtin(value_type(b, cls), "enum_value", [obj])
    held = cls.enum.attributes.get(name)
    if held is None:
        return None
    ty: Type = BOTTOM
    for v in held.values():
        ty = join(ty, type_of(b, v))
    return ops.Builtin(ty, "enum_attribute", [obj], name)


def by_value(b: Builder, cls: ClassInfo, value: ops.Expr, node: ast.AST) -> ops.Expr:
    """`Color(2)`."""
    assert cls.enum is not None
    if isinstance(value.ty, InstanceT) and value.ty.cls is cls:
        return value
    value = plain(b, value)
    if FINDER in cls.methods:
        from portalis.irbuild.calls import call_function

        this = ops.Const(NameT("class", cls), None)
        return call_function(b, cls.methods[FINDER], None, this, [value], {}, node)
    if cls.enum.flags and value.ty is not BOTTOM:
        use(b, cls, node)
        return flags.by_bits(b, cls, value, node)
    held = value_type(b, cls)
    if value.ty is not BOTTOM and (value.ty.kind != held.kind or is_dynamic(held) or option_of(held) is not None):
        raise b.refuse("P0306", f"`{cls.name}` has no members of type `{value.ty}`", node)
    use(b, cls, node)
    _look_up(cls, held, value.ty)
    return ops.Builtin(InstanceT(cls), "enum_of", [value])


def find(b: Builder, cls: ClassInfo, value: ops.Expr, node: ast.AST) -> ops.Expr:
    """The member with a value, or None: `_missing_` is asked next."""
    held = value_type(b, cls)
    use(b, cls, node)
    option = join(InstanceT(cls), NONE)
    if value.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [value])
    if is_dynamic(held) or is_dynamic(value.ty) or option_of(held) is not None or option_of(value.ty) is not None:
        raise b.refuse("P0306", f"`{cls.name}` has no members of type `{value.ty}`", node)
    if value.ty.kind != held.kind:
        if {value.ty.kind, held.kind} <= {"int", "float", "bool"}:
            raise b.refuse("P0306", f"`{cls.name}` has no members of type `{value.ty}`", node)
        return ex.after(b, value, ops.Const(option, None), node)
    _look_up(cls, held, value.ty)
    return ops.Builtin(option, "enum_find", [value])


def _look_up(cls: ClassInfo, held: Type, given: Type) -> None:
    """Notes what members are looked up by: an int may be larger than any member's."""
    wanted = join(join(cls.asked_type, held), given)
    if not same(wanted, cls.asked_type):
        cls.asked_type = wanted
        CLOCK.ticks += 1


def by_name(b: Builder, cls: ClassInfo, name: ops.Expr, node: ast.AST) -> ops.Expr:
    """`Color["RED"]`."""
    name = plain(b, name)
    if name.ty is not STR and name.ty is not BOTTOM:
        raise b.refuse("P0306", f"a member of `{cls.name}` is named by a string", node)
    use(b, cls, node)
    return ops.Builtin(InstanceT(cls), "enum_named", [name])


def use(b: Builder, cls: ClassInfo, node: ast.AST) -> None:
    """Notes that the program has members: the traits that show them call these methods."""
    from portalis.irbuild.calls import call_method

    cls.used = True
    value_type(b, cls)
    this: ops.Expr = ops.Load(InstanceT(cls), ops.Var("self"))
    for dunder, operands in (("__repr__", 0), ("__str__", 0), ("__lt__", 1)):
        if dunder in cls.methods:
            call_method(b, this, dunder, [this] * operands, node)


def as_looked_up(b: Builder, needle: ops.Expr, held: Type, node: ast.AST) -> ops.Expr:
    """A value that is looked for among values of a type: a member among ints or texts is one of them."""
    items = union_members(held)
    cls = mixed(needle.ty)
    if cls is not None and not any(isinstance(option_of(i) or i, InstanceT) or i is BOTTOM for i in items):
        return plain(b, needle)
    others = [i for i in items if not isinstance(i, InstanceT) and i not in (NONE, BOTTOM)]
    if others and any(mixed(i) is not None for i in items):
        raise b.refuse(
            "P0306", "members that are ints or texts stand among other values here", node, "use their `value`"
        )
    for i in items:
        other = mixed(option_of(i) or i)
        if other is not None and other is not cls and needle.ty is not BOTTOM and needle.ty is not NONE:
            raise b.refuse(
                "P0306", f"a `{needle.ty}` is looked for among members of `{other.name}`", node, "look for a member"
            )
    return needle


def membership(b: Builder, needle: ops.Expr, held: ops.Expr, node: ast.AST) -> list[ops.Expr]:
    """The operands of `in`: members among ints or texts, or the other way round, are compared as those."""
    held = plain(b, held)
    if held.ty is STR:
        return [plain(b, needle), held]
    item = item_of(held.ty)
    if (
        mixed(item) is not None
        and not same(needle.ty, item)
        and option_of(needle.ty) is None
        and needle.ty is not BOTTOM
    ):
        held, item = each_plain(b, held, item, node)
        needle = plain(b, needle)
    return [as_looked_up(b, needle, item, node), held]


def item_of(t: Type) -> Type:
    """What `in` compares with: the items of a container, or the keys of a dict."""
    if isinstance(t, (ContT, RangeT)):
        return t.item
    if isinstance(t, ViewT) and t.kind != "dict_items":
        return t.mapping.value if t.kind == "dict_values" else t.mapping.item
    return tuple_item(t) if t.kind == "tuple" else BOTTOM


__all__ = ["attribute", "by_name", "by_value", "enumeration", "find", "member", "members", "mixed", "plain", "use"]
