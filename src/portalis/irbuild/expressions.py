"""Expressions other than calls and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.symbols import EXCEPTION_NAMES, ClassInfo, FunctionInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL, BOTTOM, BYTES, CLOCK, COMPLEX, DYN, EXCEPTION, FLOAT, INDEX, NONE, STR, RangeT, ContT, FuncT, InstanceT, IntT, IterT, NameT, TupleT, Type, UnionT,
    VarTupleT, ViewT, box, int_type, is_dynamic, join, unify, option_of, same, tuple_item, tuple_of,
)  # fmt: skip
from portalis.irbuild.builder import Builder, without_none
from portalis.irbuild.operators import DUNDERS, OPERATORS, as_int, binary_type, container_kind, dynamic_fits, in_place, is_real
from portalis.irbuild.program import Refuse


def expr(b: Builder, node: ast.expr, discard: bool = False) -> ops.Expr:
    """Builds an expression. `discard` says that nobody looks at the value."""
    handler = _HANDLERS.get(type(node))
    if handler is None:
        raise b.refuse("P0202", f"`{type(node).__name__}` is not translated yet", node)
    built = handler(b, node)
    built.pos = node
    return built


def mark(e: ops.Expr, node: ast.AST) -> ops.Expr:
    """Gives an expression its place in the source."""
    e.pos = node
    return e


# -- literals and names


def _constant(b: Builder, node: ast.Constant) -> ops.Expr:
    v = node.value
    if v is None:
        return ops.Const(NONE, None)
    if isinstance(v, bool):
        return ops.Const(BOOL, v)
    if isinstance(v, int):
        return ops.Const(b.program.int_literal(v), v)
    if isinstance(v, float):
        return ops.Const(FLOAT, v)
    if isinstance(v, str):
        if any(0xD800 <= ord(c) <= 0xDFFF for c in v):
            raise b.refuse("P0202", "a string with a lone surrogate has no Rust form", node)
        return ops.Const(STR, v)
    if isinstance(v, bytes):
        return ops.Const(BYTES, v)
    if isinstance(v, complex):
        return ops.Const(COMPLEX, v)
    raise b.refuse("P0202", "this literal is not translated", node)


def _name(b: Builder, node: ast.Name) -> ops.Expr:
    web = b.scope.web_of.get(node)
    if web is not None:
        var = b.var(web)
        return ops.Load(b.narrowed(var), var)
    found = b.resolve(node.id)
    if isinstance(found, FunctionInfo):
        if node.id in b.scope.rebound:
            raise b.refuse("P0702", f"`{node.id}` is bound more than once", node)
        return ops.FuncRef(NameT("function", found), found, b.parent_of(found))
    if isinstance(found, ClassInfo):
        return ops.Const(NameT("class", found), None)
    if found is not None:
        from portalis.irbuild.modules import imported

        return imported(b, found, node)
    owner = b.scope.owner_of(node.id)
    if owner is not None and node.id in owner.captured_web:
        var = b.var(owner.captured_web[node.id])
        return ops.Load(b.narrowed(var), var)
    if node.id == "__name__":
        return ops.Const(STR, "__main__" if b.module.is_main else b.module.name)
    if owner is None:
        return ops.Const(NameT("builtin", node.id), None)
    raise b.refuse("P0311", f"`{node.id}` has no value here", node)


# -- operators


def _unary(b: Builder, node: ast.UnaryOp) -> ops.Expr:
    if isinstance(node.op, ast.Not):
        test = condition(b, node.operand)
        known = constant_truth(test)
        return ops.Const(BOOL, not known) if known is not None else ops.Not(BOOL, test)
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        v = node.operand.value
        if isinstance(v, int) and not isinstance(v, bool):
            return ops.Const(b.program.int_literal(-v), -v)
        if isinstance(v, float):
            return ops.Const(FLOAT, -v)
    symbol = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]  # type: ignore[index]
    operand = require(b, expr(b, node.operand), f"bad operand type for unary {symbol}: 'NoneType'")
    t = operand.ty
    as_i = as_int(t)
    if t is BOTTOM:
        return ops.Unary(BOTTOM, symbol, operand)
    if as_i is not None:
        if symbol == "+":
            return ops.Unary(as_i, symbol, operand)
        return ops.Unary(b.program.int_bits(as_i.bits + (symbol == "~"), False), symbol, operand)
    if (is_real(t) or t is COMPLEX) and symbol != "~":
        return ops.Unary(t, symbol, operand)
    if isinstance(t, ContT) and t.kind == "Counter" and symbol != "~":
        return ops.Unary(b.fresh(node, "Counter", *t.cell.params), symbol, operand)
    if isinstance(t, InstanceT):
        dunder = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[symbol]
        from portalis.irbuild.calls import call_method

        return call_method(b, operand, dunder, [], node)
    if dynamic_fits(t):
        box(t)
        return ops.Unary(DYN, symbol, operand)
    raise b.refuse("P0306", f"unary `{symbol}` does not take `{t}`", node)


def binary_operands(
    b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST, in_place: bool = False
) -> tuple[ops.Expr, ops.Expr, Type]:
    """Types a binary operation: its operands, unwrapped where they may be None, and the result's type."""
    sign = op + "=" if in_place else op
    if option_of(left.ty) is not None and not is_dynamic(right.ty):
        left = require(b, left, f"unsupported operand type(s) for {sign}: 'NoneType' and '{runtime_name(without_none(right.ty))}'")
    if option_of(right.ty) is not None and not is_dynamic(left.ty):
        right = require(b, right, f"unsupported operand type(s) for {sign}: '{runtime_name(left.ty)}' and 'NoneType'")
    lt, rt = left.ty, right.ty
    constant = right.value if isinstance(right, ops.Const) and isinstance(right.value, int) else None
    if in_place and isinstance(lt, ContT):
        result = _in_place_container(b, op, lt, rt, node)
        if result is not None:
            return left, right, result
    kind = container_kind(op, lt, rt)
    if kind is not None:
        if op == "*":
            source = lt if lt.kind == "list" else rt
            assert isinstance(source, ContT)
            fresh = b.fresh(node, "list", *source.cell.params)
            if isinstance(left if source is lt else right, ops.Display):
                unify(source.cell, fresh.cell)  # a display that is repeated at once is never seen by itself
            return left, right, fresh
        parts = [t.mapping.cell.params if isinstance(t, ViewT) else t.cell.params for t in (lt, rt) if isinstance(t, (ContT, ViewT))]
        if isinstance(lt, ViewT) and lt.kind == "dict_items" or isinstance(rt, ViewT) and rt.kind == "dict_items":
            raise b.refuse("P0306", "set operations on `items()` are not translated", node)
        if kind in ("set", "frozenset"):
            parts = [p[:1] for p in parts]
            if op in ("-", "&"):
                unify_items(b, lt, rt, node)
        for p in parts:
            fresh = b.fresh(node, kind, *p)
        return left, right, fresh
    result = binary_type(b.program, op, lt, rt, constant)
    if result is not None:
        if result is DYN:
            box(lt)
            box(rt)
        return left, right, result
    if dynamic_fits(lt) and dynamic_fits(rt):  # Python raises a TypeError when it gets here, and so does the dynamic value
        box(lt)
        box(rt)
        return left, right, DYN
    raise b.refuse("P0306", f"`{op}` is not translated for `{lt}` and `{rt}`", node)


