"""The verifier of this machine: a pool of processes of its own, which run cargo and the code in a sandbox."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from portalis.service.pool import WorkerPool
from portalis.service.settings import Settings
from portalis.service.verification import BuildJob, Progress, Verification, VerificationJob

PREPARE_TIMEOUT_S = 600.0
"""Time for compiling the crates of translations, once for each toolchain, seconds."""
KILL_AHEAD_S = 0.05
"""A job is killed so long before its deadline, so that its end is told as this, not as a failure of the verifier."""


class VerifierFailedError(Exception):
    """The verifying process gave an error in place of a verification."""


class LocalVerifier:
    """Checks and runs translations here. Where bubblewrap is missing it runs nothing, unless a setting says otherwise."""

    name = "local"

    def __init__(self, settings: Settings) -> None:
        unsafe = settings.verifier_unsafe
        command = [sys.executable, "-m", "portalis.service.verification_worker", *(["--unsafe"] if unsafe else [])]
        self._lacking = _lacking(unsafe)
        self._begun = False
        self.toolchain = ""
        """What its processes verify with, once one has said so."""
        self._pool = WorkerPool(
            command, settings.verifier_workers, settings.worker_memory_mib, settings.queue_limit,
            start_timeout_s=PREPARE_TIMEOUT_S, hello=self._heard,
        )  # fmt: skip

    def missing(self) -> str | None:
        """Which tool is missing, or that the verifier is still starting."""
        return self._lacking or (None if self._pool.ready else "the verifier is starting")

    def start(self) -> None:
        """Start the processes, where this machine has what they need."""
        if self._lacking is None:
            self._begun = True
            self._pool.start()

    async def close(self) -> None:
        """End the processes and what they run."""
        if self._begun:
            await self._pool.close()

    async def verify(self, job: VerificationJob) -> Verification:
        """Check a translation.

        Raises:
            VerifierFailedError: when the process failed on it.
            ServiceError: past the deadline or the memory, or when too many jobs wait.
        """
        async with contextlib.aclosing(self.stream(job)) as found:
            async for thing in found:
                if isinstance(thing, Verification):
                    return thing
        raise VerifierFailedError("no verification came")

    async def stream(self, job: VerificationJob) -> AsyncGenerator[Progress | Verification, None]:
        """Check a translation and tell each rung and item as it is reached.

        Raises:
            VerifierFailedError: when the process failed on it.
            ServiceError: past the deadline or the memory, or when too many jobs wait.
        """
        message = {"sources": job.sources, "files": job.files, "options": job.options, "mode": job.mode}
        deadline = time.monotonic() + max(0.0, job.deadline_s - KILL_AHEAD_S)
        async with contextlib.aclosing(self._pool.stream(message, deadline)) as events:
            async for event in events:
                if event["event"] == "progress":
                    yield Progress(event["rung"], event["what"])
                elif event["event"] == "done":
                    yield _verification(event["found"], event["summary"])
                else:
                    raise VerifierFailedError(event["detail"])

    async def build(self, job: BuildJob) -> AsyncGenerator[dict[str, Any], None]:
        """Build packages and run their tests.

        Raises:
            VerifierFailedError: when the process failed.
            ServiceError: past the deadline or the memory, or when too many jobs wait.
        """
        message = {"packages": job.packages, "profile": job.profile, "wasm": job.wasm, "tests": job.tests}
        deadline = time.monotonic() + max(0.0, job.deadline_s - KILL_AHEAD_S)
        async with contextlib.aclosing(self._pool.stream(message, deadline)) as events:
            async for event in events:
                if event["event"] in ("built", "tested"):
                    yield event
                elif event["event"] == "failed":
                    raise VerifierFailedError(event["detail"])

    def _heard(self, message: dict[str, Any]) -> None:
        self._lacking = message["missing"]
        self.toolchain = message["toolchain"]


def _lacking(unsafe: bool) -> str | None:
    """What is plainly not there; whether it works is for the process to find out."""
    # rustup's tools stand in the home folder, which a service's PATH may not name
    home = Path.home() / ".cargo" / "bin"
    for tool in ("rustc", "cargo"):
        if shutil.which(tool) is None and not (home / tool).is_file():
            return f"{tool} is not installed: nothing can be verified"
    if not unsafe and shutil.which("bwrap") is None:
        return "bubblewrap is not installed: code that nobody has read is not run"
    return None


def _verification(found: dict[str, Any], summary: str) -> Verification:
    """What the facade's verification says, in the service's terms: the whole is as sure as its least sure item."""
    items = {}
    for item in found["items"]:
        name = f"{item['module']}.{item['name']}" if item["module"] else item["name"]
        agreed = item["verdict"] == "verified"
        if name not in items or not agreed:  # of two that have one name, none is better than the other
            items[name] = {**item, "agreed": agreed}
    notes = {key: found[key] for key in ("verdict", "compiled", "notes")}
    confidence = min((item["confidence"] for item in items.values()), default=0.0)
    lints = [f for f in found["findings"] if f["code"].startswith("clippy::")]
    return Verification(
        0.0 if found["verdict"] == "contradicted" else confidence,
        {**found["metadata"], **notes, "summary": summary, "tests": found["tests"],
         "program_runs": found["program_runs"], "lints": len(lints),
         "errors": [f["rendered"] for f in found["findings"] if f["level"] == "error"][:20]},
        items,
    )  # fmt: skip
