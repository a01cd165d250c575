"""Primitive rows: one row says everything about one operation of Python's builtins or library.

A row is written as a signature and a template:

    row("list.append(list[T], into[T]) -> None", "{0}.push({1:o})", mutates=0)

* The signature's types are Python's, with type variables (`T`, `K`, `V`) that bind to what the arguments hold.
  `into[T]` flows into the container and widens it; `T` alone is looked up in it; `iterable[T]` is anything that can be
  iterated; `nat`, `index` and `signed` are bounded ints (see `ir.types`).
  `num` is any number, `float` one that is taken as a float as CPython would, `mixed` one that is known to be an int or a
  float only when the program runs.
* The template is Rust with holes. The word after the colon says how the argument is passed: `o` owned, `r` borrowed,
  `v` by value or as the receiver of a method, `s` as `&str`, `i` an integer (an `i64`, or a borrowed `Int`), `t` an
  iterator that yields owned elements. `~name` marks a call that may raise: it becomes `try_name(…)?` where something
  catches.
* A result that starts with `&` is a reference into the first argument (when that is owned).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from functools import cache

VARIABLES = frozenset("TUKVAB")


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. `owner` is a type's name (`str`, `list`), `builtins`, or a module's name."""

    owner: str
    name: str
    params: tuple[ast.expr, ...]
    names: tuple[str, ...]
    returns: ast.expr
    template: str
    reference: bool
    mutates: int
    keeps: bool
    duplicates: bool
    needs: tuple[str, ...]
    raises: bool = field(default=False)
    shows: int = field(default=-1)
    orders: int = field(default=-1)
    checked: Row | None = field(default=None)
    """What stands for it where comparing the elements may raise a TypeError."""

    @property
    def signature(self) -> str:
        """The signature as documentation shows it."""
        params = ", ".join(
            f"{n}: {ast.unparse(p)}" if not n.startswith("_") else ast.unparse(p)
            for n, p in zip(self.names, self.params)
        )
        return f"{self.owner}.{self.name}({params}) -> {ast.unparse(self.returns)}"


class DuplicateRowError(Exception):
    """Two rows claim the same name and argument types."""


class Registry:
    """All rows by owner and name, in order of preference."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], list[Row]] = {}

    def add(self, new: Row) -> None:
        """Adds a row.

        Raises:
            DuplicateRowError: if a row with the same signature exists.
        """
        known = self.rows.setdefault((new.owner, new.name), [])
        key = [ast.dump(p) for p in new.params], new.names
        if any(([ast.dump(p) for p in r.params], r.names) == key for r in known):
            raise DuplicateRowError(new.signature)
        known.append(new)

    def find(self, owner: str, name: str) -> list[Row]:
        """The overloads of an operation."""
        return self.rows.get((owner, name), [])


REGISTRY = Registry()


@cache
def _parse(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def row(
    signature: str,
    template: str,
    *,
    mutates: int = -1,
    keeps: bool = False,
    duplicates: bool = False,
    needs: str = "",
    shows: int = -1,
    orders: int = -1,
    checked: str = "",
) -> None:
    """Registers a row.

    Args:
        signature: `owner.name(type, name: type, …) -> type`.
        template: the Rust, see the module's description.
        mutates: the index of the argument that it changes in place, or -1.
        keeps: whether the result holds arguments themselves (not copies of what they contain).
        duplicates: whether elements of an argument are put into the result, so that both hold them.
        needs: runtime modules beyond those that the emitted names imply.
        shows: the index of the argument whose text its error shows, or -1; objects without a text are refused there.
        orders: the index of the argument whose elements it compares with `<`, or -1; what has no order is refused there.
        checked: the Rust for elements whose comparison may raise a TypeError; without it they are refused.
    """
    head, _, returns = signature.rpartition("->")
    head = head.strip()
    owner_name, _, params = head[:-1].partition("(")
    owner, _, name = owner_name.rpartition(".")

    types: list[ast.expr] = []
    names: list[str] = []
    if params:
        call = _parse(f"f({params.replace(': ', '=')})" if ":" in params else f"f({params})")
        assert isinstance(call, ast.Call)
        for i, a in enumerate(call.args):
            types.append(a)
            names.append(f"_{i}")
        for k in call.keywords:
            types.append(k.value)
            names.append(k.arg or "")
    returns = returns.strip()
    reference = returns.startswith("&")
    new = Row(
        owner, name, tuple(types), tuple(names), _parse(returns.lstrip("&")), template, reference, mutates, keeps,
        duplicates, tuple(needs.split()), "~" in template, shows, orders,
    )  # fmt: skip
    if checked:
        new = replace(new, checked=replace(new, template=checked, raises=True))
    REGISTRY.add(new)
