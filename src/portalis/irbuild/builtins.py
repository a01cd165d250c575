"""Builtins whose typing no row can express."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOOL,
    BOTTOM,
    COMPLEX,
    COUNTER_BITS,
    DYN,
    FLOAT,
    INDEX,
    NEVER,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    IterT,
    NameT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    box,
    int_type,
    is_dynamic,
    is_family,
    join,
    needs_checks,
    option_of,
    same,
    tuple_item,
)  # fmt: skip
from portalis.irbuild import enums, flags
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.calls import BUILTINS, METHODS, BuiltinHandler, Keywords
from portalis.irbuild.containers import check_key, flow_items, item_type, iterable
from portalis.irbuild.functions import callback
from portalis.irbuild.logic import condition
from portalis.irbuild.members import each_plain, is_text, plain
from portalis.irbuild.named_tuples import as_tuple
from portalis.irbuild.operators import NUM, as_int, dynamic_fits, is_real
from portalis.irbuild.options import require, whole
from portalis.irbuild.relations import ordered, ordered_with_checks
from portalis.irbuild.shown import check_shown, dotted, shown

Args = Sequence[ast.expr]


def builtin(*names: str) -> Callable[[BuiltinHandler], BuiltinHandler]:
    """Registers a handler for builtins of these names."""

    def register(f: BuiltinHandler) -> BuiltinHandler:
        for n in names:
            BUILTINS[n] = f
        return f

    return register


def count(b: Builder, what: str, args: Args, low: int, high: int, node: ast.AST) -> None:
    """Refuses a wrong number of arguments, or starred ones."""
    if any(isinstance(a, ast.Starred) for a in args):
        raise b.refuse("P0211", f"`*` in a call of `{what}` is not translated", node)
    if not low <= len(args) <= high:
        raise b.refuse("P0312", f"`{what}` does not take {len(args)} arguments", node)


def only(b: Builder, what: str, keywords: Keywords, allowed: str, node: ast.AST) -> None:
    """Refuses other keyword arguments."""
    for k in keywords:
        if k not in allowed.split():
            raise b.refuse("P0405", f"`{what}` with `{k}=` is not translated", node)


@builtin("print")
def _print(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    only(b, "print", keywords, "sep end file flush", node)
    built: list[ops.Expr] = []
    for a in args:
        if isinstance(a, ast.Starred):
            inner = iterable(b, a.value)
            built.append(ops.Star(inner.ty, inner))
        else:
            built.append(shown(b, ex.value(b, a), node))
    for e in built:
        if isinstance(e, ops.Star):
            check_shown(b, item_type(b, e.ty, node), node)
    sep = plain(b, ex.value(b, keywords["sep"])) if "sep" in keywords else None
    end = plain(b, ex.value(b, keywords["end"])) if "end" in keywords else None
    error = False
    if "file" in keywords:
        target = dotted(keywords["file"])
        if target not in ("sys.stderr", "stderr", "sys.stdout", "stdout"):
            raise b.refuse("P0405", "`print` to a file is not translated", node)
        error = target.endswith("stderr")
    return ops.Builtin(NONE, "print", built, (sep, end, error))


@builtin("len")
def _len(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "len", args, 1, 1, node)
    only(b, "len", keywords, "", node)
    e = enums.by_names(b, args[0]) or require(b, ex.expr(b, args[0]), "object of type 'NoneType' has no len()")
    counted = enums.enumeration(e)
    if counted is not None and counted.enum is not None:
        return ops.Const(b.program.int_bits(COUNTER_BITS, True), len(counted.enum.members))
    if isinstance(e.ty, InstanceT) and (bits := flags.size(b, e, node)) is not None:
        return bits
    e = plain(b, e) if is_text(e.ty) else e
    e = as_tuple(e)
    t = e.ty
    if isinstance(t, InstanceT) or is_family(t):
        from portalis.irbuild.calls import call_method

        answer = call_method(b, e, "__len__", [], node)
        if not isinstance(answer.ty, IntT) and answer.ty is not BOTTOM:
            raise b.refuse("P0604", "`__len__` does not always give an int", node)
        return answer
    if (
        isinstance(t, (ContT, TupleT, VarTupleT, ViewT, RangeT))
        or t in (STR, BOTTOM)
        or t.kind == "bytes"
        or is_dynamic(t)
    ):
        return ops.Builtin(b.program.int_bits(COUNTER_BITS, True), "len", [e])
    if dynamic_fits(t):
        return ops.Builtin(b.program.int_bits(COUNTER_BITS, True), "len", [e])
    raise b.refuse("P0306", f"`len` does not take `{t}`", node)


@builtin("range")
def _range(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "range", args, 1, 3, node)
    only(b, "range", keywords, "", node)
    built = [whole(b, ex.expr(b, a), "'{}' object cannot be interpreted as an integer") for a in args]
    for e in built:
        if as_int(e.ty) is None and e.ty is not BOTTOM and dynamic_fits(e.ty):
            raise b.refuse("P0306", f"`range` needs ints, not `{e.ty}`", node)
    zero: ops.Expr = ops.Const(b.program.int_literal(0), 0)
    one: ops.Expr = ops.Const(b.program.int_literal(1), 1)
    start, stop = (zero, built[0]) if len(built) == 1 else (built[0], built[1])
    step = built[2] if len(built) == 3 else one
    a, z, s = (as_int(e.ty) or int_type(1, True) for e in (start, stop, step))
    forward = s.nonneg
    backward = isinstance(step, ops.Const) and isinstance(step.value, int) and step.value < 0
    from_end = isinstance(stop, ops.Const) and stop.value == -1
    nonneg = (a.nonneg and forward) or (backward and (z.nonneg or from_end)) or (a.nonneg and z.nonneg)
    if a.bits > COUNTER_BITS or s.bits > 31:
        item = b.program.int_bits(max(a.bits, z.bits), nonneg)
    else:
        item = b.program.int_bits(max(a.bits, min(z.bits, COUNTER_BITS)), nonneg)
    return ops.Builtin(RangeT(item), "range", [start, stop, step])


@builtin("sorted")
def _sorted(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "sorted", args, 1, 1, node)
    only(b, "sorted", keywords, "key reverse", node)
    source = iterable(b, args[0])
    item = item_type(b, source.ty, node)
    if isinstance(source.ty, ViewT) and isinstance(item, TupleT) and "key" not in keywords and not ordered(item):
        # The keys of a dict differ, so that no value is ever compared.
        var = ops.Var("entry")
        var.ty = item
        first = ops.Index(item.items[0], ops.Load(item, var), ops.Const(b.program.int_literal(0), 0))
        need_order(b, first.ty, node)
        reverse = condition(b, keywords["reverse"]) if "reverse" in keywords else None
        key: ops.Lambda | None = ops.Lambda(first.ty, [ops.ToVar(var)], first)
    else:
        key, reverse = sort_options(b, item, keywords, node)
    return ops.Builtin(
        b.fresh(node, "list", item), "sorted", [source, *([reverse] if reverse is not None else [])], key
    )


def sort_options(
    b: Builder, item: Type, keywords: Keywords, node: ast.AST
) -> tuple[ops.Lambda | None, ops.Expr | None]:
    """`key=` and `reverse=`; refuses what has no order."""
    key: ops.Lambda | None = None
    k = keywords.get("key")
    if k is not None and not (isinstance(k, ast.Constant) and k.value is None):
        inner = k
        if isinstance(k, ast.Call) and dotted(k.func).split(".")[-1] == "cmp_to_key":
            comparison = callback(b, k.args[0], [item, item], node)
            key = comparison
            reverse = ex.expr(b, keywords["reverse"]) if "reverse" in keywords else None
            return key, reverse
        key = callback(b, inner, [item], node)
        need_order(b, key.ty, node)
    else:
        need_order(b, item, node)
    reverse = condition(b, keywords["reverse"]) if "reverse" in keywords else None
    return key, reverse


def need_order(b: Builder, t: Type, node: ast.AST, checked: bool = True) -> None:
    """Refuses to compare what Rust cannot order as Python does; `checked` where comparisons may raise a TypeError."""
    if not ((checked and ordered_with_checks(t)) if needs_checks(t) else ordered(t)):
        raise b.refuse("P0306", f"`{t}` has no order that is translated", node)


def _list_sort(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "sort", args, 0, 0, node)
    only(b, "sort", keywords, "key reverse", node)
    assert isinstance(obj.ty, ContT)
    key, reverse = sort_options(b, obj.ty.item, keywords, node)
    return ops.Builtin(NONE, "sort", [obj, *([reverse] if reverse is not None else [])], key)


METHODS["list", "sort"] = _list_sort


@builtin("min", "max")
def _extreme(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    name = dotted(node.func) if isinstance(node, ast.Call) else "max"
    return extreme(b, name if name in ("min", "max") else "max", args, keywords, node)


def extreme(b: Builder, name: str, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`min` and `max`, of an iterable or of arguments."""
    only(b, name, keywords, "key default", node)
    key: ops.Lambda | None = None
    k = keywords.get("key")
    has_key = k is not None and not (isinstance(k, ast.Constant) and k.value is None)
    if len(args) == 1:
        first = args[0].value if isinstance(args[0], ast.Starred) else args[0]
        source = iterable(b, first)
        item = item_type(b, source.ty, node)
        if has_key:
            assert k is not None
            key = callback(b, k, [item], node)
        need_order(b, key.ty if key else item, node)
        if isinstance(args[0], ast.Starred):
            source = _several(b, name, source, item, node)
        built = [source]
        if "default" in keywords:
            default = ex.value(b, keywords["default"])
            built.append(default)
            item = join(item, default.ty)
        return ops.Builtin(item, f"{name}_of", built, key)
    count(b, name, args, 2, 100, node)
    values = [ex.value(b, a) for a in args]
    item = BOTTOM
    for v in values:
        item = join(item, v.ty)
    if option_of(item) is not None and not has_key:
        need_order(b, item, node)
        found = ops.Builtin(item, name, values)
        return require(b, ex.mark(found, node), "the least of several values is none of them")
    if is_dynamic(item) and not all(dynamic_fits(v.ty) for v in values) and not has_key:
        values = [require(b, v, "'>' not supported between instances of 'NoneType' and 'int'") for v in values]
        item = BOTTOM
        for v in values:
            item = join(item, v.ty)
    if has_key:
        assert k is not None
        key = callback(b, k, [item], node)
    need_order(b, key.ty if key else item, node)
    return ops.Builtin(item, name, values, key)


