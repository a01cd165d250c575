"""The windows in memory count as those of the library do, and forget what is over."""

from __future__ import annotations

import asyncio
import random
import time

import pytest
from limits.aio.storage import MemoryStorage

from portalis.service.windows import SWEEP_S, WindowStorage


def test_they_decide_as_the_librarys_do(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    chance = random.Random(7)

    async def compare() -> tuple[int, int]:
        nonlocal now
        own, theirs = WindowStorage(), MemoryStorage()
        admitted = refused = 0
        for _ in range(4000):
            now += chance.choices((0.0, 0.3, 2.0, 11.0, 61.0), (20, 20, 10, 2, 1))[0]
            key, amount = chance.choice("ab"), chance.choice((1, 1, 1, 5))
            given = await own.acquire_sliding_window_entry(key, 20, 60, amount)
            assert given == await theirs.acquire_sliding_window_entry(key, 20, 60, amount)
            assert await own.get_sliding_window(key, 60) == pytest.approx(await theirs.get_sliding_window(key, 60))
            admitted += given
            refused += not given
        return admitted, refused

    admitted, refused = asyncio.run(compare())
    assert min(admitted, refused) > 500, (admitted, refused)


def test_windows_that_are_over_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)

    async def run() -> int:
        nonlocal now
        storage = WindowStorage()
        for number in range(100):
            await storage.acquire_sliding_window_entry(f"client {number}", 5, 60)
        now += 2 * 60 + SWEEP_S
        await storage.acquire_sliding_window_entry("client 0", 5, 60)
        return await storage.reset()

    assert asyncio.run(run()) == 1
