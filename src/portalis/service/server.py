"""Running the service: both listeners, readiness, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import sys
import time
from collections.abc import Iterator

from portalis.service.container import Service
from portalis.service.settings import Settings

START_TIMEOUT_S = 60.0


class StartError(Exception):
    """The service cannot start; the message is for the person who started it."""


def check_address(service: Service) -> None:
    """Refuse to serve other machines without keys.

    Raises:
        StartError: for an address that is not loopback, without a key and without ``insecure``.
    """
    settings = service.settings
    if settings.loopback or settings.insecure:
        return
    keys = service.auth.keys.entries() if service.auth.keys is not None else ()
    if not any(not key.revoked for key in keys):
        raise StartError(
            f"{settings.host} can be reached from other machines and there is no API key: "
            "make one with `portalis keys add NAME --file FILE` and give --keys-file, or give --insecure"
        )


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then drain and return.

    Raises:
        StartError: when an address cannot be had or no worker comes up.
    """
    began = time.monotonic()
    service = Service(settings)
    try:
        await service.auth.refresh()
    except OSError as error:
        raise StartError(f"the API keys cannot be read: {error}") from error
    check_address(service)
    await service.start()  # the workers load while this process imports what it needs itself
    try:
        await asyncio.sleep(0)
        await _run(service, settings, began)
    finally:
        await service.stop()


async def _run(service: Service, settings: Settings, began: float) -> None:
    import uvicorn

    from portalis.service import logs
    from portalis.service.app import create_gateway
    from portalis.service.grpc_server import GrpcServer
    from portalis.service.protocol import Protocol, WebSocketProtocol

    logs.configure(settings.log_level)

    class Http(uvicorn.Server):
        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield  # this module handles the signals, for both listeners

    listener = _listen(settings.host, settings.port)
    config = uvicorn.Config(
        create_gateway(service),
        http=Protocol,
        ws=WebSocketProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws_max_size=4 * 1024 * 1024,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    http = Http(config)
    grpc = GrpcServer(service)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        grpc_port = await grpc.start()
    except (RuntimeError, OSError) as error:
        listener.close()
        raise StartError(f"gRPC cannot listen on {settings.host}:{settings.grpc_port}: {error}") from error
    serving = asyncio.create_task(http.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            await service.pool.wait_ready()
    except TimeoutError:
        raise StartError("no worker process came up") from None
    # What is there by now stays: it need not be looked through again and again for what nobody refers to.
    gc.collect()
    gc.freeze()
    # Generators are closed where they are used, and end with the process: the loop need not know of each that begins.
    sys.set_asyncgen_hooks(firstiter=None)
    await grpc.set_serving(True)
    port = listener.getsockname()[1]
    logs.log.info("ready", http_port=port, grpc_port=grpc_port, seconds=round(time.monotonic() - began, 3))
    print(f"portalis: HTTP on {settings.host}:{port}, gRPC on {settings.host}:{grpc_port}", file=sys.stderr, flush=True)
    await asyncio.wait({serving, waiting := asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    logs.log.info("draining", active=service.active)
    await grpc.set_serving(False)
    ending = asyncio.create_task(grpc.stop(settings.drain_s))
    await service.drain()
    http.should_exit = True
    await asyncio.gather(serving, ending)
    logs.log.info("stopped")


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
