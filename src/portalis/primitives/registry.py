"""All primitive rows, loaded once."""

from __future__ import annotations

import importlib
import pkgutil

from portalis.primitives.constants import CONSTANTS, MODULES, PARTS, PATTERN_FLAGS, VERSION
from portalis.primitives.table import REGISTRY

_SKIP = {"registry", "table", "constants", "sre"}


def _load() -> None:
    import portalis.primitives as package

    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in _SKIP:
            importlib.import_module(f"{package.__name__}.{module.name}")


_load()

__all__ = ["CONSTANTS", "MODULES", "PARTS", "PATTERN_FLAGS", "REGISTRY", "VERSION"]
