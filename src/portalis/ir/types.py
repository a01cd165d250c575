"""The types of translated values: one lattice for the Python side and its Rust representation.

A type says what a value is *and* how it is held, since both reach into fields, elements and signatures:

* `IntT` carries a bound on its magnitude, so a machine integer and a big one are different types.
* A container type refers to a `Cell`, the alias class of every object that may stand in the same place. Cells are
  merged by unification whenever two containers flow together, so all of them share element types and, later, the
  decision whether they are owned or shared (reference-counted).
* `UnionT` with one member beside None is an option, int with float is a number, anything else is dynamic.

Types other than cells are immutable. `join` is the least upper bound; it merges cells as a side effect.
"""

from __future__ import annotations

from typing import Any, Final

BIG: Final = 1 << 20
"""Bits of an integer without a proven bound."""
MACHINE_BITS: Final = 62
"""A value of at most so many bits is held in an `i64`, with room for one addition."""
CHECKED_BITS: Final = 63
"""Bits of an integer under `--int i64`: held in an `i64`, each operation checked."""
COUNTER_BITS: Final = 53
"""Bits of what counts things in memory or steps by small constants: reaching more would take a hundred days."""
_BUCKETS: Final = (10, 31, COUNTER_BITS, 56, 59, MACHINE_BITS, CHECKED_BITS, BIG)


class Type:
    """Base of all types. `kind` is the word that rows and messages use."""

    __slots__ = ()
    kind: str = "?"

    def __repr__(self) -> str:
        return show(self)


class AtomT(Type):
    """A type without parameters; compared by identity."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind


BOTTOM: Final = AtomT("nothing")
"""No value yet: an empty container's element, a call whose result is not known."""
NONE: Final = AtomT("None")
BOOL: Final = AtomT("bool")
FLOAT: Final = AtomT("float")
COMPLEX: Final = AtomT("complex")
STR: Final = AtomT("str")
BYTES: Final = AtomT("bytes")
DYN: Final = AtomT("object")
MATCH: Final = AtomT("re.Match")
RANDOM: Final = AtomT("random.Random")
EXCEPTION: Final = AtomT("exception")
NEVER: Final = AtomT("never")
"""The type of a call that does not return."""


class IntT(Type):
    """An int of at most `bits` bits in magnitude; `nonneg` when it is proved not negative."""

    __slots__ = ("bits", "nonneg")
    kind = "int"

    def __init__(self, bits: int, nonneg: bool) -> None:
        self.bits = bits
        self.nonneg = nonneg

    @property
    def machine(self) -> bool:
        """Whether the value is held in an `i64`."""
        return self.bits <= CHECKED_BITS


_ints: dict[tuple[int, bool], IntT] = {}


def int_type(bits: int, nonneg: bool = False) -> IntT:
    """The interned int type of that bound; more than 62 bits means unbounded."""
    if bits > MACHINE_BITS and bits != CHECKED_BITS:
        bits = BIG
    found = _ints.get((bits, nonneg))
    if found is None:
        found = _ints[bits, nonneg] = IntT(bits, nonneg)
    return found


INT: Final = int_type(BIG)
NAT: Final = int_type(BIG, True)
INDEX: Final = int_type(COUNTER_BITS, True)
"""A length or an index."""
SIGNED: Final = int_type(COUNTER_BITS)
"""A position that may be -1, a difference of lengths."""
SMALL: Final = int_type(31, True)


class TupleT(Type):
    """A tuple of known length."""

    __slots__ = ("items",)
    kind = "tuple"

    def __init__(self, items: tuple[Type, ...]) -> None:
        self.items = items


class VarTupleT(Type):
    """A tuple of any length whose elements have one type."""

    __slots__ = ("item",)
    kind = "tuple"

    def __init__(self, item: Type) -> None:
        self.item = item


class IterT(Type):
    """A one-pass iterator: what `map`, `zip` or a generator expression gives."""

    __slots__ = ("item",)
    kind = "iterator"

    def __init__(self, item: Type) -> None:
        self.item = item


