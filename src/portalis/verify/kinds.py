"""What kind of class a class is: an exception, or one without objects of its own; and what it has from those above it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator, Mapping

from portalis.verify.in_force import key_of, methods_of

Place = tuple[str, str]
"""A definition: its module, empty for the first, and its name in that."""

Known = Mapping[str, ast.ClassDef]
"""The classes of a module by name."""


class Module(dict[str, ast.ClassDef]):
    """The classes of a module of a package by name. ``imported`` has those of other modules by all names, dotted ones too, under
    which this one has them, and ``homes`` the module of each class of the package.
    """

    def __init__(self, name: str, own: Known, homes: dict[ast.ClassDef, Module]) -> None:
        super().__init__(own)
        self.name, self.homes = name, homes
        self.imported: dict[str, ast.ClassDef] = {}
        homes.update(dict.fromkeys(own.values(), self))


def home(node: ast.ClassDef, known: Known) -> Known:
    """The classes of the module that a class stands in; ``known`` are those of the module that asks."""
    return known.homes.get(node, known) if isinstance(known, Module) else known


def base_of(base: ast.expr, known: Known) -> ast.ClassDef | None:
    """The class of the package that a base is, as the module with these classes names it."""
    core = base.value if isinstance(base, ast.Subscript) else base
    name = ast.unparse(core) if isinstance(core, (ast.Name, ast.Attribute)) else ""
    found = known.get(name)
    return known.imported.get(name) if found is None and isinstance(known, Module) else found


_HELD = frozenset(
    n for n, c in vars(builtins).items()
    if isinstance(c, type) and issubclass(c, (OSError, AttributeError, NameError))
)  # fmt: skip
"""Built-in exceptions whose objects can hold more than `args`, and do not where they are made of a single value."""
_PLAIN_MARKS = frozenset({"staticmethod", "classmethod", "abstractmethod"})
"""Decorators under which an `async` method is still one."""
_KEEPING = frozenset({"cache", "lru_cache", "cached_property"})
_ACCESSORS = frozenset({"setter", "deleter", "getter", "register"})
_AWAITED = frozenset({"__aenter__", "__aexit__", "__anext__", "__call__"})
"""Special methods that may be `async`."""
_PLAIN_BASES = frozenset({"object", "ABC", "Protocol", "Generic"})


class Coroutine(ast.FunctionDef):
    """An `async` function as a function of what awaiting it gives."""


def awaited(tree: ast.Module) -> ast.Module:
    """A module whose `async` functions and methods are functions of what awaiting their calls gives, and of generators, of the list
    of what they yield; those that are :func:`never_awaited` stay what they are.
    """
    tree.body = [called(n, method=False) for n in tree.body]
    for owner in tree.body:
        if isinstance(owner, ast.ClassDef):
            owner.body = [called(n, method=True) for n in owner.body]
    return tree


def called(node: ast.stmt, *, method: bool) -> ast.stmt:
    """An `async` function or method as a function of what awaiting it gives, where it is one; any other statement as it is."""
    if not isinstance(node, ast.AsyncFunctionDef) or never_awaited(node, method=method):
        return node
    fields = {name: getattr(node, name) for name in node._fields}
    return ast.copy_location(Coroutine(**fields), node)


def never_awaited(node: ast.AsyncFunctionDef, *, method: bool) -> str:
    """Why nothing that awaiting an `async` function gives could be compared; empty where it could. What other decorators make of it
    is found out when it is called.
    """
    marks = [_last_name(m.func if isinstance(m, ast.Call) else m) for m in node.decorator_list]
    marks = [m for m in marks if m not in _PLAIN_MARKS]
    if yields(node) and marks:
        return "it is an `async` generator with a decorator, which makes no list of what it yields"
    if kept := [m for m in marks if m in _KEEPING]:
        return f"it is `async` under `{kept[0]}`, which keeps a coroutine that can be awaited once"
    if method and (odd := [m for m in marks if m in _ACCESSORS]):
        return f"it is `async` under `{odd[0]}`, and nothing awaits what that gives"
    if method and node.name.startswith("__") and node.name.endswith("__") and node.name not in _AWAITED:
        return f"it is `async`, and Python does not await `{node.name}`"
    return ""


def yields(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is a generator."""
    todo: list[ast.AST] = list(node.body)
    while todo:
        part = todo.pop()
        if isinstance(part, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            todo += ast.iter_child_nodes(part)
    return False


def first_line(node: ast.stmt) -> int:
    """The line on which a definition begins, decorators included."""
    marks: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(m.lineno for m in marks)])


