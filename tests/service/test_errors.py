"""Every status of the error tree, over real sockets, in the one shape: HTTP, the handshake of a WebSocket, gRPC."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from support.server import TRANSLATE, Server, blocking_worker, serving
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from portalis.service.errors import ServiceError
from portalis.service.keys import KeyFile
from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc

JSON = {"content-type": "application/json"}
CHAT = "/v1/chat/completions"


@dataclass(frozen=True)
class Guarded:
    """A service with keys, one worker and no queue."""

    server: Server
    key: str
    scarce: str
    """A key that may ask once a minute."""
    folder: Path

    def post(self, code: str, key: str | None = None, mode: str = "standard") -> httpx.Response:
        body = {"python_code": code, "mode": mode}
        return httpx.post(self.server.url + TRANSLATE, json=body, headers={"x-api-key": key or self.key}, timeout=60)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    folder = tmp_path_factory.mktemp("guarded")
    store = KeyFile(folder / "keys.json")
    key, scarce = store.add("one"), store.add("scarce", 1)
    settings = {
        "keys_file": str(store.path), "workers": "1", "queue_limit": "0", "rate_limit_burst": "0", "body_timeout_s": "2",
        "deadline_fast_s": "3", "cors_origins": '["https://app.example"]', "worker_command": blocking_worker(folder),
    }  # fmt: skip
    with serving(folder, **settings) as server:
        yield Guarded(server, key, scarce, folder)


def is_error(response: httpx.Response, status: int, name: str) -> None:
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"error", "message", "details", "request_id"}
    assert (body["error"], body["request_id"]) == (name, response.headers["x-request-id"])
    assert body["message"]
    for trace in ("Traceback", 'File "'):
        assert trace not in response.text


def raw(server: Server, text: str) -> httpx.Response:
    """The answer to what no client library sends."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(text.encode())
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    return httpx.Response(int(status.split(" ")[1]), headers=headers, content=body)


def busy(guarded: Guarded) -> None:
    """Wait until the one worker hangs."""
    end = time.monotonic() + 20
    while not (guarded.folder / "hanging").exists():
        assert time.monotonic() < end
        time.sleep(0.02)


def idle(guarded: Guarded) -> None:
    """Wait until there is a worker again."""
    end = time.monotonic() + 30
    while guarded.post("x = 0").status_code == 503:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_every_status_has_the_one_shape(guarded: Guarded) -> None:
    url, key = guarded.server.url, {"x-api-key": guarded.key}
    head = f"POST {TRANSLATE} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {guarded.key}\r\nContent-Type: application/json\r\n"
    is_error(httpx.post(url + TRANSLATE, content=b"{nope", headers=JSON | key), 400, "bad_request")
    is_error(httpx.post(url + TRANSLATE, json={"python_code": "x = 1"}), 401, "unauthenticated")
    preflight = {"origin": "https://other.example", "access-control-request-method": "POST"}
    is_error(httpx.options(url + TRANSLATE, headers=preflight), 403, "forbidden")
    is_error(httpx.get(f"{url}/nothing", headers=key), 404, "not_found")
    is_error(httpx.get(url + TRANSLATE, headers=key), 405, "method_not_allowed")
    is_error(raw(guarded.server, f"{head}Content-Length: 9\r\n\r\n{{"), 408, "request_timeout")
    is_error(raw(guarded.server, f"{head}Content-Length: {48 * 2**20 + 1}\r\n\r\n"), 413, "payload_too_large")
    is_error(httpx.post(url + TRANSLATE, content=b"x = 1", headers={"content-type": "text/x-python", **key}), 415, "unsupported_media_type")  # fmt: skip
    is_error(guarded.post(" "), 422, "unprocessable")
    assert guarded.post("x = 1", guarded.scarce).status_code == 200
    limited = guarded.post("x = 1", guarded.scarce)
    is_error(limited, 429, "rate_limited")
    assert int(limited.headers["retry-after"]) >= 1
    is_error(guarded.post("# defect\nx = 1"), 500, "internal")

    async def at_once() -> tuple[httpx.Response, httpx.Response]:
        (guarded.folder / "hanging").unlink(missing_ok=True)
        hanging = asyncio.create_task(asyncio.to_thread(guarded.post, "# hang\nx = 1", mode="fast"))
        await asyncio.to_thread(busy, guarded)
        refused = await asyncio.to_thread(guarded.post, "x = 2")
        return refused, await hanging

    refused, late = asyncio.run(at_once())
    is_error(refused, 503, "overloaded")
    assert int(refused.headers["retry-after"]) >= 1
    is_error(late, 504, "deadline_exceeded")
    idle(guarded)


