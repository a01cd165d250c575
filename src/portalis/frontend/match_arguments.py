"""What the positional parts of a class pattern mean: `case Point(x, y)`."""

from __future__ import annotations

import ast

from portalis.frontend.tree import decorator_name, last_name


def match_arguments(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """The attributes that positional parts of patterns stand for, by class: what its `__match_args__` say, or a dataclass's fields."""
    classes = {s.name: s for s in tree.body if isinstance(s, ast.ClassDef)}
    found: dict[str, tuple[str, ...]] = {}
    for name in classes:
        stated = _stated(classes, name, ())
        if stated is not None:
            found[name] = stated
    return found


def _stated(classes: dict[str, ast.ClassDef], name: str, below: tuple[str, ...]) -> tuple[str, ...] | None:
    """None where they are not known, or there are none."""
    cls = classes[name]
    for s in cls.body:
        match s:
            case ast.Assign(targets=[ast.Name(id="__match_args__")], value=ast.Tuple(elts=elts)):
                names = [e.value for e in elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
                return tuple(names) if len(names) == len(elts) else None
    bases = [last_name(b) for b in cls.bases if last_name(b) in classes and last_name(b) not in below]
    above = [_stated(classes, b, (*below, name)) or () for b in bases]
    decorator = next((d for d in cls.decorator_list if decorator_name(d) == "dataclass"), None)
    if decorator is None:
        return next((found for found in above if found), None)
    words = {k.arg for k in decorator.keywords} if isinstance(decorator, ast.Call) else set()
    if words & {"kw_only", "match_args"} or len(bases) > 1:
        return None
    fields = list(above[0]) if above else []
    for s in cls.body:
        if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name) and not _is_apart(s):
            fields += [s.target.id] if s.target.id not in fields else []
    return tuple(fields)


def _is_apart(s: ast.AnnAssign) -> bool:
    """Whether a statement is no field that the initialiser is given by its place."""
    head = s.annotation.value if isinstance(s.annotation, ast.Subscript) else s.annotation
    if last_name(head) in ("ClassVar", "InitVar", "KW_ONLY"):
        return True
    call = s.value
    words = {k.arg for k in call.keywords} if isinstance(call, ast.Call) and last_name(call.func) == "field" else set()
    return bool(words & {"init", "kw_only"})


__all__ = ["match_arguments"]
