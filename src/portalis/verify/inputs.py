"""Inputs for a function, from the types of its parameters, what its source mentions and what it was seen to be called with.

Hypothesis makes the values. The edges are there on purpose: nothing, zero, negative and huge integers, not-a-number,
characters outside the basic plane, one object for two arguments.
"""

from __future__ import annotations

import copy
import math
import random
import re
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from portalis.interface import ClassShape, Function, Shape
from portalis.verify.families import is_family
from portalis.verify.hints import Hints
from portalis.verify.rustdriver import aliases
from portalis.verify.wire import Obj, Same

_LETTERS = "abcxyzABCXYZ0123456789 .,;:!?-_()[]{}<>+*/=\n\t'\""
_STRANGE = "\x1c\x85äßİıſÅ中あ🐍𝔘\U0001f468\u200d\u0301\u00a0٣²½"
_NUMERALS = (
    "0",
    "7",
    "-1",
    "+3",
    "12",
    "007",
    "1.5",
    "-0.0",
    "1e1",
    ".5",
    "1_0",
    " 4 ",
    "",
    "nan",
    "inf",
    "0x1",
    "٣",
    "²",
)
"""What `int` and `float` take for a number, each in its own way, or just not."""
_HUGE = (2**31 - 1, -(2**31), 2**53 + 1, 2**62, 2**63 - 1, 2**63, -(2**63) - 1, 10**25, -(10**30))
_FLOATS = (0.0, -0.0, 0.5, 1.0, -1.5, 2.5, 1e-9, 1e16, 1e300, -1e308, math.inf, -math.inf, math.nan, 0.1, 3.999999)


_NUMBER = re.compile(r"(\d+)")


class NoInputsError(ValueError):
    """A type whose values cannot be made up."""


