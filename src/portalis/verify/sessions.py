"""The two sides of a differential run: a CPython process and a process of the Rust build, each fed a batch of calls."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import signal
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portalis.interface import ClassShape, Function, Shape
from portalis.options import ProgramInput
from portalis.toolchain import sync_files
from portalis.verify import wire
from portalis.verify.buildcache import tools
from portalis.verify.hints import Hints
from portalis.verify.sandbox import Limits, Sandbox
from portalis.verify.wire import Decoder, Obj, WireError

Call = tuple[int, bytes]
"""The index of a function, and its arguments in their wire form, one after the other."""

FOREIGN_ERROR = "Err"
"""The class that stands for any error of a package from elsewhere: it has no Python exceptions."""

NOT_OBSERVED = object()
"""Stands for an argument that nobody can look at after the call."""

_INSIDE = ("subject.py", "wire.py", "explore.py", "probes.py", "mutate.py", "replay.py", "stand_ins.py")
"""What runs beside the module under judgement."""
SEARCH_SECONDS = 2.0
"""The longest that a search for inputs may take beside running its seeds."""
RUN_LIMITS = Limits(wall_s=90, cpu_s=60, memory=3 << 30, total_memory=3 << 30, processes=32)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side made of one call."""

    kind: str
    """``return``, ``raise``, ``timeout``, ``unknown`` (``text`` says why), or ``crash``."""
    value: Any = None
    error: str = ""
    """Class of the exception."""
    text: str = ""
    explicit: bool = field(default=False, compare=False)
    """Whether a `raise` statement of the program raised it; known of CPython's side alone."""
    after: tuple[Any, ...] = ()
    output: bytes = b""
    arcs: frozenset[tuple[int, int]] = field(default=frozenset(), compare=False)
    ordered: bool = field(default=True, compare=False)
    """Whether its mappings have an order: those of Rust's standard library have none that Python's could be compared with."""
    nanoseconds: int = field(default=0, compare=False)
    """Median time of the call in Rust, where it was repeated; 0 where it was not timed."""

    def shown(self) -> str:
        """The answer as a person reads it."""
        match self.kind:
            case "return":
                text = wire.source(self.value)
            case "raise":
                text = f"raises {self.error}" + (f": {self.text}" if self.text else "")
            case "timeout":
                text = "does not end in time"
            case _:
                text = f"{self.kind}: {self.text}"
        if self.output:
            text += f", prints {self.output.decode('utf-8', 'replace')!r}"
        return text


@dataclass(frozen=True, slots=True)
class Explored:
    """What a search found."""

    found: Sequence[bytes] = ()
    """Inputs that were the first to reach something."""
    others: Sequence[bytes] = ()
    """Some that were not."""
    branches: frozenset[tuple[int, int, bool]] = frozenset()
    """The outcomes that the conditions of the modules can have: line, number of the condition, truth."""
    reached: frozenset[tuple[int, int, bool]] = frozenset()
    """Those that a run had."""
    calls: int = 0


def described_shape(shape: Shape) -> dict[str, Any]:
    """A type as the search inside the sandbox reads it."""
    inner = [described_shape(s) for s in shape.of]
    return {"kind": shape.kind, "of": inner, "bits": shape.bits, "nonneg": shape.nonneg, "name": shape.name}


