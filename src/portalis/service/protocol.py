"""uvicorn's protocols, whose own refusals come in the one shape of errors too."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Response
from websockets.server import ServerProtocol

from portalis.service.errors import BadRequestError
from portalis.service.pieces import EXTENSION, LENGTH, Pieces
from portalis.service.refusals import error_of, render_error, request_id_of

WRITE_BUFFER = 512 * 1024
"""Bytes that may wait for a client: an answer with the runtime goes out in one go."""

_EXTENSIONS: dict[str, dict[object, object]] = {EXTENSION: {}}
_HEAD = tuple(b"HTTP/1.1 %d" % hundreds for hundreds in (2, 3, 4, 5))
"""How the head of an answer begins; what only says that the client may go on is none."""


class OneWrite:
    """A transport that keeps the head of an answer until its body comes, so that the client wakes up once for both.

    uvicorn writes them apart, and each write is a packet. Everything else is the transport's own.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""
        self.is_closing = transport.is_closing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes | Pieces) -> None:
        """Write, or keep what begins an answer."""
        if self._head:
            head, self._head = self._head, b""
            self._transport.writelines((head, *data.parts) if isinstance(data, Pieces) else (head, data))
        elif isinstance(data, Pieces):
            self._transport.writelines(data.parts)
        elif data.startswith(_HEAD):
            self._head = data
        else:
            self._transport.write(data)

    def flush(self) -> None:
        """Write what was kept: there is no body."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """End the connection when everything is written."""
        self.flush()
        self._transport.close()


class Cycle(RequestResponseCycle):
    """One request and its answer.

    uvicorn looks twice through each field of a head for what must not be there: a twentieth of what an answer of the cache costs.
    Heads in which this service has made every field are written as they are.
    """

    async def send(self, message: Any) -> None:
        """Send a part of the answer."""
        length = message.get(LENGTH)
        if (
            length is None
            or self.response_started
            or self.disconnected
            or self.flow.write_paused
            or not self.keep_alive
        ):
            await super().send(message)
            return
        self.response_started = True
        self.waiting_for_100_continue = False
        self.chunked_encoding = False
        self.expected_content_length = length
        lines = [STATUS_LINE[message["status"]]]
        for name, value in (*self.default_headers, *message["headers"]):
            lines += (name, b": ", value, b"\r\n")
        lines.append(b"\r\n")
        self.transport.write(b"".join(lines))


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 on one connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        transport.set_write_buffer_limits(high=WRITE_BUFFER)
        super().connection_made(OneWrite(transport))  # type: ignore[arg-type]

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["extensions"] = _EXTENSIONS

    def on_headers_complete(self) -> None:
        """Begin to answer; the task that does has not run yet."""
        super().on_headers_complete()
        if type(self.cycle) is RequestResponseCycle:
            self.cycle.__class__ = Cycle

    def on_response_complete(self) -> None:
        """Go on with what the client asks next."""
        self.transport.flush()  # type: ignore[attr-defined]
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, which no application gets to see, and close."""
        request_id = request_id_of(None)
        status, headers, body = render_error(BadRequestError(msg), request_id)
        headers |= {"X-Request-ID": request_id, "Content-Length": str(len(body)), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"HTTP/1.1 {status} Bad Request\r\n{head}\r\n".encode("latin-1") + body)
        self.transport.close()


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """A WebSocket; what is no handshake is answered here, which no application gets to see."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        connection: ServerProtocol = self.conn
        plain = connection.reject

        def reject(status: int | HTTPStatus, text: str) -> Response:
            response = plain(status, text)
            request_id = request_id_of(None)
            _, headers, response.body = render_error(error_of(int(status), text or None), request_id)
            del response.headers["Content-Type"], response.headers["Content-Length"]
            headers |= {"X-Request-ID": request_id, "Content-Length": str(len(response.body))}
            response.headers.update(headers)
            return response

        connection.reject = reject  # type: ignore[method-assign]
