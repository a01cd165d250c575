"""The module `collections`, and the methods of dicts and sets whose typing no row can express."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.ir import ops
from portalis.ir.types import BOOL, BOTTOM, NONE, STR, ContT, IterT, Type, ViewT, option_of
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, from_keys, make_dict, only
from portalis.irbuild.calls import BUILTINS, MEMBERS, METHODS, BuiltinHandler, Keywords, apply, call_builtin
from portalis.irbuild.containers import check_key, item_type, iterable
from portalis.irbuild.functions import callback
from portalis.irbuild.operators import as_int
from portalis.irbuild.options import unless_none
from portalis.irbuild.places import known_class
from portalis.irbuild.rows import apply_function, apply_method
from portalis.irbuild.shown import dotted

Args = Sequence[ast.expr]


def member(module: str, *names: str) -> Callable[[BuiltinHandler], BuiltinHandler]:
    """Registers a handler for members of a module."""

    def register(f: BuiltinHandler) -> BuiltinHandler:
        for n in names:
            MEMBERS[module, n] = f
        return f

    return register


def _is_mapping(t: Type) -> bool:
    return isinstance(t, ContT) and len(t.cell.params) == 2


def _items(e: ops.Expr) -> ops.Expr:
    """The items of a mapping."""
    assert isinstance(e.ty, ContT)
    return ops.Builtin(ViewT("dict_items", e.ty), "view", [e])


def _named(b: Builder, keywords: Keywords, node: ast.AST, slot: int) -> ops.Expr:
    """Keyword arguments as a dict."""
    ty = b.fresh(node, "dict", STR, BOTTOM, slot=slot)
    pairs: list[tuple[ops.Expr | None, ops.Expr]] = []
    for k, v in keywords.items():
        e = ex.value(b, v)
        b.grow(ty.cell, 1, e.ty)
        pairs.append((ops.Const(STR, k), e))
    return ops.DictDisplay(ty, pairs)


@member("collections", "Counter")
def _counter(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "Counter", args, 0, 1, node)
    number = b.program.int_bits(53, False)
    ty = b.fresh(node, "Counter", BOTTOM, number)
    if keywords and args:
        raise b.refuse("P0405", "`Counter` with both an argument and keywords is not translated", node)
    if not args and not keywords:
        return ops.Builtin(ty, "new", [])
    source = iterable(b, args[0]) if args else _named(b, keywords, node, 11)
    if isinstance(source.ty, ContT) and len(source.ty.cell.params) == 2:
        value = source.ty.value
        if value is not BOTTOM and (as_int(value) is None or value is BOOL):
            raise b.refuse("P0405", f"a `Counter` that counts by `{value}` is not translated", node)
        for i, p in enumerate(source.ty.cell.params):
            b.grow(ty.cell, i, p)
        check_key(b, ty, node)
        return ops.Builtin(ty, "counter_of", [_items(source)])
    b.grow(ty.cell, 0, item_type(b, source.ty, node))
    check_key(b, ty, node)
    return ops.Builtin(ty, "collect", [source], "Counter")


def _tally(name: str) -> Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        if keywords and not args:
            return apply_method(b, obj, name, [_named(b, keywords, node, 12)], {}, node)
        count(b, name, args, 1, 1, node)
        only(b, name, keywords, "", node)
        source = iterable(b, args[0])
        if isinstance(source.ty, ContT) and _is_mapping(source.ty):
            value = source.ty.value
            if value is not BOTTOM and (as_int(value) is None or value is BOOL):
                raise b.refuse("P0405", f"a `Counter` that counts by `{value}` is not translated", node)
        return apply_method(b, obj, name, [source], {}, node)

    return handle


METHODS["Counter", "update"] = _tally("update")
METHODS["Counter", "subtract"] = _tally("subtract")


@member("collections", "defaultdict")
def _defaultdict(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "defaultdict", args, 1, 2, node)
    factory = args[0]
    if isinstance(factory, ast.Lambda):
        default = callback(b, factory, [], node).body
    elif isinstance(factory, ast.Name) and b.scope.owner_of(factory.id) is None:
        default = call_builtin(b, factory.id, [], {}, factory)
    elif isinstance(factory, (ast.Name, ast.Attribute)):
        default = apply(b, factory, [], {}, factory)
    else:
        raise b.refuse("P0405", "this factory of a `defaultdict` is not translated", node)
    ty = b.fresh(node, "defaultdict", BOTTOM, default.ty)
    name = dotted(factory).split(".")[-1] or "function"
    if name in ("deque", "Counter", "OrderedDict", "defaultdict"):
        name = f"collections.{name}"
    elif (cls := known_class(b, factory)) is not None:
        name = cls.qualified
    sources: list[ops.Expr] = []
    if len(args) > 1:
        source = iterable(b, args[1])
        made = make_dict(b, "dict", args[1:], {}, node) if not _is_mapping(source.ty) else source
        if isinstance(made.ty, ContT):
            for i, p in enumerate(made.ty.cell.params):
                b.grow(ty.cell, i, p)
            sources.append(_items(made))
    if keywords and len(args) > 1:
        raise b.refuse("P0405", "`defaultdict` with both a mapping and keywords is not translated", node)
    if keywords:
        made = _named(b, keywords, node, 12)
        assert isinstance(made.ty, ContT)
        for i, p in enumerate(made.ty.cell.params):
            b.grow(ty.cell, i, p)
        sources.append(_items(made))
    check_key(b, ty, node)
    return ops.Builtin(ty, "defaultdict", sources, (default, name))


@member("collections", "OrderedDict")
def _ordered(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "OrderedDict", args, 0, 1, node)
    return make_dict(b, "OrderedDict", args, keywords, node)


@member("collections", "OrderedDict.fromkeys")
def _ordered_fromkeys(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    return from_keys(b, "OrderedDict", args, keywords, node)


@member("collections", "deque")
def _deque(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "deque", args, 0, 2, node)
    only(b, "deque", keywords, "maxlen", node)
    ty = b.fresh(node, "deque", BOTTOM)
    limit_node = args[1] if len(args) > 1 else keywords.get("maxlen")
    limit = ex.expr(b, limit_node) if limit_node is not None else None
    limit = unless_none(b, limit, node)
    if limit is not None and as_int(limit.ty) is None and limit.ty is not BOTTOM:
        raise b.refuse("P0405", f"`deque` with a `maxlen` of type `{limit.ty}` is not translated", node)
    if not args:
        return ops.Builtin(ty, "new" if limit is None else "bounded_deque", [] if limit is None else [limit])
    source = iterable(b, args[0])
    b.grow(ty.cell, 0, item_type(b, source.ty, node))
    if limit is not None:
        return ops.Builtin(ty, "bounded_deque", [limit, source])
    return ops.Builtin(ty, "collect", [source], "deque")


# -- dict


def _update(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    if not keywords:
        return apply_method(b, obj, "update", [ex.value(b, a) for a in args], {}, node)
    named = _named(b, keywords, node, 13)
    if not args:
        return apply_method(b, obj, "update", [named], {}, node)
    count(b, "update", args, 1, 1, node)
    other = ex.value(b, args[0])
    if not _is_mapping(other.ty) or not isinstance(other.ty, ContT) or not isinstance(named.ty, ContT):
        raise b.refuse("P0405", "`update` with pairs and keywords is not translated", node)
    both = b.fresh(node, "dict", BOTTOM, BOTTOM, slot=14)
    for t in (other.ty, named.ty):
        for i, p in enumerate(t.cell.params):
            b.grow(both.cell, i, p)
            b.grow(t.cell, i, both.cell.params[i])
    return apply_method(b, obj, "update", [ops.DictDisplay(both, [(None, other), (None, named)])], {}, node)


for _owner in ("dict", "defaultdict", "OrderedDict"):
    METHODS[_owner, "update"] = _update


# -- str


def _maketrans(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "str.maketrans", args, 1, 3, node)
    only(b, "str.maketrans", keywords, "", node)
    return apply_function(b, "str", "maketrans", [ex.value(b, a) for a in args], {}, node)


BUILTINS["str.maketrans"] = _maketrans


def _translate(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "translate", args, 1, 1, node)
    only(b, "translate", keywords, "", node)
    table = ex.value(b, args[0])
    if isinstance(table.ty, ContT) and table.ty.kind == "dict":
        key, to = table.ty.cell.params
        plain = option_of(to) or to
        if (as_int(key) is None and key is not BOTTOM) or not (as_int(plain) or plain in (STR, NONE, BOTTOM)):
            raise b.refuse("P0405", f"`translate` by a `{table.ty}` is not translated", node)
    return apply_method(b, obj, "translate", [table], {}, node)


METHODS["str", "translate"] = _translate


# -- set


_AFTER = {"union": "and_union", "intersection": "intersection", "difference": "and_difference"}
"""What is applied from the second argument on: the result of the first is changed in place, or not."""


def _set_argument(b: Builder, node: ast.expr) -> ops.Expr:
    """An iterable; only an exact dict is more than that to a set."""
    e = iterable(b, node)
    if isinstance(e.ty, ContT) and e.ty.kind in ("defaultdict", "Counter", "OrderedDict"):
        return ops.Builtin(ViewT("dict_keys", e.ty), "view", [e])
    return e


def _many(name: str) -> Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        only(b, name, keywords, "", node)
        if len(args) == 1 and isinstance(args[0], ast.Starred):
            return _of_each(b, name, obj, args[0].value, node)
        count(b, name, args, 0, 20, node)
        if not args:
            return apply_method(b, obj, "copy", [], {}, node)
        made = apply_method(b, obj, name, [_set_argument(b, args[0])], {}, node)
        for a in args[1:]:
            if made.ty is BOTTOM:
                break
            made = apply_method(b, made, _AFTER[name], [_set_argument(b, a)], {}, a)
        return made

    return handle


def _of_each(b: Builder, name: str, obj: ops.Expr | None, spread: ast.expr, node: ast.AST) -> ops.Expr:
    """`s.union(*sets)`; without `s` the first of the sets stands for it."""
    source = iterable(b, spread)
    each = item_type(b, source.ty, node)
    if each is BOTTOM:  # what the other sets hold may come from this one
        own = obj.ty if obj is not None else None
        known = isinstance(own, ContT) and own.kind == "set" and not b.program.final
        made: Type = b.fresh(node, "set", own.item, slot=15) if known and isinstance(own, ContT) else BOTTOM
        return ops.Builtin(made, "pending", [source])
    kinds = ("set", "frozenset") if obj is not None else ("set",)
    if not isinstance(each, ContT) or each.kind not in kinds:
        if name == "union" and obj is not None and (each is STR or each.kind in ("list", "tuple", "range")):
            var, element = ops.Var("part"), ops.Var("x")
            var.ty, element.ty = each, item_type(b, each, node)
            clauses = [
                ops.Clause(ops.ToVar(var), source, []),
                ops.Clause(ops.ToVar(element), ops.Load(each, var), []),
            ]
            flat = ops.Comprehension(IterT(element.ty), "iterator", clauses, ops.Load(element.ty, element), None)
            return apply_method(b, obj, name, [flat], {}, node)
        raise b.refuse("P0211", f"`*` in a call of `{name}` is translated for sets, not for each `{each}`", node)
    kind = "set" if obj is None else obj.ty.kind
    made = b.fresh(node, kind, each.item, slot=15)
    for t in (made, *((obj.ty,) if obj is not None and isinstance(obj.ty, ContT) else ())):
        b.grow(t.cell, 0, each.item)
        b.grow(each.cell, 0, t.item)
    b.grow(made.cell, 0, each.item)
    check_key(b, made, node)
    return ops.Builtin(made, "set_of_each", [*([obj] if obj is not None else []), source], name)


def _unbound(owner: str, name: str) -> BuiltinHandler:
    """`set.union(first, …)` and `set.union(*sets)`."""

    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        if len(args) == 1 and isinstance(args[0], ast.Starred) and owner == "set":
            only(b, name, keywords, "", node)
            return _of_each(b, name, None, args[0].value, node)
        if not args or isinstance(args[0], ast.Starred):
            raise b.refuse("P0403", f"`{owner}.{name}` is not translated without an object", node)
        obj = ex.value(b, args[0])
        if obj.ty is BOTTOM:
            return ops.Builtin(BOTTOM, "pending", [obj])
        if obj.ty.kind != owner:
            raise b.refuse("P0306", f"`{owner}.{name}` does not take `{obj.ty}`", node)
        return METHODS[owner, name](b, obj, args[1:], keywords, node)

    return handle


def _many_in_place(name: str) -> Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        only(b, name, keywords, "", node)
        count(b, name, args, 0, 20, node)
        if len(args) == 1:
            return apply_method(b, obj, name, [_set_argument(b, args[0])], {}, node)
        if not isinstance(obj, ops.Load):
            raise b.refuse("P0405", f"`{name}` of several iterables is translated for a variable only", node)
        return ops.Builtin(NONE, "each", [apply_method(b, obj, name, [_set_argument(b, a)], {}, a) for a in args])

    return handle


def _one(name: str) -> Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        only(b, name, keywords, "", node)
        count(b, name, args, 1, 1, node)
        return apply_method(b, obj, name, [_set_argument(b, args[0])], {}, node)

    return handle


for _owner in ("set", "frozenset"):
    for _n in _AFTER:
        METHODS[_owner, _n] = _many(_n)
        BUILTINS[f"{_owner}.{_n}"] = _unbound(_owner, _n)
    METHODS[_owner, "symmetric_difference"] = _one("symmetric_difference")
for _n in ("update", "intersection_update", "difference_update"):
    METHODS["set", _n] = _many_in_place(_n)
METHODS["set", "symmetric_difference_update"] = _one("symmetric_difference_update")


def _keys_apart(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`d.keys().isdisjoint(…)`."""
    only(b, "isdisjoint", keywords, "", node)
    count(b, "isdisjoint", args, 1, 1, node)
    keys = ops.Builtin(b.fresh(node, "set", item_type(b, obj.ty, node), slot=16), "collect", [obj], "set")
    return apply_method(b, keys, "isdisjoint", [_set_argument(b, args[0])], {}, node)


METHODS["dict_keys", "isdisjoint"] = _keys_apart
