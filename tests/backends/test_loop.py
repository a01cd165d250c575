"""The loop over random streams of candidates: nothing that was not verified is ever accepted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalis.backends.base import BackendUnavailableError, Usage
from portalis.backends.repair import Failure, Judgement, Outcome, Proposal, RepairBudget, repair
from portalis.diagnostics import PortalisError


class Nonsense(PortalisError):  # noqa: N818
    pass


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Log:
    """What the verifier really said, and what was asked."""

    truth: dict[str, bool]
    rounds: int = 0
    verified: int = 0


TEXT = st.sampled_from(["a", "b", "c", "d", "bad", "wrong", "!x", "!y", "raises", "breaks", "truthy"])
ROUND = st.one_of(st.lists(TEXT, max_size=5), st.sampled_from(["down", "crash", "slow"]).map(lambda word: [f"?{word}"]))


def run(
    stream: list[list[str]], right: dict[str, bool], budget: RepairBudget, cost: int = 10, step: float = 0.0
) -> tuple[Outcome[str], Log]:
    log = Log({})
    clock = Clock()

    async def propose(failures: tuple[Failure, ...], number: int, left: float) -> Proposal:
        assert number == log.rounds + 1
        assert left > 0
        log.rounds = number
        clock.now += step
        texts = stream[number - 1] if number <= len(stream) else []
        if texts == ["?down"]:
            raise BackendUnavailableError("down")
        if texts == ["?crash"]:
            raise RuntimeError("a defect of a backend")
        if texts == ["?slow"]:
            clock.now += 1000
            texts = []
        return Proposal(tuple(texts), "m", "arm", f"hash{number}", Usage(cost, cost))

    def parse(text: str) -> str:
        if text.startswith("!"):
            raise Nonsense("no Rust")
        return text

    async def verify(candidate: str, left: float) -> Judgement:
        assert left > 0
        log.verified += 1
        clock.now += step
        if candidate == "raises":
            raise Nonsense("the package cannot be put together")
        if candidate == "breaks":
            raise RuntimeError("a defect of the verifier")
        if candidate == "truthy":
            return Judgement("yes")  # type: ignore[arg-type]
        log.truth[candidate] = right.get(candidate, False)
        return Judgement(log.truth[candidate], "" if log.truth[candidate] else "differs", confidence=0.99)

    return asyncio.run(repair(propose, parse, verify, budget, clock=clock)), log


@given(
    stream=st.lists(ROUND, max_size=8),
    right=st.dictionaries(TEXT, st.booleans()),
    rounds=st.integers(1, 6),
    wanted=st.integers(1, 5),
    tokens=st.integers(1, 100),
    seconds=st.floats(0.5, 20),
    step=st.floats(0, 3),
)
def test_nothing_unverified_is_accepted(
    stream: list[list[str]], right: dict[str, bool], rounds: int, wanted: int, tokens: int, seconds: float, step: float
) -> None:
    budget = RepairBudget(rounds, wanted, tokens, seconds)
    found, log = run(stream, right, budget, step=step)
    for accepted in found.accepted:
        assert log.truth[accepted.candidate] is True
        assert accepted.judgement.verified is True
        assert accepted.candidate in stream[accepted.round - 1]
        assert accepted.prompt_hash == f"hash{accepted.round}"
    assert (found.stop == "accepted") == bool(found.accepted)
    assert len({a.candidate for a in found.accepted}) == len(found.accepted)
    assert len({a.round for a in found.accepted}) <= 1  # it asks no further than the first round that succeeds
    # the budget: no round begins when it is spent, no candidate is judged beyond what was asked for
    assert found.rounds == log.rounds <= rounds
    assert log.verified <= rounds * wanted
    assert (log.rounds - 1) * 20 < max(tokens, 1) or log.rounds == 1
    assert found.usage.total <= log.rounds * 20


@given(st.lists(st.sampled_from(["wrong", "bad", "!x", "raises", "truthy"]), max_size=20))
def test_a_stream_without_a_right_one_ends_in_the_refusal(texts: list[str]) -> None:
    found, _ = run([texts[i : i + 2] for i in range(0, len(texts), 2)], {}, RepairBudget(5, 2, 10_000, 60))
    assert not found.accepted
    assert found.stop in ("rounds", "nothing proposed")


def test_the_third_try_is_told_of_the_first_two() -> None:
    told: list[tuple[Failure, ...]] = []

    async def propose(failures: tuple[Failure, ...], number: int, left: float) -> Proposal:
        told.append(failures)
        return Proposal((f"try {number}",), "m", "arm", str(number), Usage(5, 5))

    async def verify(candidate: str, left: float) -> Judgement:
        return Judgement(candidate == "try 3", "differs on f(1)")

    found = asyncio.run(repair(propose, str, verify, RepairBudget(4)))
    assert (found.stop, found.rounds, found.accepted[0].candidate) == ("accepted", 3, "try 3")
    assert [[f.text for f in t] for t in told] == [[], ["try 1"], ["try 1", "try 2"]]
    assert told[1][0].why == "differs on f(1)"
    assert found.usage == Usage(15, 15)


def test_ranking_is_by_evidence_then_lints_then_copies_then_time() -> None:
    facts = {
        "least sure": Judgement(True, confidence=0.95, lints=0, seconds=0.1),
        "linted": Judgement(True, confidence=0.98, lints=1, seconds=0.1),
        "copies of it": Judgement(True, confidence=0.98, lints=0, seconds=0.1),
        "slow": Judgement(True, confidence=0.98, lints=0, seconds=0.3),
        "best": Judgement(True, confidence=0.98, lints=0, seconds=0.2),
    }

    async def propose(failures: tuple[Failure, ...], number: int, left: float) -> Proposal:
        return Proposal(tuple(facts))

    async def verify(candidate: str, left: float) -> Judgement:
        return facts[candidate]

    found = asyncio.run(
        repair(propose, str, verify, RepairBudget(1, 9), copies=lambda c: 2 if c.startswith("copies") else 0)
    )
    assert [a.candidate for a in found.accepted] == ["best", "slow", "copies of it", "linted", "least sure"]


@pytest.mark.parametrize("stop", ["tokens", "time", "backend", "verifier", "nothing proposed"])
def test_why_it_ended_is_said(stop: str) -> None:
    streams: dict[str, tuple[list[list[str]], RepairBudget, float]] = {
        "tokens": ([["wrong"]] * 9, RepairBudget(9, 1, 30, 60), 0.0),
        "time": ([["wrong"]] * 9, RepairBudget(9, 1, 9000, 5), 2.0),
        "backend": ([["wrong"], ["?down"]], RepairBudget(9), 0.0),
        "verifier": ([["breaks", "a"]], RepairBudget(9), 0.0),
        "nothing proposed": ([[]], RepairBudget(9), 0.0),
    }
    stream, budget, step = streams[stop]
    found, log = run(stream, {"a": True}, budget, step=step)
    assert found.stop == stop
    assert not found.accepted
    assert log.rounds <= 3


def test_a_hanging_verifier_ends_with_the_time() -> None:
    async def propose(failures: tuple[Failure, ...], number: int, left: float) -> Proposal:
        return Proposal(("a", "b"))

    async def verify(candidate: str, left: float) -> Judgement:
        if candidate == "b":
            await asyncio.sleep(60)
        return Judgement(True, confidence=1.0)

    found = asyncio.run(repair(propose, str, verify, RepairBudget(2, 2, seconds=0.2)))
    assert [a.candidate for a in found.accepted] == ["a"]  # what verified before stays
    assert found.seconds < 5
