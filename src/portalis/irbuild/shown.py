"""What can be shown as text, and the names of types in CPython's messages."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    STR,
    ContT,
    InstanceT,
    IterT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    ViewT,
    option_of,
)  # fmt: skip
from portalis.irbuild.builder import Builder

_WITHOUT_TEXT = frozenset({"re.Pattern", "random.Random", "hashlib.HASH", "function", "NotImplementedType"})


def _has_text(cls: ClassInfo) -> bool:
    return _states_text(cls) or cls.is_dataclass


def _states_text(cls: ClassInfo) -> bool:
    return bool({"__repr__", "__str__"} & cls.methods.keys()) or cls.enum is not None


def has_text(t: Type, within: frozenset[ClassInfo] = frozenset()) -> bool:
    """Whether all values of a type have a text that says what they hold; of objects it may be an address that ends the program."""
    if isinstance(t, InstanceT):
        cls = t.cls
        assert isinstance(cls, ClassInfo)
        if _states_text(cls) or cls in within or "address" in cls.asked:
            return True
        return cls.is_dataclass and all(has_text(f, within | {cls}) for f in cls.fields.values())
    if isinstance(t, (ContT, TupleT, UnionT)):
        parts = t.cell.params if isinstance(t, ContT) else t.items if isinstance(t, TupleT) else t.members
        return all(has_text(p, within) for p in parts)
    if isinstance(t, VarTupleT):
        return has_text(t.item, within)
    return not (isinstance(t, (IterT, ViewT)) or t.kind in _WITHOUT_TEXT)


def check_shown(b: Builder, ty: Type, node: ast.AST) -> None:
    """Refuses to show objects whose text is an address, and what Python shows by one.

    An object that may be None can be shown while it is; what would show its address ends the program.
    """
    stack, seen = [ty], set[object]()
    while stack:
        t = stack.pop()
        inner = option_of(t)
        if isinstance(inner, InstanceT) and isinstance(inner.cls, ClassInfo) and not _has_text(inner.cls):
            inner.cls.asked.add("address")
        elif isinstance(t, InstanceT):
            cls = t.cls
            assert isinstance(cls, ClassInfo)
            if not _has_text(cls):
                raise b.refuse(
                    "P0409", f"a `{cls.name}` without `__repr__` shows its address", node, "define `__repr__`"
                )
            if not _states_text(cls) and cls not in seen:
                seen.add(cls)
                stack += cls.fields.values()
        elif isinstance(t, ContT):
            if id(t.cell) not in seen:
                seen.add(id(t.cell))
                stack += t.cell.params
        elif isinstance(t, (TupleT, UnionT)):
            stack += t.items if isinstance(t, TupleT) else t.members
        elif isinstance(t, VarTupleT):
            stack.append(t.item)
        elif isinstance(t, (IterT, ViewT)) or t.kind in _WITHOUT_TEXT:
            raise b.refuse("P0409", f"the text of a `{t}` is not translated", node)


def shown(b: Builder, e: ops.Expr, node: ast.AST) -> ops.Expr:
    """The value as it is handed to what makes text of it: a view of a dict is its text already.

    Raises:
        Refuse: where the text is an address, or not known.
    """
    if isinstance(e.ty, ViewT):
        check_shown(b, e.ty.mapping, node)
        return ops.Builtin(STR, "view_text", [e])
    check_shown(b, e.ty, node)
    return e


def runtime_name(t: Type) -> str:
    """The name of a type in CPython's messages."""
    return {"None": "NoneType", "iterator": "map", "instance": str(t)}.get(t.kind, t.kind)


def class_name(b: Builder, t: Type, node: ast.AST) -> str:
    """The qualified name of the class of values of a type, as its `repr` shows it.

    Raises:
        Refuse: where the type does not say.
    """
    if isinstance(t, InstanceT):
        assert isinstance(t.cls, ClassInfo)
        return t.cls.qualified
    if isinstance(t, (IterT, ViewT)) or t.kind in ("re.Pattern", "hashlib.HASH", "nothing"):
        raise b.refuse("P0315", "the type of this value is not known here", node)
    if t.kind in ("deque", "Counter", "defaultdict", "OrderedDict"):
        return f"collections.{t.kind}"
    return runtime_name(t)


def dotted(node: ast.expr) -> str:
    """A dotted name as text, or an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""
