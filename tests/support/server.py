"""A real service in a process of its own, on free loopback ports."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
TRANSLATE = "/api/v1/translation/translate"
START_TIMEOUT_S = 120.0


@dataclass(slots=True)
class Server:
    """A running service."""

    process: subprocess.Popen[bytes]
    port: int
    grpc_port: int
    log: Path
    ready_s: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def grpc(self) -> str:
        return f"127.0.0.1:{self.grpc_port}"

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def workers(self) -> list[int]:
        """Process ids of the workers: the children that are not ended."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, rest = status.read_text().split(" (", 1)
            except OSError:
                continue
            state, parent = rest.rsplit(") ", 1)[1].split()[:2]
            if int(parent) == self.process.pid and state != "Z":
                found.append(int(pid))
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """Start a service with these settings (environment variables without their prefix) and end it afterwards."""
    port, grpc_port = free_port(), free_port()
    chosen = {
        "workers": "2",
        "rate_limit_per_minute": "0",
        "verifier": "none",
        "port": str(port),
        "grpc_port": str(grpc_port),
        **settings,
    }
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTALIS_")}
    env = own | {f"PORTALIS_{name.upper()}": value for name, value in chosen.items()}
    log = folder / "service.log"
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "portalis", "serve"], env=env, cwd=folder, stderr=out)
    server = Server(process, port, grpc_port, log, 0.0)
    try:
        while True:
            assert process.poll() is None, log.read_text()
            try:
                if httpx.get(f"{server.url}/ready").status_code == 200:
                    break
            except httpx.TransportError:
                pass
            assert time.monotonic() - began < START_TIMEOUT_S, log.read_text()
            time.sleep(0.02)
        server.ready_s = time.monotonic() - began
        yield server
    finally:
        process.kill()
        process.wait()


def blocking_worker(folder: Path) -> str:
    """A worker command, as the setting takes it, that obeys markers in the source under translation.

    ``# die``: ends its process; ``# die once``: does so the first time; ``# hang``: never answers; ``# grow``: takes memory;
    a function named ``blocked``: is not lowered before the file ``go`` is there.
    """
    script = folder / "worker.py"
    script.write_text(
        f"""
import os, sys, time
sys.path.insert(0, {str(ROOT.parent / "src")!r})
from pathlib import Path
from portalis.codegen import package
from portalis.service import worker

real_lower, real_run = package.lower_function, worker.run_job

def lower(program, inst, names, docs):
    if inst.info.name == "blocked":
        while not Path({str(folder / "go")!r}).exists():
            time.sleep(0.01)
    return real_lower(program, inst, names, docs)

def run(job, events):
    text = next(iter(job["files"].values()))
    once = Path({str(folder / "died")!r})
    if "# die once" in text:
        if not once.exists():
            once.touch()
            os._exit(1)
    elif "# die" in text:
        os._exit(1)
    if "# hang" in text:
        Path({str(folder / "hanging")!r}).touch()
        time.sleep(600)
    if "# grow" in text:
        held = [bytes(b"x" * 1024 * 1024) for _ in range(400)]
        time.sleep(600)
    if "# defect" in text:
        job["options"]["int_mode"] = "no such mode"
    real_run(job, events)

package.lower_function, worker.run_job = lower, run
worker.main()
""",
        "utf-8",
    )

    return json.dumps([sys.executable, str(script)])
