"""How a process that translates uses Python's garbage collector."""

from __future__ import annotations

import gc


def spare_collector() -> None:
    """Make the collector look less often: the trees of a program stay alive until its translation ends, so that a pass over
    them frees nothing, and what passes cost would grow with the program. What is loaded already is not looked at again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
