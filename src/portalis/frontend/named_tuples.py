"""Named tuples: frozen, ordered dataclasses that are tuples beside."""

from __future__ import annotations

import ast
from collections import Counter

from portalis.frontend.tree import last_name, walk


def take_named_tuples(tree: ast.Module) -> set[str]:
    """Writes the named tuples of a module as dataclasses, in place; gives their names.

    `P = namedtuple("P", "x y")` and `class P(NamedTuple)` are taken, where the name is bound once.
    """
    bound = Counter(n.id for n in walk(tree) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
    found: set[str] = set()
    body: list[ast.stmt] = []
    for s in tree.body:
        made = s
        match s:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if (
                last_name(call.func) == "namedtuple" and bound[name] == 1
            ):
                made = _from_call(name, call) or s
            case ast.ClassDef() if len(s.bases) == 1 and last_name(s.bases[0]) == "NamedTuple" and not s.decorator_list:
                if all(isinstance(x, (ast.AnnAssign, ast.FunctionDef, ast.Expr, ast.Pass)) for x in s.body):
                    s.bases = []
                    s.decorator_list = [_decorator(s)]
                    found.add(s.name)
        if made is not s and isinstance(made, ast.ClassDef):
            found.add(made.name)
        body.append(made)
    tree.body = body
    return found


def _from_call(name: str, call: ast.Call) -> ast.ClassDef | None:
    match call.args:
        case [ast.Constant(value=str() as shown), fields] if shown == name:
            pass
        case _:
            return None
    try:
        stated = ast.literal_eval(fields)
        defaults = [k.value for k in call.keywords if k.arg == "defaults"]
        given = list(defaults[0].elts) if defaults and isinstance(defaults[0], (ast.Tuple, ast.List)) else []
    except ValueError:
        return None
    if len(given) < len(call.keywords):
        return None
    names = stated.replace(",", " ").split() if isinstance(stated, str) else list(stated)
    if not names or not all(isinstance(n, str) and n.isidentifier() and not n.startswith("_") for n in names):
        return None
    body: list[ast.stmt] = []
    for i, n in enumerate(names):
        at = i - (len(names) - len(given))
        value = given[at] if at >= 0 else None
        body.append(ast.AnnAssign(ast.Name(n, ast.Store()), ast.Constant(...), value, 1))
    made = ast.ClassDef(name, [], [], body, [_decorator(call)])
    for n in walk(made):
        if isinstance(n, (ast.expr, ast.stmt)) and not hasattr(n, "lineno"):
            ast.copy_location(n, call)
    return made


def _decorator(where: ast.AST) -> ast.expr:
    words = [ast.keyword(k, ast.Constant(True)) for k in ("frozen", "order")]
    made = ast.Call(ast.Name("dataclass", ast.Load()), [], words)
    for n in walk(made):
        if isinstance(n, ast.expr):
            n.lineno, n.col_offset = getattr(where, "lineno", 1), getattr(where, "col_offset", 0)
    return made


__all__ = ["take_named_tuples"]
