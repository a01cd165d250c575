"""``portalis verifier serve`` and ``portalis verifier prepare``."""

from __future__ import annotations

import argparse
import os
import sys

from portalis.cli import exit_codes


def add_verifier(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    verifier = commands.add_parser(
        "verifier",
        help="serve the verifier alone, for gateways that hold no toolchain",
        description="The verifier as an internal service.",
    )
    actions = verifier.add_subparsers(dest="action", metavar="ACTION", required=True)
    text = "serve gRPC for the gateway, probes and metrics over HTTP"
    serve = actions.add_parser("serve", help=text, description=f"{text[0].upper()}{text[1:]}.")
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, metavar="N", help="gRPC port (default: 50052)")
    serve.add_argument("--http-port", type=int, metavar="N", help="port of /live, /ready, /health, /metrics (8003)")
    serve.add_argument("--token-file", metavar="FILE", help="tokens that callers may show, one a line")
    serve.add_argument("--tls-cert", metavar="FILE", help="certificate chain, PEM")
    serve.add_argument("--tls-key", metavar="FILE", help="its key, PEM")
    serve.add_argument("--tls-client-ca", metavar="FILE", help="authority of the callers' certificates: mutual TLS")
    serve.add_argument(
        "--jobs", dest="slots", type=int, metavar="N", help="jobs at once (default: half the processors)"
    )
    serve.add_argument("--queue", type=int, metavar="N", help="jobs that may wait (default: 16)")
    serve.add_argument("--memory-mib", type=int, metavar="N", help="memory of one job, all its processes (4096)")
    serve.add_argument("--deadline", dest="deadline_s", type=float, metavar="SECONDS", help="most for a job (300)")
    serve.add_argument("--drain", dest="drain_s", type=float, metavar="SECONDS", help="time to end after SIGTERM (60)")
    serve.add_argument("--insecure", action="store_true", default=None, help="serve a public address to anybody")
    text = "compile the crates that every job needs, as an image does when it is built"
    prepare = actions.add_parser("prepare", help=text, description=f"{text[0].upper()}{text[1:]}.")
    for parser in (serve, prepare):
        parser.add_argument(
            "--unsafe-no-sandbox",
            dest="unsafe",
            action="store_true",
            default=None,
            help="run code even where there is no bubblewrap",
        )


def verifier_command(namespace: argparse.Namespace) -> int:
    """Serve until SIGTERM; status 0 after an orderly end, 2 when the verifier cannot start."""
    import asyncio  # here, since `portalis --help` has to be quick

    # gRPC's handlers around fork() end the processes that are started beside calls; a job needs none of them.
    os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"
    if namespace.action == "serve":
        from portalis.verifier.process import scrub_environment

        scrub_environment()
    try:
        import asyncio  # with what it loads, too slow for the command's help

        from portalis.verifier.config import Config, StartError
        from portalis.verifier.jobs import JobError, Jobs
        from portalis.verifier.server import serve
    except ImportError as error:
        hint = "install it with `pip install 'portalis[service,verify]'`"
        print(f"portalis verifier: {error.name} is not installed; {hint}", file=sys.stderr)
        return exit_codes.INPUT
    given = {name: value for name, value in vars(namespace).items() if name in Config.__slots__ and value is not None}
    config = Config(**given)
    try:
        if namespace.action == "prepare":

            async def prepare() -> str:
                return await Jobs(1, 0, config.memory_mib << 20).prepare(unsafe=config.unsafe)

            print(asyncio.run(prepare()))
        else:
            asyncio.run(serve(config))
    except (StartError, JobError, OSError) as error:
        print(f"portalis verifier: {error}", file=sys.stderr)
        return exit_codes.INPUT
    return exit_codes.OK
