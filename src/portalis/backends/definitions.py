"""The definitions of one module of a translation: what rules made of each, what they refused, and what nobody can be asked for."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from textwrap import dedent

from portalis import api
from portalis.backends.declared import exception_statics
from portalis.backends.splice import class_text, crate_root
from portalis.diagnostics import Diagnostic, Severity
from portalis.interface import Function
from portalis.verify.foreign_classes import attributes_of
from portalis.verify.in_force import deleted_by, in_force, key_of, methods_of, superseded, why_unclear
from portalis.verify.kinds import (
    Module,
    exception_base,
    first_line,
    heirs,
    home,
    is_protocol,
    lineage,
    marked_abstract,
    methods_with_inherited,
    never_awaited,
    strange_bases,
    without_objects,
)
from portalis.verify.named_apart import exchanged_name
from portalis.verify.scopes import Scope, qualified, words_of

Node = ast.FunctionDef | ast.ClassDef


class Definitions:
    """One module: ``name`` is empty for the first; ``doubled`` are the names that classes of several modules have, ``files`` the
    sources of all modules.
    """

    def __init__(
        self,
        source: api.SourceModule,
        name: str,
        tree: ast.Module,
        result: api.TranslationResult,
        scope: Scope,
        classes: Module,
        files: Mapping[str, api.SourceModule],
        doubled: Collection[str] = (),
    ) -> None:
        self.doubled = doubled
        self.classes, self._files = classes, files
        self.source, self.name, self.tree, self.result, self.scope = source, name, tree, result, scope
        self.rust = result.homes.get(name, "")
        """Its module in Rust."""
        self.lines = source.text.splitlines()
        self.made: dict[str, list[Function]] = {}
        for function in result.functions:
            if function.module == name:
                self.made.setdefault(function.name, []).append(function)
        self.functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
        self._foreign: dict[ast.AST, str] = {}
        """The modules of what its classes inherit from others."""
        for node in classes.values():
            for owner in lineage(node, classes):
                if (there := self._home(owner)) != name:
                    self._foreign |= dict.fromkeys([owner, *methods_of(owner)], there)
        rust = {c.name: c.rust.rpartition("::")[2] for c in result.classes if c.module == name}
        self.struct_of = {n: rust.get(n, n) for n in self.classes}
        self.drafts = {n: class_text(result.files, struct, self.rust) for n, struct in self.struct_of.items()}
        self.unsettled = {n for n, node in self.functions.items() if self._unsettled(n, node)}
        self.whole = {n for n, node in self.classes.items() if not self.drafts[n] or self._incomplete(node)}
        """Classes that rules made nothing of, or whose objects lack what only refused code gives them."""
        self.bare = {n for n, node in self.classes.items() if self.has_no_objects(node)}
        """Abstract classes and protocols."""
        self.structs = {struct: n for n, struct in self.struct_of.items() if n not in self.bare}
        self.statics = exception_statics(
            self.classes, name or "__main__", public=bool(self.rust), without=doubled, rust=result.homes
        )
        self.handles = {
            s.name
            for functions in self.made.values() for f in functions
            for s in (*(a.shape for a in f.arguments), f.result) if s.kind == "instance" and s.shared
        } - self.whole  # fmt: skip

    def _home(self, node: ast.ClassDef) -> str:
        """The module that a class stands in."""
        there = home(node, self.classes)
        return there.name if isinstance(there, Module) else self.name

    def has_no_objects(self, node: ast.ClassDef) -> bool:
        """Whether a class of the package is an abstract class or a protocol."""
        return without_objects(node, home(node, self.classes))

    def source_file(self, node: ast.AST) -> api.SourceModule:
        """The source that a definition stands in, which is another one for what is inherited from other modules."""
        return self._files[self.home_of(node)]

    def home_of(self, node: ast.AST) -> str:
        """The module that a definition stands in."""
        return self._foreign.get(node, self.name)

    @property
    def public(self) -> bool:
        """Whether its items are to be seen from outside of its file."""
        return bool(self.rust) or crate_root(self.result.files) == "src/lib.rs"

    def body_of(self, node: ast.stmt) -> list[ast.stmt]:
        """The body that a definition stands in: a class's, or its module's."""
        owners = [o for c in self.classes.values() for o in lineage(c, self.classes) if node in o.body]
        return owners[0].body if owners else self.tree.body

    def label(self, name: str) -> str:
        """The name of one of its items in the package."""
        return qualified((self.name, name))

    def exchanged(self, name: str) -> str:
        """The name under which objects of one of its classes are exchanged."""
        return exchanged_name(self.name, name, self.doubled)

    def nodes(self) -> Iterator[tuple[str, Node, str]]:
        """What may be an item: its name, and the class of each method; the methods of a class without Rust are its own."""
        gone = superseded(self.tree.body)
        for node in self.tree.body:
            if node in gone:
                continue
            if isinstance(node, ast.FunctionDef) or (isinstance(node, ast.ClassDef) and node.name in self.whole):
                yield node.name, node, ""
            elif isinstance(node, ast.ClassDef):
                for owner, part in methods_with_inherited(node, self.classes):
                    if not why_unclear(owner.body, part.name) and not marked_abstract(part):
                        yield f"{node.name}.{key_of(part)}", part, node.name

    def rest(self) -> list[ast.stmt]:
        """The code at the module's top that is no definition and no import."""
        inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
        return [s for s in self.tree.body if not isinstance(s, inner)]

    def refuses(self, name: str, node: Node, owner: str, attributes: set[str]) -> bool:
        """Whether something has to be asked for; ``attributes`` are all that the package mentions."""
        said = self.about(name, node)
        return (
            (any(d.severity is Severity.ERROR for d in said) and self._lacks(name, node, owner, attributes))
            or name in self.unsettled
            or (self._silent(name, node, owner) and not any(d.code == "P0302" for d in said))
        )

    def about(self, name: str, node: Node) -> list[Diagnostic]:
        """What rules say of a definition."""
        first, last = first_line(node), node.end_lineno or node.lineno
        placed, _ = self._said(self.source_file(node).path)
        _, unplaced = self._said()
        about = [d for line, d in placed if first <= line <= last]
        return about + [d for d in unplaced if d.message.startswith(f"`{self.label(name)}`")]

    def about_module(self) -> list[Diagnostic]:
        """What rules say of the code at the module's top."""
        own = {n for s in self.rest() for n in range(s.lineno, (s.end_lineno or s.lineno) + 1)}
        placed, unplaced = self._said()
        return [d for line, d in placed if line in own] + [
            d for d in unplaced if d.message.startswith(f"`{self.label('<module>')}`")
        ]

    def _said(self, path: str = "") -> tuple[list[tuple[int, Diagnostic]], list[Diagnostic]]:
        """The diagnostics of this module, or of another one, with their lines, and those without a place."""
        path = path or self.source.path
        every = self.result.diagnostics
        placed = [(d.span.line, d) for d in every if d.span is not None and d.span.path == path]
        return placed, [d for d in every if d.span is None]

    def _lacks(self, name: str, node: Node, owner: str, attributes: set[str]) -> bool:
        """Whether an item has to be asked for where rules refused something of it. What a class inherits, only where rules did
        not make it for this class, and something may use it.
        """
        if not isinstance(node, ast.FunctionDef) or not owner or node in self.classes[owner].body:
            return True
        owners = [o for o in lineage(self.classes[owner], self.classes) if node in o.body]
        return name not in self.made and (f".{node.name}" in attributes or any(map(self.has_no_objects, owners)))

    def _silent(self, name: str, node: Node, owner: str) -> bool:
        """Whether rules made nothing of a function, be it without a word, since they refused what it uses."""
        if owner and node not in self.classes[owner].body:
            return False  # nobody calls it for this class
        broken = any(d.severity is Severity.ERROR for d in self.result.diagnostics)
        return broken and name not in self.made and isinstance(node, ast.FunctionDef)

    def _unsettled(self, name: str, node: ast.FunctionDef) -> bool:
        """Whether rules made a function for an argument of which they know nothing: all that gives it was refused."""
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        defaults = dict(
            zip([a.arg for a in reversed([*node.args.posonlyargs, *node.args.args])], reversed(node.args.defaults))
        )
        unknown = set()
        for given in arguments:
            said = given.annotation if given.annotation is not None else defaults.get(given.arg)
            if said is None or not any(isinstance(n, ast.Constant) and n.value is None for n in ast.walk(said)):
                unknown.add(given.arg)
        return any(a.name in unknown and a.shape.rust == "()" for f in self.made.get(name, []) for a in f.arguments)

    def _incomplete(self, node: ast.ClassDef) -> bool:
        """Whether a class that rules made has fields of which they know nothing."""
        methods = methods_of(node)
        mine = [c for c in self.result.classes if c.name == node.name and c.module == self.name]
        lacking = attributes_of(node, self.classes) - {f for c in mine for f, _, _ in c.fields}
        return bool(lacking) or any(self._unsettled(f"{node.name}.{key_of(m)}", m) for m in methods)

    def without_items(self) -> dict[str, str]:
        """What rules refused and no item stands for, with the reason."""
        found: dict[str, str] = {}
        placed, _ = self._said()
        lines = [line for line, d in placed if d.severity is Severity.ERROR]

        def within(node: ast.stmt) -> bool:
            return any(first_line(node) <= line <= (node.end_lineno or node.lineno) for line in lines)

        for node in self.tree.body:
            if isinstance(node, ast.AsyncFunctionDef) and within(node):
                found[node.name] = never_awaited(node, method=False)
            elif isinstance(node, ast.ClassDef) and node.name not in self.whole:
                for part in in_force(node.body):
                    if not within(part):
                        continue
                    if isinstance(part, ast.AsyncFunctionDef):
                        found[f"{node.name}.{part.name}"] = never_awaited(part, method=True)
                    elif unclear := why_unclear(node.body, part.name):
                        found[f"{node.name}.{part.name}"] = unclear.replace("it has", f"`{node.name}` has")
        return found

    def why_no_item(self, node: ast.ClassDef) -> str:
        """Why a class cannot be asked for; empty where it can."""
        methods = list(methods_with_inherited(node, self.classes))
        if node.name in self.bare:
            word = "a protocol" if is_protocol(node) else "abstract"
            below = ", ".join(f"`{n.name}`" for n in heirs(node, self.classes))
            rest = (
                f"what it gives to {below} is asked for with these"
                if below
                else "nothing in the package derives from it"
            )
            return f"it is {word}: there are no objects of it that could be compared; {rest}"
        if strange := strange_bases(node, self.classes):
            return f"it derives from `{strange[0]}`, whose objects cannot be exchanged"
        if exception_base(node, self.classes) and node.name in self.doubled:
            return (
                f"two modules have an exception `{node.name}`, and its constant would have one name" if methods else ""
            )
        if exception_base(node, self.classes) and node.name not in self.statics:
            return "it derives from an exception that translations do not have"
        parts = (m for o in lineage(node, self.classes) for m in o.body if isinstance(m, ast.AsyncFunctionDef))
        if (uneasy := next(parts, None)) is not None:
            return f"its method `{uneasy.name}` cannot be asked for: {never_awaited(uneasy, method=True)}"
        if unclear := next((why for o, m in methods if (why := why_unclear(o.body, m.name))), ""):
            return unclear
        return next((why for _, m in methods if (why := self.why_not_whole(node, m))), "")

    def why_not_whole(self, owner: ast.ClassDef, method: ast.FunctionDef) -> str:
        """Why what a method makes of an object cannot be exchanged; empty where it can."""
        gone = sorted(deleted_by(method) & attributes_of(owner, self.classes))
        return (
            f"`{method.name}` deletes `{gone[0]}`, and objects without all of their fields cannot be exchanged"
            if gone
            else ""
        )

    def background(self, node: Node) -> str:
        """The Python of this module's decorators and bases that an item rests on."""
        named = {name for d in node.decorator_list for name in words_of(d)}
        found: list[Node] = [self.functions[n] for n in sorted(named & set(self.functions))]
        found += lineage(node, self.classes)[1:] if isinstance(node, ast.ClassDef) else []
        return "\n\n".join(map(self.text, found))

    def text(self, node: Node) -> str:
        """A definition as it is written, decorators included."""
        lines = self.source_file(node).text.splitlines()
        return dedent("\n".join(lines[first_line(node) - 1 : node.end_lineno]))

    def source_of(self, statements: Sequence[ast.stmt]) -> str:
        """Statements as they are written."""
        return "\n".join(ast.get_source_segment(self.source.text, s) or "" for s in statements)
