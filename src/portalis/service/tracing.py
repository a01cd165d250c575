"""OpenTelemetry traces; without an endpoint nothing is loaded and every call is a no-op."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

_tracer: Any = None
_OFF = nullcontext()
_request: ContextVar[Any] = ContextVar("portalis_request_span", default=None)
"""The span of the request or call that this task answers."""


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


def request(name: str, headers: Mapping[str, str], request_id: str) -> AbstractContextManager[Any]:
    """The span of a request or call; ``headers`` may carry a W3C trace context, which it then continues."""
    return _OFF if _tracer is None else _request_span(name, headers, request_id)


@contextmanager
def _request_span(name: str, headers: Mapping[str, str], request_id: str) -> Iterator[Any]:
    from opentelemetry.propagate import extract
    from opentelemetry.trace import SpanKind

    made = _tracer.start_span(
        name, context=extract(dict(headers)), kind=SpanKind.SERVER, attributes={"portalis.request_id": request_id}
    )
    # Not reset: a request has a task of its own, and an iterator may be closed from another one.
    _request.set(made)
    try:
        yield made
    finally:
        made.end()


def answered(span: Any, name: str, failed: bool, **attributes: str | int) -> None:
    """Say how a request ended, under the name of its route."""
    if span is None:
        return
    from opentelemetry.trace import StatusCode

    span.update_name(name)
    span.set_attributes(attributes)
    if failed:
        span.set_status(StatusCode.ERROR)


def span(name: str, **attributes: str) -> AbstractContextManager[Any]:
    """A span around a piece of work, below that of the request."""
    return _OFF if _tracer is None else _span(name, attributes)


@contextmanager
def _span(name: str, attributes: Mapping[str, str]) -> Iterator[Any]:
    from opentelemetry.trace import set_span_in_context

    # The span is not made current across a generator's yields: a context variable would leak into the consumer.
    above = _request.get()
    context = set_span_in_context(above) if above is not None else None
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
