"""Joins of types: least upper bounds, and the unification of alias classes."""

from __future__ import annotations

from portalis.ir import types as ty


def join(a: ty.Type, b: ty.Type) -> ty.Type:
    """The least type that admits the values of both; containers of one kind are unified."""
    if a is b or b is ty.BOTTOM or b is ty.NEVER:
        return a
    if a is ty.BOTTOM or a is ty.NEVER:
        return b
    if isinstance(a, ty.IntT) and isinstance(b, ty.IntT):
        if a.bits == b.bits:
            return ty.int_type(a.bits, a.nonneg and b.nonneg)
        return ty.int_type(ty.bucket(max(a.bits, b.bits)), a.nonneg and b.nonneg)
    if ty.same(a, b):
        return a
    if a is ty.DYN or b is ty.DYN:
        box(a)
        box(b)
        return ty.DYN
    if isinstance(a, ty.UnionT) or isinstance(b, ty.UnionT) or a.kind != b.kind:
        return _union(a, b)
    if isinstance(a, ty.ContT) and isinstance(b, ty.ContT):
        unify(a.cell, b.cell)
        return a
    if isinstance(a, ty.TupleT) and isinstance(b, ty.TupleT) and len(a.items) == len(b.items):
        if max(_depth(a), _depth(b)) > _MOST_NESTED:
            return ty.TupleT(tuple(map(_shallow, map(join, a.items, b.items))))
        return ty.TupleT(tuple(map(join, a.items, b.items)))
    if a.kind == "tuple":
        return ty.VarTupleT(join(ty.tuple_item(a), ty.tuple_item(b)))
    if isinstance(a, ty.IterT) and isinstance(b, ty.IterT):
        return ty.IterT(join(a.item, b.item))
    if isinstance(a, ty.RangeT) and isinstance(b, ty.RangeT):
        item = join(a.item, b.item)
        assert isinstance(item, ty.IntT)
        return ty.RangeT(item)
    if isinstance(a, ty.ViewT) and isinstance(b, ty.ViewT):
        unify(a.mapping.cell, b.mapping.cell)
        return a
    if isinstance(a, ty.FuncT) and isinstance(b, ty.FuncT):
        _unify_functions(a.cell.find(), b.cell.find())
        return a
    if isinstance(a, ty.PatternT) and isinstance(b, ty.PatternT):  # the running program knows which
        return ty.PatternT(None, 0, None, common_groups([a.groups, b.groups]))
    return _union(a, b)


_MOST_NESTED = 4
"""How deeply tuples that meet may be nested: those that a recursion builds nest without end."""


def _depth(t: ty.Type) -> int:
    """How deeply tuples are nested in a type."""
    if isinstance(t, ty.TupleT):
        return 1 + max(map(_depth, t.items), default=0)
    if isinstance(t, ty.VarTupleT):
        return 1 + _depth(t.item)
    return max(map(_depth, t.members)) if isinstance(t, ty.UnionT) else 0


def _shallow(t: ty.Type) -> ty.Type:
    """An item of tuples, dynamic where it holds tuples again."""
    if not _depth(t):
        return t
    box(t)
    return ty.DYN


def common_groups(counts: list[int | None]) -> int | None:
    """How many groups patterns are to have that meet: what at most one group gives is the same."""
    known = {n for n in counts if n is not None}
    if None in counts or not known:
        return None
    return max(known) if len(known) == 1 or max(known) <= 1 else None


def _union(a: ty.Type, b: ty.Type) -> ty.Type:
    members: list[ty.Type] = list(ty.union_members(a))
    for new in ty.union_members(b):
        for i, old in enumerate(members):
            unlike = isinstance(old, (ty.InstanceT, ty.NameT)) or isinstance(new, ty.NameT)
            if old.kind == new.kind and (not unlike or ty.same(old, new)):
                members[i] = join(old, new)
                break
        else:
            members.append(new)
    members = _as_functions(members)
    if len(members) == 1:
        return members[0]
    union = ty.UnionT(tuple(members))
    _relate([m for m in members if isinstance(m, ty.InstanceT)])
    if ty.is_dynamic(union):
        for m in members:
            box(m)
    return union


def _as_functions(members: list[ty.Type]) -> list[ty.Type]:
    """Where a function may stand, an object that can be called is held as one."""
    function = next((m for m in members if isinstance(m, ty.FuncT)), None)
    if function is None:
        return members
    callable_ones = [m for m in members if isinstance(m, ty.InstanceT) and "__call__" in m.cls.methods]  # type: ignore[attr-defined]
    if len(callable_ones) + 1 + (ty.NONE in members) < len(members):
        return members
    cell = function.cell
    for m in callable_ones:
        if m.cls not in cell.objects:
            cell.objects[m.cls] = None
            cell.holds = True
            ty.CLOCK.ticks += 1
    return [m for m in members if m not in callable_ones]


