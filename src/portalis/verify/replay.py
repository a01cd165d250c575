"""Runs inside the sandbox, under CPython: the user's own tests, whose calls are answered from elsewhere.

    python replay.py CONFIG > outcomes

Each function that the Rust package has too is replaced by a stand-in. In the first run (``record``) a stand-in makes the call in
a process of its own, so that the test sees of it what could be sent: result, exception, printed output and changed arguments. Later
runs (``answers``) look the calls up in a table, which has what the Rust gave. A call that is not in it ends the test, and is asked for.

Tests are doctests, unittest methods, functions ``test_…``, and the statements at the top of a script that assert. Each runs in a
process of its own, but the statements of a script, which rest on each other, in one.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import functools
import inspect
import io
import json
import os
import signal
import sys
import tempfile
import types
import unittest
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from portalis.verify import pytest_marks as pytest
    from portalis.verify import subject
    from portalis.verify.stand_ins import Stage, UnansweredError
else:
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import pytest
    import subject
    from stand_ins import Stage, UnansweredError

TEST_SECONDS = 10
MAX_TESTS = 300
SHOWN = 600


Outcome = dict[str, Any]
"""What became of a test: ``kind``, ``origin`` (where it stands), ``line``, ``outcome`` (passed, failed, skipped, ended, wanted, unsent) and
``text``; the ``calls`` that it made; of a script's, those of the ``setup`` before it, and what it ``rests`` on of these.
"""


def last_line(error: BaseException) -> str:
    """An exception as the last line of its traceback."""
    return f"{type(error).__name__}: {subject.shown(error)}".rstrip(": ")[:SHOWN]


class Tests:
    """The tests of the module, each as a function that says what became of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        config = stage.subject.config
        self.module = stage.subject.modules[config["module"]]
        self.path = os.path.join(os.path.abspath(config["root"]), config["files"][config["module"]])
        with open(self.path, encoding="utf-8") as file:
            self.tree = ast.parse(file.read())

    def units(self) -> Iterator[tuple[str, str, Callable[[], tuple[str, str]]]]:
        """Kind and origin of each test that runs alone, and what runs it."""
        own = self.module.__name__
        with contextlib.suppress(ValueError):
            for test in doctest.DocTestFinder(exclude_empty=True).find(self.module):
                if test.examples:
                    origin = "<module>" if test.name == own else test.name.removeprefix(own + ".")
                    yield "doctest", origin, self.doctest(test)
        for case in flat(unittest.defaultTestLoader.loadTestsFromModule(self.module)):
            yield "unittest", f"{type(case).__name__}.{case.id().rpartition('.')[2]}", self.unittest(case)
        for name, value in list(vars(self.module).items()):
            if name.startswith("test_") and isinstance(value, types.FunctionType) and value.__module__ == own:
                for label, values in pytest.sets_of(value):
                    # by its name, since a stand-in may have taken its place
                    yield (
                        "pytest",
                        name + label,
                        self.function(value, values, functools.partial(vars(self.module).__getitem__, name)),
                    )
        for name, cls in list(vars(self.module).items()):
            if isinstance(cls, type) and name.startswith("Test") and not issubclass(cls, unittest.TestCase):
                for method, value in list(vars(cls).items()):
                    if method.startswith("test") and isinstance(value, types.FunctionType):
                        for label, values in pytest.sets_of(value):
                            run = self.function(value, values, functools.partial(prepared, cls, method))
                            yield "pytest", f"{name}.{method}{label}", run

    def doctest(self, test: doctest.DocTest) -> Callable[[], tuple[str, str]]:
        """A docstring's examples."""

        def run() -> tuple[str, str]:
            test.globs = dict(vars(self.module))
            # a traceback names the module of an exception's class, but for that which is run
            for value in test.globs.values():
                own = isinstance(value, type) and value.__module__ == self.module.__name__
                if own and issubclass(value, BaseException):
                    value.__module__ = "__main__"
            said = io.StringIO()
            runner = doctest.DocTestRunner(verbose=False)
            failed = runner.run(test, out=said.write, clear_globs=False).failed
            _, _, told = said.getvalue().partition("Failed example:\n")
            lines = [line.strip() for line in told.partition("\n****")[0].splitlines() if line.strip()]
            if "Exception raised:" in lines:
                lines = [*lines[: lines.index("Exception raised:")], "raises", lines[-1]]
            return ("failed" if failed else "passed"), " ".join(lines)[:SHOWN]

        return run

    def unittest(self, case: unittest.TestCase) -> Callable[[], tuple[str, str]]:
        """A method of a TestCase, with what is set up for it."""

        def run() -> tuple[str, str]:
            result = unittest.TestResult()
            unittest.TestSuite([case]).run(result)
            bad = [text for _, text in (*result.failures, *result.errors)]
            if bad or result.unexpectedSuccesses:
                return "failed", (bad[0].strip().splitlines()[-1] if bad else "it succeeds unexpectedly")[:SHOWN]
            return ("skipped", result.skipped[0][1]) if result.skipped else ("passed", "")

        return run

    def function(
        self, value: types.FunctionType, values: dict[str, Any], found: Callable[[], Callable[..., Any]]
    ) -> Callable[[], tuple[str, str]]:
        """A function as pytest would find it, with the values of one of its sets of parameters; ``found`` gives what to call."""

        def run() -> tuple[str, str]:
            wanted = inspect.signature(value).parameters.values()
            missing = [p.name for p in wanted if p.default is p.empty and p.name not in ("self", *values)]
            if missing:
                return "skipped", f"it takes a fixture, `{missing[0]}`"
            if inspect.iscoroutinefunction(value) or inspect.isgeneratorfunction(value):
                return "skipped", "it is asynchronous or a generator"
            if reason := getattr(value, "portalis_skipped", ""):
                return "skipped", reason
            try:
                found()(**values)
            except UnansweredError:
                return "unsent", ""
            except unittest.SkipTest as error:
                return "skipped", str(error)
            except BaseException as error:
                return "failed", last_line(error)
            return "passed", ""

        return run

    def script(self, plain: bool) -> list[Outcome]:
        """Run the module from its top, statement for statement; those that assert are tests."""
        name = "__main__"
        module = types.ModuleType(name)
        sys.modules[name] = self.module = self.stage.subject.modules[""] = module
        self.stage.begin()
        found: list[Outcome] = []
        setup: list[str] = []
        made_by: dict[str, list[str]] = {}
        ended = ""
        checks = checkers(self.tree) - {f["name"] for f in self.stage.subject.functions}
        defined = {s.name for s in self.tree.body if isinstance(s, (ast.FunctionDef, ast.ClassDef))}
        for statement in statements(self.tree):
            asserts = is_check(statement, checks)
            if ended and not asserts:
                continue
            outcome = ("ended", ended) if ended else ("passed", "")
            self.stage.calls = []
            if not ended:
                try:
                    code = compile(ast.Module([statement], []), self.path, "exec")
                    exec(code, vars(module))
                except UnansweredError:
                    outcome = ("unsent", "")
                except BaseException as error:
                    outcome = ("failed", last_line(error))
                if not asserts and outcome[0] != "passed":
                    ended = f"the script ends before, on line {statement.lineno}: {outcome[1] or self.stage.reason}"
                if asserts and outcome[0] == "unsent" and self.stage.wanted:
                    ended = "a call of an earlier statement is not answered"
                if not plain and isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
                    self.stage.enter()
            # what a statement rests on: the calls that made the variables that it mentions
            mentioned = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)} - defined
            rests = [key for name in mentioned for key in made_by.get(name, ())]
            if asserts:
                made = self.outcome("assert", f"line_{statement.lineno}", outcome)
                found.append({**made, "line": statement.lineno, "setup": [*setup], "rests": rests})
            else:
                setup += self.stage.calls
            for name in mentioned if not isinstance(statement, ast.Assert) else ():
                made_by[name] = [*dict.fromkeys([*rests, *self.stage.calls])]
            self.stage.reason = ""
        return found

    def outcome(self, kind: str, origin: str, outcome: tuple[str, str]) -> Outcome:
        """An outcome with what was asked for; a call without an answer counts, whatever the test made of it."""
        stage = self.stage
        state, text = outcome
        if stage.wanted:
            state, text = "wanted", ""
        elif stage.reason:
            state, text = "unsent", stage.reason
        made: Outcome = {"kind": kind, "origin": origin, "line": 0, "outcome": state, "text": text}
        return {**made, "calls": stage.calls, "wanted": stage.wanted, "setup": [], "rests": []}


