"""A worker process: one translation at a time, jobs on standard input, events on standard output.

Both directions are lines of JSON. The Rust stands on a line of its own before the last event (see ``source_line``). Only the
facade is loaded, so that a replacement starts quickly. The process ends when its input does, so that no worker outlives the service.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import time
from typing import Any, BinaryIO

from portalis import api
from portalis.diagnostics import DiagnosticError
from portalis.options import Options
from portalis.service.source_line import SourceWriter

_SOURCES = SourceWriter()
EVENT_BUFFER = 1024 * 1024
"""An answer is handed over in one piece: the service wakes up once for it."""


def main() -> None:
    """Serve jobs until standard input ends."""
    jobs = os.fdopen(os.dup(0), "rb")
    events = os.fdopen(os.dup(1), "wb", EVENT_BUFFER)
    # Whatever else prints must not reach the protocol.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    api.translate("print(1)", Options(format_rust=False))
    gc.freeze()
    send(events, {"event": "ready", "pid": os.getpid()})
    for line in jobs:
        run_job(json.loads(line), events)


def run_job(job: dict[str, Any], events: BinaryIO) -> None:
    """Translate what a job names; the last event is ``done`` or ``failed``, whatever happens."""
    try:
        _translate(job, events)
    except DiagnosticError as error:
        found = [d.to_json() for d in error.diagnostics]
        send(events, {"event": "failed", "reason": "input", "diagnostics": found})
    except (RecursionError, MemoryError):
        note = {"code": "P0903", "severity": "error", "message": "the program is nested too deeply for the translator"}
        send(events, {"event": "failed", "reason": "depth", "diagnostics": [{**note, "span": None, "hint": None}]})
    except Exception as error:
        send(events, {"event": "failed", "reason": "defect", "detail": f"{type(error).__name__}: {error}"})


def _translate(job: dict[str, Any], events: BinaryIO) -> None:
    options = Options(**job["options"])
    modules = reachable(api.modules_of(job["files"]))
    began = time.perf_counter()
    passes: dict[str, float] = {}
    for event in api.translate_events(api.TranslationRequest(modules, options)):
        if event.kind == "pass":
            now = time.perf_counter()
            passes[event.name] = round((now - began) * 1000, 3)
            began = now
            if job["events"]:
                send(events, {"event": "pass", "name": event.name, "ms": passes[event.name]})
        elif event.kind == "item" and job["events"]:
            send(events, {"event": "item", "name": event.name, "text": event.rust()})
        elif event.diagnostic is not None and job["events"]:
            send(events, {"event": "diagnostic", "diagnostic": event.diagnostic.to_json()})
        elif event.result is not None:
            result = event.result
            send_source(events, result)
            send(
                events,
                {
                    "event": "done",
                    "ok": result.ok,
                    "files": result.files if job["package"] else {},
                    "crates": result.crates,
                    "items": [item.to_json() for item in result.items],
                    "diagnostics": [diagnostic.to_json() for diagnostic in result.diagnostics],
                    "pass_ms": passes,
                    **(_repairable(modules, options, result) if job.get("targets") else {"targets": []}),
                },
            )


def _repairable(
    modules: tuple[api.SourceModule, ...], options: Options, result: api.TranslationResult
) -> dict[str, Any]:
    """What a model could be asked for, and the package that it changes; loaded by the workers of a service that has models."""
    from portalis.backends.targets import find_base

    base = find_base(api.TranslationRequest(modules, options), result)
    found: dict[str, Any] = {"targets": [target.to_json() for target in base.targets]}
    found["unasked"] = base.unasked
    return found | ({"wide_files": base.files} if base.wide else {})


def reachable(modules: tuple[api.SourceModule, ...]) -> tuple[api.SourceModule, ...]:
    """The first module and those that it imports, directly or through others; a broken file that is not needed is left out."""
    if len(modules) == 1:
        return modules
    known = {module.name: module for module in modules}
    found = {modules[0].name: modules[0]}
    todo = [modules[0]]
    while todo:
        module = todo.pop()
        try:
            tree = ast.parse(module.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # the translation itself says what is wrong with it
        for name in _imported(tree, module):
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                needed = known.get(".".join(parts[:end]))
                if needed is not None and needed.name not in found:
                    found[needed.name] = needed
                    todo.append(needed)
    return tuple(found.values())


def _imported(tree: ast.Module, module: api.SourceModule) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names += [stem, *(f"{stem}.{alias.name}".lstrip(".") for alias in node.names)]
    return names


def send(events: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message as a line of JSON."""
    events.write(_json(message) + b"\n")
    events.flush()


def send_source(events: BinaryIO, result: api.TranslationResult) -> None:
    """Write the crate as one file; it goes out with the message that follows."""
    events.write(_SOURCES.line(api.source_pieces(result)) + b"\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


if __name__ == "__main__":
    main()
