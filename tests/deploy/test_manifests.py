"""What needs no tool but Python: drift of the generated files, schemas of the plain manifests, dashboards, pins."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from support.deploy import CHART, DEPLOY, ROOT, base_objects, find, run

BUILT_IN = re.compile(r"^(v1|apps/v1|autoscaling/v2|policy/v1|networking\.k8s\.io/v1)$")
DASHBOARDS = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))


def test_generated_files_are_current() -> None:
    done = run(sys.executable, "scripts/render_deploy.py", "--check", "--no-helm")
    assert done.returncode == 0, done.stderr


def test_plain_manifests_fit_their_schemas() -> None:
    for one in base_objects():
        assert BUILT_IN.match(one["apiVersion"]), "the base needs no custom resource"
        kubernetes_validate.validate(one, "1.33", strict=True)


def test_every_value_is_documented() -> None:
    text = (CHART / "values.yaml").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\s*# -- ", line)]
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))
    readme = (CHART / "README.md").read_text("utf-8")

    def leaves(node: Any, schema: Any, path: str) -> int:
        properties = schema.get("properties")
        if properties is None:
            assert f"| `{path}` |" in readme
            return 1
        if path in {"config", "reloadableConfig"}:
            assert node.keys() <= properties.keys(), "a setting that the program lacks"
            assert all(f"| `{path}.{name}` |" in readme for name in properties)
            return 1
        assert node.keys() == properties.keys()
        return sum(leaves(node[name], properties[name], f"{path}.{name}".lstrip(".")) for name in node)

    assert leaves(yaml.safe_load(text), schema, "") == len(rows)


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_dashboards_are_sound(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    assert document["uid"] == path.stem
    panels = document["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    titles = [panel["title"] for panel in panels]
    assert len(set(titles)) == len(titles)
    variables = {variable["name"] for variable in document["templating"]["list"]}
    for panel in panels:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        if panel["type"] == "row":
            continue
        assert panel["targets"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        for target in panel["targets"]:
            assert target["datasource"]["uid"] == "${datasource}"
            used = set(re.findall(r"\$(\w+)", target["expr"])) - {"__rate_interval", "__range"}
            assert used <= variables
            assert "namespace" in target["expr"], "every panel obeys the namespace that was chosen"
    for one, other in combinations((panel["gridPos"] for panel in panels), 2):
        apart = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        assert apart or one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]


def test_there_are_three_dashboards() -> None:
    assert len(DASHBOARDS) == 3


@pytest.mark.parametrize("name", ["service", "verifier", "dev", "build", "triton"])
def test_requirements_are_pinned_and_hashed(name: str) -> None:
    text = (DEPLOY / "requirements" / f"{name}.txt").read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.M).strip())
    for block in blocks:
        assert re.match(r"[\w.\[\]-]+==\S+ ", block), block.splitlines()[0]
        assert "--hash=sha256:" in block


@pytest.mark.parametrize(
    ("name", "extras"), [("service", ["service"]), ("verifier", ["service", "verify"]), ("dev", ["dev"])]
)
def test_requirements_follow_the_project(name: str, extras: list[str]) -> None:
    """A pin that was changed in pyproject.toml alone fails: `make requirements`."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    pinned = dict(
        re.findall(
            r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", (DEPLOY / "requirements" / f"{name}.txt").read_text("utf-8"), re.M
        )
    )
    pinned = {key.lower().replace("_", "-"): value for key, value in pinned.items()}
    todo, seen = list(extras), set()
    while todo:
        extra = todo.pop()
        if extra in seen:
            continue
        seen.add(extra)
        for requirement in table[extra]:
            if inner := re.match(r"portalis\[([\w,]+)\]", requirement):
                todo += inner[1].split(",")
                continue
            package, version = re.sub(r"\[.*?\]", "", requirement).split("==")
            if name == "service" and package in {"hypothesis", "rich"}:
                assert package not in pinned, "the gateway's image has no use for it"
                continue
            assert pinned.get(package.lower().replace("_", "-")) == version, f"{name}.txt: {requirement}"


def test_images_are_pinned() -> None:
    for path in (DEPLOY / "docker").glob("Dockerfile*"):
        text = path.read_text("utf-8")
        for image in re.findall(r"^ARG \w+_IMAGE=(\S+)", text, re.M):
            assert re.search(r":\d+[.\d]*[\w.-]*$", image), image
        assert "latest" not in text
        for label in ("title", "description", "licenses", "source", "version", "revision", "created"):
            assert f"org.opencontainers.image.{label}=" in text
        assert re.search(r"^USER \d+:\d+$", text, re.M)
        assert "HEALTHCHECK" in text
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))["services"]
    for name, service in services.items():
        assert re.search(r":(\$\{\w+:-)?[\w.-]*\d[\w.-]*\}?$", service["image"]), name


