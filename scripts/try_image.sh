#!/usr/bin/env bash
# Build the gateway's image from its Dockerfile, run it and print what is measured.
set -euo pipefail
. "$(dirname "$0")/image_lib.sh"
FILE=deploy/docker/Dockerfile
BASE=$(base_of PYTHON_IMAGE $FILE)
TAG=localhost/portalis-gateway:try
python_base "$BASE"
build $FILE $TAG "$BASE"

PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
GRPC=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
began=$(now)
id=$("${PODMAN[@]}" run --detach --network host "${RESTRICTED[@]}" --tmpfs /tmp:rw,noexec,nosuid,size=64m \
    --env PORTALIS_HOST=127.0.0.1 --env PORTALIS_PORT="$PORT" --env PORTALIS_GRPC_PORT="$GRPC" --env PORTALIS_WORKERS=2 "$TAG")
trap '"${PODMAN[@]}" rm --force --time 0 "$id" >/dev/null 2>&1 || true' EXIT
PORTALIS_PORT=$PORT python3 - "$began" <<'PY'
import json, os, sys, time, urllib.request
port, began = os.environ["PORTALIS_PORT"], float(sys.argv[1])
while True:
    try:
        if urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2).status == 200:
            break
    except OSError:
        pass
    if time.time() - began > 60:
        sys.exit("not ready within 60 s")
    time.sleep(0.02)
print("ready_s", round(time.time() - began, 2))
body = json.dumps({"python_code": "print(2 ** 100)"}).encode()
ask = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/translation/translate", body, {"Content-Type": "application/json"})
answer = json.load(urllib.request.urlopen(ask, timeout=30))
print("translated", str("fn main" in answer["rust_code"]).lower())
PY
look "$id"
echo "sbom_components $("${PODMAN[@]}" exec "$id" python -c 'import json; print(len(json.load(open("/opt/portalis/share/portalis/sbom.cdx.json"))["components"]))')"
# A batch that still runs at SIGTERM has to be answered.
PORTALIS_PORT=$PORT python3 - <<'PY' &
import json, os, urllib.request
port = os.environ["PORTALIS_PORT"]
source = "\n".join(f"def f{i}(n: int) -> int:\n    return n * {i} + sum(range(n))\n" for i in range(150))
files = [{"path": f"m{i}.py", "content": source} for i in range(16)]
body = json.dumps({"source_files": files, "mode": "fast"}).encode()
ask = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/translation/translate/batch", body, {"Content-Type": "application/json"})
try:
    print("drained", urllib.request.urlopen(ask, timeout=60).status)
except OSError as error:
    print("drained", error)
PY
client=$!
sleep 0.7
began=$(now)
"${PODMAN[@]}" kill --signal TERM "$id" >/dev/null
echo "exit_status $("${PODMAN[@]}" wait "$id")"
echo "drain_s $(seconds "$began" 2)"
wait "$client"
