"""Describes what somebody put into a translation for what rules refused: functions, methods, classes, a module's own code."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from textwrap import dedent

from portalis.diagnostics import Diagnostic, Severity
from portalis.interface import ClassShape, Function, Shape
from portalis.verify.families import Enums, enums_in, families_of
from portalis.verify.foreign import (
    RUNTIME,
    Dialect,
    Signature,
    bodies_in,
    functions_in,
    matched,
    plain,
    shape_of,
    tokens_of,
)
from portalis.verify.foreign_classes import Classes, impls_in, methods_in, rust_names, structs_in
from portalis.verify.in_force import in_force, key_of, methods_of, replaced
from portalis.verify.kinds import Coroutine, Module, awaited, called, first_line, methods_with_inherited, spans_settled
from portalis.verify.kinds import home as home_of
from portalis.verify.scopes import Source, classes_of, scopes_of

BODY = "module_body"
"""The Rust function of a translation that stands for the code at a module's top."""


@dataclass(slots=True)
class Additions:
    """A package as it is now: all its functions and classes, the refusals that still stand, and what is not judged."""

    functions: tuple[Function, ...]
    classes: tuple[ClassShape, ...]
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    given: frozenset[tuple[str, str]] = frozenset()
    """What has Rust of its own now, by module and name, whatever was refused of its Python."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a module is: its Python, and the Rust that stands for it."""

    name: str
    """Its dotted name; empty for the first."""
    text: str
    path: str
    rust: str
    """Its module in Rust; empty for the first."""
    source: Source | None = None
    """What its imports are read of."""

    def tokens(self, package: Mapping[str, str]) -> list[str]:
        """The words of its Rust file in a package."""
        root = "src/main.rs" if "src/main.rs" in package else "src/lib.rs"
        return tokens_of(package.get(f"src/{self.rust}.rs" if self.rust else root, ""))

    @property
    def prefix(self) -> str:
        """What stands before the names of its items, from the crate's root."""
        return f"{self.rust}::" if self.rust else ""


def describe(
    node: ast.FunctionDef, signature: Signature, structs: Mapping[str, str] | None = None, enums: Enums | None = None
) -> Function | str:
    """The function that a signature makes of a Python function in a translation, or why it cannot be called.

    ``structs`` has the Python class by the name of the struct that stands for it; ``enums`` may stand for several classes.
    """
    known = structs or {}
    dialect = replace(RUNTIME, structs=known, families=families_of(enums or {}, known, RUNTIME.shared))
    return matched(node, node.name, signature, signature.name, dialect)


def python_name(node: ast.FunctionDef) -> tuple[str, ...]:
    """The names that a Python function may have in Rust: its own, and that with an underscore where Rust keeps it, or where the
    program's start has it.
    """
    return (f"{node.name}_",) if node.name in ("main", BODY) else (node.name, f"{node.name}_")


@dataclass(slots=True)
class _Found:
    """What was put in for one module's items."""

    home: Home
    functions: list[Function] = field(default_factory=list)
    classes: list[ClassShape] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    settled: list[tuple[int, int]] = field(default_factory=list)
    """First and last lines of what has Rust now."""
    names: set[str] = field(default_factory=set)
    read: dict[Function, Function] = field(default_factory=dict)
    """Rules' functions of which more types are understood than they described."""

    def take(self, node: ast.FunctionDef, made: Function, body: Sequence[ast.stmt]) -> None:
        """Count a function as described, with those that it takes the place of in its module's or class's body."""
        self.functions.append(made)
        self.settled += [(first_line(part), part.end_lineno or part.lineno) for part in (node, *replaced(body, node))]
        self.names.add(made.name)

    def placed(self, needs_module: bool) -> tuple[list[Function], list[ClassShape]]:
        """The functions and classes by their places in the package."""
        name, prefix = self.home.name, self.home.prefix
        functions = [
            replace(f, module=name, rust=prefix + f.rust, needs_module=needs_module and f.kind != "module")
            for f in self.functions
        ]
        return functions, [replace(c, module=name, rust=prefix + c.rust) for c in self.classes]


