"""What the tests of deploy/ share: the rendered chart, tools that may be missing, schemas for kubeconform."""

from __future__ import annotations

import copy
import functools
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm" / "portalis"
MATRIX = sorted((DEPLOY / "helm" / "values").glob("*.yaml"))
sys.path.insert(0, str(ROOT / "scripts"))

import render_deploy as render_deploy  # noqa: E402

Object = dict[str, Any]


def need(name: str) -> str:
    """The path of a tool; the test is skipped where `make deploy-tools` has not run, and fails in CI, which runs it.

    Raises:
        pytest.skip.Exception: where it is missing.
    """
    try:
        return render_deploy.tool(name)
    except FileNotFoundError as error:
        pytest.skip(str(error))


@functools.cache
def rendered(*arguments: str) -> tuple[Object, ...]:
    """The chart's objects under more arguments of `helm template`."""
    return tuple(render_deploy.render(*arguments))


def base_objects() -> list[Object]:
    """The objects of `k8s/base`, which the drift check holds equal to the chart's; needs no tool."""
    return [one for one in yaml.safe_load_all((ROOT / "k8s" / "base" / "portalis.yaml").read_text("utf-8")) if one]


def overlay_objects(name: str) -> list[Object]:
    """The objects that an overlay adds."""
    path = ROOT / "k8s" / "overlays" / name / "added.yaml"
    return [one for one in yaml.safe_load_all(path.read_text("utf-8")) if one] if path.is_file() else []


def find(objects: Any, kind: str, name: str) -> Object:
    """The one object of a kind and a name."""
    (found,) = [one for one in objects if one["kind"] == kind and one["metadata"]["name"] == name]
    return dict(found)


@functools.cache
def queries() -> tuple[tuple[str, str], ...]:
    """Each query of rules, dashboards, the adapter and the chart, with the place where it stands."""
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
    return tuple(found)


def run(*command: str | Path, cwd: Path = ROOT, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end and keep what it says."""
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, input=text, capture_output=True, text=True, check=False
    )


@functools.cache
def native_schemas(version: str = "1.33.0") -> Path:
    """Kubernetes' strict schemas in a form that kubeconform reads; they come with the package kubernetes-validate."""
    found = importlib.util.find_spec("kubernetes_validate")
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).parent / "kubernetes-json-schema" / f"v{version}-local-strict"
    target = ROOT / "build" / "schemas" / f"v{version}"
    if not (target / "done").is_file():
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        shared = json.loads((source / "_definitions.json").read_text("utf-8"))["$defs"]
        for path in source.glob("*-v[0-9]*.json"):
            schema = json.loads(path.read_text("utf-8"))
            if "apiVersion" in schema.get("properties", {}):
                (target / path.name).write_text(json.dumps(_alone(schema, shared)))
        (target / "done").touch()
    return target


def _alone(schema: Object, shared: dict[str, Object]) -> Object:
    """A schema with the definitions that it reaches; its references are rooted at a server of its own."""
    schema.pop("$id", None)
    defs: dict[str, Object] = {}
    todo: list[Any] = [schema]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            if isinstance(reference := node.get("$ref"), str):
                name = reference.rpartition("/")[2]
                node["$ref"] = f"#/$defs/{name}"
                if name not in defs:
                    defs[name] = copy.deepcopy(shared[name])
                    todo.append(defs[name])
            todo += [value for value in node.values() if isinstance(value, (dict, list))]
    return {**schema, "$defs": defs}
