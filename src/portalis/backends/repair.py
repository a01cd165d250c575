"""The loop: ask, parse, verify, tell what was wrong, ask again. Only what verified is accepted.

It knows neither models nor compilers: it is a function of a ``propose``, a ``parse`` and a ``verify``. An
:class:`Accepted` is made in one place, after ``verify`` said so of that very candidate.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from portalis.backends.base import BackendError, Usage
from portalis.diagnostics import PortalisError

C = TypeVar("C")
Stop = Literal["accepted", "rounds", "tokens", "time", "backend", "verifier", "nothing proposed"]
MAX_FEEDBACK = 6
"""Failures that are shown to the model again, the latest ones."""


@dataclass(frozen=True, slots=True)
class RepairBudget:
    """How much may be spent on one item."""

    rounds: int = 3
    candidates: int = 2
    """Asked for in each round."""
    tokens: int = 20_000
    """Of prompts and answers together. The call that passes it is the last; its candidates are still judged."""
    seconds: float = 90.0

    def __post_init__(self) -> None:
        if self.rounds < 1 or self.candidates < 1 or self.tokens < 1 or not self.seconds > 0:
            raise ValueError("rounds, candidates, tokens and seconds must be above 0")


@dataclass(frozen=True, slots=True)
class Failure:
    """A candidate that was not accepted, and why, in words for the model."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The answers to one prompt."""

    texts: tuple[str, ...]
    model: str = ""
    arm: str = ""
    prompt_hash: str = ""
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a verifier found about one candidate. ``verified`` is true where it proved it, and for no other reason."""

    verified: bool
    why: str = ""
    confidence: float = 0.0
    lints: int = 0
    seconds: float = 0.0
    """Time that its Rust took on the inputs of the comparison; 0 where it was not measured."""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    payload: Any = None
    """Whatever the caller wants back with an accepted candidate."""


@dataclass(frozen=True, slots=True)
class Accepted(Generic[C]):
    """A candidate that verified, and where it came from."""

    candidate: C
    judgement: Judgement
    model: str
    arm: str
    prompt_hash: str
    round: int


@dataclass(frozen=True, slots=True)
class Outcome(Generic[C]):
    """How it ended. ``accepted`` is ranked, the best first; empty where the refusal stands."""

    accepted: tuple[Accepted[C], ...]
    failures: tuple[Failure, ...]
    rounds: int
    usage: Usage
    seconds: float
    stop: Stop
    detail: str = ""

    @property
    def judged(self) -> int:
        """Candidates that were looked at."""
        return len(self.accepted) + len(self.failures)


def rank(found: list[Accepted[C]], copies: Callable[[C], int]) -> tuple[Accepted[C], ...]:
    """By evidence, then what clippy says, then copies, then the measured time; earlier ones first among equals."""
    order = sorted(
        found,
        key=lambda a: (-round(a.judgement.confidence, 4), a.judgement.lints, copies(a.candidate), a.judgement.seconds),
    )
    return tuple(order)


async def repair(
    propose: Callable[[tuple[Failure, ...], int, float], Awaitable[Proposal]],
    parse: Callable[[str], C],
    verify: Callable[[C, float], Awaitable[Judgement]],
    budget: RepairBudget = RepairBudget(),
    *,
    key: Callable[[C], str] = str,
    copies: Callable[[C], int] = lambda _: 0,
    judged: Callable[[str, str], None] = lambda arm, outcome: None,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome[C]:
    """Ask for candidates until one verifies or the budget is spent.

    ``propose`` is given the failures so far, the number of the round from 1, and the seconds left; ``verify`` a candidate and
    the seconds left. A round's candidates are all judged, so that there are alternatives. ``judged`` is told of each.
    Whatever ``propose`` and ``verify`` raise ends the loop with what was accepted before; cancellation passes through.
    """
    began = clock()
    accepted: list[Accepted[C]] = []
    failures: list[Failure] = []
    seen: dict[str, str] = {}
    usage = Usage()
    stop: Stop = "rounds"
    detail = ""
    number = 0

    def left() -> float:
        return budget.seconds - (clock() - began)

    while number < budget.rounds and stop == "rounds":
        if left() <= 0:
            stop = "time"
            break
        number += 1
        try:
            async with asyncio.timeout(left()):
                proposal = await propose(tuple(failures[-MAX_FEEDBACK:]), number, left())
        except TimeoutError:
            stop = "time"
            break
        except BackendError as error:
            stop, detail = "backend", str(error)
            break
        except Exception as error:
            stop, detail = "backend", type(error).__name__
            break
        usage += proposal.usage
        if not proposal.texts:
            stop = "nothing proposed"
            break
        for text in proposal.texts[: budget.candidates]:
            if left() <= 0:
                stop = "time"
                break
            try:
                # away from the loop: a long answer takes its time, and one that is nested deeply its stack
                candidate = await asyncio.to_thread(parse, text)
            except PortalisError as error:
                failures.append(Failure(text, str(error)))
                judged(proposal.arm, "unparsable")
                continue
            except Exception as error:
                failures.append(Failure(text, f"it cannot be read: {type(error).__name__}"))
                judged(proposal.arm, "unparsable")
                continue
            name = key(candidate)
            if name in seen:
                failures.append(Failure(text, f"this was tried before: {seen[name]}"))
                judged(proposal.arm, "duplicate")
                continue
            try:
                async with asyncio.timeout(left()):
                    judgement = await verify(candidate, left())
            except TimeoutError:
                stop = "time"
                break
            except PortalisError as error:
                judgement = Judgement(False, str(error))
            except Exception as error:
                stop, detail = "verifier", type(error).__name__
                break
            if judgement.verified is True:
                seen[name] = "it is right, give another one"
                accepted.append(
                    Accepted(candidate, judgement, proposal.model, proposal.arm, proposal.prompt_hash, number)
                )
                judged(proposal.arm, "accepted")
            else:
                seen[name] = judgement.why
                failures.append(Failure(text, judgement.why))
                judged(proposal.arm, "rejected")
        if accepted:
            stop = "accepted"
        elif stop == "rounds" and usage.total >= budget.tokens:
            stop = "tokens"
    found = rank(accepted, copies)
    return Outcome(found, tuple(failures), number, usage, clock() - began, "accepted" if found else stop, detail)
