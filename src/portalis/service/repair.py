"""Model backends in the service: what rules refused or got wrong is asked of them, and taken only where it verifies.

Whatever a backend does, the answer of the rules stands: the worst that can come of it is a warning and time.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Collection
from typing import Any

from portalis import api
from portalis.backends.engine import Job, PackageEvidence, Result, Step, counterexamples
from portalis.backends.routing import Ledger, Router
from portalis.backends.target import Target
from portalis.service import logs
from portalis.service.auth import Caller
from portalis.service.errors import DeadlineExceededError, ServiceError
from portalis.service.evidence import Evidence
from portalis.service.live_backends import LiveBackends
from portalis.service.metrics import Metrics
from portalis.service.model_metrics import ModelMetrics
from portalis.service.schemas import Mode, ModelInfo, StreamChunk, TranslateRequest
from portalis.service.verification import Verification, VerificationJob

RESERVE_S = 1.0
"""Time before the deadline that answering keeps for itself, seconds."""
MAX_CONTEXT = 4_000
LEFT_OUT = "P0302"
"""Code of the warning that something is never called and has no Rust."""


class VerifierUnavailableError(Exception):
    """The verifier gave no verdict: that says nothing about a candidate."""


class Repairs:
    """The backends of a service and the loop over them.

    Raises:
        ValueError: for a file of settings that is wrong.
        OSError: when the translation memory cannot be used.
    """

    def __init__(self, path: str, evidence: Evidence, metrics: Metrics) -> None:
        self.evidence = evidence
        self.live = LiveBackends(path, ModelMetrics(metrics))

    @property
    def ledger(self) -> Ledger:
        """What came of each arm since the process began."""
        return self.live.ledger

    @property
    def router(self) -> Router:
        """The backends that hold now."""
        return self.live.now.router

    def start(self) -> None:
        """Begin to follow the file and to watch the backends."""
        self.live.start()

    async def close(self) -> None:
        """End the watch and the connections."""
        await self.live.close()

    def wanted(self, mode: Mode, named: str = "") -> bool:
        """Whether a translation of this mode may be repaired."""
        if mode is Mode.FAST or self.evidence.missing() is not None:
            return False
        return self.router.serves(mode.value) or self.router.named(named)

    def models(self) -> list[ModelInfo]:
        """The backends, as the list of models shows them."""
        return [
            ModelInfo(
                id=b.config.model if b.config.label == b.name else f"{b.config.label}:{b.config.model}",
                version=b.config.version,
                framework=b.kind,
                capabilities=["repair", "stream", *(["embeddings"] if b.config.embeddings else [])],
                status="ready" if self.live.state(b) == "up" else "unavailable",
            )
            for b in self.router.backends
        ]

    def health(self) -> dict[str, str]:
        """The state of each backend by its name, of all together as ``model_backend``, and of their settings."""
        states = {f"model_backend.{b.name}": self.live.state(b) for b in self.router.backends}
        good = sum(s == "up" for s in states.values())
        whole = "up" if good == len(states) else f"degraded: {good} of {len(states)} up" if good else "down"
        stale = self.live.problem
        if stale and whole == "up":
            whole = "degraded: older settings hold, since the file is wrong now"
        return {"model_backend": whole, "model_settings": f"stale: {stale}" if stale else "current", **states}

    def identity_of(self, request: TranslateRequest, caller: Caller) -> str:
        """What an answer depends on beside the source, for the cache's key."""
        wishes = (
            caller.model, request.context, request.temperature, request.max_length, request.include_alternatives,
        )  # fmt: skip
        return json.dumps([self.live.now.file.identity, *wishes], sort_keys=True)

    async def improve(
        self,
        answer: dict[str, Any],
        done: dict[str, Any],
        sources: dict[str, str],
        options: dict[str, Any],
        request: TranslateRequest,
        caller: Caller,
        deadline: float,
        events: bool,
    ) -> AsyncGenerator[StreamChunk | bool, None]:
        """Repair an answer in place; yields chunks where ``events`` are wanted, and at last whether the answer is degraded."""
        with self.live.used() as held:
            unasked = [{"item": name, "outcome": "not asked", "why": why} for name, why in done.get("unasked", ())]
            note: dict[str, Any] = {"items": unasked}
            answer["metadata"]["repair"] = note
            answer["metadata"]["model_backends"] = [b.name for b in held.router.backends]
            if caller.model and not held.router.named(caller.model):
                answer["warnings"] = [*answer["warnings"], f"there is no model backend {caller.model!r}"]
            targets, facts = _due(answer, done)
            seconds = deadline - time.monotonic() - RESERVE_S
            if not targets or seconds <= 0:
                note["reason"] = "nothing to repair" if not targets else "no time was left"
                yield bool(targets)
                return
            steps: asyncio.Queue[Step | None] = asyncio.Queue()
            if wide := "wide_files" in done:  # what rules made for small ints would narrow what stands beside it
                options = {**options, "int_mode": "big"}
            job = Job(
                done["wide_files" if wide else "files"],
                targets,
                facts,
                request.mode.value,
                caller.model if held.router.named(caller.model) else "",
                caller.client,
                _context(request),
                request.temperature,
                request.max_length,
                options.get("package_name") or "program",
                None if wide else _before(answer),
                steps.put_nowait if events else None,
            )

            async def verify(files: dict[str, str], left: float) -> PackageEvidence:
                return await self._verify(files, sources, options, left)

            async def work() -> Result:
                try:
                    return await held.engine.run(job, verify, seconds)
                finally:
                    steps.put_nowait(None)

            task = asyncio.create_task(work())
            try:
                while (step := await steps.get()) is not None:
                    yield _chunk(step)
                result = await task
            except Exception as error:  # a defect here must not take the rules' answer with it
                logs.log.error("repair_failed", request_id=caller.request_id, exc_info=error)
                answer["warnings"] = [*answer["warnings"], f"the repair failed: {type(error).__name__}"]
                yield True
                return
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            note["items"] = [*(item.to_json() for item in result.items), *unasked]
            answer["warnings"] = [*answer["warnings"], *result.warnings]
            if result.accepted and result.evidence is not None:
                await asyncio.to_thread(_take, answer, result, targets, request)
            yield bool(result.warnings) or any(i.stop in ("time", "backend", "verifier") for i in result.items)

    async def _verify(
        self, files: dict[str, str], sources: dict[str, str], options: dict[str, Any], left: float
    ) -> PackageEvidence:
        # Only a comparison of behaviour can accept a candidate, whatever the mode.
        job = VerificationJob(sources, files, {}, Mode.QUALITY.value, left, options)
        try:
            found = await self.evidence.check(job)
        except DeadlineExceededError:
            raise TimeoutError from None
        except ServiceError as error:
            raise VerifierUnavailableError(error.text) from None
        return _package_evidence(found)


