"""What stands between a caller and a model: calls and first tokens through Portalis beside direct ones, in the same run.

    python -m benchmarks.backends [--calls N] [--model URL NAME] [--triton HOST:PORT]

Direct and through the backend alternate call by call. The model is a small server in a process of its own that answers
after a fixed time; ``--model`` takes a real one in its place. ``--triton`` names the gRPC port of a Triton with
`rule_translator`. The last table goes through a whole service: from the chunk that says that the model is asked to the
first token, at the client of the service.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

import aiohttp

from benchmarks.load import at
from benchmarks.service import free_port
from portalis.backends.base import Message, Request
from portalis.backends.config import read_config
from portalis.backends.guard import Guarded
from portalis.backends.registry import make_backend

DELAY_S = 0.02
SERVER = """
import asyncio, json, sys
DELAY = float(sys.argv[2])
def event(part):
    return b"data: " + json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", **part}).encode() + b"\\n\\n"
async def client(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\\r\\n\\r\\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\\r\\n")[0]) if b"content-length:" in head else 0
            body = json.loads(await reader.readexactly(length)) if length else {}
            if head.startswith(b"get"):
                data = json.dumps({"object": "list", "data": [{"id": "m", "object": "model", "created": 1, "owned_by": "b"}]}).encode()
            elif body.get("stream"):
                writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")
                await writer.drain()
                await asyncio.sleep(DELAY)
                for n in range(20):
                    data = event({"choices": [{"index": 0, "delta": {"content": f"t{n} "}, "finish_reason": None}]})
                    writer.write(b"%x\\r\\n%b\\r\\n" % (len(data), data)); await writer.drain()
                    await asyncio.sleep(0.001)
                data = event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}) + b"data: [DONE]\\n\\n"
                writer.write(b"%x\\r\\n%b\\r\\n0\\r\\n\\r\\n" % (len(data), data)); await writer.drain()
                continue
            else:
                await asyncio.sleep(DELAY)
                choice = {"index": 0, "message": {"role": "assistant", "content": "fn a() {}" * 50}, "finish_reason": "stop"}
                data = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice],
                                   "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}}).encode()
            writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n%b" % (len(data), data))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
async def main():
    async with await asyncio.start_server(client, "127.0.0.1", int(sys.argv[1])) as server:
        await server.serve_forever()
asyncio.run(main())
"""
REFUSED = 'def bend(n: int) -> int:\n    return eval("n * 2 + {n}")\n'


def main() -> int:
    parser = argparse.ArgumentParser(description="Time what stands before a model.")
    parser.add_argument("--calls", type=int, default=200, help="calls of each way")
    parser.add_argument("--model", nargs=2, metavar=("URL", "NAME"), help="a real server in place of the small one")
    parser.add_argument("--triton", metavar="HOST:PORT", help="gRPC port of a Triton with rule_translator")
    given = parser.parse_args()
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; {given.calls} calls of each way\n")  # fmt: skip
    print("| what | direct p50 ms | p95 ms | through p50 ms | p95 ms | added at p50 ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with contextlib.ExitStack() as stack:
        url, name = given.model or (stack.enter_context(model()), "m")
        asyncio.run(chat(url, name, given.calls))
        if given.triton:
            asyncio.run(triton(given.triton, given.calls))
        asyncio.run(service(url, name, max(5, given.calls // 10)))
    return 0


async def chat(url: str, name: str, calls: int) -> None:
    """A chat completion and the first token of a stream, over connections that are open."""
    backend = _backend({"name": "one", "kind": "openai", "url": url, "model": name})
    prompt = "Translate. " * 100
    request = Request((Message("user", prompt),), max_tokens=16)
    body = {"model": name, "messages": [{"role": "user", "content": prompt}], "max_tokens": 16, "temperature": 0.2}
    async with aiohttp.ClientSession() as session:

        async def whole_direct() -> float:
            began = time.perf_counter()
            async with session.post(f"{url}/chat/completions", json=body) as answer:
                await answer.json()
            return time.perf_counter() - began

        async def whole_through() -> float:
            began = time.perf_counter()
            await backend.complete(request)
            return time.perf_counter() - began

        async def first_direct() -> float:
            return await first_token(session, url, body)

        async def first_through() -> float:
            began = time.perf_counter()
            first = 0.0
            async with contextlib.aclosing(backend.stream(request)) as pieces:
                async for piece in pieces:
                    if piece.text and not first:
                        first = time.perf_counter() - began
            return first

        await compare("chat completion", calls, whole_direct, whole_through)
        await compare("first token", calls, first_direct, first_through)
    await backend.close()


async def first_token(session: aiohttp.ClientSession, url: str, body: dict[str, object]) -> float:
    """Seconds to the first text of a stream; the rest is read."""
    began = time.perf_counter()
    first = 0.0
    async with session.post(f"{url}/chat/completions", json={**body, "stream": True}) as answer:
        async for line in answer.content:
            if not first and b'"content"' in line and line.startswith(b"data: {"):
                delta = json.loads(line[6:])["choices"][0]["delta"]
                if delta.get("content"):
                    first = time.perf_counter() - began
    return first


async def triton(address: str, calls: int) -> None:
    """The translator through Triton's own client and through the backend."""
    import numpy as np
    import tritonclient.grpc.aio as grpc_client

    settings = {"name": "t", "kind": "triton", "url": address, "protocol": "grpc", "model": "rule_translator"}
    backend = _backend(settings)
    client = grpc_client.InferenceServerClient(address)
    request = Request((), "print(1)\n")
    tensors = []
    for name, text in (("python_code", b"print(1)\n"), ("translation_options", b"{}")):
        tensor = grpc_client.InferInput(name, [1, 1], "BYTES")
        tensor.set_data_from_numpy(np.array([[text]], dtype=np.object_))
        tensors.append(tensor)

    async def direct() -> float:
        began = time.perf_counter()
        (await client.infer("rule_translator", tensors)).as_numpy("rust_code")
        return time.perf_counter() - began

    async def through() -> float:
        began = time.perf_counter()
        await backend.complete(request)
        return time.perf_counter() - began

    await compare("Triton, rule_translator", calls, direct, through)
    await client.close()
    await backend.close()


