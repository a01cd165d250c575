"""The manifests against the program: ports, probes, environment, settings, routes, metrics. A name it lacks fails."""

from __future__ import annotations

import ast
import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from support.deploy import CHART, DEPLOY, ROOT, Object, base_objects, find, overlay_objects, queries, render_deploy

from portalis.backends.settings import parse_backends
from portalis.service.app import create_app
from portalis.service.container import Service
from portalis.service.metrics import Metrics
from portalis.service.model_metrics import ModelMetrics
from portalis.service.settings import CONFIG_VARIABLE, Settings
from portalis.verifier.config import Config as VerifierConfig
from portalis.verifier.metrics import Metrics as VerifierMetrics

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


def test_every_setting_can_be_given() -> None:
    """Whatever an operator may want to say to the program has a value of the chart."""
    pod = (CHART / "templates" / "_gateway-pod.tpl").read_text("utf-8")
    config = (CHART / "templates" / "configmap.yaml").read_text("utf-8")
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))["properties"]
    typed = {*schema["config"]["properties"], *schema["reloadableConfig"]["properties"]}
    placed = {
        name
        for name in Settings.model_fields
        if f"PORTALIS_{name.upper()}," in pod or f"PORTALIS_{name.upper()}\n" in pod
    }
    placed |= {name for name in Settings.model_fields if f"    {name}: " in config}
    assert placed == render_deploy.PLACED
    assert not placed & typed
    assert placed | typed | render_deploy.LOCAL == Settings.model_fields.keys()


def test_every_option_of_the_verifier_can_be_given() -> None:
    text = (CHART / "templates" / "verifier.yaml").read_text("utf-8")
    options = {"slots": "jobs", "deadline_s": "deadline", "drain_s": "drain"}
    for name in VerifierConfig.__slots__:
        # In a cluster the first two are no choice (`extraArgs` bears who insists); the command has no option for the third.
        if name not in {"insecure", "unsafe", "message_mib"}:
            assert f"- --{options.get(name, name).replace('_', '-')}=" in text, name


@pytest.mark.parametrize("name", ["values", "dev"])
def test_what_works_at_once_fits_the_limits(name: str) -> None:
    """And beside them the process that starts them."""
    values = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
    if name != "values":
        for part, more in yaml.safe_load((DEPLOY / "helm" / "values" / f"{name}.yaml").read_text("utf-8")).items():
            values[part] |= more
    limits = {part: _mib(values[part]["resources"]["limits"]["memory"]) for part in ("gateway", "verifier")}
    assert values["gateway"]["workers"] * values["config"]["worker_memory_mib"] + 512 <= limits["gateway"]
    assert values["verifier"]["jobs"] * values["verifier"]["jobMemoryMiB"] + 512 <= limits["verifier"]


def _mib(text: str) -> int:
    return int(text[:-2]) * {"Mi": 1, "Gi": 1024}[text[-2:]]


def test_every_setting_of_the_language_model_can_be_given() -> None:
    text = (CHART / "templates" / "triton.yaml").read_text("utf-8")
    config = (DEPLOY / "triton" / "models" / "translation_model" / "config.pbtxt").read_text("utf-8")
    names = re.findall(r'parameters \{ key: "(\w+)"', config)
    assert len(names) == 4
    for name in names:
        assert f"TRANSLATION_MODEL_{name.upper()}," in text


@pytest.mark.parametrize("name", ["gpu", "traefik"])
def test_backends_of_the_examples_are_understood(name: str) -> None:
    values = yaml.safe_load((DEPLOY / "helm" / "values" / f"{name}.yaml").read_text("utf-8"))
    assert parse_backends(values["backends"]["config"]).configs


@pytest.mark.parametrize("profile", ["model", "gpu"])
def test_backends_of_compose_are_its_services(profile: str) -> None:
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))["services"]
    found = parse_backends((DEPLOY / "compose" / "backends" / f"{profile}.yaml").read_text("utf-8"))
    assert found.memory == "", "the gateway may write nowhere"
    for backend in found.configs:
        parts = urlsplit(backend.url if "://" in backend.url else f"//{backend.url}")
        service = services[str(parts.hostname)]
        assert service["profiles"] == [profile]
        assert set(service["networks"]) & set(services["gateway"]["networks"])
        dockerfile = (DEPLOY / "docker" / "Dockerfile.triton").read_text("utf-8")
        ports = (
            service["command"] if "command" in service else re.findall(r"^EXPOSE (.*)$", dockerfile, re.M)[0].split()
        )
        assert str(parts.port) in ports
    gateway = services["gateway"]
    assert gateway["environment"]["PORTALIS_BACKENDS"] == "${PORTALIS_BACKENDS:-}"
    assert "./backends:/etc/portalis/backends:ro" in gateway["volumes"]


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
    """Each series name that the service and the verifier export, with its labels."""
    metrics = Metrics()
    metrics.with_redis()
    found: dict[str, set[str]] = {}
    parts = (metrics, ModelMetrics(metrics), VerifierMetrics())
    for family in (family for part in parts for family in vars(part).values()):
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


RECORDED = {
    rule["record"]
    for group in yaml.safe_load((DEPLOY / "prometheus" / "rules" / "recording.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
}
TARGET_LABELS = {"namespace", "pod", "job", "instance", "node", "version"}


def test_every_query_names_what_is_exported() -> None:
    series = exported()
    found = queries()
    assert len(found) > 100
    for where, query in found:
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
    source = "\n".join(
        path.read_text("utf-8")
        for part in ("service", "verifier", "backends")
        for path in (ROOT / "src" / "portalis" / part).glob("*.py")
    )
    for where, query in queries():
        if "portalis_" not in query:
            continue
        for label, value in re.findall(r'\b(event|outcome|state|mode)(?:=~|!~|!=|=)"([^"$]+)"', query):
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


def test_metrics_of_the_program_are_shown() -> None:
    """Every family of the model backends and of the verifier stands in a dashboard: what is measured can be looked at."""
    shown = "\n".join(query for where, query in queries() if ".json" in where)
    metrics = Metrics()
    for part in (ModelMetrics(metrics), VerifierMetrics()):
        for family in vars(part).values():
            if hasattr(family, "describe") and (name := family.describe()[0].name) not in UNSHOWN:
                assert name in shown, name


UNSHOWN = {
    "portalis_breaker_open",
    "portalis_verifier_calls",
    "portalis_verifier_auth_failures",
    "portalis_verifier_ready",
}
"""Shown by another row, or what `portalis_verifications` says from the other side."""


def test_buckets_of_the_objectives_exist() -> None:
    from portalis.service.metrics import _SECONDS

    text = (DEPLOY / "prometheus" / "rules" / "recording.yml").read_text("utf-8")
    for edge in re.findall(r'le="([\d.]+)"', text):
        assert float(edge) in _SECONDS


def test_production_overlay_adds_what_it_says() -> None:
    kinds = {one["kind"] for one in overlay_objects("production")}
    assert {"PodMonitor", "PrometheusRule", "ExternalSecret", "ConfigMap"} <= kinds