def _several(b: Builder, name: str, source: ops.Expr, item: Type, node: ast.AST) -> ops.Expr:
    """The arguments of `max(*items)`: one alone would have to be iterable itself."""
    if item is not BOTTOM and item.kind not in ("int", "float", "bool"):
        raise b.refuse("P0211", f"`*` in a call of `{name}` is translated only for numbers", node, "leave the `*` out")
    ty = b.fresh(node, "list", item, slot=79)
    return ops.Builtin(ty, "several", [ops.Builtin(ty, "collect", [source], "list")], (name, item.kind))


BUILTINS["min"] = lambda b, a, k, n: extreme(b, "min", a, k, n)
BUILTINS["max"] = lambda b, a, k, n: extreme(b, "max", a, k, n)


@builtin("sum")
def _sum(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "sum", args, 1, 2, node)
    only(b, "sum", keywords, "start", node)
    source = iterable(b, args[0])
    source, item = each_plain(b, source, item_type(b, source.ty, node), node)
    start_node = args[1] if len(args) > 1 else keywords.get("start")
    start = ex.value(b, start_node) if start_node is not None else None
    built = [source, *([start] if start is not None else [])]
    if item is BOTTOM:
        return ops.Builtin(start.ty if start is not None else b.program.int_literal(0), "sum", built, "int")
    if start is not None and isinstance(start.ty, ContT):
        if not isinstance(item, ContT) or start.ty.kind != "list":
            raise b.refuse("P0306", f"`sum` does not take `{item}` here", node)
        b.grow(start.ty.cell, 0, item.item)
        b.grow(item.cell, 0, start.ty.item)
        return ops.Builtin(b.fresh(node, "list", start.ty.item), "sum", built, "list")
    if start is not None and start.ty.kind == "tuple" and item.kind == "tuple":
        return ops.Builtin(VarTupleT(join(tuple_item(start.ty), tuple_item(item))), "sum", built, "tuple")
    n = as_int(item)
    if n is not None and (start is None or as_int(start.ty) is not None):
        s = as_int(start.ty) if start is not None else int_type(0, True)
        assert s is not None
        bits = (
            COUNTER_BITS if n.bits <= 10 else n.bits + 31 if n.bits <= 31 and not isinstance(source.ty, IterT) else BIG
        )
        return ops.Builtin(b.program.int_bits(max(bits, s.bits), n.nonneg and s.nonneg), "sum", built, "int")
    if item is FLOAT and (start is None or is_real(start.ty)):
        if start is not None and start.ty is FLOAT:
            return ops.Builtin(FLOAT, "sum", built, "float")
        return ops.Builtin(NUM, "sum", built, "num")
    if is_real(item) and (start is None or is_real(start.ty)):
        return ops.Builtin(NUM, "sum", built, "num")
    if item is COMPLEX:
        return ops.Builtin(COMPLEX, "sum", built, "complex")
    if isinstance(item, InstanceT) and start is not None:
        total, one = ops.Var("total"), ops.Var("item")
        total.ty, one.ty = start.ty, item
        added = ex.binary(b, "+", ops.Load(total.ty, total), ops.Load(item, one), node)
        if added.ty is BOTTOM or same(added.ty, start.ty):
            add = ops.Lambda(start.ty, [ops.ToVar(total), ops.ToVar(one)], added)
            return ops.Builtin(start.ty, "reduce", built, add)
    if dynamic_fits(item):
        box(item)
        return ops.Builtin(DYN, "sum", built, "dynamic")
    raise b.refuse("P0306", f"`sum` does not take `{item}`", node)


