"""Watches a job: its time and the memory of all its processes together; ends every one of them."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from typing import Literal

PERIOD_S = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def descendants(root: int) -> list[int]:
    """A process and all that came from it and still have it as an ancestor; empty where there is no ``/proc``."""
    children: dict[int, list[int]] = {}
    with suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with suppress(OSError, ValueError, IndexError):
                    with open(f"/proc/{name}/stat", "rb") as file:
                        # the name in parentheses may hold anything
                        parent = int(file.read().rpartition(b")")[2].split()[1])
                    children.setdefault(parent, []).append(int(name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def resident(pids: list[int]) -> int:
    """Bytes of memory that processes hold; what they share is counted for each."""
    total = 0
    for pid in pids:
        with suppress(OSError, ValueError, IndexError):
            with open(f"/proc/{pid}/statm", "rb") as file:
                fields = file.read().split()
            total += (int(fields[1]) - int(fields[2])) * _PAGE
    return total


class Watchdog:
    """Ends a job whose leader is ``pid`` and leads a process group; ``reason`` says why it did."""

    def __init__(self, pid: int, wall_s: float, total_memory: int) -> None:
        self.pid = pid
        self.reason: Literal["time", "output", "memory"] | None = None
        self._deadline = time.monotonic() + wall_s
        self._total = total_memory
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """The leader has ended: end what it left, and watch no more."""
        self._over.set()
        self._thread.join()
        self._kill(())

    def end(self, reason: Literal["time", "output", "memory"]) -> None:
        """End the job for that reason."""
        self.reason = self.reason or reason
        self._kill(descendants(self.pid))

    def _watch(self) -> None:
        while not self._over.wait(PERIOD_S):
            if time.monotonic() > self._deadline:
                self.end("time")
                return
            family = descendants(self.pid)
            if resident(family) > self._total:
                self.end("memory")
                return

    def _kill(self, family: list[int] | tuple[int, ...]) -> None:
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        for pid in family:
            if pid != self.pid:
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
