"""Lowers arithmetic."""

from __future__ import annotations

from portalis.analysis.ownership import is_shared
from portalis.codegen import operators as op
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import borrowed, lower, new_container, reelement, typed, wrap
from portalis.codegen.rust_types import same_rust
from portalis.codegen.values import (
    Val,
    borrow,
    coerce,
    int_operand,
    is_literal,
    own,
    place,
    suffix_literal,
    suffixed,
    text_literal,
    to_float,
)
from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOOL,
    BYTES,
    COMPLEX,
    DYN,
    FLOAT,
    STR,
    Cell,
    ContT,
    IntT,
    TupleT,
    Type,
    ViewT,
    int_type,
    is_dynamic,
    is_num,
)  # fmt: skip
from portalis.irbuild.operators import as_int
from portalis.irbuild.program import Refuse

_NAMES = {"+": "add", "-": "sub", "*": "mul", "/": "true_div", "//": "floor_div", "%": "modulo", "**": "pow", "<<": "shl", ">>": "shr",
          "&": "bit_and", "|": "bit_or", "^": "bit_xor", "@": "matmul"}  # fmt: skip


def binary(c: Context, e: ops.Binary) -> Val:
    """Lowers `left op right`."""
    (left_, right_), lets = order.operands(c, [e.left, e.right], copies=True)
    if lets:
        settled = ops.Binary(e.ty, e.op, left_, right_)
        order.placed(settled, e)
        return Val(order.after(lets, own(c, binary(c, settled))), "own", e.ty)
    lt, rt = e.left.ty, e.right.ty
    if isinstance(e.ty, ContT):
        return _container(c, e)
    if is_dynamic(e.ty):
        left = r.UnaryExpr("&", owned_dynamic(c, e.left)) if not is_dynamic(lt) else borrowed(c, e.left)
        name = f"py_i{_NAMES[e.op[:-1]]}" if e.op.endswith("=") else f"py_{_NAMES[e.op]}"
        return Val(c.raising_method(_receiver(left), name, (dynamic_ref(c, e.right),)), "own", DYN)
    if e.op == "%" and e.ty is STR:
        known = isinstance(e.left, ops.Const)
        template = r.Lit(text_literal(str(e.left.value))) if known else borrow(lower(c, e.left))
        return Val(c.raising_call("percent_format", (template, dynamic_ref(c, e.right))), "own", STR)
    return arithmetic(c, e.op, lower(c, e.left), lambda: lower(c, e.right), rt, e.ty, e)


def _receiver(e: r.Expr) -> r.Expr:
    return e.operand if isinstance(e, r.UnaryExpr) and e.op == "&" else e


def owned_dynamic(c: Context, e: ops.Expr) -> r.Expr:
    """An operand as an owned dynamic value."""
    return own(c, coerce(c, typed(c, e), DYN))


def dynamic_ref(c: Context, e: ops.Expr) -> r.Expr:
    """An operand as a borrowed dynamic value."""
    return borrow(coerce(c, typed(c, e), DYN))


def arithmetic(c: Context, op: str, left: Val, right_of: object, rt: Type, result: Type, e: ops.Binary) -> Val:
    """Lowers arithmetic on plain values."""
    right: Val = right_of()  # type: ignore[operator]
    lt = left.ty
    if result is BOOL:
        return Val(r.BinaryExpr(op, place(left), place(right)), "own", BOOL)
    if result is STR:
        return _text(c, op, left, right)
    if result is BYTES:
        return _bytes(c, op, left, right)
    if result.kind == "tuple":
        return _tuple(c, op, left, right, result)
    x, y = as_int(lt), as_int(rt)
    if x is not None and y is not None:
        if lt is BOOL:
            left = coerce(c, left, int_type(1, True))
        if rt is BOOL:
            right = coerce(c, right, int_type(1, True))
        return _ints(c, op, left, right, x, y, result, e)
    if result is COMPLEX:
        a, b = own(c, coerce(c, left, COMPLEX)), own(c, coerce(c, right, COMPLEX))
        if op in ("+", "-", "*"):
            return Val(r.BinaryExpr(op, a, b), "own", COMPLEX)
        return Val(c.raising_method(a, {"/": "divide", "**": "pow"}[op], (b,)), "own", COMPLEX)
    if is_num(lt) or is_num(rt):
        return _nums(c, op, left, right, result)
    return _floats(c, op, to_float(c, left), to_float(c, right), right)


