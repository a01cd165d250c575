"""What a model backend is: the protocol, what goes in and out, and one exception tree for every server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from portalis.diagnostics import PortalisError

Role = Literal["system", "user", "assistant"]


class BackendError(PortalisError):
    """Base of what can go wrong with a model backend. ``retryable`` says whether the same call may succeed later."""

    retryable = False

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)


class BackendUnavailableError(BackendError):
    """Nothing answers, the connection broke, or the server says that it failed."""

    retryable = True


class BackendTimeoutError(BackendError):
    """The server did not answer in time."""

    retryable = True


class RateLimitedError(BackendError):
    """The server takes no more requests for now."""

    retryable = True


class BadAnswerError(BackendError):
    """The server answered something that is not what its protocol says."""


class BackendRefusedError(BackendError):
    """The server understood the request and refuses it: a wrong key, an unknown model, a bad argument."""


class NotSupportedError(BackendError):
    """The backend cannot do this at all."""


class BackendConfigError(PortalisError, ValueError):
    """The settings of a backend are wrong."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked for. A server of chats takes ``messages``; one of tensors takes ``python`` and ``options``."""

    messages: tuple[Message, ...]
    python: str = ""
    """The Python of the item in question."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What else a translating model may want to know, as JSON values."""
    candidates: int = 1
    max_tokens: int = 1024
    """For each candidate."""
    temperature: float = 0.2
    schema: Mapping[str, Any] | None = None
    """A JSON schema that the answers must follow, where the server can hold a model to one."""
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the server counts them; 0 where it does not say."""

    prompt: int = 0
    completion: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.prompt + self.completion

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.prompt + other.prompt, self.completion + other.completion)


@dataclass(frozen=True, slots=True)
class Completion:
    """The answers to one request; at least one."""

    texts: tuple[str, ...]
    usage: Usage = Usage()
    model: str = ""
    """The model as the server names it."""
    finish: str = ""
    """Why the first answer ended: ``stop``, ``length`` or the server's own word."""
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a streamed answer; the last one carries the usage, where the server gives it."""

    text: str = ""
    usage: Usage | None = None
    finish: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a backend can work. ``detail`` says what it lacks, or what it is."""

    ready: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that a backend serves."""

    id: str
    version: str = ""
    ready: bool = True
    metadata: Mapping[str, Any] = field(default_factory=dict)


@runtime_checkable
class Backend(Protocol):
    """A server with a model. Every method raises a :class:`BackendError` and nothing else when the server fails."""

    @property
    def name(self) -> str:
        """The name that the settings gave it."""
        ...

    @property
    def kind(self) -> str:
        """The entry point that made it."""
        ...

    @property
    def model(self) -> str:
        """The model that it asks for."""
        ...

    async def health(self) -> Health:
        """Whether it can work now; never raises."""
        ...

    async def models(self) -> tuple[Model, ...]:
        """What it serves."""
        ...

    async def complete(self, request: Request) -> Completion:
        """Answer a request."""
        ...

    def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer a request piece by piece; ``candidates`` is taken as 1."""
        ...

    async def embed(self, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """A vector for each text, all of one length.

        Raises:
            NotSupportedError: where the backend has no embeddings.
        """
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class Observer(Protocol):
    """Who counts what backends do."""

    def called(self, backend: str, outcome: str, seconds: float, usage: Usage) -> None:
        """A call ended: ``ok``, or the name of what went wrong."""

    def began(self, backend: str, seconds: float) -> None:
        """The first piece of a streamed answer came, so long after the call began."""

    def retried(self, backend: str, reason: str) -> None:
        """A call is tried again."""

    def breaker(self, backend: str, is_open: bool) -> None:
        """A breaker opened or closed."""

    def candidate(self, arm: str, outcome: str) -> None:
        """A candidate of an arm was judged: ``accepted``, ``rejected``, ``unparsable``, ``duplicate``."""

    def repaired(self, arm: str, outcome: str, rounds: int, seconds: float) -> None:
        """The loop ended for an item: ``accepted``, or why not."""


class Unobserved:
    """An observer that counts nothing."""

    def called(self, backend: str, outcome: str, seconds: float, usage: Usage) -> None:
        """Nothing."""

    def began(self, backend: str, seconds: float) -> None:
        """Nothing."""

    def retried(self, backend: str, reason: str) -> None:
        """Nothing."""

    def breaker(self, backend: str, is_open: bool) -> None:
        """Nothing."""

    def candidate(self, arm: str, outcome: str) -> None:
        """Nothing."""

    def repaired(self, arm: str, outcome: str, rounds: int, seconds: float) -> None:
        """Nothing."""
