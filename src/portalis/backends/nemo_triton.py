"""A model that NeMo exported to Triton: ``prompts`` in, ``sentences`` out; one batch for all candidates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import numpy as np
import tritonclient.http.aio as triton_http

from portalis.backends.base import Chunk, Completion, Request
from portalis.backends.nemo import prompt_of, sentences
from portalis.backends.triton import TritonBackend
from portalis.backends.triton_wire import _address, _headers


class NemoTritonBackend(TritonBackend):
    """Asks over HTTP, whole answers only."""

    kind = "nemo"

    async def complete(self, request: Request) -> Completion:
        """Ask for ``candidates`` answers in one batch.

        Raises:
            BackendError: when no answer came.
        """
        count = request.candidates
        seed = request.seed or 0
        tensors: list[tuple[str, str, Any]] = [
            ("prompts", "BYTES", np.array([[prompt_of(request).encode()]] * count, dtype=np.object_)),
            ("max_tokens", "INT64", np.full((count, 1), request.max_tokens, dtype=np.int64)),
            ("temperature", "FP32", np.full((count, 1), request.temperature, dtype=np.float32)),
            ("random_seed", "INT64", np.arange(seed, seed + count, dtype=np.int64).reshape(-1, 1)),
        ]
        made = []
        for name, kind, array in tensors:
            tensor = triton_http.InferInput(name, list(array.shape), kind)
            tensor.set_data_from_numpy(array)
            made.append(tensor)
        address, secure = _address(self.config)
        async with self._errors(), asyncio.timeout(self.config.timeout_s):
            client = triton_http.InferenceServerClient(address, conn_timeout=self.config.timeout_s, ssl=secure)
            try:
                found = await client.infer(self.model, made, self.config.version, headers=_headers(self.config))
                texts = sentences({"sentences": found.as_numpy("sentences")}, count)
            finally:
                await client.close()
        return Completion(texts, model=self.model, finish="stop")

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """The answer as one piece: this model has no others.

        Raises:
            BackendError: when no answer came.
        """
        found = await self.complete(replace(request, candidates=1))
        yield Chunk(found.texts[0], found.usage, found.finish, found.model)
