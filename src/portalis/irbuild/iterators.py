"""The module `itertools`, and `functools.reduce`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOOL,
    BOTTOM,
    CLOCK,
    COUNTER_BITS,
    FLOAT,
    NONE,
    ContT,
    IterT,
    TupleT,
    Type,
    VarTupleT,
    int_type,
    join,
    same,
)  # fmt: skip
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, only
from portalis.irbuild.calls import MEMBERS, BuiltinHandler, Keywords
from portalis.irbuild.collected import member
from portalis.irbuild.containers import item_type, iterable
from portalis.irbuild.functions import callback
from portalis.irbuild.operators import as_int
from portalis.irbuild.options import unless_none

Args = Sequence[ast.expr]

# -- itertools and functools


MEMBERS["itertools", "permutations"] = lambda b, a, k, n: _selection(b, "permutations", a, k, n)
MEMBERS["itertools", "combinations"] = lambda b, a, k, n: _selection(b, "combinations", a, k, n)


def _selection(b: Builder, name: str, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, name, keywords, "r" if len(args) == 1 else "", node)
    args = [*args, *keywords.values()]
    count(b, name, args, 1 if name == "permutations" else 2, 2, node)
    source = iterable(b, args[0])
    item = item_type(b, source.ty, node)
    size = ex.expr(b, args[1]) if len(args) > 1 else None
    if name == "permutations":
        size = unless_none(b, size, node)
    if isinstance(size, ops.Const) and isinstance(size.value, int) and 1 <= size.value <= 4:
        return ops.Builtin(IterT(TupleT((item,) * size.value)), "selections", [source], (name, size.value))
    return ops.Builtin(
        IterT(VarTupleT(item)), "selections", [source, *([size] if size is not None else [])], (name, None)
    )


@member("itertools", "product")
def _product(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "product", keywords, "repeat", node)
    if len(args) == 1 and isinstance(args[0], ast.Starred) and not keywords:
        pools = _pools(b, args[0].value, node)
        assert isinstance(pools.ty, ContT)
        assert isinstance(pools.ty.item, ContT)
        return ops.Builtin(IterT(VarTupleT(pools.ty.item.item)), "product_of", [pools])
    match keywords.get("repeat"):
        case ast.Constant(value=int() as n) if len(args) > 1 and 1 <= n <= 6 // len(args) and _stay(args):
            args, keywords, again = [*args] * n, {}, True
        case _:
            again = False
    count(b, "product", args, 1, 6, node)
    sources = [iterable(b, a) for a in args]
    if again and any(isinstance(s.ty, IterT) for s in sources):
        raise b.refuse("P0405", "`product` of several iterators with `repeat` is not translated", node)
    items = [item_type(b, s.ty, node) for s in sources]
    if "repeat" in keywords:
        if len(sources) != 1:
            raise b.refuse("P0405", "`product` of several iterables with `repeat` is not translated", node)
        times = ex.expr(b, keywords["repeat"])
        if isinstance(times, ops.Const) and isinstance(times.value, int) and 1 <= times.value <= 4:
            return ops.Builtin(IterT(TupleT((items[0],) * times.value)), "product", sources, times.value)
        return ops.Builtin(IterT(VarTupleT(items[0])), "product_repeat", [*sources, times])
    return ops.Builtin(IterT(TupleT(tuple(items))), "product", sources, None)


def _stay(args: Args) -> bool:
    """Whether expressions may be evaluated again."""
    return all(
        isinstance(n, (ast.Name, ast.Constant, ast.List, ast.Tuple, ast.expr_context)) for a in args for n in walk(a)
    )


def _pools(b: Builder, node: ast.expr, call: ast.AST, other: Type = BOTTOM) -> ops.Expr:
    """The iterables that an iterable gives, each as a list, whose items may be of another type too."""
    source = iterable(b, node)
    part = ops.Var("part")
    part.ty = item_type(b, source.ty, call)
    if other is BOTTOM and isinstance(part.ty, ContT) and part.ty.kind == "list":
        return ops.Builtin(b.fresh(call, "list", part.ty, slot=81), "collect", [source], "list")
    inner = b.fresh(call, "list", join(item_type(b, part.ty, call), other), slot=80)
    listed = ops.Builtin(inner, "collect", [ops.Load(part.ty, part)], "list")
    clause = ops.Clause(ops.ToVar(part), source, [])
    return ops.Comprehension(b.fresh(call, "list", inner, slot=81), "list", [clause], listed, None)


@member("itertools", "chain")
def _chain(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    if len(args) == 1 and isinstance(args[0], ast.Starred):
        return _flatten(b, args[0].value, node)
    count(b, "chain", args, 1, 20, node)
    only(b, "chain", keywords, "", node)
    sources = [iterable(b, a) for a in args]
    item: Type = BOTTOM
    for s in sources:
        item = join(item, item_type(b, s.ty, node))
    return ops.Builtin(IterT(item), "chain", list(sources))


def _flatten(b: Builder, source_node: ast.expr, node: ast.AST) -> ops.Expr:
    source = iterable(b, source_node)
    inner = item_type(b, source.ty, node)
    item = item_type(b, inner, node)
    var = ops.Var("part")
    var.ty = inner
    load = ops.Load(inner, var)
    element = ops.Var("x")
    element.ty = item
    clauses = [ops.Clause(ops.ToVar(var), source, []), ops.Clause(ops.ToVar(element), load, [])]
    return ops.Comprehension(IterT(item), "iterator", clauses, ops.Load(item, element), None)


@member("itertools", "groupby")
def _groupby(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "groupby", args, 1, 2, node)
    only(b, "groupby", keywords, "key", node)
    source = iterable(b, args[0])
    item = item_type(b, source.ty, node)
    key_node = args[1] if len(args) > 1 else keywords.get("key")
    key = callback(b, key_node, [item], node) if key_node is not None else None
    group = b.fresh(node, "list", item)
    return ops.Builtin(IterT(TupleT((key.ty if key else item, group))), "groupby", [source], key)


def _filtering(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, name, args, 2, 2, node)
        only(b, name, keywords, "", node)
        source = iterable(b, args[1])
        item = item_type(b, source.ty, node)
        if name == "filterfalse" and isinstance(args[0], ast.Constant) and args[0].value is None:
            var = ops.Var("x")
            var.ty = item
            test = ops.Lambda(item, [ops.ToVar(var)], ops.Load(item, var))
        else:
            test = callback(b, args[0], [item], node)
        return ops.Builtin(IterT(item), name, [source], test)

    return handle


for _n in ("takewhile", "dropwhile", "filterfalse"):
    MEMBERS["itertools", _n] = _filtering(_n)


@member("itertools", "compress")
def _compress(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "compress", args, 2, 2, node)
    only(b, "compress", keywords, "", node)
    sources = [iterable(b, a) for a in args]
    types = [item_type(b, s.ty, node) for s in sources]
    targets: list[ops.Target] = []
    loads: list[ops.Expr] = []
    for name, t in zip(("x", "chosen"), types):
        var = ops.Var(name)
        var.ty = t
        targets.append(ops.ToVar(var))
        loads.append(ops.Load(t, var))
    both = ops.Builtin(IterT(TupleT(tuple(types))), "zip", list(sources))
    clause = ops.Clause(ops.ToTuple(targets, -1), both, [loads[1]])
    return ops.Comprehension(IterT(types[0]), "iterator", [clause], loads[0], None)


@member("itertools", "starmap")
def _starmap(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "starmap", args, 2, 2, node)
    only(b, "starmap", keywords, "", node)
    source = iterable(b, args[1])
    item = item_type(b, source.ty, node)
    if item is BOTTOM:
        return ops.Builtin(BOTTOM, "pending", [source])
    if not isinstance(item, TupleT):
        raise b.refuse("P0405", f"`starmap` over `{item}` is not translated", node)
    f = callback(b, args[0], list(item.items), node)
    clause = ops.Clause(ops.ToTuple(list(f.params), -1), source, [])
    return ops.Comprehension(IterT(f.body.ty), "iterator", [clause], f.body, None)


@member("itertools", "chain.from_iterable")
def _from_iterable(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "chain.from_iterable", args, 1, 1, node)
    only(b, "chain.from_iterable", keywords, "", node)
    return _flatten(b, args[0], node)


@member("itertools", "zip_longest")
def _zip_longest(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "zip_longest", keywords, "fillvalue", node)
    if len(args) == 1 and isinstance(args[0], ast.Starred):
        fill = ex.value(b, keywords["fillvalue"]) if "fillvalue" in keywords else ops.Const(NONE, None)
        rows = _pools(b, args[0].value, node, fill.ty)
        assert isinstance(rows.ty, ContT)
        assert isinstance(rows.ty.item, ContT)
        return ops.Builtin(IterT(VarTupleT(rows.ty.item.item)), "zip_longest_of", [rows, fill])
    count(b, "zip_longest", args, 2, 4, node)
    sources = [iterable(b, a) for a in args]
    fill = ex.value(b, keywords["fillvalue"]) if "fillvalue" in keywords else ops.Const(NONE, None)
    items = tuple(join(item_type(b, s.ty, node), fill.ty) for s in sources)
    return ops.Builtin(IterT(TupleT(items)), "zip_longest", [*sources, fill])


@member("itertools", "repeat")
def _repeat(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "repeat", args, 1, 2, node)
    only(b, "repeat", keywords, "times", node)
    value = ex.value(b, args[0])
    times = args[1] if len(args) > 1 else keywords.get("times")
    return ops.Builtin(IterT(value.ty), "repeat", [value, *([ex.expr(b, times)] if times is not None else [])])


@member("itertools", "count")
def _count_from(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "count", args, 0, 2, node)
    only(b, "count", keywords, "start step", node)
    nodes = [*args, *(keywords[k] for k in ("start", "step")[len(args) :] if k in keywords)]
    if len(nodes) < len(args) + len(keywords):
        raise b.refuse("P0405", "`count` with these arguments is not translated", node)
    if not args and "step" in keywords and "start" not in keywords:
        nodes = [ast.copy_location(ast.Constant(0), keywords["step"]), *nodes]
    built = [ex.value(b, a) for a in nodes]
    if any(e.ty is not FLOAT and as_int(e.ty) is None and e.ty is not BOTTOM for e in built):
        raise b.refuse("P0405", f"`count` from `{built[0].ty}` is not translated", node)
    if any(e.ty is FLOAT for e in built):
        if not all(e.ty is FLOAT for e in built) or len(built) < 2:
            raise b.refuse("P0405", "`count` of ints and floats is not translated", node)
        return ops.Builtin(IterT(FLOAT), "count", built)
    start = as_int(built[0].ty) if built else int_type(1, True)
    step = as_int(built[1].ty) if len(built) > 1 else int_type(1, True)
    if start is None or step is None:
        return ops.Builtin(BOTTOM, "pending", built)
    bits = max(COUNTER_BITS, start.bits) if step.bits <= 31 else BIG
    return ops.Builtin(IterT(b.program.int_bits(bits, start.nonneg and step.nonneg)), "count", built)


@member("itertools", "accumulate")
def _accumulate(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "accumulate", args, 1, 2, node)
    only(b, "accumulate", keywords, "func initial", node)
    source = iterable(b, args[0])
    item = item_type(b, source.ty, node)
    func = args[1] if len(args) > 1 else keywords.get("func")
    initial = ex.value(b, keywords["initial"]) if "initial" in keywords else None
    initial = unless_none(b, initial, node)
    first = initial.ty if initial is not None else item
    if func is None or (isinstance(func, ast.Constant) and func.value is None):
        n, s = as_int(item), as_int(first)
        if n is not None and s is not None and BOOL not in (item, first):
            grown = COUNTER_BITS if n.bits <= 10 else n.bits + 31 if n.bits <= 31 else BIG
            total: Type = b.program.int_bits(max(grown, s.bits), n.nonneg and s.nonneg)
            return ops.Builtin(IterT(total), "accumulate", [source, *([initial] if initial is not None else [])])
        if item is BOOL or first is BOOL:
            raise b.refuse("P0405", "`accumulate` of bools is not translated", node)
        f = _fixed(b, node, first, item, lambda x, y: ex.binary(b, "+", x, y, node))
    else:
        f = _folded(b, func, node, first, item)
    state = b.inst.fresh[node, 5]
    assert isinstance(state, Type)
    return ops.Builtin(IterT(state), "accumulate", [source, *([initial] if initial is not None else [])], f)


def _folded(b: Builder, func: ast.expr, node: ast.AST, first: Type, item: Type) -> ops.Lambda:
    """A function of state and item, whose state's type grows to what it gives; that type is kept for the place."""
    state = join(b.inst.fresh.get((node, 5), BOTTOM), first)
    f = callback(b, func, [state, item], node)
    _grow_state(b, node, join(state, f.ty))
    return f


