"""Iterators that are kept and act when they are stepped, written as generator functions: Rust's adapters cannot wait, act and be kept.

`evens(show(x) for x in xs)` is `evens(items_1(xs))` beside `def items_1(items): for x in items: yield show(x)`, a function of the scope that the
expression stands in, which sees its variables when it runs as Python's does. What `map`, `filter` and those of `itertools` do between two
items is as their documentation says ("roughly equivalent to").

Which expressions act is known late (`analysis.kept_iterators`): the pipeline begins anew with their places.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Container
from copy import deepcopy
from dataclasses import dataclass

from portalis.frontend.names import arguments_of
from portalis.frontend.tree import last_name, walk

Place = tuple[int, int, int, int]
"""Where an expression begins and ends in the text: lines and columns."""

_ITEMS: dict[tuple[str, int], str] = {
    ("filter", 2): "for ITEM in A:\n    if CALL(ITEM):\n        yield ITEM",
    ("filterfalse", 2): "for ITEM in A:\n    if not CALL(ITEM):\n        yield ITEM",
    ("map", 2): "for ITEM in A:\n    yield CALL(ITEM)",
    ("map", 3): "for ITEM, OTHER in zip(A, B):\n    yield CALL(ITEM, OTHER)",
    ("starmap", 2): "for ITEM, OTHER in A:\n    yield CALL(ITEM, OTHER)",
    ("takewhile", 2): "for ITEM in A:\n    if not CALL(ITEM):\n        return\n    yield ITEM",
    ("dropwhile", 2): "skips = True\nfor ITEM in A:\n    if skips and CALL(ITEM):\n        continue\n    skips = False\n    yield ITEM",
    ("enumerate", 1): "index = 0\nfor ITEM in A:\n    yield index, ITEM\n    index += 1",
    ("enumerate", 2): "index = B\nfor ITEM in A:\n    yield index, ITEM\n    index += 1",
    ("zip", 2): "others = iter(B)\nfor ITEM in A:\n    for OTHER in others:\n        yield ITEM, OTHER\n        break\n    else:\n        return",
    ("islice", 2): "left = B\nif left > 0:\n    for ITEM in A:\n        yield ITEM\n        left -= 1\n        if left == 0:\n            return",
    ("accumulate", 1): "rest = iter(A)\nfor total in rest:\n    yield total\n    for ITEM in rest:\n        total += ITEM\n        yield total",
    ("accumulate", 2): "rest = iter(A)\nfor ITEM in rest:\n    yield ITEM\n    for OTHER in rest:\n        ITEM = CALL(ITEM, OTHER)\n        yield ITEM",
    ("pairwise", 1): "rest = iter(A)\nfor ITEM in rest:\n    for OTHER in rest:\n        yield ITEM, OTHER\n        ITEM = OTHER",
    ("compress", 2): "for ITEM, OTHER in zip(A, B):\n    if OTHER:\n        yield ITEM",
    ("cycle", 1): "seen = []\nfor ITEM in A:\n    yield ITEM\n    seen.append(ITEM)\nwhile seen:\n    for ITEM in seen:\n        yield ITEM",
    ("repeat", 2): "for ITEM in range(B):\n    yield A",
    ("from_iterable", 1): "for OTHER in A:\n    yield from OTHER",
    ("iter", 1): "yield from A",
}  # fmt: skip
"""What a function gives, by its name and the number of its arguments: `A` and `B` are those, `CALL` is the one that is a function."""
_CALLED_LAST = frozenset({"accumulate"})
"""The functions that take the function that they call after the items."""
_OVER = frozenset({"enumerate", "zip", "groupby", "pairwise"})
"""The functions that a generator function may call itself when it begins: all that they do is to ask their sources for items."""
_BUILTINS = frozenset({"map", "filter", "zip", "enumerate", "iter"})


@dataclass(slots=True)
class _Written:
    """An iterator as a generator function: what it takes, what is given for that, and its body."""

    params: list[str]
    arguments: list[ast.expr]
    body: list[ast.stmt]


def place_of(node: ast.AST) -> Place:
    """Where a node stands."""
    return (
        getattr(node, "lineno", 0),
        getattr(node, "col_offset", 0),
        getattr(node, "end_lineno", 0) or 0,
        getattr(node, "end_col_offset", 0) or 0,
    )


def write_generators(tree: ast.Module, places: Container[Place]) -> None:
    """Writes the iterators of a module that stand in these places so, in place, where that is understood."""
    _Writer(tree, places).block(tree)


class _Writer:
    def __init__(self, tree: ast.Module, places: Container[Place]) -> None:
        self.places = places
        nodes = walk(tree)
        self.taken = {n.id for n in nodes if isinstance(n, ast.Name)} | {n.arg for n in nodes if isinstance(n, ast.arg)}
        self.taken |= {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        self.stored = [n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]
        self.stored += [n.arg for n in nodes if isinstance(n, ast.arg)]
        self.library: dict[str, str] = {}
        for n in nodes:
            if isinstance(n, ast.ImportFrom) and n.module == "itertools" and not n.level:
                self.library.update((a.asname or a.name, a.name) for a in n.names)
            elif isinstance(n, ast.Import):
                self.library.update((a.asname or a.name, "") for a in n.names if a.name == "itertools")
        self.definitions = {s.name: s for s in tree.body if isinstance(s, ast.FunctionDef)}
        self.scopes: list[Counter[str]] = [_stores_in(tree)]
        """How often each scope around a statement assigns its names, innermost last."""
        self.made: list[ast.stmt] = []

    def fresh(self, name: str) -> str:
        number = 1
        while f"{name}_{number}" in self.taken:
            number += 1
        self.taken.add(f"{name}_{number}")
        return f"{name}_{number}"

    def block(self, scope: ast.AST) -> None:
        """Writes those in the statements of a block, and in the blocks of these."""
        for field in ("body", "orelse", "finalbody"):
            body = getattr(scope, field, None)
            if not isinstance(body, list) or not body or not isinstance(body[0], ast.stmt):
                continue
            out: list[ast.stmt] = []
            for s in body:
                self.made = []
                if not isinstance(s, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)) and not isinstance(
                    scope, ast.ClassDef
                ):
                    self.header(s)
                out += [*self.made, s]
                if isinstance(s, ast.FunctionDef):
                    self.scopes.append(_stores_in(s))
                self.block(s)
                if isinstance(s, ast.FunctionDef):
                    self.scopes.pop()
            setattr(scope, field, out)
        for part in (*getattr(scope, "handlers", []), *getattr(scope, "cases", [])):
            self.block(part)

    def header(self, s: ast.stmt) -> None:
        """Writes those that a statement evaluates itself."""
        for name, value in ast.iter_fields(s):
            if isinstance(value, ast.expr):
                setattr(s, name, self.expression(value, frozenset()))
            elif isinstance(value, list) and value and isinstance(value[0], ast.expr):
                setattr(s, name, [self.expression(e, frozenset()) for e in value])
            elif name == "items":
                for item in value:
                    item.context_expr = self.expression(item.context_expr, frozenset())

    def expression(self, e: ast.expr, bound: frozenset[str]) -> ast.expr:
        """An expression with those inside of it written; `bound` are the variables that comprehensions and lambdas have there."""
        inner = bound
        if isinstance(e, ast.Lambda):
            inner = bound | {a.arg for a in arguments_of(e)}
        elif isinstance(e, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            inner = bound | {n.id for g in e.generators for n in walk(g.target) if isinstance(n, ast.Name)}
        for name, value in ast.iter_fields(e):
            if isinstance(value, ast.expr):
                setattr(e, name, self.expression(value, inner))
            elif isinstance(value, list):
                for i, v in enumerate(value):
                    if isinstance(v, ast.expr):
                        value[i] = self.expression(v, inner)
                    elif isinstance(v, (ast.keyword, ast.FormattedValue)):
                        v.value = self.expression(v.value, inner)
                    elif isinstance(v, ast.comprehension):
                        v.iter = self.expression(v.iter, bound if i == 0 else inner)
                        v.ifs = [self.expression(x, inner) for x in v.ifs]
        return self.call(e, bound) if place_of(e) in self.places else e

    def call(self, e: ast.expr, bound: frozenset[str]) -> ast.expr:
        """The call that stands for an iterator; the iterator itself where it is not understood."""
        found = self.generator(e) if isinstance(e, ast.GeneratorExp) else self.adapter(e)
        if found is None:
            return e
        late = {n.id for s in found.body for n in walk(s) if isinstance(n, ast.Name)} - set(found.params)
        if late & bound or any(isinstance(n, (ast.NamedExpr, ast.Await)) for s in found.body for n in walk(s)):
            return e
        name = self.fresh("items")
        made = ast.parse(f"def {name}({', '.join(found.params)}):\n    pass").body[0]
        assert isinstance(made, ast.FunctionDef)
        made.body = found.body
        ast.copy_location(made, e)
        for n in walk(made):
            if isinstance(n, (ast.expr, ast.stmt, ast.arg)) and (not hasattr(n, "lineno") or isinstance(n, ast.arg)):
                ast.copy_location(n, e)
        self.made.append(made)
        call = ast.Call(ast.Name(name, ast.Load()), found.arguments, [])
        ast.copy_location(call.func, e)
        return ast.copy_location(call, e)

    def generator(self, e: ast.GeneratorExp) -> _Written:
        """A generator expression: its first iterable is evaluated at once."""
        given = _Written([], [], [])
        source = self.source(e.generators[0].iter, given)
        inside: ast.stmt = ast.Expr(ast.Yield(e.elt))
        for i, g in reversed([*enumerate(e.generators)]):
            for test in reversed(g.ifs):
                inside = ast.If(test, [inside], [])
            inside = ast.For(g.target, source if i == 0 else g.iter, [inside], [])
        given.body.append(inside)
        return given

    def source(self, e: ast.expr, given: _Written) -> ast.expr:
        """What a generator function runs over for an iterable that is evaluated when it is called: a parameter, or one of the iterators that
        do nothing before they are stepped, over parameters.
        """
        if isinstance(e, ast.Call) and e.args and self.adapter_name(e.func) in _OVER:
            plain = not any(isinstance(a, ast.Starred) for a in e.args)
            if plain and all(isinstance(k.value, ast.Lambda) for k in e.keywords):
                return ast.Call(e.func, [self.source(a, given) for a in e.args], e.keywords)
        if isinstance(e, ast.Constant):
            return e
        given.params.append(self.fresh("source"))
        given.arguments.append(e)
        return ast.Name(given.params[-1], ast.Load())

    def adapter(self, e: ast.expr) -> _Written | None:
        """A call of `map` and the like."""
        if not isinstance(e, ast.Call) or e.keywords or any(isinstance(a, ast.Starred) for a in e.args):
            return None
        name = self.adapter_name(e.func)
        if name == "chain":
            params = [self.fresh("source") for _ in e.args]
            each: list[ast.stmt] = [ast.Expr(ast.YieldFrom(ast.Name(p, ast.Load()))) for p in params]
            return _Written(params, e.args, each) if each else None
        text = _ITEMS.get((name, len(e.args)))
        if text is None:
            return None
        sources, calls = list(e.args), "CALL" in text
        function = sources.pop(-1 if name in _CALLED_LAST else 0) if calls else None
        params, names = [], {}
        for letter, _ in zip("AB", sources):
            names[letter] = self.fresh("source" if letter == "A" else "other")
            params.append(names[letter])
        body = ast.parse(text).body
        if any(f"{word}(" in text and word in self.stored for word in ("zip", "iter", "range")):
            return None
        for n in (n for s in body for n in walk(s)):
            if isinstance(n, (ast.expr, ast.stmt)):
                ast.copy_location(n, e)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id.islower() and n.id not in names:
                names[n.id] = self.fresh(n.id) if n.id in self.taken else n.id
                self.taken.add(names[n.id])
        called = [n for s in body for n in walk(s) if isinstance(n, ast.Call) and last_name(n.func) == "CALL"]
        count = len(called[0].args) if called else 2
        if function is not None and (function := self.function(function, count)) is None:
            return None
        if isinstance(function, ast.Lambda):
            names.update(zip(("ITEM", "OTHER"), [a.arg for a in function.args.args]))
        elif function is not None and not self.means_the_same(function):
            names["CALL"] = self.fresh("function")
            params.insert(0, names["CALL"])
            sources.insert(0, function)
        for letter, wish in (("ITEM", "item"), ("OTHER", "another")):
            names.setdefault(letter, self.fresh(wish))
        return _Written(params, sources, [_Filler(names, function).visit(s) for s in body])

    def adapter_name(self, f: ast.expr) -> str:
        """The name of the function in its own module; empty where it is none of these."""
        match f:
            case ast.Name(id=name) if name in self.library:
                return self.library[name]
            case ast.Name(id=name) if name in _BUILTINS and name not in self.stored and name not in self.definitions:
                return name
            case ast.Attribute(value=ast.Name(id=module), attr=name) if self.library.get(module) == "":
                return name
            case ast.Attribute(attr="from_iterable", value=above) if self.adapter_name(above) == "chain":
                return "from_iterable"
        return ""

    def function(self, f: ast.expr, count: int) -> ast.expr | None:
        """What calls such a function: a lambda, or what gives a function; None where it takes other arguments."""
        if isinstance(f, ast.Constant):
            return ast.parse("lambda item: item", mode="eval").body if f.value is None else None
        if isinstance(f, ast.Lambda):
            plain = [a.arg for a in arguments_of(f)] == [a.arg for a in f.args.args]
            return f if plain and not f.args.defaults and len(f.args.args) == count else None
        if isinstance(f, ast.Name) and f.id in self.definitions:
            return f if len(arguments_of(self.definitions[f.id])) == count else None
        return f

    def means_the_same(self, f: ast.expr) -> bool:
        """Whether a function may be looked up when it is called: by a name, or as a method of a parameter, that nothing assigns."""
        root = f
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return False
        scope = next((scope for scope in reversed(self.scopes) if root.id in scope), Counter[str]())
        return scope[root.id] == 0 or (scope[root.id] == 1 and f"{root.id} is given" in scope)


def _stores_in(scope: ast.AST) -> Counter[str]:
    """How often a module or a function assigns its own names; what another function may assign counts as often as one likes."""
    found: Counter[str] = Counter()
    for n in walk(scope):
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load):
            found[n.id] += 1
        elif isinstance(n, (ast.Global, ast.Nonlocal)):
            found.update(dict.fromkeys(n.names, 2))
    if isinstance(scope, ast.FunctionDef):
        found.update(a.arg for a in arguments_of(scope))
        found.update(f"{a.arg} is given" for a in arguments_of(scope))  # no variable has a name with a blank
    return found


class _Filler(ast.NodeTransformer):
    """Puts names in the places of a template's words, and what it calls in the place of `CALL(…)`."""

    def __init__(self, names: dict[str, str], function: ast.expr | None) -> None:
        self.names, self.function = names, function

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if last_name(node.func) == "CALL":
            if isinstance(self.function, ast.Lambda):
                return deepcopy(self.function.body)
            if "CALL" not in self.names:
                assert self.function is not None
                node.func = deepcopy(self.function)
                node.args = [self.visit(a) for a in node.args]
                return node
        return self.generic_visit(node)


__all__ = ["Place", "place_of", "write_generators"]
