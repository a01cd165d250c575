"""OpenAI's chat completions: Python in the last user message, Rust in a fenced block."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from portalis.service.errors import NotFoundError, ServiceError, UnprocessableError
from portalis.service.http import (
    ERRORS,
    EVENT_SCHEMA,
    DirectRoute,
    EventStream,
    caller_of,
    service_of,
    until_hangup,
    with_first,
)
from portalis.service.schemas import MAX_CODE, Mode, StreamChunk, TranslateRequest

MODEL = "portalis"
PATH = "/v1/chat/completions"
FENCE = "```"
router = APIRouter(tags=["openai"], route_class=DirectRoute)


class ErrorBody(BaseModel):
    """What is inside of an error."""

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIError(BaseModel):
    """An error in OpenAI's own shape."""

    error: ErrorBody


class ContentPart(BaseModel):
    """A part of a message; only text is understood."""

    type: str
    text: str = ""


class Message(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="allow")
    role: str
    content: str | list[ContentPart] | None = None

    def text(self) -> str:
        """The message's text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream carries beside its text."""

    include_usage: bool | None = False


class ChatRequest(BaseModel):
    """The request; what only matters to a language model is accepted and has no effect."""

    model_config = ConfigDict(extra="allow")
    model: str = Field(examples=[MODEL])
    messages: list[Message] = Field(min_length=1, examples=[[{"role": "user", "content": "print(2 ** 100)"}]])
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = 1


def error_document(error: ServiceError) -> dict[str, Any]:
    """An error in OpenAI's own shape."""
    kinds = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
    kind = kinds.get(error.status, "server_error" if error.status >= 500 else "invalid_request_error")
    code = "model_not_found" if isinstance(error, NotFoundError) else error.code
    message = error.text
    for found in error.details.get("diagnostics", [])[:1]:
        span = found["span"]
        message += f" {found['code']}: {found['message']}" + (f" (line {span['line']})" if span else "")
    # A body that is no JSON has no parameters.
    wrong = [(f["field"].removeprefix("body."), f["problem"]) for f in error.details.get("fields", [])]
    wrong = [(name, problem) for name, problem in wrong if name != "body"]
    message += "".join(f" {name}: {problem}." for name, problem in wrong[:3])
    return {"error": {"message": message, "type": kind, "param": wrong[0][0] if wrong else None, "code": code}}


@router.post(
    PATH,
    response_class=Response,
    responses={
        200: {
            "description": "A completion, or its chunks as server-sent events where `stream` is set",
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "text/event-stream": {"schema": EVENT_SCHEMA},
            },
        },
        **{status: {**described, "model": OpenAIError} for status, described in ERRORS.items()},
    },
)
async def chat(body: ChatRequest, request: Request) -> Response:
    """Translate the Python of the last user message."""
    core, caller = service_of(request).core, caller_of(request)
    if body.model != MODEL:
        raise NotFoundError(f"The model {body.model!r} does not exist; there is {MODEL!r}.")
    code = python_of(body.messages)
    quota = await core.admit(caller)
    headers = quota.headers() if quota else {}
    identity = {"id": f"chatcmpl-{caller.request_id}", "created": int(time.time()), "model": MODEL}
    wanted = TranslateRequest(python_code=code, mode=Mode.STANDARD)
    if body.stream:
        chunks = await until_hangup(request, with_first(core.stream(wanted, caller)))
        usage = bool(body.stream_options and body.stream_options.include_usage)
        events = _stream(chunks, identity, usage)
        return EventStream(events, "text/event-stream", headers, lambda error: _data(error_document(error)))
    done = await until_hangup(request, core.translate(wanted, caller))
    text = f"{FENCE}rust\n{done.rust_code}{FENCE}\n" + _notes(done.rest["diagnostics"])
    document = {
        **identity,
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None},
                "finish_reason": "stop",
                "logprobs": None,
            }
        ],
        "usage": _usage(),
    }
    return JSONResponse(document, headers=headers)


def python_of(messages: list[Message]) -> str:
    """The Python in the last user message: its fenced block where it has one, else the whole.

    Raises:
        UnprocessableError: when there is none, or too much of it.
    """
    last = next((m.text() for m in reversed(messages) if m.role == "user"), "")
    lines = last.splitlines(keepends=True)
    fences = [i for i, line in enumerate(lines) if line.lstrip().startswith(FENCE)]
    code = "".join(lines[fences[0] + 1 : fences[1]]) if len(fences) >= 2 else last
    if not code.strip():
        raise UnprocessableError("The last user message holds no Python.")
    if len(code) > MAX_CODE:
        raise UnprocessableError(f"The Python is longer than {MAX_CODE} characters.")
    return code


async def _stream(
    chunks: AsyncGenerator[StreamChunk, None], identity: dict[str, Any], usage: bool
) -> AsyncGenerator[bytes, None]:
    """A line for each item as it is translated, then the whole file in one fenced block.

    The Rust comes in one piece when it stands: items of a class have no place of their own before that.
    """

    def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _data({**identity, "object": "chat.completion.chunk", "choices": [choice]})

    found: list[dict[str, Any]] = []
    try:
        yield event({"role": "assistant", "content": ""})
        async for chunk in chunks:
            if chunk.chunk_type == "code":
                yield event({"content": f"`{chunk.metadata['item']}` is translated.\n"})
            elif chunk.chunk_type == "diagnostic":
                found.append(chunk.metadata)
            elif chunk.chunk_type == "complete":
                yield event({"content": f"\n{FENCE}rust\n{chunk.content}{FENCE}\n" + _notes(found)})
            elif chunk.chunk_type == "error":
                yield _data({"error": {"message": chunk.content, "type": "server_error", "param": None, "code": None}})
                return
        yield event({}, "stop")
        if usage:
            yield _data({**identity, "object": "chat.completion.chunk", "choices": [], "usage": _usage()})
        yield b"data: [DONE]\n\n"
    finally:
        await chunks.aclose()


def _data(document: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(document).encode() + b"\n\n"


def _notes(diagnostics: list[dict[str, Any]]) -> str:
    if not diagnostics:
        return ""
    lines = [
        f"- {d['code']}: {d['message']}" + (f" (line {d['span']['line']})" if d["span"] else "") for d in diagnostics
    ]
    return "\nNot translated, or to be known:\n" + "\n".join(lines) + "\n"


def _usage() -> dict[str, int]:
    """Rules use no tokens."""
    return {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