@dataclass(frozen=True, slots=True)
class _Given:
    """What the translator says of a package, and the package as it was and is."""

    functions: tuple[Function, ...]
    classes: tuple[ClassShape, ...]
    refusals: tuple[Diagnostic, ...]
    translation: Mapping[str, str]
    package: Mapping[str, str]
    modules: Mapping[str, Module]
    """The classes of each module."""

    def known(self, home: Home) -> dict[str, Function]:
        """The functions that rules made of a module."""
        return {f.name: f for f in self.functions if f.module == home.name}

    def refused(self, home: Home) -> tuple[Diagnostic, ...]:
        """What rules refused of a module."""
        return tuple(d for d in self.refusals if d.span is not None and d.span.path == home.path)

    def structs(self, home: Home) -> dict[str, str]:
        """The classes of a module by their structs, where these are as rules made them."""
        now, old = dict(structs_in(home.tokens(self.package))), dict(structs_in(home.tokens(self.translation)))
        mine = [(c.rust.rpartition("::")[2], c.name) for c in self.classes if c.module == home.name]
        return {struct: name for struct, name in mine if struct in old and old[struct] == now.get(struct)}

    def added(self, home: Home) -> dict[str, str]:
        """The structs of a module's classes that have one now and had another one or none."""
        now = dict(structs_in(home.tokens(self.package)))
        named = {c.name: c.rust.rpartition("::")[2] for c in self.classes if c.module == home.name}
        there = self.structs(home).values()
        nodes = [n.name for n in ast.parse(home.text).body if isinstance(n, ast.ClassDef)]
        return {n: struct for n in nodes if (struct := named.get(n, n)) in now and n not in there}


def additions(
    homes: Sequence[Home],
    package: Mapping[str, str],
    functions: tuple[Function, ...],
    classes: tuple[ClassShape, ...],
    diagnostics: tuple[Diagnostic, ...],
    translation: Mapping[str, str],
) -> Additions:
    """What ``package`` has beside or in place of ``translation``, whose parts the translator described.

    A function, method or class that it refused, or refused a part of, is taken as the package has it, and so is one that has
    other types than in the translation; a name that stands twice is not judged.
    """
    refusals = tuple(d for d in diagnostics if d.severity is Severity.ERROR)
    given = _Given(functions, classes, refusals, translation, package, _modules(homes))
    needs_module = any(f.needs_module for f in functions)
    found = [_Found(home) for home in homes]
    every = _all_classes(given, homes)
    for mine, its_classes in zip(found, every):
        _take_classes(given, mine, its_classes, homes)
        _take_functions(given, mine, its_classes.dialect)
    _settle_given(given, found, every)
    names = {(f.home.name, name) for f in found for name in f.names}
    placed = [f.placed(needs_module) for f in found]
    read = {old: new for f in found for old, new in f.read.items()}
    kept = tuple(read.get(f, f) for f in functions if (f.module, f.name) not in names)
    shapes = [c for _, made in placed for c in made]
    new = {(c.module, c.name) for c in shapes}
    left = tuple(d for d in diagnostics if d.severity is not Severity.ERROR or not _settled(d, found))
    return Additions(
        (*kept, *(f for made, _ in placed for f in made)),
        (*(c for c in classes if (c.module, c.name) not in new), *shapes),
        left,
        tuple(note for f in found for note in f.notes),
        frozenset(names),
    )


def _all_classes(given: _Given, homes: Sequence[Home]) -> list[Classes]:
    """What each module's new structs stand for. They may hold each other's objects, so all are believed in at first; what
    holds one that turns out not to be understood is not understood either.
    """
    there = {struct: name for home in homes for struct, name in given.structs(home).items()}
    enums = dict(e for home in homes for e in enums_in(home.tokens(given.package)))
    nothing = ast.Module([], [])
    added = [given.added(home) for home in homes]
    believed = [{struct: name for name, struct in new.items()} for new in added]
    while True:
        found = []
        for number, home in enumerate(homes):
            others = {s: n for at, more in enumerate(believed) if at != number for s, n in more.items()}
            known = {**there, **others}
            tokens, its_classes = home.tokens(given.package), given.modules[home.name]
            found.append(Classes(tokens, nothing, RUNTIME, known, added[number], enums, its_classes))
        understood = [{**classes.structs} for classes in found]
        if understood == believed:
            return found
        believed = [{s: n for s, n in old.items() if s in new} for old, new in zip(believed, understood)]


def _take_functions(given: _Given, found: _Found, dialect: Dialect) -> None:
    """The functions of a module, and its own code."""
    home, tree = found.home, awaited(ast.parse(found.home.text))
    tokens, before = home.tokens(given.package), home.tokens(given.translation)
    written, was = ({s.name: s for s in functions_in(t)} for t in (tokens, before))
    bodies, old_bodies = bodies_in(tokens), bodies_in(before)
    known, refusals = given.known(home), given.refused(home)
    for node in in_force(tree.body):
        if not isinstance(node, ast.FunctionDef):
            continue
        signature = next((written[name] for name in python_name(node) if name in written), None)
        if signature is None or not (
            _open(node, node.name, known, refusals) or signature != was.get(signature.name, signature)
        ):
            continue
        if node.name in known and bodies.get(signature.name) == old_bodies.get(signature.name):
            continue  # what rules made of it for some calls: nobody put anything in for the others, which they refused
        kind = "coroutine" if isinstance(node, Coroutine) else "function"
        made = matched(node, node.name, signature, signature.name, dialect, kind)
        if isinstance(made, str):
            found.notes.append(made)
        else:
            found.take(node, made, tree.body)
    if "<module>" not in known and BODY in written:
        raises = written[BODY].result[:1] == (RUNTIME.error,)
        last = len(home.text.splitlines())
        found.functions.append(Function("<module>", "", 1, last, BODY, (), Shape("None", "()"), "module", raises))
        outside = _inner_lines(tree)
        found.settled += [(n, n) for n in range(1, last + 1) if n not in outside]
        found.names.add("<module>")


