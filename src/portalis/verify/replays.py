"""The user's own tests against Rust that they were not written into: each runs under CPython, and what the functions of the
module give it is what the Rust gives.

First the calls of a test are recorded, each made in a process of its own in CPython; the test has to pass so, or it rests on more than what its
calls give. Where the Rust agrees on all of them, the test passes with the Rust. Where it does not, the test runs again with the Rust's
answers, and decides itself: what it does not look at may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portalis.interface import ClassShape, Function, Shape
from portalis.options import ProgramInput
from portalis.verify import inputs
from portalis.verify.differential import HASH_SEEDS, call_text, differs, unusable
from portalis.verify.sessions import FOREIGN_ERROR, NOT_OBSERVED, Answer, Call, PythonSide, RustSide, answer_of
from portalis.verify.user_tests import TestRun, UserTest
from portalis.verify.wire import Decoder, WireError, encode

ROUNDS = 12
"""How often a test is run again because the Rust's answers lead it to calls that nobody has made yet."""


@dataclass(slots=True)
class _Answered:
    """A call and what came of it."""

    index: int
    """Of the first function with its name; the Rust function that takes it may be another."""
    text: str = ""
    python: Answer | None = None
    rust: Answer | None = None
    reason: str = ""
    """Why it says nothing."""
    differs: bool = False


