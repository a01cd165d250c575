"""`sys.version_info`: comparisons with it are decided while translating, since the Python whose behaviour is kept is one."""

from __future__ import annotations

import ast
import operator

from portalis.ir import ops
from portalis.ir.types import BOOL, NameT, TupleT
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder
from portalis.primitives.registry import VERSION

_ORDERS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def _names_version(b: Builder, node: ast.expr) -> bool:
    """Whether an expression is `sys.version_info` itself."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    if name != "version_info" or (isinstance(node, ast.Name) and b.scope.web_of.get(node) is not None):
        return False
    ty = ex.expr(b, node).ty
    return isinstance(ty, NameT) and ty.kind == "module" and ty.what == "sys.version_info"


def version_test(b: Builder, node: ast.Compare) -> ops.Expr | None:
    """`sys.version_info >= (3, 8)` as the constant that it is.

    Raises:
        Refuse: if the answer is in the parts of the version that differ between releases of one Python.
    """
    if len(node.ops) != 1 or not isinstance(node.left, (ast.Attribute, ast.Name)) or not _names_version(b, node.left):
        return None
    try:
        bound = ast.literal_eval(node.comparators[0])
    except ValueError:
        bound = None
    order = _ORDERS.get(type(node.ops[0]))
    whole = isinstance(bound, tuple) and all(isinstance(part, int) for part in bound)
    if order is None or not whole or (bound[:2] == VERSION and len(bound) > 2):
        raise b.refuse("P0409", "this comparison depends on the release of the interpreter", node)
    return ops.Const(BOOL, order((*VERSION, 1 << 30), bound))


def version_part(b: Builder, node: ast.Subscript) -> ops.Expr | None:
    """`sys.version_info[0]` and `sys.version_info[:2]`."""
    if not isinstance(node.value, (ast.Attribute, ast.Name)) or not _names_version(b, node.value):
        return None
    numbers = [ops.Const(b.program.int_literal(n), n) for n in VERSION]
    match node.slice:
        case ast.Constant(value=int(index)) if 0 <= index < 2:
            return numbers[index]
        case ast.Slice(lower=None, upper=ast.Constant(value=int(stop)), step=None) if 1 <= stop <= 2:
            kept = numbers[:stop]
            return ops.Display(TupleT(tuple(n.ty for n in kept)), "tuple", list(kept))
    raise b.refuse("P0409", "this part of the version depends on the release of the interpreter", node)
