"""``WS /api/v1/translation/ws``: the interactive session over a WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from portalis.service.container import Service
from portalis.service.errors import ServiceError
from portalis.service.http import MODEL_HEADER
from portalis.service.rest import PREFIX
from portalis.service.session import Session

AUTH_TIMEOUT_S = 10.0
GOING_AWAY, POLICY_VIOLATION = 1001, 1008
router = APIRouter()


@router.websocket(f"{PREFIX}/ws")
async def interactive(socket: WebSocket) -> None:
    """Serve one session. Where keys are in use, the first message is ``{"type": "auth", "api_key": …}``."""
    service: Service = socket.app.state.service
    headers: dict[str, str] = socket.scope["portalis.headers"]
    request_id: str = socket.scope["portalis.request_id"]
    await socket.accept(headers=[(b"x-request-id", request_id.encode())])
    address = socket.client.host if socket.client else ""
    lock = asyncio.Lock()

    async def send(message: dict[str, Any]) -> None:
        async with lock:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await socket.send_json(message)

    try:
        token = await _first_key(socket) if service.auth.keys is not None else None
        peer = service.auth.peer(address, headers.get("x-forwarded-for"))
        model = headers.get(MODEL_HEADER, "")
        caller = service.auth.identify(token, peer, request_id, "websocket", model=model)
    except ServiceError as error:
        service.metrics.auth_failures.labels("websocket").inc()
        await send({"type": "error", "id": "", **error.to_json(request_id)})
        await socket.close(POLICY_VIOLATION)
        return
    except WebSocketDisconnect:
        return
    session = Session(service.core, caller, send, service.admit)
    service.metrics.sessions.labels("websocket").inc()
    service.sessions += 1
    await send({"type": "ready", "id": "", "request_id": request_id})
    try:
        with service.auth.while_valid(caller):
            code = await _serve(socket, session, service.draining)
    except WebSocketDisconnect:
        code = None
    except ServiceError as error:
        await send({"type": "error", "id": "", **error.to_json(request_id)})
        code = POLICY_VIOLATION
    finally:
        service.metrics.sessions.labels("websocket").dec()
        service.sessions -= 1
        await session.close()
    if code is not None:
        with contextlib.suppress(RuntimeError):
            await socket.close(code)


async def _serve(socket: WebSocket, session: Session, draining: asyncio.Event) -> int:
    """Hand messages to the session until the service drains; returns the code to close with.

    Raises:
        WebSocketDisconnect: when the client has gone.
        UnauthenticatedError: when the caller's key is no longer valid.
    """
    drained = asyncio.create_task(draining.wait())
    reading: asyncio.Task[Any] | None = None
    try:
        while True:
            reading = asyncio.create_task(_receive(socket))
            await asyncio.wait({reading, drained}, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                await session.settle()
                return GOING_AWAY
            await session.handle(reading.result())
    finally:
        for task in (drained, reading):
            if task is not None:
                task.cancel()
        await asyncio.gather(drained, *([reading] if reading else []), return_exceptions=True)


async def _receive(socket: WebSocket) -> Any:
    """One message as JSON; what is no JSON becomes an empty message, which the session refuses in words."""
    try:
        return await socket.receive_json()
    except (ValueError, KeyError):
        return None


async def _first_key(socket: WebSocket) -> str | None:
    try:
        async with asyncio.timeout(AUTH_TIMEOUT_S):
            message = await _receive(socket)
    except TimeoutError:
        return None
    if not isinstance(message, dict) or message.get("type") != "auth":
        return None
    key = message.get("api_key")
    return key if isinstance(key, str) else None
