"""``portalis.client`` against a running service."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from support.server import Server, free_port, serving

from portalis.client import AsyncClient, Client, ServiceCallError

CODE = "def combine(a: int, b: int) -> int:\n    return a + b\n\nprint(combine(2, 3))\n"


def test_every_method(server: Server) -> None:
    with Client(server.url) as client:
        assert "fn combine" in client.translate(CODE, mode="fast")["rust_code"]
        assert client.batch([CODE, {"path": "b.py", "content": "print(1)\n"}], mode="fast")["success_count"] == 2
        assert client.models()["models"][0]["id"] == "portalis"
        assert [c["is_final"] for c in client.stream(CODE, mode="fast")][-1]
        with pytest.raises(ServiceCallError) as caught:
            client.translate("def (")
        assert (caught.value.status, caught.value.code) == (422, "unprocessable")
        with pytest.raises(ServiceCallError):
            next(client.stream("def ("))


def test_every_method_asynchronously(server: Server) -> None:
    async def run() -> None:
        async with AsyncClient(server.url) as client:
            assert "fn combine" in (await client.translate(CODE, mode="fast"))["rust_code"]
            assert (await client.batch([CODE], mode="fast"))["success_count"] == 1
            assert (await client.models())["models"]
            assert [c["is_final"] async for c in client.stream(CODE, mode="fast")][-1]

    asyncio.run(run())


def test_it_tries_again_where_nobody_listens_and_then_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("portalis.client.time.sleep", pauses.append)
    with Client(f"http://127.0.0.1:{free_port()}", retries=2) as client, pytest.raises(httpx.ConnectError):
        client.models()
    assert len(pauses) == 2
    assert pauses[0] < pauses[1] + 0.2


def test_a_long_wait_is_left_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The window of the limiter ends with the minute; so that any wait is a long one whenever this runs.
    monkeypatch.setattr("portalis.client.LONGEST_PAUSE_S", 0.0)
    with serving(tmp_path, rate_limit_per_minute="1", rate_limit_burst="0") as own, Client(own.url) as client:
        client.translate("x = 1", mode="fast")
        with pytest.raises(ServiceCallError) as caught:
            client.translate("x = 1", mode="fast")
    assert caught.value.status == 429
