"""Base images by digest: how references, locks and registries' answers are read. The registry is one of this test."""

from __future__ import annotations

import http.server
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.deploy import DEPLOY, ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import image_digests
from image_digests import DigestError, Image, bases, digest_of, parsed, pinned, read_lock

DIGEST = "sha256:" + "ab" * 32
PYTHON = "docker.io/library/python:3.11.14-slim-bookworm"


class Registry(http.server.BaseHTTPRequestHandler):
    """Speaks as a registry does that gives nobody anything without a token."""

    digest = DIGEST
    asked: list[str] = []  # noqa: RUF012 - of the class: a handler lives for one request

    server: http.server.ThreadingHTTPServer

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.path} {self.headers.get('Authorization', '-')}")
        if self.headers.get("Authorization") != "Bearer for-you":
            host = f"http://127.0.0.1:{self.server.server_port}"
            self.send_response(401)
            self.send_header(
                "WWW-Authenticate", f'Bearer realm="{host}/token",service="registry",scope="repository:x:pull"'
            )
        elif self.path.endswith("/manifests/gone"):
            self.send_response(404)
        else:
            assert "image.index" in self.headers["Accept"]
            self.send_response(200)
            self.send_header("Docker-Content-Digest", self.digest)
        self.end_headers()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = json.dumps({"token": "for-you"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Registry]]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(image_digests, "endpoint", lambda host: f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setattr(Registry, "asked", [])
    yield Registry
    server.shutdown()
    server.server_close()


def test_references_have_all_their_parts() -> None:
    assert parsed(PYTHON) == Image("docker.io", "library/python", "3.11.14-slim-bookworm")
    assert parsed("registry.example.com:5000/a/b:1").repository == "a/b"
    for wrong in ("python:3.11", "docker.io/library/python", f"{PYTHON}@{DIGEST}", "library/python:3"):
        with pytest.raises(DigestError):
            parsed(wrong)


def test_every_base_of_the_dockerfiles_is_found() -> None:
    found = bases()
    assert found.keys() == {"PYTHON_IMAGE", "RUST_IMAGE", "TRITON_IMAGE"}
    for path in sorted((DEPLOY / "docker").glob("Dockerfile*")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("FROM "):
                assert line.split()[1].strip("${}") in found, f"{path.name}: {line} is no base that a digest could pin"
    assert all(parsed(reference).tag for reference in found.values())


def test_one_name_is_one_image(tmp_path: Path) -> None:
    for name, tag in (("Dockerfile", "1"), ("Dockerfile.b", "2")):
        (tmp_path / name).write_text(f"ARG A_IMAGE=docker.io/library/a:{tag}\nFROM ${{A_IMAGE}}\n")
    with pytest.raises(DigestError, match=r"A_IMAGE is docker\.io/library/a:2, elsewhere"):
        bases(tmp_path)


def test_a_registry_is_asked_with_the_token_that_it_wants(registry: type[Registry]) -> None:
    assert digest_of(PYTHON) == DIGEST
    path = "/v2/library/python/manifests/3.11.14-slim-bookworm"
    assert registry.asked == [
        f"{path} -",
        "/token?service=registry&scope=repository%3Ax%3Apull",
        f"{path} Bearer for-you",
    ]
    with pytest.raises(DigestError, match="404"):
        digest_of("docker.io/library/python:gone")


def test_an_answer_without_a_digest_is_none(registry: type[Registry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "digest", "latest")
    with pytest.raises(DigestError, match="gave no digest"):
        digest_of(PYTHON)


def test_a_lock_is_made_and_read(
    registry: type[Registry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(image_digests, "LOCK", tmp_path / "bases.lock")
    assert image_digests.main(["check"]) == 1
    assert "by their tags alone: PYTHON_IMAGE, RUST_IMAGE, TRITON_IMAGE" in capsys.readouterr().err
    assert image_digests.main(["resolve"]) == 0
    lock = read_lock((tmp_path / "bases.lock").read_text())
    assert lock["PYTHON_IMAGE"] == f"{PYTHON}@{DIGEST}"
    assert image_digests.main(["check"]) == 0
    capsys.readouterr()
    assert image_digests.main(["build-args", str(DEPLOY / "docker" / "Dockerfile")]) == 0
    assert capsys.readouterr().out == f"PYTHON_IMAGE={PYTHON}@{DIGEST}\n"


def test_a_lock_that_is_wrong_or_stale_is_refused() -> None:
    assert read_lock(f"# a note\n\nA_IMAGE {PYTHON}@{DIGEST}\n") == {"A_IMAGE": f"{PYTHON}@{DIGEST}"}
    for wrong in (f"A_IMAGE {PYTHON}", f"A_IMAGE {PYTHON}@sha256:12", f"A {PYTHON}@{DIGEST}\nA {PYTHON}@{DIGEST}"):
        with pytest.raises(DigestError, match="line"):
            read_lock(wrong)
    with pytest.raises(DigestError, match="make image-digests"):
        pinned({"A_IMAGE": PYTHON.replace("3.11.14", "3.11.15")}, {"A_IMAGE": f"{PYTHON}@{DIGEST}"})
