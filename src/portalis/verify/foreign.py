"""Reads the signatures of Rust that somebody else wrote, so that its functions can be called beside the Python's.

Only what the standard library's types can say is understood; everything else is reported as not judged.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portalis.interface import Argument, ClassShape, Function, Mode, Shape

_INTS = {"i8": 7, "i16": 15, "i32": 31, "i64": 63, "i128": 127, "isize": 63, "u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64}  # fmt: skip
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(?P<h>\#*)".*?"(?P=h)|b?"(?:\\.|[^"\\])*"|b?'(?:\\.[^']*|[^'\\])'|'[A-Za-z_]\w*"""
    r"""|[A-Za-z_]\w*|\d[\w.]*|->|::|[^\s]""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A free function at the top of a file: names and types of its parameters, and its result's type."""

    name: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    result: tuple[str, ...]


def signatures(text: str) -> Iterator[Signature]:
    """The functions that stand at the top of a Rust file, outside of every block; those that are generic are left out."""
    tokens = [t for m in _TOKEN.finditer(text) if not (t := m.group()).startswith(("//", "/*"))]
    depth = at = 0
    while at < len(tokens):
        token = tokens[at]
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth == 0 and token == "fn" and at + 2 < len(tokens) and tokens[at + 2] == "(":
            name = tokens[at + 1]
            inside, at = _group(tokens, at + 2)
            result: list[str] = []
            if at < len(tokens) and tokens[at] == "->":
                at += 1
                while at < len(tokens) and tokens[at] not in ("{", ";", "where"):
                    result.append(tokens[at])
                    at += 1
            parameters = []
            for part in _split(inside):
                if ":" not in part:
                    break
                cut = part.index(":")
                names = [t for t in part[:cut] if t not in ("mut", "&")]
                parameters.append((names[-1] if names else "_", tuple(part[cut + 1 :])))
            else:
                yield Signature(name, tuple(parameters), tuple(result))
            continue
        at += 1


def _group(tokens: list[str], at: int) -> tuple[list[str], int]:
    """What stands between the parenthesis at ``at`` and its partner, and the place behind that."""
    depth, start = 0, at + 1
    while at < len(tokens):
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        at += 1
        if depth == 0:
            break
    return tokens[start : at - 1], at


def _split(tokens: list[str] | tuple[str, ...]) -> list[list[str]]:
    """The parts between the commas of the outermost level."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += {"(": 1, "<": 1, "[": 1, ")": -1, ">": -1, "]": -1}.get(token, 0)
        if token == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [p for p in parts if p]


def shape_of(tokens: tuple[str, ...]) -> tuple[Shape, Mode] | None:
    """The Python type that a Rust type stands for, and how it is passed; None when that is not known."""
    mode: Mode = "own"
    rest = [t for t in tokens if not t.startswith("'")]
    if rest[:1] == ["&"]:
        mode, rest = "ref", rest[1:]
        if rest[:1] == ["mut"]:
            mode, rest = "mut", rest[1:]
    shape = _plain(rest)
    if shape is None:
        return None
    if rest == ["str"]:
        return Shape("str", "String"), mode
    return shape, mode


def _plain(tokens: list[str]) -> Shape | None:
    while len(tokens) > 2 and tokens[1] == "::":
        tokens = tokens[2:]
    if not tokens or tokens == ["(", ")"]:
        return Shape("None", "()")
    head = tokens[0]
    if len(tokens) == 1:
        if head in _INTS:
            return Shape("int", head, bits=_INTS[head], nonneg=head[0] == "u")
        atoms = {"f64": "float", "bool": "bool", "String": "str", "str": "str"}
        return Shape(atoms[head], "String" if head == "str" else head) if head in atoms else None
    if head == "[":
        inner = _plain(tokens[1:-1])
        return Shape("list", f"Vec<{inner.rust}>", (inner,)) if inner else None
    if head == "(":
        items = [_plain(p) for p in _split(tokens[1:-1])]
        known = tuple(i for i in items if i is not None)
        return Shape("tuple", f"({', '.join(i.rust for i in known)},)", known) if len(known) == len(items) else None
    if len(tokens) > 3 and tokens[1] == "<" and tokens[-1] == ">":
        parts = [_plain(p) for p in _split(tokens[2:-1])]
        known = tuple(p for p in parts if p is not None)
        kinds = {"Vec": "list", "Option": "option", "HashSet": "set", "BTreeSet": "set", "HashMap": "dict", "BTreeMap": "dict", "VecDeque": "deque"}  # fmt: skip
        if len(known) == len(parts) and head in kinds:
            return Shape(kinds[head], f"{head}<{', '.join(p.rust for p in known)}>", known)
    return None


def read_package(
    files: Mapping[str, str], tree: ast.Module
) -> tuple[tuple[Function, ...], tuple[ClassShape, ...], tuple[str, ...]]:
    """The functions that a Python module and a Rust package both have under one name, and what is not judged."""
    root = "src/lib.rs" if "src/lib.rs" in files else "src/main.rs"
    found = {s.name: s for s in signatures(files.get(root, ""))}
    functions: list[Function] = []
    notes: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            notes.append(f"`{node.name}` is a class, which is not judged in a package from elsewhere")
        if not isinstance(node, ast.FunctionDef):
            continue
        signature = found.get(node.name)
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
        if signature is None:
            notes.append(f"`{node.name}` has no function of its name at the top of {root}")
        elif len(signature.parameters) != len(names) or node.args.vararg or node.args.kwonlyargs or node.args.kwarg:
            notes.append(f"`{node.name}` takes other parameters in Rust")
        else:
            shapes = [shape_of(t) for _, t in signature.parameters]
            result, raises = _result(signature.result)
            if result is None or any(s is None for s in shapes):
                notes.append(f"`{node.name}` has a type in Rust that is not understood")
                continue
            arguments = tuple(Argument(n, s[0], s[1]) for n, s in zip(names, shapes) if s is not None)
            functions.append(
                Function(
                    node.name,
                    "",
                    node.lineno,
                    node.end_lineno or node.lineno,
                    node.name,
                    arguments,
                    result,
                    raises=raises,
                )
            )
    return tuple(functions), (), tuple(notes)


def _result(tokens: tuple[str, ...]) -> tuple[Shape | None, bool]:
    rest = list(tokens)
    while len(rest) > 2 and rest[1] == "::":
        rest = rest[2:]
    if rest[:2] == ["Result", "<"]:
        return _plain(_split(rest[2:-1])[0]), True
    if rest[:1] == ["&"]:
        rest = [t for t in rest[1:] if not t.startswith("'")]
        return (_plain(rest) if rest == ["str"] else None), False
    return _plain(rest), False
