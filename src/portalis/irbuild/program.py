"""The closed world: every function instance of a program, and the fixpoint that types it.

Inference and IR building are one walk. What an operation means depends on its operands' types, and the primitive that
it resolves to gives the type of the result; two walks would have to state each rule twice and agree. An instance is
walked again whenever a type that it may have read has grown (`ir.types.CLOCK`); the tree of the last walk is the IR.

A function is specialised on the types of its arguments: a call joins an instance whose parameters stay plainly
represented, and makes a new one otherwise. Recursion converges because types only grow and every chain is finite.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portalis.diagnostics import Diagnostic, Severity, Span
from portalis.frontend.linking import Linker
from portalis.frontend.scopes import Web
from portalis.frontend.symbols import ClassInfo, FunctionInfo, ModuleInfo
from portalis.frontend.tree import walk
from portalis.ir.ops import For, If, Raise, Stmt, Try, Var, While
from portalis.ir.types import (
    BIG,
    BOTTOM,
    CHECKED_BITS,
    CLOCK,
    INT,
    MACHINE_BITS,
    NONE,
    Cell,
    IntT,
    IterT,
    Type,
    grow,
    int_type,
    join,
    joinable,
    same,
    unresolved,
)
from portalis.options import Options

MAX_INSTANCES = 12
"""Instances of one function beyond which argument types are joined instead."""
MAX_DEPTH = 40
MAX_ROUNDS = 60


class Refuse(Exception):  # noqa: N818 - it is no error: refusing is what the translator does well
    """Something that cannot be translated; ends the statement that it stands in."""

    def __init__(self, code: str, message: str, node: ast.AST | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.node, self.hint = code, message, node, hint


class Deadline(Exception):  # noqa: N818 - as above
    """The time for this translation is used up."""


@dataclass(slots=True)
class Memo:
    """What a cached function keeps: at most `limit` results, or all. `var` holds it where the function is nested."""

    limit: int | None
    var: Var | None = None


class Instance:
    """A function with the types of one kind of call."""

    def __init__(
        self, info: FunctionInfo | None, module: ModuleInfo, parent: Instance | None, params: list[Type]
    ) -> None:
        self.info = info
        self.module = module
        self.parent = parent
        self.params: list[Var] = []
        self.vars: dict[Web, Var] = {}
        self.ret: Type = BOTTOM
        self.body: list[Stmt] = []
        self.refusals: list[Refuse] = []
        self.stamp = -1
        self.fresh: dict[tuple[ast.AST, int], Type] = {}
        self.calls: list[Instance] = []
        self.captures: list[Var] = []
        self.changes: set[Var] = set()
        """Those of the captured variables that it assigns or changes, itself or by what it calls."""
        self.memo: Memo | None = None
        self.falls_through = True
        self.rust_name = ""
        self.raises = False
        self.caught = False
        """Whether an exception may have to be handed to a caller."""
        self.recursive = False
        self.is_entry = False
        self.is_init = False
        self.never_returns = False
        """Whether it always raises, as a method that heirs have to define does."""
        self.busy = False
        if info is not None:
            if self.generates:
                self.ret = IterT(BOTTOM)
            for p, t in zip(info.params, params):
                var = self.variable(info.scope.web_of[p.node])
                var.flow(t)
                self.params.append(var)

    @property
    def name(self) -> str:
        """Its name in messages."""
        return self.info.qualname if self.info else "<module>"

    @property
    def generates(self) -> bool:
        """Whether it is a generator function."""
        return self.info is not None and self.info.is_generator

    @property
    def only_raises(self) -> bool:
        """Whether every way through it ends in an exception: a method that subclasses have to define."""
        return (
            bool(self.body)
            and isinstance(self.body[-1], Raise)
            and not any(isinstance(s, (If, For, While, Try)) for s in self.body)
        )

    def variable(self, web: Web) -> Var:
        """This instance's variable for a web of its scope."""
        var = self.vars.get(web)
        if var is None:
            var = self.vars[web] = Var(web.name)
            var.maybe_unbound = web.maybe_unbound
            var.is_param = web.is_param
            var.captured = web.captured
            var.written_inside = web.written_inside
            var.is_global = web.is_global
            var.reassigned = web.defs > 1
        return var

    def sees(self, var: Var) -> bool:
        """Whether a variable is one of a function around this one, and not what this one keeps for a function inside of it."""
        owner = self.parent
        while owner is not None and var not in owner.vars.values():
            owner = owner.parent
        return owner is not None

    def returns(self, t: Type) -> None:
        """Joins into the result type."""
        new = join(self.ret, t)
        if not same(new, self.ret):
            self.ret = new
            CLOCK.ticks += 1


