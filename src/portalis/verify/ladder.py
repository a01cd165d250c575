"""Climbs the ladder for one package: check, differential run, the user's tests, the program as a whole."""

from __future__ import annotations

import ast
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portalis.diagnostics import Diagnostic, Severity
from portalis.interface import ClassShape, Function, LineMap
from portalis.options import ProgramInput, VerifyOptions
from portalis.verify.buildcache import install, new_job
from portalis.verify.cargo import Built, Checked, Finding, build, check
from portalis.verify.differential import Differential
from portalis.verify.evidence import Evidence, Verdict, gather
from portalis.verify.foreign import tokens_of
from portalis.verify.hints import has_state
from portalis.verify.kinds import awaited
from portalis.verify.named_apart import doubled_in, named_apart
from portalis.verify.replays import Replays
from portalis.verify.rustdriver import make_driver
from portalis.verify.sandbox import Sandbox, described
from portalis.verify.script import ScriptRun, Scripts
from portalis.verify.sessions import PythonSide, RustSide
from portalis.verify.user_tests import TestRun, UserTest, origins, run_tests
from portalis.verify.wire import WITHHELD


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged. ``sources`` is by dotted module name, the first module's name being empty."""

    sources: Mapping[str, str]
    path: str
    files: Mapping[str, str]
    functions: tuple[Function, ...]
    classes: tuple[ClassShape, ...]
    lines: Mapping[str, LineMap]
    diagnostics: tuple[Diagnostic, ...] = ()
    foreign: bool = False
    """Whether somebody else wrote the Rust."""
    script: bool = False
    """Whether the Python does something when it is run."""
    refused: tuple[str, ...] = ()
    """Items that have no Rust, and why."""
    tests: tuple[UserTest, ...] = ()
    """The user's tests, as they stand at the end of the first module."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """Where each module lies, by its name."""
    written: str = ""
    """The first module as the user wrote it, where ``sources`` has another form of it: that with the tests as functions."""
    given: frozenset[tuple[str, str]] = frozenset()
    """What somebody put in for what was refused, by module and name: it is the whole of it."""

    @property
    def doubled(self) -> frozenset[str]:
        """The names that classes of several modules have."""
        return doubled_in(map(ast.parse, self.sources.values()))


@dataclass(slots=True)
class Verification:
    """Everything that was found."""

    subject: Subject
    sandbox: str
    checked: Checked | None = None
    items: list[Evidence] = field(default_factory=list)
    scripts: list[ScriptRun] = field(default_factory=list)
    tests: list[TestRun] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    rungs: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """Verified, contradicted, or not known."""
        return "contradicted" if self.contradicted else "verified" if self.verified else "unknown"

    @property
    def confidence(self) -> float:
        """That of the item that is least sure; 0 where anything is contradicted or refused, or nothing was judged."""
        if self.contradicted or self.subject.refused:
            return 0.0
        return min((i.confidence for i in self.items), default=0.0)

    @property
    def summary(self) -> str:
        """How many items have which verdict."""
        counts = Counter(i.verdict for i in self.items)
        parts = [f"{counts[v]} {v}" for v in ("verified", "contradicted", "unknown") if counts[v]]
        if self.subject.refused:
            parts.append(f"{len(self.subject.refused)} refused")
        return ", ".join(parts) or "nothing to judge"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What rustc and clippy said."""
        return self.checked.findings if self.checked else ()

    @property
    def contradicted(self) -> bool:
        """Whether anything was shown to be wrong."""
        return (
            (self.checked is not None and not self.checked.compiled and not self.checked.reason)
            or any(i.verdict == "contradicted" for i in self.items)
            or any(s.agreed is False for s in self.scripts)
        )

    @property
    def verified(self) -> bool:
        """Whether every item is verified and nothing was refused."""
        items = [i for i in self.items if i.kind != "module"]
        good = all(i.verdict == "verified" for i in items) and not self.contradicted and not self.subject.refused
        return good and (bool(items) or any(s.agreed for s in self.scripts))

    def to_json(self) -> dict[str, Any]:
        """The verification as plain JSON values."""
        return {
            "path": self.subject.path,
            "verdict": self.verdict,
            "confidence": round(self.confidence, 4),
            "metadata": {
                "mode": "quality" if {"differential", "program"} & set(self.rungs) else "standard",
                "rungs": self.rungs,
                "sandbox": self.sandbox,
                "seconds": {k: round(v, 3) for k, v in self.seconds.items()},
                "foreign": self.subject.foreign,
            },
            "compiled": self.checked.compiled if self.checked else None,
            "findings": [f.to_json() for f in self.findings],
            "items": [i.to_json() for i in self.items],
            "refused": list(self.subject.refused),
            "tests": [
                {
                    "name": t.test.name,
                    "kind": t.test.kind,
                    "about": list(t.test.about),
                    "how": t.how,
                    "passed": t.passed,
                    "why": t.why,
                }
                for t in self.tests
            ],
            "program_runs": [s.to_json() for s in self.scripts],
            "notes": self.notes,
        }


