"""Answers by what they depend on: in memory, or in Redis where replicas share them. JSON, never pickle."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from portalis import __version__
from portalis.service.state import RedisState


def cache_key(files: Mapping[str, str], **parts: Any) -> str:
    """A key from everything that an answer depends on, this version of Portalis among it; ``parts`` are hashable."""
    found = hashlib.sha256(_fixed(tuple(parts.items())))
    for text in (text for pair in files.items() for text in pair):
        data = text.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


@lru_cache(1024)
def _fixed(parts: tuple[tuple[str, Any], ...]) -> bytes:
    return json.dumps([*parts, ("version", __version__)]).encode()


GZIP_LEVEL = 6
_GZIP_HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"


class Kept:
    """An answer that is sent many times: a JSON object whose last fields differ each time.

    An answer may carry the whole runtime: to parse, check, write or compress it costs many times what it costs to send it.
    ``parts`` are the object without its closing bracket; none of them is copied.
    """

    __slots__ = ("_crc", "_packed", "_size", "counted", "key", "message", "parts")

    def __init__(self, parts: tuple[bytes, ...], key: str = "") -> None:
        self.parts = parts
        self._size = sum(map(len, parts))
        self._packed = b""
        self._crc = 0
        self.message = b""
        """What gRPC sends, once it was asked for."""
        self.key = key
        self.counted = 0
        """Bytes by which the cache has grown for it."""

    def __len__(self) -> int:
        return self._size + len(self._packed) + len(self.message)

    def json(self, more: bytes) -> tuple[bytes, ...]:
        """The whole JSON in pieces; ``more`` is what else the object holds: ``"name":value``."""
        return *self.parts, b",%b}" % more

    @property
    def packed(self) -> bool:
        """Whether :meth:`pack` has been called."""
        return bool(self._packed)

    def pack(self) -> None:
        """Compress what does not differ."""
        deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        for part in self.parts:
            self._crc = zlib.crc32(part, self._crc)
        # Flushed, it ends at a byte: what differs follows as a block of its own.
        made = [deflate.compress(part) for part in self.parts]
        self._packed = b"".join((_GZIP_HEAD, *made, deflate.flush(zlib.Z_SYNC_FLUSH)))

    def gzip(self, more: bytes) -> bytes:
        """The whole JSON as gzip, after :meth:`pack`."""
        last = b",%b}" % more
        size = self._size + len(last)
        stored = b"\x01" + len(last).to_bytes(2, "little") + (0xFFFF - len(last)).to_bytes(2, "little") + last
        check = zlib.crc32(last, self._crc).to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
        return b"".join((self._packed, stored, check))


class AnswerCache:
    """Least recently used answers go first; ``limit`` is in bytes, ``ttl_s`` in seconds. A limit of 0 keeps nothing."""

    def __init__(self, limit: int, ttl_s: int, state: RedisState | None = None) -> None:
        self.limit = limit
        self.ttl_s = ttl_s
        self.state = state
        self.bytes = 0
        self._kept: OrderedDict[str, tuple[float, Kept]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    async def get(self, key: str) -> Kept | None:
        """The answer under ``key``, where one is kept and not too old."""
        if not self.limit:
            return None
        found = self._kept.get(key)
        if found is not None and found[0] >= time.monotonic():
            self._kept.move_to_end(key)
            return found[1]
        if found is not None:
            self._drop(key)
        data = await self.state.get(f"portalis:answer:{key}") if self.state is not None else None
        if not data:
            return None
        kept = Kept((data[:-1],), key)
        if self._fits(kept):
            self._keep(kept)
        return kept

    async def put(self, key: str, parts: tuple[bytes, ...]) -> None:
        """Keep an answer, the parts of a :class:`Kept`; one that is larger than a tenth of the cache is not kept."""
        kept = Kept(parts, key)
        if not self._fits(kept):
            return
        self._keep(kept)
        if self.state is not None:
            await self.state.put(f"portalis:answer:{key}", b"".join((*parts, b"}")), self.ttl_s)

    async def pack(self, kept: Kept) -> None:
        """Compress an answer, where that was not done before."""
        if not kept.packed:
            await asyncio.to_thread(kept.pack)
            self.grown(kept)

    def grown(self, kept: Kept) -> None:
        """Count an answer anew, in case that it is one of this cache's."""
        if (found := self._kept.get(kept.key)) is not None and found[1] is kept:
            self._count(kept)

    def _fits(self, kept: Kept) -> bool:
        return 0 < len(kept) * 10 <= self.limit

    def _keep(self, kept: Kept) -> None:
        if kept.key in self._kept:
            self._drop(kept.key)
        self._kept[kept.key] = (time.monotonic() + self.ttl_s, kept)
        self._count(kept)

    def _count(self, kept: Kept) -> None:
        self.bytes += len(kept) - kept.counted
        kept.counted = len(kept)
        while self.bytes > self.limit:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        self.bytes -= self._kept.pop(key)[1].counted