class Program:
    """All modules under translation with their instances."""

    def __init__(
        self, modules: Sequence[ModuleInfo], linker: Linker, options: Options, walk: Callable[[Program, Instance], None]
    ) -> None:
        self.modules = list(modules)
        self.linker = linker
        self.by_name = {m.name: m for m in modules}
        self.class_of: dict[str, ClassInfo] = {c.key: c for m in modules for c in m.classes.values()}
        """The classes of all modules, by key."""
        self.says_truth = any({"__bool__", "__len__"} & c.methods.keys() for c in self.class_of.values())
        """Whether some class says which of its objects are true."""
        self.mixed = any(c.enum is not None and c.enum.mixin for c in self.class_of.values())
        """Whether the program has members of enumerations that are ints or texts."""
        self.enumerates = any(c.enum is not None for c in self.class_of.values())
        self.options = options
        self.walk = walk
        self.instances: list[Instance] = []
        self.top: dict[str, Instance] = {}
        self.strict = True
        self.deferred = False
        self.final = False
        self.library = False
        """Whether anyone may call its functions; a script's calls are all seen."""
        self.asks_patterns = False
        """Whether matches are asked for the pattern that found them: every pattern then knows its text."""
        self.handles = False
        """Whether iterators are handles that many places may hold."""
        self.vacancies: list[tuple[Cell, Cell, int]] = []
        self.depth = 0
        self.classes: list[ClassInfo] = []
        self.warnings: list[Diagnostic] = []
        self.defaults: list[tuple[Type, ast.expr, FunctionInfo]] = []
        self.deadline = time.monotonic() + options.deadline_s

    # -- ints
    def int_literal(self, value: int) -> IntT:
        """The type of an int literal under the chosen mode."""
        return self.int_bits(value.bit_length(), value >= 0)

    def int_bits(self, bits: int, nonneg: bool) -> IntT:
        """An int type of that bound under the chosen mode."""
        mode = self.options.int_mode
        if mode == "big":
            bits = BIG
        elif bits > MACHINE_BITS:
            bits = CHECKED_BITS if mode == "i64" else BIG
        return int_type(bits, nonneg)

    # -- instances
    def analyse(self, inst: Instance) -> None:
        """Walks an instance unless nothing has changed since its last walk."""
        if inst.busy or inst.stamp == CLOCK.ticks:
            return
        if time.monotonic() > self.deadline:
            raise Deadline
        inst.busy = True
        inst.stamp = CLOCK.ticks
        self.depth += 1
        try:
            inst.refusals = []
            inst.calls = []
            self.walk(self, inst)
        finally:
            inst.busy = False
            self.depth -= 1

    def instance_for(self, info: FunctionInfo, parent: Instance | None, args: list[Type]) -> Instance:
        """The instance of a function that takes arguments of these types; a new one is analysed at once."""
        mine = [i for i in info.instances if isinstance(i, Instance) and i.parent is parent]
        for inst in mine:
            if all(joinable(v.ty, a) for v, a in zip(inst.params, args)):
                for v, a in zip(inst.params, args):
                    v.flow(a)
                return inst
        if len(mine) >= MAX_INSTANCES:
            for v, a in zip(mine[-1].params, args):
                v.flow(a)
            return mine[-1]
        inst = Instance(info, info.module, parent, args)
        info.instances.append(inst)
        self.instances.append(inst)
        CLOCK.ticks += 1
        if self.depth < MAX_DEPTH:
            self.analyse(inst)
        return inst

    def module_instance(self, module: ModuleInfo) -> Instance:
        """The instance that stands for a module's top-level code."""
        inst = self.top.get(module.name)
        if inst is None:
            inst = self.top[module.name] = Instance(None, module, None, [])
            self.instances.insert(0, inst)
        return inst

    def settle(self) -> None:
        """Walks until no type grows any more."""
        for _ in range(MAX_ROUNDS):
            ticks = CLOCK.ticks
            for inst in list(self.instances):
                self._walk_until_still(inst)
            if ticks == CLOCK.ticks and all(i.stamp == ticks for i in self.instances):
                return
        raise Refuse("P0307", "the types of this program do not settle")

    def _walk_until_still(self, inst: Instance) -> None:
        """Walks an instance, again while it makes types grow: bounds that feed themselves (`total += x`) would otherwise
        cost a walk of the whole program for each step.
        """
        for _ in range(MAX_ROUNDS):
            ticks = CLOCK.ticks
            self.analyse(inst)
            if ticks == CLOCK.ticks:
                return

    def run(self) -> None:
        """Types the whole program."""
        for module in self.modules:
            self.analyse(self.module_instance(module))
        self.settle()
        if self.deferred:
            self.strict = False
            CLOCK.ticks += 1
            self.settle()

    def finish(self) -> None:
        """Gives what stayed empty the type of None, so that every type is known."""
        self.strict = False
        for source, to, index in self.vacancies:  # what stays empty could have held what the place it goes to holds
            if source.find().params[0] is BOTTOM:
                grow(source, 0, to.find().params[index])
        for var in (v for inst in self.instances for v in inst.vars.values()):
            if var.maybe_unbound and var.ty is BOTTOM:  # reading it always raises
                var.ty = NONE
        self.final = True
        CLOCK.ticks += 1
        self.settle()

    # -- results
    def diagnostic(self, inst: Instance, refusal: Refuse) -> Diagnostic:
        """The diagnostic of a refusal."""
        module = self._home_of(refusal.node, inst.module)
        return Diagnostic(refusal.code, refusal.message, self.span(module, refusal.node), refusal.hint)

    def _home_of(self, node: ast.AST | None, user: ModuleInfo) -> ModuleInfo:
        """The module where a definition stands that another one uses; of anything else, the one that uses it."""
        home = getattr(node, "home", None)  # of a copy of what another module has
        if home is not None:
            return self.by_name[home]
        if len(self.modules) == 1 or not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            return user
        ordered = [user, *(m for m in self.modules if m is not user)]
        return next((m for m in ordered if any(n is node for n in walk(m.tree))), user)

    def warn(self, module: ModuleInfo, code: str, message: str, node: ast.AST, hint: str | None = None) -> None:
        """Adds a warning."""
        self.warnings.append(Diagnostic(code, message, self.span(module, node), hint, Severity.WARNING))

    def span(self, module: ModuleInfo, node: ast.AST | None) -> Span | None:
        """Where a node stands, columns in code points."""
        line = getattr(node, "lineno", None)
        if node is None or line is None:
            return None
        lines = module.text.splitlines() or [""]
        end_line = getattr(node, "end_lineno", line) or line

        def column(row: int, offset: int) -> int:
            text = lines[row - 1] if row <= len(lines) else ""
            return len(text.encode()[:offset].decode(errors="ignore"))

        return Span(
            module.path,
            line,
            column(line, getattr(node, "col_offset", 0)),
            end_line,
            column(end_line, getattr(node, "end_col_offset", 0) or 0),
        )


def plain(t: Type) -> Type:
    """The type that a value from outside the program may have: no proven bounds."""
    return INT if isinstance(t, IntT) else t


__all__ = ["BIG", "NONE", "Deadline", "Instance", "Program", "Refuse", "plain", "unresolved"]
