"""A server that speaks OpenAI's protocol and says what a script tells it to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "scripted-model"
EMBEDDER = "scripted-embedder"


@dataclass(slots=True)
class Say:
    """One turn: what is answered, and how."""

    texts: Sequence[str] = ("",)
    status: int = 200
    delay_s: float = 0.0
    body: bytes | None = None
    """Sent as it is, in place of an answer."""
    retry_after: str = ""
    drop: bool = False
    """Whether the connection is cut in the middle of the answer."""
    stall_s: float = 0.0
    """Pause before the last piece of a stream."""


@dataclass(slots=True)
class Script:
    """What is said, in order; the last turn repeats. By ``about``, turns may belong to one item each."""

    turns: list[Say] = field(default_factory=list)
    about: dict[str, list[Say]] = field(default_factory=dict)
    """Turns for prompts that ask for this item."""
    ready: bool = True
    key: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    models: tuple[str, ...] = (MODEL,)
    active: int = 0
    """Completions that are being thought about now."""
    most: int = 0
    """The most of them that there were at once."""

    def next(self, prompt: str) -> Say:
        """The turn for a prompt."""
        heads = ("", "the method ", "the class ")
        asked = [name for name in self.about if any(f"## Translate {head}`{name}`" in prompt for head in heads)]
        turns = self.about[asked[0]] if asked else self.turns
        if not turns:
            return Say(("I cannot help with that.",))
        return turns.pop(0) if len(turns) > 1 else turns[0]


@contextmanager
def scripted(script: Script) -> Iterator[Script]:
    """Serve a script on a free loopback port."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == "/v1/models":
                models = [{"id": m, "object": "model", "created": 1, "owned_by": "tests"} for m in script.models]
                self._json(200, {"object": "list", "data": models})
            elif self.path == "/v1/health/ready":
                self._json(200 if script.ready else 503, {"object": "health.response", "status": "ready"})
            else:
                self._json(404, {"error": {"message": "not here"}})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                script.requests.append(body)
                script.headers.append(dict(self.headers))
            if script.key and self.headers.get("Authorization") != f"Bearer {script.key}":
                self._json(401, {"error": {"message": f"wrong key {self.headers.get('Authorization')}"}})
            elif self.path == "/v1/embeddings":
                self._embed(body)
            elif self.path == "/v1/chat/completions":
                with lock:
                    turn = script.next(body["messages"][-1]["content"])
                    script.active += 1
                    script.most = max(script.most, script.active)
                time.sleep(turn.delay_s)
                with lock:
                    script.active -= 1
                self._answer(turn, body)
            else:
                self._json(404, {"error": {"message": "not here"}})

        def _answer(self, turn: Say, body: dict[str, Any]) -> None:
            if turn.drop:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b'{"id": ')
                self.wfile.flush()
                self.close_connection = True
            elif turn.body is not None:
                self._raw(turn.status, turn.body)
            elif turn.status != 200:
                self._json(turn.status, {"error": {"message": "scripted"}}, turn.retry_after)
            elif body.get("stream"):
                self._stream(turn)
            else:
                texts = list(turn.texts)[: body.get("n") or 1]
                if "response_format" in body:
                    texts = [json.dumps({"rust": t}) for t in texts]
                choices = [
                    {"index": i, "message": {"role": "assistant", "content": t}, "finish_reason": "stop"}
                    for i, t in enumerate(texts)
                ]
                prompt = sum(len(m["content"]) for m in body["messages"]) // 4
                said = sum(map(len, texts)) // 4
                usage = {"prompt_tokens": prompt, "completion_tokens": said, "total_tokens": prompt + said}
                self._json(200, {"id": "1", "object": "chat.completion", "created": 1, "model": MODEL,
                                 "choices": choices, "usage": usage})  # fmt: skip

        def _stream(self, turn: Say) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            words = turn.texts[0].split(" ")
            pieces = [w + (" " if i < len(words) - 1 else "") for i, w in enumerate(words)]
            for number, piece in enumerate(pieces):
                if number == len(pieces) - 1 and turn.stall_s:
                    time.sleep(turn.stall_s)
                self._event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            usage = {"prompt_tokens": 7, "completion_tokens": len(pieces), "total_tokens": 7 + len(pieces)}
            self._event({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, part: dict[str, Any]) -> None:
            whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, **part}
            self.wfile.write(b"data: " + json.dumps(whole).encode() + b"\n\n")
            self.wfile.flush()

        def _embed(self, body: dict[str, Any]) -> None:
            given = body["input"] if isinstance(body["input"], list) else [body["input"]]
            data = [{"object": "embedding", "index": i, "embedding": letters(t)} for i, t in enumerate(given)]
            self._json(200, {"object": "list", "model": body["model"], "data": data[::-1], "usage": {"prompt_tokens": 1, "total_tokens": 1}})  # fmt: skip

        def _json(self, status: int, document: dict[str, Any], retry_after: str = "") -> None:
            self._raw(status, json.dumps(document).encode(), retry_after)

        def _raw(self, status: int, data: bytes, retry_after: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if retry_after:
                self.send_header("Retry-After", retry_after)
            self.end_headers()
            self.wfile.write(data)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that went away is part of the tests

    with Server(("127.0.0.1", 0), Handler) as server:
        script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()


def letters(text: str) -> list[float]:
    """A vector of a text: how often each letter stands in it."""
    return [float(text.lower().count(chr(97 + i))) for i in range(26)]
