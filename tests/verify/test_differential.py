"""What counts as a difference, and what a call looks like to its reader."""

from __future__ import annotations

import math
from typing import Any

import pytest

from portalis.interface import Argument, Function, Shape
from portalis.verify.differential import Differential, call_text, differs
from portalis.verify.sessions import NOT_OBSERVED, Answer
from portalis.verify.wire import Obj, Same, encode

INT = Shape("int", "Int")
LIST = Shape("list", "Shared<Vec<Int>>", (INT,), shared=True)


def returned(value: Any, *after: Any, output: bytes = b"") -> Answer:
    return Answer("return", value, after=after, output=output)


@pytest.mark.parametrize(
    ("python", "rust", "verdict"),
    [
        (returned(1), returned(1), ""),
        (returned(1), returned(True), "result"),
        (returned(1), returned(1.0), "result"),
        (returned(math.nan), returned(math.nan), ""),
        (returned(0.0), returned(-0.0), "result"),
        (returned({1, 2}), returned({2, 1}), ""),
        (returned([1]), returned((1,)), "result"),
        (returned(None, [1]), returned(None, [2]), "arguments"),
        (returned(None, [1]), returned(None, NOT_OBSERVED), ""),
        (returned(1, output=b"a\n"), returned(1), "output"),
        (Answer("raise", error="KeyError"), Answer("raise", error="IndexError"), "exception"),
        (Answer("raise", error="KeyError", text="a"), Answer("raise", error="KeyError", text="b"), "text"),
        (Answer("raise", error="E", text="<C at 0x1>"), Answer("raise", error="E", text="<C at 0x2>"), ""),
        (Answer("raise", error="SystemExit", text="3"), Answer("raise", error="SystemExit", text="4"), "exception"),
        (Answer("raise", error="SystemExit", text=""), Answer("raise", error="SystemExit", text="0"), ""),
        (returned(1), Answer("raise", error="KeyError"), "exception"),
        (Answer("raise", error="KeyError"), returned(1), "exception"),
        (Answer("raise", error="KeyError"), Answer("raise", error="Err"), ""),
        (returned(1), Answer("raise", error="Err"), "exception"),
        (returned(1), Answer("timeout"), "time"),
        (returned(1), Answer("crash", text="panic: x"), "crash"),
        (returned(1), Answer("unknown"), None),
        (returned(1), Answer("raise", error="RecursionError"), None),
    ],
)
def test_differences(python: Answer, rust: Answer, verdict: str | None) -> None:
    assert differs(python, rust) == verdict


@pytest.mark.parametrize(
    ("function", "values", "text"),
    [
        (("f", "function", ("a", "b")), ([1], Same(0)), "a = [1]; f(a, a)"),
        (("f", "function", ("a", "*b")), (1, (2, 3)), "f(1, *(2, 3))"),
        (("P.m", "method", ("self", "b")), (Obj("P", (("x", 1),)), 2), "P(x=1).m(2)"),
        (("P.size", "property", ("self",)), (Obj("P", ()),), "P().size"),
        (("P.__init__", "init", ("x",)), (1,), "P(1)"),
    ],
)
def test_calls_read_as_python(function: tuple[str, str, tuple[str, ...]], values: tuple[Any, ...], text: str) -> None:
    name, kind, names = function
    arguments = tuple(Argument(n.lstrip("*"), INT, "own", "star" if n.startswith("*") else "normal") for n in names)
    assert call_text(Function(name, "", 1, 2, name, arguments, INT, kind), values) == text


def test_mappings_of_another_package_have_no_order() -> None:
    one, other = {"a": [{1: 2, 3: 4}], "b": []}, {"b": [], "a": [{3: 4, 1: 2}]}
    assert differs(Answer("return", one), Answer("return", other)) == "result"
    assert differs(Answer("return", one), Answer("return", other, ordered=False)) == ""
    assert differs(Answer("return", one), Answer("return", {"b": [], "a": []}, ordered=False)) == "result"
    assert differs(Answer("return", None, after=(one,)), Answer("return", None, after=(other,), ordered=False)) == ""


def test_a_call_that_fits_no_claimed_type_is_told() -> None:
    small = Function("f", "", 1, 2, "f", (Argument("x", Shape("int", "i64", bits=10), "own"),), INT)
    text = Function("f", "", 1, 2, "f_2", (Argument("x", Shape("str", "Str"), "ref"),), INT)
    run = Differential.__new__(Differential)
    run.functions, run.classes = [small, text], {}
    seen = {encode(5): "program", encode("a"): "program"}
    run.observed = {0: dict(seen), 1: dict(seen)}
    assert run.strangers([0, 1], ("program",)) == ""
    run.observed[0][encode(5000)] = "doctest"
    assert run.strangers([0, 1], ("program",)) == ""
    assert run.strangers([0, 1], ("program", "doctest")) == "f(5000)"
    run.observed[0][encode(5000)] = "program"
    assert run.strangers([0, 1], ("program",)) == "f(5000)"
