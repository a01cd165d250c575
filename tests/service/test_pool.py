"""The pool between its callers and its workers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import uvloop

from portalis.service.errors import DeadlineExceededError
from portalis.service.pool import WorkerPool

# Says when it began a job; one that is named "slow" takes a second.
SCRIPT = """
import json, sys, time
print(json.dumps({"event": "ready"}), flush=True)
for line in sys.stdin:
    job, began = json.loads(line), time.monotonic()
    if job["name"] == "slow":
        time.sleep(1)
    print(json.dumps({"event": "done", "name": job["name"], "began": began}), flush=True)
"""


async def one(pool: WorkerPool, name: str, seconds: float = 10.0) -> dict[str, Any]:
    async with contextlib.aclosing(pool.stream({"name": name}, time.monotonic() + seconds)) as messages:
        return [message async for message in messages][-1]


@contextlib.asynccontextmanager
async def pool_of_one(folder: Path, counted: list[str]) -> Any:
    (folder / "worker.py").write_text(SCRIPT)
    pool = WorkerPool((sys.executable, str(folder / "worker.py")), 1, 2048, 8, counted.append)
    pool.start()
    await pool.wait_ready()
    try:
        yield pool
    finally:
        await pool.close()


def test_more_workers_than_processors_start_when_the_first_have_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    (tmp_path / "worker.py").write_text(
        f"import os, time\nopen({str(tmp_path / 'begun')!r}, 'a').write('.')\n" + SCRIPT
    )

    async def run() -> None:
        pool = WorkerPool((sys.executable, str(tmp_path / "worker.py")), 5, 2048, 8)
        seen: list[int] = []
        pool.hello = lambda message: seen.append(len((tmp_path / "begun").read_text()))
        pool.start()
        try:
            await pool.wait_ready()
            assert pool.idle >= 2
            async with asyncio.timeout(20):
                while pool.idle < 5:
                    await asyncio.sleep(0.01)
        finally:
            await pool.close()
        assert max(seen[:2]) == 2

    uvloop.run(run())


def test_the_next_job_begins_before_the_last_answer_is_used(tmp_path: Path) -> None:
    async def run() -> None:
        async with pool_of_one(tmp_path, []) as pool:

            async def first() -> float:
                async for _ in pool.stream({"name": "slow"}, time.monotonic() + 10):
                    time.sleep(0.5)  # nothing else in this process goes on meanwhile
                return time.monotonic()

            begun = asyncio.create_task(first())
            await asyncio.sleep(0.1)
            second = asyncio.create_task(one(pool, "quick"))
            used = await begun
            assert (await second)["began"] < used - 0.3

    uvloop.run(run())


def test_who_gives_up_waiting_takes_no_worker(tmp_path: Path) -> None:
    counted: list[str] = []

    async def run() -> None:
        async with pool_of_one(tmp_path, counted) as pool:
            slow = asyncio.create_task(one(pool, "slow"))
            await asyncio.sleep(0.1)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(one(pool, "cancelled"), 0.1)
            late = await asyncio.gather(one(pool, "late", 0.1), return_exceptions=True)
            assert isinstance(late[0], DeadlineExceededError)
            assert pool.waiting == 0
            assert (await slow)["name"] == "slow"
            assert (await one(pool, "next"))["name"] == "next"

    uvloop.run(run())
    assert counted == []


def test_who_gives_up_as_the_worker_begins_gets_it_replaced(tmp_path: Path) -> None:
    async def run() -> None:
        async with pool_of_one(tmp_path, []) as pool:
            gone: asyncio.Task[Any] | None = None

            async def first() -> None:
                nonlocal gone
                async for _ in pool.stream({"name": "slow"}, time.monotonic() + 10):
                    assert gone is not None  # its job is handed over already, and it does not know yet
                    gone.cancel()

            begun = asyncio.create_task(first())
            await asyncio.sleep(0.1)
            gone = asyncio.create_task(one(pool, "gone"))
            await begun
            assert isinstance((await asyncio.gather(gone, return_exceptions=True))[0], asyncio.CancelledError)
            # The answer to the job that nobody waits for must not be taken for that of the next.
            assert (await one(pool, "next"))["name"] == "next"

    uvloop.run(run())


def test_a_job_is_json_also_with_half_of_a_surrogate_pair(tmp_path: Path) -> None:
    async def run() -> None:
        async with pool_of_one(tmp_path, []) as pool:
            assert (await one(pool, "\ud800"))["name"] == json.loads('"\\ud800"')

    uvloop.run(run())
