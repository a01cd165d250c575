"""Members of enumerations that are ints or texts themselves: where Python takes their values, so is done here."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    NONE,
    STR,
    ContT,
    InstanceT,
    IterT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    join,
    option_of,
    same,
    tuple_item,
    tuple_of,
)
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder

FLAG_BITS = 62
"""Bits that combinations of an `IntFlag` may have: those without a name are kept."""


def mixed(t: Type) -> ClassInfo | None:
    """The class of members that are ints or texts."""
    cls = t.cls if isinstance(t, InstanceT) else None
    return cls if isinstance(cls, ClassInfo) and cls.enum is not None and cls.enum.mixin else None


def is_member(t: Type) -> bool:
    """Whether values of the type are members of an enumeration."""
    return isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and t.cls.enum is not None


def is_text(t: Type) -> bool:
    """Whether values of the type are members that are texts."""
    cls = mixed(t)
    return cls is not None and cls.enum is not None and cls.enum.mixin == "str"


def has_value_truth(cls: object) -> bool:
    """Whether members are true where their values are, and not all of them."""
    return isinstance(cls, ClassInfo) and cls.enum is not None and bool(cls.enum.mixin or cls.enum.flags)


def value_type(b: Builder, cls: ClassInfo) -> Type:
    """The type of the members' values."""
    assert cls.enum is not None
    held: Type = BOTTOM
    if cls.enum.flags:
        bits = FLAG_BITS if cls.enum.kind == "IntFlag" else cls.enum.mask.bit_length()
        held = b.program.int_bits(bits, True)
    for v in cls.enum.members.values():
        held = join(held, type_of(b, v))
    cls.enum_type = held
    return held


def type_of(b: Builder, v: object) -> Type:
    """The type of a constant."""
    if isinstance(v, tuple):
        return TupleT(tuple(type_of(b, i) for i in v))
    return ex.expr(b, ast.Constant(v)).ty  # type: ignore[arg-type]


def plain(b: Builder, e: ops.Expr) -> ops.Expr:
    """A member that is an int or a text as that; any other value as it is."""
    cls = mixed(e.ty)
    if cls is None:
        return e
    made = ops.Builtin(value_type(b, cls), "enum_value", [e])
    made.pos = getattr(e, "pos", None)
    return made


def plain_or_none(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr:
    """The same for what may be None, and stays so."""
    inner = option_of(e.ty)
    if inner is None or mixed(inner) is None:
        return plain(b, e)
    if not isinstance(e, ops.Load):
        raise b.refuse(
            "P0306", "a member that may be None is compared with another value", node, "give it a name first"
        )
    from portalis.irbuild.options import require

    held = plain(b, require(b, e, ""))
    missing = ops.Compare(BOOL, ["is"], [e, ops.Const(NONE, None)])
    return ex.mark(ops.Choose(join(held.ty, NONE), missing, ops.Const(NONE, None), held), node)


def compared(b: Builder, left: ops.Expr, right: ops.Expr, node: ast.AST) -> tuple[ops.Expr, ops.Expr]:
    """Two operands of a comparison: members of one class are compared as they are, any others by their values."""
    lt, rt = option_of(left.ty) or left.ty, option_of(right.ty) or right.ty
    if (mixed(lt) is None and mixed(rt) is None) or same(lt, rt) or NONE in (lt, rt) or BOTTOM in (lt, rt):
        return left, right
    return plain_or_none(b, left, node), plain_or_none(b, right, node)


_TAKE_ANY = frozenset("builtins str bytes int float list tuple math random textwrap time sys".split())
GIVE_BACK = ("partition", "rpartition")
"""Methods that may give the very object that they are given, which would show itself as a member."""


def takes_values(what: str) -> bool:
    """Whether an operation of the tables gives nothing of the arguments back that it takes as ints or texts."""
    owner, _, name = what.strip("`").partition(".")
    return owner in _TAKE_ANY and name not in GIVE_BACK


def plain_argument(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr:
    """An argument of something that takes ints or texts, or many of them."""
    if mixed(e.ty) is not None:
        return plain(b, e)
    if isinstance(e, ops.Display) and e.kind == "tuple" and any(mixed(i.ty) is not None for i in e.items):
        items = [plain(b, i) for i in e.items]
        return ex.mark(ops.Display(tuple_of(tuple(i.ty for i in items)), "tuple", items), node)
    item: Type = BOTTOM
    if isinstance(e.ty, (ContT, IterT)):
        item = e.ty.item
    elif isinstance(e.ty, (TupleT, VarTupleT)):
        item = tuple_item(e.ty)
    elif isinstance(e.ty, ViewT) and e.ty.kind == "dict_values":
        item = e.ty.mapping.value
    elif isinstance(e.ty, ViewT) and e.ty.kind == "dict_keys":
        item = e.ty.mapping.item
    return each_plain(b, e, item, node)[0]


def each_plain(b: Builder, source: ops.Expr, item: Type, node: ast.AST) -> tuple[ops.Expr, Type]:
    """What is iterated over, with the values of members that are ints or texts."""
    if mixed(item) is None:
        return source, item
    var = b.temp(item)
    held = plain(b, ex.mark(ops.Load(item, var), node))
    clause = ops.Clause(ops.ToVar(var), source, [])
    return ex.mark(ops.Comprehension(IterT(held.ty), "iterator", [clause], held, None), node), held.ty


class Plain(ast.expr):
    """An argument as the int or text that it is, for handlers that take syntax."""

    _fields = ("value",)

    def __init__(self, value: ast.expr) -> None:
        super().__init__()
        self.value = value
        ast.copy_location(self, value)


@ex.handles(Plain)
def _plain(b: Builder, node: Plain) -> ops.Expr:
    return plain(b, ex.expr(b, node.value))


_TAKE_VALUES = frozenset("range int float abs divmod pow round complex ord".split())


def as_values(b: Builder, name: str, args: Sequence[ast.expr]) -> Sequence[ast.expr]:
    """The arguments of a builtin, as values where it takes nothing else."""
    if name not in _TAKE_VALUES or not b.program.mixed:
        return args
    return [a if isinstance(a, (ast.Constant, ast.Starred, ast.Lambda)) else Plain(a) for a in args]


def texts_among(b: Builder, args: Sequence[ast.expr]) -> Sequence[ast.expr]:
    """The arguments of something that takes texts, some of which may be known while translating: members as what they are."""
    if not b.program.mixed:
        return args
    return [Plain(a) if isinstance(a, (ast.Name, ast.Attribute)) and is_text(ex.expr(b, a).ty) else a for a in args]


def format_value(b: Builder, value: ops.Expr, spec: str | ops.Expr) -> ops.Expr:
    """What `format` shows of a member: its value, or its text."""
    cls = value.ty.cls if isinstance(value.ty, InstanceT) else None
    if not isinstance(cls, ClassInfo) or cls.enum is None:
        return value
    if cls.enum.shows_value:
        if "__str__" not in cls.methods:
            return plain(b, value)
        if not isinstance(spec, str):  # an empty one asks for the text, any other for the value
            raise b.refuse("P0210", f"how a `{cls.name}` is shown here is not known", value.pos or ast.Pass())
        return plain(b, value) if spec else value
    return ex.mark(ops.Builtin(STR, "str", [value]), value.pos or ast.Pass()) if spec != "" else value


__all__ = ["as_values", "compared", "each_plain", "format_value", "mixed", "plain", "plain_argument", "value_type"]
