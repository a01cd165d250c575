"""Paths of functions that a variable of the same name hides.

A variable keeps the name that it has in Python wherever it can. Where it hides a function that the body calls, one of the
runtime's or one of the program's, the call names the module.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from typing import Any

from portalis.codegen import rust_ast as r

_NAME = re.compile(r"[a-z_]\w*")


def qualified(item: r.FnItem, runtime: Set[str], own: Set[str]) -> r.FnItem:
    """The function, with the module before what its variables hide: functions of the runtime, and of the module itself."""
    functions = [n.func for n in r.nodes(item.body) if isinstance(n, r.CallExpr) and isinstance(n.func, r.Path)]
    called = {f.text for f in functions if not f.local}
    called &= runtime | own
    if not called:
        return item
    hidden = called & _variables(item)
    if not hidden:
        return item
    paths = {name: f"crate::pyrt::{name}" if name in runtime else f"self::{name}" for name in hidden}
    return replace(item, body=_rename(item.body, paths))


def _variables(item: r.FnItem) -> set[str]:
    patterns = [p.name for p in item.params]
    for n in r.nodes(item.body):
        match n:
            case r.LetStmt(pattern=pattern) | r.ForStmt(pattern=pattern) | r.LetTest(pattern=pattern):
                patterns.append(pattern)
            case r.ClosureExpr(params=params):
                patterns += params
            case r.MatchExpr(arms=arms):
                patterns += [arm.pattern for arm in arms]
    return {name for pattern in patterns for name in _NAME.findall(pattern)}


def _rename(node: Any, paths: dict[str, str]) -> Any:
    node = r.rebuilt(node, lambda n: _rename(n, paths))
    if (
        isinstance(node, r.CallExpr)
        and isinstance(node.func, r.Path)
        and node.func.text in paths
        and not node.func.local
    ):
        return replace(node, func=r.Path(paths[node.func.text]))
    return node
