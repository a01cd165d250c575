"""`async` functions: a plain function that gives what awaiting gives, judged against what `asyncio.run` of the coroutine does."""

from __future__ import annotations

import pytest
from backends.test_classes import based, repaired, target

from portalis.backends.items import CandidateError, parse_candidate
from portalis.backends.prompt import build_messages

PROGRAM = """\
import asyncio


async def half(n: int) -> int:
    await asyncio.sleep(0)
    if n < 0:
        raise ValueError("negative")
    return n // 2


async def both(a: int, b: int) -> list[int]:
    return list(await asyncio.gather(half(a), half(b)))


async def count(n: int):
    yield n


def marked(f):
    return f


@marked
async def odd(n: int) -> int:
    return n


async def main() -> None:
    print(await half(5))
    print(await both(8, 3))


asyncio.run(main())
"""
HALF = """\
fn half(n: &Int) -> PyResult<Int> {
    if *n < Int::from(0_i64) {
        return Err(Exception::new(&VALUE_ERROR, "negative"));
    }
    Ok(n.floor_div(&Int::from(2_i64)))
}
"""
BOTH = "fn both(a: &Int, b: &Int) -> PyResult<Vec<Int>> {\n    Ok(vec![half(a)?, half(b)?])\n}\n"
MAIN = """\
fn main_() {
    print(&[&half(&Int::from(5_i64)).or_exit()]);
    print(&[&both(&Int::from(8_i64), &Int::from(3_i64)).or_exit()]);
}
"""


def test_a_coroutine_is_asked_for_as_what_awaiting_it_gives() -> None:
    base, _ = based(PROGRAM)
    refused = {t.name: t.signature for t in base.targets if t.refused}
    assert refused == {
        "half": "fn half(n: &Int) -> Int", "both": "fn both(a: &Int, b: &Int) -> Vec<Int>", "main": "fn main_()",
        "<module>": "fn module_body()",
    }  # fmt: skip
    half = target("half", PROGRAM)
    assert half.awaited
    assert "what awaiting it gives" in build_messages(half, [], [])[-1].content
    assert "what awaiting it gives" not in build_messages(target("<module>", PROGRAM), [], [])[-1].content
    with pytest.raises(CandidateError, match="`async` is not allowed"):
        parse_candidate(f"async {HALF}", half.wanted)


def test_what_no_awaiting_gives_stays_refused() -> None:
    why = "it is `async`, and decorated or a generator: awaiting it gives nothing that could be compared"
    assert dict(based(PROGRAM)[0].unasked) == {"count": why, "odd": why}


@pytest.mark.heavy
def test_coroutines_are_repaired(cargo: str) -> None:
    dealt = {
        "half": [HALF.replace("2_i64", "3_i64"), HALF.replace('"negative"', '"too small"'), HALF],
        "both": [BOTH.replace("half(a)?, half(b)?", "half(b)?, half(a)?"), BOTH],
        "main": [MAIN.replace("8_i64", "9_i64").replace("5_i64", "7_i64"), MAIN],
        "<module>": ["fn module_body() {\n    main_();\n}\n"],
    }
    found = repaired(dealt, PROGRAM)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert shown["half"]["evidence"]["kind"] == "coroutine"
    assert shown["half"]["evidence"]["facts"]["agreed"] > 10
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}
