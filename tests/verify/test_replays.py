"""The user's tests against answers from elsewhere: here another Python module stands for the Rust."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from portalis.interface import Argument, ClassShape, Function, Shape
from portalis.options import ProgramInput
from portalis.verify.replays import Replays
from portalis.verify.sandbox import Level, Sandbox
from portalis.verify.sessions import FOREIGN_ERROR, Answer, Call, PythonSide, RustSide
from portalis.verify.user_tests import origins

Outcomes = dict[str, tuple[bool | None, str, tuple[str, ...]]]
INT = Shape("int", "i64", bits=63)
INTS = Shape("list", "Vec<i64>", (INT,))
PAIR = Shape("instance", "Pair", name="Pair")
SHAPES = {"n": INT, "start": INT, "a": INT, "b": INT, "xs": INTS, "ys": INTS, "self": PAIR}
CLASSES = (ClassShape("Pair", "", "Pair", (("a", "a", INT), ("b", "b", INT)), False),)

FUNCTIONS = """
import time

def half(n):
    return n // 2

def grow(xs, n=1):
    for i in range(len(xs)):
        xs[i] += n

def checked(n):
    if n < 0:
        raise ValueError("negative")
    return n

def say(n):
    print("n is", n)

SEEN = []
def seen(n):
    SEEN.append(n)
    return len(SEEN)

def same(xs):
    return xs

def slow(n):
    time.sleep(2.3)

class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def total(self):
        return self.a + self.b

    def add(self, n):
        self.a += n
"""
NAMES = {
    "half": ["n"], "grow": ["xs", "n"], "checked": ["n"], "say": ["n"], "seen": ["n"], "same": ["xs"], "slow": ["n"],
    "Pair.__init__": ["a", "b"], "Pair.total": ["self"], "Pair.add": ["self", "n"],
}  # fmt: skip


def described() -> list[Function]:
    """What both sides have."""
    found = []
    for name, parameters in NAMES.items():
        kind = "init" if name.endswith("__init__") else "method" if "." in name else "function"
        arguments = tuple(Argument(p, SHAPES[p], "mut") for p in parameters)
        result = PAIR if kind == "init" else INT
        found.append(Function(name, "", 1, 1, name, arguments, result, kind))
    return found


class Other:
    """Another module in the place of the Rust: its exceptions have no class of Python's."""

    def __init__(self, side: PythonSide) -> None:
        self.side = side

    def serve(self, calls: Sequence[Call]) -> list[Answer]:
        """As the driver of a package from elsewhere answers."""
        found = self.side.serve(calls)
        return [replace(a, error=FOREIGN_ERROR, text="") if a.kind == "raise" else a for a in found]


def replayed(
    sandbox: Sandbox, folder: Path, tests: str, changes: dict[str, str], stdin: str = "", left_out: str = ""
) -> Outcomes:
    """Of each test whether it passes, why, and what it is about."""
    other = FUNCTIONS
    for old, new in changes.items():
        assert old in other
        other = other.replace(old, new)
    functions = described()
    sides = []
    for name, text in (("python", FUNCTIONS + tests), ("other", other)):
        (folder / name).mkdir()
        sides.append(PythonSide(sandbox, folder / name, {"": text}, functions, CLASSES))
    refused = {i: "it is not called" for i, f in enumerate(functions) if f.name == left_out}
    rust = cast(RustSide, Other(sides[1]))
    made = Replays(sides[0], rust, functions, {c.name: c for c in CLASSES}, refused, ProgramInput(stdin)).run()
    assert {t.how for t in made} <= {"calls"}
    expected = origins(FUNCTIONS + tests)
    assert {(t.test.kind, t.test.origin.partition("[")[0]) for t in made} == expected
    return {t.test.origin: (t.passed, t.why, t.test.about) for t in made}


HALF = {"n // 2": "int(n / 2)"}
GROW = {"range(len(xs))": "range(len(xs) - 1)"}


