"""Portalis: Python in, a Cargo package out that builds and behaves the same.

The names of the facade are loaded on first use, so that ``import portalis`` stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portalis.api import (
        SourceModule,
        TranslationRequest,
        TranslationResult,
        explain,
        translate,
        translate_events,
    )
    from portalis.diagnostics import Diagnostic, InputError, Span
    from portalis.options import Options

__version__ = "0.1.0"

_HOME = {
    "SourceModule": "portalis.api",
    "TranslationRequest": "portalis.api",
    "TranslationResult": "portalis.api",
    "explain": "portalis.api",
    "translate": "portalis.api",
    "translate_events": "portalis.api",
    "Diagnostic": "portalis.diagnostics",
    "InputError": "portalis.diagnostics",
    "Span": "portalis.diagnostics",
    "Options": "portalis.options",
}

__all__ = [
    "Diagnostic",
    "InputError",
    "Options",
    "SourceModule",
    "Span",
    "TranslationRequest",
    "TranslationResult",
    "__version__",
    "explain",
    "translate",
    "translate_events",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'portalis' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)
