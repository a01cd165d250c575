"""A real verifier in a process of its own, on free loopback ports."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc
import httpx

from portalis.verifier.v1 import verifier_pb2_grpc
from support.server import free_port

START_TIMEOUT_S = 120.0
SECRET = "hunter2-of-the-environment"
TOKEN = "a-token-that-nobody-guesses-0123456789"


@dataclass(slots=True)
class RunningVerifier:
    """A running verifier."""

    process: subprocess.Popen[bytes]
    port: int
    http_port: int
    log: Path
    jobs: Path
    """Folder of its jobs."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def running(self) -> int:
        """Jobs that run."""
        return int(httpx.get(f"{self.url}/health").json()["jobs"]["running"])

    @property
    def waiting(self) -> int:
        """Jobs that wait for a place."""
        return int(httpx.get(f"{self.url}/health").json()["jobs"]["waiting"])

    def stub(self) -> verifier_pb2_grpc.VerifierServiceStub:
        return verifier_pb2_grpc.VerifierServiceStub(grpc.insecure_channel(f"127.0.0.1:{self.port}"))


def wait_for(condition: object, seconds: float = 60.0) -> None:
    """Wait until a callable says yes."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def verifying(folder: Path, *options: str) -> Iterator[RunningVerifier]:
    """Start a verifier with these options, a secret in the environment of who starts it, and end it afterwards."""
    from portalis.verify.buildcache import jobs_folder

    port, http_port = free_port(), free_port()
    command = [
        sys.executable,
        "-m",
        "portalis",
        "verifier",
        "serve",
        "--port",
        str(port),
        "--http-port",
        str(http_port),
    ]
    log = folder / "verifier.log"
    with log.open("wb") as out:
        env = os.environ | {"PORTALIS_TEST_SECRET": SECRET}
        process = subprocess.Popen([*command, *options], env=env, cwd=folder, stderr=out)
    try:
        began = time.monotonic()
        while True:
            assert process.poll() is None, log.read_text()
            try:
                if httpx.get(f"http://127.0.0.1:{http_port}/ready").status_code == 200:
                    break
            except httpx.TransportError:
                pass
            assert time.monotonic() - began < START_TIMEOUT_S, log.read_text()
            time.sleep(0.05)
        yield RunningVerifier(process, port, http_port, log, jobs_folder() / f"served-{process.pid}")
    finally:
        process.kill()
        process.wait()