def _relate(members: list[ty.InstanceT]) -> None:
    """Makes one family of classes whose objects meet."""
    for m in members[1:]:
        a, b = (x.cls.family.find() for x in (members[0], m))  # type: ignore[attr-defined]
        if a is not b:
            ty.CLOCK.ticks += 1
            b.parent = a
            a.classes += b.classes
            a.identity |= b.identity


def box(t: ty.Type) -> None:
    """Makes every container inside hold dynamic elements, since a value of this type becomes part of a `Value`."""
    if isinstance(t, ty.ContT):
        cell = t.cell
        if not cell.boxed:
            cell.boxed = True
            cell.forced = True
            ty.CLOCK.ticks += 1
            params = cell.params
            cell.params = [ty.DYN] * len(params)
            for p in params:
                box(p)
    elif isinstance(t, ty.TupleT):
        for i in t.items:
            box(i)
    elif isinstance(t, (ty.VarTupleT, ty.IterT)):
        box(t.item)
    elif isinstance(t, ty.ViewT):
        box(t.mapping)
    elif isinstance(t, ty.UnionT):
        for i in t.members:
            box(i)


def unify(a: ty.Cell, b: ty.Cell) -> None:
    """Merges two alias classes and joins what they hold."""
    a, b = a.find(), b.find()
    if a is b:
        return
    if not (a.boxed and b.boxed and a.forced >= b.forced):  # of two that hold dynamic values nothing new is known
        ty.CLOCK.ticks += 1
    b.parent = a
    a.mutated |= b.mutated
    a.aliased |= b.aliased
    a.forced |= b.forced
    if a.boxed != b.boxed:
        for c in (a, b):
            if not c.boxed:
                for p in c.params:
                    box(p)
        a.boxed = True
        a.params = [ty.DYN] * len(a.params)
        return
    for i, p in enumerate(b.params):
        grow(a, i, p)
    a = a.find()
    if not a.boxed and any(a in cells_of(p) for p in a.params):  # one held the other
        _without_end(a)


def _without_end(cell: ty.Cell) -> None:
    """Lets an object that holds its own kind hold dynamic values: its type would have no end."""
    held = list(cell.params)
    cell.boxed = cell.forced = True
    cell.params = [ty.DYN] * len(held)
    ty.CLOCK.ticks += 1
    for p in held:
        box(p)


def grow(cell: ty.Cell, index: int, t: ty.Type) -> ty.Type:
    """Joins `t` into what objects of the class hold; the joined type."""
    cell = cell.find()
    old = cell.params[index]
    if cell.boxed:
        box(t)
        return ty.DYN
    new = join(old, t)
    cell = cell.find()
    if not ty.same(old, new):
        ty.CLOCK.ticks += 1
        if cell in cells_of(new):  # an object that holds its own kind has no finite type
            cell.params[index] = new
            _without_end(cell)
            return ty.DYN
        cell.params[index] = new
        if new is ty.DYN or ty.is_dynamic(new):
            box(new)
    return new


def _unify_functions(a: ty.FuncCell, b: ty.FuncCell) -> None:
    if a is b:
        return
    ty.CLOCK.ticks += 1
    b.parent = a
    if a.params is None:
        a.params = b.params
    elif b.params is not None and len(a.params) == len(b.params):
        a.params = [join(x, y) for x, y in zip(a.params, b.params)]
    a.ret = join(a.ret, b.ret)
    a.holds |= b.holds
    a.objects.update(b.objects)


