"""Generator functions of which every caller takes all that they yield, at once: they collect it in a list instead.

`list(g())` cannot tell a generator from a function that returns the list: nothing runs between two items. A loop can, if
what it does between two items shows in the generator or the other way round, or if it stops early. So a loop counts only
where the generator touches nothing but its own variables, cannot fail while the loop shows anything, and is run to its end.
A generator with any other use stays one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Container, Iterator, Sequence

from portalis.frontend.tree import children, walk

_TAKES_ALL = frozenset({"list", "tuple", "set", "frozenset", "sorted", "sum", "max", "min", "dict"})
_PURE = frozenset(
    "range len abs min max str bool float enumerate zip sorted reversed ord sum list tuple set dict isinstance".split()
)
_NEVER_RAISE = frozenset({"range", "len", "abs", "str", "bool", "enumerate", "zip", "reversed", "list", "isinstance"})
_SAFE_NODES = (ast.Add, ast.Sub, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
_GROWS = frozenset({"append", "add", "appendleft"})


Functions = dict[str, ast.FunctionDef]
Parents = dict[ast.AST, ast.AST]


ITEMS = "items_by_next"
"""The method that gives the items of an object with a `__next__`."""


BY_INDEX = "items_by_index"
"""The method that gives the items of an object with a `__getitem__` and no `__iter__`."""
_GIVEN = {
    "__next__": f"""
def {ITEMS}(self):
    while True:
        try:
            item = self.__next__()
        except StopIteration:
            return
        yield item
""",
    "__getitem__": f"""
def {BY_INDEX}(self):
    index = 0
    while True:
        try:
            item = self[index]
        except IndexError:
            return
        yield item
        index += 1
""",
}


def items_by_next(tree: ast.Module) -> None:
    """Gives classes with a `__next__`, or with no more than a `__getitem__`, a generator method of their items, in place.

    That is what iterating over their objects means.
    """
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef):
            continue
        methods = {s.name: s for s in cls.body if isinstance(s, ast.FunctionDef)}
        for name, text in _GIVEN.items():
            if name in methods and not (name == "__getitem__" and "__iter__" in methods):
                made = ast.parse(text).body[0]
                for n in walk(made):
                    if isinstance(n, (ast.expr, ast.stmt, ast.arg, ast.excepthandler)):
                        ast.copy_location(n, methods[name])
                cls.body.append(made)


def collect_generators(tree: ast.Module, fresh: Callable[[str], str], elsewhere: Container[str]) -> None:
    """Rewrites such generator functions of a module in place; `fresh` makes names that the module does not use.

    Not those with a name that is mentioned `elsewhere`, in other modules, nor those that only unknown callers of a library can use, but for
    what they could not tell from a list.
    """
    everything = walk(tree)
    if not any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in everything):
        return
    parents = {child: node for node in everything for child in children(node)}
    found = {f.name: f for f in everything if isinstance(f, ast.FunctionDef) and _is_plain(f, parents)}
    bound = [n.name for n in everything if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    bound += [n.id for n in everything if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]
    bound += [n.arg for n in everything if isinstance(n, ast.arg)]
    found = {name: f for name, f in found.items() if bound.count(name) == 1 and name not in elsewhere}
    inside = {name: set(walk(f)) for name, f in found.items()}
    called = {n.id for n in everything if isinstance(n, ast.Name) and n.id in found and n not in inside[n.id]}
    found = {name: f for name, f in found.items() if name in called or (_ends(f) and _is_quiet(f, found))}
    if not found or not _TAKES_ALL.isdisjoint(bound):
        return
    while True:
        uses = [n for n in everything if isinstance(n, ast.Name) and n.id in found and isinstance(n.ctx, ast.Load)]
        wrong = {n.id for n in uses if not _is_taken_whole(n, parents, found)}
        if not wrong:
            break
        found = {name: f for name, f in found.items() if name not in wrong}
    for f in found.values():
        _collect(f, fresh("items"))


def _ends(f: ast.FunctionDef) -> bool:
    """Whether a generator surely ends where what it goes through does."""
    return not any(isinstance(n, ast.While) or (isinstance(n, ast.Name) and n.id == f.name) for n in _own(f))


def _own(f: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function, without those of functions inside it."""
    for child in children(f):
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            yield from _own(child)


