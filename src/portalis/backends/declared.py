"""What follows from the Python alone and no candidate has to write: the constants of exception classes, how an exception shows
itself, and the enums that stand for objects of several classes.

What an exception shows is made of methods of the candidate that the verifier compares, so nothing of it goes unproved.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence

from tree_sitter import Node

from portalis import api
from portalis.backends.items import identifiers, name_of, parse
from portalis.interface import Shape
from portalis.verify.families import variant_of
from portalis.verify.kinds import Known, Module, base_of, exception_base, home, lineage, plain_base


def exception_statics(
    classes: Known,
    module: str = "__main__",
    *,
    public: bool = False,
    without: Collection[str] = (),
    rust: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The declaration of each of a module's exception classes by name; one that derives from others than these has none.

    What it derives from in other modules is named by their places in Rust, ``rust``. Classes with a name in ``without`` have none.
    """
    found: dict[str, str] = {}

    def constant(base: ast.expr) -> str:
        """The constant of a base, from where it may be named; empty where it has nothing to do with exceptions."""
        cls = base_of(base, classes)
        if cls is None:
            return "" if plain_base(base) else api.exception_constant(ast.unparse(base))
        there = home(cls, classes)
        if not exception_base(cls, there):
            return ""
        at = (rust or {}).get(there.name, "") if isinstance(there, Module) else ""
        path = "" if there is classes else f"crate::{at}::" if at else "crate::"
        return f"{path}{api.exception_constant(cls.name)}"

    for name, node in classes.items():
        if _has_constant(node, classes, without):
            first, *more = (f"&{said}" for b in node.bases if (said := constant(b)))
            how = "joined" if more else "derived"
            others = f", &[{', '.join(more)}]" if more else ""
            made = f'ExceptionClass::{how}("{name}", "{module}.{name}", {first}{others})'
            found[name] = f"{'pub ' * public}static {api.exception_constant(name)}: ExceptionClass = {made};"
    return found


def _has_constant(node: ast.ClassDef, classes: Known, without: Collection[str]) -> bool:
    """Whether the constant of a class can know each class above it: an `except` would let pass what it catches in Python."""
    raised = [o for o in lineage(node, classes) if exception_base(o, home(o, classes))]
    return node in raised and all(
        o.name not in without and all(_followed(b, home(o, classes)) for b in o.bases) for o in raised
    )


def _followed(base: ast.expr, classes: Known) -> bool:
    builtin = isinstance(base, ast.Name) and api.is_exception(base.id)
    return builtin or plain_base(base) or base_of(base, classes) is not None


def family_enum(name: str, members: Sequence[Shape], paths: Mapping[Shape, str] = {}, *, public: bool) -> str:
    """The declaration of an enum for objects of these classes; ``paths`` stand before the structs of other modules."""

    def held(member: Shape) -> str:
        before, struct, after = member.rust.rpartition(variant_of(member))
        return f"{before}{paths.get(member, '')}{struct}{after}"

    variants = "".join(f"    {variant_of(m)}({held(m)}),\n" for m in members)
    return f"#[derive(Clone)]\n{'pub ' if public else ''}enum {name} {{\n{variants}}}"


def missing(declarations: Sequence[str], root: Node, text: str) -> list[str]:
    """Those that a text names and does not have, and those that they name, as far as a file does not have them."""
    by_name = {_declared(s): s for s in declarations}
    there = set(_names(root)) | set(_names(parse(text.encode())))
    found: list[str] = []
    todo = [text]
    while todo:
        named = identifiers(parse(todo.pop().encode()))
        for name, said in by_name.items():
            if name in named and name not in there:
                there.add(name)
                found.append(said)
                todo.append(said)
    return found


def shown(struct: str) -> str:
    """How an exception's object shows itself: by its methods."""
    return (
        f"impl Repr for {struct} {{\n"
        "    fn write_repr(&self, out: &mut String) {\n        out.push_str(&self.repr());\n    }\n\n"
        "    fn write_str(&self, out: &mut String) {\n        out.push_str(&self.str());\n    }\n}\n"
    )


def _declared(declaration: str) -> str:
    return next(_names(parse(declaration.encode())), "")


def _names(root: Node) -> Iterator[str]:
    """The constants and enums at the top of a file."""
    kinds = ("static_item", "enum_item")
    return (name for n in root.children for kind in kinds if (name := name_of(n, kind)))
