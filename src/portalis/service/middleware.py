"""What stands before every route: ids, origins, draining, slow bodies, security headers, metrics and the log line."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portalis.service import logs, tracing
from portalis.service.container import Service
from portalis.service.door import ALWAYS
from portalis.service.errors import (
    InternalError,
    NotFoundError,
    PayloadTooLargeError,
    RequestTimeoutError,
    ServiceError,
    UnavailableError,
)
from portalis.service.pieces import LENGTH
from portalis.service.refusals import refuse, request_id_of

_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)
_NO_STORE = (b"cache-control", b"no-store")
_POLICY = (
    b"content-security-policy",
    b"default-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'",
)
_PAGES = frozenset({"/docs", "/redoc"})
"""Pages of FastAPI that load their scripts from elsewhere."""


class Gateway:
    """The outermost ASGI layer."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let the application answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        scope["portalis.service"] = self.service
        scope["portalis.headers"] = headers
        scope["portalis.request_id"] = request_id_of(headers.get("x-request-id"))
        if scope["type"] == "http":
            await self._request(scope, receive, send, headers)
        else:
            await self._handshake(scope, receive, send, headers)

    async def _request(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        began = time.monotonic()
        service = self.service
        request_id: str = scope["portalis.request_id"]
        body = _Body(receive, service.body_limit, began + service.settings.body_timeout_s)
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
                    await refuse(scope, answer, problem, close=True)
                    return
                opened = True
                status = message["status"]
                given = message["headers"]
                own = [*given, *_SECURITY, (b"x-request-id", request_id.encode("latin-1"))]
                if LENGTH in message:  # it has neither of the others
                    await send({**message, "headers": [*own, _NO_STORE, _POLICY]})
                    return
                names = {name.lower() for name, _ in given}
                if _NO_STORE[0] not in names:
                    own.append(_NO_STORE)
                if _POLICY[0] not in names and scope["path"] not in _PAGES:
                    own.append(_POLICY)
                message = {"type": "http.response.start", "status": status, "headers": own}
            elif message["type"] == "http.response.body":
                if dropped and "portalis.own" not in message:
                    return
                sent += len(message.get("body", b""))
            await send(message)

        service.requests += 1
        try:
            problem = self._problem(scope, headers)
            if problem is not None:
                await refuse(scope, answer, problem)
            else:
                with tracing.request(f"HTTP {scope['method']}", headers, request_id) as span:
                    await self.app(scope, body, answer)
                    if span is not None:
                        tracing.answered(
                            span, f"{scope['method']} {_route(scope)}", status >= 500,
                            **{"http.request.method": scope["method"], "http.response.status_code": status},
                        )  # fmt: skip
        except Exception as error:
            if body.problem is None:
                logs.log.error("unhandled", request_id=request_id, problem=type(error).__name__, exc_info=error)
            if not opened:
                await refuse(scope, answer, body.problem or InternalError(), close=True)
        finally:
            service.requests -= 1
            self._record(scope, status, time.monotonic() - began, body.received, sent)

    async def _handshake(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        """Let a WebSocket in, or answer its handshake with an error, as a request would be."""
        began = time.monotonic()
        opened = False

        async def refused(problem: ServiceError) -> None:
            await refuse(scope, send, problem)
            self._record(scope, problem.status, time.monotonic() - began, 0, 0)

        async def answer(message: Message) -> None:
            nonlocal opened
            if not opened and message["type"] == "websocket.close":  # the application knows no such path
                opened = True
                await refused(NotFoundError())
            else:
                opened = True
                await send(message)

        problem = self._problem(scope, headers)
        if problem is not None:
            await refused(problem)
            return
        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            request_id = scope["portalis.request_id"]
            logs.log.error("unhandled", request_id=request_id, problem=type(error).__name__, exc_info=error)
            if not opened:
                await refused(InternalError())

    def _problem(self, scope: Scope, headers: dict[str, str]) -> ServiceError | None:
        """Why nobody is answered here now, or not this site."""
        if self.service.draining.is_set() and scope["path"] not in ALWAYS:
            return UnavailableError("The service is shutting down.", retry_after_s=1)
        try:
            self.service.auth.check_local(headers)
        except ServiceError as error:
            return error
        return None

    def _record(self, scope: Scope, status: int, seconds: float, received: int, sent: int) -> None:
        route, method = _route(scope), scope.get("method", "GET")
        self.service.metrics.observe_request(route, status, seconds, received, sent)
        logs.log.info(
            "request", request_id=scope["portalis.request_id"], method=method, route=route, status=status,
            ms=round(seconds * 1000, 2), bytes_in=received, bytes_out=sent,
        )  # fmt: skip


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "unmatched")


class _Body:
    """The receiving side of a request, watched for size and slowness until the body is complete."""

    __slots__ = ("_complete", "_late", "_limit", "_receive", "_until", "problem", "received")

    def __init__(self, receive: Receive, limit: int, until: float) -> None:
        self._receive = receive
        self._limit = limit
        self._until = until
        self._complete = False
        self._late = False
        self.received = 0
        self.problem: ServiceError | None = None

    async def __call__(self) -> Message:
        if self._complete:
            return await self._receive()
        # What asyncio.timeout does, without its five calls: nearly every body is there already.
        task = asyncio.current_task()
        assert task is not None
        watch = asyncio.get_running_loop().call_at(self._until, self._expire, task)
        try:
            message = await self._receive()
        except asyncio.CancelledError:
            if not self._late or task.uncancel():
                raise  # somebody else has cancelled it
            self.problem = RequestTimeoutError()
            raise self.problem from None
        finally:
            watch.cancel()
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
            self._complete = not message.get("more_body", False)
            if self.received > self._limit:
                self.problem = PayloadTooLargeError(details={"limit_bytes": self._limit})
                raise self.problem
        return message

    def _expire(self, task: asyncio.Task[Any]) -> None:
        self._late = True
        task.cancel()
