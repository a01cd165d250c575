"""Reads structs and their methods of Rust that somebody else wrote, and finds the Python classes that they stand for.

An object goes from one side to the other by its fields, so a struct stands for a class where both have the same; what a method
does to them is then compared like its result. Objects are made by the class's own constructor in CPython.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from portalis.interface import ClassShape, Function, Shape
from portalis.verify.foreign import STANDARD, Dialect, Signature, functions_in, matched, plain, split

_OPENING = {"{": 1, "}": -1}


class Classes:
    """The classes of a module that have a struct; ``notes`` says what is not judged."""

    def __init__(self, tokens: list[str], tree: ast.Module) -> None:
        self.notes: list[str] = []
        self.shapes: list[ClassShape] = []
        found = dict(structs_in(tokens))
        self._methods: dict[str, dict[str, Signature]] = {}
        for name, body in impls_in(tokens):
            mine = self._methods.setdefault(name, {})
            for signature in functions_in([name if t == "Self" else t for t in body]):
                mine.setdefault(signature.name, signature)
        classes = [n for n in tree.body if isinstance(n, ast.ClassDef)]
        self.structs = {c.name: c.name for c in classes if c.name in found}
        while dropped := [c for c in classes if c.name in self.structs and self._why_not(c, found[c.name])]:
            for node in dropped:  # what holds objects of one that is not understood is not understood either
                self.notes.append(f"`{node.name}` {self._why_not(node, found[node.name])}")
            self.structs = {n: n for n in self.structs if n not in {c.name for c in dropped}}
        for node in classes:
            if node.name not in found:
                self.notes.append(f"`{node.name}` has no struct of its name at the top of the package")
            elif node.name in self.structs:
                fields = tuple((n, n, s) for n, t in found[node.name] if (s := plain(t, self.dialect)) is not None)
                self.shapes.append(ClassShape(node.name, "", node.name, fields, _free(node)))

    @property
    def dialect(self) -> Dialect:
        """The types that are understood: the standard library's, and the structs that stand for classes."""
        return replace(STANDARD, structs=self.structs)

    def methods(self, node: ast.ClassDef) -> Iterator[Function]:
        """The methods of a class that its struct has too."""
        if node.name not in self.structs:
            return
        known = self._methods.get(node.name, {})
        shape = Shape("instance", node.name, name=node.name)
        for part in node.body:
            if not isinstance(part, ast.FunctionDef):
                continue
            name = f"{node.name}.{part.name}"
            kind = _kind(part)
            wanted = "new" if kind == "init" else part.name
            signature = known.get(wanted) or known.get(wanted.strip("_"))
            if signature is None:
                self.notes.append(f"`{name}` has no method `{wanted.strip('_')}` in Rust")
                continue
            held = shape if kind in ("method", "property") else None
            made = matched(part, name, signature, f"{node.name}::{signature.name}", self.dialect, kind, held)
            if isinstance(made, str):
                self.notes.append(made)
            else:
                yield made

    def _why_not(self, node: ast.ClassDef, fields: list[tuple[str, list[str]]]) -> str:
        """Why a struct does not stand for a class; empty when it does."""
        if node.bases or node.keywords:
            return "inherits, which is not judged in a package from elsewhere"
        mine, theirs = attributes(node), {name for name, _ in fields}
        if mine != theirs:
            odd = ", ".join(f"`{name}`" for name in sorted(mine ^ theirs))
            return f"has other fields in Rust, so that its objects cannot be exchanged: {odd}"
        strange = [name for name, tokens in fields if plain(tokens, self.dialect) is None]
        return f"has a field `{strange[0]}` whose type in Rust is not understood" if strange else ""


def structs_in(tokens: list[str]) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Name and fields of each struct at the top of a file that has named fields and no parameters of its own."""
    depth = 0
    for at, token in enumerate(tokens):
        if depth == 0 and token == "struct" and tokens[at + 2 : at + 3] == ["{"]:
            parts = [_bare(part) for part in split(block(tokens, at + 2))]
            fields = [(part[0], part[2:]) for part in parts if part[1:2] == [":"]]
            if len(fields) == len(parts):
                yield tokens[at + 1], fields
        depth += _OPENING.get(token, 0)


def impls_in(tokens: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The struct's name and the inside of each `impl` at the top of a file that is for no trait."""
    depth = 0
    for at, token in enumerate(tokens):
        if depth == 0 and token == "impl" and tokens[at + 2 : at + 3] == ["{"]:
            yield tokens[at + 1], block(tokens, at + 2)
        depth += _OPENING.get(token, 0)


def block(tokens: list[str], at: int) -> list[str]:
    """What stands between the brace at ``at`` and its partner."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += _OPENING.get(tokens[end], 0)
        if depth == 0:
            return tokens[at + 1 : end]
    return tokens[at + 1 :]


def _bare(part: list[str]) -> list[str]:
    """A field without its attributes and visibility."""
    while part[:1] == ["#"] and "]" in part:
        part = part[part.index("]") + 1 :]
    if part[:1] == ["pub"]:
        part = part[1:]
        if part[:1] == ["("]:
            part = part[part.index(")") + 1 :]
    return part


def attributes(node: ast.ClassDef) -> set[str]:
    """The attributes that a class's objects have, as far as its source shows: what methods assign, and a dataclass's fields."""
    found: set[str] = set()
    if _dataclass(node):
        found |= {s.target.id for s in node.body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)}
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.args.args and _kind(method) not in ("static", "class"):
            own = method.args.args[0].arg
            found |= {
                n.attr
                for n in ast.walk(method)
                if isinstance(n, ast.Attribute)
                and isinstance(n.ctx, ast.Store)
                and isinstance(n.value, ast.Name)
                and n.value.id == own
            }
    return found


def _kind(node: ast.FunctionDef) -> str:
    names = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
    kinds = {"staticmethod": "static", "classmethod": "class", "property": "property"}
    marked = [kinds[n] for n in names if n in kinds]
    return marked[0] if marked else "init" if node.name == "__init__" else "method"


def _dataclass(node: ast.ClassDef) -> bool:
    marks = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    return any(getattr(m, "id", getattr(m, "attr", "")) == "dataclass" for m in marks)


def _free(node: ast.ClassDef) -> bool:
    """Whether any values of the fields make a valid object."""
    return _dataclass(node) and not any(
        isinstance(s, ast.FunctionDef) and s.name in ("__init__", "__post_init__") for s in node.body
    )
