"""The modules of a program beside each other: where what they import from one another is defined, and what their classes are called."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from portalis.frontend.tree import children, walk

_EXCEPTIONS = frozenset(
    name for name, what in vars(builtins).items() if isinstance(what, type) and issubclass(what, BaseException)
)


@dataclass(slots=True, eq=False)
class Linked:
    """One module among the others."""

    name: str
    tree: ast.Module
    is_package: bool
    """Whether it is the `__init__.py` of a package."""
    imports: dict[str, ast.Import | ast.ImportFrom] = field(default_factory=dict)
    """What it imports at its top, by the names that it has for it."""
    definitions: set[str] = field(default_factory=set)
    """The functions and classes at its top."""
    names: set[str] = field(default_factory=set)
    """What it binds itself at its top: definitions and variables."""

    def __post_init__(self) -> None:
        stack: list[ast.AST] = list(self.tree.body)
        while stack:
            n = stack.pop()
            if isinstance(n, (ast.Import, ast.ImportFrom)):
                self.imports.update(dict.fromkeys(names_of(n), n))
            elif isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.definitions.add(n.name)
            elif isinstance(n, ast.Name):
                if not isinstance(n.ctx, ast.Load):
                    self.names.add(n.id)
            else:
                stack += children(n)
        self.names |= self.definitions

    @property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes at its top, by name."""
        return {s.name: s for s in self.tree.body if isinstance(s, ast.ClassDef)}

    def bring(self, s: ast.Import | ast.ImportFrom, wish: str) -> str:
        """Imports one thing, if it is not imported yet; gives the name that the module has for it, ``wish`` where that is free."""
        for name, one in self.imports.items():
            if name not in self.names and _same(self, one, name, s):
                return name
        taken = self.names | self.imports.keys() | {n.id for n in walk(self.tree) if isinstance(n, ast.Name)}
        name = wish
        while name in taken or hasattr(builtins, name):
            name += "_"
        s.names[0].asname = None if name == s.names[0].name else name
        begin = 0
        for i, known in enumerate(self.tree.body):
            doc = i == 0 and isinstance(known, ast.Expr) and isinstance(known.value, ast.Constant)
            if not doc and not (isinstance(known, ast.ImportFrom) and known.module == "__future__"):
                break
            begin = i + 1
        s.lineno, s.col_offset, s.end_lineno, s.end_col_offset = 1, 0, 1, 0
        self.tree.body.insert(begin, s)
        self.imports[name] = s
        return name


