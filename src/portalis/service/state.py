"""Redis, where it is configured: state that replicas share. Its absence never fails a request."""

from __future__ import annotations

from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from portalis.service import logs

TIMEOUT_S = 0.25


class RedisState:
    """Reads and writes that fall back to "nothing known" while Redis is away."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client: Redis = Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)
        self.available = True
        """Whether Redis is asked at present: it is not from a failure until it answers :meth:`ping` again."""

    def failed(self, error: Exception) -> None:
        """Leave Redis alone until it answers again; only the first failure is logged."""
        if self.available:
            logs.log.warning("redis_away", problem=f"{type(error).__name__}: {error}")
        self.available = False

    async def ping(self) -> bool:
        """Whether Redis answers now."""
        try:
            await self._client.ping()
        except (RedisError, OSError) as error:
            self.failed(error)
            return False
        self.available = True
        return True

    async def get(self, key: str) -> bytes | None:
        """The value under ``key``; ``None`` also while Redis is away."""
        if not self.available:
            return None
        try:
            value: Any = await self._client.get(key)
        except (RedisError, OSError) as error:
            self.failed(error)
            return None
        return value.encode() if isinstance(value, str) else value

    async def put(self, key: str, value: bytes, ttl_s: int) -> None:
        """Store ``value`` for ``ttl_s`` seconds; dropped while Redis is away."""
        if self.available:
            try:
                await self._client.set(key, value, ex=ttl_s)
            except (RedisError, OSError) as error:
                self.failed(error)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
