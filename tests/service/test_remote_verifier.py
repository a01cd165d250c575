"""What the gateway tells a verifier that runs elsewhere."""

from __future__ import annotations

import asyncio
from typing import Any

import grpc
import pytest

from portalis.options import Options
from portalis.service.remote_verifier import RemoteVerifier
from portalis.service.verification import VerificationJob
from portalis.verifier.v1 import verifier_pb2 as pb
from portalis.verifier.v1 import verifier_pb2_grpc


class Listener(verifier_pb2_grpc.VerifierServiceServicer):
    def __init__(self) -> None:
        self.heard: list[pb.VerifyRequest] = []

    async def Verify(self, request: pb.VerifyRequest, context: Any) -> pb.VerifyResponse:  # noqa: N802
        self.heard.append(request)
        return pb.VerifyResponse(verdict="verified", confidence=0.5)


@pytest.mark.parametrize("int_mode", ["auto", "i64", None])
def test_how_integers_are_held_is_told(int_mode: str | None) -> None:
    options = {} if int_mode is None else {"int_mode": int_mode}
    Options(**options)  # type: ignore[arg-type]  # they are modes that the compiler knows
    listener = Listener()

    async def ask() -> float:
        server = grpc.aio.server()
        verifier_pb2_grpc.add_VerifierServiceServicer_to_server(listener, server)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        verifier = RemoteVerifier(f"grpc://127.0.0.1:{port}")
        try:
            job = VerificationJob({"main.py": "x = 1"}, {"Cargo.toml": ""}, {}, "quality", 10, options)
            return (await verifier.verify(job)).confidence
        finally:
            await verifier.close()
            await server.stop(0)

    assert asyncio.run(ask()) == 0.5
    (request,) = listener.heard
    assert request.int_mode == (int_mode or "")
    assert request.mode == pb.MODE_QUALITY
    assert [(f.path, f.text) for f in request.sources] == [("main.py", "x = 1")]
