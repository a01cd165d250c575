"""The three Grafana dashboards, built from rows of (title, query, unit); `make render` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 24
NS = 'namespace=~"$namespace"'
FAILED = 'status=~"5..|INTERNAL|UNAVAILABLE|DEADLINE_EXCEEDED"'


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: queries are (PromQL, legend)."""

    title: str
    queries: Sequence[tuple[str, str]]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8
    about: str = ""
    thresholds: Sequence[tuple[float, str]] = ()


def quantile(q: float, metric: str, by: str, labels: str = NS) -> str:
    """A quantile of a histogram over five minutes."""
    return f"histogram_quantile({q}, sum by (le, {by}) (rate({metric}_bucket{{{labels}}}[$__rate_interval])))"


def rate(metric: str, by: str, labels: str = NS) -> str:
    """A counter's rate, summed by labels."""
    return f"sum by ({by}) (rate({metric}{{{labels}}}[$__rate_interval]))"


SERVICE: dict[str, Sequence[Panel]] = {
    "Overview": (
        Panel("Requests a second", [(f"sum(rate(portalis_requests_total{{{NS}}}[$__rate_interval]))", "all")], "reqps", "stat", 4),
        Panel("Failed", [(f"sum(rate(portalis_requests_total{{{NS},{FAILED}}}[$__rate_interval])) / sum(rate(portalis_requests_total{{{NS}}}[$__rate_interval]))", "failed")], "percentunit", "stat", 4, "Requests that failed by the service's fault", ((0, "green"), (0.001, "orange"), (0.01, "red"))),
        Panel("95th percentile, fast", [(quantile(0.95, "portalis_translation_duration_seconds", "mode", f'{NS},mode="fast"'), "fast")], "s", "stat", 4),
        Panel("Ready pods", [(f"sum(portalis_ready{{{NS}}})", "ready")], "none", "stat", 4),
        Panel("Error budget left, 3 days", [(f"1 - sum_over_time(portalis:errors:ratio_rate5m{{{NS}}}[3d:5m]) / 864 / 0.001", "left")], "percentunit", "stat", 4, "Of the 0.1 % that may fail", ((-100, "red"), (0, "orange"), (0.5, "green"))),
        Panel("Versions", [(f"count by (version) (portalis_build_info{{{NS}}})", "{{version}}")], "none", "stat", 4),
    ),
    "Traffic": (
        Panel("Requests by protocol", [(rate("portalis_requests_total", "protocol"), "{{protocol}}")], "reqps"),
        Panel("Requests by status", [(rate("portalis_requests_total", "status"), "{{status}}")], "reqps"),
        Panel("Requests by route", [(rate("portalis_requests_total", "route"), "{{route}}")], "reqps"),
        Panel("Time to answer, 95th percentile", [(quantile(0.95, "portalis_request_duration_seconds", "route"), "{{route}}")], "s"),
        Panel("Time to answer, median", [(quantile(0.5, "portalis_request_duration_seconds", "route"), "{{route}}")], "s"),
        Panel("Being answered", [(f"sum by (protocol) (portalis_requests_in_flight{{{NS}}})", "{{protocol}}"), (f"sum by (protocol) (portalis_sessions{{{NS}}})", "sessions {{protocol}}")]),
        Panel("Size of requests, 95th percentile", [(quantile(0.95, "portalis_request_size_bytes", "namespace"), "request"), (quantile(0.95, "portalis_response_size_bytes", "namespace"), "answer")], "bytes"),
        Panel("Over the rate, without a key", [(rate("portalis_rate_limited_total", "protocol"), "limited {{protocol}}"), (rate("portalis_auth_failures_total", "protocol"), "no key {{protocol}}")], "reqps"),
        Panel("Streamed chunks", [(rate("portalis_stream_chunks_total", "chunk_type"), "{{chunk_type}}"), (rate("portalis_edits_superseded_total", "namespace"), "superseded edits")], "ops"),
    ),
    "Workers and state": (
        Panel("Use of the worker pool", [(f"portalis:pool_utilization:ratio{{{NS}}}", "{{pod}}")], "percentunit"),
        Panel("Waiting for a worker", [(f"portalis_pool_waiting{{{NS}}}", "{{pod}}")]),
        Panel("What happened to workers", [(rate("portalis_pool_events_total", "event"), "{{event}}")], "ops"),
        Panel("Cache: hits and misses", [(rate("portalis_cache_lookups_total", "result"), "{{result}}")], "ops"),
        Panel("Cache: size", [(f"portalis_cache_bytes{{{NS}}}", "{{pod}}")], "bytes"),
        Panel("Redis and breakers", [(f"min(portalis_redis_up{{{NS}}})", "Redis up"), (f"max by (name) (portalis_breaker_open{{{NS}}})", "open: {{name}}")]),
        Panel("Memory", [(f"process_resident_memory_bytes{{{NS},job=\"portalis-gateway\"}}", "{{pod}}")], "bytes", width=12),
        Panel("Processor", [(f"rate(process_cpu_seconds_total{{{NS},job=\"portalis-gateway\"}}[$__rate_interval])", "{{pod}}")], "none", width=12),
    ),
}  # fmt: skip
QUALITY: dict[str, Sequence[Panel]] = {
    "What came out": (
        Panel("Wholly translated, last hour", [(f"portalis:complete:ratio_rate1h{{{NS}}}", "complete")], "percentunit", "stat", 6),
        Panel("Verified", [(f'sum(rate(portalis_verifications_total{{{NS},outcome="verified"}}[$__rate_interval])) / sum(rate(portalis_verifications_total{{{NS}}}[$__rate_interval]))', "verified")], "percentunit", "stat", 6, "Of the verifications that were tried"),
        Panel("Functions translated", [(f'sum(increase(portalis_items_total{{{NS},outcome="translated"}}[$__range]))', "functions")], "short", "stat", 6),
        Panel("Files in a batch, median", [(quantile(0.5, "portalis_batch_files", "namespace"), "files")], "short", "stat", 6),
        Panel("Translations by outcome", [(rate("portalis_translations_total", "outcome"), "{{outcome}}")], "ops", width=12),
        Panel("Translations by mode", [(rate("portalis_translations_total", "mode"), "{{mode}}")], "ops", width=12),
    ),
    "Why not": (
        Panel("Diagnostics by code", [(f"topk(10, sum by (code) (increase(portalis_diagnostics_total{{{NS}}}[$__range])))", "{{code}}")], "short", "bargauge", 12, "`portalis explain CODE` says what each means"),
        Panel("Verifications by outcome", [(rate("portalis_verifications_total", "outcome"), "{{outcome}}")], "ops", width=12),
    ),
    "Where the time goes": (
        Panel("Passes of the compiler, 95th percentile", [(quantile(0.95, "portalis_pass_duration_seconds", "name"), "{{name}}")], "s", width=12),
        Panel("Translation, 95th percentile", [(quantile(0.95, "portalis_translation_duration_seconds", "mode"), "{{mode}}")], "s", width=12),
    ),
    "The verifier": (
        Panel("Verdicts", [(rate("portalis_verifier_verdicts_total", "verdict"), "{{verdict}}")], "ops"),
        Panel("Jobs", [(f"sum(portalis_verifier_jobs_running{{{NS}}})", "run"), (f"sum(portalis_verifier_jobs_waiting{{{NS}}})", "wait"), (f"sum(portalis_verifier_slots{{{NS}}})", "places")]),
        Panel("How jobs ended", [(rate("portalis_verifier_jobs_total", "outcome"), "{{outcome}}")], "ops"),
        Panel("Time of jobs, 95th percentile", [(quantile(0.95, "portalis_verifier_job_duration_seconds", "mode"), "{{mode}}")], "s"),
        Panel("Time of rungs, 95th percentile", [(quantile(0.95, "portalis_verifier_rung_duration_seconds", "rung"), "{{rung}}")], "s"),
        Panel("Sandbox in force", [(f"sum by (sandbox) (portalis_verifier_sandbox_info{{{NS}}})", "{{sandbox}}")], about="Pods by sandbox; limits alone is for code that you trust"),
    ),
}  # fmt: skip
GPU: dict[str, Sequence[Panel]] = {
    "Graphics processors": (
        Panel("Use", [('DCGM_FI_DEV_GPU_UTIL{exported_namespace=~"$namespace"}', "{{exported_pod}} {{gpu}}")], "percent"),
        Panel("Memory in use", [('DCGM_FI_DEV_FB_USED{exported_namespace=~"$namespace"}', "{{exported_pod}} {{gpu}}")], "decmbytes"),
        Panel("Temperature", [('DCGM_FI_DEV_GPU_TEMP{exported_namespace=~"$namespace"}', "{{exported_pod}} {{gpu}}")], "celsius"),
        Panel("Power", [('DCGM_FI_DEV_POWER_USAGE{exported_namespace=~"$namespace"}', "{{exported_pod}} {{gpu}}")], "watt"),
        Panel("XID errors", [('DCGM_FI_DEV_XID_ERRORS{exported_namespace=~"$namespace"}', "{{exported_pod}} {{gpu}}")], "none", about="0 is none; the number is NVIDIA's"),
        Panel("As the service sees them", [(f"portalis_gpu_utilization_ratio{{{NS}}}", "{{pod}} {{gpu}}")], "percentunit"),
        Panel("Memory, as the service sees it", [(f"portalis_gpu_memory_used_bytes{{{NS}}}", "{{pod}} {{gpu}}")], "bytes"),
    ),
    "Triton": (
        Panel("Requests by model", [(rate("nv_inference_request_success", "model"), "{{model}}"), (rate("nv_inference_request_failure", "model"), "failed {{model}}")], "reqps"),
        Panel("Mean time in the queue", [(f"sum by (model) (rate(nv_inference_queue_duration_us{{{NS}}}[$__rate_interval])) / sum by (model) (rate(nv_inference_request_success{{{NS}}}[$__rate_interval]))", "{{model}}")], "µs"),
        Panel("Mean time of computing", [(f"sum by (model) (rate(nv_inference_compute_infer_duration_us{{{NS}}}[$__rate_interval])) / sum by (model) (rate(nv_inference_request_success{{{NS}}}[$__rate_interval]))", "{{model}}")], "µs"),
        Panel("Mean batch", [(f"sum by (model) (rate(nv_inference_count{{{NS}}}[$__rate_interval])) / sum by (model) (rate(nv_inference_exec_count{{{NS}}}[$__rate_interval]))", "{{model}}")]),
        Panel("Waiting", [(f"sum by (model) (nv_inference_pending_request_count{{{NS}}})", "{{model}}")]),
    ),
    "Model backends": (
        Panel("Calls by backend", [(rate("portalis_model_calls_total", "backend, outcome"), "{{backend}} {{outcome}}")], "reqps"),
        Panel("Calls that fail", [(f"portalis:model_failures:ratio_rate15m{{{NS}}}", "{{backend}}")], "percentunit"),
        Panel("Time of calls, 95th percentile", [(quantile(0.95, "portalis_model_call_duration_seconds", "backend"), "{{backend}}")], "s"),
        Panel("Tokens", [(rate("portalis_model_tokens_total", "backend, kind"), "{{backend}} {{kind}}")], "short", about="A second, as the servers count them"),
        Panel("Tried again", [(rate("portalis_model_retries_total", "backend"), "{{backend}}")], "ops"),
        Panel("Breakers", [(f"max by (name) (portalis_breaker_open{{{NS}}})", "open: {{name}}")]),
        Panel("Time to the first token, 95th percentile", [(quantile(0.95, "portalis_model_first_token_seconds", "backend"), "{{backend}}")], "s"),
        Panel("Backends that say they can work", [(f"min by (backend) (portalis_model_up{{{NS}}})", "{{backend}}")]),
        Panel("The backends' file", [(f"min(portalis_model_settings_current{{{NS}}})", "what it says holds"), (rate("portalis_model_settings_reads_total", "outcome"), "{{outcome}}")], about="0 where the file as it is now was refused: the settings before it hold"),
    ),
    "What models proposed": (
        Panel("Items accepted, 6 hours", [(f"portalis:model_accepted:ratio_rate6h{{{NS}}}", "{{arm}}")], "percentunit", about="Of the items that an arm was asked about, those whose candidate was verified"),
        Panel("Items by how it ended", [(rate("portalis_model_items_total", "arm, outcome"), "{{arm}} {{outcome}}")], "ops"),
        Panel("Candidates by outcome", [(rate("portalis_model_candidates_total", "arm, outcome"), "{{arm}} {{outcome}}")], "ops"),
        Panel("Rounds, median", [(quantile(0.5, "portalis_model_rounds", "arm"), "{{arm}}")]),
        Panel("Tokens for an accepted item", [(f'sum(increase(portalis_model_tokens_total{{{NS}}}[$__range])) / sum(increase(portalis_model_items_total{{{NS},outcome="accepted"}}[$__range]))', "tokens")], "short", "stat", 8, "What a repair costs; over the time that is shown"),
        Panel("Verifications", [(rate("portalis_verifications_total", "outcome"), "{{outcome}}")], "ops", about="A candidate is taken only where one says verified"),
    ),
}  # fmt: skip


