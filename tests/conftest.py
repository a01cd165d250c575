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

from portalis.toolchain import find_tool

settings.register_profile(
    "portalis",
    deadline=None,
    derandomize=True,
    max_examples=int(os.environ.get("PORTALIS_FUZZ_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("portalis")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """For runs in several processes: a file stays in one of them, and so do all that use the one batch of cases."""
    for item in items:
        shares_batch = "batch" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("batch" if shares_batch else str(item.path)))


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
