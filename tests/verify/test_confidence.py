"""The formula: what it never does, and which way each fact moves it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalis.verify.confidence import CAPS, Facts, confidence, survival

GOOD = Facts(False, True, True, 150, 80, 1.0, 1.0, 0, False, True)
FACTS = st.builds(
    Facts,
    contradicted=st.booleans(),
    compiled=st.booleans(),
    complete=st.booleans(),
    agreed=st.integers(0, 1000),
    distinct=st.integers(0, 1000),
    returned=st.floats(0, 1),
    coverage=st.floats(0, 1),
    outcomes=st.floats(0, 1),
    tests=st.integers(0, 10),
    script=st.booleans(),
    typed=st.booleans(),
    program=st.booleans(),
    takes_input=st.booleans(),
)


@given(FACTS)
def test_it_is_a_probability_and_contradictions_are_certain(facts: Facts) -> None:
    value = confidence(facts)
    assert 0.0 <= value <= 1.0
    if facts.contradicted or not facts.compiled:
        assert value == 0.0


@given(FACTS)
def test_nothing_is_verified_without_a_run(facts: Facts) -> None:
    if not facts.complete and not facts.program:
        assert confidence(facts) <= CAPS["only a run of the program"] < 0.95


@given(FACTS, st.integers(1, 100))
def test_more_agreement_never_lowers_it(facts: Facts, more: int) -> None:
    assert confidence(replace(facts, agreed=facts.agreed + more, distinct=facts.distinct + more)) >= confidence(facts)


def test_good_evidence_verifies() -> None:
    assert confidence(GOOD) >= 0.95


@pytest.mark.parametrize(
    "change",
    [
        {"distinct": 1},
        {"coverage": 0.5},
        {"outcomes": 0.5},
        {"complete": False},
        {"agreed": 2, "distinct": 2},
        {"returned": 0.01},
        {"compiled": False},
        {"contradicted": True},
    ],
    ids=lambda change: ",".join(change),
)
def test_each_lack_keeps_it_from_being_verified(change: dict[str, object]) -> None:
    assert confidence(replace(GOOD, **change)) < 0.95  # type: ignore[arg-type]


@given(st.integers(0, 10_000))
def test_more_inputs_leave_fewer_faults(agreed: int) -> None:
    assert 0.0 < survival(agreed + 1) <= survival(agreed) <= 1.0


def test_a_function_without_arguments_has_one_input() -> None:
    assert confidence(replace(GOOD, agreed=1, distinct=1, exhausted=True)) >= 0.95
    assert confidence(replace(GOOD, agreed=1, distinct=1)) < 0.95
