"""Errors as HTTP answers, also where no application has seen the request."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

from starlette.types import Scope, Send

from portalis.service import openai_chat
from portalis.service.errors import (
    BadRequestError,
    ForbiddenError,
    InternalError,
    MethodNotAllowedError,
    NotFoundError,
    RateLimitedError,
    ServiceError,
)

_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_BY_STATUS: dict[int, type[ServiceError]] = {
    kind.status: kind for kind in (BadRequestError, ForbiddenError, NotFoundError, MethodNotAllowedError, InternalError)
}


def request_id_of(given: str | None) -> str:
    """The client's request id where it is a plain one, else a new one."""
    return given if given and _ID.fullmatch(given) else secrets.token_hex(16)


def error_of(status: int, message: str | None = None) -> ServiceError:
    """The error that a library means by a status of its own."""
    kind = _BY_STATUS.get(status)
    error = kind(message) if kind else ServiceError(message)
    if kind is None:
        error.status, error.code = status, "error"
    return error


def render_error(
    error: ServiceError, request_id: str, document: dict[str, Any] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an error."""
    headers = {"Content-Type": "application/json"}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, round(error.retry_after_s)))
    if isinstance(error, RateLimitedError):
        headers |= error.headers
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return error.status, headers, json.dumps(document or error.to_json(request_id)).encode()


async def refuse(scope: Scope, send: Send, problem: ServiceError, close: bool = False) -> None:
    """Answer a request, or the handshake of a WebSocket, with an error; ``close`` ends the connection too."""
    document = openai_chat.error_document(problem) if scope["path"] == openai_chat.PATH else None
    status, headers, body = render_error(problem, scope["portalis.request_id"], document)
    pairs = [(key.lower().encode(), value.encode()) for key, value in headers.items()]
    pairs.append((b"content-length", str(len(body)).encode()))
    if close:
        pairs.append((b"connection", b"close"))
    kind = "http.response"
    if scope["type"] == "websocket":
        kind = "websocket.http.response"
        pairs.append((b"x-request-id", scope["portalis.request_id"].encode()))
    await send({"type": f"{kind}.start", "status": status, "headers": pairs})
    await send({"type": f"{kind}.body", "body": body, "more_body": False, "portalis.own": True})
