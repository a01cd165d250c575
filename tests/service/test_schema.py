"""schemathesis against the served OpenAPI document: no server error, and no answer that the document does not know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.server import serving

pytestmark = pytest.mark.heavy


def test_the_document_says_what_is_answered(tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    config = tmp_path / "schemathesis.toml"
    config.write_text("")
    with serving(tmp_path) as own:
        command = [
            str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run",
            f"{own.url}/openapi.json", "--max-examples", "25", "--seed", "1", "--no-color",
            "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
