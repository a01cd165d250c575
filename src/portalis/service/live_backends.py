"""The model backends as their file says now: followed while the service runs, and changed without losing what is under way.

A file that is wrong changes nothing: the settings before it hold, and log, metrics and health say so.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator
from contextlib import contextmanager

from portalis.backends.base import BackendConfigError
from portalis.backends.engine import Engine
from portalis.backends.guard import Guarded
from portalis.backends.memory import Memory
from portalis.backends.registry import make_backend
from portalis.backends.routing import Ledger, Router
from portalis.backends.settings import BackendsFile, read_backends
from portalis.service import logs
from portalis.service.model_metrics import ModelMetrics

FOLLOW_S = 1.0
"""Time between two looks at the file, seconds."""
ASK_S = 10.0
"""Time between two questions to each backend how it is, seconds."""


class Generation:
    """What one reading of the file made. It is closed when nothing uses it and a newer one is there."""

    def __init__(self, file: BackendsFile, backends: list[Guarded], memory: Memory, ledger: Ledger) -> None:
        self.file = file
        self.router = Router(backends)
        self.memory = memory
        self.engine = Engine(self.router, memory, file.budget, ledger)
        self.users = 0


class LiveBackends:
    """The backends that hold now.

    Raises:
        ValueError: for a file of settings that is wrong.
        OSError: when the translation memory cannot be used.
    """

    def __init__(self, path: str, metrics: ModelMetrics) -> None:
        self.path = path
        self.metrics = metrics
        self.problem = ""
        """Why the file as it is now is not what holds; empty where it does."""
        self.states: dict[str, str] = {}
        self._stamp = _stamp(path)
        file = _read(path)
        self.ledger = Ledger(metrics, {c.name: c.label for c in file.configs})
        self.now = self._made(file, None)
        self._old: list[Generation] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._changed = asyncio.Event()
        metrics.settings_read(True)

    def start(self) -> None:
        """Begin to follow the file and to watch the backends."""
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._watch())]

    async def close(self) -> None:
        """End that, and every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for generation in (*self._old, self.now):
            await self._closed(generation, [])

    @contextmanager
    def used(self) -> Generator[Generation, None, None]:
        """What holds now, kept open until the end of the block, whatever the file says meanwhile."""
        generation = self.now
        generation.users += 1
        try:
            yield generation
        finally:
            generation.users -= 1

    def state(self, backend: Guarded) -> str:
        """``up``, ``down: …``, ``open: …`` or ``starting``."""
        if backend.open:
            return "open: it failed repeatedly and is left alone for a while"
        return self.states.get(backend.name, "starting")

    async def reload(self) -> bool:
        """Take over the file as it is; whether it could be."""
        try:
            file = await asyncio.to_thread(_read, self.path)
            made = self._made(file, self.now)
        except (BackendConfigError, ValueError, OSError) as error:
            self.problem = str(error)
            self.metrics.settings_read(False)
            logs.log.warning("model_backends_not_reloaded", path=self.path, problem=self.problem)
            return False
        self.problem = ""
        before, self.now = self.now, made
        self._old.append(before)
        names = {b.name for b in made.router.backends}
        for backend in before.router.backends:
            if backend.name not in names:
                self.states.pop(backend.name, None)
                self.metrics.forget(backend.name)
        self.metrics.settings_read(True)
        self._changed.set()
        logs.log.info("model_backends_reloaded", path=self.path, backends=sorted(names))
        return True

    def _made(self, file: BackendsFile, before: Generation | None) -> Generation:
        """A generation for a file. What it has in common with the one before, connections and breakers, goes on."""
        known = {b.name: b for b in before.router.backends} if before is not None else {}
        known = {c.name: known[c.name] for c in file.configs if c.name in known and known[c.name].config == c}
        # everything that can fail is made before anything that holds is touched
        fresh = {c.name: make_backend(c) for c in file.configs if c.name not in known}
        same = before is not None and before.file.memory == file.memory
        memory = before.memory if before is not None and same else Memory(file.memory or None)
        self.ledger.name_arms({c.name: c.label for c in file.configs})
        backends = [known[c.name] if c.name in known else Guarded(fresh[c.name], c, self.ledger) for c in file.configs]
        for backend in backends:
            if backend.name in fresh:
                self.states[backend.name] = "starting"
        return Generation(file, backends, memory, self.ledger)

    async def _closed(self, generation: Generation, kept: list[Generation]) -> None:
        """Close what a generation has and those kept have not."""
        backends = {id(b) for g in kept for b in g.router.backends}
        gone = [b for b in generation.router.backends if id(b) not in backends]
        await asyncio.gather(*(b.close() for b in gone), return_exceptions=True)
        if all(g.memory is not generation.memory for g in kept):
            generation.memory.close()

    async def _follow(self) -> None:
        """Take over the file whenever it changes, and close what nobody uses any more."""
        while True:
            await asyncio.sleep(FOLLOW_S)
            if (stamp := await asyncio.to_thread(_stamp, self.path)) != self._stamp:
                self._stamp = stamp
                await self.reload()
            for generation in [g for g in self._old if not g.users]:
                self._old.remove(generation)
                await self._closed(generation, [*self._old, self.now])

    async def _watch(self) -> None:
        """Ask every backend how it is, again and again. One that is open is asked too: that is no call of its breaker's."""
        while True:
            self._changed.clear()
            backends = self.now.router.backends
            for backend, health in zip(backends, await asyncio.gather(*(b.health() for b in backends))):
                if backend not in self.now.router.backends:
                    continue
                state = "up" if health.ready else f"down: {health.detail}"
                if self.states.get(backend.name) != state:
                    logs.log.info("model_backend", backend=backend.name, state=state)
                self.states[backend.name] = state
                self.metrics.up(backend.name, health.ready)
            try:
                async with asyncio.timeout(ASK_S):
                    await self._changed.wait()
            except TimeoutError:
                continue


def _read(path: str) -> BackendsFile:
    file = read_backends(path)
    if not file.configs:
        raise BackendConfigError(f"{path} names no backend")
    return file


def _stamp(path: str) -> tuple[int, int, int] | None:
    """What changes with a file; None where it is not there. A mounted file is replaced, not written: its number changes."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
