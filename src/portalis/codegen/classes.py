"""Lowers classes: a struct, its methods, and the traits that Python's special methods stand for."""

from __future__ import annotations

from portalis.analysis.ownership import is_copy, is_shared
from portalis.codegen import rust_ast as r
from portalis.codegen.builtins import class_constant
from portalis.codegen.functions import lower_function
from portalis.codegen.initialisers import lower_init
from portalis.codegen.rust_types import Names, rust_type, snake
from portalis.frontend.symbols import ClassInfo
from portalis.ir.types import NONE, STR, InstanceT, has_equality
from portalis.irbuild.program import Instance, Program, Refuse
from portalis.irbuild.relations import ordered
from portalis.irbuild.shown import has_text


class ClassLowering:
    """Lowering of classes."""

    @staticmethod
    def method(program: Program, inst: Instance, names: Names, docs: tuple[str, ...]) -> r.FnItem:
        """Lowers a method."""
        assert inst.info is not None
        assert inst.info.cls is not None
        if inst.info.name == "__init__":
            return lower_init(program, inst, names, inst.info.cls, docs)
        return lower_function(program, inst, names, docs)

    @staticmethod
    def exception(cls: ClassInfo) -> list[r.Item]:
        """A user's exception class: a static of the runtime's class tree."""
        base = class_constant(cls.exception_base or "Exception")
        value = r.CallExpr(
            r.Path("ExceptionClass::derived"),
            (r.Lit(f'"{cls.name}"'), r.Lit(f'"{cls.qualified}"'), r.UnaryExpr("&", r.Path(base))),
        )
        return [r.RawItem(f"static {class_constant(cls.key)}: ExceptionClass", value)]

    @staticmethod
    def items(
        program: Program,
        cls: ClassInfo,
        names: Names,
        methods: list[r.FnItem],
        docs: tuple[str, ...],
        public: bool,
        read: set[tuple[object, str]],
    ) -> list[r.Item]:
        """The struct of a class with its implementations; `read` are the fields that the program reads, with their classes."""
        name = names.classes[cls]
        ty = InstanceT(cls)
        shared = is_shared(ty)
        fields = tuple((snake(f), rust_type(t, names)) for f, t in cls.fields.items())
        if len({f for f, _ in fields}) < len(fields):
            raise Refuse("P0608", f"two attributes of `{cls.name}` have one name in Rust", cls.node)
        derives = ["Clone"]
        if cls.equality and "__eq__" not in cls.methods and has_equality(ty):
            derives.append("PartialEq")
        if cls.ordered and ordered(ty):
            derives.append("PartialOrd")
        # Python lets an attribute be set and never read; Rust warns.
        shows_all = cls.is_dataclass and "__repr__" not in cls.methods and has_text(ty)
        unread = not public and not shows_all and any((cls, f) not in read for f in cls.fields)
        allowed = ("#[allow(dead_code)]",) if unread else ()
        out: list[r.Item] = [r.StructItem(name, fields, tuple(derives), docs, public, allowed)]
        by_name = {m.name: m for m in methods}
        if "fields" in cls.asked:
            places = {f: r.FieldExpr(r.Path("self"), snake(f)) for f in cls.annotations}
            values = [p if is_copy(cls.fields[f]) else r.MethodCall(p, "clone") for f, p in places.items()]
            types = ", ".join(rust_type(cls.fields[f], names) for f in places)
            ret = f"({types}{',' if len(places) == 1 else ''})"
            whole = r.Block((), r.TupleExpr(tuple(values)))
            methods = [*methods, r.FnItem("fields", (), ret, whole, receiver="&self", public=public)]
        if methods:
            out.append(r.ImplItem(f"impl {name}", tuple(methods)))
        made = by_name.get("new")
        if public and made is not None and not made.params and made.ret in (name, "Self"):
            default = r.FnItem("default", (), "Self", r.Block((), r.CallExpr(r.Path("Self::new"))))
            out.append(r.ImplItem(f"impl Default for {name}", (default,)))
        out += _repr(cls, name, shared, by_name)
        out += _equality(cls, name, shared, by_name)
        if cls.hashed:
            out += _key(cls, name, shared, by_name)
        if cls.unordered:
            out.append(_no_order(cls, f"Shared<{name}>" if shared else name))
        return out


def _on(s: r.Stmt, name: str) -> r.Stmt:
    """The same statement on another receiver."""
    assert isinstance(s, r.ExprStmt)
    assert isinstance(s.value, r.MethodCall)
    e = s.value
    if isinstance(e.receiver, r.FieldExpr):
        return r.ExprStmt(r.MethodCall(r.FieldExpr(r.Path(name), e.receiver.name), e.name, e.args))
    return s


def _this(shared: bool, name: str, method: r.FnItem) -> r.Expr:
    if shared:
        taken = not method.params[0].ty.startswith("&")
        this: r.Expr = r.MethodCall(r.Path("this"), "clone") if taken else r.Path("this")
        return r.CallExpr(r.Path(f"{name}::{method.name}"), (this,))
    own = method.receiver in ("self", "mut self")  # it keeps the object, as a generator over it does
    return r.MethodCall(r.MethodCall(r.Path("self"), "clone") if own else r.Path("self"), method.name)


