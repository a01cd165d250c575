"""What an abstract class or a protocol in an annotation is in Rust: the one class that it stands for, or an enum of several."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from portalis.backends.declared import family_enum
from portalis.backends.items import name_of, parse
from portalis.backends.splice import crate_root
from portalis.interface import Shape
from portalis.verify.families import enums_in, families_of, family
from portalis.verify.foreign import RUNTIME, tokens_of
from portalis.verify.kinds import exception_base, stands_for

_TYPES = ("struct_item", "enum_item", "const_item", "static_item", "type_item", "trait_item", "function_item")


class Families:
    """The types that the classes of a module have in annotations.

    ``bare`` are those without objects of their own, ``struct_of`` has the struct of each class, and ``handles`` are the classes
    whose objects a translation reaches by handles that others may have too.
    """

    def __init__(
        self,
        files: Mapping[str, str],
        classes: Mapping[str, ast.ClassDef],
        bare: Collection[str],
        struct_of: Mapping[str, str],
        handles: Collection[str],
    ) -> None:
        self._classes, self._bare = classes, bare
        root = crate_root(files)
        self._public = root == "src/lib.rs"
        text = files.get(root, "")
        self._taken = {name for n in parse(text.encode()).children if (name := name_of(n, n.type)) and n.type in _TYPES}
        structs = {struct: name for name, struct in struct_of.items() if name not in bare}
        self._there = families_of(dict(enums_in(tokens_of(text))), structs, RUNTIME.shared)
        self.named: dict[str, Shape] = {}
        """What each name stands for in an annotation; an abstract class of which there are no objects is not among them."""
        for struct, name in structs.items():
            shared = name in handles
            self.named[name] = Shape(
                "instance", f"{RUNTIME.shared}<{struct}>" if shared else struct, name=name, shared=shared
            )
        self.members: dict[str, tuple[str, ...]] = {}
        """The classes that each abstract one stands for."""
        self.declarations: list[str] = []
        """The enums that are not there yet."""

    def settle(self, with_objects: Collection[str]) -> None:
        """Find what the abstract classes stand for among the classes of which there are objects in Rust."""
        made: dict[tuple[Shape, ...], Shape] = {s.of: s for s in self._there.values()}
        for name in sorted(self._bare):
            found = [n.name for n in stands_for(self._classes[name], self._classes) if n.name in with_objects]
            if not found or any(exception_base(self._classes[n], self._classes) for n in found):
                continue
            self.members[name] = tuple(found)
            members = [self.named[n] for n in found]
            if len(members) == 1:
                self.named[name] = members[0]
                continue
            shape = family(self._free(name), members)
            if shape.of not in made:
                made[shape.of] = shape
                self._taken.add(shape.rust)
                self.declarations.append(family_enum(shape.rust, members, public=self._public))
            self.named[name] = made[shape.of]

    def _free(self, name: str) -> str:
        """A name for an enum that nothing in the package has."""
        while name in self._taken:
            name = f"Any{name}"
        return name
