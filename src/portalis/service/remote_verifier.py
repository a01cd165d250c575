"""The gateway's side of a verifier that runs elsewhere: `PORTALIS_VERIFIER=grpc://host:port`, or `grpcs://` for TLS.

The gateway then holds no toolchain and executes nothing. The breaker in `evidence` stands before it.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import grpc

from portalis.service.verification import Verification, VerificationJob
from portalis.verifier.v1 import verifier_pb2 as pb
from portalis.verifier.v1 import verifier_pb2_grpc

SCHEMES = ("grpc", "grpcs")
MAX_ANSWER = 64 << 20
"""Bytes of an answer."""
DRAIN_S = 300.0
"""Seconds that calls on a connection with replaced credentials have to end."""
_MODES = {"quality": pb.MODE_QUALITY}


@dataclass(frozen=True, slots=True)
class RemoteFiles:
    """Files that the calls need: a token, and PEM files for TLS; read when they are needed, so that they can be renewed."""

    token: str | None = None
    ca: str | None = None
    cert: str | None = None
    key: str | None = None


class RemoteVerifier:
    """A verifier that `portalis verifier serve` offers.

    Raises:
        ValueError: for an address without host or port, and for files that do not go together.
        OSError: when a file cannot be read.
    """

    name = "grpc"

    def __init__(self, address: str, files: RemoteFiles = RemoteFiles()) -> None:
        parts = urlsplit(address)
        if parts.scheme not in SCHEMES or not parts.hostname or parts.port is None or parts.path not in ("", "/"):
            raise ValueError(f"{address!r} is no address of a verifier: grpc://HOST:PORT or grpcs://HOST:PORT")
        if (files.cert is None) != (files.key is None):
            raise ValueError("a client certificate and its key go together")
        if parts.scheme == "grpc" and (files.ca or files.cert):
            raise ValueError("files for TLS need an address that begins with grpcs://")
        self._target = parts.netloc
        self._files = files
        self._secure = parts.scheme == "grpcs"
        self._channel: grpc.aio.Channel | None = None
        self._closing: asyncio.Future[None] | None = None
        self._stamp: tuple[int, ...] = ()
        self._credentials()  # what is missing shows at the start, not with the first call
        self._metadata()

    def missing(self) -> str | None:
        """Nothing on this machine: whether the other one answers shows when it is asked."""
        return None

    async def verify(self, job: VerificationJob) -> Verification:
        """Ask for a verification; cancelling it, or its deadline, ends the job there.

        Raises:
            grpc.aio.AioRpcError: when the verifier refuses, fails or cannot be reached.
            OSError: when a file cannot be read.
        """
        request = pb.VerifyRequest(
            sources=[pb.File(path=path, text=text) for path, text in job.sources.items()],
            package=[pb.File(path=path, text=text) for path, text in job.files.items()],
            mode=_MODES.get(job.mode, pb.MODE_STANDARD),
            int_mode=str(job.options.get("int_mode") or ""),
        )
        stub = verifier_pb2_grpc.VerifierServiceStub(await self._connected())
        answer = await stub.Verify(request, timeout=max(job.deadline_s, 0.001), metadata=self._metadata())
        return found(answer)

    async def close(self) -> None:
        """Close the connection; the next call opens another."""
        channel, self._channel = self._channel, None
        if channel is not None:
            await channel.close(None)

    async def _connected(self) -> grpc.aio.Channel:
        """The connection, made anew where the files of its credentials were renewed."""
        stamp = tuple(Path(p).stat().st_mtime_ns for p in (self._files.ca, self._files.cert, self._files.key) if p)
        if self._channel is not None and stamp != self._stamp:
            # what runs on the old connection may end there
            self._closing = asyncio.ensure_future(self._channel.close(DRAIN_S))
            self._channel = None
        if self._channel is None:
            self._stamp = stamp
            options = [("grpc.max_receive_message_length", MAX_ANSWER), ("grpc.max_send_message_length", -1)]
            credentials = self._credentials()
            if credentials is not None:
                self._channel = grpc.aio.secure_channel(self._target, credentials, options)
            else:
                self._channel = grpc.aio.insecure_channel(self._target, options)
        return self._channel

    def _credentials(self) -> grpc.ChannelCredentials | None:
        if not self._secure:
            return None
        authority, key, cert = (
            Path(p).read_bytes() if p else None for p in (self._files.ca, self._files.key, self._files.cert)
        )
        return grpc.ssl_channel_credentials(authority, key, cert)

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        if self._files.token is None:
            return ()
        lines = Path(self._files.token).read_text("utf-8").split()
        if not lines:
            raise ValueError(f"{self._files.token} holds no token")
        return (("authorization", f"Bearer {lines[0]}"),)


def found(answer: pb.VerifyResponse) -> Verification:
    """A verifier's answer as the gateway's answers carry it."""
    summary: dict[str, Any] = {
        "verdict": answer.verdict,
        "items": answer.summary,
        "rungs": list(answer.rungs),
        "sandbox": answer.sandbox,
        "seconds": {rung: round(seconds, 3) for rung, seconds in answer.seconds.items()},
        "notes": list(answer.notes),
        **_report(answer.report_json),
    }
    items = {
        f"{item.module}.{item.name}" if item.module else item.name: {
            "agreed": item.verdict == "verified",
            "verdict": item.verdict,
            "confidence": item.confidence,
            "why": item.why,
            "inputs_agreed": item.inputs_agreed,
            "coverage": item.coverage,
            "tests_passed": item.tests_passed,
            "tests_failed": list(item.tests_failed),
            "mismatches": [
                {"aspect": m.aspect, "call": m.call, "python": m.python, "rust": m.rust} for m in item.mismatches
            ],
        }
        for item in answer.items
    }
    return Verification(answer.confidence, summary, items)


def _report(data: bytes) -> dict[str, Any]:
    """What the whole report says beyond the message's own fields: whether it compiled, compiler errors, lints."""
    try:
        report = json.loads(data)
        findings = report["findings"]
        return {
            "compiled": report["compiled"],
            "errors": [f.get("rendered") or f["message"] for f in findings if f["level"] == "error"][:20],
            "lints": sum(f["code"].startswith("clippy::") for f in findings),
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # a verifier of another version
