"""The chart by its real tools: helm, kubeconform, kube-score, kustomize, helm-unittest; and the other checkers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.deploy import CHART, DEPLOY, MATRIX, ROOT, Object, find, native_schemas, need, rendered, run

pytestmark = pytest.mark.heavy
SCHEMAS = ROOT / "tests" / "deploy" / "schemas"
REDIS = "the bundled Redis is one pod by design: what it holds may be lost"
ACCEPTED = {
    "container-image-pull-policy": ("", "images are named by a tag that never moves, or a digest"),
    "deployment-replicas": ("Deployment/portalis-redis", REDIS),
    "horizontalpodautoscaler-replicas": ("HorizontalPodAutoscaler/portalis-triton", "graphics processors are scarce"),
    "deployment-strategy": (
        "Deployment/portalis-(redis|triton)",
        "both give what they hold back before another takes it",
    ),
    "deployment-has-poddisruptionbudget": ("Deployment/portalis-redis", REDIS),
    "deployment-pod-topology-spread-constraints": ("Deployment/portalis-redis", REDIS),
    "deployment-has-host-podantiaffinity": ("Deployment/portalis-redis", REDIS),
}
"""Findings of kube-score that are meant so: test → (objects, why). Whatever else has one fails."""
OPTIONAL = ("--enable-optional-test", "container-seccomp-profile", "--enable-optional-test", "container-ports-check")
ACCEPTED_IN = {
    "no-verifier": {"pod-networkpolicy": ("Deployment/.*", "these values switch the policies off")},
    "gpu": {"networkpolicy-targets-pod": ("NetworkPolicy/portalis-nim", "the NIM operator makes the pods")},
    "mesh": {
        "deployment-replicas": (
            "(Deployment|Rollout)/.*",
            "KEDA sets their number, whose objects kube-score does not know",
        )
    },
    "dev": {"deployment-replicas": ("Deployment/.*", "one of everything")},
}
PROMTOOL = shutil.which("promtool")


def kubeconform(text: str) -> subprocess.CompletedProcess[str]:
    places = (
        f"{native_schemas()}/{{{{.ResourceKind}}}}{{{{.KindSuffix}}}}.json",
        f"{SCHEMAS}/{{{{.Group}}}}/{{{{.ResourceKind}}}}_{{{{.ResourceAPIVersion}}}}.json",
    )
    flags = [flag for place in places for flag in ("-schema-location", place)]
    return run(need("kubeconform"), "-strict", "-summary", "-output", "json", *flags, "-", text=text)


def test_lint() -> None:
    done = run(need("helm"), "lint", "--strict", "--kube-version", "1.33.0", CHART)
    assert done.returncode == 0, done.stdout


def test_unit_tests() -> None:
    done = run(need("helm-unittest"), CHART)
    assert done.returncode == 0, done.stdout
    assert re.search(r"Tests: +[2-9]\d passed", done.stdout), done.stdout


def test_manifests_are_current() -> None:
    need("helm")
    done = run(sys.executable, "scripts/render_deploy.py", "--check")
    assert done.returncode == 0, done.stderr


def _accepting(one: Object, accepted: list[tuple[str, tuple[str, str]]]) -> Object:
    """An object with the annotation by which kube-score leaves out what is accepted of it."""
    name = f"{one['kind']}/{one['metadata']['name']}"
    ignored = [test for test, (which, _) in accepted if not which or re.fullmatch(which, name)]
    notes = {**one["metadata"].get("annotations", {}), "kube-score/ignore": ",".join(ignored)}
    return {**one, "metadata": {**one["metadata"], "annotations": notes}}


@pytest.mark.parametrize("values", [None, *MATRIX], ids=lambda path: path.stem if path else "defaults")
def test_matrix(values: Path | None) -> None:
    need("helm")
    objects = rendered(*(("-f", str(values)) if values else ()))
    text = yaml.safe_dump_all(objects)
    done = kubeconform(text)
    assert done.returncode == 0, done.stdout
    summary = json.loads(done.stdout)["summary"]
    assert summary["valid"] == len(objects), "everything is checked by a schema, nothing skipped"
    accepted = list(ACCEPTED.items()) + list((ACCEPTED_IN.get(values.stem, {}) if values else {}).items())
    text = yaml.safe_dump_all([_accepting(one, accepted) for one in objects])
    text = _as_deployments(text)
    scored = run(
        need("kube-score"), "score", "--kubernetes-version", "v1.33", "--output-format", "ci", *OPTIONAL, "-", text=text
    )
    assert [line for line in scored.stdout.splitlines() if line.startswith(("[CRITICAL]", "[WARNING]"))] == []


@pytest.mark.parametrize("values", [None, *MATRIX], ids=lambda path: path.stem if path else "defaults")
def test_kube_linter_finds_nothing(values: Path | None) -> None:
    need("helm")
    text = _as_deployments(yaml.safe_dump_all(rendered(*(("-f", str(values)) if values else ()))))
    done = run(need("kube-linter"), "lint", "-", text=text)
    assert done.returncode == 0, done.stdout


def _as_deployments(text: str) -> str:
    """Neither linter knows a Rollout: it is judged as the Deployment that it stands for."""
    text = text.replace("argoproj.io/v1alpha1\nkind: Rollout", "apps/v1\nkind: Deployment")
    text = text.replace("kind: Rollout", "kind: Deployment")
    return text.replace(
        "apiVersion: argoproj.io/v1alpha1\n    kind: Deployment", "apiVersion: apps/v1\n    kind: Deployment"
    )


@pytest.mark.parametrize("values", [None, *MATRIX], ids=lambda path: path.stem if path else "defaults")
def test_pods_are_restricted(values: Path | None) -> None:
    """What `pod-security.kubernetes.io/enforce: restricted` admits (pod security standards, Kubernetes 1.33)."""
    need("helm")
    volumes = {
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "persistentVolumeClaim",
        "projected",
        "secret",
    }
    objects = rendered(*(("-f", str(values)) if values else ()))
    pods = [one["spec"]["template"]["spec"] for one in objects if one["kind"] in {"Deployment", "Rollout"}]
    assert len(pods) > 1
    for pod in pods:
        assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
        assert not [name for volume in pod["volumes"] for name in volume.keys() - {"name"} - volumes]
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["seccompProfile"]["type"] in {"RuntimeDefault", "Localhost"}
        assert "sysctls" not in pod["securityContext"]
        profile = pod["securityContext"].get("appArmorProfile", {}).get("type", "RuntimeDefault")
        assert profile in {"RuntimeDefault", "Localhost"}
        assert pod["automountServiceAccountToken"] is False
        for box in [*pod["containers"], *pod.get("initContainers", ())]:
            security = box["securityContext"]
            assert security["allowPrivilegeEscalation"] is False
            assert security["capabilities"] == {"drop": ["ALL"]}
            assert security["runAsUser"] > 0
            assert security["readOnlyRootFilesystem"]
            assert not {"privileged", "procMount"} & security.keys()
            assert not [port for port in box.get("ports", ()) if "hostPort" in port]


@pytest.mark.parametrize("overlay", ["dev", "staging", "production"])
def test_overlays_are_the_chart(overlay: str) -> None:
    done = run(need("kubectl"), "kustomize", ROOT / "k8s" / "overlays" / overlay)
    assert done.returncode == 0, done.stderr
    built = {(one["kind"], one["metadata"]["name"]): one for one in yaml.safe_load_all(done.stdout)}
    need("helm")
    wanted = rendered("--set", "namespace.create=true", "-f", str(DEPLOY / "helm" / "values" / f"{overlay}.yaml"))
    assert built == {(one["kind"], one["metadata"]["name"]): one for one in wanted}


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["auth.existingSecret="], "the gateway needs API keys"),
        (["redis.mode=external"], "redis.existingSecret"),
        (["gateway.drainSeconds=70"], "terminationGraceSeconds"),
        (["ingress.enabled=true", "gatewayApi.enabled=true"], "exclude each other"),
        (["autoscaling.provider=keda", "autoscaling.customMetrics=true"], "belongs to provider hpa"),
        (["observability.podMonitor=true", "observability.serviceMonitor=true"], "twice"),
        (["gateway.replicaz=4"], "replicaz"),
        (["ingress.throughMesh=true"], "needs a mesh.provider"),
        (["mesh.provider=istio", "ingress.controller=traefik", "ingress.throughMesh=true"], "controller nginx"),
        (["circuitBreaking.maxEjectionPercent=0"], "maxEjectionPercent"),
        (["gatewayApi.implementation=kong"], "implementation"),
        (["autoscaling.provider=vpa"], "autoscaling"),
        (["gateway.replicas=0"], "replicas"),
        (["config.queue_limits=1"], "queue_limits"),
        (["config.queue_limit=many"], "queue_limit"),
        (["reloadableConfig.log_level=loud"], "log_level"),
        (["config.log_level=info"], "log_level"),
        (["corsOrigins={1}"], "corsOrigins"),
        (["backends.config=backends: []", "verifier.enabled=false"], "without a verifier no model is asked"),
        (["backends.existingSecret=keys"], "no backends.config"),
        (["backends.config=memory: /var/lib/portalis/memory.sqlite"], "volume of persistence.cache"),
        (["auth.insecure=true", "auth.keysRedis.existingSecret=keys"], "exclude each other"),
    ],
)
def test_wrong_values_are_refused(flags: list[str], message: str) -> None:
    sets = [part for flag in flags for part in ("--set", flag)]
    done = run(need("helm"), "template", "portalis", CHART, "--kube-version", "1.33.0", *sets)
    assert done.returncode != 0
    assert message in done.stderr


def test_keda_and_hpa_exclude_each_other() -> None:
    need("helm")
    kinds = {one["kind"] for one in rendered("-f", str(DEPLOY / "helm" / "values" / "mesh.yaml"))}
    assert "ScaledObject" in kinds
    assert "HorizontalPodAutoscaler" not in kinds


def test_the_canary_is_the_scale_target() -> None:
    need("helm")
    objects = rendered("-f", str(DEPLOY / "helm" / "values" / "traefik.yaml"))
    target = find(objects, "HorizontalPodAutoscaler", "portalis-gateway")["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Rollout", "portalis-gateway")
    assert not [one for one in objects if one["kind"] == "Deployment" and one["metadata"]["name"] == "portalis-gateway"]


@pytest.mark.parametrize(
    "path", sorted([*(DEPLOY / "argocd").glob("*.yaml"), *(DEPLOY / "flux").glob("*.yaml")]), ids=lambda path: path.stem
)
def test_gitops_fits_its_schemas(path: Path) -> None:
    done = kubeconform(path.read_text("utf-8"))
    assert done.returncode == 0, done.stdout


def test_dockerfiles() -> None:
    files = sorted((DEPLOY / "docker").glob("Dockerfile*"))
    done = run(Path(sys.executable).parent / "hadolint", *files)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(
    shutil.which("apparmor_parser") is None, reason="apparmor_parser is not installed (Debian: apparmor)"
)
def test_apparmor_profile_parses() -> None:
    tool = shutil.which("apparmor_parser")
    assert tool is not None
    flags = ("--skip-kernel-load", "--skip-cache", "--kernel-features", "/etc/apparmor.d/abi/3.0", "--Werror")
    done = run(tool, *flags, CHART / "files" / "apparmor-verifier")
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows() -> None:
    done = run(need("actionlint"))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("profiles", ["", "model", "gpu", "model,gpu"])
def test_compose_loads(profiles: str, tmp_path: Path) -> None:
    tool = need("compose-go")
    done = subprocess.run(
        [tool, "deploy/compose/compose.yaml"], cwd=ROOT, env={**os.environ, "COMPOSE_PROFILES": profiles}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "gateway" in yaml.safe_load(done.stdout)["services"]


@pytest.mark.parametrize("profiles", ["", "model", "gpu", "model,gpu"])
def test_compose_itself_takes_the_file(profiles: str) -> None:
    """`docker compose config`, without an engine: what is composed is what the file says."""
    tool = need("docker-compose")
    done = subprocess.run(
        [tool, "--file", "deploy/compose/compose.yaml", "config", "--format", "json"], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "COMPOSE_PROFILES": profiles}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)["services"]
    written = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))["services"]
    chosen = set(profiles.split(","))
    assert made.keys() == {n for n, one in written.items() if not one.get("profiles") or chosen & set(one["profiles"])}
    assert all(one.get("healthcheck") for name, one in made.items() if name in {"gateway", "verifier", "redis"})


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed (Debian: prometheus)")
class TestMonitoring:
    def test_rules(self) -> None:
        assert PROMTOOL is not None
        done = run(PROMTOOL, "check", "rules", *sorted((DEPLOY / "prometheus" / "rules").glob("*.yml")))
        assert done.returncode == 0, done.stderr

    def test_alerts(self) -> None:
        assert PROMTOOL is not None
        done = run(PROMTOOL, "test", "rules", *sorted((DEPLOY / "prometheus" / "tests").glob("*.yml")))
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize("path", ["prometheus/prometheus.yml", "compose/prometheus.yml"])
    def test_config(self, path: str, tmp_path: Path) -> None:
        """Debian's build knows no Kubernetes: its discovery is replaced by targets, and its roles are checked here."""
        assert PROMTOOL is not None
        document = yaml.safe_load((DEPLOY / path).read_text("utf-8"))
        for job in document["scrape_configs"]:
            for discovery in job.pop("kubernetes_sd_configs", ()):
                assert discovery["role"] in {"pod", "endpoints", "node", "service"}
                job["static_configs"] = [{"targets": ["localhost:1"]}]
        written = tmp_path / "prometheus.yml"
        written.write_text(yaml.safe_dump(document))
        done = run(PROMTOOL, "check", "config", "--syntax-only", written)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_queries_of_dashboards(self, tmp_path: Path) -> None:
        """Each query of a dashboard parses, as a rule."""
        assert PROMTOOL is not None
        rules: list[dict[str, str]] = []
        for path in (DEPLOY / "grafana" / "dashboards").glob("*.json"):
            for panel in json.loads(path.read_text("utf-8"))["panels"]:
                for target in panel.get("targets", ()):
                    expression = (
                        target["expr"]
                        .replace("$__rate_interval", "5m")
                        .replace("$__range", "6h")
                        .replace("$namespace", ".*")
                    )
                    rules.append({"record": f"r{len(rules)}", "expr": expression})
        assert len(rules) > 40
        written = tmp_path / "rules.yml"
        written.write_text(yaml.safe_dump({"groups": [{"name": "dashboards", "rules": rules}]}))
        done = run(PROMTOOL, "check", "rules", written)
        assert done.returncode == 0, done.stderr
