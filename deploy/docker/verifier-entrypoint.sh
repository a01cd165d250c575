#!/bin/sh
# The compiled crates lie in the image, which is read-only; jobs need a cache that they can write beside. Copied once,
# under the path that they were compiled for.
set -eu
seed=/opt/portalis/seed
cache=${PORTALIS_CACHE:?}
if [ -d "$seed/verify" ] && [ ! -e "$cache/.seeded" ]; then
    mkdir -p "$cache"
    cp -a "$seed/." "$cache/"
    : > "$cache/.seeded"
fi
exec "$@"
