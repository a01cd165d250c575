"""Fixtures of the verifier's tests."""

from __future__ import annotations

import os

import pytest

from portalis.verify.sandbox import Sandbox, isolation


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    """The real sandbox; tests that need it are skipped where it cannot be had, and fail in CI."""
    if isolation() == "limits":
        reason = "bubblewrap is missing or may not make namespaces (`make sandbox` installs it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return Sandbox(isolation())
