"""A client of the translation service, synchronous and asynchronous, that tries again where that can help.

It needs the extra ``client``.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Self

import httpx

from portalis.diagnostics import PortalisError

PREFIX = "/api/v1/translation"
RETRIED = frozenset({429, 503})
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 20.0

Source = str | dict[str, str]
"""A source, or one with its path: ``{"path": …, "content": …}``."""


class ServiceCallError(PortalisError):
    """The service has answered with an error. ``status`` is HTTP's, ``code`` the service's own name for it."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        self.status = status
        self.code: str = document.get("error", "error")
        self.details: dict[str, Any] = document.get("details", {})
        self.request_id: str = document.get("request_id", "")
        super().__init__(f"{status} {self.code}: {document.get('message', '')}")


class _Base:
    """What both clients share."""

    def __init__(
        self, url: str = "http://127.0.0.1:8000", api_key: str | None = None, timeout_s: float = 120, retries: int = 3
    ) -> None:
        self._settings: dict[str, Any] = {
            "base_url": url,
            "timeout": timeout_s,
            "headers": {"Authorization": f"Bearer {api_key}"} if api_key else {},
        }
        self._retries = retries

    def _pause(self, attempt: int, response: httpx.Response | None) -> float | None:
        """Seconds to wait before the next attempt; ``None`` where the answer stands."""
        if attempt >= self._retries or (response is not None and response.status_code not in RETRIED):
            return None
        said = response.headers.get("retry-after", "") if response is not None else ""
        wait = float(said) if said.isdigit() else FIRST_PAUSE_S * 2**attempt
        return None if wait > LONGEST_PAUSE_S else wait + random.uniform(0, FIRST_PAUSE_S)


class Client(_Base):
    """A synchronous client; use it in ``with``.

    Every method raises :class:`ServiceCallError` for an error of the service and ``httpx.TransportError`` where it
    cannot be reached.
    """

    def __enter__(self) -> Self:
        self._http = httpx.Client(**self._settings)
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def translate(self, python_code: str, **options: Any) -> dict[str, Any]:
        """Translate one source; ``options`` are the fields of the request."""
        return self._send("POST", "/translate", {"python_code": python_code, **options})

    def batch(self, source_files: Sequence[Source], **options: Any) -> dict[str, Any]:
        """Translate several sources."""
        return self._send("POST", "/translate/batch", {"source_files": list(source_files), **options})

    def models(self) -> dict[str, Any]:
        """List what translates."""
        return self._send("GET", "/models", None)

    def stream(self, python_code: str, **options: Any) -> Iterator[dict[str, Any]]:
        """Translate one source and yield the chunks as they come; not tried again once one has come."""
        body = {"python_code": python_code, **options}
        with self._http.stream("POST", f"{PREFIX}/translate/stream", json=body) as response:
            if response.status_code != 200:
                response.read()
                raise _error(response)
            for line in response.iter_lines():
                yield json.loads(line)

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        attempt = 0
        while True:
            response: httpx.Response | None = None
            try:
                response = self._http.request(method, PREFIX + path, json=body)
            except httpx.TransportError:
                if (pause := self._pause(attempt, None)) is None:
                    raise
            else:
                if (pause := self._pause(attempt, response)) is None:
                    return _document(response)
            time.sleep(pause)
            attempt += 1


class AsyncClient(_Base):
    """The asynchronous client; use it in ``async with``. The methods are those of :class:`Client`."""

    async def __aenter__(self) -> Self:
        self._http = httpx.AsyncClient(**self._settings)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def translate(self, python_code: str, **options: Any) -> dict[str, Any]:
        """Translate one source; ``options`` are the fields of the request."""
        return await self._send("POST", "/translate", {"python_code": python_code, **options})

    async def batch(self, source_files: Sequence[Source], **options: Any) -> dict[str, Any]:
        """Translate several sources."""
        return await self._send("POST", "/translate/batch", {"source_files": list(source_files), **options})

    async def models(self) -> dict[str, Any]:
        """List what translates."""
        return await self._send("GET", "/models", None)

    async def stream(self, python_code: str, **options: Any) -> AsyncIterator[dict[str, Any]]:
        """Translate one source and yield the chunks as they come; not tried again once one has come."""
        body = {"python_code": python_code, **options}
        async with self._http.stream("POST", f"{PREFIX}/translate/stream", json=body) as response:
            if response.status_code != 200:
                await response.aread()
                raise _error(response)
            async for line in response.aiter_lines():
                yield json.loads(line)

    async def _send(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        attempt = 0
        while True:
            response: httpx.Response | None = None
            try:
                response = await self._http.request(method, PREFIX + path, json=body)
            except httpx.TransportError:
                if (pause := self._pause(attempt, None)) is None:
                    raise
            else:
                if (pause := self._pause(attempt, response)) is None:
                    return _document(response)
            await asyncio.sleep(pause)
            attempt += 1


def _document(response: httpx.Response) -> dict[str, Any]:
    if response.status_code != 200:
        raise _error(response)
    document: dict[str, Any] = response.json()
    return document


def _error(response: httpx.Response) -> ServiceCallError:
    try:
        document = response.json()
    except ValueError:
        document = {}
    return ServiceCallError(response.status_code, document if isinstance(document, dict) else {})
