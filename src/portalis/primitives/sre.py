"""Rewrites a pattern of Python's `re` into the dialect of Rust's `regex` crate.

CPython's own parser reads the pattern; what it finds is written again with classes that mean what Python means. Both
engines take the leftmost match and prefer alternatives in order, so what can be written behaves the same. Look-around,
back-references, conditionals, atomic groups and possessive repeats have no counterpart: these are matched by an engine of
the runtime (`sre_program.py`).
"""

from __future__ import annotations

import re
import re._constants as c  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import warnings
from dataclasses import dataclass
from typing import Any

_WORD, _DIGIT, _SPACE = r"\p{L}\p{N}_", r"\p{Nd}", r"\s\x1c-\x1f"
_DOTTED = frozenset(map(ord, "iI\u0130\u0131"))
"""Python takes these for the same where case does not count; the crate does not."""
_TYPE_FLAGS = int(re.ASCII | re.LOCALE | re.UNICODE)
_ASCII_WORD, _ASCII_DIGIT, _ASCII_SPACE = "a-zA-Z0-9_", "0-9", r" \t\n\r\x0b\x0c"


class UnsupportedPatternError(Exception):
    """A pattern that cannot be kept; `position` is None where the parser does not tell it."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.position = reason, position


class MalformedPatternError(UnsupportedPatternError):
    """What is no pattern in CPython either."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    r"""A rewritten pattern.

    Without MULTILINE, `$` in Python also matches before a final newline: such a pattern has a program beside, for texts that
    end with one. So has one with `\b`, for texts beyond ASCII: the crate's words have marks, and lack some numbers.
    A pattern that may match nothing where it could match something has only a program: after an empty match the crate goes
    on elsewhere.
    """

    rust: str | None
    groups: int
    names: dict[str, int]
    flags: int
    program: str | None = None
    """The program for the runtime's engine, where the crate does not match as Python does."""


def combined(flags: int, add: int, remove: int) -> int:
    """The flags inside of a group that turns some on and some off, as CPython's compiler has them."""
    if add & _TYPE_FLAGS:
        flags &= ~_TYPE_FLAGS
    return (flags | add) & ~remove


