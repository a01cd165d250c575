"""gRPC: the translation service beside the standard health service and reflection."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote

import grpc
from google.protobuf.message import Message
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from portalis.service import logs, tracing
from portalis.service.answers import kept_answer
from portalis.service.auth import Caller, token_of
from portalis.service.container import Service
from portalis.service.core import SNIPPET
from portalis.service.errors import (
    InternalError,
    RateLimitedError,
    ServiceError,
    UnauthenticatedError,
    UnavailableError,
)
from portalis.service.grpc_messages import fill, message_of, read_batch, read_interactive, read_translate, time_of
from portalis.service.health import health_of
from portalis.service.http import MODEL_HEADER
from portalis.service.limits import Quota
from portalis.service.refusals import request_id_of
from portalis.service.session import Session
from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc

NAME = "portalis.translation.v1.TranslationService"
Context = Any  # grpc.aio.ServicerContext; the stubs make it generic over both messages


class Translation(translation_pb2_grpc.TranslationServiceServicer):
    """The methods; each is a thin shell around the core."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def TranslateCode(self, request: pb.TranslateCodeRequest, context: Context) -> bytes:  # noqa: N802
        """Translate one source; the answer is written already, and one of the cache only once."""
        async with self._call("TranslateCode", context) as caller:
            wanted = read_translate(request)
            await self._admit(caller, context)
            core = self.service.core
            key = core.key({SNIPPET: wanted.python_code}, wanted, caller)
            found = await core.kept(key, wanted, caller)
            if found is None:
                answer = await core.compute(key, wanted, caller)
                return message_of(answer) + time_of(answer.ms)
            kept, ms = found
            if not kept.message:
                kept.message = message_of(kept_answer(kept, ms))
                core.cache.grown(kept)
            return kept.message + time_of(ms)

    async def TranslateBatch(self, request: pb.TranslateBatchRequest, context: Context) -> Message:  # noqa: N802
        """Translate several sources."""
        async with self._call("TranslateBatch", context) as caller:
            wanted = read_batch(request)
            await self._admit(caller, context, len(wanted.source_files))
            answer = await self.service.core.batch(wanted, caller)
            return fill(pb.TranslateBatchResponse(), answer.model_dump(mode="json"))

    async def TranslateStream(self, request: pb.TranslateCodeRequest, context: Context) -> AsyncIterator[Message]:  # noqa: N802
        """Translate one source and yield what happens as it happens."""
        async with self._call("TranslateStream", context) as caller:
            wanted = read_translate(request)
            await self._admit(caller, context)
            async with contextlib.aclosing(self.service.core.stream(wanted, caller)) as chunks:
                async for chunk in chunks:
                    yield fill(pb.StreamChunk(), chunk.model_dump(mode="json"))

    async def TranslateInteractive(  # noqa: N802
        self, requests: AsyncIterator[pb.InteractiveRequest], context: Context
    ) -> AsyncIterator[Message]:
        """Serve one session, until the client ends its side and what runs is answered."""
        async with self._call("TranslateInteractive", context, counted=False) as caller:
            outgoing: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
            session = Session(self.service.core, caller, outgoing.put, self.service.admit)
            reader = asyncio.create_task(_read(requests, session, outgoing, self.service.draining))
            self.service.metrics.sessions.labels("grpc").inc()
            try:
                while (message := await outgoing.get()) is not None:
                    yield _interactive(message)
                await reader
                if self.service.draining.is_set():
                    raise UnavailableError("The service is shutting down.")
            finally:
                self.service.metrics.sessions.labels("grpc").dec()
                reader.cancel()
                await asyncio.gather(reader, return_exceptions=True)
                await session.close()

    async def ListModels(self, request: pb.ListModelsRequest, context: Context) -> Message:  # noqa: N802
        """List what translates."""
        async with self._call("ListModels", context):
            return fill(pb.ListModelsResponse(), self.service.core.models().model_dump(mode="json"))

    async def HealthCheck(self, request: pb.HealthCheckRequest, context: Context) -> Message:  # noqa: N802
        """How the service is; needs no key, like the standard health service."""
        async with self._call("HealthCheck", context, keyless=True):
            return fill(pb.HealthCheckResponse(), health_of(self.service).model_dump(mode="json"))

    @contextlib.asynccontextmanager
    async def _call(
        self, method: str, context: Context, keyless: bool = False, counted: bool = True
    ) -> AsyncIterator[Caller]:
        """Everything around a call: who calls, draining, the deadline, errors as status, metrics and the log line."""
        service = self.service
        began = time.monotonic()
        metadata = {key: value for key, value in context.invocation_metadata() or () if isinstance(value, str)}
        request_id = request_id_of(metadata.get("x-request-id"))
        context.set_trailing_metadata((("x-request-id", request_id),))
        status = "OK"
        service.calls += counted
        service.metrics.grpc_in_flight.inc()
        spans = contextlib.ExitStack()
        span = spans.enter_context(tracing.request(f"{NAME}/{method}", metadata, request_id))
        try:
            if service.draining.is_set() and not keyless:
                raise UnavailableError("The service is shutting down.")
            left = context.time_remaining()
            peer = service.auth.peer(_address(context.peer()), metadata.get("x-forwarded-for"))
            if keyless:
                yield Caller(f"peer:{peer}", request_id, "grpc")
            else:
                model = metadata.get(MODEL_HEADER, "")
                caller = service.auth.identify(token_of(metadata), peer, request_id, "grpc", left, model)
                with service.auth.while_valid(caller):
                    yield caller
        except ServiceError as error:
            status = error.grpc
            if isinstance(error, UnauthenticatedError):
                service.metrics.auth_failures.labels("grpc").inc()
            await _abort(context, error, request_id)
        except (asyncio.CancelledError, GeneratorExit):
            status = "CANCELLED"
            raise
        except Exception as error:
            status = "INTERNAL"
            logs.log.error("unhandled", request_id=request_id, problem=type(error).__name__, exc_info=error)
            await _abort(context, InternalError(), request_id)
        finally:
            service.calls -= counted
            service.metrics.grpc_in_flight.dec()
            seconds = time.monotonic() - began
            service.metrics.observe_call(method, status, seconds)
            failed = status in ("INTERNAL", "UNAVAILABLE", "DEADLINE_EXCEEDED", "UNKNOWN")
            tracing.answered(
                span, f"{NAME}/{method}", failed, **{"rpc.system": "grpc", "rpc.service": NAME, "rpc.method": method,
                "rpc.grpc.status_code": grpc.StatusCode[status].value[0]},
            )  # fmt: skip
            spans.close()
            logs.log.info("call", request_id=request_id, method=method, status=status, ms=round(seconds * 1000, 2))

    async def _admit(self, caller: Caller, context: Context, cost: int = 1) -> None:
        quota: Quota | None = await self.service.core.admit(caller, cost)
        if quota is not None:
            # With the end of the call: to send them before it is a write of its own, an eighth of the cost of a call.
            own = tuple((name.lower(), value) for name, value in quota.headers().items())
            context.set_trailing_metadata((*context.trailing_metadata(), *own))


