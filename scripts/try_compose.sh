#!/usr/bin/env bash
# Run the Compose file with the images that try_image.sh and try_verifier_image.sh built, and print what is seen. Compose is
# Docker's own; the engine behind it is podman, whose service knows Docker's protocol. Needs root, netavark, aardvark-dns, redis-server.
set -euo pipefail
. "$(dirname "$0")/image_lib.sh"
FOLDER=$(mktemp -d)
COMPOSE=$1
TOKEN=deploy/compose/secrets/verifier-token
REDIS=$(sed -n 's/^ *image: \(.*redis:.*\)/\1/p' deploy/compose/compose.yaml)
VERSION=$(sed -n 's/.*PORTALIS_VERSION:-\([^}]*\)}.*/\1/p' deploy/compose/compose.yaml | head -1)
# What stands between podman and Docker: networks with names, limits, and the profile, which Docker is given as text.
cat >"$FOLDER/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=2048:2048"]
seccomp_profile = "$PWD/deploy/helm/portalis/files/seccomp-verifier.json"
[network]
network_backend = "netavark"
[engine]
events_logger = "file"
CONF
cat >"$FOLDER/podman.yaml" <<'YAML'
services:
  verifier:
    security_opt: !override ["no-new-privileges:true"]
YAML
export CONTAINERS_CONF=$FOLDER/containers.conf DOCKER_HOST=unix://$FOLDER/engine.sock
compose() { "$COMPOSE" --file deploy/compose/compose.yaml --file "$FOLDER/podman.yaml" "$@"; }
end() {
    compose down --volumes --timeout 20 >/dev/null 2>&1 || true
    touch "$FOLDER/over"
    [ -z "${engine:-}" ] || kill "$engine" 2>/dev/null || true
    [ -z "${made:-}" ] || rm -rf deploy/compose/secrets
    wait
    rm -rf "$FOLDER"
}
trap end EXIT

for part in gateway verifier; do
    "${PODMAN[@]}" tag localhost/portalis-$part:try "ghcr.io/portalis-dev/portalis-$part:$VERSION"
done
if ! has "$REDIS"; then # Debian's server under the tag that the file names
    container=$("${BUILDAH[@]}" from --pull-never "$(base_of PYTHON_IMAGE deploy/docker/Dockerfile)")
    root=$("${BUILDAH[@]}" mount "$container")
    for file in $(ldd /usr/bin/redis-server /usr/bin/redis-cli | sed -n 's,.*=> \(/[^ ]*\).*,\1,p' | sort -u) "$(readlink -f /usr/bin/redis-server)" /usr/bin/redis-cli; do
        [ -e "$root$file" ] || install -D "$file" "$root$file"
    done
    ln -sf "$(readlink -f /usr/bin/redis-server)" "$root/usr/local/bin/redis-server"
    "${BUILDAH[@]}" umount "$container" >/dev/null
    "${BUILDAH[@]}" commit --quiet "$container" "$REDIS" >/dev/null
    "${BUILDAH[@]}" rm "$container" >/dev/null
fi
if [ ! -s $TOKEN ]; then
    made=yes
    make --no-print-directory compose-token
fi
"${PODMAN[@]}" system service --time 0 "$DOCKER_HOST" >"$FOLDER/engine.log" 2>&1 &
engine=$!
# podman leaves the checks of health to systemd's timers.
while [ ! -e "$FOLDER/over" ]; do
    for one in $("${PODMAN[@]}" ps --quiet 2>/dev/null); do "${PODMAN[@]}" healthcheck run "$one" >/dev/null 2>&1 || true; done
    sleep 1
done &
for _ in $(seq 50); do [ ! -S "$FOLDER/engine.sock" ] || break; sleep 0.1; done

began=$(now)
timeout 300 "$COMPOSE" --file deploy/compose/compose.yaml --file "$FOLDER/podman.yaml" up --detach --no-build --pull never --wait gateway >"$FOLDER/up.log" 2>&1 ||
    { cut -c1-300 "$FOLDER/up.log" | tail -20 >&2; compose logs 2>&1 | tail -20 >&2; exit 1; }
echo "up_s $(seconds "$began")"
echo "running $(compose ps --services | sort | tr '\n' ' ')"
# The published port, on this machine's loopback.
python3 - <<'PY'
import json, urllib.request
source = "def double(n: int) -> int:\n    return n + n\n\nprint(double(21))\n"
body = json.dumps({"python_code": source, "mode": "quality"}).encode()
ask = urllib.request.Request("http://127.0.0.1:8000/api/v1/translation/translate", body, {"Content-Type": "application/json"})
answer = json.load(urllib.request.urlopen(ask, timeout=180))
print("verification", answer["metadata"]["verification"]["status"])
health = json.load(urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=10))
print("health", health["status"])
PY
echo "keys_in_redis $(compose exec -T redis redis-cli dbsize | tr -dc 0-9)"
# A way out is a default route: the line whose destination is 00000000.
for part in gateway verifier redis; do
    echo "way_out_$part $(compose exec -T $part cat /proc/net/route | awk '$2 == "00000000"' | wc -l)"
done
began=$(now)
compose down --timeout 60 >/dev/null 2>&1
echo "down_s $(seconds "$began")"
