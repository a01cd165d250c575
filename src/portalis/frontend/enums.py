"""Enumerations: classes that derive from `enum.Enum` and give each member a constant."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from portalis.frontend.tree import last_name


@dataclass(slots=True)
class Enumeration:
    """The members of an enumeration, in order, with their values; `aliases` are other names of members."""

    members: dict[str, object] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)


def take_enums(tree: ast.Module) -> dict[str, Enumeration]:
    """Takes the members out of the enumerations of a module, in place.

    Those with other bases beside, with an initialiser, or with values that are no constants stay as they are.
    """
    found: dict[str, Enumeration] = {}
    for cls in tree.body:
        if (
            isinstance(cls, ast.ClassDef)
            and len(cls.bases) == 1
            and last_name(cls.bases[0]) == "Enum"
            and not cls.keywords
        ):
            taken = _members(cls)
            if taken is None:
                continue
            found[cls.name], cls.body = taken
            cls.bases = []
            cls.decorator_list = [d for d in cls.decorator_list if last_name(d) != "unique"]
    return found


def _members(cls: ast.ClassDef) -> tuple[Enumeration, list[ast.stmt]] | None:
    found = Enumeration()
    rest: list[ast.stmt] = []
    for s in cls.body:
        match s:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if not name.startswith("_"):
                try:
                    held = _next(found) if _is_auto(value) else _constant(value)
                except (ValueError, TypeError):
                    return None
                same = next((m for m, v in found.members.items() if v == held), None)
                if same is not None:
                    found.aliases[name] = same
                else:
                    found.members[name] = held
            case ast.FunctionDef(
                name="__init__" | "__new__" | "__eq__" | "__hash__" | "_missing_" | "_generate_next_value_"
            ):
                return None
            case ast.FunctionDef() | ast.Pass():
                rest.append(s)
            case ast.Expr(value=ast.Constant()):
                rest.append(s)
            case _:
                return None
    if not found.members or not all(isinstance(v, (int, str, float, tuple)) for v in found.members.values()):
        return None
    return found, rest or [ast.copy_location(ast.Pass(), cls)]


def _constant(e: ast.expr) -> object:
    """The value of a constant expression; `1 << 3` is one.

    Raises:
        ValueError: for any other.
    """
    if isinstance(e, ast.BinOp):
        left, right = _constant(e.left), _constant(e.right)
        if isinstance(left, int) and isinstance(right, int) and 0 <= right < 64:
            match e.op:
                case ast.LShift():
                    return left << right
                case ast.BitOr():
                    return left | right
                case ast.Add():
                    return left + right
                case ast.Mult():
                    return left * right
        raise ValueError
    return ast.literal_eval(e)


def _next(found: Enumeration) -> int:
    """What `auto()` gives: one more than the last value."""
    last = list(found.members.values())[-1:] or [0]
    if not isinstance(last[0], int):
        raise ValueError
    return last[0] + 1


def _is_auto(e: ast.expr) -> bool:
    return isinstance(e, ast.Call) and last_name(e.func) == "auto" and not e.args


__all__ = ["Enumeration", "take_enums"]
