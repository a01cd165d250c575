"""Initialisers of dataclasses, as the decorator would make them: with their `__post_init__`, without the fields that they are not given."""

from __future__ import annotations

import ast
from copy import deepcopy

from portalis.frontend.inlining import inline_call
from portalis.frontend.tree import decorator_name, last_name, walk


def write_initialisers(tree: ast.Module, inherited: frozenset[str]) -> None:
    """Gives dataclasses with a `__post_init__`, or with a field that has no value at first, the initialiser that they have, in place.

    Those whose fields have other defaults than constants and new containers stay as they are, and so do `inherited` ones.
    """
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef) or not any(_is_dataclass(d) for d in cls.decorator_list):
            continue
        methods = {s.name: s for s in cls.body if isinstance(s, ast.FunctionDef)}
        after = methods.get("__post_init__")
        frozen = any(isinstance(d, ast.Call) and any(k.arg == "frozen" for k in d.keywords) for d in cls.decorator_list)
        if (after is None and not any(map(_is_hidden, cls.body))) or "__init__" in methods or cls.bases or frozen:
            continue
        if cls.name in inherited:
            continue
        init = _initialiser(cls)
        if init is None:
            continue
        if after is not None:
            inlined = inline_call(deepcopy(after), "self", [], [], init, cls.name)
            if inlined is None:
                inlined = [ast.parse("self.__post_init__()").body[0]]
            else:
                cls.body.remove(after)
            init.body += inlined
        for n in walk(init):
            if isinstance(n, (ast.expr, ast.stmt, ast.arg)) and not hasattr(n, "lineno"):
                ast.copy_location(n, after or cls)
        cls.body.append(init)


def _is_hidden(s: ast.stmt) -> bool:
    """Whether the initialiser is not given a field and has nothing else for it."""
    if not isinstance(s, ast.AnnAssign) or not isinstance(s.value, ast.Call) or last_name(s.value.func) != "field":
        return False
    words = {k.arg: k.value for k in s.value.keywords}
    said = words.get("init")
    given = words.keys() & {"default", "default_factory"}
    return isinstance(said, ast.Constant) and not said.value and not given


def _initialiser(cls: ast.ClassDef) -> ast.FunctionDef | None:
    params: list[ast.arg] = [ast.arg("self")]
    defaults: list[ast.expr] = []
    body: list[ast.stmt] = []
    for s in cls.body:
        if not (isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)):
            continue
        name, default = s.target.id, s.value
        if "InitVar" in ast.dump(s.annotation) or "ClassVar" in ast.dump(s.annotation):
            return None
        value: ast.expr = ast.Name(name, ast.Load())
        if isinstance(default, ast.Call) and last_name(default.func) == "field":
            words = {k.arg: k.value for k in default.keywords}
            hidden = words.pop("init", None)
            shown = [w for w in words if w not in ("default", "default_factory")]
            if shown:
                return None
            made = words.get("default")
            if "default_factory" in words:
                made = ast.Call(words["default_factory"], [], [])
            if isinstance(hidden, ast.Constant) and not hidden.value:
                if made is not None:
                    body.append(_store(name, made))
                continue
            if "default_factory" in words:
                return None  # whether it was given is known to the call alone
            default = made
        if default is not None:
            if not isinstance(default, (ast.Constant, ast.UnaryOp)):
                return None
            defaults.append(default)
        elif defaults:
            return None
        params.append(ast.arg(name, s.annotation))
        body.append(_store(name, value))
    arguments = ast.arguments([], params, None, [], [], None, defaults)
    return ast.FunctionDef("__init__", arguments, body, [], None)


def _store(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Attribute(ast.Name("self", ast.Load()), name, ast.Store())], value)


def _is_dataclass(d: ast.expr) -> bool:
    return decorator_name(d) == "dataclass"


__all__ = ["write_initialisers"]
