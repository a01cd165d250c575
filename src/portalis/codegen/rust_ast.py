"""The Rust syntax tree that lowering builds: frozen nodes, printed once by `printer`.

`line` and `tail_line` are the Python lines that a node came from, 0 where that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Path:
    """A name or path, generic arguments included: `x`, `Int::from`, `Vec::<i64>::new`.

    `local` marks a variable that is called: it is no function, whatever its name.
    """

    text: str
    local: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Lit:
    """A literal as Rust writes it."""

    text: str


@dataclass(frozen=True, slots=True)
class MethodCall:
    receiver: Expr
    name: str
    args: tuple[Expr, ...] = ()
    turbofish: str = ""


@dataclass(frozen=True, slots=True)
class CallExpr:
    func: Expr
    args: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class MacroCall:
    name: str
    args: tuple[Expr, ...] = ()
    bracket: str = "("


@dataclass(frozen=True, slots=True)
class FieldExpr:
    receiver: Expr
    name: str


@dataclass(frozen=True, slots=True)
class UnaryExpr:
    """`!x`, `-x`, `*x`, `&x`, `&mut x`."""

    op: str
    operand: Expr


@dataclass(frozen=True, slots=True)
class BinaryExpr:
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class CastExpr:
    operand: Expr
    ty: str


@dataclass(frozen=True, slots=True)
class TryExpr:
    operand: Expr


@dataclass(frozen=True, slots=True)
class ClosureExpr:
    params: tuple[str, ...]
    body: Expr
    moves: bool = False
    plain: bool = False
    """Whether the parameter has the very type that the function which the body calls takes."""


@dataclass(frozen=True, slots=True)
class Block:
    """`{ … }`; `tail` is its value."""

    body: tuple[Stmt, ...]
    tail: Expr | None = None
    label: str = ""
    tail_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AsyncBlock:
    """`async move { … }`."""

    body: Block


@dataclass(frozen=True, slots=True)
class IfExpr:
    """`if test { … } else …`; the test may be a `Let`."""

    test: Expr
    body: Block
    orelse: Block | IfExpr | None = None


@dataclass(frozen=True, slots=True)
class LetTest:
    """`let pattern = value` as a condition."""

    pattern: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Arm:
    pattern: str
    guard: Expr | None
    body: Expr


@dataclass(frozen=True, slots=True)
class MatchExpr:
    subject: Expr
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class TupleExpr:
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class ArrayExpr:
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class StructExpr:
    name: str
    fields: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class RangeExpr:
    start: Expr | None
    stop: Expr | None
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """`return`, `break`, `continue`, with a label or value where there is one."""

    word: str
    label: str = ""
    value: Expr | None = None


Expr = (
    Path | Lit | MethodCall | CallExpr | MacroCall | FieldExpr | UnaryExpr | BinaryExpr | CastExpr | TryExpr | ClosureExpr | Block | AsyncBlock | IfExpr
    | LetTest | MatchExpr | TupleExpr | ArrayExpr | StructExpr | RangeExpr | Jump
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetStmt:
    pattern: str
    ty: str = ""
    value: Expr | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AssignStmt:
    target: Expr
    value: Expr
    op: str = "="
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ExprStmt:
    value: Expr
    semicolon: bool = True
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class WhileStmt:
    """`while test { … }`, or `loop { … }` where the test is None."""

    test: Expr | None
    body: Block
    label: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ForStmt:
    pattern: str
    iterable: Expr
    body: Block
    label: str = ""
    line: int = field(default=0, compare=False)


Stmt = LetStmt | AssignStmt | ExprStmt | WhileStmt | ForStmt


@dataclass(frozen=True, slots=True)
class Param:
    name: str
    ty: str


@dataclass(frozen=True, slots=True)
class FnItem:
    name: str
    params: tuple[Param, ...]
    ret: str
    body: Block
    docs: tuple[str, ...] = ()
    public: bool = False
    receiver: str = ""
    attributes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class StructItem:
    name: str
    fields: tuple[tuple[str, str], ...]
    derives: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    public: bool = False
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnumItem:
    """An enum each of whose variants holds one value, or nothing."""

    name: str
    variants: tuple[tuple[str, str], ...]
    derives: tuple[str, ...] = ()
    public: bool = False
    docs: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImplItem:
    """An `impl`, a trait or an inline module: a header and what stands in its braces."""

    header: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class RawItem:
    """A `use`, `mod`, `const` or thread-local item: a head, and an expression where it has one."""

    head: str
    value: Expr | None = None
    tail: str = ";"


Item = FnItem | StructItem | EnumItem | ImplItem | RawItem


@dataclass(frozen=True, slots=True)
class File:
    docs: tuple[str, ...]
    items: tuple[Item, ...]


_PLAIN = frozenset({"str", "int", "bool", "tuple[str, ...]", "tuple[tuple[str, str], ...]"})


class _Parts(dict[type, tuple[str, ...]]):
    """The fields of each kind of node that may hold nodes, found when a kind is first met; none for what is not a node."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        found = tuple(f.name for f in fields(kind) if f.type not in _PLAIN) if is_dataclass(kind) else ()
        self[kind] = found
        return found


_PARTS = _Parts()


def nodes(node: Any) -> Iterator[Any]:
    """Every node of a tree, or of a tuple of trees."""
    stack = [node]
    while stack:
        n = stack.pop()
        if n.__class__ is tuple:
            stack += n
        elif n is not None and n.__class__ is not str:
            yield n
            for name in _PARTS[n.__class__]:
                stack.append(getattr(n, name))


def parts(node: Any) -> list[Any]:
    """The nodes directly under one, in their order."""
    found: list[Any] = []
    stack = [getattr(node, name) for name in reversed(_PARTS[node.__class__])]
    while stack:
        n = stack.pop()
        if n.__class__ is tuple:
            stack += reversed(n)
        elif n is not None and n.__class__ is not str:
            found.append(n)
    return found


def rebuilt(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with each part under it, or in a tuple of it, changed; the same node where nothing is."""
    if node.__class__ is tuple:
        new = tuple([change(n) for n in node])
        return node if all(a is b for a, b in zip(new, node, strict=True)) else new
    changed = {}
    for name in _PARTS[node.__class__]:
        old = getattr(node, name)
        if old is not None and old != ():
            part = change(old)
            if part is not old:
                changed[name] = part
    return replace(node, **changed) if changed else node
