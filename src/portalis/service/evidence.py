"""Evidence of a translation: asked of the verifier where there is one, and plainly absent where there is none."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from portalis.service.metrics import Metrics
from portalis.service.schemas import Mode
from portalis.service.verification import VerificationJob, Verifier

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
            default_threshold=BREAKER_THRESHOLD, default_ttl=BREAKER_PAUSE_S, exclude=[asyncio.CancelledError]
        )
        metrics.breaker.labels(BREAKER).set(0)

    @property
    def identity(self) -> str:
        """What an answer's evidence depends on, for the cache's key."""
        return self.verifier.name if self.verifier is not None else "none"

    def missing(self) -> str | None:
        """Why nothing can be verified; ``None`` where the verifier can work."""
        return "no verifier is configured" if self.verifier is None else self.verifier.missing()

    def wanted(self, mode: Mode) -> bool:
        """Whether a translation of this mode is to be verified."""
        return mode is not Mode.FAST and self.missing() is None

    async def attach(
        self, answer: dict[str, Any], done: dict[str, Any], sources: dict[str, str], mode: Mode, deadline: float
    ) -> bool:
        """Fill in ``confidence``, the items' evidence and ``metadata.verification``; returns whether the answer is degraded.

        Degraded is an answer whose verification was due and failed: it must not be kept.
        """
        note: dict[str, Any] = {"status": "not_verified"}
        answer["metadata"]["verification"] = note
        reason = self.missing()
        if mode is Mode.FAST:
            note["reason"] = "mode fast verifies nothing"
        elif reason is not None:
            note["reason"] = reason
        elif not done["ok"]:
            note["reason"] = "the translation is incomplete"
        else:
            return await self._verify(answer, note, done, sources, mode, deadline)
        note["confidence_basis"] = "none: without verification there is no evidence of behaviour, so confidence is 0"
        return False

    async def _verify(
        self,
        answer: dict[str, Any],
        note: dict[str, Any],
        done: dict[str, Any],
        sources: dict[str, str],
        mode: Mode,
        deadline: float,
    ) -> bool:
        assert self.verifier is not None
        left = deadline - time.monotonic()
        job = VerificationJob(sources, done["files"], done["crates"], mode.value, left)
        breaker = await self._breakers.get_breaker(BREAKER)
        try:
            async with breaker, asyncio.timeout(left):
                found = await self.verifier.verify(job)
        except OpenedState:
            return self._failed(answer, note, "the verifier failed repeatedly and is left alone for a while", True)
        except TimeoutError:
            return self._failed(answer, note, "the deadline passed before the verifier had finished")
        except Exception as error:  # whatever the verifier raises, the translation itself stands
            return self._failed(answer, note, f"the verifier failed: {type(error).__name__}")
        self.broken = False
        self.metrics.breaker.labels(BREAKER).set(0)
        self.metrics.verifications.labels("verified").inc()
        note.update(status="verified", verifier=self.verifier.name, summary=found.summary)
        answer["confidence"] = found.confidence
        for item in answer["items"]:
            facts = found.items.get(item["name"], {})
            item["evidence"] = facts
            item["verified"] = facts.get("agreed") is True
        return False

    def _failed(self, answer: dict[str, Any], note: dict[str, Any], reason: str, broken: bool = False) -> bool:
        self.broken = broken
        self.metrics.breaker.labels(BREAKER).set(broken)
        self.metrics.verifications.labels("failed").inc()
        note["reason"] = reason
        note["confidence_basis"] = "none: the verification did not come to an end"
        answer["warnings"] = [*answer["warnings"], reason]
        return True
