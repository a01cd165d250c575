"""What starting loads, and what it says when it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support.server import serving

HEAVY = (
    "{'fastapi', 'uvicorn', 'uvloop', 'pydantic', 'grpc', 'prometheus_client', 'structlog', 'redis', 'opentelemetry'}"
)


def loaded_by(statement: str) -> str:
    code = f"import sys\n{statement}\nprint(sorted({HEAVY} & set(sys.modules)))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_the_command_line_and_the_workers_load_no_library_of_the_service() -> None:
    assert loaded_by("import portalis.cli.main, portalis.cli.translate, portalis.cli.keys").strip() == "[]"
    assert loaded_by("import portalis.service.worker").strip() == "[]"


def test_a_start_says_nothing_but_its_own_lines(tmp_path: Path) -> None:
    with serving(tmp_path) as own:
        lines = own.log.read_text().splitlines()
    assert [line for line in lines if not line.startswith(("{", "portalis: "))] == []


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with serving(tmp_path) as own:
        command = [sys.executable, "-m", "portalis", "serve", "--port", str(own.port), "--workers", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert f"HTTP cannot listen on 127.0.0.1:{own.port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_out_of_range_is_said() -> None:
    command = [sys.executable, "-m", "portalis", "serve", "--port", "99999"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "port:" in done.stderr
