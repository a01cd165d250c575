"""Settles variables that are never assigned again after all.

A handler that nothing can reach is not emitted, and with it the assignments inside are gone: what would have been a
mutable flag is a constant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from portalis.codegen import rust_ast as r

_WORD = re.compile(r"\w+")


def settle(body: r.Block) -> r.Block:
    """The body of a function, without `mut` and without tests of flags where nothing changes them."""
    literals: dict[str, str] = {}
    changed: set[str] = set()
    found = list(r.nodes(body))
    for n in found:
        match n:
            case r.LetStmt(pattern=pattern, value=r.Lit(text=text)) if pattern.startswith("mut "):
                literals[pattern.removeprefix("mut ")] = text
            case r.AssignStmt(target=r.Path(text=name)) | r.UnaryExpr(op="&mut", operand=r.Path(text=name)):
                changed.add(name)
            case r.AssignStmt(target=r.TupleExpr(items=items)):
                changed |= {i.text for i in items if isinstance(i, r.Path)}
    fixed = {name: text for name, text in literals.items() if name not in changed}
    if fixed:
        body = _replace(body, fixed)
        found = list(r.nodes(body))
    unread = _unread(found)
    return _underscore(body, unread) if unread else body


def _unread(found: list[Any]) -> set[str]:
    """The variables among these nodes that nothing reads, to be given an underscore: what read them was decided by types, or
    they are only ever assigned to.
    """
    words: Counter[str] = Counter()
    bound: set[str] = set()
    for n in found:
        match n:
            case r.Path(text=text) | r.Lit(text=text):
                words.update(_WORD.findall(text))
            case r.AssignStmt(target=r.Path(text=name) as target, value=value):
                words[name] -= 1 + (isinstance(value, r.BinaryExpr) and value.left == target)
            case r.LetStmt(pattern=pattern) | r.ForStmt(pattern=pattern):
                bound.add(pattern.removeprefix("mut "))
            case r.ClosureExpr(params=params):
                bound.update(p.removeprefix("mut ") for p in params)
    return {name for name in bound if name.isidentifier() and not name.startswith("_") and not words[name]}


def _underscore(node: Any, unread: set[str]) -> Any:
    node = r.rebuilt(node, lambda n: _underscore(n, unread))
    if isinstance(node, (r.LetStmt, r.ForStmt)) and node.pattern.removeprefix("mut ") in unread:
        name = node.pattern.removeprefix("mut ")
        return replace(node, pattern=node.pattern.removesuffix(name) + "_" + name)
    if isinstance(node, r.ClosureExpr) and not unread.isdisjoint(node.params):
        return replace(node, params=tuple("_" + p if p in unread else p for p in node.params))
    if isinstance(node, r.Path) and node.text in unread:
        return replace(node, text="_" + node.text)
    return node


def _replace(node: Any, fixed: dict[str, str]) -> Any:
    if isinstance(node, r.LetStmt) and node.pattern.removeprefix("mut ") in fixed and isinstance(node.value, r.Lit):
        return replace(node, pattern=node.pattern.removeprefix("mut "))
    node = r.rebuilt(node, lambda n: _replace(n, fixed))
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
