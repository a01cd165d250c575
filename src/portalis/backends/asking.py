"""Makes targets of the definitions of a module: what is asked for, and what has to be proved."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portalis.backends.definitions import Definitions, Node
from portalis.backends.families import Families
from portalis.backends.items import Kind
from portalis.backends.signatures import (
    RUST_WORDS,
    Asked,
    asked_fields,
    asked_function,
    asked_method,
    method_name,
)
from portalis.backends.splice import BODY, function_text, header, method_text
from portalis.backends.target import Part, Target
from portalis.diagnostics import render
from portalis.interface import Shape
from portalis.verify.families import variant_of
from portalis.verify.foreign_classes import attributes_of, fields_of
from portalis.verify.in_force import key_of, replaced
from portalis.verify.kinds import (
    exception_base,
    exception_methods,
    first_line,
    lineage,
    marked_abstract,
    methods_with_inherited,
)
from portalis.verify.scopes import words_of

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Package:
    """What the targets of all modules share."""

    structs: tuple[tuple[str, str], ...]
    """The struct and the Python class of each class that has objects."""
    given: tuple[tuple[str, str], ...]
    """Declarations that a candidate may name, with the Rust module of each."""
    order: tuple[str, ...]
    """The Rust modules as Python runs them."""
    doubled: Collection[str]
    """Structs that classes of two modules have."""
    named: Mapping[str, Mapping[str, Shape]]
    """What each name of a class stands for in the annotations of each module."""
    bare: Mapping[str, set[str]]
    """The names of abstract classes and protocols in each module."""


class Asking:
    """Makes the targets of one module."""

    def __init__(
        self,
        module: Definitions,
        package: Package,
        families: Families,
    ) -> None:
        self.module, self.package, self.families = module, package, families
        self.named = package.named[module.name]
        self.given = tuple(text for home, text in package.given if home == module.rust)
        self.elsewhere = tuple((home, text) for home, text in package.given if home != module.rust)

    def function(
        self, name: str, node: ast.FunctionDef, owner: str, refused: bool, reasons: tuple[str, ...]
    ) -> Target | str:
        """A function or method, or why it cannot be asked for."""
        named = self._names(node, owner)
        bare = self.package.bare[self.module.home_of(node)]
        if refused and (unnamed := next((n for n in sorted(bare & said(node)) if n not in named), "")):
            return f"it takes or gives `{unnamed}`, and there are no objects of a class that this stands for"
        module = self.module
        if problem := self._doubled(node, owner) or (
            module.why_not_whole(module.classes[owner], node) if owner else ""
        ):
            return problem
        struct = module.struct_of[owner] if owner else ""
        known = module.made.get(name, []) if not refused else []
        rust = method_name(node) if owner else f"{node.name}_" if node.name in RUST_WORDS else node.name
        names = [f.rust.rpartition("::")[2] for f in known] or [rust]
        if not all(n.isidentifier() and n.isascii() for n in names):
            return "its name is none in Rust"
        files = module.result.files
        drafts = [
            method_text(files, struct, n, module.rust) if owner else function_text(files, n, module.rust) for n in names
        ]
        text = module.text(node)
        label = module.label(name)
        if known:
            # others call it as it is
            asked: Asked | None = Asked("\n".join(map(header, drafts)), ())
            parts = tuple(Part(label, n, text, None) for n in names)
        else:
            asked = asked_method(node, rust, owner, named) if owner else asked_function(node, rust, named)
            parts = (Part(label, rust, text, asked.types if asked is not None else None),)
        return self._target(
            label, "method" if owner else "function", names[0], struct, text, node, refused,
            "\n\n".join(d for d in drafts if d), asked.rust if asked is not None else "", parts, reasons,
            tuple((first_line(n), n.end_lineno or n.lineno) for n in (node, *replaced(module.body_of(node), node))),
        )  # fmt: skip

    def whole(self, node: ast.ClassDef, reasons: tuple[str, ...]) -> Target | str:
        """A class as one item, where its objects can be exchanged and each of its methods can be judged, or why it is none.

        It has what bases without objects give to it: that has no other Rust. An exception has what any class above it does, and
        how `BaseException` makes and shows it.
        """
        module = self.module
        if problem := module.why_no_item(node) or self._doubled(node, node.name):
            return problem
        struct = module.struct_of[node.name]
        raised = bool(exception_base(node, module.classes))
        everything = [(o, m) for o, m in methods_with_inherited(node, module.classes) if not marked_abstract(m)]
        if raised and not everything:  # the declaration of the class is all that there is, and every candidate gets it
            return ""
        methods = [m for o, m in everything if o is node or module.has_no_objects(o) or raised]
        if not any(m.name == "__init__" for m in methods) and fields_of(node):
            methods = [self._made_by_fields(node), *methods]
        there = {m.name for m in methods}
        methods += [m for m in exception_methods(node, module.classes) if m.name not in there]
        parts = []
        shown = []
        for method in methods:
            rust = method_name(method)
            asked = asked_method(method, rust, node.name, self._names(method, node.name))
            text = module.text(method) if any(m is method for _, m in everything) else ast.unparse(method)
            label = module.label(f"{node.name}.{key_of(method)}")
            parts.append(Part(label, rust, text, asked.types if asked is not None else None))
            shown.append(f"    {asked.rust if asked is not None else f'fn {rust}(…)'};")
        if not parts:
            return "it has neither methods nor a dataclass's fields: nothing of it could be compared"
        names = sorted(attributes_of(node, module.classes))
        fields = "".join(f"    {f},\n" for f in asked_fields(node, names, module.classes, self.named))
        signature = f"struct {struct} {{\n{fields}}}\n\nimpl {struct} {{\n" + "\n".join(shown) + "\n}"
        own = [node, *(o for o in lineage(node, module.classes) if module.has_no_objects(o))]
        covers = tuple((first_line(o), o.end_lineno or o.lineno) for o in own if module.source_file(o) is module.source)
        return self._target(
            module.label(node.name), "class", struct, struct, module.text(node), node, True, "", signature, tuple(parts),
            reasons, covers, raised,
        )  # fmt: skip

    def body(self, calls: tuple[str, ...]) -> Target:
        """The code at the module's top."""
        module, rest = self.module, self.module.rest()
        label = module.label("<module>")
        # Variables of the module that functions read live in the runtime's cells, which a candidate cannot declare.
        return Target(
            label, "module", BODY, "", module.source_of(rest), 1, len(module.lines), True, "", f"fn {BODY}()",
            (Part(label, BODY, "", ("None",)),), tuple(render(d, module.lines) for d in module.about_module()), calls,
            structs=self.package.structs, covers=tuple((s.lineno, s.end_lineno or s.lineno) for s in rest),
            given=self.given, module=module.rust, path=module.source.path, elsewhere=self.elsewhere, order=self.package.order,
        )  # fmt: skip

    def _target(
        self, label: str, kind: Kind, rust: str, struct: str, text: str, node: Node, refused: bool, draft: str,
        signature: str, parts: tuple[Part, ...], reasons: tuple[str, ...], covers: tuple[tuple[int, int], ...], raised: bool = False,
    ) -> Target:  # fmt: skip
        module = self.module
        return Target(
            label, kind, rust, struct, text, first_line(node), node.end_lineno or node.lineno, refused, draft, signature,
            parts, reasons, (), module.background(node), self.package.structs, covers, raised, self.given,
            module=module.rust, path=module.source_file(node).path, elsewhere=self.elsewhere,
        )  # fmt: skip

    def _names(self, node: ast.AST, owner: str) -> Mapping[str, Shape]:
        """What names stand for where a definition is written, which is elsewhere for what is inherited from another module; and its
        own class.
        """
        there = self.package.named[self.module.home_of(node)]
        return {**there, owner: self.named[owner]} if owner in self.named else there

    def _doubled(self, node: Node, owner: str) -> str:
        """Why objects of a class that an item is about cannot be exchanged; empty where they can."""
        named = self._names(node, owner)
        shapes = [named[n] for n in said(node) | ({owner} if owner else set()) if n in named]
        structs = {variant_of(part) for shape in shapes for part in shape.parts() if part.kind == "instance"}
        return next(
            (
                f"classes of two modules have a struct `{struct}`, and objects are told apart by that"
                for struct in sorted(structs & set(self.package.doubled))
            ),
            "",
        )

    def _made_by_fields(self, node: ast.ClassDef) -> ast.FunctionDef:
        """The constructor that a dataclass has from its fields, without defaults: how it is called with all of them."""
        stated: dict[str, str] = {}
        for owner in reversed(lineage(node, self.module.classes)):
            for part in owner.body:
                match part:
                    case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if name in fields_of(owner):
                        stated[name] = ast.unparse(annotation)
        inside = "".join(f", {name}: {annotation}" for name, annotation in stated.items())
        made = ast.parse(f"def __init__(self{inside}): pass").body[0]
        assert isinstance(made, ast.FunctionDef)
        return made


def said(node: ast.AST) -> set[str]:
    """The names in the annotations of what a function takes and gives, or of what stands in a class, dotted ones among them."""
    given = [part.annotation for part in ast.walk(node) if isinstance(part, (ast.arg, ast.AnnAssign))]
    given += [part.returns for part in ast.walk(node) if isinstance(part, ast.FunctionDef)]
    return set[str]().union(*(_named(part) for part in given if part is not None))


def _named(annotation: ast.expr) -> set[str]:
    """The names in an annotation, those in quotes too."""
    found = words_of(annotation) | {ast.unparse(n) for n in ast.walk(annotation) if isinstance(n, ast.Attribute)}
    for part in ast.walk(annotation):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            found |= set(_WORD.findall(part.value))
    return found
