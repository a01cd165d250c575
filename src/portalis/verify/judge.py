"""Puts a translation, or somebody else's package, before the ladder."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Protocol

from portalis.diagnostics import Diagnostic, Severity
from portalis.interface import ClassShape, Function, LineMap
from portalis.options import VerifyOptions
from portalis.verify.additions import Home, additions, declared
from portalis.verify.families import with_structs
from portalis.verify.foreign import read_package
from portalis.verify.ladder import Listener, Subject, Verification, climb
from portalis.verify.sandbox import Sandbox, described
from portalis.verify.user_tests import UserTest, is_test, only_tests, without_runner


class Module(Protocol):
    """A Python module as the facade reads it."""

    @property
    def name(self) -> str:
        """As the facade's field."""
        ...

    @property
    def path(self) -> str:
        """As the facade's field."""
        ...

    @property
    def text(self) -> str:
        """As the facade's field."""
        ...

    @property
    def is_package(self) -> bool:
        """As the facade's field."""
        ...


class Translated(Protocol):
    """A translation as the facade gives it."""

    @property
    def files(self) -> dict[str, str]:
        """As the facade's field."""
        ...

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """As the facade's field."""
        ...

    @property
    def functions(self) -> tuple[Function, ...]:
        """As the facade's field."""
        ...

    @property
    def classes(self) -> tuple[ClassShape, ...]:
        """As the facade's field."""
        ...

    @property
    def lines(self) -> dict[str, LineMap]:
        """As the facade's field."""
        ...

    @property
    def homes(self) -> dict[str, str]:
        """As the facade's field."""
        ...

    @property
    def ok(self) -> bool:
        """As the facade's field."""
        ...


def judge(
    modules: Sequence[Module],
    result: Translated,
    package: Mapping[str, str] | None,
    options: VerifyOptions,
    *,
    unsafe: bool = False,
    listener: Listener | None = None,
    tests: Sequence[UserTest] = (),
    written: str = "",
) -> Verification:
    """The verification of a translation, or of a package; ``written`` is the first module as the user wrote it.

    A package that carries the runtime of translations is called as a translation of the source would be; where it
    differs from the translation, functions that were refused are described from their Rust signatures.

    Raises:
        ToolchainError: when a tool is missing, or nothing may be run on this machine.
        OSError: when the sandbox cannot be started.
    """
    sandbox = Sandbox.best(allow_limits_only=unsafe)
    ours = package is None or "src/pyrt/mod.rs" in package
    sources = {"" if m is modules[0] else m.name: m.text for m in modules}
    paths = {"" if m is modules[0] else m.name: m.path for m in modules}
    path = modules[0].path
    notes: tuple[str, ...] = ()
    if package is None and not result.files:
        found = Verification(_nothing(sources, path, result), described(sandbox))
        found.notes.append("nothing was translated")
        return found
    if package is not None and not ours:
        functions, classes, notes = read_package(package, ast.parse(modules[0].text))
        script = is_script(sources[""])
        subject = Subject(sources, path, package, functions, classes, {}, (), True, script, notes, (), paths, written)
    else:
        files = package if package is not None else result.files
        lines = (
            result.lines
            if package is None
            else {n: m for n, m in result.lines.items() if files.get(n) == result.files[n]}
        )
        functions, classes, diagnostics = result.functions, result.classes, result.diagnostics
        given: frozenset[tuple[str, str]] = frozenset()
        if package is not None and package != result.files:
            homes = [
                Home(name, text, paths[name], result.homes[name], module)
                for (name, text), module in zip(sources.items(), modules)
            ]
            made = additions(homes, package, functions, classes, diagnostics, result.files)
            functions, classes, diagnostics, notes = made.functions, made.classes, made.diagnostics, made.notes
            given = made.given
        classes = with_structs(declared(classes, files), files)
        refused = tuple(
            d.message
            for d in diagnostics
            if d.severity is Severity.ERROR and not _inside_tests(d, modules[0].path, modules[0].text)
        )
        script = "src/main.rs" in files
        subject = Subject(
            sources,
            path,
            files,
            functions,
            classes,
            lines,
            diagnostics,
            False,
            script,
            (*refused, *notes),
            tuple(tests),
            paths,
            written,
            given,
        )
    return climb(subject, sandbox, options, listener)


def _inside_tests(diagnostic: Diagnostic, path: str, text: str) -> bool:
    """Whether a diagnostic is about a test of the first module, which runs under CPython where it cannot stand in the Rust."""
    span = diagnostic.span
    if span is None or span.path != path:
        return False
    tests = [
        node
        for node in ast.parse(text).body
        if (isinstance(node, ast.FunctionDef) and is_test(node))
        or (isinstance(node, ast.ClassDef) and only_tests(node))
    ]
    return any(node.lineno <= span.line <= (node.end_lineno or node.lineno) for node in tests)


def _nothing(sources: Mapping[str, str], path: str, result: Translated) -> Subject:
    refused = tuple(d.message for d in result.diagnostics if d.severity is Severity.ERROR)
    return Subject(sources, path, {}, (), (), {}, result.diagnostics, refused=refused)


def is_script(text: str) -> bool:
    """Whether a module does something when it is run."""
    quiet = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    return any(
        not isinstance(s, quiet) and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        for s in ast.parse(without_runner(text)).body
    )