def joinable(a: ty.Type, b: ty.Type) -> bool:
    """Whether `join(a, b)` keeps one plain representation: no union is made beside an option."""
    if a is ty.BOTTOM or b is ty.BOTTOM or ty.same(a, b):
        return True
    if isinstance(a, ty.NameT) or isinstance(b, ty.NameT):
        return False
    if ty.is_family(ty.option_of(a) or a) and ty.is_family(ty.option_of(b) or b):
        return all(isinstance(m, ty.InstanceT) or m is ty.NONE for t in (a, b) for m in ty.union_members(t))
    if isinstance(a, ty.UnionT) or isinstance(b, ty.UnionT) or a is ty.NONE or b is ty.NONE:
        rest = [m for m in (*ty.union_members(a), *ty.union_members(b)) if m is not ty.NONE]
        if ty.is_dynamic(a) and ty.is_dynamic(b):
            return True
        if len(rest) == 2 and isinstance(a, ty.UnionT) != isinstance(b, ty.UnionT):
            return joinable(rest[0], rest[1])
        return len(rest) < 2 or (len(rest) == 2 and joinable(rest[0], rest[1]))
    if a.kind != b.kind:
        return False
    if isinstance(a, ty.ContT) and isinstance(b, ty.ContT):
        return all(map(joinable, a.cell.params, b.cell.params))
    if a.kind == "tuple":
        if isinstance(a, ty.TupleT) and isinstance(b, ty.TupleT) and len(a.items) == len(b.items):
            return all(map(joinable, a.items, b.items))
        parts = [*(a.items if isinstance(a, ty.TupleT) else [a.item] if isinstance(a, ty.VarTupleT) else [])]
        parts += [*(b.items if isinstance(b, ty.TupleT) else [b.item] if isinstance(b, ty.VarTupleT) else [])]
        return all(joinable(parts[0], p) for p in parts[1:])
    if isinstance(a, ty.IterT) and isinstance(b, ty.IterT):
        return joinable(a.item, b.item)
    if isinstance(a, ty.PatternT) and isinstance(b, ty.PatternT):
        return common_groups([a.groups, b.groups]) is not None
    if isinstance(a, ty.InstanceT):
        return False
    return not isinstance(a, (ty.FuncT, ty.NameT))


def unresolved(t: ty.Type) -> bool:
    """Whether some part of the type is not known yet."""
    if t is ty.BOTTOM:
        return True
    if isinstance(t, ty.ContT):
        return any(map(unresolved, t.cell.params))
    if isinstance(t, ty.TupleT):
        return any(map(unresolved, t.items))
    if isinstance(t, (ty.VarTupleT, ty.IterT)):
        return unresolved(t.item)
    return False


def cells_of(t: ty.Type, seen: set[int] | None = None) -> list[ty.Cell]:
    """Every alias class that a value of this type reaches, outermost first, without those behind class fields."""
    found: list[ty.Cell] = []
    seen = set() if seen is None else seen
    if isinstance(t, ty.ContT):
        cell = t.cell
        if id(cell) not in seen:
            seen.add(id(cell))
            found.append(cell)
            for p in cell.params:
                found += cells_of(p, seen)
    elif isinstance(t, ty.InstanceT):
        found.append(t.cell)
    elif isinstance(t, ty.TupleT):
        for i in t.items:
            found += cells_of(i, seen)
    elif isinstance(t, (ty.VarTupleT, ty.IterT)):
        found += cells_of(t.item, seen)
    elif isinstance(t, ty.ViewT):
        found += cells_of(t.mapping, seen)
    elif isinstance(t, ty.UnionT):
        for i in t.members:
            found += cells_of(i, seen)
    return found


def cells_within(t: ty.Type) -> list[ty.Cell]:
    """Every alias class that a value of this type reaches, also through the attributes of objects."""
    found: dict[int, ty.Cell] = {}
    stack: list[object] = [t]
    classes: set[int] = set()
    while stack:
        part = stack.pop()
        if isinstance(part, ty.InstanceT):
            found[id(part.cell)] = part.cell
            if id(part.cls) not in classes:
                classes.add(id(part.cls))
                stack += getattr(part.cls, "fields", {}).values()
        elif isinstance(part, ty.ContT):
            if id(part.cell) not in found:
                found[id(part.cell)] = part.cell
                stack += part.cell.params
        elif isinstance(part, ty.TupleT):
            stack += part.items
        elif isinstance(part, (ty.VarTupleT, ty.IterT)):
            stack.append(part.item)
        elif isinstance(part, ty.ViewT):
            stack.append(part.mapping)
        elif isinstance(part, ty.UnionT):
            stack += part.members
    return list(found.values())


def show(t: ty.Type) -> str:
    """The type in Python's notation, for messages and dumps."""
    if isinstance(t, ty.TupleT):
        return f"tuple[{', '.join(map(show, t.items)) or '()'}]"
    if isinstance(t, ty.VarTupleT):
        return f"tuple[{show(t.item)}, ...]"
    if isinstance(t, ty.ContT):
        return f"{t.kind}[{', '.join(map(show, t.cell.params))}]"
    if isinstance(t, ty.ViewT):
        return f"{t.kind}({show(t.mapping)})"
    if isinstance(t, ty.IterT):
        return f"Iterator[{show(t.item)}]"
    if isinstance(t, ty.InstanceT):
        return str(getattr(t.cls, "name", "instance"))
    if isinstance(t, ty.UnionT):
        return " | ".join(map(show, t.members))
    return t.kind
