"""Applies primitive rows: picks the overload, lets arguments flow, and types the result."""

from __future__ import annotations

import ast

from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    COMPLEX,
    DYN,
    EXCEPTION,
    FLOAT,
    HASH,
    INDEX,
    INT,
    MATCH,
    NAT,
    NEVER,
    NONE,
    RANDOM,
    SIGNED,
    SMALL,
    STR,
    Cell,
    ContT,
    IntT,
    IterT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    has_equality,
    is_dynamic,
    is_num,
    join,
    needs_checks,
    option_of,
    tuple_item,
)  # fmt: skip
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.comparisons import comparable
from portalis.irbuild.containers import check_key, item_type
from portalis.irbuild.enums import as_looked_up, item_of
from portalis.irbuild.members import plain_argument, takes_values
from portalis.irbuild.operators import NUM, as_int, is_real
from portalis.irbuild.options import require
from portalis.irbuild.relations import ordered, ordered_with_checks
from portalis.irbuild.shown import check_shown
from portalis.primitives.registry import REGISTRY
from portalis.primitives.table import VARIABLES, Row

_ATOMS: dict[str, Type] = {
    "bool": BOOL, "float": FLOAT, "complex": COMPLEX, "str": STR, "bytes": BYTES, "None": NONE, "int": INT, "nat": NAT,
    "index": INDEX, "signed": SIGNED, "small": SMALL, "num": NUM, "mixed": NUM, "Match": MATCH, "Random": RANDOM,
    "HashObject": HASH,
    "object": DYN, "never": NEVER, "exception": EXCEPTION,
}  # fmt: skip
_FALLBACK = {"defaultdict": "dict", "Counter": "dict", "OrderedDict": "dict", "frozenset": "set", "bool": "int"}
_CONTAINERS = frozenset({"list", "set", "frozenset", "dict", "deque", "Counter", "defaultdict", "OrderedDict"})


class _Binding:
    """What the type variables of a row stand for: a slot of a container, or a plain type."""

    def __init__(self) -> None:
        self.slots: dict[str, tuple[Cell, int]] = {}
        self.types: dict[str, Type] = {}

    def get(self, name: str) -> Type:
        slot = self.slots.get(name)
        if slot is not None:
            return slot[0].find().params[slot[1]]
        return self.types.get(name, BOTTOM)


_EQUATES = frozenset({"index", "count", "remove"})
"""Methods that compare their argument with what a container holds."""


def method_owner(ty: Type) -> str:
    """The owner under which a type's methods are tabled."""
    return ty.kind


def known(owner: str, name: str) -> bool:
    """Whether the tables have the operation."""
    return bool(REGISTRY.find(owner, name) or REGISTRY.find(_FALLBACK.get(owner, ""), name))


def apply_method(
    b: Builder, obj: ops.Expr, name: str, args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST
) -> ops.Expr:
    """Applies a method of a built-in type.

    Raises:
        Refuse: if no row fits.
    """
    owner = method_owner(obj.ty)
    if name in ("get", "count") and args and b.program.mixed and (held := item_of(obj.ty)) is not BOTTOM:
        args = [as_looked_up(b, args[0], held, node), *args[1:]]
    rows = REGISTRY.find(owner, name) or REGISTRY.find(_FALLBACK.get(owner, ""), name)
    if not rows:
        raise b.refuse("P0403", f"the method `{name}` of `{owner}` is not translated yet", node)
    return _apply(b, rows, [obj, *args], keywords, node, f"`{owner}.{name}`")


def apply_function(
    b: Builder, owner: str, name: str, args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST
) -> ops.Expr:
    """Applies a function of a module.

    Raises:
        Refuse: if no row fits.
    """
    rows = REGISTRY.find(owner, name)
    if not rows:
        raise b.refuse("P0402", f"`{owner}.{name}` is not translated yet", node)
    return _apply(b, rows, args, keywords, node, f"`{owner}.{name}`")


def _arrange(row: Row, args: list[ops.Expr], keywords: dict[str, ops.Expr]) -> list[ops.Expr] | None:
    if len(args) + len(keywords) != len(row.params) or len(args) > len(row.params):
        return None
    rest = row.names[len(args) :]
    if any(n not in keywords for n in rest):
        return None
    return [*args, *(keywords[n] for n in rest)]