def prepared(cls: type, method: str) -> Callable[..., Any]:
    """A test method of a new object."""
    made = cls()
    if hasattr(made, "setup_method"):
        made.setup_method()
    test: Callable[..., Any] = getattr(made, method)
    return test


def flat(suite: Any) -> Iterator[Any]:
    """The tests of a suite of suites."""
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from flat(part)
        else:
            yield part


def statements(tree: ast.Module) -> list[ast.stmt]:
    """The statements at the top, those under `if __name__ == …` among them."""
    todo, found = list(tree.body), []
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.If) and "__name__" in {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}:
            todo = [*node.body, *todo]
        else:
            found.append(node)
    return found


def checkers(tree: ast.Module) -> set[str]:
    """The functions at the top that assert."""
    return {
        f.name
        for f in tree.body
        if isinstance(f, ast.FunctionDef) and any(isinstance(n, ast.Assert) for n in ast.walk(f))
    }


def is_check(statement: ast.stmt, checks: set[str]) -> bool:
    """Whether a statement at the top asserts, itself or by a function that it calls."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return False
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value.func
        return isinstance(called, ast.Name) and called.id in checks
    return any(isinstance(n, ast.Assert) for n in ast.walk(statement))


def apart(work: Callable[[], list[Outcome]], table: dict[str, Any] | None = None) -> list[Outcome] | None:
    """What a function says in a process of its own; None when that ends before. What it recorded is added to ``table``."""
    with tempfile.TemporaryFile() as file:
        child = os.fork()
        if child == 0:
            try:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.alarm(TEST_SECONDS)
                file.write(json.dumps([work(), table]).encode())
                file.flush()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        file.seek(0)
        try:
            found, recorded = json.loads(file.read())
        except ValueError:
            return None
    if table is not None:
        table.update(recorded)
    outcomes: list[Outcome] = found
    return outcomes


def main() -> None:
    """Run the tests that the configuration asks for, and write a line of JSON for each, then what was recorded."""
    with open(sys.argv[1], encoding="utf-8") as file:
        config = json.load(file)
    real = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.stdin = io.StringIO(config["stdin"])
    sys.argv = [config["files"][""], *config["arguments"]]
    stage = Stage(config)
    stage.subject.load("portalis_subject")
    tests = Tests(stage)
    recorded = stage.table if stage.recording else None
    todo: list[tuple[str, str, Callable[[bool], list[Outcome]]]] = []
    for kind, origin, run in tests.units():

        def one(plain: bool, kind: str = kind, origin: str = origin, run: Any = run) -> list[Outcome]:
            if not plain:
                stage.enter()
            stage.begin()
            return [tests.outcome(kind, origin, run())]

        todo.append((kind, origin, one))
    if not config["module"] and any(is_check(s, checkers(tests.tree)) for s in statements(tests.tree)):
        todo.append(("assert", "", tests.script))
    only = config["only"]
    for kind, origin, work in todo[:MAX_TESTS]:
        if only is not None and [kind, origin] not in only:
            continue
        sys.stdin = io.StringIO(config["stdin"])
        lost: Outcome = {
            "kind": kind,
            "origin": origin,
            "line": 0,
            "outcome": "ended",
            "text": "it does not end in time",
        }
        lost.update(calls=[], wanted=[], setup=[], rests=[])
        before = apart(functools.partial(work, True)) if stage.recording else None
        made = apart(functools.partial(work, False), recorded)
        found = [lost] if made is None else made
        if stage.recording:
            alone = {(o["kind"], o["origin"]): o for o in before or [lost]}
            for outcome in found:
                plain = alone.get((outcome["kind"], outcome["origin"]), lost)
                outcome["plain"], outcome["plain_text"] = plain["outcome"], plain["text"]
        subject.write_all(real, b"".join(json.dumps(outcome).encode() + b"\n" for outcome in found))
    subject.write_all(real, json.dumps({"table": recorded or {}}).encode() + b"\n")


if __name__ == "__main__":
    main()
