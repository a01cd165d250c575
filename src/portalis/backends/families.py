"""What an abstract class or a protocol in an annotation is in Rust: the one class that it stands for, or an enum of several."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portalis.backends.declared import family_enum
from portalis.backends.definitions import Definitions
from portalis.backends.splice import names_in, rust_files
from portalis.interface import Shape
from portalis.verify.families import enums_in, families_of, family
from portalis.verify.foreign import RUNTIME, tokens_of
from portalis.verify.kinds import Module, Place, exception_base, home, stands_for


def everything_named(files: Mapping[str, str]) -> set[str]:
    """The names of types and functions at the top of a package's files, without the runtime's."""
    return {name for path in rust_files(files) for name in names_in(files[path])}


class Families:
    """The types that the classes of a module have in annotations.

    ``structs`` has the class of each struct of the package, and ``taken`` its names: an enum gets one that is in neither.
    """

    def __init__(self, module: Definitions, structs: Mapping[str, str], taken: set[str]) -> None:
        self._classes, self._bare, self._public = module.classes, module.bare, module.public
        self._rust = module.result.homes
        self._taken = taken
        files = module.result.files
        enums = dict(e for path in rust_files(files) for e in enums_in(tokens_of(files[path])))
        self._there = families_of(enums, structs, RUNTIME.shared)
        self.named: dict[str, Shape] = {}
        """What each name stands for in an annotation; an abstract class of which there are no objects is not among them."""
        for struct, name in module.structs.items():
            shared = name in module.handles
            self.named[name] = Shape(
                "instance",
                f"{RUNTIME.shared}<{struct}>" if shared else struct,
                name=module.exchanged(name),
                shared=shared,
            )
        self.members: dict[str, tuple[Place, ...]] = {}
        """The classes that each abstract one stands for."""
        self.declarations: list[str] = []
        """The enums that are not there yet."""

    def settle(self, with_objects: Collection[Place], every: Mapping[str, Families]) -> None:
        """Find what the abstract classes stand for among the classes of the package of which there are objects in Rust; ``every``
        has the types of each module's.
        """
        made: dict[tuple[Shape, ...], Shape] = {s.of: s for s in self._there.values()}
        for name in sorted(self._bare):
            nodes = [(home(n, self._classes), n) for n in stands_for(self._classes[name], self._classes)]
            found = [(m.name, n.name, exception_base(n, m)) for m, n in nodes if isinstance(m, Module)]
            found = [(m, n, raised) for m, n, raised in found if (m, n) in with_objects]
            if not found or any(raised for _, _, raised in found):
                continue
            self.members[name] = tuple((m, n) for m, n, _ in found)
            members = {every[m].named[n]: m for m, n, _ in found}
            if len(members) == 1:
                self.named[name] = next(iter(members))
                continue
            shape = family(self._free(name), list(members))
            if shape.of not in made:
                made[shape.of] = shape
                self._taken.add(shape.rust)
                paths = {s: f"crate::{self._rust[m]}::" if self._rust.get(m) else "crate::" for s, m in members.items()}
                paths = {s: path for s, path in paths.items() if members[s] != self._classes.name}
                self.declarations.append(family_enum(shape.rust, list(members), paths, public=self._public))
            self.named[name] = made[shape.of]

    def _free(self, name: str) -> str:
        """A name for an enum that nothing in the package has."""
        while name in self._taken:
            name = f"Any{name}"
        return name
