"""What follows from the Python alone and no candidate has to write: the constants of exception classes, how an exception shows
itself, and the enums that stand for objects of several classes.

What an exception shows is made of methods of the candidate that the verifier compares, so nothing of it goes unproved.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from portalis import api
from portalis.backends.items import identifiers, name_of, parse
from portalis.interface import Shape
from portalis.verify.families import variant_of
from portalis.verify.kinds import exception_base, plain_base


def exception_statics(
    classes: Mapping[str, ast.ClassDef], module: str = "__main__", *, public: bool = False
) -> dict[str, str]:
    """The declaration of each of a module's exception classes by name; one that derives from others than these has none."""
    found: dict[str, str] = {}
    for name, node in classes.items():
        bases = [b.id for b in node.bases if isinstance(b, ast.Name)]
        raised = [b for b in bases if (exception_base(classes[b], classes) if b in classes else api.is_exception(b))]
        # the constant has to know each class above it, or an `except` would let pass what it catches in Python
        strange = [b for b in node.bases if not isinstance(b, ast.Name) or b.id not in (*classes, *raised)]
        if raised and all(b in found or b not in classes for b in raised) and all(map(plain_base, strange)):
            first, *more = (f"&{api.exception_constant(b)}" for b in raised)
            how = "joined" if more else "derived"
            others = f", &[{', '.join(more)}]" if more else ""
            made = f'ExceptionClass::{how}("{name}", "{module}.{name}", {first}{others})'
            found[name] = f"{'pub ' * public}static {api.exception_constant(name)}: ExceptionClass = {made};"
    return found


def family_enum(name: str, members: Sequence[Shape], *, public: bool) -> str:
    """The declaration of an enum for objects of these classes."""
    variants = "".join(f"    {variant_of(m)}({m.rust}),\n" for m in members)
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
