"""The hook for a verifier: what it is given, what it answers, and how one is found.

The service never makes evidence up: without a verifier nothing is verified, the answer's metadata says so, and the
confidence is 0.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from portalis.service.settings import Settings


@dataclass(frozen=True, slots=True)
class VerificationJob:
    """A translation whose behaviour is to be checked; ``deadline_s`` is the time left in seconds."""

    sources: dict[str, str]
    files: dict[str, str]
    crates: dict[str, str]
    mode: str
    deadline_s: float


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``confidence`` (0 to 1) is computed by the verifier's published formula from its facts."""

    confidence: float
    summary: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Facts by the item's name; an item with facts counts as verified where they hold ``"agreed": True``."""


class Verifier(Protocol):
    """Compiles a package and compares its behaviour with CPython's."""

    name: str

    def missing(self) -> str | None:
        """What the verifier lacks on this machine, such as a toolchain; ``None`` where it can work."""

    async def verify(self, job: VerificationJob) -> Verification:
        """Check a translation; any exception counts as a failure of the verifier."""


def load_verifier(name: str | None, settings: Settings | None = None) -> Verifier | None:
    """The verifier that ``module:factory`` makes, or the one at ``grpc://host:port``.

    Raises:
        ValueError: when there is none under this name.
        OSError: when a file that the settings name for it cannot be read.
    """
    if not name:
        return None
    if name.startswith(("grpc://", "grpcs://")):
        from portalis.service.remote_verifier import RemoteFiles, RemoteVerifier

        s = settings
        files = (s.verifier_token_file, s.verifier_ca_file, s.verifier_cert_file, s.verifier_key_file) if s else ()
        return RemoteVerifier(name, RemoteFiles(*files))
    module, _, factory = name.partition(":")
    try:
        made: Verifier = getattr(importlib.import_module(module), factory or "verifier")()
    except (ImportError, AttributeError) as error:
        raise ValueError(f"there is no verifier {name!r}: {error}") from error
    return made
