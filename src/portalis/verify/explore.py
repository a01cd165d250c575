"""Runs inside the sandbox, under CPython: searches for inputs that make a function do what those known so far do not.

    python explore.py CONFIG < seeds > found

The module runs with probes (``probes.py``) and without forks, hundreds of calls in the time of one; what is found is run again elsewhere, and only
then compared. A value that a comparison met is put where the value that it was compared with came from.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.machinery
import io
import json
import os
import random
import resource
import signal
import sys
import time
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portalis.verify import mutate, probes, subject, wire
else:
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import mutate
    import probes
    import subject
    import wire

CALL_SECONDS = 0.1
MAX_OVERDUE = 12
MEMORY = 1 << 30
KEPT = 3
"""Inputs for each goal: those that are compared, and that later ones are made from."""
MAX_BYTES = 3_000


class OverdueError(BaseException):
    """A call took too long."""


class Search:
    """One function's search."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.types: list[dict[str, Any]] = config["types"]
        self.probes = probes.Probes()
        self.recorder = probes.Recorder()
        self.recorder.install(builtins)
        self.subject = subject.Subject(config)
        self.own = range(0)
        """The probes in the module of the function that is searched: what other modules ask is none of its conditions."""
        self.overdue = 0
        self.goals: dict[probes.Goal, int] = {}
        self.corpus: list[tuple[bytes, list[tuple[Any, Any]]]] = []
        self.known: set[bytes] = set()
        self.found: list[bytes] = []
        self.others: list[bytes] = []

    def load(self) -> None:
        """Run the modules' own code, with probes in it."""
        files, site, mine = self.subject.files, self.probes, self.subject.file_of(self.config["entry"])

        def source_to_code(loader: Any, data: Any, path: Any, *, _optimize: int = -1) -> types.CodeType:
            before = len(site.sites)
            made: types.CodeType = (
                probes.probed(data, path, site) if path in files else compile(data, path, "exec", dont_inherit=True)
            )
            if path == mine:
                self.own = range(before, len(site.sites))
            return made

        importlib.machinery.SourceFileLoader.source_to_code = source_to_code  # type: ignore[assignment,method-assign]
        self.subject.load("__main__" if self.config["as_main"] else "portalis_subject")

    def run(self, key: bytes) -> bool:
        """Call with these arguments; True when they reached what few others did."""
        self.known.add(key)
        recorder = self.recorder
        recorder.forget()
        outcome: Any = None
        try:
            decoder = wire.Decoder(key, self.subject.make)
            values: list[Any] = []
            for _ in self.types:
                value = decoder.value()
                values.append(values[value.index] if isinstance(value, wire.Same) else value)
            signal.setitimer(signal.ITIMER_REAL, CALL_SECONDS, CALL_SECONDS / 4)
            try:
                self.subject.call(self.config["entry"], values)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except OverdueError:
            self.overdue += 1
            return False
        except MemoryError:
            self.overdue += 3
            return False
        except BaseException as error:
            at = error.__traceback__
            while (
                at is not None
                and at.tb_next is not None
                and at.tb_next.tb_frame.f_code.co_filename in self.subject.files
            ):
                at = at.tb_next
            outcome = (type(error).__name__, at.tb_lineno if at is not None else 0)
        goals = recorder.goals if outcome is None else {*recorder.goals, outcome}
        # a goal beside an error says less than the same goal where the function went on
        new = {(goal, outcome is None) for goal in goals}
        fresh = [goal for goal in new if self.goals.get(goal, 0) < KEPT]
        for goal in new:
            self.goals[goal] = self.goals.get(goal, 0) + 1
        if fresh:
            self.corpus.append((key, recorder.pairs))
        return bool(fresh)

    def search(self, seeds: list[bytes]) -> None:
        """Run the seeds, then change what reached something new, over and over."""
        random.seed(self.config["seed"])
        for key in seeds:
            if self.overdue <= MAX_OVERDUE:
                self.run(key)
        pool: dict[str, list[Any]] = {}
        for key in self.config["pool"]:
            value = wire.Decoder(key.encode()).value()
            pool.setdefault(value.name, []).append(value)
        maker = mutate.Mutator(self.config, pool)
        end = time.process_time() + self.config["search_seconds"]
        for number in range(4 * self.config["calls"]):
            if (
                len(self.known) - len(seeds) >= self.config["calls"]
                or not self.corpus
                or self.overdue > MAX_OVERDUE
                or time.process_time() > end
            ):
                break
            # what was found last is the least explored
            last = len(self.corpus)
            at = maker.rng.randrange(last) if number % 2 else max(0, last - 1 - int(maker.rng.expovariate(0.1)))
            key, pairs = self.corpus[at]
            with contextlib.suppress(mutate.NoValueError, wire.WireError, OverflowError, RecursionError):
                made = self.changed(key, pairs, maker)
                if made is not None and made not in self.known and len(made) <= MAX_BYTES:
                    (self.found if self.run(made) else self.others).append(made)

    def changed(self, key: bytes, pairs: list[tuple[Any, Any]], maker: mutate.Mutator) -> bytes | None:
        """The wire form of arguments that differ a little from those of ``key``."""
        decoder = wire.Decoder(key)
        values = [decoder.value() for _ in self.types]
        if any(isinstance(v, wire.Same) for v in values):
            return None
        if pairs and maker.rng.random() < 0.35:
            one, other = maker.rng.choice(pairs)
            if maker.rng.random() < 0.5:
                one, other = other, one
            made = maker.substituted(values, self.types, one, other)
            if made is None:
                return None
            values = made
        else:
            for _ in range(maker.rng.choice((1, 1, 1, 2, 3))):
                values = maker.arguments(values, self.types)
        return b"".join(map(wire.encode, values))


def _late(number: int, frame: types.FrameType | None) -> None:
    raise OverdueError


def main() -> None:
    """Read the configuration and the seeds, and write what was found: the inputs, then the conditions and their outcomes."""
    with open(sys.argv[1], encoding="utf-8") as file:
        config = json.load(file)
    seeds = [text.encode() for text in config["seeds"]]
    real = os.dup(1)
    folder = os.environ.get("TMPDIR", "/tmp")
    quiet = os.open(os.path.join(folder, "explore-out"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), _Nowhere(), _Nowhere()
    signal.signal(signal.SIGALRM, _late)
    made = Search(config)
    with contextlib.suppress(BaseException):
        made.load()
        made.search(seeds)
    signal.setitimer(signal.ITIMER_REAL, 0)
    sites = [(number, *made.probes.sites[number]) for number in made.own]
    conditions = [[line, number] for number, line, what in sites if what == probes.CONDITION]
    document = {
        "found": [key.decode() for key in made.found],
        "others": [key.decode() for key in made.others[-config["others"] :]] if config["others"] else [],
        "conditions": conditions,
        "outcomes": sorted(made.recorder.outcomes),
        "calls": len(made.known),
    }
    subject.write_all(real, json.dumps(document).encode())
    os._exit(0)


class _Nowhere(io.TextIOBase):
    """Takes text and keeps none of it."""

    def write(self, text: str, /) -> int:
        return len(text)


if __name__ == "__main__":
    main()
