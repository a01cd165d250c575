"""``portalis serve``."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from portalis.cli import exit_codes

OPTIONS = ("host", "port", "grpc_port", "workers", "keys_file", "insecure", "log_level")
"""Settings that have an option of their own."""


def serve_command(namespace: argparse.Namespace) -> int:
    """Serve until SIGTERM; status 0 after an orderly end, 2 when the service cannot start."""
    # Workers are begun anew, never forked from a process that has threads of gRPC; gRPC would warn of each.
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
    try:
        import uvloop
        from pydantic import ValidationError

        from portalis.service.server import StartError, serve
        from portalis.service.settings import CONFIG_VARIABLE, Settings
    except ImportError as error:
        print(
            f"portalis serve: {error.name} is not installed; install the service with `pip install 'portalis[service]'`",
            file=sys.stderr,
        )
        return exit_codes.INPUT
    if namespace.config:
        os.environ[CONFIG_VARIABLE] = namespace.config
    given = {name: getattr(namespace, name) for name in OPTIONS if getattr(namespace, name) is not None}
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(Settings(**given)))
    except ValidationError as error:
        for problem in error.errors():
            print(f"portalis serve: {'.'.join(map(str, problem['loc']))}: {problem['msg']}", file=sys.stderr)
        return exit_codes.INPUT
    except (StartError, ValueError, OSError) as error:
        print(f"portalis serve: {error}", file=sys.stderr)
        return exit_codes.INPUT
    return exit_codes.OK