def _apply(
    b: Builder, rows: list[Row], args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST, what: str
) -> ops.Expr:
    if any(a.ty is BOTTOM for a in (*args, *keywords.values())) and (b.program.strict or not b.program.final):
        for row in rows:
            arranged = _arrange(row, args, keywords)
            if arranged is not None:
                binding = _Binding()
                if all(_matches(p, a.ty) for p, a in zip(row.params, arranged)):
                    break
        else:
            return ops.Builtin(BOTTOM, "pending", [*args, *keywords.values()])
    for row in rows:
        arranged = _arrange(row, args, keywords)
        if arranged is None or not all(_matches(p, a.ty) for p, a in zip(row.params, arranged)):
            continue
        binding = _Binding()
        targets = [_flow(b, p, a.ty, binding, node) for p, a in zip(row.params, arranged)]
        for i, (p, a) in enumerate(zip(row.params, arranged)):
            if isinstance(a.ty, ContT):
                check_key(b, a.ty, node)
            variable = _tuple_variable(p) if isinstance(targets[i], VarTupleT) else None
            if variable is not None:
                targets[i] = VarTupleT(binding.get(variable))  # what another argument has widened
        if row.name in _EQUATES and not has_equality(arranged[0].ty):
            raise b.refuse("P0306", f"`==` is not translated for what this `{arranged[0].ty}` holds", node)
        if row.shows >= 0:
            check_shown(b, arranged[row.shows].ty, node)
        if row.orders >= 0:
            row = _with_order(b, row, item_type(b, arranged[row.orders].ty, node), node)
        natural: list[Type] = []
        result = _result(b, row.returns, binding, node, [0], natural)
        if isinstance(result, ContT):
            check_key(b, result, node)
        if b.program.options.int_mode == "i64" and _gives_any_int(row.returns):
            # the runtime gives an int of any size, which has to fit into 64 bits
            if not isinstance(result, IntT):
                raise b.refuse("P0405", f"{what} is not translated under `--int i64`", node)
            made = ops.Prim(NAT if result.nonneg else INT, row, arranged, targets, natural)
            return ops.Builtin(result, "int", [ex.mark(made, node)])
        return ops.Prim(result, row, arranged, targets, natural)
    values = [plain_argument(b, a, node) for a in args] if b.program.mixed and takes_values(what) else args
    if any(v is not a for v, a in zip(values, args)):
        return _apply(b, rows, values, keywords, node, what)
    optional = [i for i, a in enumerate(args) if option_of(a.ty) is not None]
    if optional:
        i = optional[0]
        if any(_takes_none(row, i, len(args)) for row in rows):
            return _with_or_without(b, rows, args, keywords, i, node, what)
        unwrapped = [require(b, a, f"{what.strip('`')}: argument must not be None") for a in args]
        return _apply(b, rows, unwrapped, keywords, node, what)
    given = ", ".join([*(str(a.ty) for a in args), *(f"{k}: {v.ty}" for k, v in keywords.items())])
    forms = "; ".join(r.signature for r in rows)
    raise b.refuse("P0405", f"{what} is not translated for ({given})", node, f"known: {forms}")


def _takes_none(row: Row, i: int, given: int) -> bool:
    """Whether an overload has None for an argument."""
    return given <= len(row.params) and isinstance(row.params[i], ast.Constant)


def _with_or_without(
    b: Builder, rows: list[Row], args: list[ops.Expr], keywords: dict[str, ops.Expr], i: int, node: ast.AST, what: str
) -> ops.Expr:
    """A call whose argument may be None, where that has an overload of its own: which one is meant is asked before."""
    given = args[i]
    if not isinstance(given, ops.Load):
        raise b.refuse("P0405", f"{what} is not translated for what may be None", node, "give it a name first")
    none = ops.Const(NONE, None)
    held = ex.mark(require(b, given, ""), node)
    other, some = (
        ex.mark(_apply(b, rows, [*args[:i], e, *args[i + 1 :]], keywords, node, what), node) for e in (none, held)
    )
    if BOTTOM in (other.ty, some.ty):
        return some if other.ty is BOTTOM else other
    return ops.Choose(join(some.ty, other.ty), ops.Compare(BOOL, ["is"], [given, none]), other, some)


