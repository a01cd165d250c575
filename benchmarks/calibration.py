"""Fit the formula of the confidence on one half and judge it on the other: `python -m benchmarks.calibration RIGHT FAULTS`.

RIGHT are rows of `benchmarks.verification`, FAULTS rows of `benchmarks.mutation`. A program falls into a half by a hash of
its name, so that no program is in both.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.verification import facts_of, read_rows
from portalis.verify.confidence import EXPONENT, FLOOR, Facts, confidence, survival

EQUIVALENT = Path(__file__).with_name("equivalents.toml")
BINS = (0.0, 1e-9, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 1.01)


@dataclass(frozen=True)
class Item:
    """A function with what is known of it, and whether it is right."""

    program: str
    facts: Facts
    right: bool
    compared: int

    @property
    def second(self) -> bool:
        """Whether its program is in the half that the formula is judged on."""
        return hashlib.sha256(self.program.encode()).digest()[0] % 2 == 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Calibrate the confidence.")
    parser.add_argument("right", type=Path)
    parser.add_argument("faults", type=Path)
    chosen = parser.parse_args(arguments)
    items = [*right_items(read_rows([chosen.right])), *fault_items(read_rows([chosen.faults]))]
    first, second = [i for i in items if not i.second], [i for i in items if i.second]
    floor, exponent = fit([i for i in first if not i.right])
    print(f"fitted on {len(first)} items: floor {floor:.3f}, exponent {exponent:.2f}; in use: {FLOOR}, {EXPONENT}\n")
    print(table(second))
    return 0


def right_items(rows: Iterator[dict[str, Any]]) -> Iterator[Item]:
    """The functions of cases on which the hidden tests agree; of the others it is not known which function is wrong."""
    for row in rows:
        if row.get("right"):
            for item in row["items"]:
                yield Item(row["case"], facts_of(item), True, item["facts"]["agreed"])


def fault_items(rows: Iterator[dict[str, Any]]) -> Iterator[Item]:
    """The functions with a fault; those that are no faults are left out."""
    known = listed()
    for row in rows:
        if "caught" not in row or (row["id"] in known and not row["caught"]):
            continue
        item = next((i for i in row["items"] if i["name"] == row["function"]), None)
        if item is not None:
            # a caller may show the fault that its own inputs do not
            facts = Facts(**{**item["facts"], "contradicted": row["caught"]})
            yield Item(Path(row["path"]).stem, facts, False, max((t[0] for t in item["trials"]), default=0))


def listed() -> dict[str, str]:
    """The table, `equivalent` or `closed`, that each fault stands in which is none."""
    tables = tomllib.loads(EQUIVALENT.read_text("utf-8"))
    return {identity: name for name, table in tables.items() for identity in table}


def shares(items: Sequence[Item]) -> list[float]:
    """For each fault the share of inputs that show it."""
    return [1 - i.facts.agreed / i.compared if i.compared else 0.0 for i in items]


def fit(wrong: Sequence[Item]) -> tuple[float, float]:
    """The floor and exponent whose curve lies nearest above the measured survival of faults after n inputs."""
    found = shares(wrong)
    points = [1, 2, 4, 8, 16, 32, 64, 128]
    measured = {n: sum((1 - d) ** n for d in found) / max(1, len(found)) for n in points}
    best, chosen = float("inf"), (FLOOR, EXPONENT)
    for floor in (f / 500 for f in range(51)):
        for exponent in (e / 50 for e in range(5, 101)):
            miss = 0.0
            for n in points:
                gap = survival(n, floor, exponent) - measured[n]
                miss += gap * gap * (25 if gap < 0 else 1)  # too sure is worse than too careful
            if miss < best:
                best, chosen = miss, (floor, exponent)
    print("| inputs | faults not shown, measured | by the formula |\n| ---: | ---: | ---: |")
    for n in points:
        print(f"| {n} | {measured[n]:.3f} | {survival(n, *chosen):.3f} |")
    print()
    return chosen


def table(items: Sequence[Item]) -> str:
    """The reliability table, and the three figures that count."""
    lines = ["| confidence | items | right | share right |", "| --- | ---: | ---: | ---: |"]
    values = [(confidence(i.facts), i.right) for i in items]
    for low, high in pairwise(BINS):
        mine = [right for value, right in values if low <= value < high]
        if mine:
            name = "0 (contradicted)" if high < 1e-6 else f"{max(low, 0.0):.2f} to {min(high, 1.0):.2f}"
            lines.append(f"| {name} | {len(mine)} | {sum(mine)} | {sum(mine) / len(mine):.1%} |")
    sure = [right for value, right in values if value >= 0.95]
    good = [value for value, right in values if right]
    bad = [value for value, right in values if not right]
    lines += [
        "",
        f"of {len(sure)} items at 0.95 or more, {sum(sure)} are right ({sum(sure) / max(1, len(sure)):.1%})",
        f"of {len(good)} right items, {sum(v >= 0.95 for v in good)} reach 0.95 ({sum(v >= 0.95 for v in good) / max(1, len(good)):.1%})",
        f"of {len(bad)} faulty items, {sum(v >= 0.95 for v in bad)} reach 0.95 ({sum(v >= 0.95 for v in bad) / max(1, len(bad)):.1%})",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