class Maker:
    """Makes strategies for shapes. ``wild`` admits huge numbers and strange text."""

    def __init__(
        self, hints: Hints, classes: Mapping[str, ClassShape], *, wild: bool, pool: Mapping[str, Sequence[Obj]]
    ) -> None:
        self.pool = pool
        self.hints = hints
        self.classes = classes
        self.wild = wild
        letters = dict.fromkeys("".join(hints.texts))
        self.letters = ("".join(letters)[:80] + _LETTERS) if letters else _LETTERS

    def of(self, shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
        """The values of a type.

        Raises:
            NoInputsError: when they cannot be made up.
        """
        match shape.kind:
            case "int":
                return self._ints(shape)
            case "float":
                return self._floats()
            case "number":
                return st.one_of(self._ints(shape), self._floats())
            case "bool":
                return st.booleans()
            case "str":
                return self._texts()
            case "None":
                return st.none()
            case "complex":
                return st.complex_numbers(allow_nan=False, max_magnitude=1e6)
            case "option":
                return st.one_of(self.of(shape.of[0], depth), st.none())
            case "tuple":
                return st.tuples(*(self.of(s, depth + 1) for s in shape.of))
            case "object":
                return self._family(shape, depth) if is_family(shape) else self._any_of(shape, depth)
            case "instance":
                return self._instances(shape, depth)
        size = 12 if depth == 0 else 5
        if shape.kind in ("list", "deque", "tuple*"):
            item = self.of(shape.of[0], depth + 1)
            few = st.lists(item, max_size=size)
            # repeated elements matter to most algorithms and are rare among free values
            same = st.lists(item, min_size=1, max_size=4).flatmap(
                lambda xs: st.lists(st.sampled_from(xs), max_size=size)
            )
            lists = st.one_of(few, same, few.map(_sorted), st.lists(item, min_size=1, max_size=1))
            return lists.map({"list": list, "deque": deque, "tuple*": tuple}[shape.kind])
        if shape.kind in ("set", "frozenset"):
            made: st.SearchStrategy[Any] = st.lists(self._keys(shape.of[0], depth), max_size=size)
            return made.map({"set": set, "frozenset": frozenset}[shape.kind])
        if shape.kind in ("dict", "Counter", "OrderedDict"):
            return st.dictionaries(self._keys(shape.of[0], depth), self.of(shape.of[1], depth + 1), max_size=size)
        raise NoInputsError(shape.kind)

    def _any_of(self, shape: Shape, depth: int) -> st.SearchStrategy[Any]:
        return st.one_of([self.of(s, depth) for s in shape.of]) if shape.of else self._anything()

    def _family(self, shape: Shape, depth: int) -> st.SearchStrategy[Any]:
        """Objects of those classes of which there are any; whether all have been tried is looked at later."""
        found: list[st.SearchStrategy[Any]] = []
        for member in shape.of:
            with suppress(NoInputsError):
                found.append(self._instances(member, depth))
        if not found:
            raise NoInputsError(f"there are no objects of {shape}")
        return st.one_of(found)

    def _keys(self, shape: Shape, depth: int) -> st.SearchStrategy[Any]:
        if shape.kind == "object":
            return st.one_of(st.integers(-5, 5), self._texts(), st.none(), st.booleans())
        return self.of(shape, depth + 1).filter(lambda key: key == key)

    def _ints(self, shape: Shape) -> st.SearchStrategy[int]:
        top = 2**shape.bits - 1 if shape.bits else None
        low = 0 if shape.nonneg and shape.bits else (-top if top is not None else None)
        near = sorted({c + d for c in self.hints.ints for d in (-1, 0, 1) if abs(c) < 10**6} | {0, 1, 2, -1})

        def inside(value: int) -> bool:
            return (low is None or value >= low) and (top is None or value <= top)

        kinds: list[st.SearchStrategy[int]] = [
            st.integers(max(low, -4) if low is not None else -4, min(top, 12) if top is not None else 12),
            st.integers(max(low, -120) if low is not None else -120, min(top, 150) if top is not None else 150),
        ]
        if kept := [n for n in near if inside(n)]:
            kinds += [st.sampled_from(kept)] * 2
        if self.wild:
            if huge := [n for n in _HUGE if inside(n)]:
                kinds.append(st.sampled_from(huge))
            kinds.append(st.integers(low if low is not None else -(2**70), top if top is not None else 2**70))
        return st.one_of(kinds)

    def _floats(self) -> st.SearchStrategy[float]:
        near = [c + d for c in (*self.hints.floats, *self.hints.ints[:20]) for d in (0.0, 0.25, -0.5) if abs(c) < 1e9]
        kinds: list[st.SearchStrategy[float]] = [
            st.integers(-20, 20).map(float),
            st.floats(-100, 100, width=32),
            st.integers(-1000, 1000).map(lambda n: n / 10),
        ]
        if near:
            kinds.append(st.sampled_from(near))
        if self.wild:
            kinds += [st.sampled_from(_FLOATS), st.floats()]
        return st.one_of(kinds)

    def _texts(self) -> st.SearchStrategy[str]:
        letters = st.text(st.sampled_from(self.letters), max_size=12)
        few = st.lists(st.sampled_from(self.letters), min_size=1, max_size=3, unique=True).flatmap(
            lambda chosen: st.text(st.sampled_from(chosen), max_size=10)
        )
        kinds: list[st.SearchStrategy[str]] = [letters, few, st.text(st.sampled_from("ab"), max_size=6)]
        words = [t for t in self.hints.texts if len(t) <= 40]
        if words:
            kinds.append(st.sampled_from(words))
            kinds.append(st.lists(st.sampled_from(words), max_size=4).map(" ".join))
            kinds.append(st.tuples(st.sampled_from(words), letters).map("".join))
            if forms := [form for text in words if len(form := _NUMBER.split(text)) > 1]:
                kinds.append(st.sampled_from(forms).flatmap(self._renumbered))
        kinds.append(st.lists(few, max_size=4).map(" ".join))
        kinds.append(st.integers(-50, 2000).map(str))
        kinds.append(st.sampled_from(_NUMERALS))
        if self.wild:
            kinds.append(st.text(st.sampled_from(_LETTERS + _STRANGE), max_size=8))
            kinds.append(st.lists(st.sampled_from((*words, *_NUMERALS, *_STRANGE)), max_size=4).map(" ".join))
            kinds.append(st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
        return st.one_of(kinds)

    def _renumbered(self, form: list[str]) -> st.SearchStrategy[str]:
        """A text of the source with other numbers: what comes between them is what the program looks for."""
        numbers = [st.one_of(st.just(n), st.integers(0, 40).map(str), st.sampled_from(_NUMERALS)) for n in form[1::2]]
        return st.tuples(*numbers).map(
            lambda chosen: "".join(part for pair in zip(form[::2], (*chosen, "")) for part in pair)
        )

    def _anything(self) -> st.SearchStrategy[Any]:
        small = Shape("int", "Int")
        leaves = st.one_of(self._ints(small), self._texts(), self._floats(), st.booleans(), st.none())
        return st.one_of(leaves, leaves, st.lists(leaves, max_size=4), st.tuples(leaves, leaves))

    def _instances(self, shape: Shape, depth: int) -> st.SearchStrategy[Any]:
        cls = self.classes[shape.name]
        if made := self.pool.get(shape.name):
            return st.sampled_from(made)
        if not cls.plain or depth > 4:
            raise NoInputsError(f"objects of {cls.name} are made by code of its own")
        fields = [(name, self.of(field, depth + 1)) for name, _, field in cls.fields]
        held = st.tuples(*(strategy for _, strategy in fields))
        return held.map(lambda values: Obj(cls.name, tuple(zip((name for name, _ in fields), values))))


def _sorted(values: list[Any]) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:
        return values


def generated(
    function: Function,
    hints: Hints,
    classes: Mapping[str, ClassShape],
    count: int,
    number: int,
    *,
    wild: bool,
    pool: Mapping[str, Sequence[Obj]] = {},
) -> list[tuple[Any, ...]]:
    """About so many argument lists; the same for the same ``number``.

    Raises:
        NoInputsError: when a type's values cannot be made up.
    """
    if not function.arguments:
        return [()]
    maker = Maker(hints, classes, wild=wild, pool=pool)
    strategies = []
    for index, argument in enumerate(function.arguments):
        made = maker.of(argument.shape)
        if argument.kind == "double_star":
            made = made.filter(partial(keywords, function))
        if same := aliases(function, index):
            made = st.one_of(made, made, made, st.sampled_from(same).map(Same))
        strategies.append(made)
    found: list[tuple[Any, ...]] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*strategies))
    def collect(values: tuple[Any, ...]) -> None:
        found.append(values)

    with suppress(HypothesisException):  # what it has found so far is good enough
        collect()
    return found


