"""Short ways to make what the tests of backends need."""

from __future__ import annotations

from typing import Any

from portalis.backends.base import Message, Request, Usage
from portalis.backends.breaker import Breaker
from portalis.backends.config import BackendConfig, read_config
from portalis.backends.guard import Guarded
from portalis.backends.registry import make_backend


class Seen:
    """An observer that remembers."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, Usage]] = []
        self.first: list[float] = []
        self.retries: list[str] = []
        self.breakers: list[bool] = []
        self.candidates: list[tuple[str, str]] = []
        self.items: list[tuple[str, str, int]] = []

    def called(self, backend: str, outcome: str, seconds: float, usage: Usage) -> None:
        self.calls.append((backend, outcome, usage))

    def began(self, backend: str, seconds: float) -> None:
        self.first.append(seconds)

    def retried(self, backend: str, reason: str) -> None:
        self.retries.append(reason)

    def breaker(self, backend: str, is_open: bool) -> None:
        self.breakers.append(is_open)

    def candidate(self, arm: str, outcome: str) -> None:
        self.candidates.append((arm, outcome))

    def repaired(self, arm: str, outcome: str, rounds: int, seconds: float) -> None:
        self.items.append((arm, outcome, rounds))


def config(url: str, **more: Any) -> BackendConfig:
    return read_config({"name": "one", "kind": "openai", "url": url, "model": "scripted-model", "retries": 0, **more})


def guarded(url: str, seen: Seen | None = None, **more: Any) -> Guarded:
    made = config(url, **more)
    return Guarded(make_backend(made), made, seen or Seen())


def ask(text: str = "translate", **more: Any) -> Request:
    return Request((Message("user", text),), **more)


def is_open(thing: Guarded | Breaker) -> bool:
    """Whether a breaker is open; a call, since it changes."""
    return thing.open
