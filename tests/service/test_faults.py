"""What happens when something breaks: workers, clients, deadlines, and the end of the service."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from support.server import TRANSLATE, Server, blocking_worker, serving
from websockets.sync.client import connect

from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc


def post(server: Server, code: str, mode: str = "standard", **headers: str) -> httpx.Response:
    return httpx.post(server.url + TRANSLATE, json={"python_code": code, "mode": mode}, headers=headers, timeout=30)


def is_error(response: httpx.Response, status: int, name: str) -> None:
    """It has the one shape of errors and no trace of the code behind it."""
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"error", "message", "details", "request_id"}
    assert (body["error"], body["request_id"]) == (name, response.headers["x-request-id"])
    assert "Traceback" not in response.text
    assert "File " not in response.text


def until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_first_item_comes_while_the_last_is_blocked(tmp_path: Path) -> None:
    code = "def first(x):\n    return x + 1\n\ndef blocked(x):\n    return first(x)\n\nprint(blocked(1))\n"
    with (
        serving(tmp_path, worker_command=blocking_worker(tmp_path)) as server,
        httpx.stream("POST", f"{server.url}{TRANSLATE}/stream", json={"python_code": code}, timeout=20) as response,
    ):
        lines = response.iter_lines()
        first = next(c for c in map(json.loads, lines) if c["chunk_type"] == "code")
        assert first["metadata"]["item"] == "first"
        (tmp_path / "go").touch()
        rest = [json.loads(line) for line in lines]
    assert [c["metadata"]["item"] for c in rest if c["chunk_type"] == "code"] == ["blocked"]
    assert rest[-1]["chunk_type"] == "complete"


def test_a_deadline_is_504_and_the_worker_is_replaced(faulty: Server) -> None:
    before = set(faulty.workers())
    began = time.monotonic()
    response = post(faulty, "# hang\nx = 1", "fast")
    is_error(response, 504, "deadline_exceeded")
    assert 0.9 < time.monotonic() - began < 4
    until(lambda: len(faulty.workers()) == 2 and set(faulty.workers()) != before)
    assert post(faulty, "x = 2").status_code == 200


def test_the_clients_own_deadline_holds_where_it_is_shorter(faulty: Server) -> None:
    began = time.monotonic()
    assert post(faulty, "# hang\nx = 3", **{"x-request-timeout": "0.2"}).status_code == 504
    assert time.monotonic() - began < 0.9


def test_memory_is_504(faulty: Server) -> None:
    response = post(faulty, "# grow\nx = 1")
    is_error(response, 504, "memory_exceeded")


def test_a_worker_that_dies_once_is_not_noticed(faulty: Server) -> None:
    assert post(faulty, "# die once\nprint(1)").status_code == 200
    assert 'portalis_pool_events_total{event="retried"}' in httpx.get(f"{faulty.url}/metrics").text


def test_a_worker_that_dies_twice_is_500(faulty: Server) -> None:
    response = post(faulty, "# die\nprint(1)")
    is_error(response, 500, "worker_died")


def test_a_defect_of_the_translator_is_500_without_a_trace(faulty: Server) -> None:
    response = post(faulty, "# defect\nprint(1)")
    is_error(response, 500, "internal")
    assert "no such mode" not in response.text


@pytest.mark.parametrize(
    ("code", "status", "name"),
    [
        ("# defect\nprint(2)", grpc.StatusCode.INTERNAL, "internal"),
        ("# die\nprint(2)", grpc.StatusCode.INTERNAL, "worker_died"),
        ("# hang\nprint(2)", grpc.StatusCode.DEADLINE_EXCEEDED, "deadline_exceeded"),
        ("# grow\nprint(2)", grpc.StatusCode.RESOURCE_EXHAUSTED, "memory_exceeded"),
        ("def (", grpc.StatusCode.INVALID_ARGUMENT, "unprocessable"),
    ],
)
def test_grpc_statuses_come_from_the_same_tree(faulty: Server, code: str, status: grpc.StatusCode, name: str) -> None:
    # A worker that died is replaced before the next answer, which may take longer than the deadline of mode fast here.
    mode = pb.TRANSLATION_MODE_FAST if "hang" in code else pb.TRANSLATION_MODE_STANDARD
    wanted = pb.TranslateCodeRequest(python_code=code, mode=mode)
    with grpc.insecure_channel(faulty.grpc) as channel:
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(wanted, timeout=30)
    assert caught.value.code() is status
    metadata: Any = caught.value.trailing_metadata()
    trailers = dict(metadata)
    assert trailers["error"] == name
    assert trailers["x-request-id"]
    assert "Traceback" not in (caught.value.details() or "")


def test_a_session_is_told_the_same_errors(faulty: Server) -> None:
    # A worker that died is replaced before the retry, which may take longer than the deadline of mode fast here.
    wanted = [
        ("# defect\nx = 4", "fast", "internal"),
        ("# die\nx = 4", "standard", "worker_died"),
        ("# hang\nx = 4", "fast", "deadline_exceeded"),
    ]
    with connect(f"ws://127.0.0.1:{faulty.port}/api/v1/translation/ws", proxy=None) as socket:
        assert json.loads(socket.recv(10))["type"] == "ready"
        for code, mode, name in wanted:
            socket.send(json.dumps({"type": "translate", "id": "1", "python_code": code, "mode": mode}))
            message = json.loads(socket.recv(15))
            assert (message["type"], message["error"]) == ("error", name)
            assert {"message", "details", "request_id"} <= set(message)


def test_a_worker_killed_in_mid_request_is_retried(tmp_path: Path) -> None:
    code = "def blocked(x):\n    return x\n\nprint(blocked(1))\n"
    with serving(tmp_path, worker_command=blocking_worker(tmp_path), workers="1") as server:
        answers: list[httpx.Response] = []
        thread = threading.Thread(target=lambda: answers.append(post(server, code)))
        thread.start()
        until(lambda: httpx.get(f"{server.url}/status").json()["service"]["workers"]["busy"] == 1)
        (worker,) = server.workers()
        os.kill(worker, signal.SIGKILL)
        (tmp_path / "go").touch()
        thread.join(20)
    assert [a.status_code for a in answers] == [200]


def test_a_full_queue_is_503_with_a_time_to_wait(faulty: Server) -> None:
    async def flood() -> list[httpx.Response]:
        async with httpx.AsyncClient(timeout=30) as client:
            bodies = [{"python_code": f"# hang\nx = {i}", "mode": "fast"} for i in range(8)]
            return await asyncio.gather(*(client.post(faulty.url + TRANSLATE, json=body) for body in bodies))

    answers = asyncio.run(flood())
    assert {a.status_code for a in answers} == {503, 504}
    refused = [a for a in answers if a.status_code == 503]
    for answer in refused:
        is_error(answer, 503, "overloaded")
        assert int(answer.headers["retry-after"]) >= 1
    until(lambda: post(faulty, "x = 9").status_code == 200)


def test_a_client_that_hangs_up_stops_its_work(tmp_path: Path) -> None:
    with serving(tmp_path, worker_command=blocking_worker(tmp_path), workers="1") as server:
        before = server.workers()
        for path in (TRANSLATE, f"{TRANSLATE}/stream"):
            (tmp_path / "hanging").unlink(missing_ok=True)
            body = json.dumps({"python_code": f"# hang\nprint({path!r})"}).encode()
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(head.encode() + body)
                until((tmp_path / "hanging").exists)
            until(lambda old=before: server.workers() not in ([], old))
            until(lambda: httpx.get(f"{server.url}/status").json()["service"]["workers"]["idle"] == 1)
            before = server.workers()


def test_a_slow_sender_is_ended(tmp_path: Path) -> None:
    with serving(tmp_path, body_timeout_s="0.5") as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            head = f"POST {TRANSLATE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
            connection.sendall(head.encode())
            head_, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
        assert head_.startswith(b"HTTP/1.1 408 ")
        document = json.loads(body)
        assert set(document) == {"error", "message", "details", "request_id"}
        assert document["error"] == "request_timeout"
        assert post(server, "x = 1").status_code == 200


def test_a_body_in_chunks_is_measured_too(tmp_path: Path) -> None:
    with serving(tmp_path, body_limit_mib="0.5") as server:

        def chunks() -> object:
            for _ in range(20):
                yield b" " * 100_000

        response = httpx.post(server.url + TRANSLATE, content=chunks(), headers={"content-type": "application/json"})  # type: ignore[arg-type]
        is_error(response, 413, "payload_too_large")


def test_terminating_loses_nothing_that_was_accepted(tmp_path: Path) -> None:
    code = "def blocked(x):\n    return x\n\nprint(blocked(1))\n"
    with serving(tmp_path, worker_command=blocking_worker(tmp_path)) as server:
        with httpx.stream(
            "POST", f"{server.url}{TRANSLATE}/stream", json={"python_code": code}, timeout=20
        ) as response:
            lines = response.iter_lines()
            next(lines)
            server.terminate()
            until(lambda: httpx.get(f"{server.url}/ready").status_code == 503)
            refused = post(server, "x = 1")
            is_error(refused, 503, "unavailable")
            assert httpx.get(f"{server.url}/live").status_code == 200
            (tmp_path / "go").touch()
            last = json.loads(list(lines)[-1])
        assert last["chunk_type"] == "complete"
        assert server.process.wait(10) == 0
        assert server.workers() == []


def test_ten_thousand_requests_while_the_end_comes(tmp_path: Path) -> None:
    """What was accepted is answered: with 200, or with 503 where it came after the end had begun.

    Each client has one connection and reads the answer to its last request before it sends the next. A connection that
    ends with no byte of an answer, after a request was sent, may have been closed while it was idle: nothing had read the
    request then. The service's own count says whether any that was read is among them.
    """
    total, clients, before_end = 10_000, 50, 6_000
    sent = 0
    statuses: list[int] = []
    unread = 0

    async def client(own: Server) -> None:
        nonlocal sent, unread
        while sent < total:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", own.port)
            except ConnectionRefusedError:
                sent += 1  # never accepted
                continue
            try:
                while sent < total:
                    sent += 1
                    body = json.dumps({"python_code": f"print({sent % 20})", "mode": "fast"}).encode()
                    head = f"POST {TRANSLATE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                    try:
                        writer.write(head.encode() + body)
                        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
                    except asyncio.IncompleteReadError as error:
                        assert not error.partial  # never half an answer
                        unread += 1
                        break
                    except ConnectionError:
                        unread += 1
                        break
                    await reader.readexactly(int(answer.split(b"content-length:")[1].split(b"\r\n")[0]))
                    statuses.append(int(answer.split(b" ")[1]))
                    if len(statuses) == before_end:
                        own.terminate()
                    if b"connection: close" in answer:
                        break
            finally:
                writer.close()

    async def load(own: Server) -> None:
        await asyncio.gather(*(client(own) for _ in range(clients)))

    with serving(tmp_path) as own:
        asyncio.run(load(own))
        assert own.process.wait(30) == 0
        log = [json.loads(line) for line in own.log.read_text().splitlines() if line.startswith("{")]
    answered = [entry["status"] for entry in log if entry["event"] == "request" and entry["route"] != "/ready"]
    assert sent >= total
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= before_end
    # Every request that the service has read was answered, and the answer arrived.
    assert sorted(answered) == sorted(statuses), (len(answered), len(statuses), unread)


def test_the_end_lets_a_call_of_grpc_finish_and_takes_no_other(tmp_path: Path) -> None:
    code = "def blocked(x):\n    return x\n\nprint(blocked(1))\n"
    seen: list[grpc.ChannelConnectivity] = []
    with serving(tmp_path, worker_command=blocking_worker(tmp_path)) as server, grpc.insecure_channel(server.grpc) as channel:  # fmt: skip
        channel.subscribe(seen.append)
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        chunks = stub.TranslateStream(pb.TranslateCodeRequest(python_code=code), timeout=60)
        next(chunks)
        server.terminate()
        until(lambda: httpx.get(f"{server.url}/ready").status_code == 503)
        # GOAWAY takes the connection out of use, although the call on it goes on.
        until(lambda: seen[-1] is not grpc.ChannelConnectivity.READY)
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(pb.TranslateCodeRequest(python_code="x = 1"), timeout=5)
        assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
        (tmp_path / "go").touch()
        assert list(chunks)[-1].chunk_type == pb.CHUNK_TYPE_COMPLETE
        assert server.process.wait(30) == 0
