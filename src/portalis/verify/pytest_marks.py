"""What plain tests ask of pytest, for CPython inside the sandbox, where it lies as ``pytest.py``: expected exceptions, floats that are near,
sets of parameters, and what is skipped. A test that takes fixtures is not run.
"""

from __future__ import annotations

import itertools
import math
import re
import unittest
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Failed(AssertionError):  # noqa: N818 - pytest's name
    """A test has failed."""


class Raises:
    """Expects an exception; ``value`` is the one that came."""

    def __init__(self, expected: type[BaseException] | tuple[type[BaseException], ...], match: str | None) -> None:
        self.expected = expected
        self.match = match
        self.value: BaseException | None = None

    def __enter__(self) -> Raises:
        return self

    def __exit__(self, cls: type[BaseException] | None, value: BaseException | None, _: TracebackType | None) -> bool:
        if value is None:
            raise Failed(f"DID NOT RAISE {self.expected}")
        if not isinstance(value, self.expected):
            return False
        self.value = value
        if self.match is not None and not re.search(self.match, str(value)):
            raise Failed(f"{self.match!r} does not match {str(value)!r}")
        return True


def raises(
    expected: type[BaseException] | tuple[type[BaseException], ...], *call: Any, match: str | None = None, **named: Any
) -> Raises:
    """Expects that a block, or the call of a function with these arguments, raises.

    Raises:
        Failed: when nothing is raised, or the text does not match.
    """
    made = Raises(expected, match)
    if call:
        with made:
            call[0](*call[1:], **named)
    return made


class Near:
    """Equal to what is near: a number, or a list, tuple or mapping of numbers."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, expected: Any, rel: float, absolute: float, nan_ok: bool) -> None:
        self.expected, self.rel, self.absolute, self.nan_ok = expected, rel, absolute, nan_ok

    def __repr__(self) -> str:
        return f"approx({self.expected!r})"

    def __eq__(self, actual: object) -> bool:
        return self._near(self.expected, actual)

    def _near(self, expected: Any, actual: Any) -> bool:
        if isinstance(expected, dict):
            same = isinstance(actual, dict) and expected.keys() == actual.keys()
            return same and all(self._near(value, actual[key]) for key, value in expected.items())
        if isinstance(expected, (list, tuple)):
            if not isinstance(actual, (list, tuple)) or len(expected) != len(actual):
                return False
            return all(map(self._near, expected, actual))
        if not isinstance(expected, (int, float, complex)) or isinstance(expected, bool):
            return bool(expected == actual)
        if not isinstance(actual, (int, float, complex)):
            return False
        if expected == actual:
            return True
        if isinstance(expected, float) and math.isnan(expected):
            return self.nan_ok and isinstance(actual, float) and math.isnan(actual)
        if math.isinf(abs(expected)):
            return False
        return abs(expected - actual) <= max(self.rel * abs(expected), self.absolute)


def approx(expected: Any, rel: float | None = None, abs: float | None = None, nan_ok: bool = False) -> Near:
    """What is near, as pytest has it: within a millionth of the value, or 1e-12."""
    near = 1e-6 if rel is None and abs is None else rel or 0.0
    return Near(expected, near, 1e-12 if abs is None else abs, nan_ok)


def skip(reason: str = "") -> None:
    """Ends a test that says nothing.

    Raises:
        SkipTest: always.
    """
    raise unittest.SkipTest(reason)


def fail(reason: str = "") -> None:
    """Ends a test that fails.

    Raises:
        Failed: always.
    """
    raise Failed(reason)


def fixture(*given: Any, **_: Any) -> Any:
    """Marks a fixture; tests that take it are not run."""
    return given[0] if given and callable(given[0]) else lambda function: function


class Marks:
    """The marks of tests; those that say nothing about whether a test runs are passed over."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def mark(*given: Any, **_: Any) -> Any:
            return given[0] if len(given) == 1 and callable(given[0]) else lambda function: function

        return mark

    def parametrize(self, names: str | list[str] | tuple[str, ...], values: Any, **_: Any) -> Callable[[F], F]:
        """Runs the test with each set of values."""
        words = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)

        def mark(function: F) -> F:
            rows = [row if len(words) > 1 else (row,) for row in values]
            known = getattr(function, "portalis_sets", [])
            function.portalis_sets = [*known, [dict(zip(words, row)) for row in rows]]  # type: ignore[attr-defined]
            return function

        return mark

    def skip(self, *given: Any, reason: str = "it is marked so") -> Any:
        """Marks a test that is not run."""
        if given and callable(given[0]):
            given[0].portalis_skipped = reason
            return given[0]
        return lambda function: self.skip(function, reason=given[0] if given else reason)

    def skipif(self, condition: Any, *, reason: str = "it is marked so") -> Callable[[F], F]:
        """Marks a test that is not run where the condition holds; one in a string is taken to hold."""
        return (lambda function: self.skip(function, reason=reason)) if condition else (lambda function: function)

    def xfail(self, *given: Any, **_: Any) -> Any:
        """Marks a test that fails: it says nothing."""
        return self.skip(*given[:1] if given and callable(given[0]) else (), reason="it is expected to fail")


mark = Marks()


def sets_of(function: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sets of parameters that a test runs with, each with a label for the test's name."""
    sets = getattr(function, "portalis_sets", None)
    if sets is None:
        yield "", {}
        return
    for number, chosen in enumerate(itertools.product(*sets)):
        yield f"[{number}]", {name: value for row in chosen for name, value in row.items()}
