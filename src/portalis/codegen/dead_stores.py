"""Whether a function assigns a variable what nothing can read, as rustc's `unused_assignments` finds it.

Stores that the IR shows to be dead are left out before (`analysis/liveness.py`). What stays is Python's own: around a `try`, whose
exceptions leave in Rust only where one may be raised, or where a name may have no value yet.
"""

from __future__ import annotations

import re

from portalis.codegen import rust_ast as r

_NAME = re.compile(r"[a-z_]\w*")
Live = set[str]


def has_dead_store(body: r.Block) -> bool:
    """Whether the body of a function has such a store."""
    nodes = list(r.nodes(body))
    if not any(isinstance(n, r.AssignStmt) for n in nodes):
        return False
    declared = {n.pattern.removeprefix("mut ") for n in nodes if isinstance(n, r.LetStmt)}
    walk = _Walk({name for name in declared if _NAME.fullmatch(name)})
    walk.block(body, set())
    return walk.found


class _Walk:
    """Goes backwards through a function's statements with the variables that are read later."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.found = False
        self.breaks: dict[str, Live] = {}
        self.continues: dict[str, Live] = {}

    def block(self, b: r.Block, after: Live) -> Live:
        if b.label:
            self.breaks[b.label] = after
        live = self.expression(b.tail, after) if b.tail is not None else set(after)
        for s in reversed(b.body):
            live = self.statement(s, live)
        return live

    def statement(self, s: r.Stmt, live: Live) -> Live:
        match s:
            case r.LetStmt(pattern=pattern, value=value):
                names = set(re.findall(r"[a-z_]\w*", pattern))
                name = pattern.removeprefix("mut ")
                if value is not None and name in self.names and name not in live and pattern.startswith("mut "):
                    self.found = True
                live = live - names
                return self.expression(value, live) if value is not None else live
            case r.AssignStmt(target=r.Path(text=name), value=value, op=op) if name in self.names:
                self.found |= name not in live
                live = live - {name} if op == "=" else live | {name}
                return self.expression(value, live)
            case r.AssignStmt(target=r.TupleExpr(items=items), value=value):
                stored = {i.text for i in items if isinstance(i, r.Path)} & self.names
                self.found |= bool(stored - live)
                return self.expression(value, live - stored)
            case r.AssignStmt(target=target, value=value):
                return self.expression(value, self.expression(target, live))
            case r.ExprStmt(value=value):
                return self.expression(value, live)
            case r.WhileStmt() | r.ForStmt():
                return self.loop(s, live)

    def loop(self, s: r.WhileStmt | r.ForStmt, after: Live) -> Live:
        endless = isinstance(s, r.WhileStmt) and s.test is None
        head: Live = set() if endless else set(after)
        around = self.breaks.get("", set()), self.continues.get("", set())
        found = self.found
        while True:
            self.found = found  # only the last round knows what is read in the next one
            for label in {"", s.label}:
                self.breaks[label], self.continues[label] = after, head
            inside = self.block(s.body, head)
            if isinstance(s, r.WhileStmt):
                inside = self.expression(s.test, inside | set(after)) if s.test is not None else inside
            else:
                inside = (inside - set(re.findall(r"[a-z_]\w*", s.pattern))) | set(after)
            if inside <= head:
                break
            head = head | inside
        self.breaks[""], self.continues[""] = around
        return self.expression(s.iterable, head) if isinstance(s, r.ForStmt) else head

    def expression(self, e: r.Expr | None, live: Live) -> Live:
        match e:
            case None:
                return live
            case r.Path(text=text):
                return live | ({text.partition("::")[0]} & self.names)
            case r.Block():
                return self.block(e, live)
            case r.IfExpr(test=test, body=body, orelse=orelse):
                other = self.expression(orelse, live) if orelse is not None else live
                return self.expression(test, self.block(body, live) | other)
            case r.MatchExpr(subject=subject, arms=arms):
                ways = [self.expression(a.guard, self.expression(a.body, live)) for a in arms]
                return self.expression(subject, set().union(*ways))
            case r.BinaryExpr(op="&&" | "||", left=left, right=right):
                return self.expression(left, live | self.expression(right, live))
            case r.Jump(word=word, label=label, value=value):
                ends = self.breaks if word == "break" else self.continues if word == "continue" else {}
                return self.expression(value, set(ends.get(label, set())))
            case r.MacroCall(name="unreachable"):
                return set()
            case r.ClosureExpr() | r.AsyncBlock():
                mentioned = {n.text.partition("::")[0] for n in r.nodes(e) if isinstance(n, r.Path)}
                return live | (mentioned & self.names)
            case r.MacroCall(name="attempt", args=(r.Path(text=label), *rest)):
                live = live | self.breaks.get(label, set())
                for a in reversed(rest):
                    live = self.expression(a, live)
                return live
        for part in reversed(r.parts(e)):
            live = self.expression(part, live)
        return live


__all__ = ["has_dead_store"]
