"""The rendered gateway against the running service: its environment, its settings, its probes and its metrics, for real."""

from __future__ import annotations

import re
from pathlib import Path

import grpc
import httpx
import pytest
import yaml
from grpc_health.v1 import health_pb2, health_pb2_grpc
from support.deploy import DEPLOY, ROOT, base_objects, find, queries
from support.server import serving
from support.verifier import TOKEN, verifying

from portalis.cli.main import main
from portalis.service.grpc_server import NAME

ELSEWHERE = {"port", "grpc_port", "host"}
"""Addresses of the rendered environment, which the test replaces by free ones of loopback."""


def series(text: str) -> set[str]:
    """Names of the families in an exposition, with the endings of their series."""
    found: set[str] = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\w+)$", text, re.M):
        endings = {"histogram": ("_bucket", "_count", "_sum")}.get(kind, ("",))
        found.update(name + ending for ending in endings)
    return found


def wanted(prefix: str, without: tuple[str, ...] = ()) -> set[str]:
    """Names of series of the program that rules and dashboards ask for."""
    found: set[str] = set()
    for _, query in queries():
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', query)
        found.update(re.findall(rf"(?<![\w:])({prefix}\w+)(?=[{{\[)\s]|$)", bare))
    return {name for name in found if not name.startswith(without)}


def test_rendered_gateway_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    objects = base_objects()
    box = find(objects, "Deployment", "portalis-gateway")["spec"]["template"]["spec"]["containers"][0]
    assert main(["keys", "add", "first", "--file", str(tmp_path / "keys.json")]) == 0
    (key,) = re.findall(r"ptl_\S+", capsys.readouterr().out)
    (tmp_path / "token").write_text("t" * 64)
    config = find(objects, "ConfigMap", "portalis-config")["data"]["portalis.yaml"]
    (tmp_path / "portalis.yaml").write_text(config)
    given = {
        "/etc/portalis/keys/keys.json": str(tmp_path / "keys.json"),
        "/etc/portalis/verifier/token": str(tmp_path / "token"),
        "/etc/portalis/config/portalis.yaml": str(tmp_path / "portalis.yaml"),
    }
    settings = {
        entry["name"].removeprefix("PORTALIS_").lower(): given.get(entry["value"], entry["value"])
        for entry in box["env"]
    }
    assert not [value for value in settings.values() if value.startswith("/etc/")]
    # As in a cluster where the other parts are not there yet: their names lead nowhere, and the gateway starts.
    settings |= {"backends": str(DEPLOY / "compose" / "backends" / "model.yaml")}
    settings = {name: value for name, value in settings.items() if name not in ELSEWHERE}
    with serving(
        tmp_path, rate_limit_per_minute=str(yaml.safe_load(config)["rate_limit_per_minute"]), **settings
    ) as server:
        ports = {"http": server.port, "grpc": server.grpc_port}
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            ask = box[probe]["httpGet"]
            assert httpx.get(f"http://127.0.0.1:{ports[ask['port']]}{ask['path']}").status_code == 200, probe
        with grpc.insecure_channel(f"127.0.0.1:{ports['grpc']}") as channel:
            for name in ("", NAME):
                answer = health_pb2_grpc.HealthStub(channel).Check(
                    health_pb2.HealthCheckRequest(service=name), timeout=10
                )
                assert answer.status == health_pb2.HealthCheckResponse.SERVING
        metrics = f"{server.url}/metrics"
        assert httpx.get(metrics).status_code == 401, "scraping needs a token, as the monitors give one"
        found = httpx.get(metrics, headers={"Authorization": f"Bearer {key}"})
        assert found.status_code == 200
        body = {"python_code": "print(2 ** 100)", "mode": "fast"}
        done = httpx.post(
            f"{server.url}/api/v1/translation/translate", json=body, headers={"X-API-Key": key}, timeout=30
        )
        assert "fn main" in done.json()["rust_code"]
    gpu = (ROOT / "src" / "portalis" / "service" / "gpu.py").read_text("utf-8")
    absent = set(re.findall(r'GaugeMetricFamily\("(\w+)"', gpu))  # only where there is a graphics processor
    names = wanted("portalis_", ("portalis_verifier_", "portalis_requests_per_second")) - absent
    assert len(names) > 25
    assert names <= series(found.text), "a dashboard or rule names what the service does not export"


@pytest.mark.slow
def test_rendered_verifier_runs(tmp_path: Path) -> None:
    box = find(base_objects(), "Deployment", "portalis-verifier")["spec"]["template"]["spec"]["containers"][0]
    token = tmp_path / "token"
    token.write_text(TOKEN)
    assert box["args"][:3] == ["portalis", "verifier", "serve"]
    addresses = ("--host=", "--port=", "--http-port=")
    options = [one.replace("/etc/portalis/verifier/token", str(token)) for one in box["args"][3:]]
    assert len([one for one in options if one.startswith(addresses)]) == 3
    with verifying(tmp_path, *(one for one in options if not one.startswith(addresses))) as verifier:
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            ask = box[probe]["httpGet"]
            assert ask["port"] == "health"
            assert httpx.get(f"{verifier.url}{ask['path']}").status_code == 200, probe
        found = httpx.get(f"{verifier.url}/metrics")
    names = wanted("portalis_verifier_")
    assert len(names) > 5
    assert names <= series(found.text), "a dashboard or rule names what the verifier does not export"
