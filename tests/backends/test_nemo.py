"""NeMo: the recipes, the export where the toolkit is importable, and both ways of asking what it serves."""

from __future__ import annotations

import asyncio
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from backends.helpers import ask, config
from support.scripted import Say, Script

from portalis.backends.base import BackendConfigError, BadAnswerError
from portalis.backends.config import read_config
from portalis.backends.nemo import (
    Export,
    backend_settings,
    export_checkpoint,
    prompt_of,
    recipe,
    sentences,
    serve_on_triton,
)
from portalis.backends.registry import make_backend


def export(**more: Any) -> Export:
    given = {"checkpoint": "/models/own", "source": "nemo", "target": "vllm", "output": "/out", **more}
    return Export(**given)


@pytest.mark.parametrize(
    ("source", "target", "commands"),
    [
        ("nemo", "vllm", ["python -c", "vllm serve /out/hf"]),
        ("huggingface", "vllm", ["vllm serve /models/own"]),
        ("nemo", "nim", ["python -c", "docker run"]),
        ("huggingface", "nim", ["docker run"]),
        ("nemo", "triton", ["deploy_inframework_triton.py --nemo_checkpoint /models/own"]),
        ("huggingface", "triton", ["deploy_inframework_hf_triton.py --hf_model_id_path /models/own"]),
    ],
)  # fmt: skip
def test_a_recipe_ends_in_what_the_settings_ask(source: str, target: str, commands: list[str]) -> None:
    made = export(source=source, target=target, port=9000, gpus=2)
    steps = recipe(made)
    assert len(steps) == len(commands)
    for step, part in zip(steps, commands):
        assert part in str(step)
    assert "9000" in str(steps[-1])
    settings = read_config(backend_settings(made))
    assert settings.model == "portalis-model"
    assert "9000" in settings.url
    backend = make_backend(settings)
    assert backend.kind == {"vllm": "openai", "nim": "nim", "triton": "nemo"}[target]


def test_python_of_a_recipe_is_python() -> None:
    step = recipe(export(checkpoint="/a b/c'd"))[0]
    compile(step.command[2], "recipe", "exec")
    assert "/a b/c'd" in step.command[2]


@pytest.mark.parametrize("more", [{"source": "onnx"}, {"target": "tgi"}, {"name": "a b"}, {"port": 0}, {"gpus": 0}, {"checkpoint": ""}])  # fmt: skip
def test_what_cannot_be_is_said(more: dict[str, Any]) -> None:
    with pytest.raises(BackendConfigError):
        export(**more)


def test_export_where_nemo_is_importable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = export(output=str(tmp_path))
    if "nemo" not in sys.modules:
        with pytest.raises(BackendConfigError, match="not installed"):
            export_checkpoint(made)
    seen: list[dict[str, Any]] = []

    def export_ckpt(**given: Any) -> None:
        seen.append(given)
        given["output_path"].mkdir()
        (given["output_path"] / "config.json").write_text("{}")

    nemo, collections, llm = (types.ModuleType(n) for n in ("nemo", "nemo.collections", "nemo.collections.llm"))
    nemo.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    llm.export_ckpt = export_ckpt  # type: ignore[attr-defined]
    for module in (nemo, collections, llm):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    assert export_checkpoint(made) == tmp_path / "hf"
    assert seen == [{"path": Path("/models/own"), "target": "hf", "output_path": tmp_path / "hf"}]
    assert export_checkpoint(export(source="huggingface")) == Path("/models/own")
    (tmp_path / "hf" / "config.json").unlink()
    llm.export_ckpt = lambda **given: None  # type: ignore[attr-defined]
    with pytest.raises(BackendConfigError, match=r"config\.json"):
        export_checkpoint(made)


def test_serving_where_the_toolkit_is_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    given = export(source="huggingface", target="triton", port=9100)
    if "nemo_deploy" not in sys.modules:
        with pytest.raises(BackendConfigError, match="not installed"):
            serve_on_triton(given)
    seen: list[tuple[str, dict[str, Any]]] = []

    def noted(name: str) -> Any:
        def made(**values: Any) -> Any:
            seen.append((name, values))
            return types.SimpleNamespace(
                deploy=lambda: seen.append(("deploy", {})),
                run=lambda: seen.append(("run", {})),
                stop=lambda: seen.append(("stop", {})),
            )

        return made

    names = (
        "nemo_deploy",
        "nemo_deploy.nlp",
        "nemo_deploy.nlp.hf_deployable",
        "nemo_deploy.nlp.megatronllm_deployable",
    )
    top, nlp, hugging, megatron = (types.ModuleType(n) for n in names)
    top.__spec__ = types.SimpleNamespace()  # type: ignore[assignment]
    top.DeployPyTriton = noted("server")  # type: ignore[attr-defined]
    hugging.HuggingFaceLLMDeploy = noted("hf")  # type: ignore[attr-defined]
    megatron.MegatronLLMDeployableNemo2 = noted("megatron")  # type: ignore[attr-defined]
    for module in (top, nlp, hugging, megatron):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    serve_on_triton(given)()
    assert [name for name, _ in seen] == ["hf", "server", "deploy", "run", "stop"]
    assert seen[0][1]["hf_model_id_path"] == "/models/own"
    server = seen[1][1]
    settings = read_config(backend_settings(given))
    assert (server["triton_model_name"], f"{server['address']}:{server['http_port']}") == (settings.model, settings.url)
    seen.clear()
    serve_on_triton(export(source="nemo", target="triton", gpus=2))
    assert seen[0] == ("megatron", {"nemo_checkpoint_filepath": "/models/own", "num_devices": 2, "max_batch_size": 8})
    with pytest.raises(BackendConfigError, match="a process each"):
        serve_on_triton(export(source="huggingface", target="triton", gpus=2))


def test_several_processors_have_a_process_each() -> None:
    (one,) = recipe(export(source="huggingface", target="triton"))
    (several,) = recipe(export(source="huggingface", target="triton", gpus=4))
    assert one.command[0] == "python"
    assert several.command[:3] == ("torchrun", "--nproc-per-node", "4")
    assert "--num_gpus" not in str(several), "the script for such models does not know it"


def test_sentences() -> None:
    assert sentences({"sentences": np.array([[b"a"], [b"b"]], dtype=np.object_)}, 2) == ("a", "b")
    for wrong in ({}, {"sentences": np.array([[b"a"]], dtype=np.object_)}, {"sentences": np.array([b"a", b"An error occurred: x"], dtype=np.object_)}):  # fmt: skip
        with pytest.raises(BadAnswerError):
            sentences(wrong, 2)
    assert prompt_of(ask("translate")) == "translate\n\nRust:"


def test_its_own_server_speaks_openai(script: Script) -> None:
    script.turns = [Say(("fn a() {}",))]

    async def run() -> None:
        backend = make_backend(config(script.url, kind="nemo"))
        assert (backend.kind, (await backend.complete(ask())).texts) == ("nemo", ("fn a() {}",))
        await backend.close()

    asyncio.run(run())
    with pytest.raises(BackendConfigError, match=r"extra\.api"):
        make_backend(config(script.url, kind="nemo", extra={"api": "ray"}))
