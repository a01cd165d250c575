"""The variables of a function instance."""

from __future__ import annotations

from portalis.ir.types import BOTTOM, CLOCK, Type, join, same


class Var:
    """A variable of one function instance."""

    __slots__ = (
        "name",
        "rust",
        "ty",
        "maybe_unbound",
        "is_param",
        "captured",
        "lent",
        "written_inside",
        "is_global",
        "reassigned",
        "mutated",
        "mode",
        "declared",
        "boxed",
        "uses",
        "python_name",
        "sets",
        "set_in_loop",
        "borrows",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.rust = name
        self.python_name = name
        self.ty: Type = BOTTOM
        self.maybe_unbound = False
        self.is_param = False
        self.captured = False
        self.lent = False
        """Whether a function that changes it is called where it lives."""
        self.written_inside = False
        self.is_global = False
        self.reassigned = False
        self.mutated = False
        """Whether a method or an item assignment changes the owned value in place."""
        self.mode = "own"
        """How it is held: `own` (by value), `ref` (`&T`) or `mut` (`&mut T`)."""
        self.declared = False
        self.boxed = False
        self.uses = 0
        self.sets = 0
        self.set_in_loop = False
        self.borrows = False
        """Whether it only names what another value holds, and so cannot be moved."""

    def flow(self, ty: Type) -> None:
        """Joins a value's type into the variable's."""
        new = join(self.ty, ty)
        if not same(new, self.ty):
            self.ty = new
            CLOCK.ticks += 1


__all__ = ["Var"]
