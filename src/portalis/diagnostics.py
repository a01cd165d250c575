"""Diagnostics: what is said about a place in the source, and how it is shown.

A diagnostic carries a code of :mod:`portalis.codes`, a message, the span that it is about and, where there is one, a
hint. Columns count code points from 0 and lines from 1, as editors and Python's own ``ast`` users expect after
conversion from UTF-8 offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

MAX_SHOWN_LINE = 240
"""Longest piece of a source line that a rendering shows."""


class Severity(str, Enum):
    """How much a diagnostic weighs: only errors make a translation incomplete."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of one source file: lines from 1, columns in code points from 0, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to_json(self) -> dict[str, Any]:
        """The span as plain JSON values."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with the code that ``portalis explain`` takes."""

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    severity: Severity = Severity.ERROR

    def to_json(self) -> dict[str, Any]:
        """The diagnostic as plain JSON values, with a stable set of keys."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "span": None if self.span is None else self.span.to_json(),
            "hint": self.hint,
        }


class PortalisError(Exception):
    """Base of the exceptions that Portalis raises on purpose."""


class DiagnosticError(PortalisError):
    """An exception that carries diagnostics."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = (
            (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        )
        super().__init__("; ".join(f"{item.code}: {item.message}" for item in self.diagnostics))


class InputError(DiagnosticError):
    """The input is not Python, or cannot be read: exit status 2."""


class OutputError(DiagnosticError):
    """The result cannot be written: exit status 2."""


class ToolchainError(DiagnosticError):
    """A Rust tool is missing or failed: exit status 2."""


class DeadlineError(DiagnosticError):
    """A file took longer than its deadline: it is refused."""


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """Order for display: by file, place and code; those without a place come first."""
    span = diagnostic.span
    if span is None:
        return ("", 0, 0, diagnostic.code, diagnostic.message)
    return (span.path, span.line, span.column, diagnostic.code, diagnostic.message)


_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(diagnostic: Diagnostic, source_lines: Sequence[str] | None, color: bool = False) -> str:
    """Show a diagnostic as rustc would: headline, place, the source line with carets, hint.

    ``source_lines`` are the lines of the file that the span names, without line ends; with ``None``, or when the span
    lies outside of them, the excerpt is left out. The text has no trailing newline.
    """

    def paint(text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if color else text

    tint = _COLORS[diagnostic.severity]
    head = paint(f"{diagnostic.severity.value}[{diagnostic.code}]", tint)
    out = [f"{head}: {paint(_printable(diagnostic.message), '1')}"]
    span = diagnostic.span
    gutter = 2
    if span is not None:
        gutter = len(str(max(span.line, 1))) + 1
        arrow = paint(" " * (gutter - 1) + "-->", "1;34")
        out.append(f"{arrow} {_printable(span.path)}:{span.line}:{span.column + 1}")
        if source_lines is not None and 1 <= span.line <= len(source_lines):
            text, start, width = _excerpt(source_lines[span.line - 1], span)
            bar = paint(" " * gutter + "|", "1;34")
            out.append(bar)
            out.append(f"{paint(str(span.line).rjust(gutter - 1) + ' |', '1;34')} {text}".rstrip())
            out.append(f"{bar} {' ' * start}{paint('^' * width, tint)}")
    if diagnostic.hint:
        lead = paint(" " * gutter + "=", "1;34")
        first, *rest = _printable(diagnostic.hint, keep="\n").splitlines()
        out.append(f"{lead} hint: {first}")
        out.extend(f"{' ' * (gutter + 8)}{line}".rstrip() for line in rest)
    return "\n".join(out)


def render_all(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Sequence[str]], color: bool = False) -> str:
    """Render several diagnostics in display order, a blank line between two; ``sources`` maps paths to lines."""
    shown = []
    for diagnostic in sorted(diagnostics, key=sort_key):
        lines = sources.get(diagnostic.span.path) if diagnostic.span else None
        shown.append(render(diagnostic, lines, color))
    return "\n\n".join(shown)


def _excerpt(line: str, span: Span) -> tuple[str, int, int]:
    """The part of ``line`` to show, the cells before the carets, and the number of carets."""
    first = max(0, min(span.column, len(line)))
    last = span.end_column if span.end_line == span.line else len(line.rstrip())
    last = max(first, min(last, len(line)))
    lo, hi = 0, len(line)
    if len(line) > MAX_SHOWN_LINE:
        lo = max(0, first - MAX_SHOWN_LINE // 3)
        hi = min(len(line), lo + MAX_SHOWN_LINE)
    prefix = "…" if lo else ""
    suffix = "…" if hi < len(line) else ""
    before = prefix + _shown(line[lo:first])
    marked = _shown(line[first : min(last, hi)])
    after = _shown(line[max(first, min(last, hi)) : hi]) + suffix
    return before + marked + after, _cells(before), max(1, _cells(marked))


def _shown(text: str) -> str:
    """Source text with tabs widened and control characters made visible."""
    return _printable(text.replace("\t", "    "))


def _printable(text: str, keep: str = "") -> str:
    """``text`` with characters that would act on a terminal replaced by escapes."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in keep else char.encode("unicode_escape").decode() for char in text
    )


def _cells(text: str) -> int:
    """How many terminal cells ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
