#!/usr/bin/env bash
# Build the gateway's image from its Dockerfile and run it, without an engine or a registry: buildah and podman from
# Debian, on a base made by debootstrap under the tag that the Dockerfile names. Needs root. Prints what it measures.
set -euo pipefail
cd "$(dirname "$0")/.."
WORK=${PORTALIS_IMAGE_WORK:-/var/tmp/portalis-images}
BASE=$(sed -n 's/^ARG PYTHON_IMAGE=//p' deploy/docker/Dockerfile)
TAG=localhost/portalis-gateway:try
mkdir -p "$WORK"
export STORAGE_DRIVER=overlay
STORE=(--root "$WORK/storage" --runroot "$WORK/run")
BUILDAH=(buildah "${STORE[@]}")
PODMAN=(podman "${STORE[@]}" --runtime runc --cgroup-manager cgroupfs)
CA=/etc/ssl/certs/ca-certificates.crt

if ! "${BUILDAH[@]}" images --quiet "$BASE" >/dev/null 2>&1; then
    if [ ! -e "$WORK/root/done" ]; then
        rm -rf "$WORK/root"
        debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$WORK/root" >"$WORK/debootstrap.log"
        rm -rf "$WORK/root/var/cache/apt/archives" "$WORK/root/var/lib/apt/lists" "$WORK/root/usr/share/doc" "$WORK/root/usr/share/man"
        mkdir -p "$WORK/root/var/cache/apt/archives/partial"
        ln -sf /usr/bin/python3 "$WORK/root/usr/bin/python"
        touch "$WORK/root/done"
    fi
    container=$("${BUILDAH[@]}" from scratch)
    "${BUILDAH[@]}" add --quiet "$container" "$WORK/root" / >/dev/null
    "${BUILDAH[@]}" commit --quiet "$container" "$BASE" >/dev/null
    "${BUILDAH[@]}" rm "$container" >/dev/null
fi

began=$(date +%s.%N)
"${BUILDAH[@]}" bud --pull-never --isolation chroot --network host --format docker --layers=false \
    --volume "$CA:$CA:ro" --build-arg VERSION=try --file deploy/docker/Dockerfile --tag "$TAG" . >"$WORK/build.log" 2>&1 ||
    { tail -30 "$WORK/build.log" >&2; exit 1; }
echo "build_s $(python3 -c "import time; print(round(time.time() - $began, 1))")"
bytes=$("${PODMAN[@]}" image inspect "$TAG" --format '{{.Size}}')
echo "size_mb $((bytes / 1000000))"
echo "compressed_mb $(($("${PODMAN[@]}" save --format oci-archive "$TAG" | tar --to-stdout -xf - --wildcards 'blobs/sha256/*' | gzip -6 | wc -c) / 1000000))"
echo "base_mb $(($("${PODMAN[@]}" image inspect "$BASE" --format '{{.Size}}') / 1000000))"

PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
GRPC=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
began=$(date +%s.%N)
id=$("${PODMAN[@]}" run --detach --network host --read-only --tmpfs /tmp:rw,noexec,nosuid,size=64m --cap-drop ALL \
    --security-opt no-new-privileges --ulimit nofile=4096:4096 --ulimit nproc=2048:2048 \
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
echo "uid $("${PODMAN[@]}" exec "$id" id -u)"
if "${PODMAN[@]}" exec "$id" sh -c 'touch /opt/portalis/x || touch /usr/x || touch /etc/x' 2>/dev/null; then echo "root_read_only false"; else echo "root_read_only true"; fi
echo "pid1 $("${PODMAN[@]}" exec "$id" cat /proc/1/comm)"
"${PODMAN[@]}" exec "$id" python -c 'import json; d = json.load(open("/opt/portalis/share/portalis/sbom.cdx.json")); print("sbom_components", len(d["components"]))'
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
began=$(date +%s.%N)
"${PODMAN[@]}" kill --signal TERM "$id" >/dev/null
echo "exit_status $("${PODMAN[@]}" wait "$id")"
echo "drain_s $(python3 -c "import time; print(round(time.time() - $began, 2))")"
wait "$client"
"${PODMAN[@]}" history --no-trunc --format '{{.CreatedBy}}' "$TAG" | grep -ciE 'password|secret|token=' | sed 's/^/secrets_in_history /' || true
