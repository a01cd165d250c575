"""Reading source: bytes to text by PEP 263, text to a syntax tree, and what can be wrong with either.

Everything that makes an input "not Python" is found here and raised as :class:`~portalis.diagnostics.InputError`, so
that the later stages see only trees that CPython itself would compile and whose depth they can recurse over.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import warnings
from dataclasses import dataclass
from pathlib import Path

from portalis.diagnostics import Diagnostic, InputError, Span

MAX_SOURCE_BYTES = 4 * 1024 * 1024
"""Largest source file that is read."""

MAX_LINE_CHARS = 500_000
"""Longest line, in code points."""

MAX_TREE_DEPTH = 500
"""Deepest syntax tree that is handed on: the passes recurse over it."""

STDIN_PATH = "<stdin>"
"""The path that stands for standard input in diagnostics."""


@dataclass(frozen=True, slots=True)
class SourceModule:
    """One Python module as text."""

    name: str
    """Dotted name under which the program's other modules import it."""
    path: str
    """Where it was read, for diagnostics."""
    text: str
    """The source with ``\\n`` line ends and without a byte order mark."""
    is_package: bool = False
    """Whether it is the ``__init__.py`` of a package."""


def source_lines(text: str) -> list[str]:
    """The lines of normalised source, as Python counts them: a form feed or U+2028 ends no line."""
    return text.split("\n")


def read_file(path: Path, name: str | None = None, *, is_package: bool = False) -> SourceModule:
    """Read one source file.

    Raises:
        InputError: when the file cannot be read, is too large, or is not text in its declared encoding.
    """
    shown = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(Diagnostic("P0102", f"cannot read {shown}: {reason}")) from error
    return SourceModule(name or module_name(path), shown, decode(data, shown), is_package)


