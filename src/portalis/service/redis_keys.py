"""API keys in Redis, for replicas that share no file: one hash, a field for each name. JSON, and digests alone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from portalis.service.keys import ApiKey, new_key, read_key

HASH = "portalis:keys"
TIMEOUT_S = 1.0
"""With the second between two readings, a revocation holds within 5 s."""


class RedisKeys:
    """The keys of one Redis.

    :meth:`reload` blocks and belongs in a thread; :meth:`entries` gives what it last read, so that finding a caller never
    waits. While Redis is away the last state holds; how long it is believed is for who asks to say, by :meth:`age_s`: a
    replica that is cut off cannot know what was revoked meanwhile.
    """

    def __init__(self, url: str) -> None:
        self._client: Any = Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)
        self._keys: tuple[ApiKey, ...] = ()
        self._true = float("-inf")

    def entries(self) -> tuple[ApiKey, ...]:
        """Every key, as last read."""
        return self._keys

    def age_s(self) -> float:
        """Seconds since what :meth:`entries` gives was true."""
        return time.monotonic() - self._true

    def reload(self) -> None:
        """Read the keys.

        Raises:
            OSError: when Redis does not answer; what was last read stays.
        """
        asked = time.monotonic()
        with _plain_errors():
            found = self._client.hvals(HASH)
        # An entry that cannot be read is no key; the others are not lost with it.
        self._keys = tuple(key for key in map(_parse, found) if key is not None)
        self._true = asked

    def add(self, name: str, rate_per_minute: int | None = None) -> str:
        """Make a key and return its token, which is shown this one time.

        Raises:
            ValueError: when the name is taken.
            OSError: when Redis does not answer.
        """
        token, key = new_key(name, rate_per_minute)
        with _plain_errors():
            if not self._client.hsetnx(HASH, name, json.dumps(asdict(key))):
                raise ValueError(f"there is a key named {name!r} already")
        return token

    def revoke(self, name: str) -> None:
        """Revoke a key.

        Raises:
            KeyError: when there is none of this name.
            OSError: when Redis does not answer.
        """
        with _plain_errors():
            kept = self._client.hget(HASH, name)
            if kept is None:
                raise KeyError(name)
            self._client.hset(HASH, name, json.dumps({**json.loads(kept), "revoked": True}))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _parse(text: bytes) -> ApiKey | None:
    try:
        return read_key(json.loads(text))
    except (ValueError, TypeError):
        return None


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise OSError(f"Redis does not answer: {error}") from error
