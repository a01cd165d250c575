"""``portalis run PATH [-- ARGS]``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from portalis.cli import exit_codes
from portalis.cli.session import RefusedError, load, options_of, show, sources_of, translate_modules
from portalis.diagnostics import Diagnostic, DiagnosticError, ToolchainError
from portalis.toolchain import build_cached


def run_command(namespace: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Translate, build in the cache and run; returns the program's own exit status when it gets that far."""
    sources: Mapping[str, Sequence[str]] = {}
    try:
        options = options_of(namespace)
        modules = load(namespace.path)
        sources = sources_of(modules)
        result = translate_modules(modules, options)
        show(result.diagnostics, sources, namespace.color)
        if not result.ok:
            return exit_codes.REFUSED
        executable = build_cached(result.files, release=namespace.release)
        if executable is None:
            raise ToolchainError(
                Diagnostic(
                    "P0111",
                    f"{namespace.path} has no script body to run",
                    None,
                    "translate it as a library with `portalis translate`",
                )
            )
    except RefusedError as error:
        show(error.diagnostics, sources, namespace.color)
        return exit_codes.REFUSED
    except DiagnosticError as error:
        show(error.diagnostics, sources, namespace.color)
        return exit_codes.INPUT
    return _run(str(executable), namespace.path, arguments)


def _run(executable: str, shown: str, arguments: Sequence[str]) -> int:
    """Become the program, where the system can replace a process; else wait for it.

    The program sees the Python source's path as its own name, as a script sees it in ``sys.argv[0]``.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if hasattr(os, "execv") and os.name == "posix":
        os.execv(executable, [shown, *arguments])
    return subprocess.run([executable, *arguments], check=False).returncode
