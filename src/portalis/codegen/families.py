"""Lowers objects of several classes: an enum of their structs, and `match` where an operation depends on the class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portalis.analysis.ownership import is_shared, root
from portalis.codegen import order
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import class_constant
from portalis.codegen.classes import ordering_of
from portalis.codegen.context import Context
from portalis.codegen.expressions import guarded, lower, owned
from portalis.codegen.rust_types import Names, camel, rust_type, snake
from portalis.codegen.values import Val, borrow, own
from portalis.frontend.symbols import ClassInfo, ModuleInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    NEVER,
    NONE,
    Family,
    InstanceT,
    Type,
    family_of,
    has_equality,
    is_family,
    option_of,
    union_members,
)
from portalis.irbuild.program import Instance, Program, Refuse
from portalis.irbuild.shown import has_text


def variant(names: Names, t: Type, cls: object) -> str:
    """The path of the variant that holds objects of a class."""
    return f"{names.family(t)}::{names.classes[cls]}"


def dispatch(c: Context, e: ops.Dispatch) -> Val:
    """An operation on an object of one of several classes, as a `match`."""
    owner = root(e.obj)
    lets: tuple[r.Stmt, ...] = ()
    if owner is not None and any(owner in order.changes(arm.value) for arm in e.arms):  # the object is taken first
        name = c.temp("object")
        lets = (r.LetStmt(name, "", owned(c, e.obj)),)
        subject: r.Expr = r.UnaryExpr("&", r.Path(name))
    else:
        subject = borrow(lower(c, e.obj))
    arms: list[r.Arm] = []
    shared: list[str] = []
    value: r.Expr
    for arm in e.arms:
        cls = arm.ty.cls if isinstance(arm.ty, InstanceT) else None
        assert isinstance(cls, ClassInfo)
        arm.var.rust = c.unique(snake(cls.name))
        shared.append(arm.var.rust)
        if isinstance(arm.value, ops.Builtin) and arm.value.name == "raise":
            value = guarded(c, lambda arm=arm: lower(c, arm.value).e)  # type: ignore[misc]
        elif arm.value.ty is NEVER and e.ty is not NONE:
            value = r.Block((r.ExprStmt(lower(c, arm.value).e),), r.MacroCall("unreachable", ()))
        else:
            value = guarded(c, lambda arm=arm: owned(c, arm.value, e.ty))  # type: ignore[misc]
        used = any(isinstance(n, r.Path) and n.text == arm.var.rust for n in r.nodes(value))
        pattern = f"{variant(c.names, e.obj.ty, cls)}({arm.var.rust if used else '_'})"
        same = next((i for i, a in enumerate(arms) if not used and a.body == value and a.pattern.endswith("(_)")), None)
        if same is not None:
            arms[same] = r.Arm(f"{arms[same].pattern} | {pattern}", None, value)
        else:
            arms.append(r.Arm(pattern, None, value))
    c.used.difference_update(shared)  # they are names of their arms alone
    arms += _rest(c, e.obj.ty)
    return Val(order.after(lets, r.MatchExpr(subject, tuple(arms))), "own", e.ty)


def _rest(c: Context, t: Type) -> list[r.Arm]:
    """The classes that control flow has ruled out."""
    have = {m.cls for m in union_members(t) if isinstance(m, InstanceT)}
    if have >= set(family_of(t).classes):
        return []
    return [r.Arm("_", None, r.MacroCall("unreachable", ()))]


def kind_test(c: Context, v: Val, kinds: frozenset[str]) -> Val:
    """Whether an object is of one of some classes."""
    inner = option_of(v.ty)
    t = inner if inner is not None else v.ty
    patterns: list[str] = []
    for m in union_members(t):
        assert isinstance(m, InstanceT)
        cls = m.cls
        assert isinstance(cls, ClassInfo)
        if f"instance:{cls.key}" in kinds:
            pattern = f"{variant(c.names, t, cls)}(_)"
            patterns.append(f"Some({pattern})" if inner is not None else pattern)
    if inner is not None and "None" in kinds:
        patterns.append("None")
    return Val(r.MacroCall("matches", (v.e, r.Path(" | ".join(patterns)))), "own", BOOL)


def as_member(c: Context, v: Val, to: InstanceT) -> Val:
    """The object as one of the class that it is known to have."""
    cls = to.cls
    return Val(r.MethodCall(v.e, _accessor(c.names, cls)), "ref", to)


def raised(c: Context, v: Val) -> r.Expr:
    """An object of an exception class as what is raised."""
    if isinstance(v.ty, InstanceT):
        return _carrying(v.ty, own(c, v))
    arms = []
    for t in union_members(v.ty):
        assert isinstance(t, InstanceT)
        held = r.MethodCall(r.Path("object"), "clone")
        arms.append(r.Arm(f"{variant(c.names, v.ty, t.cls)}(object)", None, _carrying(t, held)))
    return r.MatchExpr(borrow(v), (*arms, *_rest(c, v.ty)))


def _carrying(t: InstanceT, value: r.Expr) -> r.Expr:
    assert isinstance(t.cls, ClassInfo)
    cls = r.UnaryExpr("&", r.Path(class_constant(t.cls.key)))
    return r.CallExpr(r.Path("Exception::carrying"), (cls, value))


def caught(c: Context, error: str, t: Type) -> r.Expr:
    """The object that a caught exception carries."""
    if isinstance(t, InstanceT):
        return r.MethodCall(r.Path(error), "object", (), rust_type(t, c.names))
    return r.CallExpr(r.Path(f"{rust_type(t, c.names)}::caught"), (r.UnaryExpr("&", r.Path(error)),))


def _caught(name: str, types: list[InstanceT], names: Names) -> r.FnItem:
    """What finds out of which class the object is that an exception carries."""
    found: r.Expr = r.MacroCall("unreachable", (r.Lit('"the class of the exception was tested before"'),))
    for t in reversed(types):
        held = rust_type(t, names)
        test = r.LetTest("Some(object)", r.MethodCall(r.Path("error"), "object_of", (), held))
        made = r.CallExpr(r.Path(f"{name}::{names.classes[t.cls]}"), (r.Path("object"),))
        found = r.IfExpr(test, r.Block((), made), found if isinstance(found, r.IfExpr) else r.Block((), found))
    return r.FnItem("caught", (r.Param("error", "&Exception"),), "Self", r.Block((), found))


def _accessor(names: Names, cls: object) -> str:
    return f"as_{snake(names.classes[cls])}"


def wrapped(c: Context, value: r.Expr, have: InstanceT, to: Type) -> r.Expr:
    """An object of one class where one of several may stand."""
    return r.CallExpr(r.Path(variant(c.names, to, have.cls)), (value,))


def families(program: Program) -> list[Family]:
    """The families of a program, in the order of their first classes."""
    found: dict[Family, None] = {}
    for module in program.modules:
        for cls in module.classes.values():
            root = cls.family.find()
            if len(root.classes) > 1:
                found[root] = None
    return list(found)


def members(program: Program, family: Family) -> list[ClassInfo]:
    """The classes of a family, as they stand in the source."""
    return [c for m in program.modules for c in m.classes.values() if c in family.classes]


def name_family(program: Program, family: Family, emitted: Iterable[ClassInfo]) -> str:
    """The enum's name: that of what all the classes derive from, where no struct has it."""
    classes = members(program, family)
    hierarchy = classes[0].module.hierarchy
    orders = [hierarchy.order.get(c.key, (c.key,)) for c in classes]
    common = next((n for n in orders[0] if all(n in order for order in orders)), None)
    if common is None:
        return "Or".join(camel(c.name) for c in classes[:3])
    free = all(c.key != common for c in emitted)
    return camel(common) if free else f"Any{camel(common)}"


