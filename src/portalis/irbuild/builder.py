"""The state of one walk over one instance, and what every part of the walk shares."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portalis.frontend.scopes import Scope, Web
from portalis.frontend.symbols import ClassInfo, FunctionInfo, make_function
from portalis.frontend.tree import walk
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    BOTTOM,
    BYTES,
    COMPLEX,
    DYN,
    FLOAT,
    INT,
    NONE,
    STR,
    AtomT,
    Cell,
    ContT,
    InstanceT,
    NameT,
    Type,
    UnionT,
    VarTupleT,
    list_of,
    option_of,
    union_members,
)  # fmt: skip
from portalis.irbuild.program import Instance, Program, Refuse

Kinds = frozenset[str]
Place = tuple[ops.Var, str]
"""An attribute of the object that a variable holds."""

Known = dict[ops.Var | Place, Kinds]
"""What is known at one point of the kinds of values that variables of several types hold."""


class Builder:
    """Walks one instance: builds its IR and lets types flow."""

    def __init__(self, program: Program, inst: Instance) -> None:
        self.program = program
        self.inst = inst
        self.module = inst.module
        self.scope: Scope = inst.info.scope if inst.info else inst.module.scope
        self.narrow: Known = {}
        self.dead = False
        self.loops = 0
        self.handling: list[ops.Var | None] = []
        self.temps = 0
        if inst.info is not None and isinstance(inst.info.node, ast.Lambda):
            assert inst.parent is not None
            self.scope = inst.info.scope

    # -- variables
    def var(self, web: Web) -> ops.Var:
        """The variable of a web, in this instance or the one whose scope it belongs to."""
        if web.scope is self.scope:
            if web.is_global and self.inst.info is not None:
                return self.program.module_instance(self.module).variable(web)
            return self.inst.variable(web)
        owner: Instance | None = self.inst.parent
        while owner is not None:
            if owner.info is not None and owner.info.scope is web.scope:
                var = owner.variable(web)
                if var not in self.inst.captures:
                    self.inst.captures.append(var)
                return var
            owner = owner.parent
        return self.program.module_instance(self.module).variable(web)

    def temp(self, ty: Type) -> ops.Var:
        """A new variable that the source does not name."""
        self.temps += 1
        var = ops.Var(f"value_{self.temps}" if self.temps > 1 else "value")
        var.ty = ty
        return var

    def fresh(self, node: ast.AST, kind: str, *params: Type, slot: int = 0) -> ContT:
        """The container type allocated at a place: the same alias class in every walk, joined with `params`."""
        key = (node, slot)
        found = self.inst.fresh.get(key)
        if not isinstance(found, ContT):
            found = self.inst.fresh[key] = ContT(kind, Cell(kind, [BOTTOM] * len(params)))
            found.cell.origin = (self.module, node)
        for i, p in enumerate(params):
            self.grow(found.cell, i, p)
        return found

    def grow(self, cell: Cell, index: int, t: Type) -> None:
        """Lets a value flow into a container; what stays unknown at the end becomes None."""
        from portalis.ir.types import grow

        if t is BOTTOM and self.program.final:
            t = NONE if cell.find().params[index] is BOTTOM else BOTTOM
        grow(cell, index, t)

    # -- narrowing
    def assigned(self, var: ops.Var, ty: Type) -> None:
        """Records what a variable holds after an assignment."""
        for place in [p for p in self.narrow if isinstance(p, tuple) and p[0] is var]:
            del self.narrow[place]
        kinds = kinds_of(ty)
        if kinds and ty is not DYN:
            self.narrow[var] = kinds
        else:
            self.narrow.pop(var, None)

    def assigned_attribute(self, obj: ops.Expr, name: str, ty: Type) -> None:
        """Records what an attribute holds after an assignment; it may be that of an object with another name too."""
        for place in [p for p in self.narrow if isinstance(p, tuple) and p[1] == name]:
            del self.narrow[place]
        kinds = kinds_of(ty)
        if isinstance(obj, ops.Load) and kinds and "None" not in kinds and ty is not DYN:
            self.narrow[obj.var, name] = kinds

    def narrowed(self, var: ops.Var) -> Type:
        """The type that a variable has at this point."""
        kinds = self.narrow.get(var)
        ty = var.ty
        if kinds is None or not (isinstance(ty, UnionT) or ty is DYN):
            return ty
        return select(ty, kinds)

    def kill(self, nodes: Iterable[ast.AST]) -> None:
        """Forgets what is known of variables that this code assigns, wherever it is left and however often it runs."""
        self.called()
        for top in nodes:
            for n in walk(top):
                if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load):
                    web = self.scope.web_of.get(n)
                    if web is not None:
                        self.narrow.pop(self.var(web), None)
                elif isinstance(n, ast.Call):
                    for var in list(self.narrow):
                        if isinstance(var, ops.Var) and var.is_global:
                            del self.narrow[var]

    def called(self) -> None:
        """Forgets what is known of variables that functions inside of their scope assign, and of attributes: one may have run."""
        for var in [v for v in self.narrow if isinstance(v, tuple) or v.written_inside]:
            del self.narrow[var]

    # -- names
    def resolve(self, name: str) -> FunctionInfo | ClassInfo | ast.AST | None:
        """The function, class or import that a name stands for here, if it is one."""
        scope: Scope | None = self.scope.owner_of(name)
        if scope is None:
            return None
        if name in scope.functions:
            return self.function(scope, name)
        if name in scope.classes:
            return self.module.classes.get(name) if scope.is_module else None
        return scope.imports.get(name)

    def function(self, scope: Scope, name: str) -> FunctionInfo:
        """The description of a function defined in a scope."""
        if scope.is_module:
            return self.module.functions[name]
        owner = self.inst
        while owner.info is not None and owner.info.scope is not scope:
            assert owner.parent is not None
            owner = owner.parent
        key = (scope.functions[name], -1)
        found = owner.fresh.get(key)
        if not isinstance(found, NameT):
            node = scope.functions[name]
            info = make_function(node, scope.children[node], self.module, None, owner.info)
            found = owner.fresh[key] = NameT("function", info)
        assert isinstance(found.what, FunctionInfo)
        return found.what

    def parent_of(self, info: FunctionInfo) -> Instance | None:
        """The instance whose variables a nested function captures."""
        if info.parent is None:
            return None
        owner: Instance | None = self.inst
        while owner is not None and owner.info is not info.parent:
            owner = owner.parent
        return owner

    def refuse(self, code: str, message: str, node: ast.AST, hint: str | None = None) -> Refuse:
        """A refusal to raise."""
        return Refuse(code, message, node, hint)


_ATOMS: dict[str, AtomT] = {a.kind: a for a in (NONE, BOOL, FLOAT, COMPLEX, STR, BYTES)}


def kind_of(t: Type) -> str:
    """The word by which narrowing tells members of a union apart."""
    return f"instance:{getattr(t.cls, 'key', '')}" if isinstance(t, InstanceT) else t.kind


def kinds_of(t: Type) -> Kinds:
    """The kinds of a type's members."""
    if t is BOTTOM:
        return frozenset()
    return frozenset(kind_of(m) for m in union_members(t))


def of_kind(kind: str) -> Type:
    """The most general type of a kind, for narrowing `object`."""
    if kind == "int":
        return INT
    if kind in _ATOMS:
        return _ATOMS[kind]
    if kind == "tuple":
        return VarTupleT(DYN)
    if kind in ("list", "set", "dict"):
        t = list_of(DYN) if kind == "list" else ContT(kind, Cell(kind, [DYN, DYN] if kind == "dict" else [DYN]))
        t.cell.boxed = t.cell.forced = True
        return t
    return DYN


def select(ty: Type, kinds: Kinds) -> Type:
    """The part of a type whose members are of these kinds."""
    if ty is DYN:
        return of_kind(next(iter(kinds))) if len(kinds) == 1 else DYN
    members = [m for m in union_members(ty) if kind_of(m) in kinds]
    if not members:
        return BOTTOM
    if len(members) == 1:
        return members[0]
    if len(members) == len(union_members(ty)):
        return ty
    return UnionT(tuple(members))


def without_none(ty: Type) -> Type:
    """The type without None."""
    return select(ty, kinds_of(ty) - {"None"}) if isinstance(ty, UnionT) else ty


__all__ = ["Builder", "Kinds", "kinds_of", "of_kind", "option_of", "select", "without_none"]
