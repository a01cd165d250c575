"""The verifier's listeners: gRPC for the gateway with the standard health service, probes and metrics over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import sys
import time
from collections.abc import Iterator
from typing import Any

import grpc
import uvicorn
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portalis.verifier.auth import TokenFile, server_credentials
from portalis.verifier.config import Config, StartError
from portalis.verifier.jobs import DeadlineError, FullError, JobError, Jobs, MemoryCapError, RefusedError
from portalis.verifier.messages import fill, read_job
from portalis.verifier.metrics import Metrics
from portalis.verifier.process import forbid_dumps
from portalis.verifier.v1 import verifier_pb2 as pb
from portalis.verifier.v1 import verifier_pb2_grpc

NAME = "portalis.verifier.v1.VerifierService"
Context = Any  # grpc.aio.ServicerContext; the stubs make it generic over both messages

_STATUS: dict[type[Exception], grpc.StatusCode] = {
    ValueError: grpc.StatusCode.INVALID_ARGUMENT,
    FullError: grpc.StatusCode.RESOURCE_EXHAUSTED,
    MemoryCapError: grpc.StatusCode.RESOURCE_EXHAUSTED,
    DeadlineError: grpc.StatusCode.DEADLINE_EXCEEDED,
    RefusedError: grpc.StatusCode.INVALID_ARGUMENT,
}


class Verifier(verifier_pb2_grpc.VerifierServiceServicer):
    """The verifier and its state: starting, ready, draining."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.metrics = Metrics()
        self.metrics.slots.set(config.slots)
        self.jobs = Jobs(
            config.slots, config.queue, config.memory_mib << 20, lambda what: self.metrics.jobs.labels(what).inc()
        )
        self.tokens = TokenFile(config.token_file) if config.token_file else None
        self.prepared = False
        self.draining = False
        self.sandbox = ""
        self.active = 0

    @property
    def ready(self) -> bool:
        """Whether new work is taken."""
        return self.prepared and not self.draining

    async def Verify(self, request: pb.VerifyRequest, context: Context) -> pb.VerifyResponse:  # noqa: N802
        """Judge one package."""
        status = "OK"
        self.active += 1
        begun = time.monotonic()
        try:
            await self._admit(context)
            job = read_job(request) | {"unsafe": self.config.unsafe}
            left = context.time_remaining()
            answer = await self.jobs.run(job, min(self.config.deadline_s, left if left else self.config.deadline_s))
            report = answer["report"]
            for rung, seconds in report["metadata"]["seconds"].items():
                self.metrics.rungs.labels(rung).observe(seconds)
            self.metrics.verdicts.labels(report["verdict"]).inc()
            self.metrics.seconds.labels(job["mode"]).observe(time.monotonic() - begun)
            return fill(answer)
        except (JobError, ValueError) as error:
            code = _STATUS.get(type(error), grpc.StatusCode.INTERNAL)
            status = code.name
            await context.abort(code, str(error))
            raise  # abort does not return
        except grpc.aio.AbortError:
            status = (context.code() or grpc.StatusCode.UNKNOWN).name
            raise
        except asyncio.CancelledError:
            status = "CANCELLED"
            raise
        except Exception as error:
            status = "INTERNAL"
            _say("error", f"{type(error).__name__}: {error}")
            await context.abort(grpc.StatusCode.INTERNAL, "the verifier failed")
            raise
        finally:
            self.active -= 1
            self.metrics.calls.labels(status).inc()

    async def _admit(self, context: Context) -> None:
        """End the call of who may not call, and every call while the verifier does not take work."""
        if self.tokens is not None:
            metadata = dict(context.invocation_metadata() or ())
            scheme, _, token = str(metadata.get("authorization", "")).partition(" ")
            if scheme.lower() != "bearer" or not self.tokens.allows(token.strip()):
                self.metrics.refused.inc()
                await context.abort(grpc.StatusCode.UNAUTHENTICATED, "the call has no valid token")
        if not self.ready:
            what = "is shutting down" if self.draining else "is starting"
            await context.abort(grpc.StatusCode.UNAVAILABLE, f"the verifier {what}")


