"""Displays, subscripts, keys, and what flows into containers."""

from __future__ import annotations

import ast

from portalis.frontend.generators import BY_INDEX, ITEMS
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOTTOM,
    BYTES,
    CLASS,
    CLOCK,
    DYN,
    HASH,
    STR,
    ContT,
    FuncT,
    InstanceT,
    IterT,
    NameT,
    PatternT,
    RangeT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    ViewT,
    box,
    family_of,
    int_type,
    is_dynamic,
    is_family,
    is_num,
    join,
    option_of,
    tuple_item,
    tuple_of,
)  # fmt: skip
from portalis.irbuild import enums, flags, members, named_tuples
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.named_tuples import as_tuple, named_tuple
from portalis.irbuild.operators import (
    as_int,
)
from portalis.irbuild.options import require, unless_none, whole
from portalis.irbuild.program import Refuse
from portalis.irbuild.shown import runtime_name
from portalis.irbuild.versions import version_part


@ex.handles(ast.List, ast.Set, ast.Tuple)
def _display(b: Builder, node: ast.List | ast.Set | ast.Tuple) -> ops.Expr:
    items: list[ops.Expr] = []
    for e in node.elts:
        if isinstance(e, ast.Starred):
            inner = iterable(b, e.value)
            items.append(ex.mark(ops.Star(inner.ty, inner), e))
        else:
            items.append(ex.value(b, e))
    if isinstance(node, ast.Tuple):
        return tuple_display(b, items)
    item: Type = BOTTOM
    kind = "list" if isinstance(node, ast.List) else "set"
    ty = b.fresh(node, kind, BOTTOM)
    for i in items:
        item = item_type(b, i.ty, node) if isinstance(i, ops.Star) else i.ty
        b.grow(ty.cell, 0, item)
    check_key(b, ty, node)
    return ops.Display(ty, kind, items)


def tuple_display(b: Builder, items: list[ops.Expr]) -> ops.Expr:
    """A tuple of these items."""
    if any(isinstance(i, ops.Star) for i in items):
        flat: list[Type] = []
        known = True
        for i in items:
            if isinstance(i, ops.Star):
                if isinstance(i.ty, TupleT):
                    flat += i.ty.items
                else:
                    known = False
                    flat.append(BOTTOM if i.ty is BOTTOM else item_type(b, i.ty, i.pos or ast.Pass()))
            else:
                flat.append(i.ty)
        if known:
            return ops.Display(tuple_of(tuple(flat)), "tuple", items)
        item: Type = BOTTOM
        for t in flat:
            item = join(item, t)
        return ops.Display(VarTupleT(item), "tuple", items)
    return ops.Display(tuple_of(tuple(i.ty for i in items)), "tuple", items)


@ex.handles(ast.Dict)
def _dict(b: Builder, node: ast.Dict) -> ops.Expr:
    ty = b.fresh(node, "dict", BOTTOM, BOTTOM)
    pairs: list[tuple[ops.Expr | None, ops.Expr]] = []
    for k, v in zip(node.keys, node.values):
        if k is None:
            other = ex.expr(b, v)
            if isinstance(other.ty, ContT) and len(other.ty.cell.params) == 2:
                for i, p in enumerate(other.ty.cell.params):
                    b.grow(ty.cell, i, p)
            elif other.ty is not BOTTOM:
                raise b.refuse("P0306", f"`**` needs a dict, not `{other.ty}`", v)
            pairs.append((None, other))
        else:
            key, val = ex.value(b, k), ex.value(b, v)
            b.grow(ty.cell, 0, key.ty)
            b.grow(ty.cell, 1, val.ty)
            pairs.append((key, val))
    check_key(b, ty, node)
    return ops.DictDisplay(ty, pairs)


def check_key(b: Builder, ty: Type, node: ast.AST) -> None:
    """Refuses keys that Python cannot hash, or that the runtime cannot."""
    if isinstance(ty, ContT) and ty.kind not in ("list", "deque"):
        key = ty.item
        if not hashable(key):
            raise b.refuse("P0314", f"`{key}` cannot be a key or an element of a set", node)
        hash_classes(b, key, node)


