"""Base classes: every class gets copies of what it inherits, so that each later pass knows one class at a time.

A class is laid flat along its method resolution order (C3, as in CPython): the first class of it that defines a name gives it. What
`super()` reaches is copied under a name of its own (`area_of_Shape`), and a base's initialiser stands in the place of its call, so
that all attributes are assigned in one. A method is then typed for the very class whose objects it is called on.

Classes go by their keys here (`linking.py`): a base may stand in another module, whose names its copies then reach through it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TypeVar

from portalis.frontend.adoption import CannotAdoptError, Newcomer
from portalis.frontend.exception_classes import EXCEPTION_NAMES, arguments_kept, keep_arguments
from portalis.frontend.inlining import inline_call
from portalis.frontend.linking import Linked, Linker
from portalis.frontend.tree import decorator_name, last_name, walk

_Copied = TypeVar("_Copied", bound=ast.AST)
_ABSTRACT = frozenset({"abstractmethod", "abstractproperty"})
_EMPTY_BASES = frozenset({"object", "ABC", "Protocol", "Generic"})


@dataclass(slots=True)
class Hierarchy:
    """How the classes of a program are related, by their keys."""

    order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The method resolution order of each class that was laid flat, itself first."""
    written: frozenset[str] = frozenset()
    """The functions that the text of each class has (`key.name`): others were made from it."""
    abstract: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The methods that a class leaves abstract, in alphabetical order."""
    protocols: set[str] = field(default_factory=set)
    """The classes that say what others have: there are no objects of them."""
    copies: set[ast.FunctionDef] = field(default_factory=set)
    """The methods that were copied from a base class."""
    errors: set[str] = field(default_factory=set)
    """The exception classes that have attributes or methods of their own."""

    def subclasses(self, name: str) -> list[str]:
        """A class and those that derive from it."""
        return [name, *(c for c, order in self.order.items() if name in order[1:])]


def mentioned_elsewhere(trees: Sequence[ast.Module]) -> list[frozenset[str]]:
    """For each module the names that the others import, read or take as attributes, whatever they mean by them."""
    if len(trees) == 1:
        return [frozenset()]
    named: list[set[str]] = []
    for tree in trees:
        nodes = walk(tree)
        names = {n.id for n in nodes if isinstance(n, ast.Name)} | {
            n.attr for n in nodes if isinstance(n, ast.Attribute)
        }
        named.append(names | {a.name for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names})
    return [frozenset().union(*(n for j, n in enumerate(named) if j != i)) for i in range(len(trees))]


def flatten(linker: Linker) -> Hierarchy:
    """Lays the classes of a program flat, in place. Classes with bases that are not known stay as they are."""
    classes = {key: node for key, (_, node) in linker.classes.items()}
    found = Hierarchy()
    if not any(_is_related(c) for c in classes.values()):
        return found
    orders: dict[str, tuple[str, ...] | None] = {}
    for name in classes:
        order = _linearise(name, linker, orders)
        if order is not None:
            found.order[name] = order
    for name, order in found.order.items():
        if len(order) > 1 or any(name in other[1:] for other in found.order.values()):
            _mangle(classes[name])
    pristine = {name: _bound(deepcopy(classes[name].body)) for name in found.order}
    found.protocols = {name for name in found.order if any(_head(b) == "Protocol" for b in classes[name].bases)}
    metaclass = {name for name in found.order if _asks_for_abstract(classes[name])}
    for name, order in found.order.items():
        cls = classes[name]
        is_abstract = bool(metaclass & set(order))
        abstract = {
            m: f for m, f in _first(order, pristine).items() if isinstance(f, ast.FunctionDef) and _is_abstract(f)
        }
        if abstract and is_abstract:
            found.abstract[name] = tuple(sorted(abstract))
        root = last_name(classes[order[-1]].bases[0]) if classes[order[-1]].bases else ""
        before = cls.body
        try:
            if root in EXCEPTION_NAMES:
                if any(pristine[c] for c in order):
                    _lay_error(linker, order, pristine, found, root)
                continue
            if _is_related(cls):
                _Flat(linker, order, pristine, found).lay()
                cls.bases, cls.keywords = [], []
        except CannotAdoptError:
            cls.body = before
        for s in cls.body:
            if isinstance(s, ast.FunctionDef) and _is_abstract(s):
                s.decorator_list = [d for d in s.decorator_list if last_name(d) not in _ABSTRACT]
        if not cls.body:
            cls.body = [ast.copy_location(ast.Pass(), cls)]
    return found


def _lay_error(
    linker: Linker, order: tuple[str, ...], pristine: dict[str, dict[str, ast.stmt]], found: Hierarchy, root: str
) -> None:
    """Lays an exception class flat that has attributes or methods; one that is not understood stays as it is."""
    cls = linker.classes[order[0]][1]
    before = cls.body
    _Flat(linker, order, pristine, found, is_error=True).lay()
    made = keep_arguments(cls, linker, order[0], root)
    if made is None:
        cls.body = before
    else:
        cls.body = made
        found.errors.add(order[0])


def _head(base: ast.expr) -> str:
    """The last name of a base class, without what stands in brackets."""
    return last_name(base.value if isinstance(base, ast.Subscript) else base)


def _asks_for_abstract(cls: ast.ClassDef) -> bool:
    """Whether a class has the metaclass that knows of abstract methods."""
    return any(last_name(b) == "ABC" for b in cls.bases) or any(last_name(k.value) == "ABCMeta" for k in cls.keywords)


def _is_related(cls: ast.ClassDef) -> bool:
    """Whether a class has bases, or asks for them."""
    return bool(cls.bases or cls.keywords) or any(isinstance(n, ast.Name) and n.id == "super" for n in walk(cls))


def _linearise(name: str, linker: Linker, known: dict[str, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """The C3 linearisation of a class among those of the program; None where a base is not known, or there is none.

    Source: Barrett et al., A Monotonic Superclass Linearization for Dylan, OOPSLA 1996.
    """
    if name in known:
        return known[name]
    known[name] = None
    bases: list[str] = []
    home, cls = linker.classes[name]
    for base in cls.bases:
        head = base.value if isinstance(base, ast.Subscript) else base
        last = head.attr if isinstance(head, ast.Attribute) else head.id if isinstance(head, ast.Name) else "?"
        key = linker.class_key(home.name, head)
        if key is not None:
            bases.append(key)
        elif isinstance(head, ast.Name) and last in EXCEPTION_NAMES and len(cls.bases) == 1:
            continue
        elif last not in _EMPTY_BASES:
            return None
    if any(k.arg != "metaclass" or last_name(k.value) != "ABCMeta" for k in cls.keywords):
        return None
    own = any(isinstance(s, ast.FunctionDef) and s.name == "__init__" for s in cls.body)
    if own and not _is_dataclass(cls) and any(_is_dataclass(linker.classes[base][1]) for base in bases):
        return None  # the initialiser that a dataclass is given has no text
    sequences: list[list[str]] = []
    for above in bases:
        order = _linearise(above, linker, known)
        if order is None:
            return None
        sequences.append(list(order))
        last_bases = linker.classes[order[-1]][1].bases
        if last_bases and len(cls.bases) > 1:
            root = last_name(last_bases[0])
            if root in EXCEPTION_NAMES:
                return None  # an exception has one base
    sequences.append(bases)
    merged = [name]
    while any(sequences):
        nearest = next((s[0] for s in sequences if s and not any(s[0] in t[1:] for t in sequences)), None)
        if nearest is None:
            return None
        merged.append(nearest)
        for s in sequences:
            if s and s[0] == nearest:
                del s[0]
    known[name] = tuple(merged)
    return known[name]


def _is_dataclass(cls: ast.ClassDef) -> bool:
    return any(decorator_name(d) == "dataclass" for d in cls.decorator_list)


def _is_abstract(f: ast.FunctionDef) -> bool:
    return any(last_name(d) in _ABSTRACT for d in f.decorator_list)


def _key(f: ast.FunctionDef) -> str:
    """The name under which a method is looked up; a setter stands beside the property that it belongs to."""
    return f"{f.name}.setter" if any(last_name(d) == "setter" for d in f.decorator_list) else f.name


def _bound(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """What a class body binds."""
    found: dict[str, ast.stmt] = {}
    for s in body:
        if isinstance(s, ast.FunctionDef):
            found[_key(s)] = s
        elif isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name):
            found[s.target.id] = s
        elif isinstance(s, ast.Assign):
            found.update((t.id, s) for t in s.targets if isinstance(t, ast.Name))
    return found


def _first(order: tuple[str, ...], bodies: dict[str, dict[str, ast.stmt]]) -> dict[str, ast.stmt]:
    """What each name means in a class: the definition of the first class in its order that has one."""
    found: dict[str, ast.stmt] = {}
    for name in order:
        for key, s in bodies[name].items():
            found.setdefault(key, s)
    return found


class _Flat:
    """One class that is laid flat."""

    def __init__(
        self,
        linker: Linker,
        order: tuple[str, ...],
        bodies: dict[str, dict[str, ast.stmt]],
        found: Hierarchy,
        is_error: bool = False,
    ) -> None:
        self.is_error = is_error
        self.linker = linker
        self.home, self.cls = linker.classes[order[0]]
        self.order = order
        self.bodies = bodies
        self.found = found
        self.extra: dict[tuple[str, str], str] = {}
        """What `super()` reaches, by class and name: the names of the copies."""
        self.todo: list[tuple[str, str]] = []

    def lay(self) -> None:
        """Gives the class what it inherits."""
        hidden = self.generated()
        own = [s for s in self.cls.body if isinstance(s, ast.Expr) and not isinstance(s.value, ast.Constant)]
        body = self.fields() if any(_is_dataclass(self.node_of(name)) for name in self.order) else self.attributes()
        methods: dict[str, tuple[str, ast.FunctionDef]] = {}
        for name in self.order:
            for key, s in self.bodies[name].items():
                if isinstance(s, ast.FunctionDef) and not (name != self.order[0] and key in hidden):
                    methods.setdefault(key, (name, s))
        for key, (owner, _) in list(methods.items()):  # a property that is defined again has no setter but its own
            getter = methods.get(key.removesuffix(".setter"))
            if key.endswith(".setter") and (getter is None or getter[0] != owner):
                del methods[key]
        for owner, f in methods.values():
            made = self.copy(owner, f, f.name)
            if owner != self.order[0]:
                self.found.copies.add(made)
            body.append(made)
        while self.todo:
            owner, key = self.todo.pop()
            base = self.bodies[owner][key]
            assert isinstance(base, ast.FunctionDef)
            made = self.copy(owner, base, self.extra[owner, key])
            made.decorator_list = [d for d in made.decorator_list if last_name(d) not in _ABSTRACT]
            self.found.copies.add(made)
            body.append(made)
        docs = [s for s in self.cls.body[:1] if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)]
        others = [
            s
            for s in self.cls.body
            if not isinstance(s, (ast.FunctionDef, ast.Assign, ast.AnnAssign, ast.Pass, ast.Expr))
        ]
        self.cls.body = [*docs, *body, *own, *others]

    def node_of(self, owner: str) -> ast.ClassDef:
        """The definition of a class."""
        return self.linker.classes[owner][1]

    def module_of(self, owner: str) -> Linked:
        """The module of a class."""
        return self.linker.classes[owner][0]

    def adopted(self, owner: str, node: _Copied, target: Linked | None = None) -> _Copied:
        """What was copied from a class, rewritten for this one's module, or for another one."""
        home, target = self.module_of(owner), target or self.home
        return node if home is target else Newcomer(self.linker, home, target).adopt(node)

    def named(self, owner: str, e: ast.expr) -> str | None:
        """The key of the class of this order that an expression in a method of `owner` names."""
        key = self.linker.class_key(self.module_of(owner).name, e)
        return key if key in self.order else None

    def generated(self) -> set[str]:
        """What a dataclass is given in any case, whatever its bases have."""
        for d in self.cls.decorator_list:
            if decorator_name(d) == "dataclass":
                ordered = isinstance(d, ast.Call) and any(k.arg == "order" for k in d.keywords)
                orders = {"__lt__", "__le__", "__gt__", "__ge__"} if ordered else set()
                return {"__init__", "__repr__", "__eq__", "__hash__", *orders}
        return set()

    def attributes(self) -> list[ast.stmt]:
        """The attributes of the class itself: its own, then those of its bases that it does not hide."""
        found: list[ast.stmt] = []
        known: set[str] = set()
        for name in self.order:
            for key, s in self.bodies[name].items():
                if key not in known and not isinstance(s, ast.FunctionDef):
                    found.append(self.adopted(name, deepcopy(s)))
            known |= self.bodies[name].keys()
        return found

    def fields(self) -> list[ast.stmt]:
        """The fields of a dataclass: those of its bases stand first, and one that is stated again keeps its place."""
        found: dict[str, ast.stmt] = {}
        for name in reversed(self.order):
            cls = self.node_of(name)
            if _is_dataclass(cls) and not _is_dataclass(self.cls):  # it is given what its base is given
                given = [self.adopted(name, deepcopy(d)) for d in cls.decorator_list]
                self.cls.decorator_list = [*self.cls.decorator_list, *given]
            for key, s in self.bodies[name].items():
                if isinstance(s, ast.FunctionDef):
                    continue
                if isinstance(s, ast.AnnAssign) and not _is_dataclass(cls):
                    if s.value is None:
                        continue
                    s = ast.copy_location(ast.Assign([s.target], s.value), s)
                found[key] = self.adopted(name, deepcopy(s))
        return list(found.values())

    def copy(self, owner: str, f: ast.FunctionDef, name: str) -> ast.FunctionDef:
        """A method as the class has it, with what `super()` means there."""
        made = deepcopy(f)
        made.name = name
        this = made.args.args[0].arg if made.args.args else ""
        if made.name == "__init__" or f.name == "__init__":
            made.body = self._initialise(owner, made, this)
        _Supers(self, owner, this).visit(made)
        return self.adopted(owner, made)

    def definer(self, owner: str | None, key: str, start: str | None = None) -> str | None:
        """The class after `owner` in the order that defines a name, or the first one from `start` in its own order."""
        order = self.order if start is None else self.found.order.get(start, ())
        begin = self.order.index(owner) + 1 if owner is not None else 0
        return next((name for name in order[begin:] if isinstance(self.bodies[name].get(key), ast.FunctionDef)), None)

    def reached(self, definer: str, key: str) -> str:
        """The name under which the class has a base's version of a method."""
        first = next(name for name in self.order if isinstance(self.bodies[name].get(key), ast.FunctionDef))
        if first == definer:
            return key
        if (definer, key) not in self.extra:
            name = f"{key.strip('_') if key.endswith('__') else key}_of_{definer}"
            while name in self.extra.values() or any(name in self.bodies[c] for c in self.order):
                name += "_"
            self.extra[definer, key] = name
            self.todo.append((definer, key))
        return self.extra[definer, key]

    def _initialise(self, owner: str, f: ast.FunctionDef, this: str) -> list[ast.stmt]:
        """The body of an initialiser, with those of its bases in the places of their calls."""

        def inlined(body: list[ast.stmt]) -> list[ast.stmt]:
            out: list[ast.stmt] = []
            for s in body:
                for part in ("body", "orelse", "finalbody"):
                    inner = getattr(s, part, None)
                    if isinstance(inner, list) and not isinstance(s, (ast.FunctionDef, ast.ClassDef)):
                        setattr(
                            s, part, inlined(inner) or ([ast.copy_location(ast.Pass(), s)] if part == "body" else [])
                        )
                made = self._base_initialiser(owner, s, f, this)
                out += [s] if made is None else made
            return out

        return inlined(f.body) or [ast.copy_location(ast.Pass(), f)]

    def _base_initialiser(self, owner: str, s: ast.stmt, f: ast.FunctionDef, this: str) -> list[ast.stmt] | None:
        """What stands for `super().__init__(…)` or `Base.__init__(self, …)`; None where the statement is no such call."""
        if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Call) and isinstance(s.value.func, ast.Attribute)):
            return None
        call, func = s.value, s.value.func
        if func.attr != "__init__":
            return None
        args = call.args
        if _is_super(func.value, self.node_of(owner).name):
            definer = self.definer(owner, "__init__")
        elif args and _is_name(args[0], this) and (base := self.named(owner, func.value)) is not None:
            definer = self.definer(None, "__init__", base)
            args = args[1:]
        elif self.is_error and last_name(func.value) in EXCEPTION_NAMES and args and _is_name(args[0], this):
            definer, args = None, args[1:]
        else:
            return None
        if definer is None and self.is_error:
            kept = arguments_kept(this, args, call.keywords, s)
            return None if kept is None else [kept]
        if definer is None:
            return [] if not args and not call.keywords else None
        above = self.bodies[definer]["__init__"]
        assert isinstance(above, ast.FunctionDef)
        inner = deepcopy(above)
        inner.body = self._initialise(definer, inner, inner.args.args[0].arg if inner.args.args else "")
        _Supers(self, definer, inner.args.args[0].arg if inner.args.args else "").visit(inner)
        inner = self.adopted(definer, inner, self.module_of(owner))
        return inline_call(inner, this, args, call.keywords, f, definer)


