"""Who calls: a key's owner, or the peer's address where no keys are in use."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlsplit

from portalis.service.errors import ForbiddenError, UnauthenticatedError, UnavailableError
from portalis.service.keys import KeyFile, KeyStore, find
from portalis.service.redis_keys import RedisKeys
from portalis.service.settings import Settings

_LOCAL_NAMES = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is answered. ``deadline_s`` is the client's own deadline in seconds, where it gave one."""

    client: str
    request_id: str
    protocol: str
    rate_per_minute: int | None = None
    deadline_s: float | None = None
    model: str = ""
    """Model backend or arm that the request names."""
    key: str = ""
    """Digest of the caller's key, where keys are in use."""


def key_store(settings: Settings) -> KeyStore | None:
    """Where the settings say that keys are; ``None`` where no keys are in use."""
    if settings.keys_redis_url:
        return RedisKeys(settings.keys_redis_url)
    return KeyFile(settings.keys_file) if settings.keys_file else None


class WhileValid:
    """What runs under one key, for as long as that holds; see :meth:`Authenticator.while_valid`.

    Raises:
        UnauthenticatedError: at the end of the block, when the key was revoked meanwhile.
    """

    __slots__ = ("_cancelling", "_ended", "_key", "_running", "_task")

    def __init__(self, running: dict[str, set[WhileValid]], key: str) -> None:
        self._running = running
        self._key = key
        self._ended = False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._task: asyncio.Task[object] = task
        self._cancelling = task.cancelling()
        if self._key:
            self._running.setdefault(self._key, set()).add(self)

    def end(self) -> None:
        """Cancel the block."""
        if not self._ended:
            self._ended = True
            self._task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._key:
            return
        running = self._running[self._key]
        running.discard(self)
        if not running:
            del self._running[self._key]
        # Whoever else has cancelled the task is to see that too.
        if self._ended and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise UnauthenticatedError("The API key was revoked.") from None


class Authenticator:
    """Finds out who calls."""

    def __init__(self, settings: Settings) -> None:
        self.keys = key_store(settings)
        self.guard_local = settings.loopback and self.keys is None
        self.origins = frozenset(settings.cors_origins)
        self._max_age_s = settings.keys_max_age_s
        self._running: dict[str, set[WhileValid]] = {}
        """What runs for each key, by its digest."""
        self._proxies = [ipaddress.ip_network(network, strict=False) for network in settings.trusted_proxies]

    async def refresh(self) -> None:
        """Read the keys again where that takes a connection.

        Raises:
            OSError: when Redis does not answer; the last state holds, for as long as the settings say.
        """
        if isinstance(self.keys, RedisKeys):
            await asyncio.to_thread(self.keys.reload)

    def enforce(self) -> None:
        """End what runs under keys that have been revoked; see :meth:`while_valid`."""
        if self.keys is None or not self._running:
            return
        valid = _valid(self.keys)
        for digest, scopes in self._running.items():
            if digest not in valid:
                for scope in scopes:
                    scope.end()

    def check(self, caller: Caller) -> None:
        """See that a caller who stays may still be answered.

        Raises:
            UnauthenticatedError: when the caller's key was revoked.
            UnavailableError: when it may have been revoked since the keys could last be read.
        """
        if self.keys is None:
            return
        if caller.key not in _valid(self.keys):
            raise UnauthenticatedError("The API key was revoked.")
        self._check_age(self.keys)

    def _check_age(self, keys: KeyStore) -> None:
        if keys.age_s() > self._max_age_s:
            raise UnavailableError("The API keys cannot be read at present.", retry_after_s=1)

    def while_valid(self, caller: Caller) -> WhileValid:
        """A block that is cancelled, in this task, when the caller's key is revoked; it raises UnauthenticatedError then."""
        return WhileValid(self._running, caller.key)

    def close(self) -> None:
        """Close what the keys are read through."""
        if isinstance(self.keys, RedisKeys):
            self.keys.close()

    def identify(
        self,
        token: str | None,
        peer: str,
        request_id: str,
        protocol: str,
        deadline_s: float | None = None,
        model: str = "",
    ) -> Caller:
        """The caller behind a token and a peer's address.

        Raises:
            UnauthenticatedError: when keys are in use and the token is none of them.
            UnavailableError: when it may have been revoked since the keys could last be read.
        """
        if self.keys is None:
            return Caller(f"peer:{peer}", request_id, protocol, None, deadline_s, model)
        key = find(self.keys, token) if token else None
        if key is None:
            raise UnauthenticatedError
        self._check_age(self.keys)
        return Caller(f"key:{key.name}", request_id, protocol, key.rate_per_minute, deadline_s, model, key.sha256)

    def check_local(self, headers: Mapping[str, str]) -> None:
        """Refuse pages of other sites, also those that rebind a name of theirs to this machine.

        Raises:
            ForbiddenError: for a foreign Host or Origin, where only this machine is served and no keys are in use.
        """
        if not self.guard_local:
            return
        host = headers.get("host", "")
        if host and not _is_local(host):
            raise ForbiddenError("The Host header names another machine.", {"host": host})
        origin = headers.get("origin")
        if origin and origin not in self.origins and not _is_local(urlsplit(origin).netloc):
            raise ForbiddenError("Calls from this origin are not allowed.", {"origin": origin})

    def peer(self, address: str, forwarded: str | None) -> str:
        """The client's address: the last one that no trusted proxy has added."""
        if not forwarded or not self._trusted(address):
            return address
        for hop in reversed([part.strip() for part in forwarded.split(",")]):
            if not self._trusted(hop):
                return hop
        return address

    def _trusted(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._proxies)


def _valid(keys: KeyStore) -> set[str]:
    return {key.sha256 for key in keys.entries() if not key.revoked}


def token_of(headers: Mapping[str, str]) -> str | None:
    """The key in ``X-API-Key`` or ``Authorization: Bearer``; header names are in lower case."""
    direct = headers.get("x-api-key")
    if direct:
        return direct.strip()
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() or None if scheme.lower() == "bearer" else None


def _is_local(netloc: str) -> bool:
    name = (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    if name in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
