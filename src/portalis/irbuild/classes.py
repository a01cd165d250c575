"""What is asked of a user's class before it can be used."""

from __future__ import annotations

import ast

from portalis.frontend.symbols import ClassInfo
from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import BOTTOM
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.shown import dotted

TRANSLATED_DUNDERS = frozenset(
    "__init__ __repr__ __str__ __eq__ __lt__ __len__ __bool__ __getitem__ __add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__ "
    "__neg__ __radd__ __rsub__ __rmul__ __contains__ __le__ __gt__ __ge__ __ne__ __call__ __and__ __or__ __xor__ __pow__ __abs__ __enter__ __exit__ __iter__ "
    "__setitem__ __delitem__ __next__ __hash__ __lshift__ __rshift__ __matmul__ __pos__ __invert__ __rtruediv__ __rfloordiv__ __rmod__ __rpow__ "
    "__int__ __float__ __index__ __reversed__ __format__ "
    "__iadd__ __isub__ __imul__ __itruediv__ __ifloordiv__ __imod__ __ipow__ __iand__ __ior__ __ixor__ __ilshift__ __irshift__".split()
)


def check_class(b: Builder, cls: ClassInfo, node: ast.AST) -> None:
    """Refuses what is not translated of a class.

    Raises:
        Refuse: for base classes, decorators and special methods that have no translation yet.
    """
    if (why := getattr(cls.node, "not_translated", None)) is not None:
        raise b.refuse("P0601", f"the enumeration `{cls.name}` is not translated: {why}", cls.node)
    for base in cls.node.bases:
        if not cls.is_error and not (isinstance(base, ast.Name) and base.id in ("object", "Exception")):
            raise b.refuse("P0601", f"the base class of `{cls.name}` is not translated yet", cls.node)
    if cls.node.keywords:
        raise b.refuse("P0605", "a metaclass is not translated", cls.node)
    for d in cls.node.decorator_list:
        name = dotted(d.func if isinstance(d, ast.Call) else d).split(".")[-1]
        if name == "dataclass":
            _check_dataclass(b, cls, d)
        if name not in ("dataclass", "total_ordering"):
            raise b.refuse("P0205", f"the class decorator `{name}` is not translated", d)
        if name == "total_ordering":
            raise b.refuse("P0205", "`total_ordering` is not translated yet", d)
    for s in cls.node.body:
        if isinstance(s, ast.FunctionDef):
            known = s.name in TRANSLATED_DUNDERS or (s.name == "__post_init__" and "__init__" in cls.methods)
            if s.name.startswith("__") and s.name.endswith("__") and not known:
                raise b.refuse("P0604", f"`{s.name}` is not translated yet", s)
            for d in s.decorator_list:
                if dotted(d) not in ("staticmethod", "classmethod", "property", f"{s.name}.setter"):
                    raise b.refuse("P0205", "this decorator is not translated", d)
        elif not isinstance(s, (ast.AnnAssign, ast.Assign, ast.Pass, ast.Expr)):
            raise b.refuse("P0608", "this statement in a class body is not translated", s)


