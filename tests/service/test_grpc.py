"""gRPC: every method, the standard health service, reflection, deadlines, cancelling and the error tree."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from support.cases import ROOT
from support.server import Server, blocking_worker, serving

from portalis.service.answers import Answer
from portalis.service.grpc_messages import fill, message_of, time_of
from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc

NAME = "portalis.translation.v1.TranslationService"
CODE = "def combine(a: int, b: int) -> int:\n    return a + b\n\nprint(combine(2, 3))\n"
OPTIONS = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]


@pytest.fixture(scope="module")
def channel(server: Server) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(server.grpc, OPTIONS) as made:
        yield made


@pytest.fixture(scope="module")
def stub(channel: grpc.Channel) -> translation_pb2_grpc.TranslationServiceStub:
    return translation_pb2_grpc.TranslationServiceStub(channel)


def fast(code: str) -> pb.TranslateCodeRequest:
    return pb.TranslateCodeRequest(python_code=code, mode=pb.TRANSLATION_MODE_FAST)


def until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_generated_code_is_current() -> None:
    script = ROOT / "scripts" / "generate_proto.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_translation_is_the_one_of_rest(
    stub: translation_pb2_grpc.TranslationServiceStub, client: httpx.Client
) -> None:
    answer, call = stub.TranslateCode.with_call(fast(CODE), metadata=(("x-request-id", "mine-2"),))
    rest = client.post("/api/v1/translation/translate", json={"python_code": CODE, "mode": "fast"}).json()
    assert answer.rust_code == rest["rust_code"]
    assert answer.confidence == 0
    assert answer.metadata["verification"]["status"] == "not_verified"
    assert [i.name for i in answer.items] == ["combine"]
    assert ("x-request-id", "mine-2") in call.trailing_metadata()


def test_an_answer_of_the_cache_differs_in_its_time_alone(stub: translation_pb2_grpc.TranslationServiceStub) -> None:
    code = f"{CODE}# kept\nprint('ü')\n"
    new, kept, again = (stub.TranslateCode(fast(code)) for _ in range(3))
    assert [a.metadata["cached"] for a in (new, kept, again)] == [False, True, True]
    assert all(a.processing_time_ms > 0 for a in (new, kept, again))
    for answer in (new, kept, again):
        answer.metadata["cached"] = answer.processing_time_ms = 0
    assert new == kept == again


@pytest.mark.parametrize("length", [0, 1, 127, 128, 16_383, 16_384, 2_100_000])
def test_an_answer_on_the_wire_is_the_message(length: int) -> None:
    rest = {"confidence": 0.5, "warnings": ["one"], "metadata": {"crates": {}, "none": None}, "files": {"a": "b"}}
    answer = Answer((b"x" * length,), rest)
    whole = {"rust_code": "x" * length, "processing_time_ms": 2.5, **rest}
    found = pb.TranslateCodeResponse.FromString(message_of(answer) + time_of(2.5))
    assert found == fill(pb.TranslateCodeResponse(), whole)


def test_a_refusal_carries_its_span(stub: translation_pb2_grpc.TranslationServiceStub) -> None:
    answer = stub.TranslateCode(fast("print(eval('1'))\n"))
    found = next(d for d in answer.diagnostics if d.code == "P0209")
    assert (found.span.line, found.span.column) == (1, 6)


def test_a_batch(stub: translation_pb2_grpc.TranslationServiceStub) -> None:
    files = [pb.SourceFile(content="print(1)\n"), pb.SourceFile(path="b.py", content="def (")]
    answer = stub.TranslateBatch(pb.TranslateBatchRequest(source_files=files, mode=pb.TRANSLATION_MODE_FAST))
    assert [f.success for f in answer.translated_files] == [True, False]
    assert answer.translated_files[1].error.error == "unprocessable"
    assert (answer.success_count, answer.failure_count) == (1, 1)


def test_models_and_health(stub: translation_pb2_grpc.TranslationServiceStub) -> None:
    assert [m.id for m in stub.ListModels(pb.ListModelsRequest()).models] == ["portalis"]
    assert stub.HealthCheck(pb.HealthCheckRequest()).status == "degraded"


def test_the_standard_health_service(channel: grpc.Channel) -> None:
    health = health_pb2_grpc.HealthStub(channel)
    for name in ("", NAME):
        assert (
            health.Check(health_pb2.HealthCheckRequest(service=name)).status == health_pb2.HealthCheckResponse.SERVING
        )
    with pytest.raises(grpc.RpcError) as caught:
        health.Check(health_pb2.HealthCheckRequest(service="nothing"))
    assert caught.value.code() is grpc.StatusCode.NOT_FOUND


def test_reflection(channel: grpc.Channel) -> None:
    database = ProtoReflectionDescriptorDatabase(channel)
    assert {NAME, "grpc.health.v1.Health"} <= set(database.get_services())
    methods = DescriptorPool(database).FindServiceByName(NAME).methods_by_name
    assert set(methods) == {"TranslateCode", "TranslateBatch", "TranslateStream", "TranslateInteractive", "ListModels", "HealthCheck"}  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "code", "said"),
    [
        (pb.TranslateCodeRequest(python_code=" "), grpc.StatusCode.INVALID_ARGUMENT, "python_code"),
        (fast("x = 1\ndef ("), grpc.StatusCode.INVALID_ARGUMENT, "line 2"),
        (pb.TranslateCodeRequest(python_code="x", temperature=3), grpc.StatusCode.INVALID_ARGUMENT, "temperature"),
        (pb.TranslateCodeRequest(python_code="x", mode=77), grpc.StatusCode.INVALID_ARGUMENT, "77"),  # type: ignore[arg-type]
        (pb.TranslateCodeRequest(python_code="x" * (48 * 2**20 + 1)), grpc.StatusCode.RESOURCE_EXHAUSTED, ""),
    ],
    ids=["blank", "not Python", "range", "mode", "size"],
)
def test_errors(
    stub: translation_pb2_grpc.TranslationServiceStub,
    request_: pb.TranslateCodeRequest,
    code: grpc.StatusCode,
    said: str,
) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        stub.TranslateCode(request_)
    assert caught.value.code() is code
    details = caught.value.details() or ""
    assert said in details
    assert "Traceback" not in details


def test_items_are_streamed_as_they_finish(tmp_path: Path) -> None:
    code = "def first(x):\n    return x + 1\n\ndef blocked(x):\n    return first(x)\n\nprint(blocked(1))\n"
    with serving(tmp_path, worker_command=blocking_worker(tmp_path)) as own, grpc.insecure_channel(own.grpc) as channel:
        chunks = translation_pb2_grpc.TranslationServiceStub(channel).TranslateStream(fast(code), timeout=20)
        first = next(c for c in chunks if c.chunk_type == pb.CHUNK_TYPE_CODE)
        assert first.metadata["item"] == "first"
        (tmp_path / "go").touch()
        rest = list(chunks)
    assert [c.metadata["item"] for c in rest if c.chunk_type == pb.CHUNK_TYPE_CODE] == ["blocked"]
    assert rest[-1].chunk_type == pb.CHUNK_TYPE_COMPLETE
    assert rest[-1].is_final


def test_deadlines_and_cancelling_stop_the_work(tmp_path: Path) -> None:
    with (
        serving(tmp_path, worker_command=blocking_worker(tmp_path), workers="1") as own,
        grpc.insecure_channel(own.grpc) as channel,
    ):
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        (first,) = own.workers()
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(fast("# hang\nx = 1"), timeout=0.5)
        assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        # Looked at once: the killed process may be there for a moment beside the one that replaces it.
        until(lambda: len(now := own.workers()) == 1 and now != [first])
        (second,) = own.workers()
        until(lambda: httpx.get(f"{own.url}/status").json()["service"]["workers"]["idle"] == 1)
        (tmp_path / "hanging").unlink()
        call = stub.TranslateStream(fast("# hang\nx = 2"))
        until((tmp_path / "hanging").exists)
        call.cancel()
        until(lambda: len(now := own.workers()) == 1 and now != [second])
        assert stub.TranslateCode(fast("x = 3"), timeout=10).metadata["complete"]


def test_limits_and_keys(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    made = subprocess.run(
        [sys.executable, "-m", "portalis", "keys", "add", "one", "--file", str(keys), "--rate", "1"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    with (
        serving(tmp_path, keys_file=str(keys), rate_limit_burst="0") as own,
        grpc.insecure_channel(own.grpc) as channel,
    ):
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(fast("x = 1"))
        assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED
        _, call = stub.TranslateCode.with_call(fast("x = 1"), metadata=(("authorization", f"Bearer {made}"),))
        assert {("ratelimit-limit", "1"), ("ratelimit-remaining", "0")} < set(call.trailing_metadata())
        with pytest.raises(grpc.RpcError) as caught:
            stub.TranslateCode(fast("x = 1"), metadata=(("x-api-key", made),))
        assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        trailers: Any = caught.value.trailing_metadata()
        assert int(dict(trailers)["retry-after"]) >= 1
        assert stub.HealthCheck(pb.HealthCheckRequest()).version


def test_an_interactive_session(tmp_path: Path) -> None:
    with serving(tmp_path, worker_command=blocking_worker(tmp_path)) as own, grpc.insecure_channel(own.grpc) as channel:
        superseded = threading.Event()

        def edits() -> Iterator[pb.InteractiveRequest]:
            yield pb.InteractiveRequest(
                type="translate", id="1", python_code="# hang\nx = 1", mode=pb.TRANSLATION_MODE_FAST
            )
            until((tmp_path / "hanging").exists)
            yield pb.InteractiveRequest(type="translate", id="2", python_code=CODE, mode=pb.TRANSLATION_MODE_FAST)
            assert superseded.wait(10)
            yield pb.InteractiveRequest(type="explain", id="3", code="P0209")

        seen: list[tuple[str, str]] = []
        for message in translation_pb2_grpc.TranslationServiceStub(channel).TranslateInteractive(edits(), timeout=30):
            seen.append((message.type, message.id))
            if message.type == "superseded":
                superseded.set()
            if message.chunk.is_final:
                assert "fn combine" in message.chunk.content
        kinds = [pair for pair in seen if pair[0] != "chunk"]
        assert sorted(kinds) == [("explanation", "3"), ("superseded", "1")]
        assert ("chunk", "2") in seen


def test_an_old_connection_is_given_up_and_its_call_ends(tmp_path: Path) -> None:
    """So that clients which keep their connection spread over replicas that came later."""
    seen: list[grpc.ChannelConnectivity] = []
    with serving(tmp_path, grpc_connection_age_s="0.5") as old, grpc.insecure_channel(old.grpc, OPTIONS) as made:
        made.subscribe(seen.append)
        stub = translation_pb2_grpc.TranslationServiceStub(made)
        assert stub.ListModels(pb.ListModelsRequest(), timeout=10).models
        began = time.monotonic()
        ready, idle = grpc.ChannelConnectivity.READY, grpc.ChannelConnectivity.IDLE
        while ready not in seen or idle not in seen[seen.index(ready) :]:
            assert time.monotonic() - began < 20, seen
            time.sleep(0.05)
        assert stub.ListModels(pb.ListModelsRequest(), timeout=10).models
