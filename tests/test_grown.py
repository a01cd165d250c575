"""Programs grown at random: what is translated builds, and prints what CPython prints.

`PORTALIS_GROWN` says how many of each kind, `PORTALIS_GROWN_SEED` with which number they begin.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.batch import Batch
from support.cases import Outcome, run, run_python
from support.grown import GROWERS

from portalis.api import translate

COUNT = int(os.environ.get("PORTALIS_GROWN", "40"))
FIRST = int(os.environ.get("PORTALIS_GROWN_SEED", "1"))


@pytest.mark.slow
@pytest.mark.heavy
@pytest.mark.parametrize("kind", GROWERS)
def test_grown_programs_behave(kind: str, tmp_path: Path, cargo: str) -> None:
    workspace = Batch(f"grown-{kind}")
    expected: dict[str, Outcome] = {}
    with workspace.lock():
        workspace.prune([])
        for seed in range(FIRST, FIRST + COUNT):
            slug, source = f"grown_{seed}", GROWERS[kind](seed)
            program = tmp_path / f"{slug}.py"
            program.write_text(source)
            result = translate(source, path=program.name)
            if result.ok:
                try:
                    expected[slug] = run_python(program)
                except subprocess.TimeoutExpired:
                    continue  # CPython does not end either
                workspace.add(slug, result.files, result.crates)
        built = workspace.build(expected)
        assert len(expected) > COUNT * 0.8, "most programs are translated"
        wrong = {slug: built.messages[slug] for slug in expected if slug not in built.executables}
        assert not wrong, wrong
        for slug, shown in expected.items():
            mine = run([str(built.executables[slug])], "", dict(os.environ))
            assert (mine.stdout, mine.exit, mine.last_line) == (shown.stdout, shown.exit, shown.last_line), (
                tmp_path / f"{slug}.py"
            ).read_text()
