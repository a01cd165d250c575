"""Variables that a `try` gives their first value on some way: Rust cannot see that its handlers leave or assign them."""

from __future__ import annotations

from portalis.analysis.liveness import all_expressions
from portalis.ir import ops
from portalis.irbuild.program import Instance

_Path = tuple[int, ...]


def mark(inst: Instance) -> None:
    """Lets variables be unbound that the body of a `try` assigns, and others read, without a value from before it for certain.

    A value is there for certain where an assignment stands earlier in the same series of statements, or in one around it.
    """
    marker = _Marker()
    marker.walk(inst.body, (0,), ())
    for var in marker.found:
        if not var.is_param and not var.is_global:
            var.maybe_unbound = True


class _Marker:
    def __init__(self) -> None:
        self.found: set[ops.Var] = set()
        self.sets: dict[ops.Var, list[tuple[_Path, _Path]]] = {}
        """Where a variable has been assigned so far: the series of statements around, and the bodies of `try` among them."""
        self.inside: dict[ops.Var, set[int]] = {}
        """The bodies of `try` that gave a variable its first value."""
        self.count = 0

    def number(self) -> int:
        self.count += 1
        return self.count

    def read(self, var: ops.Var, tries: _Path) -> None:
        if any(t not in tries for t in self.inside.get(var, ())):
            self.found.add(var)

    def store(self, var: ops.Var, path: _Path, tries: _Path) -> None:
        self.read(var, tries)
        before = self.sets.setdefault(var, [])
        if tries and not any(path[: len(p)] == p and tries[-1] not in t for p, t in before):
            self.inside.setdefault(var, set()).add(tries[-1])
        before.append((path, tries))

    def walk(self, body: list[ops.Stmt], path: _Path, tries: _Path) -> None:
        for s in body:
            for e in all_expressions(s):
                if isinstance(e, ops.Load):
                    self.read(e.var, tries)
            if isinstance(s, (ops.Assign, ops.For, ops.Augment)):
                once = path if not isinstance(s, ops.For) else (*path, self.number())  # a loop may have no rounds
                for v in ops.target_vars(s.target):
                    self.store(v.var, once, tries)
            for i, block in enumerate(ops.blocks(s)):
                number = self.number()
                self.walk(block, (*path, number), (*tries, number) if isinstance(s, ops.Try) and i == 0 else tries)
