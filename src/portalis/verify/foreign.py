"""Reads the signatures of Rust that somebody else wrote, so that its functions can be called beside the Python's.

Of a package from elsewhere only what the standard library's types can say is understood. A translation into which somebody
else put functions for refused ones carries the runtime, so that theirs may have its types too (:mod:`portalis.verify.additions`).
Everything else is reported as not judged.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from portalis.interface import Argument, ClassShape, Function, Mode, Shape
from portalis.verify.kinds import Coroutine

_INTS = {"i8": 7, "i16": 15, "i32": 31, "i64": 63, "i128": 127, "isize": 63, "u8": 8, "u16": 16, "u32": 32, "u64": 64, "u128": 128, "usize": 64}  # fmt: skip
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(?P<h>\#*)".*?"(?P=h)|b?"(?:\\.|[^"\\])*"|b?'(?:\\.[^']*|[^'\\])'|'[A-Za-z_]\w*"""
    r"""|[A-Za-z_]\w*|\d[\w.]*|->|::|[^\s]""",
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A function: names and types of its parameters, its result's type, and how a method takes its object."""

    name: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    result: tuple[str, ...]
    receiver: Mode | None = None


def tokens_of(text: str) -> list[str]:
    """The words of a Rust file, comments left out."""
    return [t for m in _TOKEN.finditer(text) if not (t := m.group()).startswith(("//", "/*"))]


def signatures(text: str) -> Iterator[Signature]:
    """The functions that stand at the top of a Rust file, outside of every block; those that are generic are left out."""
    return functions_in(tokens_of(text))


def functions_in(tokens: list[str]) -> Iterator[Signature]:
    """The functions that stand outside of every block; those that are generic are left out."""
    depth = at = 0
    while at < len(tokens):
        token = tokens[at]
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth == 0 and token == "fn" and at + 2 < len(tokens) and tokens[at + 2] == "(":
            name = tokens[at + 1]
            inside, at = group(tokens, at + 2)
            result: list[str] = []
            if at < len(tokens) and tokens[at] == "->":
                at += 1
                while at < len(tokens) and tokens[at] not in ("{", ";", "where"):
                    result.append(tokens[at])
                    at += 1
            parameters: list[tuple[str, tuple[str, ...]]] = []
            receiver: Mode | None = None
            for part in split(inside):
                if part[-1] == "self" and ":" not in part and not parameters:
                    receiver = "own" if part[0] != "&" else "mut" if "mut" in part else "ref"
                    continue
                if ":" not in part:
                    break
                cut = part.index(":")
                names = [t for t in part[:cut] if t not in ("mut", "&")]
                parameters.append((names[-1] if names else "_", tuple(part[cut + 1 :])))
            else:
                yield Signature(name, tuple(parameters), tuple(result), receiver)
            continue
        at += 1


def bodies_in(tokens: list[str]) -> dict[str, list[str]]:
    """The words of each function that stands outside of every block, from its name to its last brace."""
    found: dict[str, list[str]] = {}
    depth, start, name = 0, -1, ""
    for at, token in enumerate(tokens):
        if depth == 0 and token == "fn" and at + 1 < len(tokens):
            start, name = at + 1, tokens[at + 1]
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth == 0 and token == "}" and start >= 0:
            found[name] = tokens[start : at + 1]
            start = -1
    return found


def group(tokens: list[str], at: int) -> tuple[list[str], int]:
    """What stands between the parenthesis at ``at`` and its partner, and the place behind that."""
    depth, start = 0, at + 1
    while at < len(tokens):
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        at += 1
        if depth == 0:
            break
    return tokens[start : at - 1], at


def split(tokens: list[str] | tuple[str, ...]) -> list[list[str]]:
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