def lineage(node: ast.ClassDef, known: Known) -> list[ast.ClassDef]:
    """A class and those of its package that it inherits from, the nearest first."""
    found = [node]
    for owner in found:
        for base in owner.bases:
            named = base_of(base, home(owner, known))
            if named is not None and named not in found:
                found.append(named)
    return found


def strange_bases(node: ast.ClassDef, known: Known) -> list[str]:
    """The bases from elsewhere that make another kind of object of a class's objects, and of no kind that can be exchanged."""
    found = []
    for owner in lineage(node, known):
        for base in owner.bases:
            name = _last_name(base)
            fine = plain_exception(name) or (name in _HELD and keeps_only_args(node, known))
            if base_of(base, home(owner, known)) is None and not plain_base(base) and not fine:
                found.append(ast.unparse(base))
    return found


def plain_base(base: ast.expr) -> bool:
    """Whether a base adds nothing to objects: `ABC`, `Generic[T]`."""
    return _last_name(base) in _PLAIN_BASES


def keeps_only_args(node: ast.ClassDef, known: Known) -> bool:
    """Whether nothing that a class does with a constructor above it makes its objects keep more than `args`: those of `OSError`
    and its like keep what they are given beside a single value.
    """
    makers = [part for _, part in methods_with_inherited(node, known) if part.name == "__init__"]
    calls = [
        call
        for owner in lineage(node, known)
        for call in ast.walk(owner)
        if isinstance(call, ast.Call) and _last_name(call.func) in ("__init__", "__new__", "__setstate__")
    ]
    words = [getattr(n, "id", getattr(n, "attr", "")) for owner in lineage(node, known) for n in ast.walk(owner)]
    if {"setattr", "__setattr__", "__dict__", "vars"} & set(words):
        return False  # nobody sees what it assigns
    makes_itself = any(part.name == "__new__" for _, part in methods_with_inherited(node, known))

    def plain(call: ast.Call) -> bool:
        named = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call)  # super().__init__(…)
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        return (
            named and _last_name(call.func) == "__init__" and len(call.args) < 2 and not starred and not call.keywords
        )

    return bool(makers) and not makes_itself and all(map(plain, calls))


def exception_base(node: ast.ClassDef, known: Known) -> str:
    """The built-in exception whose objects a class's objects are; empty where they are none."""
    bases = ((base, home(owner, known)) for owner in lineage(node, known) for base in owner.bases)
    named = (_last_name(base) for base, names in bases if base_of(base, names) is None)
    return next((name for name in named if _exception(name) is not None), "")


def plain_exception(name: str) -> bool:
    """Whether the objects of a built-in exception hold nothing but `args`, so that these can be exchanged for them."""
    found = _exception(name)
    return found is not None and found.__basicsize__ == BaseException.__basicsize__


def is_protocol(node: ast.ClassDef) -> bool:
    """Whether a class is a protocol itself."""
    return any(_last_name(base) == "Protocol" for base in node.bases)


def is_abstract(node: ast.ClassDef, known: Known) -> bool:
    """Whether a class leaves a method to those that derive from it."""
    return any(marked_abstract(part) for _, part in methods_with_inherited(node, known))


def without_objects(node: ast.ClassDef, known: Known) -> bool:
    """Whether there is nothing that is of this class and of none that derives from it."""
    return is_protocol(node) or is_abstract(node, known)


def marked_abstract(part: ast.FunctionDef) -> bool:
    """Whether a method carries a mark of `abc`."""
    return any("abstract" in _last_name(mark) for mark in part.decorator_list)


def methods_with_inherited(
    node: ast.ClassDef, known: Known, *, protocols: bool = False
) -> Iterator[tuple[ast.ClassDef, ast.FunctionDef]]:
    """The methods that objects of a class have, each as the nearest class defines it, with that class.

    Without ``protocols``, a protocol's methods that only say what there must be are left out.
    """
    seen: dict[str, ast.ClassDef] = {}
    for owner in lineage(node, known):
        for part in methods_of(owner):
            if key_of(part) in seen:
                continue
            if key_of(part) != part.name and seen.get(part.name, owner) is not owner:
                continue  # a property that is defined again has no accessors but its own
            if not protocols and owner is not node and is_protocol(owner) and _says_nothing(part):
                continue
            seen[key_of(part)] = owner
            yield owner, part