def dashboards() -> dict[str, dict[str, Any]]:
    """Each dashboard's document by the name of its file."""
    return {
        "portalis-service": dashboard("portalis-service", "Portalis: service", SERVICE),
        "portalis-quality": dashboard("portalis-quality", "Portalis: translation quality", QUALITY),
        "portalis-gpu": dashboard("portalis-gpu", "Portalis: GPU and backends", GPU),
    }


def dashboard(uid: str, title: str, rows: dict[str, Sequence[Panel]]) -> dict[str, Any]:
    """A dashboard: rows of panels, laid out from left to right."""
    panels: list[dict[str, Any]] = []
    y = 0
    for name, row in rows.items():
        panels.append(
            {
                "id": len(panels) + 1,
                "type": "row",
                "title": name,
                "collapsed": False,
                "panels": [],
                "gridPos": _at(0, y, WIDTH, 1),
            }
        )
        x, y = 0, y + 1
        height = 0
        for panel in row:
            if x + panel.width > WIDTH:
                x, y, height = 0, y + height, 0
            tall = 4 if panel.kind == "stat" else 8
            panels.append(_panel(panel, len(panels) + 1, _at(x, y, panel.width, tall)))
            x, height = x + panel.width, max(height, tall)
        y += height
    return {
        "uid": uid,
        "title": title,
        "tags": ["portalis"],
        "schemaVersion": 39,
        "version": 1,
        "editable": True,
        "timezone": "browser",
        "time": {"from": "now-6h", "to": "now"},
        "refresh": "30s",
        "templating": {"list": _variables()},
        "annotations": {"list": []},
        "panels": panels,
    }  # fmt: skip


