"""Syntax that means the same as other syntax, rewritten before anything is analysed.

* `f = lambda x: …`, where `f` has no other definition, is the function definition that it stands for; so is a lambda
  handed to a function of the program.
* `match` is a chain of tests on a name that holds the subject.
* `with` is the `try` that PEP 343 spells out, and `with suppress(…)` one that passes; `cached_property` is written out too.
* A decorated function is its wrapper (`decorators.py`).
* Names for library members are those members (`library_names.py`), and `**` with known keys is written out (`keywords.py`).
* `for x in iter(f, sentinel)` is a loop without an end that the sentinel leaves (`sentinels.py`).
* `getattr` and `setattr` with a known name are attributes (`reflection.py`).
* `total_ordering` is the methods that it stands for (`orderings.py`).
* A function that a call gives and a builtin calls many times has a name (`callbacks.py`).
* A closure that is given back is an object with a `__call__` (`closures.py`), a lambda that a module keeps and that uses the module's
  variables is a function (`module_lambdas.py`).
* An operand that is converted where it is no object of the class is assigned one of two values.
* A generator function of which everything is taken at once returns a list (`generators.py`).
* An iterator that is named only for the next statement to consume stands in that statement.
"""

from __future__ import annotations

import ast
from collections import Counter
from itertools import pairwise
from typing import TypeVar

from portalis.frontend.cached_properties import write_cached_properties
from portalis.frontend.callbacks import hoist_callbacks
from portalis.frontend.closures import objects_for_closures
from portalis.frontend.context_managers import ask_for_exceptions, write_context_managers
from portalis.frontend.dataclass_init import part_class_variables
from portalis.frontend.declarations import part_attributes
from portalis.frontend.decorators import apply_decorators
from portalis.frontend.defaults import keep_defaults
from portalis.frontend.generators import collect_generators, items_by_next
from portalis.frontend.getters import write_getters
from portalis.frontend.keywords import spread_keywords
from portalis.frontend.library_names import resolve_library_names
from portalis.frontend.match_arguments import match_arguments
from portalis.frontend.module_lambdas import lift_module_lambdas
from portalis.frontend.orderings import complete_orderings
from portalis.frontend.reflection import resolve_reflection
from portalis.frontend.sentinels import write_sentinel_loops
from portalis.frontend.starred_calls import gather_stars
from portalis.frontend.tree import children, walk

_N = TypeVar("_N", bound=ast.AST)
_SEQUENCES = ("list", "tuple")


