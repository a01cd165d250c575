"""Annotations: they bound what nothing else determines, and never coerce."""

from __future__ import annotations

import ast

from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    COMPLEX,
    DYN,
    FLOAT,
    INT,
    NONE,
    STR,
    ContT,
    InstanceT,
    IterT,
    TupleT,
    Type,
    VarTupleT,
    box,
    join,
)  # fmt: skip
from portalis.irbuild.builder import Builder
from portalis.irbuild.places import known_class

_ATOMS: dict[str, Type] = {
    "int": INT,
    "float": FLOAT,
    "str": STR,
    "bool": BOOL,
    "bytes": BYTES,
    "complex": COMPLEX,
    "None": NONE,
    "object": DYN,
    "Any": DYN,
}
_CONTAINERS = {"list": "list", "List": "list", "set": "set", "Set": "set", "frozenset": "frozenset", "FrozenSet": "frozenset",
               "dict": "dict", "Dict": "dict", "DefaultDict": "defaultdict", "defaultdict": "defaultdict", "Deque": "deque", "deque": "deque",
               "Counter": "Counter", "OrderedDict": "OrderedDict", "Sequence": "list", "MutableSequence": "list", "Mapping": "dict",
               "MutableMapping": "dict", "Collection": "list"}  # fmt: skip


def annotation_type(b: Builder, node: ast.expr | None, anchor: ast.AST, slot: int = 0) -> Type:
    """The type that an annotation states; `BOTTOM` where it says nothing. Containers are fresh, one for each anchor."""
    if node is None:
        return BOTTOM
    if isinstance(node, ast.Constant):
        if node.value is None:
            return NONE
        if isinstance(node.value, str):
            try:
                return annotation_type(b, ast.parse(node.value, mode="eval").body, anchor, slot)
            except SyntaxError:
                return BOTTOM
        return BOTTOM
    if (cls := known_class(b, node, annotates=True)) is not None:
        if cls.enum is not None and not cls.used:
            from portalis.irbuild.enums import use

            use(b, cls, node)  # a library may take members without naming one
        return InstanceT(cls)
    if isinstance(node, ast.Attribute):
        node = ast.Name(node.attr, ast.Load())
    if isinstance(node, ast.Name) and node.id in b.module.aliases:
        return _alias(b, node.id, anchor, slot)
    if isinstance(node, ast.Name):
        if node.id == "int":
            return b.program.int_bits(1 << 20, False)
        if node.id in _ATOMS:
            return _ATOMS[node.id]
        if node.id == "tuple":
            return BOTTOM
        kind = _CONTAINERS.get(node.id)
        if kind in ("dict", "defaultdict", "OrderedDict"):
            return b.fresh(anchor, kind, BOTTOM, BOTTOM, slot=1000 + slot)
        return b.fresh(anchor, kind, BOTTOM, slot=1000 + slot) if kind else BOTTOM
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return join(
            annotation_type(b, node.left, anchor, slot * 2 + 1), annotation_type(b, node.right, anchor, slot * 2 + 2)
        )
    if isinstance(node, ast.Subscript):
        head = (
            node.value.attr
            if isinstance(node.value, ast.Attribute)
            else node.value.id
            if isinstance(node.value, ast.Name)
            else ""
        )
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        inner = [annotation_type(b, p, anchor, slot * 8 + i + 1) for i, p in enumerate(parts) if not _is_ellipsis(p)]
        if head == "Optional" and inner:
            return join(inner[0], NONE)
        if head == "Union":
            ty: Type = BOTTOM
            for t in inner:
                ty = join(ty, t)
            return ty
        if head in ("tuple", "Tuple"):
            return VarTupleT(inner[0]) if len(parts) == 2 and _is_ellipsis(parts[1]) else TupleT(tuple(inner))
        if head in ("Iterator", "Generator", "Iterable") and inner:
            return IterT(inner[0]) if head != "Iterable" else b.fresh(anchor, "list", inner[0], slot=1000 + slot)
        kind = _CONTAINERS.get(head)
        if kind:
            if kind == "Counter":
                inner = [inner[0], INT]
            return b.fresh(anchor, kind, *inner, slot=1000 + slot)
        if head in ("Final", "ClassVar", "Annotated") and inner:
            return inner[0]
    return BOTTOM


def _alias(b: Builder, name: str, anchor: ast.AST, slot: int) -> Type:
    """What a name for a type stands for; one that stands for itself says nothing."""
    stated = b.module.aliases.pop(name)
    try:
        return annotation_type(b, stated, anchor, slot)
    finally:
        b.module.aliases[name] = stated


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def fill(b: Builder, ty: Type, node: ast.expr) -> None:
    """Gives the unknown parts of a container type what its annotation states."""
    stated = annotation_type(b, node, node)
    _fill(b, ty, stated)


def _fill(b: Builder, ty: Type, stated: Type) -> None:
    if isinstance(ty, ContT) and isinstance(stated, ContT) and ty.kind == stated.kind:
        for i, p in enumerate(stated.cell.params):
            if ty.cell.params[i] is BOTTOM:
                b.grow(ty.cell, i, p)
            else:
                _fill(b, ty.cell.params[i], p)


__all__ = ["annotation_type", "box", "fill"]
