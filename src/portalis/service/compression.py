"""gzip for answers that come at once; what was compressed already, or streams, goes through as it is."""

from __future__ import annotations

import asyncio
import gzip

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portalis.service.http import accepts_gzip

SMALLEST = 1024
"""Bytes from which on compressing is worth it."""
LEVEL = 3
THREADED = 64 * 1024
"""Bytes from which on it would hold up the event loop."""


class Compression:
    """An ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, compressed where the client reads that."""
        if scope["type"] != "http" or not accepts_gzip(scope):
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def compressed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                head, start = start, None
                body = message.get("body", b"")
                names = {name.lower() for name, _ in head["headers"]}
                if len(body) >= SMALLEST and not message.get("more_body") and b"content-encoding" not in names:
                    body = await (asyncio.to_thread(_pack, body) if len(body) >= THREADED else _packed(body))
                    message = {**message, "body": body}
                    kept = [pair for pair in head["headers"] if pair[0].lower() != b"content-length"]
                    own = [(b"content-encoding", b"gzip"), (b"content-length", b"%d" % len(body))]
                    head = {**head, "headers": [*kept, *own, (b"vary", b"Accept-Encoding")]}
                await send(head)
            await send(message)

        await self.app(scope, receive, compressed)


async def _packed(body: bytes) -> bytes:
    return _pack(body)


def _pack(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)
