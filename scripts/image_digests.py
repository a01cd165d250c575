"""The digests of the images that the Dockerfiles build on, so that a build does not depend on where a tag points today.

    python scripts/image_digests.py resolve               # ask the registries, write deploy/docker/bases.lock
    python scripts/image_digests.py build-args DOCKERFILE # NAME=IMAGE:TAG@DIGEST for each base that the lock has
    python scripts/image_digests.py check                 # fail where the lock does not have every base

A registry is asked as the OCI distribution specification says: HEAD of the manifest, with a token where it asks for one. The
digest is that of the index, so it holds for every architecture.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILES = ROOT / "deploy" / "docker"
LOCK = DOCKERFILES / "bases.lock"
NOTE = "# Made by `make image-digests`: the base of each ARG, by its digest.\n"
ACCEPT = ", ".join(
    (
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    )
)
TIMEOUT_S = 20
_ARG = re.compile(r"^ARG (\w+_IMAGE)=(\S+)$", re.MULTILINE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_CHALLENGE = re.compile(r'(\w+)="([^"]*)"')


class DigestError(Exception):
    """A base whose digest cannot be had, or a lock that does not fit the Dockerfiles."""


@dataclass(frozen=True)
class Image:
    """Where an image lies: the registry's host, the repository, the tag."""

    host: str
    repository: str
    tag: str


def parsed(reference: str) -> Image:
    """The parts of `HOST/REPOSITORY:TAG`.

    Raises:
        DigestError: where one of them is missing: a pin says all of them.
    """
    host, slash, rest = reference.partition("/")
    repository, colon, tag = rest.rpartition(":")
    if not slash or not colon or "." not in host.partition(":")[0] or "@" in reference:
        raise DigestError(f"{reference}: an image is named by host, repository and tag")
    return Image(host, repository, tag)


def bases(folder: Path = DOCKERFILES) -> dict[str, str]:
    """The default of each `ARG …_IMAGE` of the Dockerfiles.

    Raises:
        DigestError: where two Dockerfiles name different images under one name.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.glob("Dockerfile*")):
        for name, reference in _ARG.findall(path.read_text("utf-8")):
            if found.setdefault(name, reference) != reference:
                raise DigestError(f"{path.name}: {name} is {reference}, elsewhere {found[name]}")
    return found


def endpoint(host: str) -> str:
    """Where a registry answers."""
    return "https://registry-1.docker.io" if host == "docker.io" else f"https://{host}"


def digest_of(reference: str) -> str:
    """What a registry says that a tag is now.

    Raises:
        DigestError: where it cannot be reached, refuses, or answers without a digest.
    """
    image = parsed(reference)
    url = f"{endpoint(image.host)}/v2/{image.repository}/manifests/{image.tag}"
    try:
        headers = _head(url, "")
    except urllib.error.HTTPError as error:
        if error.code != 401:
            raise DigestError(f"{reference}: {error.code} {error.reason}") from error
        headers = _with_token(reference, url, error.headers.get("WWW-Authenticate", ""))
    except OSError as error:
        raise DigestError(f"{reference}: {error}") from error
    digest = str(headers.get("Docker-Content-Digest", ""))
    if not _DIGEST.fullmatch(digest):
        raise DigestError(f"{reference}: the registry gave no digest: {digest!r}")
    return digest


def read_lock(text: str) -> dict[str, str]:
    """The bases of a lock: `NAME HOST/REPOSITORY:TAG@DIGEST` on each line.

    Raises:
        DigestError: for a line of another form.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, pinned = line.partition(" ")
        reference, _, digest = pinned.partition("@")
        if not _DIGEST.fullmatch(digest) or name in found:
            raise DigestError(f"line {number} of the lock is no base with its digest: {line}")
        parsed(reference)
        found[name] = pinned
    return found


def pinned(wanted: dict[str, str], lock: dict[str, str]) -> dict[str, str]:
    """The bases that a lock has by their digests.

    Raises:
        DigestError: where it has one under another tag than the Dockerfile: it has to be made anew.
    """
    found = {}
    for name, reference in wanted.items():
        if name in lock:
            if lock[name].partition("@")[0] != reference:
                raise DigestError(f"{name}: the lock has {lock[name]}, the Dockerfile {reference}: make image-digests")
            found[name] = lock[name]
    return found


def _head(url: str, token: str) -> Message:
    headers = {"Accept": ACCEPT, **({"Authorization": f"Bearer {token}"} if token else {})}
    with urllib.request.urlopen(
        urllib.request.Request(url, headers=headers, method="HEAD"), timeout=TIMEOUT_S
    ) as answer:
        found: Message = answer.headers
        return found


def _with_token(reference: str, url: str, challenge: str) -> Message:
    """The same with a token of nobody in particular, from where the registry says."""
    said = dict(_CHALLENGE.findall(challenge))
    if not challenge.startswith("Bearer ") or "realm" not in said:
        raise DigestError(f"{reference}: the registry asks for a login that is not known: {challenge}")
    query = urllib.parse.urlencode({name: said[name] for name in ("service", "scope") if name in said})
    try:
        with urllib.request.urlopen(f"{said['realm']}?{query}", timeout=TIMEOUT_S) as answer:
            given = json.load(answer)
        return _head(url, str(given.get("token") or given.get("access_token") or ""))
    except (OSError, ValueError) as error:
        raise DigestError(f"{reference}: {error}") from error


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("resolve", "build-args", "check"))
    parser.add_argument("dockerfile", nargs="?", type=Path)
    given = parser.parse_args(arguments)
    try:
        if given.what == "resolve":
            made = {name: f"{reference}@{digest_of(reference)}" for name, reference in bases().items()}
            LOCK.write_text(NOTE + "".join(f"{name} {image}\n" for name, image in made.items()), "utf-8")
            print(LOCK.read_text("utf-8"), end="")
            return 0
        lock = read_lock(LOCK.read_text("utf-8")) if LOCK.is_file() else {}
        wanted = bases()
        if given.dockerfile is not None:
            wanted = dict(_ARG.findall(given.dockerfile.read_text("utf-8")))
        found = pinned(wanted, lock)
        missing = sorted(wanted.keys() - found.keys())
        if given.what == "build-args":
            print("\n".join(f"{name}={image}" for name, image in found.items()))
        if missing:
            print(f"by their tags alone: {', '.join(missing)} (make image-digests)", file=sys.stderr)
        return 1 if missing and given.what == "check" else 0
    except DigestError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