def keywords(function: Function, value: Any) -> bool:
    """Whether a mapping can be what a function's `**` collects: what has the name of a parameter goes to that."""
    return isinstance(value, Mapping) and not value.keys() & {a.name for a in function.arguments if a.kind != "star"}


_EDGES: Mapping[str, tuple[Any, ...]] = {
    "int": (0, -1),
    "float": (0.0, -0.0, math.nan, math.inf),
    "number": (0, -0.0, math.nan),
    "str": ("", "\U0001d518", "a\x1cb"),  # the separators are white space to Python, and to few others
    "bool": (False,),
    "None": (None,),
}


def edges(shape: Shape) -> list[Any]:
    """The values of a type that are tried in any case: nothing, zero, and what has an edge as its only part."""
    kind = shape.kind
    if kind in ("list", "deque", "tuple*", "set", "frozenset"):
        make = {"list": list, "deque": deque, "tuple*": tuple, "set": set, "frozenset": frozenset}[kind]
        inner = [v for v in edges(shape.of[0]) if "set" not in kind or _is_key(v)]
        return [make(), *(make([value]) for value in inner)]
    if kind in ("dict", "Counter", "OrderedDict"):
        keys, values = [v for v in edges(shape.of[0]) if _is_key(v)], edges(shape.of[1])
        return [{}, *({key: values[n % len(values)]} for n, key in enumerate(keys) if values)]
    if kind == "option":
        return [None, *edges(shape.of[0])]
    return list(_EDGES.get(kind, ()))


def _is_key(value: Any) -> bool:
    return type(value) in (int, float, str, bool, type(None)) and value == value


def edged(
    function: Function, others: Sequence[tuple[Any, ...]], classes: Mapping[str, ClassShape]
) -> list[tuple[Any, ...]]:
    """For each parameter its edges, beside the other arguments of some argument lists."""
    found: list[tuple[Any, ...]] = []
    for index, argument in enumerate(function.arguments):
        for value in edges(argument.shape):
            if others and fits(value, argument.shape, classes):
                values = others[len(found) % len(others)]
                # what was the same object as this one is now one of its own
                rest = [
                    copy.deepcopy(values[v.index]) if isinstance(v, Same) and v.index == index else v for v in values
                ]
                found.append((*rest[:index], value, *rest[index + 1 :]))
    return found


