"""What the names of a module stand for in its package: its own definitions, and what it imports from the others."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from portalis.verify.kinds import Module, Place

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Source(Protocol):
    """A module's source."""

    @property
    def name(self) -> str:
        """Its dotted name."""
        ...

    @property
    def text(self) -> str:
        """What it says."""
        ...

    @property
    def is_package(self) -> bool:
        """Whether it is an `__init__`."""
        ...


class Scope:
    """The names of one module."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self.module = module
        self.names: dict[str, Place] = {n.name: (module, n.name) for n in tree.body if isinstance(n, _DEFINITIONS)}
        """What each name stands for."""
        self.modules: dict[str, str] = {}
        """The modules that are reached by a name, dotted ones among them."""
        self.runs: list[str] = []
        """The modules that its imports run, in their order."""

    def means(self, words: set[str], place: Place) -> bool:
        """Whether any of these words, attributes with a point before them, may be that definition."""
        if any(self.names.get(word) == place for word in words):
            return True
        return f".{place[1]}" in words and place[0] in self.modules.values()

    def aliases(self, place: Place) -> Iterator[str]:
        """What an annotation may call a definition."""
        yield from (name for name, found in self.names.items() if found == place)
        yield from (f"{name}.{place[1]}" for name, module in self.modules.items() if module == place[0])


def qualified(place: Place) -> str:
    """A definition's name in the package: with its module's before it where that is not the first."""
    return f"{place[0]}.{place[1]}" if place[0] else place[1]


def words_of(node: ast.AST) -> set[str]:
    """The names in a tree, and with a point before it each attribute."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return names | {f".{n.attr}" for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def scopes_of(sources: Sequence[Source], trees: Sequence[ast.Module]) -> dict[str, Scope]:
    """The names of each module of a package; the first one's name is empty."""
    short = {s.name: "" if s is sources[0] else s.name for s in sources}
    found = {short[s.name]: Scope(short[s.name], tree) for s, tree in zip(sources, trees)}
    own = {module: set(scope.names) for module, scope in found.items()}
    for source, tree in zip(sources, trees):
        _imports(source, tree, found[short[source.name]], short, own)
    for scope in found.values():
        for name, place in list(scope.names.items()):
            scope.names[name] = _followed(place, found, own)
    return found


def classes_of(scopes: Mapping[str, Scope], trees: Mapping[str, ast.Module]) -> dict[str, Module]:
    """The classes of each module of a package, with what its names mean in the others."""
    homes: dict[ast.ClassDef, Module] = {}
    found = {
        name: Module(name, {n.name: n for n in trees[name].body if isinstance(n, ast.ClassDef)}, homes)
        for name in scopes
    }
    for module, scope in scopes.items():
        names = dict(scope.names)
        for reached, other in scope.modules.items():
            names |= {f"{reached}.{name}": place for name, place in scopes[other].names.items()}
        for name, (at, own) in names.items():
            if at in found and own in found[at] and name not in found[module]:
                found[module].imported[name] = found[at][own]
    return found


def run_order(scopes: Mapping[str, Scope]) -> list[str]:
    """The modules in the order in which Python's imports run them from the first one; it runs last."""
    done: list[str] = []
    begun: set[str] = set()

    def run(module: str) -> None:
        if module in begun:
            return
        begun.add(module)
        for other in scopes[module].runs:
            run(other)
        done.append(module)

    run("")
    return done


def _imports(
    source: Source, tree: ast.Module, scope: Scope, short: Mapping[str, str], own: Mapping[str, set[str]]
) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                for above in _parents(alias.name):
                    _reach(scope, short, above)
                    if alias.asname is None and above in short:
                        scope.modules[above] = short[above]
                if alias.asname is not None and alias.name in short:
                    scope.modules[alias.asname] = short[alias.name]
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            for above in _parents(base):
                _reach(scope, short, above)
            for alias in node.names:
                full = f"{base}.{alias.name}".lstrip(".")
                _reach(scope, short, full)
                if full in short:
                    scope.modules[alias.asname or alias.name] = short[full]
                elif base in short and alias.name == "*":
                    for name in own[short[base]]:
                        scope.names.setdefault(name, (short[base], name))
                elif base in short:
                    scope.names.setdefault(alias.asname or alias.name, (short[base], alias.name))


def _reach(scope: Scope, short: Mapping[str, str], name: str) -> None:
    if name in short and short[name] not in scope.runs:
        scope.runs.append(short[name])


def _parents(name: str) -> list[str]:
    parts = name.split(".") if name else []
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def _base(source: Source, node: ast.ImportFrom) -> str:
    """The full name of the module that something is imported from."""
    if not node.level:
        return node.module or ""
    package = source.name.split(".") if source.is_package else source.name.split(".")[:-1]
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _followed(place: Place, scopes: Mapping[str, Scope], own: Mapping[str, set[str]]) -> Place:
    """Where a name that a module has from another one is defined."""
    seen: set[Place] = set()
    while place not in seen and place[1] not in own[place[0]]:
        seen.add(place)
        place = scopes[place[0]].names.get(place[1], place)
    return place