async def service(url: str, name: str, calls: int) -> None:
    """The first token at a client of the service; the draft and the workers are behind it by then."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "backends.yaml"
        backend = {"name": "one", "kind": "openai", "url": url, "model": name}
        file.write_text(json.dumps({"backends": [backend], "repair": {"rounds": 1, "candidates": 1}}), "utf-8")
        with _service(Path(folder), file) as gateway:
            async with aiohttp.ClientSession() as session:
                prompt = {"role": "user", "content": "Translate. " * 250}
                body = {"model": name, "messages": [prompt], "max_tokens": 16, "temperature": 0.2}
                number = 0

                async def direct() -> float:
                    return await first_token(session, url, body)

                async def through() -> float:
                    nonlocal number
                    number += 1
                    return await _asked_to_token(session, gateway, REFUSED.format(n=number))

                await compare("first token at the service's client", calls, direct, through)


async def _asked_to_token(session: aiohttp.ClientSession, gateway: str, code: str) -> float:
    asked = first = 0.0
    body = {"python_code": code, "mode": "quality", "max_length": 128}
    async with session.post(f"{gateway}/api/v1/translation/translate/stream", json=body) as answer:
        async for line in answer.content:
            step = json.loads(line)["metadata"].get("step")
            if step == "asked" and not asked:
                asked = time.perf_counter()
            if step == "token" and not first:
                first = time.perf_counter()
    return first - asked


async def compare(
    what: str, calls: int, direct: Callable[[], Awaitable[float]], through: Callable[[], Awaitable[float]]
) -> None:
    """Call both ways in turn and print a row."""
    for _ in range(min(10, calls)):
        await direct()
        await through()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(calls):
        times[0].append(await direct() * 1000)
        times[1].append(await through() * 1000)
    one, other = sorted(times[0]), sorted(times[1])
    added = median(other) - median(one)
    print(f"| {what} | {at(one, 50):.2f} | {at(one, 95):.2f} | {at(other, 50):.2f} | {at(other, 95):.2f} | {added:+.2f} |", flush=True)  # fmt: skip


def _backend(settings: Mapping[str, object]) -> Guarded:
    config = read_config(settings)
    return Guarded(make_backend(config), config)


@contextlib.contextmanager
def model() -> Iterator[str]:
    """The small server; its base URL."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(port), str(DELAY_S)])
    try:
        _wait(f"http://127.0.0.1:{port}/v1/models")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _service(folder: Path, file: Path) -> Iterator[str]:
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTALIS_")}
    env |= {
        "PORTALIS_PORT": str(port), "PORTALIS_GRPC_PORT": str(free_port()), "PORTALIS_RATE_LIMIT_PER_MINUTE": "0",
        "PORTALIS_BACKENDS": str(file), "PORTALIS_WORKERS": "1", "PORTALIS_VERIFIER_WORKERS": "1",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "portalis", "serve"], env=env, cwd=folder, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/health", lambda state: state["dependencies"]["verifier"] == "up")
        yield address
    finally:
        process.kill()
        process.wait()


def _wait(url: str, good: Callable[[dict[str, dict[str, str]]], bool] = lambda _: True) -> None:
    end = time.monotonic() + 180
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(url) as answer:
            if good(json.load(answer)):
                return
        if time.monotonic() > end:
            raise TimeoutError(url)
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
