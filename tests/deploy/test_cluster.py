"""The chart in a cluster whose nodes are played: scheduled, scaled, rolled out, drained, by the make targets that operators use."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.cluster import Cluster, cluster, definitions, nodes_of
from support.deploy import DEPLOY, ROOT, Object, need

pytestmark = pytest.mark.heavy
PLACE = ("--namespace", "portalis")
PARTS = ("gateway", "verifier")


@pytest.fixture(scope="module")
def there() -> Iterator[Cluster]:
    need("helm")
    with cluster() as running, nodes_of(running):
        running.create(*definitions())
        labels = {"pod-security.kubernetes.io/enforce": "restricted"}
        running.create({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "portalis", "labels": labels}})
        yield running


def make(running: Cluster, target: str, *values: str) -> str:
    """Run a make target against the cluster."""
    command = ["make", "--no-print-directory", target, "NAMESPACE=portalis", *values]
    environment = {**os.environ, "KUBECONFIG": str(running.kubeconfig)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def objects(running: Cluster, *what: str) -> list[Object]:
    done = running.kubectl("get", *what, *PLACE, "-o", "json")
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["items"])


def pods(running: Cluster, part: str) -> list[Object]:
    return [
        one
        for one in objects(running, "pods", "-l", f"app.kubernetes.io/component={part}")
        if "deletionTimestamp" not in one["metadata"]
    ]


def wait_for(what: str, true: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def settled(running: Cluster) -> None:
    """Wait until the new pods are the only ones."""
    for part in PARTS:
        done = running.kubectl("rollout", "status", f"deployment/portalis-{part}", *PLACE, "--timeout=120s")
        assert done.returncode == 0, done.stdout + done.stderr


class Watch:
    """The least number of ready pods of each part that there was meanwhile."""

    def __init__(self, running: Cluster) -> None:
        self.running = running
        self.least: dict[str, int] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._done.is_set():
            for one in objects(self.running, "deployments"):
                part, ready = (
                    one["metadata"]["labels"]["app.kubernetes.io/component"],
                    one["status"].get("availableReplicas", 0),
                )
                self.least[part] = min(ready, self.least.get(part, ready))

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def test_the_life_of_a_release(there: Cluster) -> None:
    make(there, "helm-install")
    for part in PARTS:
        wait_for(f"three of {part}", lambda part=part: len(pods(there, part)) == 3)
        settled(there)
        names = {one["spec"]["nodeName"] for one in pods(there, part)}
        assert len(names) == 3, "no two of one part on one node"
        assert len({int(name.rpartition("-")[2]) % 3 for name in names}) == 3, "one in each zone"
    make(there, "k8s-status")

    with Watch(there) as watch:
        made = Path(there.kubeconfig.parent / "values.yaml")
        made.write_text("gateway: {image: {tag: 9.9.9}}\nverifier: {image: {tag: 9.9.9}}\n")
        make(there, "helm-upgrade", f"VALUES={made}")
        settled(there)
    assert {box["image"].rpartition(":")[2] for one in pods(there, "gateway") for box in one["spec"]["containers"]} == {
        "9.9.9"
    }
    assert {part: watch.least[part] for part in PARTS} == {"gateway": 3, "verifier": 3}, "an upgrade takes nothing away"

    with Watch(there) as watch:
        make(there, "rollback")
        settled(there)
    assert {part: watch.least[part] for part in PARTS} == {"gateway": 3, "verifier": 3}
    assert "9.9.9" not in str([one["spec"]["containers"] for one in pods(there, "gateway")])

    # first with no room elsewhere: what stood on the node waits, and the others stay
    node = pods(there, "gateway")[0]["spec"]["nodeName"]
    for one in objects(there, "nodes"):
        if one["metadata"]["name"] not in (node, "gpu"):
            there.kubectl("cordon", one["metadata"]["name"])
    with Watch(there) as watch:
        done = there.kubectl("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=5s")
        for one in objects(there, "nodes"):
            there.kubectl("uncordon", one["metadata"]["name"])
        done = there.kubectl("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s")
    assert done.returncode == 0, done.stderr
    assert watch.least["gateway"] >= 2
    assert node not in {one["spec"]["nodeName"] for one in pods(there, "gateway")}
    there.kubectl("uncordon", node)
    make(there, "helm-uninstall")
    wait_for("no pods", lambda: not objects(there, "pods"))


def test_a_drain_waits_for_the_budget(there: Cluster) -> None:
    """Two of three pods that cannot move: the second eviction is refused until the first pod stands elsewhere."""
    make(there, "helm-install")
    wait_for("three gateways", lambda: len(pods(there, "gateway")) == 3)
    settled(there)
    names = [one["metadata"]["name"] for one in objects(there, "nodes")]
    there.kubectl("cordon", *names)
    one, other, _ = (p["metadata"]["name"] for p in pods(there, "gateway"))

    def evict(name: str) -> subprocess.CompletedProcess[str]:
        body = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": name, "namespace": "portalis"}}
        return there.kubectl("create", "--raw", f"/api/v1/namespaces/portalis/pods/{name}/eviction", "-f", "-", text=json.dumps(body))  # fmt: skip

    wait_for("a budget of one", lambda: objects(there, "pdb")[0]["status"].get("disruptionsAllowed") == 1)
    assert evict(one).returncode == 0
    refused = evict(other)
    assert refused.returncode != 0
    assert "disruption budget" in refused.stderr
    there.kubectl("uncordon", *names)
    wait_for("another one", lambda: evict(other).returncode == 0)
    make(there, "helm-uninstall")
    wait_for("no pods", lambda: not objects(there, "pods"))


def test_triton_gets_a_processor_and_its_volumes(there: Cluster) -> None:
    for name, size, mode, kind in (
        ("models", "50Gi", "ReadOnlyMany", "shared-rox"),
        ("cache", "20Gi", "ReadWriteMany", "shared-rwx"),
    ):
        there.create(
            {
                "apiVersion": "v1",
                "kind": "PersistentVolume",
                "metadata": {"name": name},
                "spec": {
                    "capacity": {"storage": size},
                    "accessModes": [mode],
                    "storageClassName": kind,
                    "hostPath": {"path": f"/{name}"},
                },
            }
        )
    make(there, "helm-install", f"VALUES={DEPLOY / 'helm' / 'values' / 'gpu.yaml'}")
    (triton,) = pods(there, "triton")
    assert triton["spec"]["nodeName"] == "gpu"
    assert not [p for part in PARTS for p in pods(there, part) if p["spec"]["nodeName"] == "gpu"]
    assert {c["status"]["phase"] for c in objects(there, "pvc")} == {"Bound"}
    make(there, "helm-uninstall")
    wait_for("no pods", lambda: not objects(there, "pods"))


def test_the_overlays_run(there: Cluster) -> None:
    there.create({"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "portalis-serving"}, "value": 1000})  # fmt: skip
    for environment in ("production", "staging", "dev"):
        make(there, "k8s-deploy", f"ENVIRONMENT={environment}")
        settled(there)
    make(there, "k8s-delete", "ENVIRONMENT=dev")
