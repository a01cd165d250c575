"""What a program asks of objects and types by name, where the name is known here.

`getattr(x, "a")` is `x.a`, `setattr(x, "a", v)` is `x.a = v`, and `type(x) in (A, B)` is a chain of tests.
"""

from __future__ import annotations

import ast
import keyword

from portalis.frontend.tree import walk

_NAMES = frozenset({"getattr", "setattr", "type"})


def resolve_reflection(tree: ast.Module) -> None:
    """Rewrites such calls in place, unless the module gives one of the builtins another meaning."""
    everything = walk(tree)
    if not any(isinstance(n, ast.Name) and n.id in _NAMES for n in everything):
        return
    bound = {n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    bound |= {n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    bound |= {n.arg for n in everything if isinstance(n, ast.arg)}
    if not bound & _NAMES:
        _Rewriter().visit(tree)


class _Rewriter(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        match node.value:
            case ast.Call(func=ast.Name(id="setattr"), args=[obj, name, value], keywords=[]) if _is_name(name):
                made = ast.Assign([_attribute(obj, name, ast.Store())], value)
                return self.generic_visit(ast.fix_missing_locations(ast.copy_location(made, node)))
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        match node:
            case ast.Call(func=ast.Name(id="getattr"), args=[obj, name], keywords=[]) if _is_name(name):
                return self.generic_visit(ast.copy_location(_attribute(obj, name, ast.Load()), node))
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        match node:
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="type"), args=[asked], keywords=[]) as kind,
                ops=[ast.In() | ast.NotIn() as op],
                comparators=[ast.Tuple(elts=types) | ast.List(elts=types) | ast.Set(elts=types)],
            ) if len(types) > 1 and _is_plain(asked) and all(isinstance(t, ast.Name) for t in types):
                tests: list[ast.expr] = [ast.Compare(kind, [ast.Eq()], [t]) for t in types]
                made: ast.expr = ast.BoolOp(ast.Or(), tests)
                if isinstance(op, ast.NotIn):
                    made = ast.UnaryOp(ast.Not(), made)
                return ast.fix_missing_locations(ast.copy_location(made, node))
        return self.generic_visit(node)


def _is_plain(e: ast.expr) -> bool:
    """Whether an expression may be evaluated several times."""
    if isinstance(e, ast.Attribute):
        return _is_plain(e.value)
    if isinstance(e, ast.Subscript):
        return _is_plain(e.value) and _is_plain(e.slice)
    return isinstance(e, (ast.Name, ast.Constant)) or (
        isinstance(e, (ast.List, ast.Tuple)) and all(map(_is_plain, e.elts))
    )


def _is_name(e: ast.expr) -> bool:
    known = isinstance(e, ast.Constant) and isinstance(e.value, str)
    return known and e.value.isidentifier() and not keyword.iskeyword(e.value)  # type: ignore[attr-defined]


def _attribute(obj: ast.expr, name: ast.expr, context: ast.expr_context) -> ast.Attribute:
    assert isinstance(name, ast.Constant)
    return ast.Attribute(obj, str(name.value), context)
