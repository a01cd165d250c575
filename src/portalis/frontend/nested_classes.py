"""Classes inside of classes: classes of the module, where no other thing of the module has the name.

`Outer.Inner` and, in methods, `self.Inner` and `cls.Inner` are `Inner` then; its `__name__` stays what it was.
"""

from __future__ import annotations

import ast

from portalis.frontend.tree import last_name, walk


def lift_nested_classes(tree: ast.Module) -> None:
    """Moves such classes before those around them, in place; others stay, and are refused later."""
    while any(_lift(tree, outer) for outer in list(tree.body) if isinstance(outer, ast.ClassDef)):
        pass


def _lift(tree: ast.Module, outer: ast.ClassDef) -> bool:
    lifted = False
    for inner in [s for s in outer.body if isinstance(s, ast.ClassDef)]:
        everything = walk(tree)
        bound = {n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        bound |= {n.arg for n in everything if isinstance(n, ast.arg)}
        bound |= {n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n is not inner}
        bound |= {
            a.asname or a.name for n in everything if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names
        }
        uses = [n for n in everything if isinstance(n, ast.Attribute) and n.attr == inner.name]
        family = [
            c
            for c in tree.body
            if isinstance(c, ast.ClassDef) and (c is outer or outer.name in map(last_name, c.bases))
        ]
        receivers = {
            n: f.args.args[0].arg
            for c in family
            for f in c.body
            if isinstance(f, ast.FunctionDef) and f.args.args
            for n in walk(f)
        }
        names = {c.name for c in family}
        clear = all(
            isinstance(u.value, ast.Name) and (u.value.id in names or u.value.id == receivers.get(u)) for u in uses
        )
        if inner.name in bound or not clear:
            continue
        prefix = getattr(outer, "qualname", outer.name)
        inner.qualname = f"{prefix}.{inner.name}"  # type: ignore[attr-defined]
        outer.body.remove(inner)
        if not outer.body:
            outer.body.append(ast.copy_location(ast.Pass(), outer))
        tree.body.insert(tree.body.index(outer), inner)
        _Renamer(set(uses)).visit(tree)
        lifted = True
    return lifted


class _Renamer(ast.NodeTransformer):
    def __init__(self, uses: set[ast.Attribute]) -> None:
        self.uses = uses

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if node in self.uses:
            return ast.copy_location(ast.Name(node.attr, node.ctx), node)
        return self.generic_visit(node)
