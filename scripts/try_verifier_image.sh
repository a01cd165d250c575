#!/usr/bin/env bash
# Build the verifier's image from its Dockerfile and try it inside a container that has what a restricted pod has: a user, no
# capability, a read-only root, the shipped seccomp profile. Prints what the sandbox can do there, and what is measured.
set -euo pipefail
. "$(dirname "$0")/image_lib.sh"
FILE=deploy/docker/Dockerfile.verifier
RUST=$(base_of RUST_IMAGE $FILE)
BASE=$(base_of PYTHON_IMAGE $FILE)
TAG=localhost/portalis-verifier:try
python_base "$BASE"
if ! has "$RUST"; then
    container=$("${BUILDAH[@]}" from --pull-never "$BASE")
    "${BUILDAH[@]}" add --quiet "$container" "$(rustc --print sysroot)" /usr/local/rustup >/dev/null
    "${BUILDAH[@]}" config --env PATH=/usr/local/rustup/bin:/usr/local/bin:/usr/bin:/bin "$container"
    "${BUILDAH[@]}" commit --quiet "$container" "$RUST" >/dev/null
    "${BUILDAH[@]}" rm "$container" >/dev/null
fi
build $FILE $TAG "$BASE"

PROFILE=deploy/helm/portalis/files/seccomp-verifier.json
SERVED=(--network none "${RESTRICTED[@]}" --tmpfs /tmp:rw,exec,nosuid,size=512m)
inside() { "${PODMAN[@]}" run --rm "${SERVED[@]}" "$@"; } # options of podman, then the image and the command
BOX=(bwrap --unshare-all --unshare-user --die-with-parent --new-session --cap-drop ALL --ro-bind /usr /usr
    --symlink usr/lib /lib --symlink usr/lib64 /lib64 --symlink usr/bin /bin --dev /dev --tmpfs /tmp)
PROC=(--ro-bind /proc /proc)
try() { # name, command...
    local name=$1
    shift
    if "$@" >"$WORK/$name.out" 2>&1; then echo "$name yes"; else echo "$name no: $(tail -1 "$WORK/$name.out")"; fi
}
try namespaces_with_profile inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" "${PROC[@]}" -- /bin/true
try namespaces_with_default inside "$TAG" "${BOX[@]}" "${PROC[@]}" -- /bin/true
try fresh_proc_with_profile inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" --proc /proc -- /bin/true
# bubblewrap writes to /proc/sys for this, which a container masks.
try disable_userns_with_profile inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" --disable-userns "${PROC[@]}" -- /bin/true
try all_with_unmasked_proc inside --security-opt "seccomp=$PROFILE" --security-opt unmask=ALL "$TAG" "${BOX[@]}" --disable-userns --proc /proc -- /bin/true
try network_inside inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" "${PROC[@]}" -- /usr/bin/python3 -c \
    'import socket; socket.create_connection(("1.1.1.1", 53), 2)'
LEVEL='from portalis.verify.sandbox import isolation; print(isolation())'
echo "isolation $(inside --security-opt "seccomp=$PROFILE" "$TAG" python -c "$LEVEL")"
echo "isolation_with_unmasked_proc $(inside --security-opt "seccomp=$PROFILE" --security-opt unmask=ALL "$TAG" python -c "$LEVEL")"
echo "isolation_with_default $(inside "$TAG" python -c "$LEVEL")"

TOKEN=$WORK/token
openssl rand -hex 32 | tr -d '\n' >"$TOKEN"
chmod 0444 "$TOKEN"
began=$(now)
id=$("${PODMAN[@]}" run --detach "${SERVED[@]}" --security-opt "seccomp=$PROFILE" --volume /var/cache/portalis \
    --volume "$TOKEN:/etc/portalis/verifier/token:ro" "$TAG" portalis verifier serve --host=0.0.0.0 --jobs=1 \
    --token-file=/etc/portalis/verifier/token)
trap '"${PODMAN[@]}" rm --force --volumes --time 0 "$id" >/dev/null 2>&1 || true' EXIT
until "${PODMAN[@]}" exec "$id" python /opt/portalis/share/portalis/healthcheck.py 8003 /ready 2>/dev/null; do
    if python3 -c "import sys, time; sys.exit(time.time() - $began < 180)"; then
        "${PODMAN[@]}" logs "$id" 2>&1 | tail -30 >&2
        exit 1
    fi
    sleep 0.2
done
echo "ready_s $(seconds "$began" 2)"
look "$id"
echo "rustc $("${PODMAN[@]}" exec "$id" rustc --version)"
echo "sandbox $("${PODMAN[@]}" exec "$id" python -c 'import json, urllib.request as u; print(json.load(u.urlopen("http://127.0.0.1:8003/health"))["sandbox"])')"
echo "sbom_components $("${PODMAN[@]}" exec "$id" python -c 'import json; print(len(json.load(open("/opt/portalis/share/portalis/sbom.cdx.json"))["components"]))')"
drain "$id"
