"""An interactive session: translate, refine, explain, cancel; a newer edit supersedes the one that still runs.

WebSocket and gRPC carry the same messages: the session is given one at a time and sends its own through a callback.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portalis.service import logs
from portalis.service.auth import Caller
from portalis.service.core import Core
from portalis.service.errors import (
    BadRequestError,
    InternalError,
    RateLimitedError,
    ServiceError,
    UnauthenticatedError,
    UnprocessableError,
    fields_of,
)
from portalis.service.schemas import MAX_CODE, Mode, TranslateRequest

Sender = Callable[[dict[str, Any]], Awaitable[None]]


class ClientMessage(BaseModel):
    """What a client sends. ``id`` comes back in every answer to it."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["translate", "refine", "explain", "cancel"]
    id: str = Field("", max_length=128)
    python_code: str | None = Field(None, max_length=MAX_CODE)
    mode: Mode | None = None
    context: dict[str, Any] | None = None
    instruction: str | None = Field(None, max_length=10_000, description="for model backends")
    code: str | None = Field(None, max_length=16, description="a diagnostic's code, for explain")


class Session:
    """One client's session; messages are handled in order, one translation runs at a time."""

    def __init__(self, core: Core, caller: Caller, send: Sender, admit: Callable[[Caller], None]) -> None:
        self.core = core
        self.caller = caller
        self._send = send
        self._admit = admit
        self._running: asyncio.Task[None] | None = None
        self._running_id = ""
        self._last: TranslateRequest | None = None
        self._times: deque[float] = deque(maxlen=core.settings.edits_per_second)

    @property
    def busy(self) -> bool:
        """Whether a translation runs."""
        return self._running is not None and not self._running.done()

    async def handle(self, data: Any) -> None:
        """Act on one message; what is wrong with it is sent back.

        Raises:
            UnauthenticatedError: when the caller's key is no longer valid; nothing is done then.
        """
        given = data.get("id") if isinstance(data, dict) else None
        identity = given if isinstance(given, str) else ""
        try:
            self._admit(self.caller)
            if not isinstance(data, dict):
                raise BadRequestError("The message is no JSON object.")
            try:
                message = ClientMessage.model_validate(data)
            except ValidationError as error:
                raise _unacceptable(error) from None
            if message.type == "cancel":  # always heard: it makes work less
                await self._stop("cancelled", message.id)
                return
            self._pace()
            if message.type == "explain":
                text = self.core.explain(message.code or "")
                await self._send({"type": "explanation", "id": message.id, "code": message.code, "content": text})
            else:
                request, warnings = self._request(message)
                await self._stop("superseded", None)
                self._last = request
                self._running_id = message.id
                self._running = asyncio.create_task(self._translate(message.id, request, warnings))
        except UnauthenticatedError:
            raise
        except ServiceError as error:
            await self.refuse(identity, error)

    async def refuse(self, identity: str, error: ServiceError) -> None:
        """Send what is wrong with the message of this id."""
        await self._send({"type": "error", "id": identity, **error.to_json(self.caller.request_id)})

    async def settle(self) -> None:
        """Wait for the running translation."""
        if self._running is not None:
            await asyncio.wait({self._running})

    async def close(self) -> None:
        """Stop the running translation."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def _pace(self) -> None:
        now = time.monotonic()
        if len(self._times) == self._times.maxlen and now - self._times[0] < 1:
            wait = round(1 - (now - self._times[0]), 3)
            said = f"At most {self._times.maxlen} messages a second."
            raise RateLimitedError(said, {"retry_after_s": wait}, retry_after_s=wait)
        self._times.append(now)

    def _request(self, message: ClientMessage) -> tuple[TranslateRequest, list[str]]:
        """The translation that a message asks for; a refinement takes over what it leaves out from the last one."""
        last = self._last if message.type == "refine" else None
        if message.type == "refine" and last is None:
            raise BadRequestError("There is nothing to refine yet.")
        code = last.python_code if message.python_code is None and last else message.python_code
        earlier = (last.context or {}) if last else {}
        context = {**earlier, **(message.context or {})}
        warnings = []
        if message.instruction:
            # Each refinement stands on those before it.
            before = earlier.get("instructions")
            context["instructions"] = [*(before if isinstance(before, list) else []), message.instruction]
        try:
            request = TranslateRequest.model_validate(
                {
                    **({} if code is None else {"python_code": code}),
                    "mode": message.mode or (last.mode if last else Mode.STANDARD),
                    "context": context or None,
                }
            )
        except ValidationError as error:
            raise _unacceptable(error) from None
        models = self.core.repairs
        if message.instruction and not (models and models.wanted(request.mode, self.caller.model)):
            warnings.append(f"{self.core.no_models(request.mode)}: the instruction had no effect")
        return request, warnings

    async def _stop(self, why: str, identity: str | None) -> None:
        """End the running translation, if it is the one meant, and say so."""
        running = self._running
        if running is None or running.done() or (identity and identity != self._running_id):
            if why == "cancelled":
                raise BadRequestError("Nothing of this id is running.", {"id": identity})
            return
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        if why == "superseded":
            self.core.metrics.superseded.inc()
        await self._send({"type": why, "id": self._running_id})

    async def _translate(self, identity: str, request: TranslateRequest, warnings: list[str]) -> None:
        try:
            async with aclosing(self.core.stream(request, self.caller)) as chunks:
                async for chunk in chunks:
                    if chunk.is_final and warnings:
                        chunk.metadata["warnings"] = [*chunk.metadata.get("warnings", []), *warnings]
                    await self._send({"type": "chunk", "id": identity, **chunk.model_dump(mode="json")})
        except ServiceError as error:
            await self.refuse(identity, error)
        except Exception as error:
            logs.log.error("unhandled", request_id=self.caller.request_id, exc_info=error)
            await self.refuse(identity, InternalError())


def _unacceptable(error: ValidationError) -> UnprocessableError:
    return UnprocessableError("The message is not acceptable.", {"fields": fields_of(error.errors())})
