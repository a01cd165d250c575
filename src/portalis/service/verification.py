"""What a verifier is: what it is given, what it answers, and how one is found.

The service never makes evidence up: without a verifier nothing is verified, the answer's metadata says so, and the
confidence is 0.
"""

from __future__ import annotations

import importlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from portalis.service.settings import Settings


@dataclass(frozen=True, slots=True)
class VerificationJob:
    """A translation whose behaviour is to be checked; ``deadline_s`` is the time left in seconds."""

    sources: dict[str, str]
    files: dict[str, str]
    crates: dict[str, str]
    mode: str
    deadline_s: float
    options: dict[str, Any] = field(default_factory=dict)
    """The options under which ``sources`` became ``files``."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``confidence`` (0 to 1) is computed by the verifier's published formula from its facts."""

    confidence: float
    summary: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Facts by the item's name; an item with facts counts as verified where they hold ``"agreed": True``."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A rung that was reached, or an item of it that was judged."""

    rung: str
    what: str


class Verifier(Protocol):
    """Compiles a package and compares its behaviour with CPython's."""

    name: str

    def missing(self) -> str | None:
        """What the verifier lacks on this machine, such as a toolchain; ``None`` where it can work."""

    async def verify(self, job: VerificationJob) -> Verification:
        """Check a translation; any exception counts as a failure of the verifier."""


@runtime_checkable
class StreamingVerifier(Verifier, Protocol):
    """A verifier that tells what it does while it does it."""

    def stream(self, job: VerificationJob) -> AsyncGenerator[Progress | Verification, None]:
        """Check a translation; the last thing yielded is the verification."""


@runtime_checkable
class RunningVerifier(Verifier, Protocol):
    """A verifier with processes or connections of its own."""

    def start(self) -> None:
        """Begin; called once the service is ready."""

    async def close(self) -> None:
        """End everything that was begun."""


@dataclass(frozen=True, slots=True)
class BuildJob:
    """Packages to build: each a dict of ``path``, ``files``, ``sources`` and ``options`` as in a verification's job."""

    packages: list[dict[str, Any]]
    profile: str
    wasm: bool
    tests: bool
    deadline_s: float


@runtime_checkable
class Builder(Verifier, Protocol):
    """A verifier that also builds packages and runs their tests."""

    def build(self, job: BuildJob) -> AsyncGenerator[dict[str, Any], None]:
        """What becomes of each package: an event ``built`` with ``path``, ``compiled``, ``detail``, ``seconds``, ``wasm``
        (base64 or ``None``) and ``wasm_problem``, then ``tested`` with ``path``, ``tests``, ``program_runs`` and ``notes``.
        """


def load_verifier(name: str | None, settings: Settings | None = None) -> Verifier | None:
    """The verifier of a name: ``local``, ``none``, ``grpc://host:port``, or what ``module:factory`` makes.

    Raises:
        ValueError: when there is none under this name.
        OSError: when a file that the settings name for it cannot be read.
    """
    if not name or name == "none":
        return None
    if name == "local":
        from portalis.service.local_verifier import LocalVerifier

        return LocalVerifier(settings or Settings())
    if name.startswith(("grpc://", "grpcs://")):
        from portalis.service.remote_verifier import RemoteFiles, RemoteVerifier

        s = settings
        files = (s.verifier_token_file, s.verifier_ca_file, s.verifier_cert_file, s.verifier_key_file) if s else ()
        return RemoteVerifier(name, RemoteFiles(*files))
    module, _, factory = name.partition(":")
    try:
        made: Verifier = getattr(importlib.import_module(module), factory or "verifier")()
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"there is no verifier {name!r}: {error}") from error
    return made
