"""The hook for a verifier: its evidence reaches the answer, its failures degrade it and trip the breaker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from support.server import TRANSLATE, serving

from portalis.service.verification import load_verifier

VERIFIER = """
from portalis.service.verification import Verification

class Checks:
    name = "checks"

    def missing(self):
        return None

    async def verify(self, job):
        if "# unverifiable" in job.sources["main.py"]:
            raise RuntimeError("secret")
        assert "Cargo.toml" in job.files
        return Verification(0.75, {"cases": 3}, {"combine": {"agreed": True, "cases": 3}})
"""
CODE = "def combine(a: int, b: int) -> int:\n    return a + b\n\nprint(combine(2, 3))\n"


def test_evidence_failures_and_the_breaker(tmp_path: Path) -> None:
    (tmp_path / "checks.py").write_text(VERIFIER)
    with serving(tmp_path, verifier="checks:Checks") as own, httpx.Client(base_url=own.url, timeout=30) as http:

        def translate(code: str, mode: str = "standard") -> dict[str, Any]:
            answer: dict[str, Any] = http.post(TRANSLATE, json={"python_code": code, "mode": mode}).json()
            return answer

        good = translate(CODE)
        assert good["confidence"] == 0.75
        assert good["metadata"]["verification"] == {"status": "verified", "verifier": "checks", "summary": {"cases": 3}}
        assert good["items"][0]["verified"] is True
        assert good["files"] is None
        fast = translate(CODE, "fast")
        assert (fast["confidence"], fast["metadata"]["verification"]["status"]) == (0, "not_verified")
        for _ in range(5):
            bad = translate(f"# unverifiable\n{CODE}")
            assert bad["confidence"] == 0
            assert bad["metadata"]["cached"] is False  # a degraded answer is never kept
            assert "RuntimeError" in bad["metadata"]["verification"]["reason"]
            assert "secret" not in str(bad)
        assert "left alone" in translate(f"# again\n{CODE}")["metadata"]["verification"]["reason"]
        assert 'portalis_breaker_open{name="verifier"} 1.0' in http.get("/metrics").text
        assert http.get("/health").json()["status"] == "degraded"


def test_an_unknown_verifier_is_an_error() -> None:
    assert load_verifier(None) is None
    with pytest.raises(ValueError, match="no verifier"):
        load_verifier("nothing_of_this_name:Verifier")