def rewrite(pattern: str, flags: int = 0) -> Rewritten:
    """The pattern in the crate's dialect.

    Raises:
        UnsupportedPatternError: if it has no counterpart.
        MalformedPatternError: if it is no pattern.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(pattern, flags)
            re.compile(pattern, flags)  # a look-behind of no fixed width is found here alone
    except (re.error, OverflowError, RecursionError, ValueError) as error:
        raise MalformedPatternError(str(error), getattr(error, "pos", None)) from None
    from portalis.primitives.sre_program import program

    writer = _Writer(tree.state.flags, {number: name for name, number in tree.state.groupdict.items()})
    about = tree.state.groups - 1, dict(tree.state.groupdict), tree.state.flags
    try:
        body = writer.sequence(tree)
    except UnsupportedPatternError:
        return Rewritten(None, *about, program(pattern, flags))
    empty = tree.getwidth()[0] == 0 and writer.choosy
    if empty or writer.dollar or writer.boundary:
        return Rewritten(None if empty else body, *about, program(pattern, flags))
    return Rewritten(body, *about)


class _Writer:
    def __init__(self, flags: int, names: dict[int, str]) -> None:
        self.flags = flags
        self.names = names
        self.dollar = False
        self.boundary = False
        self.choosy = False

    def sequence(self, items: Any) -> str:
        return "".join(self.item(op, value) for op, value in items)

    @property
    def ascii(self) -> bool:
        return bool(self.flags & re.ASCII)

    def literal(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF:
            raise UnsupportedPatternError("a lone surrogate has no Rust form")
        char = chr(code)
        if char.isalnum() and code < 128:
            text = char
        elif code < 128 and char.isprintable():
            text = "\\" + char if char in r"\.+*?()|[]{}^$#&-~/" and char != "/" else char
        else:
            text = f"\\x{{{code:x}}}"
        if self.flags & re.IGNORECASE and (char.upper() != char.lower() or code in _DOTTED):
            return self.char_class([(c.LITERAL, code)]) if self.folds_apart(code, code) else f"(?i:{text})"
        return text

    def folds_apart(self, low: int, high: int) -> bool:
        """Whether the crate takes other characters for the same than Python does, where case does not count."""
        return self.ascii or any(low <= n <= high for n in _DOTTED)

    def item(self, op: Any, value: Any) -> str:
        if op is c.LITERAL:
            return self.literal(value)
        if op is c.NOT_LITERAL:
            return self.char_class([(c.NEGATE, None), (c.LITERAL, value)])
        if op is c.ANY:
            return "(?s:.)" if self.flags & re.DOTALL else "[^\\n]"
        if op is c.IN:
            return self.char_class(value)
        if op is c.BRANCH:
            self.choosy = True
            return "(?:" + "|".join(self.sequence(branch) for branch in value[1]) + ")"
        if op is c.SUBPATTERN:
            return self.group(*value)
        if op in (c.MAX_REPEAT, c.MIN_REPEAT):
            return self.repeat(op, *value)
        if op is c.AT:
            return self.anchor(value)
        if op in (c.ASSERT, c.ASSERT_NOT):
            raise UnsupportedPatternError("look-around has no counterpart")
        if op is c.GROUPREF:
            raise UnsupportedPatternError("a back-reference has no counterpart")
        raise UnsupportedPatternError(f"{str(op).lower()} has no counterpart")

    def in_class(self, code: int) -> str:
        char = chr(code)
        return char if code < 128 and char.isalnum() else f"\\x{{{code:x}}}"

    def category(self, value: Any) -> tuple[bool, str]:
        name = str(value).removeprefix("CATEGORY_").lower()
        negated = name.startswith("not_")
        kind = name.removeprefix("not_")
        table = {
            "digit": _ASCII_DIGIT if self.ascii else _DIGIT,
            "space": _ASCII_SPACE if self.ascii else _SPACE,
            "word": _ASCII_WORD if self.ascii else _WORD,
        }
        return negated, table[kind]

    def char_class(self, items: Any) -> str:
        negate = ""
        out: list[str] = []
        ranges = [(v, v) if op is c.LITERAL else v for op, v in items if op in (c.LITERAL, c.RANGE)]
        insensitive = bool(self.flags & re.IGNORECASE and ranges)
        written_out = insensitive and (
            any(op is c.CATEGORY for op, _ in items) or any(self.folds_apart(*bounds) for bounds in ranges)
        )
        for op, value in items:
            if op is c.NEGATE:
                negate = "^"
            elif op is c.CATEGORY:
                negated, text = self.category(value)
                out.append(f"[^{text}]" if negated else text)
            elif op in (c.LITERAL, c.RANGE):
                low, high = (value, value) if op is c.LITERAL else value
                out += self.written_out(low, high) if written_out else [self.span(low, high)]
            else:
                raise UnsupportedPatternError(f"{str(op).lower()} in a class has no counterpart")
        made = f"[{negate}{''.join(out)}]"
        return f"(?i:{made})" if insensitive and not written_out else made

    def span(self, low: int, high: int) -> str:
        """A range in a class."""
        if low <= 0xDFFF and high >= 0xD800:
            raise UnsupportedPatternError("a range over surrogates has no Rust form")
        return self.in_class(low) if low == high else f"{self.in_class(low)}-{self.in_class(high)}"

    def written_out(self, low: int, high: int) -> list[str]:
        """A range with all that Python takes for the same."""
        from portalis.primitives.sre_program import folded

        if high > 0xFFFF:
            raise UnsupportedPatternError("a range beyond the basic plane without case is left to the program")
        codes = sorted(folded(low, high, self.flags))
        starts = [n for n, before in zip(codes, [-2, *codes]) if n != before + 1]
        ends = [n for n, after in zip(codes, [*codes[1:], -2]) if n != after - 1]
        return [self.span(start, end) for start, end in zip(starts, ends)]

    def group(self, number: int | None, add: int, remove: int, body: Any) -> str:
        saved = self.flags
        self.flags = combined(self.flags, add, remove)
        inner = self.sequence(body)
        self.flags = saved
        if number is None:
            return f"(?:{inner})"
        name = self.names.get(number)
        return f"({inner})" if name is None else f"(?P<{name}>{inner})"

    def repeat(self, op: Any, low: int, high: int, body: Any) -> str:
        self.choosy |= op is c.MIN_REPEAT
        inner = self.sequence(body)
        if len(body) != 1 or body[0][0] not in (c.LITERAL, c.IN, c.ANY, c.SUBPATTERN, c.NOT_LITERAL, c.BRANCH):
            inner = f"(?:{inner})"
        unbounded = high is c.MAXREPEAT or high == c.MAXREPEAT
        if (low, unbounded) == (0, True):
            count = "*"
        elif (low, unbounded) == (1, True):
            count = "+"
        elif (low, high) == (0, 1):
            count = "?"
        elif unbounded:
            count = f"{{{low},}}"
        elif low == high:
            count = f"{{{low}}}"
        else:
            count = f"{{{low},{high}}}"
        if not unbounded and high > 1000:
            raise UnsupportedPatternError("a repeat of more than 1000 is too large")
        return inner + count + ("?" if op is c.MIN_REPEAT else "")

    def anchor(self, value: Any) -> str:
        multiline = bool(self.flags & re.MULTILINE)
        if value is c.AT_BEGINNING:
            return "(?m:^)" if multiline else "\\A"
        if value is c.AT_BEGINNING_STRING:
            return "\\A"
        if value is c.AT_END:
            if multiline:
                return "(?m:$)"
            self.dollar = True
            return "\\z"
        if value is c.AT_END_STRING:
            return "\\z"
        if value is c.AT_NON_BOUNDARY:
            raise UnsupportedPatternError("`\\B` in an empty text has no counterpart")
        self.boundary |= not self.ascii
        return "(?-u:\\b)" if self.ascii else "\\b"