class GrpcServer:
    """The gRPC listener of a service."""

    def __init__(self, service: Service) -> None:
        self.settings = service.settings
        self.server = grpc.aio.server(
            options=[
                ("grpc.max_receive_message_length", service.body_limit),
                ("grpc.max_send_message_length", -1),
                ("grpc.so_reuseport", 0),
                # A client that keeps one connection would keep to one replica; calls that run on it may end.
                ("grpc.max_connection_age_ms", int(service.settings.grpc_connection_age_s * 1000)),
            ],
            compression=grpc.Compression.NoCompression,
        )
        translation = Translation(service)
        translation_pb2_grpc.add_TranslationServiceServicer_to_server(translation, self.server)
        written = grpc.unary_unary_rpc_method_handler(
            translation.TranslateCode, request_deserializer=pb.TranslateCodeRequest.FromString
        )
        self.server.add_registered_method_handlers(NAME, {"TranslateCode": written})  # type: ignore[attr-defined]
        self.health = health.aio.HealthServicer()  # type: ignore[attr-defined]
        health_pb2_grpc.add_HealthServicer_to_server(self.health, self.server)
        names = (NAME, health.SERVICE_NAME, reflection.SERVICE_NAME)
        reflection.enable_server_reflection(names, self.server)

    async def start(self) -> int:
        """Listen and return the port.

        Raises:
            RuntimeError: when the address cannot be had.
        """
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        port = self.server.add_insecure_port(f"{host}:{self.settings.grpc_port}")
        await self.set_serving(False)
        await self.server.start()
        return int(port)

    async def set_serving(self, serving: bool) -> None:
        """Tell the standard health service whether new work is taken."""
        status = health_pb2.HealthCheckResponse.SERVING if serving else health_pb2.HealthCheckResponse.NOT_SERVING
        for name in ("", NAME):
            await self.health.set(name, status)

    async def stop(self, grace_s: float) -> None:
        """Send GOAWAY, wait for running calls for ``grace_s`` seconds, and end."""
        await self.server.stop(grace_s)