class PatternT(Type):
    """A compiled regular expression, known while translating; `rewritten` is its form in the crate's dialect."""

    __slots__ = ("pattern", "flags", "rewritten")
    kind = "re.Pattern"

    def __init__(self, pattern: str, flags: int, rewritten: Any) -> None:
        self.pattern = pattern
        self.flags = flags
        self.rewritten = rewritten


class RangeT(Type):
    """A `range`; its elements are machine integers unless it starts from an unbounded one."""

    __slots__ = ("item",)
    kind = "range"

    def __init__(self, item: IntT) -> None:
        self.item = item


class Cell:
    """An alias class of mutable objects (union-find node).

    `params` are the types that its objects hold: one for a list, a set, a deque; key and value for a dict.
    `mutated` and `aliased` are facts found by the analysis; a cell with both is `shared`.
    """

    __slots__ = ("parent", "kind", "params", "mutated", "aliased", "forced", "boxed", "origin")

    def __init__(self, kind: str, params: list[Type]) -> None:
        self.parent: Cell | None = None
        self.kind = kind
        self.params = params
        self.mutated = False
        self.aliased = False
        self.forced = False
        self.boxed = False
        self.origin: object = None

    def find(self) -> Cell:
        """The representative of this class."""
        root = self
        while root.parent is not None:
            root = root.parent
        while self.parent is not None:
            self.parent, self = root, self.parent
        return root

    @property
    def shared(self) -> bool:
        """Whether objects of this class are reference-counted."""
        root = self.find()
        return root.forced or (root.mutated and root.aliased)


class ContT(Type):
    """A mutable container (or frozenset): `kind` is list, set, frozenset, dict, deque, Counter, defaultdict or OrderedDict."""

    __slots__ = ("kind", "_cell")

    def __init__(self, kind: str, cell: Cell) -> None:
        self.kind = kind
        self._cell = cell

    @property
    def cell(self) -> Cell:
        """The representative of its alias class."""
        return self._cell if self._cell.parent is None else self._cell.find()

    @property
    def item(self) -> Type:
        """What iterating yields."""
        return self.cell.params[0]

    @property
    def value(self) -> Type:
        """The value type of a mapping."""
        return self.cell.params[1]


class ViewT(Type):
    """`d.keys()`, `d.values()` or `d.items()`: held as the dict itself."""

    __slots__ = ("kind", "mapping")

    def __init__(self, kind: str, mapping: ContT) -> None:
        self.kind = kind
        self.mapping = mapping


class InstanceT(Type):
    """An instance of a user's class; `cls` is the frontend's `ClassInfo`, whose `cell` is the alias class of all its instances."""

    __slots__ = ("cls",)
    kind = "instance"

    def __init__(self, cls: object) -> None:
        self.cls = cls

    @property
    def cell(self) -> Cell:
        cell: Cell = self.cls.cell  # type: ignore[attr-defined]
        return cell.find()


class FuncT(Type):
    """A function value. `targets` are the functions that it may be, in order of discovery (frontend objects)."""

    __slots__ = ("cell",)
    kind = "function"

    def __init__(self, cell: FuncCell) -> None:
        self.cell = cell


class FuncCell:
    """The alias class of function values that may stand in one place."""

    __slots__ = ("parent", "targets", "params", "ret")

    def __init__(self) -> None:
        self.parent: FuncCell | None = None
        self.targets: list[object] = []
        self.params: list[Type] | None = None
        self.ret: Type = BOTTOM

    def find(self) -> FuncCell:
        root = self
        while root.parent is not None:
            root = root.parent
        return root


class NameT(Type):
    """A name that is no value at run time: a module, a class, a function, a builtin. `what` is the frontend's object."""

    __slots__ = ("kind", "what")

    def __init__(self, kind: str, what: object) -> None:
        self.kind = kind
        self.what = what


class UnionT(Type):
    """One of several types, each of another kind; never nested, never with fewer than two members."""

    __slots__ = ("members",)
    kind = "union"

    def __init__(self, members: tuple[Type, ...]) -> None:
        self.members = members


