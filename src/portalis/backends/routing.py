"""Several models at once: which one is asked, and what came of each."""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portalis.backends.base import Observer, Unobserved, Usage
from portalis.backends.guard import Guarded

CONFIDENT = 1.959963984540054
"""Standard deviations of a two-sided interval of 95 %."""


@dataclass(slots=True)
class ArmCounts:
    """What came of an arm's work."""

    items: int = 0
    """Items that it was asked about."""
    accepted: int = 0
    candidates: int = 0
    candidates_accepted: int = 0
    unparsable: int = 0
    duplicate: int = 0
    rounds: int = 0
    tokens: int = 0
    seconds: float = 0.0
    calls: int = 0
    failed_calls: int = 0
    stops: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Share of its items that ended with a verified translation; 0 where there were none."""
        return self.accepted / self.items if self.items else 0.0


def wilson(good: int, total: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share."""
    if not total:
        return 0.0, 1.0
    z2 = CONFIDENT * CONFIDENT
    share = good / total
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = CONFIDENT * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def same_share(good: int, total: int, other_good: int, other_total: int) -> float:
    """The probability of a difference at least so large, were both shares the same (two proportions, two-sided)."""
    if not total or not other_total:
        return 1.0
    pooled = (good + other_good) / (total + other_total)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / total + 1 / other_total))
    if spread == 0:
        return 1.0
    return math.erfc(abs(good / total - other_good / other_total) / spread / math.sqrt(2))


class Ledger:
    """Counts for each arm since the process began, as an :class:`Observer` that passes everything on."""

    def __init__(self, onward: Observer = Unobserved(), arms: dict[str, str] | None = None) -> None:
        self.onward = onward
        self._arm_of = arms or {}
        self._counts: dict[str, ArmCounts] = {}
        self._lock = threading.Lock()

    def __getitem__(self, arm: str) -> ArmCounts:
        with self._lock:
            return self._counts.setdefault(arm, ArmCounts())

    def called(self, backend: str, outcome: str, seconds: float, usage: Usage) -> None:
        """As the protocol says."""
        counts = self[self._arm_of.get(backend, backend)]
        counts.calls += 1
        counts.failed_calls += outcome not in ("ok", "cancelled")
        counts.tokens += usage.total
        self.onward.called(backend, outcome, seconds, usage)

    def name_arms(self, arms: dict[str, str]) -> None:
        """Take the arm of each backend by its name, as the settings say now."""
        self._arm_of = dict(arms)

    def began(self, backend: str, seconds: float) -> None:
        """As the protocol says."""
        self.onward.began(backend, seconds)

    def retried(self, backend: str, reason: str) -> None:
        """As the protocol says."""
        self.onward.retried(backend, reason)

    def breaker(self, backend: str, is_open: bool) -> None:
        """As the protocol says."""
        self.onward.breaker(backend, is_open)

    def candidate(self, arm: str, outcome: str) -> None:
        """As the protocol says."""
        counts = self[arm]
        counts.candidates += 1
        counts.candidates_accepted += outcome == "accepted"
        counts.unparsable += outcome == "unparsable"
        counts.duplicate += outcome == "duplicate"
        self.onward.candidate(arm, outcome)

    def repaired(self, arm: str, outcome: str, rounds: int, seconds: float) -> None:
        """As the protocol says."""
        counts = self[arm]
        counts.items += 1
        counts.accepted += outcome == "accepted"
        counts.rounds += rounds
        counts.seconds += seconds
        counts.stops[outcome] = counts.stops.get(outcome, 0) + 1
        self.onward.repaired(arm, outcome, rounds, seconds)

    def report(self) -> dict[str, Any]:
        """The arms side by side, and for each pair whether their acceptance differs by more than chance."""
        with self._lock:
            counts = dict(self._counts)
        arms = {}
        for name, c in sorted(counts.items()):
            low, high = wilson(c.accepted, c.items)
            arms[name] = {
                "items": c.items,
                "accepted": c.accepted,
                "acceptance_rate": round(c.rate, 4),
                "acceptance_95": [round(low, 4), round(high, 4)],
                "candidates": c.candidates,
                "candidates_accepted": c.candidates_accepted,
                "unparsable": c.unparsable,
                "duplicate": c.duplicate,
                "rounds_per_item": round(c.rounds / c.items, 3) if c.items else 0.0,
                "seconds_per_item": round(c.seconds / c.items, 3) if c.items else 0.0,
                "tokens_per_accepted": round(c.tokens / c.accepted, 1) if c.accepted else None,
                "calls": c.calls,
                "failed_calls": c.failed_calls,
                "stops": dict(sorted(c.stops.items())),
            }
        names = sorted(arms)
        pairs = []
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                a, b = counts[one], counts[other]
                p = same_share(a.accepted, a.items, b.accepted, b.items)
                better = one if a.rate > b.rate else other
                pairs.append(
                    {
                        "arms": [one, other],
                        "difference": round(a.rate - b.rate, 4),
                        "p_value": round(p, 4),
                        "better": better if p < 0.05 else None,
                    }
                )
        return {"arms": arms, "comparisons": pairs}


