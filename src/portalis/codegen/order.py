"""The order of evaluation, where one operand changes what another reads.

Python evaluates operands from left to right and takes values as it goes; a list or an object is taken by reference, and
is seen as it is when the operation begins. Rust borrows operands until the operation: what is changed meanwhile is held in
a variable first, so that the program both builds and means the same.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from functools import cache
from typing import TypeVar

from portalis.analysis.liveness import sub_expressions
from portalis.analysis.ownership import is_copy, is_place, is_shared, root
from portalis.codegen import expressions as x
from portalis.codegen import rust_ast as r
from portalis.codegen.context import Context
from portalis.codegen.values import Held, Val
from portalis.frontend.symbols import ClassInfo
from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import NONE, ContT, InstanceT, IterT, TupleT, Type, ViewT
from portalis.irbuild.program import Instance, Refuse

E = TypeVar("E", bound=ops.Expr)
Lets = tuple[r.Stmt, ...]


def operands(c: Context, args: list[ops.Expr], copies: bool = False) -> tuple[list[ops.Expr], Lets]:
    """The operands of an operation that changes none of them itself, and what is to be evaluated before it.

    Where Rust `copies` what a shared operand holds as soon as it is evaluated, what comes after it is evaluated first.
    """
    return _settle(c, args, frozenset(), False, frozenset(), copies)


def arguments(
    c: Context, args: list[ops.Expr], changed: frozenset[int], two_phase: bool, given: frozenset[int]
) -> tuple[list[ops.Expr], Lets]:
    """The arguments of a call that changes those at `changed`, and what is to be evaluated before it.

    A plain receiver (`two_phase`) is borrowed for writing only when the call begins: arguments that merely read it may
    stay, unless it is by reference that they are passed (those at `given` are passed by value).
    """
    return _settle(c, args, changed, two_phase, given)


def placed(made: E, source: ops.Expr) -> E:
    """An expression that stands for another one, with its place in the source."""
    made.pos = getattr(source, "pos", None)
    return made


def after(lets: Lets, call: r.Expr) -> r.Expr:
    """An operation after what it needs."""
    return r.Block(lets, call) if lets else call


def opened(s: r.Stmt) -> list[r.Stmt]:
    """A statement whose expression begins with a block of `let`s, as these and the rest of it."""
    match s:
        case r.ExprStmt(value=r.IfExpr(test=test) as whole):
            lets, test = leading(test)
            return [*lets, replace(s, value=replace(whole, test=test))] if lets else [s]
        case r.ExprStmt(value=r.Jump(word="return", value=r.Block() as value) as jump):
            lets, rest = leading(value)
            return [*lets, replace(s, value=replace(jump, value=rest))] if lets else [s]
        case r.LetStmt(value=r.Block() | r.BinaryExpr() as value) | r.AssignStmt(op="=", value=r.Block() as value):
            lets, rest = leading(value)
            return [*lets, replace(s, value=rest)] if lets else [s]
    return [s]


def leading(e: r.Expr) -> tuple[Lets, r.Expr]:
    """The `let`s that an expression begins with, and the rest of it."""
    match e:
        case r.Block(body=body, tail=tail, label="") if tail is not None and all(map(_is_let, body)):
            lets, rest = leading(tail)
            return (*body, *lets), rest
        case r.BinaryExpr(left=left):
            lets, rest = leading(left)
            return (lets, replace(e, left=rest)) if lets else ((), e)
    return (), e


def _is_let(s: r.Stmt) -> bool:
    return isinstance(s, r.LetStmt) and not s.pattern.startswith("mut ")


def _settle(
    c: Context,
    args: list[ops.Expr],
    changed: frozenset[int],
    two_phase: bool,
    given: frozenset[int],
    copies: bool = False,
) -> tuple[list[ops.Expr], Lets]:
    written = [changes(a) for a in args]
    held: set[int] = set()
    seen_late: set[int] = set()
    if copies:
        for i, a in enumerate(args):
            after_it = {j for j in range(i + 1, len(args)) if _acts(args[j])} if is_shared(a.ty) else set()
            held |= {i, *after_it} if after_it else set()
    if any(written):
        later: dict[ops.Var, int] = {}
        for i in range(len(args) - 1, -1, -1):
            place = root(args[i])
            if place is not None and place in later and (i in changed or _in_place(args[i].ty)):
                if later[place] < _steps(args[i]):
                    raise Refuse("P0501", "this is read beside something that may change it", args[i].pos)
                held |= {j for j in range(i + 1, len(args)) if written[j]}
                if i not in changed and not is_shared(args[i].ty):
                    seen_late.add(i)
            elif later and args[i].ty is not NONE and not later.keys().isdisjoint(reads(args[i])):
                held.add(i)
            for v, depth in written[i].items():
                later[v] = min(depth, later.get(v, depth))
        for i, a in enumerate(args):  # `d[k]` of a defaultdict: Rust takes what it gives for a borrowed part of all
            rest = [reads(b) for b in args[i + 1 :]] if written[i] and is_place(a) and not is_copy(a.ty) else []
            if not all(written[i].keys().isdisjoint(r) for r in rest):
                held.add(i)
    owners = (root(args[m]) for m in changed)
    borrowed = {owner for owner in owners if owner is not None and not is_shared(owner.ty)}
    for i, a in enumerate(args):
        if (
            borrowed
            and i not in changed
            and borrowed & (written[i].keys() if two_phase else written[i].keys() | reads(a))
        ):
            held.add(i)
        if borrowed and i not in changed and two_phase and i not in given and root(a) in borrowed:
            held.add(i)
    if not held:
        return args, ()
    lets: list[r.Stmt] = []
    settled = list(args)
    for i, a in enumerate(args[: max(held) + 1]):
        if i in held or (i not in changed and i not in seen_late and not harmless(a)):
            name = c.temp("value")
            lets.append(r.LetStmt(name, "", x.owned(c, a)))
            settled[i] = Held(Val(r.Path(name), "place", a.ty, movable=True), a)
    return settled, tuple(lets)


def _acts(e: ops.Expr) -> bool:
    """Whether evaluating an expression may change something that is shared."""
    stack = [e]
    while stack:
        n = stack.pop()
        if isinstance(n, (ops.Call, ops.CallValue, ops.New)) or (isinstance(n, ops.Prim) and n.row.mutates >= 0):
            return True
        if isinstance(n, ops.Builtin) and n.name == "next":
            return True
        stack += sub_expressions(n)
    return False


def _in_place(t: Type) -> bool:
    """Whether an operand of the type is an object that is seen as it is when the operation begins."""
    return isinstance(t, (ContT, InstanceT, ViewT, IterT)) or (isinstance(t, TupleT) and any(map(_in_place, t.items)))


def settled(e: ops.Expr) -> bool:
    """Whether an expression means the same whenever it is evaluated: a constant, or a variable of this function alone."""
    return isinstance(e, ops.Const) or (isinstance(e, ops.Load) and not e.var.is_global and not e.var.captured)


def harmless(e: ops.Expr) -> bool:
    """Whether it makes no difference when an expression is evaluated, as long as nothing that it reads is changed."""
    if isinstance(e, ops.Load):
        return not e.var.maybe_unbound
    return isinstance(e, (ops.Const, ops.Lambda, ops.FuncRef, Held)) or (
        isinstance(e, (ops.Binary, ops.Unary)) and all(map(harmless, e.children()))
    )


def reads(e: ops.Expr) -> set[ops.Var]:
    """The variables that an expression reads, those that it captures among them."""
    found: set[ops.Var] = set()
    stack = [e]
    while stack:
        n = stack.pop()
        if isinstance(n, ops.Load):
            found.add(n.var)
        elif isinstance(n, ops.Call) and isinstance(n.target, Instance):
            found.update(n.target.captures)
        stack += sub_expressions(n)
    return found


def changes(e: ops.Expr) -> dict[ops.Var, int]:
    """The variables that evaluating an expression assigns, or whose unshared values it changes.

    With each, how far inside its value the change may begin: 0 for the value itself, 1 for what it holds.
    """
    found: dict[ops.Var, int] = {}

    def change(place: ops.Expr) -> None:
        owner = root(place)
        if owner is not None and not is_shared(place.ty):
            found[owner] = min(_depth(place), found.get(owner, _depth(place)))

    stack = [e]
    while stack:
        n = stack.pop()
        match n:
            case ops.Prim() if n.row.mutates >= 0:
                change(n.args[n.row.mutates])
            case ops.Bind(var=var):
                found[var] = 0
            case ops.Builtin(name="next", args=[first, *_]):
                change(first)
            case ops.Index() if n.obj.ty.kind == "defaultdict":
                change(n.obj)
            case ops.Call(target=Instance() as target):
                for p, a in zip(target.params, n.args):
                    if p.mode == "mut":
                        change(a)
                found.update((v, 0) for v in target.captures if v in target.changes)
        stack += sub_expressions(n)
    return found


def stays(place: ops.Expr) -> bool:
    """Whether a place is the same object whatever is called meanwhile."""
    return root(place) is not None and _steps(place) == 0


def _steps(place: ops.Expr) -> int:
    """The depth of a place, but for attributes that are assigned by initialisers alone: those always lead to it."""
    if isinstance(place, ops.Field) and isinstance(place.obj, ops.Load) and isinstance(place.obj.ty, InstanceT):
        cls = place.obj.ty.cls
        if isinstance(cls, ClassInfo) and not _rebound(cls, place.name):
            return 0
    return _depth(place)


@cache
def _rebound(cls: ClassInfo, name: str) -> bool:
    """Whether anything in the module but an initialiser assigns or deletes an attribute of this name."""
    tree = cls.module.tree

    def stores(inside: ast.AST) -> set[ast.Attribute]:
        found = (n for n in walk(inside) if isinstance(n, ast.Attribute) and n.attr == name)
        return {n for n in found if not isinstance(n.ctx, ast.Load)}

    initialisers = (n for n in walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "__init__")
    return bool(stores(tree).difference(*map(stores, initialisers)))


def _depth(place: ops.Expr) -> int:
    """How many steps lead from the variable to a place inside its value."""
    match place:
        case ops.Index(obj=inner) | ops.Field(obj=inner):
            return 1 + _depth(inner)
        case ops.Prim(args=[inner, *_]) if place.row.reference:
            return 1 + _depth(inner)
        case ops.Builtin(name="unwrap" | "view", args=[inner, *_]):
            return _depth(inner)
    return 0
