"""The manifests against the program: ports, probes, environment, settings, routes, metrics. A name it lacks fails."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

import pytest
import yaml
from support.deploy import CHART, DEPLOY, ROOT, Object, base_objects, find, overlay_objects

from portalis.service.app import create_app
from portalis.service.container import Service
from portalis.service.metrics import Metrics
from portalis.service.settings import CONFIG_VARIABLE, Settings

AWAITED = yaml.safe_load((DEPLOY / "awaited.yaml").read_text("utf-8")) or {}
KNOWN = {f"PORTALIS_{name.upper()}" for name in Settings.model_fields} | {CONFIG_VARIABLE}
OUTSIDE = re.compile(r"(DCGM_FI_DEV_|nv_inference_|kube_horizontalpodautoscaler_|process_)\w+$|^(up|ALERTS)$")


def container(objects: list[Object], kind: str, name: str) -> Object:
    found: Object = find(objects, kind, name)["spec"]["template"]["spec"]["containers"][0]
    return found


@pytest.fixture(scope="module")
def gateway() -> Object:
    return container(base_objects(), "Deployment", "portalis-gateway")


@pytest.fixture(scope="module")
def routes() -> set[str]:
    app = create_app(Service(Settings(_env_file=None, workers=1)))
    found: set[str] = set()

    def walk(items: Any) -> None:
        for route in items:
            if path := getattr(route, "path", None):
                found.add(path)
            inner = getattr(route, "original_router", None)
            walk(getattr(inner if inner is not None else route, "routes", None) or ())

    walk(app.routes)
    return found


def _program_names() -> set[str]:
    """Environment variables that the program's text names."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"PORTALIS_[A-Z_]+", node.value)
            ):
                found.add(node.value)
    return found | KNOWN


def test_environment_names_exist() -> None:
    """What is awaited from the program is listed, and the list only shrinks: a name that exists by now fails."""
    program, awaited = _program_names(), set(AWAITED.get("environment", ()))
    assert not awaited & program, "the program knows these now: take them off deploy/awaited.yaml"
    for name in ("portalis-gateway", "portalis-verifier"):
        used = {entry["name"] for entry in container(base_objects(), "Deployment", name).get("env", ())}
        assert used <= program | awaited, f"{name} sets variables that the program lacks"


def test_verifier_command_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    """The options that the manifests give are those of `portalis verifier serve`."""
    from portalis.cli.main import main

    arguments = container(base_objects(), "Deployment", "portalis-verifier")["args"]
    assert arguments[0] == "portalis"
    assert main([*arguments[1:], "--no-such-option"]) != 0
    assert "unrecognized arguments: --no-such-option\n" in capsys.readouterr().err


def test_every_environment_name_in_deploy_exists() -> None:
    allowed = _program_names() | set(AWAITED.get("environment", ())) | set(AWAITED.get("own", ()))
    for path in sorted(DEPLOY.rglob("*")):
        if (
            path.is_file()
            and path.suffix in {".yaml", ".yml", ".tpl", ".md", ".txt", ".sh", ""}
            and path.name != "awaited.yaml"
        ):
            used = set(re.findall(r"\bPORTALIS_[A-Z][A-Z_]*[A-Z]\b", path.read_text("utf-8")))
            assert used <= allowed, f"{path.relative_to(ROOT)}: {sorted(used - allowed)}"


