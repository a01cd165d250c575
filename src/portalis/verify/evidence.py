"""The facts about one function, method or class, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from portalis.interface import Function
from portalis.verify.confidence import Facts, confidence
from portalis.verify.differential import Mismatch, Trial

Verdict = Literal["verified", "contradicted", "unknown"]
VERIFIED = 0.95


@dataclass(slots=True)
class Evidence:
    """What is known of one item. A function with several Rust functions has one trial for each."""

    name: str
    kind: str
    module: str
    line: int
    end_line: int
    rust: tuple[str, ...]
    typed: bool
    """Whether no dynamic value is among its parameters and its result."""
    compiled: bool | None = None
    """None when it is not known."""
    lints: int = 0
    trials: list[Trial] = field(default_factory=list)
    tests_passed: int = 0
    tests_failed: list[str] = field(default_factory=list)
    tests_untranslated: int = 0
    script_agreed: bool | None = None
    """Whether the program agreed as a whole on every run that reached this item; None when no run did."""
    stateful: bool = False
    """Whether it reads module variables, and the module has some that change."""
    takes_input: bool = True
    """Of a module's own code: whether it reads anything from outside."""
    untried: tuple[str, ...] = ()
    """Why some of its Rust functions were not called."""

    @property
    def title(self) -> str:
        """Its name, with its module's before it where that is not the first."""
        return f"{self.module}.{self.name}" if self.module else self.name

    @property
    def tests(self) -> str:
        """How many of the user's tests passed and failed, in words; empty where there are none."""
        counts = ((self.tests_passed, "passed"), (len(self.tests_failed), "failed"))
        return ", ".join(f"{count} {what}" for count, what in counts if count)

    @property
    def mismatches(self) -> list[Mismatch]:
        """The inputs on which the two sides differ."""
        return [m for t in self.trials for m in t.mismatches]

    @property
    def facts(self) -> Facts:
        """The facts that the formula of the confidence takes."""
        compared = [t for t in self.trials if t.compared]
        whole = bool(compared) and len(compared) == len(self.rust) and not self.untried
        lines = frozenset().union(*(t.lines for t in self.trials)) if self.trials else frozenset()
        reached = frozenset().union(*(t.reached for t in self.trials)) if self.trials else frozenset()
        can_go = frozenset().union(*(t.branches for t in self.trials)) if self.trials else frozenset()
        went = frozenset().union(*(t.branches_reached for t in self.trials)) if self.trials else frozenset()
        return Facts(
            contradicted=bool(self.mismatches) or bool(self.tests_failed) or self.script_agreed is False,
            compiled=self.compiled is True,
            complete=whole,
            agreed=min((t.agreed for t in compared), default=0),
            distinct=min((t.distinct_results for t in compared), default=0),
            returned=min((t.returned / t.compared for t in compared), default=0.0),
            coverage=len(reached) / len(lines) if lines else float(whole),
            outcomes=len(went) / len(can_go) if can_go else 1.0,
            tests=self.tests_passed,
            script=self.script_agreed is True,
            typed=self.typed,
            program=self.kind == "module",
            takes_input=self.takes_input,
            stateful=self.stateful,
            exhausted=bool(self.trials) and all(t.exhaustive for t in self.trials),
        )

    @property
    def confidence(self) -> float:
        """The probability that the item behaves as the Python does, by the published formula."""
        return confidence(self.facts)

    @property
    def verdict(self) -> Verdict:
        """Verified, contradicted, or not known."""
        if self.compiled is False or self.facts.contradicted:
            return "contradicted"
        return "verified" if self.confidence >= VERIFIED else "unknown"

    @property
    def why(self) -> str:
        """In a few words, what the verdict rests on."""
        facts = self.facts
        if self.compiled is False:
            return "does not compile"
        if self.mismatches:
            return f"{self.mismatches[0].aspect} differs: {self.mismatches[0].call}"
        if self.tests_failed:
            return f"the test {self.tests_failed[0]} fails"
        if self.script_agreed is False:
            return "a run of the whole program differs, and this is part of it"
        if self.untried:
            return self.untried[0]
        if self.kind == "module" and self.script_agreed:
            return "the program's output and exit status agree"
        if not facts.agreed:
            return next((t.reason for t in self.trials if t.reason), "nothing was run")
        count = f"{facts.agreed} inputs agree" if facts.agreed > 1 else "1 input agrees"
        if facts.exhausted:
            count += ", which is all that there are" if facts.agreed > 1 else ", the only one that there is"
        return f"{count}, {facts.coverage:.0%} of its lines and {facts.outcomes:.0%} of the outcomes of its conditions reached"

    def to_json(self) -> dict[str, Any]:
        """The evidence as plain JSON values."""
        return {
            "name": self.name,
            "kind": self.kind,
            "module": self.module,
            "line": self.line,
            "end_line": self.end_line,
            "rust": list(self.rust),
            "verdict": self.verdict,
            "confidence": round(self.confidence, 4),
            "why": self.why,
            "facts": self.facts.to_json(),
            "lints": self.lints,
            "tests": {
                "passed": self.tests_passed,
                "failed": self.tests_failed,
                "untranslated": self.tests_untranslated,
            },
            "differential": [t.to_json() for t in self.trials],
            "untried": list(self.untried),
        }


def gather(functions: Sequence[Function]) -> dict[tuple[str, str], Evidence]:
    """Empty evidence for every item, by module and name; a module's own code is an item of kind `module`."""
    found: dict[tuple[str, str], Evidence] = {}
    for function in functions:
        key = (function.module, function.name)
        shapes = [*(a.shape for a in function.arguments), function.result]
        typed = not any(part.kind in ("object", "?") for shape in shapes for part in shape.parts())
        if key in found:
            found[key].rust += (function.rust,)
            found[key].typed &= typed
        else:
            kind = function.kind
            found[key] = Evidence(
                function.name, kind, function.module, function.line, function.end_line, (function.rust,), typed
            )
    return found