def heirs(base: ast.ClassDef, known: Known) -> list[ast.ClassDef]:
    """The classes of a package that derive from one, directly or through others."""
    everywhere = known.homes if isinstance(known, Module) else known.values()
    return [node for node in everywhere if node is not base and base in lineage(node, known)]


def stands_for(base: ast.ClassDef, known: Known) -> list[ast.ClassDef]:
    """The classes whose objects an abstract class or a protocol in an annotation stands for: those that derive from it, and of
    a protocol those of its module that have what it asks for.
    """
    found = heirs(base, known)
    if is_protocol(base):
        above = [owner for owner in lineage(base, known) if is_protocol(owner)]
        asked = set[str]().union(*map(_members, above))
        found += [n for n in known.values() if n not in found and asked <= _offered(n, known)]
    ordered = [*known.values(), *(n for n in found if n not in known.values())]
    return [n for n in ordered if n in found and not without_objects(n, home(n, known))]


def _members(node: ast.ClassDef) -> set[str]:
    """The names that stand in a class's body."""
    stated = [s.target for s in node.body if isinstance(s, ast.AnnAssign)]
    stated += [t for s in node.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)]
    methods = {s.name for s in node.body if isinstance(s, ast.FunctionDef)}
    return methods | {t.id for t in stated if isinstance(t, ast.Name)}


def _offered(node: ast.ClassDef, known: Known) -> set[str]:
    """The names that objects of a class have, as far as its source and that of the classes above it show."""
    own = {
        part.attr
        for owner in lineage(node, known)
        for part in ast.walk(owner)
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
    }
    return own.union(*map(_members, lineage(node, known)))


def exception_methods(node: ast.ClassDef, known: Known) -> list[ast.FunctionDef]:
    """What the objects of an exception class have of `BaseException` and no class of the module defines: how they are made and shown."""
    if not exception_base(node, known):
        return []
    there = {part.name for _, part in methods_with_inherited(node, known)}
    wanted = {"__init__": "(self, *args)", "__str__": "(self) -> str", "__repr__": "(self) -> str"}
    made = [ast.parse(f"def {name}{said}: pass").body[0] for name, said in wanted.items() if name not in there]
    for part in made:
        assert isinstance(part, ast.FunctionDef)
        part.lineno = part.end_lineno = node.lineno
    return [part for part in made if isinstance(part, ast.FunctionDef)]


def spans_settled(
    modules: Mapping[str, Known], with_rust: Collection[Place], described: Collection[Place]
) -> Iterator[tuple[str, int, int]]:
    """Module, first and last line of what classes give to those that derive from them, where all of these have it in Rust.

    ``with_rust`` are the classes that have a struct, ``described`` the methods by `Class.method`, both with their modules.
    """
    place_of = {node: (module, name) for module, known in modules.items() for name, node in known.items()}
    for base, (module, _) in place_of.items():
        nodes = modules[module]
        below = [n for n in heirs(base, nodes) if place_of[n] in with_rust]
        if not below:
            continue
        users = below if place_of[base] not in with_rust else [base, *below]
        has = {
            place_of[n]: {key_of(part): part for _, part in methods_with_inherited(n, home(n, nodes))} for n in users
        }
        for part in methods_of(base):
            if marked_abstract(part):
                continue
            mine = [place for place, parts in has.items() if parts.get(key_of(part)) is part]
            if mine and all((at, f"{name}.{key_of(part)}") in described for at, name in mine):
                yield module, first_line(part), part.end_lineno or part.lineno
        whole = all(
            (at, f"{name}.{key}") in described
            for (at, name), parts in has.items()
            for key, p in parts.items()
            if not marked_abstract(p)
        )
        if without_objects(base, nodes) and whole:
            yield module, first_line(base), base.end_lineno or base.lineno


def _exception(name: str) -> type[BaseException] | None:
    found = getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def _last_name(node: ast.expr) -> str:
    core = node.value if isinstance(node, ast.Subscript) else node
    return core.id if isinstance(core, ast.Name) else core.attr if isinstance(core, ast.Attribute) else ""


def _says_nothing(part: ast.FunctionDef) -> bool:
    """Whether a method's body holds nothing but `...`, `pass` or a docstring."""
    return all(
        isinstance(s, ast.Pass) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)) for s in part.body
    )
