"""The flags of `re` in variables: numbers, where nobody can tell.

`re.IGNORECASE` is a member of an enumeration and shows itself as one. A variable that only ever comes to stand where `re` is
given flags, or where its truth is asked, may as well hold the number; such flags are written as numbers before inference.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from portalis.frontend.tree import children, walk

_PLACES = {"compile": 1, "sub": 4, "subn": 4, "split": 3}


def number_flags(tree: ast.Module, flags: Mapping[str, int]) -> None:
    """Writes flags that variables and parameters hold as numbers, in place; nobody else may read the module's variables."""
    if not any(isinstance(n, ast.Attribute) and n.attr in flags and _is_re(n.value) for n in walk(tree)):
        return
    names = _Names(tree, flags)
    names.keep_harmless()
    for place, value in names.places():
        _replace(place, flags, value)


def _is_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "re"


class _Names:
    def __init__(self, tree: ast.Module, flags: Mapping[str, int]) -> None:
        self.tree = tree
        self.flags = flags
        self.parent = {child: n for n in walk(tree) for child in children(n)}
        self.params: dict[str, list[str]] = {}
        stored = {n.id for n in walk(tree) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        for n in walk(tree):
            if isinstance(n, ast.FunctionDef) and not n.decorator_list:
                names = [a.arg for a in (*n.args.posonlyargs, *n.args.args)]
                owner = self.parent.get(n)
                if isinstance(owner, ast.ClassDef) and n.name == "__init__" and not owner.decorator_list:
                    self.params[owner.name] = names[1:]
                elif isinstance(owner, ast.Module) and n.name not in stored:
                    self.params[n.name] = names
        self.given = [(name, value) for name, value in self._given() if self._is_flags(value)]
        self.names = {name for name, value in self.given if self._has_flag(value)}
        self.names -= {name for name, value in self.given if isinstance(self._around(value), ast.ClassDef)}

    def _around(self, value: ast.expr) -> ast.AST | None:
        """What the statement stands in that gives a value."""
        return self.parent.get(self.parent[value])

    def _given(self) -> list[tuple[str, ast.expr]]:
        """The names that are given something, and what."""
        found: list[tuple[str, ast.expr]] = []
        for n in walk(self.tree):
            match n:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found.append((name, value))
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    found.append((name, value))
                case ast.AugAssign(target=ast.Name(id=name), op=ast.BitOr(), value=value):
                    found.append((name, value))
                case ast.FunctionDef(args=args):
                    plain = [*args.posonlyargs, *args.args]
                    found += [(a.arg, d) for a, d in zip(plain[::-1], args.defaults[::-1])]
                    found += [(a.arg, d) for a, d in zip(args.kwonlyargs, args.kw_defaults) if d is not None]
                case ast.Call(func=ast.Name(id=called), args=positional, keywords=keywords) if called in self.params:
                    found += list(zip(self.params[called], positional))
                    found += [(k.arg, k.value) for k in keywords if k.arg in self.params[called]]
        return found

    @staticmethod
    def _is_member(func: ast.expr) -> bool:
        return isinstance(func, ast.Attribute) and _is_re(func.value)

    def _is_flags(self, node: ast.expr) -> bool:
        """Whether an expression is made of flags, ints and names."""
        match node:
            case ast.BinOp(left=left, op=ast.BitOr(), right=right) | ast.IfExp(body=left, orelse=right):
                return self._is_flags(left) and self._is_flags(right)
            case ast.Attribute(value=value, attr=attr):
                return _is_re(value) and attr in self.flags
            case ast.Constant(value=value):
                return type(value) is int
        return isinstance(node, ast.Name)

    def _has_flag(self, node: ast.expr) -> bool:
        return any(isinstance(n, ast.Attribute) and _is_re(n.value) for n in walk(node))

    def keep_harmless(self) -> None:
        """Drops the names that are read where one could tell a flag from its number, or that hold other things."""
        loads = [n for n in walk(self.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        changed = True
        while changed:
            taken: dict[ast.expr, str] = {value: name for name, value in self.given if name in self.names}
            bad = {n.id for n in loads if n.id in self.names and not self._is_harmless(n, taken)}
            changed = bool(bad)
            self.names -= bad

    def _is_harmless(self, node: ast.expr, taken: Mapping[ast.expr, str]) -> bool:
        at: ast.expr = node
        while True:
            above = self.parent.get(at)
            if at in taken:
                return True
            match above:
                case ast.BinOp(op=ast.BitOr()):
                    at = above
                case ast.IfExp(test=test) if test is not at:
                    at = above
                case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                    return test is at
                case ast.UnaryOp(op=ast.Not()):
                    return True
                case ast.keyword(arg="flags"):
                    call = self.parent.get(above)
                    return isinstance(call, ast.Call) and self._is_member(call.func)
                case ast.Call(func=ast.Attribute(attr=attr) as func, args=args):
                    place = _PLACES.get(attr, 2)
                    return self._is_member(func) and args[place : place + 1] == [at]
                case _:
                    return False

    def places(self) -> list[tuple[ast.AST, ast.expr]]:
        """What a harmless name is given, and what that stands in."""
        return [(self.parent[value], value) for name, value in self.given if name in self.names]


def _replace(place: ast.AST, flags: Mapping[str, int], only: ast.expr | None = None) -> None:
    """Writes the flags that stand right inside of a node, or joined and chosen from there, as numbers."""
    for field, old in ast.iter_fields(place):
        if isinstance(old, list):
            setattr(place, field, [_number(x, flags) if only in (None, x) else x for x in old])
        elif isinstance(old, ast.expr) and only in (None, old):
            setattr(place, field, _number(old, flags))


def _number(node: ast.AST, flags: Mapping[str, int]) -> ast.AST:
    match node:
        case ast.Attribute(value=ast.Name(id="re"), attr=attr) if attr in flags:
            return ast.copy_location(ast.Constant(flags[attr]), node)
        case ast.BinOp(op=ast.BitOr()):
            _replace(node, flags)
        case ast.IfExp():
            for branch in (node.body, node.orelse):
                _replace(node, flags, branch)
    return node
