"""A pool of worker processes, kept warm, killed at a deadline, replaced when gone."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Any

from portalis.service.errors import (
    DeadlineExceededError,
    MemoryExceededError,
    OverloadedError,
    UnavailableError,
    WorkerDiedError,
)
from portalis.service.pipes import Child, expire
from portalis.service.quick_json import read_json, write_json
from portalis.service.source_line import MARK, RuntimePart, SourceReader

MEMORY_CHECK_S = 0.1
START_TIMEOUT_S = 30.0
_PAGE = os.sysconf("SC_PAGE_SIZE")

Count = Callable[[str], None]
"""Called with what happened to a worker: ``killed_deadline``, ``killed_memory``, ``killed_cancelled``, ``died``, ``retried``."""


class Worker:
    """One process, and its memory."""

    def __init__(self, child: Child, parts: dict[bytes, RuntimePart]) -> None:
        self.child = child
        self._sources = SourceReader(parts)
        self.over_memory = False
        try:
            self._statm = os.open(f"/proc/{child.pid}/statm", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:  # the system does not tell
            self._statm = -1

    async def receive(self, deadline: float) -> dict[str, Any] | None:
        """The next message, or ``None`` where the process is gone.

        The Rust, which has a line of its own, belongs to the message after it, as its ``source``.

        Raises:
            TimeoutError: past the deadline.
        """
        source = None
        line = await self.child.line(deadline)
        if line is not None and line.startswith(MARK):
            source = self._sources.pieces(line)
            line = await self.child.line(deadline)
        if line is None:
            return None
        message: dict[str, Any] = read_json(line)
        if source is not None:
            message["source"] = source
        return message

    def discard(self) -> None:
        """End the process at once."""
        self.child.kill()
        if self._statm >= 0:
            os.close(self._statm)
            self._statm = -1

    def resident_bytes(self) -> int:
        """Resident memory; 0 where the system does not tell."""
        try:
            return int(os.pread(self._statm, 128, 0).split()[1]) * _PAGE
        except (OSError, IndexError, ValueError):
            return 0


class WorkerPool:
    """Runs jobs on ``size`` processes; at most ``queue_limit`` jobs wait."""

    def __init__(
        self,
        command: Sequence[str],
        size: int,
        memory_mib: int,
        queue_limit: int,
        count: Count = lambda what: None,
        *,
        start_timeout_s: float = START_TIMEOUT_S,
        hello: Callable[[dict[str, Any]], None] = lambda message: None,
    ) -> None:
        self.command = tuple(command)
        self.size = size
        self.memory_bytes = memory_mib * 1024 * 1024
        self.queue_limit = queue_limit
        self.count = count
        self.start_timeout_s = start_timeout_s
        self.hello = hello
        """Called with the first message of each process."""
        self.busy: set[Worker] = set()
        self._idle: deque[Worker] = deque()
        self._waiters: deque[tuple[asyncio.Future[Worker], bytes]] = deque()
        """Who waits, and the job."""
        self._parts: dict[bytes, RuntimePart] = {}
        self._starting: set[asyncio.Task[None]] = set()
        self._awaited = 0
        """Of the processes that are started first, those that have not come yet."""
        self._watch: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """Jobs that wait for a worker."""
        return len(self._waiters)

    @property
    def idle(self) -> int:
        """Workers that wait for a job."""
        return len(self._idle)

    @property
    def ready(self) -> bool:
        """Whether some worker takes or does work."""
        return bool(self._idle or self.busy)

    def start(self) -> None:
        """Begin starting the processes; :meth:`wait_ready` waits for them.

        More than there are processors would only hold each other up: those start when the first ones have come.
        """
        self._awaited = min(self.size, os.cpu_count() or 1)
        for _ in range(self._awaited):
            self._start_one()
        self._watch = asyncio.create_task(self._watch_memory())

    async def wait_ready(self) -> None:
        """Wait until every process that is being started has answered for the first time.

        Raises:
            UnavailableError: when none comes up.
        """
        if self._starting:
            await asyncio.wait(tuple(self._starting))
        if not self.ready:
            raise UnavailableError("No worker process could be started.")

    async def close(self) -> None:
        """End every process."""
        self._closed = True
        tasks = [*self._starting, *([self._watch] if self._watch else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for worker in (*self._idle, *self.busy):
            worker.discard()
            await worker.child.wait()
        self._idle.clear()

    async def stream(self, job: dict[str, Any], deadline: float) -> AsyncGenerator[dict[str, Any], None]:
        """The messages of a job as they come; the last is ``done`` or ``failed``.

        ``deadline`` is a time of :func:`time.monotonic`, which is that of the event loop. Closing the iterator early kills the worker: its work stops. A
        worker that dies by itself is retried once; what was already delivered is not repeated, since a translation is
        deterministic.

        Raises:
            OverloadedError: when too many jobs wait.
            DeadlineExceededError: when the deadline passes, also while waiting.
            MemoryExceededError: when the worker grew past its memory.
            WorkerDiedError: when the retry died too.
        """
        delivered = 0
        line = write_json(job)
        for attempt in range(2):
            worker = await self._begin(line, deadline)
            finished = False
            seen = 0
            try:
                while True:
                    try:
                        message = await worker.receive(deadline)
                    except TimeoutError:
                        self.count("killed_deadline")
                        raise DeadlineExceededError from None
                    if message is None:
                        break
                    finished = message["event"] in ("done", "failed")
                    if finished:
                        # The worker is free before its answer is used.
                        self._release(worker)
                    seen += 1
                    if seen > delivered:
                        delivered = seen
                        yield message
                    if finished:
                        return
                if worker.over_memory:
                    self.count("killed_memory")
                    raise MemoryExceededError
                self.count("died")
                if attempt == 0:
                    self.count("retried")
            except (GeneratorExit, asyncio.CancelledError):
                if not finished:
                    self.count("killed_cancelled")
                raise
            finally:
                if not finished:
                    self._discard(worker)
        raise WorkerDiedError

    async def _begin(self, job: bytes, deadline: float) -> Worker:
        """The worker that does the job; it has begun."""
        while self._idle:
            worker = self._idle.popleft()
            if worker.child.alive:
                self._hand(worker, job)
                return worker
            self._start_one()
        if self._closed:
            raise UnavailableError
        if len(self._waiters) >= self.queue_limit:
            raise OverloadedError(retry_after_s=1)
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Worker] = loop.create_future()
        waiting = (waiter, job)
        self._waiters.append(waiting)
        late = loop.call_at(deadline, expire, waiter)
        try:
            return await waiter
        except (TimeoutError, asyncio.CancelledError) as error:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._discard(waiter.result())  # it has begun what nobody waits for
            with contextlib.suppress(ValueError):
                self._waiters.remove(waiting)
            if isinstance(error, TimeoutError):
                raise DeadlineExceededError("No worker was free before the deadline.") from None
            raise
        finally:
            late.cancel()

    def _release(self, worker: Worker) -> None:
        """Give the worker the job that waits longest, else let it idle.

        The job is handed over here: were it left to who waits for it, the worker would be idle until that task runs.
        """
        while self._waiters:
            waiter, job = self._waiters.popleft()
            if not waiter.done():
                self._hand(worker, job)
                waiter.set_result(worker)
                return
        self.busy.discard(worker)
        self._idle.append(worker)

    def _hand(self, worker: Worker, job: bytes) -> None:
        self.busy.add(worker)
        worker.child.write(job)  # that the process is gone is noticed on reading

    def _discard(self, worker: Worker) -> None:
        self.busy.discard(worker)
        worker.discard()
        self._start_one()

    def _start_one(self) -> None:
        if not self._closed:
            task = asyncio.create_task(self._spawn())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _spawn(self) -> None:
        pause = 0.1
        while not self._closed:
            with contextlib.suppress(OSError):
                worker = Worker(await Child.start(self.command), self._parts)
                try:
                    message = await worker.receive(time.monotonic() + self.start_timeout_s)
                except TimeoutError:
                    message = None
                except asyncio.CancelledError:
                    worker.discard()
                    raise
                if message is not None:
                    self.hello(message)
                    self._release(worker)
                    self._come()
                    return
                worker.discard()
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5)

    def _come(self) -> None:
        """Note that a process is there; the last of the first ones lets the others start."""
        if self._awaited:
            self._awaited -= 1
            if not self._awaited:
                for _ in range(self.size - min(self.size, os.cpu_count() or 1)):
                    self._start_one()

    async def _watch_memory(self) -> None:
        while True:
            await asyncio.sleep(MEMORY_CHECK_S)
            for worker in tuple(self.busy):
                if worker.resident_bytes() > self.memory_bytes:
                    worker.over_memory = True
                    worker.child.kill()
