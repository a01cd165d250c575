"""What annotations ask for: Rust signatures, and each type in Python's words."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from portalis.interface import Function, Shape
from portalis.verify.foreign_classes import field_name, fields_of, kind_of, rust_names
from portalis.verify.kinds import Coroutine, lineage, yields

RUST_WORDS = frozenset(
    "as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop"
    " macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe"
    " unsized use virtual where while yield main module_body".split()
)
_ATOMS = {"int": "Int", "float": "f64", "bool": "bool", "str": "Str", "None": "()", "complex": "Complex"}
_BY_VALUE = frozenset({"f64", "bool", "()"})
_GENERIC = {"list": "Vec", "List": "Vec", "Sequence": "Vec", "dict": "Dict", "Dict": "Dict", "Mapping": "Dict", "set": "Set", "Set": "Set", "frozenset": "FrozenSet", "deque": "Deque"}  # fmt: skip
_KINDS = {"Vec": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Deque": "deque"}
Named = Mapping[str, Shape]
"""What the name of a class stands for in an annotation: objects of it, or of the classes that an abstract one stands for."""
_WITH_OBJECT = frozenset({"method", "property", "setter", "deleter"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The signature that annotations ask for, and each argument's and the result's type in Python's words; empty is free."""

    rust: str
    types: tuple[str, ...]


def asked_function(node: ast.FunctionDef, rust: str, named: Named) -> Asked | None:
    """What the annotations of a function ask for; None where they do not say it all. A decorator may change the result."""
    arguments = _arguments(node)
    shapes = [annotated(a.annotation, named) for a in arguments]
    result = _given(node, named)
    if any(s is None for s in shapes) or (result is None and not node.decorator_list):
        return None
    known = [_collected(node, a, s) for a, s in zip(arguments, shapes) if s is not None]
    parameters = ", ".join(f"{snake(a.arg)}: {_passed(s)}" for a, s in zip(arguments, known))
    if result is None or node.decorator_list:
        return Asked(f"fn {rust}({parameters})", (*map(str, known), ""))
    return Asked(f"fn {rust}({parameters}){_returned(result)}", (*map(str, known), str(result)))


def asked_method(node: ast.FunctionDef, rust: str, owner: str, named: Named) -> Asked | None:
    """The same of a method of ``owner``, whose object is not among the types; `&self` stands for what it takes its object by."""
    kind = kind_of(node)
    arguments = _arguments(node)[0 if kind == "static" else 1 :]
    shapes = [annotated(a.annotation, named) for a in arguments]
    result = _given(node, named)
    if kind in ("setter", "deleter"):
        result = Shape("None", "()")
    elif kind == "init":
        result = named[owner]
    if result is None or any(s is None for s in shapes):
        return None
    known = [_collected(node, a, s) for a, s in zip(arguments, shapes) if s is not None]
    parameters = [f"{snake(a.arg)}: {_passed(s)}" for a, s in zip(arguments, known)]
    if kind in _WITH_OBJECT:
        parameters.insert(0, f"this: &{named[owner].rust}" if named[owner].shared else "&self")
    said = f"fn {rust}({', '.join(parameters)}){_returned(result)}"
    return Asked(said, (*map(str, known), "" if kind == "init" else str(result)))


def asked_fields(node: ast.ClassDef, names: list[str], known: Mapping[str, ast.ClassDef], named: Named) -> list[str]:
    """The fields of a class's struct as its source shows their types; `_` where it does not."""
    types: dict[str, Shape | None] = {}
    for owner in reversed(lineage(node, known)):
        for part in ast.walk(owner):
            if isinstance(part, ast.AnnAssign):
                match part.target:
                    case ast.Name(id=name) if name in fields_of(owner):
                        types[name] = annotated(part.annotation, named)
                    case ast.Attribute(attr=name, value=ast.Name(id="self")):
                        types[name] = annotated(part.annotation, named)
            elif isinstance(part, ast.FunctionDef):
                given = {a.arg: annotated(a.annotation, named) for a in _arguments(part)}
                for inner in ast.walk(part):
                    match inner:
                        case ast.Assign(
                            targets=[ast.Attribute(attr=name, value=ast.Name(id="self"))], value=ast.Name(id=source)
                        ) if source in given:
                            types.setdefault(name, given[source])
    return [f"{field_name(n)}: {shape.rust if (shape := types.get(n)) is not None else '_'}" for n in names]


def narrower(wanted: tuple[str, ...] | None, function: Function) -> str:
    """In what a candidate's signature is narrower than the Python; empty where it is not."""
    arguments = function.arguments[1:] if function.kind in _WITH_OBJECT else function.arguments
    shapes = [*(a.shape for a in arguments), function.result]
    if wanted is not None:
        for number, (word, shape) in enumerate(zip(wanted, shapes)):
            if word and str(shape) != word:
                what = "the result" if number == len(wanted) - 1 else f"parameter {number + 1}"
                return f"{what} must stand for Python's `{word}`; yours is `{shape.rust}`, which is `{shape}`"
    if function.kind in _WITH_OBJECT and function.arguments[0].mode == "own" and not function.arguments[0].shape.shared:
        return "it must take its object by `&self` or `&mut self`, so that what it makes of it can be compared"
    for argument in arguments:
        for part in argument.shape.parts():
            if part.kind == "int" and part.bits and (wanted is not None or part.bits < 63 or part.nonneg):
                return f"the parameter `{argument.name}` must take ints of any size: use `Int`, not `{part.rust}`"
    return ""


