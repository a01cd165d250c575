"""Statements that declare: names for types, attributes that all objects of a class share, or that an initialiser assigns in
one breath.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Container, Iterable
from copy import deepcopy

from portalis.frontend.tree import decorator_name, last_name, walk

_GENERIC = frozenset(
    "list dict set frozenset tuple type List Dict Set FrozenSet Tuple Type Optional Union Callable Iterator Iterable Generator Sequence "
    "MutableSequence Mapping MutableMapping Collection deque Deque defaultdict DefaultDict Counter OrderedDict Literal Annotated".split()
)
_PLAIN = frozenset("int float str bool bytes complex object None Any list dict set tuple".split())


def take_aliases(tree: ast.Module) -> dict[str, ast.expr]:
    """Takes the names of types out of a module (`Matrix = list[list[float]]`, `T = TypeVar("T")`) and gives what they stand for.

    Only names that the module binds once are taken. What uses one as a value then finds none, and is refused.
    """
    bound = Counter(n.id for n in walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    found: dict[str, ast.expr] = {}
    kept: list[ast.stmt] = []
    for s in tree.body:
        target = s.targets[0] if isinstance(s, ast.Assign) and len(s.targets) == 1 else getattr(s, "target", None)
        value = getattr(s, "value", None)
        if (
            isinstance(s, (ast.Assign, ast.AnnAssign))
            and isinstance(target, ast.Name)
            and bound[target.id] == 1
            and isinstance(value, ast.expr)
        ):
            stated = isinstance(s, ast.AnnAssign) and last_name(s.annotation) == "TypeAlias"
            if stated or _names_type(value, bound) or _is_variable(value):
                found[target.id] = ast.Constant(...) if _is_variable(value) else value
                continue
        kept.append(s)
    tree.body = kept
    return found


def _is_variable(e: ast.expr) -> bool:
    return isinstance(e, ast.Call) and last_name(e.func) in ("TypeVar", "ParamSpec")


def _names_type(e: ast.expr, bound: Counter[str]) -> bool:
    if isinstance(e, ast.Subscript):
        return last_name(e.value) in _GENERIC and not bound[last_name(e.value)]
    return isinstance(e, ast.BinOp) and isinstance(e.op, ast.BitOr) and _is_type(e.left) and _is_type(e.right)


def _is_type(e: ast.expr) -> bool:
    if isinstance(e, ast.Constant):
        return e.value is None
    return last_name(e) in _PLAIN or _names_type(e, Counter())


def part_attributes(function: ast.FunctionDef) -> None:
    """Writes `self.a, self.b = x, y` in an initialiser as two assignments, where no value reads the object."""
    if function.name != "__init__" or not function.args.args:
        return
    this = function.args.args[0].arg
    body: list[ast.stmt] = []
    for s in function.body:
        match s:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if (
                len(targets) == len(values)
                and all(isinstance(t, ast.Attribute) and last_name(t.value) == this for t in targets)
                and not any(isinstance(n, ast.Name) and n.id == this for v in values for n in walk(v))
                and not any(isinstance(v, ast.Starred) for v in values)
            ):
                body += [ast.copy_location(ast.Assign([t], v), s) for t, v in zip(targets, values)]
            case _:
                body.append(s)
    function.body = body


def share_class_variables(tree: ast.Module, fresh: Callable[[str], str], inherited: Container[str]) -> None:
    """Makes variables of the module of those attributes of classes that the program changes: all objects share them.

    Only attributes that no object has for itself and no other class knows, but those that inherit them, are taken, and none of
    the `inherited` classes, which have heirs in other modules.
    """
    classes = [
        s
        for s in tree.body
        if isinstance(s, ast.ClassDef) and all(decorator_name(d) == "dataclass" for d in s.decorator_list)
    ]
    if not classes:
        return
    bases = {last_name(b) for n in tree.body if isinstance(n, ast.ClassDef) for b in n.bases}
    for cls in classes:
        if cls.name not in inherited and cls.name not in bases:
            _name_own_class(cls)
    everything = walk(tree)
    uses = [n for n in everything if isinstance(n, ast.Attribute)]
    stored = {name for n in everything for name in _stored_by(n)}
    inner = {n: f for f in everything if isinstance(f, ast.FunctionDef) for n in walk(f)}
    for cls in classes:
        if cls.name in inherited or any(c.name in inherited and _derives(c, cls, classes) for c in classes):
            continue
        methods = {s.name: s for s in cls.body if isinstance(s, ast.FunctionDef)}
        for name, statement in {name: s for s in cls.body for name in _bound_by(s)}.items():
            heirs = [c for c in classes if _derives(c, cls, classes)]
            family = [cls, *heirs]
            strangers = [c for c in classes if c not in family]
            mine = [u for u in uses if u.attr == name and not any(_is_inside(u, c, inner) for c in strangers)]
            sure = [u for u in mine if any(_is_inside(u, c, inner) for c in family)]
            others = [c for c in classes if c is not cls and any(name in _bound_by(s) for s in c.body)]
            if cls.decorator_list and isinstance(statement, ast.AnnAssign):
                continue  # a field
            if name in methods or (others and len(sure) < len(mine)):
                continue
            if any(_derives(f, c, classes) or f is c for c in others for f in family):
                continue  # which one an object means depends on its class
            if not all(isinstance(u.value, ast.Name) for u in mine):
                continue
            stores = [u for u in mine if not isinstance(u.ctx, ast.Load)]
            value = statement.value if isinstance(statement, (ast.Assign, ast.AnnAssign)) else None
            assert value is not None
            if not all(_is_on_class(u, cls, inner) for u in stores) or (not stores and _is_fixed(value, stored)):
                continue
            if heirs and any(last_name(u.value) != cls.name for u in stores):
                continue  # `cls.n += 1` gives an heir one of its own
            shared = fresh(f"{cls.name}_{name}")
            stored.add(shared)
            cls.body.remove(statement)
            made = ast.copy_location(ast.Assign([ast.Name(shared, ast.Store())], value), statement)
            tree.body.insert(tree.body.index(cls), ast.fix_missing_locations(made))
            _rename(tree, set(mine), shared)
        if not cls.body:
            cls.body.append(ast.copy_location(ast.Pass(), cls))


def _derives(cls: ast.ClassDef, above: ast.ClassDef, classes: list[ast.ClassDef]) -> bool:
    """Whether a class has another one among its bases, directly or not."""
    by_name = {c.name: c for c in classes}
    todo, seen = [cls], set[str]()
    while todo:
        for base in map(last_name, todo.pop().bases):
            if base == above.name:
                return True
            if base in by_name and base not in seen:
                seen.add(base)
                todo.append(by_name[base])
    return False


def stored_attributes(trees: Iterable[ast.Module]) -> list[ast.Attribute]:
    """The attributes that a program assigns."""
    return [n for t in trees for n in walk(t) if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load)]


def seed_attributes(tree: ast.Module, stores: list[ast.Attribute]) -> None:
    """Lets initialisers assign constants of the class that objects go on to have for themselves, in place.

    Until an object has its own, Python reads that of the class; both are the same for one that begins with it. `stores` are the
    attributes that the program assigns.
    """
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef) or cls.decorator_list or not stores:
            continue
        constants = {
            t.id: s.value for s in cls.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)
        }
        makers = {
            f.args.args[0].arg
            for f in cls.body
            if isinstance(f, ast.FunctionDef) and _is_class_method(f) and f.args.args
        }
        names = [
            name
            for name, value in constants.items()
            if isinstance(value, ast.Constant)
            and any(n.attr == name for n in stores)
            and not any(n.attr == name and last_name(n.value) in {cls.name, *makers} for n in stores)
        ]
        init = next((s for s in cls.body if isinstance(s, ast.FunctionDef) and s.name == "__init__"), None)
        methods = {s.name for s in cls.body if isinstance(s, ast.FunctionDef)}
        names = [name for name in names if name not in methods]
        if not names:
            continue
        if init is None:
            made = ast.parse("def __init__(self):\n    pass").body[0]
            assert isinstance(made, ast.FunctionDef)
            made.body, init = [], made
            cls.body.append(init)
        this = init.args.args[0].arg if init.args.args else "self"
        seeds: list[ast.stmt] = [
            ast.Assign([ast.Attribute(ast.Name(this, ast.Load()), name, ast.Store())], deepcopy(constants[name]))
            for name in names
        ]
        init.body = [*seeds, *init.body]
        for n in walk(init):
            if isinstance(n, (ast.expr, ast.stmt, ast.arg)) and (not hasattr(n, "lineno") or init.name not in methods):
                ast.copy_location(n, cls)


_Inside = dict[ast.AST, ast.FunctionDef]


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


def _is_on_class(u: ast.Attribute, cls: ast.ClassDef, inner: _Inside) -> bool:
    """Whether an attribute is that of the class itself, by its name or in a class method."""
    f = inner.get(u)
    maker = f in cls.body and _is_class_method(f) and bool(f.args.args) if f is not None else False
    return last_name(u.value) == cls.name or (maker and f is not None and last_name(u.value) == f.args.args[0].arg)


def _is_inside(u: ast.Attribute, cls: ast.ClassDef, inner: _Inside) -> bool:
    """Whether an attribute surely belongs to a class or an object of it."""
    f = inner.get(u)
    method = f is not None and f in cls.body and bool(f.args.args) and last_name(u.value) == f.args.args[0].arg
    return method or last_name(u.value) == cls.name


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


def _rename(tree: ast.Module, attributes: set[ast.Attribute], name: str) -> None:
    """Puts a variable of the module in the place of attributes, and declares it where it is assigned."""

    class Renamer(ast.NodeTransformer):
        def __init__(self) -> None:
            self.stores: list[set[str]] = [set()]

        def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
            if node not in attributes:
                return self.generic_visit(node)
            if not isinstance(node.ctx, ast.Load):
                self.stores[-1].add(name)
            return ast.copy_location(ast.Name(name, node.ctx), node)

        def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
            self.stores.append(set())
            self.generic_visit(node)
            if self.stores.pop():
                node.body.insert(0, ast.copy_location(ast.Global([name]), node.body[0]))
            return node

    Renamer().visit(tree)
