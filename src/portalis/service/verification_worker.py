"""A process that verifies: one job at a time from standard input, what it reaches and finds on standard output.

It speaks the protocol of :mod:`portalis.service.worker` and is killed at the job's deadline like one; what it runs in the
sandbox dies with it. Its first message says whether this machine can verify at all.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from portalis import api
from portalis.options import Options, VerifyOptions
from portalis.service.worker import send

CHECK_ONLY = VerifyOptions(differential=False, tests=False, script=False)


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
    send(events, {"event": "ready", "missing": reason})
    for line in jobs:
        try:
            _verify(json.loads(line), events, unsafe)
        except Exception as error:
            send(events, {"event": "failed", "reason": "defect", "detail": f"{type(error).__name__}: {error}"})


def _verify(job: dict[str, Any], events: BinaryIO, unsafe: bool) -> None:
    source = api.TranslationRequest(api.modules_of(job["sources"]), Options(**job["options"]))
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


if __name__ == "__main__":
    main()
