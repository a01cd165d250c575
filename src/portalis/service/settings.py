"""Settings of the service: environment (``PORTALIS_…``), ``.env`` and a YAML file, in this order of precedence."""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import Any

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, YamlConfigSettingsSource

CONFIG_VARIABLE = "PORTALIS_CONFIG"
"""Environment variable with the path of the YAML file."""

_RELOAD: dict[str, Any] = {"reload": True}


class Settings(BaseSettings):
    """Every setting of the service.

    Raises:
        pydantic.ValidationError: for a value outside its range.
    """

    model_config = SettingsConfigDict(env_prefix="PORTALIS_", env_file=".env", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="address that HTTP and gRPC listen on")
    port: int = Field(8000, ge=0, le=65535, description="HTTP port")
    grpc_port: int = Field(50051, ge=0, le=65535, description="gRPC port")
    grpc_connection_age_s: float = Field(
        300, gt=0, le=86400, description="age at which a gRPC client is asked to connect again, seconds"
    )
    insecure: bool = Field(False, description="serve a public address without API keys")
    keys_file: str | None = Field(None, description="file with the hashed API keys; keys are needed where it is set")
    keys_redis_url: str | None = Field(
        None, description="Redis with the hashed API keys, in place of a file; keys are needed where it is set"
    )
    keys_max_age_s: float = Field(
        5,
        gt=0,
        description="age past which keys that cannot be read again are not believed and 503 is answered, seconds: a"
        " revocation cannot be heard of then",
    )
    trusted_proxies: tuple[str, ...] = Field((), description="networks whose X-Forwarded-For is believed")
    cors_origins: tuple[str, ...] = Field((), description="origins that a browser may call from")
    workers: int = Field(
        # One more than processors: it has work while another's answer is handed over and no processor idles meanwhile.
        default_factory=lambda: min(8, os.cpu_count() or 2) + 1, ge=1, le=256,
        description="worker processes (default: a processor each, at most 8, and one more)",
    )  # fmt: skip
    worker_command: tuple[str, ...] = Field(
        (sys.executable, "-m", "portalis.service.worker"),
        min_length=1,
        description="command that starts a worker, for example within a sandbox",
    )
    worker_memory_mib: int = Field(2048, ge=64, description="resident memory past which a worker is killed, MiB")
    queue_limit: int = Field(512, ge=0, description="requests that may wait for a worker before 503 is answered")
    deadline_fast_s: float = Field(5, gt=0, description="deadline of mode fast, seconds", json_schema_extra=_RELOAD)
    deadline_standard_s: float = Field(
        30, gt=0, description="deadline of modes standard and streaming, seconds", json_schema_extra=_RELOAD
    )
    deadline_quality_s: float = Field(
        120, gt=0, description="deadline of mode quality, seconds", json_schema_extra=_RELOAD
    )
    deadline_batch_s: float = Field(300, gt=0, description="deadline of a batch, seconds", json_schema_extra=_RELOAD)
    drain_s: float = Field(60, ge=0, description="time that running requests have after SIGTERM, seconds")
    body_limit_mib: float = Field(48, gt=0, description="largest body, MiB, in REST and gRPC")
    body_timeout_s: float = Field(30, gt=0, description="time that a client has to send its body, seconds")
    rate_limit_per_minute: int = Field(
        60, ge=0, description="requests a minute for each client; 0 lifts the limit", json_schema_extra=_RELOAD
    )
    rate_limit_burst: int = Field(
        40,  # with the rate, the files of the largest batch
        ge=0,
        description="requests above the rate within one minute; over ten minutes the rate holds",
        json_schema_extra=_RELOAD,
    )
    edits_per_second: int = Field(10, ge=1, description="messages a second for each interactive session")
    redis_url: str | None = Field(None, description="Redis for limits and answers that replicas share; else memory")
    cache_mib: int = Field(64, ge=0, description="memory for cached answers, MiB; 0 switches the cache off")
    cache_ttl_s: int = Field(3600, ge=1, description="life of a cached answer, seconds")
    verifier: str = Field(
        "local",
        description="`local`: cargo and a sandbox of this machine; `none`: nothing is verified; `grpc://host:port` or"
        " `grpcs://host:port` of `portalis verifier serve`; or `module:factory`",
    )
    verifier_workers: int = Field(
        default_factory=lambda: max(1, min(4, (os.cpu_count() or 2) // 2)), ge=1, le=64,
        description="verifications at once on this machine (default: one for two processors, at most 4)",
    )  # fmt: skip
    verifier_unsafe: bool = Field(
        False, description="let the local verifier run code where bubblewrap is missing: only for code that you trust"
    )
    verifier_token_file: str | None = Field(None, description="file with the token for the verifier")
    verifier_ca_file: str | None = Field(None, description="authority of the verifier's certificate, PEM")
    verifier_cert_file: str | None = Field(None, description="client certificate for the verifier, PEM")
    verifier_key_file: str | None = Field(None, description="key of the client certificate, PEM")
    backends: str | None = Field(
        None, description="path of the YAML file with the model backends; none where it is unset"
    )
    log_level: str = Field(
        "info", pattern="^(debug|info|warning|error)$", description="least level logged", json_schema_extra=_RELOAD
    )
    log_requests: bool = Field(False, description="log code under translation too", json_schema_extra=_RELOAD)
    otlp_endpoint: str | None = Field(None, description="OTLP/HTTP endpoint that receives traces")

    @model_validator(mode="after")
    def _check_networks(self) -> Settings:
        for network in self.trusted_proxies:
            ipaddress.ip_network(network, strict=False)
        if self.keys_file and self.keys_redis_url:
            raise ValueError("keys_file and keys_redis_url exclude each other")
        return self

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def deadline(self, mode: str) -> float:
        """The deadline of a mode in seconds."""
        return {"fast": self.deadline_fast_s, "quality": self.deadline_quality_s}.get(mode, self.deadline_standard_s)

    def with_reloaded(self, new: Settings) -> Settings:
        """These settings with the values of ``new`` where a running service can take them over."""
        names = [name for name, field in Settings.model_fields.items() if field.json_schema_extra is _RELOAD]
        return self.model_copy(update={name: getattr(new, name) for name in names})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, environment, ``.env``, then the YAML file that ``PORTALIS_CONFIG`` names."""
        path = os.environ.get(CONFIG_VARIABLE)
        sources = [init_settings, env_settings, dotenv_settings]
        return (*sources, YamlConfigSettingsSource(settings_cls, path)) if path else tuple(sources)


def settings_table() -> str:
    """The settings as a Markdown table."""
    rows = ["| setting | environment variable | default | reloaded | meaning |", "| --- | --- | --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        reloaded = "yes" if field.json_schema_extra is _RELOAD else ""
        rows.append(
            f"| `{name}` | `PORTALIS_{name.upper()}` | {_default(name, field.default)} | {reloaded} | {field.description} |"
        )
    return "\n".join(rows) + "\n"


def env_example() -> str:
    """A ``.env`` file that names every setting, each commented out at its default."""
    lines = ["# Settings of `portalis serve`; copy to .env. Lists are JSON."]
    for name, field in Settings.model_fields.items():
        value = _default(name, field.default).strip("`").replace("none", "")
        lines += ["", f"# {field.description}", f"# PORTALIS_{name.upper()}={value}"]
    return "\n".join(lines) + "\n"


def _default(name: str, value: Any) -> str:
    if name == "worker_command":
        return '`["python", "-m", "portalis.service.worker"]`'
    if name in ("workers", "verifier_workers"):
        return ""
    if isinstance(value, tuple):
        return "`[]`"
    return "none" if value is None else f"`{str(value).lower()}`"
