"""A child process that is spoken to in lines: the parent's end of its pipes."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from typing import Any, cast

MESSAGE_LIMIT = 256 * 1024 * 1024
"""Longest line of a child, bytes; one that writes more is ended."""


class Child(asyncio.SubprocessProtocol):
    """A process, what it has written, and its end. One task reads at a time.

    asyncio's streams copy each line three times and wake their reader for each piece; lines here are large.
    """

    def __init__(self) -> None:
        self._transport: asyncio.SubprocessTransport | None = None
        self._lines: deque[bytes] = deque()
        self._begun: list[bytes] = []
        """Pieces of a line whose end has not come."""
        self._size = 0
        self._reader: asyncio.Future[None] | None = None
        self._closed = False
        self._ended = asyncio.get_running_loop().create_future()

    @classmethod
    async def start(cls, command: Sequence[str]) -> Child:
        """Start a process in a session of its own.

        Raises:
            OSError: when it cannot be started.
        """
        _, child = await asyncio.get_running_loop().subprocess_exec(
            cls, *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=None,
            start_new_session=True,
        )  # fmt: skip
        return child

    @property
    def pid(self) -> int:
        """The process id."""
        return self._running.get_pid() or 0

    @property
    def alive(self) -> bool:
        """Whether the process still runs, as far as is known."""
        return self._running.get_returncode() is None

    def write(self, line: bytes) -> None:
        """Hand a line over; that the process is gone is noticed on reading."""
        pipe: Any = self._running.get_pipe_transport(0)
        with contextlib.suppress(OSError, RuntimeError):
            pipe.write(line + b"\n")

    async def line(self, deadline: float) -> bytes | None:
        """The next line without its end, or ``None`` where the process is gone.

        Raises:
            TimeoutError: past ``deadline``, a time of the event loop.
        """
        while not self._lines:
            if self._closed:
                return None
            loop = asyncio.get_running_loop()
            reader = self._reader = loop.create_future()
            late = loop.call_at(deadline, expire, reader)
            try:
                await reader
            finally:
                late.cancel()
                self._reader = None
        return self._lines.popleft()

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self._running.kill()

    async def wait(self) -> None:
        """Wait until the process has ended."""
        await asyncio.shield(self._ended)

    @property
    def _running(self) -> asyncio.SubprocessTransport:
        assert self._transport is not None
        return self._transport

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The process has started."""
        self._transport = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """It has written."""
        if b"\n" not in data:
            self._begun.append(data)
            self._size += len(data)
            if self._size > MESSAGE_LIMIT:
                self.kill()
            return
        *whole, rest = data.split(b"\n")
        if self._begun:
            whole[0] = b"".join((*self._begun, whole[0]))
        self._begun, self._size = [rest] if rest else [], len(rest)
        self._lines.extend(whole)
        self._wake()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """It has closed a pipe."""
        if fd == 1:
            self._closed = True
            self._wake()

    def process_exited(self) -> None:
        """It has ended."""
        if not self._ended.done():
            self._ended.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended, and everything that it wrote has come."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


def expire(waiter: asyncio.Future[Any]) -> None:
    """End a wait with TimeoutError, if it still lasts; asyncio.timeout does it for more, and costs that."""
    if not waiter.done():
        waiter.set_exception(TimeoutError())