def _is_name(e: ast.expr, name: str) -> bool:
    return isinstance(e, ast.Name) and e.id == name


def _is_super(e: ast.expr, owner: str) -> bool:
    """Whether an expression is `super()`, or `super(Owner, self)`."""
    return (
        isinstance(e, ast.Call)
        and _is_name(e.func, "super")
        and not e.keywords
        and (not e.args or (len(e.args) == 2 and _is_name(e.args[0], owner)))
    )


class _Supers(ast.NodeTransformer):
    """Gives `super().m` and `Base.m(self)` the names that the class has for them."""

    def __init__(self, flat: _Flat, owner: str, this: str) -> None:
        self.flat, self.owner, self.this = flat, owner, this

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if _is_super(node.value, self.flat.node_of(self.owner).name):
            definer = self.flat.definer(self.owner, node.attr)
            if definer is not None:
                this = ast.copy_location(ast.Name(self.this, ast.Load()), node.value)
                return ast.copy_location(ast.Attribute(this, self.flat.reached(definer, node.attr), node.ctx), node)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        func = node.func
        if isinstance(func, ast.Attribute) and node.args and _is_name(node.args[0], self.this):
            base = self.flat.named(self.owner, func.value)
            definer = self.flat.definer(None, func.attr, base) if base is not None else None
            if definer is not None:
                f = self.flat.bodies[definer][func.attr]
                assert isinstance(f, ast.FunctionDef)
                if not any(last_name(d) in ("staticmethod", "classmethod") for d in f.decorator_list):
                    func.value = ast.copy_location(ast.Name(self.this, ast.Load()), func.value)
                    func.attr = self.flat.reached(definer, func.attr)
                    del node.args[0]
        self.generic_visit(node)
        return node


def _mangled(name: str, owner: str) -> str:
    private = name.startswith("__") and not name.endswith("__")
    return f"_{owner.lstrip('_')}{name}" if private else name


def _mangle(cls: ast.ClassDef) -> None:
    """Gives private names (`self.__x`) the class that they belong to, as Python does."""
    for n in walk(cls):
        if isinstance(n, ast.Attribute):
            n.attr = _mangled(n.attr, cls.name)
        elif isinstance(n, ast.FunctionDef):
            n.name = _mangled(n.name, cls.name)
        elif isinstance(n, ast.Name):
            n.id = _mangled(n.id, cls.name)


__all__ = ["Hierarchy", "flatten"]
