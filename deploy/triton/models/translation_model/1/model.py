"""Triton's Python model `translation_model`: a language model behind an OpenAI-compatible server, asked through Triton.

Each request is answered piece by piece; the last piece carries the usage and why it ended. The confidence is 0: what a
model says of itself is no evidence.
"""

import asyncio
import json
import os
import sys
import threading

import numpy as np
import triton_python_backend_utils as pb_utils

# Some releases of Triton (2.51 among them) start Python isolated, which leaves PYTHONPATH out: taken up here.
sys.path[1:1] = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p and p not in sys.path]

import openai  # noqa: E402

from portalis.backends.wording import SYSTEM  # noqa: E402

PREFIX = "TRANSLATION_MODEL_"
FLAGS = pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL


class TritonPythonModel:
    """The model as Triton drives it. Requests run on an event loop of its own, so that none waits for another."""

    def initialize(self, args):
        """Read the settings and start the loop; the server is asked for nothing yet."""
        given = json.loads(args["model_config"])["parameters"]

        def setting(name):
            return os.environ.get(PREFIX + name.upper()) or given[name]["string_value"]

        self.name = setting("name")
        key_file = setting("key_file")
        key = "none"
        if key_file:
            with open(key_file, encoding="utf-8") as file:
                key = file.read().strip()
        self.client = openai.AsyncOpenAI(
            api_key=key, base_url=setting("url"), timeout=float(setting("timeout_s")), max_retries=0
        )
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def execute(self, requests):
        """Begin every request; their answers are sent as they come."""
        for request in requests:
            sender = request.get_response_sender()
            try:
                asked = list(zip(*_inputs(request)))
            except (ValueError, TypeError, AttributeError, UnicodeError) as error:
                problem = pb_utils.TritonError(f"translation_options: {error}", pb_utils.TritonError.INVALID_ARG)
                sender.send(pb_utils.InferenceResponse(error=problem), flags=FLAGS)
                continue
            asyncio.run_coroutine_threadsafe(self._answer(sender, asked), self.loop)

    def finalize(self):
        """End the loop."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def _answer(self, sender, asked):
        try:
            for python, options in asked:  # a request with several rows is answered row by row
                await self._stream(sender, python, options)
            sender.send(flags=FLAGS)
        except openai.APITimeoutError:
            self._fail(sender, "the language model gave no answer in time")
        except openai.APIConnectionError:
            self._fail(sender, "the language model cannot be reached")
        except openai.APIStatusError as error:
            self._fail(sender, f"the language model answered {error.status_code}")
        except Exception as error:  # whatever it is, the stream must end
            self._fail(sender, f"the language model failed: {type(error).__name__}")

    @staticmethod
    def _fail(sender, message):
        sender.send(pb_utils.InferenceResponse(error=pb_utils.TritonError(message)), flags=FLAGS)

    async def _stream(self, sender, python, options):
        more = {}
        if isinstance(options.get("schema"), dict):
            schema = {"name": "candidate", "strict": True, "schema": options["schema"]}
            more["response_format"] = {"type": "json_schema", "json_schema": schema}
        if isinstance(options.get("seed"), int):
            more["seed"] = options["seed"]
        pieces = await self.client.chat.completions.create(
            model=self.name,
            messages=options.get("messages") or _messages(python),
            max_tokens=int(options.get("max_tokens", 1024)),
            temperature=float(options.get("temperature", 0.2)),
            stream=True,
            stream_options={"include_usage": True},
            **more,
        )
        finish, usage = "", None
        async with pieces:
            async for piece in pieces:
                if piece.usage is not None:
                    usage = {
                        "prompt_tokens": piece.usage.prompt_tokens,
                        "completion_tokens": piece.usage.completion_tokens,
                    }
                if not piece.choices:
                    continue
                finish = piece.choices[0].finish_reason or finish
                if sender.is_cancelled():
                    return
                if piece.choices[0].delta.content:
                    sender.send(_response(piece.choices[0].delta.content, {"model": piece.model or self.name}))
        if not finish:
            raise ValueError("the stream ended before the answer did")
        last = {"model": self.name, "finish_reason": finish}
        sender.send(_response("", last | ({"usage": usage} if usage else {})))


def _inputs(request):
    """The rows of a request: Python and options."""
    python = [v.decode("utf-8") for v in pb_utils.get_input_tensor_by_name(request, "python_code").as_numpy().ravel()]
    tensor = pb_utils.get_input_tensor_by_name(request, "translation_options")
    options = [json.loads(v or b"{}") for v in tensor.as_numpy().ravel()] if tensor is not None else [{}] * len(python)
    if not all(isinstance(o, dict) for o in options):
        raise ValueError("it must be a JSON object")
    return python, options


def _messages(python):
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": f"Translate this Python:\n\n{python}"}]


def _response(text, metadata):
    return pb_utils.InferenceResponse(
        [
            pb_utils.Tensor("rust_code", np.array([[text.encode()]], dtype=np.object_)),
            pb_utils.Tensor("confidence_score", np.zeros((1, 1), dtype=np.float32)),
            pb_utils.Tensor("metadata", np.array([[json.dumps(metadata).encode()]], dtype=np.object_)),
        ]
    )