def check_definition(b: Builder, cls: ast.ClassDef) -> None:
    """Refuses what would happen when Python comes to a class, whether or not it is used.

    Raises:
        Refuse: for decorators, statements and hooks that do something then.
    """
    if getattr(cls, "repeats", False):
        raise b.refuse("P0601", f"two members of `{cls.name}` have one value, and they are to be unique", cls)
    for d in cls.decorator_list:
        name = dotted(d.func if isinstance(d, ast.Call) else d).split(".")[-1]
        if name not in ("dataclass", "final", "runtime_checkable", "unique"):
            raise b.refuse("P0205", f"the class decorator `{name}` is not translated", d)
    for s in cls.body:
        if isinstance(s, ast.FunctionDef):
            if s.name in ("__init_subclass__", "__set_name__", "__class_getitem__", "__new__", "__del__"):
                raise b.refuse("P0604", f"`{s.name}` is not translated", s)
        elif isinstance(s, ast.Expr) and not isinstance(s.value, ast.Constant):
            raise b.refuse("P0608", "this statement in a class body is not translated", s)
        elif isinstance(s, (ast.Assign, ast.AnnAssign)):
            if s.value is None:
                continue
            called = {n.func.id for n in walk(s.value) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            if called & ({"print", "input"} | b.module.functions.keys()):
                raise b.refuse("P0608", "this statement in a class body is not translated", s)
        elif not isinstance(s, (ast.Pass, ast.Expr)):
            raise b.refuse("P0608", "this statement in a class body is not translated", s)


def _check_dataclass(b: Builder, cls: ClassInfo, decorator: ast.expr) -> None:
    """Refuses what is said of a dataclass, or of its fields, that would change what it is given."""
    for k in decorator.keywords if isinstance(decorator, ast.Call) else []:
        usual = isinstance(k.value, ast.Constant) and k.value.value is True and k.arg in ("init", "repr")
        own = k.arg == "kw_only" and "__init__" in cls.methods
        if k.arg not in ("frozen", "order", "eq", "slots") and not usual and not own:
            raise b.refuse("P0604", f"`{k.arg}` of a dataclass is not translated", decorator)
    for annotation in cls.annotations.values():
        head = annotation.value if isinstance(annotation, ast.Subscript) else annotation
        if dotted(head).split(".")[-1] in ("InitVar", "KW_ONLY"):
            raise b.refuse("P0604", "this field of a dataclass is not translated", annotation)
    for value in cls.constants.values():
        if isinstance(value, ast.Call) and dotted(value.func).split(".")[-1] == "field" and cls.is_dataclass:
            words = {k.arg for k in value.keywords} - {"default", "default_factory", "metadata"}
            if words - {"init"} or ("init" in words and "__init__" not in cls.methods and not always_default(value)):
                raise b.refuse("P0604", "this `field(…)` is not translated", value)


def always_default(field: ast.expr | None) -> bool:
    """Whether a field is never given, but always begins with its default."""
    if not isinstance(field, ast.Call):
        return False
    words = {k.arg: k.value for k in field.keywords}
    said = words.get("init")
    return (
        isinstance(said, ast.Constant) and said.value is False and bool(words.keys() & {"default", "default_factory"})
    )


def dataclass_fields(cls: ClassInfo) -> list[tuple[str, ast.expr | None]]:
    """The fields of a dataclass with their defaults, in order."""
    return [(name, cls.constants.get(name)) for name in cls.annotations]


def dataclass_arguments(
    b: Builder, cls: ClassInfo, args: list[ops.Expr], keywords: dict[str, ops.Expr], node: ast.AST
) -> list[ops.Expr]:
    """The values of a dataclass's fields, in order; lets them flow into the fields."""
    out: list[ops.Expr] = []
    fields = dataclass_fields(cls)
    if "__post_init__" in cls.methods:
        raise b.refuse("P0604", "this `__post_init__` is not translated yet", node)
    given = [name for name, default in fields if not always_default(default)]
    positional = dict(zip(given, args))
    if len(args) > len(given):
        raise b.refuse("P0312", f"`{cls.name}` takes {len(given)} arguments but {len(args)} were given", node)
    for name, default in fields:
        if name in positional:
            e = positional[name]
        elif name in keywords:
            e = keywords[name]
        elif default is not None:
            e = _default(b, default)
        else:
            raise b.refuse("P0312", f"`{cls.name}` is missing the argument `{name}`", node)
        ex.flow_field(cls, name, e.ty)
        if not b.program.strict and name in cls.annotations:
            ex.resolve_with_annotation(b, e.ty, cls.annotations[name])
        out.append(e)
    unknown = keywords.keys() - set(given)
    if unknown:
        raise b.refuse("P0312", f"`{cls.name}` got an unexpected keyword argument `{min(unknown)}`", node)
    return out


def _default(b: Builder, node: ast.expr) -> ops.Expr:
    if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] == "field":
        for k in node.keywords:
            if k.arg == "default":
                return ex.value(b, k.value)
            if k.arg == "default_factory" and isinstance(k.value, ast.Name) and k.value.id in ("list", "dict", "set"):
                from portalis.irbuild.calls import call_builtin

                return call_builtin(b, k.value.id, [], {}, k.value)
        raise b.refuse("P0604", "this `field(…)` is not translated", node)
    e = ex.value(b, node)
    if not isinstance(e, (ops.Const, ops.Unary, ops.Display)):
        raise b.refuse("P0211", "the default of a field is not a constant", node)
    return e


__all__ = ["BOTTOM", "always_default", "check_class", "dataclass_arguments", "dataclass_fields"]