def _nonzero(v: Val) -> bool:
    return isinstance(v.e, r.Lit) and v.e.text.removesuffix("_i64").rstrip("0.") not in ("", "-")


def _floats(c: Context, op: str, a: r.Expr, b: r.Expr, right: Val) -> Val:
    if op == "*" and (negated := _negated(a, b)) is not None:
        return Val(negated, "own", FLOAT)
    if op in ("+", "-", "*") or (op == "/" and isinstance(b, r.Lit) and float(b.text.replace("_", "")) != 0.0):
        return Val(r.BinaryExpr(op, a, b), "own", FLOAT)
    name = {"/": "float_div", "//": "float_floor_div", "%": "float_mod", "**": "float_pow"}[op]
    return Val(c.raising_call(name, (a, b)), "own", FLOAT)


def _ints(c: Context, op: str, left: Val, right: Val, x: IntT, y: IntT, result: Type, e: ops.Binary) -> Val:
    if result is FLOAT:
        if op == "**":
            return Val(c.raising_call("float_pow", (to_float(c, left), to_float(c, right))), "own", FLOAT)
        if x.machine and y.machine:
            if x.bits <= 53 and y.bits <= 53 and _nonzero(right):
                return Val(r.BinaryExpr("/", to_float(c, left), to_float(c, right)), "own", FLOAT)
            return Val(c.raising_call("true_div_i64", (own(c, left), own(c, right))), "own", FLOAT)
        return Val(c.raising_method(_as_int(c, left).e, "true_div", (int_operand(suffixed(right)),)), "own", FLOAT)
    if is_num(result):
        return Val(c.raising_method(_as_int(c, left).e, "pow_num", (int_operand(suffixed(right)),)), "own", result)
    assert isinstance(result, IntT)
    if x.machine and y.machine and result.machine:
        if result.bits == 63:
            return _checked(c, op, own(c, left), own(c, right), result)
        return _machine(c, op, left, right, x, y, result)
    if op in ("+", "-", "*", "&", "|", "^"):
        if x.machine and y.machine:
            left = _as_int(c, left)
        return Val(r.BinaryExpr(op, int_operand(left), int_operand(right)), "own", result)
    base = _as_int(c, left)
    operand = int_operand(suffixed(right))
    if op == "%":
        if _nonzero(right):
            return Val(r.BinaryExpr("%", int_operand(base), int_operand(right)), "own", result)
        return Val(c.raising_method(base.e, "rem", (operand,)), "own", result)
    name = {"//": "floor_div", "**": "pow", "<<": "shl", ">>": "shr"}[op]
    if op == "**" and x.machine and y.machine:
        return Val(r.CallExpr(r.Path("pow_i64"), (own(c, suffixed(left)), own(c, right))), "own", result)
    if op == "**" or (op in ("//",) and _nonzero(right)):
        return Val(r.MethodCall(base.e, name, (operand,)), "own", result)
    return Val(c.raising_method(base.e, name, (operand,)), "own", result)


def _as_int(c: Context, v: Val) -> Val:
    return coerce(c, v, int_type(BIG))


def _checked(c: Context, op: str, a: r.Expr, b: r.Expr, result: IntT) -> Val:
    name = {
        "+": "add_i64",
        "-": "sub_i64",
        "*": "mul_i64",
        "**": "pow_checked_i64",
        "<<": "shl_i64",
        "//": "floor_div_i64",
        "%": "floor_mod_i64",
    }.get(op)
    if name is None:
        if op == ">>":
            return Val(r.BinaryExpr(">>", a, _shift(b)), "own", result)
        return Val(r.BinaryExpr(op, a, b), "own", result)
    return Val(c.raising_call(name, (a, b)), "own", result)


def _negated(a: r.Expr, b: r.Expr) -> r.Expr | None:
    """What is multiplied by -1, as the negation that Rust programmers write; None for other factors."""
    factor = a if _is_minus_one(b) else b if _is_minus_one(a) else None
    literal = isinstance(factor, r.Lit) or (isinstance(factor, r.UnaryExpr) and factor.op == "-")
    return None if factor is None or literal else r.UnaryExpr("-", factor)


