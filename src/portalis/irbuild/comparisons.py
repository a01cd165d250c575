"""Comparisons: what can be compared, and how the types of both sides meet."""

from __future__ import annotations

import ast

from portalis.frontend.generators import BY_INDEX
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.quiet import is_quiet
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    CLASS,
    DYN,
    EXCEPTION,
    FLOAT,
    NONE,
    NOT_IMPLEMENTED,
    STR,
    ContT,
    InstanceT,
    IntT,
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
    grow,
    has_equality,
    is_dynamic,
    is_family,
    join,
    option_of,
    related,
    same,
    tuple_item,
    union_members,
)  # fmt: skip
from portalis.irbuild import enums, flags, members
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.call_order import Held
from portalis.irbuild.call_order import after as after_held
from portalis.irbuild.families import classes_of
from portalis.irbuild.named_tuples import as_tuple, named_tuple
from portalis.irbuild.operators import (
    as_int,
    dynamic_fits,
    is_real,
)
from portalis.irbuild.options import held_operands, require, require_beside
from portalis.irbuild.relations import keep_identities, method_line, ordered
from portalis.irbuild.shown import runtime_name
from portalis.irbuild.versions import version_test

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
        tested = ex.expr(b, left.args[0]) if kinds is not None else None
        if tested is not None and EXCEPTION not in union_members(tested.ty) and kinds is not None:
            test = kind_test(b, tested, kinds)
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
        if have <= kinds or not have & kinds:
            answer = have <= kinds
            return decided(b, answer, e, e.pos or ast.Pass())
    return ops.Builtin(BOOL, "kind_test", [e], kinds)


def decided(b: Builder, answer: bool, e: ops.Expr, node: ast.AST) -> ops.Expr:
    """What the type of `e` alone answers; `e` is evaluated all the same where that may do anything."""
    return ex.after(b, e, ops.Const(BOOL, answer), node)


