"""Kubernetes' own control plane on loopback: etcd and the API server, and where asked for controllers, the scheduler and nodes that
kwok plays. Containers run nowhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from support.deploy import ROOT, Object, need, run

SCHEMAS = ROOT / "tests" / "deploy" / "schemas"
READY_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running API server."""

    kubeconfig: Path

    def kubectl(self, *arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run kubectl against it."""
        return run(need("kubectl"), "--kubeconfig", self.kubeconfig, *arguments, text=text)

    def helm(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run helm against it."""
        return run(need("helm"), "--kubeconfig", self.kubeconfig, *arguments)

    def create(self, *objects: Object) -> None:
        """Create objects, or change them to what these say."""
        done = self.kubectl("apply", "--server-side", "--validate=strict", "-f", "-", text=yaml.safe_dump_all(objects))
        assert done.returncode == 0, done.stderr

    def dry(self, objects: list[Object]) -> subprocess.CompletedProcess[str]:
        """What the server says of objects, strictly, without keeping them."""
        flags = ("--server-side", "--dry-run=server", "--validate=strict", "--force-conflicts")
        return self.kubectl("apply", *flags, "-f", "-", text=yaml.safe_dump_all(objects))


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Start etcd and the API server in a new folder, and end both."""
    server, store = need("kube-apiserver"), need("etcd")
    need("kubectl")
    with tempfile.TemporaryDirectory() as made, contextlib.ExitStack() as stack:
        folder = Path(made)
        token = secrets.token_hex(16)
        (folder / "tokens.csv").write_text(f"{token},admin,1,system:masters\n")
        run("openssl", "genrsa", "-out", folder / "accounts.key", "2048")
        etcd, peer, port = _free(3)
        client = f"http://127.0.0.1:{etcd}"
        stack.enter_context(
            _started(
                folder / "etcd.log",
                *(store, "--data-dir", str(folder / "etcd"), "--log-level", "error", "--unsafe-no-fsync"),
                *("--listen-client-urls", client, "--advertise-client-urls", client),
                *("--listen-peer-urls", f"http://127.0.0.1:{peer}"),
            )
        )
        api = stack.enter_context(
            _started(
                folder / "api.log",
                *(server, "--etcd-servers", client, "--secure-port", str(port), "--bind-address", "127.0.0.1"),
                *("--cert-dir", str(folder / "certs"), "--token-auth-file", str(folder / "tokens.csv")),
                *("--service-account-key-file", str(folder / "accounts.key")),
                *("--service-account-signing-key-file", str(folder / "accounts.key")),
                *("--service-account-issuer", "https://kubernetes.default.svc"),
                *("--authorization-mode", "RBAC", "--service-cluster-ip-range", "10.0.0.0/24"),
                *("--advertise-address", "192.0.2.1"),
            )
        )
        config = folder / "kubeconfig"
        config.write_text(_kubeconfig(port, token))
        config.chmod(0o600)
        running = Cluster(config)
        end = time.monotonic() + READY_SECONDS
        while running.kubectl("get", "--raw", "/readyz").returncode != 0:
            assert api.poll() is None, (folder / "api.log").read_text()[-2000:]
            assert time.monotonic() < end, (folder / "api.log").read_text()[-2000:]
            time.sleep(0.2)
        yield running


def _node(name: str, zone: str, *, gpus: int = 0) -> Object:
    labels = {"topology.kubernetes.io/zone": zone, "kubernetes.io/hostname": name, "kubernetes.io/os": "linux"}
    room = {"cpu": "32", "memory": "128Gi", "pods": "110", "ephemeral-storage": "200Gi"}
    taints = []
    if gpus:
        labels["nvidia.com/gpu.present"] = "true"
        room["nvidia.com/gpu"] = str(gpus)
        taints = [{"key": "nvidia.com/gpu", "effect": "NoSchedule"}]
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": labels},
        "spec": {"taints": taints},
        "status": {"allocatable": room, "capacity": room},
    }


@contextlib.contextmanager
def nodes_of(running: Cluster) -> Iterator[None]:
    """Start controllers, the scheduler and six nodes in three zones, and one with graphics processors."""
    manager, scheduler, kwok = (need(name) for name in ("kube-controller-manager", "kube-scheduler", "kwok"))
    folder, config = running.kubeconfig.parent, ("--kubeconfig", str(running.kubeconfig))
    alone = (*config, "--leader-elect=false", "--secure-port=0")
    account = ("--service-account-private-key-file", str(folder / "accounts.key"))
    with (
        _started(folder / "manager.log", manager, *alone, *account, "--horizontal-pod-autoscaler-sync-period=2s"),
        _started(folder / "scheduler.log", scheduler, *alone),
        _started(folder / "kwok.log", kwok, *config, "--manage-all-nodes", "--node-lease-duration-seconds=40"),
    ):
        nodes = [_node(f"node-{n}", f"zone-{n % 3}") for n in range(6)] + [_node("gpu", "zone-0", gpus=1)]
        running.create(*nodes)
        for node in nodes:
            change = json.dumps({"status": node["status"]})
            running.kubectl(
                "patch", "node", node["metadata"]["name"], "--subresource=status", "--type=merge", "-p", change
            )
        done = running.kubectl("wait", "--for=condition=Ready", "--timeout=60s", "nodes", "--all")
        assert done.returncode == 0, done.stderr
        yield


@contextlib.contextmanager
def _started(log: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ}) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _free(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in held]


def _kubeconfig(port: int, token: str) -> str:
    there = {"server": f"https://127.0.0.1:{port}", "insecure-skip-tls-verify": True}
    return yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "test", "cluster": there}],
            "users": [{"name": "admin", "user": {"token": token}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "admin"}}],
            "current-context": "test",
        }
    )


def definitions() -> list[Object]:
    """The custom resources that the chart and GitOps use, from the schemas by which kubeconform judges them."""
    kinds: dict[tuple[str, str], dict[str, Object]] = {}
    for path in sorted(SCHEMAS.glob("*/*.json")):
        name, _, version = path.stem.rpartition("_")
        kinds.setdefault((path.parent.name, name), {})[version] = json.loads(path.read_text("utf-8"))
    return [_definition(group, name, versions) for (group, name), versions in kinds.items()]


_NAMES = {
    name.lower(): name
    for name in (
        "PodMonitor ServiceMonitor PrometheusRule ScaledObject Rollout AnalysisTemplate HTTPRoute GRPCRoute Application"
        " ApplicationSet ExternalSecret Certificate NIMService NIMCache SeccompProfile HelmRelease OCIRepository"
        " GitRepository HelmRepository Kustomization Middleware DestinationRule BackendTrafficPolicy"
    ).split()
}


def _definition(group: str, name: str, versions: dict[str, Object]) -> Object:
    plural = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    stored = max(versions, key=lambda v: ("alpha" not in v, "beta" not in v, v))
    approved = {"api-approved.kubernetes.io": "unapproved, for a test"} if group.endswith(".k8s.io") else {}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}", "annotations": approved},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"kind": _NAMES[name], "plural": plural, "singular": name},
            "versions": [
                {
                    "name": version,
                    "served": True,
                    "storage": version == stored,
                    "schema": {"openAPIV3Schema": _top(structural(schema))},
                }
                for version, schema in versions.items()
            ],
        },
    }


def _top(schema: Object) -> Object:
    """A whole object's schema; what its metadata are follows from that."""
    return {**schema, "type": "object", "properties": {**schema["properties"], "metadata": {"type": "object"}}}


def structural(node: Any) -> Any:
    """What the API server takes, of a schema as `scripts/crd_schemas.py` writes it."""
    made: Object = {k: v for k, v in node.items() if k not in ("type", "properties", "items", "additionalProperties")}
    kind = node.get("type")
    if kind == ["integer", "string"]:
        return {**made, "x-kubernetes-int-or-string": True}
    if isinstance(kind, list):
        made["nullable"], kind = True, kind[0]
    if "properties" in node:
        made["properties"] = {name: structural(part) for name, part in node["properties"].items()}
        kind = kind or "object"
    more = node.get("additionalProperties")
    if isinstance(more, dict):
        made["additionalProperties"] = structural(more)
    elif more is None and kind in (None, "object"):
        made["x-kubernetes-preserve-unknown-fields"] = True
    if "items" in node:
        made["items"] = structural(node["items"])
    return {**made, "type": kind} if kind else made
