"""Writes a pattern of Python's `re` as a program for the runtime's own engine, which does what CPython's does.

What the crate's dialect lacks is there: look-around, back-references, conditionals, atomic groups, `$` before a final newline.
An instruction is a word, its arguments follow the colon; jumps name the instruction that they go to.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import re._constants as c  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from functools import cache
from re._casefix import _EXTRA_CASES  # type: ignore[import-not-found]
from typing import Any

from portalis.primitives.sre import UnsupportedPatternError, combined

_LARGEST = 5000
"""More instructions are refused: counted repeats of groups are written out."""
_WIDE = 0x300
"""So many characters of a range are written one by one where case does not count."""


def program(pattern: str, flags: int = 0) -> str:
    """The program of a pattern that CPython's parser has accepted.

    Raises:
        UnsupportedPatternError: if it would be too long.
    """
    tree = parser.parse(pattern, flags)
    if tree.state.flags & re.TEMPLATE:
        raise UnsupportedPatternError("the flag TEMPLATE means nothing that is documented")
    writer = _Writer(tree.state.flags)
    writer.sequence(tree)
    writer.emit("done")
    names = ",".join(f"{number}={name}" for name, number in tree.state.groupdict.items())
    return f"{tree.state.groups};{writer.loops};{names};{' '.join(writer.out)}"


@cache
def _lower_classes() -> dict[int, tuple[int, ...]]:
    """The characters that a search without case takes for the same, by their lower form."""
    found: dict[int, list[int]] = {}
    for code in range(0x1E944):
        if _sre.unicode_iscased(code):
            found.setdefault(_sre.unicode_tolower(code), []).append(code)
    return {k: tuple(v) for k, v in found.items()}


def folded(low: int, high: int, flags: int) -> set[int]:
    """All characters that one of a range stands for, where case does not count."""
    if flags & re.ASCII:
        chars = {chr(n) for n in range(low, high + 1)}
        chars |= {x.swapcase() for x in chars if x.isascii() and x.isalpha()}
        return {ord(x) for x in chars}
    found: set[int] = set()
    for n in range(low, high + 1):
        lower = _sre.unicode_tolower(n)
        for same in (lower, *_EXTRA_CASES.get(lower, ())):
            found |= {same, *_lower_classes().get(same, ())}
    return found


def _captures(body: Any) -> bool:
    """Whether a part of a pattern has groups."""
    todo: list[Any] = [body]
    while todo:
        part = todo.pop()
        if isinstance(part, tuple) and len(part) == 2 and part[0] is c.SUBPATTERN and part[1][0] is not None:
            return True
        if isinstance(part, (tuple, list, parser.SubPattern)):
            todo += list(part)
    return False


class _Writer:
    def __init__(self, flags: int) -> None:
        self.flags = flags
        self.out: list[str] = []
        self.loops = 0

    def emit(self, word: str) -> int:
        """Adds an instruction, which may be completed later; gives its place."""
        if len(self.out) > _LARGEST:
            raise UnsupportedPatternError("the pattern is too large when its repeats are written out")
        self.out.append(word)
        return len(self.out) - 1

    def complete(self, at: int) -> None:
        """Lets the jump of an instruction go to what comes next."""
        self.out[at] += str(len(self.out))

    def sequence(self, items: Any) -> None:
        for op, value in items:
            self.item(op, value)

    def item(self, op: Any, value: Any) -> None:
        single = self.single(op, value)
        if single is not None:
            self.emit(single)
        elif op is c.BRANCH:
            self.branch(value[1])
        elif op is c.SUBPATTERN:
            self.group(*value)
        elif op in (c.MAX_REPEAT, c.MIN_REPEAT):
            self.repeat(op is c.MAX_REPEAT, *value)
        elif op is c.POSSESSIVE_REPEAT:
            if _captures(value[2]):
                raise UnsupportedPatternError("groups in a possessive repeat keep what a failed path set")
            at = self.emit("atomic:")
            self.repeat(True, *value)
            self.emit("ok")
            self.complete(at)
        elif op is c.ATOMIC_GROUP:
            self.part("atomic:", value)
        elif op in (c.ASSERT, c.ASSERT_NOT):
            self.look(op is c.ASSERT, *value)
        elif op is c.GROUPREF:
            same = "same_ascii" if self.flags & re.ASCII else "same"
            self.emit(f"{same if self.flags & re.IGNORECASE else 'again'}:{value}")
        elif op is c.GROUPREF_EXISTS:
            self.condition(*value)
        elif op is c.AT:
            self.emit(self.anchor(value))
        elif op is c.FAILURE:
            self.emit("fail")
        else:
            raise UnsupportedPatternError(f"{str(op).lower()} has no counterpart")

    def single(self, op: Any, value: Any) -> str | None:
        """What matches one character: a class, with its ranges and categories."""
        if op is c.ANY:
            return "any" if self.flags & re.DOTALL else "line"
        if op in (c.LITERAL, c.NOT_LITERAL):
            return self.charset([(c.LITERAL, value)], op is c.NOT_LITERAL)
        if op is c.IN:
            negated = value[0][0] is c.NEGATE
            return self.charset(value[1:] if negated else value, negated)
        return None

    def charset(self, items: Any, negated: bool) -> str:
        """`in:` or `not:` with ranges of code points; categories are named. Without case, what is met is lowered first."""
        parts: list[str] = []
        insensitive = bool(self.flags & re.IGNORECASE)
        for op, value in items:
            if op is c.CATEGORY:
                name = str(value).removeprefix("CATEGORY_").lower()
                letter = name.removeprefix("not_")[0]
                kind = "a" if self.flags & re.ASCII else "u"
                parts.append(f"{kind}{letter.upper() if name.startswith('not_') else letter}")
                continue
            low, high = (value, value) if op is c.LITERAL else value
            if low <= 0xDFFF and high >= 0xD800 and op is c.LITERAL:
                raise UnsupportedPatternError("a lone surrogate has no Rust form")
            if insensitive:
                wide = high - low >= _WIDE
                if wide and high > 0xFFFF:
                    raise UnsupportedPatternError("a wide range without case has no counterpart")
                codes = [n for n in sorted(folded(low, high, self.flags)) if not 0xD800 <= n <= 0xDFFF]
                if wide:
                    parts.append(f"{low:x}-{high:x}")
                    codes = [n for n in codes if not low <= n <= high]
                parts += [f"{n:x}" for n in codes]
            else:
                parts.append(f"{low:x}" if low == high else f"{low:x}-{high:x}")
        return f"{'not' if negated else 'in'}:{','.join(parts)}"

    def branch(self, branches: Any) -> None:
        ends: list[int] = []
        for i, body in enumerate(branches):
            last = i == len(branches) - 1
            at = -1 if last else self.emit("fork:")
            self.sequence(body)
            if not last:
                ends.append(self.emit("jump:"))
                self.complete(at)
        for end in ends:
            self.complete(end)

    def group(self, number: int | None, add: int, remove: int, body: Any) -> None:
        saved = self.flags
        self.flags = combined(self.flags, add, remove)
        if number is not None:
            self.emit(f"save:{2 * number}")
        self.sequence(body)
        if number is not None:
            self.emit(f"save:{2 * number + 1}")
        self.flags = saved

    def repeat(self, greedy: bool, low: int, high: int, body: Any) -> None:
        unbounded = high is c.MAXREPEAT or high == c.MAXREPEAT
        most = -1 if unbounded else high
        if len(body) == 1:
            single = self.single(*body[0])
            if single is not None:
                self.emit(f"{'most' if greedy else 'least'}:{low}:{most}:{single}")
                return
        for _ in range(low if len(body) else 0):
            self.sequence(body)
        if unbounded or high > low:
            loop = self.loops
            self.loops += 1
            self.emit(f"loop:{loop}")
            ends: list[int] = []
            start = len(self.out)
            for _ in range(1 if unbounded else high - low):
                ends.append(self.emit(f"{'step' if greedy else 'skip'}:{loop}:"))
                self.sequence(body)
            if unbounded:
                self.emit(f"jump:{start}")
            for end in ends:
                self.complete(end)

    def part(self, word: str, body: Any) -> None:
        at = self.emit(word)
        self.sequence(body)
        self.emit("ok")
        self.complete(at)

    def look(self, positive: bool, direction: int, body: Any) -> None:
        back = 0
        if direction < 0:
            back, _ = body.getwidth()
        self.part(f"{'look' if positive else 'nolook'}:{back}:", body)

    def condition(self, number: int, yes: Any, no: Any) -> None:
        at = self.emit(f"if:{number}:")
        self.sequence(yes)
        if no is None:
            self.complete(at)
            return
        end = self.emit("jump:")
        self.complete(at)
        self.sequence(no)
        self.complete(end)

    def anchor(self, value: Any) -> str:
        multiline = bool(self.flags & re.MULTILINE)
        if value is c.AT_BEGINNING:
            return "line_start" if multiline else "start"
        if value is c.AT_END:
            return "line_end" if multiline else "last"
        kind = "ascii_" if self.flags & re.ASCII else ""
        return {
            c.AT_BEGINNING_STRING: "start",
            c.AT_END_STRING: "end",
            c.AT_BOUNDARY: f"{kind}boundary",
            c.AT_NON_BOUNDARY: f"{kind}inside",
        }[value]