class Desugaring:
    """The rewriting of one module, in place: first of what it defines, then, once its classes are settled, of its statements."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        resolve_library_names(tree)
        write_sentinel_loops(tree)
        write_getters(tree)
        resolve_reflection(tree)
        write_cached_properties(tree)
        program = {s.name for s in tree.body if isinstance(s, ast.FunctionDef)}
        everything = walk(tree)
        taken = {n.id for n in everything if isinstance(n, ast.Name)}
        taken |= {n.arg for n in everything if isinstance(n, ast.arg)}
        self._rewriter = rewriter = _Rewriter(program, taken)
        defined = {n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        rewriter.classes = {s.name for s in tree.body if isinstance(s, ast.ClassDef)}
        rewriter.match_arguments = match_arguments(tree)
        rewriter.suppresses = "suppress" not in defined and any(
            (isinstance(n, ast.ImportFrom) and n.module == "contextlib")
            or (isinstance(n, ast.Import) and any(a.name == "contextlib" for a in n.names))
            for n in everything
        )
        self.fresh = rewriter.fresh
        """Makes names that the module does not use."""
        keep_defaults(tree, self.fresh)
        write_context_managers(tree, self.fresh)
        ask_for_exceptions(tree)
        spread_keywords(tree)
        gather_stars(tree)
        apply_decorators(tree, self.fresh)
        _inline_iterators(tree)
        complete_orderings(tree)
        part_class_variables(tree)
        items_by_next(tree)

    def statements(self, mentioned: frozenset[str] = frozenset()) -> None:
        """Rewrites the statements; `mentioned` are all names that other modules mention.

        Raises:
            UnsupportedMatchError: for a pattern that is not translated.
        """
        collect_generators(self.tree, self.fresh, mentioned)
        hoist_callbacks(self.tree, self.fresh)
        lift_module_lambdas(self.tree, self.fresh)
        objects_for_closures(self.tree, self.fresh)
        self._rewriter.module(self.tree)


def _converted(s: ast.If, classes: set[str]) -> ast.stmt | None:
    """`if not isinstance(x, C): x = C(x)` as an assignment of `C(x)` or `x`: where types decide which, the variable has that type alone."""
    test = s.test.operand if isinstance(s.test, ast.UnaryOp) and isinstance(s.test.op, ast.Not) else s.test
    match test, s.body, s.orelse:
        case (
            ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), _]),
            [ast.Assign(targets=[ast.Name(id=target)], value=ast.Call(func=ast.Name(id=made)) as value)],
            [],
        ) if name == target and made in classes:
            choice = ast.IfExp(s.test, value, ast.copy_location(ast.Name(name, ast.Load()), s))
            return _at(ast.Assign([ast.copy_location(ast.Name(name, ast.Store()), s)], choice), s)
    return None


_ITERATORS = frozenset({"map", "filter", "zip", "enumerate", "reversed", "merge"})


def _inline_iterators(tree: ast.Module) -> None:
    """Puts iterators that are used once, and at once, where they are used: nothing can come between."""
    for function in walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        inside = walk(function)
        counts = Counter(n.id for n in inside if isinstance(n, ast.Name))
        counts.update(name for n in inside if isinstance(n, (ast.Global, ast.Nonlocal)) for name in n.names)
        for scope in inside:
            for field in ("body", "orelse", "finalbody"):
                body = getattr(scope, field, None)
                if isinstance(body, list) and not isinstance(scope, ast.ClassDef):
                    _inline_in(body, counts)


def _inline_in(body: list[ast.stmt], counts: Counter[str]) -> None:
    for s, after in reversed(list(pairwise(body))):
        match s:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if counts[name] == 2 and _is_iterator(value):
                if _take(after, name, value):
                    body.remove(s)


def _is_iterator(e: ast.expr) -> bool:
    match e:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _ITERATORS
    return isinstance(e, ast.GeneratorExp)


def _take(s: ast.stmt, name: str, value: ast.expr) -> bool:
    """Puts a value in the place of a name, if that is what a statement evaluates first, as a whole argument of a call."""

    def named(e: ast.expr) -> bool:
        return isinstance(e, ast.Name) and e.id == name

    if isinstance(s, ast.For) and named(s.iter):
        s.iter = value
        return True
    e = s.iter if isinstance(s, ast.For) else s.value if isinstance(s, (ast.Return, ast.Expr, ast.Assign)) else None
    while isinstance(e, ast.Call) and e.args:
        func = e.func.value if isinstance(e.func, ast.Attribute) else e.func
        if not isinstance(func, (ast.Name, ast.Constant)):
            return False
        for i, argument in enumerate(e.args):
            if named(argument):
                e.args[i] = value
                return True
            if not isinstance(argument, (ast.Name, ast.Constant)):
                break
        if i > 0:
            return False
        e = e.args[0]
    return False


def _at(node: _N, where: ast.AST) -> _N:
    """Gives new nodes the place of the syntax that they come from."""
    for n in walk(node):
        if isinstance(n, (ast.expr, ast.stmt)) and not hasattr(n, "lineno"):
            ast.copy_location(n, where)
    return node


class _Rewriter:
    def __init__(self, functions: set[str], taken: set[str]) -> None:
        self.functions = functions
        self.suppresses = False
        self.classes: set[str] = set()
        self.match_arguments: dict[str, tuple[str, ...]] = {}
        self.taken = taken
        self.count = 0

    def fresh(self, name: str) -> str:
        """A name that the module does not use."""
        number = self.count
        while (candidate := f"{name}_{number}") in self.taken:
            number += 1
        self.taken.add(candidate)
        return candidate

    def module(self, tree: ast.Module) -> None:
        tree.body = self.block(tree.body, _assigned(tree.body))

    def block(self, body: list[ast.stmt], assigned: dict[str, int]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for s in body:
            out += self.statement(s, assigned)
        return out

    def defaults(self, s: ast.FunctionDef) -> list[ast.stmt]:
        """Definitions of the lambdas that are defaults of parameters."""
        out: list[ast.stmt] = []
        for values in (s.args.defaults, s.args.kw_defaults):
            for i, value in enumerate(values):
                if isinstance(value, ast.Lambda):
                    values[i] = self.lifted(value, out)
        return out

    def statement(self, s: ast.stmt, assigned: dict[str, int], method: bool = False) -> list[ast.stmt]:
        if isinstance(s, ast.FunctionDef):
            part_attributes(s)
            before = self.defaults(s) if not method else []
            parameters = {a.arg: 2 for a in walk(s.args) if isinstance(a, ast.arg)}
            s.body = self.block(s.body, {**_assigned(s.body), **parameters})
            return [*before, s]
        if isinstance(s, ast.ClassDef):
            s.body = [x for m in s.body for x in self.statement(m, {}, True)]
            return [s]
        for field in ("body", "orelse", "finalbody"):
            inner = getattr(s, field, None)
            if isinstance(inner, list) and inner and isinstance(inner[0], ast.stmt):
                setattr(s, field, self.block(inner, assigned))
        for handler in getattr(s, "handlers", []):
            handler.body = self.block(handler.body, assigned)
        if isinstance(s, ast.Match):
            for case in s.cases:
                case.body = self.block(case.body, assigned)
            return self.match(s)
        if isinstance(s, ast.With):
            return self.managed(s, s.items)
        if isinstance(s, ast.If) and (chosen := _converted(s, self.classes)) is not None:
            return [chosen]
        if isinstance(s, ast.Assign) and len(s.targets) == 1:
            target = s.targets[0]
            if isinstance(target, ast.Name) and isinstance(s.value, ast.Lambda) and assigned.get(target.id) == 1:
                return [_definition(target.id, s.value, s)]
        return [*self.arguments(s), s]

    # -- lambdas handed to functions of the program
    def arguments(self, s: ast.stmt) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        headers = [v for k, v in ast.iter_fields(s) if k not in ("body", "orelse", "finalbody", "handlers")]
        stack = [n for v in headers for n in (v if isinstance(v, list) else [v]) if isinstance(n, ast.AST)]
        while stack:
            n = stack.pop()
            if isinstance(n, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
                continue  # what is inside sees variables that a definition before the statement would not
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in self.functions:
                for i, a in enumerate(n.args):
                    if isinstance(a, ast.Lambda):
                        n.args[i] = self.lifted(a, out)
                for k in n.keywords:
                    if isinstance(k.value, ast.Lambda):
                        k.value = self.lifted(k.value, out)
            stack.extend(children(n))
        return out

    def lifted(self, node: ast.Lambda, out: list[ast.stmt]) -> ast.expr:
        self.count += 1
        name = f"lambda_{self.count}"
        out.append(_definition(name, node, node))
        return _at(ast.Name(name, ast.Load()), node)

    # -- match
    def match(self, s: ast.Match) -> list[ast.stmt]:
        self.count += 1
        subject = self.fresh("subject")
        out: list[ast.stmt] = [_at(ast.Assign([ast.Name(subject, ast.Store())], s.subject), s)]
        guarded = any(c.guard is not None for c in s.cases)
        if not guarded:
            chain: list[ast.stmt] = []
            for case in reversed(s.cases):
                tests, binds = self.pattern(case.pattern, ast.Name(subject, ast.Load()))
                body = [*binds, *case.body]
                if not tests:
                    chain = body
                    continue
                chain = [ast.If(_all(tests), body, chain)]
            return [*out, *(_at(x, s) for x in chain)]
        done = self.fresh("matched")
        out.append(_at(ast.Assign([ast.Name(done, ast.Store())], ast.Constant(False)), s))
        for case in s.cases:
            tests, binds = self.pattern(case.pattern, ast.Name(subject, ast.Load()))
            found: list[ast.stmt] = [ast.Assign([ast.Name(done, ast.Store())], ast.Constant(True)), *case.body]
            body = [*binds, ast.If(case.guard, found, [])] if case.guard is not None else [*binds, *found]
            first: list[ast.expr] = [ast.UnaryOp(ast.Not(), ast.Name(done, ast.Load()))]
            out.append(_at(ast.If(_all([*first, *tests]), body, []), case.pattern))
        return out

    # -- with
    def managed(self, s: ast.With, items: list[ast.withitem]) -> list[ast.stmt]:
        """`with` over several managers is one inside the other."""
        if not items:
            return s.body
        swallowed_ones = _suppressed(items[0]) if self.suppresses else None
        if swallowed_ones is not None:
            kinds = swallowed_ones[0] if len(swallowed_ones) == 1 else ast.Tuple(swallowed_ones, ast.Load())
            ignore = ast.ExceptHandler(kinds, None, [ast.Pass()])
            return [_at(ast.Try(self.managed(s, items[1:]), [_at(ignore, s)], [], []), s)]
        self.count += 1
        manager, error, failed = (self.fresh(n) for n in ("manager", "error", "failed"))

        def call(method: str, *args: ast.expr) -> ast.expr:
            return ast.Call(ast.Attribute(ast.Name(manager, ast.Load()), method, ast.Load()), list(args), [])

        none = [ast.Constant(None) for _ in range(3)]
        caught = ast.Name(error, ast.Load())
        entered = call("__enter__")
        target = items[0].optional_vars
        start: ast.stmt = ast.Expr(entered) if target is None else ast.Assign([target], entered)
        swallowed = call(
            "__exit__", ast.Call(ast.Name("type", ast.Load()), [caught], []), ast.Name(error, ast.Load()), none[0]
        )
        handler = ast.ExceptHandler(
            ast.Name("BaseException", ast.Load()),
            error,
            [
                ast.Assign([ast.Name(failed, ast.Store())], ast.Constant(True)),
                ast.If(ast.UnaryOp(ast.Not(), swallowed), [ast.Raise()], []),
            ],
        )
        body: list[ast.stmt] = [ast.Try(self.managed(s, items[1:]), [handler], [], [])]
        passed = ast.If(ast.UnaryOp(ast.Not(), ast.Name(failed, ast.Load())), [ast.Expr(call("__exit__", *none))], [])
        out: list[ast.stmt] = [
            ast.Assign([ast.Name(manager, ast.Store())], items[0].context_expr),
            start,
            ast.Assign([ast.Name(failed, ast.Store())], ast.Constant(False)),
            ast.Try(body, [], [], [passed]),
        ]
        return [_at(x, s) for x in out]

    def pattern(self, p: ast.pattern, value: ast.expr) -> tuple[list[ast.expr], list[ast.stmt]]:
        """The tests of a pattern on a value, in order, and what it binds when they hold."""
        match p:
            case ast.MatchValue():
                return [ast.Compare(value, [ast.Eq()], [p.value])], []
            case ast.MatchSingleton():
                return [ast.Compare(value, [ast.Is()], [ast.Constant(p.value)])], []
            case ast.MatchAs():
                tests, binds = self.pattern(p.pattern, value) if p.pattern is not None else ([], [])
                if p.name is not None:
                    binds = [*binds, ast.Assign([ast.Name(p.name, ast.Store())], value)]
                return tests, binds
            case ast.MatchOr():
                parts = [self.pattern(x, value) for x in p.patterns]
                if any(b for _, b in parts):
                    raise UnsupportedMatchError(p)
                return [ast.BoolOp(ast.Or(), [_all(t) for t, _ in parts])], []
            case ast.MatchSequence():
                return self.sequence(p, value)
            case ast.MatchClass():
                return self.of_class(p, value)
            case ast.MatchMapping() if p.rest is None:
                return self.mapping(p, value)
        raise UnsupportedMatchError(p)

    def sequence(self, p: ast.MatchSequence, value: ast.expr) -> tuple[list[ast.expr], list[ast.stmt]]:
        kinds = ast.Tuple([ast.Name(k, ast.Load()) for k in _SEQUENCES], ast.Load())
        length = ast.Call(ast.Name("len", ast.Load()), [value], [])
        star = next((i for i, x in enumerate(p.patterns) if isinstance(x, ast.MatchStar)), None)
        count = len(p.patterns)
        compare: ast.cmpop = ast.Eq() if star is None else ast.GtE()
        tests: list[ast.expr] = [
            _isinstance(value, kinds),
            ast.Compare(length, [compare], [ast.Constant(count if star is None else count - 1)]),
        ]
        binds: list[ast.stmt] = []
        for i, x in enumerate(p.patterns):
            if isinstance(x, ast.MatchStar):
                if x.name is not None:
                    stop = ast.Constant(i + 1 - count) if i + 1 < count else None
                    part = ast.Subscript(value, ast.Slice(ast.Constant(i), stop, None), ast.Load())
                    whole = ast.Call(ast.Name("list", ast.Load()), [part], [])
                    binds.append(ast.Assign([ast.Name(x.name, ast.Store())], whole))
                continue
            index = i if star is None or i < star else i - count
            more, bound = self.pattern(x, ast.Subscript(value, ast.Constant(index), ast.Load()))
            tests += more
            binds += bound
        return tests, binds

    def mapping(self, p: ast.MatchMapping, value: ast.expr) -> tuple[list[ast.expr], list[ast.stmt]]:
        tests: list[ast.expr] = [_isinstance(value, ast.Name("dict", ast.Load()))]
        binds: list[ast.stmt] = []
        for k, inner in zip(p.keys, p.patterns, strict=True):
            tests.append(ast.Compare(k, [ast.In()], [value]))
            more, bound = self.pattern(inner, ast.Subscript(value, k, ast.Load()))
            tests += more
            binds += bound
        return tests, binds

    def of_class(self, p: ast.MatchClass, value: ast.expr) -> tuple[list[ast.expr], list[ast.stmt]]:
        tests: list[ast.expr] = [_isinstance(value, p.cls)]
        binds: list[ast.stmt] = []
        simple = isinstance(p.cls, ast.Name) and p.cls.id in (
            "int",
            "str",
            "float",
            "bool",
            "list",
            "tuple",
            "dict",
            "set",
            "bytes",
        )
        names = self.match_arguments.get(p.cls.id, ()) if isinstance(p.cls, ast.Name) else ()
        if p.patterns and not (simple and len(p.patterns) == 1) and len(p.patterns) > len(names):
            raise UnsupportedMatchError(p)
        parts = [(ast.Attribute(value, a, ast.Load()) if names else value, x) for a, x in zip(names or "_", p.patterns)]
        parts += [(ast.Attribute(value, a, ast.Load()), x) for a, x in zip(p.kwd_attrs, p.kwd_patterns, strict=True)]
        for part, x in parts:
            more, bound = self.pattern(x, part)
            tests += more
            binds += bound
        return tests, binds


class UnsupportedMatchError(Exception):
    """A pattern that is not rewritten."""

    def __init__(self, node: ast.pattern) -> None:
        super().__init__("this pattern is not translated")
        self.node = node


def _isinstance(value: ast.expr, kinds: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("isinstance", ast.Load()), [value, kinds], [])


def _all(tests: list[ast.expr]) -> ast.expr:
    if not tests:
        return ast.Constant(True)
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def _suppressed(item: ast.withitem) -> list[ast.expr] | None:
    """The classes of `contextlib.suppress(…)`."""
    match item:
        case ast.withitem(
            context_expr=ast.Call(
                func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=[_, *_] as args, keywords=[]
            ),
            optional_vars=None,
        ):
            return args
    return None


def _definition(name: str, node: ast.Lambda, where: ast.AST) -> ast.FunctionDef:
    body: list[ast.stmt] = [ast.copy_location(ast.Return(node.body), node)]
    return _at(ast.FunctionDef(name, node.args, body, [], None), where)


def _assigned(body: list[ast.stmt]) -> dict[str, int]:
    """How often a scope binds each name."""
    found: dict[str, int] = {}
    stack: list[ast.AST] = list(body)
    while stack:
        n = stack.pop()
        name = (
            n.id
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
            else n.name
            if isinstance(n, ast.FunctionDef)
            else None
        )
        if name is not None:
            found[name] = found.get(name, 0) + 1
        for names in (getattr(n, "names", None),):
            for x in names or []:
                if isinstance(x, str):  # global, nonlocal
                    found[x] = found.get(x, 0) + 2
        if not isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(children(n))
    return found
