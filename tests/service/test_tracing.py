"""Traces reach an OTLP endpoint: a span for each request and call, below it the translation and each pass."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import grpc
import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from support.server import TRANSLATE, serving

from portalis.translation.v1 import translation_pb2 as pb
from portalis.translation.v1 import translation_pb2_grpc

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


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
            body = {"python_code": code, "mode": "fast"}
            parent = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
            assert httpx.post(own.url + TRANSLATE, json=body, headers=parent).status_code == 200
            with grpc.insecure_channel(own.grpc) as channel:
                stub = translation_pb2_grpc.TranslationServiceStub(channel)
                wanted = pb.TranslateCodeRequest(python_code=code + "\n", mode=pb.TRANSLATION_MODE_FAST)
                stub.TranslateCode(wanted, timeout=30)
            own.terminate()
            assert own.process.wait(30) == 0
    finally:
        collector.shutdown()
        thread.join()
        collector.server_close()
    sent = b"".join(received)
    assert b"not in a trace" not in sent
    spans = [
        span
        for data in received
        for resource in ExportTraceServiceRequest.FromString(data).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    by_id = {span.span_id: span for span in spans}
    for name in (f"POST {TRANSLATE}", "portalis.translation.v1.TranslationService/TranslateCode"):
        (top,) = (span for span in spans if span.name == name)
        (work,) = (span for span in spans if span.parent_span_id == top.span_id)
        assert work.name == "translate"
        below = {span.name for span in spans if span.parent_span_id == work.span_id}
        assert {"pass parse", "pass infer", "pass codegen"} <= below
    (http,) = (span for span in spans if span.name == f"POST {TRANSLATE}")
    assert http.trace_id.hex() == TRACE  # the caller's trace goes on
    assert http.parent_span_id not in by_id
    assert {a.key: a.value.int_value for a in http.attributes}["http.response.status_code"] == 200
