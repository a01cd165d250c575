"""Structured logs: one JSON object a line on standard error. Code under translation is left out."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import structlog
from pydantic_core import to_json

log: Any = structlog.get_logger("portalis")
"""Where the service logs; :func:`configure` replaces it."""


def configure(level: str) -> None:
    """Log from ``level`` on; the libraries' own loggers come out in the same form."""
    global log
    number = getattr(logging, level.upper())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    filtering: Any = structlog.make_filtering_bound_logger(number)

    class Logger(filtering):  # type: ignore[misc]
        """The line of a request is the one that is written again and again: without structlog's steps between."""

        def info(self, event: str, **fields: Any) -> None:
            if number <= logging.INFO:
                self._logger.msg(_render(None, "info", {**self._context, **fields, "event": event}))

    structlog.configure(
        processors=[_render],
        wrapper_class=Logger,
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=False,
    )
    log = structlog.get_logger("portalis").bind()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.WARNING), force=True)


def _render(logger: Any, name: str, event: MutableMapping[str, Any]) -> bytes:
    """One line of JSON: what structlog's own processors make, in one step for each line."""
    event["level"] = name
    event["timestamp"] = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if "exc_info" in event:
        event = structlog.processors.format_exc_info(logger, name, event)
    try:
        return to_json(event, fallback=repr)
    except ValueError:  # half of a surrogate pair
        return json.dumps(event, default=repr).encode()
