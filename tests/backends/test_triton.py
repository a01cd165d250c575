"""The real Triton with the models that this project ships, over both protocols."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from backends.helpers import Seen, config, is_open
from support.scripted import MODEL, Say, Script, scripted
from support.triton import MODELS, Triton, triton

from portalis import api
from portalis.backends.base import (
    BackendError,
    BackendRefusedError,
    BackendTimeoutError,
    BackendUnavailableError,
    BadAnswerError,
    Message,
    NotSupportedError,
    Request,
)
from portalis.backends.guard import Guarded
from portalis.backends.registry import make_backend
from portalis.backends.triton import TritonBackend, make
from portalis.options import Options

pytestmark = pytest.mark.heavy
TESTED = Path(__file__).parent.parent / "fixtures" / "triton" / "models"
PYTHON = "def twice(n: int) -> int:\n    return n * 2\n\nprint(twice(21))\n"
WORDS = "fn twice(n: &Int) -> Int { n * &Int::from(2_i64) }"
PROTOCOLS = pytest.mark.parametrize("protocol", ["http", "grpc"])


@pytest.fixture(scope="module")
def language_model() -> Iterator[Script]:
    with scripted(Script(turns=[Say((WORDS,))])) as script:
        yield script


@pytest.fixture(scope="module")
def server(language_model: Script, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Triton]:
    folder = tmp_path_factory.mktemp("triton")
    shutil.copytree(MODELS, folder / "models")
    shutil.copytree(TESTED, folder / "models", dirs_exist_ok=True)
    env = {"TRANSLATION_MODEL_URL": language_model.url, "TRANSLATION_MODEL_NAME": MODEL}
    with triton(folder, folder / "models", ("rule_translator", "translation_model", "raising"), env) as running:
        yield running


def backend(server: Triton, protocol: str, model: str, **more: Any) -> TritonBackend:
    url = server.http if protocol == "http" else server.grpc
    given = {"name": "triton", "kind": "triton", "protocol": protocol, "model": model, "timeout_s": 20, **more}
    return make(config(url, **given))


def ask(python: str = PYTHON, **more: Any) -> Request:
    return Request((Message("system", "Be brief."), Message("user", python)), python, **more)


@PROTOCOLS
def test_the_translator_itself_answers(server: Triton, protocol: str) -> None:
    async def run() -> None:
        rules = backend(server, protocol, "rule_translator")
        found = await rules.complete(ask())
        assert found.texts[0] == api.single_source(api.translate(PYTHON, Options(partial=True)))
        assert found.metadata["complete"] is True
        assert found.metadata["confidence_score"] == 0
        assert (await rules.health()).ready
        assert not await rules.decoupled()
        assert [o["name"] for o in (await rules.metadata())["outputs"]] == ["rust_code", "confidence_score", "metadata"]
        pieces = [c async for c in rules.stream(ask())]
        assert "".join(p.text for p in pieces) == found.texts[0]
        # the server counts an answer a little after it has sent it
        until = time.monotonic() + 10
        while int((await rules.statistics())["model_stats"][0]["inference_stats"]["success"]["count"]) < 2:
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
        await rules.close()

    asyncio.run(run())


@PROTOCOLS
def test_a_batch_holds_good_and_bad_rows(server: Triton, protocol: str) -> None:
    async def run() -> None:
        rules = backend(server, protocol, "rule_translator")
        sources = [PYTHON, "def broken(:\n", 'print(eval("1"))\n', *(f"print({n})\n" for n in range(9))]
        found = await rules.translate_batch([(s, {}) for s in sources])
        assert len(found) == len(sources)
        assert [a.metadata["complete"] for a in found[:3]] == [True, False, False]
        assert found[1].rust == ""
        assert found[1].metadata["diagnostics"][0]["severity"] == "error"
        for n, answer in enumerate(found[3:]):
            assert answer.rust == api.single_source(api.translate(f"print({n})\n", Options(partial=True)))
        await rules.close()

    asyncio.run(run())


def test_requests_that_come_together_are_put_into_batches(server: Triton) -> None:
    async def run() -> tuple[int, int]:
        rules = backend(server, "grpc", "rule_translator")

        async def counts() -> tuple[int, int]:
            found = (await rules.statistics())["model_stats"][0]
            return int(found["inference_count"]), int(found["execution_count"])

        before = await counts()
        await asyncio.gather(*(rules.complete(ask(f"print({n})\n")) for n in range(60)))
        after = await counts()
        await rules.close()
        return after[0] - before[0], after[1] - before[1]

    asked, executed = asyncio.run(run())
    assert asked == 60
    assert executed < 60


@PROTOCOLS
def test_a_language_model_streams_through_triton(server: Triton, language_model: Script, protocol: str) -> None:
    async def run() -> None:
        proxy = backend(server, protocol, "translation_model")
        assert await proxy.decoupled()
        language_model.requests.clear()
        chunks = [c async for c in proxy.stream(ask(max_tokens=77, temperature=0.5))]
        texts = [c.text for c in chunks if c.text]
        assert len(texts) == len(WORDS.split(" "))
        assert "".join(texts) == WORDS
        usage = chunks[-1].usage
        assert usage is not None
        assert (usage.prompt, usage.completion) == (7, len(texts))
        assert chunks[-1].finish == "stop"
        sent = language_model.requests[0]
        assert (sent["max_tokens"], sent["temperature"]) == (77, 0.5)
        assert [m["role"] for m in sent["messages"]] == ["system", "user"]
        found = await proxy.complete(ask(candidates=3))
        assert found.texts == (WORDS,) * 3
        assert found.usage.completion == 3 * len(texts)
        await proxy.close()

    asyncio.run(run())


@PROTOCOLS
def test_pieces_come_while_the_model_still_speaks(server: Triton, language_model: Script, protocol: str) -> None:
    async def run() -> list[float]:
        language_model.turns = [Say((WORDS,), stall_s=1.0)]
        proxy = backend(server, protocol, "translation_model")
        at = [time.monotonic() async for c in proxy.stream(ask()) if c.text]
        language_model.turns = [Say((WORDS,))]
        await proxy.close()
        return at

    at = asyncio.run(run())
    assert at[-1] - at[0] > 0.7


@PROTOCOLS
@pytest.mark.parametrize("turn", [Say(status=500), Say(status=429), Say(body=b"nonsense")])
def test_a_language_model_that_fails(server: Triton, language_model: Script, protocol: str, turn: Say) -> None:
    async def run() -> None:
        language_model.turns = [turn]
        proxy = backend(server, protocol, "translation_model")
        with pytest.raises(BackendError):
            await proxy.complete(ask())
        with pytest.raises(BackendError):
            _ = [c async for c in proxy.stream(ask())]
        language_model.turns = [Say((WORDS,))]
        assert (await proxy.complete(ask())).texts == (WORDS,)
        await proxy.close()

    asyncio.run(run())


@PROTOCOLS
def test_a_model_that_raises_waits_or_is_odd(server: Triton, protocol: str) -> None:
    async def run() -> None:
        odd = backend(server, protocol, "raising", timeout_s=1)
        assert (await odd.complete(ask("fine"))).texts == ("fn a() {}",)
        with pytest.raises(BackendUnavailableError) as caught:
            await odd.complete(ask("raise"))
        assert "secret" not in str(caught.value)
        with pytest.raises(BadAnswerError):
            await odd.complete(ask("odd"))
        with pytest.raises(BackendTimeoutError):
            await odd.complete(ask("wait"))
        with pytest.raises(NotSupportedError):
            await odd.embed(["a"])
        await asyncio.sleep(3)  # the model still waits
        await odd.close()

    asyncio.run(run())


@PROTOCOLS
def test_loading_unloading_and_what_is_not_there(server: Triton, protocol: str) -> None:
    async def run() -> None:
        odd = backend(server, protocol, "raising")
        rules = backend(server, protocol, "rule_translator")
        await odd.unload()
        health = await odd.health()
        while health.ready:
            health = await odd.health()
        assert "not ready" in health.detail
        assert (await rules.health()).ready  # though the server as a whole calls itself not ready
        with pytest.raises(BackendError):
            await odd.complete(ask("fine"))
        await odd.load()
        assert (await odd.health()).ready
        assert (await odd.complete(ask("fine"))).texts == ("fn a() {}",)
        states = {m.id: m.ready for m in await rules.models()}
        assert states["rule_translator"] is True
        unknown = backend(server, protocol, "nobody")
        assert not (await unknown.health()).ready
        with pytest.raises(BackendError):
            await unknown.complete(ask())
        broken = backend(server, protocol, "cannot_load")
        with pytest.raises(BackendError):
            await broken.load()
        assert not (await broken.health()).ready
        for one in (odd, rules, unknown, broken):
            await one.close()

    asyncio.run(run())


def test_a_request_that_is_malformed_fails_alone(server: Triton) -> None:
    def send(options: str) -> httpx.Response:
        given = {"inputs": [
            {"name": "python_code", "shape": [1, 1], "datatype": "BYTES", "data": ["print(1)"]},
            {"name": "translation_options", "shape": [1, 1], "datatype": "BYTES", "data": [options]},
        ]}  # fmt: skip
        return httpx.post(f"http://{server.http}/v2/models/rule_translator/infer", json=given)

    assert send("{}").status_code == 200
    for wrong in ("[]", "{", json.dumps({"int_mode": "huge"})):
        assert send(wrong).status_code == 400, send(wrong).text


@PROTOCOLS
def test_a_stopped_server(tmp_path: Path, protocol: str) -> None:
    seen = Seen()
    with triton(tmp_path, MODELS, ("rule_translator",)) as running:
        made = backend(running, protocol, "rule_translator", retries=0, breaker_failures=2, breaker_pause_s=60)

        async def run() -> None:
            guarded = Guarded(made, made.config, seen)
            assert (await guarded.complete(ask())).texts
            unloaded = backend(running, protocol, "translation_model")
            assert not (await unloaded.health()).ready
            await unloaded.close()
            running.stop()
            for _ in range(2):
                with pytest.raises(BackendUnavailableError):
                    await guarded.complete(ask())
            assert is_open(guarded)
            began = time.monotonic()
            with pytest.raises(BackendUnavailableError, match="left alone"):
                await guarded.complete(ask())
            assert time.monotonic() - began < 0.1
            assert not (await guarded.health()).ready
            await guarded.close()

        asyncio.run(run())


@PROTOCOLS
def test_a_version_that_is_not_there_is_refused(server: Triton, protocol: str) -> None:
    async def run() -> None:
        old = backend(server, protocol, "rule_translator", version="7")
        assert not (await old.health()).ready
        with pytest.raises((BackendRefusedError, BackendUnavailableError)):
            await old.complete(ask())
        await old.close()

    asyncio.run(run())


def test_a_model_that_nemo_exported(server: Triton) -> None:
    async def run() -> None:
        given = config(server.http, name="nemo", kind="nemo", model="nemo_export", extra={"api": "triton"})
        nemo = make_backend(given)
        assert isinstance(nemo, TritonBackend)
        await nemo.load()
        found = await nemo.complete(ask("say", candidates=2, seed=4))
        assert found.texts == ("Be brief.\n\nsay\n\nRust: #4", "Be brief.\n\nsay\n\nRust: #5")
        with pytest.raises(BadAnswerError, match="says that it failed"):
            await nemo.complete(ask("fail"))
        assert [c.text async for c in nemo.stream(ask("say"))] == ["Be brief.\n\nsay\n\nRust: #0"]
        await nemo.close()

    asyncio.run(run())
