"""What the HTTP routes share: the caller, answers, hanging up, and streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from portalis.service.answers import Answer, time_field
from portalis.service.auth import Caller
from portalis.service.cache import AnswerCache, Kept
from portalis.service.container import Service
from portalis.service.errors import BadRequestError, ServiceError, UnauthenticatedError, UnprocessableError, fields_of
from portalis.service.limits import Quota
from portalis.service.pieces import LENGTH, Pieces, body_of
from portalis.service.quick_json import read_json
from portalis.service.schemas import ErrorResponse

T = TypeVar("T")
B = TypeVar("B", bound=BaseModel)
DEADLINE_HEADER = "x-request-timeout"
"""The client's own deadline in seconds."""
MODEL_HEADER = "x-portalis-model"
"""The model backend or arm that a request wants."""
WATCH_AFTER_S = 0.1
"""Time after which is watched whether a client hangs up, seconds: most are answered before, and a watch is a task."""

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorResponse, "description": text}
    for status, text in {
        400: "Not well-formed", 401: "No valid key", 403: "Foreign origin or host", 404: "Nothing here",
        405: "Method not allowed", 408: "The body came too slowly", 413: "Body too large", 415: "Not JSON",
        422: "Not acceptable, or not Python", 429: "Over the rate limit", 500: "A defect of the service",
        503: "Overloaded or shutting down", 504: "Past the deadline or the memory limit",
    }.items()
}  # fmt: skip


EVENT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "One server-sent event, as OpenAPI describes streams of them; `data` is JSON in one line",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}


class ClientGoneError(ServiceError):
    """The client has hung up; nobody reads the answer."""

    code, status, grpc = "client_closed_request", 499, "CANCELLED"


def service_of(request: Request) -> Service:
    """The service that answers a request."""
    service: Service = request.scope["portalis.service"]
    return service


def caller_of(request: Request) -> Caller:
    """Who sent a request; the door has found that out."""
    caller: Caller = request.scope["portalis.caller"]
    return caller


def answer(model: BaseModel, quota: Quota | None = None, exclude_none: bool = False) -> Response:
    """A model as the whole answer, validated before."""
    headers = quota.headers() if quota else {}
    return Response(model.model_dump_json(exclude_none=exclude_none), media_type="application/json", headers=headers)


