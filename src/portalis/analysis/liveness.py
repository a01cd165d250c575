"""Liveness: which read of a variable is its last, so that the value may be moved there.

A backward walk over the structured tree. A read counts as the last only if no later read can see the value, if it is the
variable's only mention in its statement (so that nothing borrows it meanwhile), and if it is not inside a closure or
comprehension, which may run many times.
"""

from __future__ import annotations

from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import NONE, IterT
from portalis.irbuild.program import Instance

Live = set[ops.Var]


class _Liveness:
    def __init__(self, pinned: Live) -> None:
        self.pinned = pinned
        self.breaks: list[Live] = []
        self.continues: list[Live] = []
        self.always: list[Live] = []

    def block(self, body: list[ops.Stmt], live: Live) -> Live:
        for s in reversed(body):
            live = self.statement(s, live)
            if not _is_quiet(s):
                live |= self.watched()
        return live

    def statement(self, s: ops.Stmt, live: Live) -> Live:
        match s:
            case ops.If():
                live = self.block(s.body, set(live)) | self.block(s.orelse, set(live))
                return self.expressions([s.test], live)
            case ops.While() | ops.For():
                return self.loop(s, live)
            case ops.Try():
                return self.try_statement(s, live)
            case ops.Break():
                return set(self.breaks[-1])
            case ops.Continue():
                return set(self.continues[-1])
            case ops.Return() | ops.Raise():
                live = self.watched()
            case ops.Assign():
                for v in ops.target_vars(s.target):
                    v.live = v.var in live or v.var in self.pinned or not isinstance(s.target, ops.ToVar)
                    live.discard(v.var)
            case ops.Augment():
                if isinstance(s.target, ops.ToVar):
                    s.target.live = s.target.var in live or s.target.var in self.pinned
                    live.add(s.target.var)
                    live = self.expressions([s.value], live)
                    live.add(s.target.var)
                    return live
                live = self.expressions(ops.statement_exprs(s), live)
                for e in ops.target_operands(s.target):  # evaluated for the reading and again for the storing
                    _keep(e)
                return live
            case _:
                pass
        return self.expressions(ops.statement_exprs(s), live)

    def watched(self) -> Live:
        """What the handlers around read: all of it is live before a statement that may raise."""
        return set().union(*self.always)

    def loop(self, s: ops.While | ops.For, live: Live) -> Live:
        after = self.block(s.orelse, set(live))
        head = set(after) | self.watched()
        while True:
            self.breaks.append(set(live))
            self.continues.append(set(head))
            inside = self.block(s.body, set(head))
            self.breaks.pop()
            self.continues.pop()
            if isinstance(s, ops.While):
                inside = self.expressions([s.test], inside | after)
            else:
                inside -= {v.var for v in ops.target_vars(s.target)}
                inside = self.expressions(ops.target_operands(s.target), inside)
            if inside | head == head:
                break
            head |= inside
        if isinstance(s, ops.For):
            return self.expressions([s.iterable], head)
        return head

    def try_statement(self, s: ops.Try, live: Live) -> Live:
        final = self.block(s.final, set(live))
        self.always.append(final if s.final else set())
        handled = set(final)
        for h in s.handlers:
            inside = self.block(h.body, set(final))
            if h.var is not None:
                inside.discard(h.var)
            handled |= inside
        after = self.block(s.orelse, set(final))
        self.always.append(handled)
        # any statement of the body may be the last to run: what handlers read stays alive throughout
        body = self.block(s.body, after | handled)
        pinned = handled
        _pin(s.body, pinned)
        self.always.pop()
        self.always.pop()
        return body

    def expressions(self, exprs: list[ops.Expr], live: Live) -> Live:
        mentions: dict[ops.Var, int] = {}
        for e in exprs:
            _count(e, mentions)
        for e in reversed(exprs):
            self.expression(e, live, mentions, False)
        return live

    def expression(
        self, e: ops.Expr, live: Live, mentions: dict[ops.Var, int], inner: bool, maybe: bool = False
    ) -> None:
        """Goes backwards through an expression; `inner` may run often or later, `maybe` perhaps not at all."""
        if isinstance(e, ops.Load):
            var = e.var
            e.last = var not in live and mentions[var] == 1 and not inner and not var.captured and not var.is_global
            e.last = e.last and not var.borrows
            if not is_known_none(e):
                live.add(var)
            return
        if isinstance(e, ops.Call) and isinstance(e.target, Instance):
            live.update(e.target.captures)
        inner = inner or isinstance(e, (ops.Lambda, ops.Comprehension))
        if isinstance(e, ops.Bind) and not maybe and not inner:
            live.discard(e.var)
        first = len(e.children()) if not isinstance(e, (ops.Logic, ops.Choose)) else 1
        if isinstance(e, ops.Compare):  # `a < b < c` may end before `c`
            first = 2
        for i, child in reversed([*enumerate(e.children())]):
            self.expression(child, live, mentions, inner, maybe or i >= first)
        callback = getattr(e, "extra", None)
        if isinstance(callback, ops.Lambda):
            self.expression(callback, live, mentions, True)
        elif isinstance(callback, tuple):
            for part in callback:
                if isinstance(part, ops.Expr):
                    self.expression(part, live, mentions, inner, maybe)


