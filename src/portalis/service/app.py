"""The HTTP application: routes, error handlers, middleware."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Receive, Scope, Send

from portalis import __version__
from portalis.service import health, openai_chat, page, rest, websocket
from portalis.service.container import Service
from portalis.service.errors import (
    BadRequestError,
    ForbiddenError,
    MethodNotAllowedError,
    NotFoundError,
    ServiceError,
    UnprocessableError,
)
from portalis.service.middleware import Compression, Gateway, render_error

GZIP_FROM = 1024
_BY_STATUS: dict[int, type[ServiceError]] = {
    400: BadRequestError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
}


def create_app(service: Service) -> FastAPI:
    """The application over a service, which the caller starts and stops."""
    app = FastAPI(
        title="Portalis",
        version=__version__,
        description="Translates Python to Rust.",
        responses={},
    )
    app.state.service = service
    for part in (rest, health, openai_chat, websocket, page):
        app.include_router(part.router)
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(Compression, minimum_size=GZIP_FROM, compresslevel=3)
    if service.settings.cors_origins:
        app.add_middleware(
            Cors,
            allow_origins=list(service.settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key", "X-Request-ID", "X-Request-Timeout"],
            expose_headers=["X-Request-ID", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"],
        )
    app.add_middleware(Gateway, service=service)
    return app


class Cors(CORSMiddleware):
    """Starlette's, with refusals in the one shape of errors."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a preflight request is answered."""
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        refusal = ForbiddenError(
            "Such calls from this origin are not allowed.", {"reason": bytes(response.body).decode()}
        )
        refused = dict(response.headers)
        del refused["content-length"], refused["content-type"]
        return _Refusal(refusal, refused)


class _Refusal(Response):
    """An error whose request id is known when it is sent."""

    def __init__(self, error: ServiceError, headers: dict[str, str]) -> None:
        super().__init__(headers=headers)
        self.error, self.more = error, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await _respond(Request(scope), self.error, self.more)(scope, receive, send)


def _respond(request: Request, error: ServiceError, headers: dict[str, str] | None = None) -> Response:
    request_id = request.scope["portalis.request_id"]
    document = openai_chat.error_document(error) if request.url.path == openai_chat.PATH else None
    status, own, body = render_error(error, request_id, document)
    return Response(body, status, {**(headers or {}), **own})


async def _service_error(request: Request, error: Any) -> Response:
    return _respond(request, error)


async def _invalid(request: Request, error: Any) -> Response:
    found = error.errors()
    if found and found[0]["type"] == "json_invalid":
        return _respond(request, BadRequestError("The body is no JSON.", {"fields": _fields(found)}))
    return _respond(request, UnprocessableError("The request is not acceptable.", {"fields": _fields(found)}))


def _fields(found: Any) -> list[dict[str, str]]:
    return [{"field": ".".join(str(part) for part in e["loc"]), "problem": e["msg"]} for e in found]


async def _http_error(request: Request, error: Any) -> Response:
    kind = _BY_STATUS.get(error.status_code)
    made = kind() if kind else ServiceError(str(error.detail))
    if kind is BadRequestError:
        made = BadRequestError("The body cannot be read.")
    if kind is None:
        made.status, made.code = error.status_code, "error"
    return _respond(request, made, dict(error.headers or {}))
