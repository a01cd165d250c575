#!/usr/bin/env python3
"""Write what CPython prints into the cases: `python tests/record.py [--check] [--rust] [GROUP[/NAME] ...]`.

Each program runs under two hash seeds and fails the recording when they differ, since such a program has no fixed
behaviour to keep. Where it ends with a status other than 0 and the case does not say so, a `case.toml` is written with
the status and the last line on standard error. `--check` writes nothing and fails where a record is out of date.
`--rust` also renews the `expected.rs` of the named cases that have one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from support.cases import Case, case_folders, case_id, load_case, run_cpython, translated


def main(arguments: Sequence[str] | None = None) -> int:
    """Record the named cases, or all of them; returns the number of failures, at most 1."""
    parser = argparse.ArgumentParser(description="Write what CPython prints into the cases.")
    parser.add_argument("cases", nargs="*", metavar="GROUP[/NAME]")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a record is out of date")
    parser.add_argument("--rust", action="store_true", help="renew expected.rs where there is one")
    chosen = parser.parse_args(arguments)
    folders = [folder for folder in case_folders() if _named(folder, chosen.cases)]
    with ThreadPoolExecutor(2) as pool:
        problems = [problem for problem in pool.map(lambda folder: record(folder, chosen.check), folders) if problem]
    if chosen.rust and not chosen.check:
        problems += [problem for problem in map(record_rust, folders) if problem]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(folders)} cases, {len(problems)} problems")
    return 1 if problems else 0


def record(folder: Path, check: bool) -> str | None:
    """Record one case; returns what is wrong with it, if anything."""
    name = case_id(folder)
    stdout = folder / "stdout.txt"
    missing = not stdout.is_file()
    if missing and not check:
        stdout.write_text("")
    problem = None
    try:
        case = load_case(folder)
        if case.refused:
            if missing:
                stdout.unlink(missing_ok=True)
            return None
        problem = _record(case, stdout, check)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    if problem and missing:
        stdout.unlink(missing_ok=True)
    return f"{name}: {problem}" if problem else None


def _record(case: Case, stdout: Path, check: bool) -> str | None:
    first, second = run_cpython(case, 0), run_cpython(case, 1)
    if (first.stdout, first.exit, first.last_line) != (second.stdout, second.exit, second.last_line):
        return "the output differs between two hash seeds"
    if check:
        return None if first.stdout == case.stdout else "stdout.txt is out of date"
    settings = case.folder / "case.toml"
    if first.exit != case.exit:
        if settings.exists():
            return f"CPython ends with status {first.exit}, case.toml says {case.exit}\n{first.stderr}"
        text = f"exit = {first.exit}\n"
        if first.last_line:
            text += f"stderr = {json.dumps(first.last_line, ensure_ascii=False)}\n"
        settings.write_text(text, "utf-8")
    if case.stderr is not None and first.last_line != case.stderr:
        return f"the last line on standard error is {first.last_line!r}, case.toml says {case.stderr!r}"
    stdout.write_bytes(first.stdout.encode("utf-8"))
    return None


def record_rust(folder: Path) -> str | None:
    """Renew a case's `expected.rs`; returns what is wrong, if anything."""
    expected = folder / "expected.rs"
    if not expected.is_file():
        return None
    result = translated(folder)
    if not result.ok:
        return f"{case_id(folder)}: refused"
    expected.write_text(result.files.get("src/main.rs") or result.files["src/lib.rs"], "utf-8")
    return None


def _named(folder: Path, names: Sequence[str]) -> bool:
    name = case_id(folder)
    return not names or any(name == wanted.rstrip("/") or name.startswith(wanted.rstrip("/") + "/") for wanted in names)


if __name__ == "__main__":
    raise SystemExit(main())