class PythonSide:
    """CPython with the module under judgement."""

    def __init__(
        self,
        sandbox: Sandbox,
        job: Path,
        sources: Mapping[str, str],
        functions: Sequence[Function],
        classes: Sequence[ClassShape],
        doubled: Collection[str] = (),
    ) -> None:
        self.sandbox = sandbox
        self.functions = functions
        self.classes = classes
        self.folder = job / "python"
        here = Path(__file__).parent
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        for name in _INSIDE:
            shutil.copy2(here / name, self.folder / name)
        # the sandbox has no pytest: a module that imports it finds what its tests need
        shutil.copy2(here / "pytest_marks.py", self.folder / "pytest.py")
        paths = module_paths(sources)
        sync_files(self.folder / "root", {paths[name]: text for name, text in sources.items()})
        self._config: dict[str, Any] = {
            "root": str(self.folder / "root"),
            "files": paths,
            "fields": {c.name: [name for name, _, _ in c.fields] for c in classes},
            "doubled": sorted(doubled),
            "functions": [
                {
                    "name": f.name,
                    "module": f.module,
                    "source": f.source,
                    "line": f.line,
                    "kind": f.kind,
                    "awaited": f.awaited,
                    "parameters": [(a.name, a.kind) for a in f.arguments],
                    "result": f.result.kind,
                }
                for f in functions
            ],
            "as_main": any(f.needs_module for f in functions),
        }
        self.closed: list[int] = []
        """The functions that have no stand-in when the user's tests run."""

    def serve(
        self, calls: Sequence[Call], *, coverage: bool = False, hash_seed: int = 0, seconds: float = 2.0
    ) -> list[Answer]:
        """Run the calls, each in a process of its own and for so many seconds at most.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        config = {**self._config, "mode": "serve", "coverage": coverage, "seconds": seconds}
        data = self._run(config, _requests(calls), hash_seed)
        return _answers(data, len(calls))

    def observe(self, stdin: str, arguments: Sequence[str]) -> dict[int, dict[bytes, str]]:
        """The arguments with which each function is called, and by what: ``program`` or ``doctest``.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        config = {**self._config, "mode": "observe", "stdin": stdin, "arguments": list(arguments)}
        found: dict[int, dict[bytes, str]] = {}
        for line in self._run(config, b"", 0).decode("utf-8", "replace").splitlines():
            try:
                index, text, caller = json.loads(line)
            except ValueError:
                continue
            found.setdefault(index, {}).setdefault(text.encode("utf-8"), caller)
        return found

    def explore(
        self,
        index: int,
        seeds: Sequence[bytes],
        hints: Hints,
        pool: Mapping[str, Sequence[Obj]],
        *,
        seed: int,
        calls: int,
        others: int,
    ) -> Explored:
        """Search for inputs of one function that reach what the seeds do not.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        config = {
            **self._config,
            "mode": "explore",
            "entry": index,
            "types": [described_shape(a.shape) for a in self.functions[index].arguments],
            "plain": {c.name: [(n, described_shape(s)) for n, _, s in c.fields] for c in self.classes if c.plain},
            "pool": [wire.encode(o).decode() for objects in pool.values() for o in objects],
            "seeds": [key.decode() for key in seeds],
            "ints": [n for n in hints.ints if abs(n) < 10**6],
            "floats": [x for x in hints.floats if abs(x) < 1e9],
            "texts": [t for t in hints.texts if len(t) <= 40],
            "seed": seed,
            "calls": calls,
            "others": others,
            "search_seconds": SEARCH_SECONDS,
        }
        try:
            found = json.loads(self._run(config, b"", 0))
        except ValueError:
            return Explored()
        went = {(site, truth) for site, truth in found["outcomes"]}
        branches = {(line, site, truth) for line, site in found["conditions"] for truth in (False, True)}
        return Explored(
            [key.encode() for key in found["found"]],
            [key.encode() for key in found["others"]],
            frozenset(branches),
            frozenset(b for b in branches if (b[1], b[2]) in went),
            found["calls"],
        )

    def replay(
        self,
        way: str,
        given: ProgramInput,
        module: str,
        table: Mapping[str, Any],
        only: Sequence[Sequence[str]] | None,
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Run the user's tests of a module with stand-ins for the functions (``replay.py``): the outcomes, and the calls that were recorded.

        ``only`` has kind and origin of those to run, and None runs all.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        config = {
            **self._config,
            "mode": "replay",
            "way": way,
            "module": module,
            "stdin": given.stdin,
            "arguments": list(given.arguments),
            "table": dict(table),
            "only": only,
            "closed": self.closed,
        }
        lines: list[dict[str, Any]] = []
        for line in self._run(config, b"", 0).decode("utf-8", "replace").splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:
                break
        recorded: dict[str, Any] = lines.pop()["table"] if lines and "table" in lines[-1] else {}
        return lines, recorded

    def _run(self, config: dict[str, Any], stdin: bytes, hash_seed: int) -> bytes:
        known = tools()
        program = f"{config['mode']}.py" if config["mode"] in ("explore", "replay") else "subject.py"
        arguments = [config["mode"], "config.json"] if program == "subject.py" else ["config.json"]
        sync_files(self.folder, {"config.json": json.dumps(config)})
        done = self.sandbox.run(
            [str(known.python), "-s", "-B", str(self.folder / program), *arguments],
            mounts=known.mounts().plus(write=[self.folder]),
            cwd=self.folder,
            stdin=stdin,
            environment={"TMPDIR": str(self.folder / "tmp"), "PYTHONHASHSEED": str(hash_seed)},
            limits=RUN_LIMITS,
        )
        self.log = done.stderr.decode("utf-8", "replace")[-2000:]
        return done.stdout


class RustSide:
    """The driver of a package."""

    def __init__(
        self, sandbox: Sandbox, job: Path, executable: Path, *, foreign: bool = False, doubled: Collection[str] = ()
    ) -> None:
        self.sandbox = sandbox
        self.doubled = doubled
        self.foreign = foreign
        self.executable = executable
        self.folder = job / "rust"
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        self.log = ""

    def serve(self, calls: Sequence[Call]) -> list[Answer]:
        """Run the calls, each in a process of its own.

        Raises:
            OSError: when the sandbox cannot be started.
        """
        done = self.sandbox.run(
            [
                str(self.executable),
                "--exact",
                "portalis_driver::serve_requests",
                "--nocapture",
                "--test-threads=1",
                "-q",
            ],
            mounts=tools().mounts().plus(read=[self.executable.parent], write=[self.folder]),
            cwd=self.folder,
            stdin=_requests(calls),
            environment={"TMPDIR": str(self.folder / "tmp")},
            limits=RUN_LIMITS,
        )
        self.log = done.stderr.decode("utf-8", "replace")[-2000:]
        answers = [self._named(a) for a in _answers(_between(done.stdout), len(calls))]
        return [replace(_panicked(a), ordered=False) for a in answers] if self.foreign else answers

    def _named(self, answer: Answer) -> Answer:
        """An answer with the name under which its exception is exchanged. What ends the process shows it as a traceback does: with its
        module, but for the first one.
        """
        if answer.kind != "raise":
            return answer
        module, _, name = answer.error.rpartition(".")
        if name not in self.doubled:
            return replace(answer, error=name)
        own = not module and not hasattr(builtins, name)
        return replace(answer, error=f"{wire.FIRST}.{name}") if own else answer


def _panicked(answer: Answer) -> Answer:
    """A panic of Rust that has no Python exceptions stands for one, as its `Err` does."""
    if answer.kind == "crash" and answer.text.startswith("panic:"):
        return Answer("raise", error=FOREIGN_ERROR, text=answer.text, output=answer.output)
    return answer


def _between(data: bytes) -> bytes:
    """The answers without what the test harness says before and after them."""
    start = data.find(b"\x01answers\x02")
    return data[start + 9 :] if start >= 0 else b""


def module_paths(sources: Mapping[str, str]) -> dict[str, str]:
    """Where each module lies under the folder that the program is run from."""
    return {name: _path_of(name, sources) for name in sources}


def _path_of(name: str, sources: Mapping[str, str]) -> str:
    if not name:
        return "main.py"
    path = name.replace(".", os.sep)
    is_package = any(other.startswith(name + ".") for other in sources)
    return os.path.join(path, "__init__.py") if is_package else path + ".py"


def _requests(calls: Sequence[Call]) -> bytes:
    return b"".join(b"%d %d " % (entry, len(data)) + data for entry, data in calls)


def _answers(data: bytes, count: int) -> list[Answer]:
    """The answers to that many calls; what is missing is unknown."""
    decoder = Decoder(data)
    found: list[Answer] = []
    try:
        while len(found) < count:
            status = int(decoder.until(b" "))
            found.append(_answer(status, [decoder.take(int(decoder.until(b" "))) for _ in range(4)]))
    except (WireError, ValueError):
        pass
    return found + [Answer("unknown", text="the process ended before it answered")] * (count - len(found))


def answer_of(recorded: Mapping[str, Any]) -> Answer:
    """The answer of CPython's to a call that a test made."""
    parts = [recorded[name].encode("latin-1") for name in ("made", "output")]
    return _answer(recorded["status"], [*parts, b"", b""])


