"""Special methods of built-in types that are called by name: `sorted(d, key=d.__getitem__)` means `d[…]`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from portalis.ir import ops
from portalis.ir.types import BOOL, BOTTOM, FLOAT, Type
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.irbuild.builtins import count, only
from portalis.irbuild.calls import METHODS, Keywords, call_builtin
from portalis.irbuild.containers import subscript
from portalis.irbuild.functions import Built
from portalis.irbuild.operators import as_int, is_real

Args = Sequence[ast.expr]
Handler = Callable[[Builder, ops.Expr, Args, Keywords, ast.AST], ops.Expr]

_SEQUENCES = ("str", "bytes", "list", "tuple", "range", "deque")
_MAPPINGS = ("dict", "defaultdict", "OrderedDict", "Counter")
_SETS = ("set", "frozenset")
_NUMBERS = ("int", "float")
_BINARY = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "and": "&", "or": "|", "xor": "^"}  # fmt: skip
_COMPARED: dict[str, type[ast.cmpop]] = {
    "eq": ast.Eq,
    "ne": ast.NotEq,
    "lt": ast.Lt,
    "le": ast.LtE,
    "gt": ast.Gt,
    "ge": ast.GtE,
}


def _taking(name: str, low: int, high: int, make: Callable[[Builder, list[ops.Expr], ast.AST], ops.Expr]) -> Handler:
    def handle(b: Builder, obj: ops.Expr, args: Args, keywords: Keywords, node: ast.AST) -> ops.Expr:
        count(b, name, args, low, high, node)
        only(b, name, keywords, "", node)
        return make(b, [obj, *(ex.value(b, a) for a in args)], node)

    return handle


def _by_builtin(name: str) -> Callable[[Builder, list[ops.Expr], ast.AST], ops.Expr]:
    return lambda b, given, node: call_builtin(b, name, [_written(e, node) for e in given], {}, node)


def _written(e: ops.Expr, node: ast.AST) -> ast.expr:
    made = Built(e)
    return ast.copy_location(made, node) if isinstance(node, ast.expr) else made


def _item(b: Builder, given: list[ops.Expr], node: ast.AST) -> ops.Expr:
    obj, index = given
    if BOTTOM in (obj.ty, index.ty):
        return ops.Builtin(BOTTOM, "pending", given)
    target = ast.Subscript(_written(obj, node), _written(index, node), ast.Load())
    return subscript(b, ast.copy_location(target, node) if isinstance(node, ast.expr) else target, obj, index)


def _holds(b: Builder, given: list[ops.Expr], node: ast.AST) -> ops.Expr:
    return _compare(b, ast.In, given[1], given[0], node)


def _compare(b: Builder, op: type[ast.cmpop], left: ops.Expr, right: ops.Expr, node: ast.AST) -> ops.Expr:
    made = ast.Compare(_written(left, node), [op()], [_written(right, node)])
    return ex.expr(b, ast.copy_location(made, node) if isinstance(node, ast.expr) else made)


def _operation(name: str, op: str) -> Callable[[Builder, list[ops.Expr], ast.AST], ops.Expr]:
    def make(b: Builder, given: list[ops.Expr], node: ast.AST) -> ops.Expr:
        _check_same(b, name, given[0], given[1], node)
        return ex.binary(b, op, given[0], given[1], node)

    return make


def _comparison(name: str, op: type[ast.cmpop]) -> Callable[[Builder, list[ops.Expr], ast.AST], ops.Expr]:
    def make(b: Builder, given: list[ops.Expr], node: ast.AST) -> ops.Expr:
        _check_same(b, name, given[0], given[1], node)
        return _compare(b, op, given[0], given[1], node)

    return make


def _check_same(b: Builder, name: str, left: ops.Expr, right: ops.Expr, node: ast.AST) -> None:
    """Refuses what such a method answers with `NotImplemented`."""
    if BOTTOM in (left.ty, right.ty) or _kind(left.ty) == _kind(right.ty):
        return
    if left.ty is FLOAT and is_real(right.ty):
        return
    raise b.refuse(
        "P0306", f"`__{name}__` of `{left.ty}` with `{right.ty}` is not translated", node, "use the operator"
    )


def _kind(t: Type) -> str:
    return "int" if as_int(t) is not None or t is BOOL else t.kind


for _owner in (*_SEQUENCES, *_MAPPINGS, *_SETS):
    METHODS[_owner, "__len__"] = _taking("__len__", 0, 0, _by_builtin("len"))
    METHODS[_owner, "__contains__"] = _taking("__contains__", 1, 1, _holds)
for _owner in (*_SEQUENCES, *_MAPPINGS):
    METHODS[_owner, "__getitem__"] = _taking("__getitem__", 1, 1, _item)
for _owner in (*_SEQUENCES, *_MAPPINGS, *_SETS, *_NUMBERS):
    for _name in ("str", "repr"):
        METHODS[_owner, f"__{_name}__"] = _taking(f"__{_name}__", 0, 0, _by_builtin(_name))
    for _name in ("eq", "ne"):
        METHODS[_owner, f"__{_name}__"] = _taking(f"__{_name}__", 1, 1, _comparison(_name, _COMPARED[_name]))
for _owner in ("str", *_NUMBERS):
    METHODS[_owner, "__format__"] = _taking("__format__", 1, 1, _by_builtin("format"))
    for _name in ("lt", "le", "gt", "ge"):
        METHODS[_owner, f"__{_name}__"] = _taking(f"__{_name}__", 1, 1, _comparison(_name, _COMPARED[_name]))
for _owner in ("str", "list", "tuple"):
    METHODS[_owner, "__add__"] = _taking("__add__", 1, 1, _operation("add", "+"))
for _owner in _NUMBERS:
    for _name, _op in _BINARY.items():
        if _owner == "int" or _name not in ("and", "or", "xor"):
            METHODS[_owner, f"__{_name}__"] = _taking(f"__{_name}__", 1, 1, _operation(_name, _op))
METHODS["iterator", "__next__"] = _taking("__next__", 0, 0, _by_builtin("next"))
