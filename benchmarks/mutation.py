"""Check the verifier with seeded faults: `python -m benchmarks.mutation CASES... -o ROWS`.

The faults are seeded by `benchmarks.faults` into programs that are translated rightly (the conformance cases that
`benchmarks.verification` found right, and `benchmarks/corpus`). The verifier gets the original Python and the Rust of the
faulty one, and neither the suites' hidden tests nor the calls that they make.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.calibration import listed
from benchmarks.faults import CLASSES, Fault, faults
from benchmarks.verification import described, read_rows
from portalis.api import TranslationResult, translate
from portalis.interface import Function
from portalis.options import Budget, Options, VerifyOptions
from portalis.verify.ladder import Subject, climb
from portalis.verify.sandbox import Sandbox

CORPUS = Path(__file__).parent / "corpus"
EACH = 28
"""Faults of each class, where the class is not named here."""
MORE = {"truncating division": 44, "swallowed exception": 48}
"""Many faults of these classes are none, as they stand where nothing is negative or nothing raises: more are seeded."""
PER_CASE = 2
"""Faults of one class in one conformance case; a file of the corpus holds many functions and may give more."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check the verifier with seeded faults.")
    parser.add_argument("cases", type=Path, nargs="*", metavar="FOLDER", help="folders of conformance cases")
    parser.add_argument(
        "--right", type=Path, action="append", default=[], metavar="ROWS", help="rows that say which are right"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="JSON lines; continued when there"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--each", type=int, metavar="N", help="faults of each class")
    parser.add_argument("--kind", action="append", choices=CLASSES, help="only faults of this class; repeatable")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    right = {row["case"] for row in read_rows(chosen.right) if row.get("right")}
    paths = [p for folder in chosen.cases for p in sorted(folder.glob("*.py")) if p.stem in right]
    done = {row["id"] for row in read_rows([chosen.output])}
    kinds = chosen.kind or CLASSES
    tasks = select([*sorted(CORPUS.glob("*.py")), *paths], chosen.each, chosen.seed, kinds)
    todo = [t for t in tasks if t[0] not in done]
    with ProcessPoolExecutor(chosen.jobs) as pool, chosen.output.open("a", encoding="utf-8") as file:
        for row in pool.map(judge, todo):
            file.write(json.dumps(row) + "\n")
            file.flush()
    print(summary(list(read_rows([chosen.output]))))
    return 0


Task = tuple[str, str, Fault]


def select(paths: Sequence[Path], each: int | None, seed: int, kinds: Sequence[str]) -> list[Task]:
    """So many faults of each class, spread over the programs, that translate; the same for the same seed."""
    rng = random.Random(seed)
    found: dict[str, list[Task]] = defaultdict(list)
    for path in paths:
        source = path.read_text("utf-8")
        mine: dict[str, list[Fault]] = defaultdict(list)
        for fault in faults(source, kinds):
            mine[fault.kind].append(fault)
        for kind, some in sorted(mine.items()):
            rng.shuffle(some)
            kept = some if path.parent == CORPUS else some[:PER_CASE]
            found[kind] += [(fault_name(path, f), str(path), f) for f in kept]
    chosen: list[Task] = []
    for kind in kinds:
        rng.shuffle(found[kind])
        real = [t for t in found[kind] if not compared_with_zero(t[2])]
        chosen += _translating(real, each or MORE.get(kind, EACH))
    return chosen


def compared_with_zero(fault: Fault) -> bool:
    """Whether a remainder is only compared with zero: rounding to either side gives the same, by arithmetic."""
    if fault.kind != "truncating division":
        return False
    before = ast.parse(fault.before, mode="eval").body
    for node in ast.walk(ast.parse(fault.source)):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            zero = isinstance(node.comparators[0], ast.Constant) and node.comparators[0].value == 0
            if zero and ast.unparse(node.left) == fault.after and isinstance(before, ast.BinOp):
                return isinstance(before.op, ast.Mod)
    return False


def fault_name(path: Path, fault: Fault) -> str:
    """What a fault is called in rows and lists."""
    digest = hashlib.sha256(fault.source.encode()).hexdigest()[:8]
    before, after = fault.before.splitlines()[-1].strip(), fault.after.splitlines()[-1].strip()
    return f"{path.stem}:{fault.function}:{fault.line}: {before[:90]} => {after[:90]} [{digest}]"


def _translating(tasks: Sequence[Task], each: int) -> Iterator[Task]:
    count = 0
    for task in tasks:
        if count == each:
            return
        try:
            good = translate(task[2].source, Options(format_rust=False)).ok
        except Exception:
            good = False
        if good:
            count += 1
            yield task


def judge(task: Task) -> dict[str, Any]:
    """The row of one fault."""
    identity, path, fault = task
    row: dict[str, Any] = {"id": identity, "path": path, **{k: v for k, v in asdict(fault).items() if k != "source"}}
    source = Path(path).read_text("utf-8")
    try:
        original, faulty = translate(source, path=path), translate(fault.source, path=path)
        functions = concerned(source, fault, original, faulty)
        subject = Subject({"": source}, path, faulty.files, functions, faulty.classes, {}, (), False, False)
        options = VerifyOptions(lint=False, script=False, budget=Budget(use_observed=False))
        found = climb(subject, Sandbox.best(), options)
    except Exception as error:
        return {**row, "failed": f"{type(error).__name__}: {error}"[:300]}
    row["caught"] = found.contradicted
    row["hidden"] = _hidden_tells(path, fault.source) if Path(path).with_suffix(".out").is_file() else None
    return {**row, **described(found)}


def concerned(
    source: str, fault: Fault, original: TranslationResult, faulty: TranslationResult
) -> tuple[Function, ...]:
    """The function with the fault, what calls it and what makes its objects, on the lines of the original."""
    lines = {f.name: (f.line, f.end_line) for f in original.functions}
    name = fault.function.rpartition(".")[2]
    owner, _, _ = fault.function.rpartition(".")
    near = {f.name.rpartition(".")[2] for f in faulty.functions if owner and f.name.startswith(owner + ".")}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name != "main":
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {
                n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)
            }
            if node.name == name or name in used or node.name == "__init__":
                near.add(node.name)
    return tuple(
        replace(f, line=lines[f.name][0], end_line=lines[f.name][1])
        for f in faulty.functions
        if f.name in lines and f.name.rpartition(".")[2] in near
    )


