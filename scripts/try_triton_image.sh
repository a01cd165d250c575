#!/usr/bin/env bash
# Build Triton's image from its Dockerfile, run it as it is shipped and have it translate. Its base is NVIDIA's, which needs their
# registry; a stand-in under the same tag is Debian with the Triton that the pip package nvidia-pytriton carries, at the
# place that NVIDIA's image has it. What is shown so is this project's part: the Dockerfile, the models, the command.
set -euo pipefail
. "$(dirname "$0")/image_lib.sh"
FILE=deploy/docker/Dockerfile.triton
BASE=$(base_of TRITON_IMAGE $FILE)
PYTHON_BASE=$(base_of PYTHON_IMAGE deploy/docker/Dockerfile)
TAG=localhost/portalis-triton:try

if ! has "$BASE"; then
    python_base "$PYTHON_BASE"
    container=$("${BUILDAH[@]}" from --pull-never "$PYTHON_BASE")
    "${BUILDAH[@]}" copy --quiet "$container" tests/fixtures/triton/requirements.txt /tmp/requirements.txt >/dev/null
    "${BUILDAH[@]}" run --isolation chroot --network host --volume "$CA:$CA:ro" "$container" -- sh -euxc '
        apt-get update -q
        apt-get install -yq --no-install-recommends python3-pip curl libpython3.11
        python3 -m pip install --quiet --no-cache-dir --break-system-packages -r /tmp/requirements.txt
        server=$(echo /usr/local/lib/python3*/dist-packages/pytriton/tritonserver)
        # The package keeps a stub for each Python beside the backend, which looks for the one that is in its folder.
        cp "$server"/python_backend_stubs/3.11/triton_python_backend_stub "$server"/backends/python/
        # Its libraries look for others beside the package, so that it stays where it is.
        ln -s "$server" /opt/tritonserver
        rm -rf /var/lib/apt/lists /var/cache/apt /tmp/requirements.txt' >"$WORK/triton-base.log" 2>&1 ||
        { tail -30 "$WORK/triton-base.log" >&2; exit 1; }
    "${BUILDAH[@]}" config --env PATH=/opt/tritonserver/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
    "${BUILDAH[@]}" commit --quiet "$container" "$BASE" >/dev/null
    "${BUILDAH[@]}" rm "$container" >/dev/null
fi
build $FILE $TAG "$BASE"

began=$(now)
# A network of its own: the image's ports are those of everything that speaks HTTP.
id=$("${PODMAN[@]}" run --detach --network none "${RESTRICTED[@]}" --tmpfs /tmp:rw,nosuid,size=256m --shm-size 256m "$TAG" 2>/dev/null)
trap '"${PODMAN[@]}" rm --force --time 0 "$id" >/dev/null 2>&1 || true' EXIT
ask() { "${PODMAN[@]}" exec --interactive "$id" curl --silent --show-error --max-time 30 "$@"; }
until ask --fail http://127.0.0.1:8000/v2/health/ready 2>/dev/null; do
    if [ "$("${PODMAN[@]}" inspect "$id" --format '{{.State.Running}}')" = false ] || python3 -c "import sys, time; sys.exit(time.time() - $began < 120)"; then
        "${PODMAN[@]}" logs "$id" 2>&1 | tail -30 >&2
        exit 1
    fi
    sleep 0.1
done
echo "ready_s $(seconds "$began" 2)"
look "$id"
for model in rule_translator translation_model; do
    echo "$model $(ask --output /dev/null --write-out '%{http_code}' http://127.0.0.1:8000/v2/models/$model/ready)"
done
request='{"inputs": [{"name": "python_code", "shape": [2, 1], "datatype": "BYTES", "data": ["print(2 ** 100)", "def f(:"]}]}'
echo "$request" | ask --data @- http://127.0.0.1:8000/v2/models/rule_translator/infer >"$WORK/triton.json"
python3 - "$WORK/triton.json" <<'PY'
import json, sys
answer = {one["name"]: one["data"] for one in json.load(open(sys.argv[1]))["outputs"]}
print("translated", str("fn main" in answer["rust_code"][0]).lower())
print("complete", json.loads(answer["metadata"][0])["complete"], json.loads(answer["metadata"][1])["complete"])
PY
echo "counted $(ask http://127.0.0.1:8002/metrics | sed -n 's/^nv_inference_request_success{model="rule_translator".*} //p')"
echo "sbom_components $("${PODMAN[@]}" exec "$id" python3 -c 'import json; print(len(json.load(open("/opt/portalis/share/portalis/sbom.cdx.json"))["components"]))')"
# A request that still runs at SIGTERM has to be answered.
python3 -c '
import json
source = "\n".join(f"def f{i}(n: int) -> int:\n    return n * {i} + sum(range(n))\n" for i in range(150))
print(json.dumps({"inputs": [{"name": "python_code", "shape": [16, 1], "datatype": "BYTES", "data": [source] * 16}]}))' >"$WORK/triton-long.json"
drain_during "$id" 1 ask --output /dev/null --write-out 'drained %{http_code}\n' --data @- \
    http://127.0.0.1:8000/v2/models/rule_translator/infer <"$WORK/triton-long.json"
