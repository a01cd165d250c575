"""NVIDIA NeMo's models: how a checkpoint is exported and served, and the backend for each way of serving it.

NeMo itself is a training toolkit of many gigabytes and is not among the dependencies: :func:`export_checkpoint` runs where
it is importable, :func:`serve_on_triton` where its deployment toolkit is; :func:`recipe` gives the same steps as commands for a
machine that has them.

A served model is asked in one of two ways. NIM, vLLM and NeMo's own server (`nemo deploy`, Ray Serve) speak OpenAI's
protocol. NeMo's export through PyTriton has tensors of its own: ``prompts``, ``max_tokens``, ``temperature``, … in and
``sentences`` out, with errors as text inside of the answer.
"""

from __future__ import annotations

import importlib
import importlib.util
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from portalis.backends.base import Backend, BackendConfigError, BadAnswerError, Request
from portalis.backends.config import BackendConfig

Source = Literal["nemo", "huggingface"]
Target = Literal["vllm", "nim", "triton"]
MAX_BATCH = 8
"""Prompts that the served model takes at once."""
_ERRORS = ("An error occurred: ", "Internal error: ")
"""How NeMo's Triton model says that it failed, in place of an answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a recipe, and why."""

    why: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        settings = " ".join(f"{k}={shlex.quote(v)}" for k, v in self.environment)
        return f"# {self.why}\n{settings + ' ' if settings else ''}{shlex.join(self.command)}"


@dataclass(frozen=True, slots=True)
class Export:
    """A checkpoint and where it is to be served.

    Raises:
        BackendConfigError: for a name, a number or a combination that cannot be.
    """

    checkpoint: str
    """A NeMo checkpoint (folder or ``.nemo``), or a Hugging Face model (folder or name)."""
    source: Source
    target: Target
    output: str
    """Folder for what is exported."""
    name: str = "portalis-model"
    """What the served model is called."""
    port: int = 8080
    gpus: int = 1
    max_length: int = 8192
    """Tokens of a prompt with its answer."""

    def __post_init__(self) -> None:
        if self.source not in ("nemo", "huggingface") or self.target not in ("vllm", "nim", "triton"):
            raise BackendConfigError("source is nemo or huggingface; target is vllm, nim or triton")
        if not self.checkpoint or not self.output or not self.name.replace("-", "").replace("_", "").isalnum():
            raise BackendConfigError("checkpoint, output and a name of letters, digits, '-' and '_' are needed")
        if not 0 < self.port < 65536 or self.gpus < 1 or self.max_length < 256:
            raise BackendConfigError("port, gpus and max_length must be above 0, max_length at least 256")

    @property
    def converted(self) -> str:
        """The folder with the Hugging Face form of the checkpoint."""
        return self.checkpoint if self.source == "huggingface" else str(Path(self.output) / "hf")


def recipe(export: Export) -> tuple[Step, ...]:
    """The commands that export and serve a checkpoint, in order."""
    steps: list[Step] = []
    if export.source == "nemo" and export.target != "triton":
        call = f"from nemo.collections import llm; llm.export_ckpt(path={export.checkpoint!r}, target='hf', output_path={export.converted!r})"
        steps.append(Step("the weights in Hugging Face's form, which every server reads", ("python", "-c", call)))
    command: tuple[str, ...]
    if export.target == "vllm":
        command = ("vllm", "serve", export.converted, "--served-model-name", export.name, "--port", str(export.port),
                   "--tensor-parallel-size", str(export.gpus), "--max-model-len", str(export.max_length))  # fmt: skip
        steps.append(Step("OpenAI's protocol on /v1", command))
    elif export.target == "nim":
        command = ("docker", "run", "--rm", "--gpus", "all", "-p", f"{export.port}:8000",
                   "-v", f"{Path(export.converted).absolute()}:/opt/models/own:ro",
                   "-e", "NIM_MODEL_NAME=/opt/models/own", "-e", f"NIM_SERVED_MODEL_NAME={export.name}",
                   "-e", f"NIM_TENSOR_PARALLEL_SIZE={export.gpus}", "-e", f"NIM_MAX_MODEL_LEN={export.max_length}",
                   "nvcr.io/nim/nvidia/llm-nim:1.15.0")  # fmt: skip
        steps.append(Step("the multi-model NIM with these weights; NGC_API_KEY is not needed for them", command))
    else:
        place = "/opt/Export-Deploy/scripts/deploy/nlp"
        served = ("--triton_model_name", export.name, "--triton_port", str(export.port))
        if export.source == "nemo":
            command = ("python", f"{place}/deploy_inframework_triton.py", "--nemo_checkpoint", export.checkpoint, *served,
                       "--num_gpus", str(export.gpus))  # fmt: skip
        else:  # a process for each processor, where there are several
            start = ("torchrun", "--nproc-per-node", str(export.gpus)) if export.gpus > 1 else ("python",)
            spread = ("--tp_plan", "auto") if export.gpus > 1 else ("--device_map", "auto")
            command = (*start, f"{place}/deploy_inframework_hf_triton.py", "--hf_model_id_path", export.checkpoint, *served, *spread)  # fmt: skip
        steps.append(Step("NeMo's own export to Triton, in NeMo's container", command))
    return tuple(steps)


