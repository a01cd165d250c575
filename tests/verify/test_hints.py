"""What the source tells: constants, preconditions, lines, and whether calls depend on calls before."""

from __future__ import annotations

import ast

import pytest

from portalis.interface import Function, Shape
from portalis.verify.hints import body_lines, has_state, hints_for
from portalis.verify.ladder import takes_input

SOURCE = '''\
LIMIT = 37


def f(x):
    """What it does.

    >>> f(1)
    2
    >>> f(2)
    3
    """
    assert x < 100
    if x == 41.5:
        raise ValueError("magic")
    def inner():
        pass
    return x + 1
'''
F = Function("f", "", 4, 17, "f", (), Shape("None", "()"))


def test_hints_of_a_function() -> None:
    hints = hints_for(ast.parse(SOURCE), F)
    assert hints.ints[0] == 100
    assert {1, 37, 100} <= set(hints.ints)
    assert hints.floats == (41.5,)
    assert "magic" in hints.texts
    assert hints.preconditions == ("assert x < 100", "raises ValueError", "doctest: 2 examples")


def test_lines_of_a_function() -> None:
    assert body_lines(ast.parse(SOURCE), F) == {12, 13, 14, 15, 17}


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("LIMIT = 3\ndef f(x):\n    return x < LIMIT\n", False),
        ("n = 0\ndef f():\n    global n\n    n += 1\n", True),
        ("seen = []\ndef f(x):\n    seen.append(x)\n", True),
        ("cache = {}\ndef f(x):\n    cache[x] = 1\n", True),
        ("rows = [[0]]\ndef f(x):\n    rows[0][0] = x\n", True),
        ("def f(xs):\n    xs.append(1)\n", False),
        ("table = {1: 2}\ndef f(x):\n    return table.get(x)\n", False),
        ("N = 3\ndef f(xs):\n    count = [0] * N\n    for x in xs:\n        count[x] += 1\n    return count\n", False),
        ("seen = {}\ndef f(seen, x):\n    seen[x] = 1\n", False),
        ("def g():\n    seen = {}\ndef f(seen):\n    seen[1] = 1\n", False),
        ("class C:\n    made = 0\n    def __init__(self):\n        C.made += 1\n", True),
        ("class C:\n    made = 0\n    @classmethod\n    def make(cls):\n        cls.made += 1\n", True),
        ("class C:\n    def __init__(self, x):\n        self.x = x\n", False),
        ("for i in range(3):\n    rows = [i]\ndef f():\n    rows.append(1)\n", True),
    ],
)
def test_state_is_seen(source: str, state: bool) -> None:
    assert has_state(ast.parse(source)) is state


@pytest.mark.parametrize(
    ("source", "takes"),
    [
        ("print(1)", False),
        ("print(input())", True),
        ("import sys\nprint(sys.argv)", True),
        ("import time\ntime.time()", True),
    ],
)
def test_input_is_seen(source: str, takes: bool) -> None:
    assert takes_input(source) is takes
