"""What a model may be asked for: the items of a translation, with all that the rules know of each."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from portalis import api
from portalis.backends.items import BODY, function_text
from portalis.diagnostics import Severity, render
from portalis.interface import Function, Shape

_RUST_WORDS = frozenset(
    "as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop"
    " macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe"
    " unsized use virtual where while yield main module_body".split()
)
_ATOMS = {"int": "Int", "float": "f64", "bool": "bool", "str": "Str", "None": "()", "complex": "Complex"}
_BY_VALUE = frozenset({"f64", "bool", "()"})
_GENERIC = {"list": "Vec", "List": "Vec", "Sequence": "Vec", "dict": "Dict", "Dict": "Dict", "Mapping": "Dict", "set": "Set", "Set": "Set", "frozenset": "FrozenSet", "deque": "Deque"}  # fmt: skip
_KINDS = {"Vec": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Deque": "deque"}


@dataclass(frozen=True, slots=True)
class Target:
    """An item of the first module: a function at its top, or the module's own code (`<module>`)."""

    name: str
    rust_name: str
    python: str
    line: int
    end_line: int
    refused: bool
    draft: str
    """What rules made of it, where they made anything."""
    signature: str
    """The Rust that its annotations ask for; empty where they do not say it all."""
    types: tuple[str, ...] | None
    """What each argument and the result must be, in Python's words; None where the candidate may choose."""
    reasons: tuple[str, ...]
    """Diagnostics, as a terminal shows them."""
    calls: tuple[str, ...]
    """Other items that it mentions."""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)

    @staticmethod
    def from_json(given: Mapping[str, Any]) -> Target:
        """Back from :meth:`to_json`."""
        values = dict(given)
        for name in ("reasons", "calls"):
            values[name] = tuple(values[name])
        values["types"] = None if values["types"] is None else tuple(values["types"])
        return Target(**values)


def find_targets(source: api.SourceModule, result: api.TranslationResult) -> tuple[Target, ...]:
    """Every item that a candidate could stand for; classes and their methods are not among them.

    Functions that the program never calls are left out, as they are in the translation. A function that stands several
    times, once for each kind of call, has no single place to put a candidate in.
    """
    tree = ast.parse(source.text)
    lines = source.text.splitlines()
    made: dict[str, list[Function]] = {}
    for function in result.functions:
        if not function.module:
            made.setdefault(function.name, []).append(function)
    tops = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    names = {n.name for n in tops}
    found = []
    for node in tops:
        first, last = node.lineno, node.end_lineno or node.lineno
        about = [d for d in result.diagnostics if d.span is not None and d.span.path == source.path and first <= d.span.line <= last]  # fmt: skip
        about += [d for d in result.diagnostics if d.span is None and d.message.startswith(f"`{node.name}`")]
        refused = any(d.severity is Severity.ERROR for d in about)
        unused = node.name not in made and not refused
        if unused or len(made.get(node.name, ())) > 1 or node.args.vararg or node.args.kwarg or node.decorator_list:
            continue
        known = made[node.name][0] if node.name in made else None
        rust = known.rust if known is not None else f"{node.name}_" if node.name in _RUST_WORDS else node.name
        if not rust.isidentifier() or not rust.isascii():
            continue
        signature, types = _signature(node, rust)
        found.append(
            Target(
                node.name,
                rust,
                "\n".join(lines[first - 1 : last]),
                first,
                last,
                refused or known is None,
                function_text(result.files, rust),
                signature,
                types,
                tuple(render(d, lines) for d in about),
                tuple(sorted(_mentions(node) & (names - {node.name}))),
            )
        )
    body = _module_target(source, tree, lines, result, made)
    return tuple(_in_order(found)) + ((body,) if body is not None else ())


