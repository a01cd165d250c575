"""What binary and unary operators give for operands of known types."""

from __future__ import annotations

import ast

from portalis.ir.types import (
    BIG,
    BOOL,
    BOTTOM,
    BYTES,
    COMPLEX,
    DYN,
    FLOAT,
    INT,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    ViewT,
    int_type,
    is_dynamic,
    is_num,
    join,
    tuple_item,
    tuple_of,
)  # fmt: skip
from portalis.irbuild.program import Program

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^", ast.MatMult: "@",
}  # fmt: skip
DUNDERS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "<<": "lshift",
           ">>": "rshift", "|": "or", "&": "and", "^": "xor", "@": "matmul"}  # fmt: skip
NUM: Type = UnionT((INT, FLOAT))
_AS_INT = {BOOL: int_type(1, True)}


def as_int(t: Type) -> IntT | None:
    """An int or bool as an int type."""
    return t if isinstance(t, IntT) else int_type(1, True) if t is BOOL else None


def is_real(t: Type) -> bool:
    """Whether arithmetic treats the type as an int or a float."""
    return isinstance(t, IntT) or t is FLOAT or t is BOOL or is_num(t)


def int_result(p: Program, op: str, a: IntT, b: IntT, constant: int | None) -> Type | None:
    """The type of an operation on two ints; `constant` is the right operand's value where it is known."""
    result = _bounded(p, op, a, b, constant)
    if isinstance(result, IntT) and not (a.machine and b.machine):
        return int_type(BIG, result.nonneg)
    return result


def _bounded(p: Program, op: str, a: IntT, b: IntT, constant: int | None) -> Type | None:
    both = a.nonneg and b.nonneg
    if op in ("+", "-"):
        return p.int_bits(max(a.bits, b.bits) + 1, both and op == "+")
    if op == "*":
        return p.int_bits(a.bits + b.bits, both)
    if op == "/":
        return FLOAT
    if op == "//":
        return p.int_bits(a.bits if b.nonneg else a.bits + 1, both)
    if op == "%":
        return p.int_bits(min(a.bits, b.bits) if both else b.bits, b.nonneg)
    if op == "**":
        if constant is not None and constant < 0:
            return FLOAT
        if not b.nonneg:
            return NUM
        even = constant is not None and constant % 2 == 0
        bits = a.bits * constant if constant is not None and constant < 64 and a.bits < BIG else BIG
        return p.int_bits(max(bits, 1), a.nonneg or even)
    if op == "<<":
        return p.int_bits(
            a.bits + constant if constant is not None and 0 <= constant < 64 and a.bits < BIG else BIG, a.nonneg
        )
    if op == ">>":
        return a if b.nonneg else p.int_bits(BIG, a.nonneg)
    if op == "&":
        if both:
            return p.int_bits(min(a.bits, b.bits), True)
        if a.nonneg or b.nonneg:
            return p.int_bits(a.bits if a.nonneg else b.bits, True)
        return p.int_bits(max(a.bits, b.bits), False)
    if op in ("|", "^"):
        return p.int_bits(max(a.bits, b.bits), both)
    return None


def binary_type(p: Program, op: str, a: Type, b: Type, constant: int | None = None) -> Type | None:
    """The type of `a op b` for operands without None, containers aside; None where Python raises a TypeError."""
    if a is BOTTOM or b is BOTTOM:
        return BOTTOM
    if a is BOOL and b is BOOL and op in ("&", "|", "^"):
        return BOOL
    x, y = as_int(a), as_int(b)
    if x is not None and y is not None:
        return int_result(p, op, x, y, constant)
    if is_real(a) and is_real(b):
        if op in ("<<", ">>", "&", "|", "^", "@"):
            return DYN if is_num(a) or is_num(b) else None
        if op == "/" or a is FLOAT or b is FLOAT:
            return FLOAT
        return NUM
    if (a is COMPLEX and (is_real(b) or b is COMPLEX)) or (b is COMPLEX and is_real(a)):
        return COMPLEX if op in ("+", "-", "*", "/", "**") else None
    if a in (STR, BYTES) and b is a and op == "+":
        return a
    if op == "*" and ((a is STR and y is not None) or (b is STR and x is not None)):
        return STR
    if op == "*" and ((a is BYTES and y is not None) or (b is BYTES and x is not None)):
        return BYTES
    if a.kind == "tuple" and b.kind == "tuple" and op == "+":
        if isinstance(a, TupleT) and isinstance(b, TupleT):
            return tuple_of(a.items + b.items)
        return VarTupleT(join(tuple_item(a), tuple_item(b)))
    if op == "*" and a.kind == "tuple" and y is not None:
        if isinstance(a, TupleT) and constant is not None and 0 <= constant * len(a.items) <= 12:
            return tuple_of(a.items * constant)
        return VarTupleT(tuple_item(a))
    if op == "*" and b.kind == "tuple" and x is not None:
        return VarTupleT(tuple_item(b))
    if is_dynamic(a) or is_dynamic(b):
        return DYN
    return None


def container_kind(op: str, a: Type, b: Type) -> str | None:
    """The kind of the fresh container that `a op b` makes, if it makes one."""
    ka, kb = a.kind, b.kind
    if op == "+" and ka == kb and ka in ("list", "deque", "Counter"):
        return ka
    if op == "*" and ((ka == "list" and as_int(b) is not None) or (kb == "list" and as_int(a) is not None)):
        return "list"
    sets = ("set", "frozenset")
    if op in ("|", "&", "-", "^"):
        if ka in sets and kb in sets:
            return ka
        if ka in sets and kb in ("dict_keys", "dict_items"):
            return "set"
        if ka in ("dict_keys", "dict_items") and (kb in sets or kb == ka):
            return "set"
        if ka == kb == "Counter" and op != "^":
            return ka
        if op == "|" and ka in ("dict", "defaultdict", "OrderedDict") and kb in ("dict", "defaultdict", "OrderedDict"):
            return ka
    return None


def in_place(op: str, a: Type) -> bool:
    """Whether `a op= b` changes the object that `a` names."""
    if not isinstance(a, ContT):
        return False
    return (a.kind in ("list", "deque") and op in ("+", "*")) or (a.kind == "set" and op in ("|", "&", "-", "^")) or (
        a.kind in ("dict", "Counter", "defaultdict", "OrderedDict") and op == "|"
    ) or (a.kind == "Counter" and op in ("+", "-", "&"))  # fmt: skip


def dynamic_fits(t: Type) -> bool:
    """Whether a value of the type can be held as a dynamic value."""
    if isinstance(t, ContT):
        return t.kind in ("list", "dict", "set")
    if isinstance(t, UnionT):
        return all(map(dynamic_fits, t.members))
    if isinstance(t, TupleT):
        return all(map(dynamic_fits, t.items))
    if isinstance(t, VarTupleT):
        return dynamic_fits(t.item)
    return t in (NONE, BOOL, FLOAT, STR, DYN, BOTTOM) or isinstance(t, IntT)


__all__ = ["InstanceT", "ViewT", "binary_type", "container_kind", "dynamic_fits", "in_place", "int_result"]
