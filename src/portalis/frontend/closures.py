"""Nested functions that outlive the call that made them, or are handed on: objects whose attributes are what they captured.

A closure sees the variables around it as they are when it is called. What nothing assigns after the closure was made may be
kept in the closure instead; so may what only this closure assigns and reads from then on. A variable that several functions go on
to share is an object of its own, which all of them hold (`shared_variables.py`). A parameter with a default is what the default is
when the closure is made, as in `lambda x, i=i: …`. Every other closure stays what it is, and is refused where it is used as a value.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from portalis.frontend.shared_variables import share
from portalis.frontend.tree import children, walk

_Function = ast.FunctionDef | ast.Lambda
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def objects_for_closures(tree: ast.Module, fresh: Callable[[str], str]) -> None:
    """Rewrites such closures of a module in place; `fresh` makes names that the module does not use."""
    classes: list[ast.ClassDef] = []
    program = {s.name for s in tree.body if isinstance(s, (ast.FunctionDef, ast.ClassDef))}
    methods = [f for c in tree.body if isinstance(c, ast.ClassDef) for f in c.body]
    program |= {f".{f.name}" for f in methods if isinstance(f, ast.FunctionDef)}
    nested = [n for s in tree.body if not isinstance(s, (ast.FunctionDef, ast.ClassDef)) for n in _nesting(s)]
    outermost: list[_Function] = [s for s in [*tree.body, *methods] if isinstance(s, ast.FunctionDef)]
    for outer in [*outermost, *nested]:
        functions = [n for n in walk(outer) if isinstance(n, (ast.FunctionDef, ast.Lambda)) and n is not outer]
        parents = _parents(outer) if functions else {}
        functions.sort(key=lambda f: -len(_around(f, outer, parents)))  # those inside of others first
        for inner in functions:
            classes += _object_for(inner, _around(inner, outer, parents), program, fresh)
            parents = _parents(outer)
    classes += _of_module(tree, fresh)
    start = next((i for i, s in enumerate(tree.body) if isinstance(s, (ast.FunctionDef, ast.ClassDef))), 0)
    tree.body[start:start] = classes


def _object_for(
    inner: _Function, around: list[_Function], program: set[str], fresh: Callable[[str], str]
) -> list[ast.ClassDef]:
    """Makes an object of one closure, if that can be, and gives the classes; `around` are the functions around it, nearest first."""
    outer, parents = around[0], _parents(around[-1])
    if not (_is_value(inner, outer, parents, program) and _is_simple(inner, around, parents)):
        return []
    owned = {f: _captured(inner, f, around[:i]) for i, f in enumerate(around)}
    names = {name for found in owned.values() for name in found or ()}
    if not names and not inner.args.defaults and not _is_returned(inner, outer, parents):
        return []  # a plain function
    stays = all(_stays(name, inner, f, parents) for f, found in owned.items() for name in found or ())
    if None in owned.values() or not _nonlocals(inner) <= names or names & _in_expressions(inner) or not stays:
        return []
    classes: list[ast.ClassDef] = []
    for f, found in owned.items():
        for name in sorted(found or ()):
            if not _keeps(name, inner, f, parents):
                made = share(f, name, fresh) if isinstance(f, ast.FunctionDef) and len(around) == 1 else None
                if made is None:
                    return classes  # what was shared already means the same
                classes.append(made)
    captured = {name for i, f in enumerate(around) for name in _captured(inner, f, around[:i]) or ()}
    return [*classes, _replace(inner, sorted(captured), _parents(around[-1]), fresh)]


def _nesting(s: ast.stmt) -> list[ast.Lambda]:
    """The lambdas of a module's statement that have functions inside."""
    found: list[ast.Lambda] = []
    stack: list[ast.AST] = [s]
    while stack:
        n = stack.pop()
        if not isinstance(n, ast.Lambda):
            stack += children(n)
        elif any(isinstance(x, ast.Lambda) for x in walk(n.body)):
            found.append(n)
    return found


