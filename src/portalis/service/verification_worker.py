"""A process that verifies: one job at a time from standard input, what it reaches and finds on standard output.

It speaks the protocol of :mod:`portalis.service.worker` and is killed at the job's deadline like one; what it runs in the
sandbox dies with it. Its first message says whether this machine can verify at all.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import Any, BinaryIO

from portalis import api
from portalis.options import Options, VerifyOptions
from portalis.service.worker import reachable, send

CHECK_ONLY = VerifyOptions(differential=False, tests=False, script=False)
TESTS_ONLY = VerifyOptions(lint=False, differential=False)


def main() -> None:
    """Serve jobs until standard input ends; ``--unsafe`` lets code run without bubblewrap."""
    unsafe = "--unsafe" in sys.argv[1:]
    jobs = os.fdopen(os.dup(0), "rb")
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        reason = api.unverifiable(unsafe=unsafe)
    except ImportError as error:
        reason = f"{error.name} is not installed"
    toolchain = "" if reason else api.toolchain_identity()
    send(events, {"event": "ready", "missing": reason, "toolchain": toolchain})
    for line in jobs:
        try:
            job = json.loads(line)
            (_build if "packages" in job else _verify)(job, events, unsafe)
        except Exception as error:
            send(events, {"event": "failed", "reason": "defect", "detail": f"{type(error).__name__}: {error}"})


def _verify(job: dict[str, Any], events: BinaryIO, unsafe: bool) -> None:
    source = api.TranslationRequest(reachable(api.modules_of(job["sources"])), Options(**job["options"]))
    translated = api.translate(source)

    def listen(rung: str, what: str) -> None:
        send(events, {"event": "progress", "rung": rung, "what": what})

    found = api.verify(
        source,
        # What was answered is judged, should it ever be another package than the rules make.
        package=None if translated.files == job["files"] else job["files"],
        wishes=VerifyOptions() if job["mode"] == "quality" else CHECK_ONLY,
        unsafe=unsafe,
        listener=listen,
        translated=translated,
    )
    send(events, {"event": "done", "found": found.to_json(), "summary": found.summary})


def _build(job: dict[str, Any], events: BinaryIO, unsafe: bool) -> None:
    """Build every package of a batch, then run the tests of each where they are wanted."""
    packages = job["packages"]
    compiled = []
    done = api.build([p["files"] for p in packages], job["profile"], wasm=job["wasm"], unsafe=unsafe)
    for package, built in zip(packages, done):
        compiled.append(built.compiled)
        binary = base64.b64encode(built.wasm).decode() if built.wasm is not None else None
        facts = {
            "compiled": built.compiled, "detail": built.problem, "seconds": built.seconds,
            "wasm": binary, "wasm_problem": built.wasm_problem,
        }  # fmt: skip
        send(events, {"event": "built", "path": package["path"], **facts})
    for package, good in zip(packages, compiled):
        if job["tests"] and good:
            source = api.TranslationRequest(
                reachable(api.modules_of(package["sources"])), Options(**package["options"])
            )
            try:
                found = api.verify(source, wishes=TESTS_ONLY, unsafe=unsafe).to_json()
                facts = {"tests": found["tests"], "program_runs": found["program_runs"], "notes": found["notes"]}
            except Exception as error:  # one file's tests must not end the batch
                facts = {"tests": [], "program_runs": [], "notes": [f"failed: {type(error).__name__}"]}
            send(events, {"event": "tested", "path": package["path"], **facts})
    send(events, {"event": "done"})


if __name__ == "__main__":
    main()