MAX_WATCHED = 8
"""Runs of the program in which the calls of its functions are watched for inputs."""

Listener = Callable[[str, str], None]


def climb(
    subject: Subject, sandbox: Sandbox, options: VerifyOptions = VerifyOptions(), listener: Listener | None = None
) -> Verification:
    """Judge a package; ``listener`` is told of each rung and item as it is reached.

    Raises:
        ToolchainError: when there is no Rust toolchain, or the crates cannot be had.
        OSError: when the sandbox cannot be started.
    """
    tell = listener or (lambda rung, what: None)
    functions, classes = named_apart(subject.functions, subject.classes, subject.doubled)
    subject = replace(subject, functions=functions, classes=classes)
    found = Verification(subject, described(sandbox))
    if sandbox.level == "limits":
        found.notes.append("there is no sandbox: what ran could read files and use the network")
    evidence = gather([f for f in subject.functions if f.kind != "test"])
    found.items = list(evidence.values())
    _note_refusals(subject, evidence)
    begun = time.monotonic()

    def lap(rung: str) -> None:
        nonlocal begun
        now = time.monotonic()
        found.seconds[rung] = found.seconds.get(rung, 0.0) + now - begun
        begun = now

    with new_job(sandbox) as job:
        lap("prepare")
        package = install(job, "package", subject.files)
        if options.lint or not (options.differential or options.script):
            found.checked = check(sandbox, job, package, subject.lines, subject.files)
            found.rungs.append("check")
            lap("check")
            tell("check", "compiled" if found.checked.compiled else "does not compile")
            _note_check(found, found.checked, evidence)
            if not found.checked.compiled or not (options.differential or options.script):
                return found
        driver = make_driver(subject.files, subject.functions, subject.classes, subject.doubled)
        install(job, "package", driver.files)
        built = build(sandbox, job, package, ["test", "--no-run"])
        lap("build")
        for item in evidence.values():
            item.compiled = item.compiled or (True if built.executable is not None else None)
        if built.executable is None:
            found.notes.append("the driver does not build: " + _first_error(built))
            return found
        if options.differential and subject.functions:
            _differential(found, evidence, job, sandbox, options, built.executable, driver.refused, tell)
            lap("differential")
        if options.tests:
            _user_tests(found, evidence, job, sandbox, options, built.executable, driver.refused)
            if found.tests:
                found.rungs.append("tests")
                lap("tests")
                tell("tests", "")
        if options.script and subject.script and not _has_top(subject):
            found.notes.append("the program was not run: the code at its top was refused")
            if any(item.kind == "module" for item in evidence.values()):
                _beginning(found, evidence, job, sandbox, options, package)
                lap("program")
        elif options.script and subject.script:
            executable: Path | None = built.executable
            harness = not subject.foreign and not any("argv" in text for text in subject.sources.values())
            if not harness:
                install(job, "package", subject.files)
                executable = build(sandbox, job, package, ["build"]).executable
            if executable is None:
                found.notes.append("the program was not run: the package has none")
            else:
                _program(found, evidence, job, sandbox, options, executable, harness)
            lap("program")
            tell("program", "")
    return found


def _has_top(subject: Subject, module: str = "") -> bool:
    """Whether the code at the top of a module is in the Rust; of a package from elsewhere that is not known."""
    return subject.foreign or any(f.kind == "module" and f.module == module for f in subject.functions)


def _first_error(built: Built) -> str:
    errors = [f for f in built.findings if f.level == "error"]
    return errors[0].text if errors else (built.log.strip().splitlines() or ["no message"])[-1]


