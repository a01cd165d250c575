"""The confidence of an item: how likely it is right, after inputs on which both sides agreed.

A wrong translation differs on some inputs only. ``survival(n)`` is the share of faults that n inputs do not show; it was
measured on seeded faults (``benchmarks/calibration.py``). A line that no input reached shows nothing, and neither does a
condition that always went one way, so of a fault that stands anywhere in the item

    missed = 1 - min(coverage, outcomes) * (1 - survival(agreed))

remains unseen. Before anything has run, right and wrong are taken to be equally likely: the verifier does not trust the
translator, however good it has been. By Bayes' rule the item is then right with probability ``1 / (1 + missed)``. Caps
hold where the measured faults say nothing. ``docs/verification.md`` has the table.
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
    stateful: bool = False
    """Whether the item reads module variables that change: one call then does not tell what another does."""
    outcomes: float = 1.0
    """Share of the outcomes of its conditions, true and false, that the inputs reached."""
    exhausted: bool = False
    """Whether every input that there is was compared: the item takes no arguments, or integers proved to be small."""

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        return asdict(self)


FLOOR = 0.018
"""Share of faults that no number of inputs shows."""
EXPONENT = 1.06
"""How fast the rest is found: survival falls as (1 + n) to this power, negated."""
CAPS = {
    "nothing ran": 0.5,
    "only a run of the program": 0.9,
    "always the same outcome": 0.94,
    "mostly exceptions": 0.94,
    "depends on what was called before": 0.94,
}
MIN_RETURNED = 0.1
PROGRAM = 0.99
"""Confidence of a program without input that was run and agreed: one run is every run."""


def survival(agreed: int, floor: float = FLOOR, exponent: float = EXPONENT) -> float:
    """The share of faults that so many agreeing inputs do not show."""
    return floor + (1 - floor) * math.exp(-exponent * math.log1p(agreed))


def caps(facts: Facts) -> list[str]:
    """The caps that hold for these facts."""
    found = []
    if not facts.complete:
        found.append("only a run of the program" if facts.script or facts.tests else "nothing ran")
    elif not facts.exhausted and facts.distinct < 2:
        found.append("always the same outcome")
    if facts.stateful:
        found.append("depends on what was called before")
    if facts.complete and not facts.exhausted and facts.returned < MIN_RETURNED:
        found.append("mostly exceptions")
    return found


def confidence(facts: Facts, floor: float = FLOOR, exponent: float = EXPONENT) -> float:
    """The probability that an item with these facts is right; 0 where something contradicts it or it does not compile."""
    if facts.contradicted or not facts.compiled:
        return 0.0
    if facts.program:
        if facts.script:
            return CAPS["only a run of the program"] if facts.takes_input else PROGRAM
        return CAPS["nothing ran"]
    seen = 1.0 - floor if facts.exhausted and facts.complete else 1.0 - survival(facts.agreed, floor, exponent)
    missed = 1.0 - min(facts.coverage, facts.outcomes, 1.0) * seen
    return min([1.0 / (1.0 + missed), *(CAPS[name] for name in caps(facts))])