def _modules(homes: Sequence[Home]) -> dict[str, Module]:
    """The classes of each module; where it is not known what modules import, none has those of another."""
    trees = {home.name: awaited(ast.parse(home.text)) for home in homes}
    sources = [home.source for home in homes if home.source is not None]
    if len(sources) == len(homes):
        return classes_of(scopes_of(sources, list(trees.values())), trees)
    return {
        name: Module(name, {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}, {})
        for name, tree in trees.items()
    }


def _settle_given(given: _Given, found: Sequence[_Found], every: Sequence[Classes]) -> None:
    """Count what classes give to those below them as settled, where all of these have it."""
    by_name = {mine.home.name: mine for mine in found}
    with_rust = {(f.home.name, n) for f in found for n in given.structs(f.home).values()}
    with_rust |= {(f.home.name, n) for f, its in zip(found, every) for n in its.structs.values()}
    described = {(f.home.name, n) for f in found for n in (*f.names, *given.known(f.home))}
    for module, first, last in spans_settled(given.modules, with_rust, described):
        by_name[module].settled.append((first, last))


def _take_classes(given: _Given, found: _Found, mine: Classes, homes: Sequence[Home]) -> None:
    """The classes that have a struct now and had none, and the refused methods of the others."""
    home = found.home
    tokens, before = home.tokens(given.package), home.tokens(given.translation)
    structs, known = given.structs(home), given.known(home)
    methods, was = methods_in(tokens), methods_in(before)
    bodies, old_bodies = _methods_bodies(tokens), _methods_bodies(before)
    by_name = given.modules[home.name]
    nodes = list(by_name.values())
    refused_in = {other.name: given.refused(other) for other in homes}
    added = mine.struct_of
    rust_of = {name: rust for rust, name in structs.items()}
    for node in nodes:
        if node.name in added:
            made = list(mine.methods(node))
            described = {f.name.partition(".")[2] for f in made}
            found.functions += made
            found.names |= {f.name for f in made}
            if made and not [m for m in methods_of(node) if key_of(m) not in described]:
                found.settled.append((first_line(node), node.end_lineno or node.lineno))
                found.names.add(node.name)
        elif node.name in rust_of:
            struct = rust_of[node.name]
            _read(given, found, node.name, struct, mine)
            changed = {n for n, s in methods.get(struct, {}).items() if s != was.get(struct, {}).get(n, s)}
            for owner, part in methods_with_inherited(node, by_name):
                name = f"{node.name}.{key_of(part)}"
                written = home_of(owner, by_name)
                refusals = refused_in[written.name] if isinstance(written, Module) else ()
                if not (_open(part, name, known, refusals) or changed & set(rust_names(part))):
                    continue
                same = all(bodies.get((struct, n)) == old_bodies.get((struct, n)) for n in rust_names(part))
                if name in known and same:  # as above
                    continue
                if owner is not node and not set(rust_names(part)) & methods.get(struct, {}).keys():
                    continue
                method = mine.method(node.name, part, struct, owner)
                if isinstance(method, str):
                    found.notes.append(method)
                elif owner is node:
                    found.take(part, method, node.body)
                else:
                    found.functions.append(method)
                    found.names.add(method.name)
    found.classes += mine.shapes
    found.notes += mine.notes


def _read(given: _Given, found: _Found, name: str, struct: str, mine: Classes) -> None:
    """Understand what rules did not describe of a class of theirs and of its constructor: enums of several classes. Rules know which
    objects a program makes; what somebody else put in for refused code takes any.
    """
    home, dialect = found.home, mine.dialect
    shape = next((c for c in given.classes if (c.module, c.name) == (home.name, name)), None)
    written = dict(dict(structs_in(home.tokens(given.package))).get(struct, []))
    if shape is None or not any(map(_unknown, (s for _, _, s in shape.fields))):
        return
    fields = [
        (python, rust, (plain(written[rust], dialect) if rust in written else None) if _unknown(held) else held)
        for python, rust, held in shape.fields
    ]
    known = tuple((python, rust, held) for python, rust, held in fields if held is not None)
    if len(known) < len(fields):
        return
    found.classes.append(replace(shape, module="", rust=struct, fields=known))
    signatures = methods_in(home.tokens(given.package)).get(struct, {})
    for function in given.functions:
        signature = signatures.get(function.rust.rpartition("::")[2])
        if (function.module, function.name) != (home.name, f"{name}.__init__") or signature is None:
            continue
        taken = [shape_of(tokens, dialect) for _, tokens in signature.parameters]
        if len(taken) == len(function.arguments):
            arguments = tuple(
                replace(a, shape=t[0]) if t is not None and _unknown(a.shape) else a
                for a, t in zip(function.arguments, taken)
            )
            found.read[function] = replace(function, arguments=arguments)


