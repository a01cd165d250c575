"""The Rust runtime: its own tests, formatting and lints."""

from __future__ import annotations

import os
import subprocess

import pytest
from support.cases import ROOT

from portalis.toolchain import cache_root

QUICK = {"CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_INCREMENTAL": "0"}
"""Builds that are kept in a tenth of the space."""


def cargo_runtime(cargo: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **QUICK, "CARGO_TARGET_DIR": str(cache_root() / "tests" / "runtime-target")}
    return subprocess.run(
        [cargo, *arguments],
        cwd=ROOT / "runtime",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )


def test_runtime_is_formatted(cargo: str, rustfmt: str) -> None:
    done = cargo_runtime(cargo, "fmt", "--check")
    assert done.returncode == 0, done.stdout[:4000] + done.stderr


@pytest.mark.slow
def test_runtime_tests_pass(cargo: str) -> None:
    done = cargo_runtime(cargo, "test", "--quiet")
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]


@pytest.mark.slow
def test_runtime_is_free_of_warnings(cargo: str) -> None:
    done = cargo_runtime(cargo, "clippy", "--quiet", "--all-targets", "--", "-D", "warnings")
    assert done.returncode == 0, done.stderr[-6000:]