def _hidden_tells(path: str, source: str) -> bool:
    """Whether the suite's own tests tell the faulty program from the original."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", source], capture_output=True, timeout=20, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0 or done.stdout != Path(path).with_suffix(".out").read_bytes()


def summary(rows: Sequence[dict[str, Any]]) -> str:
    """The table, and each fault that was not caught."""
    lines = [
        "| class | seeded | caught | equivalent | closed | not caught | share |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    judged = [r for r in rows if "caught" in r]
    known = listed()
    for kind in (*CLASSES, "all"):
        mine = [r for r in judged if kind in (r["kind"], "all")]
        caught = sum(r["caught"] for r in mine)
        excused = Counter(known[r["id"]] for r in mine if not r["caught"] and r["id"] in known)
        faulty = len(mine) - excused.total()
        lines.append(
            f"| {kind} | {len(mine)} | {caught} | {excused['equivalent']} | {excused['closed']} | {faulty - caught} "
            f"| {caught / max(1, faulty):.1%} |"
        )
    aspects = Counter(m["aspect"] for r in judged for i in r["items"] for m in i["mismatches"][:1])
    lines += ["", f"shown by: {dict(aspects)}; failed to judge: {sum('failed' in r for r in rows)}", "", "not caught:"]
    lines += [
        f"- {r['kind']}, hidden tests tell: {r['hidden']}: {r['id']}"
        for r in judged
        if not r["caught"] and r["id"] not in known
    ]
    if contested := [r["id"] for r in judged if r["caught"] and r["id"] in known]:
        lines += ["", "listed, and caught all the same:", *(f"- {identity}" for identity in contested)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
