"""Run the verifier over conformance cases and write what it found: `python -m benchmarks.verification CASES -o ROWS`.

Each row has the facts of every function but `main` (which holds the suite's hidden tests), the time of each rung, and what
the hidden tests say. The verifier sees neither the hidden tests nor the calls that they make.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from portalis.api import TranslationResult, translate
from portalis.diagnostics import DiagnosticError
from portalis.options import Budget, Options, VerifyOptions
from portalis.verify.confidence import Facts, confidence
from portalis.verify.ladder import Subject, Verification, climb
from portalis.verify.sandbox import Sandbox

HIDDEN = "main"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the verifier over conformance cases.")
    parser.add_argument("cases", type=Path, nargs="+", metavar="FOLDER", help="folders with NAME.py and NAME.out")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="JSON lines; continued when there"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each N-th case")
    chosen = parser.parse_args(arguments)
    paths = [p for folder in chosen.cases for p in sorted(folder.glob("*.py")) if p.with_suffix(".out").is_file()]
    done = {row["case"] for row in read_rows([chosen.output])}
    todo = [str(p) for p in paths[:: chosen.every] if p.stem not in done]
    with ProcessPoolExecutor(chosen.jobs) as pool, chosen.output.open("a", encoding="utf-8") as file:
        for row in pool.map(measure, todo):
            file.write(json.dumps(row) + "\n")
            file.flush()
    rows = [row for row in read_rows([chosen.output]) if row["case"] in {p.stem for p in paths}]
    print(summary(rows))
    return 1 if any(wrongly_verified(rows)) else 0


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        if path.is_file():
            yield from map(json.loads, path.read_text("utf-8").splitlines())


def measure(path: str) -> dict[str, Any]:
    """The row of one case; a failure of the verifier is a row too."""
    try:
        return _measure(path)
    except Exception as error:
        return {"case": Path(path).stem, "failed": f"{type(error).__name__}: {error}"[:300]}


def _measure(path: str) -> dict[str, Any]:
    source = Path(path).read_text("utf-8")
    row: dict[str, Any] = {"case": Path(path).stem}
    begun = time.monotonic()
    try:
        result = translate(source, Options(), path=path)
    except (DiagnosticError, RecursionError) as error:
        return {**row, "refused": str(error)[:200]}
    row["translate_s"] = time.monotonic() - begun
    if not result.ok:
        return {**row, "refused": ", ".join(sorted({d.code for d in result.diagnostics}))}
    found = verify_hidden(source, path, result)
    expected = Path(path).with_suffix(".out").read_bytes()
    hidden = found.scripts[0] if found.scripts else None
    row["right"] = hidden.agreed if hidden else None
    row["hidden"] = (
        None
        if hidden is None
        else [hidden.difference, hidden.python, hidden.rust, hidden.output_bytes == len(expected)]
    )
    return {**row, **described(found)}


def verify_hidden(source: str, path: str, result: TranslationResult, seed: int = 1) -> Verification:
    """Verify the functions other than `main`, then run the program, whose outcome is a label and no evidence."""
    # the module's own code stays: it assigns what functions read, before any of them is called
    functions = tuple(f for f in result.functions if f.name != HIDDEN and f.kind != "test")
    subject = Subject(
        {"": source},
        path,
        result.files,
        functions,
        result.classes,
        result.lines,
        (),
        False,
        "src/main.rs" in result.files,
    )
    found = climb(subject, Sandbox.best(), VerifyOptions(budget=Budget(use_observed=False, seed=seed)))
    found.items = [item for item in found.items if item.kind != "module"]
    for item in found.items:
        item.script_agreed = None
    return found


def described(found: Verification) -> dict[str, Any]:
    """What of a verification goes into a row."""
    return {
        "seconds": found.seconds,
        "compiled": found.checked.compiled if found.checked else None,
        "lints": sum(f.lint for f in found.findings),
        "notes": found.notes,
        "items": [
            {
                "name": i.name,
                "facts": i.facts.to_json(),
                "why": i.why,
                "trials": [[t.compared, t.agreed, round(t.coverage, 3), t.searched] for t in i.trials],
                "mismatches": [m.to_json() for m in i.mismatches],
            }
            for i in found.items
        ],
    }


def facts_of(item: dict[str, Any]) -> Facts:
    """The facts of an item of a row, as the formula takes them."""
    return replace(Facts(**item["facts"]), script=False)


def wrongly_verified(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Cases of which every function is verified and whose hidden tests fail."""
    for row in rows:
        if row.get("right") is False and verified(row):
            yield row["case"]


def verified(row: dict[str, Any]) -> bool:
    items = row.get("items", [])
    return bool(items) and all(confidence(facts_of(i)) >= 0.95 for i in items)


def summary(rows: Sequence[dict[str, Any]]) -> str:
    judged = [r for r in rows if "items" in r]
    items = [i for r in judged for i in r["items"]]
    values = [confidence(facts_of(i)) for i in items]
    wrong = list(wrongly_verified(rows))
    lines = [
        f"{len(rows)} cases: {len(judged)} translated, {len(rows) - len(judged)} refused",
        f"{sum(map(verified, judged))} cases with every function verified; "
        f"{sum(v >= 0.95 for v in values)} of {len(items)} functions verified, "
        f"{sum(v == 0 for v in values)} contradicted",
        f"{sum(r.get('right') is False for r in rows)} cases that the hidden tests call wrong, "
        f"of which verified: {len(wrong)} {' '.join(wrong)}",
        "",
        "| rung | median s | 90 % s |",
        "| --- | ---: | ---: |",
    ]
    for rung in ("translate", "prepare", "check", "build", "differential", "program"):
        times = [r["translate_s"] if rung == "translate" else r["seconds"].get(rung) for r in judged]
        known = [t for t in times if t is not None]
        if len(known) > 1:
            lines.append(f"| {rung} | {median(known):.2f} | {quantiles(known, n=10)[-1]:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
