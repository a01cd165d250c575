"""What a model may be asked for: the items of a translation, with all that the rules know of each."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from portalis import api
from portalis.backends.asking import Asking, Package, said
from portalis.backends.definitions import Definitions, Node
from portalis.backends.families import Families, everything_named
from portalis.backends.signatures import shown_types
from portalis.backends.target import Target
from portalis.diagnostics import render
from portalis.interface import Shape
from portalis.verify.kinds import Place, awaited, methods_with_inherited
from portalis.verify.named_apart import doubled_in
from portalis.verify.scopes import classes_of, qualified, run_order, scopes_of, words_of

_LEFT_OUT = "Rules left it out, since what uses it was refused."
_UNSETTLED = "Rules do not know what it is given, since what uses it was refused."


def find_targets(modules: Sequence[api.SourceModule], result: api.TranslationResult) -> tuple[Target, ...]:
    """Every item that a candidate could stand for, those first that others use.

    What the program never uses is left out, as it is in the translation, unless something uses it that was refused.
    """
    return _Finder(modules, result).targets()


@dataclass(frozen=True, slots=True)
class Base:
    """A translation that models may change, and its items."""

    files: dict[str, str]
    targets: tuple[Target, ...]
    wide: bool
    """Whether its ints are of any size, other than in the translation that rules answer with."""
    unasked: tuple[tuple[str, str], ...] = ()
    """What was refused and cannot be asked for, with the reason: nothing of it could be proved by itself."""


def find_base(request: api.TranslationRequest, result: api.TranslationResult) -> Base:
    """What models change: the translation, or where a refused item uses something that rules made for small ints, one for
    ints of any size. Rules saw all calls of what they narrowed; an item that they refused may make others.
    """
    finder = _Finder(request.modules, result)
    targets = finder.targets()
    if request.options.int_mode != "auto" or not finder.narrow({t.name for t in targets if t.refused}):
        return Base(result.files, targets, False, finder.unasked())
    again = api.translate(replace(request, options=replace(request.options, int_mode="big")))
    finder = _Finder(request.modules, again)
    return Base(again.files, finder.targets(), True, finder.unasked())


@dataclass(frozen=True, slots=True)
class _Item:
    """A definition that may be asked for."""

    module: Definitions
    name: str
    node: Node
    owner: str
    """The class of a method."""

    @property
    def place(self) -> Place:
        return (self.module.name, self.name)

    def used_in(self, module: Definitions, words: set[str], besides: Collection[str] = ()) -> bool:
        """Whether code of a module may use it. ``besides`` are words that do not count for a function: it stands in a decorator."""
        if self.owner:
            return f".{self.node.name}" in words
        return module.scope.means(words - set(besides), self.place)


class _Finder:
    """Looks for the items of a package."""

    def __init__(self, modules: Sequence[api.SourceModule], result: api.TranslationResult) -> None:
        self.result = result
        trees = [awaited(ast.parse(m.text)) for m in modules]
        self.scopes = scopes_of(modules, trees)
        doubled = doubled_in(trees)
        classes = classes_of(self.scopes, dict(zip(self.scopes, trees)))
        files = dict(zip(self.scopes, modules))
        self.modules = {
            name: Definitions(source, name, tree, result, scope, classes[name], files, doubled)
            for source, tree, (name, scope) in zip(modules, trees, self.scopes.items())
        }
        self.items = {
            item.place: item
            for module in self.modules.values()
            for item in (_Item(module, *found) for found in module.nodes())
        }
        taken = everything_named(result.files)
        structs = {s: m.exchanged(n) for m in self.modules.values() for s, n in m.structs.items()}
        self.families = {name: Families(module, structs, taken) for name, module in self.modules.items()}
        self._unasked: dict[str, str] = {}

    def targets(self) -> tuple[Target, ...]:
        """All of them."""
        attributes = {word for module in self.modules.values() for word in words_of(module.tree)}
        refused = {p for p, i in self.items.items() if i.module.refuses(i.name, i.node, i.owner, attributes)}
        left_out = self._left_out(refused)
        self._unasked = {m.label(n): why for m in self.modules.values() for n, why in m.without_items().items()}
        asking = self._asking(refused | left_out)
        found: list[tuple[Target, _Item]] = []
        for place, item in self.items.items():
            if place not in refused and place not in left_out and item.name not in item.module.made:
                continue
            open_ = place in refused or item.name not in item.module.made  # here or by what uses it
            target = self._target(item, asking[item.module.name], place in refused, place in left_out, open_)
            if isinstance(target, Target):
                found.append((target, item))
            elif target and open_ and (place in refused or item.name not in item.module.bare):
                self._unasked[qualified(place)] = target
        names = Counter(qualified(i.place) for i in self.items.values())
        for name in [n for n, count in names.items() if count > 1]:  # a module and a class may be called the same
            self._unasked[name] = "two items of the package have this name"
            found = [(t, i) for t, i in found if t.name != name]
        places = {i.place for _, i in found}
        called = [replace(t, calls=self._calls(i, places)) for t, i in found]
        return (*_in_order(called), *self._bodies(asking, places))

    def unasked(self) -> tuple[tuple[str, str], ...]:
        """What :meth:`targets` found to be refused and left out, with the reason."""
        return tuple(self._unasked.items())

    def _target(self, item: _Item, asking: Asking, refused: bool, left_out: bool, open_: bool) -> Target | str:
        module, name = item.module, item.name
        about = module.about(name, item.node)
        reasons = tuple(render(d, module.lines) for d in about if d.code != "P0302" or refused)
        reasons += (_LEFT_OUT,) if left_out else (_UNSETTLED,) if name in module.unsettled else ()
        if isinstance(item.node, ast.ClassDef):
            target = asking.whole(item.node, reasons)
        else:
            target = asking.function(name, item.node, item.owner, open_, reasons)
        if not isinstance(target, Target) or not open_:
            return target
        # what inference found for an item that has no Rust, or for the methods of one
        names = {p.name for p in target.parts}
        known = [f for f in self.result.refused if f.module == module.name and module.label(f.name) in names]
        return replace(target, inferred=tuple(dict.fromkeys(map(shown_types, known))))

    def _asking(self, missing: set[Place]) -> dict[str, Asking]:
        """For each module, what makes its targets, when it is known which classes have objects in Rust."""
        modules = self.modules.values()
        alive = {m.name: {n for n in m.classes if m.drafts[n] or (m.name, n) in missing} for m in modules}
        counts = Counter(m.struct_of[n] for m in modules for n in alive[m.name])
        doubled = {struct for struct, count in counts.items() if count > 1}
        objects = {(module, name) for module, names in alive.items() for name in names}
        for families in self.families.values():
            families.settle(objects, self.families)
        given = [(m.rust, text) for m in modules for text in (*m.statics.values(), *self.families[m.name].declarations)]
        every = Counter(s for m in modules for s in m.structs)
        structs = [
            (s, m.exchanged(n))
            for m in modules
            for s, n in m.structs.items()
            if s not in doubled and (every[s] == 1 or n in alive[m.name])
        ]
        order = tuple(self.modules[name].rust for name in run_order(self.scopes))
        named: dict[str, dict[str, Shape]] = {m.name: {} for m in modules}
        bare: dict[str, set[str]] = {m.name: set() for m in modules}
        for m in modules:
            for other in modules:
                for name in other.classes:
                    aliases = list(m.scope.aliases((other.name, name)))
                    bare[m.name] |= set(aliases) if name in other.bare else set()
                    if (shape := self.families[other.name].named.get(name)) is not None:
                        named[m.name] |= dict.fromkeys(aliases, shape)
        package = Package(tuple(structs), tuple(given), order, doubled, named, bare)
        return {m.name: Asking(m, package, self.families[m.name]) for m in modules}

    def _written_in(self, item: _Item) -> Definitions:
        """The module that an item's definition stands in: that of its class may have it from another one."""
        return self.modules[item.module.home_of(item.node)]

    def _calls(self, item: _Item, places: set[Place]) -> tuple[str, ...]:
        """The other items that one mentions, and the classes that an abstract one in it stands for."""
        module = item.module
        pieces: list[ast.AST] = [item.node]
        if isinstance(item.node, ast.ClassDef):  # what an abstract class gives is its own
            inherited = methods_with_inherited(item.node, module.classes)
            pieces += [part for owner, part in inherited if owner is not item.node and module.has_no_objects(owner)]
        used: set[Place] = set()
        for piece in pieces:
            there, words = self.modules[module.home_of(piece)], words_of(piece)
            used |= {p for p in places if self.items[p].used_in(there, words)}
            for name in said(piece) & there.scope.names.keys():
                at, cls = there.scope.names[name]
                used |= set(self.families[at].members.get(cls, ()))
        return tuple(sorted(qualified(p) for p in (used & places) - {item.place}))

    def _bodies(self, asking: dict[str, Asking], places: set[Place]) -> Iterator[Target]:
        """The code at the modules' tops, where it does something and rules refused it, as Python runs it."""
        files = self.result.files
        if "src/lib.rs" in files:
            return
        for name in run_order(self.scopes):
            module = self.modules[name]
            rest = module.rest()
            active = [s for s in rest if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
            if "<module>" in module.made or not active:
                continue
            if not files and all(isinstance(s, (ast.Assign, ast.AnnAssign)) for s in active):
                continue  # a library of which nothing was made
            words = {word for s in rest for word in words_of(s)}
            used = [p for p in places if not self.items[p].owner and self.items[p].used_in(module, words)]
            yield asking[name].body(tuple(sorted(map(qualified, used))))

    def narrow(self, refused: set[str]) -> bool:
        """Whether any of these items uses a function or class that takes or holds machine ints."""
        modules = self.modules.values()
        small = {
            (m.name, n)
            for m in modules
            for n, made in m.made.items()
            for f in made
            if any(_small(a.shape) for a in f.arguments)
        }
        small |= {
            (c.module, c.name)
            for c in self.result.classes
            if self.modules[c.module].drafts.get(c.name) and any(_small(shape) for _, _, shape in c.fields)
        }
        small = {(m, n) for m, n in small if qualified((m, n)) not in refused}
        users = [(self._written_in(i), words_of(i.node)) for p, i in self.items.items() if qualified(p) in refused]
        users += [
            (m, {word for s in m.rest() for word in words_of(s)}) for m in modules if m.label("<module>") in refused
        ]
        owners = {(p[0], i.owner) for p, i in self.items.items() if i.owner and qualified(p) in refused}
        return bool(owners & small) or any(
            f".{name.rpartition('.')[2]}" in words if "." in name else m.scope.means(words, (home, name))
            for home, name in small
            for m, words in users
        )

    def _left_out(self, refused: set[Place]) -> set[Place]:
        """What has no Rust for the only reason that what uses it was refused."""
        users: list[tuple[Definitions, ast.AST]] = [
            (self._written_in(self.items[p]), self.items[p].node) for p in sorted(refused)
        ]
        if "src/lib.rs" not in self.result.files:
            users += [(m, s) for m in self.modules.values() if "<module>" not in m.made for s in m.rest()]
        spoken = [(m, words_of(node)) for m, node in users]
        found: set[Place] = set()
        while users:
            module, user = users.pop()
            words = words_of(user)
            # what a decorator does is a part of what it decorates
            decorators = {word for d in getattr(user, "decorator_list", []) for word in words_of(d)}
            for place, item in self.items.items():
                if place in found or place in refused or item.name in item.module.made or item.node is user:
                    continue
                # what a class inherits is another item only where objects of this class are used
                inherits = item.owner and item.node not in item.module.classes[item.owner].body
                if inherits and not any(m.scope.means(w, (place[0], item.owner)) for m, w in spoken):
                    continue
                if item.used_in(module, words, decorators):
                    found.add(place)
                    users.append((self._written_in(item), item.node))
        return found


def _small(shape: Shape) -> bool:
    return any(part.kind in ("int", "number") and part.bits for part in shape.parts())


def _in_order(found: list[Target]) -> list[Target]:
    """Those that others call before them; the order of the files where they call each other."""
    by_name = {t.name: t for t in found}
    done: dict[str, Target] = {}

    def visit(target: Target, above: frozenset[str]) -> None:
        for name in target.calls:
            if name in by_name and name not in done and name not in above:
                visit(by_name[name], above | {target.name})
        done.setdefault(target.name, target)

    for target in found:
        visit(target, frozenset())
    return list(done.values())
