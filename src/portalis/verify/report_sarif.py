"""The findings as SARIF 2.1.0, on the lines of the Python."""

from __future__ import annotations

from typing import Any

from portalis.diagnostics import Diagnostic
from portalis.verify.ladder import Verification


def sarif(found: Verification, version: str) -> dict[str, Any]:
    """The SARIF log of a verification."""
    results = [_of_diagnostic(d) for d in found.subject.diagnostics]
    for finding in found.findings:
        path, line = (finding.python_path, finding.python_line) if finding.python_line else (finding.file, finding.line)
        results.append(_result(finding.code or "rustc", finding.level, finding.text, path, line))
    for item in found.items:
        path = found.subject.paths.get(item.module, found.subject.path)
        for mismatch in item.mismatches:
            text = f"`{mismatch.call}`: Python {mismatch.python}; Rust {mismatch.rust}"
            results.append(_result("mismatch", "error", text, path, item.line, item.end_line))
        for test in found.tests:
            if test.test.name in item.tests_failed:
                text = f"the test {test.test.name} fails with the Rust: {test.why}"
                results.append(_result("failed-test", "error", text, path, item.line, item.end_line))
        if item.verdict == "unknown":
            text = f"`{item.name}` is not verified: {item.why}"
            results.append(_result("not-verified", "note", text, path, item.line, item.end_line))
    for run in found.scripts:
        if run.agreed is False:
            text = f"the program differs in {run.difference}: Python {run.python}; Rust {run.rust}"
            results.append(_result("mismatch", "error", text, found.subject.path, 1))
    rules = [{"id": rule} for rule in sorted({r["ruleId"] for r in results})]
    driver = {"name": "portalis", "version": version, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _of_diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    made = _result(diagnostic.code, diagnostic.severity.value, diagnostic.message, span.path if span else "", 0)
    if span is not None:
        region = {"startLine": span.line, "startColumn": span.column + 1, "endLine": span.end_line}
        made["locations"][0]["physicalLocation"]["region"] = region
    return made


def _result(rule: str, level: str, text: str, path: str, line: int, end_line: int = 0) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": path or "unknown"}}
    if line:
        location["region"] = {"startLine": line, **({"endLine": end_line} if end_line else {})}
    return {
        "ruleId": rule,
        "level": level if level in ("error", "warning", "note") else "note",
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    }
