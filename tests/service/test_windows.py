"""The windows in memory count as those of the library do, and forget what is over."""

from __future__ import annotations

import asyncio
import random
import time

import pytest
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from portalis.service import limits
from portalis.service.windows import SWEEP_S, Windows

LONG, SHORT = RateLimitItemPerMinute(120, 10), RateLimitItemPerMinute(20)


def test_they_take_as_the_librarys_strategy_does(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    chance = random.Random(7)

    async def compare() -> set[tuple[bool, bool]]:
        nonlocal now
        own, theirs = Windows(), SlidingWindowCounterRateLimiter(MemoryStorage())
        seen = set()
        for _ in range(6000):
            now += chance.choices((0.0, 0.3, 2.0, 11.0, 61.0), (20, 20, 10, 2, 1))[0]
            client, amount = chance.choice("ab"), chance.choice((1, 1, 1, 5))
            before = await theirs.test(LONG, client, cost=amount)
            taken = own.take(client, (LONG, SHORT), amount)
            other = await limits._take(theirs, client, (LONG, SHORT), amount)
            assert (taken.admitted, max(0, taken.left)) == (other.admitted, other.left)
            assert taken.reset == pytest.approx(other.reset)
            seen.add((before, taken.admitted))
        return seen

    # Each of the two has refused by itself.
    assert asyncio.run(compare()) == {(True, True), (True, False), (False, False)}


def test_after_the_wait_it_is_admitted_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    chance = random.Random(11)
    refused = 0
    for _ in range(3000):
        windows = Windows()
        for _ in range(chance.randrange(40)):
            now += chance.choice((0.0, 0.5, 4.0))
            windows.take("a", (SHORT,), 1)
        amount = chance.choice((1, 3, 20))
        taken = windows.take("a", (SHORT,), amount)
        if taken.admitted:
            continue
        refused += 1
        began = now
        now = began + taken.wait_s - 0.01
        assert not windows.take("a", (SHORT,), amount).admitted
        now = began + taken.wait_s + 0.01
        assert windows.take("a", (SHORT,), amount).admitted
    assert refused > 500


def test_windows_that_are_over_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    windows = Windows()
    for number in range(100):
        windows.take(f"client {number}", (SHORT,), 1)
    assert len(windows) == 100
    now += 2 * 60 + SWEEP_S
    windows.take("client 0", (SHORT,), 1)
    assert len(windows) == 1