def hash_classes(b: Builder, key: Type, node: ast.AST) -> None:
    """Notes the classes whose objects are keys."""
    if is_family(key):
        from portalis.irbuild.comparisons import compared_by_class

        types = [InstanceT(cls) for cls in family_of(key).classes]
        compared_by_class(types, b, node)
        for t in types:
            hash_classes(b, t, node)
        return
    if isinstance(key, (TupleT, VarTupleT, UnionT)):
        parts = key.items if isinstance(key, TupleT) else key.members if isinstance(key, UnionT) else (key.item,)
        for p in parts:
            hash_classes(b, p, node)
    elif isinstance(key, InstanceT):
        cls = key.cls
        assert isinstance(cls, ClassInfo)
        if not cls.hashed:
            cls.hashed = True
            CLOCK.ticks += 1
        if "__hash__" in cls.methods:
            from portalis.irbuild.calls import call_method

            call_method(b, ops.Load(key, ops.Var("self")), "__hash__", [], node)
        elif not cls.equality and cls.enum is None:
            key.cell.forced = True  # the hash is that of the object itself
        for f in cls.fields.values() if cls.equality else ():
            hash_classes(b, f, node)


def hashable(t: Type) -> bool:
    """Whether values of the type can be keys."""
    if isinstance(t, ContT):
        return t.kind == "frozenset"
    if isinstance(t, TupleT):
        return all(map(hashable, t.items)) and len(t.items) <= 8
    if isinstance(t, VarTupleT):
        return hashable(t.item)
    if isinstance(t, UnionT):
        inner = option_of(t)
        if inner is not None:
            return hashable(inner)
        if is_family(t):
            return all(hashable(InstanceT(cls)) for cls in family_of(t).classes)
        return not any(isinstance(m, InstanceT) for m in t.members)
    if isinstance(t, InstanceT):
        cls = t.cls
        assert isinstance(cls, ClassInfo)
        if "__hash__" in cls.methods:
            return True
        if cls.is_dataclass and cls.equality and "__eq__" not in cls.methods:
            return cls.frozen and all(map(hashable, cls.fields.values()))
        return "__eq__" not in cls.methods
    return t not in (CLASS, HASH) and not isinstance(t, (IterT, ViewT, FuncT, NameT, PatternT))


def item_type(b: Builder, ty: Type, node: ast.AST) -> Type:
    """What iterating a value yields."""
    if ty is BOTTOM:
        return BOTTOM
    if isinstance(ty, ContT):
        return ty.item
    if isinstance(ty, (TupleT, VarTupleT)):
        return tuple_item(ty)
    if isinstance(ty, IterT):
        return ty.item
    if isinstance(ty, ViewT):
        m = ty.mapping
        return {"dict_keys": m.item, "dict_values": m.value}.get(ty.kind) or TupleT((m.item, m.value))
    if ty is STR:
        return STR
    if ty is BYTES:
        return int_type(8, True)
    if is_dynamic(ty):
        return DYN
    if isinstance(ty, RangeT):
        return ty.item
    raise Refuse("P0306", f"`{ty}` cannot be iterated", node)


