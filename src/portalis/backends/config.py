"""The settings of a backend, checked; and where its key is read from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from portalis.backends.base import BackendConfigError

Structured = Literal["none", "json_schema"]
MODES = ("standard", "streaming", "quality")
"""Modes that a backend can serve; mode fast asks none."""


@dataclass(frozen=True, slots=True)
class BackendConfig:
    """One backend. Times are in seconds.

    Raises:
        BackendConfigError: for a value outside its range.
    """

    name: str
    kind: str
    url: str
    model: str
    version: str = ""
    """Version of the model, where the server knows versions."""
    key_file: str = ""
    """File with the key; read for each connection, so that it can be renewed."""
    key_env: str = ""
    """Environment variable with the key."""
    timeout_s: float = 60.0
    """For a whole answer."""
    connect_timeout_s: float = 5.0
    idle_timeout_s: float = 20.0
    """Between two pieces of a stream."""
    retries: int = 2
    """After the first try, for what may pass: no answer, overload, a failure of the server."""
    concurrency: int = 8
    """Calls at once; others wait."""
    breaker_failures: int = 3
    """Calls that fail in a row before the backend is left alone."""
    breaker_pause_s: float = 30.0
    structured: Structured = "none"
    """Whether the server holds answers to a JSON schema."""
    protocol: Literal["http", "grpc"] = "http"
    """Of a Triton server."""
    weight: float = 1.0
    """Share of the requests that are routed by weight."""
    modes: tuple[str, ...] = ("quality",)
    """Modes of translation that use it."""
    arm: str = ""
    """Name in comparisons; the backend's own where it is empty."""
    embeddings: str = ""
    """Model for embeddings; none where it is empty."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Settings of a backend from elsewhere."""

    def __post_init__(self) -> None:
        problem = self._problem()
        if problem:
            raise BackendConfigError(f"backend {self.name!r}: {problem}")

    def _problem(self) -> str:
        if not self.name or not all(c.isalnum() or c in "-_." for c in self.name):
            return "its name must be letters, digits, '-', '_' and '.'"
        parts = urlsplit(self.url if "://" in self.url else f"//{self.url}")
        if not parts.hostname:
            return f"{self.url!r} is no address"
        if parts.username or parts.password:
            return "a key belongs into key_file or key_env, not into the address"
        if not self.model:
            return "it names no model"
        for name in ("timeout_s", "connect_timeout_s", "idle_timeout_s", "breaker_pause_s"):
            if not getattr(self, name) > 0:
                return f"{name} must be above 0"
        for name, least in (("retries", 0), ("concurrency", 1), ("breaker_failures", 1), ("weight", 0)):
            if getattr(self, name) < least:
                return f"{name} must be {least} or more"
        if self.structured not in ("none", "json_schema"):
            return "structured must be none or json_schema"
        if self.protocol not in ("http", "grpc"):
            return "protocol must be http or grpc"
        if self.key_file and self.key_env:
            return "give key_file or key_env, not both"
        return ""

    @property
    def label(self) -> str:
        """The name of its arm."""
        return self.arm or self.name

    def key(self) -> str:
        """The key; empty where none is configured. It must never be logged.

        Raises:
            BackendConfigError: when it is configured and not there.
        """
        if self.key_file:
            try:
                words = Path(self.key_file).read_text("utf-8").split()
            except (OSError, UnicodeDecodeError) as error:
                raise BackendConfigError(
                    f"backend {self.name!r}: key_file cannot be read ({type(error).__name__})"
                ) from None
            if not words:
                raise BackendConfigError(f"backend {self.name!r}: key_file is empty")
            return words[0]
        if self.key_env:
            value = os.environ.get(self.key_env, "").strip()
            if not value:
                raise BackendConfigError(f"backend {self.name!r}: the environment has no {self.key_env}")
            return value
        return ""


_NAMES = {f.name: f for f in fields(BackendConfig)}
_NUMBERS = {"timeout_s", "connect_timeout_s", "idle_timeout_s", "breaker_pause_s", "weight"}
_WHOLE = {"retries", "concurrency", "breaker_failures"}


def read_config(given: Mapping[str, Any]) -> BackendConfig:
    """A backend from a mapping, as YAML or JSON gives it.

    Raises:
        BackendConfigError: for unknown, missing or wrong settings.
    """
    name = given.get("name")
    about = f"backend {name!r}" if isinstance(name, str) and name else "a backend"
    unknown = sorted(set(given) - set(_NAMES))
    if unknown:
        raise BackendConfigError(f"{about}: there is no setting {', '.join(unknown)}")
    missing = [n for n in ("name", "kind", "url", "model") if not given.get(n)]
    if missing:
        raise BackendConfigError(f"{about}: {', '.join(missing)} is missing")
    values = dict(given)
    for key, value in given.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if (key in _NUMBERS and not number) or (key in _WHOLE and (not number or value != int(value))):
            raise BackendConfigError(f"{about}: {key} must be a {'whole ' if key in _WHOLE else ''}number")
        if key in _NUMBERS | _WHOLE:
            values[key] = float(value) if key in _NUMBERS else int(value)
        elif key == "modes":
            if not isinstance(value, list | tuple) or not all(m in MODES for m in value):
                raise BackendConfigError(f"{about}: modes is a list of {', '.join(MODES)}")
            values[key] = tuple(value)
        elif key == "extra":
            if not isinstance(value, Mapping):
                raise BackendConfigError(f"{about}: extra must be a mapping")
        elif not isinstance(value, str):
            raise BackendConfigError(f"{about}: {key} must be text")
    return BackendConfig(**values)


def read_configs(given: object) -> tuple[BackendConfig, ...]:
    """All backends of a list; their names must differ.

    Raises:
        BackendConfigError: for unknown, missing or wrong settings.
    """
    if not isinstance(given, list | tuple) or not all(isinstance(g, Mapping) for g in given):
        raise BackendConfigError("backends is a list of mappings")
    found = tuple(map(read_config, given))
    names = [c.name for c in found]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise BackendConfigError(f"two backends are named {', '.join(twice)}")
    return found
