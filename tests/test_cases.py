"""Every case in `tests/cases`: it translates, is refused as it says, and its Rust behaves as it was recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.batch import Batch, Build
from support.cases import Case, case_folders, case_id, load_case, run_binary, translated

from portalis.diagnostics import Severity, render_all

each_case = pytest.mark.parametrize("folder", case_folders(), ids=case_id)


def test_there_are_cases() -> None:
    assert case_folders()


@each_case
def test_translates(folder: Path) -> None:
    case, result = load_case(folder), translated(folder)
    codes = {d.code for d in result.diagnostics if d.severity is Severity.ERROR}
    if case.refused:
        assert not result.ok
        assert codes == case.refused, render_all(result.diagnostics, {})
        assert all(d.span is not None for d in result.diagnostics)
        return
    assert result.ok, render_all(result.diagnostics, {})
    assert not codes
    assert "Cargo.toml" in result.files
    entry = "src/main.rs" if "src/main.rs" in result.files else "src/lib.rs"
    if case.expected_rust is not None:
        assert result.files[entry] == case.expected_rust


@each_case
def test_is_formatted(folder: Path, unformatted: dict[str, str]) -> None:
    case = load_case(folder)
    runnable(case)
    assert case.slug not in unformatted, unformatted[case.slug][:6000]


@pytest.mark.slow
@each_case
def test_behaves(folder: Path, batch: Batch, built: Build) -> None:
    case = load_case(folder)
    runnable(case)
    assert not built.messages[case.slug], "\n".join(built.messages[case.slug])[:6000]
    if batch.is_library(case.slug):
        assert case.slug in built.finished, built.log[-3000:]
        return
    assert case.slug in built.executables, built.log[-3000:]
    shown = run_binary(case, built.executables[case.slug])
    assert shown.stdout == case.stdout, shown.stderr
    assert shown.exit == case.exit, shown.stderr
    if case.stderr is not None:
        assert shown.last_line == case.stderr


@pytest.mark.slow
@each_case
def test_clippy_is_silent(folder: Path, built: Build, clippy: str) -> None:
    case = load_case(folder)
    runnable(case)
    assert not built.lints[case.slug], "\n".join(built.lints[case.slug])[:6000]
    assert case.slug in built.finished, built.log[-3000:]


def runnable(case: Case) -> None:
    """Skip a case that is refused as it should be; fail one that should have been translated."""
    if case.refused:
        pytest.skip("refused")
    result = translated(case.folder)
    assert result.ok, render_all(result.diagnostics, {})
