"""The handlers behind every protocol: translate, stream, batch, explain."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from portalis import __version__, api
from portalis.options import Options, is_package_name
from portalis.service import logs, tracing
from portalis.service.answers import Answer, answer_of, as_cached, kept_answer, with_warning
from portalis.service.auth import Caller
from portalis.service.batch import run_batch
from portalis.service.cache import AnswerCache, Kept, cache_key
from portalis.service.errors import InternalError, NotFoundError, ServiceError, UnprocessableError
from portalis.service.evidence import Evidence
from portalis.service.limits import Quota, RateLimiter
from portalis.service.metrics import Metrics
from portalis.service.pool import WorkerPool
from portalis.service.schemas import (
    BatchRequest,
    BatchResponse,
    Mode,
    ModelInfo,
    ModelsResponse,
    StreamChunk,
    TranslateRequest,
    TranslateResponse,
)
from portalis.service.settings import Settings
from portalis.service.verification import VerificationJob

if TYPE_CHECKING:  # loaded only where backends are configured
    from portalis.service.repair import Repairs

SNIPPET = "main.py"
"""The path of a source that came without one."""


class Core:
    """What the service does, whatever protocol asks."""

    def __init__(
        self,
        settings: Settings,
        pool: WorkerPool,
        cache: AnswerCache,
        limiter: RateLimiter,
        evidence: Evidence,
        metrics: Metrics,
        repairs: Repairs | None = None,
    ) -> None:
        self.repairs = repairs
        self.settings = settings
        self.pool = pool
        self.cache = cache
        self.limiter = limiter
        self.evidence = evidence
        self.metrics = metrics

    async def admit(self, caller: Caller, cost: int = 1) -> Quota | None:
        """Take a request from the caller's quota.

        Raises:
            RateLimitedError: when it is used up.
        """
        rate = self.settings.rate_limit_per_minute if caller.rate_per_minute is None else caller.rate_per_minute
        try:
            return await self.limiter.spend(caller.client, cost, rate, self.settings.rate_limit_burst)
        except ServiceError:
            self.metrics.limited.labels(caller.protocol).inc()
            raise

    async def translate(self, request: TranslateRequest, caller: Caller) -> Answer:
        """Translate one source.

        Raises:
            UnprocessableError: when the source is not Python.
            ServiceError: when the service cannot answer: overload, deadline, memory.
        """
        key = self.key({SNIPPET: request.python_code}, request, caller)
        found = await self.kept(key, request, caller)
        return await self.compute(key, request, caller) if found is None else kept_answer(*found)

    async def kept(self, key: str, request: TranslateRequest, caller: Caller) -> tuple[Kept, float] | None:
        """The answer of the cache, and the milliseconds that it took."""
        began = time.monotonic()
        if not self.cache.limit:
            return None
        kept = await self.cache.get(key)
        self.metrics.cache_lookup(kept is not None)
        if kept is None:
            return None
        if (note := self._without_effect(request, caller)) is not None:
            kept = with_warning(kept, note)
        self.metrics.observe_done(request.mode.value, "cached", time.monotonic() - began)
        return kept, _ms(began)

    async def compute(self, key: str, request: TranslateRequest, caller: Caller) -> Answer:
        """Translate one source that the cache does not know.

        Raises:
            ServiceError: as :meth:`translate` does.
        """
        return await self._last(key, {SNIPPET: request.python_code}, request, caller)

    async def stream(self, request: TranslateRequest, caller: Caller) -> AsyncGenerator[StreamChunk, None]:
        """Translate one source and yield chunks as passes and items finish; the last is ``complete`` or ``error``.

        An error before the first chunk is raised, so that it becomes the status of the whole answer.

        Raises:
            ServiceError: as :meth:`translate` does.
        """
        opening = {"mode": request.mode.value, "request_id": caller.request_id, "version": __version__}
        started = False
        try:
            files = {SNIPPET: request.python_code}
            key = self.key(files, request, caller)
            async with aclosing(self._run(key, files, request, caller, events=True)) as chunks:
                async for chunk in chunks:
                    if not started:
                        started = True
                        yield self._counted(StreamChunk(chunk_type="metadata", content="started", metadata=opening))
                    if isinstance(chunk, Answer):
                        rest = {**chunk.rest, "processing_time_ms": chunk.ms}
                        yield self._counted(
                            StreamChunk(chunk_type="complete", content=chunk.rust_code, is_final=True, metadata=rest)
                        )
                    else:
                        yield self._counted(chunk)
        except ServiceError as error:
            if not started:
                raise
            yield self._counted(error_chunk(error, caller.request_id))

    async def batch(self, request: BatchRequest, caller: Caller) -> BatchResponse:
        """Translate several sources; one that fails, fails alone."""
        self.metrics.batch_files.observe(len(request.source_files))
        return await run_batch(self, request, caller)

    async def translate_file(
        self, files: dict[str, str], mode: Mode, deadline: float, name: str | None, package: bool = False
    ) -> TranslateResponse:
        """Translate the first of ``files``, which may import the others, before ``deadline`` (monotonic time).

        Raises:
            ServiceError: as :meth:`translate` does.
        """
        request = TranslateRequest(python_code="pass", mode=mode, include_package=package)
        caller = Caller("", "", "batch", deadline_s=max(0.001, deadline - time.monotonic()))
        key = self.key(files, request, caller, name)
        if (found := await self.kept(key, request, caller)) is not None:
            return kept_answer(*found).whole()
        return (await self._last(key, files, request, caller, name, self.settings.deadline_batch_s)).whole()

    def explain(self, code: str) -> str:
        """The page of a diagnostic's code.

        Raises:
            NotFoundError: when there is no such code.
        """
        try:
            return api.explain(code)
        except KeyError:
            raise NotFoundError(f"There is no diagnostic {code!r}.") from None

    def models(self) -> ModelsResponse:
        """What translates: the rules, and the model backends beside them."""
        able = ["translate", "stream", "batch", "explain"]
        if self.evidence.missing() is None:
            able.append("verify")
        rules = ModelInfo(
            id="portalis", version=__version__, framework="rules", capabilities=able,
            status="ready" if self.pool.ready else "unavailable",
        )  # fmt: skip
        return ModelsResponse(models=[rules, *(self.repairs.models() if self.repairs else [])])

    def no_models(self, mode: Mode) -> str:
        """Why models have no part in a translation of this mode."""
        if self.repairs is None:
            return "no model backend is configured"
        reason = self.evidence.missing()
        return f"without a verifier models are not asked ({reason})" if reason else f"no model serves mode {mode.value}"

    def options(self, mode: Mode, package: str | None = None) -> dict[str, Any]:
        """The compiler's options for a translation of this mode."""
        return dict(_options(mode is not Mode.FAST, package, self.settings.deadline_batch_s))

    async def _last(
        self,
        key: str,
        files: dict[str, str],
        request: TranslateRequest,
        caller: Caller,
        package: str | None = None,
        limit: float | None = None,
    ) -> Answer:
        """The answer alone."""
        answer: Answer | None = None
        async with aclosing(self._run(key, files, request, caller, False, package, limit)) as chunks:
            async for chunk in chunks:
                if isinstance(chunk, Answer):
                    answer = chunk
        assert answer is not None
        return answer

    async def _run(
        self,
        key: str,
        files: dict[str, str],
        request: TranslateRequest,
        caller: Caller,
        events: bool,
        package: str | None = None,
        limit: float | None = None,
    ) -> AsyncGenerator[StreamChunk | Answer, None]:
        """The one path of every translation; the last thing that it yields is the answer."""
        began = time.monotonic()
        mode = request.mode.value
        allowed = min(limit or self.settings.deadline(mode), caller.deadline_s or float("inf"))
        deadline = began + allowed
        options = self.options(request.mode, package)
        if self.settings.log_requests:
            logs.log.info("source", request_id=caller.request_id, files=files)
        repairs = self._repairing(request, caller)
        wants_files = request.include_package or self.evidence.wanted(request.mode)
        job = {"files": files, "options": options, "events": events, "package": wants_files, "targets": bool(repairs)}
        done: dict[str, Any] = {}
        outcome = "cancelled"
        try:
            with tracing.span("translate", mode=mode) as span:
                async with aclosing(self.pool.stream(job, deadline)) as messages:
                    async for message in messages:
                        if message["event"] in ("done", "failed"):
                            done = message
                        elif (chunk := _chunk(message)) is not None:
                            yield chunk
                tracing.passes(span, done.get("pass_ms", {}))
            if done["event"] == "failed":
                outcome = "failed" if done["reason"] == "defect" else "not_python"
                raise _failure(done)
            made = answer_of(done, request.include_package, mode)
            answer = made.rest
            degraded = False
            if self.evidence.due(answer, done, request.mode):
                left = deadline - time.monotonic()
                verification = VerificationJob(files, done["files"], done["crates"], mode, left, options)
                async with aclosing(self.evidence.attach(answer, verification)) as steps:
                    async for step in steps:
                        if isinstance(step, bool):
                            degraded = step
                        elif events:
                            facts = {"status": "running", "rung": step.rung}
                            yield StreamChunk(chunk_type="verification", content=step.what, metadata=facts)
            if events and (note := answer["metadata"]["verification"]):
                yield StreamChunk(chunk_type="verification", content=note["status"], metadata=note)
            if repairs is not None:
                repairing = repairs.improve(answer, done, files, options, request, caller, deadline, events)
                async with aclosing(repairing) as told:
                    async for thing in told:
                        if isinstance(thing, bool):
                            degraded = degraded or thing
                        else:
                            yield thing
                if events and answer["metadata"]["repair"]["items"]:
                    note = answer["metadata"]["verification"]
                    yield StreamChunk(chunk_type="verification", content=note["status"], metadata=note)
            outcome = "translated" if answer["metadata"]["complete"] else "refused"
        except ServiceError as error:
            if outcome == "cancelled":
                outcome = error.code
            raise
        finally:
            self.metrics.observe_done(mode, outcome, time.monotonic() - began, done or None)
        if (code := answer.pop("rust_code", None)) is not None:  # a model's part is in it
            made.rust_code = code
        if not degraded and self.cache.limit:
            await self.cache.put(key, as_cached(made.parts()))
        if (advice := self._without_effect(request, caller)) is not None:
            made.warn(advice)
        made.ms = _ms(began)
        yield made

    def _repairing(self, request: TranslateRequest, caller: Caller) -> Repairs | None:
        """What asks models for this request, if anything does."""
        return self.repairs if self.repairs is not None and self.repairs.wanted(request.mode, caller.model) else None

    def key(self, files: dict[str, str], request: TranslateRequest, caller: Caller, package: str | None = None) -> str:
        """What the answer to a request is kept under."""
        repairs = self._repairing(request, caller)
        return cache_key(
            files, options=_options(request.mode is not Mode.FAST, package, self.settings.deadline_batch_s),
            mode=request.mode.value,
            model=repairs.identity_of(request, caller) if repairs else "portalis",
            package=request.include_package, toolchain=self.evidence.identity,
        )  # fmt: skip

    def _without_effect(self, request: TranslateRequest, caller: Caller) -> str | None:
        """What was asked for and cannot be given without a model backend, as a warning."""
        if self._repairing(request, caller) is not None:
            return None
        asked = [
            name
            for name, given in (
                ("include_alternatives", request.include_alternatives),
                ("context", request.context),
                ("temperature", "temperature" in request.model_fields_set),
                ("max_length", "max_length" in request.model_fields_set),
            )
            if given
        ]
        return f"{self.no_models(request.mode)}: {', '.join(asked)} had no effect" if asked else None

    def _counted(self, chunk: StreamChunk) -> StreamChunk:
        self.metrics.stream_chunks.labels(chunk.chunk_type).inc()
        return chunk


