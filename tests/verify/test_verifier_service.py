"""`portalis verifier serve`: who may call, what jobs may reach, and how they end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from support.verifier import SECRET, TOKEN, RunningVerifier, verifying, wait_for

from portalis import api
from portalis.cli import main
from portalis.service.remote_verifier import RemoteFiles, RemoteVerifier
from portalis.service.settings import Settings
from portalis.service.verification import VerificationJob, load_verifier
from portalis.verifier.process import forbid_dumps
from portalis.verifier.v1 import verifier_pb2 as pb
from portalis.verify.buildcache import store
from portalis.verify.sandbox import Sandbox

pytestmark = pytest.mark.slow
SOURCE = "def one() -> int:\n    return 1\n"
MANIFEST = '[package]\nname = "x"\nversion = "0.1.0"\nedition = "2021"\n'
AUTHORIZED = (("authorization", f"Bearer {TOKEN}"),)
SLEEPS = "std::thread::sleep(std::time::Duration::from_secs(600));"
GROWS = """
    let mut held = vec![0u8; 1 << 30];
    for at in (0..held.len()).step_by(4096) { held[at] = 1; }
    std::thread::sleep(std::time::Duration::from_secs(600));
    println!("{}", held.len());
"""
LOOKS = """
pub fn look() -> String {
    let mut found = String::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        if let Ok(data) = std::fs::read(entry.path().join("environ")) {
            found.push_str(&String::from_utf8_lossy(&data).replace('\\0', " "));
        }
    }
    found
}
"""


def request(build: str = "", rust: str = "pub fn one() -> i64 { 1 }\n", **fields: Any) -> pb.VerifyRequest:
    """A package from elsewhere, with this code in its build script."""
    package = {"Cargo.toml": MANIFEST, "src/lib.rs": rust}
    if build:
        package["build.rs"] = f"fn main() {{ {build} }}"
    sources = fields.pop("source", SOURCE)
    files = [pb.File(path=path, text=text) for path, text in package.items()]
    return pb.VerifyRequest(sources=[pb.File(path="main.py", text=sources)], package=files, **fields)


@pytest.fixture(scope="module")
def verifier(sandbox: Sandbox, cargo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningVerifier]:
    folder = tmp_path_factory.mktemp("verifier")
    (folder / "token").write_text(TOKEN + "\n")
    options = ("--token-file", str(folder / "token"), "--jobs", "1", "--queue", "1", "--memory-mib", "1024")
    with verifying(folder, *options) as running:
        yield running


def test_the_gateways_client_gets_evidence(verifier: RunningVerifier, tmp_path: Path) -> None:
    source = "def double(n: int) -> int:\n    return n * 2\n\nprint(double(4))\n"
    files = api.translate(source).files
    (tmp_path / "token").write_text(TOKEN)
    settings = Settings(verifier_token_file=str(tmp_path / "token"))
    client = load_verifier(f"grpc://127.0.0.1:{verifier.port}", settings)
    assert isinstance(client, RemoteVerifier)
    assert client.missing() is None
    sources = {"main.py": source}

    async def ask(mode: str, given: dict[str, str]) -> Any:
        found = await client.verify(VerificationJob(sources, given, {}, mode, 120.0))
        await client.close()
        return found

    found = asyncio.run(ask("quality", files))
    assert found.summary["verdict"] == "verified", found
    assert found.summary["rungs"] == ["check", "differential", "program"]
    assert found.confidence >= 0.95
    assert found.items["double"]["agreed"] is True
    wrong = {**files, "src/main.rs": files["src/main.rs"].replace("* 2", "* 3")}
    assert wrong != files
    found = asyncio.run(ask("quality", wrong))
    assert found.confidence == 0
    assert found.items["double"]["verdict"] == "contradicted"
    assert found.items["double"]["mismatches"][0]["call"].startswith("double(")
    found = asyncio.run(ask("standard", files))
    assert found.summary["rungs"] == ["check"]
    assert found.items["double"]["agreed"] is False


def test_a_job_finds_no_secret_in_any_environment(verifier: RunningVerifier) -> None:
    wanted = request(rust=LOOKS, source='def look() -> str:\n    return ""\n', mode=pb.MODE_QUALITY)
    answer = verifier.stub().Verify(wanted, metadata=AUTHORIZED, timeout=120)
    seen = answer.items[0].mismatches[0].rust
    assert "PATH=" in seen  # it read its own, at least
    assert SECRET not in answer.report_json.decode()
    assert TOKEN not in answer.report_json.decode()
    for status in Path("/proc").glob("[0-9]*/stat"):  # the server and what it started
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            pid = int(status.parent.name)
            if verifier.process.pid in (pid, parent):
                held = (status.parent / "environ").read_bytes()
                assert SECRET.encode() not in held
                assert TOKEN.encode() not in held
        except (OSError, IndexError):
            continue


@pytest.mark.parametrize("metadata", [(), (("authorization", "Bearer wrong-" + TOKEN),), (("authorization", TOKEN),)])
def test_who_has_no_token_is_refused(verifier: RunningVerifier, metadata: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        verifier.stub().Verify(request(), metadata=metadata, timeout=20)
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


def test_what_is_no_program_is_refused(verifier: RunningVerifier) -> None:
    for wrong in (pb.VerifyRequest(), request(source="def f(:\n")):
        with pytest.raises(grpc.RpcError) as refused:
            verifier.stub().Verify(wrong, metadata=AUTHORIZED, timeout=60)
        assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_probes_and_metrics(verifier: RunningVerifier) -> None:
    stub = health_pb2_grpc.HealthStub(grpc.insecure_channel(f"127.0.0.1:{verifier.port}"))
    for name in ("", "portalis.verifier.v1.VerifierService"):
        answer = stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=20)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
    assert httpx.get(f"{verifier.url}/live").status_code == 200
    assert httpx.get(f"{verifier.url}/health").json()["status"] == "healthy"
    text = httpx.get(f"{verifier.url}/metrics").text
    assert "portalis_verifier_ready 1.0" in text
    assert "portalis_verifier_slots 1.0" in text


def test_a_deadline_ends_the_job(verifier: RunningVerifier) -> None:
    with pytest.raises(grpc.RpcError) as ended:
        verifier.stub().Verify(request(SLEEPS), metadata=AUTHORIZED, timeout=4)
    assert ended.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    wait_for(lambda: verifier.running == 0)
    wait_for(lambda: not list(verifier.jobs.glob("*")))


def test_places_are_bounded_jobs_have_their_own_cache_and_cancelling_kills(verifier: RunningVerifier) -> None:
    stub = verifier.stub()
    first = stub.Verify.future(request(SLEEPS), metadata=AUTHORIZED, timeout=120)
    wait_for(lambda: verifier.running == 1)
    second = stub.Verify.future(request(SLEEPS), metadata=AUTHORIZED, timeout=120)
    wait_for(lambda: verifier.waiting == 1)
    with pytest.raises(grpc.RpcError) as full:
        stub.Verify(request(), metadata=AUTHORIZED, timeout=20)
    assert full.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    second.cancel()
    wait_for(lambda: verifier.waiting == 0)

    wait_for(lambda: builders(verifier))
    copies = list(verifier.jobs.glob("*/*/target/**/*.rlib"))
    assert copies
    originals = {p.stat().st_ino for p in (store() / "target").rglob("*") if p.is_file()}
    assert all(p.stat().st_nlink == 1 and p.stat().st_ino not in originals for p in copies)
    left = builders(verifier)

    first.cancel()
    wait_for(lambda: verifier.running == 0)
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left), 10)
    wait_for(lambda: not list(verifier.jobs.glob("*")))
    assert 'portalis_verifier_jobs_total{outcome="cancelled"}' in httpx.get(f"{verifier.url}/metrics").text


def builders(verifier: RunningVerifier) -> list[int]:
    """Process ids of the build scripts that the verifier's jobs run."""
    from portalis.verify.watchdog import descendants

    found = []
    for pid in descendants(verifier.process.pid):
        try:
            if "build-script-build" in os.readlink(f"/proc/{pid}/exe"):
                found.append(pid)
        except OSError:
            continue
    return found


