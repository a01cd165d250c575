"""What is known of a pattern before the program runs: its text where that is a constant, or how many groups it has.

Names are followed to the one place where they are assigned, parameters to the calls of their function where all of these are seen.
What is found about groups only chooses types; the running program looks again.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from functools import lru_cache

from portalis.frontend.scopes import Scope, Web
from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import BOTTOM, IntT, common_groups
from portalis.irbuild import expressions as ex
from portalis.irbuild.builder import Builder

_DEEPEST = 12
_MOST = 64
_HOLE = "\ue000"
"""Stands for a text that is escaped or made of digits: something without groups."""


def constant_text(b: Builder, node: ast.expr) -> str | None:
    """The text that an expression surely is, if it is a literal, a variable that is assigned one, or some of them joined."""
    return _text(b.scope, node, 0)


def constant_int(b: Builder, node: ast.expr) -> int | None:
    """The int that a name surely is; flags are such ints."""
    return _int(b.scope, node, 0)


def groups_of(b: Builder, node: ast.expr) -> int | None:
    """How many groups the patterns have that an expression may be; one for none or one."""
    shapes = _shapes(b, b.scope, node, 0)
    return common_groups([_count(text) for text in shapes]) if shapes is not None else None


# -- names


@dataclass(frozen=True, slots=True)
class _Definition:
    """Where a variable is given its values: one value, or each item of something."""

    value: ast.expr
    each: bool


@lru_cache(maxsize=64)
def _definitions(tree: ast.AST) -> dict[ast.AST, _Definition]:
    found: dict[ast.AST, _Definition] = {}
    for n in walk(tree):
        match n:
            case ast.Assign(targets=targets, value=value):
                found |= {t: _Definition(value, False) for t in targets if isinstance(t, ast.Name)}
            case ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value):
                found[target] = _Definition(value, False)
            case ast.For(target=ast.Name() as target, iter=source):
                found[target] = _Definition(source, True)
            case ast.comprehension(target=ast.Name() as target, iter=source):
                found[target] = _Definition(source, True)
    return found


def _web(scope: Scope, node: ast.Name) -> Web | None:
    web = scope.web_of.get(node)
    if web is None:
        owner = scope.owner_of(node.id)
        web = owner.captured_web.get(node.id) if owner is not None else None
    return web


def _definition(web: Web) -> _Definition | None:
    """The one place where a variable is given a value."""
    if web.defs != 1 or web.written_inside or web.is_param or web.maybe_unbound:
        return None
    known = _definitions(web.scope.node)
    return next((known[n] for n, w in web.scope.web_of.items() if w is web and n in known), None)


def _text(scope: Scope, node: ast.expr, depth: int) -> str | None:
    if depth > _DEEPEST:
        return None
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _text(scope, left, depth + 1), _text(scope, right, depth + 1)
            return first + second if first is not None and second is not None else None
        case ast.JoinedStr(values=values):
            parts = [_text(scope, v, depth + 1) for v in values]
            return "".join(p for p in parts if p is not None) if None not in parts else None
        case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
            return _text(scope, inner, depth + 1)
        case ast.Name():
            web = _web(scope, node)
            found = _definition(web) if web is not None else None
            if web is not None and found is not None and not found.each:
                return _text(web.scope, found.value, depth + 1)
    return None


def _int(scope: Scope, node: ast.expr, depth: int) -> int | None:
    if depth > _DEEPEST:
        return None
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            first, second = _int(scope, left, depth + 1), _int(scope, right, depth + 1)
            return first | second if first is not None and second is not None else None
        case ast.Name():
            web = _web(scope, node)
            found = _definition(web) if web is not None else None
            if web is not None and found is not None and not found.each:
                return _int(web.scope, found.value, depth + 1)
    return None


# -- groups


def _count(text: str) -> int | None:
    """The groups of a pattern with holes, where these cannot change their number; none of what is no pattern."""
    import re
    import re._parser as parser  # type: ignore[import-not-found]

    for before in text.split(_HOLE)[:-1]:
        odd = (len(before) - len(before.rstrip("\\"))) % 2
        if odd or before.endswith(("(?", "(?P", "(?<", "(?(", "\\N{")):
            return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(text)
    except (re.error, OverflowError, RecursionError, ValueError):
        return None if _HOLE in text else 0
    if tree.state.flags & re.VERBOSE and _HOLE in text:
        return None
    return int(tree.state.groups) - 1


def _product(parts: list[list[str] | None]) -> list[str] | None:
    """All ways to join one of each part."""
    found = [""]
    for part in parts:
        if part is None or len(found) * len(part) > _MOST:
            return None
        found = [before + after for before in found for after in part]
    return found


def _union(parts: list[list[str] | None]) -> list[str] | None:
    known = [p for p in parts if p is not None]
    found = list(dict.fromkeys(text for p in known for text in p))
    return found if found and len(known) == len(parts) and len(found) <= _MOST else None


def _shapes(b: Builder, scope: Scope, node: ast.expr, depth: int) -> list[str] | None:
    """The texts that a pattern may be, with holes where only the running program knows something that has no groups."""
    text = _text(scope, node, depth)
    if text is not None:
        return [text]
    if depth > _DEEPEST:
        return None
    deeper = depth + 1
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _product([_shapes(b, scope, e, deeper) for e in (left, right)])
        case ast.JoinedStr(values=values):
            return _product([_shapes(b, scope, e, deeper) for e in values])
        case ast.IfExp(body=body, orelse=orelse):
            return _union([_shapes(b, scope, e, deeper) for e in (body, orelse)])
        case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
            return _shapes(b, scope, inner, deeper) or _digits(b, scope, inner)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr="escape")):
            return [_HOLE]
        case ast.Call(func=ast.Name(id="str"), args=[one]):
            return _digits(b, scope, one)
        case ast.Call(func=ast.Attribute(value=separator, attr="join"), args=[items]):
            between = _text(scope, separator, deeper)
            if between is not None and not any(c in between for c in "()[]\\#") and _escapes(items):
                return [_HOLE]
        case ast.Name():
            web = _web(scope, node)
            if web is None:
                return None
            if web.is_param:
                return _of_parameter(b, web, deeper)
            found = _definition(web)
            if found is not None and found.each:
                return _of_items(b, web.scope, found.value, deeper)
            if found is not None:
                return _shapes(b, web.scope, found.value, deeper)
    return None


def _of_items(b: Builder, scope: Scope, node: ast.expr, depth: int) -> list[str] | None:
    """What each pattern in a list or tuple may be that nothing changes."""
    if isinstance(node, ast.Name) and depth < _DEEPEST:
        web = _web(scope, node)
        found = _definition(web) if web is not None else None
        if web is None or found is None or found.each or not _only_iterated(web):
            return None
        return _of_items(b, web.scope, found.value, depth + 1)
    if isinstance(node, (ast.List, ast.Tuple)):
        return _union([_shapes(b, scope, e, depth + 1) for e in node.elts])
    return None


def _only_iterated(web: Web) -> bool:
    """Whether all that happens to a list is that loops run over it."""
    scopes = [web.scope]
    for s in scopes:
        scopes += s.children.values()
    iterated = {d.value for s in scopes for d in _definitions(s.node).values() if d.each}
    for s in scopes:
        for n in walk(s.node):
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and _web(s, n) is web and n not in iterated:
                return False
    return True


def _of_parameter(b: Builder, web: Web, depth: int) -> list[str] | None:
    """What all calls give to a parameter, in a program whose calls are all seen."""
    function = web.scope.node
    if b.program.library or not isinstance(function, ast.FunctionDef) or web.defs != 1 or web.written_inside:
        return None
    if web.scope.parent is None or not web.scope.parent.is_module or function.decorator_list:
        return None
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    if web.name not in names or function.args.vararg or function.args.kwarg:
        return None
    index = names.index(web.name)
    texts: list[list[str] | None] = []
    for module in b.program.modules:
        scopes = [module.scope]
        for s in scopes:
            scopes += s.children.values()
        callees = {n.func: n for n in walk(module.tree) if isinstance(n, ast.Call)}
        mine = module.scope is web.scope.parent
        for n in walk(module.tree):
            if isinstance(n, ast.Attribute) and n.attr == function.name and module is not b.module and not mine:
                return None
            if not isinstance(n, ast.Name) or n.id != function.name:
                continue
            call = callees.get(n)
            if call is None or not mine or any(isinstance(a, ast.Starred) for a in call.args):
                return None
            given = [k.value for k in call.keywords if k.arg == web.name]
            given += call.args[index : index + 1]
            if len(given) != 1 or any(k.arg is None for k in call.keywords):
                return None
            inside = next((s for s in reversed(scopes) if _holds(s, call)), module.scope)
            texts.append(_shapes(b, inside, given[0], depth + 1))
    return _union(texts)


def _holds(scope: Scope, call: ast.Call) -> bool:
    return call in _calls(scope.node)


@lru_cache(maxsize=64)
def _calls(tree: ast.AST) -> frozenset[ast.AST]:
    return frozenset(n for n in walk(tree) if isinstance(n, ast.Call))


def _escapes(node: ast.expr) -> bool:
    """Whether all items are what `re.escape` gives."""
    match node:
        case ast.Call(func=ast.Name(id="map"), args=[ast.Attribute(value=ast.Name(id="re"), attr="escape"), _]):
            return True
        case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt):
            return (
                isinstance(elt, ast.Call)
                and isinstance(elt.func, ast.Attribute)
                and isinstance(elt.func.value, ast.Name)
                and (elt.func.value.id, elt.func.attr) == ("re", "escape")
            )
    return False


def _digits(b: Builder, scope: Scope, node: ast.expr) -> list[str] | None:
    """A hole for an int, whose text has only digits."""
    if scope is not b.scope or not isinstance(node, ast.Name):
        return None
    e: ops.Expr = ex.expr(b, node)
    return [_HOLE] if e.ty is BOTTOM or isinstance(e.ty, IntT) else None
