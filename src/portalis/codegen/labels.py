"""Labels of loops: a jump out of a labelled block has to say which loop it means, even where it is the nearest one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portalis.codegen import rust_ast as r

_LOOPS = (r.ForStmt, r.WhileStmt)


def label_loops(tree: Any) -> Any:
    """The tree with labels on the loops that are left from inside of labelled blocks, and on the jumps that leave them."""
    if not any(isinstance(n, r.Block) and n.label for n in r.nodes(tree)):
        return tree
    taken = {n.label for n in r.nodes(tree) if isinstance(n, (r.Block, *_LOOPS))}
    return _labelled(tree, taken)


def _labelled(node: Any, taken: set[str]) -> Any:
    """Labels the loops of a tree, from the outside in."""
    if isinstance(node, _LOOPS) and not node.label and _is_left(node.body, False):
        label = _unused(taken)
        taken.add(label)
        node = replace(node, label=label, body=_named(node.body, label, False))
    return r.rebuilt(node, lambda part: _labelled(part, taken))


def _unused(taken: set[str]) -> str:
    """A label that is not taken: `'rounds`, `'rounds_2`, …"""
    label, i = "'rounds", 1
    while label in taken:
        i += 1
        label = f"'rounds_{i}"
    return label


def _is_left(node: Any, inside: bool) -> bool:
    """Whether a jump of the loop around leaves a labelled block; `inside` of one already?"""
    if isinstance(node, tuple):
        return any(_is_left(n, inside) for n in node)
    if isinstance(node, r.Jump) and _is_plain(node) and inside:
        return True
    if isinstance(node, (*_LOOPS, r.ClosureExpr)):
        return isinstance(node, r.ForStmt) and _is_left(node.iterable, inside)
    inside = inside or (isinstance(node, r.Block) and bool(node.label))
    return any(_is_left(n, inside) for n in r.parts(node))


def _named(node: Any, label: str, inside: bool) -> Any:
    """The body of a loop whose jumps out of labelled blocks name it."""
    if isinstance(node, r.Jump) and _is_plain(node) and inside:
        return replace(node, label=label)
    if isinstance(node, (*_LOOPS, r.ClosureExpr)):
        return node
    inside = inside or (isinstance(node, r.Block) and bool(node.label))
    return r.rebuilt(node, lambda part: _named(part, label, inside))


def _is_plain(jump: r.Jump) -> bool:
    """Whether a jump leaves the nearest loop."""
    return jump.word in ("break", "continue") and not jump.label and jump.value is None


__all__ = ["label_loops"]
