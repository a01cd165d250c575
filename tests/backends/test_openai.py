"""The backend of OpenAI's protocol and the guard before it, against a server that behaves and misbehaves by script."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from pathlib import Path
from typing import Any

import pytest
from backends.helpers import Seen, ask, config, guarded, is_open
from support.scripted import EMBEDDER, Say, Script, letters
from support.server import free_port

from portalis.backends.base import (
    BackendConfigError,
    BackendError,
    BackendRefusedError,
    BackendTimeoutError,
    BackendUnavailableError,
    BadAnswerError,
    NotSupportedError,
    RateLimitedError,
    Usage,
)
from portalis.backends.breaker import Breaker
from portalis.backends.prompt import SCHEMA
from portalis.backends.registry import make_backend


def test_an_answer_has_its_candidates_and_usage(script: Script) -> None:
    script.turns = [Say(("fn a() {}", "fn b() {}", "fn c() {}"))]
    seen = Seen()

    async def run() -> None:
        backend = guarded(script.url, seen)
        found = await backend.complete(ask(candidates=2, max_tokens=77, temperature=0.5, seed=3))
        assert found.texts == ("fn a() {}", "fn b() {}")
        assert found.usage.completion == 4
        assert (found.model, found.finish) == ("scripted-model", "stop")
        assert (await backend.health()).ready
        assert [m.id for m in await backend.models()] == ["scripted-model"]
        await backend.close()

    asyncio.run(run())
    sent = script.requests[0]
    assert (sent["n"], sent["max_tokens"], sent["temperature"], sent["seed"]) == (2, 77, 0.5, 3)
    assert "response_format" not in sent
    assert [(name, outcome) for name, outcome, _ in seen.calls] == [("one", "ok"), ("one", "ok")]
    assert seen.calls[0][2] == Usage(2, 4)


def test_structured_output_is_asked_for_where_the_server_has_it(script: Script) -> None:
    script.turns = [Say(("fn a() {}",))]

    async def run() -> str:
        backend = guarded(script.url, structured="json_schema")
        found = await backend.complete(ask(schema=SCHEMA))
        await backend.close()
        return found.texts[0]

    assert asyncio.run(run()) == '{"rust": "fn a() {}"}'
    assert script.requests[0]["response_format"]["json_schema"]["schema"] == SCHEMA


def test_a_stream_comes_in_pieces_with_usage_at_the_end(script: Script) -> None:
    script.turns = [Say(("fn a() { b }",), stall_s=0.3)]

    async def run() -> list[tuple[float, Any]]:
        backend = guarded(script.url)
        found = [(time.monotonic(), chunk) async for chunk in backend.stream(ask())]
        await backend.close()
        return found

    found = asyncio.run(run())
    assert "".join(c.text for _, c in found) == "fn a() { b }"
    assert found[-1][1].usage == Usage(7, 5)
    assert [c.finish for _, c in found if c.finish] == ["stop"]
    # the first piece came before the server had finished
    assert found[-1][0] - found[0][0] > 0.2


BAD: list[tuple[Say, type[BackendError]]] = [
    (Say(status=500), BackendUnavailableError),
    (Say(status=503), BackendUnavailableError),
    (Say(status=429), RateLimitedError),
    (Say(status=400), BackendRefusedError),
    (Say(status=404), BackendRefusedError),
    (Say(body=b"<html>hello</html>"), BadAnswerError),
    (Say(body=b'{"choices": []}'), BadAnswerError),
    (Say(body=b'{"choices": [{"message": null}]}'), BadAnswerError),
    (Say(body=b'{"choices": [{"message": {"content": 7}}]}'), BadAnswerError),
    (Say(body=b"[]"), BadAnswerError),
    (Say(body=b""), BadAnswerError),
    (Say(drop=True), BackendUnavailableError),
    (Say(("late",), delay_s=1.0), BackendTimeoutError),
]


@pytest.mark.parametrize(("turn", "kind"), BAD, ids=lambda v: str(v)[:40] if isinstance(v, Say) else v.__name__)
def test_what_goes_wrong_is_a_backend_error(script: Script, turn: Say, kind: type[BackendError]) -> None:
    script.turns = [turn]

    async def run(stream: bool) -> None:
        # only what is late is held to a time: a busy machine is no fault
        late = {"timeout_s": 0.4, "idle_timeout_s": 0.3} if turn.delay_s else {}
        backend = guarded(script.url, None, **late)
        try:
            if stream:
                async for _ in backend.stream(ask()):
                    pass
            else:
                await backend.complete(ask())
        finally:
            await backend.close()

    with pytest.raises(kind):
        asyncio.run(run(False))
    if turn.status != 200:
        with pytest.raises(kind):
            asyncio.run(run(True))


def test_a_stalled_stream_ends(script: Script) -> None:
    script.turns = [Say(("one two three",), stall_s=30)]

    async def run() -> str:
        backend = guarded(script.url, idle_timeout_s=3)
        text = ""
        try:
            async for chunk in backend.stream(ask()):
                text += chunk.text
        except BackendTimeoutError as error:
            return f"{text}({error})"
        finally:
            await backend.close()
        return text

    assert asyncio.run(run()) == "one two (one stalled within its stream)"


def test_a_server_that_is_not_there(script: Script) -> None:
    async def run() -> None:
        backend = guarded(f"http://127.0.0.1:{free_port()}/v1")
        with pytest.raises(BackendUnavailableError, match="cannot be reached"):
            await backend.complete(ask())
        assert (await backend.state()) == "down: one cannot be reached"
        await backend.close()

    asyncio.run(run())


def test_what_may_pass_is_tried_again(script: Script) -> None:
    script.turns = [Say(status=503), Say(status=429, retry_after="0.3"), Say(("at last",))]
    seen = Seen()

    async def run() -> float:
        backend = guarded(script.url, seen, retries=2)
        began = time.monotonic()
        assert (await backend.complete(ask())).texts == ("at last",)
        await backend.close()
        return time.monotonic() - began

    assert asyncio.run(run()) >= 0.3  # the server said how long to wait
    assert seen.retries == ["BackendUnavailableError", "RateLimitedError"]
    assert len(script.requests) == 3


def test_what_will_not_pass_is_not_tried_again(script: Script) -> None:
    script.turns = [Say(status=400), Say(("never",))]

    async def run() -> None:
        backend = guarded(script.url, retries=3)
        with pytest.raises(BackendRefusedError):
            await backend.complete(ask())
        await backend.close()

    asyncio.run(run())
    assert len(script.requests) == 1


def test_no_more_calls_at_once_than_allowed(script: Script) -> None:
    script.turns = [Say(("x",), delay_s=0.15)]

    async def run() -> None:
        backend = guarded(script.url, concurrency=2)
        await asyncio.gather(*(backend.complete(ask()) for _ in range(6)))
        await backend.close()

    asyncio.run(run())
    assert (len(script.requests), script.most) == (6, 2)


def test_the_breaker_opens_and_closes_again(script: Script) -> None:
    script.turns = [Say(status=500)]
    seen = Seen()

    async def run() -> None:
        backend = guarded(script.url, seen, breaker_failures=3, breaker_pause_s=1.5)
        for number in range(3):
            assert not is_open(backend), number
            with pytest.raises(BackendUnavailableError):
                await backend.complete(ask())
        assert is_open(backend)
        asked = len(script.requests)
        began = time.monotonic()
        with pytest.raises(BackendUnavailableError, match="left alone"):
            await backend.complete(ask())
        assert time.monotonic() - began < 1.0
        assert len(script.requests) == asked == 3  # it was left alone
        assert (await backend.state()).startswith("open")
        await asyncio.sleep(1.6)
        with pytest.raises(BackendUnavailableError):
            await backend.complete(ask())  # one call may try, and fails
        assert is_open(backend)
        script.turns = [Say(("well again",))]
        await asyncio.sleep(1.6)
        assert (await backend.complete(ask())).texts == ("well again",)
        assert not is_open(backend)
        assert await backend.state() == "up"
        await backend.close()

    asyncio.run(run())
    assert seen.breakers == [False, True, False]


def test_a_breaker_lets_one_call_try() -> None:
    now = [0.0]
    breaker = Breaker(2, 10, lambda: now[0])
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.admit()  # failures in a row count, not all that ever were
    breaker.failed()
    assert is_open(breaker)
    assert not breaker.admit()
    now[0] = 11
    assert breaker.admit()
    assert not breaker.admit()
    breaker.abandoned()  # the caller gave up: another may try
    assert is_open(breaker)
    assert breaker.admit()
    breaker.failed()
    now[0] = 20
    assert not breaker.admit()  # the pause began anew
    now[0] = 22
    assert breaker.admit()
    breaker.succeeded()
    assert not is_open(breaker)


def test_a_cancelled_call_is_no_success_and_no_failure(script: Script) -> None:
    script.turns = [Say(("x",), delay_s=5)]
    seen = Seen()

    async def run() -> None:
        backend = guarded(script.url, seen, breaker_failures=1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await backend.complete(ask())
        assert not is_open(backend)
        with pytest.raises(BackendTimeoutError):
            await backend.complete(ask(), limit_s=0.1)  # a caller in a hurry does not close it to others
        assert not is_open(backend)
        await backend.close()

    asyncio.run(run())
    assert [outcome for _, outcome, _ in seen.calls] == ["cancelled", "BackendTimeoutError"]


def test_embeddings_keep_their_order(script: Script) -> None:
    async def run() -> None:
        backend = guarded(script.url, embeddings=EMBEDDER)
        texts = [chr(97 + i % 26) * (i + 1) for i in range(70)]
        assert await backend.embed(texts) == tuple(tuple(letters(t)) for t in texts)
        await backend.close()
        none = guarded(script.url)
        with pytest.raises(NotSupportedError):
            await none.embed(["a"])
        assert not is_open(none)
        await none.close()

    asyncio.run(run())
    assert [len(r["input"]) for r in script.requests] == [64, 6]
    assert script.requests[0]["model"] == EMBEDDER


def test_nim_says_itself_whether_it_is_ready(script: Script) -> None:
    async def run() -> None:
        backend = guarded(script.url, kind="nim")
        assert (await backend.health()).ready
        script.ready = False
        assert await backend.state() == "down: not ready: 503"
        await backend.close()
        other = guarded(script.url, model="another")
        assert await other.state() == "down: the server has no model 'another'; it has scripted-model"
        await other.close()

    asyncio.run(run())


SECRET = "nvapi-a-secret-that-must-not-be-seen"


@pytest.mark.parametrize("how", ["file", "environment"])
def test_the_key_is_sent_and_never_shown(
    script: Script, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.turns = [Say(("x",))]
    script.key = SECRET
    path = tmp_path / "key"
    path.write_text(SECRET + "\n")
    monkeypatch.setenv("PORTALIS_TEST_KEY", SECRET)
    more: dict[str, Any] = {"key_file": str(path)} if how == "file" else {"key_env": "PORTALIS_TEST_KEY"}

    async def run() -> list[str]:
        backend = guarded(script.url, **more)
        assert (await backend.complete(ask())).texts == ("x",)
        shown = [repr(backend), repr(backend.config), repr(backend.backend)]
        script.key = "another"  # and the server repeats in its answer what it was given
        try:
            await backend.complete(ask())
        except BackendRefusedError as error:
            shown += [str(error), repr(error), repr(error.__cause__)]
        if how == "file":
            path.write_text("another")  # a renewed key is taken up
            assert (await backend.complete(ask())).texts == ("x",)
        await backend.close()
        return shown

    shown = asyncio.run(run())
    assert len(shown) == 6
    assert SECRET not in "\n".join([*shown, caplog.text])


def test_a_key_that_is_not_there_shows_at_the_start(tmp_path: Path) -> None:
    for more in ({"key_file": str(tmp_path / "none")}, {"key_env": "PORTALIS_NO_SUCH_KEY"}):
        with pytest.raises(BackendConfigError, match="one"):
            make_backend(config("http://localhost/v1", **more))
    assert "PORTALIS_NO_SUCH_KEY" not in os.environ
