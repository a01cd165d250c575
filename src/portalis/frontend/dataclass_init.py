"""Initialisers of dataclasses, as the decorator would make them, for those that are more than a constructor of their fields.

These have a `__post_init__`, fields that are not given, that only keywords give, or whose defaults are made anew for each object or
are more than constants. The classes have been laid flat: each states all of its fields.
"""

from __future__ import annotations

import ast
from copy import deepcopy

from portalis.frontend.inlining import inline_call
from portalis.frontend.tree import decorator_name, last_name, walk

_CONTAINERS = frozenset({"list", "dict", "set"})


def is_made_anew(default: ast.expr) -> bool:
    """Whether a default is evaluated for each call, as a factory's is, and not once."""
    return bool(getattr(default, "made_anew", False))


def is_generated_store(target: ast.Attribute) -> bool:
    """Whether a store may change a frozen object: what its initialiser or `object.__setattr__` does."""
    return bool(getattr(target, "generated", False))


def part_class_variables(tree: ast.Module) -> None:
    """Makes plain assignments of the `ClassVar`s of dataclasses, in place: they are no fields."""
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef) or not any(map(_is_dataclass, cls.decorator_list)):
            continue
        body: list[ast.stmt] = []
        for s in cls.body:
            if isinstance(s, ast.AnnAssign) and _says(s.annotation, "ClassVar"):
                if s.value is not None:
                    body.append(ast.copy_location(ast.Assign([s.target], s.value), s))
            else:
                body.append(s)
        cls.body = body or [ast.copy_location(ast.Pass(), cls)]


def write_initialisers(tree: ast.Module) -> None:
    """Gives the dataclasses of a module that need one the initialiser that they have, in place.

    Those whose fields say what is not known here stay as they are.
    """
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef) or cls.bases or not any(map(_is_dataclass, cls.decorator_list)):
            continue
        methods = {s.name: s for s in cls.body if isinstance(s, ast.FunctionDef)}
        frozen = _option(cls, "frozen")
        if frozen:
            for f in methods.values():
                _Stores().visit(f)
        after = methods.get("__post_init__")
        if "__init__" in methods or (after is None and not _needs_text(cls)):
            continue
        if frozen and after is not None and _stores_plainly(after):
            continue  # FrozenInstanceError
        written = _Initialiser(cls)
        if not written.known:
            continue
        init = written.function()
        if after is not None:
            given = [ast.Name(name, ast.Load()) for name in written.passed]
            inlined = inline_call(deepcopy(after), "self", [*given], [], init, cls.name)
            if inlined is None or _is_called(tree, "__post_init__"):
                call = ast.Call(ast.Attribute(ast.Name("self", ast.Load()), "__post_init__", ast.Load()), [*given], [])
                inlined = [ast.Expr(call)]
            else:
                cls.body.remove(after)
            init.body += inlined
        for n in walk(init):
            if isinstance(n, (ast.expr, ast.stmt, ast.arg)) and not hasattr(n, "lineno"):
                ast.copy_location(n, after or cls)
        written.plain_fields()
        cls.body.append(init)


def _needs_text(cls: ast.ClassDef) -> bool:
    """Whether the initialiser of a dataclass does more than to take its fields, with constants as defaults."""
    if _option(cls, "kw_only"):
        return True
    for s in _fields(cls):
        if _says(s.annotation, "InitVar") or _says(s.annotation, "KW_ONLY"):
            return True
        words = _words(s.value)
        if words is None:
            if s.value is not None and not _is_constant(s.value):
                return True
            continue
        hidden = _is_false(words.get("init"))
        made = words.get("default_factory")
        container = isinstance(made, ast.Name) and made.id in _CONTAINERS
        if "kw_only" in words or (hidden and not words.keys() & {"default", "default_factory"}):
            return True
        if (made is not None and not container) or ("default" in words and not _is_constant(words["default"])):
            return True
    return False


