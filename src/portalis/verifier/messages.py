"""Between the messages of the protocol and plain values."""

from __future__ import annotations

import json
from typing import Any

from portalis.verifier.v1 import verifier_pb2 as pb


def read_job(request: pb.VerifyRequest) -> dict[str, Any]:
    """The job that a request asks for.

    Raises:
        ValueError: for a request without sources, or with two files of one path.
    """
    if not request.sources:
        raise ValueError("the request has no sources")
    return {
        "sources": _files(request.sources),
        "package": _files(request.package),
        "mode": "quality" if request.mode == pb.MODE_QUALITY else "standard",
        "int_mode": request.int_mode,
        "stdins": list(request.stdins),
        "arguments": list(request.arguments),
        "cases": min(request.cases, 2000),
    }


def _files(files: Any) -> dict[str, str]:
    found = {file.path: file.text for file in files}
    if len(found) != len(files):
        raise ValueError("two files have the same path")
    return found


def fill(answer: dict[str, Any]) -> pb.VerifyResponse:
    """The response of a job's answer."""
    report = answer["report"]
    made = pb.VerifyResponse(
        verdict=report["verdict"],
        confidence=answer["confidence"],
        summary=answer["summary"],
        rungs=report["metadata"]["rungs"],
        sandbox=report["metadata"]["sandbox"],
        seconds=report["metadata"]["seconds"],
        notes=report["notes"],
        report_json=json.dumps(report).encode(),
    )
    for item in report["items"]:
        facts, tests = item["facts"], item["tests"]
        made.items.add(
            name=item["name"],
            module=item["module"],
            kind=item["kind"],
            line=item["line"],
            end_line=item["end_line"],
            verdict=item["verdict"],
            confidence=item["confidence"],
            why=item["why"],
            inputs_agreed=facts["agreed"],
            coverage=facts["coverage"],
            tests_passed=tests["passed"],
            tests_failed=tests["failed"],
            mismatches=[pb.Mismatch(**m) for trial in item["differential"] for m in trial["mismatches"]],
        )
    return made
