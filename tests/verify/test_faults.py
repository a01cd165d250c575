"""The tool that seeds faults: every class is there, and each fault is one change in one function."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.faults import CLASSES, faults

CORPUS = sorted((Path(__file__).resolve().parents[2] / "benchmarks" / "corpus").glob("*.py"))


@pytest.mark.slow
def test_every_class_has_enough_faults() -> None:
    found = Counter(f.kind for path in CORPUS for f in faults(path.read_text("utf-8")))
    assert all(found[kind] >= 20 for kind in CLASSES), found


SMALL = """\
def take(stock: dict[str, int], names: list[str], count: int = 1) -> list[str]:
    missing = []
    for name in sorted(stock):
        stock[name] = stock.get(name, 0) - count
        if stock[name] // 2 < 0:
            raise KeyError(name)
        missing.append(name)
    return missing


def other(x: int) -> int:
    return x + 1
"""


def test_a_fault_changes_one_function() -> None:
    source = SMALL
    before = _functions(source)
    seen: set[str] = set()
    for fault in faults(source):
        after = _functions(fault.source)
        assert before.keys() == after.keys()
        seen.add(fault.kind)
        assert [n for n in before if before[n] != after[n]] == [fault.function.rpartition(".")[2]], fault
    assert seen == set(CLASSES)


def _functions(source: str) -> dict[str, str]:
    return {n.name: ast.unparse(n) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)}