DECIDED: list[tuple[str, dict[str, str], str, bool, str, tuple[str, ...]]] = [
    ("def test_NO():\n    assert half(-3) == -2\n", {}, "test_NO", True, "", ("half",)),
    ("def test_NO():\n    assert half(-3) == -2\n", HALF, "test_NO", False,
     "half(-3): Python -2, Rust -1; AssertionError", ("half",)),
        # what a test does not look at may differ
    ("def test_NO():\n    assert half(-3) < 0\n", HALF, "test_NO", True, "", ("half",)),
        # only what differs has failed
    ("def test_NO():\n    assert checked(2) == 2\n    assert half(-1) == -1\n", HALF, "test_NO", False, "half(-1)", ("half",)),
        # an answer that differs leads to calls that Python does not make
    ("def test_NO():\n    assert half(half(-3) - 1) == -2\n", HALF, "test_NO", False, "half(-3): Python -2", ("half",)),
    ("def test_NO():\n    xs = ys = [1, 2]\n    grow(xs)\n    assert ys == [2, 3]\n", {}, "test_NO", True, "", ("grow",)),
    ("def test_NO():\n    xs = [1, 2]\n    grow(xs, n=2)\n    assert xs[1] == 4\n", GROW, "test_NO", False, "grow([1, 2], 2)", ("grow",)),
    ("def test_NO():\n    xs = [1, 2]\n    grow(xs, n=2)\n    assert xs[0] == 3\n", GROW, "test_NO", True, "", ("grow",)),
    ("def test_NO():\n    p = Pair(1, 2)\n    p.add(3)\n    assert p.total() == 6 and p.a == 4\n", {}, "test_NO", True, "",
     ("Pair.__init__", "Pair.add", "Pair.total")),
    ("def test_NO():\n    p = Pair(1, 2)\n    p.add(3)\n    assert p.total() == 6\n", {"self.a += n": "self.b += n + 1"}, "test_NO", False,
     "Pair(a=1, b=2).add(3)", ("Pair.add",)),
        # any error of the Rust stands for Python's, and for none where Python has none
    ("import unittest\nclass TNO(unittest.TestCase):\n    def test_NO(self):\n        with self.assertRaises(ValueError) as caught:\n"
     "            checked(-1)\n        self.assertEqual(str(caught.exception), 'negative')\n",
     {'"negative"': '"no"'}, "TNO.test_NO", True, "", ("checked",)),
    ("def test_NO():\n    assert checked(1) == 1\n", {"n < 0": "n < 2"}, "test_NO", False, "RustError", ("checked",)),
    ("def test_NO():\n    try:\n        checked(-1)\n    except ValueError:\n        return\n    assert False\n", {"n < 0": "n < -5"},
     "test_NO", False, "checked(-1): Python raises ValueError: negative, Rust -1", ("checked",)),
    ("import unittest\nclass TNO(unittest.TestCase):\n    def setUp(self):\n        self.p = Pair(1, 2)\n    def test_NO(self):\n"
     "        self.assertAlmostEqual(self.p.total(), 3.00000001)\n", {}, "TNO.test_NO", True, "", ("Pair.__init__", "Pair.total")),
    ("def fNO():\n    '''\n    >>> half(5)\n    2\n    >>> checked(-1)\n    Traceback (most recent call last):\n      ...\n    ValueError: negative\n    '''\n",
     {}, "fNO", True, "", ("half", "checked")),
    ("def fNO():\n    '''\n    >>> say(5)  # doctest: +ELLIPSIS\n    n is...\n    '''\n", {}, "fNO", True, "", ("say",)),
    ("def fNO():\n    '''\n    >>> say(5)\n    n is 5\n    '''\n", {'"n is"': '"n was"'}, "fNO", False, "n was 5", ("say",)),
    ("import pytest\n@pytest.mark.parametrize('n', [4, -3])\ndef test_NO(n):\n    assert half(n) == n // 2\n", HALF, "test_NO[1]", False,
     "half(-3)", ("half",)),
    ("class TestNO:\n    def setup_method(self):\n        self.n = 6\n    def test_NO(self):\n        assert half(self.n) == 3\n", {},
     "TestNO.test_NO", True, "", ("half",)),
    ("import pytest\ndef test_NO():\n    with pytest.raises(ValueError, match='neg'):\n        checked(-1)\n", {}, "test_NO", True, "",
     ("checked",)),
]  # fmt: skip
"""Tests with the changes that make the other side, and what becomes of them. `NO` stands for the number of the case, so that one module has many."""

UNDECIDED: list[tuple[str, str, str]] = [
    ("def test_NO():\n    assert half(1) == 5\n", "test_NO", "does not pass under CPython: AssertionError"),
    ("def test_NO():\n    assert 1 + 1 == 2\n", "test_NO", "calls nothing that the package has"),
    ("def test_NO():\n    xs = [1]\n    assert same(xs) is xs\n", "test_NO", "rests on more than what the calls give back"),
    ("def test_NO():\n    assert seen(1) == 1\n    assert seen(2) == 2\n", "test_NO", "rests on more than what the calls give back"),
    ("def test_NO():\n    assert half(2**70) == 2**69\n", "test_NO", "half(1180591620717411303424) does not fit its types in Rust"),
    ("def test_NO():\n    assert half(3.0) == 1.0\n", "test_NO", "half(3.0) does not fit its types in Rust"),
    ("def test_NO():\n    same([half])\n", "test_NO", "`same` is given what cannot be sent: a function"),
    ("import pytest\n@pytest.fixture\ndef nNO():\n    return 1\ndef test_NO(nNO):\n    assert half(nNO) == 0\n", "test_NO", "it takes a fixture, `nNO`"),
    ("import unittest\nclass TNO(unittest.TestCase):\n    @unittest.skip('later')\n    def test_NO(self):\n        pass\n", "TNO.test_NO", "skipped: later"),
    ("async def test_NO():\n    assert half(1) == 0\n", "test_NO", "it is asynchronous"),
    ("def test_NO():\n    slow(1)\n", "test_NO", "does not end in time"),
]  # fmt: skip


