"""The load script against a real service: its thresholds pass, and fail where they cannot hold."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.deploy import DEPLOY
from support.server import serving

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        importlib.util.find_spec("locust") is None, reason="locust is not installed: pip install -e '.[load]'"
    ),
]


@pytest.mark.parametrize(("limits", "status"), [({"MAX_P95_MS": "5000"}, 0), ({"MIN_RPS": "1000000"}, 1)])
def test_thresholds_decide(tmp_path: Path, limits: dict[str, str], status: int) -> None:
    with serving(tmp_path) as server:
        command = [
            sys.executable,
            "-m",
            "locust",
            "--headless",
            "--only-summary",
            "-f",
            str(DEPLOY / "load" / "locustfile.py"),
        ]
        command += [
            "--host",
            server.url,
            "--users",
            "4",
            "--spawn-rate",
            "4",
            "--run-time",
            "8s",
            "--stop-timeout",
            "5",
        ]
        done = subprocess.run(
            command, env=os.environ | limits, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == status, done.stdout + done.stderr
    assert "ok   failed" in done.stdout
