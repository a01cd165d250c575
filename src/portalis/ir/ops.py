"""The structured, typed intermediate representation.

Series, `if`, `while`, `for` and `try` stay what they were: the Rust has to read like the Python did. Types inside nodes refer
to cells, so they stay true when an alias class grows; a place that a value flows into is asked for its final type when the
tree is lowered, and the coercion is made there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from portalis.ir.types import Type
from portalis.ir.variables import Var as Var

if TYPE_CHECKING:
    from portalis.primitives.table import Row


class Node:
    """Base of all nodes; `pos` is the syntax node that it comes from. One that `settles` looks whether a generator has raised."""

    __slots__ = ("pos", "settles")
    pos: ast.AST | None
    settles: bool

    def __getattr__(self, name: str) -> Any:
        if name in ("pos", "settles"):  # made by the compiler, for no place of its own; nothing is marked
            return None
        raise AttributeError(name)

    def children(self) -> list[Expr]:
        """Direct operand expressions, in the order of evaluation."""
        return []


class Expr(Node):
    __slots__ = ("ty",)
    ty: Type


class Const(Expr):
    """A literal."""

    __slots__ = ("value",)

    def __init__(self, ty: Type, value: object) -> None:
        self.ty, self.value = ty, value


class Load(Expr):
    """Reads a variable; `ty` may be narrower than the variable's."""

    __slots__ = ("var", "last")

    def __init__(self, ty: Type, var: Var) -> None:
        self.ty, self.var, self.last = ty, var, False


class Field(Expr):
    """Reads `obj.name` of a user's class."""

    __slots__ = ("obj", "name")

    def __init__(self, ty: Type, obj: Expr, name: str) -> None:
        self.ty, self.obj, self.name = ty, obj, name

    def children(self) -> list[Expr]:
        return [self.obj]


class Call(Expr):
    """Calls a function instance; `args` stand in the order of its parameters, captured variables excluded."""

    __slots__ = ("target", "args")

    def __init__(self, ty: Type, target: object, args: list[Expr]) -> None:
        self.ty, self.target, self.args = ty, target, args

    def children(self) -> list[Expr]:
        return self.args


class CallValue(Expr):
    """Calls a function value. `extra` says what is done where an object stands for the function."""

    __slots__ = ("func", "args", "extra")

    def __init__(self, ty: Type, func: Expr, args: list[Expr]) -> None:
        self.ty, self.func, self.args = ty, func, args
        self.extra: tuple[Lambda, ...] = ()

    def children(self) -> list[Expr]:
        return [self.func, *self.args]


class FuncRef(Expr):
    """A function: of the program, named where it is used, or a value (`FuncT`), whose `code` says what calling it does.

    `held` are the values that it keeps from when it is made, with the variables by which `code` knows them.
    """

    __slots__ = ("info", "owner", "code", "held")

    def __init__(self, ty: Type, info: object, owner: object) -> None:
        self.ty, self.info, self.owner = ty, info, owner
        self.code: Lambda | None = None
        self.held: list[tuple[Var, Expr]] = []

    def children(self) -> list[Expr]:
        held = [e for _, e in self.held]
        return [*held, self.code] if self.code is not None else held


class Prim(Expr):
    """Applies a primitive row."""

    __slots__ = ("row", "args", "targets", "natural")

    def __init__(self, ty: Type, row: Row, args: list[Expr], targets: list[Type], natural: list[Type]) -> None:
        self.ty, self.row, self.args, self.targets = ty, row, args, targets
        self.natural = natural
        """What a new container holds as the runtime makes it; its alias class may hold more general elements."""

    def children(self) -> list[Expr]:
        return self.args


class Builtin(Expr):
    """A builtin whose typing no row can express: `print`, `range`, `zip`, `sorted`, `len` … `name` picks its lowering."""

    __slots__ = ("name", "args", "extra")

    def __init__(self, ty: Type, name: str, args: list[Expr], extra: Any = None) -> None:
        self.ty, self.name, self.args, self.extra = ty, name, args, extra

    def children(self) -> list[Expr]:
        return self.args


class New(Expr):
    """Makes an instance of a class; `init` is the instance of `__init__`, if any."""

    __slots__ = ("cls", "init", "args")

    def __init__(self, ty: Type, cls: object, init: object, args: list[Expr]) -> None:
        self.ty, self.cls, self.init, self.args = ty, cls, init, args

    def children(self) -> list[Expr]:
        return self.args


