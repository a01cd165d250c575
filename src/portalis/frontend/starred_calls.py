"""`zip(head, *rows)` and `max(a, b, *rest)` as calls with one list."""

from __future__ import annotations

import ast

from portalis.frontend.tree import walk


def gather_stars(tree: ast.Module) -> None:
    """Writes such calls of builtins in place, where the module gives them no other meaning.

    `max(a, *rest)` stays: without a rest it looks for the greatest item of `a`.
    """
    everything = walk(tree)
    bound = {n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    bound |= {n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    bound |= {n.arg for n in everything if isinstance(n, ast.arg)}
    for n in everything:
        match n:
            case ast.Call(func=ast.Name(id="zip" | "min" | "max" as name), args=args) if name not in bound:
                plain = [a for a in args if not isinstance(a, ast.Starred)]
                fewest = 1 if name == "zip" else 2
                if len(plain) == len(args) or len(plain) < fewest or any(k.arg != "key" for k in n.keywords):
                    continue
                whole = ast.copy_location(ast.List(args, ast.Load()), n)
                n.args = [ast.copy_location(ast.Starred(whole, ast.Load()), n) if name == "zip" else whole]


__all__ = ["gather_stars"]
