"""The gateway's image, built from its Dockerfile and run. Heavy: root, Debian's buildah, podman, runc, debootstrap."""

from __future__ import annotations

import os
import shutil

import pytest
from support.deploy import run

pytestmark = pytest.mark.heavy
NEEDED = ("buildah", "podman", "runc", "debootstrap")
MAX_MB, MAX_COMPRESSED_MB, MAX_READY_S = 300, 110, 20


@pytest.mark.skipif(os.geteuid() != 0 or not all(map(shutil.which, NEEDED)), reason="needs root, " + ", ".join(NEEDED))
def test_image_is_built_and_serves() -> None:
    done = run("scripts/try_image.sh")
    assert done.returncode == 0, done.stderr
    found = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    print(done.stdout)
    assert int(found["size_mb"]) <= MAX_MB
    assert int(found["compressed_mb"]) <= MAX_COMPRESSED_MB
    assert float(found["ready_s"]) <= MAX_READY_S
    assert found["uid"] == "10001"
    assert found["root_read_only"] == "true"
    assert found["translated"] == "true"
    assert found["pid1"] == "tini"
    assert found["exit_status"] == "0"
    assert found["drained"] == "200", "a request that runs at SIGTERM is answered"
    assert float(found["drain_s"]) <= 60
    assert int(found["sbom_components"]) > 20
    assert found["secrets_in_history"] == "0"
