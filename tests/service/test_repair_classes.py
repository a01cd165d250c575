"""Exceptions, what abstract classes give, and a module's own code, repaired by a scripted model in the service."""

from __future__ import annotations

import httpx
import pytest
from backends.test_exceptions_and_bases import BAD, BODY, CHECK, ERRORS, PRINTED, SHAPES, TWICE
from service.test_repair import Running, item, post, record, running, wait_up
from support.scripted import Say
from support.server import TRANSLATE

__all__ = ["running"]  # a fixture that this module's tests use
pytestmark = [pytest.mark.slow, pytest.mark.heavy]


def says(*texts: str) -> list[Say]:
    return [Say((f"```rust\n{text}\n```",)) for text in texts]


ONE_ERROR = ERRORS.replace(ERRORS[ERRORS.index("class Worse") : ERRORS.index("def check")], "").replace(
    '    if n % 7 == 5:\n        raise Worse(n, "small")\n', ""
)
ONE_CHECK = CHECK.replace(CHECK[CHECK.index("    if n.rem(&Int::from(7") : CHECK.index("    if *n == Int")], "")
ONE_BODY = BODY.replace(
    BODY[BODY.index("            Err(e) if e.is(&WORSE)") : BODY.index("            Err(e) if e.is(&BAD)")], ""
)


@pytest.fixture(autouse=True)
def up(running: Running) -> None:
    """The verifier's process is back, where a deadline ended it."""
    wait_up(running.server)


def test_an_exception_is_proved_by_what_it_shows(running: Running) -> None:
    running.script.requests.clear()
    running.script.about = {
        "Bad": says(BAD.replace('"Bad({})"', '"Bad[{}]"'), BAD),
        "check": says(ONE_CHECK),
        "<module>": says(ONE_BODY),
    }
    answer = post(running.server, ONE_ERROR)
    found = record(answer, "Bad")
    assert (found["outcome"], found["rounds"]) == ("accepted", 2), found
    outcomes = {i["item"]: i["outcome"] for i in answer["metadata"]["repair"]["items"]}
    assert outcomes == {"Bad": "accepted", "check": "accepted", "<module>": "accepted", "Meta": "not asked"}
    prompts = [r["messages"][-1]["content"] for r in running.script.requests]
    assert "It is an exception." in prompts[0]
    assert "Bad.__repr__" in prompts[1]  # the counterexample names the method
    assert any("static LATE: ExceptionClass" in p for p in prompts)
    assert answer["metadata"]["complete"] is True
    assert answer["metadata"]["verification"]["status"] == "verified"
    assert item(answer, "Bad.__str__")["verified"] is True
    assert 'ExceptionClass::derived("Bad", "__main__.Bad", &VALUE_ERROR)' in answer["rust_code"]


def test_what_several_classes_inherit_is_settled_when_all_have_it(running: Running) -> None:
    square, line = (TWICE.replace("NAME", name) for name in ("Square", "Line"))
    running.script.about = {"Square.twice": says(square), "Line.twice": [Say(("No.",))], "<module>": [Say(("No.",))]}
    answer = post(running.server, SHAPES)
    assert record(answer, "Square.twice")["outcome"] == "accepted"
    assert record(answer, "Line.twice")["outcome"] == "rounds"
    refused = [d for d in answer["diagnostics"] if d["code"] == "P0209"]
    assert refused, "the line of the base's method is refused for one class still"
    assert answer["metadata"]["complete"] is False
    assert answer["confidence"] == 0.0

    running.script.about = {"Line.twice": says(line), "<module>": says(PRINTED)}
    answer = post(running.server, "# asked again\n" + SHAPES.replace('eval("n.name()")', "n.name()"))
    outcomes = {i["item"]: i["outcome"] for i in answer["metadata"]["repair"]["items"]}
    assert {outcomes[name] for name in ("Square.twice", "Line.twice", "<module>")} == {"accepted"}
    assert record(answer, "Shape")["why"].startswith("it is abstract: there are no objects of it")
    assert not [d for d in answer["diagnostics"] if d["code"] == "P0209"]
    assert answer["metadata"]["complete"] is True, answer["diagnostics"]


def test_a_refusal_in_the_modules_own_code_is_settled_by_that(running: Running) -> None:
    running.script.about = {"<module>": says("fn module_body() { print(&[&Int::from(3_i64)]); }")}
    answer = post(running.server, "print(eval('1 + 2'))\n")
    assert record(answer, "<module>")["outcome"] == "accepted"
    assert not [d for d in answer["diagnostics"] if d["severity"] == "error"]
    assert answer["metadata"]["complete"] is True


def test_a_package_is_repaired_in_all_its_modules(running: Running) -> None:
    bend = "fn bend(n: &Int) -> Int {\n    n * &Int::from(BY_i64)\n}\n"
    main = "from other import bend as more\n\n\ndef bend(n: int) -> int:\n    return eval('n * 2')\n\n\nprint(bend(4), more(4))\n"
    files = [
        {"path": "main.py", "content": main},
        {"path": "other.py", "content": "\n\n\ndef bend(n: int) -> int:\n    return eval('n * 3')\n"},
    ]
    two, three = bend.replace("BY", "2"), bend.replace("BY", "3")
    printed = "fn module_body() { print(&[&bend(&Int::from(4_i64)), &crate::other::bend(&Int::from(4_i64))]); }"
    running.script.about = {"other.bend": says(two, three), "bend": says(three, two), "<module>": says(printed)}
    body = {"source_files": files, "mode": "quality"}
    answer = httpx.post(f"{running.server.url}{TRANSLATE}/batch", json=body, timeout=280).json()
    found = answer["translated_files"][0]
    assert found["success"] is True, found
    assert [d for d in found["diagnostics"] if d["severity"] == "error"] == []
    rust = found["rust_code"]
    assert rust.index("mod other {") < rust.index("3_i64")
    assert {"2_i64", "3_i64"} <= set(rust.replace(")", " ").replace("(", " ").split())