def test_config_file_holds_settings(gateway: Object, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    config = yaml.safe_load(find(base_objects(), "ConfigMap", "portalis-config")["data"]["portalis.yaml"])
    assert config.keys() <= Settings.model_fields.keys()
    values = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
    reloaded = {name for name, field in Settings.model_fields.items() if field.json_schema_extra}
    assert values["reloadableConfig"].keys() <= reloaded
    assert not values["config"].keys() & reloaded
    path = tmp_path / "portalis.yaml"
    path.write_text(yaml.safe_dump(config))
    monkeypatch.setenv(CONFIG_VARIABLE, str(path))
    for entry in gateway["env"]:
        if entry["name"] in KNOWN - {CONFIG_VARIABLE, "PORTALIS_VERIFIER"}:
            monkeypatch.setenv(entry["name"], entry["value"])
    settings = Settings(_env_file=None)
    assert (settings.port, settings.grpc_port) == (8000, 50051)
    assert settings.drain_s + gateway["lifecycle"]["preStop"]["sleep"]["seconds"] <= 75


def test_ports_are_those_of_the_program(gateway: Object) -> None:
    defaults = Settings.model_fields
    ports = {port["name"]: port["containerPort"] for port in gateway["ports"]}
    assert ports == {"http": defaults["port"].default, "grpc": defaults["grpc_port"].default}
    dockerfile = (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")
    assert f"EXPOSE {ports['http']} {ports['grpc']}\n" in dockerfile


def test_probes_name_routes(gateway: Object, routes: set[str]) -> None:
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert gateway[probe]["httpGet"]["path"] in routes
        assert gateway[probe]["httpGet"]["port"] in {port["name"] for port in gateway["ports"]}
    assert '"/live"' in (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")


def test_services_lead_to_ports_that_exist() -> None:
    objects = base_objects()
    pods = {
        one["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/component"]: one["spec"]["template"]["spec"]
        for one in objects
        if one["kind"] == "Deployment"
    }
    for service in (one for one in objects if one["kind"] == "Service"):
        spec = pods[service["spec"]["selector"]["app.kubernetes.io/component"]]
        names = {port["name"] for box in spec["containers"] for port in box["ports"]}
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= names


def _matches(rule: Object, path: str) -> bool:
    if rule["pathType"] == "Exact":
        return bool(path == rule["path"])
    return path == rule["path"] or path.startswith(rule["path"].rstrip("/") + "/")


def test_ingress_routes_the_interface_and_nothing_else(routes: set[str]) -> None:
    rules = find(base_objects(), "Ingress", "portalis-gateway")["spec"]["rules"][0]["http"]["paths"]
    open_ = {path for path in routes if any(_matches(rule, path) for rule in rules)}
    wanted = {path for path in routes if path.startswith("/api/v1/translation")}
    assert open_ == wanted | {"/v1/chat/completions", "/v1/models", "/docs", "/openapi.json"}
    assert all(any(_matches(rule, path) for path in routes) for rule in rules), "a rule for a route that does not exist"


def test_grpc_ingress_names_the_service() -> None:
    from portalis.service.grpc_server import NAME

    paths = find(base_objects(), "Ingress", "portalis-gateway-grpc")["spec"]["rules"][0]["http"]["paths"]
    assert f"/{NAME}" in {path["path"] for path in paths}


def exported() -> dict[str, set[str]]:
    """Each series name that the service exports, with its labels."""
    metrics = Metrics()
    metrics.with_redis()
    found: dict[str, set[str]] = {}
    for family in vars(metrics).values():
        if hasattr(family, "_labelnames") and hasattr(family, "describe"):
            (shown,) = family.describe()
            labels = set(family._labelnames)
            suffixes = {"counter": ("_total", "_created"), "histogram": ("_bucket", "_count", "_sum")}.get(
                shown.type, ("",)
            )
            found.update(
                {shown.name + suffix: labels | ({"le"} if suffix == "_bucket" else set()) for suffix in suffixes}
            )
    found["portalis_build_info"] = {"version"}
    gpu = (ROOT / "src" / "portalis" / "service" / "gpu.py").read_text("utf-8")
    found |= {name: {"gpu"} for name in re.findall(r'GaugeMetricFamily\("(\w+)"', gpu)}
    return found


def _queries() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for path in sorted((DEPLOY / "prometheus" / "rules").glob("*.yml")):
        for group in yaml.safe_load(path.read_text("utf-8"))["groups"]:
            found += [(path.name, rule["expr"]) for rule in group["rules"]]
    for path in sorted((DEPLOY / "grafana" / "dashboards").glob("*.json")):
        for panel in json.loads(path.read_text("utf-8"))["panels"]:
            found += [(f"{path.name}: {panel['title']}", target["expr"]) for target in panel.get("targets", ())]
    for rule in yaml.safe_load((DEPLOY / "prometheus" / "prometheus-adapter.yaml").read_text("utf-8"))["rules"]:
        found.append(("prometheus-adapter.yaml", rule["seriesQuery"]))
    text = "\n".join(path.read_text("utf-8") for path in (CHART / "templates").glob("*.yaml"))
    found += [("templates", query) for query in re.findall(r"query: (?!\|)(.*)", text)]
    return found


RECORDED = {
    rule["record"]
    for group in yaml.safe_load((DEPLOY / "prometheus" / "rules" / "recording.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
}
TARGET_LABELS = {"namespace", "pod", "job", "instance", "node", "version"}


def test_every_query_names_what_is_exported() -> None:
    series = exported()
    queries = _queries()
    assert len(queries) > 70
    for where, query in queries:
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', query)
        names = set(re.findall(r"(?<![\w:])((?:portalis|DCGM_FI|nv_inference|kube|process)[\w:]*)(?=[{\[)\s]|$)", bare))
        for name in names - {"portalis_requests_per_second"}:
            known = name in series or name in RECORDED or OUTSIDE.search(name)
            assert known, f"{where}: nothing exports {name}"
        for name, selector in re.findall(r"(portalis_\w+)\{([^}]*)\}", bare):
            used = set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", selector))
            assert used <= series[name] | TARGET_LABELS, (
                f"{where}: {name} has no label {used - series[name] - TARGET_LABELS}"
            )


def test_labels_have_values_that_the_program_sets() -> None:
    """Values of event, outcome, state, name and mode in queries stand in the service's source."""
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src" / "portalis" / "service").glob("*.py"))
    for where, query in _queries():
        if "portalis_" not in query:
            continue
        for label, value in re.findall(r'\b(event|outcome|state|mode)=~?"([^"$]+)"', query):
            for one in value.split("|"):
                assert f'"{one}"' in source, f"{where}: no {label} {one}"


def test_alerts_have_a_runbook() -> None:
    headings = set(re.findall(r"^### (Portalis\w+)$", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.M))
    groups = yaml.safe_load((DEPLOY / "prometheus" / "rules" / "alerts.yml").read_text("utf-8"))["groups"]
    alerts = {rule["alert"]: rule for group in groups for rule in group["rules"]}
    assert headings == set(alerts)
    for name, rule in alerts.items():
        assert rule["annotations"]["runbook_url"].endswith(f"#{name.lower()}")
    tested = (DEPLOY / "prometheus" / "tests" / "alerts_test.yml").read_text("utf-8")
    assert [name for name in alerts if name not in tested] == []


def test_buckets_of_the_objectives_exist() -> None:
    from portalis.service.metrics import _SECONDS

    text = (DEPLOY / "prometheus" / "rules" / "recording.yml").read_text("utf-8")
    for edge in re.findall(r'le="([\d.]+)"', text):
        assert float(edge) in _SECONDS


def test_production_overlay_adds_what_it_says() -> None:
    kinds = {one["kind"] for one in overlay_objects("production")}
    assert {"PodMonitor", "PrometheusRule", "ExternalSecret", "ConfigMap"} <= kinds