def test_compose_isolates_the_verifier() -> None:
    document = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    services = document["services"]
    assert services["verifier"]["networks"] == ["verification"]
    assert document["networks"]["verification"] == {"internal": True}
    assert "ports" not in services["verifier"]
    assert {name for name, one in services.items() if "verification" in one["networks"]} == {
        "gateway",
        "verifier",
        "prometheus",
    }
    for one in services.values():
        assert all(port.startswith("127.0.0.1:") for port in one.get("ports", ()))
    without = {name for name, one in services.items() if "profiles" not in one}
    assert without == {"gateway", "verifier", "redis", "prometheus", "grafana", "jaeger"}
    assert not any("devices" in str(services[name]) for name in without)


def test_compose_waits_for_what_is_healthy() -> None:
    services = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))["services"]
    for one in services.values():
        for other, how in one.get("depends_on", {}).items():
            assert how["condition"] == "service_healthy"
            assert "healthcheck" in services[other]


def test_verifier_reaches_nobody() -> None:
    policy = find(base_objects(), "NetworkPolicy", "portalis-verifier")["spec"]
    assert "egress" not in policy, "Egress among the types and no rule: nothing goes out"
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}


def test_seccomp_profile_admits_namespaces_and_no_more() -> None:
    profile = json.loads((CHART / "files" / "seccomp-verifier.json").read_text("utf-8"))
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    names = set(profile["syscalls"][0]["names"])
    assert {"clone", "unshare", "mount", "umount2", "pivot_root"} <= names
    assert not names & {
        "bpf",
        "ptrace",
        "keyctl",
        "userfaultfd",
        "io_uring_setup",
        "kexec_load",
        "init_module",
        "reboot",
    }


def test_secrets_are_not_in_the_manifests() -> None:
    for path in [*(ROOT / "k8s").rglob("*.yaml"), *(DEPLOY / "helm").rglob("*.yaml")]:
        assert not re.search(r"^kind: Secret$", path.read_text("utf-8"), re.M), path


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (
            "deployment",
            [
                *("Prerequisites", "GPU operator", "Storage", "Network", "Resources", "One machine", "Helm", "kubectl"),
                *("GitOps", "Platforms", "Verify", "Custom metrics", "Roadmap"),
            ],
        ),
        (
            "operations",
            ["Objectives", "Runbook", "Upgrade", "Rollback", "Backup", "Rotation of keys", "Capacity", "Cost"],
        ),
        ("troubleshooting", ["The verifier"]),
        (
            "security",
            ["What is protected, and from whom", "The verifier's sandbox in a pod", "Checklist before production"],
        ),
    ],
)
def test_pages_have_what_an_operator_looks_for(page: str, wanted: list[str]) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    headings = re.findall(r"^###? (.+)$", text, re.M)
    assert [name for name in wanted if name not in headings] == []
    # Commands are indented and may begin with a hash.
    for name in wanted:
        body = re.split(rf"^###? {re.escape(name)}$", text, maxsplit=1, flags=re.M)[1]
        assert len(re.split(r"^#{2,3} ", body, maxsplit=1, flags=re.M)[0].strip()) > 40 or "\n### " in body, name


def test_the_pages_name_the_platforms_and_show_each_protocol() -> None:
    text = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    platforms = re.findall(r"^\| ([^|]+) \|", text.split("## Platforms")[1].split("## Verify")[0], re.M)
    assert platforms[1:] == ["DGX Cloud", "EKS", "GKE", "AKS", "bare Kubernetes"]
    examples = text.split("## Verify")[1].split("## Custom metrics")[0]
    for protocol in (
        "/api/v1/translation/translate ",
        "/translate/stream",
        "/v1/chat/completions",
        "grpcurl ",
        "websocat ws://",
    ):
        assert protocol in examples
    assert re.search(r"^\| workload \| minimum a pod \| recommended a pod \|", text, re.M)


def test_pages_name_values_that_exist() -> None:
    """A dotted name in backquotes that begins like a value of the chart is one."""
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))
    for page in ("deployment", "operations", "security", "troubleshooting"):
        for name in re.findall(r"`((?:[a-z]\w+)(?:\.\w+)+)[`:=]", (ROOT / "docs" / f"{page}.md").read_text("utf-8")):
            first, *rest = name.split(".")
            node = schema["properties"].get(first)
            if node is None:
                continue
            for part in rest:
                node = node.get("properties", {}).get(part) if node.get("properties") else {}
                assert node is not None, f"{page}.md: there is no value {name}"


def test_make_shows_its_targets() -> None:
    done = run("make", "--no-print-directory", "help")
    targets = [line.split()[0] for line in done.stdout.splitlines()]
    assert len(targets) >= 30
    assert {"dev", "test", "build", "run-docker", "k8s-deploy", "helm-install", "docs", "clean"} <= set(targets)
    text = (ROOT / "Makefile").read_text("utf-8") + (DEPLOY / "deploy.mk").read_text("utf-8")
    phony = set(" ".join(re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)$", text, re.M)).replace("\\\n", " ").split())
    assert set(targets) <= phony, "a file of that name would hide the target"


def test_actions_are_pinned_by_commit() -> None:
    """A tag can be moved to other code; a commit cannot."""
    found = 0
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in re.findall(r"uses: (.*)", path.read_text("utf-8")):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", line), line
            found += 1
    assert found > 10
