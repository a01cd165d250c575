#!/usr/bin/env bash
# Install the checkers of deploy/ that are written in Go, each at a pinned version, outside the checkout; with the argument
# `cluster` a control plane of Kubernetes, with `compose` Docker's Compose.
set -euo pipefail
TOOLS=${PORTALIS_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/portalis/tools}
export GOBIN="$TOOLS/bin" GOFLAGS=-buildvcs=false
mkdir -p "$GOBIN"

want() { # name, version, package
    [ "$(cat "$TOOLS/$1.version" 2>/dev/null)" = "$2" ] && [ -x "$GOBIN/$1" ] && return
    echo "deploy tools: $1 $2" >&2
    rm -f "$TOOLS/$1.version"
    "${4:-from_module}" "$1" "$2" "$3" || return 1
    echo "$2" >"$TOOLS/$1.version"
}

from_module() {
    local base
    base=$(basename "$3")
    (cd "$TOOLS" && go install "$3@$2") || return 1
    [ "$base" = "$1" ] || mv "$GOBIN/$base" "$GOBIN/$1"
}

# `go install` refuses a module with replace directives; built as the main module it is the same source. What is replaced by a
# folder that the module's archive lacks is taken as it was published, Kubernetes' own parts under their own numbers. The package
# stands behind two slashes.
from_source() {
    local folder where archive replaced
    folder=$(mktemp -d)
    where=${3%%//*}
    archive=$(cd "$TOOLS" && go mod download -json "$where@$2" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
    [ -n "$archive" ] || return 1
    cp -r "$archive/." "$folder"
    chmod -R u+w "$folder"
    (
        cd "$folder"
        export GOWORK=off GOFLAGS="-buildvcs=false"
        replaced=$(sed -nE 's,^(replace)?[[:space:]]*([^[:space:]]+) => (\./staging|\.\.)/.*,\2,p' go.mod)
        if [ -n "$replaced" ]; then
            rm -rf vendor
            export GOFLAGS="$GOFLAGS -mod=mod"
        fi
        for module in $replaced; do
            go mod edit -dropreplace="$module"
            case $module in k8s.io/*) go mod edit -require="$module@v0.${2#v1.}" ;; esac
        done
        version="-X k8s.io/component-base/version.gitVersion=$2 -X k8s.io/component-base/version.gitMajor=1"
        version="$version -X k8s.io/component-base/version.gitMinor=$(echo "$2" | cut -d. -f2)"
        go build -ldflags "$version" -o "$GOBIN/$1" "./${3##*//}"
    ) || return 1
    rm -rf "$folder"
}

if [ "${1:-}" = cluster ]; then
    # A control plane with its store, and what plays its nodes, to judge the chart by: minutes the first time.
    want etcd v3.6.16 go.etcd.io/etcd/server/v3//. from_source
    for part in kube-apiserver kube-controller-manager kube-scheduler; do
        want $part v1.33.13 k8s.io/kubernetes//cmd/$part from_source
    done
    want kwok v0.7.0 sigs.k8s.io/kwok/cmd/kwok
    exit
elif [ "${1:-}" = compose ]; then
    want docker-compose v2.40.3 github.com/docker/compose/v2//cmd from_source
    exit
fi
want helm v3.22.0 helm.sh/helm/v3/cmd/helm
want kubeconform v0.8.0 github.com/yannh/kubeconform/cmd/kubeconform
want kube-score v1.20.0 github.com/zegl/kube-score/cmd/kube-score
want actionlint v1.7.12 github.com/rhysd/actionlint/cmd/actionlint
want compose-go v2.16.2 github.com/compose-spec/compose-go/v2/cmd
want helm-unittest v1.1.2 github.com/helm-unittest/helm-unittest//cmd/helm-unittest from_source
# Not every module proxy has it; without it kube-score alone judges the manifests.
want kube-linter v0.8.3 golang.stackrox.io/kube-linter/cmd/kube-linter 2>/dev/null || echo "deploy tools: kube-linter cannot be had here" >&2
