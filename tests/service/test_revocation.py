"""A revocation holds within 5 s everywhere: for new requests, for what runs, and where the keys cannot be read."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import httpx
import openai
import pytest
from support.redis import Cable, needs_redis, redis_server
from support.server import TRANSLATE, Server, blocking_worker, free_port, serving
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from portalis.service.keys import KeyFile
from portalis.service.redis_keys import RedisKeys
from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc

WITHIN_S = 5.0
BLOCKED = "def first(x):\n    return x + 1\n\ndef blocked(x):\n    return first(x)\n\nprint(blocked({}))\n"


def post(server: Server, token: str, code: str = "x = 1", mode: str = "fast") -> httpx.Response:
    body = {"python_code": code, "mode": mode}
    return httpx.post(server.url + TRANSLATE, json=body, headers={"x-api-key": token}, timeout=30)


@contextlib.contextmanager
def session(server: Server, token: str) -> Iterator[ClientConnection]:
    with connect(f"ws://127.0.0.1:{server.port}/api/v1/translation/ws", proxy=None) as socket:
        socket.send(json.dumps({"type": "auth", "api_key": token}))
        assert json.loads(socket.recv(10))["type"] == "ready"
        yield socket


def ends(socket: ClientConnection) -> dict[str, Any]:
    """The last message before the socket closes with 1008."""
    messages: list[str | bytes] = []
    with contextlib.suppress(ConnectionClosed):
        while True:
            messages.append(socket.recv(10))
    assert socket.close_code == 1008
    last: dict[str, Any] = json.loads(messages[-1])
    return last


Begun = Callable[[], None]
"""Called when a client has seen that its work runs."""


def rest(own: Server, token: str, begun: Begun) -> None:
    begun()
    answer = post(own, token, BLOCKED.format(1), "standard")
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthenticated")


def rest_stream(own: Server, token: str, begun: Begun) -> None:
    body = {"python_code": BLOCKED.format(2)}
    headers = {"x-api-key": token}
    with httpx.stream("POST", f"{own.url}{TRANSLATE}/stream", json=body, headers=headers, timeout=30) as response:
        lines = response.iter_lines()
        next(lines)
        begun()
        last = json.loads(list(lines)[-1])
    assert (last["chunk_type"], last["is_final"], last["metadata"]["error"]) == ("error", True, "unauthenticated")


def chat_stream(own: Server, token: str, begun: Begun) -> None:
    messages: Any = [{"role": "user", "content": BLOCKED.format(3)}]
    with openai.OpenAI(base_url=f"{own.url}/v1", api_key=token, max_retries=0) as chat:
        stream = chat.chat.completions.create(model="portalis", messages=messages, stream=True)
        next(stream)
        begun()
        with pytest.raises(openai.APIError, match="revoked"):
            list(stream)


def web_socket(own: Server, token: str, begun: Begun) -> None:
    with session(own, token) as socket:
        socket.send(json.dumps({"type": "translate", "id": "1", "python_code": BLOCKED.format(4)}))
        socket.recv(10)
        begun()
        assert ends(socket)["error"] == "unauthenticated"


def idle_web_socket(own: Server, token: str, begun: Begun) -> None:
    with session(own, token) as socket:
        begun()
        assert ends(socket)["error"] == "unauthenticated"


def grpc_call(own: Server, token: str, begun: Begun) -> None:
    metadata = (("x-api-key", token),)
    wanted = pb.TranslateCodeRequest(python_code=BLOCKED.format(5))
    with grpc.insecure_channel(own.grpc) as channel:
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        begun()
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(wanted, metadata=metadata, timeout=30)
    assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED


def grpc_stream(own: Server, token: str, begun: Begun) -> None:
    metadata = (("x-api-key", token),)
    wanted = pb.TranslateCodeRequest(python_code=BLOCKED.format(6))
    with grpc.insecure_channel(own.grpc) as channel:
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        chunks = stub.TranslateStream(wanted, metadata=metadata, timeout=30)
        next(chunks)
        begun()
        with pytest.raises(grpc.RpcError) as caught:
            list(chunks)
    assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED


def grpc_interactive(own: Server, token: str, begun: Begun) -> None:
    over = threading.Event()

    def edits() -> Iterator[pb.InteractiveRequest]:
        yield pb.InteractiveRequest(type="translate", id="1", python_code=BLOCKED.format(7))
        over.wait(30)

    metadata = (("x-api-key", token),)
    try:
        with grpc.insecure_channel(own.grpc) as channel:
            stub = translation_pb2_grpc.TranslationServiceStub(channel)
            messages = stub.TranslateInteractive(edits(), metadata=metadata, timeout=30)
            next(messages)
            begun()
            with pytest.raises(grpc.RpcError) as caught:
                list(messages)
    finally:
        over.set()
    assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED


CLIENTS = (rest, rest_stream, chat_stream, web_socket, idle_web_socket, grpc_call, grpc_stream, grpc_interactive)


def test_a_key_revoked_in_flight_ends_what_runs_under_it_and_nothing_else(tmp_path: Path) -> None:
    store = KeyFile(tmp_path / "keys.json")
    token, other = store.add("one"), store.add("two")
    settings = {"keys_file": str(store.path), "workers": "8", "worker_command": blocking_worker(tmp_path)}
    with serving(tmp_path, **settings) as own, ThreadPoolExecutor(len(CLIENTS) + 1) as threads:
        before = set(own.workers())
        begun = threading.Semaphore(0)
        survivor = threads.submit(post, own, other, BLOCKED.format(0), "standard")
        running = {client.__name__: threads.submit(client, own, token, begun.release) for client in CLIENTS}
        try:
            for _ in CLIENTS:
                assert begun.acquire(timeout=20)
            end = time.monotonic() + 20
            while (
                httpx.get(f"{own.url}/status", headers={"x-api-key": other}).json()["service"]["workers"]["busy"] != 8
            ):
                assert time.monotonic() < end
                time.sleep(0.05)
            store.revoke("one")
            revoked = time.monotonic()
            for name, client in running.items():
                client.result(30)
                assert time.monotonic() - revoked < WITHIN_S, name
            # Their work has stopped with them: of the old processes only the one of the other key is left.
            while len(before & set(own.workers())) > 1:
                assert time.monotonic() < revoked + 10
                time.sleep(0.05)
        finally:
            (tmp_path / "go").touch()
        assert survivor.result(30).status_code == 200


def test_no_message_is_handled_after_the_revocation_is_known(tmp_path: Path) -> None:
    store = KeyFile(tmp_path / "keys.json")
    token = store.add("one")
    with serving(tmp_path, keys_file=str(store.path)) as own, session(own, token) as socket:
        store.revoke("one")
        while post(own, token).status_code != 401:
            time.sleep(0.005)
        with contextlib.suppress(ConnectionClosed):
            socket.send(json.dumps({"type": "explain", "id": "1", "code": "P0209"}))
        last = ends(socket)
        assert (last["type"], last["error"]) == ("error", "unauthenticated")


def test_keys_of_a_file_that_cannot_be_read_are_believed_for_a_while(tmp_path: Path) -> None:
    store = KeyFile(tmp_path / "keys.json")
    token = store.add("one")
    good = store.path.read_text()
    with serving(tmp_path, keys_file=str(store.path), keys_max_age_s="2") as own:
        assert post(own, token).status_code == 200
        store.path.write_text(good[:-20])
        time.sleep(0.5)
        assert post(own, token).status_code == 200
        time.sleep(2.5)
        answer = post(own, token)
        assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
        assert post(own, "ptl_wrong").status_code == 401
        store.path.write_text(good)
        until_status(own, token, 200, WITHIN_S)
        store.path.unlink()
        until_status(own, token, 401, WITHIN_S)


def until_status(server: Server, token: str, wanted: int, seconds: float) -> float:
    """Seconds until the key is answered so."""
    began = time.monotonic()
    while (found := post(server, token).status_code) != wanted:
        assert time.monotonic() - began < seconds, found
        time.sleep(0.05)
    return time.monotonic() - began


@needs_redis
def test_a_replica_that_is_cut_off_from_redis_does_not_believe_its_keys_for_long(tmp_path: Path) -> None:
    port = free_port()
    cable = Cable(port)
    with redis_server(port, tmp_path):
        store = RedisKeys(f"redis://127.0.0.1:{port}/0")
        token, other = store.add("one"), store.add("two")
        try:
            with (
                serving(tmp_path, keys_redis_url=f"redis://127.0.0.1:{cable.port}/0") as own,
                session(own, other) as socket,
            ):
                assert [post(own, key).status_code for key in (token, other)] == [200, 200]
                cable.pull()
                store.revoke("one")
                assert post(own, token).status_code == 200  # it cannot know yet
                until_status(own, token, 503, WITHIN_S)
                answer = post(own, other)
                assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")
                assert answer.headers["retry-after"] == "1"
                assert post(own, "ptl_wrong").status_code == 401
                for path in ("/live", "/ready"):
                    assert httpx.get(own.url + path).status_code == 200
                # A session stays open; what it asks for is refused until the keys are known again.
                socket.send(json.dumps({"type": "explain", "id": "1", "code": "P0209"}))
                assert json.loads(socket.recv(10))["error"] == "unavailable"
                cable.plug()
                until_status(own, other, 200, WITHIN_S)
                assert post(own, token).status_code == 401
                socket.send(json.dumps({"type": "explain", "id": "2", "code": "P0209"}))
                assert json.loads(socket.recv(10))["type"] == "explanation"
        finally:
            store.close()
            if cable.plugged:
                cable.pull()


@needs_redis
def test_redis_may_be_started_again(tmp_path: Path) -> None:
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    kept = ("--appendonly", "yes", "--appendfsync", "always")
    with redis_server(port, tmp_path, *kept) as first:
        store = RedisKeys(url)
        token, other = store.add("one"), store.add("two")
        with serving(tmp_path, keys_redis_url=url) as own:
            first.terminate()
            first.wait(10)
            assert post(own, token).status_code == 200
            with redis_server(port, tmp_path, *kept):
                store.revoke("one")
                until_status(own, token, 401, WITHIN_S)
                assert post(own, other).status_code == 200
                assert store.add("three")
        store.close()