def _fixed(
    b: Builder, node: ast.AST, first: Type, item: Type, make: Callable[[ops.Expr, ops.Expr], ops.Expr]
) -> ops.Lambda:
    state = join(b.inst.fresh.get((node, 5), BOTTOM), first)
    params = []
    for name, t in (("total", state), ("x", item)):
        var = ops.Var(name)
        var.ty = t
        params.append(var)
    body = make(ops.Load(state, params[0]), ops.Load(item, params[1]))
    _grow_state(b, node, join(state, body.ty))
    return ops.Lambda(body.ty, [ops.ToVar(p) for p in params], body)


def _grow_state(b: Builder, node: ast.AST, grown: Type) -> None:
    if not same(grown, b.inst.fresh.get((node, 5), BOTTOM)):
        b.inst.fresh[node, 5] = grown
        CLOCK.ticks += 1


@member("itertools", "islice")
def _islice(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "islice", args, 2, 4, node)
    only(b, "islice", keywords, "", node)
    source = iterable(b, args[0])
    bounds = [ex.expr(b, a) for a in args[1:]]
    for e in bounds:
        if as_int(e.ty) is None and e.ty not in (NONE, BOTTOM):
            raise b.refuse("P0405", f"`islice` with a bound of type `{e.ty}` is not translated", node)
    if len(bounds) == 1:
        bounds = [ops.Const(NONE, None), bounds[0]]
    if len(bounds) == 2:
        bounds.append(ops.Const(NONE, None))
    return ops.Builtin(IterT(item_type(b, source.ty, node)), "islice", [source, *bounds])


@member("functools", "reduce")
def _reduce(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "reduce", args, 2, 3, node)
    only(b, "reduce", keywords, "", node)
    source = iterable(b, args[1])
    item = item_type(b, source.ty, node)
    start = ex.value(b, args[2]) if len(args) > 2 else None
    state = b.inst.fresh.get((node, 5), BOTTOM)
    state = join(state, start.ty if start is not None else item)
    f = callback(b, args[0], [state, item], node)
    grown = join(state, f.ty)
    if not same(grown, b.inst.fresh.get((node, 5), BOTTOM)):
        b.inst.fresh[node, 5] = grown
        CLOCK.ticks += 1
    return ops.Builtin(grown, "reduce", [source, *([start] if start is not None else [])], f)
