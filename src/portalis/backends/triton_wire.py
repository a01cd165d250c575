"""Triton's two protocols, each with NVIDIA's own asyncio client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote, urlsplit

import aiohttp
import grpc
import tritonclient.grpc.aio as triton_grpc
import tritonclient.http.aio as triton_http
from tritonclient.utils import InferenceServerException

from portalis.backends.config import BackendConfig

CONNECTION_ERRORS = (aiohttp.ClientError, grpc.aio.AioRpcError, ConnectionError, OSError)
MAX_LINE = 4 << 20
"""Bytes of one event of a stream."""
OUTPUTS = ("rust_code", "confidence_score", "metadata")


def _address(config: BackendConfig) -> tuple[str, bool]:
    """``host:port`` and whether TLS is spoken."""
    parts = urlsplit(config.url if "://" in config.url else f"//{config.url}")
    return parts.netloc, parts.scheme in ("https", "grpcs")


def _headers(config: BackendConfig) -> dict[str, str] | None:
    key = config.key()
    return {"authorization": f"Bearer {key}"} if key else None


class HttpWire:
    """KServe's protocol over HTTP, and Triton's ``generate_stream`` for models that answer in pieces."""

    def __init__(self, config: BackendConfig) -> None:
        self.settings = config
        target, secure = _address(config)
        self._url = f"{'https' if secure else 'http'}://{target}"
        self._client = triton_http.InferenceServerClient(target, conn_timeout=config.timeout_s, ssl=secure)
        timeout = aiohttp.ClientTimeout(None, sock_connect=config.connect_timeout_s, sock_read=config.idle_timeout_s)
        self._session = aiohttp.ClientSession(timeout=timeout, read_bufsize=MAX_LINE)

    async def live(self) -> bool:
        """As the protocol says."""
        return bool(await self._client.is_server_live(headers=_headers(self.settings)))

    async def ready(self, model: str, version: str) -> bool:
        """As the protocol says."""
        return bool(await self._client.is_model_ready(model, version, headers=_headers(self.settings)))

    async def config(self, model: str, version: str) -> Mapping[str, Any]:
        """As the protocol says."""
        return cast(Mapping[str, Any], await self._client.get_model_config(model, version, headers=_headers(self.settings)))  # fmt: skip

    async def metadata(self, model: str, version: str) -> Mapping[str, Any]:
        """As the protocol says."""
        return cast(Mapping[str, Any], await self._client.get_model_metadata(model, version, headers=_headers(self.settings)))  # fmt: skip

    async def statistics(self, model: str, version: str) -> Mapping[str, Any]:
        """As the protocol says."""
        return cast(Mapping[str, Any], await self._client.get_inference_statistics(model, version, headers=_headers(self.settings)))  # fmt: skip

    async def index(self) -> Sequence[Mapping[str, Any]]:
        """As the protocol says."""
        return cast(Sequence[Mapping[str, Any]], await self._client.get_model_repository_index(headers=_headers(self.settings)))  # fmt: skip

    async def load(self, model: str) -> None:
        """As the protocol says."""
        await self._client.load_model(model, headers=_headers(self.settings))

    async def unload(self, model: str) -> None:
        """As the protocol says."""
        await self._client.unload_model(model, headers=_headers(self.settings))

    async def infer(self, model: str, version: str, inputs: Mapping[str, Any], timeout_s: float) -> Mapping[str, Any]:
        """As the protocol says."""
        made = []
        for name, array in inputs.items():
            tensor = triton_http.InferInput(name, list(array.shape), "BYTES")
            tensor.set_data_from_numpy(array)
            made.append(tensor)
        async with asyncio.timeout(timeout_s):
            found = await self._client.infer(model, made, version, headers=_headers(self.settings))
        return {name: found.as_numpy(name) for name in OUTPUTS}

    async def stream(
        self, model: str, version: str, inputs: Mapping[str, Any], timeout_s: float
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """As the protocol says. An error of the model can come with status 200, as an event of the stream."""
        of_version = f"/versions/{quote(version, safe='')}" if version else ""
        url = f"{self._url}/v2/models/{quote(model, safe='')}{of_version}/generate_stream"
        async with (
            asyncio.timeout(timeout_s),
            self._session.post(url, json=dict(inputs), headers=_headers(self.settings)) as answer,
        ):
            if answer.status != 200:
                raise InferenceServerException(_problem(await answer.read()), str(answer.status))
            async for line in answer.content:
                if not line.startswith(b"data:"):
                    continue
                row = json.loads(line[5:])
                if "error" in row:
                    raise InferenceServerException(str(row["error"]), "500")
                yield row

    async def close(self) -> None:
        """As the protocol says."""
        await self._session.close()
        await self._client.close()


def _problem(body: bytes) -> str:
    try:
        return str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        return ""


class GrpcWire:
    """KServe's protocol over gRPC, with Triton's stream."""

    def __init__(self, config: BackendConfig) -> None:
        self.settings = config
        target, secure = _address(config)
        self._client = triton_grpc.InferenceServerClient(target, ssl=secure)

    async def _ask(self, method: str, *given: Any) -> Any:
        async with asyncio.timeout(self.settings.timeout_s):
            return await getattr(self._client, method)(*given, headers=_headers(self.settings))

    async def _document(self, method: str, *given: Any) -> Any:
        async with asyncio.timeout(self.settings.timeout_s):
            return await getattr(self._client, method)(*given, headers=_headers(self.settings), as_json=True)

    async def live(self) -> bool:
        """As the protocol says."""
        return bool(await self._ask("is_server_live"))

    async def ready(self, model: str, version: str) -> bool:
        """As the protocol says."""
        return bool(await self._ask("is_model_ready", model, version))

    async def config(self, model: str, version: str) -> Mapping[str, Any]:
        """As the protocol says."""
        found: Mapping[str, Any] = (await self._document("get_model_config", model, version)).get("config", {})
        return found

    async def metadata(self, model: str, version: str) -> Mapping[str, Any]:
        """As the protocol says."""
        return cast(Mapping[str, Any], await self._document("get_model_metadata", model, version))

    async def statistics(self, model: str, version: str) -> Mapping[str, Any]:
        """As the protocol says."""
        return cast(Mapping[str, Any], await self._document("get_inference_statistics", model, version))

    async def index(self) -> Sequence[Mapping[str, Any]]:
        """As the protocol says."""
        found = await self._document("get_model_repository_index")
        return cast(Sequence[Mapping[str, Any]], found.get("models", []))

    async def load(self, model: str) -> None:
        """As the protocol says."""
        await self._ask("load_model", model)

    async def unload(self, model: str) -> None:
        """As the protocol says."""
        await self._ask("unload_model", model)

    async def infer(self, model: str, version: str, inputs: Mapping[str, Any], timeout_s: float) -> Mapping[str, Any]:
        """As the protocol says."""
        found = await self._client.infer(
            model, _tensors(inputs), version, client_timeout=timeout_s, headers=_headers(self.settings)
        )
        return {name: found.as_numpy(name) for name in OUTPUTS}

    async def stream(
        self, model: str, version: str, inputs: Mapping[str, Any], timeout_s: float
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """As the protocol says. One request for each stream: it ends when the model has said everything."""
        import numpy as np

        arrays = {name: np.array([[text.encode()]], dtype=np.object_) for name, text in inputs.items()}

        async def requests() -> AsyncIterator[dict[str, Any]]:
            yield {"model_name": model, "model_version": version, "inputs": _tensors(arrays)}

        answers = self._client.stream_infer(requests(), stream_timeout=timeout_s, headers=_headers(self.settings))
        try:
            async for result, error in answers:
                if error is not None:
                    raise error
                if result.as_numpy(OUTPUTS[0]) is not None:
                    yield {name: result.as_numpy(name) for name in OUTPUTS}
        finally:
            answers.cancel()

    async def close(self) -> None:
        """As the protocol says."""
        await self._client.close()


def _tensors(inputs: Mapping[str, Any]) -> list[Any]:
    made = []
    for name, array in inputs.items():
        tensor = triton_grpc.InferInput(name, list(array.shape), "BYTES")
        tensor.set_data_from_numpy(array)
        made.append(tensor)
    return made
