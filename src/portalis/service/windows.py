"""Sliding windows in memory, as a storage of the library `limits`.

Its own one looks through the windows of every client at each request, in a task that it makes for that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import floor
from typing import ClassVar

from limits.aio.storage import SlidingWindowCounterSupport, Storage

SWEEP_S = 60.0
"""How often windows that are over are forgotten."""


@dataclass(slots=True)
class _Window:
    expiry: int
    number: int
    current: int
    previous: int


class WindowStorage(Storage, SlidingWindowCounterSupport):
    """Counters of two neighbouring windows for each key. Nothing here waits, so that no two calls interleave."""

    STORAGE_SCHEME: ClassVar[list[str] | None] = ["portalis-windows"]  # type: ignore[misc]

    def __init__(self) -> None:
        super().__init__()
        self._windows: dict[str, _Window] = {}
        self._swept = time.time()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing fails here."""
        return MemoryError

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count ``amount`` requests, where the limit of ``expiry`` seconds admits them."""
        now = time.time()
        window = self._at(key, expiry, now)
        weighted = window.previous * _left(now, expiry) / expiry + window.current
        if floor(weighted) + amount > limit:
            return False
        window.current += amount
        self._windows[key] = window
        if now - self._swept > SWEEP_S:
            self._sweep(now)
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Requests in the previous window and seconds that it still counts, then the same of the current window."""
        now = time.time()
        window = self._at(key, expiry, now)
        left = _left(now, expiry)
        return window.previous, left if window.previous else 0.0, window.current, left + expiry

    async def clear_sliding_window(self, key: str, expiry: int) -> None:
        """Forget what was counted."""
        self._windows.pop(key, None)

    def _at(self, key: str, expiry: int, now: float) -> _Window:
        number = int(now / expiry)
        window = self._windows.get(key)
        if window is not None and window.number == number:
            return window
        before = window.current if window is not None and window.number == number - 1 else 0
        return _Window(expiry, number, 0, before)

    def _sweep(self, now: float) -> None:
        self._swept = now
        over = [key for key, window in self._windows.items() if int(now / window.expiry) > window.number + 1]
        for key in over:
            del self._windows[key]

    # The rest belongs to strategies that count otherwise.

    async def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Not offered: windows that do not slide are not kept."""
        raise NotImplementedError

    async def get(self, key: str) -> int:
        """Not offered: windows that do not slide are not kept."""
        raise NotImplementedError

    async def get_expiry(self, key: str) -> float:
        """Not offered: windows that do not slide are not kept."""
        raise NotImplementedError

    async def clear(self, key: str) -> None:
        """Forget what was counted."""
        self._windows.pop(key, None)

    async def check(self) -> bool:
        """Whether the storage works."""
        return True

    async def reset(self) -> int:
        """Forget everything; returns how many windows there were."""
        count = len(self._windows)
        self._windows.clear()
        return count


def _left(now: float, expiry: int) -> float:
    """Seconds until the current window ends."""
    return (1 - now / expiry % 1) * expiry
