"""Attributes that an object may not have yet: those that initialisers do not surely assign, and methods or the object's users do.

The initialiser begins by saying that they are absent, in a form that no program has; inference then knows None for absent, and reading
one is an AttributeError. What a class assigns to such an attribute may not be None itself.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Container

from portalis.frontend.tree import children, decorator_name, last_name, walk

_Methods = dict[str, ast.FunctionDef]
_PLAIN = frozenset({"property", "setter", "abstractmethod", "override", "cache", "lru_cache"})


def is_absent(target: ast.Attribute) -> bool:
    """Whether what is assigned to this target stands for an attribute that is not there."""
    return bool(getattr(target, "absent", False))


def begin_late_attributes(tree: ast.Module, errors: Container[str]) -> dict[str, set[str]]:
    """Lets initialisers begin with what is absent, in place; gives the names of such attributes by class.

    Dataclasses and the exception classes in `errors` stay as they are.
    """
    found: dict[str, set[str]] = {}
    outside = _stored_from_outside(tree)
    for cls in tree.body:
        if (
            not isinstance(cls, ast.ClassDef)
            or cls.name in errors
            or any(decorator_name(d) == "dataclass" for d in cls.decorator_list)
        ):
            continue
        methods = {s.name: s for s in cls.body if isinstance(s, ast.FunctionDef)}
        known = {
            t.id
            for s in cls.body
            for t in walk(s)
            if isinstance(s, (ast.Assign, ast.AnnAssign)) and isinstance(t, ast.Name)
        }
        stored = {name for m in methods.values() for name in _stores(m)} | outside.get(cls.name, set())
        stored -= known | methods.keys()
        init = methods.get("__init__")
        sure = _Settled(methods).after(init) if init is not None else set()
        late = stored - sure if sure is not None else set()
        if not late or (init is not None and not init.args.args):
            continue
        if init is None:
            init = ast.FunctionDef("__init__", _only_self(), [], [], None)
            ast.copy_location(init, cls)
            cls.body.append(init)
        this = init.args.args[0].arg
        begins: list[ast.stmt] = []
        for name in sorted(late):
            target = ast.Attribute(ast.Name(this, ast.Load()), name, ast.Store())
            target.absent = True  # type: ignore[attr-defined]
            begins.append(ast.Assign([target], ast.Constant(None)))
        for s in begins:
            for n in walk(s):
                ast.copy_location(n, init)
        init.body = [*begins, *init.body]
        found[cls.name] = late
    return found


def _stored_from_outside(tree: ast.Module) -> dict[str, set[str]]:
    """The attributes, by class, that are assigned to variables which only ever hold new objects of that class."""
    names = {s.name for s in tree.body if isinstance(s, ast.ClassDef)}
    found: dict[str, set[str]] = {}
    if not names:
        return found
    for scope in (tree, *(n for n in walk(tree) if isinstance(n, ast.FunctionDef))):
        inside = _own_nodes(scope)
        made: dict[str, set[str]] = {}
        for n in inside:
            match n:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=cls))) if cls in names:
                    made.setdefault(name, set()).add(cls)
        bound = Counter(n.id for n in inside if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
        bound.update(name for n in inside if isinstance(n, (ast.Global, ast.Nonlocal)) for name in n.names)
        makings = Counter(
            s.targets[0].id
            for s in inside
            if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name) and isinstance(s.value, ast.Call)
        )
        for n in inside:
            if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and isinstance(n.value, ast.Name):
                classes = made.get(n.value.id, set())
                if len(classes) == 1 and bound[n.value.id] == makings[n.value.id]:
                    found.setdefault(next(iter(classes)), set()).add(n.attr)
    return found


def _own_nodes(scope: ast.AST) -> list[ast.AST]:
    """The nodes of a scope without those of the functions and classes inside of it."""
    found: list[ast.AST] = []
    stack = children(scope)
    while stack:
        n = stack.pop()
        found.append(n)
        if not isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            stack += children(n)
    return found


def _only_self() -> ast.arguments:
    made = ast.parse("def f(self): pass").body[0]
    assert isinstance(made, ast.FunctionDef)
    return made.args


def _this(f: ast.FunctionDef) -> str | None:
    plain = all(decorator_name(d).split(".")[-1] in _PLAIN for d in f.decorator_list)
    return f.args.args[0].arg if plain and f.args.args else None


def _stores(f: ast.FunctionDef) -> set[str]:
    this = _this(f)
    inside = (n for n in walk(f) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))
    return {n.attr for n in inside if isinstance(n.value, ast.Name) and n.value.id == this}


class _Settled:
    """Which attributes a method has assigned for certain when it ends; None where it never ends so."""

    def __init__(self, methods: _Methods) -> None:
        self.methods = methods
        self.running: list[str] = []
        self.exits: list[set[str]] = []

    def after(self, f: ast.FunctionDef) -> set[str] | None:
        this = _this(f)
        if this is None or f.name in self.running:
            return set()
        self.running.append(f.name)
        outer = self.exits
        exits = self.exits = []
        end = self.block(f.body, set(), this)
        self.exits = outer
        self.running.pop()
        ends = [*exits, *([end] if end is not None else [])]
        return set.intersection(*ends) if ends else None

    def block(self, body: list[ast.stmt], have: set[str], this: str) -> set[str] | None:
        for s in body:
            after = self.statement(s, have, this)
            if after is None:
                return None
            have = after
        return have

    def statement(self, s: ast.stmt, have: set[str], this: str) -> set[str] | None:
        match s:
            case ast.If():
                have = have | self.calls(s.test, this)
                return _both(self.block(s.body, set(have), this), self.block(s.orelse, set(have), this))
            case ast.While() | ast.For():
                head = have | self.calls(s.test if isinstance(s, ast.While) else s.iter, this)
                self.block(s.body, set(head), this)
                endless = isinstance(s, ast.While) and isinstance(s.test, ast.Constant) and bool(s.test.value)
                if endless and not any(isinstance(n, ast.Break) for n in walk(s)):
                    return None
                return head
            case ast.Try():
                done = self.block([*s.body, *s.orelse], set(have), this)
                for h in s.handlers:
                    done = _both(done, self.block(h.body, set(have), this))
                final = self.block(s.finalbody, set(have), this)
                return None if done is None or final is None else done | final
            case ast.With():
                for item in s.items:
                    have = have | self.calls(item.context_expr, this)
                return self.block(s.body, set(have), this)
            case ast.Return():
                self.exits.append(have | (self.calls(s.value, this) if s.value is not None else set()))
                return None
            case ast.Raise() | ast.Break() | ast.Continue():
                return None
            case ast.FunctionDef() | ast.ClassDef():
                return have
            case _:
                stores = {
                    n.attr for n in walk(s)
                    if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and last_name(n.value) == this
                }  # fmt: skip
                for name in stores & self.methods.keys():  # a property's setter
                    have = have | (self.after(self.methods[name]) or set())
                return have | stores | self.calls(s, this)

    def calls(self, node: ast.AST, this: str) -> set[str]:
        """What methods that this code calls on the object assign for certain."""
        found: set[str] = set()
        for n in walk(node):
            match n:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if name == this:
                    if method in self.methods:
                        found |= self.after(self.methods[method]) or set()
        return found


def _both(a: set[str] | None, b: set[str] | None) -> set[str] | None:
    if a is None or b is None:
        return b if a is None else a
    return a & b
