"""Regular expressions that only the running program knows: the runtime's parser and engine against CPython's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.batch import Batch, Build
from support.cases import CASES, case_id, load_case, run, run_python
from support.patterns import RECORD, expected, record, texts

ANY_PATTERN = CASES / "library" / "re_any_pattern"
as_in_3_11 = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the messages are those of Python 3.11")


@as_in_3_11
def test_the_record_is_what_cpython_says() -> None:
    """`cargo test` compares the runtime's parser with the record."""
    assert RECORD.read_text("utf-8") == record()


@as_in_3_11
def test_a_look_behind_without_a_width_is_no_pattern() -> None:
    assert expected("(?<=a+)b", 0) == "error: look-behind requires fixed-width pattern"


@as_in_3_11
@pytest.mark.slow
@pytest.mark.parametrize("folder", [ANY_PATTERN], ids=case_id)
def test_matches_are_cpythons(folder: Path, batch: Batch, built: Build) -> None:
    case = load_case(folder)
    lines = list(
        dict.fromkeys("\x1f".join((str(flags), *rest)).replace("\n", "\x1e") for flags, *rest in texts(1, 4000))
    )
    given = "\n".join(lines) + "\n"
    theirs, ours = run_python(case.input, stdin=given), run([str(built.executables[case.slug])], given)
    assert (theirs.exit, ours.exit) == (0, 0), ours.stderr
    wanted, got = _answers(theirs.stdout, lines), _answers(ours.stdout, lines)
    refused = [line for line in lines if got[line] == "NotImplementedError"]
    assert len(refused) < len(lines) // 20
    different = [line for line in lines if line not in refused and got[line] != wanted[line]]
    assert not different, [(line, wanted[line], got[line]) for line in different[:3]]


def _answers(stdout: str, lines: list[str]) -> dict[str, str]:
    """What was printed for each line; the program begins each answer with a mark."""
    answers = stdout.split("\x1d")[1:]
    assert len(answers) == len(lines)
    return {line: answer.split("\n", 1)[1].rstrip("\n") for line, answer in zip(lines, answers)}