def _is_plain(f: ast.FunctionDef, parents: Parents) -> bool:
    """Whether a function is a generator whose yields are statements and whose returns give nothing."""
    nodes = list(_own(f))
    yields = [n for n in nodes if isinstance(n, (ast.Yield, ast.YieldFrom))]
    returns = [n for n in nodes if isinstance(n, ast.Return)]
    return (
        bool(yields)
        and not f.decorator_list
        and not isinstance(parents.get(f), ast.ClassDef)
        and all(isinstance(parents[n], ast.Expr) for n in yields)
        and all(n.value is None for n in returns)
        and not any(map(_may_stop, nodes))
        and not {name for n in yields for name in _given(n.value)} & _changed(nodes)
    )


_CHANGING = frozenset(
    "append appendleft extend insert pop popleft popitem remove clear sort reverse rotate add discard update setdefault".split()
)


def _may_stop(n: ast.AST) -> bool:
    """Whether a node may raise StopIteration, which becomes another exception in a generator."""
    match n:
        case ast.Call(func=ast.Name(id="next"), args=[_]) | ast.Name(id="StopIteration"):
            return True
    return False


def _given(e: ast.expr | None) -> set[str]:
    """The variables whose very objects an expression gives."""
    if isinstance(e, ast.Name):
        return {e.id}
    if isinstance(e, (ast.Tuple, ast.List)):
        return {name for i in e.elts for name in _given(i)}
    return set()


def _changed(nodes: list[ast.AST]) -> set[str]:
    """The variables whose objects a function changes."""
    found: set[str] = set()
    for n in nodes:
        match n:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if attr in _CHANGING:
                found.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                found.add(name)
    return found


def _is_taken_whole(use: ast.Name, parents: Parents, found: Functions) -> bool:
    call = parents[use]
    if not (isinstance(call, ast.Call) and call.func is use):
        return False
    user = parents[call]
    match user:
        case ast.Call(func=ast.Name(id=name), args=[first]) if first is call:
            return name in _TAKES_ALL
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=str())), args=[first]):
            return first is call
        case ast.YieldFrom():
            inside = user
            while not isinstance(inside, ast.FunctionDef):
                inside = parents[inside]  # type: ignore[assignment]
            return inside.name in found
        case ast.For(iter=source, body=body) if source is call:
            return _runs_to_its_end(user) and _apart(found, call, body, user, parents)
        case ast.comprehension():
            whole = parents[user]
            if isinstance(whole, ast.GeneratorExp):
                taker = parents[whole]
                if not (
                    isinstance(taker, ast.Call) and isinstance(taker.func, ast.Name) and taker.func.id in _TAKES_ALL
                ):
                    return False
            return _apart(found, call, [whole], whole, parents)
    return False


def _runs_to_its_end(loop: ast.For) -> bool:
    """Whether nothing leaves a loop early but an exception."""

    def leaves(nodes: list[ast.stmt], inner: bool) -> bool:
        for n in nodes:
            if isinstance(n, ast.Return) or (isinstance(n, ast.Break) and not inner):
                return True
            for field in ("body", "orelse", "finalbody", "handlers", "cases"):
                below = getattr(n, field, [])
                if isinstance(below, list) and not isinstance(n, (ast.FunctionDef, ast.ClassDef)):
                    nested = inner or (isinstance(n, (ast.For, ast.While)) and field == "body")
                    if leaves(below, nested):
                        return True
        return False

    return not leaves(loop.body, False)


def _apart(found: Functions, call: ast.Call, body: Sequence[ast.AST], loop: ast.AST, parents: Parents) -> bool:
    """Whether a generator and a loop over it cannot tell in which order they ran."""
    assert isinstance(call.func, ast.Name)
    f = found[call.func.id]
    found = _quiet(found)
    if f not in found.values():
        return False
    arguments = [*call.args, *(k.value for k in call.keywords)]
    given = {n.id for a in arguments for n in walk(a) if isinstance(n, ast.Name)}
    silent = True
    for n in (n for part in body for n in walk(part)):
        if isinstance(n, ast.Call) and n is not call:
            silent &= _is_pure(n, found) or _grows_own(n, given, parents)
        if isinstance(n, (ast.Raise, ast.Assert, ast.Yield, ast.Await)):
            return False
        if isinstance(n, ast.Name) and n.id in given and not _only_read(n, call, parents, found):
            return False
    guarded = False
    above = parents.get(loop)
    while above is not None:
        guarded |= isinstance(above, ast.Try)
        above = parents.get(above)
    return (silent and not guarded) or not _may_raise(f)


