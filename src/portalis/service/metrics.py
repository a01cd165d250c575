"""Prometheus metrics. Every label has few values, so that the whole stays under 2,000 series."""

from __future__ import annotations

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.openmetrics import exposition as openmetrics
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from portalis import __version__
from portalis.service import gpu
from portalis.service.tallies import Count, Counts, Tallies, Tally

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_PASS_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10)
_BYTES = (256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304)


class Metrics:
    """Every family of the service, in a registry of its own."""

    def __init__(self) -> None:
        r = self.registry = CollectorRegistry()
        ProcessCollector(registry=r)
        PlatformCollector(registry=r)
        info = Gauge("portalis_build_info", "Version of the service", ["version"], registry=r)
        info.labels(__version__).set(1)
        self.requests = Counts("portalis_requests", "Requests answered", ["protocol", "route", "status"], r)
        self.latency = Tallies(
            "portalis_request_duration_seconds", "Time to answer", ["protocol", "route"], _SECONDS, r
        )
        self.in_flight = Gauge("portalis_requests_in_flight", "Requests being answered", ["protocol"], registry=r)
        self.request_bytes = Tallies("portalis_request_size_bytes", "Size of request bodies", (), _BYTES, r)
        self.response_bytes = Tallies("portalis_response_size_bytes", "Size of answers", (), _BYTES, r)
        self.translations = Counts("portalis_translations", "Translations by mode and outcome", ["mode", "outcome"], r)
        self.translation_time = Tallies(
            "portalis_translation_duration_seconds", "Time of translations", ["mode"], _SECONDS, r
        )
        self.pass_time = Tallies(
            "portalis_pass_duration_seconds", "Time of the compiler's passes", ["name"], _PASS_SECONDS, r
        )
        self.diagnostics = Counter("portalis_diagnostics", "Diagnostics by code", ["code"], registry=r)
        self.items = Counts("portalis_items", "Functions and methods by outcome", ["outcome"], r)
        self.batch_files = Histogram(
            "portalis_batch_files", "Files in a batch", buckets=(1, 2, 5, 10, 20, 50, 100), registry=r
        )
        self.stream_chunks = Counter("portalis_stream_chunks", "Chunks streamed", ["chunk_type"], registry=r)
        self.sessions = Gauge("portalis_sessions", "Interactive sessions open", ["protocol"], registry=r)
        self.superseded = Counter("portalis_edits_superseded", "Edits that a newer one replaced", registry=r)
        self.cache = Counts("portalis_cache_lookups", "Lookups in the cache of answers", ["result"], r)
        self.cache_bytes = Gauge("portalis_cache_bytes", "Size of the cache in memory", registry=r)
        self.pool_workers = Gauge("portalis_pool_workers", "Worker processes", ["state"], registry=r)
        self.pool_waiting = Gauge("portalis_pool_waiting", "Requests that wait for a worker", registry=r)
        self.pool_events = Counter("portalis_pool_events", "What happened to workers", ["event"], registry=r)
        self.limited = Counter("portalis_rate_limited", "Requests over the rate", ["protocol"], registry=r)
        self.redis_up = Gauge(
            "portalis_redis_up", "Whether Redis answers; absent where none is configured", registry=None
        )
        self.auth_failures = Counter("portalis_auth_failures", "Requests without a valid key", ["protocol"], registry=r)
        self.verifications = Counter("portalis_verifications", "Verifications by outcome", ["outcome"], registry=r)
        self.verification_time = Histogram(
            "portalis_verification_duration_seconds", "Time of verifications", ["mode"], buckets=_SECONDS, registry=r
        )
        self.breaker = Gauge("portalis_breaker_open", "Whether a circuit breaker is open", ["name"], registry=r)
        self.ready = Gauge("portalis_ready", "Whether new work is taken", registry=r)
        self.http_in_flight = self.in_flight.labels("http")
        self.grpc_in_flight = self.in_flight.labels("grpc")
        self._hit, self._miss = self.cache.labels("hit"), self.cache.labels("miss")
        self._received, self._sent = self.request_bytes.labels(), self.response_bytes.labels()
        self._translated = self.items.labels("translated")
        self._passes: dict[str, Tally] = {}
        self._routes: dict[tuple[str, int], tuple[Count, Tally]] = {}
        self._calls: dict[tuple[str, str], tuple[Count, Tally]] = {}
        self._outcomes: dict[tuple[str, str], tuple[Count, Tally]] = {}
        if gpu.devices():
            r.register(gpu.GpuCollector())

    def with_redis(self) -> None:
        """Show the state of Redis; called where one is configured."""
        self.registry.register(self.redis_up)

    def text(self, accept: str) -> tuple[bytes, str]:
        """The exposition and its content type: OpenMetrics where ``accept`` asks for it, else Prometheus text."""
        if "application/openmetrics-text" in accept:
            return openmetrics.generate_latest(self.registry), openmetrics.CONTENT_TYPE_LATEST
        return generate_latest(self.registry), "text/plain; version=0.0.4; charset=utf-8"

    def observe_request(self, route: str, status: int, seconds: float, received: int, sent: int) -> None:
        """Count one HTTP request; sizes in bytes."""
        children = self._routes.get((route, status))
        if children is None:  # finding them costs more than counting
            made = self.requests.labels("http", route, str(status)), self.latency.labels("http", route)
            children = self._routes[route, status] = made
        children[0].inc()
        children[1].observe(seconds)
        if received:
            self._received.observe(received)
        self._sent.observe(sent)

    def observe_call(self, method: str, status: str, seconds: float) -> None:
        """Count one call of gRPC."""
        children = self._calls.get((method, status))
        if children is None:
            made = self.requests.labels("grpc", method, status), self.latency.labels("grpc", method)
            children = self._calls[method, status] = made
        children[0].inc()
        children[1].observe(seconds)

    def cache_lookup(self, hit: bool) -> None:
        """Count one lookup."""
        (self._hit if hit else self._miss).inc()

    def observe_done(self, mode: str, outcome: str, seconds: float, message: dict[str, Any] | None = None) -> None:
        """Count one translation with its passes and diagnostics."""
        children = self._outcomes.get((mode, outcome))
        if children is None:
            made = self.translations.labels(mode, outcome), self.translation_time.labels(mode)
            children = self._outcomes[mode, outcome] = made
        children[0].inc()
        children[1].observe(seconds)
        if message is None:
            return
        for name, ms in message.get("pass_ms", {}).items():
            child = self._passes.get(name)
            if child is None:
                child = self._passes[name] = self.pass_time.labels(name)
            child.observe(ms / 1000)
        for diagnostic in message.get("diagnostics", ()):
            self.diagnostics.labels(diagnostic["code"]).inc()
        self._translated.inc(len(message.get("items", ())))