def read_stdin() -> SourceModule:
    """Read a program from standard input; its module is called ``main``.

    Raises:
        InputError: as :func:`read_file` does.
    """
    try:
        data = sys.stdin.buffer.read(MAX_SOURCE_BYTES + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(Diagnostic("P0102", f"cannot read standard input: {error}")) from error
    return SourceModule("main", STDIN_PATH, decode(data, STDIN_PATH))


def module_name(path: Path) -> str:
    """A module name for a file that is translated alone, made an identifier where its stem is none."""
    stem = path.stem
    if stem == "__init__":
        stem = path.absolute().parent.name
    if stem == "__main__":
        return "main"
    name = "".join(char if char.isalnum() or char == "_" else "_" for char in stem)
    if not name.strip("_"):
        return "main"
    return name if name.isidentifier() else f"_{name}"


def decode(data: bytes, path: str) -> str:
    """Turn the bytes of a source file into text, by byte order mark and coding comment (PEP 263).

    Line ends become those of Unix.

    Raises:
        InputError: for null bytes, an unknown or contradicting encoding, bytes that it cannot decode, and sizes
            above the limits.
    """
    if len(data) > MAX_SOURCE_BYTES:
        raise InputError(
            Diagnostic("P0106", f"{path} is larger than {MAX_SOURCE_BYTES // (1024 * 1024)} MiB", _at(path, 1, 0))
        )
    null = data.find(b"\0")
    if null >= 0:
        line = data.count(b"\n", 0, null) + 1
        hint = "the file looks like UTF-16; save it as UTF-8" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else None
        raise InputError(Diagnostic("P0103", "the source holds a null byte", _at(path, line, 0), hint))
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except (SyntaxError, LookupError, ValueError) as error:
        message = str(error)
        if message.startswith("invalid or missing encoding declaration"):
            raise _undecodable(data, path, "utf-8") from error
        raise InputError(
            Diagnostic("P0105", f"the declared encoding cannot be used: {message}", _at(path, 1, 0))
        ) from error
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise InputError(
            Diagnostic("P0105", f"the declared encoding {encoding!r} is no text encoding", _at(path, 1, 0))
        ) from error
    except ValueError as error:
        raise _undecodable(data, path, encoding) from error
    return normalise(text, path)


def normalise(text: str, path: str) -> str:
    """Check text that is to be parsed, and give it the line ends of Unix and no byte order mark.

    Raises:
        InputError: for null characters, lone surrogates, and sizes above the limits.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_SOURCE_BYTES:
        raise InputError(
            Diagnostic("P0106", f"{path} is larger than {MAX_SOURCE_BYTES // (1024 * 1024)} MiB", _at(path, 1, 0))
        )
    if "\0" in text:
        before = text[: text.index("\0")]
        raise InputError(Diagnostic("P0103", "the source holds a null byte", _at(path, before.count("\n") + 1, 0)))
    if len(text) > MAX_LINE_CHARS:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MAX_LINE_CHARS:
                message = f"the line has {len(line)} characters; at most {MAX_LINE_CHARS} are accepted"
                raise InputError(Diagnostic("P0106", message, _at(path, number, 0)))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        row = text.count("\n", 0, error.start) + 1
        column = error.start - (text.rfind("\n", 0, error.start) + 1)
        raise InputError(Diagnostic("P0104", "the source holds a lone surrogate", _at(path, row, column))) from error
    return text


def parse(text: str, path: str) -> ast.Module:
    """Parse normalised source, and make sure that CPython would compile it.

    Raises:
        InputError: for a syntax error, and for a tree deeper than the passes follow.
    """
    # CPython's parser guards itself: brackets by its tokenizer (200), blocks (100), and recursion by
    # MemoryError or RecursionError. What it accepts may still be too deep for passes that recurse.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, path)
            if _depth_exceeds(tree, MAX_TREE_DEPTH):
                raise InputError(_too_deep(path))
            # Errors that only the symbol table and the compiler find: `return` outside of a function and the like.
            compile(tree, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise InputError(_syntax_diagnostic(error, text, path)) from error
    except (RecursionError, MemoryError) as error:
        raise InputError(_too_deep(path)) from error
    except (ValueError, OverflowError) as error:
        raise InputError(Diagnostic("P0101", str(error), _at(path, 1, 0))) from error
    return tree


def _depth_exceeds(tree: ast.AST, limit: int) -> bool:
    """Whether a node lies more than ``limit`` levels deep, found level by level without recursion."""
    level: list[ast.AST] = [tree]
    for _ in range(limit + 1):
        below: list[ast.AST] = []
        for node in level:
            for value in node.__dict__.values():
                if type(value) is list:
                    below += [item for item in value if isinstance(item, ast.AST)]
                elif isinstance(value, ast.AST) and not isinstance(value, _LEAVES):
                    below.append(value)
        if not below:
            return False
        level = below
    return True


_LEAVES = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.Name, ast.Constant)


def _too_deep(path: str) -> Diagnostic:
    return Diagnostic(
        "P0107",
        "the source is nested too deeply",
        _at(path, 1, 0),
        "split the expression with a loop or with intermediate names",
    )


def _syntax_diagnostic(error: SyntaxError, text: str, path: str) -> Diagnostic:
    """The parser's complaint with its place; ``lineno`` and ``offset`` count from 1 and may be absent or 0."""
    code = "P0101"
    message = error.msg or "invalid syntax"
    if "too many nested" in message or "too many levels of indentation" in message or "nested blocks" in message:
        code = "P0107"
    lines = source_lines(text)
    line = min(max(error.lineno or 1, 1), max(len(lines), 1))
    width = len(lines[line - 1])
    column = min(max((error.offset or 1) - 1, 0), width)
    end_line = error.end_lineno or line
    end_column = (error.end_offset or 0) - 1
    if end_line < line or end_line > len(lines) or end_column < 0 or (end_line == line and end_column <= column):
        end_line, end_column = line, column + 1
    return Diagnostic(code, message, Span(path, line, column, end_line, end_column))


def _undecodable(data: bytes, path: str, encoding: str) -> InputError:
    """Where ``data`` stops being text in ``encoding``."""
    line, detail = 1, ""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        detail = f" (byte 0x{data[error.start]:02x})"
    except (UnicodeError, ValueError):
        pass
    return InputError(
        Diagnostic(
            "P0104",
            f"the source is not {encoding}{detail}",
            _at(path, line, 0),
            "save the file as UTF-8, or name its encoding in a coding comment",
        )
    )


def _at(path: str, line: int, column: int) -> Span:
    return Span(path, line, column, line, column + 1)