async def _abort(context: Context, error: ServiceError, request_id: str) -> None:
    """End a call with the status of an error; its machine-readable name and the time to wait go in the trailers."""
    trailers = [("x-request-id", request_id), ("error", error.code)]
    if error.retry_after_s is not None:
        trailers.append(("retry-after", str(max(1, round(error.retry_after_s)))))
    if isinstance(error, RateLimitedError):
        trailers += [(name.lower(), value) for name, value in error.headers.items()]
    message = error.text
    for found in error.details.get("diagnostics", [])[:1]:
        span = found["span"]
        message += f" {found['code']}: {found['message']}" + (f" (line {span['line']})" if span else "")
    for found in error.details.get("fields", [])[:3]:
        message += f" {found['field']}: {found['problem']}."
    await context.abort(grpc.StatusCode[error.grpc], message, tuple(trailers))


async def _read(
    requests: AsyncIterator[pb.InteractiveRequest],
    session: Session,
    outgoing: asyncio.Queue[dict[str, Any] | None],
    draining: asyncio.Event,
) -> None:
    """Hand the client's messages to the session; ends with the client's side, or when the service drains.

    Raises:
        UnauthenticatedError: when the caller's key is no longer valid.
    """
    ended = asyncio.create_task(draining.wait())

    async def messages() -> None:
        async for request in requests:
            try:
                message = read_interactive(request)
            except ServiceError as error:
                await session.refuse(request.id, error)
            else:
                await session.handle(message)

    reading = asyncio.create_task(messages())
    try:
        await asyncio.wait({reading, ended}, return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            reading.result()
        await session.settle()
    finally:
        ended.cancel()
        reading.cancel()
        await asyncio.gather(reading, ended, return_exceptions=True)
        await outgoing.put(None)


def _interactive(message: dict[str, Any]) -> Message:
    """A session's message as protobuf."""
    made = pb.InteractiveResponse(type=message["type"], id=message["id"])
    if message["type"] == "chunk":
        fill(made.chunk, {key: value for key, value in message.items() if key not in ("type", "id")})
    elif message["type"] == "explanation":
        made.explanation = message["content"]
    elif message["type"] == "error":
        fill(made.error, {key: value for key, value in message.items() if key not in ("type", "id")})
    return made


def _address(peer: str) -> str:
    """The address in gRPC's name of a peer: ``ipv4:1.2.3.4:567`` or ``ipv6:[::1]:567``."""
    kind, _, rest = unquote(peer).partition(":")
    return rest.rpartition(":")[0].strip("[]") if kind in ("ipv4", "ipv6") else peer