@dataclass(frozen=True, slots=True)
class Dialect:
    """The Rust types that are understood, with the Python type that each stands for."""

    atoms: Mapping[str, str]
    generics: Mapping[str, str]
    error: str
    """The type that a function which may fail returns."""
    borrows: bool
    """Whether a result may be a reference: it is then written through it."""
    structs: Mapping[str, str] = field(default_factory=dict)
    """The Python class by the name of the Rust struct that stands for it."""
    shared: str = ""
    """The type around what several names reach."""
    families: Mapping[str, Shape] = field(default_factory=dict)
    """The enums that stand for objects of several classes."""


STANDARD = Dialect(
    {"f64": "float", "bool": "bool", "String": "str", "str": "str"},
    {"Vec": "list", "Option": "option", "HashSet": "set", "BTreeSet": "set", "HashMap": "dict", "BTreeMap": "dict", "VecDeque": "deque"},
    "Result",
    borrows=True,
)  # fmt: skip
"""What the standard library's types say."""
RUNTIME = Dialect(
    {**STANDARD.atoms, "Int": "int", "Str": "str", "Num": "number", "Complex": "complex", "Value": "object", "Exception": "?"},
    {**STANDARD.generics, "Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Deque": "deque", "Counter": "Counter", "Tuple": "tuple*", "OrderedDict": "OrderedDict"},
    "PyResult",
    borrows=False,
    shared="Shared",
)  # fmt: skip
"""What a package that carries the runtime of translations can say beside it."""
_PAIRS = frozenset({"dict", "Counter", "OrderedDict"})


def shape_of(tokens: tuple[str, ...], dialect: Dialect = STANDARD) -> tuple[Shape, Mode] | None:
    """The Python type that a Rust type stands for, and how it is passed; None when that is not known."""
    mode: Mode = "own"
    rest = [t for t in tokens if not t.startswith("'")]
    if rest[:1] == ["&"]:
        mode, rest = "ref", rest[1:]
        if rest[:1] == ["mut"]:
            mode, rest = "mut", rest[1:]
    shape = plain(rest, dialect)
    return None if shape is None else (shape, mode)


def plain(tokens: list[str], dialect: Dialect = STANDARD) -> Shape | None:
    """The Python type that an owned Rust type stands for; None when that is not known."""
    while len(tokens) > 2 and tokens[1] == "::":
        tokens = tokens[2:]
    if not tokens or tokens == ["(", ")"]:
        return Shape("None", "()")
    head = tokens[0]
    if len(tokens) == 1:
        if head in _INTS:
            return Shape("int", head, bits=_INTS[head], nonneg=head[0] == "u")
        if head in dialect.structs:
            return Shape("instance", head, name=dialect.structs[head])
        if head in dialect.families:
            return dialect.families[head]
        return Shape(dialect.atoms[head], "String" if head == "str" else head) if head in dialect.atoms else None
    if dialect.borrows and [t for t in tokens if not t.startswith("'")] == ["&", "str"]:
        return Shape("str", "&'static str")  # inside of another type: the driver makes one that lasts
    if head == "[":
        inner = plain(tokens[1:-1], dialect)
        return Shape("list", f"Vec<{inner.rust}>", (inner,)) if inner else None
    if head == "(":
        items = _all(tokens[1:-1], dialect)
        return Shape("tuple", f"({', '.join(i.rust for i in items)},)", items) if items is not None else None
    if head == dialect.shared and tokens[1:2] == ["<"] and tokens[-1] == ">":
        inner = plain(tokens[2:-1], dialect)
        return replace(inner, rust=f"{head}<{inner.rust}>", shared=True) if inner is not None else None
    if len(tokens) > 3 and tokens[1] == "<" and tokens[-1] == ">" and head in dialect.generics:
        parts, kind = _all(tokens[2:-1], dialect), dialect.generics[head]
        if parts is not None and len(parts) == (2 if kind in _PAIRS else 1):
            return Shape(kind, f"{head}<{', '.join(p.rust for p in parts)}>", parts)
    return None


def _all(tokens: list[str], dialect: Dialect) -> tuple[Shape, ...] | None:
    found = [plain(part, dialect) for part in split(tokens)]
    known = tuple(s for s in found if s is not None)
    return known if len(known) == len(found) else None


