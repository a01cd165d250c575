"""``portalis translate PATH -o OUT``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from portalis import __version__
from portalis.api import TranslationRequest, TranslationResult, with_tests
from portalis.cli import exit_codes
from portalis.cli.session import RefusedError, load, options_of, show, sources_of, translate_modules
from portalis.diagnostics import Diagnostic, DiagnosticError, Severity, sort_key
from portalis.output import check_output, write_package


def translate_command(namespace: argparse.Namespace) -> int:
    """Translate, write, and report; the exit status is the one that the documentation lists."""
    status, diagnostics, result, sources, written = _work(namespace)
    if namespace.format == "json":
        document = report(status, diagnostics, result, written)
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
        return status
    show(diagnostics, sources, namespace.color)
    if result is not None and namespace.dump_after is not None:
        sys.stdout.write(result.dump or "")
        return status
    errors = sum(1 for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)
    if status == exit_codes.REFUSED:
        outcome = f"partial result in {written}" if written else "nothing was written"
        print(f"\n{_counted(errors, 'refusal')}; {outcome}", file=sys.stderr)
    return status


def report(
    status: int, diagnostics: Sequence[Diagnostic], result: TranslationResult | None, written: str | None
) -> dict[str, Any]:
    """The JSON document of ``--format json``; its keys are the same whatever happened."""
    return {
        "version": __version__,
        "ok": status == exit_codes.OK,
        "exit_status": status,
        "output": written,
        "files": sorted(result.files) if result is not None else [],
        "crates": dict(sorted(result.crates.items())) if result is not None else {},
        "items": [item.to_json() for item in result.items] if result is not None else [],
        "diagnostics": [diagnostic.to_json() for diagnostic in sorted(diagnostics, key=sort_key)],
        "dump": result.dump if result is not None else None,
    }


_Work = tuple[int, Sequence[Diagnostic], TranslationResult | None, Mapping[str, Sequence[str]], str | None]


def _work(namespace: argparse.Namespace) -> _Work:
    """Everything but the reporting: status, diagnostics, result, source lines, and the folder that was written."""
    sources: Mapping[str, Sequence[str]] = {}
    result: TranslationResult | None = None
    source = None if namespace.path == "-" else Path(namespace.path)
    try:
        out = Path(namespace.output) if namespace.output and not namespace.dump_after else None
        if out is not None:
            check_output(out, force=namespace.force, source=source)
        options = options_of(namespace)
        modules = load(namespace.path)
        sources = sources_of(modules)
        result = translate_modules(modules, options)
        if namespace.tests:
            result = with_tests(TranslationRequest(modules, options), result)
        status = exit_codes.OK if result.ok else exit_codes.REFUSED
        written = None
        if out is not None and result.files and (result.ok or options.partial):
            write_package(out, result.files, force=namespace.force, source=source)
            written = str(out)
        return status, result.diagnostics, result, sources, written
    except RefusedError as error:
        return exit_codes.REFUSED, error.diagnostics, None, sources, None
    except DiagnosticError as error:
        return exit_codes.INPUT, error.diagnostics, result, sources, None


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
