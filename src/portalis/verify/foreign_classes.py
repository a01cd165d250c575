"""Reads structs and their methods of Rust that somebody else wrote, and finds the Python classes that they stand for.

An object goes from one side to the other by its fields, so a struct stands for a class where both have the same; what a method
does to them is then compared like its result. Objects are made by the class's own constructor in CPython.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace

from portalis.interface import ClassShape, Function, Shape
from portalis.verify.families import Enums, enums_in, families_of
from portalis.verify.foreign import STANDARD, Dialect, Signature, functions_in, matched, plain, split
from portalis.verify.in_force import accessor_of, key_of, methods_of
from portalis.verify.kinds import (
    Known,
    Module,
    exception_base,
    exception_methods,
    home,
    lineage,
    methods_with_inherited,
    strange_bases,
)
from portalis.verify.user_tests import only_tests

_ON_OBJECTS = frozenset({"method", "property", "setter", "deleter"})

_OPENING = {"{": 1, "}": -1}


class Classes:
    """The classes of a module that have a struct; ``notes`` says what is not judged.

    ``base`` is the dialect of the package and ``known`` the structs in it that others have described; ``structs`` has the classes
    to look at with the struct of each, and where it is None all of them, under their own names; ``enums`` are declared elsewhere.
    ``module`` are its classes where these derive from those of other modules.
    """

    def __init__(
        self,
        tokens: list[str],
        tree: ast.Module,
        base: Dialect = STANDARD,
        known: Mapping[str, str] | None = None,
        structs: Mapping[str, str] | None = None,
        enums: Enums | None = None,
        module: Known | None = None,
    ) -> None:
        self.notes: list[str] = []
        self.shapes: list[ClassShape] = []
        self._base, self._known = base, known or {}
        self._by_name = module or {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
        found = dict(structs_in(tokens))
        self._methods = methods_in(tokens)
        self._enums = {**(enums or {}), **dict(enums_in(tokens))}
        self.struct_of = {n: n for n in self._by_name} if structs is None else structs
        classes = [n for n in self._by_name.values() if n.name in self.struct_of]
        self.structs = {self.struct_of[c.name]: c.name for c in classes if self.struct_of[c.name] in found}

        def why_not(node: ast.ClassDef) -> str:
            struct = self.struct_of[node.name]
            return self._why_not(node, found[struct]) if struct in self.structs else ""

        while dropped := [c for c in classes if why_not(c)]:
            # what holds objects of one that is not understood is not understood either
            self.notes += [f"`{node.name}` {why_not(node)}" for node in dropped]
            gone = {c.name for c in dropped}
            self.structs = {struct: name for struct, name in self.structs.items() if name not in gone}
        for node in classes:
            struct = self.struct_of[node.name]
            if struct not in found and (only_tests(node) or exception_base(node, self._by_name)):
                continue  # a test, or what `Err` stands for
            if struct not in found:
                self.notes.append(f"`{node.name}` has no struct of its name at the top of the package")
            elif struct in self.structs:
                attribute = {field_name(n): n for n in self._attributes(node)}
                fields = tuple(
                    (attribute[n], n, s) for n, t in found[struct] if (s := plain(t, self.dialect)) is not None
                )
                self.shapes.append(ClassShape(node.name, "", struct, fields, _free(node)))

    @property
    def dialect(self) -> Dialect:
        """The types that are understood: those of the package's dialect, the structs that stand for classes, and enums of these."""
        structs = {**self._known, **self.structs}
        return replace(self._base, structs=structs, families=families_of(self._enums, structs, self._base.shared))

    def methods(self, node: ast.ClassDef) -> Iterator[Function]:
        """The methods of a class that its struct has too, those that it inherits among them."""
        struct = self.struct_of.get(node.name, "")
        if struct not in self.structs:
            return
        own = methods_of(node)
        seen: set[str] = set()
        for owner, part in methods_with_inherited(node, self._by_name, protocols=True):
            seen.add(part.name)
            made = self.method(node.name, part, struct, owner)
            if not isinstance(made, str):
                yield made
            elif part in own or self._signature(struct, part) is not None:
                self.notes.append(made)
        for part in exception_methods(node, self._by_name):
            if part.name != "__init__" or not _dataclass(node):
                made = self.method(node.name, part, struct)
                if not isinstance(made, str):
                    yield made
        if _dataclass(node) and "__init__" not in seen and (made_by := self._made_by_fields(node, struct)) is not None:
            yield made_by

    def method(
        self, owner: str, part: ast.FunctionDef, struct: str, definer: ast.ClassDef | None = None
    ) -> Function | str:
        """A method of a class as the impl of its struct has it, or why it cannot be called; ``definer`` is the class that it stands in."""
        name = f"{owner}.{key_of(part)}"
        kind = kind_of(part)
        signature = self._signature(struct, part)
        if signature is None:
            return f"`{name}` has no method `{rust_names(part)[0]}` in Rust"
        held = Shape("instance", struct, name=owner) if kind in _ON_OBJECTS else None
        handle = ("&", self._base.shared, "<", struct, ">")
        if held is not None and signature.receiver is None and [t for _, t in signature.parameters[:1]] == [handle]:
            # the object by the handle that others have too
            signature = replace(signature, parameters=signature.parameters[1:], receiver="ref")
            held = replace(held, rust=f"{self._base.shared}<{struct}>", shared=True)
        made = matched(part, name, signature, f"{struct}::{signature.name}", self.dialect, kind, held)
        written = home(definer, self._by_name) if definer is not None else self._by_name
        if isinstance(made, Function) and written is not self._by_name and isinstance(written, Module):
            return replace(made, written=written.name)
        return made

    def _signature(self, struct: str, part: ast.FunctionDef) -> Signature | None:
        known = self._methods.get(struct, {})
        return next((known[name] for name in rust_names(part) if name in known), None)

    def _made_by_fields(self, node: ast.ClassDef, struct: str) -> Function | None:
        """The constructor that a dataclass has from its fields."""
        signature = self._methods.get(struct, {}).get("new")
        names = [n for c in reversed(lineage(node, self._by_name)) for n in fields_of(c)]
        if signature is None or not self._base.shared or len(signature.parameters) != len(names):
            return None
        arguments = "".join(f"{name}, " for name in dict.fromkeys(names))
        made = ast.parse(f"def __init__(self, {arguments}): pass").body[0]
        assert isinstance(made, ast.FunctionDef)
        made.lineno = made.end_lineno = node.lineno
        found = matched(made, f"{node.name}.__init__", signature, f"{struct}::new", self.dialect, "init")
        return None if isinstance(found, str) else found

    def _attributes(self, node: ast.ClassDef) -> set[str]:
        return attributes_of(node, self._by_name)

    def _why_not(self, node: ast.ClassDef, fields: list[tuple[str, list[str]]]) -> str:
        """Why a struct does not stand for a class; empty when it does."""
        if not self._base.shared and (node.bases or node.keywords):
            return "inherits, which is not judged in a package from elsewhere"
        if strangers := strange_bases(node, self._by_name):
            return f"inherits from `{strangers[0]}`, whose objects cannot be exchanged"
        mine, theirs = set(map(field_name, self._attributes(node))), {name for name, _ in fields}
        if mine != theirs:
            odd = ", ".join(f"`{name}`" for name in sorted(mine ^ theirs))
            return f"has other fields in Rust, so that its objects cannot be exchanged: {odd}"
        strange = [name for name, tokens in fields if plain(tokens, self.dialect) is None]
        return f"has a field `{strange[0]}` whose type in Rust is not understood" if strange else ""


