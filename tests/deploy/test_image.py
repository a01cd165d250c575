"""The images, built from their Dockerfiles and run. Heavy: root, Debian's buildah, podman, runc, debootstrap."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.deploy import CHART, DEPLOY, Object, base_objects, find, need, rendered, run

from portalis import __version__
from portalis.cli.main import main

NEEDED = ("buildah", "podman", "runc", "debootstrap")
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        os.geteuid() != 0 or not all(map(shutil.which, NEEDED)), reason="needs root, " + ", ".join(NEEDED)
    ),
]
MAX_MB, MAX_COMPRESSED_MB, MAX_READY_S = 300, 110, 20
WORK = Path(os.environ.get("PORTALIS_IMAGE_WORK", "/var/tmp/portalis-images"))
PODMAN = ("env", "STORAGE_DRIVER=overlay", "podman", "--root", str(WORK / "storage"), "--runroot", str(WORK / "run"), "--runtime", "runc", "--cgroup-manager", "cgroupfs")  # fmt: skip
ULIMITS = ("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=2048:2048")


def tried(script: str) -> dict[str, str]:
    """What a script found, by name; it is printed too, for who reads the log of CI."""
    done = run(f"scripts/{script}")
    print(done.stdout)
    assert done.returncode == 0, done.stderr
    found = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
    labels = json.loads(found["labels"])
    assert {"title", "description", "licenses", "source", "version", "revision", "created"} <= {
        name.removeprefix("org.opencontainers.image.") for name in labels
    }
    assert found["secrets_in_history"] == "0"
    assert found["root_read_only"] == "true"
    assert found["healthcheck"] == "healthy"
    assert found["capabilities"] == "0000000000000000"
    assert found["exit_status"] == "0"
    assert float(found["drain_s"]) <= 60
    return found


@pytest.fixture(scope="module")
def gateway() -> dict[str, str]:
    return tried("try_image.sh")


@pytest.fixture(scope="module")
def verifier(gateway: dict[str, str]) -> dict[str, str]:
    return tried("try_verifier_image.sh")


@pytest.fixture(scope="module")
def triton(gateway: dict[str, str]) -> dict[str, str]:
    return tried("try_triton_image.sh")


def test_gateway_is_built_and_serves(gateway: dict[str, str]) -> None:
    assert int(gateway["size_mb"]) <= MAX_MB
    assert int(gateway["compressed_mb"]) <= MAX_COMPRESSED_MB
    assert float(gateway["ready_s"]) <= MAX_READY_S
    assert gateway["uid"] == "10001"
    assert gateway["translated"] == "true"
    assert gateway["pid1"] == "tini"
    assert gateway["backends"] == "BYTES"
    assert gateway["drained"] == "200", "a request that runs at SIGTERM is answered"
    assert int(gateway["sbom_components"]) > 20


def test_verifier_is_sandboxed_in_a_restricted_pod(verifier: dict[str, str]) -> None:
    """What docs/security.md says of each way, seen."""
    assert verifier["uid"] == "10002"
    assert verifier["pid1"] == "tini"
    assert verifier["namespaces_with_profile"] == "yes"
    assert verifier["fresh_proc_with_profile"].startswith("no: ")
    assert verifier["disable_userns_with_profile"].startswith("no: ")
    assert verifier["all_with_unmasked_proc"] == "yes"
    assert verifier["network_inside"].startswith("no: ")
    assert verifier["isolation"] == "bubblewrap-bound-proc"
    assert verifier["isolation_with_unmasked_proc"] == "bubblewrap"
    assert verifier["isolation_with_default"] == "limits"
    assert verifier["sandbox"].startswith("bubblewrap with the container's /proc, read-only")
    assert int(verifier["sbom_components"]) > 10


def test_triton_answers_by_the_rules(triton: dict[str, str]) -> None:
    assert triton["uid"] == "10003"
    assert triton["rule_translator"] == triton["translation_model"] == "200"
    assert triton["translated"] == "true"
    assert triton["complete"] == "True False", "a source that is no Python does not fail the batch"
    assert float(triton["counted"]) >= 1
    assert triton["drained"] == "200"
    assert int(triton["sbom_components"]) > 10


def test_the_init_container_verifies_models(triton: dict[str, str], tmp_path: Path) -> None:
    """The command that the chart gives it, in the image that it runs in."""
    need("helm")
    objects = rendered("-f", str(DEPLOY / "helm" / "values" / "gpu.yaml"))
    box = find(objects, "Deployment", "portalis-triton")["spec"]["template"]["spec"]["initContainers"][0]
    assert box["command"][0] == "/bin/sh"

    def verify(models: Path) -> subprocess.CompletedProcess[str]:
        place = ("--volume", f"{models}:/opt/portalis-models:ro", "--entrypoint", box["command"][0])
        options = ("--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", *ULIMITS, *place)
        return run(*PODMAN, "run", *options, "localhost/portalis-triton:try", *box["command"][1:], *box["args"])

    models = tmp_path / "models"
    shutil.copytree(DEPLOY / "triton" / "models", models)
    done = verify(models)
    assert done.returncode == 0, done.stderr
    with (models / "SHA256SUMS").open("w") as sums:
        files = sorted(path.relative_to(models) for path in models.rglob("*") if path.suffix in {".py", ".pbtxt"})
        subprocess.run(["sha256sum", *map(str, files)], cwd=models, stdout=sums, check=True)
    assert verify(models).returncode == 0
    with (models / "rule_translator" / "1" / "model.py").open("a") as changed:
        changed.write("# changed on its way\n")
    assert verify(models).returncode != 0
    (models / "SHA256SUMS").unlink()
    (models / "rule_translator" / "config.pbtxt").unlink()
    done = verify(models)
    assert done.returncode != 0
    assert "rule_translator has no config.pbtxt" in done.stderr


def test_compose_brings_it_up(gateway: dict[str, str], verifier: dict[str, str]) -> None:
    """`docker compose up` of the shipped file, as far as its images can be had without a registry."""
    if not Path("/usr/lib/podman/netavark").exists() or not shutil.which("redis-server"):
        pytest.skip("netavark, aardvark-dns or redis-server is not installed: make image-tools")
    done = run("scripts/try_compose.sh", need("docker-compose"))
    print(done.stdout)
    assert done.returncode == 0, done.stderr
    found = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
    assert found["running"].split() == ["gateway", "redis", "verifier"]
    assert found["verification"] == "verified"
    assert found["health"] == "healthy"
    assert int(found["keys_in_redis"]) >= 1, "what gateways share is shared"
    assert found["way_out_verifier"] == found["way_out_redis"] == "0"
    assert found["way_out_gateway"] == "1"


class Pods:
    """Containers of the rendered manifests that share a network with nothing in it but loopback."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def start(self, part: str, files: dict[str, Path], change: dict[str, str], *options: str) -> tuple[str, Object]:
        """Run a part as its Deployment says; ``files`` and ``change`` stand for its volumes and for names in the cluster."""
        pod = find(base_objects(), "Deployment", f"portalis-{part}")["spec"]["template"]["spec"]
        box: Object = pod["containers"][0]
        security = box["securityContext"]
        flags = ["--detach", "--network", f"container:{self.made[0]}" if self.made else "none"]
        flags += ["--user", f"{security['runAsUser']}:{security['runAsGroup']}", "--tmpfs", "/tmp:rw,exec,nosuid"]
        flags += ["--read-only"] * security["readOnlyRootFilesystem"]
        flags += [f"--cap-drop={name}" for name in security["capabilities"]["drop"]]
        flags += ["--security-opt", "no-new-privileges", *ULIMITS]
        if pod["securityContext"]["seccompProfile"]["type"] == "Localhost":
            flags += ["--security-opt", f"seccomp={CHART / 'files' / 'seccomp-verifier.json'}"]
        for place, path in files.items():
            flags += ["--volume", f"{path}:{place}:ro"]
        for entry in box.get("env", ()):
            flags += ["--env", f"{entry['name']}={change.get(entry['name'], entry['value'])}"]
        image = f"localhost/portalis-{part}:try"
        done = run(*PODMAN, "run", *flags, *options, image, *box.get("args", ()))
        assert done.returncode == 0, done.stderr
        self.made.append(done.stdout.strip())
        return self.made[-1], box

    def ask(self, one: str, url: str, body: object = None, **headers: str) -> tuple[int, str]:
        """The status and the text of an answer, asked inside a container."""
        text = (
            "import json, sys, urllib.error, urllib.request as u\n"
            "url, body, headers = json.load(sys.stdin)\n"
            "data = None if body is None else json.dumps(body).encode()\n"
            "try: found = u.urlopen(u.Request(url, data, headers), timeout=180)\n"
            "except urllib.error.HTTPError as error: found = error\n"
            "except OSError as error: print(json.dumps([0, str(error)])); sys.exit()\n"
            "print(json.dumps([found.status, found.read().decode()]))\n"
        )
        done = run(*PODMAN, "exec", "--interactive", one, "python", "-c", text, text=json.dumps([url, body, headers]))
        assert done.returncode == 0, done.stderr
        status, answer = json.loads(done.stdout)
        return int(status), str(answer)

    def probe(self, one: str, box: Object) -> None:
        """Wait for the startup probe as the kubelet does, then ask the others."""
        ports = {port["name"]: port["containerPort"] for port in box["ports"]}
        start = box["startupProbe"]
        for _ in range(start["failureThreshold"]):
            if self.ask(one, f"http://127.0.0.1:{ports[start['httpGet']['port']]}{start['httpGet']['path']}")[0] == 200:
                break
            time.sleep(start["periodSeconds"])
        else:
            raise AssertionError(run(*PODMAN, "logs", one).stderr)
        for probe in ("livenessProbe", "readinessProbe"):
            place = box[probe]["httpGet"]
            assert self.ask(one, f"http://127.0.0.1:{ports[place['port']]}{place['path']}")[0] == 200, probe

    def end(self) -> None:
        """Remove them, the last one first."""
        for one in reversed(self.made):
            run(*PODMAN, "rm", "--force", "--volumes", "--time", "0", one)