def _quantifier(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, name, args, 1, 1, node)
        only(b, name, keywords, "", node)
        return ops.Builtin(BOOL, name, [iterable(b, args[0])])

    return handle


BUILTINS["any"] = _quantifier("any")
BUILTINS["all"] = _quantifier("all")


def _textual(name: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, name, args, 0 if name == "str" else 1, 1, node)
        only(b, name, keywords, "", node)
        if not args:
            return ops.Const(STR, "")
        e = ex.expr(b, args[0])
        if isinstance(e.ty, NameT) and e.ty.kind == "type":
            return ops.Const(STR, f"<class '{e.ty.what}'>")
        if isinstance(e.ty, ViewT) and name != "ascii":
            return shown(b, e, node)
        check_shown(b, e.ty, node)
        if isinstance(e.ty, NameT):
            raise b.refuse("P0409", f"the text of `{e.ty}` depends on the interpreter", node)
        return ops.Builtin(STR, name, [e])

    return handle


for _n in ("str", "repr", "ascii"):
    BUILTINS[_n] = _textual(_n)


@builtin("bool")
def _bool(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "bool", args, 0, 1, node)
    only(b, "bool", keywords, "", node)
    if not args:
        return ops.Const(BOOL, False)
    return ops.Builtin(BOOL, "bool", [condition(b, args[0])])


