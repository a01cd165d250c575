"""The differential run: one function, the same inputs in CPython and in the Rust build, and what came out of each."""

from __future__ import annotations

import ast
import random
from collections import Counter, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from portalis.interface import ClassShape, Function
from portalis.options import Budget
from portalis.verify import inputs
from portalis.verify.families import is_family
from portalis.verify.hints import Hints, body_lines, hints_for
from portalis.verify.sessions import FOREIGN_ERROR, NOT_OBSERVED, Answer, Call, PythonSide, RustSide
from portalis.verify.shrink import shrink, weight
from portalis.verify.wire import Decoder, Obj, Same, WireError, canonical, encode, source

UNSURE = frozenset({"RecursionError", "MemoryError"})
"""Exceptions that come from the size of a process and not from the program: nothing follows where one side has them."""
MAX_MISMATCHES = 3
_ADDRESS = " at 0x"
POOL = 60
"""Objects of one class that are kept as inputs."""
HASH_SEEDS = (1, 2)
CALL_SECONDS = 2.0
"""What a call may take in CPython; an input that takes longer is not compared."""
WILD_SECONDS = 0.5
"""The same for huge numbers, of which many make a program loop for ever."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An input on which the two differ, made small."""

    aspect: str
    """result, exception, text (of an exception), arguments, output, crash or time."""
    call: str
    python: str
    rust: str

    def to_json(self) -> dict[str, str]:
        """The mismatch as plain JSON values."""
        return {"aspect": self.aspect, "call": self.call, "python": self.python, "rust": self.rust}


