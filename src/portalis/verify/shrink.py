"""Makes an input on which two programs differ as small as it can, in batches: each batch runs in one process a side."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from portalis.verify.wire import Obj, Same

MAX_BATCHES = 12
BATCH = 60


def shrink(values: tuple[Any, ...], fails: Callable[[Sequence[tuple[Any, ...]]], list[bool]]) -> tuple[Any, ...]:
    """The smallest argument list that was found to fail still; ``fails`` judges a batch."""
    for _ in range(MAX_BATCHES):
        candidates: list[tuple[Any, ...]] = []
        for candidate in _smaller_lists(values):
            if weight(candidate) < weight(values):
                candidates.append(candidate)
            if len(candidates) >= BATCH:
                break
        candidates.sort(key=weight)
        if not candidates:
            break
        verdicts = fails(candidates)
        better = next((c for c, bad in zip(candidates, verdicts) if bad), None)
        if better is None:
            break
        values = better
    return values


def weight(value: Any) -> float:
    """How large a value looks to its reader."""
    kind = type(value)
    if kind is bool or value is None:
        return 0.5 if value else 0.4
    if kind is int:
        return 1 + math.log2(1 + abs(value)) / 8 + (0.1 if value < 0 else 0) if abs(value) < 2**1000 else 200.0
    if kind is float:
        return 3.0 if not math.isfinite(value) else 1 + min(abs(value), 1e6) / 1e6 + (0.5 if value != int(value) else 0)
    if kind is str:
        return 1 + len(value) + sum(0.02 * min(ord(c), 200) / 200 + (1 if ord(c) > 127 else 0) for c in value)
    if kind in (list, tuple, set, frozenset, deque):
        return 1 + sum(1 + weight(item) for item in value)
    if kind is dict:
        return 1 + sum(1 + weight(k) + weight(v) for k, v in value.items())
    if kind is Obj:
        return 1 + sum(weight(v) for _, v in value.fields)
    return 1.0


def _smaller_lists(values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    def at(place: int) -> Iterator[tuple[Any, ...]]:
        return ((*values[:place], candidate, *values[place + 1 :]) for candidate in smaller(values[place]))

    yield from (tuple(_everywhere(v, step) for v in values) for step in _TOGETHER)
    streams = [at(place) for place in range(len(values))]
    while streams:
        for stream in list(streams):
            try:
                yield next(stream)
            except StopIteration:
                streams.remove(stream)


def _text(cut: slice) -> Callable[[Any], Any]:
    return lambda x: x[cut] if type(x) is str else x


_TOGETHER: tuple[Callable[[Any], Any], ...] = (
    _text(slice(1)),
    lambda x: x[: (len(x) + 1) // 2] if type(x) is str else x,
    _text(slice(1, None)),
    lambda x: x // 2 if type(x) is int else x,
    lambda x: x - (x > 0) + (x < 0) if type(x) is int else x,
)
"""Steps for all parts of all arguments at once: where two have to be alike, neither can be made smaller alone."""


def _everywhere(value: Any, step: Callable[[Any], Any]) -> Any:
    """The value with a step made in all of its parts."""
    kind = type(value)
    if kind in (list, tuple, set, frozenset, deque):
        return kind(_everywhere(item, step) for item in value)
    if kind is dict:
        return {k: _everywhere(v, step) for k, v in value.items()}
    if kind is Obj:
        return Obj(value.name, tuple((name, _everywhere(item, step)) for name, item in value.fields))
    return step(value)


def smaller(value: Any) -> Iterator[Any]:
    """Values of the same type that look smaller, the boldest first."""
    kind = type(value)
    if kind is int and value:
        yield from (0, 1, -1) if abs(value) > 1 else (0,)
        yield from (value // 2, -value, value - 1 if value > 0 else value + 1)
    elif kind is float and value != 0.0:
        yield 0.0
        yield 1.0
        if math.isfinite(value):
            yield float(int(value))
            yield value / 2
    elif kind is str and value:
        yield ""
        yield from (value[: len(value) // 2], value[len(value) // 2 :], value[1:], value[:-1])
        yield from (value[:at] + value[at + 1 :] for at in range(len(value)))
        yield "a" * len(value)
        yield from (value[:at] + "a" + value[at + 1 :] for at in range(min(len(value), 8)) if value[at] != "a")
    elif kind in (list, deque) and value:
        items = list(value)
        half = len(items) // 2
        for cut in ([], items[:half], items[half:], items[1:], items[:-1]):
            yield kind(cut)
        for at in range(len(items)):
            yield kind(items[:at] + items[at + 1 :])
        for at, item in enumerate(items[:12]):
            for candidate in smaller(item):
                yield kind([*items[:at], candidate, *items[at + 1 :]])
    elif kind is tuple:
        for at, item in enumerate(value):
            for candidate in smaller(item):
                yield (*value[:at], candidate, *value[at + 1 :])
    elif kind in (set, frozenset) and value:
        yield kind()
        for item in value:
            yield kind(other for other in value if other is not item)
    elif kind is dict and value:
        yield {}
        for key in value:
            yield {k: v for k, v in value.items() if k is not key}
        for key, item in value.items():
            for candidate in smaller(item):
                yield {**value, key: candidate}
    elif kind is Obj:
        for at, (name, item) in enumerate(value.fields):
            for candidate in smaller(item):
                yield Obj(value.name, (*value.fields[:at], (name, candidate), *value.fields[at + 1 :]))
    elif isinstance(value, Same):
        return
