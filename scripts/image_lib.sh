# Sourced by the scripts that try the images without an engine or a registry: buildah, podman and runc from Debian, on bases
# made by debootstrap under the tags that the Dockerfiles name. Needs root.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
WORK=${PORTALIS_IMAGE_WORK:-/var/tmp/portalis-images}
mkdir -p "$WORK"
export STORAGE_DRIVER=overlay
STORE=(--root "$WORK/storage" --runroot "$WORK/run")
BUILDAH=(buildah "${STORE[@]}")
PODMAN=(podman "${STORE[@]}" --runtime runc --cgroup-manager cgroupfs)
CA=/etc/ssl/certs/ca-certificates.crt
# What a pod of the chart has: no capability, no new privileges, a read-only root, limits.
RESTRICTED=(--read-only --cap-drop ALL --security-opt no-new-privileges --ulimit nofile=4096:4096 --ulimit nproc=2048:2048)

seconds() { python3 -c "import time; print(round(time.time() - $1, ${2:-1}))"; }
now() { date +%s.%N; }
base_of() { sed -n "s/^ARG $1=//p" "$2"; }
has() { [ -n "$("${BUILDAH[@]}" images --quiet "$1" 2>/dev/null)" ]; }
bytes_of() { "${PODMAN[@]}" image inspect "$1" --format '{{.Size}}'; }

# A slim Python on Debian 12 under the tag $1.
python_base() {
    has "$1" && return
    if [ ! -e "$WORK/root/done" ]; then
        rm -rf "$WORK/root"
        debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$WORK/root" >"$WORK/debootstrap.log"
        # The slim images leave these out too.
        rm -rf "$WORK"/root/var/cache/apt/archives "$WORK"/root/var/lib/apt/lists "$WORK"/root/usr/share/{doc,info,lintian,locale,man}
        mkdir -p "$WORK/root/var/cache/apt/archives/partial"
        ln -sf /usr/bin/python3 "$WORK/root/usr/bin/python"
        touch "$WORK/root/done"
    fi
    local container
    container=$("${BUILDAH[@]}" from scratch)
    "${BUILDAH[@]}" add --quiet "$container" "$WORK/root" / >/dev/null
    "${BUILDAH[@]}" commit --quiet "$container" "$1" >/dev/null
    "${BUILDAH[@]}" rm "$container" >/dev/null
}

# Build the Dockerfile $1 as it is shipped under the tag $2, and print what that took and made; $3 is the base's tag.
build() {
    local began log
    began=$(now)
    log=$WORK/$(basename "$1").log
    "${BUILDAH[@]}" bud --pull-never --isolation chroot --network host --format docker --layers=false \
        --volume "$CA:$CA:ro" --build-arg VERSION=try --file "$1" --tag "$2" . >"$log" 2>&1 ||
        { tail -30 "$log" >&2; exit 1; }
    echo "build_s $(seconds "$began")"
    echo "size_mb $(($(bytes_of "$2") / 1000000))"
    echo "compressed_mb $(($("${PODMAN[@]}" save --format oci-archive "$2" | tar --to-stdout -xf - --wildcards 'blobs/sha256/*' | gzip -6 | wc -c) / 1000000))"
    echo "base_mb $(($(bytes_of "$3") / 1000000))"
    echo "labels $("${PODMAN[@]}" image inspect "$2" --format '{{json .Labels}}')"
    echo "secrets_in_history $("${PODMAN[@]}" history --no-trunc --format '{{.CreatedBy}}' "$2" | grep -ciE 'password|secret|token=')"
}

# What of the running container $1 can be looked at from outside and inside.
look() {
    echo "uid $("${PODMAN[@]}" exec "$1" id -u)"
    if "${PODMAN[@]}" exec "$1" sh -c 'touch /opt/x || touch /usr/x || touch /etc/x' 2>/dev/null; then echo "root_read_only false"; else echo "root_read_only true"; fi
    echo "pid1 $("${PODMAN[@]}" exec "$1" cat /proc/1/comm)"
    # podman has no timers here: the image's own check is run once.
    echo "healthcheck $("${PODMAN[@]}" healthcheck run "$1" >/dev/null 2>&1 && echo healthy || echo unhealthy)"
    echo "capabilities $("${PODMAN[@]}" exec "$1" sed -n 's/^CapEff:\t//p' /proc/1/status)"
}

# End the running container $1 as a node does; prints its status and how long that took.
drain() {
    local began
    began=$(now)
    "${PODMAN[@]}" kill --signal TERM "$1" >/dev/null
    echo "exit_status $("${PODMAN[@]}" wait "$1")"
    echo "drain_s $(seconds "$began" 2)"
}

# The same while the command after $2 waits for an answer that it asked for $2 seconds ago, which it then has to get.
drain_during() {
    local id=$1 after=$2 client
    shift 2
    "$@" <&0 & # without the redirection the shell would give it nothing to read
    client=$!
    sleep "$after"
    drain "$id"
    wait "$client" || true
}
