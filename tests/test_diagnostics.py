"""Rendering of diagnostics, and the table of codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portalis import api
from portalis.codes import CODES, RANGES, lookup, page_markdown, page_text
from portalis.diagnostics import Diagnostic, InputError, Severity, Span, render, render_all
from portalis.options import Options

SOURCE = Path(__file__).resolve().parent.parent / "src" / "portalis"


def test_render() -> None:
    diagnostic = Diagnostic("P0301", "the type of items is unknown", Span("a.py", 12, 10, 12, 15), "annotate it")
    lines = [""] * 11 + ["def first(items):"]
    assert render(diagnostic, lines) == (
        "error[P0301]: the type of items is unknown\n"
        "  --> a.py:12:11\n"
        "   |\n"
        "12 | def first(items):\n"
        "   |           ^^^^^\n"
        "   = hint: annotate it"
    )


def test_render_without_source_or_span() -> None:
    span = Span("a.py", 3, 0, 3, 1)
    assert render(Diagnostic("P0201", "no", span), None) == "error[P0201]: no\n --> a.py:3:1"
    assert render(Diagnostic("P0201", "no", span), ["one line"]) == "error[P0201]: no\n --> a.py:3:1"
    assert render(Diagnostic("P0201", "no", severity=Severity.WARNING), []) == "warning[P0201]: no"


@pytest.mark.parametrize(
    ("line", "column", "end", "caret"),
    [
        ("x = 日本 + 1", 4, 6, "  |     ^^^^"),
        ("\tx = 1", 1, 2, "  |     ^"),
        ("x = 1", 5, 6, "  |      ^"),
        ("x = 1", 99, 120, "  |      ^"),
        ("e\u0301x", 2, 3, "  |  ^"),
    ],
)
def test_carets_stand_under_the_span(line: str, column: int, end: int, caret: str) -> None:
    shown = render(Diagnostic("P0201", "no", Span("a.py", 1, column, 1, end)), [line])
    assert shown.splitlines()[-1] == caret


def test_span_over_lines_marks_the_first() -> None:
    shown = render(Diagnostic("P0201", "no", Span("a.py", 1, 2, 3, 1)), ["  while x:   ", "    y", "z"])
    assert shown.splitlines()[-1] == "  |   ^^^^^^^^"


def test_long_line_is_cut() -> None:
    shown = render(Diagnostic("P0201", "no", Span("a.py", 1, 5000, 1, 5003)), ["a" * 5000 + "bcd" + "e" * 5000])
    excerpt, carets = shown.splitlines()[-2:]
    assert len(excerpt) < 300
    assert excerpt[carets.index("^") :].startswith("bcd")


def test_terminal_escapes_are_defused() -> None:
    shown = render(Diagnostic("P0201", "\x1b[2J", Span("\x1b.py", 1, 0, 1, 1), "\x07"), ["\x1b[2Jx\x9b"])
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\x9b" not in shown


def test_color_is_only_paint() -> None:
    diagnostic = Diagnostic("P0201", "no", Span("a.py", 1, 0, 1, 1), "hint")
    painted = render(diagnostic, ["x"], color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render(diagnostic, ["x"])


def test_render_all_is_ordered() -> None:
    late = Diagnostic("P0201", "late", Span("a.py", 9, 0, 9, 1))
    early = Diagnostic("P0202", "early", Span("a.py", 1, 0, 1, 1))
    shown = render_all([late, early], {"a.py": ["x"]})
    assert shown.index("early") < shown.index("late")


def test_json_form() -> None:
    diagnostic = Diagnostic("P0201", "no", Span("a.py", 1, 0, 1, 1))
    assert diagnostic.to_json() == {
        "code": "P0201",
        "severity": "error",
        "message": "no",
        "span": {"path": "a.py", "line": 1, "column": 0, "end_line": 1, "end_column": 1},
        "hint": None,
    }


def test_errors_carry_diagnostics() -> None:
    error = InputError(Diagnostic("P0101", "no"))
    assert [d.code for d in error.diagnostics] == ["P0101"]
    assert str(error) == "P0101: no"


@pytest.mark.parametrize("code", CODES)
def test_pages(code: str) -> None:
    page = lookup(code.lower())
    assert page.code == code
    assert page.code[:3] in RANGES
    assert page.title
    assert not page.title.endswith(".")
    assert len(page.title) < 90
    assert page.explanation.endswith(".")
    assert page_text(code).startswith(f"{code}: ")
    assert page_markdown(code).startswith(f"### {code}: ")


def test_unknown_code() -> None:
    with pytest.raises(KeyError):
        lookup("P9999")


def test_the_compiler_uses_known_codes() -> None:
    """Every literal code in the sources has a page."""
    used = {
        code
        for path in SOURCE.rglob("*.py")
        if "code_pages" not in path.parts
        for code in re.findall(r"[\"'](P\d{4})[\"']", path.read_text("utf-8"))
    }
    assert used <= set(CODES), used - set(CODES)


def test_a_refusal_names_the_module_where_it_stands() -> None:
    files = {
        "main.py": "from other import f, Dot\n\n\ndef g() -> int:\n    return eval('1')\n\n\nprint(f() + g())\nDot()\n",
        "other.py": "class M(type): ...\n\n\ndef f() -> int:\n    return eval('2')\n\n\nclass Dot(metaclass=M):\n    pass\n",
    }
    result = api.translate(api.TranslationRequest(api.modules_of(files), Options(partial=True)))
    refused = {(d.code, d.span.path, d.span.line) for d in result.diagnostics if d.span is not None}
    assert {("P0209", "main.py", 5), ("P0209", "other.py", 5), ("P0605", "other.py", 8)} <= refused


def test_the_items_of_other_modules_have_their_names() -> None:
    files = {
        "main.py": "from pkg.other import f as g\n\n\ndef f() -> int:\n    return g()\n\n\nprint(f())\n",
        "pkg/__init__.py": "",
        "pkg/other.py": "def f() -> int:\n    return 2\n",
    }
    result = api.translate(api.TranslationRequest(api.modules_of(files)))
    assert {i.name for i in result.items} == {"f", "pkg.other.f"}
    assert result.homes == {"": "", "pkg": "pkg", "pkg.other": "pkg_other"}
