"""OpenTelemetry traces; without an endpoint nothing is loaded and every call is a no-op."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_tracer: Any = None


def configure(endpoint: str) -> None:
    """Send traces to an OTLP/HTTP endpoint from now on."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    global _tracer
    provider = TracerProvider(resource=Resource.create({"service.name": "portalis"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    _tracer = provider.get_tracer("portalis")
    globals()["_provider"] = provider


def shutdown() -> None:
    """Send what is left; blocks for as long as the exporter takes."""
    provider = globals().get("_provider")
    if provider is not None:
        provider.shutdown()


@contextmanager
def span(name: str, parent: Mapping[str, str] | None = None, **attributes: str) -> Iterator[Any]:
    """A span around a piece of work; ``parent`` are headers that may carry a W3C trace context."""
    if _tracer is None:
        yield None
        return
    from opentelemetry.propagate import extract

    # The span is not made current across a generator's yields: a context variable would leak into the consumer.
    context = extract(dict(parent)) if parent else None
    made = _tracer.start_span(name, context=context, attributes=attributes)
    try:
        yield made
    finally:
        made.end()


def passes(parent: Any, milliseconds: Mapping[str, float]) -> None:
    """A span for each pass of the compiler, placed one after the other before now."""
    if _tracer is None or parent is None:
        return
    from opentelemetry.trace import set_span_in_context

    start = time.time_ns() - int(sum(milliseconds.values()) * 1_000_000)
    for name, ms in milliseconds.items():
        made = _tracer.start_span(f"pass {name}", context=set_span_in_context(parent), start_time=start)
        start += int(ms * 1_000_000)
        made.end(end_time=start)
