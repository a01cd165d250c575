"""The HTTP application: routes, error handlers, middleware."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from portalis import __version__
from portalis.service import health, openai_chat, page, rest, websocket
from portalis.service.compression import Compression
from portalis.service.container import Service
from portalis.service.door import Door
from portalis.service.errors import BadRequestError, ForbiddenError, ServiceError, UnprocessableError, fields_of
from portalis.service.http import DirectRoute
from portalis.service.middleware import Gateway
from portalis.service.refusals import error_of, render_error


def create_app(service: Service) -> FastAPI:
    """The routes over a service, as FastAPI documents and serves them."""
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
    return app


def create_gateway(service: Service) -> Gateway:
    """What the server calls: the routes behind every layer, for a service that the caller starts and stops."""
    routes = [*rest.router.routes, *openai_chat.router.routes]
    direct = {r.path: r for r in routes if isinstance(r, DirectRoute) and "POST" in (r.methods or ())}
    inner: ASGIApp = Compression(Door(create_app(service), service, direct))
    if service.settings.cors_origins:
        inner = Cors(
            inner,
            allow_origins=list(service.settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key", "X-Request-ID", "X-Request-Timeout"],
            expose_headers=["X-Request-ID", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"],
        )
    return Gateway(inner, service)


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
        return _respond(request, BadRequestError("The body is no JSON.", {"fields": fields_of(found)}))
    return _respond(request, UnprocessableError("The request is not acceptable.", {"fields": fields_of(found)}))


async def _http_error(request: Request, error: Any) -> Response:
    said = "The body cannot be read." if error.status_code == 400 else None
    known = error_of(error.status_code, said)
    made = known if known.code != "error" else error_of(error.status_code, str(error.detail))
    return _respond(request, made, dict(error.headers or {}))
