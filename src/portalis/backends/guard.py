"""Stands before a backend: so many calls at once, retries with jitter, a breaker, and counts of everything."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import TypeVar, cast

from portalis.backends.base import (
    Backend,
    BackendError,
    BackendTimeoutError,
    BackendUnavailableError,
    BadAnswerError,
    Chunk,
    Completion,
    Health,
    Model,
    NotSupportedError,
    Observer,
    Request,
    Unobserved,
    Usage,
)
from portalis.backends.breaker import Breaker
from portalis.backends.config import BackendConfig

T = TypeVar("T")
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 8.0
LONGEST_CHUNK = 1 << 20
"""Characters of a piece past which a stream is nonsense."""


class Guarded:
    """A backend that cannot hurt: what it does wrong ends as a :class:`BackendError`, soon.

    A call that the breaker refuses raises :class:`BackendUnavailableError` at once. Errors that the caller made (a key that
    is refused, a model that is unknown) count for the breaker too: they will not go away by asking again.
    """

    def __init__(self, backend: Backend, config: BackendConfig, observer: Observer = Unobserved()) -> None:
        self.backend = backend
        self.config = config
        self.observer = observer
        self._gate = asyncio.Semaphore(config.concurrency)
        self._breaker = Breaker(config.breaker_failures, config.breaker_pause_s)
        self._random = random.Random()
        observer.breaker(config.name, False)

    @property
    def open(self) -> bool:
        """Whether the breaker is open."""
        return self._breaker.open

    @property
    def name(self) -> str:
        """The backend's name."""
        return self.config.name

    @property
    def kind(self) -> str:
        """The backend's kind."""
        return self.backend.kind

    @property
    def model(self) -> str:
        """The model that it asks for."""
        return self.backend.model

    async def state(self) -> str:
        """``up``, ``down: …`` or ``open: …``, for health."""
        if self.open:
            return "open: it failed repeatedly and is left alone for a while"
        found = await self.health()
        return "up" if found.ready else f"down: {found.detail}"

    async def health(self) -> Health:
        """What the backend says of itself within its connect timeout."""
        try:
            async with asyncio.timeout(self.config.connect_timeout_s):
                return await self.backend.health()
        except TimeoutError:
            return Health(False, "no answer in time")
        except Exception as error:  # a backend from elsewhere may raise anything
            return Health(False, type(error).__name__)

    async def models(self) -> tuple[Model, ...]:
        """What it serves.

        Raises:
            BackendError: when it cannot be had.
        """
        return await self._call(self.backend.models, lambda _: Usage())

    async def complete(self, request: Request, limit_s: float | None = None) -> Completion:
        """Answer a request, within ``limit_s`` seconds for all tries where it is given.

        Raises:
            BackendError: when no sane answer came within the tries.
        """
        return await self._call(lambda: self._sane(request), lambda found: found.usage, limit_s)

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """A vector for each text.

        Raises:
            BackendError: when they cannot be had.
        """
        return await self._call(lambda: self.backend.embed(texts), lambda _: Usage())

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Answer a request piece by piece. It is not tried again: pieces have gone out.

        Raises:
            BackendError: when the stream breaks, stalls or is nonsense.
        """
        began = time.monotonic()
        outcome, usage, first = "cancelled", Usage(), True
        try:
            async with self._gate, self._watched():
                pieces = cast(AsyncGenerator[Chunk, None], self.backend.stream(request))
                async with aclosing(pieces):
                    async for chunk in self._timed(pieces, began):
                        usage = chunk.usage or usage
                        if first and chunk.text:
                            first = False
                            self.observer.began(self.name, time.monotonic() - began)
                        yield chunk
            outcome = "ok"
        except GeneratorExit:
            outcome = "ok"
            raise
        except BackendError as error:
            outcome = type(error).__name__
            raise
        finally:
            self.observer.called(self.name, outcome, time.monotonic() - began, usage)

    async def close(self) -> None:
        """Give back connections."""
        await self.backend.close()

    async def _sane(self, request: Request) -> Completion:
        found: object = await self.backend.complete(request)  # whatever a backend from elsewhere returns
        if not isinstance(found, Completion) or not found.texts or not all(isinstance(t, str) for t in found.texts):
            raise BadAnswerError(f"{self.name} answered without any text")
        return found

    async def _timed(self, pieces: AsyncIterator[Chunk], began: float) -> AsyncGenerator[Chunk, None]:
        ends = began + self.config.timeout_s
        while True:
            limit = min(ends - time.monotonic(), self.config.idle_timeout_s)
            try:
                async with asyncio.timeout(max(limit, 0)):
                    chunk: object = await anext(pieces)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise BackendTimeoutError(f"{self.name} stalled within its stream") from None
            if not isinstance(chunk, Chunk) or len(chunk.text) > LONGEST_CHUNK:
                raise BadAnswerError(f"{self.name} streams something that is no text")
            yield chunk

    async def _call(
        self, work: Callable[[], Awaitable[T]], usage: Callable[[T], Usage], limit_s: float | None = None
    ) -> T:
        began = time.monotonic()
        outcome, used = "cancelled", Usage()
        try:
            async with self._gate:
                found = await self._tries(work, began, limit_s)
            outcome, used = "ok", usage(found)
            return found
        except BackendError as error:
            outcome = type(error).__name__
            raise
        finally:
            self.observer.called(self.name, outcome, time.monotonic() - began, used)

    async def _tries(self, work: Callable[[], Awaitable[T]], began: float, limit_s: float | None) -> T:
        ends = began + (self.config.timeout_s * (self.config.retries + 1) if limit_s is None else limit_s)
        for tried in range(self.config.retries + 1):
            limit = max(0.0, min(self.config.timeout_s, ends - time.monotonic()))
            try:
                # a caller who is in a hurry proves nothing about the server, and must not close it to others
                async with self._watched(limit >= self.config.timeout_s), asyncio.timeout(limit):
                    return await work()
            except BackendError as failed:
                error = failed
            if not error.retryable or self.open or tried == self.config.retries:
                raise error
            # full jitter: callers that failed together do not come back together
            pause = self._random.uniform(0, min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**tried))
            pause = max(pause, error.retry_after_s or 0.0)
            if pause > LONGEST_PAUSE_S or time.monotonic() + pause > ends:
                raise error
            self.observer.retried(self.name, type(error).__name__)
            await asyncio.sleep(pause)
        raise AssertionError("the last try raises")

    @asynccontextmanager
    async def _watched(self, patient: bool = True) -> AsyncGenerator[None, None]:
        """Within the breaker; whatever is raised leaves as a :class:`BackendError`, other than the caller's giving up.

        Running out of time counts for the breaker only where the caller was ``patient``.
        """
        if not self._breaker.admit():
            raise BackendUnavailableError(f"{self.name} failed repeatedly and is left alone for a while")
        before = self.open
        error: BackendError
        try:
            yield
            self._breaker.succeeded()
            return
        except (asyncio.CancelledError, GeneratorExit):
            self._breaker.abandoned()
            raise
        except BackendError as failed:
            error = failed
        except TimeoutError:
            error = BackendTimeoutError(f"{self.name} gave no answer in time")
            if not patient:
                self._breaker.abandoned()
                raise error from None
        except Exception as failed:  # a backend from elsewhere may raise anything
            error = BackendUnavailableError(f"{self.name} failed: {type(failed).__name__}")
        finally:
            if self.open != before:
                self.observer.breaker(self.name, self.open)
        if not isinstance(error, NotSupportedError):
            self._breaker.failed()
        else:
            self._breaker.abandoned()
        if self.open != before:
            self.observer.breaker(self.name, self.open)
        raise error
