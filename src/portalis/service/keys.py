"""API keys: 256 random bits each, stored as SHA-256, named, revocable. Needs the standard library alone."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

PREFIX = "ptl_"
CHECK_EVERY_S = 1.0
"""How often the file is looked at; a revocation holds after this time at the latest."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is kept of a key."""

    name: str
    sha256: str
    created: float
    revoked: bool = False
    rate_per_minute: int | None = None


def digest(token: str) -> str:
    """The stored form of a key."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class KeyStore(Protocol):
    """Where keys are kept."""

    def entries(self) -> tuple[ApiKey, ...]:
        """Every key, also the revoked ones, as last known."""

    def age_s(self) -> float:
        """Seconds since what :meth:`entries` gives was true."""

    def add(self, name: str, rate_per_minute: int | None = None) -> str:
        """Make a key and return its token, which is shown this one time.

        Raises:
            ValueError: when the name is taken.
            OSError: when the store cannot be written.
        """

    def revoke(self, name: str) -> None:
        """Revoke a key.

        Raises:
            KeyError: when there is none of this name.
            OSError: when the store cannot be written.
        """


def find(store: KeyStore, token: str) -> ApiKey | None:
    """The key that belongs to ``token`` and is not revoked. Every stored digest is compared, each in constant time."""
    wanted = digest(token)
    found: ApiKey | None = None
    for key in store.entries():
        if hmac.compare_digest(key.sha256, wanted) and not key.revoked:
            found = key
    return found


def new_key(name: str, rate_per_minute: int | None) -> tuple[str, ApiKey]:
    """A new token and what is kept of it."""
    token = PREFIX + secrets.token_urlsafe(32)
    return token, ApiKey(name, digest(token), time.time(), False, rate_per_minute)


def read_key(entry: Any) -> ApiKey:
    """A key from its stored form.

    Raises:
        TypeError: when it is none.
    """
    if not isinstance(entry, dict):
        raise TypeError("a stored key is no object")
    # Whether it is valid must not depend on what else may be compared or be taken for true.
    for field, kind in (("name", str), ("sha256", str), ("revoked", bool)):
        if not isinstance(entry.get(field, kind()), kind):
            raise TypeError(f"{field} of a stored key is no {kind.__name__}")
    return ApiKey(**entry)


class KeyFile:
    """The keys of one file, read again when it changes."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._stamp: tuple[int, int, int] | None = None
        self._looked = float("-inf")
        self._true = float("-inf")
        self._keys: tuple[ApiKey, ...] = ()

    def age_s(self) -> float:
        """Seconds since what :meth:`entries` gives was true."""
        return time.monotonic() - self._true

    def entries(self) -> tuple[ApiKey, ...]:
        """Every key of the file. A file that is gone holds none; one that cannot be read keeps the last state."""
        now = time.monotonic()
        if now - self._looked < CHECK_EVERY_S:
            return self._keys
        self._looked = now
        try:
            stat = self.path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if stamp != self._stamp:
                self._keys = _parse(self.path.read_text("utf-8"))
                self._stamp = stamp
            self._true = now
        except FileNotFoundError:
            self._keys, self._stamp, self._true = (), None, now
        except (OSError, ValueError, TypeError, KeyError):
            pass
        return self._keys

    def add(self, name: str, rate_per_minute: int | None = None) -> str:
        """Make a key and return its token, which is shown this one time.

        Raises:
            ValueError: when the name is taken.
            OSError: when the file cannot be written.
        """
        keys = self._read()
        if any(key.name == name for key in keys):
            raise ValueError(f"there is a key named {name!r} already")
        token, key = new_key(name, rate_per_minute)
        self._write((*keys, key))
        return token

    def revoke(self, name: str) -> None:
        """Revoke a key.

        Raises:
            KeyError: when there is none of this name.
            OSError: when the file cannot be written.
        """
        keys = self._read()
        if all(key.name != name for key in keys):
            raise KeyError(name)
        changed = (ApiKey(**{**asdict(key), "revoked": True}) if key.name == name else key for key in keys)
        self._write(tuple(changed))

    def _read(self) -> tuple[ApiKey, ...]:
        with contextlib.suppress(FileNotFoundError):
            return _parse(self.path.read_text("utf-8"))
        return ()

    def _write(self, keys: tuple[ApiKey, ...]) -> None:
        """Replace the file in one step, so that a reader never sees half of it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".keys-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"keys": [asdict(key) for key in keys]}, file, indent=2)
        os.replace(name, self.path)
        self._looked = float("-inf")


def _parse(text: str) -> tuple[ApiKey, ...]:
    return tuple(read_key(entry) for entry in json.loads(text)["keys"])
