"""Finds the kinds of backends by entry points, so that another package can add one."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from portalis.backends.base import Backend, BackendConfigError
from portalis.backends.config import BackendConfig

GROUP = "portalis.backends"
Factory = Callable[[BackendConfig], Backend]


def kinds() -> dict[str, EntryPoint]:
    """Every kind that is installed, by name. Of two packages that claim one name, this project's own holds."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        if point.name not in found or point.value.startswith("portalis."):
            found[point.name] = point
    return found


def make_backend(config: BackendConfig) -> Backend:
    """The backend of a configuration; nothing is asked of its server yet.

    Raises:
        BackendConfigError: for a kind that is not installed or lacks what it needs, and for settings that it refuses.
    """
    known = kinds()
    point = known.get(config.kind)
    if point is None:
        raise BackendConfigError(
            f"backend {config.name!r}: there is no kind {config.kind!r}; there are {', '.join(sorted(known))}"
        )
    try:
        factory = cast(Factory, point.load())
    except (ImportError, AttributeError) as error:
        raise BackendConfigError(
            f"backend {config.name!r}: kind {config.kind!r} cannot be loaded ({error}); install portalis[backends]"
        ) from error
    backend = factory(config)
    if not isinstance(backend, Backend):
        raise BackendConfigError(f"backend {config.name!r}: {point.value} makes something that is no backend")
    return backend