def shown_types(function: Function) -> str:
    """A function's types in Python's words, `?` where nothing is known: `bend(n: int, words: list[?]) -> int`."""
    arguments = [a for a in function.arguments if a.name != "self"]
    said = ", ".join(f"{a.name}: {_guessed(a.shape)}" for a in arguments)
    result = (
        "" if function.kind == "init" or function.result.kind in ("None", "?") else f" -> {_guessed(function.result)}"
    )
    return f"{function.name}({said}){result}"


def _guessed(shape: Shape) -> str:
    """A type in Python's words. What is in a container of which nothing is known has the type of None in a translation."""
    unknown = shape.kind != "option" and any(part.kind == "None" for part in shape.parts()[1:])
    return str(shape).replace("None", "?") if unknown else str(shape)


def method_name(node: ast.FunctionDef) -> str:
    """The name of a method in Rust."""
    return rust_names(node)[0]


def _arguments(node: ast.FunctionDef) -> list[ast.arg]:
    """The parameters in the order of the Rust function's."""
    stars = [node.args.vararg] if node.args.vararg is not None else []
    rest = [node.args.kwarg] if node.args.kwarg is not None else []
    return [*node.args.posonlyargs, *node.args.args, *stars, *node.args.kwonlyargs, *rest]


def _given(node: ast.FunctionDef, named: Named) -> Shape | None:
    """What a function gives by its annotation: of an `async` generator, all that it yields."""
    if not isinstance(node, Coroutine) or not yields(node):
        return annotated(node.returns, named)
    match node.returns:
        case ast.Subscript(slice=ast.Tuple(elts=[item, *_]) | item):
            held = annotated(item, named)
            return None if held is None else Shape("list", f"Vec<{held.rust}>", (held,))
    return None


def _collected(node: ast.FunctionDef, argument: ast.arg, shape: Shape) -> Shape:
    """The type of a parameter whose annotation says this: of what `*` and `**` collect, it says each."""
    if argument is node.args.vararg:
        return Shape("tuple*", f"Tuple<{shape.rust}>", (shape,))
    if argument is node.args.kwarg:
        return Shape("dict", f"Dict<Str, {shape.rust}>", (Shape("str", "Str"), shape))
    return shape


def _returned(result: Shape) -> str:
    return "" if result.rust == "()" else f" -> {result.rust}"


def snake(name: str) -> str:
    """The name of a variable or field in Rust."""
    lowered = name.lower()
    return f"{lowered}_" if lowered in RUST_WORDS else lowered


def _passed(shape: Shape) -> str:
    if shape.rust in _BY_VALUE:
        return shape.rust
    return f"&[{shape.of[0].rust}]" if shape.rust.startswith("Vec<") else f"&{shape.rust}"


def annotated(node: ast.expr | None, named: Named) -> Shape | None:
    """The type of an annotation, where values of it can be exchanged."""
    match node:
        case ast.Constant(value=None):
            return Shape("None", "()")
        case ast.Constant(value=str(text)):
            try:
                return annotated(ast.parse(text, mode="eval").body, named)
            except SyntaxError:
                return None
        case ast.Name(id=name) if name in _ATOMS:
            return Shape(name, _ATOMS[name])
        case ast.Name(id=name) if name in named:
            return named[name]
        case ast.Attribute() if (name := ast.unparse(node)) in named:
            return named[name]
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _option(annotated(left, named))
        case ast.BinOp(left=ast.Constant(value=None), op=ast.BitOr(), right=right):
            return _option(annotated(right, named))
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return _option(annotated(inner, named))
        case ast.Subscript(value=ast.Name(id="tuple" | "Tuple"), slice=inner):
            parts = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            if len(parts) == 2 and isinstance(parts[1], ast.Constant) and parts[1].value is ...:
                item = annotated(parts[0], named)
                return None if item is None else Shape("tuple*", f"Tuple<{item.rust}>", (item,))
            items = [annotated(p, named) for p in parts]
            known = tuple(i for i in items if i is not None)
            return Shape("tuple", f"({', '.join(i.rust for i in known)},)", known) if len(known) == len(items) else None
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in _GENERIC:
            parts = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            items = [annotated(p, named) for p in parts]
            known = tuple(i for i in items if i is not None)
            if len(known) != len(items) or len(known) != (2 if _GENERIC[name] == "Dict" else 1):
                return None
            rust = _GENERIC[name]
            return Shape(_KINDS[rust], f"{rust}<{', '.join(i.rust for i in known)}>", known)
    return None


def _option(inner: Shape | None) -> Shape | None:
    return None if inner is None else Shape("option", f"Option<{inner.rust}>", (inner,))
