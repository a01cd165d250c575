"""Values go over the wire and come back; the canonical form tells apart what Python tells apart."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalis.verify.wire import Decoder, Obj, Same, WireError, canonical, decode, encode, source

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.complex_numbers(),
)
KEYS = st.one_of(st.integers(), st.booleans(), st.text(st.characters(exclude_categories=["Cs"])), st.none())
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.lists(inner, max_size=4).map(deque),
        st.dictionaries(KEYS, inner, max_size=4),
        st.sets(KEYS, max_size=4),
        st.frozensets(KEYS, max_size=4),
        st.lists(inner, max_size=3).map(lambda v: Obj("Point", tuple((f"f{i}", x) for i, x in enumerate(v)))),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_values_come_back(value: Any) -> None:
    assert canonical(decode(encode(value))) == canonical(value)


@given(VALUES, VALUES)
def test_equal_forms_mean_equal_bytes_outside_of_sets(a: Any, b: Any) -> None:
    if encode(a) == encode(b):
        assert canonical(a) == canonical(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, True),
        (1, 1.0),
        (0.0, -0.0),
        ([1], (1,)),
        ({1: 2, 3: 4}, {3: 4, 1: 2}),
        (set(), frozenset()),
        ("", None),
        ([[]], [()]),
    ],
    ids=repr,
)
def test_what_differs_in_python_differs_here(a: Any, b: Any) -> None:
    assert canonical(a) != canonical(b)


def test_nan_is_nan_and_sets_have_no_order() -> None:
    assert canonical(math.nan) == canonical(-math.nan)
    assert canonical(decode(b"S2;i1;i2;")) == canonical(decode(b"S2;i2;i1;"))


def test_very_long_ints_pass() -> None:
    value = -(7**20_000)
    assert decode(encode(value)) == value
    assert repr(canonical([value, {value}])) == repr(canonical([value, {value}]))


@pytest.mark.parametrize(
    "data", [b"", b"x", b"i12", b"l2;i1;", b"s5:abc", b"f00;", b"i1;i2;", b"d1;l0;N", b"l1;" * 500]
)
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises((WireError, ValueError)):
        decode(data)


@pytest.mark.parametrize("value", ["\ud800", object(), range(3), OrderedDict([(object(), 1)])])
def test_what_has_no_form_is_refused(value: Any) -> None:
    with pytest.raises(WireError):
        encode(value)


def test_what_holds_itself_is_refused() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(WireError):
        encode(ring)


def test_instances_are_written_by_their_fields() -> None:
    class Point:
        def __init__(self) -> None:
            self.x, self.y = 1, [2]

    data = encode(Point(), {"Point": ["x", "y"]})
    assert decode(data) == Obj("Point", (("x", 1), ("y", [2])))
    assert Decoder(data, lambda name, fields: (name, dict(fields))).value() == ("Point", {"x": 1, "y": [2]})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, (2,), {"a": 0.5}], "[1, (2,), {'a': 0.5}]"),
        (math.nan, "float('nan')"),
        ({1}, "{1}"),
        (set(), "set()"),
        (frozenset([1]), "frozenset({1})"),
        (frozenset(), "frozenset()"),
        (deque([1]), "deque([1])"),
        (Obj("P", (("x", -0.0),)), "P(x=-0.0)"),
    ],
)
def test_source_reads_as_python(value: Any, text: str) -> None:
    assert source(value) == text


def test_the_same_object_is_written_as_such() -> None:
    assert encode(Same(2)) == b"@2;"
    assert decode(b"@2;") == Same(2)


class HeldError(OSError):
    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.n = 1


class NamedError(AttributeError):
    pass


def test_what_an_exception_keeps_for_itself_is_not_left_out() -> None:
    fields = {"HeldError": ["args", "n"], "NamedError": ["args"]}
    assert Decoder(encode(HeldError("one"), fields)).value() == Obj("HeldError", (("args", ("one",)), ("n", 1)))
    with pytest.raises(WireError, match="an exception that holds `errno`"):
        encode(HeldError(2, "no"), fields)
    encode(HeldError(2, "no"), {"HeldError": ["args", "n", "errno", "strerror"]})
    encode(NamedError("x"), fields)
    with pytest.raises(WireError, match="holds `name`"):
        encode(NamedError("x", name="y"), fields)