def probes(verifier: Verifier) -> Starlette:
    """The probes and the metrics; nothing there tells what is verified."""

    async def live(request: Request) -> Response:
        return JSONResponse({"status": "live"})

    async def ready(request: Request) -> Response:
        good = verifier.ready
        return JSONResponse({"status": "ready" if good else "not ready"}, 200 if good else 503)

    async def health(request: Request) -> Response:
        found = {
            "status": "healthy" if verifier.ready else "unhealthy",
            "sandbox": verifier.sandbox,
            "jobs": {"running": verifier.jobs.running, "waiting": verifier.jobs.waiting, "slots": verifier.jobs.slots},
        }
        return JSONResponse(found, 200 if verifier.ready else 503)

    async def metrics(request: Request) -> Response:
        verifier.metrics.running.set(verifier.jobs.running)
        verifier.metrics.waiting.set(verifier.jobs.waiting)
        verifier.metrics.ready.set(verifier.ready)
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(generate_latest(verifier.metrics.registry), headers={"Content-Type": kind})

    routes = [("/live", live), ("/ready", ready), ("/health", health), ("/metrics", metrics)]
    return Starlette(routes=[Route(path, endpoint) for path, endpoint in routes])


class _Http(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # `serve` handles the signals, for both listeners


async def serve(config: Config) -> None:
    """Serve until SIGTERM or SIGINT, then drain and return.

    Raises:
        StartError: when an address cannot be had, a file cannot be read, or the sandbox or the toolchain is missing.
    """
    config.check()
    if not forbid_dumps():
        _say("warning", "this system cannot keep other processes from reading this one's memory")
    if config.token_file and not config.tls_cert and not config.loopback:
        _say("warning", "the token travels unencrypted: give --tls-cert and --tls-key, or encrypt the network")
    try:
        verifier = Verifier(config)
        credentials = (
            server_credentials(config.tls_cert, config.tls_key or "", config.tls_client_ca) if config.tls_cert else None
        )
    except (OSError, ValueError) as error:
        raise StartError(str(error)) from error
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    standard = health.aio.HealthServicer()  # type: ignore[attr-defined]
    server = _grpc_server(config, verifier, standard)
    host = f"[{config.host}]" if ":" in config.host else config.host
    listener = _listen(config.host, config.http_port)
    try:
        address = f"{host}:{config.port}"
        port = server.add_secure_port(address, credentials) if credentials else server.add_insecure_port(address)
    except RuntimeError as error:
        listener.close()
        raise StartError(f"gRPC cannot listen on {config.host}:{config.port}: {error}") from error
    await _set(standard, False)
    await server.start()
    http = _Http(
        uvicorn.Config(probes(verifier), log_config=None, access_log=False, server_header=False, lifespan="off")
    )
    probing = asyncio.create_task(http.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    try:
        if await _prepare(verifier, stopping):
            await _set(standard, True)
            http_port = listener.getsockname()[1]
            _say("ready", f"gRPC on {config.host}:{port}, HTTP on {config.host}:{http_port}; {verifier.sandbox}")
            await stop.wait()
    finally:
        stopping.cancel()
        verifier.draining = True
        await _set(standard, False)
        _say("draining", f"{verifier.active} calls")
        await server.stop(config.drain_s)  # what still runs then is cancelled, which kills its job
        while verifier.active:
            await asyncio.sleep(0.02)
        http.should_exit = True
        await probing
    _say("stopped", "")


async def _prepare(verifier: Verifier, stopping: asyncio.Task[Any]) -> bool:
    """Compile what every job needs; false where the server is told to stop before that is done."""
    await asyncio.to_thread(verifier.jobs.clear)
    preparing = asyncio.create_task(verifier.jobs.prepare(unsafe=verifier.config.unsafe))
    await asyncio.wait({preparing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not preparing.done():
        preparing.cancel()
        await asyncio.gather(preparing, return_exceptions=True)
        return False
    try:
        verifier.sandbox = preparing.result()
        verifier.metrics.sandbox.labels(verifier.sandbox.partition(":")[0]).set(1)
    except JobError as error:
        raise StartError(str(error)) from error
    verifier.prepared = True
    return True


def _grpc_server(config: Config, verifier: Verifier, standard: Any) -> grpc.aio.Server:
    limit = config.message_mib << 20
    server = grpc.aio.server(
        options=[
            ("grpc.max_receive_message_length", limit),
            ("grpc.max_send_message_length", -1),
            ("grpc.so_reuseport", 0),
        ]
    )
    verifier_pb2_grpc.add_VerifierServiceServicer_to_server(verifier, server)
    health_pb2_grpc.add_HealthServicer_to_server(standard, server)
    return server


async def _set(standard: Any, serving: bool) -> None:
    status = health_pb2.HealthCheckResponse.SERVING if serving else health_pb2.HealthCheckResponse.NOT_SERVING
    for name in ("", NAME):
        await standard.set(name, status)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.setblocking(False)
    except OSError as error:
        raise StartError(f"HTTP cannot listen on {host}:{port}: {error.strerror or error}") from error
    return listener


def _say(event: str, text: str) -> None:
    """One line of JSON on standard error."""
    print(json.dumps({"service": "verifier", "event": event, "text": text}), file=sys.stderr, flush=True)