def _note_check(found: Verification, checked: Checked, evidence: Mapping[tuple[str, str], Evidence]) -> None:
    if checked.reason:
        found.notes.append(checked.reason)
    compiled = True if checked.compiled else None if checked.reason else False
    for item in evidence.values():
        item.compiled = compiled
        for finding in checked.findings:
            inside = finding.python_line and item.line <= finding.python_line <= item.end_line
            item.lints += bool(inside and finding.lint and item.kind != "module")


def _note_refusals(subject: Subject, evidence: Mapping[tuple[str, str], Evidence]) -> None:
    """What the translator refused a part of has Rust all the same in a partial translation; it is not the whole of it."""
    for d in subject.diagnostics:
        if d.span is None or d.severity is not Severity.ERROR:
            continue
        for item in evidence.values():
            if (
                d.span.path == (subject.paths.get(item.module) if item.module else subject.path)
                and (item.module, item.name) not in subject.given
                and item.kind != "module"
                and item.line <= d.span.line <= item.end_line
            ):
                item.untried += (f"the translator refused a part of it: {d.message}",)


def _differential(
    found: Verification,
    evidence: Mapping[tuple[str, str], Evidence],
    job: Path,
    sandbox: Sandbox,
    options: VerifyOptions,
    executable: Path,
    refused: Mapping[int, str],
    tell: Listener,
) -> None:
    subject = found.subject
    python = PythonSide(sandbox, job, subject.sources, subject.functions, subject.classes, subject.doubled)
    rust = RustSide(sandbox, job, executable, foreign=subject.foreign, doubled=subject.doubled)
    trees = {name: awaited(ast.parse(text)) for name, text in subject.sources.items()}
    run = Differential(python, rust, subject.functions, subject.classes, trees, options.budget)
    for given in options.runs[:MAX_WATCHED]:
        run.observe(given.stdin, given.arguments)
    found.rungs.append("differential")
    stateful = any(map(has_state, trees.values()))
    for index in run.order():
        function = subject.functions[index]
        if function.kind in ("module", "test"):
            continue
        item = evidence[function.module, function.name]
        item.stateful |= function.needs_module and stateful
        if index in refused:
            item.untried += (refused[index],)
            continue
        trial = run.trial(index)
        item.trials.append(trial)
        if hidden := next((why for why in trial.undetermined if any(said in why for said in WITHHELD)), ""):
            item.untried += (f"for some input, {hidden.removeprefix('CPython: ')}",)
        if trial.compared and trial.unseen:
            item.untried += (f"no input had an object of `{trial.unseen[0]}`, which it may be given",)
        tell("differential", f"{function.name}: {item.why}")
    for (module, name), item in evidence.items():
        mine = [i for i, f in enumerate(subject.functions) if (f.module, f.name) == (module, name)]
        # a closed program has the types of its own calls, and not of those in its doctests
        callers = ("program",) if subject.script and not subject.foreign else ("program", "doctest")
        open_ = [i for i in mine if i not in refused] if not item.untried else []
        if item.trials and (stranger := run.strangers(open_, callers)):
            item.untried += (f"{stranger} is called, which fits the types of none of its Rust functions",)


def _user_tests(
    found: Verification,
    evidence: Mapping[tuple[str, str], Evidence],
    job: Path,
    sandbox: Sandbox,
    options: VerifyOptions,
    executable: Path,
    refused: Mapping[int, str],
) -> None:
    """The tests that stand in the Rust, then the others, which run under CPython and call the Rust."""
    subject = found.subject
    if subject.tests:
        found.tests = run_tests(sandbox, job, subject.tests, subject.functions, subject.sources[""], executable)
    standing = {(t.test.kind, t.test.origin) for t in found.tests if t.test.name in _carried(subject)}
    found.tests = [t for t in found.tests if (t.test.kind, t.test.origin) in standing]
    sources = {**subject.sources, "": subject.written or subject.sources[""]}
    python = PythonSide(sandbox, job, sources, subject.functions, subject.classes, subject.doubled)
    rust = RustSide(sandbox, job, executable, foreign=subject.foreign, doubled=subject.doubled)
    classes = {c.name: c for c in subject.classes}
    given = options.runs[0] if options.runs else ProgramInput()
    for module, text in sources.items() if subject.functions else ():
        # those of the first module that stand in the Rust have been run
        if not origins(text) - (set() if module else standing):
            continue
        replayed = Replays(python, rust, subject.functions, classes, refused, given, module).run()
        found.tests += [t for t in replayed if module or (t.test.kind, t.test.origin) not in standing]
    for run in found.tests:
        for key in run.items or [("", name) for name in run.test.about]:
            item = evidence.get(key)
            if item is None:
                continue
            if run.passed:
                item.tests_passed += 1
            elif run.passed is None:
                item.tests_untranslated += 1
            else:
                item.tests_failed.append(run.test.name)