class Clock:
    """Counts every growth of a type: a fixpoint is reached when a whole round leaves it unchanged."""

    __slots__ = ("ticks",)

    def __init__(self) -> None:
        self.ticks = 0


CLOCK: Final = Clock()


def bucket(bits: int) -> int:
    """The next coarser bound, so that growing chains are short."""
    for limit in _BUCKETS:
        if bits <= limit:
            return limit
    return BIG


def list_of(item: Type) -> ContT:
    """A fresh list type."""
    return ContT("list", Cell("list", [item]))


def dict_of(key: Type, value: Type) -> ContT:
    """A fresh dict type."""
    return ContT("dict", Cell("dict", [key, value]))


def cont_of(kind: str, *params: Type) -> ContT:
    """A fresh container type of that kind."""
    return ContT(kind, Cell(kind, list(params)))


def is_num(t: Type) -> bool:
    """Whether the type is the union of int and float, held as `Num`."""
    return isinstance(t, UnionT) and len(t.members) == 2 and {m.kind for m in t.members} == {"int", "float"}


def option_of(t: Type) -> Type | None:
    """What an optional type holds beside None, if it is held as `Option`."""
    if isinstance(t, UnionT):
        rest = [m for m in t.members if m is not NONE]
        if len(rest) < len(t.members):
            if len(rest) == 1:
                return rest[0]
            if {m.kind for m in rest} == {"int", "float"}:
                return UnionT(tuple(rest))
    return None


def is_dynamic(t: Type) -> bool:
    """Whether values of the type are held as `Value`."""
    return t is DYN or (isinstance(t, UnionT) and not is_num(t) and option_of(t) is None)


def union_members(t: Type) -> tuple[Type, ...]:
    """The members of a union, or the type alone."""
    return t.members if isinstance(t, UnionT) else (t,)


def same(a: Type, b: Type) -> bool:
    """Whether two types are equal, representation included."""
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if isinstance(a, ContT) and isinstance(b, ContT):
        return a.kind == b.kind and a.cell is b.cell
    if isinstance(a, TupleT) and isinstance(b, TupleT):
        return len(a.items) == len(b.items) and all(map(same, a.items, b.items))
    if isinstance(a, VarTupleT) and isinstance(b, VarTupleT):
        return same(a.item, b.item)
    if isinstance(a, IterT) and isinstance(b, IterT):
        return same(a.item, b.item)
    if isinstance(a, RangeT) and isinstance(b, RangeT):
        return a.item is b.item
    if isinstance(a, PatternT) and isinstance(b, PatternT):
        return (a.pattern, a.flags) == (b.pattern, b.flags)
    if isinstance(a, ViewT) and isinstance(b, ViewT):
        return a.kind == b.kind and same(a.mapping, b.mapping)
    if isinstance(a, InstanceT) and isinstance(b, InstanceT):
        return a.cls is b.cls
    if isinstance(a, UnionT) and isinstance(b, UnionT):
        return len(a.members) == len(b.members) and all(any(same(x, y) for y in b.members) for x in a.members)
    if isinstance(a, FuncT) and isinstance(b, FuncT):
        return a.cell.find() is b.cell.find()
    if isinstance(a, NameT) and isinstance(b, NameT):
        return a.what is b.what
    return False


