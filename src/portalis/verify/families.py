"""Enums that stand for objects of several classes, one variant for each: what an abstract class or a protocol is in Rust.

Such a type is exchanged as the object in it is, which says of what class it is. Its shape is an ``object`` whose parts are the
objects of these classes, in the order of their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from portalis.interface import ClassShape, Function, Shape

Enums = Mapping[str, Sequence[tuple[str, list[str]]]]
"""The variants of enums by their names, each with the words of the one type that it holds."""
NEVER = frozenset({"?", "range"})
"""Kinds of values that cannot be exchanged."""
ONLY_RESULTS = frozenset({"iterator", "defaultdict"})
_DYNAMIC = "Value"
_OPENING = {"{": 1, "}": -1}


def enums_in(tokens: list[str]) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Name and variants of each enum at the top of a file whose variants hold one value each."""
    from portalis.verify.foreign import split
    from portalis.verify.foreign_classes import block

    depth = 0
    for at, token in enumerate(tokens):
        if depth == 0 and token == "enum" and tokens[at + 2 : at + 3] == ["{"]:
            parts = split(block(tokens, at + 2))
            held = [(p[0], p[2:-1]) for p in parts if p[1:2] == ["("] and p[-1] == ")"]
            if held and len(held) == len(parts) and all(len(split(words)) == 1 for _, words in held):
                yield tokens[at + 1], held
        depth += _OPENING.get(token, 0)


def families_of(enums: Enums, structs: Mapping[str, str], shared: str) -> dict[str, Shape]:
    """The enums each of whose variants is named after a struct and holds an object of it.

    ``structs`` has the Python class by the struct, ``shared`` is the type around objects that several names reach.
    """
    found = {}
    for name, variants in enums.items():
        members = []
        for variant, words in variants:
            around = bool(shared) and words[:2] == [shared, "<"] and words[-1:] == [">"]
            inner = words[2:-1] if around else words
            while inner[1:2] == ["::"]:
                inner = inner[2:]
            if variant in structs and inner == [variant]:
                rust = f"{shared}<{variant}>" if around else variant
                members.append(Shape("instance", rust, name=structs[variant], shared=around))
        if len(members) == len(variants):
            found[name] = family(name, members)
    return found


def family(rust: str, members: Sequence[Shape]) -> Shape:
    """The shape of an enum for objects of these classes."""
    ordered = tuple(sorted(members, key=lambda m: m.name))
    return Shape("object", rust, ordered, shared=all(m.shared for m in ordered))


def is_family(shape: Shape) -> bool:
    """Whether a shape is that of such an enum."""
    return (
        shape.kind == "object"
        and shape.rust != _DYNAMIC
        and bool(shape.of)
        and all(s.kind == "instance" for s in shape.of)
    )


def variant_of(member: Shape) -> str:
    """The variant for a class among those of a family: its struct's name."""
    return member.rust.removesuffix(">").rpartition("<")[2].rpartition("::")[2]


def families_in(functions: Sequence[Function], classes: Sequence[ClassShape]) -> list[Shape]:
    """The families that functions take or give, or objects hold, each once, as far as objects of all their classes can be exchanged."""
    shapes = [s for f in functions for s in (*(a.shape for a in f.arguments), f.result)]
    shapes += [s for c in classes for _, _, s in c.fields]
    found = {part.rust: part for shape in shapes for part in shape.parts() if is_family(part)}
    known = {c.name for c in classes if not unreadable(c)}
    return [s for s in found.values() if {m.name for m in s.of} <= known]


def with_structs(classes: tuple[ClassShape, ...], files: Mapping[str, str]) -> tuple[ClassShape, ...]:
    """The classes that have objects of their own: without the abstract ones of which an enum of the package has the name."""
    from portalis.verify.foreign import tokens_of

    texts = [text for path, text in files.items() if path.endswith(".rs") and "/pyrt/" not in path]
    enums = {name for text in texts for name, _ in enums_in(tokens_of(text))}
    return tuple(c for c in classes if c.rust.rpartition("::")[2] not in enums)


def told_apart(classes: Sequence[ClassShape]) -> dict[str, ClassShape]:
    """The classes by name but for those of which two modules have one, and those whose objects hold objects of these: an object
    is exchanged with the name of its class, so nobody would know which is meant.
    """
    counts = Counter(c.name for c in classes)
    found = {c.name: c for c in classes if counts[c.name] == 1}
    there = set(counts)
    while unsure := [c.name for c in found.values() if _holds(c, there - found.keys())]:
        for name in unsure:
            del found[name]
    return found


def _holds(cls: ClassShape, names: set[str]) -> bool:
    return any(part.kind == "instance" and part.name in names for _, _, s in cls.fields for part in s.parts())


def unreadable(cls: ClassShape) -> bool:
    """Whether objects of a class hold what cannot be exchanged."""
    return any(part.kind in NEVER | ONLY_RESULTS for _, _, shape in cls.fields for part in shape.parts())
