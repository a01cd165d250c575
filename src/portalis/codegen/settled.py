"""Settles what turns out to be otherwise once a body is whole.

A handler that nothing can reach is not emitted, and with it the assignments inside are gone: what would have been a
mutable flag is a constant. What types decide is not asked, and what follows a `return` that is then certain is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from portalis.codegen import rust_ast as r

_WORD = re.compile(r"\w+")
_VARIABLES = re.compile(r"[a-z_0-9 ,&()]+")


def settle(body: r.Block) -> r.Block:
    """The body of a function, without what cannot be reached, without `mut` and without tests of flags where nothing changes them."""
    found = list(r.nodes(body))
    if any(isinstance(n, r.Block) and (_end(n) is not None or any(map(_is_idle, n.body))) for n in found):
        body = _reached(body)
        found = list(r.nodes(body))
    literals: dict[str, str] = {}
    lets: dict[str, list[r.LetStmt]] = {}
    uses = _Uses()
    for n in found:
        if isinstance(n, r.LetStmt):
            if n.pattern.startswith("mut "):
                name = n.pattern.removeprefix("mut ")
                lets.setdefault(name, []).append(n)
                if isinstance(n.value, r.Lit):
                    literals[name] = n.value.text
        else:
            uses.see(n)
    changed = uses.changed | uses.assigned.keys()
    fixed = {name: text for name, text in literals.items() if name not in changed}
    never = {name for name, made in lets.items() if name not in fixed and uses.leave(made, name, found)}
    if fixed or never:
        body = _replace(body, fixed, never)
        found = list(r.nodes(body))
    unread = _unread(found)
    return _underscore(body, unread) if unread else body


class _Uses:
    """What a body does to its variables."""

    def __init__(self) -> None:
        self.assigned: Counter[str] = Counter()
        """How often each is given another value."""
        self.changed: set[str] = set()
        """Those that are changed in place, or borrowed for that, for certain."""
        self.asked: set[str] = set()
        """Those that a method is called on."""
        self.opened: set[str] = set()
        """Those that a method is called on which changes options."""

    def see(self, n: Any) -> None:
        match n:
            case r.MethodCall(receiver=subject, name=method):
                name = _root(subject)
                self.asked.add(name)
                if method in _CHANGES_OPTION:
                    self.opened.add(name)
            case r.AssignStmt(target=r.Path(text=name), op="="):
                self.assigned[name] += 1
            case r.AssignStmt(target=r.TupleExpr(items=items)):
                self.changed |= {_root(i) for i in items}
            case r.AssignStmt(target=subject) | r.UnaryExpr(op="&mut", operand=subject):
                self.changed.add(_root(subject))
            case r.CallExpr(func=r.Path(text=name)):
                self.changed.add(name)

    def leave(self, lets: list[r.LetStmt], name: str, found: list[Any]) -> bool:
        """Whether nothing changes a variable after it has its value."""
        if name in self.changed or name in (self.opened if all(map(_is_option, lets)) else self.asked):
            return False
        times = self.assigned[name]
        if times == 0:
            return all(let.value is not None for let in lets)
        if len(lets) > 1 or lets[0].value is not None:
            return False
        return any(isinstance(n, r.Block) and _gives_once(n, lets[0], name) for n in found)


_CHANGES_OPTION = frozenset({"as_mut", "take", "replace", "insert", "get_or_insert", "get_or_insert_with"})


def _gives_once(block: r.Block, let: r.LetStmt, name: str) -> bool:
    """Whether a block declares a variable and gives it its value once at most, on every way through it."""
    return any(s is let for s in block.body) and _most(block, r.Path(name)) <= 1


def _most(node: Any, target: r.Path) -> int:
    """How often a variable is assigned at most, where a loop or closure counts as often."""
    match node:
        case r.AssignStmt(target=to, value=value) if to == target:
            return 1 + _most(value, target)
        case r.IfExpr(test=test, body=body, orelse=other):
            return _most(test, target) + max(_most(body, target), _most(other, target) if other is not None else 0)
        case r.MatchExpr(subject=subject, arms=arms):
            return _most(subject, target) + max((_most(a.body, target) for a in arms), default=0)
        case r.WhileStmt() | r.ForStmt() | r.ClosureExpr() | r.AsyncBlock():
            return 2 * sum(_most(part, target) for part in r.parts(node))
    return sum(_most(part, target) for part in r.parts(node))


def _is_option(let: r.LetStmt) -> bool:
    """Whether a variable holds an option or nothing, which few methods change."""
    match let.value:
        case r.Path(text="None") | r.TupleExpr(items=()) | r.CallExpr(func=r.Path(text="Some")):
            return True
    return let.ty.startswith("Option<")


def _root(e: Any) -> str:
    """The variable that a place is part of."""
    while isinstance(e, (r.FieldExpr, r.MethodCall, r.UnaryExpr, r.TryExpr)):
        e = e.operand if isinstance(e, (r.UnaryExpr, r.TryExpr)) else e.receiver
    return e.text if isinstance(e, r.Path) else ""


def _end(block: r.Block) -> int | None:
    """Where a block ends before its text does, since it jumps."""
    for i, s in enumerate(block.body):
        if isinstance(s, r.ExprStmt) and isinstance(s.value, r.Jump):
            return i + 1 if block.tail is not None or i + 1 < len(block.body) else None
    return None


def _is_idle(s: r.Stmt) -> bool:
    """Whether a statement does nothing: types decided its condition, or it names a place alone."""
    match s:
        case r.ExprStmt(value=r.IfExpr(test=r.Lit(text="false"), orelse=None)):
            return True
        case r.ExprStmt(value=r.FieldExpr(receiver=inner)):
            return isinstance(inner, (r.Path, r.FieldExpr))
    return False


def _reached(node: Any) -> Any:
    """A body without what follows a jump in one block, and without statements that do nothing."""
    node = r.rebuilt(node, _reached)
    if isinstance(node, r.Block) and any(map(_is_idle, node.body)):
        node = replace(node, body=tuple(s for s in node.body if not _is_idle(s)))
    if isinstance(node, r.Block) and (end := _end(node)) is not None:
        return replace(node, body=node.body[:end], tail=None)
    return node


def _unread(found: list[Any]) -> set[str]:
    """The variables among these nodes that nothing reads, to be given an underscore: what read them was decided by types, or
    they are only ever assigned to.
    """
    words: Counter[str] = Counter()
    bound: set[str] = set()
    for n in found:
        match n:
            case r.Path(text=text) | r.Lit(text=text) if not text.startswith(('"', 'b"')):
                words.update(_WORD.findall(text))
            case r.AssignStmt(target=r.Path(text=name) as target, value=value):
                words[name] -= 1 + (isinstance(value, r.BinaryExpr) and value.left == target)
            case r.LetStmt(pattern=pattern) | r.ForStmt(pattern=pattern):
                bound.update(_named(pattern))
            case r.ClosureExpr(params=params):
                bound.update(p.removeprefix("mut ") for p in params)
    return {name for name in bound if name.isidentifier() and not name.startswith("_") and not words[name]}


def _named(pattern: str) -> list[str]:
    """The variables of a pattern that has nothing else in it."""
    if not _VARIABLES.fullmatch(pattern):
        return []
    return [word for word in _WORD.findall(pattern) if word not in ("mut", "ref", "_")]


def _underscore(node: Any, unread: set[str]) -> Any:
    node = r.rebuilt(node, lambda n: _underscore(n, unread))
    if isinstance(node, (r.LetStmt, r.ForStmt)) and not unread.isdisjoint(_named(node.pattern)):
        return replace(node, pattern=_WORD.sub(lambda m: "_" + m[0] if m[0] in unread else m[0], node.pattern))
    if isinstance(node, r.ClosureExpr) and not unread.isdisjoint(node.params):
        return replace(node, params=tuple("_" + p if p in unread else p for p in node.params))
    if isinstance(node, r.Path) and node.text in unread:
        return replace(node, text="_" + node.text)
    return node


def _replace(node: Any, fixed: dict[str, str], never: set[str]) -> Any:
    if isinstance(node, r.LetStmt) and node.pattern.removeprefix("mut ") in never:
        node = replace(node, pattern=node.pattern.removeprefix("mut "))
    if isinstance(node, r.LetStmt) and node.pattern.removeprefix("mut ") in fixed and isinstance(node.value, r.Lit):
        return replace(node, pattern=node.pattern.removeprefix("mut "))
    node = r.rebuilt(node, lambda n: _replace(n, fixed, never))
    match node:
        case r.Path(text=text) if fixed.get(text) in ("true", "false"):
            return r.Lit(fixed[text])
        case r.UnaryExpr(op="!", operand=r.Lit(text="true" | "false" as text)):
            return r.Lit("false" if text == "true" else "true")
        case r.Block(body=body):
            return replace(node, body=tuple(_taken(body, fixed)))
    return node


def _taken(body: tuple[r.Stmt, ...], fixed: dict[str, str]) -> Iterator[r.Stmt]:
    for s in body:
        match s:
            case r.LetStmt(pattern=name, value=r.Lit(text="true" | "false")) if name in fixed:
                continue
            case r.ExprStmt(value=r.IfExpr(test=r.Lit(text="true"), body=inner)):
                yield from inner.body
                if inner.tail is not None:
                    yield r.ExprStmt(inner.tail)
            case r.ExprStmt(value=r.IfExpr(test=r.Lit(text="false"), orelse=None)):
                continue
            case _:
                yield s