def _gives_any_int(spec: ast.expr) -> bool:
    """Whether a result is an int without a bound, or holds some."""
    match spec:
        case ast.Name(id=name):
            return name in ("int", "nat")
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name != "int":
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return any(map(_gives_any_int, parts))
    return False


def _tuple_variable(spec: ast.expr) -> str | None:
    """The variable of `vtuple[T]`."""
    match spec:
        case ast.Subscript(value=ast.Name(id="vtuple"), slice=ast.Name(id=name)) if name in VARIABLES:
            return name
    return None


def _with_order(b: Builder, row: Row, ty: Type, node: ast.AST) -> Row:
    """The row for elements of a type that it compares; refuses those that have no order that is translated."""
    if needs_checks(ty):
        if row.checked is not None and ordered_with_checks(ty):
            return row.checked
    elif ordered(ty):
        return row
    raise b.refuse("P0306", f"`{ty}` has no order that is translated", node)


def _matches(spec: ast.expr, ty: Type) -> bool:
    if isinstance(spec, ast.BinOp):
        plain = option_of(ty)
        if plain is not None and isinstance(spec.right, ast.Constant):
            return _matches(spec.left, plain)
        return any(_matches(s, ty) for s in (spec.left, spec.right))
    if isinstance(spec, ast.Constant):
        return ty is NONE
    if ty is BOTTOM:
        return True
    if isinstance(spec, ast.Name):
        name = spec.id
        if name in VARIABLES or name == "any":
            return True
        if name in ("int", "index", "signed", "nat"):
            return as_int(ty) is not None
        if name == "float":
            return ty is FLOAT or as_int(ty) is not None or is_num(ty)
        if name == "num":
            return is_real(ty)
        if name == "mixed":
            return is_num(ty)
        if name in _CONTAINERS:
            return ty.kind == name
        if name == "object":
            return is_dynamic(ty)
        return ty is _ATOMS[name]
    assert isinstance(spec, ast.Subscript)
    assert isinstance(spec.value, ast.Name)
    head = spec.value.id
    if head == "into":
        return True
    if head == "int":
        return as_int(ty) is not None
    if head == "iterable":
        inner = spec.slice
        item = _item(ty)
        variable = isinstance(inner, ast.Subscript) or (isinstance(inner, ast.Name) and inner.id in VARIABLES)
        if not variable and item is not None and not _matches(inner, item):
            return False
        return (
            isinstance(ty, (ContT, TupleT, VarTupleT, IterT, ViewT))
            or ty in (STR, BYTES)
            or ty.kind == "range"
            or is_dynamic(ty)
        )
    if head == "mapping":
        return isinstance(ty, ContT) and len(ty.cell.params) == 2
    if head == "dict":
        return isinstance(ty, ContT) and ty.kind in ("dict", "defaultdict", "Counter", "OrderedDict")
    if head == "set":
        return ty.kind in ("set", "frozenset")
    if head == "vtuple":
        variable = isinstance(spec.slice, ast.Name) and spec.slice.id in VARIABLES
        return ty.kind == "tuple" and (variable or _matches(spec.slice, tuple_item(ty)))
    if head == "range":
        return isinstance(ty, RangeT) and ty.item.machine
    if head == "tuple":
        parts = spec.slice.elts if isinstance(spec.slice, ast.Tuple) else [spec.slice]
        return isinstance(ty, TupleT) and len(ty.items) == len(parts) and all(map(_matches, parts, ty.items))
    return ty.kind == head


def _item(ty: Type) -> Type | None:
    """What iterating a value yields, where its type says so."""
    if isinstance(ty, (ContT, IterT)):
        return ty.item
    if isinstance(ty, (TupleT, VarTupleT)):
        return tuple_item(ty)
    if isinstance(ty, ViewT):
        m = ty.mapping
        return {"dict_keys": m.item, "dict_values": m.value}.get(ty.kind)
    if ty is STR:
        return STR
    if ty is BYTES:
        return SMALL
    return DYN if is_dynamic(ty) else None


