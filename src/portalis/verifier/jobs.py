"""The jobs that run: so many at once, so many that wait, each a process with a deadline and a cap on its memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portalis.verifier.process import kept_environment
from portalis.verify.buildcache import JOBS_VARIABLE, jobs_folder
from portalis.verify.watchdog import descendants, resident

PERIOD_S = 0.1
"""The watchdog looks so often."""
MAX_ANSWER = 64 << 20
"""Bytes of a job's answer; a longer one ends the job."""
_TAIL = 4000


class JobError(Exception):
    """A job that gave no verification; the message is for the caller."""


class FullError(JobError):
    """Every place is taken, and the queue is full."""


class MemoryCapError(JobError):
    """The processes of the job held more memory together than a job may."""


class DeadlineError(JobError):
    """The deadline passed, while the job waited or ran."""


class RefusedError(JobError):
    """The job's input is no program."""


class Jobs:
    """Runs jobs. ``slots`` at once and ``queue`` waiting; ``memory`` in bytes for all processes of one job together."""

    def __init__(self, slots: int, queue: int, memory: int, event: Callable[[str], None] = lambda what: None) -> None:
        self.slots = slots
        self.queue = queue
        self.memory = memory
        self.running = 0
        self.waiting = 0
        self._event = event
        self._free = asyncio.Semaphore(slots)
        self._folder = jobs_folder() / f"served-{os.getpid()}"

    def clear(self) -> None:
        """Remove what servers that ended left behind, this one's predecessor among them."""
        for folder in jobs_folder().glob("served-*"):
            pid = folder.name.rpartition("-")[2]
            if folder == self._folder or not Path(f"/proc/{pid}").exists():
                shutil.rmtree(folder, ignore_errors=True)

    async def prepare(self, *, unsafe: bool) -> str:
        """Compile what every job needs, and return how strong the sandbox is.

        Raises:
            JobError: when that cannot be had.
        """
        answer = await self._process(None, ["--prepare", *(["--unsafe-no-sandbox"] if unsafe else [])], 1200.0)
        return str(answer["sandbox"])

    async def run(self, job: dict[str, Any], deadline_s: float) -> dict[str, Any]:
        """The answer of a job, after waiting for a place; cancelling kills the job.

        Raises:
            FullError, DeadlineError, MemoryCapError, RefusedError: as they say.
            JobError: when the job's process fails otherwise.
        """
        begun = time.monotonic()
        if self._free.locked() and self.waiting >= self.queue:
            self._event("refused")
            raise FullError("every place is taken and the queue is full")
        self.waiting += 1
        try:
            async with asyncio.timeout(deadline_s):
                await self._free.acquire()
        except TimeoutError:
            self._event("deadline")
            raise DeadlineError("the deadline passed while the job waited for a place") from None
        finally:
            self.waiting -= 1
        self.running += 1
        try:
            return await self._process(job, [], deadline_s - (time.monotonic() - begun))
        finally:
            self.running -= 1
            self._free.release()

    async def _process(self, job: dict[str, Any] | None, options: list[str], left_s: float) -> dict[str, Any]:
        folder = self._folder / uuid.uuid4().hex
        await asyncio.to_thread(folder.mkdir, parents=True)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "portalis.verifier.job", str(os.getpid()), *options),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=folder,
            env=kept_environment(os.environ) | {JOBS_VARIABLE: str(folder)},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(left_s):
                data, errors = await self._guarded(process, b"" if job is None else json.dumps(job).encode())
        except TimeoutError:
            self._event("deadline")
            raise DeadlineError("the deadline passed before the job had ended") from None
        except MemoryCapError:
            self._event("memory")
            raise
        except asyncio.CancelledError:
            self._event("cancelled")
            raise
        finally:
            await asyncio.shield(self._end(process, folder))
        return self._answer(process.returncode, data, errors)

    def _answer(self, status: int | None, data: bytes, errors: bytes) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = json.loads(data)
        except ValueError:
            self._event("crashed")
            last = (errors.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"])[-1][:300]
            raise JobError(f"the job ended with status {status}: {last}") from None
        if "refused" in answer:
            self._event("refused_input")
            raise RefusedError(answer["refused"])
        if "failed" in answer:
            self._event("failed")
            raise JobError(answer["failed"])
        self._event("done")
        return answer

    async def _guarded(self, process: asyncio.subprocess.Process, job: bytes) -> tuple[bytes, bytes]:
        """Feed and drain the process while the watchdog adds up the memory of all that came from it."""
        work = asyncio.ensure_future(_exchange(process, job))
        watch = asyncio.ensure_future(self._watch(process.pid))
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
            if watch.done():
                watch.result()
            return work.result()
        finally:
            for task in (work, watch):
                task.cancel()
            await asyncio.gather(work, watch, return_exceptions=True)

    async def _watch(self, pid: int) -> None:
        while True:
            await asyncio.sleep(PERIOD_S)
            if await asyncio.to_thread(lambda: resident(descendants(pid))) > self.memory:
                raise MemoryCapError(f"the job held more than {self.memory >> 20} MiB of memory")

    async def _end(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        """Kill whatever is left of a job, and remove its folder."""
        if process.returncode is None:
            await asyncio.to_thread(kill_family, process.pid)
        with contextlib.suppress(ProcessLookupError):
            await process.wait()
        await asyncio.to_thread(shutil.rmtree, folder, True)


def kill_family(pid: int) -> None:
    """Kill a process that leads a session, and all that came from it."""
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGSTOP)  # it starts nothing while its family is counted
    family = descendants(pid)
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    for member in family:
        with contextlib.suppress(OSError):
            os.kill(member, signal.SIGKILL)


async def _exchange(process: asyncio.subprocess.Process, data: bytes) -> tuple[bytes, bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None

    async def feed(stream: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):  # it ended before it had read everything
            stream.write(data)
            await stream.drain()
            stream.close()

    async def drain(stream: asyncio.StreamReader) -> bytes:
        found = bytearray()
        while chunk := await stream.read(1 << 16):
            found += chunk
            if len(found) > MAX_ANSWER:
                raise JobError("the job's answer is too long")
        return bytes(found)

    async def tail(stream: asyncio.StreamReader) -> bytes:
        last = b""
        while chunk := await stream.read(1 << 16):
            last = (last + chunk)[-_TAIL:]
        return last

    _, answer, errors = await asyncio.gather(feed(process.stdin), drain(process.stdout), tail(process.stderr))
    await process.wait()
    return answer, errors