class KeptAnswer(Response):
    """An answer that is written already; one of the cache is compressed once, for those who accept that."""

    def __init__(self, body: bytes | Pieces, quota: Quota | None, *headers: tuple[bytes, bytes]) -> None:
        # Not Starlette's: the headers are known.
        self.status_code = 200
        self.background = None
        self.pieces = body
        self.raw_headers = [
            (b"content-length", b"%d" % len(body)),
            (b"content-type", b"application/json"),
            (b"vary", b"Accept-Encoding"),
            *headers,
            *(quota.raw_headers() if quota else ()),
        ]

    @classmethod
    async def of(
        cls, cache: AnswerCache, kept: Kept, ms: float, request: Request, quota: Quota | None = None
    ) -> KeptAnswer:
        """The answer to a request that took so long."""
        more = time_field(ms)
        if not accepts_gzip(request.scope):
            return cls(body_of(kept.json(more), request.scope), quota)
        await cache.pack(kept)
        return cls(kept.gzip(more), quota, (b"content-encoding", b"gzip"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; once for what Starlette does for background tasks, of which there are none."""
        await send(
            {"type": "http.response.start", "status": 200, "headers": self.raw_headers, LENGTH: len(self.pieces)}
        )
        await send({"type": "http.response.body", "body": self.pieces})


async def translation(done: Answer, request: Request, quota: Quota | None = None) -> Response:
    """A translation as the whole answer."""
    if not accepts_gzip(request.scope):
        return KeptAnswer(body_of((*done.parts(), b",%b}" % time_field(done.ms)), request.scope), quota)
    return await KeptAnswer.of(service_of(request).core.cache, Kept(done.parts()), done.ms, request, quota)


def accepts_gzip(scope: Scope) -> bool:
    """Whether the client of a request reads gzip."""
    headers: dict[str, str] = scope["portalis.headers"]
    return _reads_gzip(headers.get("accept-encoding", ""))


_NEVER = frozenset({"q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000"})
"""Every way to write that a coding is not wanted (RFC 9110, 12.4.2)."""


@lru_cache(64)
def _reads_gzip(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in _NEVER
    return False


class DirectRoute(APIRoute):
    """A route whose first parameter is the body and whose second, or only, one is the request; it gives a response.

    FastAPI documents it as any other; what it does beyond that for each request, of which nothing is used, is left out.
    """

    handler: Callable[[Request], Coroutine[Any, Any, Response]]
    """What answers a request; an error is raised."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        self.handler = self._handler()
        return self.handler

    def _handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Callable[..., Coroutine[Any, Any, Response]] = self.endpoint
        first = next(iter(get_type_hints(endpoint).values()))
        if not issubclass(first, BaseModel):
            return endpoint
        schema: type[BaseModel] = first

        async def handle(request: Request) -> Response:
            return await endpoint(read_body(schema, await whole_body(request.receive)), request)

        return handle


async def whole_body(receive: Receive) -> bytes:
    """A request's body.

    Raises:
        ClientGoneError: when the client hangs up before its end.
    """
    parts: list[bytes] = []
    while (message := await receive())["type"] == "http.request":
        part: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            return b"".join((*parts, part)) if parts else part
        parts.append(part)
    raise ClientGoneError


def read_body(schema: type[B], data: bytes) -> B:
    """A request's body.

    Raises:
        BadRequestError: when it is no JSON.
        UnprocessableError: when it is not what ``schema`` describes.
    """
    try:
        given = read_json(data)
    except (ValueError, RecursionError) as error:
        raise BadRequestError("The body is no JSON.", {"fields": [{"field": "body", "problem": str(error)}]}) from None
    try:
        return schema.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        fields = fields_of(found, "body")
        raise UnprocessableError("The request is not acceptable.", {"fields": fields}) from None


async def until_hangup(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``, which is cancelled when the client hangs up or its key is revoked.

    Raises:
        ClientGoneError: when it hung up.
        UnauthenticatedError: when its key was revoked.
    """
    answering = asyncio.current_task()
    assert answering is not None
    gone = False

    def hung_up(watch: asyncio.Task[None]) -> None:
        nonlocal gone
        if not watch.cancelled():
            gone = True
            answering.cancel()

    watch: asyncio.Task[None] | None = None

    def begin() -> None:
        nonlocal watch
        watch = asyncio.ensure_future(_hung_up(request.receive))
        watch.add_done_callback(hung_up)

    later = asyncio.get_running_loop().call_later(WATCH_AFTER_S, begin)
    try:
        return await _while_valid(request.scope, work)
    except asyncio.CancelledError:
        if gone:
            answering.uncancel()
            raise ClientGoneError from None
        raise
    finally:
        later.cancel()
        if watch is not None:
            watch.remove_done_callback(hung_up)
            watch.cancel()


async def _while_valid(scope: Scope, work: Coroutine[Any, Any, T]) -> T:
    with scope["portalis.service"].auth.while_valid(scope["portalis.caller"]):
        return await work
    raise AssertionError  # nothing is suppressed


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class EventStream(Response):
    """A streamed answer whose source is closed as soon as the client hangs up, also between two events.

    When the caller's key is revoked the source is closed too; ``last_words`` makes the last event of that error.
    """

    def __init__(
        self,
        events: AsyncGenerator[bytes, None],
        media_type: str,
        headers: dict[str, str],
        last_words: Callable[[ServiceError], bytes],
    ) -> None:
        super().__init__(media_type=media_type, headers={**headers, "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.events = events
        self.last_words = last_words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send every event as it comes."""
        pump = asyncio.ensure_future(self._pump(scope, send))
        gone = asyncio.ensure_future(_hung_up(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
            if pump.done():
                pump.result()
        finally:
            pump.cancel()
            gone.cancel()
            await asyncio.gather(pump, gone, return_exceptions=True)

    async def _pump(self, scope: Scope, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        last = b""
        try:
            await _while_valid(scope, self._forward(send))
        except UnauthenticatedError as error:
            last = self.last_words(error)
        finally:
            await self.events.aclose()
        await send({"type": "http.response.body", "body": last, "more_body": False})

    async def _forward(self, send: Send) -> None:
        async for event in self.events:
            await send({"type": "http.response.body", "body": event, "more_body": True})


async def with_first(events: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    """``events``, of which the first has come: what is raised before it becomes the status of the answer."""
    first = await anext(events)

    async def both() -> AsyncGenerator[T, None]:
        try:
            yield first
            async for event in events:
                yield event
        finally:
            await events.aclose()

    return both()
