"""The confidence of an item: a logistic function of its facts, with caps that no number of agreeing cases lifts.

The weights were fitted on one half of the conformance suites and their seeded faults, and are judged on the other
(``benchmarks/calibration.py``); ``docs/verification.md`` has the formula and the table.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Facts:
    """What the formula takes; everything was measured."""

    contradicted: bool
    """An input, a test or a run of the program on which the two sides differ."""
    compiled: bool
    complete: bool
    """Whether each Rust function that stands for the item was compared on at least one input."""
    agreed: int
    """Inputs on which both sides agreed; of several Rust functions the smallest number."""
    distinct: int
    """Different outcomes among these inputs."""
    returned: float
    """Share of these inputs on which CPython returned, rather than raised."""
    coverage: float
    """Share of the item's lines that the inputs reached."""
    tests: int
    """The user's own tests that passed in Rust."""
    script: bool
    """Whether a run of the program reached the item, and agreed."""
    typed: bool
    program: bool = False
    """Whether the item is a module's own code: what it does is what a run of the program shows."""
    takes_input: bool = True
    """Of a module's own code: whether its source reads arguments, standard input, the time or chance."""

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        return asdict(self)


WEIGHTS = {
    "constant": -3.0,
    "log_agreed": 0.9,
    "log_distinct": 0.5,
    "coverage": 2.5,
    "returned": 0.5,
    "tests": 0.3,
    "script": 0.5,
}
CAPS = {
    "nothing ran": 0.5,
    "only a run of the program": 0.9,
    "always the same outcome": 0.94,
    "not all lines reached": 0.94,
}
MIN_COVERAGE = 0.85
PROGRAM = 0.99


def features(facts: Facts) -> dict[str, float]:
    """The numbers that the weights multiply."""
    return {
        "constant": 1.0,
        "log_agreed": math.log1p(min(facts.agreed, 400)),
        "log_distinct": math.log1p(min(facts.distinct, 400)),
        "coverage": facts.coverage,
        "returned": facts.returned,
        "tests": float(min(facts.tests, 3)),
        "script": float(facts.script),
    }


def caps(facts: Facts) -> list[str]:
    """The caps that hold for these facts."""
    found = []
    if not facts.complete:
        found.append("only a run of the program" if facts.script or facts.tests else "nothing ran")
    elif facts.distinct < 2 and facts.agreed > 1:
        # what always gives the same has shown little
        found.append("always the same outcome")
    if facts.coverage < MIN_COVERAGE and facts.complete:
        found.append("not all lines reached")
    return found


def confidence(facts: Facts) -> float:
    """The probability that an item with these facts is right; 0 where something contradicts it or it does not compile."""
    if facts.contradicted or not facts.compiled:
        return 0.0
    if facts.program:
        # without input one run is every run
        return PROGRAM if facts.script and not facts.takes_input else CAPS[caps(facts)[0]]
    numbers = features(facts)
    score = sum(WEIGHTS[name] * value for name, value in numbers.items())
    return min([1 / (1 + math.exp(-score)), *(CAPS[name] for name in caps(facts))])
