"""`functools.cached_property`: a property that keeps what it computed in an attribute, and looks there first."""

from __future__ import annotations

import ast

from portalis.frontend.tree import decorator_name, walk


def write_cached_properties(tree: ast.Module) -> None:
    """Writes such properties of a module out, in place; those that the program assigns or deletes stay what they are."""
    everything = walk(tree)
    if not any(isinstance(n, ast.FunctionDef) and n.decorator_list for n in everything):
        return
    changed = {n.attr for n in everything if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load)}
    taken = {n.attr for n in everything if isinstance(n, ast.Attribute)}
    for cls in everything:
        if not isinstance(cls, ast.ClassDef):
            continue
        body: list[ast.stmt] = []
        for s in cls.body:
            cached = isinstance(s, ast.FunctionDef) and [decorator_name(d) for d in s.decorator_list] == [
                "cached_property"
            ]
            if cached and isinstance(s, ast.FunctionDef) and s.name not in changed and len(s.args.args) == 1:
                body += _written_out(s, taken)
            else:
                body.append(s)
        cls.body = body


def _written_out(f: ast.FunctionDef, taken: set[str]) -> list[ast.stmt]:
    """The method that computes the value, and the property."""
    kept, compute = _free(f"{f.name}_kept", taken), _free(f"compute_{f.name}", taken)
    text = f"""
@property
def {f.name}(self):
    if not hasattr(self, "{kept}"):
        self.{kept} = self.{compute}()
    return self.{kept}
"""
    written = ast.parse(text).body[0]
    assert isinstance(written, ast.FunctionDef)
    written.returns = f.returns
    for n in walk(written):
        if isinstance(n, (ast.expr, ast.stmt, ast.arg)):
            ast.copy_location(n, f)
    f.name, f.decorator_list = compute, []
    return [f, written]


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name
