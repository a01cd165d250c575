"""REST: answers, streams and every error status, against a running service."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.server import TRANSLATE, Server, serving

from portalis.service.keys import KeyFile

CODE = "def combine(a: int, b: int) -> int:\n    return a + b\n\nprint(combine(2, 3))\n"


def translate(client: httpx.Client, code: str, **more: Any) -> httpx.Response:
    return client.post(TRANSLATE, json={"python_code": code, "mode": "fast", **more})


@dataclass(frozen=True)
class Raw:
    headers: httpx.Headers
    raw: bytes

    def json(self) -> Any:
        return json.loads(self.raw)


def translate_with(client: httpx.Client, code: str, encoding: str) -> Raw:
    """The answer as it came, not decoded."""
    body = {"python_code": code, "mode": "fast"}
    with client.stream("POST", TRANSLATE, json=body, headers={"accept-encoding": encoding}) as response:
        return Raw(response.headers, b"".join(response.iter_raw()))


def is_error(response: httpx.Response, status: int, name: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    body: dict[str, Any] = response.json()
    assert set(body) == {"error", "message", "details", "request_id"}
    assert body["error"] == name
    assert body["request_id"] == response.headers["x-request-id"]
    assert "Traceback" not in response.text
    return body


def test_it_is_ready_within_two_seconds_of_processor_time(tmp_path: Path) -> None:
    # The wall clock would measure what else the machine does; the workers load beside it, on other processors.
    with serving(tmp_path) as own:
        fields = Path(f"/proc/{own.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    assert (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") < 2


def test_a_translation(client: httpx.Client) -> None:
    answer = translate(client, CODE, mode="standard").json()
    assert "fn combine(a: i64, b: i64) -> i64" in answer["rust_code"]
    assert answer["metadata"]["complete"] is True
    assert set(answer["metadata"]["crates"]) >= {"num-bigint"}
    assert answer["items"] == [
        {"name": "combine", "kind": "function", "translated": True, "verified": False, "evidence": {}}
    ]
    assert answer["files"] is None
    assert answer["processing_time_ms"] > 0
    # Nothing was verified, and the answer says so.
    assert answer["confidence"] == 0
    assert answer["metadata"]["verification"]["status"] == "not_verified"
    assert "no verifier" in answer["metadata"]["verification"]["reason"]


@pytest.mark.slow
def test_the_source_is_self_contained(client: httpx.Client, cargo: str, tmp_path: Path) -> None:
    answer = translate(client, CODE).json()
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.rs").write_text(answer["rust_code"], "utf-8")
    crates = "".join(f'{name} = "{version}"\n' for name, version in answer["metadata"]["crates"].items())
    (tmp_path / "Cargo.toml").write_text(
        f'[package]\nname = "one"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n{crates}\n[workspace]\n',
        "utf-8",
    )
    done = subprocess.run([cargo, "run", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "5\n", done.stderr


def test_the_package_comes_where_asked_for(client: httpx.Client) -> None:
    files = translate(client, CODE, include_package=True).json()["files"]
    assert {"Cargo.toml", "src/main.rs", "src/pyrt/mod.rs"} <= set(files)


def test_python_that_is_refused_is_answered_with_what_was_translated(client: httpx.Client) -> None:
    response = translate(
        client,
        "def bad(x):\n    return eval(x)\n\ndef good(x: int) -> int:\n    return x\n\nprint(good(1), bad('1'))\n",
    )
    answer = response.json()
    assert response.status_code == 200
    assert answer["metadata"]["complete"] is False
    assert answer["confidence"] == 0
    assert "P0209" in {d["code"] for d in answer["diagnostics"]}
    assert "fn good" in answer["rust_code"]
    assert "fn bad" not in answer["rust_code"]


def test_what_is_not_python_is_422_with_its_span(client: httpx.Client) -> None:
    body = is_error(translate(client, "x = 1\ndef f(:\n"), 422, "unprocessable")
    span = body["details"]["diagnostics"][0]["span"]
    assert (span["line"], span["column"]) == (2, 6)


def test_options_that_need_a_model_are_said_to_have_had_no_effect(client: httpx.Client) -> None:
    answer = translate(client, CODE, include_alternatives=True, temperature=1.5).json()
    assert answer["alternatives"] == []
    assert "include_alternatives, temperature" in answer["warnings"][-1]


@pytest.mark.parametrize(
    "change",
    [
        {"python_code": ""},
        {"python_code": " \n"},
        {"python_code": "#" * 100_001},
        {"mode": "careful"},
        {"temperature": 2.1},
        {"max_length": 127},
        {"max_length": 8193},
        {"unknown": 1},
        {"context": [1]},
    ],
    ids=str,
)
def test_requests_outside_their_range_are_422(client: httpx.Client, change: dict[str, Any]) -> None:
    body = {"python_code": "x = 1", "mode": "fast", **change}
    found = is_error(client.post(TRANSLATE, json=body), 422, "unprocessable")
    assert found["details"]["fields"][0]["field"].startswith(f"body.{next(iter(change))}")


@pytest.mark.parametrize(
    ("body", "problem"),
    [([1], "Input should be an object"), ({"python_code": " "}, "the code is blank"), ({}, "Field required")],
)
def test_problems_are_told_in_words_for_clients(client: httpx.Client, body: object, problem: str) -> None:
    answer = client.post(TRANSLATE, json=body)
    is_error(answer, 422, "unprocessable")
    assert [f["problem"] for f in answer.json()["details"]["fields"]] == [problem]


def test_a_cached_answer_is_the_same_and_says_so(client: httpx.Client) -> None:
    code = f"print({time.time_ns()})\n"
    first, second = translate(client, code).json(), translate(client, code).json()
    assert (first["metadata"].pop("cached"), second["metadata"].pop("cached")) == (False, True)
    for answer in (first, second):
        answer.pop("processing_time_ms")
    assert first == second


def test_the_whole_length_is_accepted(client: httpx.Client) -> None:
    assert translate(client, "x = 1\n".ljust(100_000, "#")).status_code == 200


def test_text_beyond_ascii_comes_through(client: httpx.Client) -> None:
    assert "grüße 🦀" in translate(client, "print('grüße 🦀')\n").json()["rust_code"]
    is_error(client.post(TRANSLATE, content=b'{"python_code": "x = \'\\ud800\'"}', headers={"content-type": "application/json"}), 422, "unprocessable")  # fmt: skip


class TestStatuses:
    """Each status of the error tree; 401, 413 by chunks, 429, 500, 503 and 504 stand where their service is."""

    def test_400(self, client: httpx.Client) -> None:
        is_error(
            client.post(TRANSLATE, content=b"{nope", headers={"content-type": "application/json"}), 400, "bad_request"
        )
        is_error(
            client.post(TRANSLATE, json={"python_code": "x=1"}, headers={"x-request-timeout": "soon"}),
            400,
            "bad_request",
        )

    def test_400_for_what_is_no_http(self, server: Server) -> None:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(b"NONSENSE\r\n\r\n")
            head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 ")
        document = json.loads(body)
        assert set(document) == {"error", "message", "details", "request_id"}
        assert document["error"] == "bad_request"
        assert f"X-Request-ID: {document['request_id']}".encode() in head

    def test_400_for_json_that_is_too_deep(self, client: httpx.Client) -> None:
        deep = b'{"context": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
        is_error(client.post(TRANSLATE, content=deep, headers={"content-type": "application/json"}), 400, "bad_request")

    def test_403(self, client: httpx.Client) -> None:
        is_error(client.get("/live", headers={"host": "attacker.example"}), 403, "forbidden")
        is_error(client.get("/live", headers={"origin": "https://attacker.example"}), 403, "forbidden")
        assert client.get("/live", headers={"origin": "http://localhost:3000"}).status_code == 200

    def test_404(self, client: httpx.Client) -> None:
        is_error(client.get("/nothing"), 404, "not_found")

    def test_405(self, client: httpx.Client) -> None:
        response = client.get(TRANSLATE)
        is_error(response, 405, "method_not_allowed")
        assert response.headers["allow"] == "POST"

    def test_413(self, server: Server) -> None:
        head = f"POST {TRANSLATE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {48 * 2**20 + 1}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(head.encode())
            status, _, rest = connection.makefile("rb").read().partition(b"\r\n")
        assert status.startswith(b"HTTP/1.1 413 ")
        assert json.loads(rest.partition(b"\r\n\r\n")[2])["error"] == "payload_too_large"

    def test_415(self, client: httpx.Client) -> None:
        is_error(
            client.post(TRANSLATE, content=b"x = 1", headers={"content-type": "text/x-python"}),
            415,
            "unsupported_media_type",
        )
        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        packed = client.post(TRANSLATE, content=gzip.compress(b'{"python_code": "x = 1"}'), headers=headers)
        is_error(packed, 415, "unsupported_media_type")
        assert packed.json()["details"] == {"content_encoding": "gzip"}


class TestBatch:
    def test_one_bad_file_fails_alone(self, client: httpx.Client) -> None:
        body = {"source_files": ["print(1)\n", "def f(:\n", {"path": "c.py", "content": "print(3)\n"}], "mode": "fast"}
        answer = client.post(f"{TRANSLATE}/batch", json=body).json()
        assert [(f["path"], f["success"]) for f in answer["translated_files"]] == [
            ("source_0.py", True),
            ("source_1.py", False),
            ("c.py", True),
        ]
        assert (answer["success_count"], answer["failure_count"]) == (2, 1)
        assert answer["translated_files"][1]["diagnostics"][0]["code"] == "P0101"
        assert [s["status"] for s in answer["compilation_status"]] == ["not_compiled", "failed", "not_compiled"]

    def test_files_import_each_other(self, client: httpx.Client) -> None:
        files = [
            {"path": "main.py", "content": "from util import double\nprint(double(4))\n"},
            {"path": "util.py", "content": "def double(x: int) -> int:\n    return x * 2\n"},
            {"path": "broken.py", "content": "def (\n"},
        ]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files, "mode": "fast"}).json()
        main, util, broken = answer["translated_files"]
        assert main["success"], main["diagnostics"]
        assert "fn double" in main["rust_code"]
        assert util["success"]
        assert not broken["success"]

    def test_each_file_is_its_own_root(self, client: httpx.Client) -> None:
        files = [
            {"path": "pkg/cli.py", "content": "from util import double\nprint(double(4))\n"},
            {"path": "util.py", "content": "def double(x: int) -> int:\n    return x * 2\n"},
        ]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files, "mode": "fast"}).json()
        cli, util = answer["translated_files"]
        assert cli["success"], cli["diagnostics"]
        assert "fn main()" in cli["rust_code"]
        assert "fn main()" not in util["rust_code"]

    @pytest.mark.parametrize(
        ("bad", "code"),
        [
            ({"path": "x/../y.py", "content": "print(1)\n"}, "P0102"),
            ({"path": "/etc/passwd.py", "content": "print(1)\n"}, "P0102"),
            ({"path": "nul.py", "content": "x = 1\0\n"}, "P0103"),
        ],
    )
    def test_a_file_that_is_no_module_fails_alone(self, client: httpx.Client, bad: dict[str, str], code: str) -> None:
        files = [
            {"path": "main.py", "content": "from util import double\nprint(double(4))\n"},
            bad,
            {"path": "util.py", "content": "def double(x: int) -> int:\n    return x * 2\n"},
        ]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files, "mode": "fast"}).json()
        assert [f["success"] for f in answer["translated_files"]] == [True, False, True]
        assert answer["translated_files"][1]["diagnostics"][0]["code"] == code

    def test_a_package_may_have_an_empty_file(self, client: httpx.Client) -> None:
        files = [
            {"path": "main.py", "content": "from pkg.util import double\nprint(double(4))\n"},
            {"path": "pkg/__init__.py", "content": ""},
            {"path": "pkg/util.py", "content": "def double(x: int) -> int:\n    return x * 2\n"},
        ]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files, "mode": "fast"}).json()
        assert [f["success"] for f in answer["translated_files"]] == [True, True, True]
        assert "fn double" in answer["translated_files"][0]["rust_code"]

    def test_a_package_comes_before_a_module_of_its_name(self, client: httpx.Client) -> None:
        files = [
            {"path": "main.py", "content": "from pkg import value\nprint(value())\n"},
            {"path": "pkg.py", "content": "def value() -> int:\n    return 1\n"},
            {"path": "pkg/__init__.py", "content": "def value() -> int:\n    return 2\n"},
        ]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files, "mode": "fast"}).json()
        main, module, package = answer["translated_files"]
        assert [f["success"] for f in (main, module, package)] == [True, True, True]
        assert "fn value() -> i64 {\n    2" in main["rust_code"]
        assert "fn value() -> i64 {\n    1" in module["rust_code"]
        assert "fn value() -> i64 {\n    2" in package["rust_code"]

    def test_a_path_is_given_once(self, client: httpx.Client) -> None:
        files = [{"path": "a.py", "content": "print(1)\n"}, {"path": "a.py", "content": "print(2)\n"}]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files})
        is_error(answer, 422, "unprocessable")
        assert answer.json()["details"]["fields"] == [
            {"field": "body.source_files", "problem": "two files have the path 'a.py'"}
        ]

    def test_a_name_that_is_given_is_no_other_files(self, client: httpx.Client) -> None:
        files = ["print(1)\n", {"path": "source_0.py", "content": "print(2)\n"}]
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": files, "mode": "fast"}).json()
        assert [f["path"] for f in answer["translated_files"]] == ["_source_0.py", "source_0.py"]

    @pytest.mark.parametrize(
        ("source", "field", "problem"),
        [
            (3, "body.source_files.0", "Input should be a string, or an object with path and content"),
            ({"path": "a.py"}, "body.source_files.0.file.content", "Field required"),
            ("x" * 100_001, "body.source_files.0.text", "String should have at most 100000 characters"),
        ],
    )
    def test_what_is_wrong_with_a_file_is_said_once(
        self, client: httpx.Client, source: object, field: str, problem: str
    ) -> None:
        answer = client.post(f"{TRANSLATE}/batch", json={"source_files": [source]})
        is_error(answer, 422, "unprocessable")
        assert answer.json()["details"]["fields"] == [{"field": field, "problem": problem}]

    def test_what_cannot_be_built_is_named(self, client: httpx.Client) -> None:
        body = {
            "source_files": ["print(1)\n"],
            "compile_wasm": True,
            "run_tests": True,
            "optimization_level": "release",
        }
        status = client.post(f"{TRANSLATE}/batch", json=body).json()["compilation_status"][0]
        assert "wasm32-wasip1" in status["wasm"]
        assert "not run" in status["tests"]

    @pytest.mark.parametrize("count", [0, 101])
    def test_the_number_of_files_is_bounded(self, client: httpx.Client, count: int) -> None:
        is_error(client.post(f"{TRANSLATE}/batch", json={"source_files": ["x = 1"] * count}), 422, "unprocessable")


class TestStream:
    def test_chunks_come_in_order(self, client: httpx.Client) -> None:
        response = client.post(f"{TRANSLATE}/stream", json={"python_code": CODE, "mode": "streaming"})
        assert response.headers["content-type"] == "application/x-ndjson"
        chunks = [json.loads(line) for line in response.text.splitlines()]
        kinds = [c["chunk_type"] for c in chunks]
        assert kinds[0] == "metadata"
        assert kinds[-1] == "complete"
        assert [c["is_final"] for c in chunks] == [False] * (len(chunks) - 1) + [True]
        code = next(c for c in chunks if c["chunk_type"] == "code")
        assert code["metadata"] == {"item": "combine"}
        assert code["content"].startswith("fn combine(a: i64, b: i64) -> i64 {")
        assert chunks[-1]["content"] == translate(client, CODE, mode="streaming").json()["rust_code"]

    def test_server_sent_events(self, client: httpx.Client) -> None:
        response = client.post(
            f"{TRANSLATE}/stream", json={"python_code": CODE}, headers={"accept": "text/event-stream"}
        )
        assert response.headers["content-type"].startswith("text/event-stream")
        events = [event.split("\n") for event in response.text.strip().split("\n\n")]
        assert events[0][0] == "event: metadata"
        assert json.loads(events[-1][1].removeprefix("data: "))["chunk_type"] == "complete"

    def test_refusals_come_as_diagnostics(self, client: httpx.Client) -> None:
        response = client.post(f"{TRANSLATE}/stream", json={"python_code": "print(eval('1'))\n", "mode": "fast"})
        chunks = [json.loads(line) for line in response.text.splitlines()]
        assert "P0209" in [c["metadata"]["code"] for c in chunks if c["chunk_type"] == "diagnostic"]
        assert chunks[-1]["metadata"]["metadata"]["complete"] is False

    def test_a_failure_before_the_first_event_is_the_status(self, client: httpx.Client) -> None:
        is_error(client.post(f"{TRANSLATE}/stream", json={"python_code": "def ("}), 422, "unprocessable")


class TestHealth:
    def test_health_names_what_is_absent(self, client: httpx.Client) -> None:
        body = client.get("/health").json()
        assert set(body) == {"status", "version", "uptime_seconds", "gpu_available", "model_loaded", "dependencies"}
        assert body["status"] == "degraded"
        assert body["dependencies"]["verifier"].startswith("absent")

    @pytest.mark.parametrize("path", ["/live", "/ready", "/status", "/v1/health/live", "/v1/metadata", "/v1/version"])
    def test_it_answers(self, client: httpx.Client, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 200
        assert response.json()

    def test_nim_names(self, client: httpx.Client) -> None:
        ready = client.get("/v1/health/ready").json()
        assert ready == {"object": "health.response", "message": "Service is ready.", "status": "ready"}
        assert client.get("/v1/models").json()["data"][0]["id"] == "portalis"

    def test_models(self, client: httpx.Client) -> None:
        model = client.get("/api/v1/translation/models").json()["models"][0]
        assert (model["id"], model["framework"], model["status"]) == ("portalis", "rules", "ready")

    def test_the_report_of_models_is_empty_without_any(self, client: httpx.Client) -> None:
        assert client.get("/api/v1/translation/models/report").json() == {"arms": {}, "comparisons": []}

    def test_metrics_in_both_formats(self, client: httpx.Client) -> None:
        translate(client, CODE)
        plain = client.get("/metrics").text
        families = {line.split()[2] for line in plain.splitlines() if line.startswith("# TYPE portalis_")}
        assert len(families) >= 20
        assert not [name for name in families if "gpu" in name]
        series = [line for line in plain.splitlines() if not line.startswith("#")]
        assert len(series) < 2000
        assert 'portalis_translations_total{mode="fast",outcome="translated"}' in plain
        opened = client.get("/v1/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
        assert opened.headers["content-type"].startswith("application/openmetrics-text")
        assert opened.text.endswith("# EOF\n")


class TestAround:
    def test_request_ids_go_in_and_out(self, client: httpx.Client, server: Server) -> None:
        assert client.get("/live", headers={"x-request-id": "mine-1"}).headers["x-request-id"] == "mine-1"
        assert client.get("/live", headers={"x-request-id": "a b"}).headers["x-request-id"] != "a b"
        logged = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
        assert [entry["route"] for entry in logged if entry.get("request_id") == "mine-1"] == ["/live"]

    def test_code_is_not_logged(self, client: httpx.Client, server: Server) -> None:
        translate(client, "print('a secret of mine')\n")
        translate(client, "print('a secret of mine'\n")
        assert "a secret of mine" not in server.log.read_text()

    def test_code_is_logged_where_that_is_switched_on(self, tmp_path: Path) -> None:
        with serving(tmp_path, log_requests="true") as own:
            httpx.post(own.url + TRANSLATE, json={"python_code": "print('seen')", "mode": "fast"})
            assert "print('seen')" in own.log.read_text()

    def test_answers_are_compressed_and_guarded(self, client: httpx.Client) -> None:
        response = translate(client, CODE)
        assert response.headers["content-encoding"] == "gzip"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in response.headers

    @pytest.mark.parametrize(("version", "connection"), [("1.1", "keep-alive"), ("1.1", "close"), ("1.0", "close")])
    def test_an_answer_in_pieces_is_whole_also_where_the_connection_ends(
        self, client: httpx.Client, server: Server, version: str, connection: str
    ) -> None:
        body = json.dumps({"python_code": "print('in pieces')", "mode": "fast"})
        whole = client.post(TRANSLATE, content=body, headers={"Content-Type": "application/json"})
        head = f"POST {TRANSLATE} HTTP/{version}\r\nHost: localhost\r\nConnection: {connection}\r\n"
        asked = f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        with socket.create_connection(("127.0.0.1", server.port), 10) as raw, raw.makefile("rb") as came:
            raw.sendall(asked * (2 if connection == "keep-alive" else 1))  # the second before the first is answered
            for _ in range(2 if connection == "keep-alive" else 1):
                assert came.readline() == b"HTTP/1.1 200 OK\r\n"
                lines = iter(came.readline, b"\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (b.decode().partition(":") for b in lines)}
                got = json.loads(came.read(int(fields["content-length"])))
                assert got["rust_code"] == whole.json()["rust_code"]
                own = {"date", "x-request-id", "content-length", "content-encoding", "connection"}
                assert {n: v for n, v in fields.items() if n not in own} == {
                    n: v for n, v in whole.headers.items() if n not in own
                }
            assert fields.get("connection") == (None if connection == "keep-alive" else "close")
            if connection == "close":
                assert came.read() == b""

    @pytest.mark.parametrize(
        ("accepted", "packed"),
        [
            ("gzip", True), ("deflate, GZIP;q=0.5", True), ("gzip; q=1.000", True), ("gzip;q=0", False),
            ("gzip; q=0.000, br", False), ("x-gzip-like", False), ("identity", False), ("", False),
        ],
    )  # fmt: skip
    def test_only_who_reads_gzip_gets_it(self, client: httpx.Client, accepted: str, packed: bool) -> None:
        body = {"python_code": CODE, "mode": "fast"}
        answer = client.post(TRANSLATE, json=body, headers={"accept-encoding": accepted})
        assert ("content-encoding" in answer.headers) is packed
        assert "fn combine" in answer.json()["rust_code"]

    def test_cors_is_for_the_named_origins(self, tmp_path: Path) -> None:
        with serving(tmp_path, cors_origins='["https://app.example"]') as own:
            asked = {"access-control-request-method": "POST"}
            good = httpx.options(own.url + TRANSLATE, headers={"origin": "https://app.example", **asked})
            bad = httpx.options(own.url + TRANSLATE, headers={"origin": "https://other.example", **asked})
        assert good.headers["access-control-allow-origin"] == "https://app.example"
        is_error(bad, 403, "forbidden")

    def test_a_refused_preflight_has_the_one_shape(self, tmp_path: Path) -> None:
        # With keys, the origin is judged by CORS alone.
        keys = tmp_path / "keys.json"
        KeyFile(keys).add("one")
        with serving(tmp_path, cors_origins='["https://app.example"]', keys_file=str(keys)) as own:
            asked = {"origin": "https://other.example", "access-control-request-method": "POST"}
            bad = httpx.options(own.url + TRANSLATE, headers=asked)
        is_error(bad, 403, "forbidden")
        assert "access-control-allow-origin" not in bad.headers

    def test_kept_answers_are_compressed_once_and_the_same(self, client: httpx.Client) -> None:
        """Every reader of gzip takes them: one member, with the checksum and the length of the whole."""
        code = f"print({time.time_ns()})\n"
        translate(client, code)
        plain = translate_with(client, code, "identity")
        assert "content-encoding" not in plain.headers
        for _ in range(2):
            packed = translate_with(client, code, "gzip")
            assert packed.headers["content-encoding"] == "gzip"
            assert packed.headers["vary"] == "Accept-Encoding"
            text = gzip.decompress(packed.raw)  # checks the checksum and the length
            assert zlib.decompressobj(31).decompress(packed.raw) == text
            first, second = json.loads(text), plain.json()
            assert first.pop("processing_time_ms") >= 0
            second.pop("processing_time_ms")
            assert first == second
            assert first["metadata"]["cached"] is True
            assert len(packed.raw) < len(text) / 3

    def test_the_openapi_document_has_every_route(self, client: httpx.Client) -> None:
        paths = client.get("/openapi.json").json()["paths"]
        assert {TRANSLATE, f"{TRANSLATE}/batch", f"{TRANSLATE}/stream", "/health", "/v1/chat/completions"} <= set(paths)
        assert client.get("/docs").status_code == 200
