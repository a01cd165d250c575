"""The file of the model backends, changed while the service runs: taken over where it is right, left alone where it is wrong."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from support.scripted import MODEL, Script, scripted
from support.server import Server, serving

from portalis.backends.base import BackendConfigError
from portalis.service.live_backends import LiveBackends
from portalis.service.metrics import Metrics
from portalis.service.model_metrics import ModelMetrics


def entry(script: Script, name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "openai", "url": script.url, "model": MODEL, **more}


def write(path: Path, *backends: dict[str, Any], **more: Any) -> None:
    """As a mounted ConfigMap changes: the name then leads to another file."""
    made = path.with_suffix(".new")
    made.write_text(yaml.safe_dump({"backends": list(backends), **more}), "utf-8")
    os.replace(made, path)


def dependencies(server: Server) -> dict[str, str]:
    found: dict[str, str] = httpx.get(f"{server.url}/health").json()["dependencies"]
    return found


def wait(server: Server, good: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    until = time.monotonic() + 30
    while not good(found := dependencies(server)):
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return found


def test_a_running_service_follows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "backends.yaml"
    with scripted(Script()) as one, scripted(Script()) as two:
        write(path, entry(one, "one"))
        with serving(tmp_path, backends=str(path)) as server:
            wait(server, lambda d: d["model_backend"] == "up" and d["model_settings"] == "current")

            # no YAML, an unknown setting, a kind that is not there, no backend at all, no file: what held before holds
            for wrong, said in (
                (": [", "no YAML"),
                ("backends:\n- {name: a, kind: openai, url: 'http://a', model: m, speed: 9}\n", "no setting speed"),
                ("backends:\n- {name: a, kind: magic, url: 'http://a', model: m}\n", "no kind 'magic'"),
                ("backends: []\n", "names no backend"),
                (None, "cannot be read"),
            ):
                path.unlink(missing_ok=True)
                if wrong is not None:
                    path.write_text(wrong, "utf-8")
                found = wait(server, lambda d, said=said: said in d["model_settings"])  # type: ignore[misc]
                assert found["model_settings"].startswith("stale: ")
                assert found["model_backend"].startswith("degraded: ")
                assert found["model_backend.one"] == "up"
                health = httpx.get(f"{server.url}/health")
                assert (health.status_code, health.json()["status"]) == (200, "degraded")
                metrics = httpx.get(f"{server.url}/metrics").text
                assert "portalis_model_settings_current 0.0" in metrics
                assert 'portalis_model_settings_reads_total{outcome="refused"}' in metrics

            write(path, entry(one, "one"), entry(two, "two", weight=0.0, arm="canary"))
            wait(server, lambda d: d.get("model_backend.two") == "up" and d["model_settings"] == "current")
            models = httpx.get(f"{server.url}/api/v1/translation/models").json()["models"]
            assert [m["id"] for m in models[1:]] == [MODEL, f"canary:{MODEL}"]
            write(path, entry(two, "two"))
            wait(server, lambda d: "model_backend.one" not in d and d["model_backend"] == "up")
            metrics = httpx.get(f"{server.url}/metrics").text
            assert "portalis_model_settings_current 1.0" in metrics
            assert 'portalis_breaker_open{name="model:two"} 0.0' in metrics
            assert 'portalis_model_up{backend="two"} 1.0' in metrics
            assert "model:one" not in metrics
            log = server.log.read_text("utf-8")
    assert "model_backends_not_reloaded" in log
    assert "no kind 'magic'" in log
    assert log.count("model_backends_reloaded") >= 2


def test_what_is_under_way_keeps_what_it_began_with(tmp_path: Path) -> None:
    path = tmp_path / "backends.yaml"

    class Closing:
        """Counts how often connections are given back."""

        def __init__(self, live: LiveBackends) -> None:
            self.closed: list[str] = []
            for backend in live.now.router.backends:
                self.watch(backend)

        def watch(self, backend: Any) -> None:
            close = backend.backend.close

            async def noted() -> None:
                self.closed.append(backend.name)
                await close()

            backend.backend.close = noted

    async def work(script: Script) -> None:
        write(path, entry(script, "same"), entry(script, "changes"), entry(script, "goes"), memory=str(tmp_path / "m"))
        live = LiveBackends(str(path), ModelMetrics(Metrics()))
        live.start()
        closing = Closing(live)
        same = live.now.router.backends[0]
        for _ in range(same.config.breaker_failures):
            same._breaker.failed()
        with live.used() as held:
            write(path, entry(script, "same"), entry(script, "changes", weight=3.0), repair={"rounds": 7})
            while live.now is held:
                await asyncio.sleep(0.05)
            assert live.now.engine.budget.rounds == 7
            assert live.now.router.backends[0] is same
            assert same.open  # what is known of a backend outlives other backends' settings
            await asyncio.sleep(2.5)
            assert closing.closed == []
            assert len(held.memory) == 0  # and its memory is open
            assert (await held.router.backends[2].models())[0].id == MODEL
        until = time.monotonic() + 10
        while len(closing.closed) < 2:
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
        assert sorted(closing.closed) == ["changes", "goes"]
        await live.close()
        assert "same" in closing.closed

    with scripted(Script()) as script:
        asyncio.run(work(script))


def test_a_wrong_file_at_the_start_ends_the_start(tmp_path: Path) -> None:
    path = tmp_path / "backends.yaml"
    path.write_text("backends: []\n", "utf-8")
    with pytest.raises(BackendConfigError, match="names no backend"):
        LiveBackends(str(path), ModelMetrics(Metrics()))