@pytest.mark.parametrize("path", [TRANSLATE, f"{TRANSLATE}/batch", f"{TRANSLATE}/stream", CHAT])
@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"{nope", "application/json"), (b"x = 1", "text/x-python"), (b"[" * 10_000, "application/json")],
    ids=["no JSON", "another type", "too deep"],
)  # fmt: skip
def test_who_calls_is_known_before_a_body_is_looked_at(guarded: Guarded, path: str, content: bytes, kind: str) -> None:
    headers = {"content-type": kind}
    response = httpx.post(guarded.server.url + path, content=content, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    known = httpx.post(guarded.server.url + path, content=content, headers={**headers, "x-api-key": guarded.key})
    assert known.status_code == (400 if kind == "application/json" else 415)


def test_a_body_is_not_waited_for_where_nobody_is_known(guarded: Guarded) -> None:
    began = time.monotonic()
    head = f"POST {TRANSLATE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n\r\n"
    is_error(raw(guarded.server, head), 401, "unauthenticated")
    assert time.monotonic() - began < 2  # the timeout of bodies


def test_an_origin_that_may_call_can_read_that_its_key_is_wrong(guarded: Guarded) -> None:
    headers = {"origin": "https://app.example", "x-api-key": "ptl_wrong"}
    response = httpx.post(guarded.server.url + TRANSLATE, json={"python_code": "x = 1"}, headers=headers)
    is_error(response, 401, "unauthenticated")
    assert response.headers["access-control-allow-origin"] == "https://app.example"


@pytest.mark.parametrize("path", ["/live", "/ready", "/v1/health/live", "/v1/health/ready", "/", "/static/page.js"])
def test_probes_and_the_page_need_no_key(guarded: Guarded, path: str) -> None:
    assert httpx.get(guarded.server.url + path).status_code == 200


@pytest.mark.parametrize("path", ["/health", "/metrics", "/v1/metrics", "/status", "/v1/models", "/v1/metadata", "/api/v1/translation/models"])  # fmt: skip
def test_everything_else_does(guarded: Guarded, path: str) -> None:
    is_error(httpx.get(guarded.server.url + path), 401, "unauthenticated")
    assert httpx.get(guarded.server.url + path, headers={"authorization": f"Bearer {guarded.key}"}).status_code == 200


def refused_handshake(url: str, **headers: str) -> httpx.Response:
    with pytest.raises(InvalidStatus) as caught:
        connect(url, additional_headers=headers, proxy=None)
    answer = caught.value.response
    return httpx.Response(
        answer.status_code, headers=list(answer.headers.raw_items()), content=bytes(answer.body or b"")
    )


def statuses(server: Server, request_id: str) -> list[int]:
    """What the log says of a request."""
    entries = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    return [entry["status"] for entry in entries if entry.get("request_id") == request_id]


class TestHandshakes:
    def test_a_foreign_origin(self, server: Server) -> None:
        url = f"ws://127.0.0.1:{server.port}/api/v1/translation/ws"
        answer = refused_handshake(url, Origin="https://attacker.example")
        is_error(answer, 403, "forbidden")
        answer = refused_handshake(url, **{"Origin": "https://attacker.example", "X-Request-ID": "mine-3"})
        assert answer.json()["request_id"] == "mine-3"
        deadline = time.monotonic() + 10  # the line is written when the answer has gone
        while not (logged := statuses(server, "mine-3")) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert logged == [403]

    def test_no_such_path(self, server: Server) -> None:
        is_error(refused_handshake(f"ws://127.0.0.1:{server.port}/nothing"), 404, "not_found")

    def test_what_is_no_handshake(self, server: Server) -> None:
        head = "GET /api/v1/translation/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        is_error(raw(server, f"{head}Sec-WebSocket-Version: 13\r\n\r\n"), 400, "bad_request")
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        is_error(raw(server, f"{head}{key}Sec-WebSocket-Version: 8\r\n\r\n"), 400, "bad_request")


def test_every_grpc_code_comes_from_the_same_tree(guarded: Guarded) -> None:
    def failing(code: str, mode: Any = pb.TRANSLATION_MODE_STANDARD, key: str | None = guarded.key) -> tuple[str, dict[str, str]]:  # fmt: skip
        """The name of the code and the trailers of a call that fails."""
        metadata = (("x-api-key", key),) if key else ()
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(pb.TranslateCodeRequest(python_code=code, mode=mode), metadata=metadata, timeout=60)
        assert "Traceback" not in (caught.value.details() or "")
        trailers: Any = caught.value.trailing_metadata()
        return caught.value.code().name, dict(trailers)

    def is_same(found: tuple[str, dict[str, str]], code: str, name: str) -> None:
        assert (found[0], found[1]["error"]) == (code, name)
        assert found[1]["x-request-id"]

    with grpc.insecure_channel(guarded.server.grpc) as channel:
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        idle(guarded)
        is_same(failing(" "), "INVALID_ARGUMENT", "unprocessable")
        is_same(failing(" ", key=None), "UNAUTHENTICATED", "unauthenticated")
        is_same(failing("# defect\nx = 5"), "INTERNAL", "internal")
        while (found := failing("# defect\nx = 6", key=guarded.scarce))[0] == "INTERNAL":
            pass
        is_same(found, "RESOURCE_EXHAUSTED", "rate_limited")
        assert int(found[1]["retry-after"]) >= 1

        async def at_once() -> tuple[tuple[str, dict[str, str]], ...]:
            (guarded.folder / "hanging").unlink(missing_ok=True)
            hanging = asyncio.create_task(asyncio.to_thread(failing, "# hang\nx = 7", pb.TRANSLATION_MODE_FAST))
            await asyncio.to_thread(busy, guarded)
            refused = await asyncio.to_thread(failing, "x = 8")
            return refused, await hanging

        refused, late = asyncio.run(at_once())
        is_same(refused, "UNAVAILABLE", "overloaded")
        assert int(refused[1]["retry-after"]) >= 1
        is_same(late, "DEADLINE_EXCEEDED", "deadline_exceeded")
        unknown = channel.unary_unary("/portalis.translation.v1.TranslationService/Nothing", bytes, bytes)
        with pytest.raises(grpc.RpcError) as caught:
            unknown(b"", timeout=10)
        assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
        idle(guarded)


def test_every_error_names_a_code_of_grpc() -> None:
    def below(kind: type[ServiceError]) -> Iterator[type[ServiceError]]:
        yield kind
        for inner in kind.__subclasses__():
            yield from below(inner)

    for kind in below(ServiceError):
        assert grpc.StatusCode[kind.grpc] is not grpc.StatusCode.OK, kind
