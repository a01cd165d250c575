"""The file that names the model backends: `PORTALIS_BACKENDS`, in YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portalis.backends.base import BackendConfigError
from portalis.backends.config import BackendConfig, read_configs
from portalis.backends.repair import RepairBudget

_KEYS = ("backends", "repair", "memory")
_WHOLE = ("rounds", "candidates", "tokens")


@dataclass(frozen=True, slots=True)
class BackendsFile:
    """What such a file says."""

    configs: tuple[BackendConfig, ...]
    budget: RepairBudget = field(default_factory=RepairBudget)
    memory: str = ""
    """Path of the translation memory; empty keeps it within the process."""
    identity: str = ""
    """Hash of the text: what answers depend on."""


def parse_backends(text: str, where: str = "the backends' file") -> BackendsFile:
    """The settings in a text.

    Raises:
        BackendConfigError: for what is no YAML, and for unknown, missing or wrong settings.
    """
    import yaml

    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark is not None else ""
        raise BackendConfigError(f"{where}{place}: this is no YAML") from None
    if not isinstance(document, Mapping):
        raise BackendConfigError(f"{where}: it must be a mapping with `backends`")
    unknown = sorted(str(k) for k in set(document) - set(_KEYS))
    if unknown:
        raise BackendConfigError(f"{where}: there is no setting {', '.join(unknown)}")
    memory = document.get("memory") or ""
    if not isinstance(memory, str):
        raise BackendConfigError(f"{where}: memory must be a path")
    configs = read_configs(document.get("backends") or [])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return BackendsFile(configs, _budget(document.get("repair") or {}, where), memory, digest)


def read_backends(path: str | Path) -> BackendsFile:
    """The settings in a file.

    Raises:
        BackendConfigError: as :func:`parse_backends`, and where the file cannot be read.
    """
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BackendConfigError(f"the backends' file {path} cannot be read ({type(error).__name__})") from None
    return parse_backends(text, str(path))


def _budget(given: Any, where: str) -> RepairBudget:
    if not isinstance(given, Mapping) or set(given) - {*_WHOLE, "seconds"}:
        raise BackendConfigError(f"{where}: repair has rounds, candidates, tokens and seconds")
    for key, value in given.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or (key in _WHOLE and not isinstance(value, int)):
            raise BackendConfigError(f"{where}: repair.{key} must be a {'whole ' if key in _WHOLE else ''}number")
    try:
        return RepairBudget(**given)
    except ValueError as error:
        raise BackendConfigError(f"{where}: repair: {error}") from None
