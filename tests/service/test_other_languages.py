"""The example clients in Go, Java and TypeScript, made from the proto and run against the service."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from support.server import ROOT, TRANSLATE, serving

from portalis.service.keys import KeyFile

BUILD = ROOT.parent / "build" / "clients"
COMMANDS = {
    "go": ("go", ["go/client"]),
    "java": ("mvn", ["java", "-cp", "java/*", "dev.portalis.example.Client"]),
    "typescript": ("npm", ["node", "typescript/dist/client.js"]),
}
CODE = "def combine(a: int, b: int) -> int:\n    return a + b\n\nprint(combine(2, 3))\n"
pytestmark = pytest.mark.heavy


@pytest.mark.parametrize("language", COMMANDS)
def test_a_client(language: str, tmp_path: Path) -> None:
    tool, command = COMMANDS[language]
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    maker = [sys.executable, str(ROOT.parent / "scripts" / "build_clients.py"), language]
    made = subprocess.run(maker, capture_output=True, text=True, timeout=900, check=False)
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-4000:]
    if language == "go":
        command = [str(BUILD / command[0])]
    keys = tmp_path / "keys.json"
    key = KeyFile(keys).add("client")
    with serving(tmp_path, keys_file=str(keys)) as own:

        def run(*more: str, code: str = CODE) -> subprocess.CompletedProcess[str]:
            whole = [*command, own.grpc, *more]
            return subprocess.run(whole, input=code, cwd=BUILD, capture_output=True, text=True, timeout=60, check=False)

        done = run(key)
        assert done.returncode == 0, done.stderr
        body = {"python_code": CODE, "mode": "fast"}
        same = httpx.post(own.url + TRANSLATE, json=body, headers={"X-API-Key": key}).json()
        assert done.stdout == same["rust_code"]
        kinds = done.stderr.split()
        assert kinds[0] == "CHUNK_TYPE_METADATA"
        assert kinds[-1] == "CHUNK_TYPE_COMPLETE"
        assert "CHUNK_TYPE_CODE" in kinds
        refused = run()
        assert refused.returncode == 1
        assert "key" in refused.stderr.lower()
        assert run(key, code="def (:\n").returncode == 1