def _unknown(shape: Shape) -> bool:
    return any(part.kind == "?" for part in shape.parts())


def _methods_bodies(tokens: list[str]) -> dict[tuple[str, str], list[str]]:
    """The words of each method by its struct and its name."""
    return {(struct, name): body for struct, inside in impls_in(tokens) for name, body in bodies_in(inside).items()}


def _open(node: ast.FunctionDef, name: str, known: Mapping[str, Function], refusals: tuple[Diagnostic, ...]) -> bool:
    """Whether rules have no translation of a function, or refused a part of it."""
    first, last = first_line(node), node.end_lineno or node.lineno
    return name not in known or any(d.span is not None and first <= d.span.line <= last for d in refusals)


def signature_of(
    python: str, rust: str, name: str, owner: str = "", structs: Mapping[str, str] | None = None, beside: str = ""
) -> Function | str:
    """What a Rust function of this name takes and gives where it stands for a Python function, or why that is not known.

    With ``owner``, a struct, it is a method, whose ``python`` stands without its class. ``structs`` is that of :func:`describe`;
    ``beside`` is Rust that may declare enums which ``rust`` does not.
    """
    found = (called(n, method=bool(owner)) for n in parse_alone(python))
    node = next(n for n in found if isinstance(n, ast.FunctionDef))
    tokens = tokens_of(rust)
    enums = dict(enums_in(tokens_of(beside)))
    if owner:
        known = {**(structs or {}), owner: (structs or {}).get(owner, owner)}
        return Classes(tokens, ast.Module([], []), RUNTIME, known, enums=enums).method(known[owner], node, owner)
    signature = next((s for s in functions_in(tokens) if s.name == name), None)
    if signature is None:
        return f"`{name}` is generic, or not at the top"
    return describe(node, signature, structs, {**enums, **dict(enums_in(tokens))})


def parse_alone(python: str) -> list[ast.stmt]:
    """The statements of a piece of a source that may be indented."""
    try:
        return ast.parse(dedent(python)).body
    except SyntaxError:  # a string of several lines may begin at the margin
        held = ast.parse(f"if True:\n{python}").body[0]
        assert isinstance(held, ast.If)
        return held.body


def declared(classes: tuple[ClassShape, ...], package: Mapping[str, str]) -> tuple[ClassShape, ...]:
    """The classes that a package has a type for; a refused one has none."""
    texts = [tokens_of(text) for path, text in package.items() if path.endswith(".rs") and "/pyrt/" not in path]
    names = {b for tokens in texts for a, b in pairwise(tokens) if a in ("struct", "enum")}
    return tuple(c for c in classes if c.rust.rpartition("::")[2] in names)


def fields_of_struct(rust: str, name: str, structs: Mapping[str, str], beside: str = "") -> dict[str, Shape | None]:
    """The fields of a struct, None for those whose type is not understood; empty where there is no such struct."""
    tokens = tokens_of(rust)
    enums = dict(enums_in(tokens + tokens_of(beside)))
    dialect: Dialect = replace(RUNTIME, structs=structs, families=families_of(enums, structs, RUNTIME.shared))
    return {n: plain(t, dialect) for s, fields in structs_in(tokens) if s == name for n, t in fields}


def _inner_lines(tree: ast.Module) -> set[int]:
    """The lines inside of functions and classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    inner = [s for s in tree.body if isinstance(s, kinds)]
    return {n for s in inner for n in range(first_line(s), (s.end_lineno or s.lineno) + 1)}


def _settled(diagnostic: Diagnostic, found: Sequence[_Found]) -> bool:
    """Whether a refusal is of something that has Rust now; what has no place names what it is about."""
    span = diagnostic.span
    if span is None:
        names = {f"{f.home.name}.{name}" if f.home.name else name for f in found for name in f.names}
        return any(diagnostic.message.startswith(f"`{name}`") for name in names)
    return any(first <= span.line <= last for f in found if f.home.path == span.path for first, last in f.settled)
