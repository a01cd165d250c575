"""Ownership: which alias classes are shared, which parameters are borrowed, mutated or taken.

The facts are collected over the whole program, since they belong to alias classes:

1. *mutated*: some operation changes an object of the class in place.
2. *aliased*: some value of the class is copied while the original stays reachable: it is bound to another variable,
   stored in a container, read out of one, captured, or passed where it is kept, and it was not the last use.

A class with both facts is shared, `Rc<RefCell<…>>`; every other one is plain: a copy of what nobody changes cannot be told
from the original, and what is changed has one owner. Copying an owned container copies what it holds, so the fact passes
on to the classes inside; copying a shared one copies a handle, so it does not.
"""

from __future__ import annotations

from portalis.analysis.construction import under_construction
from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.analysis.sorting import sorts_itself
from portalis.frontend.symbols import ClassInfo
from portalis.ir import ops
from portalis.ir.types import (
    BOOL,
    CLASS,
    FLOAT,
    NONE,
    RANDOM,
    Cell,
    ContT,
    FuncT,
    InstanceT,
    IntT,
    IterT,
    TupleT,
    Type,
    UnionT,
    VarTupleT,
    ViewT,
    cells_of,
    cells_within,
    is_dynamic,
    option_of,
)
from portalis.irbuild.operators import in_place
from portalis.irbuild.program import Instance, Program

_SHAREABLE = ("list", "dict", "set", "deque", "Counter", "defaultdict", "OrderedDict", "instance")


def is_copy(t: Type) -> bool:
    """Whether the Rust type of the values is `Copy`."""
    if t in (BOOL, FLOAT, NONE, CLASS) or t.kind in ("nothing", "complex"):
        return True
    if isinstance(t, IntT):
        return t.machine
    if isinstance(t, TupleT):
        return all(map(is_copy, t.items))
    if isinstance(t, FuncT):
        return not t.cell.holds
    if isinstance(t, InstanceT) and isinstance(t.cls, ClassInfo) and t.cls.enum is not None:
        return True
    inner = option_of(t)
    return inner is not None and is_copy(inner)


def root(e: ops.Expr) -> ops.Var | None:
    """The variable that owns the place which an expression denotes, if it is a place all the way."""
    match e:
        case ops.Load():
            return e.var
        case ops.Index():
            return root(e.obj) if not is_shared(e.obj.ty) else None
        case ops.Field():
            return root(e.obj) if not is_shared(e.obj.ty) else None
        case ops.Prim():
            return root(e.args[0]) if e.row.reference and not is_shared(e.args[0].ty) else None
        case ops.Builtin(name="unwrap" | "view"):
            return root(e.args[0])
    return None


def is_shared(t: Type) -> bool:
    """Whether values of the type are reference-counted handles."""
    if isinstance(t, ViewT):
        t = t.mapping
    if isinstance(t, (ContT, InstanceT)):
        return t.cell.shared
    return t is RANDOM


def is_place(e: ops.Expr) -> bool:
    """Whether an expression denotes something that stays where it is: reading it as a value is a copy."""
    match e:
        case ops.Load() | ops.Field():
            return True
        case ops.Index():
            return True
        case ops.Prim():
            return e.row.reference
        case ops.Builtin(name="unwrap" | "view"):
            return is_place(e.args[0])
    return False


