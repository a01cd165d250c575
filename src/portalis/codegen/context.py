"""The state of lowering one function: how exceptions leave it, its names, and statements hoisted before the current one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portalis.codegen import rust_ast as r
from portalis.codegen.rust_types import Names, snake
from portalis.ir import ops
from portalis.irbuild.program import Instance, Program, Refuse

RESERVED = frozenset(
    "print join repr bin oct hex ord chr input sorted range heappush heappop vec drop main Some None Ok Err".split()
)


@dataclass(slots=True)
class Loop:
    """A loop being lowered: the label of the block around it and its `else`, where it has one.

    A `guard` is no loop but a block before whose `finally` no jump may leave: the label of that block.
    """

    outer: str
    guard: str = ""


class Context:
    """Lowers one instance."""

    def __init__(self, program: Program, inst: Instance, names: Names) -> None:
        self.program = program
        self.inst = inst
        self.names = names
        self.exit = "result" if inst.caught else "abort"
        """How an exception leaves: `abort`, `result`, or the label of a `try` block."""
        self.pending: list[r.Stmt] = []
        self.used: set[str] = set()
        self.counter = 0
        self.closure = 0
        self.hoists = False
        """Whether a closure's body may begin with statements."""
        self.suffix = False
        self.return_label = ""
        self.handled: list[str] = []
        self.self_fields: dict[str, str] | None = None
        self.needed: set[ops.Var] | None = None
        """While a closure's parameters are bound: the variables that its body reads."""

        self.outer_modes: dict[ops.Var, str] = {}
        """How the captured variables are held where they live, while they are held as this function was given them."""

    def passed(self, param: ops.Var) -> str:
        """How a function takes a parameter, which it may be that this one captures."""
        return self.outer_modes.get(param, param.mode)

    # -- names
    def unique(self, name: str) -> str:
        """A Rust name that nothing else in this function has."""
        base = snake(name)
        if base in RESERVED:
            base += "_"
        candidate, i = base, 1
        while candidate in self.used:
            i += 1
            candidate = f"{base}_{i}" if not base.endswith("_") else f"{base}{i}"
        self.used.add(candidate)
        return candidate

    def temp(self, name: str = "value") -> str:
        """A name for an intermediate value."""
        return self.unique(name)

    def hoist(self, e: r.Expr, name: str = "value", mutable: bool = False) -> r.Expr:
        """Evaluates an expression before the current statement; the name that holds it."""
        if self.closure and not self.hoists:
            raise Refuse("P0905", "this expression needs a statement of its own and stands inside a closure")
        var = self.temp(name)
        self.pending.append(r.LetStmt(f"mut {var}" if mutable else var, "", e))
        return r.Path(var)

    def kept_iterator(self, e: r.Expr) -> r.Expr:
        """An iterator that owns what it runs over, as iterators are held in this program."""
        return r.CallExpr(r.Path("IterHandle::new" if self.program.handles else "Box::new"), (e,))

    def take_pending(self) -> list[r.Stmt]:
        """The statements hoisted so far."""
        found, self.pending = self.pending, []
        return found

    # -- what a function adds (`functions.FunctionContext`)
    def declarations(self, s: ops.Stmt, body: list[ops.Stmt]) -> list[r.Stmt]:
        """The declarations due before a statement."""
        raise NotImplementedError

    def enter_loop(self, orelse: list[ops.Stmt], body: list[ops.Stmt]) -> Loop:
        """Begins a loop."""
        raise NotImplementedError

    def leave_loop(self) -> None:
        """Ends a loop."""
        raise NotImplementedError

    def enter_guard(self, label: str) -> None:
        """Begins a block with a `finally`; `leave_loop` ends it."""
        raise NotImplementedError

    def jump(self, word: str) -> r.Stmt:
        """A `break` or `continue` of the innermost loop."""
        raise NotImplementedError

    def leave(self, value: r.Expr | None) -> list[r.Stmt]:
        """A return with an owned value, or without one."""
        raise NotImplementedError

    def init_field(self, name: str, value: r.Expr) -> list[r.Stmt]:
        """`self.name = value` in an initialiser."""
        raise NotImplementedError

    def finish_init(self) -> r.Expr:
        """Leaves an initialiser."""
        raise NotImplementedError

    # -- exceptions
    def raising_method(self, receiver: r.Expr, name: str, args: tuple[r.Expr, ...] = (), turbofish: str = "") -> r.Expr:
        """A method call that may raise."""
        if self.exit == "abort":
            return r.MethodCall(receiver, name, args, turbofish)
        return self.attempt(r.MethodCall(receiver, f"try_{name}", args, turbofish))

    def raising_call(self, path: str, args: tuple[r.Expr, ...]) -> r.Expr:
        """A function call that may raise."""
        if self.exit == "abort":
            return r.CallExpr(r.Path(path), args)
        head, sep, name = path.rpartition("::")
        return self.attempt(r.CallExpr(r.Path(f"{head}{sep}try_{name}"), args))

    def attempt(self, result: r.Expr) -> r.Expr:
        """Unwraps a `Result`, handing an exception to whatever catches."""
        if self.exit == "abort":
            return r.MethodCall(result, "or_exit")
        if self.closure:
            raise Refuse("P0802", "an exception inside a callback cannot be handed to the `try` around it yet")
        if self.exit == "result":
            return r.TryExpr(result)
        return r.MacroCall("attempt", (r.Path(self.exit), result))

    def throw(self, exception: r.Expr) -> r.Expr:
        """Raises an exception."""
        if self.exit == "abort":
            return r.MethodCall(exception, "exit")
        if self.closure:
            raise Refuse("P0802", "an exception inside a callback cannot be handed to the `try` around it yet")
        err = r.CallExpr(r.Path("Err"), (exception,))
        if self.exit == "result":
            return r.Jump("return", "", err)
        return r.Jump("break", self.exit, err)

    @contextmanager
    def in_closure(self, hoists: bool = False) -> Iterator[None]:
        """While the body of a closure is lowered, which may begin with statements where the caller takes what is pending."""
        self.closure += 1
        saved = self.pending, self.hoists
        self.pending, self.hoists = [], hoists
        try:
            yield
        finally:
            self.closure -= 1
            self.pending, self.hoists = saved

    @contextmanager
    def separate(self, caught: bool) -> Iterator[None]:
        """While the body of a function that stands by itself is lowered, inside of another."""
        saved = self.exit, self.closure, self.hoists, self.pending, self.needed, self.self_fields, self.used
        self.exit, self.closure, self.pending, self.used = "result" if caught else "abort", 0, [], {*self.used}
        self.needed = self.self_fields = None
        try:
            yield
        finally:
            self.exit, self.closure, self.hoists, self.pending, self.needed, self.self_fields, self.used = saved

    @contextmanager
    def needing(self, needed: set[ops.Var]) -> Iterator[None]:
        """While parameters are bound of which only these are read."""
        saved, self.needed = self.needed, needed
        try:
            yield
        finally:
            self.needed = saved

    def var(self, v: ops.Var) -> str:
        """The Rust name of a variable."""
        return v.rust