@dataclass(slots=True)
class Trial:
    """What the differential run of one function showed."""

    function: Function
    hints: Hints
    reason: str = ""
    """Why nothing was compared; empty when something was."""
    compared: int = 0
    agreed: int = 0
    returned: int = 0
    distinct_results: int = 0
    raised: Counter[str] = field(default_factory=Counter)
    undetermined: Counter[str] = field(default_factory=Counter)
    observed: int = 0
    aliased: int = 0
    lines: frozenset[int] = frozenset()
    """The lines of the function's body."""
    reached: frozenset[int] = frozenset()
    """Those that the inputs reached."""
    arcs: int = 0
    branches: frozenset[tuple[int, int, bool]] = frozenset()
    """The outcomes that the conditions of the function's body can have."""
    branches_reached: frozenset[tuple[int, int, bool]] = frozenset()
    """Those that the inputs had."""
    searched: int = 0
    """Calls in CPython alone, in search of inputs that reach more."""
    classes: set[str] = field(default_factory=set)
    """The classes whose objects were among the inputs that agree."""
    mismatches: list[Mismatch] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    """Nanoseconds of calls in Rust, each the median of several; of some of the inputs, spread over all."""

    @property
    def timing(self) -> dict[str, float] | None:
        """How long a call takes in Rust as the driver builds it; None where nothing was timed."""
        if not self.times:
            return None
        return {"inputs": len(self.times), "median_ns": median(self.times), "mean_ns": round(fmean(self.times), 1)}

    @property
    def coverage(self) -> float:
        """The share of the function's lines that the inputs reached, 0 to 1."""
        return len(self.reached) / len(self.lines) if self.lines else float(self.compared > 0)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Classes that a parameter stands for, and of which no input had an object: what is done with these nobody saw."""
        parts = [part for a in self.function.arguments for part in a.shape.parts() if is_family(part)]
        return tuple(sorted({m.name for part in parts for m in part.of} - self.classes))

    @property
    def exhaustive(self) -> bool:
        """Whether the inputs compared are all that there are: no arguments, or integers proved to be of few bits."""
        count = 1
        for argument in self.function.arguments:
            shape = argument.shape
            if shape.kind == "bool":
                count *= 2
            elif shape.kind == "int" and 0 < shape.bits <= 16:
                count <<= shape.bits + (not shape.nonneg)
            else:
                return False
        return self.compared >= count

    def to_json(self) -> dict[str, Any]:
        """The trial as plain JSON values."""
        return {
            "compared": self.compared,
            "agreed": self.agreed,
            "returned": self.returned,
            "distinct_results": self.distinct_results,
            "raised": dict(self.raised),
            "undetermined": dict(self.undetermined),
            "observed_calls": self.observed,
            "aliased_calls": self.aliased,
            "preconditions": list(self.hints.preconditions),
            "lines": sorted(self.lines),
            "lines_reached": sorted(self.reached),
            "outcomes": len(self.branches),
            "outcomes_reached": len(self.branches_reached),
            "searched_calls": self.searched,
            "mismatches": [m.to_json() for m in self.mismatches],
            "reason": self.reason,
            "timing": self.timing,
        }


Inputs = tuple[Any, ...]
_CHANGING = (list, dict, set, deque, Obj)


class Differential:
    """Runs the trials of one module's functions."""

    def __init__(
        self,
        python: PythonSide,
        rust: RustSide,
        functions: Sequence[Function],
        classes: Sequence[ClassShape],
        trees: Mapping[str, ast.Module],
        budget: Budget,
    ) -> None:
        self.python = python
        self.rust = rust
        self.functions = functions
        self.classes = {c.name: c for c in classes}
        self.trees = trees
        self.budget = budget
        self.observed: dict[int, dict[bytes, str]] = {}
        """Arguments by function, and whether the program or a doctest called it so."""
        self.pool: dict[str, list[Obj]] = {}
        """Objects that the program itself has made, by class."""
        self.kept = 0

    def observe(self, stdin: str = "", arguments: Sequence[str] = ()) -> None:
        """Watch the script and the doctests call the functions; what further runs show is added.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        seen = self.python.observe(stdin, arguments) if self.budget.use_observed else {}
        for index, calls in seen.items():
            mine = self.observed.setdefault(index, {})
            for data, caller in calls.items():
                mine[data] = "program" if caller == "program" else mine.get(data, caller)
                for value in self._fitting(self.functions[index], data) or ():
                    self._keep(value)

    def strangers(self, indices: Sequence[int], callers: Container[str]) -> str:
        """A call that was seen and that none of these Rust functions, which stand for one Python function, can take; empty
        when there is none. The types that were claimed for it are then wrong. ``callers`` are those that the types are claimed for.
        """
        for index in indices:
            for data, caller in self.observed.get(index, {}).items():
                if caller in callers and all(self._fitting(self.functions[i], data) is None for i in indices):
                    try:
                        decoder = Decoder(data)
                        values = tuple(decoder.value() for _ in self.functions[index].arguments)
                    except (WireError, RecursionError):
                        continue
                    return call_text(self.functions[index], values)
        return ""

    def order(self) -> list[int]:
        """The functions' indices, those first that make objects which others take, then those that are there to change them."""
        first = {"init": 0, "setter": 1, "deleter": 1}
        return sorted(range(len(self.functions)), key=lambda i: (first.get(self.functions[i].kind, 2), i))

    def _keep(self, value: Any) -> None:
        """Puts the objects inside a value into the pool; later ones, which methods have changed, share half of it."""
        for made in objects_in(value):
            mine = self.pool.setdefault(made.name, [])
            if made not in mine:
                if len(mine) < POOL:
                    mine.append(made)
                else:
                    self.kept += 1
                    mine[POOL // 2 + self.kept % (POOL // 2)] = made

    def trial(self, index: int) -> Trial:
        """Compare one function.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        function = self.functions[index]
        tree = self.trees[function.source]
        trial = Trial(function, hints_for(tree, function), lines=body_lines(tree, function))
        seen = [v for data in self.observed.get(index, {}) if (v := self._fitting(function, data)) is not None]
        try:
            tame, wild = (
                inputs.generated(
                    function, trial.hints, self.classes, count, self.budget.seed + index, wild=strange, pool=self.pool
                )
                for count, strange in ((self.budget.generated, False), (self.budget.wild, True))
            )
        except inputs.NoInputsError as error:
            # what the script itself made is all there is
            tame, wild = [], []
            rng = random.Random(self.budget.seed)
            tame = [n for v in seen for n in inputs.neighbours(v, rng, 4) if self._fits(function, n)]
            if not seen:
                trial.reason = f"no inputs: {error}, and no call was seen"
                return trial
        known: dict[bytes, tuple[Inputs, Answer]] = {}
        self._python(index, [*seen, *inputs.edged(function, tame, self.classes), *tame], known)
        self._python(index, wild, known, seconds=WILD_SECONDS)
        self._explore(index, trial, known)
        trial.observed = len(seen)
        self._compare(index, trial, list(known.values()))
        return trial

    def _fitting(self, function: Function, data: bytes) -> Inputs | None:
        decoder = Decoder(data)
        try:
            values = tuple(decoder.value() for _ in function.arguments)
        except (WireError, RecursionError):
            return None
        return values if self._fits(function, values) else None

    def _fits(self, function: Function, values: Inputs) -> bool:
        return all(
            isinstance(v, Same)
            or (inputs.fits(v, a.shape, self.classes) and (a.kind != "double_star" or inputs.keywords(function, v)))
            for v, a in zip(values, function.arguments)
        )

    def _python(
        self,
        index: int,
        batch: Sequence[Inputs],
        known: dict[bytes, tuple[Inputs, Answer]],
        seconds: float = CALL_SECONDS,
    ) -> set[bytes]:
        """Runs what is new in CPython; returns the keys of what it added."""
        todo: dict[bytes, Inputs] = {}
        for values in batch:
            try:
                key = b"".join(map(encode, values))
            except (WireError, RecursionError):
                continue
            if key not in known:
                todo.setdefault(key, values)
        if not todo:
            return set()
        # the small ones first: when too many do not end in time, the rest is not run
        todo = dict(sorted(todo.items(), key=lambda pair: weight(pair[1])))
        calls: list[Call] = [(index, key) for key in todo]
        for (key, values), answer in zip(todo.items(), self.python.serve(calls, coverage=True, seconds=seconds)):
            known[key] = (values, answer)
            if answer.kind == "return":
                self._keep(answer.value)
                self._keep(answer.after)
        return set(todo)

    def _explore(self, index: int, trial: Trial, known: dict[bytes, tuple[Inputs, Answer]]) -> None:
        """Adds inputs that reach what those known do not, and notes what all of them reach."""
        seeds = [key for key, (_, answer) in known.items() if not unusable(answer)]
        if self.functions[index].arguments:
            budget = self.budget
            found = self.python.explore(
                index,
                seeds,
                trial.hints,
                self.pool,
                seed=budget.seed,
                calls=budget.searched,
                others=budget.neighbours // 2,
            )
            made = [*found.found[: budget.neighbours], *found.others]
            self._python(
                index, [v for key in made if (v := self._fitting(self.functions[index], key)) is not None], known
            )
            trial.searched = found.calls
            trial.branches = frozenset(b for b in found.branches if b[0] in trial.lines)
            trial.branches_reached = trial.branches & found.reached
        reached = frozenset().union(*(answer.arcs for _, answer in known.values()))
        trial.arcs = len(reached)
        trial.reached = trial.lines & {abs(line) for arc in reached for line in arc if line > 0}

    def _compare(self, index: int, trial: Trial, cases: list[tuple[Inputs, Answer]]) -> None:
        usable: list[tuple[Inputs, Answer]] = []
        for values, answer in cases:
            why = unusable(answer)
            if why:
                trial.undetermined[why] += 1
            else:
                usable.append((values, answer))
        calls: list[Call] = [(index, b"".join(map(encode, values))) for values, _ in usable]
        answers = self.rust.serve(calls) if calls else []
        wrong: list[tuple[Inputs, Answer, Answer, str]] = []
        results: set[str] = set()
        for (values, python), rust in zip(usable, answers):
            verdict = differs(python, rust)
            if verdict == "time":
                # a busy machine is no fault: what took too long among others is tried alone
                rust = self.rust.serve([(index, b"".join(map(encode, values)))])[0]
                verdict = differs(python, rust)
            if verdict is None:
                trial.undetermined[rust.text[:100] or f"Rust: {rust.kind} {rust.error}"] += 1
                continue
            trial.compared += 1
            trial.aliased += any(isinstance(v, Same) for v in values)
            if python.kind == "return":
                trial.returned += 1
            else:
                trial.raised[python.error] += 1
            after = tuple(canonical(v) for v in python.after if isinstance(v, _CHANGING))
            results.add(repr((python.kind, python.error, canonical(python.value), python.output, after))[:400])
            if verdict:
                wrong.append((values, python, rust, verdict))
            else:
                trial.agreed += 1
                trial.classes.update(o.name for o in objects_in(values))
                trial.times += [rust.nanoseconds] if rust.nanoseconds else []
        trial.distinct_results = len(results)
        self._explain(index, trial, wrong)
        if not trial.compared and not trial.reason:
            most = trial.undetermined.most_common(1)
            trial.reason = most[0][0] if most else f"no input was usable {self.python.log[-200:]}".strip()

    def _explain(self, index: int, trial: Trial, wrong: list[tuple[Inputs, Answer, Answer, str]]) -> None:
        """Drops what CPython itself does not agree on; shrinks what remains, one for each aspect."""
        if not wrong:
            return
        calls: list[Call] = [(index, b"".join(map(encode, values))) for values, *_ in wrong[:200]]
        again = [self.python.serve(calls, hash_seed=number) for number in HASH_SEEDS]
        kept: list[tuple[Inputs, Answer, Answer, str]] = []
        for number, (values, python, rust, verdict) in enumerate(wrong[:200]):
            if any(differs(python, other[number]) != "" for other in again):
                trial.undetermined["CPython's own answer differs from run to run"] += 1
                trial.compared -= 1
                if python.kind == "return":
                    trial.returned -= 1
                else:
                    trial.raised[python.error] -= 1
            else:
                kept.append((values, python, rust, verdict))
        for aspect in dict.fromkeys(verdict for *_, verdict in kept):
            if len(trial.mismatches) < MAX_MISMATCHES:
                values = min((v for v, _, _, verdict in kept if verdict == aspect), key=weight)
                trial.mismatches.append(self._smallest(index, values, aspect))

    def _smallest(self, index: int, values: Inputs, aspect: str) -> Mismatch:
        function = self.functions[index]

        def pairs(batch: Sequence[Inputs]) -> list[tuple[Answer, Answer]]:
            calls: list[Call] = [(index, b"".join(map(encode, values))) for values in batch]
            return list(zip(self.python.serve(calls), self.rust.serve(calls)))

        def fails(batch: Sequence[Inputs]) -> list[bool]:
            usable = [v for v in batch if self._fits(function, v)]
            verdicts = {id(v): not unusable(p) and differs(p, r) == aspect for v, (p, r) in zip(usable, pairs(usable))}
            return [verdicts.get(id(v), False) for v in batch]

        small = shrink(values, fails)
        python, rust = pairs([small])[0]
        shown = (python.shown(), rust.shown())
        if aspect == "arguments":
            shown = tuple(f"{t}, arguments after it: {_after(a)}" for t, a in zip(shown, (python, rust)))  # type: ignore[assignment]
        return Mismatch(aspect, call_text(function, small), *shown)


def objects_in(value: Any) -> Iterator[Obj]:
    """The objects inside a value, itself among them."""
    if isinstance(value, Obj):
        yield value
        inner: Iterable[Any] = (held for _, held in value.fields)
    elif isinstance(value, dict):
        inner = value.values()
    else:
        inner = value if isinstance(value, (list, tuple, set, frozenset, deque)) else ()
    for item in inner:
        yield from objects_in(item)


def _after(answer: Answer) -> str:
    return ", ".join("?" if v is NOT_OBSERVED else source(v) for v in answer.after)


def unusable(answer: Answer) -> str:
    """Why an answer of CPython's cannot be compared with; empty when it can."""
    if answer.kind in ("return", "raise"):
        if answer.error in UNSURE:
            return f"CPython raises {answer.error}"
        if answer.error == "ValueError" and "Exceeds the limit" in answer.text:
            return "CPython refuses the digits of a very long int"
        return ""
    if answer.kind == "timeout":
        return "CPython does not end in time"
    return f"CPython: {answer.text}"[:120]


def differs(python: Answer, rust: Answer) -> str | None:
    """In what the answers differ: empty when in nothing, None when nothing follows."""
    if rust.kind == "unknown" or rust.error in UNSURE:
        return None
    if rust.kind == "timeout":
        return "time"
    if python.kind == "raise" and rust.error == FOREIGN_ERROR:
        return ""
    if rust.kind == "crash":
        return "crash"
    if python.kind != rust.kind or python.error != rust.error:
        return "exception" if "raise" in (python.kind, rust.kind) else "result"
    if python.error == "SystemExit" and python.text != rust.text and {python.text, rust.text} - {"", "0", "None"}:
        return "exception"
    # the default text of an object has its address, on which no two runs agree
    told = python.kind == "raise" and python.error != "SystemExit" and _ADDRESS not in python.text
    if told and python.text != rust.text:
        return "text"
    ordered = python.ordered and rust.ordered
    if python.kind == "return" and canonical(python.value, ordered=ordered) != canonical(rust.value, ordered=ordered):
        return "result"
    if python.output != rust.output:
        return "output"
    if python.after and rust.after:
        for mine, theirs in zip(python.after, rust.after):
            if mine is NOT_OBSERVED or theirs is NOT_OBSERVED:
                continue
            if canonical(mine, ordered=ordered) != canonical(theirs, ordered=ordered):
                return "arguments"
    return ""


def call_text(function: Function, values: Inputs) -> str:
    """A call as a person would write it."""
    names = [a.name for a in function.arguments]
    shared = {v.index for v in values if isinstance(v, Same)}
    before = "".join(f"{names[i]} = {source(values[i])}; " for i in sorted(shared))
    shown = []
    for index, (value, argument) in enumerate(zip(values, function.arguments)):
        text = names[value.index] if isinstance(value, Same) else names[index] if index in shared else source(value)
        if argument.kind == "star":
            text = f"*{text}"
        elif argument.kind == "double_star":
            text = f"**{text}"
        elif argument.kind == "keyword":
            text = f"{argument.name}={text}"
        shown.append(text)
    name = function.name
    if function.kind == "init":
        return f"{before}{name.rpartition('.')[0]}({', '.join(shown)})"
    if function.kind == "setter" and len(shown) == 2:
        return f"{before}{shown[0]}.{name.split('.')[-2]} = {shown[1]}"
    if function.kind == "deleter" and shown:
        return f"{before}del {shown[0]}.{name.split('.')[-2]}"
    if function.kind == "property" and shown:
        return f"{before}{shown[0]}.{name.rpartition('.')[2]}"
    if function.kind == "method" and shown:
        return f"{before}{shown[0]}.{name.rpartition('.')[2]}({', '.join(shown[1:])})"
    return f"{before}{name}({', '.join(shown)})"
