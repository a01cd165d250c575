"""REST under ``/api/v1/translation``."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from portalis.service.core import SNIPPET, error_chunk
from portalis.service.http import (
    ERRORS,
    EVENT_SCHEMA,
    DirectRoute,
    EventStream,
    KeptAnswer,
    answer,
    caller_of,
    service_of,
    translation,
    until_hangup,
    with_first,
)
from portalis.service.schemas import (
    BatchRequest,
    BatchResponse,
    ModelsResponse,
    StreamChunk,
    TranslateRequest,
    TranslateResponse,
)

PREFIX = "/api/v1/translation"
router = APIRouter(prefix=PREFIX, tags=["translation"], responses=ERRORS, route_class=DirectRoute)


@router.post("/translate", response_model=TranslateResponse)
async def translate(body: TranslateRequest, request: Request) -> Response:
    """Translate one source."""
    core, caller = service_of(request).core, caller_of(request)
    quota = await core.admit(caller)
    key = core.key({SNIPPET: body.python_code}, body, caller)
    found = await core.kept(key, body, caller)
    if found is not None:
        return await KeptAnswer.of(core.cache, *found, request, quota)
    return await translation(await until_hangup(request, core.compute(key, body, caller)), request, quota)


@router.post("/translate/batch", response_model=BatchResponse)
async def translate_batch(body: BatchRequest, request: Request) -> Response:
    """Translate several sources; one bad file fails alone."""
    core, caller = service_of(request).core, caller_of(request)
    quota = await core.admit(caller, len(body.source_files))
    return answer(await until_hangup(request, core.batch(body, caller)), quota)


@router.post(
    "/translate/stream",
    response_class=Response,
    responses={
        200: {
            "description": "One chunk a line, or server-sent events where the client accepts them",
            "content": {
                "application/x-ndjson": {"schema": StreamChunk.model_json_schema()},
                "text/event-stream": {"schema": EVENT_SCHEMA},
            },
        }
    },
)
async def translate_stream(body: TranslateRequest, request: Request) -> Response:
    """Translate one source and send what happens as it happens."""
    core, caller = service_of(request).core, caller_of(request)
    quota = await core.admit(caller)
    chunks = await until_hangup(request, with_first(core.stream(body, caller)))
    headers = quota.headers() if quota else {}
    events = "text/event-stream" in request.headers.get("accept", "")
    write, kind = (_event, "text/event-stream") if events else (_line, "application/x-ndjson")
    return EventStream(
        _written(chunks, write), kind, headers, lambda error: write(error_chunk(error, caller.request_id))
    )


@router.get("/models", response_model=ModelsResponse)
async def models(request: Request) -> Response:
    """List what translates."""
    return answer(service_of(request).core.models())


@router.get("/models/report", response_model=dict[str, Any])
async def models_report(request: Request) -> Response:
    """What became of each arm's candidates since the service began, side by side."""
    repairs = service_of(request).repairs
    return JSONResponse(repairs.ledger.report() if repairs is not None else {"arms": {}, "comparisons": []})


async def _written(
    chunks: AsyncGenerator[StreamChunk, None], write: Callable[[StreamChunk], bytes]
) -> AsyncGenerator[bytes, None]:
    try:
        async for chunk in chunks:
            yield write(chunk)
    finally:
        await chunks.aclose()


def _line(chunk: StreamChunk) -> bytes:
    return chunk.model_dump_json().encode() + b"\n"


def _event(chunk: StreamChunk) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (chunk.chunk_type.encode(), chunk.model_dump_json().encode())