class Display(Expr):
    """A list, set or tuple display; elements may be `Star`."""

    __slots__ = ("kind", "items")

    def __init__(self, ty: Type, kind: str, items: list[Expr]) -> None:
        self.ty, self.kind, self.items = ty, kind, items

    def children(self) -> list[Expr]:
        return self.items


class Star(Expr):
    """`*iterable` inside a display or a call."""

    __slots__ = ("value",)

    def __init__(self, ty: Type, value: Expr) -> None:
        self.ty, self.value = ty, value

    def children(self) -> list[Expr]:
        return [self.value]


class DictDisplay(Expr):
    """A dict display; a key of None stands for `**mapping`."""

    __slots__ = ("pairs",)

    def __init__(self, ty: Type, pairs: list[tuple[Expr | None, Expr]]) -> None:
        self.ty, self.pairs = ty, pairs

    def children(self) -> list[Expr]:
        return [e for pair in self.pairs for e in pair if e is not None]


class Index(Expr):
    """`obj[index]`."""

    __slots__ = ("obj", "index")

    def __init__(self, ty: Type, obj: Expr, index: Expr) -> None:
        self.ty, self.obj, self.index = ty, obj, index

    def children(self) -> list[Expr]:
        return [self.obj, self.index]


class Slice(Expr):
    """`obj[start:stop:step]`."""

    __slots__ = ("obj", "start", "stop", "step")

    def __init__(self, ty: Type, obj: Expr, start: Expr | None, stop: Expr | None, step: Expr | None) -> None:
        self.ty, self.obj, self.start, self.stop, self.step = ty, obj, start, stop, step

    def children(self) -> list[Expr]:
        return [self.obj, *[e for e in (self.start, self.stop, self.step) if e is not None]]


class Binary(Expr):
    """An arithmetic or bit operation."""

    __slots__ = ("op", "left", "right")

    def __init__(self, ty: Type, op: str, left: Expr, right: Expr) -> None:
        self.ty, self.op, self.left, self.right = ty, op, left, right

    def children(self) -> list[Expr]:
        return [self.left, self.right]


class Unary(Expr):
    """`-x`, `+x`, `~x`."""

    __slots__ = ("op", "operand")

    def __init__(self, ty: Type, op: str, operand: Expr) -> None:
        self.ty, self.op, self.operand = ty, op, operand

    def children(self) -> list[Expr]:
        return [self.operand]


class Compare(Expr):
    """A chain of comparisons: `operands[0] ops[0] operands[1] ops[1] …`."""

    __slots__ = ("ops", "operands")

    def __init__(self, ty: Type, ops: list[str], operands: list[Expr]) -> None:
        self.ty, self.ops, self.operands = ty, ops, operands

    def children(self) -> list[Expr]:
        return self.operands


class Logic(Expr):
    """`and` / `or`, giving an operand."""

    __slots__ = ("op", "values")

    def __init__(self, ty: Type, op: str, values: list[Expr]) -> None:
        self.ty, self.op, self.values = ty, op, values

    def children(self) -> list[Expr]:
        return self.values


class Not(Expr):
    """`not x`."""

    __slots__ = ("operand",)

    def __init__(self, ty: Type, operand: Expr) -> None:
        self.ty, self.operand = ty, operand

    def children(self) -> list[Expr]:
        return [self.operand]


class Choose(Expr):
    """`body if test else other`."""

    __slots__ = ("test", "body", "other")

    def __init__(self, ty: Type, test: Expr, body: Expr, other: Expr) -> None:
        self.ty, self.test, self.body, self.other = ty, test, body, other

    def children(self) -> list[Expr]:
        return [self.test, self.body, self.other]


class Arm:
    """What is done with an object of one class: `value`, in which `var` is the object."""

    __slots__ = ("ty", "var", "value")

    def __init__(self, ty: Type, var: Var, value: Expr) -> None:
        self.ty, self.var, self.value = ty, var, value


class Dispatch(Expr):
    """An operation on an object of one of several classes: what it means for the class that the object has."""

    __slots__ = ("obj", "arms")

    def __init__(self, ty: Type, obj: Expr, arms: list[Arm]) -> None:
        self.ty, self.obj, self.arms = ty, obj, arms

    def children(self) -> list[Expr]:
        return [self.obj, *(a.value for a in self.arms)]


