"""A load test for operators, with thresholds: the exit status is 1 where they do not hold.

    locust --headless -f deploy/load/locustfile.py --host http://127.0.0.1:8000 --users 20 --spawn-rate 5 --run-time 60s

Environment: API_KEY, MAX_FAILED (share of requests, default 0.001), MAX_P95_MS (default 1000), MIN_RPS (default 1). The
service's own rate limit counts by key: raise it for the key, or 429 is what you measure.
"""

from __future__ import annotations

import os
from typing import Any

from locust import HttpUser, between, events, task

SOURCES = {
    "small": "print(2 ** 100)\n",
    "function": "def fib(n: int) -> int:\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a\n\nprint(fib(90))\n",
    "text": "words = 'the quick brown fox'.split()\nprint({w: len(w) for w in words})\nprint(sorted(words, key=len))\n",
}


class Client(HttpUser):
    """A client that translates in mode fast, sometimes streams, and looks at the models."""

    wait_time = between(0.01, 0.1)

    def on_start(self) -> None:
        """Give each request the key, where there is one."""
        if key := os.environ.get("API_KEY"):
            self.client.headers["X-API-Key"] = key
        self.number = 0

    @task(8)
    def translate(self) -> None:
        """A source that no answer in the cache fits, so that the translator is measured."""
        self.number += 1
        for name, source in SOURCES.items():
            text = f"# {id(self)} {self.number}\n{source}"
            body = {"python_code": text, "mode": "fast"}
            with self.client.post(
                "/api/v1/translation/translate", json=body, name=f"translate {name}", catch_response=True
            ) as answer:
                if answer.status_code == 200 and not answer.json()["rust_code"]:
                    answer.failure("no Rust in the answer")

    @task(1)
    def stream(self) -> None:
        """A stream, read to its end."""
        body = {"python_code": SOURCES["function"], "mode": "streaming"}
        self.client.post("/api/v1/translation/translate/stream", json=body, name="stream")

    @task(1)
    def models(self) -> None:
        """The cheapest request."""
        self.client.get("/api/v1/translation/models", name="models")


@events.quitting.add_listener
def judge(environment: Any, **_: Any) -> None:
    """Hold the figures against the thresholds."""
    total = environment.stats.total
    found = {
        "failed": (total.fail_ratio, "<=", float(os.environ.get("MAX_FAILED", "0.001"))),
        "p95_ms": (total.get_response_time_percentile(0.95) or 0.0, "<=", float(os.environ.get("MAX_P95_MS", "1000"))),
        "rps": (total.total_rps, ">=", float(os.environ.get("MIN_RPS", "1"))),
    }
    environment.process_exit_code = 0
    for name, (value, sign, limit) in found.items():
        good = value <= limit if sign == "<=" else value >= limit
        print(f"{'ok  ' if good else 'FAIL'} {name} {value:.4g} {sign} {limit:g}")
        if not good:
            environment.process_exit_code = 1