def test_the_memory_of_a_job_is_capped(verifier: RunningVerifier) -> None:
    with pytest.raises(grpc.RpcError) as ended:
        verifier.stub().Verify(request(GROWS), metadata=AUTHORIZED, timeout=120)
    assert ended.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, ended.value
    assert "1024 MiB" in (ended.value.details() or "")
    wait_for(lambda: verifier.running == 0)


def test_a_verifier_drains_and_its_server_ends_in_order(sandbox: Sandbox, cargo: str, tmp_path: Path) -> None:
    with verifying(tmp_path) as own:
        answers: list[pb.VerifyResponse] = []
        pause = "std::thread::sleep(std::time::Duration::from_secs(2));"
        caller = threading.Thread(target=lambda: answers.append(own.stub().Verify(request(pause), timeout=120)))
        caller.start()
        wait_for(lambda: own.running == 1)
        own.process.send_signal(signal.SIGTERM)
        wait_for(lambda: httpx.get(f"{own.url}/ready").status_code == 503)
        with pytest.raises(grpc.RpcError) as refused:
            own.stub().Verify(request(), timeout=20)
        assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
        caller.join(120)
        assert answers
        assert answers[0].rungs == ["check"]
        assert own.process.wait(20) == 0


def test_mutual_tls(sandbox: Sandbox, cargo: str, tmp_path: Path) -> None:
    certificates(tmp_path)
    paths = {name: str(tmp_path / name) for name in ("ca.pem", "server.pem", "server.key", "client.pem", "client.key")}
    options = ("--tls-cert", paths["server.pem"], "--tls-key", paths["server.key"], "--tls-client-ca", paths["ca.pem"])
    with verifying(tmp_path, *options) as own:
        address = f"grpcs://localhost:{own.port}"
        job = VerificationJob({"main.py": SOURCE}, {}, {}, "standard", 60.0)

        async def ask(files: RemoteFiles) -> Any:
            return await RemoteVerifier(address, files).verify(job)

        with pytest.raises(grpc.aio.AioRpcError) as refused:
            asyncio.run(ask(RemoteFiles(ca=paths["ca.pem"])))
        assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
        files = RemoteFiles(ca=paths["ca.pem"], cert=paths["client.pem"], key=paths["client.key"])
        assert asyncio.run(ask(files)).summary["rungs"] == ["check"]