def _is_minus_one(e: r.Expr) -> bool:
    if isinstance(e, r.UnaryExpr) and e.op == "-" and isinstance(e.operand, r.Lit):
        e = r.Lit(f"-{e.operand.text}")
    return isinstance(e, r.Lit) and e.text.removesuffix("_i64").removesuffix("_f64") in ("-1", "-1.0")


def _shift(by: r.Expr) -> r.Expr:
    """How far to shift to the right: what is shifted further is what is shifted by 63."""
    if isinstance(by, r.Lit):
        return by if int(by.text.removesuffix("_i64")) < 64 else r.Lit("63")
    return r.MethodCall(by, "min", (r.Lit("63"),))


def _machine(c: Context, op: str, left: Val, right: Val, x: IntT, y: IntT, result: IntT) -> Val:
    a, b = own(c, left), own(c, right)
    if op == "*" and (negated := _negated(a, b)) is not None:
        return Val(negated, "own", result)
    if op in ("+", "-", "*", "&", "|", "^"):
        return Val(r.BinaryExpr(op, a, b), "own", result)
    if op in ("//", "%"):
        positive = _nonzero(right) and y.nonneg
        if positive:
            if x.nonneg:
                return Val(r.BinaryExpr("/" if op == "//" else "%", a, b), "own", result)
            method = "div_euclid" if op == "//" else "rem_euclid"
            if isinstance(a, r.Lit) or left.literal:
                a = suffix_literal(a)
            if isinstance(a, (r.BinaryExpr, r.UnaryExpr, r.IfExpr)) and _all_literals(a):
                return Val(c.raising_call("floor_div_i64" if op == "//" else "floor_mod_i64", (a, b)), "own", result)
            return Val(r.MethodCall(a, method, (b,)), "own", result)
        return Val(c.raising_call("floor_div_i64" if op == "//" else "floor_mod_i64", (a, b)), "own", result)
    if op == "**":
        if is_literal(a):
            a = suffix_literal(a)
        exponent = r.Lit(b.text.removesuffix("_i64")) if isinstance(b, r.Lit) else r.CastExpr(b, "u32")
        return Val(r.MethodCall(a, "pow", (exponent,)), "own", result)
    if op == "<<":
        return Val(r.BinaryExpr("<<", a, b), "own", result)
    if op == ">>":
        return Val(r.BinaryExpr(">>", a, _shift(b)), "own", result)
    raise Refuse("P0306", f"`{op}` is not translated for ints", None)


def _all_literals(e: r.Expr) -> bool:
    if isinstance(e, r.BinaryExpr):
        return _all_literals(e.left) and _all_literals(e.right)
    if isinstance(e, r.UnaryExpr):
        return _all_literals(e.operand)
    if isinstance(e, r.IfExpr):
        ends = (e.body, e.orelse)
        return all(isinstance(b, r.Block) and b.tail is not None and _all_literals(b.tail) for b in ends)
    return is_literal(e)


def _nums(c: Context, op: str, left: Val, right: Val, result: Type) -> Val:
    num = left.ty if is_num(left.ty) else right.ty
    a, b = coerce(c, left, num), coerce(c, right, num)
    x, y = (v.e if v.form == "own" else borrow(v) for v in (a, b))
    if op in ("+", "-", "*"):
        value: r.Expr = r.BinaryExpr(op, x, y)
    else:
        value = c.raising_method(
            a.e, {"/": "true_div", "//": "floor_div", "%": "modulo", "**": "pow"}[op], (borrow(b),)
        )
        if op == "/":
            return Val(value, "own", FLOAT)
    if result is FLOAT:
        return Val(c.raising_method(value, "to_f64"), "own", FLOAT)
    return Val(value, "own", result)


def _bytes(c: Context, op: str, left: Val, right: Val) -> Val:
    if op == "+":
        return Val(r.MethodCall(left.e, "concat_bytes", (borrow(right),)), "own", BYTES)
    held, count = (left, right) if left.ty is BYTES else (right, left)
    if count.ty is BOOL:
        count = coerce(c, count, int_type(1, True))
    return Val(c.raising_method(held.e, "repeat_bytes", (int_operand(count),)), "own", BYTES)


