"""Make the example clients of `examples/clients` from the proto, below `build/clients`; names choose some of them."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "examples" / "clients"
PROTO = ROOT / "proto"
FILE = "portalis/translation/v1/translation.proto"
GO_MODULE = "example.portalis.dev/client"
GO_PLUGINS = (
    "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.10",
    "google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.5.1",
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the example clients.")
    parser.add_argument("names", nargs="*", help="go, java, typescript; all where none is given")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "clients")
    given = parser.parse_args()
    makers = {"go": build_go, "java": build_java, "typescript": build_typescript}
    for name in given.names or makers:
        where = given.out.resolve() / name
        shutil.copytree(SOURCES / name, where, dirs_exist_ok=True)
        makers[name](where)
        print(f"{where} made", file=sys.stderr)
    return 0


def build_go(where: Path) -> None:
    """Generate with protoc's Go plugins and build `client`."""
    own = {"GOBIN": str(where / "bin"), "GOFLAGS": "-mod=mod"}
    for plugin in GO_PLUGINS:
        run(["go", "install", plugin], where, own)
    outputs = [f"--{kind}_out={where}" for kind in ("go", "go-grpc")]
    options = [
        f"--{kind}_opt={option}"
        for kind in ("go", "go-grpc")
        for option in (f"module={GO_MODULE}", f"M{FILE}={GO_MODULE}/portalis/translation/v1;translationv1")
    ]
    plugins = [f"--plugin={where / 'bin' / name}" for name in ("protoc-gen-go", "protoc-gen-go-grpc")]
    run([sys.executable, "-m", "grpc_tools.protoc", f"-I{PROTO}", *plugins, *outputs, *options, FILE], where)
    run(["go", "build", "-o", "client", "."], where, own)


def build_java(where: Path) -> None:
    """Generate and build with Maven; the classes and what they need lie in `target`, as jars."""
    run(["mvn", "--batch-mode", "--quiet", f"-Dproto.root={PROTO}", "package"], where)
    for jar in (where / "target").glob("*.jar"):
        shutil.copy2(jar, where / jar.name)


def build_typescript(where: Path) -> None:
    """Generate the types, and compile to `dist/client.js`."""
    shutil.copytree(PROTO, where / "proto", dirs_exist_ok=True)
    lock = where / "package-lock.json"
    run(["npm", "ci" if lock.is_file() else "install", "--no-audit", "--no-fund", "--loglevel=error"], where)
    tools = where / "node_modules" / ".bin"
    run([str(tools / "proto-loader-gen-types"), "--grpcLib=@grpc/grpc-js", "--enums=String", "--defaults",
         f"--includeDirs={PROTO}", "--outDir=src/generated", FILE], where)  # fmt: skip
    run([str(tools / "tsc")], where)


def run(command: Sequence[str], where: Path, environment: dict[str, str] | None = None) -> None:
    """Run a tool to its end.

    Raises:
        subprocess.CalledProcessError: when it fails.
    """
    subprocess.run(command, cwd=where, env={**os.environ, **(environment or {})}, check=True)


if __name__ == "__main__":
    sys.exit(main())