@functools.cache
def batch(level: Level, cases: tuple[str, ...], changes: tuple[tuple[str, str], ...]) -> Outcomes:
    """The outcomes of many tests in one module."""
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join(case.replace("NO", str(n)) for n, case in enumerate(cases))
        return replayed(Sandbox(level), Path(folder), text, dict(changes))


@pytest.mark.parametrize("case", DECIDED, ids=[f"{c[2]}-{n}" for n, c in enumerate(DECIDED)])
def test_a_test_is_decided_by_what_the_rust_gives(sandbox: Sandbox, case: tuple[Any, ...]) -> None:
    text, changes, name, passed, why, about = case
    together = tuple(c[0] for c in DECIDED if c[1] == changes)
    found = batch(sandbox.level, together, tuple(changes.items()))[name.replace("NO", str(together.index(text)))]
    assert found[0] is passed, found
    assert why in found[1]
    assert found[2] == about


@pytest.mark.parametrize("case", UNDECIDED, ids=[c[2] for c in UNDECIDED])
def test_what_cannot_be_carried_over_is_said(sandbox: Sandbox, case: tuple[str, str, str]) -> None:
    text, name, why = case
    together = tuple(c[0] for c in UNDECIDED)
    number = str(together.index(text))
    found = batch(sandbox.level, together, ())[name.replace("NO", number)]
    assert found[0] is None
    assert why.replace("NO", number) in found[1], found


SCRIPT = """
assert half(4) == 2
two = half(5)
total = 0
for n in range(3):
    total += half(n)
    assert total >= 0
assert two == 2
assert total == 1, "total"

def check(candidate):
    assert candidate(-1) == -1

check(half)
size = len(input())
if __name__ == "__main__":
    assert half(size) == 1
    print(half(-7))
    assert checked(size) == 3
    raise SystemExit(half(2))
assert half(0) == 0
"""


def test_the_asserts_of_a_script_are_told_apart(sandbox: Sandbox, tmp_path: Path) -> None:
    lines = SCRIPT.split("\n")
    at = len(FUNCTIONS.split("\n")) - 1
    found = replayed(sandbox, tmp_path, SCRIPT, HALF, stdin="abc\n")
    verdicts = {lines[int(name.removeprefix("line_")) - at - 1].strip(): v for name, v in found.items()}
    assert {text: passed for text, (passed, _, _) in verdicts.items()} == {
        "assert half(4) == 2": True,
        "for n in range(3):": True,
        "assert two == 2": True,
        'assert total == 1, "total"': True,
        "check(half)": False,
        "assert half(size) == 1": True,
        "assert checked(size) == 3": True,
        "assert half(0) == 0": None,
    }
    assert verdicts["check(half)"][2] == ("half",)
    assert verdicts["assert two == 2"][2] == ("half",)
    assert verdicts["assert checked(size) == 3"][2] == ("checked",)
    assert "SystemExit" in verdicts["assert half(0) == 0"][1]


def test_an_assert_that_rests_on_a_variable_fails_with_the_call_that_made_it(sandbox: Sandbox, tmp_path: Path) -> None:
    found = replayed(
        sandbox, tmp_path, "low = half(-3)\nother = checked(1)\nassert low == -2\nassert other == 1\n", HALF
    )
    assert [(passed, about) for passed, _, about in found.values()] == [(False, ("half",)), (True, ("checked",))]


def test_without_input_a_script_goes_no_further(sandbox: Sandbox, tmp_path: Path) -> None:
    found = replayed(sandbox, tmp_path, "n = int(input())\nassert half(n) == n // 2\n", {})
    (passed, why, _), *_ = found.values()
    assert passed is None
    assert "the script ends before" in why
    assert "EOFError" in why


def test_what_cannot_be_called_has_no_stand_in(sandbox: Sandbox, tmp_path: Path) -> None:
    tests = "def test_it():\n    assert half(5) == 2\n    assert checked(3) == 3\n"
    found = replayed(sandbox, tmp_path, tests, HALF, left_out="half")
    assert found["test_it"] == (True, "", ("checked",))
