"""Time the first rung alone, warm and one at a time: `python -m benchmarks.check_time FILES`.

A check is everything between a package's text and the compiler's findings: the job's folder with its copy of the compiled crates, the sandbox,
clippy. The first check, which fills the cache, is not counted. Load is the system's average over the last minute.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from portalis.api import translate
from portalis.options import Options
from portalis.verify.buildcache import install, new_job
from portalis.verify.cargo import check
from portalis.verify.sandbox import Sandbox


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Time warm checks.")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--repeat", type=int, default=3, help="checks of each file; the fastest counts too")
    chosen = parser.parse_args(arguments)
    sandbox = Sandbox.best()
    rows: list[tuple[str, int, int, float, float]] = []
    for path in chosen.files:
        source = path.read_text("utf-8")
        result = translate(source, Options(partial=True), path=str(path))
        if not result.files:
            continue
        times = []
        for number in range(chosen.repeat + (not rows)):
            begun = time.perf_counter()
            with new_job(sandbox) as job:
                found = check(sandbox, job, install(job, "package", result.files), result.lines, result.files)
            if number or rows:
                times.append(time.perf_counter() - begun)
            if not found.compiled:
                print(f"{path.name} does not compile", file=sys.stderr)
        rust = sum(text.count("\n") for name, text in result.files.items() if name.endswith(".rs"))
        rows.append((path.stem, source.count("\n"), rust, median(times), min(times)))
    print("| file | lines | of Rust | median s | fastest s |\n| --- | ---: | ---: | ---: | ---: |")
    for name, lines, rust, middle, least in rows:
        print(f"| {name} | {lines} | {rust} | {middle:.2f} | {least:.2f} |")
    every = [row[3] for row in rows]
    if len(every) > 1:
        print(f"\n{len(every)} files: median {median(every):.2f} s, 90 % {quantiles(every, n=10)[-1]:.2f} s; ", end="")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