def _around(f: ast.AST, outer: _Function, parents: dict[ast.AST, ast.AST]) -> list[_Function]:
    """The functions around one, nearest first, up to the outermost."""
    found: list[_Function] = []
    while f is not outer:
        f = parents[f]
        if isinstance(f, (ast.FunctionDef, ast.Lambda)):
            found.append(f)
    return found


def _of_module(tree: ast.Module, fresh: Callable[[str], str]) -> list[ast.ClassDef]:
    """The lambdas with defaults in comprehensions at the top of a module: each keeps what its defaults are."""
    classes: list[ast.ClassDef] = []
    for s in tree.body:
        if isinstance(s, (ast.FunctionDef, ast.ClassDef)):
            continue
        for f in [n for n in walk(s) if isinstance(n, ast.Lambda) and n.args.defaults]:
            parents = {child: node for node in walk(s) for child in children(node)}
            comprehensions = [n for n in walk(s) if isinstance(n, _LOOPS) and f in walk(n)]
            targets = {
                n.id
                for c in comprehensions
                for n in walk(c)
                if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
            }
            used = {n.id for n in walk(f.body) if isinstance(n, ast.Name)} - {a.arg for a in f.args.args}
            kept = _is_stored(f, parents) or isinstance(parents.get(f), ast.DictComp)
            plain = not (f.args.vararg or f.args.kwarg or f.args.kwonlyargs or f.args.posonlyargs)
            if kept and plain and not used & targets and not any(isinstance(n, ast.Lambda) for n in walk(f.body)):
                classes.append(_replace(f, [], parents, fresh))
    return classes


def _parents(outer: _Function) -> dict[ast.AST, ast.AST]:
    return {child: node for node in walk(outer) for child in children(node)}


def _is_value(f: _Function, outer: _Function, parents: dict[ast.AST, ast.AST], program: set[str]) -> bool:
    """Whether a function leaves its scope as a value; one that is only called is better lifted."""
    return any(
        _is_given_back(n, parents) or _is_handed(n, parents, program) or _is_stored(n, parents)
        for n in _places(f, outer)
    )


_STORING = frozenset({"append", "appendleft", "insert", "setdefault"})


def _is_stored(n: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether an expression becomes an element, an attribute or the value of a variable."""
    holder = parents[n]
    if isinstance(holder, (ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.Yield)):
        return not isinstance(holder, ast.Dict) or n in holder.values
    if isinstance(holder, (ast.Assign, ast.AnnAssign)):
        return holder.value is n
    return (
        isinstance(holder, ast.Call)
        and n in holder.args
        and isinstance(holder.func, ast.Attribute)
        and holder.func.attr in _STORING
    )


def _is_given_back(n: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    holder = parents[n]
    return isinstance(holder, ast.Return) or (isinstance(holder, ast.Lambda) and holder.body is n)


def _is_returned(f: _Function, outer: _Function, parents: dict[ast.AST, ast.AST]) -> bool:
    return any(_is_given_back(n, parents) for n in _places(f, outer))


def _places(f: _Function, outer: _Function) -> list[ast.AST]:
    """Where a function stands, or its name is read."""
    if isinstance(f, ast.Lambda):
        return [f]
    return [n for n in walk(outer) if isinstance(n, ast.Name) and n.id == f.name and isinstance(n.ctx, ast.Load)]


def _is_handed(n: ast.AST, parents: dict[ast.AST, ast.AST], program: set[str]) -> bool:
    """Whether an expression is an argument of a call of something of the program; a method's name has a dot before it."""
    call = parents[n]
    if isinstance(call, ast.keyword):
        call = parents[call]
    if not isinstance(call, ast.Call) or call.func is n:
        return False
    callee = call.func
    name = f".{callee.attr}" if isinstance(callee, ast.Attribute) else callee.id if isinstance(callee, ast.Name) else ""
    return name in program


def _is_simple(f: _Function, around: list[_Function], parents: dict[ast.AST, ast.AST]) -> bool:
    a, outer = f.args, around[0]
    if a.vararg or a.kwarg or a.kw_defaults or a.posonlyargs:
        return False
    inside = [n for n in walk(f) if n is not f]
    if any(isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Yield, ast.YieldFrom, ast.Global)) for n in inside):
        return False
    if any(isinstance(n, ast.Lambda) and n.args.defaults for n in inside):
        return False
    above: ast.AST = f
    while above is not outer:
        above = parents[above]
        if isinstance(above, ast.ClassDef):
            return False
    if any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in walk(around[-1])):
        return False
    if isinstance(f, ast.FunctionDef):
        stores = [
            n for n in walk(outer) if isinstance(n, ast.Name) and n.id == f.name and not isinstance(n.ctx, ast.Load)
        ]
        twins = [n for n in walk(outer) if isinstance(n, ast.FunctionDef) and n.name == f.name]
        return not f.decorator_list and not stores and len(twins) == 1
    return True


