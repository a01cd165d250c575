"""What a condition tells about the types of variables."""

from __future__ import annotations

import ast

from portalis.frontend.enums import KINDS
from portalis.frontend.symbols import ClassInfo
from portalis.ir.ops import Var
from portalis.ir.types import BOTTOM, DYN, EXCEPTION, InstanceT, Type, UnionT, option_of
from portalis.irbuild.builder import Builder, Kinds, Known, kinds_of
from portalis.irbuild.places import known_class

_TYPE_NAMES = {"int": {"int", "bool"}, "float": {"float"}, "str": {"str"}, "bool": {"bool"}, "list": {"list"}, "tuple": {"tuple"},
               "dict": {"dict", "defaultdict", "Counter", "OrderedDict"}, "set": {"set"}, "frozenset": {"frozenset"}, "bytes": {"bytes"},
               "complex": {"complex"}, "NoneType": {"None"}}  # fmt: skip
_MAPPINGS = {"dict", "defaultdict", "Counter", "OrderedDict"}
_SETS = {"set", "frozenset"}
_SEQUENCES = {"str", "bytes", "list", "tuple", "range", "deque"}
_ITERABLES = {*_MAPPINGS, *_SETS, *_SEQUENCES, "iterator", "dict_keys", "dict_values", "dict_items"}
_ABSTRACT = {"Iterable": _ITERABLES, "Container": _ITERABLES - {"iterator"}, "Collection": _ITERABLES - {"iterator"},
             "Sized": _ITERABLES - {"iterator"}, "Sequence": _SEQUENCES, "MutableSequence": {"list", "deque"}, "Mapping": _MAPPINGS,
             "MutableMapping": _MAPPINGS, "Set": {*_SETS, "dict_keys"}, "MutableSet": {"set"}, "Number": {"bool", "int", "float", "complex"},
             "Real": {"bool", "int", "float"}, "Integral": {"bool", "int"}, "deque": {"deque"}, "Counter": {"Counter"},
             "defaultdict": {"defaultdict"}, "OrderedDict": {"OrderedDict"}}  # fmt: skip
_ABSTRACT_MODULES = ("typing", "collections.abc", "collections", "numbers")
ALL_KINDS: Kinds = frozenset(
    "None bool int float complex str bytes list tuple dict set frozenset deque Counter defaultdict OrderedDict".split()
)


def type_kinds(b: Builder, node: ast.expr) -> Kinds | None:
    """The kinds that `isinstance(x, node)` admits; None where the classes are not known here."""
    if isinstance(node, ast.Tuple):
        found: set[str] = set()
        for e in node.elts:
            part = type_kinds(b, e)
            if part is None:
                return None
            found |= part
        return frozenset(found)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = type_kinds(b, node.left), type_kinds(b, node.right)
        return left | right if left is not None and right is not None else None
    if isinstance(node, ast.Constant) and node.value is None:
        return frozenset({"None"})
    if (cls := known_class(b, node)) is not None:
        return frozenset(f"instance:{c}" for c in b.module.hierarchy.subclasses(cls.key))
    if isinstance(node, ast.Name):
        if b.scope.owner_of(node.id) is None and node.id in _TYPE_NAMES:
            return frozenset(_TYPE_NAMES[node.id] | _members(b, node.id))
        source = b.resolve(node.id)
        if isinstance(source, ast.ImportFrom) and source.module in _ABSTRACT_MODULES:
            name = next((a.name for a in source.names if (a.asname or a.name) == node.id), "")
            if name in _ABSTRACT and not (name == "Set" and source.module == "typing"):
                return frozenset(_ABSTRACT[name])
        if isinstance(source, ast.ImportFrom) and source.module == "enum" and node.id in KINDS:
            return frozenset(_members(b, node.id))
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "type"
        and len(node.args) == 1
    ):
        arg = node.args[0]
        if isinstance(arg, ast.Constant) and arg.value is None:
            return frozenset({"None"})
    return None


def _members(b: Builder, name: str) -> set[str]:
    """The enumerations whose members are values of a built-in type too, or of a class of `enum`."""
    found: set[str] = set()
    for cls in b.program.class_of.values() if b.program.enumerates else ():
        if cls.enum is not None and (cls.enum.mixin == name or name in ("Enum", cls.enum.kind)):
            found.add(f"instance:{cls.key}")
        if cls.enum is not None and name == "Flag" and cls.enum.flags:
            found.add(f"instance:{cls.key}")
    return found