def certificates(folder: Path) -> None:
    """An authority, and certificates of a server and a client that it signed."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(*new, "-x509", "-days", "2", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    for name in ("server", "client"):
        openssl(*new, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        signed = ("x509", "-req", "-days", "2", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
        openssl(*signed, "-in", f"{name}.csr", "-extfile", "names", "-out", f"{name}.pem")


def test_a_public_address_needs_to_know_who_calls(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def refused(*options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "portalis", "verifier", "serve", *options],
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        return done.stderr.decode()

    assert "--token-file" in refused("--host", "0.0.0.0")
    (tmp_path / "short").write_text("abc")
    assert "less than 16" in refused("--token-file", str(tmp_path / "short"))
    assert "go together" in refused("--tls-cert", "x")
    assert main(["verifier", "sing"]) == 2
    capsys.readouterr()


def test_an_address_of_a_verifier_is_checked(tmp_path: Path) -> None:
    for wrong in ("grpc://", "grpc://host", "grpcs://host:x", "grpc://host:1/path"):
        with pytest.raises(ValueError, match=r"verifier|[Pp]ort"):
            load_verifier(wrong)
    with pytest.raises(FileNotFoundError):
        load_verifier("grpc://host:1", Settings(verifier_token_file=str(tmp_path / "none")))
    with pytest.raises(ValueError, match="grpcs"):
        load_verifier("grpc://host:1", Settings(verifier_ca_file="x"))


def test_a_process_can_forbid_dumps() -> None:
    code = "from portalis.verifier.process import forbid_dumps; print(forbid_dumps())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == (b"True\n" if sys.platform == "linux" else b"False\n")
    assert callable(forbid_dumps)


def test_the_report_is_what_the_command_prints(verifier: RunningVerifier) -> None:
    answer = verifier.stub().Verify(request(), metadata=AUTHORIZED, timeout=60)
    document = json.loads(answer.report_json)
    assert document["verdict"] == answer.verdict
    assert [i["name"] for i in document["items"]] == ["one"]
