"""Enumerations: classes that derive from a class of `enum` and give each member a constant."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from portalis.frontend.enum_members import constant, is_auto, next_value, run_maker, written_out
from portalis.frontend.tree import last_name

KINDS = ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag")
_MIXINS = {"IntEnum": "int", "StrEnum": "str", "IntFlag": "int"}
_NOT_TRANSLATED = frozenset("__eq__ __ne__ __hash__ __getattr__ __getattribute__ __setattr__ __init_subclass__".split())
_BESIDE_VALUES = frozenset("__str__ __repr__ __format__ __call__".split())
"""The special methods of members that are ints, texts or flags: others would change what their values do."""


@dataclass(slots=True)
class Enumeration:
    """The members of an enumeration, in order, with their values; `aliases` are other names of members.

    Of flags, the members are the single bits, and `named` has every name with its value.
    """

    kind: str = "Enum"
    mixin: str = ""
    """`int` or `str` where the members are such values themselves."""
    members: dict[str, object] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """All names of members, as they are written."""
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    """What an initialiser gives to each member, by attribute and member."""

    @property
    def shows_value(self) -> bool:
        """Whether `str` and `format` of a member give those of its value."""
        return self.kind in _MIXINS

    @property
    def flags(self) -> bool:
        """Whether its members combine."""
        return self.kind in ("Flag", "IntFlag")

    @property
    def mask(self) -> int:
        """All bits that have a name."""
        bits = 0
        for v in self.named.values():
            bits |= v
        return bits


class _NotTranslatedError(Exception):
    """Why a class stays what it is."""


def take_enums(tree: ast.Module) -> dict[str, Enumeration]:
    """Takes the members out of the enumerations of a module, in place.

    Those that are not translated stay as they are, with the reason (`not_translated`) on the class.
    """
    found: dict[str, Enumeration] = {}
    known = _imported(tree)
    bases: dict[str, tuple[str, str, list[ast.stmt]]] = {}
    tree.body = [written_out(s, known) or s for s in tree.body]
    for cls in tree.body:
        if not isinstance(cls, ast.ClassDef):
            continue
        kind = _kind(cls, known, bases)
        if kind is None:
            continue
        try:
            taken, body = _members(cls, kind)
            if any(last_name(d) == "unique" for d in cls.decorator_list) and len(set(taken.names)) > _distinct(taken):
                cls.repeats = True  # type: ignore[attr-defined]
                raise _NotTranslatedError("two of its members have one value")
        except _NotTranslatedError as error:
            cls.not_translated = str(error)  # type: ignore[attr-defined]
            continue
        if not taken.members and not taken.named:
            bases[cls.name] = (taken.kind, taken.mixin, body)
            continue
        found[cls.name], cls.body = taken, body or [ast.copy_location(ast.Pass(), cls)]
        cls.bases, cls.keywords = [], []
        cls.decorator_list = [d for d in cls.decorator_list if last_name(d) != "unique"]
    return found


def _distinct(found: Enumeration) -> int:
    """How many values the members of an enumeration have."""
    return len(set(found.named.values())) if found.flags else len(found.members)


def _imported(tree: ast.Module) -> dict[str, str]:
    """The names by which a module knows the classes of `enum`; a class of its own hides one."""
    known = {"Enum": "Enum"}
    for s in tree.body:
        if isinstance(s, ast.ImportFrom) and s.module == "enum":
            for a in s.names:
                known |= {k: k for k in KINDS} if a.name == "*" else {a.asname or a.name: a.name}
        elif isinstance(s, ast.Import):
            for a in s.names:
                if a.name == "enum":
                    known |= {f"{a.asname or a.name}.{k}": k for k in KINDS}
        elif isinstance(s, ast.ClassDef):
            known.pop(s.name, None)
    return {name: k for name, k in known.items() if k in KINDS}


def _kind(
    cls: ast.ClassDef, known: dict[str, str], bases: dict[str, tuple[str, str, list[ast.stmt]]]
) -> tuple[str, str, list[ast.stmt]] | None:
    """The class of `enum` that a class derives from, what is mixed in, and the methods that a base has; None for another class."""
    names = [ast.unparse(base) for base in cls.bases]
    if not names or cls.keywords:
        return None
    last = names[-1]
    if last in bases and len(names) == 1:
        return bases[last]
    kind = known.get(last)
    if kind is None:
        return None
    if len(names) == 1:
        return kind, _MIXINS.get(kind, ""), []
    if len(names) == 2 and kind == "Enum" and names[0] in ("int", "str"):
        return kind, names[0], []
    return None


def _members(cls: ast.ClassDef, kind: tuple[str, str, list[ast.stmt]]) -> tuple[Enumeration, list[ast.stmt]]:
    found = Enumeration(kind[0], kind[1])
    given: dict[str, object] = {}
    rest: list[ast.stmt] = []
    makers: list[ast.FunctionDef] = []
    own = {s.name for s in cls.body if isinstance(s, ast.FunctionDef)}
    for s in [*(s for s in kind[2] if not (isinstance(s, ast.FunctionDef) and s.name in own)), *cls.body]:
        match s:
            case ast.Assign(targets=targets, value=value):
                for t in targets:
                    if not isinstance(t, ast.Name) or t.id.startswith("_"):
                        raise _NotTranslatedError("what its body assigns is no plain member")
                    given[t.id] = _value(found, t.id, value, _seen(cls, given), own)
            case ast.AnnAssign(target=ast.Name(id=name), value=value):
                if value is not None:
                    given[name] = _value(found, name, value, _seen(cls, given), own)
            case ast.FunctionDef(name="__init__" | "__new__"):
                makers.append(s)
            case ast.FunctionDef(name="_generate_next_value_"):
                pass
            case ast.FunctionDef(name=name) if name in _NOT_TRANSLATED or (
                (found.mixin or found.flags) and name.startswith("__") and name not in _BESIDE_VALUES
            ):
                raise _NotTranslatedError(f"it has a `{name}`")
            case ast.FunctionDef() | ast.Pass() | ast.Expr(value=ast.Constant()):
                rest.append(s)
            case _:
                raise _NotTranslatedError("its body has more than members and methods")
    if makers and given:
        given = _make(found, given, sorted(makers, key=lambda m: m.name, reverse=True))
    else:
        rest += makers  # the members of a class that derives from this one are made so
    for s in rest:
        if isinstance(s, ast.FunctionDef) and any(
            ast.unparse(n) in {f"{cls.name}.{name}" for name in given}
            for d in (*s.args.defaults, *s.args.kw_defaults)
            if d is not None
            for n in ast.walk(d)
            if isinstance(n, ast.Attribute)
        ):
            raise _NotTranslatedError("a default in its body is what will be a member")
    _sort(found, given)
    if "_missing_" in own and given:
        rest.append(_finder(cls))
    return found, rest


def _seen(cls: ast.ClassDef, given: dict[str, object]) -> dict[str, object]:
    """The values of members that stand before, by the names that they have in the class body and out of it."""
    return given | {f"{cls.name}.{name}": v for name, v in given.items()}


def _value(found: Enumeration, name: str, e: ast.expr, known: dict[str, object], own: set[str]) -> object:
    """What stands for a member, as its type takes it."""
    if is_auto(e):
        if "_generate_next_value_" in own:
            raise _NotTranslatedError("it has a `_generate_next_value_`")
        made = next_value(found.kind, name, list(known.values()))
        if made is None:
            raise _NotTranslatedError("what `auto()` gives there is not known")
        held: object = made
    else:
        try:
            held = constant(e, known)
        except (ValueError, TypeError):
            raise _NotTranslatedError("a member's value is no constant") from None
    if isinstance(held, bool) and found.mixin == "int":
        return int(held)
    kinds: tuple[type, ...] = {"int": (int,), "str": (str,)}.get(found.mixin, (int, str, float, tuple, type(None)))
    if not isinstance(held, int if found.flags else kinds):
        raise _NotTranslatedError(f"the value of `{name}` is of another type")
    if found.flags and not 0 <= int(held) < 1 << 62:  # type: ignore[call-overload]
        raise _NotTranslatedError(f"the bits of `{name}` do not fit into a machine's int")
    return held


def _sort(found: Enumeration, given: dict[str, object]) -> None:
    """Tells members from other names of them; of flags, single bits from their combinations."""
    found.names = tuple(given)
    if found.flags:
        found.named = {name: int(v) for name, v in given.items()}  # type: ignore[call-overload]
        for name, bits in found.named.items():
            if bits.bit_count() == 1 and bits not in found.members.values():
                found.members[name] = bits
        singles = 0
        for bit in found.members.values():
            singles |= int(bit)  # type: ignore[call-overload]
        if found.mask != singles:
            raise _NotTranslatedError("a combination of its flags has bits without a name of their own")
        return
    for name, v in given.items():
        same = next((m for m, known in found.members.items() if known == v), None)
        if same is not None:
            found.aliases[name] = same
        else:
            found.members[name] = v


def _make(found: Enumeration, given: dict[str, object], makers: list[ast.FunctionDef]) -> dict[str, object]:
    """The members' values where `__new__` or `__init__` says more of each than its value; takes what they assign."""
    if found.flags or (found.mixin and "__new__" not in {m.name for m in makers}):
        raise _NotTranslatedError("its members have an initialiser beside a type that is mixed in")
    made: dict[str, object] = {}
    for name, value in given.items():
        attributes: dict[str, object] = {}
        for maker in makers:
            if not run_maker(maker, name, value, attributes):
                raise _NotTranslatedError(f"what its `{maker.name}` does for `{name}` is not known here")
        if found.mixin and type(attributes.get("_value_")).__name__ != found.mixin:
            raise _NotTranslatedError(f"the value of `{name}` is of another type")
        made[name] = attributes.pop("_value_", value)
        for attribute, held in attributes.items():
            found.attributes.setdefault(attribute, {})[name] = held
    if any(len(held) < len(given) for held in found.attributes.values()):
        raise _NotTranslatedError("not all members get the same attributes")
    return made


FINDER = "find_member"
"""The class method that calls `_missing_` where no member has a value."""
PLAIN_FIND = "__find__"
"""The member of a value, or None: a method that only `FINDER` calls."""


def _finder(cls: ast.ClassDef) -> ast.stmt:
    """What `Class(value)` means where the class has a `_missing_`."""
    text = f"""
@classmethod
def {FINDER}(cls, value):
    found = cls.{PLAIN_FIND}(value)
    if found is None:
        found = cls._missing_(value)
    if found is None:
        raise ValueError(f"{{value!r}} is not a valid {getattr(cls, "qualname", cls.name)}")
    return found
"""
    made = ast.parse(text).body[0]
    for n in ast.walk(made):
        ast.copy_location(n, cls)
    return made


__all__ = ["FINDER", "PLAIN_FIND", "Enumeration", "take_enums"]
