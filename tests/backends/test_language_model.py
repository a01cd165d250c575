"""A real language model that knows no Rust: what it says is streamed, counted, cut off in time, and never accepted."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from backends.helpers import Seen, ask, guarded
from support.language_model import NAME, LanguageModel, language_model, missing
from support.server import TRANSLATE, serving

from portalis.backends.base import BackendTimeoutError, BackendUnavailableError
from portalis.backends.memory import Memory
from portalis.backends.prompt import SCHEMA

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(bool(missing()), reason=missing())]
REFUSED = 'def bend(n: int) -> int:\n    return eval("n * 2")\n\n\nprint(bend(4))\n'


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageModel]:
    with language_model(tmp_path_factory.mktemp("model")) as running:
        yield running


def test_answers_streams_and_usage(model: LanguageModel) -> None:
    seen = Seen()

    async def run() -> None:
        backend = guarded(model.url, seen, model=NAME, timeout_s=300, idle_timeout_s=200)
        assert (await backend.health()).ready
        assert NAME in [m.id for m in await backend.models()]
        found = await backend.complete(ask("Count to three.", candidates=2, max_tokens=12))
        assert len(found.texts) == 2
        assert found.usage.prompt > 5
        assert 2 <= found.usage.completion <= 24
        assert found.finish in ("length", "stop")
        at: list[float] = []
        chunks = []
        async for chunk in backend.stream(ask("Tell a story.", max_tokens=24)):
            chunks.append(chunk)
            at.append(time.monotonic())
        assert len([c for c in chunks if c.text]) > 8  # piece by piece, not cut from a whole
        assert at[-1] > at[0]
        last = chunks[-1].usage
        assert last is not None
        assert 8 < last.completion <= 24
        await backend.close()

    asyncio.run(run())
    assert [outcome for _, outcome, _ in seen.calls] == ["ok"] * 3
    assert seen.calls[2][2].completion > 8


def test_it_is_held_to_a_schema(model: LanguageModel) -> None:
    async def run() -> None:
        backend = guarded(model.url, model=NAME, timeout_s=120, structured="json_schema")
        found = await backend.complete(ask("Answer with Rust for a function that adds.", schema=SCHEMA, max_tokens=200))
        if found.finish == "stop":
            assert set(json.loads(found.texts[0])) == {"rust"}
        assert found.texts[0].lstrip().startswith("{")
        await backend.close()

    asyncio.run(run())


def test_it_is_cut_off_in_time(model: LanguageModel) -> None:
    async def run() -> float:
        backend = guarded(model.url, model=NAME, timeout_s=0.3)
        began = time.monotonic()
        with pytest.raises(BackendTimeoutError):
            await backend.complete(ask("Write a long story.", max_tokens=2000))
        taken = time.monotonic() - began
        with pytest.raises(BackendTimeoutError):
            _ = [c async for c in backend.stream(ask("Write a long story.", max_tokens=2000))]
        await backend.close()
        return taken

    assert asyncio.run(run()) < 1.5


def test_embeddings_find_what_is_alike(tmp_path: Path) -> None:
    texts = {
        "def total(values):\n    s = 0\n    for v in values:\n        s += v\n    return s": "sum",
        "class Parser:\n    def __init__(self, text):\n        self.text = text": "parser",
        "The cat sat on the mat and looked at the moon.": "prose",
    }
    query = "def add_all(numbers):\n    r = 0\n    for n in numbers:\n        r += n\n    return r"
    with language_model(tmp_path, embeddings=True) as running:

        async def run() -> list[tuple[float, ...]]:
            backend = guarded(running.url, model=NAME, embeddings=NAME, timeout_s=120)
            found = await backend.embed([*texts, query])
            await backend.close()
            return list(found)

        vectors = asyncio.run(run())
    assert len({len(v) for v in vectors}) == 1
    assert len(vectors[0]) == 576
    memory = Memory()
    for (python, rust), vector in zip(texts.items(), vectors):
        memory.keep(python, rust, "", model="m", prompt_hash="", confidence=0.9, vector=vector, embedder=NAME)
    assert memory.nearest(query, 1, vectors[-1], NAME)[0].rust == "sum"
    memory.close()


def test_its_nonsense_is_rejected(cargo: str, model: LanguageModel, tmp_path: Path) -> None:
    path = tmp_path / "backends.yaml"
    one = {"name": "small", "kind": "openai", "url": model.url, "model": NAME, "timeout_s": 150, "idle_timeout_s": 150}
    repair = {"rounds": 2, "candidates": 1, "seconds": 200, "tokens": 20_000}
    path.write_text(yaml.safe_dump({"backends": [one], "repair": repair}), "utf-8")
    with serving(
        tmp_path, verifier="local", verifier_workers="1", backends=str(path), deadline_quality_s="250"
    ) as server:
        until = time.monotonic() + 180
        while httpx.get(f"{server.url}/health").json()["dependencies"]["verifier"] != "up":
            assert time.monotonic() < until
            time.sleep(0.1)
        body = {"python_code": REFUSED, "mode": "quality", "max_length": 128}
        with httpx.stream("POST", f"{server.url}{TRANSLATE}/stream", json=body, timeout=260) as answer:
            chunks = [json.loads(line) for line in answer.iter_lines()]
        metrics = httpx.get(f"{server.url}/metrics").text
    last = chunks[-1]
    assert last["chunk_type"] == "complete", last
    tokens = [c for c in chunks if c["metadata"].get("step") == "token"]
    assert len(tokens) > 10
    record = last["metadata"]["metadata"]["repair"]["items"][0]
    assert record["item"] == "bend"
    assert record["outcome"] in ("rounds", "time")
    assert record["tokens"] > 100
    assert last["metadata"]["metadata"]["complete"] is False
    assert last["metadata"]["confidence"] == 0
    assert "fn bend" not in last["content"]
    assert 'portalis_model_items_total{arm="small",outcome="accepted"}' not in metrics


def test_a_model_that_is_stopped(tmp_path: Path) -> None:
    async def run(running: LanguageModel) -> None:
        backend = guarded(running.url, model=NAME, timeout_s=300, idle_timeout_s=200)
        pieces = backend.stream(ask("Write a long story.", max_tokens=2000))
        assert (await anext(pieces)) is not None
        running.process.kill()
        with pytest.raises(BackendUnavailableError):
            async for _ in pieces:
                pass
        with pytest.raises(BackendUnavailableError):
            await backend.complete(ask())
        assert not (await backend.health()).ready
        await backend.close()

    with language_model(tmp_path) as running:
        asyncio.run(run(running))