def _carried(subject: Subject) -> set[str]:
    """The tests that have a `#[test]`."""
    return {f.name for f in subject.functions if f.kind == "test"}


_OUTSIDE = frozenset("input stdin argv open time datetime random os environ uuid socket subprocess".split())


def takes_input(text: str) -> bool:
    """Whether a source mentions anything that lets the outside in; when in doubt, it does."""
    names = {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
    names |= {n.attr for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Attribute)}
    return bool(names & _OUTSIDE)


def _beginning(
    found: Verification,
    evidence: Mapping[tuple[str, str], Evidence],
    job: Path,
    sandbox: Sandbox,
    options: VerifyOptions,
    package: Path,
) -> None:
    """The code of the modules that a program whose own code was refused runs before that: what importing them does."""
    from portalis.verify.sessions import module_paths

    subject = found.subject
    runs = {f.rust: f.module for f in subject.functions if f.kind == "module"}
    words = tokens_of(subject.files["src/main.rs"])
    called = [
        "".join(words[at : at + 3]) for at in range(len(words) - 3) if words[at + 1] == "::" and words[at + 3] == "("
    ]
    begun = [runs[path] for path in called if path in runs]
    if not begun or "" in begun:
        return
    install(job, "package", subject.files)
    executable = build(sandbox, job, package, ["build"]).executable
    if executable is None:
        return
    imports = "".join(f"import {name}\n" for name in begun)
    texts = {**subject.sources, "": imports}
    scripts = Scripts(sandbox, job, {path: texts[n] for n, path in module_paths(texts).items()}, executable, False)
    done = [scripts.compare(given.stdin, given.arguments) for given in options.runs]
    for run in done:
        if not run.agreed:
            # what has no Rust yet may be what is missing, so that nothing is shown to be wrong
            found.notes.append(
                f"what importing {', '.join(begun)} does differs in {run.difference}: "
                f"Python has {run.python!r}, the Rust {run.rust!r}"
            )
    if done and all(run.agreed for run in done):
        for item in evidence.values():
            if item.kind == "module" and item.module in begun:
                item.script_agreed = True
                item.takes_input = any(map(takes_input, subject.sources.values()))


def _program(
    found: Verification,
    evidence: Mapping[tuple[str, str], Evidence],
    job: Path,
    sandbox: Sandbox,
    options: VerifyOptions,
    executable: Path,
    harness: bool,
) -> None:
    from portalis.verify.sessions import module_paths

    sources = {path: found.subject.sources[name] for name, path in module_paths(found.subject.sources).items()}
    scripts = Scripts(sandbox, job, sources, executable, harness)
    found.rungs.append("program")
    lacking = [name for name in found.subject.sources if not _has_top(found.subject, name)]
    for given in options.runs:
        run = scripts.compare(given.stdin, given.arguments)
        if run.agreed is False and lacking and not found.subject.foreign:
            # what was refused may be all that is missing, so that nothing is shown to be wrong
            why = f"{run.difference}, and the code at the top of {', '.join(lacking)} was refused"
            found.notes.append(f"the program differs in {why}: Python has {run.python!r}, the Rust {run.rust!r}")
            run = replace(run, agreed=None, difference=why)
        found.scripts.append(run)
    verdicts: Sequence[bool | None] = [s.agreed for s in found.scripts]
    agreed = False if False in verdicts else True if True in verdicts else None
    for item in evidence.values():
        reached = item.kind == "module" or any(t.observed for t in item.trials)
        if item.kind == "module":
            item.script_agreed = agreed
            item.takes_input = any(map(takes_input, found.subject.sources.values()))
        elif reached and agreed:
            item.script_agreed = True
