"""Real clients: the openai package, a WebSocket library; keys, limits and Redis as clients see them."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from redis import Redis
from support.redis import needs_redis, redis_server
from support.server import TRANSLATE, Server, blocking_worker, free_port, serving
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from portalis.service.auth import Authenticator
from portalis.service.settings import Settings

CODE = "def combine(a: int, b: int) -> int:\n    return a + b\n\nprint(combine(2, 3))\n"


def keys(*arguments: str) -> str:
    command = [sys.executable, "-m", "portalis", "keys", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def socket_of(server: Server) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{server.port}/api/v1/translation/ws", proxy=None)


def receive(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(socket.recv(15))
    return message


def send(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


@pytest.fixture(scope="module")
def chat(server: Server) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="unused", max_retries=0) as made:
        yield made


class TestOpenAI:
    def test_a_completion(self, chat: openai.OpenAI) -> None:
        messages: Any = [{"role": "user", "content": f"Translate this:\n```python\n{CODE}```\n"}]
        done = chat.chat.completions.create(model="portalis", messages=messages)
        text = done.choices[0].message.content or ""
        assert text.startswith("```rust\n")
        assert "fn combine(a: i64, b: i64) -> i64" in text
        assert done.choices[0].finish_reason == "stop"

    def test_a_stream(self, chat: openai.OpenAI) -> None:
        messages: Any = [{"role": "user", "content": CODE}]
        stream = chat.chat.completions.create(
            model="portalis", messages=messages, stream=True, stream_options={"include_usage": True}
        )
        chunks = list(stream)
        text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
        assert "`combine` is translated." in text
        assert text.count("```") == 2
        assert chunks[-1].usage is not None

    def test_errors_have_openais_shape(self, chat: openai.OpenAI) -> None:
        bad: Any = [{"role": "user", "content": "def ("}]
        with pytest.raises(openai.UnprocessableEntityError) as caught:
            chat.chat.completions.create(model="portalis", messages=bad)
        assert caught.value.type == "invalid_request_error"
        with pytest.raises(openai.NotFoundError) as missing:
            chat.chat.completions.create(model="gpt", messages=bad)
        assert missing.value.code == "model_not_found"
        nothing: Any = []
        with pytest.raises(openai.UnprocessableEntityError) as empty:
            chat.chat.completions.create(model="portalis", messages=nothing)
        assert empty.value.param == "messages"
        assert "messages: List should have at least 1 item" in str(empty.value)

    def test_models(self, chat: openai.OpenAI) -> None:
        assert [m.id for m in chat.models.list()] == ["portalis"]
        assert chat.models.retrieve("portalis") == next(iter(chat.models.list()))
        with pytest.raises(openai.NotFoundError):
            chat.models.retrieve("gpt")


class TestWebSocket:
    def test_translate_refine_explain(self, server: Server) -> None:
        with socket_of(server) as socket:
            assert receive(socket)["type"] == "ready"
            send(socket, type="translate", id="1", python_code=CODE, mode="fast")
            chunks: list[dict[str, Any]] = []
            while not chunks or not chunks[-1]["is_final"]:
                chunks.append(receive(socket))
            assert {c["type"] for c in chunks} == {"chunk"}
            assert {c["id"] for c in chunks} == {"1"}
            assert "fn combine" in chunks[-1]["content"]
            send(socket, type="refine", id="2", instruction="use iterators")
            while not (last := receive(socket)).get("is_final"):
                pass
            assert last["metadata"]["metadata"]["mode"] == "fast"
            assert "the instruction had no effect" in last["metadata"]["warnings"][-1]
            send(socket, type="explain", id="3", code="P0209")
            assert "P0209" in receive(socket)["content"]

    def test_a_newer_edit_supersedes_and_cancel_stops(self, tmp_path: Path) -> None:
        with serving(tmp_path, worker_command=blocking_worker(tmp_path)) as own, socket_of(own) as socket:
            receive(socket)
            send(socket, type="translate", id="1", python_code="# hang\nx = 1")
            send(socket, type="translate", id="2", python_code="# hang\nx = 2")
            assert receive(socket) == {"type": "superseded", "id": "1"}
            send(socket, type="cancel", id="2")
            assert receive(socket) == {"type": "cancelled", "id": "2"}
            send(socket, type="cancel", id="2")
            assert receive(socket)["error"] == "bad_request"

    def test_bad_messages_end_nothing(self, server: Server) -> None:
        with socket_of(server) as socket:
            receive(socket)
            for text in ("{nope", "[1]"):
                socket.send(text)
                answer = receive(socket)
                assert (answer["error"], answer["message"]) == ("bad_request", "The message is no JSON object.")
            send(socket, type="translate", id="8")
            answer = receive(socket)
            assert (answer["id"], answer["details"]) == (
                "8", {"fields": [{"field": "python_code", "problem": "Field required"}]}
            )  # fmt: skip
            send(socket, type="refine", id="9")
            answer = receive(socket)
            assert (answer["id"], answer["error"]) == ("9", "bad_request")
            send(socket, type="translate", id="10", python_code="def (")
            answer = receive(socket)
            assert (answer["id"], answer["error"]) == ("10", "unprocessable")

    def test_ten_messages_a_second(self, server: Server) -> None:
        with socket_of(server) as socket:
            receive(socket)
            for number in range(11):
                send(socket, type="explain", id=str(number), code="P0209")
            kinds = [receive(socket)["type"] for _ in range(11)]
            send(socket, type="cancel", id="none")  # is heard all the same, though nothing runs
            assert receive(socket)["error"] == "bad_request"
        assert kinds == ["explanation"] * 10 + ["error"]

    def test_foreign_origins_are_refused(self, server: Server) -> None:
        url = f"ws://127.0.0.1:{server.port}/api/v1/translation/ws"
        with pytest.raises(InvalidStatus) as caught:
            connect(url, additional_headers={"Origin": "https://attacker.example"}, proxy=None)
        assert caught.value.response.status_code == 403

    def test_many_idle_sessions_close_with_1001(self, tmp_path: Path) -> None:
        from websockets.asyncio.client import connect as aconnect

        async def crowd(own: Server) -> list[int]:
            url = f"ws://127.0.0.1:{own.port}/api/v1/translation/ws"
            sockets = []
            for _ in range(10):
                sockets += await asyncio.gather(*(aconnect(url, proxy=None, open_timeout=30) for _ in range(100)))
            async with httpx.AsyncClient(timeout=30, verify=False) as http:
                answer = await http.post(own.url + TRANSLATE, json={"python_code": CODE, "mode": "fast"})
                assert answer.status_code == 200
                assert 'portalis_sessions{protocol="websocket"} 1000.0' in (await http.get(f"{own.url}/metrics")).text
            own.terminate()
            await asyncio.gather(*(socket.wait_closed() for socket in sockets))
            return [socket.close_code or 0 for socket in sockets]

        with serving(tmp_path) as own:
            assert set(asyncio.run(crowd(own))) == {1001}
            assert own.process.wait(15) == 0


class TestKeys:
    def test_keys_are_needed_and_can_be_revoked(self, tmp_path: Path) -> None:
        path = str(tmp_path / "keys.json")
        token = keys("add", "one", "--file", path)
        assert token not in Path(path).read_text()
        assert len(token) >= 40
        with serving(tmp_path, keys_file=path) as own:
            body = {"python_code": "x = 1", "mode": "fast"}
            without = httpx.post(own.url + TRANSLATE, json=body)
            assert (without.status_code, without.json()["error"]) == (401, "unauthenticated")
            assert set(without.json()) == {"error", "message", "details", "request_id"}
            assert without.headers["www-authenticate"] == "Bearer"
            for headers in ({"x-api-key": token}, {"authorization": f"Bearer {token}"}):
                assert httpx.post(own.url + TRANSLATE, json=body, headers=headers).status_code == 200
            for path_ in ("/live", "/ready", "/v1/health/live", "/v1/health/ready"):
                assert httpx.get(own.url + path_).status_code == 200
            assert httpx.get(f"{own.url}/metrics").status_code == 401
            chat = openai.OpenAI(base_url=f"{own.url}/v1", api_key="wrong", max_retries=0)
            with pytest.raises(openai.AuthenticationError):
                chat.chat.completions.create(model="portalis", messages=[{"role": "user", "content": "x = 1"}])
            with socket_of(own) as socket:
                send(socket, type="auth", api_key=token)
                assert receive(socket)["type"] == "ready"
            with socket_of(own) as socket:
                send(socket, type="translate", id="1", python_code="x = 1")
                assert receive(socket)["error"] == "unauthenticated"
                with pytest.raises(ConnectionClosed):
                    socket.recv(5)
            keys("revoke", "one", "--file", path)
            end = time.monotonic() + 5
            while httpx.post(own.url + TRANSLATE, json=body, headers={"x-api-key": token}).status_code != 401:
                assert time.monotonic() < end
                time.sleep(0.1)
        assert keys("list", "--file", path).endswith("revoked")

    def test_a_public_address_needs_keys(self) -> None:
        command = [sys.executable, "-m", "portalis", "serve", "--host", "0.0.0.0", "--port", str(free_port())]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
        assert done.returncode == 2
        assert "--insecure" in done.stderr


class TestLimits:
    def test_the_rate_holds_and_a_batch_costs_its_files(self, tmp_path: Path) -> None:
        with (
            serving(tmp_path, rate_limit_per_minute="5", rate_limit_burst="1") as own,
            httpx.Client(base_url=own.url) as http,
        ):
            body = {"python_code": "x = 1", "mode": "fast"}
            first = http.post(TRANSLATE, json=body)
            assert (first.headers["ratelimit-limit"], first.headers["ratelimit-remaining"]) == ("6", "5")
            batch = http.post(f"{TRANSLATE}/batch", json={"source_files": ["x = 1"] * 4, "mode": "fast"})
            assert batch.headers["ratelimit-remaining"] == "1"
            assert http.post(TRANSLATE, json=body).status_code == 200
            limited = http.post(TRANSLATE, json=body)
            assert (limited.status_code, limited.json()["error"]) == (429, "rate_limited")
            assert (limited.headers["ratelimit-limit"], limited.headers["ratelimit-remaining"]) == ("6", "0")
            more = http.post(f"{TRANSLATE}/batch", json={"source_files": ["x = 1"] * 7, "mode": "fast"})
            assert (more.status_code, more.json()["details"]["most"]) == (429, 6)
            assert "retry-after" not in more.headers  # it would not help
            assert set(limited.json()) == {"error", "message", "details", "request_id"}
            assert 1 <= int(limited.headers["retry-after"]) <= 60
            assert http.get("/health").status_code == 200

    def test_the_largest_batch_is_admitted_by_default(self, tmp_path: Path) -> None:
        chosen = {name: str(Settings.model_fields[f"rate_limit_{name}"].default) for name in ("per_minute", "burst")}
        with serving(tmp_path, **{f"rate_limit_{name}": value for name, value in chosen.items()}) as own:
            body = {"source_files": [f"x = {number}" for number in range(100)], "mode": "fast"}
            answer = httpx.post(f"{own.url}{TRANSLATE}/batch", json=body, timeout=60)
            assert (answer.status_code, answer.json()["success_count"]) == (200, 100)
            limited = httpx.post(f"{own.url}{TRANSLATE}/batch", json=body)
            assert limited.status_code == 429
            # It is admitted when nothing counts any more, not as soon as one request would be.
            assert 60 <= int(limited.headers["retry-after"]) <= 120

    def test_forwarded_addresses_are_believed_from_proxies_alone(self, tmp_path: Path) -> None:
        body = {"python_code": "x = 1", "mode": "fast"}
        settings = {"rate_limit_per_minute": "1", "rate_limit_burst": "0", "trusted_proxies": '["127.0.0.0/8"]'}
        with serving(tmp_path, **settings) as own:
            seen = [
                httpx.post(own.url + TRANSLATE, json=body, headers={"x-forwarded-for": client}).status_code
                for client in ("192.0.2.1", "198.51.100.9, 192.0.2.1", "198.51.100.9, 192.0.2.1", "192.0.2.2")
            ]
        assert (seen[0], seen[-1]) == (200, 200)
        assert 429 in seen[1:3]  # the window may begin anew between two of them
        assert Authenticator(Settings(trusted_proxies=())).peer("127.0.0.1", "192.0.2.1") == "127.0.0.1"


@needs_redis
def test_redis_is_shared_and_may_go_away(tmp_path: Path) -> None:
    port = free_port()
    settings = {"redis_url": f"redis://127.0.0.1:{port}/0", "rate_limit_per_minute": "10", "rate_limit_burst": "0"}
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    body = {"python_code": "print('shared')", "mode": "fast"}

    def remaining(server: Server) -> tuple[int, bool]:
        answer = httpx.post(server.url + TRANSLATE, json=body)
        return int(answer.headers["ratelimit-remaining"]), answer.json()["metadata"]["cached"]

    def redis_is(server: Server, state: str) -> None:
        end = time.monotonic() + 10
        while not httpx.get(f"{server.url}/health").json()["dependencies"]["redis"].startswith(state):
            assert time.monotonic() < end
            time.sleep(0.1)

    with serving(folders[0], **settings) as a, serving(folders[1], **settings) as b:
        with redis_server(port, tmp_path):
            redis_is(a, "up")
            redis_is(b, "up")
            assert remaining(a) == (9, False)
            assert remaining(b) == (8, True)
        redis_is(a, "down")
        assert remaining(a) == (9, True)
        assert "portalis_redis_up 0.0" in httpx.get(f"{a.url}/metrics").text
        with redis_server(port, tmp_path):
            redis_is(a, "up")
            assert remaining(a)[0] == 9  # memory would go on with 8


@needs_redis
def test_keys_in_redis(tmp_path: Path) -> None:
    url = f"redis://127.0.0.1:{free_port()}/3"
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()

    def status(server: Server, token: str) -> int:
        body = {"python_code": "x = 1", "mode": "fast"}
        return httpx.post(server.url + TRANSLATE, json=body, headers={"x-api-key": token}).status_code

    def becomes(server: Server, token: str, wanted: int) -> None:
        end = time.monotonic() + 5
        while status(server, token) != wanted:
            assert time.monotonic() < end
            time.sleep(0.1)

    with redis_server(int(url.split(":")[2].split("/")[0]), tmp_path):
        token, other = keys("add", "one", "--redis", url), keys("add", "two", "--rate", "1000", "--redis", url)
        again = [sys.executable, "-m", "portalis", "keys", "add", "one", "--redis", url]
        done = subprocess.run(again, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert "already" in done.stderr
        # How long keys are believed without Redis is not what this is about.
        own = {"keys_redis_url": url, "keys_max_age_s": "60"}
        with serving(folders[0], **own) as a, serving(folders[1], **own) as b:
            assert [status(server, made) for server in (a, b) for made in (token, other)] == [200] * 4
            assert status(a, "ptl_wrong") == 401
            keys("revoke", "one", "--redis", url)
            becomes(a, token, 401)
            becomes(b, token, 401)
            late = keys("add", "three", "--redis", url)
            becomes(b, late, 200)
            listed = keys("list", "--redis", url)
            assert {line.split("\t")[0]: line.split("\t")[2] for line in listed.splitlines()} == {
                "one": "revoked", "two": "valid", "three": "valid",
            }  # fmt: skip
            assert token not in listed
            client: Any = Redis.from_url(url)
            assert token.encode() not in b"".join(client.hvals("portalis:keys"))
            # An entry that is no key spoils no other one.
            client.hset("portalis:keys", "broken", "{")
            client.hset("portalis:keys", "alien", "[1]")
            keys("revoke", "two", "--redis", url)
            becomes(a, other, 401)
            client.close()
            client.shutdown(nosave=True)
            time.sleep(2.5)
            assert [status(server, late) for server in (a, b)] == [200, 200]
            assert [status(server, token) for server in (a, b)] == [401, 401]
    done = subprocess.run(again, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Redis does not answer" in done.stderr
    serve = [sys.executable, "-m", "portalis", "serve", "--port", str(free_port()), "--grpc-port", str(free_port())]
    env = {**os.environ, "PORTALIS_KEYS_REDIS_URL": url}
    done = subprocess.run(serve, capture_output=True, text=True, check=False, env=env, timeout=30)
    assert done.returncode == 2
    assert "the API keys cannot be read" in done.stderr


def test_settings_are_read_again(tmp_path: Path) -> None:
    config = tmp_path / "portalis.yaml"
    config.write_text("rate_limit_burst: 3\nport: 1\n")
    with serving(tmp_path, config=str(config)) as own:
        # The environment wins over the file, also when it is read again.
        assert httpx.get(f"{own.url}/live").status_code == 200
        config.write_text("deadline_fast_s: 0.001\n")
        end = time.monotonic() + 10
        number = 0
        while True:
            number += 1
            body = {"python_code": f"print({number})", "mode": "fast"}
            if httpx.post(own.url + TRANSLATE, json=body).status_code == 504:
                break
            assert time.monotonic() < end
            time.sleep(0.1)
        config.write_text("deadline_fast_s: never\n")
        time.sleep(1.5)
        assert httpx.get(f"{own.url}/ready").status_code == 200
        assert "settings_not_reloaded" in own.log.read_text()
