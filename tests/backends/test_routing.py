"""Which backend is asked, and the report that compares them."""

from __future__ import annotations

from collections import Counter

import pytest
from backends.helpers import config

from portalis.backends.base import Usage
from portalis.backends.guard import Guarded
from portalis.backends.registry import make_backend
from portalis.backends.routing import Ledger, Router, report_table, same_share, wilson


def arms(*given: dict[str, object]) -> list[Guarded]:
    made = [config("http://localhost:9/v1", **{"name": f"b{i}", **g}) for i, g in enumerate(given)]
    return [Guarded(make_backend(c), c) for c in made]


def test_weights_share_the_requests() -> None:
    router = Router(arms({"weight": 9}, {"weight": 1}, {"weight": 0}), seed=1)
    counts = Counter(router.order("quality")[0].name for _ in range(2000))
    assert 0.87 < counts["b0"] / 2000 < 0.93
    assert counts["b2"] == 0
    assert [b.name for b in router.order("quality", "b2")] == ["b2"]


def test_a_client_stays_with_its_arm() -> None:
    router = Router(arms({}, {}), seed=1)
    assert len({router.order("quality", key="alice")[0].name for _ in range(20)}) == 1
    assert len({router.order("quality", key=f"client {i}")[0].name for i in range(20)}) == 2


def test_the_mode_and_the_name_choose() -> None:
    router = Router(arms({"modes": ["standard"]}, {"arm": "canary"}, {"arm": "canary", "version": "2"}), seed=1)
    assert {router.order("standard")[0].name for _ in range(20)} == {"b0"}
    assert {router.order("quality")[0].name for _ in range(50)} == {"b1", "b2"}
    assert {b.name for b in router.order("fast", "canary")} == {"b1", "b2"}
    assert router.order("fast") == ()
    assert router.serves("standard")
    assert not router.serves("fast")
    assert router.named("canary")
    assert not router.named("b9")
    assert router.order("quality", "b9") == ()


def test_an_open_breaker_comes_last() -> None:
    made = arms({"weight": 100, "breaker_failures": 1}, {"weight": 1})
    made[0]._breaker.failed()
    assert [b.name for b in Router(made, seed=1).order("quality")] == ["b1", "b0"]


def test_the_report_compares_the_arms() -> None:
    ledger = Ledger(arms={"b0": "old", "b1": "new"})
    for i in range(40):
        ledger.called("b0", "ok", 0.1, Usage(100, 50))
        ledger.repaired("old", "accepted" if i < 10 else "rounds", 3, 2.0)
        ledger.called("b1", "ok" if i else "BackendTimeoutError", 0.1, Usage(100, 10))
        ledger.repaired("new", "accepted" if i < 30 else "rounds", 1, 1.0)
        ledger.candidate("new", "accepted" if i < 30 else "rejected")
    found = ledger.report()
    assert found["arms"]["old"]["acceptance_rate"] == 0.25
    assert found["arms"]["new"]["acceptance_rate"] == 0.75
    assert found["arms"]["old"]["tokens_per_accepted"] == 600
    assert found["arms"]["new"]["failed_calls"] == 1
    low, high = found["arms"]["new"]["acceptance_95"]
    assert low < 0.75 < high
    assert found["comparisons"][0]["better"] == "new"
    assert found["comparisons"][0]["p_value"] < 0.001
    table = report_table(found)
    assert "| new | 40 | 30 | 75.0% |" in table
    assert "**new** accepts more" in table


def test_few_items_show_no_difference() -> None:
    ledger = Ledger()
    ledger.repaired("a", "accepted", 1, 1)
    ledger.repaired("b", "rounds", 1, 1)
    assert ledger.report()["comparisons"][0]["better"] is None
    assert Ledger().report() == {"arms": {}, "comparisons": []}


@pytest.mark.parametrize(("good", "total", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)])  # fmt: skip
def test_wilson(good: int, total: int, low: float, high: float) -> None:
    assert wilson(good, total) == pytest.approx((low, high), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert same_share(5, 10, 5, 10) == 1.0
