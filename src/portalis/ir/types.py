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
NOT_IMPLEMENTED: Final = AtomT("NotImplementedType")
HASH: Final = AtomT("hashlib.HASH")
EXCEPTION: Final = AtomT("exception")
CLASS: Final = AtomT("type")
"""A class as a value of the running program: `type(e)` of an exception."""
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
    """A compiled regular expression; `rewritten` is its form in the crate's dialect where it is known while translating.

    `pattern` is None where only the running program knows it; `groups` may be known even so.
    """

    __slots__ = ("pattern", "flags", "rewritten", "groups")
    kind = "re.Pattern"

    def __init__(self, pattern: str | None, flags: int, rewritten: Any, groups: int | None) -> None:
        self.pattern = pattern
        self.flags = flags
        self.rewritten = rewritten
        self.groups = groups


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


class PlainCell(Cell):
    """The alias class of objects that cannot change, and of which there is one for each value."""

    __slots__ = ()

    @property
    def shared(self) -> bool:
        return False


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


class Family:
    """The classes whose objects may stand in one place (union-find node): one Rust enum holds them."""

    __slots__ = ("parent", "classes", "identity")

    def __init__(self, cls: object) -> None:
        self.parent: Family | None = None
        self.classes: list[object] = [cls]
        self.identity = False
        """Whether the program asks which object one is."""

    def find(self) -> Family:
        """The representative of this family."""
        root = self
        while root.parent is not None:
            root = root.parent
        return root


class FuncT(Type):
    """A function value: any of the functions that flow to one place."""

    __slots__ = ("_cell",)
    kind = "function"

    def __init__(self, cell: FuncCell) -> None:
        self._cell = cell

    @property
    def cell(self) -> FuncCell:
        """The alias class."""
        return self._cell.find()


class FuncCell:
    """The alias class of function values that may stand in one place.

    `params` are the types of the arguments of all calls, None before the first; `ret` joins what the functions give.
    `caught` says that calls give a `Result`, `holds` that some of the functions keep values. `objects` are the classes whose
    objects may stand there too, each with what calling one of them does.
    """

    __slots__ = ("parent", "params", "ret", "caught", "holds", "objects")

    def __init__(self) -> None:
        self.parent: FuncCell | None = None
        self.params: list[Type] | None = None
        self.ret: Type = BOTTOM
        self.caught = False
        self.holds = False
        self.objects: dict[Any, Any] = {}

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


class MemoT(Type):
    """The memory of a cached function; `owner` is its instance, whose parameters and result it keeps."""

    __slots__ = ("owner",)
    kind = "memo"

    def __init__(self, owner: object) -> None:
        self.owner = owner


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
            if {m.kind for m in rest} == {"int", "float"} or all(isinstance(m, InstanceT) for m in rest):
                return UnionT(tuple(rest))
    return None


def family_of(t: Type) -> Family:
    """The family of a union of classes, or of one class."""
    member = t.members[0] if isinstance(t, UnionT) else t
    assert isinstance(member, InstanceT)
    family: Family = member.cls.family  # type: ignore[attr-defined]
    return family.find()


def holds_iterators(t: Type) -> bool:
    """Whether values of a type are no iterators but hold some."""
    match t:
        case ContT():
            parts: tuple[Type, ...] = tuple(t.cell.params)
        case TupleT():
            parts = t.items
        case UnionT():
            parts = t.members
        case VarTupleT():
            parts = (t.item,)
        case _:
            return False
    return any(isinstance(p, IterT) or holds_iterators(p) for p in parts)


def is_family(t: Type) -> bool:
    """Whether the type is a union of classes, held as an enum of their objects."""
    return isinstance(t, UnionT) and all(isinstance(m, InstanceT) for m in t.members)


def is_dynamic(t: Type) -> bool:
    """Whether values of the type are held as `Value`."""
    return t is DYN or (isinstance(t, UnionT) and not is_num(t) and not is_family(t) and option_of(t) is None)


def union_members(t: Type) -> tuple[Type, ...]:
    """The members of a union, or the type alone."""
    return t.members if isinstance(t, UnionT) else (t,)


_FAMILIES = (("set", "frozenset"), ("dict", "defaultdict", "OrderedDict", "Counter"))


def related(a: Type, c: Type) -> bool:
    """Whether values of two kinds of container may be equal: a set and a frozenset, or two kinds of dict."""
    return any(a.kind in family and c.kind in family for family in _FAMILIES)