class Ownership:
    """The analysis of a program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.consumed: set[ops.Var] = set()
        self.events: list[Type] = []

    def run(self) -> None:
        """Decides what is shared, then how variables and parameters are held."""
        for inst in self.program.instances:
            making = under_construction(inst)
            for s in all_statements(inst.body):
                self._mutations(inst, s, s in making)
        self._recursive_classes()
        self._families()
        self._globals()
        for inst in self.program.instances:  # a generator runs when the call is long over: it keeps what it is given
            if inst.generates:
                self.consumed.update(p for p in inst.params if not is_copy(p.ty))
        changed = True
        while changed:
            before = len(self.consumed)
            self.events = []
            for inst in self.program.instances:
                for p in inst.params:
                    if p.reassigned and not is_copy(p.ty):
                        self.consumed.add(p)
                for s in all_statements(inst.body):
                    self._copies(s)
            changed = len(self.consumed) != before
        self.events += [inst.ret for inst in self.program.instances if inst.memo is not None]
        self.events += [v.ty for inst in self.program.instances if inst.generates for v in inst.captures]
        for t in self.events:
            self._alias(t, set())
        self._inside_shared()
        self._modes()

    # -- 1: mutation
    def _mutate(self, e: ops.Expr, constructing: bool = False) -> None:
        t = e.ty.mapping if isinstance(e.ty, ViewT) else e.ty
        if isinstance(t, (ContT, InstanceT)):
            if not constructing:
                t.cell.mutated = True
            if isinstance(e, ops.Load) and e.var.ty is not e.ty and not isinstance(e.var.ty, (ContT, InstanceT)):
                t.cell.forced = True  # it is held inside an option or a dynamic value
            if isinstance(e, ops.Field) and isinstance(e.obj.ty, InstanceT):
                held = e.obj.ty.cls.fields.get(e.name, e.ty)  # type: ignore[attr-defined]
                t.cell.forced |= not isinstance(held, (ContT, InstanceT))
            if isinstance(e, (ops.Logic, ops.Choose, ops.Bind, ops.CallValue, ops.Dispatch)) or (
                isinstance(e, ops.Builtin) and e.name == "unwrap"
            ):
                t.cell.forced = True  # it is no place, but names an object that is one elsewhere

    def _mutations(self, inst: Instance, s: ops.Stmt, making: bool) -> None:
        targets: list[ops.Target] = []
        if isinstance(s, (ops.Assign, ops.For)) or (isinstance(s, ops.Delete) and not isinstance(s.target, ops.ToVar)):
            targets = [s.target]
        elif isinstance(s, ops.Augment):
            targets = [s.target]
            if in_place(s.op, s.load.ty):
                self._mutate(s.load)
        while targets:
            t = targets.pop()
            if isinstance(t, ops.ToTuple):
                targets += t.items
            elif isinstance(t, (ops.ToIndex, ops.ToSlice)):
                self._mutate(t.obj)
            elif isinstance(t, ops.ToField):
                self._mutate(t.obj, making and isinstance(t.obj, ops.Load) and t.obj.var is inst.params[0])
                if inst.generates and isinstance(t.obj, ops.Load) and isinstance(t.obj.ty, InstanceT):
                    t.obj.ty.cell.forced = True  # nothing may be left to read what is assigned
        for e in all_expressions(s):
            if isinstance(e, ops.Prim) and e.row.mutates >= 0:
                self._mutate(e.args[e.row.mutates])
            elif isinstance(e, ops.Builtin) and e.name == "sort":
                self._mutate(e.args[0])
                if sorts_itself(e, root(e.args[0])) and isinstance(e.args[0].ty, ContT):
                    e.args[0].ty.cell.forced = True  # whoever finds a key sees the list that is sorted, which is empty
            elif isinstance(e, ops.Index) and e.obj.ty.kind == "defaultdict":
                self._mutate(e.obj)

    def _recursive_classes(self) -> None:
        for cls in self._classes():
            seen: set[int] = set()
            stack = list(cls.fields.values())
            while stack:
                t = stack.pop()
                if isinstance(t, InstanceT):
                    if t.cls is cls:
                        cls.cell.find().forced = True
                        break
                    if id(t.cls) in seen:
                        continue
                    seen.add(id(t.cls))
                    assert isinstance(t.cls, ClassInfo)
                    stack += t.cls.fields.values()
                elif isinstance(t, UnionT):
                    stack += t.members
                    classes = [m.cls for m in t.members if isinstance(m, InstanceT)]
                    if len(classes) > 1:  # one enum holds the whole family
                        stack += [
                            InstanceT(c) for m in classes if isinstance(m, ClassInfo) for c in m.family.find().classes
                        ]
                elif isinstance(t, TupleT):
                    stack += t.items
                elif isinstance(t, (VarTupleT, IterT)):
                    stack.append(t.item)
                elif isinstance(t, ContT) and id(t.cell) not in seen:
                    seen.add(id(t.cell))
                    stack += t.cell.params

    def _families(self) -> None:
        """What an enum of several classes holds is no place of its own: what changes there is shared."""
        for cls in self._classes():
            family = cls.family.find()
            if len(family.classes) > 1:
                self._force(InstanceT(cls))
                cls.cell.find().forced |= family.identity

    def _classes(self) -> list[ClassInfo]:
        return [c for m in self.program.modules for c in m.classes.values()]

    def _globals(self) -> None:
        """What functions reach through a module variable is shared, as they may run while it is borrowed, and what may be unbound."""
        for inst in self.program.instances:
            for var in inst.vars.values():
                if var.is_global or (var.maybe_unbound and not var.is_param):
                    self._force(var.ty)

    def _inside_shared(self) -> None:
        """What is changed inside of a shared object is shared: reading it out of there gives a copy or a handle, never a
        place. The same holds inside of tuples of any length, whose items cannot be reached as places.
        """
        roots: dict[int, Cell] = {}
        types: list[Type] = [
            t for inst in self.program.instances for t in (inst.ret, *(v.ty for v in inst.vars.values()))
        ]
        types += [t for cls in self._classes() for t in cls.fields.values()]
        for inst in self.program.instances:
            types += list(inst.fresh.values())
        for t in types:
            for cell in cells_of(t):
                roots[id(cell)] = cell
        for t in types:
            self._in_tuples(t)
        changed = True
        while changed:
            changed = False
            for cls in self._classes():
                if cls.cell.find().shared:
                    changed |= any(self._force(t) for t in cls.fields.values())
            for cell in roots.values():
                if cell.find().shared:
                    changed |= any(self._force(t) for t in cell.find().params)

    def unsupported(self) -> list[Cell]:
        """Shared alias classes of kinds that the runtime holds by value only."""
        found: dict[int, Cell] = {}
        for inst in self.program.instances:
            for t in [
                *(v.ty for v in inst.vars.values()),
                *inst.fresh.values(),
                inst.ret,
            ]:
                for c in cells_of(t):
                    if c.shared and c.kind not in _SHAREABLE:
                        found[id(c.find())] = c.find()
        for cls in self._classes():
            for t in cls.fields.values():
                for c in cells_of(t):
                    if c.shared and c.kind not in _SHAREABLE:
                        found[id(c.find())] = c.find()
        return list(found.values())

    def _force(self, t: Type) -> bool:
        found = [c for c in cells_within(t) if c.mutated and not c.shared]
        for c in found:
            c.forced = True
        return bool(found)

    def _in_tuples(self, t: Type) -> None:
        match t:
            case VarTupleT():
                self._force(t.item)
            case TupleT():
                for i in t.items:
                    self._in_tuples(i)
            case UnionT():
                for i in t.members:
                    self._in_tuples(i)
            case _:
                pass

    # -- 2: copies
    def _copies(self, s: ops.Stmt) -> None:
        match s:
            case ops.Assign():
                self._own(s.value)
            case ops.Augment():
                if not in_place(s.op, s.load.ty):
                    pass
                elif s.op == "+":
                    self._elements(s.value, s.load.ty)
            case ops.Return() | ops.Raise():
                if s.value is not None:
                    self._own(s.value)
                    if isinstance(s, ops.Raise):  # whoever catches it and whoever raised it may both have the object
                        self.events.append(s.value.ty)
            case ops.For():
                self.events.append(self._items(s.iterable))
            case _:
                pass
        for e in all_expressions(s):
            self._inside(e)

    def _items(self, e: ops.Expr) -> Type:
        t = e.ty
        if isinstance(t, ViewT):
            return TupleT(tuple(t.mapping.cell.params))
        if isinstance(t, ContT):
            return TupleT(tuple(t.cell.params))
        if isinstance(t, IterT):
            return t.item
        return t if isinstance(t, (TupleT, VarTupleT)) else NONE

    def _own(self, e: ops.Expr) -> None:
        """The value of `e` is kept: unless it is moved, both places hold it. An iterator sees what its containers become."""
        if isinstance(e.ty, IterT) and not isinstance(e, (ops.Load, ops.Call)):
            parts = [e]
            for x in parts:
                parts += sub_expressions(x)
            self.events += [x.ty for x in parts if is_place(x) and isinstance(x.ty, ContT)]
        if isinstance(e, ops.Logic):
            for v in e.values:
                self._own(v)
            return
        if isinstance(e, ops.Choose):
            self._own(e.body)
            self._own(e.other)
            return
        if isinstance(e, ops.Load) and e.last:
            if e.var.is_param and not is_copy(e.ty):
                self.consumed.add(e.var)
            return
        if is_place(e):
            self.events.append(e.ty)

    def _elements(self, source: ops.Expr, into: Type) -> None:
        """Elements of `source` are put into a container as well."""
        have = (
            {id(c) for c in cells_of(source.ty)[1:]}
            if isinstance(source.ty, ContT)
            else {id(c) for c in cells_of(source.ty)}
        )
        if any(id(c) in have for c in cells_of(into)):
            self.events.append(self._items(source))

    def _inside(self, e: ops.Expr) -> None:
        match e:
            case ops.Call():
                target = e.target
                if isinstance(target, Instance):
                    for p, a in zip(target.params, e.args):
                        if p in self.consumed:
                            self._own(a)
                    self._overlap(target, e.args)
            case ops.New():
                init = e.init
                for n, a in enumerate(e.args):
                    if not isinstance(init, Instance) or init.params[n + 1] in self.consumed:
                        self._own(a)
            case ops.Display():
                for item in e.items:
                    if isinstance(item, ops.Star):
                        self._elements(item.value, e.ty)
                    else:
                        self._own(item)
            case ops.DictDisplay():
                for k, v in e.pairs:
                    if k is not None:
                        self._own(k)
                        self._own(v)
                    else:
                        self._elements(v, e.ty)
            case ops.Prim():
                for i, a in enumerate(e.args):
                    if f"{{{i}:o}}" in e.row.template:
                        self._own(a)
                    elif f"{{{i}:t}}" in e.row.template and e.row.mutates >= 0:
                        self._elements(a, e.args[e.row.mutates].ty)
                if e.row.mutates < 0:
                    self._shared_parts(e)
            case ops.Comprehension():
                for c in e.clauses:
                    self.events.append(self._items(c.iterable))
                self._own(e.element)
                if e.value is not None:
                    self._own(e.value)
            case ops.Dispatch():
                for arm in e.arms:
                    self._own(arm.value)
            case ops.Lambda():
                self._own(e.body)
                self.events += [t.var.ty for t in e.params if isinstance(t, ops.ToVar)]
            case ops.Builtin():
                if e.name == "let":
                    for a in e.args[:-1]:
                        self._own(a)
                elif e.name in ("min", "max", "yield"):
                    for a in e.args:
                        self._own(a)
                elif e.name == "defaultdict":
                    self._own(e.extra[0])  # each call of the factory gives it anew
                    for a in e.args:
                        self.events.append(self._items(a))
                elif e.name not in ("len", "print", "view", "unwrap", "sort"):
                    self._shared_parts(e)
                    if e.name in ("fromkeys",):
                        self.events.append(e.args[1].ty)
            case ops.Bind():
                self.events.append(e.ty)
            case ops.CallValue():
                for a in e.args:
                    self._own(a)
                if isinstance(e.func.ty, FuncT):
                    self.events += [InstanceT(cls) for cls in e.func.ty.cell.objects]
            case ops.Spread():
                self._own(e.items)
            case ops.FuncRef():  # calls of it, of which there may be many, see the object that it keeps
                self.events += [held.ty for _, held in e.held]
            case ops.Slice() | ops.Binary():
                self._shared_parts(e)
                if isinstance(e, ops.Binary) and e.op == "*":
                    self.events += [self._items(o) for o in (e.left, e.right)]
            case _:
                pass

    def _shared_parts(self, e: ops.Expr) -> None:
        """A result that holds objects which an operand holds too makes both hold them."""
        result = {id(c) for c in cells_of(e.ty)}
        if not result:
            return
        for a in sub_expressions(e):
            parts = cells_of(a.ty)
            shared = [c for c in parts if id(c) in result]
            if shared:
                self.events.append(self._items(a) if shared[0] is not parts[0] or not isinstance(a.ty, ContT) else a.ty)

    def _overlap(self, target: Instance, args: list[ops.Expr]) -> None:
        """Two arguments that reach one changed object must share it."""
        places = [(a, root(a)) for a in args if is_place(a)]
        captured = list(target.captures)
        for i, (a, r) in enumerate(places):
            if r is None:
                continue
            others = [o for o, s in places[i + 1 :] if s is r]
            mine = cells_within(a.ty)
            for o in others:
                theirs = {id(c) for c in cells_within(o.ty)}
                for c in mine:
                    if id(c) in theirs and c.mutated:
                        c.forced = True
            if r in captured:
                for c in mine:
                    if c.mutated:
                        c.forced = True

    def _alias(self, t: Type, seen: set[int]) -> None:
        """Two places hold a value of this type."""
        match t:
            case ContT():
                cell = t.cell
                cell.aliased = True
                if not cell.shared and id(cell) not in seen:
                    seen.add(id(cell))
                    for p in cell.params:
                        self._alias(p, seen)
            case InstanceT():
                cell = t.cell
                cell.aliased = True
                if not cell.shared and id(cell) not in seen:
                    seen.add(id(cell))
                    assert isinstance(t.cls, ClassInfo)
                    for f in t.cls.fields.values():
                        self._alias(f, seen)
            case TupleT():
                for i in t.items:
                    self._alias(i, seen)
            case VarTupleT() | IterT():
                self._alias(t.item, seen)
            case ViewT():
                self._alias(t.mapping, seen)
            case UnionT():
                for i in t.members:
                    self._alias(i, seen)
            case _:
                pass

    # -- 3: variables and parameters
    def _modes(self) -> None:
        insts = self.program.instances
        for inst in insts:
            for p in inst.params:
                if is_copy(p.ty) or isinstance(p.ty, IterT) or p in self.consumed or p.reassigned or p.boxed:
                    p.mode = "own"
                else:
                    p.mode = "ref"
        changed = True
        while changed:
            changed = False
            for inst in insts:
                for s in all_statements(inst.body):
                    mine = [v for v in (*self._changed_vars(s), *_assigned_vars(s)) if v in inst.captures]
                    if not inst.changes.issuperset(mine):
                        inst.changes.update(mine)
                        changed = True
                    for var in self._changed_vars(s):
                        if not var.mutated:
                            var.mutated = True
                            changed = True
                        if var.is_param and var.mode == "ref":
                            var.mode = "mut"
                            changed = True

    def _changed_vars(self, s: ops.Stmt) -> list[ops.Var]:
        found: list[ops.Var] = []

        def change(e: ops.Expr) -> None:
            t = e.ty
            if is_shared(t) or is_dynamic(t):
                return
            var = root(e)
            if var is not None:
                found.append(var)

        targets: list[ops.Target] = []
        if isinstance(s, (ops.Assign, ops.For, ops.Delete, ops.Augment)):
            targets = [s.target]
        if isinstance(s, ops.Augment) and in_place(s.op, s.load.ty):
            change(s.load)
            if is_shared(s.load.ty):  # it is not stored again
                targets = []
        while targets:
            t = targets.pop()
            if isinstance(t, ops.ToTuple):
                targets += t.items
            elif isinstance(t, (ops.ToIndex, ops.ToSlice, ops.ToField)):
                change(t.obj)
        for e in all_expressions(s):
            match e:
                case ops.Prim():
                    if e.row.mutates >= 0 and e.args[e.row.mutates].ty is not RANDOM:  # that is a handle
                        change(e.args[e.row.mutates])
                case ops.Builtin(name="sort"):
                    change(e.args[0])
                case ops.Builtin(name="next") if not self.program.handles:
                    change(e.args[0])
                case ops.Index():
                    if e.obj.ty.kind == "defaultdict":
                        change(e.obj)
                case ops.Call():
                    if isinstance(e.target, Instance):
                        for p, a in zip(e.target.params, e.args):
                            if p.mode == "mut":
                                change(a)
                        found += [v for v in e.target.captures if v in e.target.changes]
                case _:
                    pass
            for a in sub_expressions(e):
                steps = isinstance(a.ty, IterT) and not self.program.handles
                if steps and not (isinstance(a, ops.Load) and a.last):
                    var = root(a)
                    if var is not None:
                        found.append(var)
        if (
            isinstance(s, ops.For)
            and isinstance(s.iterable.ty, IterT)
            and not self.program.handles
            and not (isinstance(s.iterable, ops.Load) and s.iterable.last)
        ):
            var = root(s.iterable)
            if var is not None:
                found.append(var)
        return found


def _assigned_vars(s: ops.Stmt) -> list[ops.Var]:
    """The variables that a statement itself assigns."""
    targets = [s.target] if isinstance(s, (ops.Assign, ops.Augment, ops.For, ops.Delete)) else []
    found = [t.var for target in targets for t in ops.target_vars(target)]
    return found + [e.var for e in all_expressions(s) if isinstance(e, ops.Bind)]


__all__ = ["Cell", "Ownership", "is_copy", "is_place", "is_shared", "root"]