def unify_items(b: Builder, lt: Type, rt: Type, node: ast.AST) -> None:
    """Gives both sets of a set operation one element type."""
    left = lt.mapping if isinstance(lt, ViewT) else lt
    right = rt.mapping if isinstance(rt, ViewT) else rt
    if isinstance(left, ContT) and isinstance(right, ContT):
        b.grow(left.cell, 0, right.item)
        b.grow(right.cell, 0, left.item)


def _in_place_container(b: Builder, op: str, lt: ContT, rt: Type, node: ast.AST) -> Type | None:
    if not in_place(op, lt):
        return None
    if op == "*":
        return lt
    if lt.kind in ("list", "deque"):
        b.grow(lt.cell, 0, item_type(b, rt, node) if rt is not BOTTOM else BOTTOM)
    elif lt.kind == "set":
        if rt.kind not in ("set", "frozenset", "dict_keys"):
            return None
        unify_items(b, lt, rt, node)
    elif isinstance(rt, ContT):
        for i, p in enumerate(rt.cell.params):
            b.grow(lt.cell, i, p)
    return lt


def _binary(b: Builder, node: ast.BinOp) -> ops.Expr:
    op = OPERATORS[type(node.op)]
    left = expr(b, node.left)
    if op == "%" and left.ty is STR:
        from portalis.irbuild.text import percent

        return percent(b, node, left)
    right = expr(b, node.right)
    return binary(b, op, left, right, node)


def binary(b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> ops.Expr:
    """Builds `left op right`."""
    for obj, other, prefix in ((left, right, "__"), (right, left, "__r")):
        if isinstance(obj.ty, InstanceT):
            cls = obj.ty.cls
            assert isinstance(cls, ClassInfo)
            name = f"{prefix}{DUNDERS[op]}__"
            if name in cls.methods:
                from portalis.irbuild.calls import call_method

                return call_method(b, obj, name, [other], node)
    left, right, result = binary_operands(b, op, left, right, node)
    return mark(ops.Binary(result, op, left, right), node)


_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not",
            ast.In: "in", ast.NotIn: "not in"}  # fmt: skip


