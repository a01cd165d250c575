"""How a verifier is served."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass


class StartError(Exception):
    """The verifier cannot start; the message is for the person who started it."""


@dataclass(frozen=True, slots=True)
class Config:
    """The choices of one verifier; every secret is named by its file."""

    host: str = "127.0.0.1"
    port: int = 50052
    http_port: int = 8003
    token_file: str | None = None
    tls_cert: str | None = None
    tls_key: str | None = None
    tls_client_ca: str | None = None
    slots: int = max(1, (os.cpu_count() or 2) // 2)
    """Jobs at once; the compiler of one job uses two processors well."""
    queue: int = 16
    memory_mib: int = 4096
    """What all processes of one job may hold together."""
    deadline_s: float = 300.0
    """What a job may take at most, whatever its caller asks for."""
    drain_s: float = 60.0
    message_mib: int = 32
    insecure: bool = False
    unsafe: bool = False
    """Run code even where there is no bubblewrap."""

    def check(self) -> None:
        """Refuse to serve other machines without knowing who calls.

        Raises:
            StartError: for choices that do not fit together.
        """
        if (self.tls_cert is None) != (self.tls_key is None):
            raise StartError("--tls-cert and --tls-key go together")
        if self.tls_client_ca and not self.tls_cert:
            raise StartError("--tls-client-ca needs --tls-cert and --tls-key")
        known = self.token_file or self.tls_client_ca
        if not known and not self.insecure and not self.loopback:
            raise StartError(
                f"{self.host} can be reached from other machines: give --token-file or --tls-client-ca, or --insecure"
            )
        if self.slots < 1 or self.queue < 0 or self.memory_mib < 256 or self.deadline_s <= 0 or self.message_mib < 1:
            raise StartError("--jobs is 1 at least, --queue 0, --memory-mib 256; --deadline is above 0")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the verifier."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