@ex.handles(ast.Compare)
def _compare(b: Builder, node: ast.Compare) -> ops.Expr:
    test = _type_test(b, node) or version_test(b, node)
    if test is not None:
        return test
    operands = [enums.by_names(b, e) or ex.expr(b, e) for e in (node.left, *node.comparators)]
    unlike = len({named_tuple(e.ty) for e in operands if named_tuple(e.ty) is not None}) > 1
    if unlike or any(e.ty.kind == "tuple" for e in operands) or isinstance(node.ops[0], (ast.In, ast.NotIn)):
        whole = unlike or any(e.ty.kind == "tuple" for e in operands)
        operands = [as_tuple(e) if (whole and i == 0) or i else e for i, e in enumerate(operands)]
    names = [_COMPARE[type(o)] for o in node.ops]
    if len(names) == 1 and (asked := _ask_class(b, names[0], operands[0], operands[1], node)) is not None:
        return asked
    listed = enums.enumeration(operands[1]) if names[0] in ("in", "not in") and len(names) == 1 else None
    if listed is not None and isinstance(operands[0].ty, InstanceT) and flags.flag_class(operands[0].ty) is None:
        return decided(b, (operands[0].ty.cls is listed) == (names[0] == "in"), operands[0], node)
    if len(names) == 1 and names[0] in ("in", "not in"):
        held_flags = flags.contains(b, operands[0], operands[1], node)
        if held_flags is not None:
            return held_flags if names[0] == "in" else ops.Not(BOOL, held_flags)
    if len(names) == 1 and names[0] in ("in", "not in") and _only_iterates(operands[1].ty):
        from portalis.irbuild.containers import iterable
        from portalis.irbuild.functions import Built

        operands[1] = iterable(b, ast.copy_location(Built(operands[1]), node.comparators[0]))
    for i, op in enumerate(names):
        if op in ("in", "not in") and b.program.mixed:
            operands[i : i + 2] = enums.membership(b, operands[i], operands[i + 1], node)
    if len(names) == 1 and names[0] in ("in", "not in") and isinstance(operands[1].ty, IterT):
        found = _among(b, operands[0], operands[1], node)
        return found if names[0] == "in" else ops.Not(BOOL, found)
    if len(names) == 1 and names[0] in ("in", "not in") and classes_of(operands[1].ty):
        from portalis.irbuild.calls import call_method

        found = call_method(b, operands[1], "__contains__", [operands[0]], node)
        return found if names[0] == "in" else ops.Not(BOOL, found)
    if len(names) == 1 and names[0] in ("in", "not in") and operands[1].ty is BYTES and as_int(operands[0].ty):
        from portalis.irbuild.rows import apply_function

        found = apply_function(b, "bytes", "@in", operands, {}, node)  # an int that is no byte raises
        return found if names[0] == "in" else ops.Not(BOOL, found)
    if any((option_of(e.ty) or e.ty) is CLASS for e in operands):
        operands = [_as_class(b, e) for e in operands]
        names = [
            {"is": "==", "is not": "!="}.get(n, n) if not _is_none(operands[i + 1]) else n for i, n in enumerate(names)
        ]
    held: Held = []
    if len(names) == 1 and names[0] in ("<", ">", "<=", ">="):
        held, *operands = held_operands(b, *operands)
    for i, op in enumerate(names):
        left, right = operands[i], operands[i + 1]
        if op in ("in", "not in"):
            operands[i + 1] = right = require(b, right, "argument of type 'NoneType' is not iterable")
            _check_membership(b, left, right, node)
        elif op in ("is", "is not"):
            _check_identity(b, left, right, node)
        elif op in ("<", "<=", ">", ">="):
            if option_of(left.ty) is not None and not is_dynamic(right.ty):
                message = f"'{op}' not supported between instances of 'NoneType' and '{{}}'"
                operands[i] = left = require_beside(b, left, right, message)
            if option_of(right.ty) is not None and not is_dynamic(left.ty):
                message = f"'{op}' not supported between instances of '{runtime_name(left.ty)}' and 'NoneType'"
                operands[i + 1] = right = require(b, right, message)
            operands[i], operands[i + 1] = left, right = members.compared(b, left, right, node)
            _check_order(b, op, left, right, node)
        else:
            operands[i], operands[i + 1] = left, right = members.compared(b, left, right, node)
            _check_equality(b, left, right, node)
    if len(names) == 1:
        known = _static_compare(b, names[0], operands[0], operands[1])
        if known is not None:
            return ops.Const(BOOL, known)
    return after_held(held, ops.Compare(BOOL, names, operands))


def _is_none(e: ops.Expr) -> bool:
    return isinstance(e, ops.Const) and e.ty is NONE


def _as_class(b: Builder, e: ops.Expr) -> ops.Expr:
    """The name of a class as a value, to be compared with one."""
    if isinstance(e.ty, NameT):
        what = e.ty.what
        if e.ty.kind == "class" and isinstance(what, ClassInfo):
            return ops.Builtin(CLASS, "class", [], what.qualified)
        if e.ty.kind in ("type", "builtin"):
            return ops.Builtin(CLASS, "class", [], str(what))
    return e


def _static_compare(b: Builder, op: str, left: ops.Expr, right: ops.Expr) -> bool | None:
    if (
        op in ("is", "is not", "==", "!=")
        and isinstance(right, ops.Const)
        and right.ty is NONE
        and isinstance(left, (ops.Load, ops.Field))
        and is_quiet(left)
    ):
        t = left.ty
        if t is NONE:
            return op in ("is", "==")
        if (
            t is not BOTTOM
            and t is not DYN
            and not isinstance(t, InstanceT)
            and not any(m is NONE for m in (t.members if isinstance(t, UnionT) else (t,)))
        ):
            return op in ("is not", "!=")
        if isinstance(t, InstanceT) and op in ("is", "is not"):
            return op == "is not"
    if (
        op in ("==", "!=")
        and isinstance(left, ops.Const)
        and isinstance(right, ops.Const)
        and left.ty is STR
        and right.ty is STR
    ):
        return (left.value == right.value) == (op == "==")
    if (
        op in ("==", "!=", "is", "is not")
        and isinstance(left.ty, NameT)
        and isinstance(right.ty, NameT)
        and left.ty.kind == right.ty.kind == "type"
    ):
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
    if t is BYTES:
        if left.ty not in (BYTES, BOTTOM):
            raise b.refuse("P0306", f"`in` on bytes does not take `{left.ty}` here", node)
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


