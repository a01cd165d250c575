"""Repairs a translation item by item: memory first, then models, each candidate spliced in and verified as a package."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from portalis import api
from portalis.backends.base import BackendError, BadAnswerError, Completion, Message, NotSupportedError, Request, Usage
from portalis.backends.guard import Guarded
from portalis.backends.items import Candidate, CandidateError, parse_candidate
from portalis.backends.memory import Memory
from portalis.backends.prompt import SCHEMA, build_messages, prompt_hash, rust_of
from portalis.backends.repair import Accepted, Failure, Judgement, Outcome, Proposal, RepairBudget, repair
from portalis.backends.routing import Ledger, Router
from portalis.backends.signatures import narrower
from portalis.backends.splice import declarations, rust_files, splice
from portalis.backends.target import Target
from portalis.verify.additions import fields_of_struct

EXAMPLES = 2
MEMORY_ARM = "memory"
LEAST_TOKENS = 64
"""An answer that may be no longer is not worth asking for."""
MAX_WHY = 4_000
CHARACTERS_A_TOKEN = 4

VerifyPackage = Callable[[dict[str, str], float], Awaitable["PackageEvidence"]]
Listener = Callable[["Step"], None]


@dataclass(frozen=True, slots=True)
class PackageEvidence:
    """What a verifier says of a whole package: facts of each item by name, as JSON values."""

    items: Mapping[str, Mapping[str, Any]]
    compiled: bool | None
    errors: tuple[str, ...] = ()
    """Compiler messages with their places."""
    lints: int = 0
    seconds: float = 0.0
    """Time of the comparison. Python's share of it is the same for every candidate of an item."""
    notes: tuple[str, ...] = ()
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Step:
    """What happens on the way. A token is a piece of an answer that nobody has judged yet."""

    kind: Literal["asked", "token", "judged"]
    item: str
    arm: str
    round: int
    text: str = ""
    """The piece, or the outcome of a candidate."""