def _answer(status: int, parts: list[bytes]) -> Answer:
    """One answer; what comes last is the time in Rust, or the lines that followed each other in CPython."""
    made, output, errors, more = parts
    nanoseconds = int(more) if more.isdigit() else 0
    pairs = (pair.split(b">") for pair in more.split() if b">" in pair)
    arcs = frozenset((int(a), int(b)) for a, b in pairs)
    if status < 0:
        return Answer("unknown", text="not run: too many calls before it did not end in time")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGALRM, signal.SIGXCPU):
            return Answer("timeout", output=output)
        return Answer("crash", text=f"ended by {signal.Signals(number).name}", output=output)
    code = os.WEXITSTATUS(status)
    if code == 97:
        return Answer("unknown", text="the answer could not be written")
    if made:
        try:
            return replace(_made(Decoder(made), output, arcs), nanoseconds=nanoseconds)
        except (WireError, UnicodeDecodeError) as error:
            return Answer("unknown", text=f"the answer cannot be read: {error}")
    said = errors.decode("utf-8", "replace")
    _, traceback, raised = said.rpartition("Traceback (most recent call last):\n")
    if code == 1 and traceback:
        name, _, text = raised.rstrip("\n").partition(": ")
        return Answer("raise", error=name, text=text, output=output)
    if code == 101 or "panicked at" in said:
        return Answer("crash", text="panic: " + " ".join(said.strip().splitlines()[:3])[:300], output=output)
    text = "" if code == 0 else said.strip() if code == 1 and said.strip() else str(code)
    return Answer("raise", error="SystemExit", text=text, output=output)


def _made(decoder: Decoder, output: bytes, arcs: frozenset[tuple[int, int]]) -> Answer:
    head = decoder.take(1)
    if head == b"U":
        return Answer("unknown", text=decoder.take(int(decoder.until(b":"))).decode("utf-8", "replace"))
    value, error, text = None, "", ""
    if head == b"R":
        value = decoder.value()
    else:
        error, text = decoder.text(), decoder.text()
    after: list[Any] = []
    if decoder.take(1) != b"l":
        raise WireError("no arguments")
    for _ in range(int(decoder.until(b";"))):
        if decoder.data[decoder.at : decoder.at + 1] == b"-":
            decoder.take(1)
            after.append(NOT_OBSERVED)
        else:
            after.append(decoder.value())
    return Answer("return" if head == b"R" else "raise", value, error, text, head == b"X", tuple(after), output, arcs)
