"""The innermost layer before the routes: who calls, and what is sent and how much of it, before anything reads it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from portalis.service import page
from portalis.service.auth import Caller, token_of
from portalis.service.container import Service
from portalis.service.errors import (
    BadRequestError,
    PayloadTooLargeError,
    ServiceError,
    UnauthenticatedError,
    UnsupportedMediaTypeError,
)
from portalis.service.http import DEADLINE_HEADER, MODEL_HEADER, DirectRoute
from portalis.service.refusals import refuse

PROBES = frozenset({"/live", "/ready", "/v1/health/live", "/v1/health/ready"})
KEYLESS = PROBES | page.PATHS | {"/docs", "/docs/oauth2-redirect", "/redoc", "/openapi.json"}
ALWAYS = PROBES | page.PATHS | {"/health", "/metrics", "/v1/metrics", "/status"}
"""Answered also while the service drains."""


class Door:
    """Lets in whom it knows: to the routes that take JSON and send it, without a detour, or to the application."""

    def __init__(self, app: FastAPI, service: Service, direct: Mapping[str, DirectRoute]) -> None:
        self.app = app
        self.service = service
        self.limit = service.body_limit
        self.direct = direct
        """The routes that answer a POST by themselves, by path."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            self._admit(scope)
            route = self.direct.get(scope["path"]) if scope["method"] == "POST" else None
            if route is None:
                await self.app(scope, receive, send)
                return
            scope["app"], scope["route"] = self.app, route
            response = await route.handler(Request(scope, receive, send))
            await response(scope, receive, send)
        except ServiceError as error:
            await refuse(scope, send, error, close=isinstance(error, PayloadTooLargeError))

    def _admit(self, scope: Scope) -> None:
        """See who calls and what is wrong with the request, as far as its head tells.

        Raises:
            ServiceError: for what is wrong; that the caller is not known comes first.
        """
        headers: dict[str, str] = scope["portalis.headers"]
        method, path = scope["method"], scope["path"]
        # Preflight requests carry no key, and no route answers the method.
        if path not in KEYLESS and method != "OPTIONS":
            scope["portalis.caller"] = self._caller(scope, headers)
        length = headers.get("content-length")
        if length is not None:
            if not length.isdigit():
                raise BadRequestError("Content-Length is no number.")
            if int(length) > self.limit:
                raise PayloadTooLargeError(details={"limit_bytes": self.limit})
        if method == "POST":
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json" and not kind.endswith("+json"):
                raise UnsupportedMediaTypeError(details={"content_type": kind})
            coding = headers.get("content-encoding", "identity").strip().lower()
            if coding != "identity":
                said = "The body must come without a Content-Encoding."
                raise UnsupportedMediaTypeError(said, {"content_encoding": coding})

    def _caller(self, scope: Scope, headers: dict[str, str]) -> Caller:
        auth = self.service.auth
        client = scope.get("client")
        given = headers.get(DEADLINE_HEADER)
        try:
            deadline = float(given) if given is not None else None
        except ValueError:
            deadline = -1.0
        try:
            caller = auth.identify(
                token_of(headers),
                auth.peer(client[0] if client else "", headers.get("x-forwarded-for")),
                scope["portalis.request_id"],
                "http",
                deadline,
                headers.get(MODEL_HEADER, ""),
            )
        except UnauthenticatedError:
            self.service.metrics.auth_failures.labels("http").inc()
            raise
        if deadline is not None and not 0 < deadline < 1e6:
            raise BadRequestError("X-Request-Timeout must be a number of seconds above 0.")
        return caller