def exact_kinds(b: Builder, node: ast.expr) -> Kinds | None:
    """The kind that `type(x) is node` admits."""
    kinds = type_kinds(b, node)
    if kinds is not None and (cls := known_class(b, node)) is not None:
        return frozenset({f"instance:{cls.key}"})
    if kinds is not None and isinstance(node, ast.Name) and node.id in ("int", "str", "dict"):
        return frozenset({node.id})
    return kinds


def subject(b: Builder, node: ast.expr) -> Var | None:
    """The variable that an expression reads, if it is no more than that."""
    if isinstance(node, ast.NamedExpr):
        node = node.target
    if isinstance(node, ast.Name):
        web = b.scope.web_of.get(node)
        if web is not None:
            return b.var(web)
    return None


def _apply(b: Builder, var: Var, kinds: Kinds, truth: bool) -> None:
    ty: Type = b.narrowed(var)
    if not (isinstance(ty, UnionT) or ty is DYN) or ty is BOTTOM:
        return
    known = b.narrow.get(var) or (kinds_of(var.ty) if var.ty is not DYN else ALL_KINDS)
    rest = known & kinds if truth else known - kinds
    if ty is DYN and not truth and len(rest) > 1 and var not in b.narrow:
        b.narrow[var] = rest
        return
    if rest:
        b.narrow[var] = rest


def _tell_of_attribute(b: Builder, node: ast.expr) -> None:
    """Notes that an attribute of what a variable holds is not None."""
    if not isinstance(node, ast.Attribute):
        return
    var = subject(b, node.value)
    ty = b.narrowed(var) if var is not None else BOTTOM
    cls = ty.cls if isinstance(ty, InstanceT) else None
    if var is None or not isinstance(cls, ClassInfo) or node.attr in cls.late:
        return
    held = cls.fields.get(node.attr, BOTTOM)
    if option_of(held) is not None:
        b.narrow[var, node.attr] = kinds_of(held) - {"None"}


def refine(b: Builder, test: ast.expr, truth: bool) -> None:
    """Narrows variables for the path on which `test` is `truth`."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            refine(b, inner, not truth)
        case ast.BoolOp(op=op, values=values):
            if isinstance(op, ast.And) == truth:
                for i, v in enumerate(values):
                    if i > 0:  # may assign, itself or by what it calls, the variables that those before tell of
                        _forget(b, v)
                    refine(b, v, truth)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            none_test = isinstance(right, ast.Constant) and right.value is None
            if none_test and isinstance(op, (ast.Is, ast.Eq, ast.IsNot, ast.NotEq)):
                var = subject(b, left)
                if var is not None:
                    _apply(b, var, frozenset({"None"}), truth == isinstance(op, (ast.Is, ast.Eq)))
                elif truth != isinstance(op, (ast.Is, ast.Eq)):
                    _tell_of_attribute(b, left)
            elif (
                isinstance(left, ast.Call) and isinstance(left.func, ast.Name) and left.func.id == "type" and len(left.args) == 1
                and isinstance(op, (ast.Is, ast.Eq, ast.IsNot, ast.NotEq))
            ):  # fmt: skip
                var, kinds = subject(b, left.args[0]), exact_kinds(b, right)
                if var is not None and kinds is not None:
                    _apply(b, var, kinds, truth == isinstance(op, (ast.Is, ast.Eq)))
        case ast.Call(func=ast.Name(id="isinstance"), args=[what, classes]):
            var, kinds = subject(b, what), type_kinds(b, classes)
            if var is not None and option_of(var.ty) is EXCEPTION:
                if truth:
                    _apply(b, var, frozenset({"None"}), False)
            elif var is not None and kinds is not None:
                _apply(b, var, kinds, truth)
        case ast.Name() | ast.NamedExpr():
            var = subject(b, test)
            if var is not None and truth:
                _apply(b, var, frozenset({"None"}), False)
        case ast.Attribute():
            if truth:
                _tell_of_attribute(b, test)


def _forget(b: Builder, test: ast.expr) -> None:
    parts = list(ast.walk(test))
    b.kill(n.target for n in parts if isinstance(n, ast.NamedExpr))
    if any(isinstance(n, ast.Call) for n in parts):
        b.called()


def merge(a: Known, b: Known) -> Known:
    """What is known after two paths meet."""
    return {v: k | b[v] for v, k in a.items() if v in b}