def _among(b: Builder, needle: ops.Expr, items: ops.Expr, node: ast.Compare) -> ops.Expr:
    """`in` on an iterator: it is asked for items until one is equal."""
    from portalis.irbuild.containers import item_type
    from portalis.irbuild.functions import Built

    held: Held = []
    if not isinstance(needle, ops.Const):
        held.append((b.temp(needle.ty), needle))
        needle = ops.Load(needle.ty, held[0][0])
    var = b.temp(item_type(b, items.ty, node))
    item = ast.copy_location(Built(ops.Load(var.ty, var)), node)
    equal = ast.copy_location(ast.Compare(item, [ast.Eq()], [ast.copy_location(Built(needle), node.left)]), node)
    element = ex.mark(ex.value(b, equal), node)
    clause = ops.Clause(ops.ToVar(var), items, [])
    searched = ex.mark(ops.Comprehension(IterT(BOOL), "iterator", [clause], element, None), node)
    return ex.mark(after_held(held, ops.Builtin(BOOL, "any", [searched])), node)


def _only_iterates(t: Type) -> bool:
    """Whether `in` has to go through the items of an object, which does not say itself what it contains."""
    if not isinstance(t, InstanceT) or not isinstance(t.cls, ClassInfo):
        return False
    return "__contains__" not in t.cls.methods and bool({"__iter__", BY_INDEX} & t.cls.methods.keys())


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
    if not has_equality(held):
        raise b.refuse("P0306", f"`==` is not translated for `{held}`", node)
    if classes_of(held) and classes_of(needle.ty) and not same(held, needle.ty):
        b.grow(mapping.cell, slot, needle.ty)
        compared_by_class([*classes_of(held), *classes_of(needle.ty)], b, node)
        return
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
    keep_identities(a)
    keep_identities(c)
    if not (has_equality(a) and has_equality(c)):
        return False
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
    if classes_of(a) and classes_of(c) and (is_family(a) or is_family(c)):
        return _comparable_families(a, c)
    if isinstance(a, InstanceT) and isinstance(c, InstanceT):
        return a.cls is c.cls
    return a.kind == c.kind


def _comparable_families(a: Type, c: Type) -> bool:
    """Whether objects of several classes are compared by what each class is given: identity, or a dataclass's fields."""
    classes = [t.cls for t in (*classes_of(a), *classes_of(c))]
    known = [cls for cls in classes if isinstance(cls, ClassInfo)]
    if any("__eq__" in cls.methods for cls in known) or len({cls.family.find() for cls in known}) > 1:
        return False
    if not all(cls.equality for cls in known):
        known[0].family.find().identity = True
    return True


def compared_by_class(types: list[InstanceT], b: Builder, node: ast.AST) -> None:
    """Lets objects of several classes be compared inside of containers: all by one `__eq__`, or by identity."""
    ways = {method_line(t, "__eq__") for t in types}
    if len(ways) > 1:
        raise b.refuse("P0604", "objects whose classes compare them in several ways are compared here", node)
    cls = types[0].cls
    assert isinstance(cls, ClassInfo)
    if ways == {None} and not all(isinstance(t.cls, ClassInfo) and t.cls.equality for t in types):
        cls.family.find().identity = True


def _is_builtin(t: Type) -> bool:
    """Whether values of the type are of one built-in type, none of whose methods knows objects of the program."""
    return is_real(t) or t is STR or isinstance(t, (ContT, TupleT, VarTupleT))