def family_items(
    program: Program,
    family: Family,
    names: Names,
    mentioned: set[str],
    public: bool,
    made: Mapping[Instance, r.FnItem],
) -> list[r.Item]:
    """The enum of a family, and what the program asks of it; `mentioned` are the names of the methods that are called."""
    name = names.families[family]
    classes = members(program, family)
    for cls in classes:
        if cls.enum is not None and cls.enum.mixin:  # it may equal a member of another class
            raise Refuse("P0303", f"a member of `{cls.name}` cannot be held where other types may stand too", cls.node)
    types = [InstanceT(cls) for cls in classes]
    variants = tuple((names.classes[t.cls], rust_type(t, names)) for t in types)
    compared = not any("__eq__" in c.methods for c in classes)
    derives = ("Clone", "PartialEq") if compared and all(map(has_equality, types)) else ("Clone",)
    out: list[r.Item] = [r.EnumItem(name, variants, derives, public)]
    fns: list[r.FnItem] = []
    for t in types:
        accessor = _accessor(names, t.cls)
        if accessor in mentioned:
            held = names.classes[t.cls]
            one = r.Arm(f"{name}::{held}(object)", None, r.Path("object"))
            rest = r.Arm("_", None, r.MacroCall("unreachable", (r.Lit('"the class was tested before"'),)))
            body = r.Block((), r.MatchExpr(r.Path("self"), (one, rest)))
            fns.append(r.FnItem(accessor, (), f"&{rust_type(t, names)}", body, receiver="&self"))
    if all(cls.is_error for cls in classes) and "caught" in mentioned:
        fns.append(_caught(name, types, names))
    if fns:
        out.append(r.ImplItem(f"impl {name}", tuple(fns)))
    identity = all(map(is_shared, types)) and (family.identity or not compared)
    if identity:
        arms = [
            r.Arm(f"({name}::{v}(a), {name}::{v}(b))", None, r.MethodCall(r.Path("a"), "ptr_eq", (r.Path("b"),)))
            for v, _ in variants
        ]
        both = r.TupleExpr((r.Path("self"), r.Path("other")))
        body = r.Block((), r.MatchExpr(both, (*arms, r.Arm("_", None, r.Lit("false")))))
        same = r.FnItem("is_same", (r.Param("other", "&Self"),), "bool", body, receiver="&self")
        out.append(r.ImplItem(f"impl SameObject for {name}", (same,)))
    if not compared:
        out += _equality(family, name, names, made, identity)
    out += _order(family, name, names, made)
    if all(cls.hashed for cls in classes):
        hashes = tuple(
            r.Arm(f"{name}::{v}(object)", None, r.MethodCall(r.Path("object"), "py_hash")) for v, _ in variants
        )
        body = r.Block((), r.MatchExpr(r.Path("self"), hashes))
        out.append(r.ImplItem(f"impl Key for {name}", (r.FnItem("py_hash", (), "i64", body, receiver="&self"),)))
    if all(has_text(InstanceT(cls)) or cls.hashed for cls in classes):  # a missing key is named in the error
        writes: list[r.FnItem] = []
        for method in ("write_repr", "write_str"):
            arms = [
                r.Arm(f"{name}::{v}(object)", None, r.MethodCall(r.Path("object"), method, (r.Path("out"),)))
                for v, _ in variants
            ]
            body = r.Block((), r.MatchExpr(r.Path("self"), tuple(arms)))
            writes.append(r.FnItem(method, (r.Param("out", "&mut String"),), "", body, receiver="&self"))
        out.append(r.ImplItem(f"impl Repr for {name}", tuple(writes)))
    return out