def _package_evidence(found: Verification) -> PackageEvidence:
    """A verification in the engine's terms."""
    compiled = found.summary.get("compiled")
    if compiled is None and any(i.get("verdict") == "verified" for i in found.items.values()):
        compiled = True
    return PackageEvidence(
        found.items,
        compiled,
        tuple(found.summary.get("errors", ())),
        int(found.summary.get("lints", 0)),
        float(found.summary.get("seconds", {}).get("differential", 0.0)),
        tuple(found.summary.get("notes", ())),
        found,
    )


def _before(answer: dict[str, Any]) -> PackageEvidence | None:
    """What the verifier said of the rules' translation, where it said anything."""
    note = answer["metadata"].get("verification", {})
    if note.get("status") != "verified":
        return None
    return PackageEvidence(
        {i["name"]: i["evidence"] for i in answer["items"]}, note["summary"].get("compiled"), payload=note
    )


def _due(answer: dict[str, Any], done: dict[str, Any]) -> tuple[tuple[Target, ...], dict[str, list[str]]]:
    """The items that rules refused or got wrong, and in what those are wrong."""
    before = _before(answer)
    known = before.items if before is not None else {}
    broken = before is not None and before.compiled is False
    targets, facts = [], {}
    for target in map(Target.from_json, done.get("targets", ())):
        evidence = known.get(target.name, {})
        if evidence.get("verdict") == "contradicted":
            facts[target.name] = [counterexamples(evidence)]
        elif broken and not target.refused:
            facts[target.name] = [f"the package does not compile: {e}" for e in _errors(before)]
        elif not target.refused:
            continue
        targets.append(target)
    return tuple(targets), facts


def _errors(before: PackageEvidence | None) -> list[str]:
    return list(before.payload["summary"].get("errors", ()))[:4] if before is not None else []