def backend_settings(export: Export, host: str = "127.0.0.1") -> dict[str, Any]:
    """The entry of the backends' file for what a recipe serves."""
    base: dict[str, Any] = {"name": export.name, "model": export.name}
    if export.target == "triton":
        return base | {"kind": "nemo", "url": f"{host}:{export.port}", "extra": {"api": "triton"}}
    kind = "nim" if export.target == "nim" else "vllm"
    return base | {"kind": kind, "url": f"http://{host}:{export.port}/v1", "structured": "json_schema"}


def export_checkpoint(export: Export) -> Path:
    """Bring a NeMo checkpoint into Hugging Face's form, here and now.

    Returns:
        The folder with the weights; the checkpoint itself where it has that form already.

    Raises:
        BackendConfigError: where NeMo is not importable, or gave nothing that can be served.
    """
    if export.source == "huggingface":
        return Path(export.checkpoint)
    if importlib.util.find_spec("nemo") is None:
        raise BackendConfigError("NeMo is not installed here; the recipe's commands run in its container")
    llm = importlib.import_module("nemo.collections.llm")
    llm.export_ckpt(path=Path(export.checkpoint), target="hf", output_path=Path(export.converted))
    folder = Path(export.converted)
    if not (folder / "config.json").is_file():
        raise BackendConfigError(f"NeMo's export left no config.json in {folder}")
    return folder


def serve_on_triton(export: Export) -> Callable[[], None]:
    """Serve a checkpoint through Triton, here and now, with NeMo's deployment toolkit: what the recipe's script does.

    Returns:
        What ends it.

    Raises:
        BackendConfigError: where the toolkit is not importable, or the model is asked to be spread over several processors,
            which needs a process for each: the recipe's command.
    """
    if importlib.util.find_spec("nemo_deploy") is None:
        raise BackendConfigError(
            "NeMo's deployment toolkit is not installed here; the recipe's commands run in its container"
        )
    if export.source == "nemo":
        nlp = importlib.import_module("nemo_deploy.nlp.megatronllm_deployable")
        model = nlp.MegatronLLMDeployableNemo2(
            nemo_checkpoint_filepath=export.checkpoint, num_devices=export.gpus, max_batch_size=MAX_BATCH
        )
    elif export.gpus > 1:
        raise BackendConfigError("several processors need a process each: run the recipe's command")
    else:
        nlp = importlib.import_module("nemo_deploy.nlp.hf_deployable")
        model = nlp.HuggingFaceLLMDeploy(
            hf_model_id_path=export.checkpoint, task="text-generation", trust_remote_code=False, device_map="auto"
        )
    server = importlib.import_module("nemo_deploy").DeployPyTriton(
        model=model, triton_model_name=export.name, triton_model_version=1, max_batch_size=MAX_BATCH,
        http_port=export.port, address="127.0.0.1",
    )  # fmt: skip
    server.deploy()
    server.run()
    return server.stop  # type: ignore[no-any-return]


def prompt_of(request: Request) -> str:
    """The conversation as one text, for a model without a chat template of its own at the server."""
    return "\n\n".join([*(m.content for m in request.messages), "Rust:"])


def sentences(found: Mapping[str, Any], count: int) -> tuple[str, ...]:
    """The answers in NeMo's tensor.

    Raises:
        BadAnswerError: where there are none, or the model says inside of them that it failed.
    """
    import numpy as np

    rows = found.get("sentences")
    if rows is None:
        raise BadAnswerError("NeMo gave no sentences")
    texts = tuple(
        t.decode("utf-8", "replace") if isinstance(t, bytes) else str(t) for t in np.asarray(rows).reshape(-1)
    )
    if len(texts) != count:
        raise BadAnswerError(f"NeMo gave {len(texts)} sentences for {count}")
    if any(t.startswith(_ERRORS) for t in texts):
        raise BadAnswerError("NeMo's model says that it failed")
    return texts


def make(config: BackendConfig) -> Backend:
    """The entry point ``nemo``: OpenAI's protocol, or with ``extra: {api: triton}`` NeMo's own tensors.

    Raises:
        BackendConfigError: for another ``api``.
    """
    api = config.extra.get("api", "openai")
    if api == "openai":
        from portalis.backends.openai import OpenAIBackend

        backend = OpenAIBackend(config)
        backend.kind = "nemo"
        return backend
    if api != "triton":
        raise BackendConfigError(f"backend {config.name!r}: extra.api is openai or triton")
    from portalis.backends.nemo_triton import NemoTritonBackend

    return NemoTritonBackend(config)