def fits(value: Any, shape: Shape, classes: Mapping[str, ClassShape]) -> bool:
    """Whether a value is one of the type, so that the Rust function can take it."""
    match shape.kind:
        case "int":
            return (
                type(value) is int
                and (not shape.bits or abs(value) < 2**shape.bits)
                and not (shape.nonneg and value < 0)
            )
        case "number":
            return type(value) is float or fits(value, replace(shape, kind="int"), classes)
        case "option":
            return value is None or fits(value, shape.of[0], classes)
        case "tuple":
            return (
                type(value) is tuple
                and len(value) == len(shape.of)
                and all(fits(v, s, classes) for v, s in zip(value, shape.of))
            )
        case "tuple*":
            return type(value) is tuple and all(fits(v, shape.of[0], classes) for v in value)
        case "instance":
            return (
                isinstance(value, Obj)
                and value.name == shape.name
                and all(fits(v, s, classes) for (_, v), (_, _, s) in zip(value.fields, classes[shape.name].fields))
            )
        case "list" | "set" | "frozenset" | "deque":
            return type(value).__name__ == shape.kind and all(fits(v, shape.of[0], classes) for v in value)
        case "dict" | "Counter" | "OrderedDict" | "defaultdict":
            return type(value) is dict and all(
                fits(k, shape.of[0], classes) and fits(v, shape.of[1], classes) for k, v in value.items()
            )
        case "object":
            return any(fits(value, s, classes) for s in shape.of) if shape.of else _dynamic(value)
        case "None":
            return value is None
    return type(value).__name__ == shape.kind


def _dynamic(value: Any) -> bool:
    if type(value) in (list, tuple, set):
        return all(map(_dynamic, value))
    if type(value) is dict:
        return all(_dynamic(k) and _dynamic(v) for k, v in value.items())
    return value is None or type(value) in (int, float, str, bool)


def neighbours(values: tuple[Any, ...], rng: random.Random, count: int) -> list[tuple[Any, ...]]:
    """Argument lists that differ a little from these."""
    found = []
    for _ in range(count):
        changed = list(values)
        if changed:
            at = rng.randrange(len(changed))
            changed[at] = nudge(changed[at], rng)
        found.append(tuple(changed))
    return found


def nudge(value: Any, rng: random.Random) -> Any:
    """A value of the same type, a little different."""
    kind = type(value)
    if kind is bool:
        return not value
    if kind is int:
        return value + rng.choice((-2, -1, 1, 2, -value, value, 10))
    if kind is float:
        return value + rng.choice((-1.0, -0.5, 0.5, 1.0, 0.001, -value))
    if kind is str:
        at = rng.randrange(len(value) + 1)
        letter = rng.choice(value) if value else "a"
        edits = [
            value[:at] + letter + value[at:],
            value[:at] + value[at + 1 :],
            value[::-1],
            value.swapcase(),
            value + value,
        ]
        return rng.choice(edits)
    if kind in (list, tuple, deque) and value:
        items = list(value)
        at = rng.randrange(len(items))
        if kind is tuple and len({type(i) for i in items}) > 1:
            items[at] = nudge(items[at], rng)
            return tuple(items)
        what = rng.randrange(5) if kind is not tuple else 0
        if what == 0:
            items[at] = nudge(items[at], rng)
        elif what == 1:
            items.insert(at, rng.choice(items))
        elif what == 2:
            del items[at]
        elif what == 3:
            items.reverse()
        else:
            other = rng.randrange(len(items))
            items[at], items[other] = items[other], items[at]
        return kind(items)
    if kind is dict and value:
        key = rng.choice(list(value))
        return (
            {**value, key: nudge(value[key], rng)}
            if rng.random() < 0.6
            else {k: v for k, v in value.items() if k != key}
        )
    if kind in (set, frozenset) and value:
        return kind(item for item in value if rng.random() < 0.8)
    return value


def arguments_of(values: Sequence[Any]) -> list[Any]:
    """The values with each :class:`Same` replaced by what it stands for."""
    found: list[Any] = []
    for value in values:
        found.append(found[value.index] if isinstance(value, Same) else value)
    return found