def _variables() -> list[dict[str, Any]]:
    source = {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "current": {}}
    query = "label_values(portalis_build_info, namespace)"
    namespace = {"name": "namespace", "label": "Namespace", "type": "query", "datasource": _source(), "query": query}
    return [
        source,
        {
            **namespace,
            "refresh": 2,
            "multi": True,
            "includeAll": True,
            "allValue": ".*",
            "current": {"text": "All", "value": "$__all"},
        },
    ]


def _source() -> dict[str, str]:
    return {"type": "prometheus", "uid": "${datasource}"}


def _at(x: int, y: int, w: int, h: int) -> dict[str, int]:
    return {"x": x, "y": y, "w": w, "h": h}


def _panel(panel: Panel, number: int, place: dict[str, int]) -> dict[str, Any]:
    steps = panel.thresholds or ((0, "green"),)
    defaults: dict[str, Any] = {
        "unit": panel.unit,
        "thresholds": {"mode": "absolute", "steps": [{"value": None if i == 0 else value, "color": color} for i, (value, color) in enumerate(steps)]},
    }  # fmt: skip
    made: dict[str, Any] = {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.about,
        "datasource": _source(),
        "gridPos": place,
        "fieldConfig": {"defaults": defaults, "overrides": []},
        "targets": [
            {"refId": chr(ord("A") + i), "expr": query, "legendFormat": legend, "datasource": _source(), "instant": panel.kind == "bargauge"}
            for i, (query, legend) in enumerate(panel.queries)
        ],
    }  # fmt: skip
    if panel.kind == "timeseries":
        made["options"] = {
            "legend": {"displayMode": "table", "placement": "bottom", "calcs": ["lastNotNull"]},
            "tooltip": {"mode": "multi", "sort": "desc"},
        }
    else:
        made["options"] = {"reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False}}
    return made