class Lambda(Expr):
    """A function written in place and handed to something that calls it at once.

    `makes` says that its body makes anew, for each item, the function that it calls.
    """

    __slots__ = ("params", "body", "makes")

    def __init__(self, ty: Type, params: list[Target], body: Expr, makes: bool = False) -> None:
        self.ty, self.params, self.body, self.makes = ty, params, body, makes

    def children(self) -> list[Expr]:
        return [self.body]


class Clause:
    """One `for target in iterable if …` of a comprehension."""

    __slots__ = ("target", "iterable", "conditions")

    def __init__(self, target: Target, iterable: Expr, conditions: list[Expr]) -> None:
        self.target, self.iterable, self.conditions = target, iterable, conditions


class Comprehension(Expr):
    """A list, set, dict comprehension or generator expression (`kind` list, set, dict, iterator)."""

    __slots__ = ("kind", "clauses", "element", "value")

    def __init__(self, ty: Type, kind: str, clauses: list[Clause], element: Expr, value: Expr | None) -> None:
        self.ty, self.kind, self.clauses, self.element, self.value = ty, kind, clauses, element, value

    def children(self) -> list[Expr]:
        found: list[Expr] = []
        for c in self.clauses:
            found += [c.iterable, *c.conditions]
        return [*found, self.element, *([self.value] if self.value is not None else [])]


class Text(Expr):
    """An f-string (or a `%`/`format` whose template is known): literal pieces and formatted values.

    A part is a string, or (value, conversion, specification): conversion is `s`, `r`, `a` or empty, the specification a
    literal string or an expression.
    """

    __slots__ = ("parts",)

    def __init__(self, ty: Type, parts: list[str | tuple[Expr, str, str | Expr]]) -> None:
        self.ty, self.parts = ty, parts

    def children(self) -> list[Expr]:
        found: list[Expr] = []
        for p in self.parts:
            if not isinstance(p, str):
                found.append(p[0])
                if isinstance(p[2], Expr):
                    found.append(p[2])
        return found


class Bind(Expr):
    """`(target := value)`."""

    __slots__ = ("var", "value")

    def __init__(self, ty: Type, var: Var, value: Expr) -> None:
        self.ty, self.var, self.value = ty, var, value

    def children(self) -> list[Expr]:
        return [self.value]


class Spread(Expr):
    """A call whose last positional arguments are the items of an iterable: `names` are the parameters that they fill.

    `items` is a list; as many variables hold what it has while `call` is evaluated. `function` and `before`, the number of the other
    arguments, are for the TypeError where it has more or fewer.
    """

    __slots__ = ("items", "vars", "call", "function", "before", "names")

    def __init__(
        self, items: Expr, held: list[Var], call: Expr, function: str, before: int, names: tuple[str, ...]
    ) -> None:
        self.ty, self.items, self.vars, self.call = call.ty, items, held, call
        self.function, self.before, self.names = function, before, names

    def children(self) -> list[Expr]:
        return [self.items, self.call]


# -- targets


class Target:
    """What an assignment stores into."""

    __slots__ = ()


class ToVar(Target):
    __slots__ = ("var", "live")

    def __init__(self, var: Var) -> None:
        self.var, self.live = var, True


class ToField(Target):
    __slots__ = ("obj", "name", "ty")

    def __init__(self, obj: Expr, name: str, ty: Type) -> None:
        self.obj, self.name, self.ty = obj, name, ty


class ToIndex(Target):
    __slots__ = ("obj", "index")

    def __init__(self, obj: Expr, index: Expr) -> None:
        self.obj, self.index = obj, index


class ToSlice(Target):
    __slots__ = ("obj", "start", "stop", "step")

    def __init__(self, obj: Expr, start: Expr | None, stop: Expr | None, step: Expr | None) -> None:
        self.obj, self.start, self.stop, self.step = obj, start, stop, step


class ToTuple(Target):
    """Unpacking; `star` is the position of a starred target, or -1."""

    __slots__ = ("items", "star")

    def __init__(self, items: list[Target], star: int) -> None:
        self.items, self.star = items, star


