"""NVIDIA's Triton in a process of its own: the server of the pip package `nvidia-pytriton`, in an environment of its own.

The package pins other versions than this project, so that it cannot stand beside it. The environment is made once, below
the cache's folder, by the versions that `tests/fixtures/triton/requirements.txt` names.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from portalis.toolchain import cache_root, locked
from support.cases import ROOT
from support.server import free_port

MODELS = ROOT / "deploy" / "triton" / "models"
REQUIREMENTS = ROOT / "tests" / "fixtures" / "triton" / "requirements.txt"
STUB = "triton_python_backend_stub"
START_TIMEOUT_S = 240.0


@dataclass(slots=True)
class Triton:
    """A running server."""

    process: subprocess.Popen[bytes]
    http: str
    grpc: str
    metrics: str
    log: Path

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def environment() -> Path:
    """The folder of the environment, made where it is not there yet."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    folder = cache_root() / "tests" / f"triton-{digest}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.with_suffix(".lock")):
        if not (folder / "made").exists():
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
            # the package keeps a stub for each Python beside the backend, which looks for the one that is in its folder
            server = next(folder.glob("lib/python3*/site-packages/pytriton/tritonserver"))
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            shutil.copy2(server / "python_backend_stubs" / version / STUB, server / "backends" / "python" / STUB)
            (folder / "made").touch()
    return folder


@contextmanager
def triton(
    folder: Path, models: Path, load: tuple[str, ...], more: Mapping[str, str] | None = None
) -> Iterator[Triton]:
    """Serve a model repository on free loopback ports, with the arguments of the image."""
    import sysconfig

    made = environment()
    package = next(made.glob("lib/python3*/site-packages/pytriton/tritonserver"))
    env = {
        **os.environ,
        **(more or {}),
        "PATH": f"{made / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT / 'src'}:{next(made.glob('lib/python3*/site-packages'))}",
        "PYTHONDONTWRITEBYTECODE": "1",
        # the stub would load another libpython than the one that its modules were built for
        "LD_LIBRARY_PATH": f"{sysconfig.get_config_var('LIBDIR')}:{package / 'external_libs'}",
    }
    ports = {name: free_port() for name in ("http", "grpc", "metrics")}
    command = [
        str(package / "bin" / "tritonserver"), f"--model-repository={models}", "--model-control-mode=explicit",
        *(f"--load-model={m}" for m in load), "--disable-auto-complete-config", "--exit-timeout-secs=5",
        f"--backend-directory={package / 'backends'}", *(f"--{n}-port={p}" for n, p in ports.items()),
        "--http-address=127.0.0.1", "--grpc-address=127.0.0.1", "--metrics-address=127.0.0.1",
    ]  # fmt: skip
    log = folder / "triton.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=env, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    address = {name: f"127.0.0.1:{port}" for name, port in ports.items()}
    server = Triton(process, address["http"], address["grpc"], address["metrics"], log)
    began = time.monotonic()
    try:
        while True:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            try:
                if httpx.get(f"http://{server.http}/v2/health/ready").status_code == 200:
                    break
            except httpx.TransportError:
                pass
            assert time.monotonic() - began < START_TIMEOUT_S, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
