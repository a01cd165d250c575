"""A translation's answer between the worker that made it and the protocol that sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json, to_json

from portalis import __version__
from portalis.service.cache import Kept
from portalis.service.schemas import TranslateResponse
from portalis.service.source_line import utf8

_HEAD, _TAIL = b'{"rust_code":"', b'",'


class Answer:
    """An answer whose Rust is the inside of a JSON string already, in pieces: it is large, and only passed on where REST asks.

    ``rest`` holds every other field of :class:`TranslateResponse` except for the time, in its order.
    """

    __slots__ = ("_end", "ms", "rest", "source")

    def __init__(self, source: tuple[bytes, ...], rest: dict[str, Any]) -> None:
        self.source = source
        self.rest = rest
        self.ms = 0.0
        """Milliseconds that it took."""
        self._end = b""

    @property
    def rust_code(self) -> str:
        """The Rust."""
        return self.utf8.decode()

    @rust_code.setter
    def rust_code(self, code: str) -> None:
        self.source = (to_json(code)[1:-1],)

    @property
    def utf8(self) -> bytes:
        """The Rust as it stands in a file."""
        return utf8(self.source)

    def warn(self, warning: str) -> None:
        """Add a warning."""
        self.rest["warnings"].append(warning)
        self._end = b""

    def parts(self) -> tuple[bytes, ...]:
        """The answer as JSON in parts, without its time and its end; ``rest`` is read for the first time here."""
        if not self._end:
            self._end = _TAIL + to_json(self.rest)[1:-1]
        return _HEAD, *self.source, self._end

    def whole(self) -> TranslateResponse:
        """The answer as what REST documents."""
        return TranslateResponse(rust_code=self.rust_code, processing_time_ms=self.ms, **self.rest)


def time_field(ms: float) -> bytes:
    """The field that stands last in an answer, since it alone differs when the answer is sent again."""
    return b'"processing_time_ms":%.3f' % ms


def as_cached(parts: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The parts of an answer as they are sent when it comes from the cache. Within a string the quotes would be escaped."""
    return *parts[:-1], parts[-1].replace(b'"cached":false', b'"cached":true', 1)


def kept_answer(kept: Kept, ms: float) -> Answer:
    """The answer that the cache keeps, and that took so long."""
    if len(kept.parts) > 1:
        _, *source, end = kept.parts
        answer = Answer(tuple(source), from_json(b"{%b}" % end[len(_TAIL) :]))
    else:  # it has come from Redis
        rest = from_json(b"".join((*kept.parts, b"}")))
        answer = Answer((to_json(rest.pop("rust_code"))[1:-1],), rest)
    answer.ms = ms
    return answer


def with_warning(kept: Kept, warning: str) -> Kept:
    """A kept answer with one more warning."""
    answer = kept_answer(kept, 0)
    answer.warn(warning)
    return Kept(answer.parts())


def answer_of(done: Mapping[str, Any], with_files: bool, mode: str) -> Answer:
    """What a worker has made, without evidence."""
    found = done["diagnostics"]
    rest = {
        "confidence": 0.0,
        "alternatives": [],
        "metadata": {
            "mode": mode,
            "complete": done["ok"],
            "crates": done["crates"],
            "pass_ms": done["pass_ms"],
            "backend": "rules",
            "model_backends": "none configured",
            "version": __version__,
            "cached": False,
        },
        "warnings": [f"{d['code']}: {d['message']}" for d in found if d["severity"] != "error"],
        "suggestions": list(dict.fromkeys(d["hint"] for d in found if d["hint"])),
        "diagnostics": found,
        "items": [
            {"name": i["name"], "kind": i["kind"], "translated": i["ok"], "verified": False, "evidence": {}}
            for i in done["items"]
        ],
        "files": done["files"] if with_files else None,
    }
    return Answer(done["source"], rest)