def _type_test(b: Builder, node: ast.Compare) -> ops.Expr | None:
    """`type(x) == C` as a test of kinds."""
    from portalis.irbuild.narrowing import exact_kinds

    left = node.left
    if (
        len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq, ast.Is, ast.IsNot))
        and isinstance(left, ast.Call) and isinstance(left.func, ast.Name) and left.func.id == "type" and len(left.args) == 1
    ):  # fmt: skip
        kinds = exact_kinds(b, node.comparators[0])
        if kinds is not None:
            test = kind_test(b, expr(b, left.args[0]), kinds)
            if isinstance(node.ops[0], (ast.Eq, ast.Is)):
                return test
            return ops.Const(BOOL, not test.value) if isinstance(test, ops.Const) else ops.Not(BOOL, test)
    return None


def kind_test(b: Builder, e: ops.Expr, kinds: frozenset[str]) -> ops.Expr:
    """Whether a value is of one of these kinds; decided here where its type does."""
    from portalis.irbuild.builder import kinds_of

    if e.ty is BOTTOM:
        return ops.Builtin(BOOL, "kind_test", [e], kinds)
    if e.ty is not DYN:
        have = kinds_of(e.ty)
        if have <= kinds:
            return ops.Const(BOOL, True)
        if not have & kinds:
            return ops.Const(BOOL, False)
    return ops.Builtin(BOOL, "kind_test", [e], kinds)


def _compare(b: Builder, node: ast.Compare) -> ops.Expr:
    test = _type_test(b, node)
    if test is not None:
        return test
    operands = [expr(b, e) for e in (node.left, *node.comparators)]
    names = [_COMPARE[type(o)] for o in node.ops]
    if len(names) == 1 and names[0] in ("in", "not in") and isinstance(operands[1].ty, InstanceT):
        from portalis.irbuild.calls import call_method

        found = call_method(b, operands[1], "__contains__", [operands[0]], node)
        return found if names[0] == "in" else ops.Not(BOOL, found)
    for i, op in enumerate(names):
        left, right = operands[i], operands[i + 1]
        if op in ("in", "not in"):
            operands[i + 1] = right = require(b, right, "argument of type 'NoneType' is not iterable")
            _check_membership(b, left, right, node)
        elif op in ("is", "is not"):
            _check_identity(b, left, right, node)
        elif op in ("<", "<=", ">", ">="):
            if option_of(left.ty) is not None and not is_dynamic(right.ty):
                message = f"'{op}' not supported between instances of 'NoneType' and '{runtime_name(without_none(right.ty))}'"
                operands[i] = left = require(b, left, message)
            if option_of(right.ty) is not None and not is_dynamic(left.ty):
                message = f"'{op}' not supported between instances of '{runtime_name(left.ty)}' and 'NoneType'"
                operands[i + 1] = right = require(b, right, message)
            _check_order(b, op, left, right, node)
        else:
            _check_equality(b, left, right, node)
    if len(names) == 1:
        known = _static_compare(b, names[0], operands[0], operands[1])
        if known is not None:
            return ops.Const(BOOL, known)
    return ops.Compare(BOOL, names, operands)


def _static_compare(b: Builder, op: str, left: ops.Expr, right: ops.Expr) -> bool | None:
    if op in ("is", "is not", "==", "!=") and isinstance(right, ops.Const) and right.ty is NONE and isinstance(left, (ops.Load, ops.Field)):
        t = left.ty
        if t is NONE:
            return op in ("is", "==")
        if t is not BOTTOM and t is not DYN and not isinstance(t, InstanceT) and not any(m is NONE for m in (t.members if isinstance(t, UnionT) else (t,))):
            return op in ("is not", "!=")
        if isinstance(t, InstanceT) and op in ("is", "is not"):
            return op == "is not"
    if op in ("==", "!=") and isinstance(left, ops.Const) and isinstance(right, ops.Const) and left.ty is STR and right.ty is STR:
        return (left.value == right.value) == (op == "==")
    if op in ("==", "!=", "is", "is not") and isinstance(left.ty, NameT) and isinstance(right.ty, NameT) and left.ty.kind == right.ty.kind == "type":
        return (left.ty.what == right.ty.what) == (op in ("==", "is"))
    return None


