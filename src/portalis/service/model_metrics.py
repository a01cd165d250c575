"""Metrics of the model backends: families that are there only where backends are configured."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

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
        self.rounds = Histogram(
            "portalis_model_rounds", "Rounds that an item took", ["arm"], buckets=_ROUNDS, registry=r
        )

    def called(self, backend: str, outcome: str, seconds: float, usage: Usage) -> None:
        """As :class:`portalis.backends.base.Observer` says."""
        self.calls.labels(backend, outcome).inc()
        self.latency.labels(backend).observe(seconds)
        self.tokens.labels(backend, "prompt").inc(usage.prompt)
        self.tokens.labels(backend, "completion").inc(usage.completion)

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
