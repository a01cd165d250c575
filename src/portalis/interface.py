"""What a Rust package offers of a Python program: plain data, for those who judge or serve it without the compiler."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Mode = Literal["own", "ref", "mut"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A type as both sides see it.

    ``kind`` is a Python word: int, float, bool, str, None, complex, list, set, frozenset, dict, deque, Counter,
    defaultdict, OrderedDict, tuple (``of``: one item each), tuple* (any length), option, number (int or float),
    object (anything dynamic; ``of``: what it can be in this program, empty for anything), iterator, range, instance (``name``: its class), or ``?`` for what cannot be exchanged.
    ``rust`` is its owned Rust type, as the module that declares it writes it.
    """

    kind: str
    rust: str
    of: tuple[Shape, ...] = ()
    name: str = ""
    bits: int = 0
    """Of an int, or the ints of a number: bits that the program's values can reach; 0 for an int of any size."""
    nonneg: bool = False
    shared: bool = False
    """Of a container or instance: whether several names may reach one object."""

    def __str__(self) -> str:
        """As an annotation would say it."""
        inner = ", ".join(map(str, self.of))
        match self.kind:
            case "object" if self.of:
                return " | ".join(map(str, self.of))
            case "option":
                return f"{inner} | None"
            case "number":
                return "int | float"
            case "tuple*":
                return f"tuple[{inner}, ...]"
            case "instance":
                return self.name
        return f"{self.kind}[{inner}]" if self.of else self.kind

    def parts(self) -> list[Shape]:
        """This and every type inside it."""
        return [self, *(p for o in self.of for p in o.parts())]


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter; ``kind`` is normal, star, keyword or double_star."""

    name: str
    shape: Shape
    mode: Mode
    kind: str = "normal"


@dataclass(frozen=True, slots=True)
class Function:
    """A Python function or method, with the types of one kind of call, and the Rust function that stands for it."""

    name: str
    """Its dotted name in the module: `area`, `Circle.area`; of a property's setter `Circle.size.setter`, of its deleter `Circle.size.deleter`."""
    module: str
    """The Python module's dotted name; empty for the first."""
    line: int
    end_line: int
    rust: str
    """A path from the crate's root: `area`, `Circle::area`, `shapes::area`."""
    arguments: tuple[Argument, ...]
    result: Shape
    kind: str = "function"
    """function, coroutine (called by awaiting it), method, static, class, property, setter, deleter, init, test, or module for the code at a module's top (`<module>`)."""
    raises: bool = False
    """Whether the Rust function returns a `PyResult`."""
    needs_module: bool = False
    """Whether the module's own code has to run first, since the function reads its variables."""
    awaited: bool = False
    """Whether it is `async`: what awaiting its call gives is what the Rust function gives."""
    written: str | None = None
    """The module that its lines are of, where it is inherited from a class of another one than its own."""

    @property
    def source(self) -> str:
        """The module that its lines are of."""
        return self.module if self.written is None else self.written


@dataclass(frozen=True, slots=True)
class ClassShape:
    """A class: its fields by Python name, Rust name and type."""

    name: str
    module: str
    rust: str
    fields: tuple[tuple[str, str, Shape], ...]
    plain: bool
    """Whether any values of the fields make a valid object: a dataclass without code of its own that checks them."""


@dataclass(frozen=True, slots=True)
class LineMap:
    """For each line of a Rust file, the line of the Python file ``path`` that it came from; 0 where none is known."""

    path: str
    lines: tuple[int, ...]

    def python_line(self, rust_line: int) -> int:
        """The Python line of a Rust line, both counted from 1; 0 where none is known."""
        return self.lines[rust_line - 1] if 0 < rust_line <= len(self.lines) else 0


_WORD = re.compile(r"\w+")


def follow(origin: LineMap, before: str, after: str) -> LineMap:
    """The map of a text that a formatter laid out anew: words keep their order, lines do not."""
    if before == after:
        return origin
    old = [(word, number) for number, line in enumerate(before.split("\n"), 1) for word in _WORD.findall(line)]
    lines = after.split("\n")
    new = [(word, number) for number, line in enumerate(lines) for word in _WORD.findall(line)]
    found = [0] * len(lines)
    if [w for w, _ in old] == [w for w, _ in new]:
        pairs = list(zip(old, new))
    else:
        matcher = SequenceMatcher(None, [w for w, _ in old], [w for w, _ in new], autojunk=False)
        pairs = [(old[b.a + i], new[b.b + i]) for b in matcher.get_matching_blocks() for i in range(b.size)]
    for (_, was), (_, now) in pairs:
        found[now] = found[now] or origin.python_line(was)
    for number, line in enumerate(lines):
        if not found[number] and line.strip() and number:
            found[number] = found[number - 1] if line[0] in " }" else 0
    return LineMap(origin.path, tuple(found))
