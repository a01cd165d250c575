"""Inputs fit the types they are made for, hold the edges, and shrink to small ones."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

import pytest

from portalis.interface import Argument, ClassShape, Function, Shape
from portalis.verify.hints import Hints
from portalis.verify.inputs import NoInputsError, edged, edges, fits, generated, neighbours
from portalis.verify.rustdriver import aliases
from portalis.verify.shrink import shrink, weight
from portalis.verify.wire import Obj, Same, encode

INT = Shape("int", "Int")
STR = Shape("str", "Str")
NONE = Shape("None", "()")
POINT = ClassShape("Point", "", "Point", (("x", "x", INT), ("y", "y", INT)), True)
CLASSES = {"Point": POINT}
SHAPES = [
    INT,
    Shape("int", "i64", bits=10, nonneg=True),
    Shape("float", "f64"),
    Shape("bool", "bool"),
    STR,
    NONE,
    Shape("number", "Num"),
    Shape("object", "Value"),
    Shape("list", "Vec<Int>", (INT,)),
    Shape("list", "Vec<Vec<Str>>", (Shape("list", "Vec<Str>", (STR,)),)),
    Shape("tuple", "(Int, Str)", (INT, STR)),
    Shape("tuple*", "Tuple<Int>", (INT,)),
    Shape("set", "Set<Str>", (STR,)),
    Shape("frozenset", "FrozenSet<Int>", (INT,)),
    Shape("dict", "Dict<Str, Int>", (STR, INT)),
    Shape("deque", "Deque<Int>", (INT,)),
    Shape("option", "Option<Int>", (INT,)),
    Shape("instance", "Point", name="Point"),
]


def function(*shapes: Shape, mode: str = "ref") -> Function:
    arguments = tuple(Argument(f"a{i}", s, mode) for i, s in enumerate(shapes))  # type: ignore[arg-type]
    return Function("f", "", 1, 2, "f", arguments, NONE)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("wild", [False, True])
def test_values_fit_and_have_a_wire_form(shape: Shape, wild: bool) -> None:
    made = generated(function(shape), Hints(), CLASSES, 40, 1, wild=wild)
    assert made
    for (value,) in made:
        assert fits(value, shape, CLASSES), value
        encode(value)


def test_the_same_number_gives_the_same_inputs() -> None:
    one, two = (generated(function(INT, STR), Hints(), {}, 30, 5, wild=True) for _ in range(2))
    assert one == two


def test_the_edges_are_among_the_inputs() -> None:
    ints = {v for (v,) in generated(function(INT), Hints(ints=(37,)), {}, 300, 1, wild=True)}
    assert {0, 1, -1} <= ints
    assert ints & {36, 37, 38}
    assert any(abs(v) >= 2**63 for v in ints)
    floats = [v for (v,) in generated(function(Shape("float", "f64")), Hints(), {}, 300, 1, wild=True)]
    assert any(map(math.isnan, floats))
    assert any(map(math.isinf, floats))
    texts = [v for (v,) in generated(function(STR), Hints(texts=("magic",)), {}, 300, 1, wild=True)]
    assert "" in texts
    assert any("magic" in v for v in texts)
    assert any(ord(c) > 0xFFFF for v in texts for c in v)
    lists = [v for (v,) in generated(function(SHAPES[8]), Hints(), {}, 100, 1, wild=False)]
    assert [] in lists
    assert any(len(v) > len(set(v)) for v in lists)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_edges_have_the_type_and_a_wire_form(shape: Shape) -> None:
    made = edged(function(shape, INT), [("other", 7)], CLASSES)
    mine = [first for first, second in made if second == 7 and first != "other"]
    assert all(fits(value, shape, CLASSES) for value in mine)
    assert {encode(value) for value in mine} == {encode(v) for v in edges(shape) if fits(v, shape, CLASSES)}
    assert bool(mine) == (shape.kind not in ("tuple", "object", "instance"))


def test_a_part_that_is_an_edge_is_tried_alone() -> None:
    floats = Shape("list", "Vec<f64>", (Shape("float", "f64"),))
    assert {"[]", "[-0.0]", "[nan]", "[inf]"} <= {repr(value) for value in edges(floats)}
    texts = Shape("dict", "Dict<Str, Vec<f64>>", (STR, floats))
    assert {"{'': []}", "{'\U0001d518': [0.0]}"} <= {repr(value) for value in edges(texts)}


def test_an_edge_is_no_other_arguments_object() -> None:
    lists = Shape("list", "Vec<Int>", (INT,))
    made = edged(function(lists, lists), [([3], Same(0))], CLASSES)
    assert ([], [3]) in made
    assert ([3], []) in made
    assert not any(isinstance(v, Same) for values in made for v in values)


def test_bounds_are_kept() -> None:
    shape = Shape("int", "i64", bits=10, nonneg=True)
    assert all(0 <= v < 1024 for (v,) in generated(function(shape), Hints(ints=(5000, -3)), {}, 200, 1, wild=True))


def test_one_object_for_two_arguments_where_rust_can_say_it() -> None:
    shared = Shape("list", "Shared<Vec<Int>>", (INT,), shared=True)
    owned = Shape("list", "Vec<Int>", (INT,))
    assert aliases(function(shared, shared, mode="own"), 1) == [0]
    assert aliases(function(owned, owned, mode="mut"), 1) == []
    assert aliases(function(owned, owned, mode="ref"), 1) == [0]
    assert aliases(function(INT, INT), 1) == []
    made = generated(function(shared, shared, mode="own"), Hints(), {}, 60, 1, wild=False)
    assert any(values[1] == Same(0) for values in made)


def test_objects_come_from_the_pool_or_from_plain_classes() -> None:
    guarded = {"Point": ClassShape("Point", "", "Point", POINT.fields, False)}
    target = function(SHAPES[-1])
    with pytest.raises(NoInputsError):
        generated(target, Hints(), guarded, 10, 1, wild=False)
    known = Obj("Point", (("x", 1), ("y", 2)))
    assert {v for (v,) in generated(target, Hints(), guarded, 10, 1, wild=False, pool={"Point": [known]})} == {known}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_neighbours_have_the_type_too(shape: Shape) -> None:
    rng = random.Random(1)
    for values in generated(function(shape), Hints(), CLASSES, 15, 1, wild=False):
        for near in neighbours(values, rng, 4):
            if shape.kind not in ("int", "option"):  # a bound may be passed, and is checked by who asks
                assert fits(near[0], shape, CLASSES) or shape.kind in ("object", "tuple")


@pytest.mark.parametrize(
    ("start", "bad", "smallest"),
    [
        (([5, 17, 3, 99, 4],), lambda v: any(x > 10 for x in v[0]), [([11],), ([12],), ([17],)]),
        (("hello world",), lambda v: "o" in v[0], [("o",)]),
        ((1000, 7), lambda v: v[0] > 0, [(1, 0)]),
        ((1234, 1234), lambda v: v[0] == v[1] > 0, [(1, 1)]),
        (
            (["by all", "nobody"],),
            lambda v: len(v[0]) > 1 and len({*map(len, v[0])}) < len({*v[0]}),
            [(["b", "a"],), (["b", "n"],), (["a", "n"],)],
        ),
        (({"a": 1, "b": 20},), lambda v: len(v[0]) > 0, [({"": 0},), ({"a": 0},), ({"b": 0},)]),
    ],
)
def test_inputs_shrink(start: tuple[Any, ...], bad: Any, smallest: list[Any]) -> None:
    def fails(batch: Sequence[tuple[Any, ...]]) -> list[bool]:
        return [bool(bad(v)) for v in batch]

    found = shrink(start, fails)
    assert bad(found)
    assert weight(found) < weight(start)
    assert found in smallest
