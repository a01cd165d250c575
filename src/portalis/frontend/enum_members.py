"""The values of an enumeration's members, as far as they are constants."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from portalis.frontend.tree import last_name

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.LShift: operator.lshift, ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
_OF_INTS = (ast.LShift, ast.BitOr, ast.BitAnd, ast.BitXor)
_BITS = 256
"""Bits of a number that is computed with while translating."""


def constant(e: ast.expr, known: dict[str, object]) -> object:
    """The value of a constant expression; `1 << 3` is one, and so is a name that `known` has.

    Raises:
        ValueError: for any other.
    """
    match e:
        case ast.Name() | ast.Attribute() if (name := ast.unparse(e)) in known:
            return known[name]
        case ast.Tuple(elts=items):
            return tuple(constant(i, known) for i in items)
        case ast.Subscript(value=ast.expr() as of, slice=ast.Constant(value=int(place))):
            items_of = constant(of, known)
            if isinstance(items_of, tuple) and 0 <= place < len(items_of):
                return items_of[place]
            raise ValueError
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _computed(op, constant(left, known), constant(right, known))
    return ast.literal_eval(e)


def _computed(op: ast.operator, left: object, right: object) -> object:
    """What an operator gives for two numbers, or for two texts that are joined."""
    if isinstance(left, str) and isinstance(right, str) and isinstance(op, ast.Add):
        return left + right
    for side in (left, right):
        if isinstance(side, int):
            if side.bit_length() > _BITS:
                raise ValueError
        elif not isinstance(side, float) or isinstance(op, _OF_INTS):
            raise ValueError
    if isinstance(op, ast.LShift) and not 0 <= right < 64:  # type: ignore[operator]
        raise ValueError
    if isinstance(op, (ast.Div, ast.FloorDiv, ast.Mod)) and not right:
        raise ValueError
    found: object = _ARITHMETIC[type(op)](left, right)
    return found


def is_auto(e: ast.expr) -> bool:
    """Whether an expression is `auto()`."""
    return isinstance(e, ast.Call) and last_name(e.func) == "auto" and not e.args and not e.keywords


def next_value(kind: str, name: str, given: list[object]) -> object | None:
    """What `auto()` gives after the values that stand before it; None where that is not known."""
    if kind == "StrEnum":
        return name.lower()
    numbers = [v for v in given if isinstance(v, int)]
    if len(numbers) < len(given):
        return None
    if kind in ("Flag", "IntFlag"):
        return 1 << max(numbers).bit_length() if numbers else 1
    return max(numbers) + 1 if numbers else 1


def written_out(s: ast.stmt, known: dict[str, str]) -> ast.ClassDef | None:
    """`Color = Enum("Color", "RED GREEN")` as a class; None for another statement."""
    match s:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=func, args=[ast.Constant(value=str(said)), members], keywords=rest),
        ) if name == said and ast.unparse(func) in known:
            pairs = _pairs(members)
            start: object = 1
            for k in rest:
                if k.arg != "start" or not isinstance(k.value, ast.Constant):
                    return None
                start = k.value.value
            if pairs is None or not isinstance(start, int):
                return None
            if start != 1:
                pairs = [(n, v or ast.Constant(start + i)) for i, (n, v) in enumerate(pairs)]
            auto = ast.Call(ast.Name("auto", ast.Load()), [], [])
            body: list[ast.stmt] = [ast.Assign([ast.Name(n, ast.Store())], v or auto) for n, v in pairs]
            made = ast.ClassDef(name, [func], [], body, [])
            for n in ast.walk(made):
                ast.copy_location(n, s)
            return made
    return None


def _pairs(members: ast.expr) -> list[tuple[str, ast.expr | None]] | None:
    """The names in a functional call, with values where it gives some."""
    match members:
        case ast.Constant(value=str(text)):
            names = text.replace(",", " ").split()
            return [(n, None) for n in names] if all(n.isidentifier() for n in names) else None
        case ast.Dict(keys=keys, values=values):
            pairs = list(zip(keys, values))
        case ast.List(elts=items) | ast.Tuple(elts=items):
            if items and all(isinstance(i, ast.Constant) for i in items):
                return _pairs(ast.Constant(" ".join(str(i.value) for i in items if isinstance(i, ast.Constant))))
            pairs = [(i.elts[0], i.elts[1]) for i in items if isinstance(i, (ast.Tuple, ast.List)) and len(i.elts) == 2]
            if len(pairs) < len(items):
                return None
        case _:
            return None
    named = [(k.value, v) for k, v in pairs if isinstance(k, ast.Constant) and isinstance(k.value, str)]
    return [(k, v) for k, v in named if k.isidentifier()] if len(named) == len(pairs) else None


def run_maker(maker: ast.FunctionDef, name: str, value: object, attributes: dict[str, object]) -> bool:
    """Does what `__new__` or `__init__` does for one member: notes what it assigns; whether all of it is understood.

    The value that `__new__` gives the member is noted as `_value_`.
    """
    bound = _arguments(maker, value)
    if bound is None:
        return False
    this = maker.args.args[0].arg
    known = dict(bound)

    def store(attribute: str, held: object) -> None:
        if attribute in ("name", "value"):
            raise ValueError
        attributes[attribute] = known[f"{this}.{attribute}"] = held

    if maker.name == "__init__":
        held_value = attributes.get("_value_", value)
        for attribute, held in attributes.items():
            known[f"{this}.{attribute}"] = held
        known |= {f"{this}.{n}": held_value for n in ("value", "_value_")} | {
            f"{this}.{n}": name for n in ("name", "_name_")
        }
    base: object = None
    for s in maker.body:
        try:
            match s:
                case ast.Assign(targets=[ast.Name(id=made)], value=ast.Call(func=func, args=[ast.Name(id=cls), *given])) if (
                    maker.name == "__new__" and cls == maker.args.args[0].arg and len(given) < 2
                ):  # fmt: skip
                    if ast.unparse(func) not in ("object.__new__", "int.__new__", "str.__new__"):
                        return False
                    this = made
                    base = constant(given[0], known) if given else None
                case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=owner), attr=attribute)], value=computed):
                    if owner != this or (attribute.startswith("_") and maker.name == "__init__"):
                        return False
                    if attribute.startswith("_") and attribute != "_value_":
                        return False
                    store(attribute, constant(computed, known))
                case ast.AnnAssign(
                    target=ast.Attribute(value=ast.Name(id=owner), attr=attribute), value=ast.expr() as computed
                ):
                    if owner != this or attribute.startswith("_"):
                        return False
                    store(attribute, constant(computed, known))
                case ast.Return(value=ast.Name(id=owner)) if (
                    maker.name == "__new__" and owner == this and s is maker.body[-1]
                ):
                    # what the member is and what it says it is are one
                    if base is not None and attributes.setdefault("_value_", base) != base:
                        return False
                case ast.Expr(value=ast.Constant()) | ast.Pass():
                    pass
                case _:
                    return False
        except (ValueError, TypeError):
            return False
    return maker.name == "__init__" or isinstance(maker.body[-1], ast.Return)


def _arguments(maker: ast.FunctionDef, value: object) -> dict[str, object] | None:
    """What the parameters are for a member with this value; None where it cannot be called so."""
    a = maker.args
    if a.vararg or a.kwarg or a.kwonlyargs or a.posonlyargs or not a.args or maker.decorator_list:
        return None
    given = value if isinstance(value, tuple) else (value,)
    names = [p.arg for p in a.args[1:]]
    try:
        defaults = [constant(d, {}) for d in a.defaults]
    except (ValueError, TypeError):
        return None
    missing = len(names) - len(given)
    if missing < 0 or missing > len(defaults):
        return None
    return dict(zip(names, (*given, *defaults[len(defaults) - missing :])))


__all__ = ["constant", "is_auto", "next_value", "run_maker", "written_out"]