class _Initialiser:
    """The parameters and the stores of an initialiser."""

    def __init__(self, cls: ast.ClassDef) -> None:
        self.cls = cls
        self.known = True
        self.passed: list[str] = []
        """What `__post_init__` is given: the values that are no fields."""
        self.params: list[tuple[ast.arg, ast.expr | None]] = []
        self.by_keyword: list[tuple[ast.arg, ast.expr | None]] = []
        self.body: list[ast.stmt] = []
        self.inner = {s.name for s in cls.body if isinstance(s, (ast.FunctionDef, ast.ClassDef))}
        self.inner |= {
            t.id for s in cls.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)
        }
        only_keywords = _option(cls, "kw_only")
        for s in _fields(cls):
            if _says(s.annotation, "KW_ONLY"):
                only_keywords = True
            else:
                self._add(s, only_keywords)
        positional = [default for _, default in self.params]
        first = next((i for i, d in enumerate(positional) if d is not None), len(positional))
        self.known &= all(d is not None for d in positional[first:])  # else Python refuses the class

    def _add(self, s: ast.AnnAssign, only_keywords: bool) -> None:
        assert isinstance(s.target, ast.Name)
        name, default = s.target.id, s.value
        words = _words(default)
        if words is not None:
            if words.keys() - {"default", "default_factory", "init", "kw_only", "metadata", "hash"}:
                self.known = False
            default = words.get("default")
            if "default_factory" in words:
                default = self._factory(words["default_factory"])
            if "kw_only" in words:
                only_keywords = not _is_false(words["kw_only"])
            if _is_false(words.get("init")):
                if default is not None:
                    self.body.append(_store(name, default))
                    self._check(default)
                return
        if default is not None:
            self._check(default)
        annotation: ast.expr | None = s.annotation
        if _says(s.annotation, "InitVar"):
            self.passed.append(name)
            annotation = s.annotation.slice if isinstance(s.annotation, ast.Subscript) else None
        else:
            self.body.append(_store(name, ast.Name(name, ast.Load())))
        (self.by_keyword if only_keywords else self.params).append((ast.arg(name, annotation), default))

    def _factory(self, made: ast.expr) -> ast.expr:
        """What a factory makes."""
        if isinstance(made, ast.Lambda) and not made.args.args:
            value = made.body
        else:
            self.known &= isinstance(made, (ast.Name, ast.Attribute))
            value = ast.copy_location(ast.Call(made, [], []), made)
        value.made_anew = True  # type: ignore[attr-defined]
        return value

    def _check(self, default: ast.expr) -> None:
        """A default is evaluated in the class, but stands outside of it from now on."""
        own = {s.target.id for s in _fields(self.cls) if isinstance(s.target, ast.Name)} | self.inner
        self.known &= not any(isinstance(n, ast.Name) and n.id in own for n in walk(default))

    def function(self) -> ast.FunctionDef:
        """The initialiser, without what comes after the fields."""
        defaults = [d for _, d in self.params if d is not None]
        params = [ast.arg("self"), *(p for p, _ in self.params)]
        keywords, values = [p for p, _ in self.by_keyword], [d for _, d in self.by_keyword]
        arguments = ast.arguments([], params, None, keywords, values, None, defaults)
        return ast.FunctionDef("__init__", arguments, self.body, [], None)

    def plain_fields(self) -> None:
        """Leaves the fields with their annotations alone; what is no field goes."""
        body: list[ast.stmt] = []
        for s in self.cls.body:
            if isinstance(s, ast.AnnAssign) and (_says(s.annotation, "InitVar") or _says(s.annotation, "KW_ONLY")):
                continue
            if isinstance(s, ast.AnnAssign):
                s.value = None
            body.append(s)
        self.cls.body = body
        for d in self.cls.decorator_list:
            if isinstance(d, ast.Call):
                d.keywords = [k for k in d.keywords if k.arg != "kw_only"]


class _Stores(ast.NodeTransformer):
    """`object.__setattr__(self, "a", v)` is a store that a frozen object allows."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        match node.value:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="object"), attr="__setattr__"),
                args=[ast.Name() as obj, ast.Constant(value=str() as name), value],
                keywords=[],
            ) if name.isidentifier():
                target = ast.Attribute(obj, name, ast.Store())
                target.generated = True  # type: ignore[attr-defined]
                return ast.fix_missing_locations(ast.copy_location(ast.Assign([target], value), node))
        return node


def _stores_plainly(f: ast.FunctionDef) -> bool:
    """Whether a method assigns to an attribute in a way that a frozen object does not allow."""
    return any(
        isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load) and not is_generated_store(n) for n in walk(f)
    )


def _is_called(tree: ast.Module, name: str) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr == name for n in walk(tree))


def _fields(cls: ast.ClassDef) -> list[ast.AnnAssign]:
    return [s for s in cls.body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)]


def _words(value: ast.expr | None) -> dict[str, ast.expr] | None:
    """What `field(…)` says; None for another value."""
    if not isinstance(value, ast.Call) or last_name(value.func) != "field":
        return None
    return {k.arg or "**": k.value for k in value.keywords}


def _is_constant(e: ast.expr) -> bool:
    if isinstance(e, ast.Tuple):
        return all(map(_is_constant, e.elts))
    return isinstance(e, ast.Constant) or (isinstance(e, ast.UnaryOp) and _is_constant(e.operand))


def _is_false(e: ast.expr | None) -> bool:
    return isinstance(e, ast.Constant) and not e.value


def _says(annotation: ast.expr, word: str) -> bool:
    head = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return last_name(head) == word


def _option(cls: ast.ClassDef, word: str) -> bool:
    """What the decorator says."""
    return any(
        k.arg == word and isinstance(k.value, ast.Constant) and bool(k.value.value)
        for d in cls.decorator_list
        if isinstance(d, ast.Call) and _is_dataclass(d)
        for k in d.keywords
    )


def _store(name: str, value: ast.expr) -> ast.stmt:
    target = ast.Attribute(ast.Name("self", ast.Load()), name, ast.Store())
    target.generated = True  # type: ignore[attr-defined]
    return ast.Assign([target], value)


def _is_dataclass(d: ast.expr) -> bool:
    return decorator_name(d) == "dataclass"


__all__ = ["is_generated_store", "is_made_anew", "part_class_variables", "write_initialisers"]
