"""Sliding windows in memory, which count as the library `limits` does.

Its own ones look through the windows of every client at each request, in a task that they make for that, and take a call for
each question: without a network between, that would be most of the cost.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import NamedTuple

from limits import RateLimitItem

SWEEP_S = 60.0
"""How often windows that are over are forgotten."""


@dataclass(slots=True)
class _Window:
    expiry: int
    number: int
    current: int
    previous: int


class Taken(NamedTuple):
    """What came of an attempt: whether it was counted, then the requests that are left and when there is one more.

    These are of the last item, or of the one that refused; the time is one of :func:`time.time`. ``wait_s`` is how long it is,
    where nothing else comes, until what was refused is admitted.
    """

    admitted: bool
    left: int
    reset: float
    wait_s: float = 0.0


class Windows:
    """Counters of two neighbouring windows for each client and item. Nothing here waits, so that no two calls interleave."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}
        self._swept = time.time()

    def __len__(self) -> int:
        return len(self._windows)

    def take(self, client: str, items: Sequence[RateLimitItem], amount: int) -> Taken:
        """Count ``amount`` requests in the windows of all ``items``, where each admits them, else in none."""
        now = time.time()
        found: list[tuple[str, _Window, int]] = []
        for item in items:
            key, expiry = _key(item, client)
            window = self._at(key, expiry, now)
            left = item.amount - floor(window.previous * _left(window, now) / window.expiry + window.current)
            if amount > left:
                wait = wait_s(window.previous, window.current, _left(window, now), expiry, item.amount - amount + 1)
                return Taken(False, left, _reset(window, now), wait)
            found.append((key, window, left - amount))
        for key, window, _ in found:
            window.current += amount
            self._windows[key] = window
        if now - self._swept > SWEEP_S:
            self._sweep(now)
        _, window, left = found[-1]
        return Taken(True, left, _reset(window, now))

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


def wait_s(previous: int, current: int, left: float, expiry: int, room: int) -> float:
    """Seconds until a window counts less than ``room``, which is 1 or more; ``left`` are those until the current one ends."""
    if current < room:  # the one before counts for less and less
        return max(0.0, left - (room - current) * expiry / previous) if previous else 0.0
    return left + expiry * (1 - room / current)


@lru_cache(4096)
def _key(item: RateLimitItem, client: str) -> tuple[str, int]:
    """What a client's window is kept under, and the seconds that it lasts: the library puts that together each time."""
    return item.key_for(client), item.get_expiry()


def _reset(window: _Window, now: float) -> float:
    """When one more request is admitted, as the library reckons it."""
    left = _left(window, now)
    waits = [left % (window.expiry / window.previous)] if window.previous else []
    if window.current:
        waits.append(left % window.expiry)
    return now + min(waits, default=0.0)


def _left(window: _Window, now: float) -> float:
    """Seconds until the current window ends."""
    return (1 - now / window.expiry % 1) * window.expiry
