"""`functools.total_ordering`, written out as its documentation defines it."""

from __future__ import annotations

import ast

from portalis.frontend.tree import last_name, walk

_DERIVED = {
    "__lt__": {"__gt__": "not self.__lt__(other) and self != other", "__le__": "self.__lt__(other) or self == other", "__ge__": "not self.__lt__(other)"},
    "__le__": {"__ge__": "not self.__le__(other) or self == other", "__lt__": "self.__le__(other) and self != other", "__gt__": "not self.__le__(other)"},
    "__gt__": {"__lt__": "not (self.__gt__(other) or self == other)", "__ge__": "self.__gt__(other) or self == other", "__le__": "not self.__gt__(other)"},
    "__ge__": {"__le__": "not self.__ge__(other) or self == other", "__gt__": "self.__ge__(other) and self != other", "__lt__": "not self.__ge__(other)"},
}  # fmt: skip
"""By the method that a class has: what the others are. The first that it has in this order is the root."""


def complete_orderings(tree: ast.Module) -> None:
    """Gives the classes that ask for it the comparisons that they lack, in place."""
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef):
            continue
        asks = [d for d in cls.decorator_list if last_name(d) == "total_ordering"]
        have = {s.name for s in cls.body if isinstance(s, ast.FunctionDef)}
        root = next((name for name in _DERIVED if name in have), None)
        if not asks or root is None:
            continue
        cls.decorator_list = [d for d in cls.decorator_list if d not in asks]
        for name, text in _DERIVED[root].items():
            if name not in have:
                f = ast.parse(f"def {name}(self, other):\n    return {text}").body[0]
                for n in walk(f):
                    if isinstance(n, (ast.expr, ast.stmt, ast.arg)):
                        ast.copy_location(n, asks[0])
                cls.body.append(f)


__all__ = ["complete_orderings"]
