"""Models behind NVIDIA Triton, over HTTP or gRPC.

Such a model takes the BYTES tensors ``python_code`` and ``translation_options`` (JSON) and gives ``rust_code`` (BYTES),
``confidence_score`` (FP32) and ``metadata`` (BYTES, JSON). One that is decoupled answers in pieces. The confidence is the
model's own opinion: it is kept in the metadata and decides nothing.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
from tritonclient.utils import InferenceServerException

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

PYTHON, OPTIONS = "python_code", "translation_options"
RUST, CONFIDENCE, METADATA = "rust_code", "confidence_score", "metadata"
_LIMITED = ("RESOURCE_EXHAUSTED", "429")
_LATE = ("DEADLINE_EXCEEDED", "Deadline Exceeded", "499")
_REFUSED = ("INVALID_ARGUMENT", "NOT_FOUND", "UNIMPLEMENTED", "UNAUTHENTICATED", "PERMISSION_DENIED", "400", "401", "403", "404", "405", "501")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or one piece of it."""

    rust: str
    confidence: float = 0.0
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def usage(self) -> Usage:
        """Tokens, where the model counts them."""
        found = self.metadata.get("usage")
        if not isinstance(found, Mapping):
            return Usage()
        prompt, completion = found.get("prompt_tokens"), found.get("completion_tokens")
        return Usage(prompt if isinstance(prompt, int) else 0, completion if isinstance(completion, int) else 0)


