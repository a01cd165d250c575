"""Answers by what they depend on: in memory, or in Redis where replicas share them. JSON, never pickle."""

from __future__ import annotations

import hashlib
import json
import time
from collections import OrderedDict
from typing import Any

from portalis import __version__
from portalis.service.state import RedisState


def cache_key(**parts: Any) -> str:
    """A key from everything that an answer depends on, this version of Portalis among it."""
    text = json.dumps({**parts, "version": __version__}, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class AnswerCache:
    """Least recently used answers go first; ``limit`` is in bytes, ``ttl_s`` in seconds. A limit of 0 keeps nothing."""

    def __init__(self, limit: int, ttl_s: int, state: RedisState | None = None) -> None:
        self.limit = limit
        self.ttl_s = ttl_s
        self.state = state
        self.bytes = 0
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    async def get(self, key: str) -> bytes | None:
        """The answer under ``key`` as JSON, where one is kept and not too old."""
        if not self.limit:
            return None
        found = self._kept.get(key)
        if found is not None and found[0] < time.monotonic():
            self._drop(key)
            found = None
        data = found[1] if found is not None else None
        if data is not None:
            self._kept.move_to_end(key)
        elif self.state is not None:
            data = await self.state.get(f"portalis:answer:{key}")
        return data

    async def put(self, key: str, data: bytes) -> None:
        """Keep an answer, as JSON; one that is larger than a tenth of the cache is not kept."""
        if not self.limit or len(data) * 10 > self.limit:
            return
        if key in self._kept:
            self._drop(key)
        self._kept[key] = (time.monotonic() + self.ttl_s, data)
        self.bytes += len(data)
        while self.bytes > self.limit:
            self._drop(next(iter(self._kept)))
        if self.state is not None:
            await self.state.put(f"portalis:answer:{key}", data, self.ttl_s)

    def _drop(self, key: str) -> None:
        self.bytes -= len(self._kept.pop(key)[1])
