"""The exception tree of the service; REST, gRPC and WebSocket derive their status from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portalis.diagnostics import PortalisError


class ServiceError(PortalisError):
    """Base of what the service answers instead of a result.

    ``code`` is the machine-readable name, ``status`` the HTTP status, ``grpc`` the name of the gRPC status code.
    """

    code = "internal"
    status = 500
    grpc = "INTERNAL"
    message = "The service failed to answer this request."

    def __init__(
        self, message: str | None = None, details: dict[str, Any] | None = None, retry_after_s: float | None = None
    ) -> None:
        self.text = message or self.message
        self.details = details or {}
        self.retry_after_s = retry_after_s
        super().__init__(self.text)

    def to_json(self, request_id: str) -> dict[str, Any]:
        """The error in the one shape that every protocol shows."""
        return {"error": self.code, "message": self.text, "details": self.details, "request_id": request_id}


class InternalError(ServiceError):
    """A defect of the service."""


class BadRequestError(ServiceError):
    """The request is not well-formed."""

    code, status, grpc = "bad_request", 400, "INVALID_ARGUMENT"
    message = "The request is not well-formed."


class UnauthenticatedError(ServiceError):
    """No key, or one that is not known."""

    code, status, grpc = "unauthenticated", 401, "UNAUTHENTICATED"
    message = "A valid API key is needed."


class ForbiddenError(ServiceError):
    """The caller is known but may not do this, or comes from a foreign origin."""

    code, status, grpc = "forbidden", 403, "PERMISSION_DENIED"
    message = "This is not allowed."


class NotFoundError(ServiceError):
    """There is nothing under this name."""

    code, status, grpc = "not_found", 404, "NOT_FOUND"
    message = "There is nothing here."


class MethodNotAllowedError(ServiceError):
    """The resource exists, the method does not."""

    code, status, grpc = "method_not_allowed", 405, "UNIMPLEMENTED"
    message = "This method is not allowed here."


class RequestTimeoutError(ServiceError):
    """The client sent its body too slowly."""

    code, status, grpc = "request_timeout", 408, "DEADLINE_EXCEEDED"
    message = "The body did not arrive in time."


class PayloadTooLargeError(ServiceError):
    """The body is larger than the limit."""

    code, status, grpc = "payload_too_large", 413, "RESOURCE_EXHAUSTED"
    message = "The body is too large."


class UnsupportedMediaTypeError(ServiceError):
    """The body is not JSON."""

    code, status, grpc = "unsupported_media_type", 415, "INVALID_ARGUMENT"
    message = "The body must be application/json."


class UnprocessableError(ServiceError):
    """The request is well-formed, its content is not acceptable."""

    code, status, grpc = "unprocessable", 422, "INVALID_ARGUMENT"
    message = "The request cannot be processed."


class RateLimitedError(ServiceError):
    """The client has used up its quota."""

    code, status, grpc = "rate_limited", 429, "RESOURCE_EXHAUSTED"
    message = "Too many requests."

    def __init__(
        self,
        message: str | None = None,
        details: dict[str, Any] | None = None,
        retry_after_s: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, details, retry_after_s)
        self.headers = headers or {}
        """What is left of the quota, as headers."""


class WorkerDiedError(InternalError):
    """The worker process died twice under this request."""

    code = "worker_died"
    message = "The translator's process died, twice."


class UnavailableError(ServiceError):
    """The service does not take this request now."""

    code, status, grpc = "unavailable", 503, "UNAVAILABLE"
    message = "The service is not available."


class OverloadedError(UnavailableError):
    """The queue is full."""

    code = "overloaded"
    message = "Too many requests are waiting."


class DeadlineExceededError(ServiceError):
    """The request took longer than its deadline, or more memory than its limit."""

    code, status, grpc = "deadline_exceeded", 504, "DEADLINE_EXCEEDED"
    message = "The translation took too long."


class MemoryExceededError(DeadlineExceededError):
    """The worker used more memory than it may."""

    code = "memory_exceeded"
    grpc = "RESOURCE_EXHAUSTED"
    message = "The translation took too much memory."


def fields_of(found: Iterable[Mapping[str, Any]], *above: str) -> list[dict[str, str]]:
    """What pydantic finds wrong with a request, in words for clients: none of its own names, nor those of classes here."""
    fields = []
    for error in found:
        problem = str(error["msg"]).removeprefix("Value error, ")
        if error["type"] in ("model_type", "model_attributes_type", "dict_type"):
            problem = "Input should be an object"
        fields.append({"field": ".".join(map(str, (*above, *error["loc"]))), "problem": problem})
    return fields
