"""A batch: each file is a translation of its own, at most as many at once as there are workers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from portalis.service.auth import Caller
from portalis.service.errors import ServiceError
from portalis.service.schemas import BatchRequest, BatchResponse, CompilationStatus, SourceFile, TranslatedFile

if TYPE_CHECKING:
    from portalis.service.core import Core

NO_COMPILER = "no verifier with a Rust toolchain is configured"
NO_WASM = f"not built: {NO_COMPILER}, which the target wasm32-wasip1 needs"
NO_TESTS = f"not run: {NO_COMPILER}"


async def run_batch(core: Core, request: BatchRequest, caller: Caller) -> BatchResponse:
    """Translate every file of a batch; the deadline is that of the whole."""
    began = time.monotonic()
    limit = min(core.settings.deadline_batch_s, caller.deadline_s or float("inf"))
    gate = asyncio.Semaphore(core.pool.size)
    project = {f.path: f.content for f in request.source_files if isinstance(f, SourceFile)}
    name = (request.project_config or {}).get("name")
    waits: list[float] = []

    async def one(index: int, source: str | SourceFile) -> TranslatedFile:
        path = source.path if isinstance(source, SourceFile) else f"source_{index}.py"
        if isinstance(source, SourceFile):
            files = {path: source.content} | project
        else:
            files = {path: source}
        try:
            async with gate:
                start = time.monotonic()
                answer = await core.translate_file(
                    files, request.mode, began + limit, name if isinstance(name, str) else None
                )
                waits.append((time.monotonic() - start) * 1000)
        except ServiceError as error:
            found = error.details.get("diagnostics", [])
            return TranslatedFile(path=path, success=False, diagnostics=found, error=error.to_json(caller.request_id))
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
    total = (time.monotonic() - began) * 1000
    good = sum(1 for file in files if file.success)
    return BatchResponse(
        translated_files=files,
        compilation_status=[_status(file, request) for file in files],
        performance_metrics={
            "files_per_second": round(len(files) / max(total / 1000, 1e-9), 3),
            "mean_file_ms": round(sum(waits) / len(waits), 3) if waits else 0.0,
            "slowest_file_ms": round(max(waits), 3) if waits else 0.0,
        },
        total_processing_time_ms=round(total, 3),
        success_count=good,
        failure_count=len(files) - good,
    )


def _status(file: TranslatedFile, request: BatchRequest) -> CompilationStatus:
    verified = file.metadata.get("verification", {})
    done = verified.get("status") == "verified"
    return CompilationStatus(
        path=file.path,
        status="compiled" if done else "not_compiled" if file.success else "failed",
        detail="" if done else NO_COMPILER if file.success else "the translation is incomplete",
        wasm=NO_WASM if request.compile_wasm else "",
        tests=NO_TESTS if request.run_tests else "",
    )
