"""A body in pieces that the server writes as they are: to join an answer with the whole runtime costs more than its head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EXTENSION = "portalis.pieces"
"""Extension of ASGI under which a server says that it takes :class:`Pieces` for a body."""

LENGTH = "portalis.length"
"""Key of a message that begins an answer: how long the body is. It says too that the service has made every field of the head."""


class Pieces:
    """The body of an answer; what looks at it in between sees its length alone."""

    __slots__ = ("_size", "parts")

    def __init__(self, parts: tuple[bytes, ...]) -> None:
        self.parts = parts
        self._size = sum(map(len, parts))

    def __len__(self) -> int:
        return self._size


def body_of(parts: tuple[bytes, ...], scope: Mapping[str, Any]) -> bytes | Pieces:
    """The body that a request's server takes."""
    return Pieces(parts) if EXTENSION in scope.get("extensions", ()) else b"".join(parts)