def _text(c: Context, op: str, left: Val, right: Val) -> Val:
    if op == "*":
        text, count = (left, right) if left.ty is STR else (right, left)
        if count.ty is BOOL:
            count = coerce(c, count, int_type(1, True))
        return Val(r.MethodCall(text.e, "repeat_n", (int_operand(count),)), "own", STR)
    a = left.e if left.form == "own" else borrow(left)
    b = borrow(right)
    if isinstance(right.e, r.CallExpr) and right.e.func == r.Path("Str::from") and isinstance(right.e.args[0], r.Lit):
        b = right.e.args[0]
    return Val(r.BinaryExpr("+", a, b), "own", STR)


def _tuple(c: Context, op: str, left: Val, right: Val, result: Type) -> Val:
    if isinstance(result, TupleT):
        parts: list[r.Expr] = []
        for v in (left, right) if op == "+" else (left,):
            assert isinstance(v.ty, TupleT)
            part_types = v.ty.items
            if v.form == "own" and not isinstance(v.e, r.TupleExpr):
                v = Val(c.hoist(v.e), "place", v.ty)
            if isinstance(v.e, r.TupleExpr):
                parts += v.e.items
            else:
                parts += [own(c, Val(r.FieldExpr(v.e, str(i)), "place", t)) for i, t in enumerate(part_types)]
        while len(parts) < len(result.items):
            parts += parts[: len(result.items) - len(parts)]
        return Val(
            r.TupleExpr(
                tuple(
                    own(c, coerce(c, Val(p, "own", t, literal=is_literal(p)), t)) for p, t in zip(parts, result.items)
                )
            ),
            "own",
            result,
        )
    if op == "+":
        a, b = coerce(c, left, result), coerce(c, right, result)
        return Val(r.MethodCall(a.e, "concat_with", (borrow(b),)), "own", result)
    source, count = (left, right) if left.ty.kind == "tuple" else (right, left)
    return Val(r.MethodCall(coerce(c, source, result).e, "repeat_n", (int_operand(count),)), "own", result)


def _container(c: Context, e: ops.Binary) -> Val:
    assert isinstance(e.ty, ContT)
    if e.op == "*":
        source, count = (e.left, e.right) if isinstance(e.left.ty, ContT) else (e.right, e.left)
        v = lower(c, source)
        made: r.Expr = r.MethodCall(op._plain(c, v), "repeat_n", (int_operand(lower(c, count)),))
        assert isinstance(source.ty, ContT)
        made = reelement(c, made, [source.ty.item], e.ty)
        return Val(wrap(e.ty, made), "own", e.ty)
    left, right = _set_or_dict(c, e.left, e.right.ty), _set_or_dict(c, e.right, e.left.ty)
    if isinstance(left.ty, ViewT) or isinstance(right.ty, ViewT):
        return Val(wrap(e.ty, _key_sets(c, e, left, right)), "own", e.ty)
    if e.ty.kind == "list":
        a, b = _elements_as(c, left, e.ty.item), _elements_as(c, right, e.ty.item)
        made = r.MethodCall(_receiver(a), "concat_with", (b,))
        return Val(wrap(e.ty, made), "own", e.ty)
    name = {"|": "union", "&": "intersection", "-": "difference", "^": "symmetric_difference"}.get(e.op, "add_counts")
    if e.ty.kind == "Counter":
        name = {"+": "add_counts", "-": "subtract_counts", "&": "min_counts", "|": "max_counts"}[e.op]
    elif e.ty.kind not in ("set", "frozenset"):
        name = "merged"
    a = op._plain(c, left)
    b = borrow(Val(op._plain(c, right), "own" if is_shared(right.ty) else right.form, right.ty))
    return Val(wrap(e.ty, r.MethodCall(a, name, (b,))), "own", e.ty)


def _set_or_dict(c: Context, e: ops.Expr, other: Type) -> Val:
    """An operand; what is made empty on the spot holds what the other side holds."""
    empty = (isinstance(e, ops.Builtin) and e.name == "new") or (isinstance(e, ops.DictDisplay) and not e.pairs)
    if not (empty and isinstance(e.ty, ContT) and isinstance(other, ContT)) or e.ty.kind in ("list", "Counter"):
        return lower(c, e)
    if e.ty.kind == other.kind and not same_rust(e.ty, other):
        plain = ContT(e.ty.kind, Cell(e.ty.kind, list(other.cell.params)))
        return Val(new_container(c, plain), "own", plain)
    return lower(c, e)