def _stays(name: str, f: _Function, outer: _Function, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a variable is no variable of a loop around the closure: each round would see another value."""
    above: ast.AST = f
    while above is not outer:
        above = parents[above]
        if isinstance(above, _LOOPS):
            stored = {n.id for n in walk(above) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
            if name in stored:
                return False
    return True


def _in_expressions(f: _Function) -> set[str]:
    """The names that comprehensions and lambdas inside a function bind."""
    found = [c for c in walk(f) if isinstance(c, _COMPREHENSIONS)]
    lambdas = [n for n in walk(f) if isinstance(n, ast.Lambda) and n is not f]
    names = {n.id for c in found for g in c.generators for n in walk(g.target) if isinstance(n, ast.Name)}
    return names | {a.arg for n in lambdas for a in walk(n.args) if isinstance(a, ast.arg)}


def _bound(f: _Function) -> set[str]:
    """The names that a function binds."""
    found = {a.arg for a in walk(f.args) if isinstance(a, ast.arg)}
    body = f.body if isinstance(f.body, list) else [f.body]
    nodes = [n for s in body for n in walk(s)]
    of_comprehensions = {
        n for c in nodes if isinstance(c, _COMPREHENSIONS) for g in c.generators for n in walk(g.target)
    }
    found |= {
        n.id
        for n in nodes
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load) and n not in of_comprehensions
    }
    found |= {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    found |= {n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name}
    return found - _nonlocals(f)


def _nonlocals(f: _Function) -> set[str]:
    """The names that a function itself declares to be those of a function around it."""
    stack: list[ast.AST] = list(f.body) if isinstance(f.body, list) else []
    found: set[str] = set()
    while stack:
        n = stack.pop()
        if isinstance(n, ast.Nonlocal):
            found |= set(n.names)
        if not isinstance(n, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            stack += children(n)
    return found


def _captured(f: _Function, outer: _Function, between: list[_Function]) -> set[str] | None:
    """The variables of a function around it that a function uses; None where one of them is a function itself.

    `between` are the functions between the two, which may hide a name.
    """
    own = f.name if isinstance(f, ast.FunctionDef) else ""
    outside = {n for d in f.args.defaults for n in walk(d)}
    used = {n.id for n in walk(f) if isinstance(n, ast.Name) and n not in outside} - _bound(f) - {own}
    functions = {n.name for n in walk(outer) if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n is not outer}
    captured = (used & _bound(outer)).difference(*map(_bound, between))
    return None if captured & functions else captured


def _keeps(name: str, f: _Function, outer: _Function, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a variable has its last value, seen from outside, when the closure is made."""
    inside = set(walk(f))
    written = any(isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load) for n in inside)
    line = (f.lineno, f.col_offset)
    for n in walk(outer):
        if n in inside:
            continue
        if isinstance(n, (ast.Nonlocal, ast.Global)) and name in n.names:
            return False
        if isinstance(n, ast.ExceptHandler) and n.name == name:
            return False
        if isinstance(n, ast.Name) and n.id == name:
            late = (n.lineno, n.col_offset) > line
            if late and (written or not isinstance(n.ctx, ast.Load)):
                return False
            scope: ast.AST = n
            while scope is not outer:  # another closure may see it later than its place in the text says
                scope = parents[scope]
                if isinstance(scope, (ast.FunctionDef, ast.Lambda)) and scope is not outer and written:
                    return False
    before = any(a.arg == name for a in walk(outer.args) if isinstance(a, ast.arg))
    body = outer.body if isinstance(outer.body, list) else []
    stores = [s for s in body if (s.lineno, s.col_offset) < line and _assigns(s, name)]
    return before or bool(stores)


