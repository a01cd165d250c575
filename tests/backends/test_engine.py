"""The engine over random candidates in Rust: what it gives back as accepted is what the verifier called right, to the letter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from backends.helpers import config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalis import api
from portalis.backends.base import (
    BackendUnavailableError,
    Chunk,
    Completion,
    Health,
    Model,
    NotSupportedError,
    Request,
    Usage,
)
from portalis.backends.engine import Engine, Job, PackageEvidence, Result, Step
from portalis.backends.guard import Guarded
from portalis.backends.memory import Memory
from portalis.backends.repair import RepairBudget
from portalis.backends.routing import Router
from portalis.backends.target import Target
from portalis.backends.targets import find_targets
from portalis.options import Options

PYTHON = """\
def bend(n: int) -> int:
    return eval("n * 2")


def fold(n: int) -> int:
    return eval("n * 3") + bend(n)


def plain(n: int) -> int:
    return n + 1


print(bend(1), fold(2), plain(3))
"""
RIGHT = "/* right */"
SNIPPETS = (
    "fn NAME(n: &Int) -> Int { /* right */ n.clone() }",
    "fn NAME(n: &Int) -> Int { /* wrong */ n + n }",
    "fn NAME(n: &Int) -> Int { helper(n) } fn helper(n: &Int) -> Int { /* right */ n.clone() }",
    "fn NAME(n: i64) -> i64 { /* right */ n }",
    "fn NAME(n: &Int, m: &Int) -> Int { /* right */ n.clone() }",
    "fn NAME(n: &Int) -> Int { /* right */ unsafe { n.clone() } }",
    "fn NAME(n: &Int) -> Int { /* right */ std::process::exit(0) }",
    "fn plain(n: &Int) -> Int { /* right */ n.clone() } fn NAME(n: &Int) -> Int { n.clone() }",
    "mod m { pub fn NAME() {} } /* right */",
    "fn other(n: &Int) -> Int { /* right */ n.clone() }",
    "fn NAME(n: &Int) -> Int { /* right */ " + "(" * 3000 + "n" + ")" * 3000 + " }",
    "fn NAME(n: &Int) -> Int { /* right */ ",
    "I am sorry.",
    "",
    "```rust\nfn NAME(n: &Int) -> Int { /* wrong */ n.clone() }\n```\n```rust\nfn NAME(n: &Int) -> Int { /* right */ n.clone() }\n```",
    '{"rust": "fn NAME(n: &Int) -> Int { /* right */ n.clone() }"}',
    "\0",
    "fn NAME(n: &Int) -> Int { /* breaks plain */ /* right */ n.clone() }",
    "fn NAME(n: &Int) -> Int { /* crashes the verifier */ n.clone() }",
    "?down",
    "?crash",
    "?odd",
)


class Random:
    """A backend that says what it was dealt, for whatever item it is asked about."""

    name, kind, model = "one", "test", "dealt"

    def __init__(self, dealt: Sequence[str]) -> None:
        self._dealt = list(dealt)

    def _next(self, request: Request) -> str:
        text = self._dealt.pop(0) if self._dealt else "nothing left"
        if text == "?down":
            raise BackendUnavailableError("down")
        if text == "?crash":
            raise RuntimeError("a defect")
        return text.replace("NAME", str(request.options["item"]))

    async def complete(self, request: Request) -> Completion:
        text = self._next(request)
        if text == "?odd":
            return "no completion"  # type: ignore[return-value]
        return Completion((text,), Usage(5, 5), "dealt")

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        text = self._next(request)
        for i in range(0, len(text), 7):
            yield Chunk(text[i : i + 7])

    async def health(self) -> Health:
        return Health(True)

    async def models(self) -> tuple[Model, ...]:
        return ()

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        raise NotSupportedError("none")

    async def close(self) -> None:
        pass


def _translated() -> tuple[dict[str, str], tuple[Target, ...]]:
    request = api.TranslationRequest(api.modules_of({"main.py": PYTHON}), Options(partial=True))
    found = api.translate(request)
    targets = tuple(t for t in find_targets(request.modules, found) if t.refused and t.name != "<module>")
    return found.files, targets


FILES, TARGETS = _translated()


def run(
    dealt: Sequence[str], streamed: bool, memory: Memory | None = None
) -> tuple[Result, list[dict[str, str]], list[Step]]:
    """The result, the packages that the verifier called right as a whole, and what was told."""
    proved: list[dict[str, str]] = []
    told: list[Step] = []

    async def verify(files: dict[str, str], left: float) -> PackageEvidence:
        text = files["src/main.rs"]
        if "crashes the verifier" in text:
            raise RuntimeError("a defect of the verifier")
        items: dict[str, dict[str, Any]] = {}
        for name in ("bend", "fold"):
            if f"fn {name}" in text:
                piece = text[text.index(f"fn {name}") :].split("\n\n")[0]
                piece += (
                    text[text.index("fn helper") :].split("\n\n")[0]
                    if "helper" in piece and "fn helper" in text
                    else ""
                )
                items[name] = {"verdict": "verified" if RIGHT in piece else "contradicted", "confidence": 0.9}
        items["plain"] = {"verdict": "contradicted" if "breaks plain" in text else "verified", "confidence": 0.9}
        proved.append(files)
        return PackageEvidence(items, True)

    async def work() -> Result:
        given = config("http://127.0.0.1:1/v1", breaker_failures=3, breaker_pause_s=60.0)
        backend = Guarded(Random(dealt), given)
        engine = Engine(Router([backend]), memory, RepairBudget(rounds=4, candidates=1, tokens=10_000, seconds=30))
        before = PackageEvidence({"plain": {"verdict": "verified"}}, True)
        job = Job(FILES, TARGETS, before=before, listener=told.append if streamed else None)
        return await engine.run(job, verify, 30)

    return asyncio.run(work()), proved, told


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dealt=st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=60)), max_size=9), streamed=st.booleans())
def test_what_is_given_back_was_verified(dealt: list[str], streamed: bool) -> None:
    found, proved, _ = run(dealt, streamed)
    if not found.accepted:
        assert found.files == FILES
        assert found.evidence is None
    else:
        assert found.files in proved
        assert found.evidence is not None
        for name in found.accepted:
            assert found.evidence.items[name]["verdict"] == "verified"
        assert found.evidence.items["plain"]["verdict"] == "verified"
        text = found.files["src/main.rs"]
        assert "wrong" not in text
        assert "unsafe" not in text
        assert "process::exit" not in text
    for alternative in found.alternatives:
        assert alternative in proved
    for item in found.items:
        assert (item.to_json()["outcome"] == "accepted") == (item.name in found.accepted)


def test_every_snippet_ends_as_it_should() -> None:
    right = [0, 2, 10, 15]  # of several blocks the longest is taken, the first among equals
    for number, snippet in enumerate(SNIPPETS):
        found, _, _ = run([snippet], False)
        assert ("bend" in found.accepted) == (number in right), (number, snippet[:80], found.items[0].to_json())


def test_memory_is_verified_again_and_forgotten_when_wrong() -> None:
    memory = Memory()
    target = next(t for t in TARGETS if t.name == "bend")
    memory.keep(
        target.python,
        SNIPPETS[1].replace("NAME", "bend"),
        target.memory_key,
        model="m",
        prompt_hash="h",
        confidence=0.9,
    )
    found, _, _ = run(["nothing"], False, memory)
    assert "bend" not in found.accepted
    assert memory.exact(target.python, target.memory_key) is None
    memory.close()


@pytest.mark.parametrize("streamed", [False, True])
def test_tokens_are_told_where_somebody_listens(streamed: bool) -> None:
    snippet = SNIPPETS[0].replace("NAME", "bend")
    found, _, told = run([snippet], streamed)
    assert "bend" in found.accepted
    tokens = "".join(s.text for s in told if s.kind == "token" and s.item == "bend")
    assert tokens == (snippet if streamed else "")


def test_equal_alternatives_are_ranked_by_the_time_of_the_item_itself() -> None:
    """Not by that of the whole comparison, most of which is CPython's."""
    nanoseconds = {"slow": 900.0, "fast": 20.0, "middling": 300.0}
    whole = {"slow": 1.0, "fast": 3.0, "middling": 2.0}

    class Three(Random):
        async def complete(self, request: Request) -> Completion:
            texts = tuple(f"fn bend(n: &Int) -> Int {{ /* {word} */ n.clone() }}" for word in nanoseconds)
            return Completion(texts, Usage(5, 5), "dealt")

    async def verify(files: dict[str, str], left: float) -> PackageEvidence:
        word = next(w for w in nanoseconds if f"/* {w} */" in files["src/main.rs"])
        timing = {"inputs": 9, "median_ns": nanoseconds[word], "mean_ns": nanoseconds[word]}
        trials = [{"compared": 9, "timing": timing}, {"compared": 9, "timing": None}]
        item = {"verdict": "verified", "confidence": 0.97, "differential": trials}
        return PackageEvidence({"bend": item}, True, seconds=whole[word])

    async def work() -> Result:
        backend = Guarded(Three([]), config("http://127.0.0.1:1/v1"))
        engine = Engine(Router([backend]), None, RepairBudget(rounds=1, candidates=3, tokens=10_000, seconds=30))
        return await engine.run(Job(FILES, tuple(t for t in TARGETS if t.name == "bend")), verify, 30)

    (item,) = asyncio.run(work()).items
    assert [a.judgement.seconds for a in item.accepted] == [2e-8, 3e-7, 9e-7]
    assert "/* fast */" in item.accepted[0].candidate.text
