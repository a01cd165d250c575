"""`**mapping` in calls, where the keys are known from the text."""

from __future__ import annotations

import ast
import re
from string import Formatter

from portalis.frontend.tree import walk


def spread_keywords(tree: ast.Module) -> None:
    """Writes such calls without `**`, in place.

    `f(**{"a": 1})` is `f(a=1)`; `dict(d, **e)` is a display; `"{x}".format(**d)` asks for the keys that the template names.
    """
    everything = walk(tree)
    if not any(isinstance(n, ast.Call) and any(k.arg is None for k in n.keywords) for n in everything):
        return
    bound = {n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    _Spreader("dict" not in bound).visit(tree)


class _Spreader(ast.NodeTransformer):
    def __init__(self, knows_dict: bool) -> None:
        self.knows_dict = knows_dict

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if all(k.arg is not None for k in node.keywords):
            return node
        made: ast.expr = node
        func = node.func
        node.keywords = [x for k in node.keywords for x in _known(k)]
        if isinstance(func, ast.Name) and func.id == "dict" and self.knows_dict and len(node.args) < 2:
            made = _display(node)
        elif isinstance(func, ast.Attribute) and func.attr == "format" and isinstance(func.value, ast.Constant):
            _template(node, func.value.value)
        for n in walk(made):
            if isinstance(n, (ast.expr, ast.keyword)) and not hasattr(n, "lineno"):
                ast.copy_location(n, node)
        return made


def _known(k: ast.keyword) -> list[ast.keyword]:
    """The keywords that a display after `**` stands for."""
    if k.arg is not None or not isinstance(k.value, ast.Dict):
        return [k]
    keys = [key.value for key in k.value.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    if len(set(keys)) != len(k.value.keys) or not all(map(str.isidentifier, keys)):
        return [k]
    return [ast.keyword(key, value) for key, value in zip(keys, k.value.values)]


def _display(node: ast.Call) -> ast.expr:
    """`dict(d, **e, a=1)` as a display."""
    if all(k.arg is not None for k in node.keywords):
        return node
    keys: list[ast.expr | None] = [None for _ in node.args]
    values: list[ast.expr] = [ast.Call(node.func, [a], []) for a in node.args]
    for k in node.keywords:
        keys.append(ast.Constant(k.arg) if k.arg is not None else None)
        values.append(k.value)
    return ast.Dict(keys, values)


def _template(node: ast.Call, text: object) -> None:
    """Takes the fields of a template from the one mapping that is given for them."""
    given = [k.value for k in node.keywords if k.arg is None]
    named = {k.arg for k in node.keywords}
    if not isinstance(text, str) or len(given) != 1 or not isinstance(given[0], ast.Name):
        return
    try:
        fields = [name for _, name, _, _ in Formatter().parse(text) if name]
    except ValueError:
        return
    node.keywords = [k for k in node.keywords if k.arg is not None]
    for root in dict.fromkeys(re.split(r"[.\[]", name)[0] for name in fields):
        if root and not root.isdigit() and root not in named:
            item = ast.Subscript(ast.Name(given[0].id, ast.Load()), ast.Constant(root), ast.Load())
            node.keywords.append(ast.keyword(root, item))


__all__ = ["spread_keywords"]
