"""Fixtures: the batch of all selected cases, built once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.batch import Batch, Build
from support.cases import case_folders, case_id, example_slug, examples, load_case, translated
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from portalis.toolchain import find_tool

settings.register_profile(
    "portalis",
    deadline=None,
    derandomize=True,
    max_examples=int(os.environ.get("PORTALIS_FUZZ_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("portalis")


BATCHED = ("test_cases.py", "test_examples.py", "test_patterns.py")
"""The files whose tests use the one batch of cases."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist states no types
    """Runs in several processes: a file stays in one of them, and so do all that use the batch, which one process builds."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return "batch" if path.endswith(BATCHED) else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """How pytest-xdist hands out the tests."""
    return ByFile(config, log)


@pytest.fixture(scope="session")
def cargo() -> str:
    """The path of cargo; tests that need it are skipped without a toolchain, and fail without one in CI."""
    return _tool("cargo")


@pytest.fixture(scope="session")
def rustfmt() -> str:
    """The path of rustfmt, as for cargo."""
    return _tool("rustfmt")


@pytest.fixture(scope="session")
def clippy() -> str:
    """The path of clippy's driver, as for cargo."""
    return _tool("clippy-driver")


@pytest.fixture(scope="session")
def batch(request: pytest.FixtureRequest, cargo: str) -> Iterator[Batch]:
    """The workspace with every selected case that translates."""
    workspace = Batch("cases")
    with ExitStack() as stack:
        stack.enter_context(workspace.lock())
        sharing = {item.path.name for item in request.session.items if "batch" in getattr(item, "fixturenames", ())}
        assert sharing <= set(BATCHED)
        workspace.prune([*map(_slug, case_folders()), *map(example_slug, examples())])
        for folder in _selected(request):
            try:
                case, result = load_case(folder), translated(folder)
            except Exception:
                continue  # the case's own tests show it
            if result.ok and not case.refused:
                workspace.add(case.slug, result.files, result.crates)
        yield workspace


@pytest.fixture(scope="session")
def unformatted(batch: Batch, rustfmt: str) -> dict[str, str]:
    """What rustfmt would change, by slug."""
    return batch.unformatted(rustfmt)


@pytest.fixture(scope="session")
def built(batch: Batch) -> Build:
    """The batch after `cargo build`, linted by clippy where it is installed."""
    return batch.build(batch.slugs())


def _tool(name: str) -> str:
    found = find_tool(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def _selected(request: pytest.FixtureRequest) -> list[Path]:
    """The case folders that the collected tests are about."""
    folders: dict[Path, None] = {}
    for item in request.session.items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and isinstance(folder := callspec.params.get("folder"), Path):
            folders[folder] = None
    return list(folders)


def _slug(folder: Path) -> str:
    return "case_" + "".join(char if char.isalnum() else "_" for char in case_id(folder).lower())
