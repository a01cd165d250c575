"""A batch: each file is a translation of its own, at most as many at once as there are workers."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Literal

from portalis import api
from portalis.diagnostics import DiagnosticError
from portalis.service.auth import Caller
from portalis.service.errors import DeadlineExceededError, ServiceError
from portalis.service.schemas import BatchRequest, BatchResponse, CompilationStatus, SourceFile, TranslatedFile
from portalis.service.verification import BuildJob

if TYPE_CHECKING:
    from portalis.service.core import Core

BUILD_RESERVE = 0.1
"""Share of the deadline that answering keeps for itself when packages are built."""


async def run_batch(core: Core, request: BatchRequest, caller: Caller) -> BatchResponse:
    """Translate every file of a batch; the deadline is that of the whole."""
    began = time.monotonic()
    limit = min(core.settings.deadline_batch_s, caller.deadline_s or float("inf"))
    gate = asyncio.Semaphore(core.pool.size)
    given = [f for f in request.source_files if isinstance(f, SourceFile)]
    project = await asyncio.to_thread(_importable, given)
    taken = {f.path for f in given}
    name = (request.project_config or {}).get("name")
    name = name if isinstance(name, str) else None
    waits: list[float] = []
    built: dict[str, dict[str, Any]] = {}
    packages: dict[int, dict[str, Any]] = {}

    async def one(index: int, source: str | SourceFile) -> TranslatedFile:
        if isinstance(source, SourceFile):
            path = source.path
            own = _module(source)
            files = {path: source.content} | {f.path: f.content for name, f in project.items() if name != own}
        else:
            path = f"source_{index}.py"
            while path in taken:
                path = f"_{path}"
            files = {path: source}
        try:
            async with gate:
                start = time.monotonic()
                answer = await core.translate_file(files, request.mode, began + limit, name, package=True)
                waits.append((time.monotonic() - start) * 1000)
        except ServiceError as error:
            found = error.details.get("diagnostics", [])
            return TranslatedFile(path=path, success=False, diagnostics=found, error=error.to_json(caller.request_id))
        if answer.metadata["complete"] and answer.files:
            packages[index] = {
                "path": str(index), "files": answer.files, "sources": files,
                "options": core.options(request.mode, name),
            }  # fmt: skip
        return TranslatedFile(
            path=path,
            success=bool(answer.metadata["complete"]),
            rust_code=answer.rust_code,
            confidence=answer.confidence,
            diagnostics=answer.diagnostics,
            items=answer.items,
            metadata=answer.metadata,
        )

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(i, source)) for i, source in enumerate(request.source_files)]
    files = [task.result() for task in tasks]
    translated = time.monotonic() - began
    why = await _build(core, request, [packages[i] for i in sorted(packages)], began + limit, built)
    total = (time.monotonic() - began) * 1000
    good = sum(1 for file in files if file.success)
    return BatchResponse(
        translated_files=files,
        compilation_status=[_status(file, request, built.get(str(i), {}), why) for i, file in enumerate(files)],
        performance_metrics={
            "files_per_second": round(len(files) / max(total / 1000, 1e-9), 3),
            "mean_file_ms": round(sum(waits) / len(waits), 3) if waits else 0.0,
            "slowest_file_ms": round(max(waits), 3) if waits else 0.0,
            "translation_ms": round(translated * 1000, 3),
            "build_ms": round(sum(f.get("seconds", 0.0) for f in built.values()) * 1000, 3),
        },
        wasm_binaries={f.path: w for i, f in enumerate(files) if (w := built.get(str(i), {}).get("wasm"))},
        total_processing_time_ms=round(total, 3),
        success_count=good,
        failure_count=len(files) - good,
    )


def _importable(given: list[SourceFile]) -> dict[str, SourceFile]:
    """The files that others may import, by the names of their modules.

    What is no module, or no source, stays out: it fails alone. Of a package and a module of one name Python takes the package.
    """
    found: dict[str, SourceFile] = {}
    for file in given:
        name = _module(file)
        if name is not None and (name not in found or file.path.endswith("/__init__.py")):
            found[name] = file
    return found


def _module(file: SourceFile) -> str | None:
    try:
        return api.modules_of({file.path: file.content})[0].name
    except DiagnosticError:
        return None


async def _build(
    core: Core, request: BatchRequest, packages: list[dict[str, Any]], deadline: float, built: dict[str, dict[str, Any]]
) -> str:
    """Build the packages, as far as the deadline allows; returns why something was not built, if so."""
    if not packages:
        return ""
    left = (deadline - time.monotonic()) * (1 - BUILD_RESERVE)
    job = BuildJob(packages, request.optimization_level, request.compile_wasm, request.run_tests, left)
    try:
        async with aclosing(core.evidence.build(job)) as events:
            async for event in events:
                built.setdefault(event["path"], {}).update(event)
    except DeadlineExceededError:
        return "the deadline passed before it was built"
    except ServiceError as error:
        return error.text
    except Exception as error:  # whatever the verifier raises, the translations stand
        return f"the verifier failed: {type(error).__name__}"
    return ""


def _status(file: TranslatedFile, request: BatchRequest, built: dict[str, Any], why: str) -> CompilationStatus:
    """What was compiled and run of one file, and what kept the rest from it."""
    if not file.success:
        reason = "the translation is incomplete"
        status: Literal["compiled", "failed", "not_compiled"] = "failed"
        detail = reason
    elif "compiled" not in built:
        reason = detail = why
        status = "not_compiled"
    else:
        reason = why if built["compiled"] else "the package does not compile"
        status, detail = ("compiled", "") if built["compiled"] else ("failed", built["detail"])
    return CompilationStatus(
        path=file.path,
        status=status,
        detail=detail,
        wasm=_wasm(built, reason) if request.compile_wasm else "",
        tests=_tests(built, reason) if request.run_tests else "",
    )


def _wasm(built: dict[str, Any], reason: str) -> str:
    if built.get("wasm"):
        return "built"
    return f"not built for wasm32-wasip1: {built.get('wasm_problem') or reason}"


def _tests(built: dict[str, Any], reason: str) -> str:
    """In one line, how the user's tests and the program itself fared in Rust."""
    if "tests" not in built:
        return f"not run: {reason}"
    tests, runs = built["tests"], built["program_runs"]
    if not tests and not runs:
        return "; ".join(["no tests were found", *built["notes"]])
    parts = []
    if tests:
        passed = sum(1 for test in tests if test["passed"])
        parts.append(f"{passed} of {len(tests)} tests passed")
        parts += [f"{t['name']}: {t['why'] or 'failed'}" for t in tests if not t["passed"]]
    if runs:
        good = sum(1 for run in runs if run["agreed"])
        parts.append(f"{good} of {len(runs)} runs of the program agree with CPython")
    return "; ".join(parts)