def field_name(attribute: str) -> str:
    """The name of an attribute in a struct: its own, with an underscore behind it where Rust keeps that for itself."""
    return f"{attribute}_" if attribute in _KEPT else attribute


_KEPT = frozenset(
    "as async await box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop macro match"
    " mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe unsized use virtual"
    " where while yield".split()
)


def rust_names(part: ast.FunctionDef) -> tuple[str, ...]:
    """The names that a method may have in Rust: `new` for `__init__`, `set_size` for the setter of `size`, `del_size` for its deleter,
    else its own without underscores around it; one that Rust keeps for itself has an underscore behind it.
    """
    if part.name == "__init__":
        return ("new",)
    if key_of(part) != part.name:
        return (f"{accessor_of(part)[:3]}_{part.name}",)
    bare = part.name.strip("_") if part.name.startswith("__") else part.name
    return (f"{bare}_", bare) if bare in _KEPT else (bare, part.name, part.name.strip("_"))


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


def methods_in(tokens: list[str]) -> dict[str, dict[str, Signature]]:
    """The functions in the impls of each struct by their names."""
    found: dict[str, dict[str, Signature]] = {}
    for name, body in impls_in(tokens):
        mine = found.setdefault(name, {})
        for signature in functions_in([name if t == "Self" else t for t in body]):
            mine.setdefault(signature.name, signature)
    return found


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


def attributes_of(node: ast.ClassDef, known: Mapping[str, ast.ClassDef]) -> set[str]:
    """The attributes that a class's objects have, as far as its source and that of the classes above it show."""
    found = set[str]().union(*map(_attributes, lineage(node, known)))
    found -= {m.name for _, m in methods_with_inherited(node, known) if key_of(m) != m.name}
    return found | ({"args"} if exception_base(node, known) else set())


def _attributes(node: ast.ClassDef) -> set[str]:
    """What a class's own methods assign, and a dataclass's fields."""
    found: set[str] = set()
    found |= set(fields_of(node))
    for method in methods_of(node):
        if method.args.args and kind_of(method) not in ("static", "class"):
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


def fields_of(node: ast.ClassDef) -> list[str]:
    """The fields of a dataclass, in their order; empty for another class."""
    stated = [s for s in node.body if isinstance(s, ast.AnnAssign) and "ClassVar" not in ast.unparse(s.annotation)]
    return [s.target.id for s in stated if isinstance(s.target, ast.Name)] if _dataclass(node) else []


def kind_of(node: ast.FunctionDef) -> str:
    """What a method is, in the words of the interface."""
    if role := accessor_of(node):
        return "property" if role == "getter" else role
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
