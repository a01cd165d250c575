"""uvicorn's HTTP protocol, whose own refusals come in the one shape of errors too."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from portalis.service.errors import BadRequestError
from portalis.service.middleware import render_error, request_id_of


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 on one connection."""

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be parsed, which no application gets to see, and close."""
        request_id = request_id_of(None)
        status, headers, body = render_error(BadRequestError(msg), request_id)
        headers |= {"X-Request-ID": request_id, "Content-Length": str(len(body)), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"HTTP/1.1 {status} Bad Request\r\n{head}\r\n".encode("latin-1") + body)
        self.transport.close()