def _flow(b: Builder, spec: ast.expr, ty: Type, binding: _Binding, node: ast.AST) -> Type:
    """Binds variables and lets the argument flow; the type that the argument is passed as."""
    if isinstance(spec, ast.BinOp):
        return next((_flow(b, s, ty, binding, node) for s in (spec.left, spec.right) if _matches(s, ty)), ty)
    if isinstance(spec, ast.Constant):
        return NONE
    if isinstance(spec, ast.Name):
        name = spec.id
        if name in VARIABLES:
            slot = binding.slots.get(name)
            if slot is not None:
                held = slot[0].find().params[slot[1]]
                if held is FLOAT and as_int(ty) is not None:
                    return FLOAT
                if (
                    not comparable(held, ty)
                    and held is not DYN
                    and not is_dynamic(held)
                    and slot[0].find().kind != "dict"
                ):
                    b.grow(slot[0], slot[1], ty)
                else:
                    b.grow(slot[0], slot[1], ty)
                return binding.get(name)
            binding.types[name] = join(binding.types.get(name, BOTTOM), ty)
            return binding.types[name]
        if name == "float":
            return FLOAT
        if name in ("int", "index", "signed", "nat"):
            return as_int(ty) or INT
        return ty
    assert isinstance(spec, ast.Subscript)
    assert isinstance(spec.value, ast.Name)
    head = spec.value.id
    parts = spec.slice.elts if isinstance(spec.slice, ast.Tuple) else [spec.slice]
    if head == "int":
        assert isinstance(parts[0], ast.Name)
        binding.types[parts[0].id] = as_int(ty) or INT
        return binding.types[parts[0].id]
    if head == "into":
        assert isinstance(parts[0], ast.Name)
        slot = binding.slots.get(parts[0].id)
        if slot is None:
            binding.types[parts[0].id] = join(binding.get(parts[0].id), ty)
        else:
            b.grow(slot[0], slot[1], ty)
        return binding.get(parts[0].id)
    if ty is BOTTOM:
        return ty
    if head == "iterable":
        item = item_type(b, ty, node)
        inner = parts[0]
        into = inner.slice if isinstance(inner, ast.Subscript) and ast.unparse(inner.value) == "into" else inner
        slot = binding.slots.get(into.id) if isinstance(into, ast.Name) else None
        if item is BOTTOM and slot is not None and isinstance(ty, ContT):
            b.program.vacancies.append((ty.cell, *slot))
        _flow(b, inner, item, binding, node)
        return ty
    if isinstance(ty, ContT):
        for i, p in enumerate(parts[: len(ty.cell.params)]):
            if isinstance(p, ast.Name) and p.id in VARIABLES:
                old = binding.slots.get(p.id)
                if old is None:
                    if p.id in binding.types:
                        b.grow(ty.cell, i, binding.types[p.id])
                    binding.slots[p.id] = (ty.cell, i)
                else:
                    b.grow(old[0], old[1], ty.cell.params[i])
                    b.grow(ty.cell, i, binding.get(p.id))
        return ty
    if head == "vtuple":
        _flow(b, parts[0], tuple_item(ty), binding, node)
        return VarTupleT(tuple_item(ty))
    if isinstance(ty, TupleT):
        return TupleT(tuple(_flow(b, p, t, binding, node) for p, t in zip(parts, ty.items)))
    return ty


def _result(
    b: Builder, spec: ast.expr, binding: _Binding, node: ast.AST, slot: list[int], natural: list[Type] | None = None
) -> Type:
    if isinstance(spec, ast.BinOp):
        return join(_result(b, spec.left, binding, node, slot), _result(b, spec.right, binding, node, slot))
    if isinstance(spec, ast.Constant):
        return NONE
    if isinstance(spec, ast.Name):
        if spec.id in VARIABLES:
            return binding.get(spec.id)
        found = _ATOMS[spec.id]
        # A bounded result is an i64 of the runtime's whatever the mode; what it flows into converts it.
        if isinstance(found, IntT) and not found.machine:
            return b.program.int_bits(found.bits, found.nonneg)
        return found
    assert isinstance(spec, ast.Subscript)
    assert isinstance(spec.value, ast.Name)
    head = spec.value.id
    parts = spec.slice.elts if isinstance(spec.slice, ast.Tuple) else [spec.slice]
    slot[0] += 1
    mine = slot[0]
    inner = [_result(b, p, binding, node, slot) for p in parts]
    if head == "tuple":
        return TupleT(tuple(inner))
    if head == "vtuple":
        return VarTupleT(inner[0])
    if head == "Iterator":
        return IterT(inner[0])
    if head == "same":  # the container itself
        return inner[0]
    if natural is not None:
        natural += inner
    return b.fresh(node, head, *inner, slot=mine)
