"""Prometheus metrics of the verifier."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from portalis import __version__

_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600)


class Metrics:
    """Every family, in a registry of its own."""

    def __init__(self) -> None:
        r = self.registry = CollectorRegistry()
        ProcessCollector(registry=r)
        PlatformCollector(registry=r)
        info = Gauge("portalis_verifier_build_info", "Version of the verifier", ["version"], registry=r)
        info.labels(__version__).set(1)
        self.sandbox = Gauge("portalis_verifier_sandbox_info", "The sandbox that is in force", ["sandbox"], registry=r)
        self.calls = Counter(
            "portalis_verifier_calls", "Calls by the status that answered them", ["status"], registry=r
        )
        self.jobs = Counter("portalis_verifier_jobs", "How jobs ended", ["outcome"], registry=r)
        self.verdicts = Counter("portalis_verifier_verdicts", "Verdicts on whole programs", ["verdict"], registry=r)
        self.seconds = Histogram(
            "portalis_verifier_job_duration_seconds",
            "Time of jobs, waiting included",
            ["mode"],
            buckets=_SECONDS,
            registry=r,
        )
        self.rungs = Histogram(
            "portalis_verifier_rung_duration_seconds", "Time of each rung", ["rung"], buckets=_SECONDS, registry=r
        )
        self.running = Gauge("portalis_verifier_jobs_running", "Jobs that run", registry=r)
        self.waiting = Gauge("portalis_verifier_jobs_waiting", "Jobs that wait for a place", registry=r)
        self.slots = Gauge("portalis_verifier_slots", "Jobs that may run at once", registry=r)
        self.ready = Gauge("portalis_verifier_ready", "Whether new work is taken", registry=r)
        self.refused = Counter("portalis_verifier_auth_failures", "Calls without a valid token", registry=r)
