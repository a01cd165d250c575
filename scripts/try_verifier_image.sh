#!/usr/bin/env bash
# Build the verifier's image from its Dockerfile on bases made here (see try_image.sh, which has to have run), and try the
# sandbox inside a container that has what a restricted pod has: a user, no capability, the shipped seccomp profile.
set -euo pipefail
cd "$(dirname "$0")/.."
WORK=${PORTALIS_IMAGE_WORK:-/var/tmp/portalis-images}
RUST=$(sed -n 's/^ARG RUST_IMAGE=//p' deploy/docker/Dockerfile.verifier)
BASE=$(sed -n 's/^ARG PYTHON_IMAGE=//p' deploy/docker/Dockerfile.verifier)
TAG=localhost/portalis-verifier:try
export STORAGE_DRIVER=overlay
STORE=(--root "$WORK/storage" --runroot "$WORK/run")
BUILDAH=(buildah "${STORE[@]}")
PODMAN=(podman "${STORE[@]}" --runtime runc --cgroup-manager cgroupfs)
CA=/etc/ssl/certs/ca-certificates.crt

if ! "${BUILDAH[@]}" images --quiet "$RUST" >/dev/null 2>&1; then
    container=$("${BUILDAH[@]}" from --pull-never "$BASE")
    "${BUILDAH[@]}" add --quiet "$container" "$(rustc --print sysroot)" /usr/local/rustup >/dev/null
    "${BUILDAH[@]}" config --env PATH=/usr/local/rustup/bin:/usr/local/bin:/usr/bin:/bin "$container"
    "${BUILDAH[@]}" commit --quiet "$container" "$RUST" >/dev/null
    "${BUILDAH[@]}" rm "$container" >/dev/null
fi
began=$(date +%s.%N)
"${BUILDAH[@]}" bud --pull-never --isolation chroot --network host --format docker --layers=false \
    --volume "$CA:$CA:ro" --build-arg VERSION=try --file deploy/docker/Dockerfile.verifier --tag "$TAG" . >"$WORK/build-verifier.log" 2>&1 ||
    { tail -30 "$WORK/build-verifier.log" >&2; exit 1; }
echo "build_s $(python3 -c "import time; print(round(time.time() - $began, 1))")"
echo "size_mb $(($("${PODMAN[@]}" image inspect "$TAG" --format '{{.Size}}') / 1000000))"

inside() { # options of podman, then the command
    "${PODMAN[@]}" run --rm --network none --read-only --tmpfs /tmp:rw,exec,nosuid,size=512m --cap-drop ALL \
        --security-opt no-new-privileges --ulimit nofile=4096:4096 --ulimit nproc=2048:2048 "$@"
}
PROFILE=deploy/helm/portalis/files/seccomp-verifier.json
BOX=(bwrap --unshare-all --unshare-user --die-with-parent --new-session --cap-drop ALL --ro-bind /usr /usr
    --symlink usr/lib /lib --symlink usr/lib64 /lib64 --symlink usr/bin /bin --dev /dev --tmpfs /tmp)
try() { # name, command...
    local name=$1
    shift
    if "$@" >"$WORK/$name.out" 2>&1; then echo "$name yes"; else echo "$name no: $(tail -1 "$WORK/$name.out")"; fi
}
PROC=(--ro-bind /proc /proc)
try namespaces_with_profile inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" "${PROC[@]}" -- /bin/true
try namespaces_with_default inside "$TAG" "${BOX[@]}" "${PROC[@]}" -- /bin/true
try fresh_proc_with_profile inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" --proc /proc -- /bin/true
# bubblewrap writes to /proc/sys for this, which a container masks.
try disable_userns_with_profile inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" --disable-userns "${PROC[@]}" -- /bin/true
try all_with_unmasked_proc inside --security-opt "seccomp=$PROFILE" --security-opt unmask=ALL "$TAG" "${BOX[@]}" --disable-userns --proc /proc -- /bin/true
try network_inside inside --security-opt "seccomp=$PROFILE" "$TAG" "${BOX[@]}" "${PROC[@]}" -- /usr/bin/python3 -c \
    'import socket; socket.create_connection(("1.1.1.1", 53), 2)'
echo "uid $(inside --security-opt "seccomp=$PROFILE" "$TAG" id -u)"
echo "rustc $(inside --security-opt "seccomp=$PROFILE" "$TAG" rustc --version)"
try store_is_ready inside --security-opt "seccomp=$PROFILE" --volume /var/cache/portalis "$TAG" \
    python -c 'from portalis.verify.buildcache import store; import sys; sys.exit(not (store() / "ready").is_file())'
try isolation inside --security-opt "seccomp=$PROFILE" "$TAG" \
    python -c 'from portalis.verify.sandbox import isolation; import sys; print(isolation()); sys.exit(isolation() != "bubblewrap-bound-proc")'
try isolation_with_unmasked_proc inside --security-opt "seccomp=$PROFILE" --security-opt unmask=ALL "$TAG" \
    python -c 'from portalis.verify.sandbox import isolation; import sys; print(isolation()); sys.exit(isolation() != "bubblewrap")'