def _equality(
    family: Family, name: str, names: Names, made: Mapping[Instance, r.FnItem], identity: bool
) -> list[r.Item]:
    """`==` as containers see it: an object equals itself, and else what the `__eq__` of its class says."""
    arms = _asking(family, name, names, made, "__eq__")
    if arms is None:
        return []
    answer: r.Expr = r.MatchExpr(r.Path("self"), arms)
    if identity:
        answer = r.BinaryExpr("||", r.MethodCall(r.Path("self"), "is_same", (r.Path("other"),)), answer)
    eq = r.FnItem("eq", (r.Param("other", "&Self"),), "bool", r.Block((), answer), receiver="&self")
    return [r.ImplItem(f"impl PartialEq for {name}", (eq,))]


def _order(family: Family, name: str, names: Names, made: Mapping[Instance, r.FnItem]) -> list[r.Item]:
    """`<` as sorting asks for it, and `>` as `max` does: what the methods of the class say."""
    arms = _asking(family, name, names, made, "__lt__")
    if arms is None:
        return []
    above = _asking(family, name, names, made, "__gt__")
    asked = [("is_less", arms), *([("is_greater", above)] if above is not None else [])]
    other = (r.Param("other", "&Self"),)
    fns = tuple(
        r.FnItem(method, other, "bool", r.Block((), r.MatchExpr(r.Path("self"), found)), receiver="&self")
        for method, found in asked
    )
    less = r.MethodCall(r.Path("self"), "is_less", (r.Path("other"),))
    greater = r.MethodCall(r.Path("other"), "is_less", (r.Path("self"),))
    if above is not None:
        greater = r.MethodCall(r.Path("self"), "is_greater", (r.Path("other"),))
    body = r.Block((), ordering_of(less, greater))
    compare = r.FnItem("partial_cmp", other, "Option<std::cmp::Ordering>", body, receiver="&self")
    return [r.ImplItem(f"impl {name}", fns), r.ImplItem(f"impl PartialOrd for {name}", (compare,))]


def _asking(
    family: Family, name: str, names: Names, made: Mapping[Instance, r.FnItem], dunder: str
) -> tuple[r.Arm, ...] | None:
    """A comparison of an object of each class with one of any; None where some class has none."""
    arms: list[r.Arm] = []
    for inst, item in made.items():
        info = inst.info
        if info is None or info.name != dunder or info.cls not in family.classes or not is_family(inst.params[1].ty):
            continue
        if item.ret != "bool" or any("mut" in p.ty for p in item.params):
            raise Refuse("P0604", f"this `{dunder}` is not translated for objects of several classes", info.node)
        other: r.Expr = r.Path("other")
        if not item.params[-1].ty.startswith("&"):
            other = r.MethodCall(other, "clone")
        held = names.classes[info.cls]
        if item.receiver:
            asked: r.Expr = r.MethodCall(r.Path("object"), item.name, (other,))
        else:
            this: r.Expr = r.Path("object")
            if not item.params[0].ty.startswith("&"):
                this = r.MethodCall(this, "clone")
            asked = r.CallExpr(r.Path(f"{held}::{item.name}"), (this, other))
        arms.append(r.Arm(f"{name}::{held}(object)", None, asked))
    return tuple(arms) if len(arms) == len(family.classes) else None


__all__ = [
    "NONE",
    "ModuleInfo",
    "dispatch",
    "families",
    "family_items",
    "is_family",
    "kind_test",
    "name_family",
    "wrapped",
]
