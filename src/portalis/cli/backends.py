"""``portalis backends check|compare|kinds``: model backends without the service."""

from __future__ import annotations

import argparse
import sys

from portalis.cli import exit_codes
from portalis.diagnostics import PortalisError


def add_backends(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its actions."""
    text = "look at model backends and compare them"
    backends = commands.add_parser("backends", help=text, description=f"{text.capitalize()}.")
    actions = backends.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("kinds", help="the kinds that are installed", description="Lists the kinds that are installed.")
    check = actions.add_parser(
        "check", help="ask each backend how it is", description="Asks each backend how it is; status 3 where one is not up."
    )  # fmt: skip
    compare = actions.add_parser(
        "compare",
        help="ask each backend for what rules refuse, and compare what verifies",
        description="Asks each backend for what rules refuse in the sources, verifies, and prints the arms side by side.",
    )
    for parser in (check, compare):
        parser.add_argument(
            "--backends", metavar="FILE", required=True, help="YAML file, as PORTALIS_BACKENDS names it"
        )
    compare.add_argument("sources", nargs="+", metavar="SOURCE", help="Python files")
    compare.add_argument("--format", choices=("table", "json"), default="table", help="of the report (default: table)")
    compare.add_argument("--unsafe", action="store_true", help="verify where bubblewrap is missing: only for models and code that you trust")  # fmt: skip


def backends_command(namespace: argparse.Namespace) -> int:
    """Run an action; status 2 when it cannot be done."""
    try:
        if namespace.action == "kinds":
            return _kinds()
        import asyncio
        import json
        from pathlib import Path

        from portalis.backends.compare import check, compare
        from portalis.backends.routing import report_table
        from portalis.backends.settings import read_backends

        file = read_backends(namespace.backends)
        if namespace.action == "check":
            states = asyncio.run(check(file))
            for name, state in states.items():
                print(f"{name}\t{state}")
            return exit_codes.OK if all(s == "up" for s in states.values()) else exit_codes.REFUSED
        report = asyncio.run(
            compare(
                file,
                [Path(s) for s in namespace.sources],
                unsafe=namespace.unsafe,
                tell=lambda line: print(line, file=sys.stderr, flush=True),
            )
        )
        print(json.dumps(report, indent=2) if namespace.format == "json" else report_table(report), end="")
    except ImportError as error:
        print(f"portalis backends: {error.name} is not installed; pip install 'portalis[backends]'", file=sys.stderr)
        return exit_codes.INPUT
    except (PortalisError, OSError, UnicodeDecodeError) as error:
        print(f"portalis backends: {error}", file=sys.stderr)
        return exit_codes.INPUT
    return exit_codes.OK


def _kinds() -> int:
    from portalis.backends.registry import kinds

    for name, point in sorted(kinds().items()):
        print(f"{name}\t{point.value}")
    return exit_codes.OK
