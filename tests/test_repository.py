"""Rules that the repository keeps about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.cases import ROOT, case_folders, case_id, load_case

MAX_LINES = 600
SOURCES = sorted((ROOT / "src").rglob("*.py")) + sorted((ROOT / "runtime" / "src").rglob("*.rs"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("folder", case_folders(), ids=case_id)
def test_cases_are_complete(folder: Path) -> None:
    load_case(folder)
    known = {"input.py", "input", "stdout.txt", "expected.rs", "case.toml"}
    assert {path.name for path in folder.iterdir() if path.name != "__pycache__"} <= known


def test_names_of_binaries_are_unique() -> None:
    slugs = [load_case(folder).slug for folder in case_folders()]
    assert len(set(slugs)) == len(slugs)


def test_generated_pages_are_current() -> None:
    script = ROOT / "scripts" / "generate_docs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target
