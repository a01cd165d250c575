"""A circuit breaker: after so many failures in a row nothing is asked for a while, then one call may try.

Of its own rather than purgatory's, which takes a cancelled call for a success, lets every waiting call through at the end
of the pause, and reads the wall clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Breaker:
    """Counts failures in a row. Not for threads; every call that was let through must be told how it ended."""

    def __init__(self, failures: int, pause_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.failures = failures
        self.pause_s = pause_s
        self._clock = clock
        self._failed = 0
        self._opened_at: float | None = None
        self._probing = False

    @property
    def open(self) -> bool:
        """Whether it failed so often that it is left alone, or is being probed."""
        return self._opened_at is not None

    def admit(self) -> bool:
        """Whether a call may be made. When the pause is over, one may, and the others wait for how it ends."""
        if self._opened_at is None:
            return True
        if self._probing or self._clock() - self._opened_at < self.pause_s:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        """A call ended well."""
        self._failed, self._opened_at, self._probing = 0, None, False

    def failed(self) -> None:
        """A call ended badly."""
        self._failed += 1
        if self._failed >= self.failures or self._probing:
            self._opened_at = self._clock()
        self._probing = False

    def abandoned(self) -> None:
        """A call was given up by its caller: that says nothing about the server."""
        self._probing = False