@dataclass(frozen=True, slots=True)
class Job:
    """A translation to repair. ``facts`` say of each item of it that was shown to be wrong how it differs."""

    files: dict[str, str]
    targets: tuple[Target, ...]
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mode: str = "quality"
    arm: str = ""
    """A backend or arm that the request names."""
    client: str = ""
    """Who asks: stays with one arm."""
    context: str = ""
    temperature: float = 0.2
    max_tokens: int = 1024
    package: str = "program"
    before: PackageEvidence | None = None
    """What is known of the translation as it is: nothing in it may become worse."""
    listener: Listener | None = None
    """Told of each step; with it, first answers are streamed."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of one item."""

    name: str
    accepted: tuple[Accepted[Candidate], ...]
    stop: str
    rounds: int
    tokens: int
    seconds: float
    tried: tuple[str, ...]
    """Arms that were asked, in order."""
    detail: str = ""
    last_failure: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values: the record of the acceptance."""
        found: dict[str, Any] = {
            "item": self.name,
            "outcome": "accepted" if self.accepted else self.stop,
            "rounds": self.rounds,
            "tokens": self.tokens,
            "seconds": round(self.seconds, 3),
            "arms": list(self.tried),
        }
        if self.accepted:
            best = self.accepted[0]
            found |= {
                "model": best.model,
                "arm": best.arm,
                "prompt_hash": best.prompt_hash,
                "round": best.round,
                "confidence": best.judgement.confidence,
                "evidence": dict(best.judgement.evidence),
                "alternatives": [a.candidate.whole for a in self.accepted[1:]],
            }
        elif self.detail or self.last_failure:
            found["why"] = (self.detail or self.last_failure)[:MAX_WHY]
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """A package with what was accepted in it, and the evidence of the package as a whole where anything was."""

    files: dict[str, str]
    items: tuple[Repaired, ...]
    evidence: PackageEvidence | None
    alternatives: tuple[dict[str, str], ...]
    """Packages that verified with another candidate for the last item that was accepted."""
    warnings: tuple[str, ...]

    @property
    def accepted(self) -> tuple[str, ...]:
        """Names of the items that were accepted."""
        return tuple(i.name for i in self.items if i.accepted)


@dataclass(frozen=True, slots=True)
class _Verified:
    files: dict[str, str]
    evidence: PackageEvidence


class Engine:
    """Repairs translations with whatever backends there are; it fails no translation."""

    def __init__(
        self,
        router: Router,
        memory: Memory | None = None,
        budget: RepairBudget = RepairBudget(),
        ledger: Ledger | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.router = router
        self.memory = memory
        self.budget = budget
        self.ledger = ledger or Ledger()
        self._clock = clock

    async def run(self, job: Job, verify: VerifyPackage, seconds: float) -> Result:
        """Repair what can be repaired within ``seconds``. Only cancellation is raised."""
        ends = self._clock() + seconds
        files = job.files
        items: list[Repaired] = []
        evidence: PackageEvidence | None = None
        before = job.before
        alternatives: tuple[dict[str, str], ...] = ()
        warnings: list[str] = []
        for target in job.targets:
            left = ends - self._clock()
            if left <= 0:
                items.append(Repaired(target.name, (), "time", 0, 0, 0.0, ()))
                continue
            done = await self._item(job, target, files, before, verify, left, warnings)
            items.append(done)
            if done.accepted:
                verified: _Verified = done.accepted[0].judgement.payload
                files, evidence = verified.files, verified.evidence
                before = evidence
                alternatives = tuple(a.judgement.payload.files for a in done.accepted[1:])
        return Result(files, tuple(items), evidence, alternatives, tuple(dict.fromkeys(warnings)))

    async def _item(
        self,
        job: Job,
        target: Target,
        files: dict[str, str],
        before: PackageEvidence | None,
        verify: VerifyPackage,
        seconds: float,
        warnings: list[str],
    ) -> Repaired:
        began = self._clock()
        work = _Work(self, job, target, files, before, verify)
        found = await self._remembered(work, min(seconds, self.budget.seconds), warnings)
        tried = [MEMORY_ARM] if found is not None else []
        tokens = rounds = 0
        if found is None or not found.accepted:
            order = self.router.order(job.mode, job.arm, job.client)
            if not order:
                stop = "no model backend serves this mode"
                return Repaired(target.name, (), stop, 0, 0, self._clock() - began, tuple(tried))
            for backend in order:
                left = min(seconds, self.budget.seconds) - (self._clock() - began)
                if left <= 0 or tokens >= self.budget.tokens:
                    break
                tried.append(backend.config.label)
                budget = RepairBudget(self.budget.rounds, self.budget.candidates, self.budget.tokens - tokens, left)
                found = await work.repair(backend, budget)
                tokens += found.usage.total
                rounds += found.rounds
                self.ledger.repaired(backend.config.label, found.stop, found.rounds, found.seconds)
                if found.stop not in ("backend", "nothing proposed"):
                    break
                warnings.append(f"model backend {backend.name}: {found.detail or found.stop}")
        elif found.accepted:
            self.ledger.repaired(MEMORY_ARM, "accepted", 0, found.seconds)
        if found is None:
            return Repaired(target.name, (), "time", rounds, tokens, self._clock() - began, tuple(tried))
        if found.accepted and found.accepted[0].arm != MEMORY_ARM:
            await self._remember(target, found.accepted[0], warnings)
        last = found.failures[-1].why if found.failures else ""
        spent = self._clock() - began
        return Repaired(
            target.name, found.accepted, found.stop, rounds, tokens, spent, tuple(tried), found.detail, last
        )

    async def _remembered(self, work: _Work, seconds: float, warnings: list[str]) -> Outcome[Candidate] | None:
        """The outcome of an exact hit of the memory; None where there is none."""
        target = work.target
        if self.memory is None or work.job.arm:  # who names a model wants that one
            return None
        try:
            pair = await asyncio.to_thread(self.memory.exact, target.python, target.memory_key)
        except OSError as error:
            warnings.append(str(error))
            return None
        if pair is None:
            return None

        async def propose(failures: tuple[Failure, ...], number: int, left: float) -> Proposal:
            return Proposal((pair.rust,), pair.model, MEMORY_ARM, pair.prompt_hash)

        found = await work.loop(propose, RepairBudget(1, 1, self.budget.tokens, max(seconds, 0.001)))
        if not found.accepted and found.stop == "rounds":
            # it verified once and does not now: what it stands in has changed, or the translator has
            await self._forget(target, warnings)
        return found

    async def _forget(self, target: Target, warnings: list[str]) -> None:
        assert self.memory is not None
        try:
            await asyncio.to_thread(self.memory.forget, target.python, target.memory_key)
        except OSError as error:
            warnings.append(str(error))

    async def _remember(self, target: Target, best: Accepted[Candidate], warnings: list[str]) -> None:
        if self.memory is None:
            return
        vector, embedder = await self.vector(target.python)
        try:
            await asyncio.to_thread(
                lambda: self.memory.keep(  # type: ignore[union-attr]
                    target.python, best.candidate.whole, target.memory_key, model=best.model,
                    prompt_hash=best.prompt_hash, confidence=best.judgement.confidence,
                    vector=vector, embedder=embedder,
                )
            )  # fmt: skip
        except OSError as error:
            warnings.append(str(error))

    async def vector(self, text: str) -> tuple[tuple[float, ...] | None, str]:
        """An embedding by the first backend that has them, and what made it; None where none can."""
        for backend in self.router.backends:
            if not backend.config.embeddings or backend.open:
                continue
            try:
                return (await backend.embed([text]))[0], f"{backend.name}/{backend.config.embeddings}"
            except (NotSupportedError, BackendError, IndexError):
                continue
        return None, ""

    async def examples(self, python: str) -> tuple[tuple[str, str], ...]:
        """Verified pairs that are like a source."""
        if self.memory is None:
            return ()
        vector, embedder = await self.vector(python)
        try:
            found = await asyncio.to_thread(self.memory.nearest, python, EXAMPLES, vector, embedder)
        except OSError:
            return ()
        return tuple((p.python, p.rust) for p in found)


class _Work:
    """One item: how it is asked for, parsed and verified."""

    def __init__(
        self,
        engine: Engine,
        job: Job,
        target: Target,
        files: dict[str, str],
        before: PackageEvidence | None,
        verify: VerifyPackage,
    ) -> None:
        self.engine = engine
        self.job = job
        self.target = target
        self.files = files
        self.before = before
        self._verify = verify
        self._examples: tuple[tuple[str, str], ...] | None = None

    async def repair(self, backend: Guarded, budget: RepairBudget) -> Outcome[Candidate]:
        """The loop with a model."""
        spent = 0

        async def propose(failures: tuple[Failure, ...], number: int, left: float) -> Proposal:
            nonlocal spent
            if self._examples is None:
                self._examples = await self.engine.examples(self.target.python)
            there = declarations(self.files, self.target.wanted)
            neighbours = [*there, *(s for s in self.target.given if s not in there)]
            neighbours += [f"// in `crate::{m}`\n{s}" for m, s in self.target.elsewhere if s not in there]
            facts = self.job.facts.get(self.target.name, ())
            messages = build_messages(self.target, neighbours, failures, self._examples, facts, self.job.context)
            allowed = min(self.job.max_tokens, max(0, budget.tokens - spent) // budget.candidates)
            if allowed < LEAST_TOKENS:
                return Proposal(())
            digest = prompt_hash(messages)
            request = Request(
                messages, self.target.python, self._options(digest, number), budget.candidates, allowed,
                self.job.temperature, SCHEMA if backend.config.structured != "none" else None,
            )  # fmt: skip
            self.tell("asked", backend.config.label, number)
            if self.job.listener is None:
                answer = await backend.complete(request, left)
            else:
                answer = await self._streamed(backend, request, number, left)
            usage = answer.usage if answer.usage.total else estimated(messages, answer.texts)
            spent += usage.total
            model = answer.model or backend.model
            return Proposal(tuple(map(rust_of, answer.texts)), model, backend.config.label, digest, usage)

        return await self.loop(propose, budget)

    def tell(self, kind: Literal["asked", "token", "judged"], arm: str, number: int, text: str = "") -> None:
        """Tell whoever listens of a step."""
        if self.job.listener is not None:
            self.job.listener(Step(kind, self.target.name, arm, number, text))

    async def _streamed(self, backend: Guarded, request: Request, number: int, left: float) -> Completion:
        """The first answer piece by piece, the others of the round beside it; a stream that breaks is asked for whole."""

        async def first() -> Completion:
            pieces: list[str] = []
            usage, model, finish = Usage(), "", ""
            async with asyncio.timeout(left), aclosing(backend.stream(replace(request, candidates=1))) as chunks:
                async for chunk in chunks:
                    usage, model, finish = chunk.usage or usage, chunk.model or model, chunk.finish or finish
                    if chunk.text:
                        pieces.append(chunk.text)
                        self.tell("token", backend.config.label, number, chunk.text)
            if not pieces:
                raise BadAnswerError(f"{backend.name} streamed an empty answer")
            return Completion(("".join(pieces),), usage, model, finish)

        others = request.candidates - 1
        work: list[Awaitable[Completion]] = [first()]
        if others:
            work.append(backend.complete(replace(request, candidates=others), left))
        found = await asyncio.gather(*work, return_exceptions=True)
        good = [f for f in found if isinstance(f, Completion)]
        if not good:
            problem = next(f for f in found if isinstance(f, BaseException))
            if isinstance(problem, BackendError) and problem.retryable and not backend.open:
                return await backend.complete(request, left)
            raise problem
        usage = sum((f.usage for f in good), Usage())
        return Completion(tuple(t for f in good for t in f.texts), usage, good[0].model, good[0].finish)

    def _options(self, digest: str, number: int) -> dict[str, Any]:
        return {"item": self.target.name, "signature": self.target.signature, "prompt_hash": digest, "round": number}

    async def loop(
        self, propose: Callable[[tuple[Failure, ...], int, float], Awaitable[Proposal]], budget: RepairBudget
    ) -> Outcome[Candidate]:
        """The loop with whatever proposes."""
        return await repair(
            propose,
            lambda text: parse_candidate(text, self.target.wanted),
            self.verify,
            budget,
            key=lambda c: c.whole,
            copies=lambda c: c.copies,
            judged=self._judged,
        )

    def _judged(self, arm: str, outcome: str) -> None:
        self.engine.ledger.candidate(arm, outcome)
        self.tell("judged", arm, 0, outcome)

    async def verify(self, candidate: Candidate, left: float) -> Judgement:
        """Splice a candidate in and judge the package."""
        self._fits(candidate)
        target = self.target
        files = await asyncio.to_thread(splice, self.files, candidate, self.job.package, target.given, target.elsewhere)
        found = await self._verify(files, left)
        if found.compiled is False:
            shown = "\n".join(found.errors)[:MAX_WHY] or "no message"
            return Judgement(False, f"it does not compile:\n{shown}")
        parts: dict[str, Mapping[str, Any]] = {}
        for part in self.target.parts:
            item = found.items.get(part.name)
            if item is None:
                notes = "; ".join(found.notes)
                return Judgement(
                    False, f"`{part.name}` could not be compared with the Python{': ' + notes if notes else ''}"
                )
            if item.get("verdict") != "verified":
                about = f"`{part.name}`: " if self.target.kind == "class" else ""
                # where nothing could be called, the reason stands beside the items
                notes = "" if any(t.get("compared") for t in item.get("differential", ())) else "\n".join(found.notes)
                why = about + counterexamples(item) + (f"\n{notes[:MAX_WHY]}" if notes else "")
                return Judgement(False, why, evidence=item)
            parts[part.name] = item
        evidence = parts[self.target.name] if self.target.name in parts else together(parts)
        worse = self._worse(found)
        if worse:
            return Judgement(False, f"with it, `{worse}` is not right any more", evidence=evidence)
        payload = _Verified(files, found)
        seconds = measured(parts.values()) or found.seconds
        return Judgement(True, "", float(evidence.get("confidence", 0.0)), found.lints, seconds, evidence, payload)

    def _fits(self, candidate: Candidate) -> None:
        """Refuse a signature that is narrower than the Python, before anything is compiled.

        Raises:
            CandidateError: which says what is wrong with it.
        """
        target = self.target
        if target.kind == "module" or not target.refused:  # what others call as it is, the compiler holds to that
            return
        others = [text for _, text in target.elsewhere]
        structs = dict(target.structs)
        beside = "\n".join([*target.given, *others, *(self.files[path] for path in rust_files(self.files))])
        fields = fields_of_struct(candidate.text, target.owner, structs, beside) if target.kind == "class" else {}
        for name, shape in fields.items():
            small = next((p.rust for p in shape.parts() if p.kind == "int" and p.bits), "") if shape is not None else ""
            if small:
                raise CandidateError(f"the field `{name}` must hold ints of any size: use `Int`, not `{small}`")
        for part in target.parts:
            said = api.signature_of(part.python, candidate.text, part.rust, target.owner, structs, beside)
            problem = said if isinstance(said, str) else narrower(part.types, said)
            if problem:
                raise CandidateError(f"`{part.name}`: {problem}" if target.kind == "class" else problem)

    def _worse(self, found: PackageEvidence) -> str:
        """Another item that was verified before and is not now, or is shown to be wrong."""
        for name, item in found.items.items():
            if any(name == part.name for part in self.target.parts):
                continue
            was = self.before.items.get(name, {}).get("verdict") if self.before is not None else None
            now = item.get("verdict")
            if was == "verified" and now != "verified":
                return name
            if now == "contradicted" and was != "contradicted" and name not in self.job.facts:
                return name
        return ""


def estimated(messages: Sequence[Message], texts: Sequence[str]) -> Usage:
    """Tokens of a call whose server does not count them, so that the budget holds all the same."""
    prompt, said = sum(len(m.content) for m in messages), sum(map(len, texts))
    return Usage(1 + prompt // CHARACTERS_A_TOKEN, 1 + said // CHARACTERS_A_TOKEN)


def together(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The evidence of a class: that of its methods, as sure as the least sure one."""
    least = min((float(p.get("confidence", 0.0)) for p in parts.values()), default=0.0)
    return {"kind": "class", "verdict": "verified", "confidence": least, "methods": dict(parts)}


def measured(items: Iterable[Mapping[str, Any]]) -> float:
    """Seconds that the Rust of items took for a call, on average over the inputs that were timed; 0 where nothing was."""
    found = [t["timing"] for i in items for t in i.get("differential", ()) if t.get("timing")]
    return sum(float(t["mean_ns"]) for t in found) / 1e9


def counterexamples(item: Mapping[str, Any]) -> str:
    """In words for a model, how an item differs from the Python."""
    lines = []
    mismatches = [m for trial in item.get("differential", ()) for m in trial.get("mismatches", ())]
    for found in (mismatches or item.get("mismatches", ()))[:4]:
        python, rust = str(found.get("python", ""))[:300], str(found.get("rust", ""))[:300]
        lines.append(f"{found.get('call', '')}: Python gives {python}; this gives {rust} ({found.get('aspect', '')})")
    return "\n".join(lines) or f"not proved: {item.get('why', 'no reason given')}"
