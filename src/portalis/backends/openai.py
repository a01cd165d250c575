"""OpenAI's protocol: NVIDIA NIM, vLLM, NeMo's own server, llama.cpp, and everything else that speaks it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

import openai
from openai import AsyncOpenAI, AsyncStream

from portalis.backends.base import (
    BackendError,
    BackendRefusedError,
    BackendTimeoutError,
    BackendUnavailableError,
    BadAnswerError,
    Chunk,
    Completion,
    Health,
    Model,
    NotSupportedError,
    RateLimitedError,
    Request,
    Usage,
)
from portalis.backends.config import BackendConfig

SCHEMA_NAME = "candidate"
PATH = "/chat/completions"
"""Posted to by itself, and read as plain JSON: the client's own method walks the whole body by its type hints first, and builds
models of every piece of a stream, which costs more than sending and receiving them."""
EMBED_BATCH = 64
"""Texts in one request for embeddings; NIM's embedding models take no more."""
NO_KEY = "none"
"""The client insists on a key; a server without one ignores it."""


class OpenAIBackend:
    """A model behind ``/v1/chat/completions``; ``config.url`` is the base, with ``/v1``."""

    kind = "openai"

    def __init__(self, config: BackendConfig) -> None:
        self.config = config
        self.name = config.name
        self.model = config.model
        self._client: AsyncOpenAI | None = None
        self._old: list[AsyncOpenAI] = []
        """Clients with a key that was renewed: calls may still run on them."""
        self._key = ""
        config.key()  # what is missing shows at the start

    @property
    def client(self) -> AsyncOpenAI:
        """The connection, made anew where the key was renewed."""
        key = self.config.key() or NO_KEY
        if self._client is None or key != self._key:
            if self._client is not None:
                self._old.append(self._client)
            timeout = openai.Timeout(
                self.config.timeout_s, connect=self.config.connect_timeout_s, read=self.config.timeout_s
            )
            # retries are the guard's: two layers of them would multiply
            self._client = AsyncOpenAI(api_key=key, base_url=self.config.url, timeout=timeout, max_retries=0)
            self._key = key
        return self._client

    async def health(self) -> Health:
        """Ready where the server lists the model; NIM's own readiness is asked first where it has it."""
        try:
            found = await self.models()
        except BackendError as error:
            return Health(False, str(error))
        names = [m.id for m in found]
        if self.model not in names:
            shown = ", ".join(names[:3]) or "none"
            return Health(False, f"the server has no model {self.model!r}; it has {shown}")
        return Health(True, self.model)

    async def models(self) -> tuple[Model, ...]:
        """The models that the server lists.

        Raises:
            BackendError: when it does not.
        """
        with translated_errors(self.name):
            page = await self.client.models.list()
        data = getattr(page, "data", None)
        if not isinstance(data, list):
            raise BadAnswerError(f"{self.name} lists no models")
        return tuple(Model(str(m.id), metadata={"owned_by": getattr(m, "owned_by", "")}) for m in data)

    async def complete(self, request: Request) -> Completion:
        """Ask for ``candidates`` answers. A server that gives fewer is asked no further.

        Raises:
            BackendError: when no answer came.
        """
        with translated_errors(self.name):
            answer = await self.client.post(
                PATH, cast_to=object, body={**self._arguments(request), "n": request.candidates}
            )
            found = _Answer(answer)
        if not found.choices:
            raise BadAnswerError(f"{self.name} answered without choices")
        texts = tuple(text for c in found.choices if isinstance(text := _of(c, "message").get("content"), str))
        if not texts:
            raise BadAnswerError(f"{self.name} answered without any text")
        return Completion(texts, found.usage or Usage(), found.model or self.model, found.finish)

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Yield the answer's pieces as the server sends them, and its usage at the end.

        Raises:
            BackendError: when the stream breaks.
        """
        with translated_errors(self.name):
            body = {**self._arguments(request), "stream": True, "stream_options": {"include_usage": True}}
            pieces = await self.client.post(
                PATH,
                cast_to=object,
                body=body,
                options={"headers": {"Accept": "text/event-stream"}},
                stream=True,
                stream_cls=AsyncStream[object],
            )
            try:
                async for piece in pieces:
                    part = _Answer(piece)
                    said = _of(part.choices[0], "delta").get("content") if part.choices else None
                    text = said if isinstance(said, str) else ""
                    if text or part.usage is not None or part.finish:
                        yield Chunk(text, part.usage, part.finish, part.model)
            finally:
                await pieces.close()

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """Vectors by ``/v1/embeddings``, in batches.

        Raises:
            NotSupportedError: where the settings name no model for embeddings.
            BackendError: when the server fails.
        """
        if not self.config.embeddings:
            raise NotSupportedError(f"{self.name} has no model for embeddings")
        found: list[tuple[float, ...]] = []
        for start in range(0, len(texts), EMBED_BATCH):
            part = list(texts[start : start + EMBED_BATCH])
            with translated_errors(self.name):
                answer = await self.client.embeddings.create(
                    model=self.config.embeddings, input=part, encoding_format="float"
                )
            data = sorted(answer.data or (), key=lambda d: d.index)
            if len(data) != len(part) or not all(isinstance(d.embedding, list) for d in data):
                raise BadAnswerError(f"{self.name} gave {len(data)} embeddings for {len(part)} texts")
            found += [tuple(map(float, d.embedding)) for d in data]
        if len({len(v) for v in found}) > 1:
            raise BadAnswerError(f"{self.name} gave embeddings of several lengths")
        return tuple(found)

    async def close(self) -> None:
        """Close the connections."""
        clients = [*self._old, *([self._client] if self._client is not None else [])]
        self._client, self._old = None, []
        for client in clients:
            await client.close()

    def _arguments(self, request: Request) -> dict[str, Any]:
        found: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": m.role, "content": m.content} for m in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
        }
        if request.seed is not None:
            found["seed"] = request.seed
        if request.schema is not None and self.config.structured == "json_schema":
            schema: Mapping[str, Any] = {"name": SCHEMA_NAME, "strict": True, "schema": dict(request.schema)}
            found["response_format"] = {"type": "json_schema", "json_schema": schema}
        return found


class NimBackend(OpenAIBackend):
    """NVIDIA NIM: OpenAI's protocol with health and metadata of its own."""

    kind = "nim"

    async def health(self) -> Health:
        """What ``/v1/health/ready`` says, then whether the model is there."""
        with contextlib.suppress(openai.NotFoundError):
            try:
                await self.client.get("/health/ready", cast_to=object)
            except openai.NotFoundError:
                raise
            except openai.APIStatusError as error:
                return Health(False, f"not ready: {error.status_code}")
            except openai.APIError as error:
                return Health(False, type(error).__name__)
        return await super().health()


