"""Metrics of the model backends: families that are there only where backends are configured."""

from __future__ import annotations

import contextlib

from prometheus_client import Counter, Gauge, Histogram

from portalis.backends.base import Usage
from portalis.service.metrics import Metrics

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_ROUNDS = (0, 1, 2, 3, 4, 6, 8)


class ModelMetrics:
    """An observer of backends that counts in the service's registry."""

    def __init__(self, metrics: Metrics) -> None:
        r = metrics.registry
        self._breaker = metrics.breaker
        self.calls = Counter("portalis_model_calls", "Calls of model backends", ["backend", "outcome"], registry=r)
        self.latency = Histogram(
            "portalis_model_call_duration_seconds", "Time of calls of model backends", ["backend"], buckets=_SECONDS, registry=r
        )  # fmt: skip
        self.tokens = Counter("portalis_model_tokens", "Tokens as servers count them", ["backend", "kind"], registry=r)
        self.retries = Counter("portalis_model_retries", "Calls that were tried again", ["backend"], registry=r)
        self.candidates = Counter(
            "portalis_model_candidates", "Candidates by what became of them", ["arm", "outcome"], registry=r
        )
        self.items = Counter(
            "portalis_model_items", "Items that models were asked about, by how it ended", ["arm", "outcome"], registry=r
        )  # fmt: skip
        self.first_token = Histogram(
            "portalis_model_first_token_seconds", "Time to the first piece of a streamed answer", ["backend"],
            buckets=_SECONDS, registry=r,
        )  # fmt: skip
        self.healthy = Gauge(
            "portalis_model_up", "Whether a model backend says that it can work", ["backend"], registry=r
        )
        self.current = Gauge(
            "portalis_model_settings_current", "Whether the backends' file as it is now is what holds", registry=r
        )
        self.reloads = Counter(
            "portalis_model_settings_reads", "Readings of the backends' file by outcome", ["outcome"], registry=r
        )
        self.rounds = Histogram(
            "portalis_model_rounds", "Rounds that an item took", ["arm"], buckets=_ROUNDS, registry=r
        )

    def called(self, backend: str, outcome: str, seconds: float, usage: Usage) -> None:
        """As :class:`portalis.backends.base.Observer` says."""
        self.calls.labels(backend, outcome).inc()
        self.latency.labels(backend).observe(seconds)
        self.tokens.labels(backend, "prompt").inc(usage.prompt)
        self.tokens.labels(backend, "completion").inc(usage.completion)

    def began(self, backend: str, seconds: float) -> None:
        """As the protocol says."""
        self.first_token.labels(backend).observe(seconds)

    def retried(self, backend: str, reason: str) -> None:
        """As the protocol says."""
        self.retries.labels(backend).inc()

    def breaker(self, backend: str, is_open: bool) -> None:
        """As the protocol says."""
        self._breaker.labels(f"model:{backend}").set(is_open)

    def candidate(self, arm: str, outcome: str) -> None:
        """As the protocol says."""
        self.candidates.labels(arm, outcome).inc()

    def repaired(self, arm: str, outcome: str, rounds: int, seconds: float) -> None:
        """As the protocol says."""
        self.items.labels(arm, outcome).inc()
        self.rounds.labels(arm).observe(rounds)

    def up(self, backend: str, ready: bool) -> None:
        """A backend said how it is."""
        self.healthy.labels(backend).set(ready)

    def settings_read(self, good: bool) -> None:
        """The backends' file was read, and holds or does not."""
        self.reloads.labels("taken" if good else "refused").inc()
        self.current.set(good)

    def forget(self, backend: str) -> None:
        """A backend is not there any more: its state is none."""
        for gauge, label in ((self._breaker, f"model:{backend}"), (self.healthy, backend)):
            with contextlib.suppress(KeyError):
                gauge.remove(label)
