"""One item that a model may be asked for: what is told of it, and what has to be proved."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from portalis.backends.items import Kind, Wanted
from portalis.verify.additions import parse_alone
from portalis.verify.kinds import yields


@dataclass(frozen=True, slots=True)
class Part:
    """A Rust function of an item. The verifier judges it under ``name``."""

    name: str
    rust: str
    python: str
    types: tuple[str, ...] | None
    """What each argument and the result must be, in Python's words, where that is known; an empty word is free."""


@dataclass(frozen=True, slots=True)
class Target:
    """An item: a function, a method, a class with its methods, or a module's own code (`<module>`). The name of one that is not in the
    first module has its module's before it, with a point.
    """

    name: str
    kind: Kind
    rust_name: str
    """Of the function, the method or the struct."""
    owner: str
    """The struct that a method belongs to."""
    python: str
    line: int
    end_line: int
    refused: bool
    draft: str
    """What rules made of it, where they made anything."""
    signature: str
    """The Rust that its annotations ask for, or that rules' callers use; empty where nothing says it all."""
    parts: tuple[Part, ...]
    """What must be proved for it. A function that rules made several of, for several kinds of call, has as many."""
    reasons: tuple[str, ...]
    """Diagnostics, as a terminal shows them."""
    calls: tuple[str, ...]
    """Other items that it mentions."""
    background: str = ""
    """Python that it rests on: its decorators, the classes that it inherits from."""
    structs: tuple[tuple[str, str], ...] = ()
    """The struct and the Python class of each class of the package that has objects."""
    covers: tuple[tuple[int, int], ...] = ()
    """First and last lines of the Python that it stands for: its own, and what it has from bases without objects."""
    raised: bool = False
    """Whether it is a class of exceptions."""
    given: tuple[str, ...] = ()
    """Declarations that a candidate may name, and gets where they are not there: the module's exception classes, and the enums that
    stand for objects of several classes."""
    inferred: tuple[str, ...] = ()
    """What rules found about the types of what they refused, a line for each kind of call: `bend(n: int, words: list[str])`."""
    module: str = ""
    """Its Rust module; empty for the crate's root."""
    path: str = ""
    """The Python file that its lines are of."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """The like of ``given`` for other modules, with the Rust module of each."""
    order: tuple[str, ...] = ()
    """The Rust modules as Python runs them, where it is a module's own code."""

    @property
    def awaited(self) -> bool:
        """Whether it is an `async` function or method, or a class with one: what awaiting that gives is what its Rust gives."""
        return bool(self._coroutines())

    @property
    def yielded(self) -> bool:
        """Whether any of that is an `async` generator: the list of what it yields is what its Rust gives."""
        return any(map(yields, self._coroutines()))

    def _coroutines(self) -> list[ast.AsyncFunctionDef]:
        statements = [s for p in self.parts for s in parse_alone(p.python)]
        return [s for s in statements if isinstance(s, ast.AsyncFunctionDef)]

    @property
    def wanted(self) -> Wanted:
        """What a candidate must have."""
        return Wanted(self.kind, tuple(p.rust for p in self.parts), self.owner, self.raised, self.module, self.order)

    @property
    def memory_key(self) -> str:
        """With the Python, what makes a remembered translation fit."""
        return self.signature if self.kind == "function" else f"{self.kind} {self.owner} {self.signature}"

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)

    @staticmethod
    def from_json(given: Mapping[str, Any]) -> Target:
        """Back from :meth:`to_json`."""
        values = dict(given)
        for name in ("reasons", "calls", "given", "inferred", "order"):
            values[name] = tuple(values[name])
        for name in ("structs", "covers", "elsewhere"):
            values[name] = tuple((first, second) for first, second in values[name])
        values["parts"] = tuple(
            Part(**{**p, "types": None if p["types"] is None else tuple(p["types"])}) for p in values["parts"]
        )
        return Target(**values)
