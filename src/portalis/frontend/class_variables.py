"""Attributes that all objects of a class share, and that the program changes: each becomes a variable of the class's module.

The class goes on to state them, as `n = C_n`: what reads one asks the class of the object for it, once types are known (`irbuild.class_attributes`),
and so does what assigns `C.n`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from portalis.frontend.linking import Linked, Linker
from portalis.frontend.tree import decorator_name, last_name, walk


@dataclass(slots=True, eq=False)
class ClassVariables:
    """The class variables that a module has for its classes."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """The names of the variables, by class and attribute."""
    assigned: set[str] = field(default_factory=set)
    """Those that the program assigns."""


def share_class_variables(
    modules: Sequence[Linked], fresh: Sequence[Callable[[str], str]]
) -> dict[str, ClassVariables]:
    """Makes variables of the modules of those attributes of classes that the program changes, in place; gives them by module.

    Attributes that an object surely has for itself are not taken, nor those that may be an heir's own; `fresh` makes names that each
    module does not use.
    """
    found = {m.name: ClassVariables() for m in modules}
    if not any(_bound_by(s) for m in modules for c in m.classes.values() for s in c.body):
        return found
    program = _Program(modules)
    for m, name in zip(modules, fresh):
        for cls in [s for s in m.tree.body if isinstance(s, ast.ClassDef)]:
            if all(decorator_name(d) == "dataclass" for d in cls.decorator_list):
                _share(program, m, cls, name, found[m.name])
    return found


def _share(program: _Program, m: Linked, cls: ast.ClassDef, fresh: Callable[[str], str], found: ClassVariables) -> None:
    """Shares what one class has."""
    family = program.family(m, cls)
    if len(family) == 1 and not cls.bases:
        _name_own_class(cls)
    methods = {s.name for s in cls.body if isinstance(s, ast.FunctionDef)}
    for attr, statement in {name: s for s in cls.body for name in _bound_by(s)}.items():
        if attr in methods or (cls.decorator_list and isinstance(statement, ast.AnnAssign)):
            continue  # another thing in the end, or a field
        assert isinstance(statement, (ast.Assign, ast.AnnAssign))
        assert statement.value is not None
        heirs = [c for c in family if c is not cls and any(attr in _bound_by(x) for x in c.body)]
        stores = [s for s in program.stores(attr, family) if not any(program.names(*s, heir) for heir in heirs)]
        sure = [s for s in stores if program.is_on(*s, m, cls, alone=len(family) == 1)]
        if any(program.is_of_family(*s) for s in stores if s not in sure) or (stores and not sure):
            continue
        if not stores and _is_fixed(statement.value, program.stored[m.name]):
            continue
        shared = fresh(f"{cls.name}_{attr}")
        found.names[cls.name, attr] = shared
        if stores:
            found.assigned.add(shared)
        program.stored[m.name].add(shared)
        made = ast.copy_location(ast.Assign([ast.Name(shared, ast.Store())], statement.value), statement)
        m.tree.body.insert(m.tree.body.index(cls), ast.fix_missing_locations(made))
        statement.value = ast.copy_location(ast.Name(shared, ast.Load()), statement.value)


class _Program:
    """What all modules say of attributes."""

    def __init__(self, modules: Sequence[Linked]) -> None:
        self.modules = {m.name: m for m in modules}
        self.linker = Linker(modules)
        self.above = {
            key: {a for base in node.bases if (a := self.linker.class_key(home.name, base)) is not None}
            for key, (home, node) in self.linker.classes.items()
        }
        everything = {m.name: walk(m.tree) for m in modules}
        self.stored = {home: {name for n in nodes for name in _stored_by(n)} for home, nodes in everything.items()}
        self.inner = {
            n: f for nodes in everything.values() for f in nodes if isinstance(f, ast.FunctionDef) for n in walk(f)
        }
        self.methods = {
            f: node for _, node in self.linker.classes.values() for f in node.body if isinstance(f, ast.FunctionDef)
        }
        self._stores: dict[str, list[tuple[Linked, ast.Attribute]]] = {}
        for m in modules:
            for n in everything[m.name]:
                if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load):
                    self._stores.setdefault(n.attr, []).append((m, n))

    def family(self, m: Linked, cls: ast.ClassDef) -> list[ast.ClassDef]:
        """A class and those that derive from it."""
        mine = self.linker.key(m.name, cls.name)
        return [self.linker.classes[key][1] for key in self.above if key == mine or self._derives(key, mine)]

    def _derives(self, key: str, mine: str) -> bool:
        todo, seen = [key], set[str]()
        while todo:
            for above in self.above.get(todo.pop(), ()):
                if above == mine:
                    return True
                if above not in seen:
                    seen.add(above)
                    todo.append(above)
        return False

    def stores(self, attr: str, family: list[ast.ClassDef]) -> list[tuple[Linked, ast.Attribute]]:
        """What assigns an attribute of that name, perhaps of a class of the family or of an object of one."""
        return [(m, n) for m, n in self._stores.get(attr, ()) if self._may_be_of(m, n, family)]

    def _may_be_of(self, m: Linked, n: ast.Attribute, family: list[ast.ClassDef]) -> bool:
        if self._is_this(n):
            return self.methods[self.inner[n]] in family
        place = self.linker.place(m.name, n.value)
        if place is None:
            return True
        classes = self.modules[place[0]].classes if place[0] in self.modules else {}
        return bool(place[1]) and (place[1] not in classes or classes[place[1]] in family)

    def _is_this(self, n: ast.Attribute) -> bool:
        """Whether an attribute is asked of the first parameter of the method that it stands in."""
        f = self.inner.get(n)
        method = f is not None and f in self.methods and bool(f.args.args)
        return method and f is not None and last_name(n.value) == f.args.args[0].arg

    def is_of_family(self, m: Linked, n: ast.Attribute) -> bool:
        """Whether an attribute among the `stores` surely is of an object or a class of the family, and not of another thing."""
        return self._is_this(n) or self.linker.class_key(m.name, n.value) is not None

    def is_on(self, home: Linked, n: ast.Attribute, m: Linked, cls: ast.ClassDef, *, alone: bool) -> bool:
        """Whether an attribute is that of the very class, by its name, or in a class method of one that is `alone`."""
        if isinstance(n.ctx, ast.Del):
            return False
        if self._is_this(n):
            return alone and _is_class_method(self.inner[n]) and self.methods[self.inner[n]] is cls
        return self.linker.place(home.name, n.value) == (m.name, cls.name)

    def names(self, home: Linked, n: ast.Attribute, cls: ast.ClassDef) -> bool:
        """Whether an attribute is that of a class, by its name."""
        key = self.linker.class_key(home.name, n.value)
        return key is not None and self.linker.classes[key][1] is cls


def _name_own_class(cls: ast.ClassDef) -> None:
    """Writes `C.n` for `type(self).n` and `self.__class__.n` in the methods of a class without heirs, in place."""
    bound = {name for s in cls.body for name in _bound_by(s)}
    for f in cls.body:
        if not isinstance(f, ast.FunctionDef) or f.decorator_list or not f.args.args:
            continue
        this = f.args.args[0].arg
        for n in walk(f):
            match n:
                case ast.Attribute(
                    value=ast.Call(func=ast.Name(id="type"), args=[ast.Name(id=name)], keywords=[])
                    | ast.Attribute(value=ast.Name(id=name), attr="__class__"),
                    attr=attr,
                ) if name == this and attr in bound:
                    n.value = ast.copy_location(ast.Name(cls.name, ast.Load()), n.value)


def _bound_by(s: ast.stmt) -> list[str]:
    """The attributes that a statement of a class body gives the class."""
    if isinstance(s, ast.Assign) and len(s.targets) == 1 and isinstance(s.targets[0], ast.Name):
        return [s.targets[0].id]
    if isinstance(s, ast.AnnAssign) and s.value is not None and isinstance(s.target, ast.Name):
        return [s.target.id]
    return []


def _stored_by(n: ast.AST) -> list[str]:
    """The name or attribute that a node assigns."""
    if isinstance(n, (ast.Name, ast.Attribute)) and not isinstance(n.ctx, ast.Load):
        return [n.id if isinstance(n, ast.Name) else n.attr]
    return []


def _is_class_method(f: ast.FunctionDef) -> bool:
    return any(last_name(d) == "classmethod" for d in f.decorator_list)


_COMPUTES = (ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Tuple, ast.JoinedStr, ast.FormattedValue)
_WORDS = (ast.Constant, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


def is_computed_of(e: ast.expr, *leaves: type[ast.AST]) -> bool:
    """Whether an expression only computes, with constants and such leaves: it may be evaluated when, and as often as, one likes."""
    return all(isinstance(n, (*_COMPUTES, *_WORDS, *leaves)) for n in walk(e))


def _is_fixed(e: ast.expr, stored: Container[str]) -> bool:
    """Whether an expression gives the same value, which nothing changes, wherever it is written; `stored` are names that are assigned."""
    match e:
        case ast.Lambda():
            return True
        case ast.Name(id=name):
            return name not in stored
        case ast.Attribute(value=value, attr=name):
            return name not in stored and _is_fixed(value, stored)
    return is_computed_of(e)


def assigned_elsewhere(linker: Linker) -> dict[str, set[str]]:
    """The variables of each module that others assign as its attributes, or it does itself."""
    found: dict[str, set[str]] = {}
    for m in linker.modules.values():
        for n in walk(m.tree):
            if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load):
                place = linker.place(m.name, n.value)
                if place is not None and not place[1]:
                    found.setdefault(place[0], set()).add(n.attr)
    return found


__all__ = ["ClassVariables", "assigned_elsewhere", "is_computed_of", "share_class_variables"]