class Linker:
    """Follows imports through the modules of a program.

    Every class has a key, a name that no other class of the program has: its own name, or else that of its module before it.
    """

    def __init__(self, modules: Sequence[Linked]) -> None:
        self.modules: Mapping[str, Linked] = {m.name: m for m in modules}
        self.classes: dict[str, tuple[Linked, ast.ClassDef]] = {}
        """The modules and definitions of the classes, by key, in the order of the modules and then of their text."""
        self.keys: dict[str, dict[str, str]] = {}
        """The keys of the classes of each module, by name."""
        # A built-in exception goes by its name too, which another module may mean.
        self._taken: set[str] = set(_EXCEPTIONS) if len(modules) > 1 else set()
        self._changing: dict[tuple[str, str], bool] = {}
        self._uses: dict[str, list[ast.Call | ast.Raise]] | None = None
        for m in modules:
            self.keys[m.name] = {}
            for name, node in m.classes.items():
                self.classes[self.key(m.name, name)] = m, node

    def key(self, module: str, name: str) -> str:
        """The key of a class, which it is given now if it has none: one that stands inside of another statement."""
        mine = self.keys[module]
        if name not in mine:
            key = name
            while key in self._taken:
                key = f"{module.replace('.', '_')}_{key}"
            self._taken.add(key)
            mine[name] = key
        return mine[name]

    def definition(self, module: str, name: str) -> tuple[str, str] | None:
        """The module in which what `module` calls `name` is defined, and its name there; the name is empty for a module itself.

        None where it comes from outside of the program.
        """
        for _ in range(len(self.modules) + 1):
            home = self.modules.get(module)
            if home is None:
                return None
            found = home.imports.get(name)
            if name in home.names:
                return module, name
            if found is None:
                below = f"{module}.{name}"
                return (below, "") if below in self.modules else (module, name)
            if isinstance(found, ast.Import):
                a = next(a for a in found.names if name in (a.asname, a.name, a.name.split(".")[0]))
                target = a.name if a.asname else name
                return self.module(target)
            a = next(a for a in found.names if name in (a.asname, a.name))
            module, name = absolute(home.name, found, is_package=home.is_package), a.name
            if f"{module}.{name}" in self.modules and (
                module not in self.modules or name not in self.modules[module].names
            ):
                return f"{module}.{name}", ""
        return None

    def module(self, name: str) -> tuple[str, str] | None:
        """A module of the program as a definition; None where it has none of that name."""
        return (name, "") if name in self.modules else None

    def class_key(self, module: str, e: ast.expr) -> str | None:
        """The key of the class of the program that an expression at the top of a module names."""
        found = self.place(module, e)
        return self.keys[found[0]].get(found[1]) if found is not None else None

    def changes(self, module: str, name: str) -> bool:
        """Whether a variable of a module may get another value once that module has been run."""
        if (module, name) not in self._changing:
            self._changing[module, name] = self._is_changed(module, name)
        return self._changing[module, name]

    def _is_changed(self, module: str, name: str) -> bool:
        for m in self.modules.values():
            for n in walk(m.tree):
                if m.name == module and isinstance(n, ast.Global) and name in n.names:
                    return True
                if (
                    isinstance(n, ast.Attribute)
                    and n.attr == name
                    and not isinstance(n.ctx, ast.Load)
                    and self.place(m.name, n.value) == (module, "")
                ):
                    return True
        return False

    def uses(self, key: str) -> list[ast.Call | ast.Raise]:
        """The calls of a class, and where it is raised without one, as they were when this was first asked."""
        if self._uses is None:
            self._uses = {}
            for module in self.modules.values():
                for n in walk(module.tree):
                    named = n.func if isinstance(n, ast.Call) else n.exc if isinstance(n, ast.Raise) else None
                    if isinstance(named, (ast.Name, ast.Attribute)) and (found := self.class_key(module.name, named)):
                        assert isinstance(n, (ast.Call, ast.Raise))
                        self._uses.setdefault(found, []).append(n)
        return self._uses.get(key, [])

    def derives_from(self, key: str, names: Container[str]) -> bool:
        """Whether the only base of a class, or of that one and so on, is one of these, which the program does not define."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            if key not in self.classes:
                return False
            module, node = self.classes[key]
            if len(node.bases) != 1:
                return False
            base = node.bases[0]
            above = self.class_key(module.name, base)
            if above is None:
                return isinstance(base, ast.Name) and base.id in names
            key = above
        return False

    def place(self, module: str, e: ast.expr) -> tuple[str, str] | None:
        """Where what an expression at the top of a module names is defined, as `definition` says it."""
        if isinstance(e, ast.Name):
            return self.definition(module, e.id)
        if isinstance(e, ast.Attribute):
            above = self.place(module, e.value)
            if above is not None and not above[1]:
                return self.definition(above[0], e.attr)
        return None


def names_of(s: ast.Import | ast.ImportFrom) -> list[str]:
    """The names that an import binds."""
    return [a.asname or (a.name.split(".")[0] if isinstance(s, ast.Import) else a.name) for a in s.names]


def absolute(module: str, s: ast.ImportFrom, *, is_package: bool) -> str:
    """The full name of the module that a `from` import in `module` names."""
    if not s.level:
        return s.module or ""
    parts = module.split(".")
    base = parts[: len(parts) - s.level + (1 if is_package else 0)]
    return ".".join([*base, *([s.module] if s.module else [])])


def _same(module: Linked, known: ast.Import | ast.ImportFrom, name: str, s: ast.Import | ast.ImportFrom) -> bool:
    """Whether what a module imports as ``name`` is the one thing that another statement imports."""
    wanted = s.names[0].name
    if isinstance(s, ast.Import):
        return isinstance(known, ast.Import) and any(
            a.name == wanted and name == (a.asname or a.name) for a in known.names
        )
    return (
        isinstance(known, ast.ImportFrom)
        and absolute(module.name, known, is_package=module.is_package) == s.module
        and any(a.name == wanted and name == (a.asname or a.name) for a in known.names)
    )


__all__ = ["Linked", "Linker", "absolute", "names_of"]
