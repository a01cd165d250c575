"""Build hook: a wheel carries the sources of the Rust runtime; an editable install reads them from the checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RuntimeSources(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``runtime/src`` to the wheel as ``portalis/_runtime``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a build; ``version`` is ``standard`` or ``editable``."""
        if version == "standard":
            build_data["force_include"]["runtime/src"] = "portalis/_runtime"