def target_operands(t: Target) -> list[Expr]:
    """The expressions that a target evaluates."""
    if isinstance(t, ToField):
        return [t.obj]
    if isinstance(t, ToIndex):
        return [t.obj, t.index]
    if isinstance(t, ToSlice):
        return [t.obj, *[e for e in (t.start, t.stop, t.step) if e is not None]]
    if isinstance(t, ToTuple):
        return [e for i in t.items for e in target_operands(i)]
    return []


def target_vars(t: Target) -> list[ToVar]:
    """The variables that a target assigns."""
    if isinstance(t, ToVar):
        return [t]
    if isinstance(t, ToTuple):
        return [v for i in t.items for v in target_vars(i)]
    return []


# -- statements


class Stmt(Node):
    __slots__ = ()


class Assign(Stmt):
    __slots__ = ("target", "value")

    def __init__(self, target: Target, value: Expr) -> None:
        self.target, self.value = target, value


class Augment(Stmt):
    """`target op= value`; `result` is the type of the operation. For a variable, `load` reads the old value."""

    __slots__ = ("target", "op", "value", "load", "result")

    def __init__(self, target: Target, op: str, value: Expr, load: Expr, result: Type) -> None:
        self.target, self.op, self.value, self.load, self.result = target, op, value, load, result


class Evaluate(Stmt):
    __slots__ = ("value",)

    def __init__(self, value: Expr) -> None:
        self.value = value


class If(Stmt):
    __slots__ = ("test", "body", "orelse")

    def __init__(self, test: Expr, body: list[Stmt], orelse: list[Stmt]) -> None:
        self.test, self.body, self.orelse = test, body, orelse


class While(Stmt):
    __slots__ = ("test", "body", "orelse")

    def __init__(self, test: Expr, body: list[Stmt], orelse: list[Stmt]) -> None:
        self.test, self.body, self.orelse = test, body, orelse


class For(Stmt):
    __slots__ = ("target", "iterable", "body", "orelse")

    def __init__(self, target: Target, iterable: Expr, body: list[Stmt], orelse: list[Stmt]) -> None:
        self.target, self.iterable, self.body, self.orelse = target, iterable, body, orelse


class Handler:
    """`except classes as var`; no classes means a bare `except`."""

    __slots__ = ("classes", "var", "body")

    def __init__(self, classes: list[str], var: Var | None, body: list[Stmt]) -> None:
        self.classes, self.var, self.body = classes, var, body


class Try(Stmt):
    __slots__ = ("body", "handlers", "orelse", "final")

    def __init__(self, body: list[Stmt], handlers: list[Handler], orelse: list[Stmt], final: list[Stmt]) -> None:
        self.body, self.handlers, self.orelse, self.final = body, handlers, orelse, final


class Return(Stmt):
    __slots__ = ("value",)

    def __init__(self, value: Expr | None) -> None:
        self.value = value


class Raise(Stmt):
    """`raise value`, or a re-raise of the exception being handled."""

    __slots__ = ("value",)

    def __init__(self, value: Expr | None) -> None:
        self.value = value


class Assert(Stmt):
    __slots__ = ("test", "message")

    def __init__(self, test: Expr, message: Expr | None) -> None:
        self.test, self.message = test, message


class Delete(Stmt):
    __slots__ = ("target",)

    def __init__(self, target: Target) -> None:
        self.target = target


class Break(Stmt):
    __slots__ = ()


class Continue(Stmt):
    __slots__ = ()


def statement_exprs(s: Stmt) -> list[Expr]:
    """The expressions that a statement itself evaluates (not those of its blocks), in order."""
    match s:
        case Assign():
            return [s.value, *target_operands(s.target)]
        case Augment():
            return [s.load, s.value] if not isinstance(s.target, ToVar) else [s.value]
        case Evaluate():
            return [s.value]
        case If() | While():
            return [s.test]
        case For():
            return [s.iterable]
        case Return() | Raise():
            return [s.value] if s.value is not None else []
        case Assert():
            return [s.test, *([s.message] if s.message is not None else [])]
        case Delete():
            return target_operands(s.target)
    return []


def blocks(s: Stmt) -> list[list[Stmt]]:
    """The statement lists nested in a statement."""
    match s:
        case If() | While() | For():
            return [s.body, s.orelse]
        case Try():
            return [s.body, *[h.body for h in s.handlers], s.orelse, s.final]
    return []
