"""What a class gives to all its objects, where it is no variable of the module (`frontend.declarations`)."""

from __future__ import annotations

import ast

from portalis.frontend.declarations import is_computed_of
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import cells_of
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder

_NAMES = (ast.Name, ast.Attribute, ast.Lambda)


def class_attribute(b: Builder, cls: ClassInfo, node: ast.Attribute) -> ops.Expr:
    """An attribute of a class: what it states, written out where it is read.

    Raises:
        Refuse: when that could be another value each time, or another object.
    """
    stated = cls.constants[node.attr]
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


__all__ = ["class_attribute"]
