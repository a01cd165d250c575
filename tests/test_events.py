"""The facade's events: passes and items come out as they finish."""

from __future__ import annotations

import pytest

from portalis import api
from portalis.codegen import functions, package
from portalis.diagnostics import InputError
from portalis.frontend.source import SourceModule
from portalis.options import Options

SOURCE = """
def first(x):
    return x + 1

def second(x):
    return first(x) * 2

def third(x):
    return second(x) - 3

print(third(4))
"""


def request(text: str, options: Options = Options(format_rust=False)) -> api.TranslationRequest:
    return api.TranslationRequest((SourceModule("main", "main.py", text),), options)


def test_the_first_item_is_out_before_the_last_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    lowered: list[str] = []
    real = functions.lower_function

    def watched(program, inst, names, docs):  # type: ignore[no-untyped-def]
        lowered.append(inst.name)
        return real(program, inst, names, docs)

    monkeypatch.setattr(package, "lower_function", watched)
    events = api.translate_events(request(SOURCE))
    first = next(e for e in events if e.kind == "item")
    assert first.name == "first"
    assert lowered == ["first"]
    rest = list(events)
    assert [e.name for e in rest if e.kind == "item"] == ["second", "third"]
    assert rest[-1].result is not None
    assert rest[-1].result.ok


def test_passes_come_in_order() -> None:
    names = [e.name for e in api.translate_events(request(SOURCE)) if e.kind == "pass"]
    assert names == ["parse", "scopes", "infer", "ownership", "raising", "codegen"]


def test_a_dump_stops_after_its_pass() -> None:
    result = api.translate(request(SOURCE, Options(dump_after="infer")))
    assert not result.files
    assert result.dump is not None
    assert "first -> int" in result.dump


def test_an_unknown_pass_is_an_input_error() -> None:
    with pytest.raises(InputError):
        api.translate(request(SOURCE, Options(dump_after="nonsense")))


def test_what_needs_a_refused_function_is_refused_with_it() -> None:
    text = "def bad(x):\n    return eval(x)\n\ndef good(x):\n    return x + 1\n\ndef user():\n    return bad('1')\n\nprint(good(1), user())\n"
    result = api.translate(request(text, Options(format_rust=False, partial=True)))
    assert not result.ok
    assert {d.code for d in result.diagnostics} >= {"P0209", "P0905"}
    assert [i.name for i in result.items] == ["good"]
    assert "fn good" in result.files["src/main.rs"]
    assert "fn user" not in result.files["src/main.rs"]