@lru_cache(256)
def _options(formatted: bool, package: str | None, deadline_s: float) -> tuple[tuple[str, Any], ...]:
    made: dict[str, Any] = {
        "partial": True,
        # The process is killed at the deadline; the compiler's own watch is only a second line.
        "deadline_s": 2 * deadline_s,
        "format_rust": formatted,
        "package_name": package if package and is_package_name(package) else None,
    }
    Options(**made)  # what they are is checked here, not by a worker
    return tuple(made.items())


def error_chunk(error: ServiceError, request_id: str) -> StreamChunk:
    """The last chunk of a stream that an error ends."""
    return StreamChunk(chunk_type="error", content=error.text, is_final=True, metadata=error.to_json(request_id))


def _ms(began: float) -> float:
    return round((time.monotonic() - began) * 1000, 3)


def _chunk(message: dict[str, Any]) -> StreamChunk | None:
    """The chunk that an event of a worker becomes."""
    if message["event"] == "pass":
        facts = {"pass": message["name"], "ms": message["ms"]}
        return StreamChunk(chunk_type="metadata", content=message["name"], metadata=facts)
    if message["event"] == "item":
        return StreamChunk(chunk_type="code", content=message["text"], metadata={"item": message["name"]})
    if message["event"] == "diagnostic":
        found = message["diagnostic"]
        return StreamChunk(chunk_type="diagnostic", content=found["message"], metadata=found)
    return None


def _failure(done: dict[str, Any]) -> ServiceError:
    if done["reason"] == "defect":
        return InternalError("The translator failed on this source.")
    found = done["diagnostics"]
    return UnprocessableError(
        "The source is not Python." if done["reason"] == "input" else found[0]["message"], {"diagnostics": found}
    )
