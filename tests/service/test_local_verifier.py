"""The verifier of this machine, with real cargo: what a mode does, what is told on the way, and how a job ends."""

from __future__ import annotations

import base64
import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.server import TRANSLATE, Server, serving

from portalis.service.local_verifier import LocalVerifier
from portalis.service.settings import Settings

CODE = '''\
def combine(a: int, b: int) -> int:
    """Add twice.

    >>> combine(2, 3)
    8
    """
    return a + b * 2


print(combine(2, 3))
'''
READY_S = 180
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def verifying(cargo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service whose verifier is up."""
    with serving(tmp_path_factory.mktemp("verifying"), verifier="local", deadline_standard_s="120") as running:
        until = time.monotonic() + READY_S
        while (state := httpx.get(f"{running.url}/health").json())["dependencies"]["verifier"] != "up":
            assert "starting" in state["dependencies"]["verifier"], state
            assert time.monotonic() < until, running.log.read_text()
            time.sleep(0.1)
        yield running


def post(server: Server, code: str, mode: str, **headers: str) -> dict[str, Any]:
    answer = httpx.post(server.url + TRANSLATE, json={"python_code": code, "mode": mode}, headers=headers, timeout=150)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_standard_checks_and_runs_nothing(verifying: Server) -> None:
    answer = post(verifying, CODE, "standard")
    note = answer["metadata"]["verification"]
    assert (note["status"], note["verifier"], note["summary"]["rungs"]) == ("verified", "local", ["check"])
    assert note["summary"]["compiled"] is True
    assert "bubblewrap" in note["summary"]["sandbox"]
    item = next(i for i in answer["items"] if i["name"] == "combine")
    assert item["evidence"]["facts"]["compiled"] is True
    assert item["evidence"]["facts"]["agreed"] == 0
    assert item["verified"] is False
    assert answer["confidence"] == item["evidence"]["confidence"] == 0.5  # the formula's cap where nothing ran


def test_quality_streams_what_it_reaches(verifying: Server) -> None:
    chunks: list[tuple[float, dict[str, Any]]] = []
    body = {"python_code": CODE, "mode": "quality"}
    with httpx.stream("POST", f"{verifying.url}{TRANSLATE}/stream", json=body, timeout=150) as answer:
        chunks.extend((time.monotonic(), json.loads(line)) for line in answer.iter_lines())
    kinds = [c["chunk_type"] for _, c in chunks]
    assert kinds[0] == "metadata"
    assert kinds[-1] == "complete"
    steps = [(at, c["metadata"]) for at, c in chunks if c["chunk_type"] == "verification"]
    rungs = [facts.get("rung") for _, facts in steps]
    assert rungs.index("check") < rungs.index("differential")
    # The check was told when it was over, not when all was.
    assert steps[-1][0] - steps[0][0] > 0.2
    complete = chunks[-1][1]["metadata"]
    item = next(i for i in complete["items"] if i["name"] == "combine")
    assert item["evidence"]["facts"]["agreed"] > 1
    assert complete["confidence"] > 0.9
    assert {"check", "differential"} <= set(complete["metadata"]["verification"]["summary"]["rungs"])


def test_a_job_ends_at_the_deadline(verifying: Server) -> None:
    began = time.monotonic()
    endless = "def spin() -> int:\n    n = 0\n    while n >= 0:\n        n += 1\n    return n\n\nprint(spin())\n"
    answer = post(verifying, endless, "quality", **{"X-Request-Timeout": "3"})
    assert time.monotonic() - began < 10
    note = answer["metadata"]["verification"]
    assert note["status"] == "not_verified"
    assert "deadline" in note["reason"]
    assert answer["confidence"] == 0
    assert "fn spin" in answer["rust_code"]
    # What it ran is gone, and the verifier is replaced and works; a deadline is no failure of the verifier.
    until = time.monotonic() + 60
    while httpx.get(f"{verifying.url}/health").json()["dependencies"]["verifier"] != "up":
        assert time.monotonic() < until
        time.sleep(0.1)
    assert post(verifying, f"# again\n{CODE}", "standard")["metadata"]["verification"]["status"] == "verified"


def test_a_batch_builds_and_runs_tests(verifying: Server) -> None:
    library = CODE.rpartition("\n\n\nprint")[0] + "\n\n\ndef test_combine() -> None:\n    assert combine(1, 1) == 3\n"
    body = {
        "source_files": [{"path": "lib.py", "content": library}, {"path": "app.py", "content": "print(2 ** 70)\n"}],
        "mode": "fast", "compile_wasm": True, "run_tests": True, "optimization_level": "release",
    }  # fmt: skip
    answer = httpx.post(f"{verifying.url}{TRANSLATE}/batch", json=body, timeout=300).json()
    lib, app = answer["compilation_status"]
    assert (lib["status"], app["status"]) == ("compiled", "compiled"), answer["compilation_status"]
    assert lib["tests"].startswith("2 of 2 tests passed")
    assert app["tests"] == "1 of 1 runs of the program agree with CPython"
    assert answer["performance_metrics"]["build_ms"] > 0
    if app["wasm"] == "built":
        wasmtime = pytest.importorskip("wasmtime")
        engine = wasmtime.Engine()
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        store = wasmtime.Store(engine)
        wasi = wasmtime.WasiConfig()
        out = verifying.log.with_name("wasm.out")
        wasi.stdout_file = str(out)
        store.set_wasi(wasi)
        module = wasmtime.Module(engine, base64.b64decode(answer["wasm_binaries"]["app.py"]))
        with contextlib.suppress(wasmtime.ExitTrap):
            linker.instantiate(store, module).exports(store)["_start"](store)
        assert out.read_text() == f"{2**70}\n"
    else:
        assert "wasm32-wasip1" in app["wasm"]
        assert "rustup target add" in app["wasm"]
        assert answer["wasm_binaries"] == {}


def test_nothing_runs_without_a_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for tool in ("rustc", "cargo"):
        (tmp_path / tool).write_text("#!/bin/sh\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "bubblewrap is not installed" in (LocalVerifier(Settings(verifier="local")).missing() or "")
    trusting = LocalVerifier(Settings(verifier="local", verifier_unsafe=True))
    assert trusting.missing() == "the verifier is starting"
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "rustc is not installed" in (LocalVerifier(Settings()).missing() or "")
