"""Library functions whose typing no row can express: collections, itertools, functools, heapq, bisect, copy, sys, random."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOOL,
    BOTTOM,
    COMPLEX,
    COUNTER_BITS,
    FLOAT,
    HASH,
    NEVER,
    NONE,
    RANDOM,
    STR,
    ContT,
    InstanceT,
    IterT,
    NameT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    is_dynamic,
    is_family,
    join,
    option_of,
    same,
    tuple_item,
)  # fmt: skip
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, need_order, only
from portalis.irbuild.calls import BUILTINS, MEMBERS, BuiltinHandler, Keywords
from portalis.irbuild.containers import hash_classes, hashable, item_type, iterable
from portalis.irbuild.copies import copied
from portalis.irbuild.functions import Built, callback
from portalis.irbuild.known_text import known_text
from portalis.irbuild.logic import condition
from portalis.irbuild.members import is_member, mixed, plain
from portalis.irbuild.operators import as_int, is_real
from portalis.irbuild.rows import apply_function, apply_method
from portalis.irbuild.shown import dotted
from portalis.irbuild.text import repeatable

Args = Sequence[ast.expr]


def member(module: str, *names: str) -> Callable[[BuiltinHandler], BuiltinHandler]:
    """Registers a handler for members of a module."""

    def register(f: BuiltinHandler) -> BuiltinHandler:
        for n in names:
            MEMBERS[module, n] = f
        return f

    return register


def _name(node: ast.AST) -> str:
    text = dotted(node.func) if isinstance(node, ast.Call) else ""
    return text.rsplit(".", 1)[-1]


# -- heapq


@member("heapq", "nlargest", "nsmallest")
def _largest(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    raise AssertionError("registered below")


def _n_best(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, name, args, 2, 3, node)
        only(b, name, keywords, "key", node)
        amount = ex.expr(b, args[0])
        source = iterable(b, args[1])
        item = item_type(b, source.ty, node)
        key_node = args[2] if len(args) > 2 else keywords.get("key")
        key = callback(b, key_node, [item], node) if key_node is not None else None
        need_order(b, key.ty if key else item, node, checked=False)
        return ops.Builtin(b.fresh(node, "list", item), "n_best", [amount, source], (key, name))

    return handle


MEMBERS["heapq", "nlargest"] = _n_best("nlargest")
MEMBERS["heapq", "nsmallest"] = _n_best("nsmallest")


@member("heapq", "merge")
def _merge(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "merge", keywords, "key reverse", node)
    by = keywords.get("key")
    by = None if isinstance(by, ast.Constant) and by.value is None else by
    reverse = [condition(b, keywords["reverse"])] if "reverse" in keywords else []
    if len(args) == 1 and isinstance(args[0], ast.Starred):
        lists = iterable(b, args[0].value)
        each = item_type(b, lists.ty, node)
        if each is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [lists])
        item = item_type(b, each, node)
        sources: list[ops.Expr] = [ops.Star(lists.ty, lists)]
    else:
        count(b, "merge", args, 1, 10, node)
        sources = [iterable(b, a) for a in args]
        item = BOTTOM
        for s in sources:
            if not (isinstance(s, ops.Display) and not s.items):
                item = join(item, item_type(b, s.ty, node))
    key = callback(b, by, [item], node) if by is not None else None
    need_order(b, key.ty if key else item, node, checked=False)
    return ops.Builtin(IterT(item), "heap_merge", [*sources, *reverse], (key, bool(reverse)))


# -- json


def _has_json(t: Type, key: bool = False) -> bool:
    """Whether values of the type have a JSON form that is translated."""
    inner = option_of(t)
    if inner is not None:
        return not key and _has_json(inner)
    if isinstance(t, ContT) and not key:
        if t.kind == "dict":
            return _has_json(t.item, key=True) and _has_json(t.value)
        return t.kind == "list" and _has_json(t.item)
    if isinstance(t, TupleT) and not key:
        return len(t.items) <= 5 and all(map(_has_json, t.items))
    if isinstance(t, VarTupleT) and not key:
        return _has_json(t.item)
    if is_dynamic(t):
        return not key
    if (cls := mixed(t)) is not None:
        cls.asked.add("json")
        return True
    return as_int(t) is not None or t in (BOOL, FLOAT, STR, NONE, BOTTOM)


@member("json", "dumps")
def _dumps(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "json.dumps", args, 1, 1, node)
    only(b, "json.dumps", keywords, "indent separators sort_keys ensure_ascii", node)
    value = ex.value(b, args[0])
    boxed = isinstance(value.ty, ContT) and value.ty.kind in ("dict", "list") and value.ty.cell.boxed
    if not boxed and not _has_json(value.ty):
        raise b.refuse("P0405", f"`json.dumps` of a `{value.ty}` is not translated", node)
    indent = ex.value(b, keywords["indent"]) if "indent" in keywords else ops.Const(NONE, None)
    layout: tuple[str | None, str, str] | None = None
    separators = keywords.get("separators")
    if isinstance(separators, ast.Constant) and separators.value is None:
        separators = None
    if separators is not None or indent.ty is STR:
        layout = _json_layout(b, indent, separators, node)
        indent = ops.Const(NONE, None)
    if indent.ty is not NONE and as_int(indent.ty) is None:
        raise b.refuse("P0405", f"`json.dumps` with an indent of type `{indent.ty}` is not translated", node)
    flags = [
        condition(b, keywords[k]) if k in keywords else ops.Const(BOOL, default)
        for k, default in (("sort_keys", False), ("ensure_ascii", True))
    ]
    return ops.Builtin(STR, "json_dumps", [value, indent, *flags], layout)


def _json_layout(
    b: Builder, indent: ops.Expr, separators: ast.expr | None, node: ast.AST
) -> tuple[str | None, str, str]:
    """What stands before each item, between two, and after a key."""
    if not isinstance(indent, ops.Const):
        raise b.refuse("P0405", "`json.dumps` with separators or a text is translated for a literal indent", node)
    width = indent.value
    before = None if width is None else " " * width if isinstance(width, int) else str(width)
    match separators:
        case None:
            return before, "," if before is not None else ", ", ": "
        case ast.Tuple(elts=[first, second]) | ast.List(elts=[first, second]):
            between, after_key = known_text(b, first), known_text(b, second)
            if between is not None and after_key is not None:
                return before, between, after_key
    raise b.refuse("P0405", "`json.dumps` is translated for separators that are literals", node)


# -- bisect


def _bisect(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        only(b, name, keywords, "a x lo hi key", node)
        args = [*args, *(keywords[k] for k in ("a", "x")[len(args) :] if k in keywords)]
        keywords = {k: v for k, v in keywords.items() if k not in ("a", "x")}
        count(b, name, args, 2, 4, node)
        items, item = ex.value(b, args[0]), ex.value(b, args[1])
        if len(args) == 2 and not keywords and not isinstance(items.ty, RangeT):
            return apply_function(b, "bisect", name, [items, item], {}, node)
        if items.ty is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [items, item])
        machine_range = isinstance(items.ty, RangeT) and items.ty.item.machine
        if not machine_range and not (isinstance(items.ty, ContT) and items.ty.kind == "list"):
            raise b.refuse("P0306", f"`{name}` does not take `{items.ty}`", node)
        assert isinstance(items.ty, (ContT, RangeT))
        bounds = [args[i] if len(args) > i else keywords.get(k) for i, k in ((2, "lo"), (3, "hi"))]
        key_node = keywords.get("key")
        key = None
        if key_node is not None and not (isinstance(key_node, ast.Constant) and key_node.value is None):
            key = callback(b, key_node, [items.ty.item], node)
        else:
            var = ops.Var("x")
            var.ty = items.ty.item
            key = ops.Lambda(var.ty, [ops.ToVar(var)], ops.Load(var.ty, var))
        if not same(key.ty, item.ty) and not (as_int(key.ty) and as_int(item.ty)):
            raise b.refuse("P0306", f"`{name}` of `{item.ty}` by keys of type `{key.ty}` is not translated", node)
        need_order(b, key.ty, node, checked=False)
        built = [ex.expr(b, n) if n is not None else ops.Const(NONE, None) for n in bounds]
        return ops.Builtin(b.program.int_bits(COUNTER_BITS, True), "bisect_by", [items, item, *built], (key, name))

    return handle


for _n in ("bisect_left", "bisect_right", "bisect"):
    MEMBERS["bisect", _n] = _bisect(_n)


def _insort(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        by = keywords.get("key")
        if by is None or (isinstance(by, ast.Constant) and by.value is None):
            args = [*args, *(keywords[k] for k in ("a", "x")[len(args) :] if k in keywords)]
            bounds = {k: ex.value(b, v) for k, v in keywords.items() if k not in ("a", "x", "key")}
            return apply_function(b, "bisect", name, [ex.value(b, a) for a in args], bounds, node)
        only(b, name, keywords, "a x key", node)
        args = [*args, *(keywords[k] for k in ("a", "x")[len(args) :] if k in keywords)]
        count(b, name, args, 2, 2, node)
        items, item = ex.value(b, args[0]), ex.value(b, args[1])
        if items.ty is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [items, item])
        if not isinstance(items.ty, ContT) or items.ty.kind != "list":
            raise b.refuse("P0306", f"`{name}` does not take `{items.ty}`", node)
        if not repeatable(items) or not repeatable(item):
            raise b.refuse("P0405", f"`{name}` with `key=` is translated for variables", node, "give both a name first")
        b.grow(items.ty.cell, 0, item.ty)
        key = callback(b, by, [items.ty.item], node)
        need_order(b, key.ty, node)
        place = ops.Builtin(b.program.int_bits(COUNTER_BITS, True), "insort_place", [items, item], (key, name))
        again = [ex.value(b, a) for a in args]
        return apply_method(b, again[0], "insert", [ex.mark(place, node), again[1]], {}, node)

    return handle


for _n in ("insort_left", "insort_right", "insort"):
    MEMBERS["bisect", _n] = _insort(_n)

# -- copy, sys, random, cmath


@member("copy", "copy")
def _copy(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "copy", args, 1, 1, node)
    only(b, "copy", keywords, "", node)
    e = ex.value(b, args[0])
    if isinstance(e.ty, ContT) and e.ty.kind in ("list", "dict", "set"):
        return ops.Builtin(
            b.fresh(node, e.ty.kind, *e.ty.cell.params),
            "copy_dict" if e.ty.kind == "dict" else "collect",
            [e],
            e.ty.kind,
        )
    if isinstance(e.ty, ContT) and e.ty.kind != "frozenset":
        return apply_method(b, e, "copy", [], {}, node)
    if is_member(e.ty):
        return e
    if isinstance(e.ty, InstanceT):
        return copied(b, e, node)
    if is_dynamic(e.ty) or is_family(e.ty) or e.ty in (RANDOM, HASH):
        raise b.refuse("P0402", f"`copy` of a `{e.ty}` is not translated yet", node)
    return e


@member("copy", "deepcopy")
def _deepcopy(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "deepcopy", args, 1, 1, node)
    only(b, "deepcopy", keywords, "", node)
    e = ex.value(b, args[0])
    if e.ty is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [e])
    slot = [100]

    def deep(e: ops.Expr) -> ops.Expr:
        return ops.Builtin(_fresh_copy(b, e.ty, node, slot, top=True), "deepcopy", [e])

    return copied(b, e, node, deep) if isinstance(e.ty, InstanceT) and not is_member(e.ty) else deep(e)


def _fresh_copy(b: Builder, t: Type, node: ast.AST, slot: list[int], top: bool = False) -> Type:
    if isinstance(t, ContT) and t.kind in ("list", "dict", "set"):
        if not top:  # one object in two places is one in the copy too, which may be changed: handles have to tell
            t.cell.mutated = True
        slot[0] += 1
        mine = slot[0]
        return b.fresh(node, t.kind, *[_fresh_copy(b, p, node, slot) for p in t.cell.params], slot=mine)
    if isinstance(t, TupleT):
        return TupleT(tuple(_fresh_copy(b, i, node, slot) for i in t.items))
    if isinstance(t, VarTupleT):
        return VarTupleT(_fresh_copy(b, t.item, node, slot))
    if is_member(t):
        return t
    if isinstance(t, ContT) and t.kind == "frozenset":  # what it holds cannot change either
        return t
    if isinstance(t, (ContT, InstanceT)) or is_dynamic(t) or t in (RANDOM, HASH):
        raise b.refuse("P0402", f"`deepcopy` of a `{t}` is not translated yet", node)
    return t


@member("sys", "exit")
def _exit(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "exit", args, 0, 1, node)
    only(b, "exit", keywords, "", node)
    return ops.Builtin(NEVER, "exit", [plain(b, ex.value(b, a)) for a in args])


@member("sys", "set_int_max_str_digits")
def _no_limit(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "set_int_max_str_digits", args, 1, 1, node)
    only(b, "set_int_max_str_digits", keywords, "", node)
    limit = ex.value(b, args[0])
    if not (isinstance(limit, ops.Const) and limit.value == 0):
        raise b.refuse("P0405", "the texts of ints have no limit in the translation", node, "give 0, which is no limit")
    return ops.Const(NONE, None)


@member("random", "Random")
def _random(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "Random", args, 0, 1, node)
    only(b, "Random", keywords, "", node)
    seed = ex.value(b, args[0]) if args else None
    if seed is None or seed.ty is STR or seed.ty is NONE:
        return apply_function(b, "random", "Random", [] if seed is None or seed.ty is NONE else [seed], {}, node)
    if as_int(seed.ty) is None and seed.ty is not BOTTOM:
        raise b.refuse("P0402", "a generator is translated with an int or a text as its seed", node)
    return ops.Builtin(RANDOM, "random_new", [seed])


def _complex_function(name: str, result: Type) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, name, args, 1, 1, node)
        only(b, name, keywords, "", node)
        e = ex.value(b, args[0])
        if not (is_real(e.ty) or e.ty in (COMPLEX, BOTTOM)):
            raise b.refuse("P0306", f"`cmath.{name}` does not take `{e.ty}`", node)
        return ops.Builtin(result, "complex_method", [e], name)

    return handle


for _n, _t in {"phase": FLOAT, "polar": TupleT((FLOAT, FLOAT)), "sqrt": COMPLEX, "exp": COMPLEX}.items():
    MEMBERS["cmath", _n] = _complex_function(_n, _t)


def _deterministic(t: Type) -> bool:
    """Whether values of the type have the same hash in every run."""
    if isinstance(t, TupleT):
        return all(map(_deterministic, t.items))
    if isinstance(t, VarTupleT):
        return _deterministic(t.item)
    if isinstance(t, ContT):
        return t.kind == "frozenset" and _deterministic(t.item)
    if isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and t.cls.is_dataclass and hashable(t):
        return t.cls.equality and all(map(_deterministic, t.cls.fields.values()))
    if (cls := mixed(t)) is not None and cls.enum is not None:
        return cls.enum.mixin == "int"
    return is_real(t) or t is BOTTOM


def _hash(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "hash", args, 1, 1, node)
    only(b, "hash", keywords, "", node)
    e = ex.value(b, args[0])
    if isinstance(e.ty, InstanceT) and isinstance(e.ty.cls, ClassInfo) and "__hash__" in e.ty.cls.methods:
        from portalis.irbuild.calls import call_method

        given = call_method(b, e, "__hash__", [], node)
        if as_int(given.ty) is None and given.ty is not BOTTOM:
            raise b.refuse("P0604", "`__hash__` does not always give an int", node)
        return ops.Builtin(b.program.int_bits(BIG, False), "hash", [given]) if given.ty is not BOTTOM else given
    mine = (
        b.inst.info is not None and b.inst.info.name == "__hash__"
    )  # it is for tables, whose order is no promise then
    if not _deterministic(e.ty) and not (mine and hashable(e.ty)):
        raise b.refuse("P0409", f"the hash of a `{e.ty}` differs from run to run, or does not exist", node)
    hash_classes(b, e.ty, node)
    return ops.Builtin(b.program.int_bits(BIG, False), "hash", [e])


BUILTINS["hash"] = _hash

__all__ = ["BOOL", "Built", "NameT", "tuple_item"]
