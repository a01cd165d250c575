"""A batch is built for WebAssembly, and the binary prints under wasmtime what CPython prints."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from support.server import TRANSLATE, serving

from portalis.toolchain import find_tool

pytestmark = pytest.mark.heavy
TARGET = Path("lib") / "rustlib" / "wasm32-wasip1" / "lib"
OWN = Path(os.environ.get("WASM_TOOLCHAIN", Path.home() / ".cache" / "portalis" / "wasm-toolchain"))
"""Where `make wasm-toolchain` makes one."""
PREPARE_S = 600.0
CODE = """
class Account:
    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.total = 0

    def pay(self, amount: int) -> None:
        self.total += amount

accounts = {name: Account(name) for name in ("ann", "bob")}
for number in range(5):
    accounts["ann" if number % 2 else "bob"].pay(number ** 30)
for name, account in sorted(accounts.items()):
    print(f"{name:>5} {account.total} {account.total / 7:.3f} {-account.total // 3}")
"""


def toolchain() -> Path | None:
    """The folder of programs of a toolchain that has the target."""
    found = find_tool("rustc")
    if found is not None:
        done = subprocess.run([found, "--print", "sysroot"], capture_output=True, text=True, check=True)
        if (Path(done.stdout.strip()) / TARGET).is_dir():
            return Path(found).parent
    return OWN / "bin" if (OWN / TARGET).is_dir() else None


def run(binary: bytes, out: Path) -> int:
    """The exit status of a WASI program, whose output goes to a file."""
    import wasmtime

    engine = wasmtime.Engine()
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    store = wasmtime.Store(engine)
    config = wasmtime.WasiConfig()
    config.stdout_file = str(out)
    store.set_wasi(config)
    start = linker.instantiate(store, wasmtime.Module(engine, binary)).exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    try:
        start(store)
    except wasmtime.ExitTrap as end:
        return int(end.code)
    return 0


def test_a_batch_runs_under_wasmtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = toolchain()
    if programs is None:
        pytest.skip("no Rust toolchain here has wasm32-wasip1; `make wasm-toolchain` makes one on Debian")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    with serving(tmp_path, verifier="local") as server:
        end = time.monotonic() + PREPARE_S
        while (state := httpx.get(f"{server.url}/health").json()["dependencies"]["verifier"]) != "up":
            assert time.monotonic() < end, state
            time.sleep(1)
        body = {"source_files": [CODE, "def (", "raise SystemExit(3)\n"], "mode": "fast", "compile_wasm": True}
        answer = httpx.post(f"{server.url}{TRANSLATE}/batch", json=body, timeout=310).json()
    first, second, third = answer["compilation_status"]
    assert (first["status"], first["wasm"]) == ("compiled", "built"), first
    assert second["status"] == "failed"
    assert third["wasm"] == "built", third
    assert set(answer["wasm_binaries"]) == {"source_0.py", "source_2.py"}
    binaries = {path: base64.b64decode(text) for path, text in answer["wasm_binaries"].items()}
    expected = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout
    out = tmp_path / "out"
    assert run(binaries["source_0.py"], out) == 0
    assert out.read_text() == expected
    assert run(binaries["source_2.py"], out) == 3
