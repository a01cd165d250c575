"""Which items a translation has repaired: what was refused, what does not compile, what differs, and nothing else."""

from __future__ import annotations

from typing import Any

from portalis import api
from portalis.backends.prompt import build_messages
from portalis.backends.targets import find_base
from portalis.options import Options
from portalis.service.repair import _due, _settled

SOURCE = "def half(n: int) -> int:\n    return n // 2\n\n\ndef bend(n: int) -> int:\n    return eval('n')\n\n\nprint(half(4))\nprint(bend(3))\n"
ERROR = "error[E0308]: mismatched types\n --> src/main.rs:7:5\n  |\n7 |     n\n  |     ^ expected `Int`"


def due(
    summary: dict[str, Any], half: dict[str, Any], status: str = "verified"
) -> tuple[set[str], dict[str, list[str]]]:
    request = api.TranslationRequest(api.modules_of({"main.py": SOURCE}), Options(partial=True))
    base = find_base(request, api.translate(request))
    answer = {
        "metadata": {"verification": {"status": status, "summary": summary}},
        "items": [{"name": "half", "evidence": half}],
    }
    targets, facts = _due(answer, {"targets": [t.to_json() for t in base.targets]})
    for target in targets:
        if target.name in facts:
            prompt = build_messages(target, [], [], facts=facts[target.name])[-1].content
            assert "## What is wrong with that" in prompt
            assert facts[target.name][0] in prompt
    return {t.name for t in targets}, facts


def test_what_was_refused_is_due() -> None:
    names, facts = due({"compiled": True}, {"verdict": "verified"})
    assert names == {"bend", "<module>"}
    assert facts == {}


def test_what_differs_is_due_with_how() -> None:
    mismatch = {"call": "half(-3)", "python": "-2", "rust": "-1", "aspect": "value"}
    evidence = {"verdict": "contradicted", "differential": [{"mismatches": [mismatch]}]}
    names, facts = due({"compiled": True}, evidence)
    assert names == {"half", "bend", "<module>"}
    assert facts == {"half": ["half(-3): Python gives -2; this gives -1 (value)"]}


def test_where_the_package_does_not_compile_every_item_is_due_with_the_errors_and_their_places() -> None:
    names, facts = due({"compiled": False, "errors": [ERROR]}, {"verdict": "unknown"})
    assert names == {"half", "bend", "<module>"}
    assert facts == {"half": [f"the package does not compile: {ERROR}"]}


def test_without_a_verdict_only_refusals_are_due() -> None:
    names, facts = due({"compiled": False, "errors": [ERROR]}, {"verdict": "contradicted"}, status="failed")
    assert names == {"bend", "<module>"}
    assert facts == {}


def test_a_refusal_is_settled_by_what_stands_in_its_own_file() -> None:
    text = "def bend(n: int) -> int:\n    return eval('n')\n"
    files = {
        "main.py": "from other import bend as b\n\n\n" + text + "\n\nprint(b(bend(1)))\n",
        "other.py": "\n\n\n" + text,
    }
    request = api.TranslationRequest(api.modules_of(files), Options(partial=True))
    found = api.translate(request)
    targets = {t.name: t for t in find_base(request, found).targets}
    refused = {d.span.path: d.to_json() for d in found.diagnostics if d.code == "P0209" and d.span is not None}
    assert {d["span"]["line"] for d in refused.values()} == {5}  # at the same place of both
    own, others = targets["bend"], targets["other.bend"]
    assert _settled(refused["main.py"], [own], [others])
    assert not _settled(refused["other.py"], [own], [others])
    assert _settled(refused["other.py"], [others], [own])