def report_table(report: dict[str, Any]) -> str:
    """A report as a Markdown table."""
    lines = [
        "| arm | items | accepted | rate | 95 % | rounds | s/item | tokens/accepted | failed calls |",
        "| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    for name, arm in report["arms"].items():
        low, high = arm["acceptance_95"]
        tokens = "" if arm["tokens_per_accepted"] is None else f"{arm['tokens_per_accepted']:.0f}"
        lines.append(
            f"| {name} | {arm['items']} | {arm['accepted']} | {arm['acceptance_rate']:.1%} | {low:.1%} to {high:.1%} |"
            f" {arm['rounds_per_item']:.2f} | {arm['seconds_per_item']:.2f} | {tokens} | {arm['failed_calls']} of {arm['calls']} |"
        )
    for pair in report["comparisons"]:
        one, other = pair["arms"]
        verdict = f"**{pair['better']}** accepts more" if pair["better"] else "no difference beyond chance"
        lines += ["", f"{one} against {other}: {verdict} (p = {pair['p_value']:.3f})"]
    return "\n".join(lines) + "\n"


class Router:
    """Chooses among backends: one that the request names, else by weight among those that serve the mode.

    The others follow in the order of their weights, for when the chosen one fails. A backend whose weight is 0 is asked
    only where it is named. Those whose breaker is open come last: their pause may be over.
    """

    def __init__(self, backends: Sequence[Guarded], seed: int | None = None) -> None:
        self.backends = tuple(backends)
        self._random = random.Random(seed)

    def serves(self, mode: str) -> bool:
        """Whether any backend is there for a mode."""
        return any(mode in b.config.modes for b in self.backends)

    def named(self, name: str) -> bool:
        """Whether there is a backend or an arm of this name."""
        return any(name in (b.name, b.config.label) for b in self.backends)

    def order(self, mode: str, named: str = "", key: str = "") -> tuple[Guarded, ...]:
        """The backends to try, the best choice first; empty where none serves the mode.

        ``key`` makes the choice the same for the same key: a client that stays with one arm.
        """
        if named:
            chosen = [b for b in self.backends if named in (b.name, b.config.label)]
            return self._healthy_first(self._weighted(chosen, key) or chosen)
        fit = [b for b in self.backends if mode in b.config.modes]
        return self._healthy_first(self._weighted(fit, key))

    def _weighted(self, fit: Sequence[Guarded], key: str) -> list[Guarded]:
        rest = [b for b in fit if b.config.weight > 0]
        source = random.Random(key) if key else self._random
        first: list[Guarded] = []
        if rest:
            first = source.choices(rest, [b.config.weight for b in rest])
            rest.remove(first[0])
        return first + sorted(rest, key=lambda b: -b.config.weight)

    @staticmethod
    def _healthy_first(found: Sequence[Guarded]) -> tuple[Guarded, ...]:
        return tuple(sorted(found, key=lambda b: b.open))