def _collector(kind: str) -> BuiltinHandler:
    def handle(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, kind, args, 0, 1, node)
        only(b, kind, keywords, "", node)
        if not args:
            if kind == "tuple":
                return ops.Display(VarTupleT(BOTTOM), "tuple", [])
            return ops.Builtin(b.fresh(node, kind, BOTTOM), "new", [])
        source = iterable(b, args[0])
        item = item_type(b, source.ty, node)
        if kind == "tuple":
            if isinstance(source.ty, (TupleT, VarTupleT)):
                return source
            return ops.Builtin(VarTupleT(item), "collect", [source], kind)
        ty = b.fresh(node, kind, item)
        flow_items(b, ty, source.ty, node)
        check_key(b, ty, node)
        return ops.Builtin(ty, "collect", [source], kind)

    return handle


for _n in ("list", "tuple", "set", "frozenset"):
    BUILTINS[_n] = _collector(_n)


@builtin("dict")
def _dict(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "dict", args, 0, 1, node)
    return make_dict(b, "dict", args, keywords, node)


def make_dict(b: Builder, kind: str, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`dict(…)` and `OrderedDict(…)`: of nothing, a mapping, pairs, or keywords."""
    ty = b.fresh(node, kind, BOTTOM, BOTTOM, slot=3)
    if args:
        if keywords:
            if kind != "dict":
                raise b.refuse("P0405", f"`{kind}` with both an argument and keywords is not translated", node)
            return _dict_and_names(b, args, keywords, node)
        source = iterable(b, args[0])
        if isinstance(source.ty, ContT) and len(source.ty.cell.params) == 2:
            for i, p in enumerate(source.ty.cell.params):
                b.grow(ty.cell, i, p)
            return ops.Builtin(ty, "copy_dict", [source])
        pair = item_type(b, source.ty, node)
        if isinstance(pair, TupleT) and len(pair.items) == 2:
            for i, p in enumerate(pair.items):
                b.grow(ty.cell, i, p)
        elif isinstance(pair, VarTupleT) or (isinstance(pair, ContT) and pair.kind == "list"):
            for i in (0, 1):
                b.grow(ty.cell, i, pair.item)
        elif pair is not BOTTOM:
            raise b.refuse("P0306", f"`{kind}` needs pairs, not `{pair}`", node)
        check_key(b, ty, node)
        return ops.Builtin(ty, "collect", [source], kind)
    if keywords:
        pairs: list[tuple[ops.Expr | None, ops.Expr]] = []
        b.grow(ty.cell, 0, STR)
        for k, v in keywords.items():
            e = ex.value(b, v)
            b.grow(ty.cell, 1, e.ty)
            pairs.append((ops.Const(STR, k), e))
        return ops.DictDisplay(ty, pairs)
    return ops.Builtin(ty, "new", [])


def _dict_and_names(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`dict(source, name=value)`."""
    source = iterable(b, args[0])
    if not (isinstance(source.ty, ContT) and len(source.ty.cell.params) == 2):
        source = make_dict(b, "dict", args, {}, args[0])
    ty = b.fresh(node, "dict", BOTTOM, BOTTOM, slot=1)
    pairs: list[tuple[ops.Expr | None, ops.Expr]] = [(None, source)]
    b.grow(ty.cell, 0, STR)
    for k, v in keywords.items():
        e = ex.value(b, v)
        b.grow(ty.cell, 1, e.ty)
        pairs.append((ops.Const(STR, k), e))
    if isinstance(source.ty, ContT):
        for i, p in enumerate(source.ty.cell.params):
            b.grow(ty.cell, i, p)
            b.grow(source.ty.cell, i, ty.cell.params[i])
    return ops.DictDisplay(ty, pairs)


@builtin("dict.fromkeys")
def _fromkeys(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    return from_keys(b, "dict", args, keywords, node)


def from_keys(b: Builder, kind: str, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    """`dict.fromkeys(…)` and `OrderedDict.fromkeys(…)`."""
    count(b, f"{kind}.fromkeys", args, 1, 2, node)
    only(b, f"{kind}.fromkeys", keywords, "value" if kind == "OrderedDict" and len(args) == 1 else "", node)
    args = [*args, *keywords.values()]
    source = iterable(b, args[0])
    value: ops.Expr = ex.value(b, args[1]) if len(args) > 1 else ops.Const(NONE, None)
    ty = b.fresh(node, kind, item_type(b, source.ty, node), value.ty)
    check_key(b, ty, node)
    return ops.Builtin(ty, "fromkeys", [source, value])


@builtin("exit", "quit")
def _exit(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "exit", args, 0, 1, node)
    only(b, "exit", keywords, "", node)
    return ops.Builtin(NEVER, "exit", [plain(b, ex.value(b, a)) for a in args])


@builtin("format")
def _format(b: Builder, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    count(b, "format", args, 1, 2, node)
    only(b, "format", keywords, "", node)
    from portalis.irbuild.text import formatted

    value = ex.value(b, args[0])
    spec = ex.value(b, args[1]) if len(args) > 1 else ops.Const(STR, "")
    literal = str(spec.value) if isinstance(spec, ops.Const) and spec.ty is STR else spec
    return ops.Text(STR, [formatted(b, value, "", literal, node)])


def _str_format(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    from portalis.irbuild.text import format_method

    if args and isinstance(args[-1], ast.Starred) and isinstance(args[-1].value, (ast.List, ast.Tuple)):
        args = [*args[:-1], *args[-1].value.elts]
    built = [e for a in args for e in _fields_of(b, a)]
    return format_method(b, obj, built, {k: ex.value(b, v) for k, v in keywords.items()}, node)


def _fields_of(b: Builder, a: ast.expr) -> list[ops.Expr]:
    """The arguments that one of the call stands for: the items of a starred tuple, where that is a variable."""
    if not isinstance(a, ast.Starred):
        return [ex.value(b, a)]
    inner = iterable(b, a.value)
    if isinstance(inner, ops.Load) and isinstance(inner.ty, TupleT):
        literal = b.program.int_literal
        return [ops.Index(t, inner, ops.Const(literal(i), i)) for i, t in enumerate(inner.ty.items)]
    return [ops.Star(inner.ty, inner)]


METHODS["str", "format"] = _str_format


def _str_format_map(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
    from portalis.irbuild.text import format_map

    count(b, "format_map", args, 1, 1, node)
    only(b, "format_map", keywords, "", node)
    return format_map(b, obj, ex.value(b, args[0]), node)


METHODS["str", "format_map"] = _str_format_map


def _view(kind: str) -> Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, kind, args, 0, 0, node)
        only(b, kind, keywords, "", node)
        assert isinstance(obj.ty, ContT)
        return ops.Builtin(ViewT(kind, obj.ty), "view", [obj])

    return handle


for _owner in ("dict", "Counter", "defaultdict", "OrderedDict"):
    for _kind in ("keys", "values", "items"):
        METHODS[_owner, _kind] = _view(f"dict_{_kind}")

__all__ = ["INDEX", "IntT", "from_keys", "make_dict"]
