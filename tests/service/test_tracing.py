"""Traces reach an OTLP endpoint, with a span for each pass."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
from support.server import TRANSLATE, serving


def test_each_pass_is_a_span(tmp_path: Path) -> None:
    received: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    collector = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=collector.serve_forever)
    thread.start()
    try:
        endpoint = f"http://127.0.0.1:{collector.server_port}/v1/traces"
        with serving(tmp_path, otlp_endpoint=endpoint) as own:
            code = "print('not in a trace')"
            assert httpx.post(own.url + TRANSLATE, json={"python_code": code, "mode": "fast"}).status_code == 200
            own.terminate()
            assert own.process.wait(30) == 0
    finally:
        collector.shutdown()
        thread.join()
        collector.server_close()
    sent = b"".join(received)
    for name in (b"translate", b"pass parse", b"pass infer", b"pass codegen"):
        assert name in sent
    assert b"not in a trace" not in sent
