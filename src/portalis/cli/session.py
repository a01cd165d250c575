"""What ``translate`` and ``run`` share: read, translate under a deadline, and show what was found."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

from portalis.api import SourceModule, TranslationRequest, TranslationResult, read_input, translate
from portalis.diagnostics import DeadlineError, Diagnostic, DiagnosticError, render_all
from portalis.options import Options

DEADLINE_GRACE = 1.25
"""The compiler watches its own deadline; the command line enforces it this much later."""


class RefusedError(DiagnosticError):
    """The translator gave up as a whole: a deadline, or a fault of its own."""


def options_of(namespace: argparse.Namespace) -> Options:
    """The options that the command line chose."""
    return Options(
        int_mode=namespace.int_mode,
        partial=getattr(namespace, "partial", False),
        deadline_s=namespace.deadline,
        package_name=namespace.package_name,
        format_rust=not getattr(namespace, "no_rustfmt", False),
        dump_after=getattr(namespace, "dump_after", None),
    )


def load(path: str) -> tuple[SourceModule, ...]:
    """Read the modules that ``path`` names.

    Raises:
        InputError: when they cannot be read.
    """
    return read_input(path)


def translate_modules(modules: tuple[SourceModule, ...], options: Options) -> TranslationResult:
    """Translate, with the deadline enforced and the translator's own faults made diagnostics.

    Raises:
        InputError: when the input is not Python.
        RefusedError: when the deadline passed or the translator failed.
    """
    try:
        with _alarm(options.deadline_s * DEADLINE_GRACE * max(1, len(modules))):
            return translate(TranslationRequest(modules, options), options)
    except DeadlineError as error:
        raise RefusedError(error.diagnostics) from error
    except DiagnosticError:
        raise
    except (RecursionError, MemoryError) as error:
        _reraise_for_debugging(error)
        raise RefusedError(Diagnostic("P0903", "the program is nested too deeply for the translator")) from error
    except Exception as error:
        _reraise_for_debugging(error)
        detail = f"{type(error).__name__}: {error}"
        raise RefusedError(
            Diagnostic("P0999", f"the translator failed ({detail[:300]})", None, "PORTALIS_TRACEBACK=1 shows where")
        ) from error


def sources_of(modules: Iterable[SourceModule]) -> dict[str, list[str]]:
    """The lines of each module by path, for rendering."""
    return {module.path: module.text.split("\n") for module in modules}


def show(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Sequence[str]], color: str) -> None:
    """Render diagnostics on standard error."""
    if diagnostics:
        print(render_all(diagnostics, sources, _use_color(color)), file=sys.stderr)


def _use_color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _reraise_for_debugging(error: BaseException) -> None:
    if os.environ.get("PORTALIS_TRACEBACK"):
        raise error


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise DeadlineError in this thread after ``seconds``, where the system has interval timers."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise DeadlineError(Diagnostic("P0901", f"the translation took longer than {seconds:g} s"))

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
