#!/usr/bin/env bash
# Install the checkers of deploy/ that are written in Go, each at a pinned version, outside the checkout.
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

# `go install` refuses a module with replace directives; built as the main module it is the same source.
from_source() {
    local folder
    folder=$(mktemp -d)
    cp -r "$(cd "$TOOLS" && go mod download -json "${3%%/cmd/*}@$2" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')/." "$folder"
    chmod -R u+w "$folder"
    (cd "$folder" && go build -o "$GOBIN/$1" "./cmd/${3##*/cmd/}")
    rm -rf "$folder"
}

want helm v3.22.0 helm.sh/helm/v3/cmd/helm
want kubeconform v0.8.0 github.com/yannh/kubeconform/cmd/kubeconform
want kube-score v1.20.0 github.com/zegl/kube-score/cmd/kube-score
want actionlint v1.7.12 github.com/rhysd/actionlint/cmd/actionlint
want compose-go v2.16.2 github.com/compose-spec/compose-go/v2/cmd
want helm-unittest v1.1.2 github.com/helm-unittest/helm-unittest/cmd/helm-unittest from_source
# Not every module proxy has it; without it kube-score alone judges the manifests.
want kube-linter v0.8.3 golang.stackrox.io/kube-linter/cmd/kube-linter 2>/dev/null || echo "deploy tools: kube-linter cannot be had here" >&2