def _is_quiet(s: ops.Stmt) -> bool:
    """Whether a statement surely raises nothing."""
    if isinstance(s, (ops.Break, ops.Continue)):
        return True
    plain = isinstance(s, ops.Assign) and isinstance(s.target, ops.ToVar)
    return plain and isinstance(s, ops.Assign) and is_plain(s.value)


def is_known_none(e: ops.Load) -> bool:
    """Whether control flow says that a variable holds None here: Rust does not look."""
    return e.ty is NONE and e.var.ty is not NONE and not (e.var.maybe_unbound or e.var.is_global)


def is_plain(e: ops.Expr) -> bool:
    """Whether evaluating an expression surely raises nothing and has no effect."""
    return is_quiet(e) or (isinstance(e, (ops.Display, ops.DictDisplay)) and all(map(is_plain, e.children())))


def _keep(e: ops.Expr) -> None:
    if isinstance(e, ops.Load):
        e.last = False
    for child in sub_expressions(e):
        _keep(child)


def _pin(body: list[ops.Stmt], pinned: Live) -> None:
    for s in body:
        for e in all_expressions(s):
            if isinstance(e, ops.Load) and e.var in pinned:
                e.last = False
        for b in ops.blocks(s):
            _pin(b, pinned)


def sub_expressions(e: ops.Expr) -> list[ops.Expr]:
    """Operands, callbacks and options of an expression."""
    found = list(e.children())
    extra = getattr(e, "extra", None)
    if extra is None:
        return found
    if isinstance(extra, ops.Expr):
        found.append(extra)
    elif isinstance(extra, tuple):
        found += [p for p in extra if isinstance(p, ops.Expr)]
    return found


def _count(e: ops.Expr, mentions: dict[ops.Var, int]) -> None:
    if isinstance(e, ops.Load):
        mentions[e.var] = mentions.get(e.var, 0) + 1
    for child in sub_expressions(e):
        _count(child, mentions)


def all_expressions(s: ops.Stmt) -> list[ops.Expr]:
    """Every expression that a statement itself evaluates, nested ones included, outermost first."""
    found: list[ops.Expr] = []
    stack = list(reversed(ops.statement_exprs(s)))
    while stack:
        e = stack.pop()
        found.append(e)
        inner = sub_expressions(e)
        inner.reverse()
        stack += inner
    return found


def all_statements(body: list[ops.Stmt]) -> list[ops.Stmt]:
    """Every statement of a block, nested ones included."""
    found: list[ops.Stmt] = []
    for s in body:
        found.append(s)
        for b in ops.blocks(s):
            found += all_statements(b)
    return found


def _seen_otherwise(inst: Instance) -> Live:
    """The captured variables that somebody may read at another time than when a plain call of this function is made."""
    found: Live = set(inst.captures)
    stack = [(e, False) for s in all_statements(inst.body) for e in ops.statement_exprs(s)]
    while stack:
        e, inner = stack.pop()
        inner = inner or isinstance(e, (ops.Lambda, ops.Comprehension))
        if isinstance(e, ops.Call) and isinstance(e.target, Instance):
            if inner or isinstance(e.target.ret, IterT):
                found.update(e.target.captures)
        elif inner and isinstance(e, (ops.Load, ops.Bind)):
            found.add(e.var)
        stack += [(child, inner) for child in sub_expressions(e)]
    return found


def run(inst: Instance) -> None:
    """Marks the last reads of an instance's variables; an initialiser gives its object back."""
    initialises = inst.info is not None and inst.info.cls is not None and inst.info.name == "__init__"
    captured = {v for v in _seen_otherwise(inst) if v.captured}
    _Liveness(captured).block(inst.body, {inst.params[0]} if initialises else set())
