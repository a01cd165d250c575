"""Fixtures: services that several tests share."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from support.server import Server, blocking_worker, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service with the limiter lifted."""
    with serving(tmp_path_factory.mktemp("service"), log_level="debug") as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as made:
        yield made


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service whose workers die, hang, grow and block when the source asks for it."""
    folder = tmp_path_factory.mktemp("faulty")
    command = blocking_worker(folder)
    with serving(
        folder, worker_command=command, deadline_fast_s="1", worker_memory_mib="200", queue_limit="1"
    ) as running:
        yield running
