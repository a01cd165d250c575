"""Classes of several modules that have one name: their objects and exceptions are exchanged under their modules' names too."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from portalis.interface import ClassShape, Function, Shape
from portalis.verify.families import variant_of
from portalis.verify.wire import FIRST


def doubled_in(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names that classes of several modules have."""
    counts = Counter(name for tree in trees for name in {n.name for n in tree.body if isinstance(n, ast.ClassDef)})
    return frozenset(name for name, count in counts.items() if count > 1)


def exchanged_name(module: str, name: str, doubled: Collection[str]) -> str:
    """The name under which the objects of a module's class are exchanged."""
    return f"{module or FIRST}.{name}" if name in doubled else name


def named_apart(
    functions: Sequence[Function], classes: Sequence[ClassShape], doubled: Collection[str]
) -> tuple[tuple[Function, ...], tuple[ClassShape, ...]]:
    """The functions and classes with the names under which objects are exchanged. A struct says which class is meant; where two
    classes have structs of one name, theirs stay as they are.
    """
    if not doubled:
        return tuple(functions), tuple(classes)
    structs = Counter(_struct(c.rust) for c in classes)
    name_of = {
        _struct(c.rust): exchanged_name(c.module, c.name, doubled) for c in classes if structs[_struct(c.rust)] == 1
    }

    def named(shape: Shape) -> Shape:
        inner = tuple(map(named, shape.of))
        if shape.kind == "instance" and shape.name in doubled:
            return replace(shape, of=inner, name=name_of.get(variant_of(shape), shape.name))
        return replace(shape, of=inner)

    return (
        tuple(
            replace(f, arguments=tuple(replace(a, shape=named(a.shape)) for a in f.arguments), result=named(f.result))
            for f in functions
        ),
        tuple(
            replace(
                c, name=name_of.get(_struct(c.rust), c.name), fields=tuple((n, r, named(s)) for n, r, s in c.fields)
            )
            for c in classes
        ),
    )


def _struct(rust: str) -> str:
    return rust.rpartition("::")[2]
