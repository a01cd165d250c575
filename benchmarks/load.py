"""Bounded load from clients that keep one connection each and wait for each answer: HTTP and gRPC."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import grpc

from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc

Source = Callable[[int], str]
"""The source that the request of a number carries."""


@dataclass(slots=True)
class Measured:
    """What was seen: latencies in milliseconds, in order once the load is over."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    size: int = 0
    """Bytes of the last good answer."""
    seconds: float = 0.0
    cpu_ms: dict[str, float] = field(default_factory=dict)
    """Processor time for each answer by process, milliseconds."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    @property
    def cpu(self) -> float:
        """Processor time for each answer in all, milliseconds."""
        return sum(self.cpu_ms.values())

    def at(self, percent: int) -> float:
        """A percentile of the latencies."""
        return at(self.times, percent)


def at(times: list[float], percent: int) -> float:
    """A percentile of values in order."""
    return times[min(len(times) - 1, len(times) * percent // 100)]


BUFFER = 256 * 1024


class _Client(asyncio.BufferedProtocol):
    """One connection that asks again as soon as it is answered; streams would cost as much as what is measured."""

    def __init__(self, ask: Callable[[], bytes | None], found: Measured) -> None:
        self._ask = ask
        self._found = found
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray(BUFFER)
        self._head = bytearray()
        self._left = 0
        self._good = False
        self._began = 0.0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = cast(asyncio.Transport, transport)
        self._next()

    def _next(self) -> None:
        request = self._ask()
        assert self._transport is not None
        if request is None:
            self._transport.close()
            if not self.over.done():
                self.over.set_result(None)
            return
        self._began = time.perf_counter()
        self._transport.write(request)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Where what comes is written: nothing is copied but heads."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Count an answer when it is whole, and ask again."""
        if not self._left:
            came, size = self._buffer, nbytes
            if self._head:  # the last piece ended within it
                came = self._head + self._buffer[:nbytes]
                size = len(came)
            end = came.find(b"\r\n\r\n", 0, size)
            if end < 0:
                self._head = came[:size]
                return
            head, rest = came[:end].lower(), size - end - 4
            self._head = bytearray()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            self._good = head.startswith(b"http/1.1 200")
            if self._good:
                self._found.size = length
            self._left = length - rest
        else:
            self._left -= nbytes
        if not self._left:
            self._found.times.append((time.perf_counter() - self._began) * 1000)
            self._found.errors += not self._good
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """The service has closed the connection, or this client has."""
        if not self.over.done():  # the service has closed it
            self._found.errors += 1
            self.over.set_result(None)


async def http(port: int, path: str, connections: int, seconds: float, source: Source, key: str) -> Measured:
    """Answers to so many clients over HTTP/1.1."""
    found = Measured()
    loop = asyncio.get_running_loop()
    number = 0
    began = time.perf_counter()
    end = began + seconds
    fixed = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {key}\r\nContent-Type: application/json\r\n"

    def ask() -> bytes | None:
        nonlocal number
        if time.perf_counter() >= end:
            return None
        number += 1
        body = json.dumps({"python_code": source(number), "mode": "fast"}).encode()
        return b"%bContent-Length: %d\r\n\r\n%b" % (fixed.encode(), len(body), body)

    made = await asyncio.gather(
        *(loop.create_connection(lambda: _Client(ask, found), "127.0.0.1", port) for _ in range(connections))
    )
    await asyncio.gather(*(client.over for _, client in made))
    found.seconds = time.perf_counter() - began
    found.times.sort()
    return found


async def grpc_unary(port: int, connections: int, seconds: float, source: Source, key: str) -> Measured:
    """Answers to so many clients over gRPC, each with a channel of its own."""
    found = Measured()
    number = 0
    # Without this every channel to one address shares one connection.
    options = [("grpc.use_local_subchannel_pool", 1), ("grpc.max_receive_message_length", -1)]
    channels = [grpc.aio.insecure_channel(f"127.0.0.1:{port}", options) for _ in range(connections)]
    metadata = (("x-api-key", key),)

    async def client(channel: grpc.aio.Channel) -> None:
        nonlocal number
        stub = translation_pb2_grpc.TranslationServiceStub(channel)
        while time.perf_counter() < end:
            number += 1
            request = pb.TranslateCodeRequest(python_code=source(number), mode=pb.TRANSLATION_MODE_FAST)
            began = time.perf_counter()
            try:
                answer = await stub.TranslateCode(request, metadata=metadata, timeout=60)
                found.size = answer.ByteSize()
            except grpc.RpcError:
                found.errors += 1
            found.times.append((time.perf_counter() - began) * 1000)

    try:
        await asyncio.gather(*(channel.channel_ready() for channel in channels))
        began = time.perf_counter()
        end = began + seconds
        await asyncio.gather(*map(client, channels))
        found.seconds = time.perf_counter() - began
    finally:
        await asyncio.gather(*(channel.close(None) for channel in channels))
    found.times.sort()
    return found