def _check_membership(b: Builder, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    t = right.ty
    if t is BOTTOM:
        return
    if t is STR:
        if left.ty is not STR and left.ty is not BOTTOM:
            if dynamic_fits(left.ty):
                box(left.ty)
                return
            raise b.refuse("P0306", f"`in` on a string needs a string, not `{left.ty}`", node)
        return
    if isinstance(t, (ContT, ViewT)):
        flow_needle(b, t, left, node)
    elif is_dynamic(t) or isinstance(t, RangeT) or t.kind in ("tuple", "iterator"):
        if t.kind == "tuple":
            needed = join_quietly(tuple_item(t), left.ty)
            del needed
        if is_dynamic(t):
            box(left.ty)
    elif isinstance(t, InstanceT):
        pass
    else:
        raise b.refuse("P0306", f"`in` does not take `{t}`", node)


def join_quietly(a: Type, c: Type) -> Type:
    """The join of two types that are compared."""
    return join(a, c)


def flow_needle(b: Builder, t: ContT | ViewT, needle: ops.Expr, node: ast.AST) -> None:
    """Makes a looked-up value comparable with what a container holds."""
    mapping = t.mapping if isinstance(t, ViewT) else t
    slot = 1 if isinstance(t, ViewT) and t.kind == "dict_values" else 0
    if isinstance(t, ViewT) and t.kind == "dict_items":
        if isinstance(needle.ty, TupleT) and len(needle.ty.items) == 2:
            for i, part in enumerate(needle.ty.items):
                b.grow(mapping.cell, i, part)
        return
    held = mapping.cell.params[slot]
    if comparable(held, needle.ty):
        if isinstance(held, IntT) and isinstance(needle.ty, IntT) and needle.ty.machine and held.machine:
            return
        if (held is FLOAT and isinstance(needle.ty, IntT)) or (as_int(held) is not None and needle.ty is FLOAT):
            b.grow(mapping.cell, slot, needle.ty) if needle.ty is FLOAT else None
            return
        b.grow(mapping.cell, slot, needle.ty)
    elif needle.ty is not BOTTOM:
        b.grow(mapping.cell, slot, needle.ty)


def comparable(a: Type, c: Type) -> bool:
    """Whether `a == c` can be compared without dynamic values."""
    if a is BOTTOM or c is BOTTOM or same(a, c):
        return True
    if is_real(a) and is_real(c):
        return True
    oa, oc = option_of(a), option_of(c)
    if oa is not None or oc is not None or a is NONE or c is NONE:
        if is_dynamic(a) or is_dynamic(c):
            return False
        x = oa if oa is not None else a
        y = oc if oc is not None else c
        return x is NONE or y is NONE or comparable(x, y)
    if isinstance(a, ContT) and isinstance(c, ContT):
        return a.kind == c.kind and all(map(comparable, a.cell.params, c.cell.params))
    if isinstance(a, TupleT) and isinstance(c, TupleT):
        return len(a.items) == len(c.items) and all(map(comparable, a.items, c.items))
    if a.kind == c.kind == "tuple":
        return comparable(tuple_item(a), tuple_item(c))
    if isinstance(a, InstanceT) and isinstance(c, InstanceT):
        assert isinstance(a.cls, ClassInfo)
        if "__eq__" not in a.cls.methods and not a.cls.equality:
            a.cell.forced = True  # they are compared by identity
        return a.cls is c.cls
    return a.kind == c.kind


def _check_equality(b: Builder, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    lt, rt = left.ty, right.ty
    if isinstance(lt, InstanceT) or isinstance(rt, InstanceT) or isinstance(lt, NameT) or isinstance(rt, NameT):
        comparable(lt, rt)
        return
    if lt is NONE or rt is NONE:
        return
    if comparable(lt, rt):
        unify_compared(lt, rt)
        return
    if dynamic_fits(lt) and dynamic_fits(rt):
        if is_dynamic(lt) or is_dynamic(rt) or lt.kind == rt.kind:
            box(lt)
            box(rt)
        return
    if lt.kind == rt.kind or isinstance(lt, UnionT) or isinstance(rt, UnionT):
        raise b.refuse("P0306", f"`==` is not translated for `{lt}` and `{rt}`", node)


def unify_compared(lt: Type, rt: Type) -> None:
    """Unifies the alias classes of two compared containers whose elements differ in representation only."""
    if isinstance(lt, ContT) and isinstance(rt, ContT):
        if not same(lt, rt) and not all(map(same, lt.cell.params, rt.cell.params)):
            for i, p in enumerate(rt.cell.params):
                from portalis.ir.types import grow

                grow(lt.cell, i, p)
                grow(rt.cell, i, lt.cell.params[i])
    elif isinstance(lt, TupleT) and isinstance(rt, TupleT) and len(lt.items) == len(rt.items):
        for x, y in zip(lt.items, rt.items):
            unify_compared(x, y)
    elif lt.kind == rt.kind == "tuple":
        unify_compared(tuple_item(lt), tuple_item(rt))


def _check_order(b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    lt, rt = left.ty, right.ty
    if BOTTOM in (lt, rt) or (is_real(lt) and is_real(rt)) or (lt is STR and rt is STR):
        return
    if isinstance(lt, InstanceT):
        return
    sets = ("set", "frozenset", "dict_keys")
    if lt.kind in sets and rt.kind in sets:
        unify_items(b, lt, rt, node)
        return
    if lt.kind == rt.kind and lt.kind in ("list", "tuple") and comparable(lt, rt) and ordered(lt) and ordered(rt):
        unify_compared(lt, rt)
        return
    if dynamic_fits(lt) and dynamic_fits(rt):
        box(lt)
        box(rt)
        return
    raise b.refuse("P0306", f"`{op}` is not translated for `{lt}` and `{rt}`", node)


def ordered(t: Type) -> bool:
    """Whether Rust's order of the type's values is Python's."""
    if isinstance(t, (TupleT,)):
        return all(map(ordered, t.items))
    if isinstance(t, VarTupleT):
        return ordered(t.item)
    if isinstance(t, ContT):
        return t.kind == "list" and ordered(t.item)
    if isinstance(t, InstanceT):
        cls = t.cls
        assert isinstance(cls, ClassInfo)
        return cls.ordered or "__lt__" in cls.methods
    return is_real(t) or t in (STR, BYTES, BOTTOM) or is_dynamic(t) or t is NONE


def _check_identity(b: Builder, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    for e in (left, right):
        if isinstance(e, ops.Const) and (e.ty in (NONE, BOOL) or isinstance(e.ty, NameT)):
            return
    if isinstance(left.ty, ContT) and same(left.ty, right.ty):
        left.ty.cell.forced = True
        return
    if isinstance(left.ty, InstanceT) or isinstance(right.ty, InstanceT) or option_of(left.ty) is not None:
        inner = left.ty if isinstance(left.ty, InstanceT) else option_of(left.ty)
        if isinstance(inner, InstanceT):
            inner.cell.forced = True
            return
    if isinstance(left.ty, NameT) and isinstance(right.ty, NameT):
        return
    if left.ty is BOTTOM or right.ty is BOTTOM:
        return
    raise b.refuse("P0505", "`is` compares identities, which these values do not keep", node, "compare with `==`")


def _bool_op(b: Builder, node: ast.BoolOp) -> ops.Expr:
    from portalis.irbuild import narrowing

    op = "and" if isinstance(node.op, ast.And) else "or"
    saved = dict(b.narrow)
    values: list[ops.Expr] = []
    ty: Type = BOTTOM
    for i, v in enumerate(node.values):
        e = expr(b, v)
        values.append(e)
        known = constant_truth(e)
        last = i == len(node.values) - 1
        part = e.ty
        if op == "or" and not last:
            part = without_none(part) if part is not NONE else BOTTOM
        ty = join(ty, part)
        if known is not None and known == (op == "or"):
            break
        narrowing.refine(b, v, op == "and")
    b.narrow = saved
    if len(values) > 1:
        values = [v for i, v in enumerate(values) if constant_truth(v) is None or i == len(values) - 1]
    return ops.Logic(ty, op, values) if len(values) > 1 else values[0]


def _if_exp(b: Builder, node: ast.IfExp) -> ops.Expr:
    from portalis.irbuild import narrowing

    test = condition(b, node.test)
    known = constant_truth(test)
    saved = dict(b.narrow)
    if known is not None:
        narrowing.refine(b, node.test, known)
        chosen = expr(b, node.body if known else node.orelse)
        b.narrow = saved
        return chosen
    narrowing.refine(b, node.test, True)
    body = expr(b, node.body)
    b.narrow = dict(saved)
    narrowing.refine(b, node.test, False)
    other = expr(b, node.orelse)
    b.narrow = saved
    return ops.Choose(join(body.ty, other.ty), test, body, other)


def condition(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds an expression of which only the truth is asked."""
    e = expr(b, node)
    t = e.ty
    if isinstance(t, InstanceT):
        cls = t.cls
        assert isinstance(cls, ClassInfo)
        for dunder in ("__bool__", "__len__"):
            if dunder in cls.methods:
                from portalis.irbuild.calls import call_method

                return call_method(b, e, dunder, [], node)
        return ops.Const(BOOL, True) if isinstance(e, ops.Load) else e
    return e


def constant_truth(e: ops.Expr) -> bool | None:
    """The truth of an expression that types alone decide."""
    if isinstance(e, ops.Const) and not isinstance(e.ty, NameT):
        return bool(e.value)
    return None


# -- containers


def _display(b: Builder, node: ast.List | ast.Set | ast.Tuple) -> ops.Expr:
    items: list[ops.Expr] = []
    for e in node.elts:
        if isinstance(e, ast.Starred):
            inner = iterable(b, e.value)
            items.append(mark(ops.Star(inner.ty, inner), e))
        else:
            items.append(value(b, e))
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


def value(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds an expression that is kept as a value (a name of a class or module is none)."""
    e = expr(b, node)
    if isinstance(e.ty, NameT) and not (e.ty.kind == "function"):
        raise b.refuse("P0702", "this name cannot be used as a value", node)
    if isinstance(e.ty, NameT):
        raise b.refuse("P0702", "a function as a value is not translated here", node)
    return e


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


def _dict(b: Builder, node: ast.Dict) -> ops.Expr:
    ty = b.fresh(node, "dict", BOTTOM, BOTTOM)
    pairs: list[tuple[ops.Expr | None, ops.Expr]] = []
    for k, v in zip(node.keys, node.values):
        if k is None:
            other = expr(b, v)
            if isinstance(other.ty, ContT) and len(other.ty.cell.params) == 2:
                for i, p in enumerate(other.ty.cell.params):
                    b.grow(ty.cell, i, p)
            elif other.ty is not BOTTOM:
                raise b.refuse("P0306", f"`**` needs a dict, not `{other.ty}`", v)
            pairs.append((None, other))
        else:
            key, val = value(b, k), value(b, v)
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


def hashable(t: Type) -> bool:
    """Whether values of the type can be keys."""
    if isinstance(t, ContT):
        return t.kind == "frozenset"
    if isinstance(t, TupleT):
        return all(map(hashable, t.items)) and len(t.items) <= 8
    if isinstance(t, VarTupleT):
        return hashable(t.item)
    if isinstance(t, UnionT):
        return True
    if isinstance(t, InstanceT):
        cls = t.cls
        assert isinstance(cls, ClassInfo)
        return False
    return not isinstance(t, (IterT, ViewT, FuncT, NameT))


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
    e = require(b, expr(b, node), "'NoneType' object is not iterable")
    if isinstance(e.ty, NameT) and e.ty.what == ("sys", "stdin"):
        return mark(ops.Builtin(IterT(STR), "stdin_lines", []), node)
    if isinstance(e.ty, NameT):
        raise b.refuse("P0306", "this cannot be iterated", node)
    return e


def slice_parts(b: Builder, node: ast.Slice) -> tuple[ops.Expr | None, ops.Expr | None, ops.Expr | None]:
    """The bounds of a slice; an explicit None counts as absent."""
    parts: list[ops.Expr | None] = []
    for p in (node.lower, node.upper, node.step):
        e = expr(b, p) if p is not None else None
        if e is not None and e.ty is NONE:
            e = None
        if e is not None and as_int(e.ty) is None and e.ty is not BOTTOM:
            option = option_of(e.ty)
            if option is None or as_int(option) is None:
                raise b.refuse("P0306", "slice indices must be integers or None", p or node)
        parts.append(e)
    return parts[0], parts[1], parts[2]


def _subscript(b: Builder, node: ast.Subscript) -> ops.Expr:
    obj = expr(b, node.value)
    if isinstance(node.slice, ast.Slice):
        obj = require(b, obj, "'NoneType' object is not subscriptable")
        start, stop, step = slice_parts(b, node.slice)
        ty = obj.ty
        if isinstance(ty, ContT) and ty.kind == "list":
            ty = b.fresh(node, "list", ty.item)
        elif isinstance(ty, TupleT):
            bounds = [p.value if isinstance(p, ops.Const) else None for p in (start, stop, step)]
            if all(p is None or isinstance(p, ops.Const) for p in (start, stop, step)):
                ty = tuple_of(ty.items[slice(*bounds)])
            else:
                ty = VarTupleT(tuple_item(ty))
        elif not (ty in (STR, BYTES, BOTTOM) or isinstance(ty, (VarTupleT, RangeT)) or is_dynamic(ty)):
            raise b.refuse("P0306", f"`{ty}` cannot be sliced", node)
        elif is_dynamic(ty):
            ty = DYN
        return ops.Slice(ty, obj, start, stop, step)
    index = expr(b, node.slice)
    return subscript(b, node, obj, index)


def subscript(b: Builder, node: ast.Subscript, obj: ops.Expr, index: ops.Expr) -> ops.Expr:
    """Builds `obj[index]`."""
    obj = require(b, obj, "'NoneType' object is not subscriptable")
    ty = obj.ty
    result: Type
    if isinstance(ty, ContT) and ty.kind in ("list", "deque"):
        index = require(b, index, "list indices must be integers or slices, not NoneType")
        _need_int(b, index, node, "list")
        result = ty.item
    elif isinstance(ty, ContT) and len(ty.cell.params) == 2:
        flow_key(b, ty, index, node)
        result = ty.value
    elif isinstance(ty, TupleT):
        if isinstance(index, ops.Const) and isinstance(index.value, int):
            if -len(ty.items) <= index.value < len(ty.items):
                result = ty.items[index.value]
            else:
                result = tuple_item(ty)
        else:
            _need_int(b, index, node, "tuple")
            result = tuple_item(ty)
    elif isinstance(ty, VarTupleT):
        _need_int(b, index, node, "tuple")
        result = ty.item
    elif ty is STR:
        _need_int(b, index, node, "string")
        result = STR
    elif ty is BYTES:
        result = int_type(8, True)
    elif isinstance(ty, RangeT):
        result = ty.item
    elif ty.kind == "re.Match":
        from portalis.irbuild.rows import apply_method

        return apply_method(b, obj, "group", [index], {}, node)
    elif is_dynamic(ty):
        box(index.ty)
        result = DYN
    elif isinstance(ty, InstanceT):
        from portalis.irbuild.calls import call_method

        return call_method(b, obj, "__getitem__", [index], node)
    elif ty is BOTTOM:
        result = BOTTOM
    else:
        raise b.refuse("P0306", f"`{ty}` is not subscriptable", node)
    return mark(ops.Index(result, obj, index), node)


def _need_int(b: Builder, index: ops.Expr, node: ast.AST, what: str) -> None:
    if as_int(index.ty) is None and index.ty is not BOTTOM and not is_dynamic(index.ty):
        raise b.refuse("P0306", f"{what} indices must be integers, not `{index.ty}`", node)


def flow_key(b: Builder, ty: Type, key: ops.Expr, node: ast.AST) -> None:
    """Makes a looked-up key comparable with a dict's keys."""
    if isinstance(ty, ContT) and len(ty.cell.params) == 2:
        b.grow(ty.cell, 0, key.ty)
        check_key(b, ty, node)


def flow_subscript(b: Builder, obj: ops.Expr, index: ops.Expr, ty: Type, node: ast.AST) -> None:
    """Lets a value flow into `obj[index]`."""
    t = obj.ty
    if isinstance(t, ContT) and t.kind in ("list", "deque"):
        _need_int(b, index, node, "list")
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
    if source is not BOTTOM:
        b.grow(ty.cell, 0, item_type(b, source, node))


def flow_field(cls: ClassInfo, name: str, ty: Type) -> None:
    """Lets a value flow into an attribute."""
    old = cls.fields.get(name, BOTTOM)
    new = join(old, ty)
    if name not in cls.fields or not same(old, new):
        cls.fields[name] = new
        CLOCK.ticks += 1


# -- attributes


def _attribute(b: Builder, node: ast.Attribute) -> ops.Expr:
    return attribute(b, node, expr(b, node.value))


def attribute(b: Builder, node: ast.Attribute, obj: ops.Expr) -> ops.Expr:
    """Builds `obj.name`."""
    ty = obj.ty
    if isinstance(ty, NameT):
        if ty.kind == "module":
            from portalis.irbuild.modules import member

            return member(b, str(ty.what), node.attr, node)
        if ty.kind == "class":
            cls = ty.what
            assert isinstance(cls, ClassInfo)
            if node.attr in cls.constants and not cls.is_dataclass:
                return expr(b, cls.constants[node.attr])
            if node.attr == "__name__":
                return ops.Const(STR, cls.name)
        if ty.kind == "type" and node.attr == "__name__":
            return ops.Const(STR, str(ty.what))
        raise b.refuse("P0311", f"the attribute `{node.attr}` is not translated", node)
    obj = require(b, obj, f"'NoneType' object has no attribute '{node.attr}'", "ATTRIBUTE_ERROR")
    ty = obj.ty
    if isinstance(ty, InstanceT):
        cls = ty.cls
        assert isinstance(cls, ClassInfo)
        if node.attr in cls.fields:
            return mark(ops.Field(cls.fields[node.attr], obj, node.attr), node)
        method = cls.methods.get(node.attr)
        if method is not None and method.kind == "property":
            from portalis.irbuild.calls import call_method

            return call_method(b, obj, node.attr, [], node)
        if node.attr in cls.constants and not cls.is_dataclass:
            return expr(b, cls.constants[node.attr])
        if b.program.strict or b.inst.info and b.inst.info.cls is cls and not b.program.final:
            b.program.deferred = True
            return ops.Field(BOTTOM, obj, node.attr)
        raise b.refuse("P0311", f"`{cls.name}` has no attribute `{node.attr}`", node)
    if ty is BOTTOM:
        return ops.Field(BOTTOM, obj, node.attr)
    if ty is COMPLEX and node.attr in ("real", "imag"):
        return ops.Builtin(FLOAT, f"complex_{node.attr}", [obj])
    raise b.refuse("P0403", f"`{ty}` has no translated attribute `{node.attr}`", node)


def require(b: Builder, e: ops.Expr, message: str, cls: str = "TYPE_ERROR") -> ops.Expr:
    """The value of an option, or the exception that Python raises for None."""
    inner = option_of(e.ty)
    if inner is None:
        return e
    out = ops.Builtin(inner, "unwrap", [e], (cls, message))
    out.pos = e.pos
    return out


def exception(b: Builder, node: ast.expr) -> ops.Expr:
    """Builds the operand of `raise`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name, args = node.func.id, node.args
    elif isinstance(node, ast.Name) and b.scope.web_of.get(node) is None:
        name, args = node.id, []
    else:
        e = expr(b, node)
        if e.ty is not EXCEPTION and e.ty is not BOTTOM:
            raise b.refuse("P0802", "what is raised is no exception", node)
        return e
    return make_exception(b, name, args, node)


def make_exception(b: Builder, name: str, args: list[ast.expr], node: ast.expr) -> ops.Expr:
    """Builds an exception object."""
    cls = b.module.classes.get(name)
    if cls is not None:
        if not cls.exception_base:
            raise b.refuse("P0801", f"`{name}` is no exception class that is translated", node)
        if cls.methods:
            raise b.refuse("P0801", "an exception class with methods is not translated yet", node)
        cls.used = True
    elif name not in EXCEPTION_NAMES:
        raise b.refuse("P0801", f"`{name}` is no exception class", node)
    if len(args) > 1:
        raise b.refuse("P0806", "an exception with several arguments is not translated", node)
    built = [value(b, a) for a in args]
    return mark(ops.Builtin(EXCEPTION, "exception", built, name), node)


def _named(b: Builder, node: ast.NamedExpr) -> ops.Expr:
    e = value(b, node.value)
    web = b.scope.web_of.get(node.target)
    if web is None:
        raise b.refuse("P0207", "`:=` inside a comprehension is not translated here", node)
    var = b.var(web)
    var.flow(e.ty)
    b.assigned(var, e.ty)
    return ops.Bind(e.ty, var, e)


def check_shown(b: Builder, ty: Type, node: ast.AST) -> None:
    """Refuses to show objects whose text is an address, and what Python shows by one."""
    stack, seen = [ty], set()
    while stack:
        t = stack.pop()
        if isinstance(t, InstanceT):
            cls = t.cls
            assert isinstance(cls, ClassInfo)
            if not ({"__repr__", "__str__"} & cls.methods.keys() or cls.is_dataclass):
                raise b.refuse("P0409", f"a `{cls.name}` without `__repr__` shows its address", node, "define `__repr__`")
        elif isinstance(t, ContT):
            if id(t.cell) not in seen:
                seen.add(id(t.cell))
                stack += t.cell.params
        elif isinstance(t, (TupleT, UnionT)):
            stack += t.items if isinstance(t, TupleT) else t.members
        elif isinstance(t, VarTupleT):
            stack.append(t.item)
        elif isinstance(t, (IterT, ViewT)) or t.kind in ("re.Pattern", "random.Random"):
            raise b.refuse("P0409", f"the text of a `{t}` is not translated", node)


def runtime_name(t: Type) -> str:
    """The name of a type in CPython's messages."""
    return {"None": "NoneType", "iterator": "map", "instance": str(t)}.get(t.kind, t.kind)


def resolve_with_annotation(b: Builder, ty: Type, annotation: ast.expr) -> None:
    """Gives an element type that nothing else determined the one that an annotation states."""
    from portalis.irbuild.annotations import fill

    fill(b, ty, annotation)


def dotted(node: ast.expr) -> str:
    """A dotted name as text, or an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def _call(b: Builder, node: ast.Call) -> ops.Expr:
    from portalis.irbuild.calls import call

    return call(b, node)


def _comprehension(b: Builder, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> ops.Expr:
    from portalis.irbuild.comprehensions import comprehension

    return comprehension(b, node)


def _text(b: Builder, node: ast.JoinedStr) -> ops.Expr:
    from portalis.irbuild.text import f_string

    return f_string(b, node)


def _lambda(b: Builder, node: ast.Lambda) -> ops.Expr:
    raise b.refuse("P0702", "a lambda is translated only where it is called or handed to a builtin", node)


_HANDLERS: dict[type[ast.expr], Callable[..., ops.Expr]] = {
    ast.Constant: _constant, ast.Name: _name, ast.UnaryOp: _unary, ast.BinOp: _binary, ast.Compare: _compare, ast.BoolOp: _bool_op,
    ast.IfExp: _if_exp, ast.List: _display, ast.Set: _display, ast.Tuple: _display, ast.Dict: _dict, ast.Subscript: _subscript,
    ast.Attribute: _attribute, ast.NamedExpr: _named, ast.Call: _call, ast.ListComp: _comprehension, ast.SetComp: _comprehension,
    ast.DictComp: _comprehension, ast.GeneratorExp: _comprehension, ast.JoinedStr: _text, ast.Lambda: _lambda,
}  # fmt: skip