@pytest.fixture
def pods() -> Iterator[Pods]:
    made = Pods()
    yield made
    made.end()


def test_rendered_pods_verify_a_translation(
    gateway: dict[str, str],
    verifier: dict[str, str],
    pods: Pods,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Gateway and verifier as the manifests have them, each restricted: a program is translated, built, run and compared."""
    token, keys, config = tmp_path / "token", tmp_path / "keys.json", tmp_path / "portalis.yaml"
    token.write_text("t" * 64)
    assert main(["keys", "add", "first", "--file", str(keys)]) == 0
    (key,) = re.findall(r"ptl_\S+", capsys.readouterr().out)
    config.write_text(find(base_objects(), "ConfigMap", "portalis-config")["data"]["portalis.yaml"])
    for path in (token, keys, config):
        path.chmod(0o444)
    one, box = pods.start("verifier", {"/etc/portalis/verifier/token": token}, {}, "--volume", "/var/cache/portalis")
    pods.probe(one, box)
    files = {
        "/etc/portalis/verifier/token": token,
        "/etc/portalis/keys/keys.json": keys,
        "/etc/portalis/config/portalis.yaml": config,
    }
    other, box = pods.start("gateway", files, {"PORTALIS_VERIFIER": "grpc://127.0.0.1:50052"})
    pods.probe(other, box)
    body = {"python_code": "def double(n: int) -> int:\n    return n + n\n\nprint(double(21))\n", "mode": "quality"}
    status, text = pods.ask(
        other, "http://127.0.0.1:8000/api/v1/translation/translate", body, **{"X-API-Key": key, "Content-Type": "application/json"}
    )  # fmt: skip
    assert status == 200, text
    answer = json.loads(text)
    assert answer["metadata"]["verification"]["status"] == "verified", text
    assert {item["name"]: item["verified"] for item in answer["items"]}["double"] is True, text
    assert answer["confidence"] > 0
    status, text = pods.ask(one, "http://127.0.0.1:8003/metrics")
    assert 'portalis_verifier_sandbox_info{sandbox="bubblewrap with the container\'s /proc, read-only"} 1.0' in text
    assert f'portalis_verifier_build_info{{version="{__version__}"}} 1.0' in text
    status, text = pods.ask(other, "http://127.0.0.1:8000/metrics", Authorization=f"Bearer {key}")
    assert 'portalis_verifications_total{outcome="verified"} 1.0' in text
