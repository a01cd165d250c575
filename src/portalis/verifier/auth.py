"""Who may call the verifier: who has a token of the file, or a client certificate, or both."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
from pathlib import Path

import grpc

MIN_TOKEN = 16
"""Characters of a token at least."""


class TokenFile:
    """The tokens of a file, one a line; only their digests are kept. A file that changed is read again.

    Raises:
        ValueError: for a file without tokens, or with one that is too short.
        OSError: when it cannot be read.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._stamp: tuple[int, int] | None = None
        self._digests: tuple[bytes, ...] = ()
        self._read()

    def allows(self, token: str) -> bool:
        """Whether it is one of the tokens, compared in constant time."""
        with contextlib.suppress(OSError, ValueError):  # of a file that is being replaced the tokens known so far hold
            self._read()
        digest = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        return any(hmac.compare_digest(digest, known) for known in self._digests)

    def _read(self) -> None:
        found = os.stat(self._path)
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp == self._stamp:
            return
        tokens = [line.strip() for line in self._path.read_text("utf-8").splitlines() if line.strip()]
        if not tokens:
            raise ValueError(f"{self._path} holds no token")
        if any(len(token) < MIN_TOKEN for token in tokens):
            raise ValueError(f"{self._path} holds a token of less than {MIN_TOKEN} characters")
        self._digests = tuple(hashlib.sha256(token.encode("utf-8")).digest() for token in tokens)
        self._stamp = stamp


def server_credentials(cert_file: str, key_file: str, client_ca_file: str | None) -> grpc.ServerCredentials:
    """Credentials for TLS, with client certificates where an authority for them is given. Renewed files are read again.

    Raises:
        OSError: when a file cannot be read.
    """
    paths = [Path(key_file), Path(cert_file), *([Path(client_ca_file)] if client_ca_file else [])]

    def configuration() -> grpc.ServerCertificateConfiguration:
        key, cert, *authority = (path.read_bytes() for path in paths)
        return grpc.ssl_server_certificate_configuration([(key, cert)], authority[0] if authority else None)

    seen = [tuple(os.stat(path).st_mtime_ns for path in paths)]

    def renewed() -> grpc.ServerCertificateConfiguration | None:
        try:
            now = tuple(os.stat(path).st_mtime_ns for path in paths)
            if now == seen[0]:
                return None
            found = configuration()
        except OSError:
            return None
        seen[0] = now
        return found

    return grpc.dynamic_ssl_server_credentials(configuration(), renewed, client_ca_file is not None)  # type: ignore[arg-type]