def _repr(cls: ClassInfo, name: str, shared: bool, methods: dict[str, r.FnItem]) -> list[r.Item]:
    """`Repr` from `__repr__` and `__str__`, or the fields of a dataclass; of handles it is `SharedRepr`."""
    as_repr, as_str = ("write_handle", "write_handle_str") if shared else ("write_repr", "write_str")

    def writes(name: str, *stmts: r.Stmt, this: str = "this", into: str = "out") -> r.FnItem:
        out = r.Param(into, "&mut String")
        if shared:
            return r.FnItem(name, (r.Param(this, "&Shared<Self>"), out), "", r.Block(stmts))
        return r.FnItem(name, (out,), "", r.Block(stmts), receiver="&self")

    fns: list[r.FnItem] = []
    for dunder, rust, write in (("__repr__", "repr", as_repr), ("__str__", "to_text", as_str)):
        if rust in methods:
            if "PyResult" in methods[rust].ret:
                raise Refuse("P0802", f"`{dunder}` may raise inside a `try`, which is not translated yet", cls.node)
            if methods[rust].ret != "Str":
                raise Refuse("P0604", f"`{dunder}` does not always give a string", cls.node)
            if "mut" in methods[rust].receiver:
                raise Refuse("P0604", f"`{dunder}` changes the object, which is not translated", cls.node)
            push = r.ExprStmt(
                r.MethodCall(r.Path("out"), "push_str", (r.UnaryExpr("&", _this(shared, name, methods[rust])),))
            )
            fns.append(writes(write, push))
    if cls.is_dataclass and "repr" not in methods and has_text(InstanceT(cls)):
        stmts: list[r.Stmt] = []
        for i, f in enumerate(f for f in cls.annotations if f in cls.fields):  # a class without objects has none
            head = f"{', ' if i else cls.name + '('}{f}="
            stmts.append(r.ExprStmt(r.MethodCall(r.Path("out"), "push_str", (r.Lit(f'"{head}"'),))))
            field: r.Expr = r.FieldExpr(r.Path("self"), snake(f))
            none = r.MethodCall(r.Path("out"), "push_str", (r.Lit('"None"'),))
            shown = r.MethodCall(field, "write_repr", (r.Path("out"),))
            stmts.append(r.ExprStmt(none if cls.fields.get(f) is NONE else shown))
        stmts.append(r.ExprStmt(r.MethodCall(r.Path("out"), "push", (r.Lit("')'"),))))
        if shared:
            held = "o" if cls.annotations else "_"
            inner = r.ClosureExpr((held,), r.Block(tuple(_on(x, "o") for x in stmts)))
            stmts = [r.ExprStmt(r.MethodCall(r.Path("this"), "with", (inner,)))]
        fns.insert(0, writes(as_repr, *stmts))
    if (fns and fns[0].name != as_repr) or (cls.hashed and not fns):  # a missing key is named in the error
        text = f"<{cls.qualified} object>"
        push = r.ExprStmt(r.MethodCall(r.Path("out"), "push_str", (r.Lit(f'"{text}"'),)))
        fns.insert(0, writes(as_repr, push, this="_this"))
    if not fns and "address" in cls.asked:
        made = (r.UnaryExpr("&", r.Path("NOT_IMPLEMENTED_ERROR")), r.Lit(f'"the address of a `{cls.name}`"'))
        ends = r.ExprStmt(r.MethodCall(r.CallExpr(r.Path("Exception::new"), made), "exit"))
        fns.append(writes(as_repr, ends, this="_this", into="_out"))
    trait = "SharedRepr" if shared else "Repr"
    return [r.ImplItem(f"impl {trait} for {name}", tuple(fns))] if fns else []