class Wire(Protocol):
    """One of Triton's protocols. Methods raise what its client raises."""

    async def live(self) -> bool:
        """Whether the server answers."""
        ...

    async def ready(self, model: str, version: str) -> bool:
        """Whether a model can be asked."""
        ...

    async def config(self, model: str, version: str) -> Mapping[str, Any]:
        """A model's configuration."""
        ...

    async def metadata(self, model: str, version: str) -> Mapping[str, Any]:
        """A model's inputs, outputs and versions."""
        ...

    async def statistics(self, model: str, version: str) -> Mapping[str, Any]:
        """What a model has done."""
        ...

    async def index(self) -> Sequence[Mapping[str, Any]]:
        """What is in the repository."""
        ...

    async def load(self, model: str) -> None:
        """Load a model."""
        ...

    async def unload(self, model: str) -> None:
        """Unload a model."""
        ...

    async def infer(self, model: str, version: str, inputs: Mapping[str, Any], timeout_s: float) -> Mapping[str, Any]:
        """Ask a model that answers once; arrays by name."""
        ...

    def stream(
        self, model: str, version: str, inputs: Mapping[str, Any], timeout_s: float
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """Ask a decoupled model."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class TritonBackend:
    """A model that Triton serves; ``config.url`` is ``host:port`` of the chosen protocol."""

    kind = "triton"

    def __init__(self, config: BackendConfig) -> None:
        self.config = config
        self.name = config.name
        self.model = config.model
        self._wire: Wire | None = None
        self._decoupled: bool | None = None
        config.key()

    @property
    def wire(self) -> Wire:
        """The connection; made where an event loop runs."""
        if self._wire is None:
            from portalis.backends.triton_wire import GrpcWire, HttpWire

            self._wire = (GrpcWire if self.config.protocol == "grpc" else HttpWire)(self.config)
        return self._wire

    async def health(self) -> Health:
        """Ready where the model is: a server with another model unloaded calls itself not ready."""
        try:
            async with self._errors():
                if await self.wire.ready(self.model, self.config.version):
                    return Health(True, self.model)
        except BackendError as error:
            return Health(False, str(error))
        return Health(False, f"the model {self.model!r} is not ready")

    async def models(self) -> tuple[Model, ...]:
        """What is in the server's repository.

        Raises:
            BackendError: when it cannot be had.
        """
        async with self._errors():
            rows = await self.wire.index()
        return tuple(
            Model(str(r["name"]), str(r.get("version", "")), r.get("state") == "READY", {"reason": r.get("reason", "")})
            for r in rows
        )

    async def metadata(self) -> Mapping[str, Any]:
        """The model's inputs, outputs and versions.

        Raises:
            BackendError: when they cannot be had.
        """
        async with self._errors():
            return await self.wire.metadata(self.model, self.config.version)

    async def statistics(self) -> Mapping[str, Any]:
        """Counts and times of the model, as Triton has them.

        Raises:
            BackendError: when they cannot be had.
        """
        async with self._errors():
            return await self.wire.statistics(self.model, self.config.version)

    async def load(self) -> None:
        """Have the server load the model, where it lets clients do that.

        Raises:
            BackendError: when it does not, or the model fails to load.
        """
        async with self._errors():
            await self.wire.load(self.model)
        self._decoupled = None

    async def unload(self) -> None:
        """Have the server unload the model.

        Raises:
            BackendError: when it does not.
        """
        async with self._errors():
            await self.wire.unload(self.model)

    async def decoupled(self) -> bool:
        """Whether the model answers in pieces.

        Raises:
            BackendError: when the server does not say.
        """
        if self._decoupled is None:
            async with self._errors():
                found = await self.wire.config(self.model, self.config.version)
            self._decoupled = bool(found.get("model_transaction_policy", {}).get("decoupled", False))
        return self._decoupled

    async def complete(self, request: Request) -> Completion:
        """Ask for ``candidates`` answers; the server puts them into one batch where the model takes batches.

        Raises:
            BackendError: when no answer came.
        """
        asked = [(request.python, _options(request, number)) for number in range(request.candidates)]
        if await self.decoupled():
            try:
                async with asyncio.TaskGroup() as group:
                    tasks = [group.create_task(self._whole(*one)) for one in asked]
            except ExceptionGroup as failed:  # one is enough to say; the others were cancelled with it
                raise failed.exceptions[0] from None
            found: Sequence[Answer] = [task.result() for task in tasks]
        else:
            found = await self.translate_batch(asked)
        usage = sum((a.usage for a in found), Usage())
        metadata = {**found[0].metadata, CONFIDENCE: found[0].confidence}
        model = str(metadata.get("model") or self.model)
        return Completion(
            tuple(a.rust for a in found), usage, model, str(metadata.get("finish_reason") or "stop"), metadata
        )

    async def translate_batch(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Answer, ...]:
        """Answers for pairs of Python and options, asked in one request of a model that is not decoupled.

        Raises:
            BackendError: when the model fails; a batch fails as a whole.
        """
        inputs = {
            PYTHON: np.array([[python.encode("utf-8", "replace")] for python, _ in asked], dtype=np.object_),
            OPTIONS: np.array([[json.dumps(dict(options)).encode()] for _, options in asked], dtype=np.object_),
        }
        async with self._errors():
            found = await self.wire.infer(self.model, self.config.version, inputs, self.config.timeout_s)
            answers = _answers(found)
        if len(answers) != len(asked):
            raise BadAnswerError(f"{self.name} gave {len(answers)} answers for {len(asked)}")
        return answers

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Yield the pieces of a decoupled model as they come; a model that is not gives its answer as one piece.

        Raises:
            BackendError: when the stream breaks.
        """
        if not await self.decoupled():
            found = await self.complete(replace(request, candidates=1))
            yield Chunk(found.texts[0], found.usage, found.finish, found.model)
            return
        async with aclosing(self._pieces(request.python, _options(request, 0))) as pieces:
            async for piece in pieces:
                finish = str(piece.metadata.get("finish_reason") or "")
                model = str(piece.metadata.get("model") or self.model)
                yield Chunk(piece.rust, piece.usage if "usage" in piece.metadata else None, finish, model)

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """Not here.

        Raises:
            NotSupportedError: always.
        """
        raise NotSupportedError(f"{self.name} has no model for embeddings")

    async def close(self) -> None:
        """Close the connections."""
        wire, self._wire = self._wire, None
        if wire is not None:
            await wire.close()

    async def _whole(self, python: str, options: Mapping[str, Any]) -> Answer:
        text: list[str] = []
        usage, last = Usage(), Answer("")
        async with aclosing(self._pieces(python, options)) as pieces:
            async for piece in pieces:
                text.append(piece.rust)
                usage += piece.usage
                last = piece
        if not "".join(text):
            raise BadAnswerError(f"{self.name} streamed an empty answer")
        counts = {"prompt_tokens": usage.prompt, "completion_tokens": usage.completion}
        return Answer("".join(text), last.confidence, {**last.metadata, "usage": counts})

    async def _pieces(self, python: str, options: Mapping[str, Any]) -> AsyncGenerator[Answer, None]:
        inputs = {PYTHON: python, OPTIONS: json.dumps(dict(options))}
        async with self._errors():
            stream = self.wire.stream(self.model, self.config.version, inputs, self.config.timeout_s)
            async with aclosing(stream) as rows:
                async for row in rows:
                    for answer in _answers(row):
                        yield answer

    @asynccontextmanager
    async def _errors(self) -> AsyncGenerator[None, None]:
        """Turn what the clients raise into a :class:`BackendError`; the server's own words are not repeated."""
        from portalis.backends.triton_wire import CONNECTION_ERRORS

        try:
            yield
        except BackendError:
            raise
        except InferenceServerException as error:
            raise self._translated(str(error.status() or ""), str(error.message())) from None
        except TimeoutError:
            raise BackendTimeoutError(f"{self.name} gave no answer in time") from None
        except CONNECTION_ERRORS as error:
            raise BackendUnavailableError(f"{self.name} cannot be reached ({type(error).__name__})") from None
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, UnicodeError) as error:
            raise BadAnswerError(
                f"{self.name} answered something else than its protocol: {type(error).__name__}"
            ) from None

    def _translated(self, status: str, message: str) -> BackendError:
        if any(word in status for word in _LIMITED):
            return RateLimitedError(f"{self.name} takes no more requests now")
        if any(word in status for word in _LATE) or "Deadline Exceeded" in message:
            return BackendTimeoutError(f"{self.name} gave no answer in time")
        # "not ready" and "no version available" pass once the model is loaded
        if "unknown model" in message and "not found" not in message:
            return BackendUnavailableError(f"{self.name}: the model {self.model!r} is not ready")
        if any(word in status for word in _REFUSED):
            return BackendRefusedError(f"{self.name} refused the request: {status}")
        return BackendUnavailableError(f"{self.name}: the model failed{f' ({status})' if status else ''}")


