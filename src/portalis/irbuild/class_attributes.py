"""What a class gives to all its objects, where it is no variable of the module (`frontend.class_variables`)."""

from __future__ import annotations

import ast

from portalis.frontend.class_variables import is_computed_of
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import cells_of
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.modules import member

_NAMES = (ast.Name, ast.Attribute, ast.Lambda)


def class_attribute(b: Builder, cls: ClassInfo, node: ast.Attribute) -> ops.Expr:
    """An attribute of a class: what it states, written out where it is read.

    Raises:
        Refuse: when that could be another value each time, or another object.
    """
    stated = cls.constants[node.attr]
    place = _place(b, cls, stated)
    if place is not None:
        return member(b, *place, node)
    if isinstance(stated, _NAMES):
        return ex.expr(b, stated)
    if is_computed_of(stated, ast.Name, ast.Attribute):
        found = ex.expr(b, stated)
        if not cells_of(found.ty):
            return found
    raise b.refuse(
        "P0608",
        f"it is not known here which class's `{node.attr}` is meant, and the objects of a class share it",
        node,
        "give it a name that no other class has",
    )


def is_shared(b: Builder, cls: ClassInfo, name: str) -> bool:
    """Whether an attribute is a variable of a module, which all objects of the class share."""
    stated = cls.constants.get(name)
    place = None if stated is None else _place(b, cls, stated)
    return place is not None and place[1] in b.program.by_name[place[0]].class_variables.names.values()


def _place(b: Builder, cls: ClassInfo, stated: ast.expr) -> tuple[str, str] | None:
    """The module of the program, and the name in it, that a class states as the value of an attribute."""
    if not isinstance(stated, (ast.Name, ast.Attribute)):
        return None
    place = b.program.linker.place(cls.module.name, stated)
    return place if place is not None and place[1] in b.program.linker.modules[place[0]].names else None


__all__ = ["class_attribute", "is_shared"]
