"""What Kubernetes' own API server says of the chart: strict validation, defaults, admission, and changes of what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.cluster import Cluster, cluster, definitions
from support.deploy import CHART, DEPLOY, MATRIX, ROOT, Object, find, need, rendered

pytestmark = pytest.mark.heavy
RESTRICTED = {"pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/warn": "restricted"}
VALUES = pytest.mark.parametrize("values", [None, *MATRIX], ids=lambda path: path.stem if path else "defaults")


def namespace(name: str, **labels: str) -> Object:
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """With what docs/deployment.md asks for: custom resources, a restricted namespace, classes that values name."""
    need("helm")
    with cluster() as running:
        running.create(*definitions())
        for name in ("portalis", "pods", "argocd", "flux-system"):
            running.create(namespace(name, **RESTRICTED))
        running.create(
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "default", "namespace": "pods"}},
            {"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": "gvisor"}, "handler": "runsc"},
            {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "portalis-serving"}, "value": 1000},
        )  # fmt: skip
        kinds = [f"{one['metadata']['name']}" for one in definitions()]
        done = running.kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", *kinds)
        assert done.returncode == 0, done.stderr
        yield running


def objects_of(values: Path | None) -> list[Object]:
    return list(rendered(*(("-f", str(values)) if values else ())))


@VALUES
def test_the_server_takes_every_object(server: Cluster, values: Path | None) -> None:
    objects = objects_of(values)
    done = server.dry(objects)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr, "nothing is deprecated, and no pod would be against the namespace's standard"
    assert done.stdout.count("serverside-applied (server dry run)") == len(objects)


@VALUES
def test_restricted_admission_takes_the_pods(server: Cluster, values: Path | None) -> None:
    """A workload is only warned of; what is refused is a pod, so that pods are made of the templates."""
    objects = objects_of(values)
    accounts = [one for one in objects if one["kind"] == "ServiceAccount"]
    if accounts:
        server.create(*({**one, "metadata": {**one["metadata"], "namespace": "pods"}} for one in accounts))
    pods = [
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {**one["spec"]["template"]["metadata"], "name": one["metadata"]["name"], "namespace": "pods"},
            "spec": one["spec"]["template"]["spec"],
        }
        for one in objects
        if one["kind"] in {"Deployment", "Rollout"}
    ]  # fmt: skip
    assert len(pods) > 1
    done = server.dry(pods)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr


def test_the_server_is_strict(server: Cluster) -> None:
    """That it refuses what it should: else the tests above show nothing."""
    deployment = find(objects_of(None), "Deployment", "portalis-gateway")
    wrong = yaml.safe_load(yaml.safe_dump(deployment))
    wrong["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
    assert 'containers[name="gateway"].readynessProbe: field not declared in schema' in server.dry([wrong]).stderr
    template = deployment["spec"]["template"]
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "loose", "namespace": "pods"},
        "spec": {**template["spec"], "hostNetwork": True},
    }
    refused = server.dry([pod])
    assert refused.returncode != 0
    assert 'violates PodSecurity "restricted:latest": host namespaces' in refused.stderr
    monitor = find(objects_of(DEPLOY / "helm" / "values" / "production.yaml"), "PodMonitor", "portalis-gateway")
    assert (
        "selectors: field not declared"
        in server.dry([{**monitor, "spec": {**monitor["spec"], "selectors": {}}}]).stderr
    )


@VALUES
def test_a_release_becomes_another_and_goes_back(server: Cluster, values: Path | None) -> None:
    """What cannot be changed in place (selectors, claims, addresses of Services) would stop an upgrade or a rollback."""
    place = ("--namespace", "portalis")
    done = server.helm("install", "portalis", CHART, *place, "--description", "first")
    assert done.returncode == 0, done.stderr
    try:
        chosen = ("--values", values) if values else ("--set", "gateway.replicas=4,gateway.image.tag=9.9.9")
        done = server.helm("upgrade", "portalis", CHART, *place, *chosen)
        assert done.returncode == 0, done.stderr
        done = server.helm("rollback", "portalis", "1", *place)
        assert done.returncode == 0, done.stderr
        done = server.helm("history", "portalis", *place, "--output", "yaml")
        assert [one["status"] for one in yaml.safe_load(done.stdout)] == ["superseded", "superseded", "deployed"]
    finally:
        done = server.helm("uninstall", "portalis", *place)
    assert done.returncode == 0, done.stderr
    left = server.kubectl("get", "deployment,service,ingress,networkpolicy,configmap,hpa,pdb", *place, "-o", "name")
    assert [name for name in left.stdout.split() if "portalis" in name] == []


@pytest.mark.parametrize("overlay", ["dev", "staging", "production"])
def test_overlays_are_taken(server: Cluster, overlay: str) -> None:
    flags = ("--server-side", "--dry-run=server", "--validate=strict", "--force-conflicts")
    done = server.kubectl("apply", *flags, "-k", ROOT / "k8s" / "overlays" / overlay)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr


@pytest.mark.parametrize("folder", ["argocd", "flux"])
def test_gitops_is_taken(server: Cluster, folder: str) -> None:
    done = server.kubectl("apply", "--validate=strict", "-f", DEPLOY / folder)
    assert done.returncode == 0, done.stderr


def test_the_accounts_may_do_nothing(server: Cluster) -> None:
    """Least RBAC: beside what every account may ask about itself, the pods' accounts have no right at all."""
    accounts = [one["metadata"]["name"] for one in objects_of(None) if one["kind"] == "ServiceAccount"]
    assert len(accounts) >= 2
    for name in accounts:
        who = f"--as=system:serviceaccount:portalis:{name}"
        for verb, what in (("get", "secrets"), ("list", "pods"), ("create", "pods/exec"), ("get", "configmaps")):
            assert server.kubectl("auth", "can-i", verb, what, "-n", "portalis", who).stdout.strip() == "no", (
                name,
                what,
            )


@VALUES
def test_what_the_server_keeps_is_what_the_chart_says(server: Cluster, values: Path | None) -> None:
    """Where the server leaves out or fills in what manifests say otherwise, `make k8s-diff` and GitOps would never be at rest."""
    text = yaml.safe_dump_all(objects_of(values))
    done = server.kubectl("apply", "-f", "-", text=text)
    assert done.returncode == 0, done.stderr
    again = server.kubectl("diff", "-f", "-", text=text)
    assert (again.returncode, again.stdout) == (0, ""), again.stdout + again.stderr
    done = server.kubectl("delete", "--wait=false", "-f", "-", text=text)
    assert done.returncode == 0, done.stderr