def read_package(
    files: Mapping[str, str], tree: ast.Module
) -> tuple[tuple[Function, ...], tuple[ClassShape, ...], tuple[str, ...]]:
    """The functions and classes that a Python module and a Rust package both have under one name, and what is not judged."""
    from portalis.verify.foreign_classes import Classes
    from portalis.verify.user_tests import only_tests

    root = "src/lib.rs" if "src/lib.rs" in files else "src/main.rs"
    tokens = tokens_of(files.get(root, ""))
    found = {s.name: s for s in functions_in(tokens)}
    classes = Classes(tokens, tree)
    functions: list[Function] = []
    notes: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            functions += classes.methods(node)
        elif isinstance(node, ast.FunctionDef):
            if node.name not in found and only_tests(node):
                continue
            signature = found.get(node.name)
            if signature is None:
                notes.append(f"`{node.name}` has no function of its name at the top of {root}")
                continue
            made = matched(node, node.name, signature, signature.name, classes.dialect)
            if isinstance(made, str):
                notes.append(made)
            else:
                functions.append(made)
    return tuple(functions), tuple(classes.shapes), (*classes.notes, *notes)


def matched(
    node: ast.FunctionDef,
    name: str,
    signature: Signature,
    rust: str,
    dialect: Dialect,
    kind: str = "function",
    receiver: Shape | None = None,
) -> Function | str:
    """The function that a definition and a signature are together, or why they do not fit each other."""
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
    if kind in ("init", "class"):
        names = names[1:]
    if (receiver is not None) != (signature.receiver is not None):
        return f"`{name}` is called in another way in Rust"
    given = [(n, "normal") for n in (names[1:] if receiver is not None else names)]
    given += [(node.args.vararg.arg, "star")] if node.args.vararg is not None else []
    given += [(a.arg, "keyword") for a in node.args.kwonlyargs]
    given += [(node.args.kwarg.arg, "double_star")] if node.args.kwarg is not None else []
    if len(signature.parameters) != len(given):
        return f"`{name}` takes other parameters in Rust"
    arguments = [] if receiver is None else [Argument(names[0], receiver, signature.receiver or "ref")]
    for (own, how), (_, tokens) in zip(given, signature.parameters):
        found = shape_of(tokens, dialect)
        if found is None:
            return f"the parameter `{own}` of `{name}` has a type in Rust that is not understood: {' '.join(tokens)}"
        if how == "star" and found[0].kind != "tuple*":
            return f"the parameter `{own}` of `{name}` is a tuple in Python and not in Rust: {' '.join(tokens)}"
        if how == "double_star" and (found[0].kind not in ("dict", "OrderedDict") or found[0].of[0].kind != "str"):
            return f"the parameter `{own}` of `{name}` has keywords in Python, and is no mapping of text in Rust: {' '.join(tokens)}"
        arguments.append(Argument(own, *found, kind=how))
    result, raises = _result(signature.result, dialect)
    if result is None:
        return f"the result of `{name}` has a type in Rust that is not understood: {' '.join(signature.result)}"
    end = node.end_lineno or node.lineno
    is_async = isinstance(node, Coroutine)
    return Function(name, "", node.lineno, end, rust, tuple(arguments), result, kind, raises, awaited=is_async)


def _result(tokens: tuple[str, ...], dialect: Dialect) -> tuple[Shape | None, bool]:
    rest = list(tokens)
    # every character is a text, and not every text a character
    dialect = replace(dialect, atoms={**dialect.atoms, "char": "str"})
    while len(rest) > 2 and rest[1] == "::":
        rest = rest[2:]
    if rest[:2] == [dialect.error, "<"]:
        return plain(split(rest[2:-1])[0], dialect), True
    if rest[:1] == ["&"]:
        rest = [t for t in rest[1:] if not t.startswith("'")]
        # a slice has no owner that could be written; everything else is written through the reference
        return (plain(rest, dialect) if dialect.borrows and rest[:1] != ["["] else None), False
    return plain(rest, dialect), False
