"""Rust lines lead back to the Python lines that they came from, through the formatter too."""

from __future__ import annotations

import pytest

from portalis.api import translate
from portalis.interface import LineMap, follow
from portalis.options import Options

SOURCE = """\
def total(xs: list[int], limit: int) -> int:
    found = 0
    i = 0
    while i < len(xs):
        if xs[i] > limit:
            found += xs[i]
        i += 1
    return found
"""
WORDS = {
    "fn total": 1,
    "let mut found": 2,
    "let mut i": 3,
    "while i": 4,
    "if *xs": 5,
    "found +=": 6,
    "i += 1": 7,
    "Ok(found)": 8,
}


@pytest.mark.parametrize("format_rust", [False, True])
def test_statements_keep_their_lines(format_rust: bool) -> None:
    result = translate(SOURCE, Options(format_rust=format_rust))
    lines = result.files["src/lib.rs"].split("\n")
    origin = result.lines["src/lib.rs"]
    for words, line in WORDS.items():
        number = next(i for i, text in enumerate(lines, 1) if words in text)
        assert origin.python_line(number) == line, lines[number - 1]


def test_no_mark_is_left_in_the_text() -> None:
    assert "\0" not in "".join(translate(SOURCE).files.values())


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\nc", "a\nb\nc", (1, 2, 3)),
        ("f(a, b)\nc", "f(\n    a,\n    b,\n)\nc", (1, 1, 1, 0, 2)),
        ("a b\nc", "a\n b\nc", (1, 1, 2)),
    ],
)
def test_words_carry_the_lines(before: str, after: str, lines: tuple[int, ...]) -> None:
    origin = LineMap("x.py", tuple(range(1, before.count("\n") + 2)))
    assert follow(origin, before, after).lines == lines


def test_lines_outside_are_not_known() -> None:
    assert LineMap("x.py", (3,)).python_line(0) == 0
    assert LineMap("x.py", (3,)).python_line(2) == 0