def _key_sets(c: Context, e: ops.Binary, left: Val, right: Val) -> r.Expr:
    """Operators of `d.keys()`: they make a set of the left side, and change it by the right one."""

    def keys(v: Val) -> r.Expr | None:
        """The keys of a view, as a list."""
        if not isinstance(v.ty, ViewT):
            return None
        if v.ty.kind != "dict_keys":
            raise Refuse("P0306", f"`{e.op}` of `items()` is not translated", e.pos)
        return r.MethodCall(v.e, "key_list")

    def reference(v: Val) -> r.Expr:
        return borrow(Val(op._plain(c, v), "own" if is_shared(v.ty) else v.form, v.ty))

    a, b = keys(left), keys(right)
    if e.op == "&":
        if a is not None and b is not None:
            return r.CallExpr(r.Path("keys_and_keys"), (a, b))
        view, other = (a, right) if a is not None else (b, left)
        assert view is not None
        name = "keys_and_set" if other.ty.kind == "set" else "set_in_keys"
        return r.CallExpr(r.Path(name), (view, reference(other)))
    if a is not None:
        assert isinstance(left.ty, ViewT)
        exact = left.ty.mapping.kind == "dict"
        first = (
            r.CallExpr(r.Path("Set::from_keys"), (a,))
            if exact
            else r.MethodCall(r.MethodCall(a, "into_iter"), "collect", (), "Set<_>")
        )
    else:
        first = r.CallExpr(r.Path("Set::copy"), (reference(left),))
    name = {"|": "and_union", "-": "and_difference", "^": "and_symmetric_difference"}[e.op]
    return r.MethodCall(first, name if b is None else f"{name}_with", (b if b is not None else reference(right),))


def _elements_as(c: Context, v: Val, item: Type) -> r.Expr:
    """A list whose elements are of the wanted type, as receiver or argument of `concat_with`."""
    assert isinstance(v.ty, ContT)
    if same_rust(v.ty.item, item):
        plain = op._plain(c, v)
        form = "own" if v.ty.cell.shared else v.form
        return borrow(Val(plain, form, v.ty)) if form != "ref" else plain
    body = own(c, coerce(c, Val(r.Path("x"), "ref", v.ty.item), item))
    mapped = r.MethodCall(
        r.MethodCall(r.MethodCall(op._plain(c, v), "iter"), "map", (r.ClosureExpr(("x",), body),)),
        "collect",
        (),
        "Vec<_>",
    )
    return r.UnaryExpr("&", mapped)


def unary(c: Context, e: ops.Unary) -> Val:
    """Lowers a unary operation."""
    v = lower(c, e.operand)
    if is_dynamic(e.ty):
        name = {"-": "py_neg", "+": "py_pos", "~": "py_invert"}[e.op]
        return Val(c.raising_method(coerce(c, v, DYN).e, name), "own", DYN)
    if v.ty is BOOL:
        v = coerce(c, v, int_type(1, True))
    if isinstance(e.ty, ContT):  # a Counter, whose counts that are not positive are left out
        made = r.MethodCall(op._plain(c, v), "negated" if e.op == "-" else "positive")
        return Val(wrap(e.ty, made), "own", e.ty)
    if e.op == "+":
        return Val(own(c, v), "own", e.ty)
    if isinstance(e.ty, IntT):
        if isinstance(v.ty, IntT) and v.ty.machine:
            if e.ty.bits == 63 and e.op == "-":
                return Val(c.raising_call("neg_i64", (own(c, v),)), "own", e.ty)
            return Val(r.UnaryExpr("-" if e.op == "-" else "!", own(c, v)), "own", e.ty)
        return Val(r.UnaryExpr("-" if e.op == "-" else "!", v.e if v.form == "own" else borrow(v)), "own", e.ty)
    if is_num(e.ty):
        return Val(r.UnaryExpr("-", v.e if v.form == "own" else borrow(v)), "own", e.ty)
    return Val(r.UnaryExpr("-", own(c, v)), "own", e.ty)