def _options(request: Request, number: int) -> dict[str, Any]:
    """What the model is told beside the Python; each candidate has a seed of its own."""
    found = {
        **request.options,
        "messages": [{"role": m.role, "content": m.content} for m in request.messages],
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": (request.seed or 0) + number,
    }
    return found | ({"schema": dict(request.schema)} if request.schema is not None else {})


def _answers(found: Mapping[str, Any]) -> tuple[Answer, ...]:
    """The rows of an answer's tensors."""
    texts = np.asarray(found[RUST], dtype=np.object_).reshape(-1)
    scores = np.asarray(found[CONFIDENCE], dtype=np.float64).reshape(-1)
    notes = np.asarray(found[METADATA], dtype=np.object_).reshape(-1)
    if not len(texts) == len(scores) == len(notes):
        raise ValueError("tensors of different lengths")
    rows = []
    for text, score, note in zip(texts, scores, notes):
        metadata = json.loads(note) if note else {}
        if not isinstance(metadata, dict):
            raise ValueError("metadata is no object")
        rows.append(Answer(text.decode("utf-8") if isinstance(text, bytes) else str(text), float(score), metadata))
    return tuple(rows)


def make(config: BackendConfig) -> TritonBackend:
    """The entry point ``triton``."""
    return TritonBackend(config)