def join(a: Type, b: Type) -> Type:
    """The least type that admits the values of both; containers of one kind are unified."""
    if a is b or b is BOTTOM or b is NEVER:
        return a
    if a is BOTTOM or a is NEVER:
        return b
    if isinstance(a, IntT) and isinstance(b, IntT):
        if a.bits == b.bits:
            return int_type(a.bits, a.nonneg and b.nonneg)
        return int_type(bucket(max(a.bits, b.bits)), a.nonneg and b.nonneg)
    if same(a, b):
        return a
    if a is DYN or b is DYN:
        box(a)
        box(b)
        return DYN
    if isinstance(a, UnionT) or isinstance(b, UnionT) or a.kind != b.kind:
        return _union(a, b)
    if isinstance(a, ContT) and isinstance(b, ContT):
        unify(a.cell, b.cell)
        return a
    if isinstance(a, TupleT) and isinstance(b, TupleT) and len(a.items) == len(b.items):
        return TupleT(tuple(map(join, a.items, b.items)))
    if a.kind == "tuple":
        return VarTupleT(join(tuple_item(a), tuple_item(b)))
    if isinstance(a, IterT) and isinstance(b, IterT):
        return IterT(join(a.item, b.item))
    if isinstance(a, RangeT) and isinstance(b, RangeT):
        item = join(a.item, b.item)
        assert isinstance(item, IntT)
        return RangeT(item)
    if isinstance(a, ViewT) and isinstance(b, ViewT):
        unify(a.mapping.cell, b.mapping.cell)
        return a
    if isinstance(a, FuncT) and isinstance(b, FuncT):
        _unify_functions(a.cell.find(), b.cell.find())
        return a
    return _union(a, b)


def _union(a: Type, b: Type) -> Type:
    members: list[Type] = list(union_members(a))
    for new in union_members(b):
        for i, old in enumerate(members):
            if old.kind == new.kind and not (isinstance(old, (InstanceT, NameT)) and not same(old, new)):
                members[i] = join(old, new)
                break
        else:
            members.append(new)
    if len(members) == 1:
        return members[0]
    union = UnionT(tuple(members))
    if is_dynamic(union):
        for m in members:
            box(m)
    return union


def tuple_of(items: tuple[Type, ...]) -> Type:
    """The type of a tuple of these items: of any length where it is empty or long, since Rust's tuples end at twelve."""
    if not items:
        return VarTupleT(BOTTOM)
    if len(items) > 12 or (len(items) > 5 and all(joinable(items[0], i) for i in items)):
        item: Type = BOTTOM
        for i in items:
            item = join(item, i)
        return VarTupleT(item)
    return TupleT(items)


def tuple_item(t: Type) -> Type:
    """What iterating a tuple type yields."""
    if isinstance(t, VarTupleT):
        return t.item
    assert isinstance(t, TupleT)
    item: Type = BOTTOM
    for i in t.items:
        item = join(item, i)
    return item


def box(t: Type) -> None:
    """Makes every container inside hold dynamic elements, since a value of this type becomes part of a `Value`."""
    if isinstance(t, ContT):
        cell = t.cell
        if not cell.boxed:
            cell.boxed = True
            cell.forced = True
            CLOCK.ticks += 1
            params = cell.params
            cell.params = [DYN] * len(params)
            for p in params:
                box(p)
    elif isinstance(t, TupleT):
        for i in t.items:
            box(i)
    elif isinstance(t, (VarTupleT, IterT)):
        box(t.item)
    elif isinstance(t, ViewT):
        box(t.mapping)
    elif isinstance(t, UnionT):
        for i in t.members:
            box(i)


def unify(a: Cell, b: Cell) -> None:
    """Merges two alias classes and joins what they hold."""
    a, b = a.find(), b.find()
    if a is b:
        return
    CLOCK.ticks += 1
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
        a.params = [DYN] * len(a.params)
        return
    for i, p in enumerate(b.params):
        grow(a, i, p)


def grow(cell: Cell, index: int, t: Type) -> Type:
    """Joins `t` into what objects of the class hold; the joined type."""
    cell = cell.find()
    old = cell.params[index]
    if cell.boxed:
        box(t)
        return DYN
    new = join(old, t)
    cell = cell.find()
    if not same(old, new):
        CLOCK.ticks += 1
        if cell in cells_of(new):  # an object that holds its own kind has no finite type
            cell.params[index] = DYN
            cell.boxed = cell.forced = True
            cell.params = [DYN] * len(cell.params)
            box(new)
            return DYN
        cell.params[index] = new
        if new is DYN or is_dynamic(new):
            box(new)
    return new