def iterable(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds an expression that is iterated."""
    e = enums.by_names(b, node) or require(b, ex.expr(b, node), "'NoneType' object is not iterable")
    if isinstance(e.ty, NameT) and e.ty.what == ("sys", "stdin"):
        return ex.mark(ops.Builtin(IterT(STR), "stdin_lines", []), node)
    if isinstance(e.ty, NameT) and e.ty.what == "sys.stdin.buffer":
        return ex.mark(ops.Builtin(IterT(BYTES), "stdin_lines", [], "_bytes"), node)
    e = as_tuple(e)
    listed = enums.enumeration(e)
    if listed is not None:
        return enums.members(b, listed, node)
    if isinstance(e.ty, InstanceT) and (single := flags.each(b, e, node)) is not None:
        return single
    e = members.plain(b, e) if members.is_text(e.ty) else e
    if isinstance(e.ty, NameT):
        raise b.refuse("P0306", "this cannot be iterated", node)
    if (
        isinstance(e.ty, InstanceT)
        and isinstance(e.ty.cls, ClassInfo)
        and {"__iter__", BY_INDEX} & e.ty.cls.methods.keys()
    ):
        from portalis.irbuild.calls import call_method

        if "__iter__" not in e.ty.cls.methods:
            return ex.mark(call_method(b, e, BY_INDEX, [], node), node)
        e = ex.mark(call_method(b, e, "__iter__", [], node), node)
        if isinstance(e.ty, InstanceT) and isinstance(e.ty.cls, ClassInfo) and ITEMS in e.ty.cls.methods:
            return ex.mark(call_method(b, e, ITEMS, [], node), node)
        if e.ty is not BOTTOM and not isinstance(e.ty, IterT):
            raise b.refuse(
                "P0604", "an `__iter__` that gives something else than an iterator is not translated yet", node
            )
    return e


def slice_parts(b: Builder, node: ast.Slice) -> tuple[ops.Expr | None, ops.Expr | None, ops.Expr | None]:
    """The bounds of a slice; an explicit None counts as absent."""
    parts: list[ops.Expr | None] = []
    for p in (node.lower, node.upper, node.step):
        e = members.plain(b, ex.expr(b, p)) if p is not None else None
        if e is not None and is_num(e.ty):
            e = whole(b, e, "slice indices must be integers or None or have an __index__ method")
        e = unless_none(b, e, p or node)
        if e is not None and as_int(e.ty) is None and e.ty is not BOTTOM:
            option = option_of(e.ty)
            if option is None or as_int(option) is None:
                raise b.refuse("P0306", "slice indices must be integers or None", p or node)
        parts.append(e)
    return parts[0], parts[1], parts[2]


@ex.handles(ast.Subscript)
def _subscript(b: Builder, node: ast.Subscript) -> ops.Expr:
    part = version_part(b, node)
    if part is not None:
        return part
    obj = enums.by_names(b, node.value) or ex.expr(b, node.value)
    obj = members.plain(b, obj) if members.is_text(obj.ty) else obj
    if isinstance(node.slice, ast.Slice):
        obj = require(b, obj, "'NoneType' object is not subscriptable")
        start, stop, step = slice_parts(b, node.slice)
        ty = obj.ty
        if isinstance(ty, ContT) and ty.kind == "list":
            ty = b.fresh(node, "list", ty.item)
        elif isinstance(ty, TupleT):
            bounds = [p.value if isinstance(p, ops.Const) else None for p in (start, stop, step)]
            if all(p is None or isinstance(p, ops.Const) for p in (start, stop, step)):
                ty = tuple_of(ty.items[slice(*bounds)])  # type: ignore[arg-type]
            else:
                ty = VarTupleT(tuple_item(ty))
        elif not (ty in (STR, BYTES, BOTTOM) or isinstance(ty, (VarTupleT, RangeT)) or is_dynamic(ty)):
            raise b.refuse("P0306", f"`{ty}` cannot be sliced", node)
        elif is_dynamic(ty):
            ty = DYN
        return ops.Slice(ty, obj, start, stop, step)
    index = ex.expr(b, node.slice)
    return subscript(b, node, obj, index)


def subscript(b: Builder, node: ast.Subscript, obj: ops.Expr, index: ops.Expr) -> ops.Expr:
    """Builds `obj[index]`."""
    obj = require(b, obj, "'NoneType' object is not subscriptable")
    ty = obj.ty
    result: Type
    named = enums.enumeration(obj)
    if named is not None:
        return ex.mark(enums.by_name(b, named, index, node), node)
    fields = named_tuple(ty)
    if fields is not None and "__getitem__" not in fields.methods:
        return named_tuples.subscript(b, obj, fields, index, node)
    if isinstance(ty, ContT) and ty.kind in ("list", "deque"):
        index = item_index(b, obj, index, node)
        result = ty.item
    elif isinstance(ty, ContT) and len(ty.cell.params) == 2:
        if b.program.mixed:
            from portalis.irbuild import member_keys

            if (found := member_keys.item(b, obj, index, node)) is not None:
                return found
        flow_key(b, ty, index, node)
        result = ty.value
    elif isinstance(ty, TupleT):
        if isinstance(index, ops.Const) and isinstance(index.value, int):
            if -len(ty.items) <= index.value < len(ty.items):
                result = ty.items[index.value]
            else:
                result = tuple_item(ty)
        else:
            index = item_index(b, obj, index, node)
            result = tuple_item(ty)
    elif isinstance(ty, VarTupleT):
        index = item_index(b, obj, index, node)
        result = ty.item
    elif ty is STR:
        index = item_index(b, obj, index, node)
        result = STR
    elif ty is BYTES:
        index = item_index(b, obj, index, node)
        result = int_type(8, True)
    elif isinstance(ty, RangeT):
        index = members.plain(b, index)
        result = ty.item
    elif ty.kind == "re.Match":
        from portalis.irbuild.rows import apply_method

        return apply_method(b, obj, "group", [index], {}, node)
    elif is_dynamic(ty):
        box(index.ty)
        result = DYN
    elif isinstance(ty, InstanceT) or is_family(ty):
        from portalis.irbuild.calls import call_method

        return call_method(b, obj, "__getitem__", [index], node)
    elif ty is BOTTOM:
        result = BOTTOM
    else:
        raise b.refuse("P0306", f"`{ty}` is not subscriptable", node)
    return ex.mark(ops.Index(result, obj, index), node)


def item_index(b: Builder, obj: ops.Expr, index: ops.Expr, node: ast.AST) -> ops.Expr:
    """The index of an item of a sequence as an int, whatever `obj` may be; keys are left as they are.

    Raises:
        Refuse: it can never be one.
    """
    what = {
        "str": "string",
        "tuple": "tuple",
        "list": "list",
        "deque": "sequence",
        "bytes": "byte",
        "range": "range",
    }.get(obj.ty.kind)
    if what is None:
        return index
    given = {
        "string": "string indices must be integers, not '{}'",
        "sequence": "sequence index must be integer, not '{}'",
    }
    index = whole(b, members.plain(b, index), given.get(what, f"{what} indices must be integers or slices, not {{}}"))
    if as_int(index.ty) is None and index.ty is not BOTTOM and not is_dynamic(index.ty):
        raise b.refuse("P0306", f"{what} indices must be integers, not `{index.ty}`", node)
    return index


def flow_key(b: Builder, ty: Type, key: ops.Expr, node: ast.AST) -> None:
    """Makes a looked-up key comparable with a dict's keys."""
    if isinstance(ty, ContT) and len(ty.cell.params) == 2:
        b.grow(ty.cell, 0, key.ty)
        check_key(b, ty, node)


def flow_subscript(b: Builder, obj: ops.Expr, index: ops.Expr, ty: Type, node: ast.AST) -> None:
    """Lets a value flow into `obj[index]`."""
    t = obj.ty
    if isinstance(t, ContT) and t.kind in ("list", "deque"):
        b.grow(t.cell, 0, ty)
    elif isinstance(t, ContT) and len(t.cell.params) == 2:
        flow_key(b, t, index, node)
        b.grow(t.cell, 1, ty)
    elif isinstance(t, InstanceT):
        raise b.refuse("P0604", "`__setitem__` is not translated yet", node)
    elif is_dynamic(t):
        box(ty)
        box(index.ty)
    elif t is not BOTTOM:
        if t in (STR,) or t.kind == "tuple":
            raise b.refuse("P0306", f"'{runtime_name(t)}' object does not support item assignment", node)
        raise b.refuse("P0306", f"an item of `{t}` cannot be assigned", node)


def flow_items(b: Builder, ty: ContT, source: Type, node: ast.AST) -> None:
    """Lets the items of an iterable flow into a list."""
    if source is BOTTOM:
        return
    item = item_type(b, source, node)
    if item is BOTTOM and isinstance(source, ContT):
        b.program.vacancies.append((source.cell, ty.cell, 0))
    b.grow(ty.cell, 0, item)
