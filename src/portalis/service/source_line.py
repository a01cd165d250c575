"""The Rust of an answer on its way from a worker to the service: both ends of one line.

It is JSON already, since the service only passes it on, and nearly all of it is the runtime. So a part of the runtime crosses
once for each process, and later as its number: an answer of 110 kB is a line of one. Parts of the runtime that follow each other,
with nothing but the heads of modules between, are one part where that is so again and again.

Standard library alone: workers load this.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property

MARK = b'"'
"""How such a line begins; a message begins otherwise."""
MOST_PARTS = 1024
"""Parts that a process gives a number; the runtime has far fewer."""
MOST_STRETCHES = 64
"""Stretches of several parts that a process gives a number: each is 100 kB here, and programs have few different ones."""
SHORT = 64
"""Characters of a text between two parts that may belong to a stretch: the head of a module has fewer."""

# Pieces stand between controls, of which JSON's strings have none.
_BETWEEN, _NEW, _KNOWN = b"\x1e", b"\x01", b"\x02"


class RuntimePart(bytes):
    """A part of the runtime, or a stretch of it, as the inside of a JSON string: the same object in every answer that has it."""

    @cached_property
    def utf8(self) -> bytes:
        """The text itself."""
        return _text(self)


class SourceWriter:
    """A worker's end."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._stretches = 0

    def line(self, pieces: Iterable[tuple[str, bool]]) -> bytes:
        """The line for a source in pieces, of each of which is said whether it is a part of the runtime."""
        made: list[bytes] = []
        own: list[str] = []
        stretch: list[str] = []
        between: list[str] = []
        """What follows the stretch and belongs to it if a part comes next."""
        for text, runtime in pieces:
            if runtime:
                if own:
                    made.append(_inside("".join(own)))
                    own = []
                stretch += (*between, text)
                between = []
            elif stretch and len(text) <= SHORT:
                between.append(text)
            else:
                if stretch:
                    made += self._stretch(stretch)
                    own, stretch, between = between, [], []
                own.append(text)
        if stretch:
            made += self._stretch(stretch)
        if own or between:
            made.append(_inside("".join((*own, *between))))
        return MARK + _BETWEEN.join(made)

    def _stretch(self, texts: list[str]) -> list[bytes]:
        if len(texts) > 1 and tuple(texts) not in self._numbers:
            if self._stretches >= MOST_STRETCHES or len(self._numbers) >= MOST_PARTS:
                return [self._part((text,)) for text in texts]
            self._stretches += 1
        return [self._part(tuple(texts))]

    def _part(self, texts: tuple[str, ...]) -> bytes:
        number = self._numbers.get(texts)
        if number is not None:
            return b"%b%d" % (_KNOWN, number)
        inside = _inside("".join(texts))
        if len(self._numbers) >= MOST_PARTS:
            return inside
        self._numbers[texts] = len(self._numbers)
        return _NEW + inside


class SourceReader:
    """The service's end, one for each process. ``shared`` holds the parts of all of them, each once."""

    def __init__(self, shared: dict[bytes, RuntimePart]) -> None:
        self._shared = shared
        self._parts: list[RuntimePart] = []

    def pieces(self, line: bytes) -> tuple[bytes, ...]:
        """What joined is the inside of the JSON string.

        Raises:
            IndexError: for a part that never came.
        """
        found: list[bytes] = []
        for piece in line[len(MARK) :].split(_BETWEEN):
            if piece.startswith(_KNOWN):
                found.append(self._parts[int(piece[1:])])
            elif piece.startswith(_NEW):
                part = RuntimePart(piece[1:])
                part = self._shared.setdefault(part, part)
                self._parts.append(part)
                found.append(part)
            else:
                found.append(piece)
        return tuple(found)


def utf8(pieces: Iterable[bytes]) -> bytes:
    """The text that the pieces of a JSON string stand for.

    Raises:
        UnicodeEncodeError: for half of a surrogate pair, which is no text.
    """
    return b"".join([piece.utf8 if isinstance(piece, RuntimePart) else _text(piece) for piece in pieces])


def _text(inside: bytes) -> bytes:
    if b"\\" not in inside:
        return inside
    text: str = json.loads(f'"{inside.decode()}"')
    return text.encode()


def _inside(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace")[1:-1]
