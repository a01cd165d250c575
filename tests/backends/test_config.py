"""Settings of backends, and kinds that other packages bring."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from backends.helpers import ask, config

from portalis.backends.base import BackendConfigError, BackendUnavailableError
from portalis.backends.config import read_config, read_configs
from portalis.backends.guard import Guarded
from portalis.backends.registry import kinds, make_backend

GOOD = {"name": "one", "kind": "openai", "url": "http://localhost:8000/v1", "model": "m"}


def test_settings_become_a_config() -> None:
    found = read_config({**GOOD, "timeout_s": 5, "modes": ["standard", "quality"], "weight": 2})
    assert (found.timeout_s, found.modes, found.weight, found.label) == (5.0, ("standard", "quality"), 2.0, "one")
    assert read_config({**GOOD, "url": "localhost:8001", "arm": "canary"}).label == "canary"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"url": ""}, "url is missing"),
        ({"model": None}, "model is missing"),
        ({"name": "a b"}, "name must be"),
        ({"url": "http://user:secret@host/v1"}, "key_file or key_env"),
        ({"url": "http://"}, "no address"),
        ({"timeout_s": 0}, "timeout_s must be above 0"),
        ({"timeout_s": "soon"}, "timeout_s must be a number"),
        ({"retries": 1.5}, "retries must be a whole number"),
        ({"retries": True}, "retries must be a whole number"),
        ({"retries": -1}, "retries must be 0 or more"),
        ({"concurrency": 0}, "concurrency must be 1 or more"),
        ({"structured": "yes"}, "structured"),
        ({"protocol": "smtp"}, "protocol"),
        ({"modes": ["fast"]}, "modes"),
        ({"modes": "quality"}, "modes"),
        ({"extra": 3}, "extra"),
        ({"colour": "blue"}, "no setting colour"),
        ({"key_file": "a", "key_env": "b"}, "not both"),
        ({"model": 7}, "model must be text"),
    ],
)
def test_wrong_settings_are_named(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(BackendConfigError, match=problem):
        read_config({**GOOD, **change})


def test_names_differ() -> None:
    assert read_configs([]) == ()
    with pytest.raises(BackendConfigError, match="two backends are named one"):
        read_configs([GOOD, GOOD])
    with pytest.raises(BackendConfigError, match="list of mappings"):
        read_configs({"one": GOOD})


def test_the_kinds_of_this_project_are_there() -> None:
    assert {"openai", "nim", "vllm", "triton", "nemo"} <= set(kinds())
    with pytest.raises(BackendConfigError, match=r"there is no kind 'oracle'; there are .*openai"):
        make_backend(config("http://localhost/v1", kind="oracle"))


PLUGIN = """
from portalis.backends.base import Completion, Health, Model

class Parrot:
    kind = "parrot"
    def __init__(self, config):
        self.name, self.model, self.extra = config.name, config.model, config.extra
    async def health(self):
        return Health(True)
    async def models(self):
        return (Model(self.model),)
    async def complete(self, request):
        if request.messages[-1].content == "fail":
            raise KeyError("whatever a plugin raises")
        return Completion((request.messages[-1].content * self.extra["times"],))
    async def stream(self, request):
        if False:
            yield
    async def embed(self, texts):
        return ()
    async def close(self):
        pass

def nothing(config):
    return object()
"""
POINTS = "[portalis.backends]\nparrot = parrot_plugin:Parrot\nnothing = parrot_plugin:nothing\nopenai = parrot_plugin:nothing\nlost = no_such_module:x\n"


def test_another_package_can_bring_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "parrot_plugin.py").write_text(PLUGIN)
    info = tmp_path / "parrot_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: parrot-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))
    made = config("http://localhost/v1", kind="parrot", extra={"times": 2})

    async def run() -> None:
        backend = Guarded(make_backend(made), made)
        assert (await backend.complete(ask("hello"))).texts == ("hellohello",)
        with pytest.raises(BackendUnavailableError, match="KeyError"):
            await backend.complete(ask("fail"))

    asyncio.run(run())
    with pytest.raises(BackendConfigError, match="no backend"):
        make_backend(config("http://localhost/v1", kind="nothing"))
    with pytest.raises(BackendConfigError, match="cannot be loaded"):
        make_backend(config("http://localhost/v1", kind="lost"))
    assert kinds()["openai"].value == "portalis.backends.openai:make"  # a name of this project cannot be taken over
    sys.modules.pop("parrot_plugin", None)


def test_a_kind_comes_with_a_package_that_pip_installs(tmp_path: Path) -> None:
    """As a third party would: a wheel, installed by pip, and nothing of this project changed."""
    wheel = tmp_path / "parrot_plugin-1.0-py3-none-any.whl"
    info = "parrot_plugin-1.0.dist-info"
    files = {
        "parrot_plugin.py": PLUGIN,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: parrot-plugin\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[portalis.backends]\nparrot = parrot_plugin:Parrot\n",
    }
    with zipfile.ZipFile(wheel, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
        made.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"]))
    target = tmp_path / "site"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    settings = tmp_path / "backends.yaml"
    settings.write_text("backends: [{name: bird, kind: parrot, url: 'http://localhost', model: m}]", "utf-8")
    env = {**os.environ, "PYTHONPATH": str(target)}
    asked = [sys.executable, "-m", "portalis", "backends"]
    listed = subprocess.run([*asked, "kinds"], env=env, capture_output=True, text=True, check=True)
    assert "parrot" in listed.stdout
    state = subprocess.run([*asked, "check", "--backends", str(settings)], env=env, capture_output=True, text=True)
    assert (state.returncode, "bird" in state.stdout, "up" in state.stdout) == (0, True, True), state
    without = subprocess.run([*asked, "check", "--backends", str(settings)], capture_output=True, text=True)
    assert without.returncode != 0
    assert "there is no kind 'parrot'" in without.stderr
