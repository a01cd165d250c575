"""Fields that a dataclass does not show or compare: the methods that the decorator would make, written out without them."""

from __future__ import annotations

import ast
from collections.abc import Container

from portalis.frontend.tree import decorator_name, last_name, walk

_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def write_field_options(tree: ast.Module, related: Container[str]) -> None:
    """Writes out `field(repr=False)` and `field(compare=False)`, in place.

    What a class of the `related` ones compares is not written out: it equals no object of another class of its family.
    """
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef) or cls.bases:
            continue
        decorator = next((d for d in cls.decorator_list if decorator_name(d) == "dataclass"), None)
        fields = [s for s in cls.body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)]
        if decorator is None or not any(map(_options, fields)):
            continue
        if cls.name not in related or all(_options(s).get("compare", True) for s in fields):
            _write(cls, decorator, fields)


def _options(s: ast.AnnAssign) -> dict[str, bool]:
    """What a field says of being shown and compared."""
    call = s.value
    if not isinstance(call, ast.Call) or last_name(call.func) != "field":
        return {}
    said = {k.arg: k.value for k in call.keywords if k.arg in ("repr", "compare")}
    return {name: bool(v.value) for name, v in said.items() if name and isinstance(v, ast.Constant)}


def _write(cls: ast.ClassDef, decorator: ast.expr, fields: list[ast.AnnAssign]) -> None:
    words = {k.arg: k.value for k in decorator.keywords} if isinstance(decorator, ast.Call) else {}
    if words.keys() - {"frozen", "order", "eq", "kw_only", "slots"} or not all(
        isinstance(v, ast.Constant) for v in words.values()
    ):
        return
    said = {name: isinstance(v, ast.Constant) and bool(v.value) for name, v in words.items()}
    names = [(s.target.id, _options(s)) for s in fields if isinstance(s.target, ast.Name) and not _is_class_variable(s)]
    shown = [name for name, options in names if options.get("repr", True)]
    compared = [name for name, options in names if options.get("compare", True)]
    have = {s.name for s in cls.body if isinstance(s, ast.FunctionDef)}
    if have & _ORDER.keys() and said.get("order"):
        return  # Python refuses that
    made: dict[str, str] = {}
    if len(shown) < len(names) and "__repr__" not in have:
        parts = ", ".join(f"{name}={{self.{name}!r}}" for name in shown)
        made["__repr__"] = f"def __repr__(self):\n    return f'{cls.name}({parts})'"
    if len(compared) < len(names) and said.get("eq", True):
        mine, other = (_tuple(of, compared) for of in ("self", "other"))
        if "__eq__" not in have:
            made["__eq__"] = (
                f"def __eq__(self, other):\n    if isinstance(other, {cls.name}):\n        return {mine} == {other}\n"
                "    return NotImplemented"
            )
        if said.get("order"):
            for name, symbol in _ORDER.items():
                made[name] = f"def {name}(self, other: '{cls.name}'):\n    return {mine} {symbol} {other}"
            assert isinstance(decorator, ast.Call)
            decorator.keywords = [k for k in decorator.keywords if k.arg != "order"]
        if said.get("frozen") and "__hash__" not in have:
            made["__hash__"] = f"def __hash__(self):\n    return hash({mine})"
    for s in fields:
        if _options(s):
            _plain(s)
    for text in made.values():
        method = ast.parse(text).body[0]
        for n in walk(method):
            if isinstance(n, (ast.expr, ast.stmt, ast.arg)):
                ast.copy_location(n, decorator)
        cls.body.append(method)


def _is_class_variable(s: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.dump(s.annotation)


def _tuple(of: str, names: list[str]) -> str:
    return "(" + "".join(f"{of}.{name}, " for name in names) + ")"


def _plain(s: ast.AnnAssign) -> None:
    """A field without what was written out: its default alone, where nothing else is said."""
    call = s.value
    assert isinstance(call, ast.Call)
    call.keywords = [k for k in call.keywords if k.arg not in ("repr", "compare")]
    if not call.keywords:
        s.value = None
    elif [k.arg for k in call.keywords] == ["default"]:
        s.value = call.keywords[0].value


__all__ = ["write_field_options"]