def _only_read(n: ast.Name, call: ast.Call, parents: Parents, found: Functions) -> bool:
    """Whether a use of a name cannot change the object that it names; to name another object is no change."""
    user = parents[n]
    match user:
        case ast.Attribute():
            return False
        case ast.Subscript(value=value, ctx=ctx):
            return value is not n or isinstance(ctx, ast.Load)
        case ast.AugAssign(target=target):
            return target is not n
        case ast.Call():
            return (
                user is call or _is_pure(user, found) or (isinstance(user.func, ast.Name) and user.func.id == "print")
            )
    return True


def _grows_own(n: ast.Call, given: set[str], parents: Parents) -> bool:
    """Whether a call adds to a container that has no other name and that the generator was not given."""
    match n:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=base), attr=attr)) if attr in _GROWS and base not in given:
            loads = (m for m in parents if isinstance(m, ast.Name) and m.id == base and isinstance(m.ctx, ast.Load))
            return all(isinstance(parents[m], (ast.Attribute, ast.Subscript, ast.Return)) for m in loads)
    return False


def _is_pure(n: ast.Call, found: Functions) -> bool:
    return isinstance(n.func, ast.Name) and (n.func.id in _PURE or n.func.id in found)


def _quiet(found: Functions) -> Functions:
    """Those of the functions that change and read nothing but their own variables, and call only each other."""
    while True:
        left = {name: f for name, f in found.items() if _is_quiet(f, found)}
        if len(left) == len(found):
            return left
        found = left


def _is_quiet(f: ast.FunctionDef, found: Functions) -> bool:
    """Whether a function changes and reads nothing but its own variables."""
    params = {a.arg for a in walk(f.args) if isinstance(a, ast.arg)}
    own = {n.id for n in _own(f) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    for n in _own(f):
        match n:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=base), attr=attr)):
                if base not in own - params or attr not in _GROWS:
                    return False
            case ast.Call() if not _is_pure(n, found):
                return False
            case ast.Attribute(value=ast.Name(id=base)):
                if base not in own - params:
                    return False
            case ast.Attribute() | ast.Global() | ast.Nonlocal() | ast.FunctionDef() | ast.Lambda() | ast.Import():
                return False
            case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
                if not (isinstance(value, ast.Name) and value.id in own - params):
                    return False
            case ast.Name(id=name, ctx=ast.Load()) if name not in params | own | _PURE | found.keys():
                return False
            case ast.AugAssign(target=ast.Name(id=name)) if name in params:
                return False
    return True


def _may_raise(f: ast.FunctionDef) -> bool:
    """Whether anything in a quiet function might raise, as far as its syntax tells."""
    for n in _own(f):
        match n:
            case ast.BinOp(op=op) | ast.AugAssign(op=op) if not isinstance(op, _SAFE_NODES):
                return True
            case ast.Subscript(slice=index) if not isinstance(index, ast.Slice):
                return True
            case ast.Raise() | ast.Assert() | ast.Delete():
                return True
            case ast.Call(func=ast.Name(id=name)) if name not in _NEVER_RAISE:
                return True
            case ast.Assign(targets=[ast.Tuple()], value=value) if not isinstance(value, ast.Tuple):
                return True
    return False


def _collect(f: ast.FunctionDef, items: str) -> None:
    """Makes a function return the list of what it yielded."""

    def load() -> ast.Name:
        return ast.Name(items, ast.Load())

    class Rewriter(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
            return node

        def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
            return node

        def visit_Return(self, node: ast.Return) -> ast.AST:
            return ast.copy_location(ast.Return(load()), node)

        def visit_Expr(self, node: ast.Expr) -> ast.AST:
            match node.value:
                case ast.Yield(value=value):
                    call = ast.Call(ast.Attribute(load(), "append", ast.Load()), [value or ast.Constant(None)], [])
                case ast.YieldFrom(value=value):
                    call = ast.Call(ast.Attribute(load(), "extend", ast.Load()), [value], [])
                case _:
                    return node
            return ast.copy_location(ast.Expr(call), node)

    rewriter = Rewriter()
    body = [rewriter.visit(s) for s in f.body]
    start = 1 if ast.get_docstring(f) is not None else 0
    first = ast.Assign([ast.Name(items, ast.Store())], ast.List([], ast.Load()))
    body.insert(start, ast.copy_location(first, f.body[0]))
    if not isinstance(body[-1], ast.Return):
        body.append(ast.copy_location(ast.Return(load()), f.body[-1]))
    f.body, f.returns = body, None
    for s in body:
        for n in walk(s):
            if isinstance(n, (ast.expr, ast.stmt)) and not hasattr(n, "lineno"):
                ast.copy_location(n, s)
