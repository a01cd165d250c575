"""What stands before every HTTP route: ids, origins, sizes, draining, security headers, metrics and the log line."""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from typing import Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portalis.service import logs, openai_chat, page, tracing
from portalis.service.container import Service
from portalis.service.errors import (
    BadRequestError,
    InternalError,
    PayloadTooLargeError,
    RequestTimeoutError,
    ServiceError,
    UnavailableError,
    UnsupportedMediaTypeError,
)
from portalis.service.http import accepts_gzip

_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
KEYLESS = frozenset({"/live", "/ready", "/v1/health/live", "/v1/health/ready"}) | page.PATHS
ALWAYS = KEYLESS | {"/health", "/metrics", "/v1/metrics", "/status"}
"""Answered also while the service drains."""
_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)
_POLICY = b"default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'"


def request_id_of(given: str | None) -> str:
    """The client's request id where it is a plain one, else a new one."""
    return given if given and _ID.fullmatch(given) else uuid.uuid4().hex


class Gateway:
    """The outermost ASGI layer."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service
        self.limit = int(service.settings.body_limit_mib * 1024 * 1024)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let the application answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        request_id = request_id_of(headers.get("x-request-id"))
        scope["portalis.request_id"] = request_id
        scope["portalis.headers"] = headers
        body = _Body(receive, self.limit, began + self.service.settings.body_timeout_s)
        status = 500
        sent = 0
        opened = False
        dropped = False

        async def answer(message: Message) -> None:
            nonlocal status, sent, opened, dropped
            if message["type"] == "http.response.start":
                if body.problem is not None:
                    # The application has made a general error of it; the client gets the real one.
                    dropped = True
                    problem, body.problem = body.problem, None
                    await self._refuse(scope, answer, problem, request_id, close=True)
                    return
                opened = True
                status = message["status"]
                own = [*_SECURITY, (b"x-request-id", request_id.encode("latin-1"))]
                if scope["path"] not in ("/docs", "/redoc"):
                    own.append((b"content-security-policy", _POLICY))
                present = {key.lower() for key, _ in message["headers"]}
                message = {
                    **message,
                    "headers": [*message["headers"], *(pair for pair in own if pair[0] not in present)],
                }
            elif message["type"] == "http.response.body":
                if dropped and not message.get("portalis.own"):
                    return
                message.pop("portalis.own", None)
                sent += len(message.get("body", b""))
            await send(message)

        self.service.active += 1
        self.service.metrics.http_in_flight.inc()
        try:
            problem = self._problem(scope, headers)
            if problem is not None:
                await self._refuse(scope, answer, problem, request_id, close=isinstance(problem, PayloadTooLargeError))
            else:
                with tracing.request(f"HTTP {scope['method']}", headers, request_id) as span:
                    await self.app(scope, body, answer)
                    tracing.answered(
                        span, f"{scope['method']} {getattr(scope.get('route'), 'path', 'unmatched')}", status >= 500,
                        **{"http.request.method": scope["method"], "http.response.status_code": status},
                    )  # fmt: skip
        except Exception as error:
            if body.problem is None:
                logs.log.error("unhandled", request_id=request_id, problem=type(error).__name__, exc_info=error)
            if not opened:
                await self._refuse(scope, answer, body.problem or InternalError(), request_id, close=True)
        finally:
            self.service.active -= 1
            self.service.metrics.http_in_flight.dec()
            self._record(scope, request_id, status, time.monotonic() - began, body.received, sent)

    def _problem(self, scope: Scope, headers: dict[str, str]) -> ServiceError | None:
        """What is wrong with a request before its body is read."""
        if self.service.draining.is_set() and scope["path"] not in ALWAYS:
            return UnavailableError("The service is shutting down.", retry_after_s=1)
        try:
            self.service.auth.check_local(headers)
        except ServiceError as error:
            return error
        length = headers.get("content-length")
        if length is not None:
            if not length.isdigit():
                return BadRequestError("Content-Length is no number.")
            if int(length) > self.limit:
                return PayloadTooLargeError(details={"limit_bytes": self.limit})
        if scope["method"] == "POST":
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json" and not kind.endswith("+json"):
                return UnsupportedMediaTypeError(details={"content_type": kind})
        return None

    async def _refuse(
        self, scope: Scope, answer: Send, problem: ServiceError, request_id: str, close: bool = False
    ) -> None:
        document = openai_chat.error_document(problem) if scope["path"] == openai_chat.PATH else None
        status, headers, body = render_error(problem, request_id, document)
        pairs = [(key.lower().encode(), value.encode()) for key, value in headers.items()]
        if close:
            pairs.append((b"connection", b"close"))
        pairs.append((b"content-length", str(len(body)).encode()))
        await answer({"type": "http.response.start", "status": status, "headers": pairs})
        await answer({"type": "http.response.body", "body": body, "portalis.own": True})

    def _record(self, scope: Scope, request_id: str, status: int, seconds: float, received: int, sent: int) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        self.service.metrics.observe_request(route, status, seconds, received, sent)
        logs.log.info(
            "request", request_id=request_id, method=scope["method"], route=route, status=status,
            ms=round(seconds * 1000, 2), bytes_in=received, bytes_out=sent,
        )  # fmt: skip


class _Body:
    """The receiving side of a request, watched for size and slowness until the body is complete."""

    def __init__(self, receive: Receive, limit: int, until: float) -> None:
        self._receive = receive
        self._limit = limit
        self._until = until
        self._complete = False
        self.received = 0
        self.problem: ServiceError | None = None

    async def __call__(self) -> Message:
        if self._complete:
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            self.problem = RequestTimeoutError()
            raise self.problem from None
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
            self._complete = not message.get("more_body", False)
            if self.received > self._limit:
                self.problem = PayloadTooLargeError(details={"limit_bytes": self._limit})
                raise self.problem
        return message


class Compression(GZipMiddleware):
    """gzip for answers that come at once; a compressor would hold the events of a stream back."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress where the client accepts it and the route does not stream."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not accepts_gzip(scope) or path.endswith(("/stream", "/chat/completions")):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def render_error(
    error: ServiceError, request_id: str, document: dict[str, Any] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an error."""
    headers = {"Content-Type": "application/json"}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, round(error.retry_after_s)))
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return error.status, headers, json.dumps(document or error.to_json(request_id)).encode()
