#!/usr/bin/env bash
# Build the gateway's image from its Dockerfile, run it and print what is measured.
set -euo pipefail
. "$(dirname "$0")/image_lib.sh"
FILE=deploy/docker/Dockerfile
BASE=$(base_of PYTHON_IMAGE $FILE)
TAG=localhost/portalis-gateway:try
python_base "$BASE"
build $FILE $TAG "$BASE"

inside() { "${PODMAN[@]}" exec --interactive "$id" python - "$@"; } # a program on standard input, in the container
began=$(now)
# A network of its own, and the command as it is shipped; on loopback alone it asks for no key.
id=$("${PODMAN[@]}" run --detach --network none "${RESTRICTED[@]}" --tmpfs /tmp:rw,noexec,nosuid,size=64m \
    --env PORTALIS_HOST=127.0.0.1 --env PORTALIS_WORKERS=2 "$TAG" 2>/dev/null)
trap '"${PODMAN[@]}" rm --force --time 0 "$id" >/dev/null 2>&1 || true' EXIT
inside "$began" <<'PY'
import json, sys, time, urllib.request
began = float(sys.argv[1])
while True:
    try:
        if urllib.request.urlopen("http://127.0.0.1:8000/ready", timeout=2).status == 200:
            break
    except OSError:
        pass
    if time.time() - began > 60:
        sys.exit("not ready within 60 s")
    time.sleep(0.02)
print("ready_s", round(time.time() - began, 2))
body = json.dumps({"python_code": "print(2 ** 100)"}).encode()
ask = urllib.request.Request("http://127.0.0.1:8000/api/v1/translation/translate", body, {"Content-Type": "application/json"})
answer = json.load(urllib.request.urlopen(ask, timeout=30))
print("translated", str("fn main" in answer["rust_code"]).lower())
PY
look "$id"
inside <<'PY'
import json
print("sbom_components", len(json.load(open("/opt/portalis/share/portalis/sbom.cdx.json"))["components"]))
# Everything that the backends need, although symbols and tests were taken out.
import openai, numpy, tree_sitter_rust, tritonclient.grpc.aio, tritonclient.http.aio, uvloop
tensor = tritonclient.grpc.aio.InferInput("python_code", [1], "BYTES")
tensor.set_data_from_numpy(numpy.array([b"x"], dtype=numpy.object_))
print("backends", tensor.datatype())
PY
# A batch that still runs at SIGTERM has to be answered.
drain_during "$id" 2 inside <<'PY'
import json, urllib.request
source = "\n".join(f"def f{i}(n: int) -> int:\n    return n * {i} + sum(range(n))\n" for i in range(150))
files = [{"path": f"m{i}.py", "content": source} for i in range(16)]
body = json.dumps({"source_files": files, "mode": "fast"}).encode()
ask = urllib.request.Request("http://127.0.0.1:8000/api/v1/translation/translate/batch", body, {"Content-Type": "application/json"})
try:
    print("drained", urllib.request.urlopen(ask, timeout=60).status, flush=True)
except OSError as error:
    print("drained", error, flush=True)
PY
