"""Lowers comparisons."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy
from portalis.codegen import arithmetic as ar
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.expressions import lower, owned, truth
from portalis.codegen.rust_types import same_rust
from portalis.codegen.values import (
    Val,
    borrow,
    coerce,
    decided,
    int_operand,
    looked,
    own,
    place,
    suffixed,
    to_float,
)
from portalis.frontend.symbols import ClassInfo, FunctionInfo
from portalis.ir import ops
from portalis.ir.types import (
    BIG,
    BOOL,
    BYTES,
    DYN,
    FLOAT,
    NONE,
    STR,
    ContT,
    InstanceT,
    IntT,
    RangeT,
    TupleT,
    Type,
    VarTupleT,
    ViewT,
    int_type,
    is_dynamic,
    is_family,
    is_num,
    join,
    option_of,
    ordered,
    related,
    same_kind,
    tuple_item,
    union_members,
)  # fmt: skip
from portalis.irbuild.families import classes_of
from portalis.irbuild.program import Refuse


def _plain(c: Context, v: Val, as_set: bool = False) -> r.Expr:
    """A container as a plain one, for reading: shared ones are snapshot."""
    if isinstance(v.ty, ViewT) and as_set:
        return r.MethodCall(v.e, "key_set")
    if isinstance(v.ty, ContT) and v.ty.cell.shared:
        return r.MethodCall(v.e, "get")
    return v.e


# -- comparisons


def compare(c: Context, e: ops.Compare) -> Val:
    """Lowers a chain of comparisons; operands in the middle are evaluated once."""
    settled, lets = order.operands(c, e.operands, copies=e.ops[0] not in ("in", "not in"))
    if lets and len(e.ops) > 1:
        raise Refuse("P0501", "an operand of this changes what another reads", e.pos)
    if lets:
        return Val(order.after(lets, compare(c, order.placed(ops.Compare(e.ty, e.ops, settled), e)).e), "own", BOOL)
    if len(e.ops) == 1 and e.ops[0] in ("in", "not in") and not any(map(order.harmless, e.operands)):
        name = c.temp("needle")  # Python evaluates what is looked for first, and Rust the receiver
        first = lower(c, e.operands[0])
        if first.ty is NONE:  # a unit has no name
            held: r.Stmt = r.ExprStmt(own(c, first))
            needle = Val(r.TupleExpr(()), "own", NONE)
        else:
            held = r.LetStmt(name, "", own(c, suffixed(first)))
            needle = Val(r.Path(name), "place", e.operands[0].ty)
        found = _one(c, e.ops[0], needle, lambda: lower_side(c, e.operands[1], e.operands[0]), e, 0)
        return Val(order.after((held,), found), "own", BOOL)
    if len(e.ops) == 1:
        return Val(
            _one(
                c,
                e.ops[0],
                lower_side(c, e.operands[0], e.operands[1]),
                lambda: lower_side(c, e.operands[1], e.operands[0]),
                e,
                0,
            ),
            "own",
            BOOL,
        )
    return Val(_chain(c, e), "own", BOOL)


def _chain(c: Context, e: ops.Compare) -> r.Expr:
    """Each operand is evaluated when its comparison is due, once, and in a block that names it where it is costly."""
    first, lets = _operand(c, e, 0)
    if not order.settled(e.operands[0]) and not all(map(order.harmless, e.operands[1:])):
        name = c.temp("first")
        lets.append(r.LetStmt(name, "", own(c, first)))
        first = Val(r.Path(name), "place", first.ty)
    return order.after(tuple(lets), _link(c, e, 0, first))


def _link(c: Context, e: ops.Compare, i: int, left: Val) -> r.Expr:
    right, lets = _operand(c, e, i + 1)
    if i + 1 == len(e.ops):
        return order.after(tuple(lets), _one(c, e.ops[i], left, lambda: right, e, i))
    if right.form == "own" and not isinstance(e.operands[i + 1], ops.Const) and not _cheap(right.e):
        name = c.temp("middle")
        lets.append(r.LetStmt(name, "", right.e))
        right = Val(r.Path(name), "place", right.ty)
    test = _one(c, e.ops[i], left, lambda: right, e, i)
    return order.after(tuple(lets), _both(test, _link(c, e, i + 1, right)))


def _both(first: r.Expr, rest: r.Expr) -> r.Expr:
    if isinstance(rest, r.BinaryExpr) and rest.op == "&&":
        return r.BinaryExpr("&&", _both(first, rest.left), rest.right)
    return r.BinaryExpr("&&", first, rest)


def _operand(c: Context, e: ops.Compare, i: int) -> tuple[Val, list[r.Stmt]]:
    """An operand of a chain, and the statements that it needs before it."""
    saved, c.pending = c.pending, []
    try:
        return lower_side(c, e.operands[i], e.operands[i - 1 if i else 1]), c.pending
    finally:
        c.pending = saved


def _cheap(e: r.Expr) -> bool:
    return (
        isinstance(e, (r.Path, r.FieldExpr))
        or (isinstance(e, r.UnaryExpr) and _cheap(e.operand))
        or isinstance(e, r.Lit)
        or e == r.TupleExpr(())
    )


def lower_side(c: Context, e: ops.Expr, other: ops.Expr) -> Val:
    """One side of a comparison; two literals need a type."""
    v = lower(c, e)
    if v.literal and isinstance(other, ops.Const):
        return suffixed(v)
    return v


def _one(c: Context, op: str, left: Val, right_of: object, e: ops.Compare, i: int) -> r.Expr:
    right_expr = e.operands[i + 1]
    if op in ("in", "not in"):
        found = _contains(c, e.operands[i], left, right_of() if len(e.ops) > 1 else lower(c, right_expr), right_expr)  # type: ignore[operator]
        return found if op == "in" else _negated(found)
    right: Val = right_of()  # type: ignore[operator]
    if op in ("is", "is not"):
        return _identity(c, op, left, right)
    lt, rt = left.ty, right.ty
    if op in ("==", "!="):
        return _equality(c, op, left, right)
    if isinstance(lt, InstanceT):
        return _ordered_instances(c, op, left, right)
    if lt.kind in ("set", "frozenset", "dict_keys", "Counter") and same_kind(lt, rt):
        method = {"<=": "is_subset", "<": "is_proper_subset", ">=": "is_superset", ">": "is_proper_superset"}[op]
        return r.MethodCall(_plain(c, left, True), method, (borrow(Val(_plain(c, right, True), right.form, right.ty)),))
    if not ordered(lt, rt):
        method = {"<": "py_lt", "<=": "py_le", ">": "py_gt", ">=": "py_ge"}[op]
        return c.raising_method(coerce(c, suffixed(left), DYN).e, method, (borrow(coerce(c, suffixed(right), DYN)),))
    if isinstance(lt, ContT) and isinstance(rt, ContT) and not same_rust(lt, rt):
        return _lists(c, op, left, right)
    left, right = _numeric_sides(c, left, right)
    return r.BinaryExpr(op, place(left), place(right))


def _numeric_sides(c: Context, left: Val, right: Val) -> tuple[Val, Val]:
    """Two sides of a comparison in types that Rust compares, exactly."""
    lt, rt = left.ty, right.ty
    if lt is STR and rt is STR:
        if _is_text(left.e) != _is_text(right.e) and _is_made(left) and _is_made(right):
            return _as_str(_unmade(left)), _as_str(_unmade(right))
        return _unmade(left), _unmade(right)
    if isinstance(lt, (ContT, TupleT, VarTupleT)):
        if isinstance(lt, (TupleT, VarTupleT)) and not same_rust(lt, rt):
            target = join(lt, rt)
            return coerce(c, left, target), coerce(c, right, target)
        return left, right
    if lt is BOOL and rt is BOOL:
        return left, right
    one = int_type(1, True)
    if lt is BOOL:
        left = coerce(c, left, one)
    if rt is BOOL:
        right = coerce(c, right, one)
    lt, rt = left.ty, right.ty
    if isinstance(lt, IntT) and rt is FLOAT:
        return _exact(c, left, right), right
    if lt is FLOAT and isinstance(rt, IntT):
        return left, _exact(c, right, left)
    if is_num(lt) and not is_num(rt):
        return left, suffixed(right)
    if is_num(rt) and not is_num(lt):
        return suffixed(left), right
    if isinstance(lt, IntT) and isinstance(rt, IntT):
        left, right = _unwidened(left), _unwidened(right)
        return (suffixed(left), suffixed(right)) if lt.machine != rt.machine else (left, right)
    return left, right


def _unwidened(v: Val) -> Val:
    """An int as it was before it became an `Int`, which compares with machine ints as they are."""
    match v.e:
        case r.CallExpr(func=r.Path(text="Int::from"), args=(machine,)) if not isinstance(
            machine, r.Lit
        ) or machine.text.endswith("_i64"):
            return Val(machine, "own", v.ty)
    return v


def _exact(c: Context, v: Val, other: Val) -> Val:
    """An int that is compared with a float: a float where that is exact, else an `Int`."""
    assert isinstance(v.ty, IntT)
    if v.ty.bits <= 53:
        return Val(to_float(c, v), "own", FLOAT)
    return coerce(c, v, int_type(BIG))


def _is_empty_new(e: r.Expr) -> bool:
    return isinstance(e, r.CallExpr) and not e.args and isinstance(e.func, r.Path) and e.func.text.endswith("::new")


def _equality(c: Context, op: str, left: Val, right: Val) -> r.Expr:
    lt, rt = left.ty, right.ty
    if "function" in (lt.kind, rt.kind):
        raise Refuse("P0505", "functions are compared by identity, which is not translated")
    for a, b in ((left, right), (right, left)):
        if a.ty is STR and b.ty is STR and b.e == r.CallExpr(r.Path("Str::from"), (r.Lit('""'),)):
            blank = r.MethodCall(a.e, "is_empty")
            return blank if op == "==" else r.UnaryExpr("!", blank)
        alike = isinstance(a.ty, ContT) and a.ty.kind == b.ty.kind != "Counter"  # counts of zero may be missing
        if alike and _is_empty_new(b.e) and not _is_empty_new(a.e):
            test = r.MethodCall(a.e, "is_empty")
            return test if op == "==" else r.UnaryExpr("!", test)
    for a, b in ((left, right), (right, left)):
        if b.ty is NONE:
            if a.ty is NONE:
                return decided("true" if op == "==" else "false", left, right)
            if option_of(a.ty) is not None or is_dynamic(a.ty):
                positive = option_of(a.ty) is None
                name = ("is_none" if op == "==" else "is_some") if not positive else "is_none"
                empty = r.MethodCall(a.e, name)
                return r.UnaryExpr("!", empty) if positive and op == "!=" else empty
            return _unequal(op, left, right)
    if is_family(option_of(lt) or lt) or is_family(option_of(rt) or rt):
        target = join(lt, rt)
        return r.BinaryExpr(op, place(coerce(c, left, target)), place(coerce(c, right, target)))
    if isinstance(option_of(lt) or lt, InstanceT) or isinstance(option_of(rt) or rt, InstanceT):
        return _equal_instances(c, op, left, right)
    if isinstance(lt, ViewT) or isinstance(rt, ViewT):
        if lt.kind == rt.kind == "dict_keys":
            return r.BinaryExpr(op, _plain(c, left, True), _plain(c, right, True))
        if {lt.kind, rt.kind} in ({"dict_keys", "set"}, {"dict_keys", "frozenset"}):
            return r.BinaryExpr(
                op, place(Val(_plain(c, left, True), left.form, lt)), place(Val(_plain(c, right, True), right.form, rt))
            )
        raise Refuse("P0306", "this comparison of dict views is not translated")
    oa, ob = option_of(lt), option_of(rt)
    if oa is not None or ob is not None:
        target = join(lt, rt)
        if not is_dynamic(target):
            a, b = coerce(c, left, target), coerce(c, right, target)
            return r.BinaryExpr(op, place(a), place(b))
    if is_dynamic(lt) or is_dynamic(rt):
        a, b = coerce(c, suffixed(left), DYN), coerce(c, suffixed(right), DYN)
        return r.BinaryExpr(op, place(a), place(b))
    if lt.kind != rt.kind and related(lt, rt):
        return r.BinaryExpr(op, _base(c, left), _base(c, right))
    if not same_kind(lt, rt):
        return _unequal(op, left, right)
    if isinstance(lt, TupleT) and isinstance(rt, TupleT) and len(lt.items) != len(rt.items):
        return _unequal(op, left, right)
    if isinstance(lt, ContT) and isinstance(rt, ContT) and not same_rust(lt, rt):
        return _lists(c, op, left, right)
    if _is_text(left.e) and not _is_text(right.e):
        left, right = right, left  # a text is compared with a literal, without one being made
    left, right = _numeric_sides(c, left, right)
    return r.BinaryExpr(op, place(left), place(right))


def _is_text(e: r.Expr) -> bool:
    return isinstance(e, r.CallExpr) and e.func == r.Path("Str::from") and isinstance(e.args[0], r.Lit)


def _as_str(v: Val) -> Val:
    return v if isinstance(v.e, r.Lit) else Val(r.MethodCall(v.e, "as_str"), "own", STR)


def _is_made(v: Val) -> bool:
    return isinstance(v.e, r.CallExpr) and v.e.func == r.Path("Str::from")


def _unmade(v: Val) -> Val:
    """What a text is made of, which other texts are compared with as it is."""
    return Val(v.e.args[0], "own", STR) if isinstance(v.e, r.CallExpr) and _is_made(v) else v


def _base(c: Context, v: Val) -> r.Expr:
    """A container as the set or dict that it is built on."""
    form = "own" if _is_shared(v.ty) else v.form
    plain = place(Val(_plain(c, v), form, v.ty))
    return plain if v.ty.kind in ("set", "dict") else r.UnaryExpr("*", plain)


def _lists(c: Context, op: str, left: Val, right: Val) -> r.Expr:
    """Containers in different holdings: compared as plain ones."""
    a, b = _plain(c, left), _plain(c, right)
    x = Val(a, "own" if _is_shared(left.ty) else left.form, left.ty)
    y = Val(b, "own" if _is_shared(right.ty) else right.form, right.ty)
    lt, rt = left.ty, right.ty
    if (
        isinstance(lt, ContT)
        and isinstance(rt, ContT)
        and lt.kind == rt.kind == "list"
        and not same_rust(lt.item, rt.item)
    ):
        item = join(lt.item, rt.item)
        return r.BinaryExpr(
            op, r.UnaryExpr("*", ar._elements_as(c, left, item)), r.UnaryExpr("*", ar._elements_as(c, right, item))
        )
    return r.BinaryExpr(op, place(x), place(y))


def _is_shared(t: Type) -> bool:
    return isinstance(t, ContT) and t.cell.shared


def _unequal(op: str, left: Val, right: Val) -> r.Expr:
    """Values of types that are never equal: both are evaluated, none is compared."""
    return decided("false" if op == "==" else "true", left, right)


def _methods(t: InstanceT) -> dict[str, FunctionInfo]:
    assert isinstance(t.cls, ClassInfo)
    return t.cls.methods


def _equal_instances(c: Context, op: str, left: Val, right: Val) -> r.Expr:
    lt, rt = option_of(left.ty) or left.ty, option_of(right.ty) or right.ty
    optional = lt is not left.ty or rt is not right.ty
    cls = lt.cls if isinstance(lt, InstanceT) else None
    if isinstance(lt, InstanceT) and isinstance(rt, InstanceT) and lt.cls is rt.cls:
        assert isinstance(cls, ClassInfo)
        if optional:
            target = join(left.ty, right.ty)
            left, right = coerce(c, left, target), coerce(c, right, target)
        if lt.cell.shared and "__eq__" in cls.methods and not optional:
            equal = r.MethodCall(left.e, "equals", (borrow(right),))
            return equal if op == "==" else r.UnaryExpr("!", equal)
        if "__eq__" in cls.methods or cls.equality:
            return r.BinaryExpr(op, place(left), place(right))
        if lt.cell.shared:
            same: r.Expr = r.MethodCall(left.e, "ptr_eq", (borrow(right),))
            if optional:
                same = r.CallExpr(r.Path("same_object"), (borrow(left), borrow(right)))
            return same if op == "==" else r.UnaryExpr("!", same)
        raise Refuse("P0505", "`==` of objects without `__eq__` compares identities")
    if lt is not left.ty and rt is not right.ty:
        raise Refuse("P0505", "this comparison of what may be None is not translated")
    if (
        is_dynamic(lt)
        or is_dynamic(rt)
        or (isinstance(lt, InstanceT) and "__eq__" in _methods(lt))
        or (isinstance(rt, InstanceT) and "__eq__" in _methods(rt))
    ):
        raise Refuse("P0505", "an object is compared with a value of another type")
    return _unequal(op, left, right)


def _ordered_instances(c: Context, op: str, left: Val, right: Val) -> r.Expr:
    assert isinstance(left.ty, InstanceT)
    cls = left.ty.cls
    assert isinstance(cls, ClassInfo)
    dunder = {"<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}[op]
    mirrored = {"<": "__gt__", "<=": "__ge__", ">": "__lt__", ">=": "__le__"}[op]
    if (cls.enum is not None and cls.enum.mixin) or cls.ordered:
        return r.BinaryExpr(op, place(left), place(right))
    if dunder in cls.methods or mirrored in cls.methods:
        if dunder not in ("__lt__", "__gt__"):
            raise Refuse("P0604", f"`{dunder}` is not translated yet")
        return r.BinaryExpr(op, place(left), place(right))
    raise Refuse("P0306", f"`{op}` is not supported between instances of `{cls.name}`")


def _identity(c: Context, op: str, left: Val, right: Val) -> r.Expr:
    positive = op == "is"
    if right.ty is NONE or left.ty is NONE:
        return _equality(c, "==" if positive else "!=", left, right)
    if right.ty is BOOL or left.ty is BOOL:
        if left.ty is BOOL and right.ty is BOOL:
            return r.BinaryExpr("==" if positive else "!=", place(left), place(right))
        if is_dynamic(left.ty):
            test = r.BinaryExpr(
                "&&", r.MethodCall(left.e, "is_bool"), r.BinaryExpr("==", place(left), own(c, coerce(c, right, DYN)))
            )
            return test if positive else r.UnaryExpr("!", test)
        return _unequal("==" if positive else "!=", left, right)
    if is_copy(left.ty) and is_copy(right.ty) and isinstance(left.ty, InstanceT) and same_rust(left.ty, right.ty):
        return r.BinaryExpr("==" if positive else "!=", place(left), place(right))
    if isinstance(left.ty, InstanceT) and isinstance(right.ty, InstanceT) and left.ty.cls is not right.ty.cls:
        return _unequal("==" if positive else "!=", left, right)
    if isinstance(left.ty, (ContT, InstanceT)) and isinstance(right.ty, (ContT, InstanceT)):
        test_: r.Expr = r.MethodCall(left.e, "ptr_eq", (borrow(right),))
        return test_ if positive else r.UnaryExpr("!", test_)
    oa, ob = option_of(left.ty), option_of(right.ty)
    objects = [t for t in (oa or left.ty, ob or right.ty) if isinstance(t, InstanceT) or is_family(t)]
    if len(objects) == 2:
        target = join(left.ty, right.ty)
        a, b = coerce(c, left, target), coerce(c, right, target)
        if all(_is_enumeration(m) for m in union_members(target) if m is not NONE):
            return r.BinaryExpr("==" if positive else "!=", place(a), place(b))
        same = r.CallExpr(r.Path("same_object"), (borrow(a), borrow(b)))
        return same if positive else r.UnaryExpr("!", same)
    raise Refuse("P0505", "`is` compares identities, which these values do not keep")


def _is_enumeration(t: Type) -> bool:
    return isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and t.cls.enum is not None


def _negated(e: r.Expr) -> r.Expr:
    from portalis.codegen.expressions import negate

    return negate(e)


def _contains(c: Context, needle_expr: ops.Expr, needle: Val, right: Val, right_expr: ops.Expr) -> r.Expr:
    t = right.ty
    if t is STR:
        if needle.ty is not STR:
            return c.raising_method(coerce(c, right, DYN).e, "contains", (borrow(coerce(c, suffixed(needle), DYN)),))
        if isinstance(needle_expr, ops.Const):
            from portalis.codegen.expressions import text_literal

            return r.MethodCall(right.e, "contains_str", (r.Lit(text_literal(str(needle_expr.value))),))
        return r.MethodCall(right.e, "contains_str", (borrow(needle),))
    if t is BYTES:
        return r.MethodCall(right.e, "has_bytes", (borrow(needle),))
    if isinstance(t, TupleT):
        item = tuple_item(t)
        target = item if _fits(needle.ty, item) else join(item, needle.ty)
        return _tuple_contains(c, needle, right, t, target)
    if is_dynamic(t):
        return c.raising_method(right.e, "contains", (borrow(coerce(c, suffixed(needle), DYN)),))
    needle = suffixed(needle)
    if isinstance(t, RangeT):
        return r.MethodCall(right.e, "contains", (int_operand(needle),))
    if isinstance(t, ViewT):
        if t.kind == "dict_keys":
            return r.MethodCall(right.e, "contains", (borrow(coerce(c, needle, t.mapping.item)),))
        if t.kind == "dict_values":
            found: r.Expr = r.Path("v")
            if not t.mapping.cell.shared:
                found = r.UnaryExpr("*", found)
            return r.MethodCall(
                r.MethodCall(right.e, "values"),
                "any",
                (
                    r.ClosureExpr(
                        ("v",),
                        r.BinaryExpr("==", found, place(coerce(c, needle, t.mapping.value))),
                    ),
                ),
            )
        raise Refuse("P0306", "`in` on `items()` is not translated")
    if t.kind == "iterator":
        raise Refuse("P0705", "`in` on an iterator is not translated")
    if isinstance(t, InstanceT):
        raise Refuse("P0604", "`__contains__` is not translated yet")
    item = t.item if isinstance(t, (ContT, VarTupleT)) else needle.ty
    if not _fits(needle.ty, item):
        if (isinstance(item, IntT) and needle.ty is FLOAT) or item is FLOAT:
            return _any_equal(c, right, item, needle)
        if isinstance(needle.ty, IntT) and isinstance(item, IntT):
            return _any_equal(c, right, item, needle)
        if is_dynamic(item):
            return r.MethodCall(
                right.e,
                "has" if t.kind in ("list", "tuple", "deque") else "contains",
                (borrow(coerce(c, needle, item)),),
            )
        return _unequal("==", needle, right)
    method = "contains"
    if t.kind in ("list", "tuple", "deque"):
        method = "has"
    return r.MethodCall(looked(right.e, right_expr), method, (borrow(coerce(c, needle, item)),))


def _any_equal(c: Context, right: Val, item: Type, needle: Val) -> r.Expr:
    x = Val(r.Path("x"), "own" if _is_shared(right.ty) else "ref", item)
    left, other = _numeric_sides(c, x, needle)
    test = r.BinaryExpr("==", place(left), place(other))
    return r.MethodCall(r.MethodCall(right.e, "iter"), "any", (r.ClosureExpr(("x",), test),))


def _fits(have: Type, want: Type) -> bool:
    """Whether a needle can be given the representation of what is searched."""
    if same_rust(have, want):
        return True
    if isinstance(have, IntT) and isinstance(want, IntT):
        return have.machine or not want.machine
    if have is BOOL and isinstance(want, IntT):
        return True
    if isinstance(have, IntT) and want is FLOAT:
        return have.bits <= 53
    if is_family(want) and isinstance(have, InstanceT):
        return any(have.cls is m.cls for m in classes_of(want))
    if is_num(want) or is_dynamic(want):
        return have.kind in ("int", "float", "bool") or is_dynamic(want)
    inner = option_of(want)
    if inner is not None:
        return have is NONE or _fits(option_of(have) or have, inner)
    if isinstance(have, TupleT) and isinstance(want, TupleT):
        return len(have.items) == len(want.items) and all(map(_fits, have.items, want.items))
    if have.kind == want.kind == "tuple":
        return isinstance(want, VarTupleT) and _fits(tuple_item(have), want.item)
    return False


def _tuple_contains(c: Context, needle: Val, right: Val, t: TupleT, target: Type) -> r.Expr:
    from portalis.codegen.values import tuple_parts

    array = r.ArrayExpr(tuple(tuple_parts(c, right, t, target)))
    value = coerce(c, needle, target)
    if needle.literal:
        value = suffixed(value)
    return r.MethodCall(array, "has", (borrow(value),))


__all__ = ["compare", "is_copy", "owned", "truth"]
