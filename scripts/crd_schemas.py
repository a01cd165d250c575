"""Make the JSON schemas by which kubeconform judges custom resources: `python scripts/crd_schemas.py CRD.yaml...`.

The schemas lie under tests/deploy/schemas, so that the check needs no network. Descriptions are left out, and what a
definition does not name is refused, as the API server does under strict field validation.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).resolve().parent.parent / "tests" / "deploy" / "schemas"
KINDS = frozenset(
    "PodMonitor ServiceMonitor PrometheusRule ScaledObject Rollout AnalysisTemplate HTTPRoute GRPCRoute Application"
    " ApplicationSet ExternalSecret Certificate NIMService NIMCache SeccompProfile HelmRelease OCIRepository"
    " GitRepository HelmRepository Kustomization Middleware DestinationRule BackendTrafficPolicy".split()
)
KEPT = frozenset(
    "type required enum minimum maximum minLength maxLength pattern minItems maxItems oneOf anyOf allOf not".split()
)


def main() -> int:
    for name in sys.argv[1:]:
        for document in yaml.safe_load_all(Path(name).read_text("utf-8")):
            if not document or document.get("kind") != "CustomResourceDefinition":
                continue
            spec = document["spec"]
            kind, group = spec["names"]["kind"], spec["group"]
            if kind not in KINDS:
                continue
            for version in spec["versions"]:
                if not version.get("served", True):
                    continue
                schema = strict(version["schema"]["openAPIV3Schema"], top=True)
                path = TARGET / group / f"{kind.lower()}_{version['name']}.json"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(schema, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
                print(path.relative_to(TARGET), file=sys.stderr)
    return 0


def strict(node: Any, *, top: bool = False, inside: bool = True) -> Any:
    """The structural part of an OpenAPI schema as a JSON schema that refuses unknown fields."""
    if not isinstance(node, dict):
        return node
    if node.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    made: dict[str, Any] = {}
    for key in KEPT & node.keys():
        value = node[key]
        made[key] = (
            [strict(part, inside=False) for part in value]
            if key in ("oneOf", "anyOf", "allOf")
            else strict(value, inside=False)
            if key == "not"
            else value
        )
    if node.get("nullable") and "type" in made:
        made["type"] = [made["type"], "null"]
    if "items" in node:
        made["items"] = strict(node["items"])
    if isinstance(node.get("additionalProperties"), dict):
        made["additionalProperties"] = strict(node["additionalProperties"])
    if "properties" in node:
        made["properties"] = {name: strict(part) for name, part in node["properties"].items()}
        if top:
            made["properties"] |= {
                "apiVersion": {"type": "string"},
                "kind": {"type": "string"},
                "metadata": {"type": "object"},
            }
        if inside and not node.get("x-kubernetes-preserve-unknown-fields") and "additionalProperties" not in made:
            made["additionalProperties"] = False
    return made


if __name__ == "__main__":
    raise SystemExit(main())
