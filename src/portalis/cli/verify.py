"""``portalis verify PYTHON [RUST_PACKAGE]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from portalis.api import TranslationRequest, report, verify
from portalis.cli import exit_codes
from portalis.cli.recorded import keep_runs, read_runs
from portalis.cli.session import load, options_of, show, sources_of
from portalis.diagnostics import Diagnostic, DiagnosticError, InputError
from portalis.options import Budget, Options, VerifyOptions

MAX_FILE = 4 << 20
"""Bytes of one file of a foreign package; a larger one is no source."""


def verify_command(namespace: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Verify and report; the exit status is the one that the documentation lists."""
    sources: Mapping[str, Sequence[str]] = {}
    try:
        from portalis.cli.verify_table import progress, table

        modules = load(namespace.path)
        sources = sources_of(modules)
        # what was refused is shown with the rest: the other functions are verified all the same
        asked = options_of(namespace)
        options = Options(asked.int_mode, True, asked.deadline_s, asked.package_name, asked.format_rust)
        package = read_rust(Path(namespace.package)) if namespace.package else None
        stdins = tuple(map(_standard_input, namespace.stdin or ()))
        recorded = read_runs(Path(namespace.inputs)) if namespace.inputs else ()
        if not stdins and (arguments or not recorded):
            stdins = ("",)
        full = not namespace.check_only
        budget = Budget(generated=namespace.cases, wild=namespace.cases // 2, seed=namespace.seed)
        wishes = VerifyOptions(True, full, full, full, budget, stdins, tuple(arguments), recorded)
        if namespace.record:
            keep_runs(Path(namespace.record), wishes.runs)
        with progress(namespace.format == "text" and sys.stderr.isatty()) as listener:
            found = verify(
                TranslationRequest(modules, options),
                package=package,
                wishes=wishes,
                unsafe=namespace.unsafe_no_sandbox,
                listener=listener,
            )
        if namespace.html:
            _write(Path(namespace.html), report(found, "html"))
    except ModuleNotFoundError as error:
        hint = "pip install 'portalis[verify]'"
        missing = Diagnostic("P0123", f"`{error.name}` is not installed", None, hint)
        show([missing], sources, namespace.color)
        return exit_codes.INPUT
    except DiagnosticError as error:
        show(error.diagnostics, sources, namespace.color)
        return exit_codes.INPUT
    if namespace.format != "text":
        sys.stdout.write(report(found, namespace.format))
    else:
        show(found.subject.diagnostics, sources, namespace.color)
        table(found, namespace.color)
    if found.contradicted:
        return exit_codes.CONTRADICTED
    if not found.subject.files:
        return exit_codes.REFUSED
    return exit_codes.OK if found.verified else exit_codes.UNKNOWN


def read_rust(folder: Path) -> dict[str, str]:
    """The text files of a Cargo package, what cargo has built left out.

    Raises:
        InputError: when there is no package, or it cannot be read.
    """
    if not (folder / "Cargo.toml").is_file():
        raise InputError(Diagnostic("P0101", f"{folder} is no Cargo package", None, "it has no Cargo.toml"))
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in ("target", ".git") or path.is_symlink() or not path.is_file():
            continue
        if path.stat().st_size > MAX_FILE:
            continue
        try:
            found[name.as_posix()] = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # data that a package carries is no source; a package that needs it does not compile
    return found


def _standard_input(name: str) -> str:
    """The text of a file, or with `-` what this program's standard input holds."""
    if name != "-":
        return _text(Path(name))
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(Diagnostic("P0101", f"standard input cannot be read: {error}")) from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Diagnostic("P0101", f"{path} cannot be read: {error}")) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(Diagnostic("P0110", f"cannot write {path}: {error.strerror or error}")) from error