def _assigns(s: ast.stmt, name: str) -> bool:
    """Whether a statement surely binds a name."""
    targets = s.targets if isinstance(s, ast.Assign) else [s.target] if isinstance(s, ast.AnnAssign) and s.value else []
    return any(isinstance(n, ast.Name) and n.id == name for t in targets for n in walk(t))


def _replace(
    f: _Function, captured: list[str], parents: dict[ast.AST, ast.AST], fresh: Callable[[str], str]
) -> ast.ClassDef:
    """Puts the making of an object where the function was defined; gives back the object's class."""
    own = f.name if isinstance(f, ast.FunctionDef) else "closure"
    first = next((i for i, d in enumerate(f.args.defaults) if not isinstance(d, ast.Constant)), len(f.args.defaults))
    defaults, f.args.defaults = f.args.defaults[first:], f.args.defaults[:first]
    kept = f.args.args[len(f.args.args) - len(defaults) :]
    f.args.args = f.args.args[: len(f.args.args) - len(defaults)]
    captured = [*captured, *(a.arg for a in kept)]
    cls = fresh("".join(part.capitalize() for part in own.split("_")) or "Closure")
    me = fresh("self")

    class Inside(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            if node.id in captured:
                return ast.copy_location(ast.Attribute(ast.Name(me, ast.Load()), node.id, node.ctx), node)
            if isinstance(f, ast.FunctionDef) and node.id == f.name:
                return ast.copy_location(ast.Name(me, node.ctx), node)
            return node

        def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
            return ast.copy_location(ast.Pass(), node)

    free = captured[: len(captured) - len(kept)]
    made = ast.Call(ast.Name(cls, ast.Load()), [*(ast.Name(name, ast.Load()) for name in free), *defaults], [])
    holder = parents[f]
    if isinstance(f, ast.Lambda):
        body: list[ast.stmt] = [ast.copy_location(ast.Return(f.body), f.body)]
        _put(holder, f, made)
    else:
        body = f.body
        definition = ast.Assign([ast.Name(f.name, ast.Store())], made)
        for field in ("body", "orelse", "finalbody"):
            block = getattr(holder, field, None)
            if isinstance(block, list) and f in block:
                block[block.index(f)] = definition
        _place(definition, f)
    body = [Inside().visit(s) for s in body]
    arguments = ast.arguments([], [ast.arg(me), *f.args.args], None, f.args.kwonlyargs, [], None, f.args.defaults)
    methods: list[ast.stmt] = []
    if captured:
        stores: list[ast.stmt] = [
            ast.Assign([ast.Attribute(ast.Name(me, ast.Load()), n, ast.Store())], ast.Name(n, ast.Load()))
            for n in captured
        ]
        params = ast.arguments([], [ast.arg(me), *(ast.arg(n) for n in captured)], None, [], [], None, [])
        methods.append(ast.FunctionDef("__init__", params, stores, []))
    returns = f.returns if isinstance(f, ast.FunctionDef) else None
    methods.append(ast.FunctionDef("__call__", arguments, body, [], returns))
    made_class = ast.ClassDef(cls, [], [], methods, [])
    _place(made, f)
    _place(made_class, f)
    return made_class


def _put(holder: ast.AST, old: ast.AST, new: ast.expr) -> None:
    """Puts an expression in the place of another one."""
    for name, value in ast.iter_fields(holder):
        if value is old:
            setattr(holder, name, new)
        elif isinstance(value, list) and old in value:
            value[value.index(old)] = new


def _place(node: ast.AST, where: ast.AST) -> None:
    for n in walk(node):
        if isinstance(n, (ast.expr, ast.stmt, ast.arg)) and not hasattr(n, "lineno"):
            ast.copy_location(n, where)
