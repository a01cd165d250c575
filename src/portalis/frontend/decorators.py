"""Decorators of the program, taken apart: a decorated function is its wrapper, which calls the function under another name.

`@logged def area(w, h)` is two functions, `area`, with the wrapper's body and the parameters of what it wraps, and
`area_plain`. What a decorator assigns before it defines the wrapper belongs to the decorated function alone, so it becomes
variables of the module. Only decorators of the usual shape are taken: statements, one function, and a `return` of that function.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from portalis.frontend.tree import decorator_name, walk

_Fresh = Callable[[str], str]


def apply_decorators(tree: ast.Module, fresh: _Fresh) -> None:
    """Rewrites the functions and methods of a module that have such decorators, in place."""
    program = {s.name: s for s in tree.body if isinstance(s, ast.FunctionDef)}
    if not any(f.decorator_list for f in walk(tree) if isinstance(f, ast.FunctionDef)):
        return
    keyword_calls = {
        n.func.id if isinstance(n.func, ast.Name) else n.func.attr
        for n in walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, (ast.Name, ast.Attribute)) and (n.keywords or _starred(n))
    }
    body: list[ast.stmt] = []
    for s in tree.body:
        if isinstance(s, ast.FunctionDef) and s.decorator_list:
            body += _decorated(s, program, keyword_calls, fresh, is_method=False) or [s]
        else:
            if isinstance(s, ast.ClassDef):
                body += _methods(s, program, keyword_calls, fresh)
            body.append(s)
    tree.body = body


def _methods(
    cls: ast.ClassDef, program: dict[str, ast.FunctionDef], keyword_calls: set[str], fresh: _Fresh
) -> list[ast.stmt]:
    """Rewrites the methods of a class; gives what has to stand before it."""
    before: list[ast.stmt] = []
    body: list[ast.stmt] = []
    for s in cls.body:
        made = None
        if isinstance(s, ast.FunctionDef) and s.decorator_list:
            made = _decorated(s, program, keyword_calls, fresh, is_method=True)
        for x in made or [s]:
            (body if isinstance(x, ast.FunctionDef) or x is s else before).append(x)
    cls.body = body
    return before


def _decorated(
    f: ast.FunctionDef, program: dict[str, ast.FunctionDef], keyword_calls: set[str], fresh: _Fresh, is_method: bool
) -> list[ast.stmt] | None:
    """What stands for a decorated function; None where one of its decorators is not understood."""
    if any(a is not None for a in (f.args.vararg, f.args.kwarg)) or f.args.posonlyargs:
        return None
    current = deepcopy(f)
    current.decorator_list = []
    evaluated: list[
        ast.stmt
    ] = []  # Python evaluates decorators from the first to the last, and applies them from the last
    applied: list[ast.stmt] = []
    shown = f.name
    for d in reversed(f.decorator_list):
        parts = _parts(d, program)
        if parts is None:
            return None
        plain = fresh(f"{f.name}_plain")
        use = _Use(parts, current, plain, shown, is_method, f.name in keyword_calls)
        wrapper = use.wrapper()
        if wrapper is None:
            return None
        current.name = plain
        applied.append(current)
        made, kept = use.before(fresh, f.name, wrapper)
        evaluated = [*made, *evaluated]
        applied += kept
        if not use.keeps_name:
            shown = parts.wrapper.name
        current = wrapper
        current.name = f.name
    return [*evaluated, *applied, current]


@dataclass(slots=True)
class _Parts:
    """A decorator, taken apart."""

    function: str
    """Its parameter: the function that it wraps."""
    prelude: list[ast.stmt]
    wrapper: ast.FunctionDef
    opening: list[ast.stmt] = field(default_factory=list)
    """What the function that makes the decorator does before it defines that."""
    arguments: list[tuple[str, ast.expr]] = field(default_factory=list)
    """The parameters of the function that makes the decorator, with what is given for them."""


def _parts(d: ast.expr, program: dict[str, ast.FunctionDef]) -> _Parts | None:
    if isinstance(d, ast.Name) and d.id in program:
        return _simple(program[d.id])
    if not (isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id in program):
        return None
    maker = program[d.func.id]
    a = maker.args
    if a.vararg or a.kwarg or a.posonlyargs or a.kwonlyargs or _starred(d) or maker.decorator_list:
        return None
    taken = _ends_with_function(maker)
    if taken is None:
        return None
    prelude, inner = taken
    found = _simple(inner)
    if found is None:
        return None
    names = [p.arg for p in a.args]
    given: dict[str, ast.expr] = dict(zip(names[len(names) - len(a.defaults) :], a.defaults))
    if len(d.args) > len(names) or any(k.arg not in names for k in d.keywords):
        return None
    given.update(zip(names, d.args))
    given.update((k.arg, k.value) for k in d.keywords if k.arg)
    if set(given) != set(names) or not all(isinstance(e, ast.Constant) for e in a.defaults):
        return None
    found.arguments = [(n, given[n]) for n in names]
    found.opening = prelude
    return found


def _simple(f: ast.FunctionDef) -> _Parts | None:
    a = f.args
    if len(a.args) != 1 or a.vararg or a.kwarg or a.posonlyargs or a.kwonlyargs or a.defaults or f.decorator_list:
        return None
    taken = _ends_with_function(f)
    if taken is None:
        return None
    prelude, wrapper = taken
    return _Parts(a.args[0].arg, prelude, wrapper)


def _ends_with_function(f: ast.FunctionDef) -> tuple[list[ast.stmt], ast.FunctionDef] | None:
    """The statements of a function that defines another one and returns it, and that one."""
    match [s for s in f.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]:
        case [*prelude, ast.FunctionDef() as inner, ast.Return(value=ast.Name(id=name))] if name == inner.name:
            plain = all(
                isinstance(s, ast.Expr) or (isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name))
                for s in prelude
            )
            return (prelude, inner) if plain and not any(isinstance(s, ast.FunctionDef) for s in prelude) else None
    return None


def _starred(call: ast.Call) -> bool:
    return any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords)


class _NotUnderstoodError(Exception):
    """The wrapper does something with its arguments, or with the function, that cannot be written out."""


class _Use:
    """One decorator applied to one function."""

    def __init__(
        self, parts: _Parts, f: ast.FunctionDef, plain: str, shown: str, is_method: bool, called_by_name: bool
    ) -> None:
        self.parts, self.f, self.plain, self.shown = parts, f, plain, shown
        self.is_method, self.called_by_name = is_method, called_by_name
        self.made = deepcopy(parts.wrapper)
        self.prelude = deepcopy(parts.prelude)
        self.opening = deepcopy(parts.opening)
        self.keeps_name = any(decorator_name(d) == "wraps" for d in self.made.decorator_list)
        self.params = [p.arg for p in [*f.args.args, *f.args.kwonlyargs]]
        self.renamed: dict[str, ast.expr] = {}

    def wrapper(self) -> ast.FunctionDef | None:
        """The wrapper with the parameters of what it wraps."""
        made, a = self.made, self.made.args
        if (
            any(decorator_name(d) != "wraps" for d in made.decorator_list)
            or a.posonlyargs
            or a.kwonlyargs
            or a.defaults
        ):
            return None
        open_ended = a.vararg is not None or a.kwarg is not None
        if any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Global)) for n in walk(made)):
            return None
        leading = [p.arg for p in a.args]
        if open_ended:
            stored = {n.id for n in walk(made) if isinstance(n, ast.Name)} - {self.parts.function}
            stored |= {n.name for n in walk(made) if isinstance(n, (ast.FunctionDef, ast.ExceptHandler)) and n.name}
            own = {*leading, *(v.arg for v in (a.vararg, a.kwarg) if v is not None)}
            if set(self.params[len(leading) :]) & (stored - own) or len(leading) > len(self.f.args.args):
                return None
        made.decorator_list = []
        replacer = _Wrapped(self, leading if open_ended else [p.arg for p in a.args])
        try:
            made.body = [replacer.visit(s) for s in made.body]
            self.prelude = [replacer.visit(s) for s in self.prelude]
            self.opening = [replacer.visit(s) for s in self.opening]
        except _NotUnderstoodError:
            return None
        if open_ended:
            inner = deepcopy(self.f.args)
            for stated, name in zip(inner.args, leading):
                stated.arg = name
            made.args = inner
            made.returns = self.f.returns
        return made

    def before(self, fresh: _Fresh, name: str, wrapper: ast.FunctionDef) -> tuple[list[ast.stmt], list[ast.stmt]]:
        """What the decorator does and keeps, as statements and variables of the module: when it is evaluated, and applied."""
        renamed = {param: fresh(f"{param}_of_{name}") for param, _ in self.parts.arguments}
        given: list[ast.stmt] = [
            ast.copy_location(ast.Assign([ast.Name(renamed[param], ast.Store())], deepcopy(value)), self.f)
            for param, value in self.parts.arguments
        ]
        for s in (*self.opening, *self.prelude):
            for t in s.targets if isinstance(s, ast.Assign) else []:
                if isinstance(t, ast.Name) and t.id not in renamed:
                    renamed[t.id] = fresh(f"{t.id}_of_{name}")
        nonlocals = {n for s in walk(wrapper) if isinstance(s, ast.Nonlocal) for n in s.names}
        changer = _Renamer(renamed)
        for s in (*self.opening, *self.prelude):
            changer.visit(s)
        wrapper.body = [changer.visit(s) for s in wrapper.body if not isinstance(s, ast.Nonlocal)]
        stored = [renamed[n] for n in sorted(nonlocals) if n in renamed]
        if stored:
            wrapper.body.insert(0, ast.Global(stored))
        for s in (*given, *self.opening, *self.prelude, *wrapper.body):
            for n in walk(s):
                if isinstance(n, (ast.expr, ast.stmt)) and not hasattr(n, "lineno"):
                    ast.copy_location(n, self.f)
        return [*given, *self.opening], self.prelude


class _Wrapped(ast.NodeTransformer):
    """Writes calls of the wrapped function, and what stands for all arguments, with the parameters' names."""

    def __init__(self, use: _Use, leading: list[str]) -> None:
        self.use, self.leading = use, leading
        a = use.made.args
        self.star = a.vararg.arg if a.vararg is not None else ""
        self.double = a.kwarg.arg if a.kwarg is not None else ""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        use = self.use
        if not (isinstance(node.func, ast.Name) and node.func.id == use.parts.function):
            return self.generic_visit(node)
        args: list[ast.expr] = []
        rest = use.params[len(self.leading) :]
        taken = False
        for e in node.args:
            if isinstance(e, ast.Starred) and isinstance(e.value, ast.Name) and e.value.id == self.star:
                positional = [p.arg for p in use.f.args.args][len(self.leading) :]
                args += [ast.Name(n, ast.Load()) for n in positional]
                taken = True
            elif isinstance(e, ast.Starred):
                raise _NotUnderstoodError
            else:
                args.append(self.visit(e))
        keywords: list[ast.keyword] = []
        for k in node.keywords:
            if k.arg is None and isinstance(k.value, ast.Name) and k.value.id == self.double and taken:
                keywords += [ast.keyword(p.arg, ast.Name(p.arg, ast.Load())) for p in use.f.args.kwonlyargs]
            elif k.arg is None:
                raise _NotUnderstoodError
            else:
                keywords.append(ast.keyword(k.arg, self.visit(k.value)))
        if self.star and not taken and rest and len(args) != len(use.f.args.args):
            raise _NotUnderstoodError
        func: ast.expr = ast.Name(use.plain, ast.Load())
        if use.is_method:
            if not args:
                raise _NotUnderstoodError
            func, args = ast.Attribute(args[0], use.plain, ast.Load()), args[1:]
        made = ast.Call(func, args, keywords)
        for n in walk(made):
            if isinstance(n, ast.expr) and not hasattr(n, "lineno"):
                ast.copy_location(n, node)
        return made

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == self.use.parts.function:
            if node.attr != "__name__":
                raise _NotUnderstoodError
            return ast.copy_location(ast.Constant(self.use.shown), node)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        use = self.use
        if node.id == use.parts.function:
            raise _NotUnderstoodError
        if node.id not in (self.star, self.double) or not node.id:
            return node
        if not isinstance(node.ctx, ast.Load) or use.called_by_name or use.f.args.defaults or use.f.args.kwonlyargs:
            raise _NotUnderstoodError  # which arguments were given by name, or not at all, is known to the call alone
        made: ast.expr = ast.Dict([], [])
        if node.id == self.star:
            names = [p.arg for p in use.f.args.args][len(self.leading) :]
            made = ast.Tuple([ast.Name(n, ast.Load()) for n in names], ast.Load())
        for n in walk(made):
            if isinstance(n, ast.expr):
                ast.copy_location(n, node)
        return made


class _Renamer(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.names.get(node.id, node.id)
        return node


__all__ = ["apply_decorators"]
