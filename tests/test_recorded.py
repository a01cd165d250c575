"""What is recorded of every case in `tests/cases` is what CPython shows; a file of its own runs beside the build of the cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import case_folders, case_id, load_case, run_cpython


@pytest.mark.slow
@pytest.mark.parametrize("folder", case_folders(), ids=case_id)
def test_is_what_cpython_prints(folder: Path) -> None:
    case = load_case(folder)
    if case.stdout is None:
        pytest.skip("refused")
    shown = run_cpython(case, hash_seed=0)
    assert shown.stdout == case.stdout
    assert shown.exit == case.exit, shown.stderr
    if case.stderr is not None:
        assert shown.last_line == case.stderr