class _Answer:
    """What a server said, of which nothing is believed but what is looked at.

    Raises:
        ValueError: where it is no object.
    """

    def __init__(self, found: object) -> None:
        if not isinstance(found, dict):
            raise ValueError("not an object")
        choices = found.get("choices")
        self.choices = [c for c in choices if isinstance(c, dict)] if isinstance(choices, list) else []
        usage = found.get("usage")
        self.usage = _usage(usage) if isinstance(usage, dict) else None
        self.model = found["model"] if isinstance(found.get("model"), str) else ""
        finish = self.choices[0].get("finish_reason") if self.choices else None
        self.finish = finish if isinstance(finish, str) else ""


def _of(choice: Mapping[str, object], name: str) -> Mapping[str, object]:
    held = choice.get(name)
    return held if isinstance(held, dict) else {}


def _usage(found: Mapping[str, object]) -> Usage:
    def count(name: str) -> int:
        value = found.get(name, 0)
        return value if isinstance(value, int) and value > 0 else 0

    return Usage(count("prompt_tokens"), count("completion_tokens"))


@contextlib.contextmanager
def translated_errors(name: str) -> Iterator[None]:
    """Turn what the client raises into a :class:`BackendError`; no message of the server's is repeated, nor the key."""
    try:
        yield
    except openai.APITimeoutError:
        raise BackendTimeoutError(f"{name} gave no answer in time") from None
    except openai.APIConnectionError:
        raise BackendUnavailableError(f"{name} cannot be reached") from None
    except openai.RateLimitError as error:
        raise RateLimitedError(f"{name} takes no more requests now", _retry_after(error.response.headers)) from None
    except openai.APIStatusError as error:
        if error.status_code >= 500 or error.status_code in (408, 409):
            after = _retry_after(error.response.headers)
            raise BackendUnavailableError(f"{name} answered {error.status_code}", after) from None
        raise BackendRefusedError(f"{name} refused the request: {error.status_code}") from None
    except openai.APIError as error:
        # an error inside of a stream, or an answer that cannot be read
        raise BadAnswerError(f"{name} answered something else than its protocol: {type(error).__name__}") from None
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise BadAnswerError(f"{name} answered something else than its protocol: {type(error).__name__}") from None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 3600 else None


def make(config: BackendConfig) -> OpenAIBackend:
    """The entry point ``openai``."""
    return OpenAIBackend(config)


def make_nim(config: BackendConfig) -> OpenAIBackend:
    """The entry point ``nim``."""
    return NimBackend(config)
