"""What a package has beyond the translation that it began as: functions that somebody else put in for refused ones.

Such a package carries the runtime of translations, so that its functions are called as a translation's are. What the
translator says of its own functions still holds; those that it refused are described from their Rust signatures.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace

from portalis.diagnostics import Diagnostic, Severity
from portalis.interface import Argument, Function, Mode, Shape
from portalis.verify.foreign import Signature, shape_of, signatures

BODY = "module_body"
"""The Rust function of the code at a module's top."""
_ATOMS = {"Int": "int", "Str": "str", "Num": "number", "Complex": "complex", "Value": "object", "Exception": "?"}
_CONTAINERS = {"Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Deque": "deque", "Counter": "Counter", "Tuple": "tuple*", "OrderedDict": "OrderedDict"}  # fmt: skip


def python_name(node: ast.FunctionDef) -> tuple[str, ...]:
    """The names that a Python function may have in Rust: its own, and that with an underscore where Rust keeps it."""
    return (node.name, f"{node.name}_")


def shape_here(tokens: tuple[str, ...]) -> tuple[Shape, Mode] | None:
    """As :func:`portalis.verify.foreign.shape_of`, and with the types of the runtime."""
    mode: Mode = "own"
    rest = [t for t in tokens if not t.startswith("'")]
    if rest[:1] == ["&"]:
        mode, rest = "ref", rest[1:]
        if rest[:1] == ["mut"]:
            mode, rest = "mut", rest[1:]
    shape = _shape(rest)
    return None if shape is None else (shape, mode)


def _shape(tokens: list[str]) -> Shape | None:
    while len(tokens) > 2 and tokens[1] == "::":
        tokens = tokens[2:]
    if len(tokens) == 1 and tokens[0] in _ATOMS:
        return Shape(_ATOMS[tokens[0]], tokens[0])
    if tokens[:1] == ["["]:
        inner = _shape(tokens[1:-1])
        return Shape("list", f"Vec<{inner.rust}>", (inner,)) if inner else None
    if tokens[:1] == ["("] and len(tokens) > 2:
        items = _all(_parts(tokens[1:-1]))
        return None if items is None else Shape("tuple", f"({', '.join(i.rust for i in items)},)", items)
    if len(tokens) > 3 and tokens[1] == "<" and tokens[-1] == ">":
        kinds = {"Vec": "list", "Option": "option", "VecDeque": "deque", **_CONTAINERS}
        items = _all(_parts(tokens[2:-1]))
        if tokens[0] not in kinds or items is None:
            return None
        if kinds[tokens[0]] == "Counter" and len(items) == 1:
            return None
        return Shape(kinds[tokens[0]], f"{tokens[0]}<{', '.join(i.rust for i in items)}>", items)
    plain = shape_of(tuple(tokens))
    return None if plain is None or plain[1] != "own" else plain[0]


def _all(parts: list[list[str]]) -> tuple[Shape, ...] | None:
    found = tuple(_shape(p) for p in parts)
    known = tuple(s for s in found if s is not None)
    return known if len(known) == len(found) else None


def _parts(tokens: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += {"(": 1, "<": 1, "[": 1, ")": -1, ">": -1, "]": -1}.get(token, 0)
        if token == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [p for p in parts if p]


def describe(node: ast.FunctionDef, signature: Signature) -> Function | str:
    """The function that a signature makes of a Python function, or why it cannot be called."""
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    if node.args.vararg or node.args.kwarg or len(signature.parameters) != len(names):
        return f"`{node.name}` takes other parameters in Rust"
    arguments = []
    for name, (_, tokens) in zip(names, signature.parameters):
        found = shape_here(tokens)
        if found is None:
            return f"the parameter `{name}` of `{node.name}` has a Rust type that is not understood: {' '.join(tokens)}"
        arguments.append(Argument(name, *found))
    result, raises = _result(list(signature.result))
    if result is None:
        return f"the result of `{node.name}` has a Rust type that is not understood: {' '.join(signature.result)}"
    end = node.end_lineno or node.lineno
    return Function(node.name, "", node.lineno, end, signature.name, tuple(arguments), result, raises=raises)


def _result(tokens: list[str]) -> tuple[Shape | None, bool]:
    if not tokens:
        return Shape("None", "()"), False
    if tokens[0] == "PyResult" and len(tokens) > 2:
        inner = tokens[2:-1]
        return (Shape("None", "()") if inner == ["(", ")"] else _shape(inner)), True
    return (Shape("None", "()") if tokens == ["(", ")"] else _shape(tokens)), False


def additions(
    source: str, package: Mapping[str, str], functions: tuple[Function, ...], diagnostics: tuple[Diagnostic, ...]
) -> tuple[tuple[Function, ...], tuple[Diagnostic, ...], tuple[str, ...]]:
    """All functions of a package, the refusals that still stand, and what in it is not judged.

    ``functions`` and ``diagnostics`` are the translator's. A function of the first module that it refused, or refused a
    part of, is taken as the package has it; a name that stands twice is not judged.
    """
    tree = ast.parse(source)
    root = "src/main.rs" if "src/main.rs" in package else "src/lib.rs"
    written = {s.name: s for s in signatures(package.get(root, ""))}
    refusals = tuple(d for d in diagnostics if d.severity is Severity.ERROR)
    found = {f.name: f for f in functions if not f.module}
    added: list[Function] = []
    notes: list[str] = []
    settled: list[tuple[int, int]] = []
    for node in _refused(tree, found, refusals):
        signature = next((written[name] for name in python_name(node) if name in written), None)
        if signature is None:
            continue
        made = describe(node, signature)
        if isinstance(made, str):
            notes.append(made)
            continue
        needs = any(f.needs_module for f in functions)
        added.append(replace(made, needs_module=needs))
        settled.append((node.lineno, made.end_line))
    new = {f.name for f in added}
    if "<module>" not in found and BODY in written:
        raises = written[BODY].result[:1] == ("PyResult",)
        last = len(source.splitlines())
        added.append(Function("<module>", "", 1, last, BODY, (), Shape("None", "()"), "module", raises))
        outside = _inner_lines(tree)
        settled += [(n, n) for n in range(1, last + 1) if n not in outside]
        new.add("<module>")
    kept = tuple(f for f in functions if f.module or f.name not in new)
    left = tuple(d for d in diagnostics if d.severity is not Severity.ERROR or not _settled(d, settled, new))
    return (*kept, *added), left, tuple(notes)


def _refused(
    tree: ast.Module, found: Mapping[str, Function], refusals: tuple[Diagnostic, ...]
) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        end = node.end_lineno or node.lineno
        parted = any(d.span is not None and node.lineno <= d.span.line <= end for d in refusals)
        if node.name not in found or parted:
            yield node


def _inner_lines(tree: ast.Module) -> set[int]:
    """The lines inside of functions and classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {n for s in tree.body if isinstance(s, kinds) for n in range(s.lineno, (s.end_lineno or s.lineno) + 1)}


def _settled(diagnostic: Diagnostic, lines: list[tuple[int, int]], names: set[str]) -> bool:
    if diagnostic.span is None:
        return any(diagnostic.message.startswith(f"`{name}`") for name in names)
    return any(first <= diagnostic.span.line <= last for first, last in lines)