def _context(request: TranslateRequest) -> str:
    """What the caller says, for the prompt: instructions line by line, the rest as JSON."""
    given = dict(request.context or {})
    instructions = given.pop("instructions", None)
    lines = [str(i) for i in instructions] if isinstance(instructions, list) else []
    if given:
        lines.append(json.dumps(given, ensure_ascii=False))
    return "\n".join(lines)[:MAX_CONTEXT]


def _chunk(step: Step) -> StreamChunk:
    """A step as a chunk. Pieces of an answer are no code yet: nobody has judged them."""
    facts: dict[str, Any] = {"step": step.kind, "item": step.item, "arm": step.arm, "verified": False}
    if step.kind == "judged":
        return StreamChunk(chunk_type="verification", content=step.text, metadata={"status": "running", **facts})
    facts["round"] = step.round
    return StreamChunk(chunk_type="metadata", content=step.text or step.kind, metadata=facts)


def _take(answer: dict[str, Any], result: Result, targets: tuple[Target, ...], request: TranslateRequest) -> None:
    """Put what was accepted into the answer, with its evidence."""
    assert result.evidence is not None
    found: Verification = result.evidence.payload
    taken = {t.name: t for t in targets if t.name in result.accepted}
    records = {i.name: i.to_json() for i in result.items if i.accepted}
    answer["rust_code"] = api.single_source(result.files)
    if request.include_package:
        answer["files"] = result.files
    if request.include_alternatives:
        answer["alternatives"] = [api.single_source(files) for files in result.alternatives]
    still = [t for t in targets if t.refused and t.name not in taken]
    settled = [d for d in answer["diagnostics"] if _settled(d, taken.values(), still)]
    answer["diagnostics"] = [d for d in answer["diagnostics"] if d not in settled]
    said = {f"{d['code']}: {d['message']}" for d in settled}
    answer["warnings"] = [w for w in answer["warnings"] if w not in said]
    open_errors = any(d["severity"] == "error" for d in answer["diagnostics"])
    metadata = answer["metadata"]
    # what rules refused without a word, for what it uses, is no error by itself
    open_errors = open_errors or bool(still) or found.summary.get("verdict") == "contradicted"
    metadata["complete"] = not open_errors
    metadata["crates"] = api.completed(result.files)[1]
    metadata["backend"] = "rules and models"
    by_name = {i["name"]: i for i in answer["items"]}
    proved = {part.name for target in taken.values() for part in target.parts}
    for name, target in taken.items():
        by_name.setdefault(name, {"name": name, "kind": target.kind})
        for part in target.parts:
            by_name.setdefault(part.name, {"name": part.name, "kind": "method"})
    for name, item in by_name.items():
        whole = name in taken and taken[name].kind == "class"
        facts = (
            {k: v for k, v in records[name]["evidence"].items() if k != "methods"}
            if whole
            else found.items.get(name, {})
        )
        item["translated"] = item.get("translated", False) or name in taken or name in proved
        item["evidence"] = {**facts, **({"repair": records[name]} if name in records else {})}
        parts = [p.name for p in taken[name].parts] if whole else [name]
        item["verified"] = all(found.items.get(part, {}).get("agreed") is True for part in parts)
    answer["items"] = list(by_name.values())
    note: dict[str, Any] = {"status": "verified", "verifier": metadata["verification"].get("verifier", ""), "summary": found.summary}  # fmt: skip
    if open_errors:
        # Items are proved, the whole is not: what is missing cannot agree with anything.
        note |= {"status": "not_verified", "reason": "the translation is incomplete",
                 "confidence_basis": "none for the whole; each item that was taken has its own evidence"}  # fmt: skip
    metadata["verification"] = note
    answer["confidence"] = 0.0 if open_errors else found.confidence


def _settled(diagnostic: dict[str, Any], taken: Collection[Target], still: Collection[Target]) -> bool:
    """Whether a diagnostic is about what was taken from a model, and about nothing that is ``still`` refused: a method that several
    classes inherit is there when all of them have it.
    """
    if diagnostic["severity"] != "error" and diagnostic["code"] != LEFT_OUT:
        return False
    if diagnostic["span"] is None:
        return any(diagnostic["message"].startswith(f"`{target.name}`") for target in taken)
    line, path = diagnostic["span"]["line"], diagnostic["span"]["path"]

    def about(targets: Collection[Target]) -> bool:
        return any(first <= line <= last for t in targets if t.path == path for first, last in t.covers)

    return about(taken) and not about(still)