def same_kind(a: Type, b: Type) -> bool:
    """Whether values of two types are numbers both, sets both, or of one kind: what can stand on two sides of `<`."""
    real, sets = ("int", "float", "bool"), ("set", "frozenset", "dict_keys")
    if (a.kind in real or is_num(a)) and (b.kind in real or is_num(b)):
        return True
    return a.kind == b.kind or (a.kind in sets and b.kind in sets)


def needs_checks(t: Type) -> bool:
    """Whether comparing two values of a type by `<` may raise a TypeError."""
    if isinstance(t, TupleT):
        return any(needs_checks(i) or has_no_order(i) for i in t.items)
    if isinstance(t, (VarTupleT, ContT)):
        return needs_checks(t.item)
    return is_dynamic(t) or option_of(t) is not None or t is NONE


def has_no_order(t: Type) -> bool:
    """Whether values of the type are objects that `<` raises a TypeError for."""
    if not isinstance(t, InstanceT) or t.cls.enum is not None or t.cls.ordered:  # type: ignore[attr-defined]
        return False
    return not {"__lt__", "__gt__"} & t.cls.methods.keys()  # type: ignore[attr-defined]


def has_equality(t: Type, within: tuple[object, ...] = ()) -> bool:
    """Whether `==` of two values of the type is known: functions and compiled patterns have an identity that is not kept."""
    if isinstance(t, (FuncT, PatternT)) or t is RANDOM:
        return False
    if isinstance(t, InstanceT):
        cls: Any = t.cls
        if "__eq__" in cls.methods or not cls.equality or cls in within:
            return True
        return all(has_equality(f, (*within, cls)) for f in cls.fields.values())
    parts = t.cell.params if isinstance(t, ContT) else t.items if isinstance(t, TupleT) else ()
    parts = t.members if isinstance(t, UnionT) else (t.item,) if isinstance(t, VarTupleT) else parts
    return all(has_equality(p, within) for p in parts)


def ordered(a: Type, b: Type) -> bool:
    """Whether `<` between values of two types cannot raise a TypeError; objects are asked themselves."""
    if a is BOTTOM or b is BOTTOM or isinstance(a, InstanceT) or isinstance(b, InstanceT) or is_family(a):
        return True
    if is_dynamic(a) or is_dynamic(b) or option_of(a) is not None or option_of(b) is not None or not same_kind(a, b):
        return False
    if isinstance(a, ContT) and isinstance(b, ContT) and a.kind in ("list", "deque"):
        return _ordered_items(a.item, b.item)
    if isinstance(a, TupleT) and isinstance(b, TupleT):
        return all(map(_ordered_items, a.items, b.items))
    if isinstance(a, (TupleT, VarTupleT)) and isinstance(b, (TupleT, VarTupleT)):
        return _ordered_items(tuple_item(a), tuple_item(b))
    return a is not NONE and a.kind not in ("dict", "complex", "defaultdict", "OrderedDict")


def _ordered_items(a: Type, b: Type) -> bool:
    """Whether `<` of containers never raises for these items: two that are one object are not compared."""
    return (a is NONE and b is NONE) or ordered(a, b)


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
        return (a.pattern, a.flags, a.groups) == (b.pattern, b.flags, b.groups)
    if isinstance(a, ViewT) and isinstance(b, ViewT):
        return a.kind == b.kind and same(a.mapping, b.mapping)
    if isinstance(a, InstanceT) and isinstance(b, InstanceT):
        return a.cls is b.cls
    if isinstance(a, UnionT) and isinstance(b, UnionT):
        return len(a.members) == len(b.members) and all(any(same(x, y) for y in b.members) for x in a.members)
    if isinstance(a, FuncT) and isinstance(b, FuncT):
        return a.cell is b.cell
    if isinstance(a, NameT) and isinstance(b, NameT):
        return a.what is b.what
    return False


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


# The joins need the classes above; they are part of this module for those who use types.
from portalis.ir.unify import (
    _unify_functions as _unify_functions,
)
from portalis.ir.unify import (
    _union as _union,
)
from portalis.ir.unify import (
    box as box,
)
from portalis.ir.unify import (
    cells_of as cells_of,
)
from portalis.ir.unify import (
    cells_within as cells_within,
)
from portalis.ir.unify import (
    common_groups as common_groups,
)
from portalis.ir.unify import (
    grow as grow,
)
from portalis.ir.unify import (
    join as join,
)
from portalis.ir.unify import (
    joinable as joinable,
)
from portalis.ir.unify import (
    show as show,
)
from portalis.ir.unify import (
    unify as unify,
)
from portalis.ir.unify import (
    unresolved as unresolved,
)