@dataclass(slots=True)
class Replays:
    """Runs the tests of one module."""

    python: PythonSide
    rust: RustSide
    functions: Sequence[Function]
    classes: Mapping[str, ClassShape]
    refused: Mapping[int, str]
    """Why the functions of these indices cannot be called."""
    given: ProgramInput = field(default_factory=ProgramInput)
    module: str = ""
    """The module whose tests they are; that of a script's asserts is the first."""
    known: dict[str, _Answered] = field(default_factory=dict)

    def run(self) -> list[TestRun]:
        """What became of each test.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        # what cannot be called is no stand-in either: the test then has Python's own
        same = {i: (f.module, f.name) for i, f in enumerate(self.functions)}
        open_ = {same[i] for i in same if i not in self.refused}
        self.python.closed = [i for i in same if same[i] not in open_]
        outcomes, table = self.python.replay("record", self.given, self.module, {}, None)
        self._add({key: answer_of(made) for key, made in table.items()})
        pending = [o for o in outcomes if not self._settled(o) and self._told_apart(o)]
        again = self._again({(o["kind"], o["origin"] if o["kind"] != "assert" else "") for o in pending})
        return [self._judged(o, again.get((o["kind"], o["origin"]))) for o in outcomes]

    def _again(self, tests: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
        """The outcomes of tests with the Rust's answers."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for _ in range(ROUNDS):
            if not tests:
                break
            outcomes, _ = self.python.replay("answers", self.given, self.module, self._table(), [*map(list, tests)])
            found.update({(o["kind"], o["origin"]): o for o in outcomes})
            wanted = {key for o in outcomes for key in o["wanted"]}
            calls = [_call(key) for key in wanted]
            self._add(dict(zip(wanted, self.python.serve(calls))))
            tests = {(o["kind"], o["origin"] if o["kind"] != "assert" else "") for o in outcomes if o["wanted"]}
        return found

    def _table(self) -> dict[str, dict[str, Any]]:
        table: dict[str, dict[str, Any]] = {}
        for key, found in self.known.items():
            if found.python is None or found.python.kind not in ("return", "raise"):
                table[key] = {"reason": found.reason}
                continue
            # without an answer of the Rust's the test goes on with Python's: a script has others behind it
            answer = found.rust if found.rust is not None and found.differs and not found.reason else found.python
            table[key] = {"status": 0, "made": _made(answer), "output": answer.output.decode("latin-1")}
        return table

    def _add(self, answers: Mapping[str, Answer]) -> None:
        """Have the Rust make the calls that CPython made, and compare."""
        todo: list[tuple[_Answered, Call]] = []
        for key, python in answers.items():
            index, data = _call(key)
            found = self.known[key] = _Answered(index, python=python)
            decoder = Decoder(data)
            try:
                values = tuple(decoder.value() for _ in self.functions[index].arguments)
            except (WireError, RecursionError) as error:
                found.reason = str(error)
                continue
            found.text = call_text(self.functions[index], values)
            entry = next((i for i in self._entries(index) if self._fits(i, values)), None)
            if entry is None:
                near = any(self._fits(i, values, ranges=False) for i in self._entries(index))
                what = (
                    "is outside of the ints that the program was proved to keep to"
                    if near
                    else "does not fit its types in Rust"
                )
                found.reason = f"{found.text} {what}"
            elif why := unusable(python):
                found.reason = f"{found.text}: {why}"
            else:
                todo.append((found, (entry, data)))
        for (found, call), rust in zip(todo, self.rust.serve([call for _, call in todo]) if todo else []):
            self._compare(found, call, rust)

    def _compare(self, found: _Answered, call: Call, rust: Answer) -> None:
        assert found.python is not None
        verdict = differs(found.python, rust)
        if verdict == "time":
            # a busy machine is no fault: what took too long among others is tried alone
            rust = self.rust.serve([call])[0]
            verdict = differs(found.python, rust)
        found.rust, found.differs = rust, bool(verdict)
        if verdict is None:
            found.reason = f"{found.text}: {rust.text or rust.error}"
        elif verdict and any(
            differs(found.python, self.python.serve([(found.index, call[1])], hash_seed=n)[0]) != "" for n in HASH_SEEDS
        ):
            found.reason = f"{found.text}: CPython's own answer differs from run to run"

    def _entries(self, index: int) -> Iterator[int]:
        mine = self.functions[index]
        for number, other in enumerate(self.functions):
            if (other.module, other.name) == (mine.module, mine.name) and number not in self.refused:
                yield number

    def _fits(self, index: int, values: tuple[Any, ...], *, ranges: bool = True) -> bool:
        """Whether a function can take these arguments; without ``ranges`` whether its Rust types can."""
        shapes = [a.shape if ranges else _unproved(a.shape) for a in self.functions[index].arguments]
        return len(values) == len(shapes) and all(inputs.fits(v, s, self.classes) for v, s in zip(values, shapes))

    def _calls(self, outcome: Mapping[str, Any], *parts: str) -> list[_Answered]:
        keys = [key for part in parts or ("rests", "calls") for key in outcome[part]]
        return [self.known[key] for key in dict.fromkeys(keys) if key in self.known]

    def _settled(self, outcome: Mapping[str, Any]) -> str:
        """Why a test says nothing; empty when it does."""
        if outcome["plain"] == "skipped":
            return f"skipped: {outcome['plain_text']}"
        if outcome["plain"] == "ended":
            return str(outcome["plain_text"])
        if outcome["plain"] != "passed":
            return f"does not pass under CPython: {outcome['plain_text']}"
        if outcome["outcome"] == "unsent":
            return str(outcome["text"])
        if outcome["outcome"] != "passed":
            return f"rests on more than what the calls give back: {outcome['text']}"
        calls = self._calls(outcome)
        return next((c.reason for c in calls if c.reason), "" if calls else "calls nothing that the package has")

    def _told_apart(self, outcome: Mapping[str, Any]) -> bool:
        """Whether the Rust answers anything otherwise before the test has ended."""
        return any(c.differs for c in self._calls(outcome, "setup", "calls"))

    def _judged(self, outcome: Mapping[str, Any], again: Mapping[str, Any] | None) -> TestRun:
        """What follows from the run of a test that was recorded, and from that with the Rust's answers."""
        calls = self._calls(outcome)

        def result(passed: bool | None, why: str, about: Sequence[_Answered]) -> TestRun:
            items = dict.fromkeys((self.functions[c.index].module, self.functions[c.index].name) for c in about)
            kind, origin = outcome["kind"], outcome["origin"]
            place = f"{self.module}.{origin}" if self.module else origin
            name = f"doctest of {place}" if kind == "doctest" else place
            test = UserTest(name, kind, tuple(name for _, name in items), origin=origin)
            return TestRun(test, passed, why, how="calls", items=tuple(items))

        why = self._settled(outcome)
        if why:
            return result(None, why, calls)
        if not self._told_apart(outcome):
            return result(True, "", calls)
        if again is None or again["wanted"]:
            return result(None, "the Rust's answers lead it further and further away", calls)
        if again["outcome"] == "unsent":
            return result(None, again["text"], calls)
        if reason := next((c.reason for c in self._calls(again, "setup", "calls") if c.reason), ""):
            return result(None, reason, calls)
        if again["outcome"] == "passed":
            return result(True, "", calls)
        wrong = [c for c in self._calls(again, "calls", "rests", "setup") if c.differs and not c.reason]
        if not wrong:
            return result(None, f"rests on more than what the calls give back: {again['text']}", calls)
        first = wrong[0]
        assert first.python is not None
        assert first.rust is not None
        told = f"{first.text}: Python {first.python.shown()}, Rust {first.rust.shown()}"
        return result(False, f"{told}; {again['text']}", wrong)


def _unproved(shape: Shape) -> Shape:
    """A type with all that its Rust integers can hold."""
    bits = 63 if shape.rust == "i64" else shape.bits
    return replace(shape, bits=bits, nonneg=shape.nonneg and shape.rust != "i64", of=tuple(map(_unproved, shape.of)))


def _call(key: str) -> Call:
    index, _, data = key.partition(" ")
    return int(index), data.encode()


def _made(answer: Answer) -> str:
    """An answer in the form that the sandbox reads."""
    if answer.kind == "return":
        head = b"R" + encode(answer.value)
    else:
        # `Err`, a panic or a call without an end have no class of Python's
        name = "RustError" if answer.kind != "raise" or answer.error == FOREIGN_ERROR else answer.error
        text = answer.text or ("does not end in time" if answer.kind == "timeout" else "")
        head = b"E" + encode(name) + encode(text)
    after = [b"-" if value is NOT_OBSERVED else encode(value) for value in answer.after]
    return (head + b"l%d;" % len(after) + b"".join(after)).decode("latin-1")
