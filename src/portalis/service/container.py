"""The service as a whole: its parts, put together once, and its life: starting, ready, draining, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from typing import TYPE_CHECKING

from pydantic import ValidationError

from portalis.service import logs, tracing
from portalis.service.auth import Authenticator, Caller
from portalis.service.cache import AnswerCache
from portalis.service.core import Core
from portalis.service.errors import UnavailableError
from portalis.service.evidence import Evidence
from portalis.service.limits import RateLimiter
from portalis.service.metrics import Metrics
from portalis.service.pool import WorkerPool
from portalis.service.settings import CONFIG_VARIABLE, Settings
from portalis.service.state import RedisState
from portalis.service.verification import RunningVerifier, load_verifier

if TYPE_CHECKING:
    from portalis.service.repair import Repairs

REFRESH_S = 1.0


class Service:
    """Every part of a running service.

    Raises:
        ValueError: for a verifier or a model backend that cannot be loaded.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.body_limit = int(settings.body_limit_mib * 1024 * 1024)
        """Bytes that a body, or a message of gRPC, may have."""
        self.started = time.monotonic()
        self.metrics = Metrics()
        self.state = RedisState(settings.redis_url) if settings.redis_url else None
        if self.state is not None:
            self.metrics.with_redis()
        self.auth = Authenticator(settings)
        self.pool = WorkerPool(
            settings.worker_command,
            settings.workers,
            settings.worker_memory_mib,
            settings.queue_limit,
            lambda what: self.metrics.pool_events.labels(what).inc(),
        )
        self.evidence = Evidence(load_verifier(settings.verifier, settings), self.metrics)
        self.repairs = _repairs(settings, self.evidence, self.metrics)
        self.core = Core(
            settings,
            self.pool,
            AnswerCache(settings.cache_mib * 1024 * 1024, settings.cache_ttl_s, self.state),
            RateLimiter(self.state),
            self.evidence,
            self.metrics,
            self.repairs,
        )
        self.draining = asyncio.Event()
        self.requests = 0
        """Requests over HTTP that are being answered."""
        self.metrics.http_in_flight.set_function(lambda: self.requests)
        self.calls = 0
        """Calls of gRPC that are being answered and end by themselves."""
        self.sessions = 0
        """WebSockets that are open."""
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def active(self) -> int:
        """Requests and calls that are being answered."""
        return self.requests + self.calls

    @property
    def ready(self) -> bool:
        """Whether new work is taken."""
        return self.pool.ready and not self.draining.is_set()

    def admit(self, caller: Caller) -> None:
        """See whether a caller who is known may begin something new.

        Raises:
            UnavailableError: while the service drains, or cannot know whether the caller's key holds.
            UnauthenticatedError: when the caller's key was revoked.
        """
        if self.draining.is_set():
            raise UnavailableError("The service is shutting down.", retry_after_s=1)
        self.auth.check(caller)

    async def start(self) -> None:
        """Begin starting the workers, and what is repeated in the background."""
        self.pool.start()
        if self.settings.otlp_endpoint:
            tracing.configure(self.settings.otlp_endpoint)
        self._tasks.append(asyncio.create_task(self._refresh()))
        self._tasks.append(asyncio.create_task(self._start_verifier()))
        if self.repairs is not None:
            self.repairs.start()

    async def drain(self) -> None:
        """Refuse new work and wait for what runs, for as long as the settings allow."""
        self.draining.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.settings.drain_s):
                while self.active or self.sessions:
                    await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """End the workers and the background."""
        self.draining.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.pool.close()
        if self.repairs is not None:
            await self.repairs.close()
        if isinstance(verifier := self.evidence.verifier, RunningVerifier):
            await verifier.close()
        self.auth.close()
        if self.state is not None:
            await self.state.close()
        await asyncio.to_thread(tracing.shutdown)

    def observe(self) -> None:
        """Bring the gauges up to date."""
        metrics = self.metrics
        metrics.pool_workers.labels("idle").set(self.pool.idle)
        metrics.pool_workers.labels("busy").set(len(self.pool.busy))
        metrics.pool_waiting.set(self.pool.waiting)
        metrics.cache_bytes.set(self.core.cache.bytes)
        metrics.ready.set(self.ready)
        if self.state is not None:
            metrics.redis_up.set(self.state.available)

    def apply(self, new: Settings) -> None:
        """Take over the settings that a running service can change."""
        self.settings = self.settings.with_reloaded(new)
        self.core.settings = self.settings
        logs.configure(self.settings.log_level)

    async def _start_verifier(self) -> None:
        """Start the verifier once the service is ready: it must not delay that."""
        if isinstance(verifier := self.evidence.verifier, RunningVerifier):
            with contextlib.suppress(UnavailableError):
                await self.pool.wait_ready()
            verifier.start()

    async def _refresh(self) -> None:
        """Follow the YAML file and the state of Redis."""
        path = os.environ.get(CONFIG_VARIABLE)
        stamp = _stamp(path)
        while True:
            await asyncio.sleep(REFRESH_S)
            if self.state is not None:
                await self.state.ping()
            # A fault of Redis is told by its state; the keys that are known hold for a while.
            with contextlib.suppress(OSError):
                await self.auth.refresh()
            self.auth.enforce()
            if (now := _stamp(path)) != stamp:
                stamp = now
                try:
                    self.apply(Settings())
                    logs.log.info("settings_reloaded", path=path)
                except (ValidationError, ValueError, OSError) as error:
                    logs.log.warning("settings_not_reloaded", path=path, problem=type(error).__name__)


def _repairs(settings: Settings, evidence: Evidence, metrics: Metrics) -> Repairs | None:
    """The model backends, where any are configured: their libraries load only then."""
    if not settings.backends:
        return None
    try:
        from portalis.service.repair import Repairs
    except ImportError as error:
        raise ValueError(f"model backends need {error.name}: install portalis[backends]") from error
    return Repairs(settings.backends, evidence, metrics)


def _stamp(path: str | None) -> tuple[int, int] | None:
    if not path:
        return None
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