def _module_target(
    source: api.SourceModule,
    tree: ast.Module,
    lines: Sequence[str],
    result: api.TranslationResult,
    made: Mapping[str, list[Function]],
) -> Target | None:
    """The code at the module's top, where it does something and rules refused it."""
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    rest = [s for s in tree.body if not isinstance(s, inner)]
    active = [s for s in rest if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    names = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    if "<module>" in made or not active or "src/lib.rs" in result.files:
        return None
    used = {name for s in rest for name in _mentions(s)} & names
    own = {n for s in rest for n in range(s.lineno, (s.end_lineno or s.lineno) + 1)}
    about = [d for d in result.diagnostics if (d.span.line in own if d.span else d.message.startswith("`<module>`"))]
    if not any(d.severity is Severity.ERROR for d in about):
        return None
    # Variables of the module that functions read live in the runtime's cells, which a candidate cannot declare.
    text = "\n".join(ast.get_source_segment(source.text, s) or "" for s in rest)
    reasons = tuple(render(d, lines) for d in about)
    return Target(
        "<module>", BODY, text, 1, len(lines), True, "", f"fn {BODY}()", ("None",), reasons, tuple(sorted(used))
    )


def _mentions(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _in_order(found: list[Target]) -> list[Target]:
    """Those that others call before them; the order of the file where they call each other."""
    by_name = {t.name: t for t in found}
    done: dict[str, Target] = {}

    def visit(target: Target, above: frozenset[str]) -> None:
        for name in target.calls:
            if name in by_name and name not in done and name not in above:
                visit(by_name[name], above | {target.name})
        done.setdefault(target.name, target)

    for target in found:
        visit(target, frozenset())
    return list(done.values())


def _signature(node: ast.FunctionDef, rust: str) -> tuple[str, tuple[str, ...] | None]:
    """What the annotations ask for: Rust, and each type in Python's words."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    shapes = [_annotated(a.annotation) for a in arguments]
    result = _annotated(node.returns)
    if result is None or any(s is None for s in shapes):
        return "", None
    known = [s for s in shapes if s is not None]
    parameters = ", ".join(f"{_snake(a.arg)}: {_passed(s)}" for a, s in zip(arguments, known))
    out = "" if result.rust == "()" else f" -> {result.rust}"
    return f"fn {rust}({parameters}){out}", (*map(str, known), str(result))


def _snake(name: str) -> str:
    lowered = name.lower()
    return f"{lowered}_" if lowered in _RUST_WORDS else lowered


def _passed(shape: Shape) -> str:
    if shape.rust in _BY_VALUE:
        return shape.rust
    return f"&[{shape.of[0].rust}]" if shape.rust.startswith("Vec<") else f"&{shape.rust}"


def _annotated(node: ast.expr | None) -> Shape | None:
    """The type of an annotation, where values of it can be exchanged."""
    match node:
        case ast.Constant(value=None):
            return Shape("None", "()")
        case ast.Constant(value=str(text)):
            try:
                return _annotated(ast.parse(text, mode="eval").body)
            except SyntaxError:
                return None
        case ast.Name(id=name) if name in _ATOMS:
            return Shape(name, _ATOMS[name])
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _option(_annotated(left))
        case ast.BinOp(left=ast.Constant(value=None), op=ast.BitOr(), right=right):
            return _option(_annotated(right))
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return _option(_annotated(inner))
        case ast.Subscript(value=ast.Name(id="tuple" | "Tuple"), slice=inner):
            parts = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            if len(parts) == 2 and isinstance(parts[1], ast.Constant) and parts[1].value is ...:
                item = _annotated(parts[0])
                return None if item is None else Shape("tuple*", f"Tuple<{item.rust}>", (item,))
            items = [_annotated(p) for p in parts]
            known = tuple(i for i in items if i is not None)
            return Shape("tuple", f"({', '.join(i.rust for i in known)},)", known) if len(known) == len(items) else None
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in _GENERIC:
            parts = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            items = [_annotated(p) for p in parts]
            known = tuple(i for i in items if i is not None)
            if len(known) != len(items) or len(known) != (2 if _GENERIC[name] == "Dict" else 1):
                return None
            rust = _GENERIC[name]
            return Shape(_KINDS[rust], f"{rust}<{', '.join(i.rust for i in known)}>", known)
    return None


def _option(inner: Shape | None) -> Shape | None:
    return None if inner is None else Shape("option", f"Option<{inner.rust}>", (inner,))


def misfit(target: Target, function: Function) -> str:
    """In what a candidate's signature is narrower than the Python; empty where it is not."""
    shapes = [*(a.shape for a in function.arguments), function.result]
    if target.types is not None:
        for number, (wanted, shape) in enumerate(zip(target.types, shapes)):
            if str(shape) != wanted:
                what = "the result" if number == len(target.types) - 1 else f"parameter {number + 1}"
                return f"{what} must stand for Python's `{wanted}`; yours is `{shape.rust}`, which is `{shape}`"
    annotated = target.types is not None
    for argument in function.arguments:
        for part in argument.shape.parts():
            if part.kind == "int" and part.bits and (annotated or part.bits < 63 or part.nonneg):
                return f"the parameter `{argument.name}` must take ints of any size: use `Int`, not `{part.rust}`"
    return ""
