"""Triton's Python model `rule_translator`: Python in, the Rust that the rules make of it out.

A source that is no Python, or that the rules refuse in part, is an answer (see its metadata), not an error: in a batch the
others must not fail with it. The confidence is 0: nothing was verified here.
"""

import json
import os
import sys

import numpy as np
import triton_python_backend_utils as pb_utils

# Some releases of Triton (2.51 among them) start Python isolated, which leaves PYTHONPATH out: taken up here.
sys.path[1:1] = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p and p not in sys.path]

from portalis import __version__, api  # noqa: E402
from portalis.diagnostics import DiagnosticError  # noqa: E402
from portalis.options import Options  # noqa: E402

KNOWN = {"int_mode", "format_rust", "package_name"}


class TritonPythonModel:
    """The model as Triton drives it."""

    def initialize(self, args):
        """Load what the first translation would load."""
        api.translate("print(1)", Options(format_rust=False))

    def execute(self, requests):
        """Answer each request; one that is malformed fails alone."""
        return [self._answer(request) for request in requests]

    def _answer(self, request):
        try:
            sources = _texts(request, "python_code")
            wishes = _texts(request, "translation_options") or ["{}"] * len(sources)
            rows = [_translate(source, json.loads(wish or "{}")) for source, wish in zip(sources, wishes)]
        except (ValueError, TypeError, UnicodeError) as error:
            return pb_utils.InferenceResponse(
                error=pb_utils.TritonError(f"translation_options: {error}", pb_utils.TritonError.INVALID_ARG)
            )
        return pb_utils.InferenceResponse(
            [
                pb_utils.Tensor("rust_code", np.array([[r.encode()] for r, _ in rows], dtype=np.object_)),
                pb_utils.Tensor("confidence_score", np.zeros((len(rows), 1), dtype=np.float32)),
                pb_utils.Tensor("metadata", np.array([[json.dumps(m).encode()] for _, m in rows], dtype=np.object_)),
            ]
        )


def _texts(request, name):
    tensor = pb_utils.get_input_tensor_by_name(request, name)
    return [] if tensor is None else [value.decode("utf-8") for value in tensor.as_numpy().reshape(-1)]


def _translate(source, wishes):
    """The Rust and what is known about it."""
    if not isinstance(wishes, dict):
        raise ValueError("it must be a JSON object")
    # The rest is for language models: one client can ask both.
    options = Options(partial=True, **{key: value for key, value in wishes.items() if key in KNOWN})
    about = {"model": "rules", "version": __version__, "finish_reason": "stop"}
    try:
        found = api.translate(source, options)
    except DiagnosticError as error:
        return "", {**about, "complete": False, "diagnostics": [d.to_json() for d in error.diagnostics]}
    except (RecursionError, MemoryError):
        return "", {**about, "complete": False, "diagnostics": [], "error": "the program is nested too deeply"}
    return api.single_source(found), {
        **about,
        "complete": found.ok,
        "crates": dict(found.crates),
        "items": [item.to_json() for item in found.items],
        "diagnostics": [d.to_json() for d in found.diagnostics],
    }