def _equality(cls: ClassInfo, name: str, shared: bool, methods: dict[str, r.FnItem]) -> list[r.Item]:
    """`==` and `<` from `__eq__` and `__lt__`; objects without `__eq__` are equal only to themselves.

    Handles are compared as such (`SharedEq`), since a method may ask which object it has; plain objects are never
    identical to another one that the program can reach.
    """
    a, b = ("a", "b") if shared else ("self", "other")

    def call(method: str, a: str, b: str) -> r.Expr:
        if "PyResult" in methods[method].ret:
            raise Refuse("P0802", "a comparison that may raise inside a `try` is not translated yet", cls.node)
        if methods[method].ret != "bool":
            raise Refuse("P0604", "a comparison that does not give a bool is not translated yet", cls.node)
        taken = [not p.ty.startswith("&") for p in methods[method].params]
        operands = [r.MethodCall(r.Path(x), "clone") if own else r.Path(x) for x, own in zip((b, a), reversed(taken))]
        if shared:
            return r.CallExpr(r.Path(f"{name}::{method}"), tuple(reversed(operands)))
        return r.MethodCall(r.Path(a), method, (operands[0],))

    for method in ("equals", "less_than", "greater_than"):
        if method in methods and any("mut" in p.ty for p in methods[method].params):
            raise Refuse("P0604", "a comparison that changes its operands is not translated", cls.node)
    out: list[r.Item] = []
    if "equals" in methods:
        equal: r.Expr | None = call("equals", a, b)
    elif cls.equality and not has_equality(InstanceT(cls)):
        equal = None
    elif cls.equality:
        equal = r.MethodCall(r.Path(a), "same_content", (r.Path(b),)) if shared else None
    elif shared:
        equal = r.MethodCall(r.Path(a), "ptr_eq", (r.Path(b),))
    else:
        equal = r.CallExpr(r.Path("std::ptr::eq"), (r.Path(a), r.Path(b)))
    if equal is not None:
        out.append(comparing("SharedEq" if shared else "PartialEq", name, "bool", equal))
    ordering: r.Expr | None = None
    if "less_than" in methods:
        greater = call("greater_than", a, b) if "greater_than" in methods else call("less_than", b, a)
        ordering = ordering_of(call("less_than", a, b), greater)
    elif cls.ordered and shared and ordered(InstanceT(cls)):
        ordering = r.MethodCall(r.Path(a), "order_of_contents", (r.Path(b),))
    if ordering is not None:
        out.append(comparing("SharedOrd" if shared else "PartialOrd", name, "Option<std::cmp::Ordering>", ordering))
    return out


def _no_order(cls: ClassInfo, name: str) -> r.Item:
    """The error that Python raises where tuples come to compare their objects."""
    text = f"\"'<' not supported between instances of '{cls.name}' and '{cls.name}'\""
    error = r.CallExpr(r.Path("Exception::new"), (r.UnaryExpr("&", r.Path("TYPE_ERROR")), r.Lit(text)))
    body = r.Block((), r.CallExpr(r.Path("Err"), (error,)))
    fn = r.FnItem("try_less", (r.Param("_other", "&Self"),), "PyResult<bool>", body, receiver="&self")
    return r.ImplItem(f"impl TryOrd for {name}", (fn,))


def _key(cls: ClassInfo, name: str, shared: bool, methods: dict[str, r.FnItem]) -> list[r.Item]:
    """The hash of an object: what `__hash__` gives, that of a dataclass's fields, or that of the object itself."""
    this = r.Path("this" if shared else "self")
    if "hash_value" in methods:
        method = methods["hash_value"]
        if method.ret not in ("i64", "Int") or "mut" in method.receiver:
            raise Refuse("P0604", "this `__hash__` is not translated", cls.node)
        given: r.Expr = r.MethodCall(this, method.name)
        if shared:
            taken = not method.params[0].ty.startswith("&")
            given = r.CallExpr(r.Path(f"{name}::{method.name}"), (r.MethodCall(this, "clone") if taken else this,))
        value: r.Expr = r.MethodCall(given, "py_hash")
    elif cls.equality:
        holder = r.Path("o" if shared else "self")
        fields = tuple(
            place if is_copy(cls.fields[f]) else r.MethodCall(place, "clone")
            for f, place in ((f, r.FieldExpr(holder, snake(f))) for f in cls.annotations)
        )
        value = r.MethodCall(r.TupleExpr(fields), "py_hash")
        if shared:
            value = r.MethodCall(this, "with", (r.ClosureExpr(("o",), value),))
    else:
        value = r.MethodCall(this, "address_hash")
    if shared:
        fn = r.FnItem("handle_hash", (r.Param("this", "&Shared<Self>"),), "i64", r.Block((), value))
        return [r.ImplItem(f"impl SharedKey for {name}", (fn,))]
    fn = r.FnItem("py_hash", (), "i64", r.Block((), value), receiver="&self")
    return [r.ImplItem(f"impl Key for {name}", (fn,))]


def ordering_of(less: r.Expr, greater: r.Expr) -> r.Expr:
    """The order of two values by what `<` says, and `>`: `max` asks for that, and a class may define it apart."""
    found: r.Block | r.IfExpr = r.Block((), r.Path("Some(std::cmp::Ordering::Equal)"))
    for test, which in ((greater, "Greater"), (less, "Less")):
        found = r.IfExpr(test, r.Block((), r.Path(f"Some(std::cmp::Ordering::{which})")), found)
    return found


_COMPARISONS = {
    "PartialEq": "eq",
    "PartialOrd": "partial_cmp",
    "SharedEq": "handles_equal",
    "SharedOrd": "handles_order",
}


def comparing(trait: str, name: str, ret: str, value: r.Expr) -> r.Item:
    """The implementation of one of the traits of comparison."""
    if trait.startswith("Shared"):
        params: tuple[r.Param, ...] = (r.Param("a", "&Shared<Self>"), r.Param("b", "&Shared<Self>"))
        receiver = ""
    else:
        params, receiver = (r.Param("other", "&Self"),), "&self"
    fn = r.FnItem(_COMPARISONS[trait], params, ret, r.Block((), value), receiver=receiver)
    return r.ImplItem(f"impl {trait} for {name}", (fn,))


__all__ = ["STR", "ClassLowering", "comparing", "ordering_of"]