def _unify_functions(a: FuncCell, b: FuncCell) -> None:
    if a is b:
        return
    CLOCK.ticks += 1
    b.parent = a
    for t in b.targets:
        if t not in a.targets:
            a.targets.append(t)
    if a.params is None:
        a.params = b.params
    elif b.params is not None and len(a.params) == len(b.params):
        a.params = [join(x, y) for x, y in zip(a.params, b.params)]
    a.ret = join(a.ret, b.ret)


def joinable(a: Type, b: Type) -> bool:
    """Whether `join(a, b)` keeps one plain representation: no union is made beside an option."""
    if a is BOTTOM or b is BOTTOM or same(a, b):
        return True
    if isinstance(a, UnionT) or isinstance(b, UnionT) or a is NONE or b is NONE:
        rest = [m for m in (*union_members(a), *union_members(b)) if m is not NONE]
        if is_dynamic(a) and is_dynamic(b):
            return True
        if len(rest) == 2 and isinstance(a, UnionT) != isinstance(b, UnionT):
            return joinable(rest[0], rest[1])
        return len(rest) < 2 or (len(rest) == 2 and joinable(rest[0], rest[1]))
    if a.kind != b.kind:
        return False
    if isinstance(a, ContT) and isinstance(b, ContT):
        return all(map(joinable, a.cell.params, b.cell.params))
    if a.kind == "tuple":
        if isinstance(a, TupleT) and isinstance(b, TupleT) and len(a.items) == len(b.items):
            return all(map(joinable, a.items, b.items))
        parts = [*(a.items if isinstance(a, TupleT) else [a.item] if isinstance(a, VarTupleT) else [])]
        parts += [*(b.items if isinstance(b, TupleT) else [b.item] if isinstance(b, VarTupleT) else [])]
        return all(joinable(parts[0], p) for p in parts[1:])
    if isinstance(a, IterT) and isinstance(b, IterT):
        return joinable(a.item, b.item)
    if isinstance(a, InstanceT):
        return False
    if isinstance(a, (FuncT, NameT)):
        return False
    return True


def unresolved(t: Type) -> bool:
    """Whether some part of the type is not known yet."""
    if t is BOTTOM:
        return True
    if isinstance(t, ContT):
        return any(map(unresolved, t.cell.params))
    if isinstance(t, TupleT):
        return any(map(unresolved, t.items))
    if isinstance(t, (VarTupleT, IterT)):
        return unresolved(t.item)
    return False


def cells_of(t: Type, seen: set[int] | None = None) -> list[Cell]:
    """Every alias class that a value of this type reaches, outermost first, without those behind class fields."""
    found: list[Cell] = []
    seen = set() if seen is None else seen
    if isinstance(t, ContT):
        cell = t.cell
        if id(cell) not in seen:
            seen.add(id(cell))
            found.append(cell)
            for p in cell.params:
                found += cells_of(p, seen)
    elif isinstance(t, InstanceT):
        found.append(t.cell)
    elif isinstance(t, TupleT):
        for i in t.items:
            found += cells_of(i, seen)
    elif isinstance(t, (VarTupleT, IterT)):
        found += cells_of(t.item, seen)
    elif isinstance(t, ViewT):
        found += cells_of(t.mapping, seen)
    elif isinstance(t, UnionT):
        for i in t.members:
            found += cells_of(i, seen)
    return found


def show(t: Type) -> str:
    """The type in Python's notation, for messages and dumps."""
    if isinstance(t, TupleT):
        return f"tuple[{', '.join(map(show, t.items)) or '()'}]"
    if isinstance(t, VarTupleT):
        return f"tuple[{show(t.item)}, ...]"
    if isinstance(t, ContT):
        return f"{t.kind}[{', '.join(map(show, t.cell.params))}]"
    if isinstance(t, ViewT):
        return f"{t.kind}({show(t.mapping)})"
    if isinstance(t, IterT):
        return f"Iterator[{show(t.item)}]"
    if isinstance(t, InstanceT):
        return str(getattr(t.cls, "name", "instance"))
    if isinstance(t, UnionT):
        return " | ".join(map(show, t.members))
    return t.kind