def _ask_class(b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> ops.Expr | None:
    """A comparison that the classes of the left operand define, where one side may be of several classes."""
    dunder = {"==": "__eq__", "!=": "__eq__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}.get(op)
    mine, theirs = classes_of(left.ty), classes_of(right.ty)
    if (
        op in ("==", "!=")
        and isinstance(left.ty, InstanceT)
        and _is_builtin(right.ty)
        and method_line(left.ty, "__eq__")
    ):
        from portalis.irbuild.calls import call_method

        if not method_line(left.ty, "__ne__"):
            answer = _answer(b, op, call_method(b, left, "__eq__", [right], node), [left, right], node)
            return ops.Not(BOOL, answer) if op == "!=" else answer
    if dunder is None or not mine or not theirs or any(members.mixed(t) for t in (*mine, *theirs)):
        return None
    if isinstance(left.ty, InstanceT) and same(left.ty, right.ty):
        return None if op in ("==", "!=", "<") else _ordered_by_class(b, op, dunder, left, right, node)
    have, others = ([method_line(t, dunder) for t in side] for side in (mine, theirs))
    if op in ("==", "!=") and not any(have) and not any(others):
        return None
    if None in have or (len({*have, *others} - {None}) > 1 and not set(have) >= set(others) - {None}):
        raise b.refuse("P0604", f"it is not known here whose `{dunder}` is asked", node)
    if op == "!=" and any(method_line(t, "__ne__") for t in mine):
        raise b.refuse("P0604", "`__ne__` of one of several classes is not translated", node)
    if len(set(have)) > 1 and len(theirs) > 1 and any(t.cls is not m.cls for t in theirs for m in mine):
        raise b.refuse(
            "P0604", f"a class and what derives from it define `{dunder}` apart, which is not translated", node
        )

    from portalis.irbuild.calls import call_method

    answer = _answer(b, op, call_method(b, left, dunder, [right], node), [left, right], node)
    return ops.Not(BOOL, answer) if op == "!=" else answer


def _answer(b: Builder, op: str, e: ops.Expr, operands: list[ops.Expr], node: ast.AST) -> ops.Expr:
    """What a method that compares says; where it does not know, objects are unequal, and have no order."""
    if NOT_IMPLEMENTED not in union_members(e.ty):
        return e
    if e.ty is not NOT_IMPLEMENTED or op not in ("==", "!=") or not all(map(is_quiet, operands)):
        raise b.refuse("P0306", f"`{op}` of `{operands[0].ty}` and `{operands[1].ty}` is not known here", node)
    return ops.Const(BOOL, False)


_MIRRORED = {"__lt__": "__gt__", "__gt__": "__lt__", "__le__": "__ge__", "__ge__": "__le__"}


def _ordered_by_class(
    b: Builder, op: str, dunder: str, left: ops.Expr, right: ops.Expr, node: ast.AST
) -> ops.Expr | None:
    """`<=`, `>` or `>=` of two objects of one class: its method, or the mirrored one of the other operand."""
    from portalis.irbuild.calls import call_method

    assert isinstance(left.ty, InstanceT)
    assert isinstance(left.ty.cls, ClassInfo)
    methods = left.ty.cls.methods
    if dunder in methods:
        return _answer(b, op, call_method(b, left, dunder, [right], node), [left, right], node)
    if _MIRRORED[dunder] not in methods:
        return None
    if not all(isinstance(e, (ops.Load, ops.Const)) for e in (left, right)):
        return None
    return _answer(b, op, call_method(b, right, _MIRRORED[dunder], [left], node), [left, right], node)


def _check_equality(b: Builder, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    lt, rt = left.ty, right.ty
    if isinstance(lt, InstanceT) or isinstance(rt, InstanceT) or isinstance(lt, NameT) or isinstance(rt, NameT):
        if not comparable(lt, rt) and not (has_equality(lt) and has_equality(rt)):
            raise b.refuse("P0306", f"`==` is not translated for `{lt}` and `{rt}`", node)
        return
    if lt is NONE or rt is NONE:
        return
    if isinstance(lt, ContT) and isinstance(rt, ContT) and lt.kind != rt.kind and related(lt, rt):
        if not all(map(comparable, lt.cell.params, rt.cell.params)):
            raise b.refuse("P0306", f"`==` is not translated for `{lt}` and `{rt}`", node)
        for i in range(len(lt.cell.params)):
            b.grow(lt.cell, i, rt.cell.params[i])
            b.grow(rt.cell, i, lt.cell.params[i])
        return
    if isinstance(option_of(lt) or lt, PatternT) and isinstance(option_of(rt) or rt, PatternT):
        raise b.refuse("P0306", "`==` of compiled patterns is not translated", node, "compare their `pattern`")
    if comparable(lt, rt):
        unify_compared(lt, rt)
        return
    if dynamic_fits(lt) and dynamic_fits(rt):
        if is_dynamic(lt) or is_dynamic(rt) or lt.kind == rt.kind:
            box(lt)
            box(rt)
        return
    if lt.kind == rt.kind or isinstance(lt, UnionT) or isinstance(rt, UnionT):  # objects of several classes among them
        raise b.refuse("P0306", f"`==` is not translated for `{lt}` and `{rt}`", node)


def unify_compared(lt: Type, rt: Type) -> None:
    """Unifies the alias classes of two compared containers whose elements differ in representation only."""
    if isinstance(lt, ContT) and isinstance(rt, ContT):
        if not same(lt, rt) and not all(map(same, lt.cell.params, rt.cell.params)):
            for i, p in enumerate(rt.cell.params):
                grow(lt.cell, i, p)
                grow(rt.cell, i, lt.cell.params[i])
    elif isinstance(lt, TupleT) and isinstance(rt, TupleT) and len(lt.items) == len(rt.items):
        for x, y in zip(lt.items, rt.items):
            unify_compared(x, y)
    elif lt.kind == rt.kind == "tuple":
        unify_compared(tuple_item(lt), tuple_item(rt))


def _check_order(b: Builder, op: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    lt, rt = left.ty, right.ty
    if BOTTOM in (lt, rt) or (is_real(lt) and is_real(rt)) or (lt in (STR, BYTES) and rt is lt):
        return
    if isinstance(lt, InstanceT):
        if flags.flag_class(lt) is not None and members.mixed(lt) is None:
            raise b.refuse("P0306", f"`{op}` is not translated for `{lt}` and `{rt}`", node)
        if (isinstance(rt, InstanceT) or is_family(rt)) and (not lt.cls.ordered or ordered(lt)):  # type: ignore[attr-defined]
            return
        raise b.refuse("P0306", f"`{op}` is not translated for `{lt}` and `{rt}`", node)
    sets = ("set", "frozenset", "dict_keys")
    if lt.kind in sets and rt.kind in sets:
        ex.unify_items(b, lt, rt, node)
        return
    if lt.kind == rt.kind == "Counter":
        unify_compared(lt, rt)
        return
    if lt.kind == rt.kind and lt.kind in ("list", "tuple") and comparable(lt, rt) and ordered(lt) and ordered(rt):
        unify_compared(lt, rt)
        return
    if dynamic_fits(lt) and dynamic_fits(rt):
        box(lt)
        box(rt)
        return
    raise b.refuse("P0306", f"`{op}` is not translated for `{lt}` and `{rt}`", node)


def _check_identity(b: Builder, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    for e in (left, right):
        if isinstance(e, ops.Const) and (e.ty in (NONE, BOOL) or isinstance(e.ty, NameT)):
            return
    if isinstance(left.ty, ContT) and same(left.ty, right.ty):
        left.ty.cell.forced = True
        return
    if any(is_family(option_of(e.ty) or e.ty) for e in (left, right)):
        classes = [t for e in (left, right) for t in classes_of(option_of(e.ty) or e.ty)]
        families = {t.cls.family.find() for t in classes if isinstance(t.cls, ClassInfo)}
        if all(isinstance(t.cls, ClassInfo) and t.cls.enum is not None for t in classes):
            return
        if len(families) == 1 and all(classes_of(option_of(e.ty) or e.ty) for e in (left, right)):
            families.pop().identity = True
            return
    elif isinstance(left.ty, InstanceT) or isinstance(right.ty, InstanceT) or option_of(left.ty) is not None:
        inner = left.ty if isinstance(left.ty, InstanceT) else option_of(left.ty)
        if isinstance(inner, InstanceT):
            inner.cell.forced = True
            return
    if isinstance(left.ty, NameT) and isinstance(right.ty, NameT):
        return
    if left.ty is BOTTOM or right.ty is BOTTOM:
        return
    raise b.refuse("P0505", "`is` compares identities, which these values do not keep", node, "compare with `==`")
