"""How the service is, under its own names and under NIM's."""

from __future__ import annotations

import os
import platform
import time
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from portalis import __version__
from portalis.service import gpu
from portalis.service.container import Service
from portalis.service.errors import NotFoundError
from portalis.service.http import ERRORS, answer, service_of
from portalis.service.schemas import HealthResponse

router = APIRouter(tags=["health"], responses={status: ERRORS[status] for status in (400, 401, 403, 405)})


def health_of(service: Service) -> HealthResponse:
    """The state of the service and of what it depends on."""
    missing = service.evidence.missing()
    parts = {
        "workers": "up" if service.pool.ready else "down",
        "verifier": f"absent: {missing}" if missing else "down: left alone" if service.evidence.broken else "up",
        **(service.repairs.health() if service.repairs else {"model_backend": "absent: none is configured"}),
        "redis": "not configured" if service.state is None else "up" if service.state.available else "down: in memory",
    }
    if not service.ready:
        status = "unhealthy"
    elif parts["verifier"] != "up" or any(
        parts[name].startswith(("down", "degraded")) for name in ("redis", "model_backend")
    ):
        status = "degraded"
    else:
        status = "healthy"
    return HealthResponse.model_validate(
        {
            "status": status,
            "version": __version__,
            "uptime_seconds": round(time.monotonic() - service.started, 3),
            "gpu_available": bool(gpu.devices()),
            "model_loaded": "up" in [v for k, v in parts.items() if k.startswith("model_backend.")],
            "dependencies": parts,
        }
    )


@router.get("/health", response_model=HealthResponse, responses={503: {"model": HealthResponse}})
async def health(request: Request) -> Response:
    """Healthy, degraded (an optional part is absent) or unhealthy."""
    found = health_of(service_of(request))
    response = answer(found)
    response.status_code = 503 if found.status == "unhealthy" else 200
    return response


@router.get("/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/ready", responses={503: {"description": "Starting or shutting down"}})
async def ready(request: Request) -> Response:
    """New work is taken."""
    good = service_of(request).ready
    return JSONResponse({"status": "ready" if good else "not ready"}, 200 if good else 503)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
@router.get("/v1/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Prometheus text, or OpenMetrics where asked for."""
    service = service_of(request)
    service.observe()
    body, kind = service.metrics.text(request.headers.get("accept", ""))
    return Response(body, headers={"Content-Type": kind})


@router.get("/status")
async def status(request: Request) -> dict[str, Any]:
    """The service and the system that it runs on."""
    service = service_of(request)
    return {
        "service": {
            **health_of(service).model_dump(),
            "workers": {"size": service.pool.size, "idle": service.pool.idle, "busy": len(service.pool.busy)},
            "waiting": service.pool.waiting,
            "active_requests": service.active,
            "cache": {"entries": len(service.core.cache), "bytes": service.core.cache.bytes},
        },
        "system": {
            "python": platform.python_version(),
            "platform": platform.platform(),
            "processors": os.cpu_count(),
            "load": list(os.getloadavg()),
        },
    }


@router.get("/v1/health/live")
async def nim_live() -> dict[str, str]:
    """The process answers, in NIM's form."""
    return {"object": "health.response", "message": "Service is live.", "status": "live"}


@router.get("/v1/health/ready", responses={503: {"description": "Starting or shutting down"}})
async def nim_ready(request: Request) -> Response:
    """New work is taken, in NIM's form."""
    good = service_of(request).ready
    document = {
        "object": "health.response",
        "message": "Service is ready." if good else "Service is not ready.",
        "status": "ready" if good else "not ready",
    }
    return JSONResponse(document, 200 if good else 503)


@router.get("/v1/models")
async def nim_models(request: Request) -> dict[str, Any]:
    """The models in OpenAI's form."""
    return {"object": "list", "data": _models(service_of(request))}


@router.get("/v1/models/{model}", responses={404: ERRORS[404]})
async def nim_model(model: str, request: Request) -> dict[str, Any]:
    """One model in OpenAI's form."""
    found = next((known for known in _models(service_of(request)) if known["id"] == model), None)
    if found is None:
        raise NotFoundError(f"The model {model!r} does not exist.")
    return found


def _models(service: Service) -> list[dict[str, Any]]:
    found = service.core.models().models
    return [
        {"id": m.id, "object": "model", "created": 0, "owned_by": "portalis"} for m in found if m.framework == "rules"
    ]


@router.get("/v1/metadata")
async def nim_metadata(request: Request) -> dict[str, Any]:
    """What is served, in NIM's form."""
    return {
        "version": __version__,
        "modelInfo": [{"modelUrl": "", "shortName": f"portalis:{__version__}"}],
        "assetInfo": [],
        "licenseInfo": {"name": "Apache-2.0", "path": "LICENSE", "type": "file", "url": ""},
        "repository_override": "",
        "selectedModelProfileId": "rules",
    }


@router.get("/v1/version")
async def nim_version(request: Request) -> dict[str, str]:
    """The version, in NIM's form."""
    return {"release": __version__, "api": "v1"}
