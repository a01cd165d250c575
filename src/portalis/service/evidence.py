"""Evidence of a translation: asked of the verifier where there is one, and plainly absent where there is none."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from portalis.service.errors import DeadlineExceededError, ServiceError, UnavailableError
from portalis.service.metrics import Metrics
from portalis.service.schemas import Mode
from portalis.service.verification import (
    Builder,
    BuildJob,
    Progress,
    StreamingVerifier,
    Verification,
    VerificationJob,
    Verifier,
)

BREAKER = "verifier"
BREAKER_THRESHOLD = 5
BREAKER_PAUSE_S = 30


class Evidence:
    """Puts what is known about a translation into its answer."""

    def __init__(self, verifier: Verifier | None, metrics: Metrics) -> None:
        self.verifier = verifier
        self.metrics = metrics
        self.broken = False
        """Whether the breaker is open: the verifier failed repeatedly."""
        self._breakers = AsyncCircuitBreakerFactory(
            default_threshold=BREAKER_THRESHOLD,
            default_ttl=BREAKER_PAUSE_S,
            exclude=[asyncio.CancelledError, ServiceError],
        )
        metrics.breaker.labels(BREAKER).set(0)

    @property
    def identity(self) -> str:
        """What an answer's evidence depends on, for the cache's key."""
        if self.verifier is None or self.missing() is not None:
            return "none"
        return f"{self.verifier.name} {getattr(self.verifier, 'toolchain', '')}".strip()

    def missing(self) -> str | None:
        """Why nothing can be verified; ``None`` where the verifier can work."""
        return "no verifier is configured" if self.verifier is None else self.verifier.missing()

    def wanted(self, mode: Mode) -> bool:
        """Whether a translation of this mode is to be verified."""
        return mode is not Mode.FAST and self.missing() is None

    async def build(self, job: BuildJob) -> AsyncGenerator[dict[str, Any], None]:
        """What becomes of packages; see :class:`Builder`.

        Raises:
            UnavailableError: when nothing can be built here; the message says why.
            Exception: whatever the verifier raises.
        """
        reason = self.missing()
        if reason is None and not isinstance(self.verifier, Builder):
            reason = f"the verifier {self.verifier.name if self.verifier else ''} builds nothing"
        if reason is not None or not isinstance(self.verifier, Builder):
            raise UnavailableError(reason or "")
        async with aclosing(self.verifier.build(job)) as events:
            async for event in events:
                yield event

    async def check(self, job: VerificationJob) -> Verification:
        """The verification of one package, behind the same breaker.

        Raises:
            Exception: whatever the verifier raises; without a verification there is none.
        """
        if self.verifier is None:
            raise UnavailableError(self.missing() or "")
        found = await self._ask(self.verifier, job, asyncio.Queue())
        if found is None:
            raise UnavailableError("the verifier gave no verification")
        return found

    def due(self, answer: dict[str, Any], done: dict[str, Any], mode: Mode) -> bool:
        """Whether an answer is to be verified; else ``metadata.verification`` says from now on why not."""
        if mode is Mode.FAST:
            reason: str | None = "mode fast verifies nothing"
        else:
            reason = self.missing() or (None if done["ok"] else "the translation is incomplete")
        note: dict[str, Any] = {"status": "not_verified"}
        answer["metadata"]["verification"] = note
        if reason is None:
            return True
        note["reason"] = reason
        note["confidence_basis"] = "none: without verification there is no evidence of behaviour, so confidence is 0"
        return False

    async def attach(self, answer: dict[str, Any], job: VerificationJob) -> AsyncGenerator[Progress | bool, None]:
        """Fill in ``confidence``, the items' evidence and ``metadata.verification``, where verification is :meth:`due`.

        Yields what is reached on the way where the verifier tells, and at last whether the answer is degraded. Degraded
        is an answer whose verification failed: it must not be kept.
        """
        async with aclosing(self._verify(answer, answer["metadata"]["verification"], job)) as steps:
            async for step in steps:
                yield step

    async def _verify(
        self, answer: dict[str, Any], note: dict[str, Any], job: VerificationJob
    ) -> AsyncGenerator[Progress | bool, None]:
        assert self.verifier is not None
        began = time.monotonic()
        steps: asyncio.Queue[Progress | None] = asyncio.Queue()
        # The breaker and the timeout belong to one task; a generator that yields inside them could be closed from another.
        work = asyncio.create_task(self._ask(self.verifier, job, steps))
        try:
            while (step := await steps.get()) is not None:
                yield step
            found = await work
        except OpenedState:
            yield self._failed(answer, note, "the verifier failed repeatedly and is left alone for a while", True)
            return
        except (TimeoutError, DeadlineExceededError):
            yield self._failed(answer, note, "the deadline passed before the verifier had finished")
            return
        except Exception as error:  # whatever the verifier raises, the translation itself stands
            yield self._failed(answer, note, f"the verifier failed: {type(error).__name__}")
            return
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
        if found is None:
            yield self._failed(answer, note, "the verifier gave no verification")
            return
        self.broken = False
        self.metrics.breaker.labels(BREAKER).set(0)
        self.metrics.verifications.labels("verified").inc()
        self.metrics.verification_time.labels(job.mode).observe(time.monotonic() - began)
        note.update(status="verified", verifier=self.verifier.name, summary=found.summary)
        answer["confidence"] = found.confidence
        for item in answer["items"]:
            facts = found.items.get(item["name"], {})
            item["evidence"] = facts
            item["verified"] = facts.get("agreed") is True
        yield False

    async def _ask(
        self, verifier: Verifier, job: VerificationJob, steps: asyncio.Queue[Progress | None]
    ) -> Verification | None:
        """The verification; what is reached on the way goes to ``steps``, and ``None`` at the end, come what may."""
        breaker = await self._breakers.get_breaker(BREAKER)
        try:
            async with breaker, asyncio.timeout(job.deadline_s):
                if not isinstance(verifier, StreamingVerifier):
                    return await verifier.verify(job)
                found = None
                async with aclosing(verifier.stream(job)) as things:
                    async for thing in things:
                        if isinstance(thing, Progress):
                            steps.put_nowait(thing)
                        else:
                            found = thing
                return found
        finally:
            steps.put_nowait(None)

    def _failed(self, answer: dict[str, Any], note: dict[str, Any], reason: str, broken: bool = False) -> bool:
        self.broken = broken
        self.metrics.breaker.labels(BREAKER).set(broken)
        self.metrics.verifications.labels("failed").inc()
        note["reason"] = reason
        note["confidence_basis"] = "none: the verification did not come to an end"
        answer["warnings"] = [*answer["warnings"], reason]
        return True
