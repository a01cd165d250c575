"""Rate limits for each client: a window of a minute that admits bursts, and one of ten that holds the rate.

The windows are counters, not lists of requests: a list makes each request as dear as the client was busy before.
"""

from __future__ import annotations

import time
from functools import cache
from math import ceil
from typing import NamedTuple, cast

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import RedisStorage, SlidingWindowCounterSupport, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from portalis.service.errors import RateLimitedError
from portalis.service.state import TIMEOUT_S, RedisState
from portalis.service.windows import Taken, Windows, wait_s

SUSTAINED_MINUTES = 10


class Quota(NamedTuple):
    """What is left for a client: requests, and seconds until the window is new."""

    limit: int
    remaining: int
    reset_s: int

    def headers(self) -> dict[str, str]:
        """The ``RateLimit-*`` headers."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_s),
        }

    def raw_headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """The same as ASGI has them."""
        return (
            (b"ratelimit-limit", b"%d" % self.limit),
            (b"ratelimit-remaining", b"%d" % self.remaining),
            (b"ratelimit-reset", b"%d" % self.reset_s),
        )


class RateLimiter:
    """Counts in memory, or in Redis; while Redis is away, in memory."""

    def __init__(self, state: RedisState | None = None) -> None:
        self.state = state
        self._memory = Windows()
        self._shared: SlidingWindowCounterRateLimiter | None = None
        if state is not None:
            storage: Storage = RedisStorage(
                f"async+{state.url}",
                implementation="redispy",
                socket_timeout=TIMEOUT_S,
                socket_connect_timeout=TIMEOUT_S,
            )
            self._shared = SlidingWindowCounterRateLimiter(storage)

    async def spend(self, client: str, cost: int, per_minute: int, burst: int) -> Quota | None:
        """Take ``cost`` requests from a client's quota; ``None`` where there is no limit.

        Raises:
            RateLimitedError: when the quota does not suffice; it names the seconds to wait, or that waiting does not help.
        """
        if per_minute <= 0:
            return None
        windows = _windows(per_minute, burst)
        most = min(per_minute + burst, per_minute * SUSTAINED_MINUTES)
        if cost > most:
            said = f"A batch costs its files: of this client at most {most} are ever admitted at once."
            raise RateLimitedError(said, {"limit_per_minute": per_minute, "cost": cost, "most": most})
        taken = await self._take_shared(client, windows, cost)
        if taken is None:
            taken = self._memory.take(client, windows, cost)
        reset = max(0, round(taken.reset - time.time()))
        quota = Quota(per_minute + burst, max(0, taken.left), reset)
        if not taken.admitted:
            wait = max(1, ceil(taken.wait_s))
            raise RateLimitedError(None, {"limit_per_minute": per_minute, "cost": cost}, wait, quota.headers())
        return quota

    async def _take_shared(self, client: str, windows: tuple[RateLimitItem, ...], cost: int) -> Taken | None:
        """The same in Redis; ``None`` while that is away."""
        if self._shared is None or self.state is None or not self.state.available:
            return None
        # The first attempt may meet a pooled connection that Redis closed when it was restarted.
        for attempt in range(2):
            try:
                return await _take(self._shared, client, windows, cost)
            except (RedisError, OSError) as error:
                if attempt:
                    self.state.failed(error)
        return None


@cache
def _windows(per_minute: int, burst: int) -> tuple[RateLimitItem, ...]:
    """The long one, and the one whose state is told."""
    long = RateLimitItemPerMinute(per_minute * SUSTAINED_MINUTES, SUSTAINED_MINUTES)
    return long, RateLimitItemPerMinute(per_minute + burst)


async def _take(
    limiter: SlidingWindowCounterRateLimiter, client: str, windows: tuple[RateLimitItem, ...], cost: int
) -> Taken:
    long, full = windows
    admitted = False
    if not await limiter.test(long, client, cost=cost):
        full = long
    elif admitted := await limiter.hit(full, client, cost=cost):
        await limiter.hit(long, client, cost=cost)
    stats = await limiter.get_window_stats(full, client)
    if admitted:
        return Taken(True, stats.remaining, stats.reset_time)
    key, expiry = full.key_for(client), full.get_expiry()
    previous, _, current, _ = await cast(SlidingWindowCounterSupport, limiter.storage).get_sliding_window(key, expiry)
    wait = wait_s(previous, current, expiry - time.time() % expiry, expiry, full.amount - cost + 1)
    return Taken(False, stats.remaining, stats.reset_time, wait)
