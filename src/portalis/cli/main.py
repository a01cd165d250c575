"""Arguments and dispatch. Only argparse is loaded here; each command loads what it needs when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from portalis import __version__
from portalis.cli import exit_codes
from portalis.cli.backends import add_backends
from portalis.cli.verifier import add_verifier
from portalis.options import DEFAULT_DEADLINE_S, INT_MODES, is_package_name

_EPILOG = """\
exit status:
  0  everything was translated
  2  the input is not Python or cannot be read, or the output cannot be written
  3  something was refused; each refusal is shown, and nothing is written unless --partial
"""


_VERIFY_EPILOG = """\
exit status:
  0  every function is verified
  2  the input cannot be read, or a tool is missing
  3  nothing could be translated
  4  something is contradicted: it does not compile, or behaves otherwise
  5  nothing is contradicted, and not everything is verified
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; never raises for bad input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser()
    try:
        own, theirs = _split_run(arguments)
        namespace = parser.parse_args(own)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exit_codes.INPUT
    with suppress(AttributeError, ValueError):
        # What a terminal's encoding lacks is shown escaped; it does not end the command.
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _dispatch(namespace, theirs)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away; keep the interpreter's own flush from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.INPUT


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command; the documentation prints its help."""
    parser = argparse.ArgumentParser(
        prog="portalis",
        description="Translates Python to Rust that builds and behaves the same.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"portalis {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    translate = commands.add_parser(
        "translate",
        help="translate a file or a package into a Cargo package",
        description="Translates a Python file, a package folder or standard input into a Cargo package.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    translate.add_argument("path", metavar="PATH", help="a .py file, a package folder, or - for standard input")
    translate.add_argument("-o", "--output", metavar="OUT", help="folder that receives the Cargo package")
    _add_translation_options(translate)
    translate.add_argument("--partial", action="store_true", help="write what was translated, even with refusals")
    translate.add_argument("--force", action="store_true", help="replace OUT when it is not empty")
    translate.add_argument(
        "--format", choices=("text", "json"), default="text", help="diagnostics as text or one JSON document"
    )
    translate.add_argument("--dump-after", metavar="PASS", help="print what this pass leaves, and write nothing")
    translate.add_argument(
        "--tests",
        action="store_true",
        help="carry the doctests, unittest methods and test functions as tests of the Rust",
    )
    translate.add_argument("--no-rustfmt", action="store_true", help="leave the printer's own layout")

    run = commands.add_parser(
        "run",
        help="translate, build in a cache, and run",
        description="Translates PATH, builds it in a cache and runs it; the exit status is the program's own.",
        usage="portalis run [options] PATH [-- ARGS ...]",
    )
    run.add_argument("path", metavar="PATH", help="a .py file, a package folder, or - for standard input")
    _add_translation_options(run)
    run.add_argument("--release", action="store_true", help="build with cargo's release profile")

    _add_verify(commands)

    explain = commands.add_parser(
        "explain", help="show the page of a diagnostic", description="Shows the page of a diagnostic's code."
    )
    explain.add_argument("code", metavar="CODE", help="for example P0301")
    _add_serve(commands)
    _add_keys(commands)
    add_backends(commands)
    add_verifier(commands)
    return parser


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify",
        help="compile, run both, compare; evidence for each function",
        description="Translates PYTHON, or takes RUST_PACKAGE as its translation, and shows how far it is right.",
        epilog=_VERIFY_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="portalis verify [options] PYTHON [RUST_PACKAGE] [-- ARGS ...]",
    )
    verify.add_argument("path", metavar="PYTHON", help="a .py file or a package folder")
    verify.add_argument("package", metavar="RUST_PACKAGE", nargs="?", help="folder of a Cargo package")
    _add_translation_options(verify)
    verify.add_argument(
        "--format", choices=("text", "json", "sarif"), default="text", help="what goes to standard output"
    )
    verify.add_argument("--html", metavar="FILE", help="write one self-contained page with both sides and the evidence")
    verify.add_argument(
        "--stdin",
        metavar="FILE",
        action="append",
        help="standard input of a run of the program, `-` for this one's; repeatable",
    )
    verify.add_argument("--inputs", metavar="FOLDER", help="run the program on the inputs recorded in this folder too")
    verify.add_argument("--record", metavar="FOLDER", help="record the inputs of this call's runs in this folder")
    verify.add_argument("--check-only", action="store_true", help="compile and lint; run nothing")
    verify.add_argument(
        "--cases", type=int, default=120, metavar="N", help="inputs made for each function (default: 120)"
    )
    verify.add_argument("--seed", type=int, default=1, metavar="N", help="another number, other inputs (default: 1)")
    verify.add_argument("--unsafe-no-sandbox", action="store_true", help="run code even where there is no bubblewrap")


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser(
        "serve",
        help="serve REST, gRPC and WebSocket",
        description="Serves translations; every other setting comes from the environment, .env or the YAML file.",
    )
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, help="HTTP port (default: 8000)")
    serve.add_argument("--grpc-port", type=int, help="gRPC port (default: 50051)")
    serve.add_argument("--workers", type=int, help="worker processes (default: a processor each, at most 8)")
    serve.add_argument("--config", metavar="FILE", help="YAML file with settings")
    serve.add_argument("--keys-file", metavar="FILE", help="file with API keys")
    serve.add_argument("--insecure", action="store_true", default=None, help="serve a public address without keys")
    serve.add_argument("--log-level", choices=("debug", "info", "warning", "error"), help="least level logged")


def _add_keys(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    keys = commands.add_parser("keys", help="manage the API keys of the service", description="Manages API keys.")
    actions = keys.add_subparsers(dest="action", metavar="ACTION", required=True)
    for action, text in (
        ("add", "make a key and print it once"),
        ("revoke", "revoke a key"),
        ("list", "show the keys"),
    ):
        parser = actions.add_parser(action, help=text, description=text)
        if action != "list":
            parser.add_argument("name", metavar="NAME", help="name of the key")
        if action == "add":
            parser.add_argument("--rate", type=int, metavar="N", help="requests a minute for this key")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--file", metavar="FILE", help="file that holds the keys")
        place.add_argument("--redis", metavar="URL", help="Redis that holds the keys, as in PORTALIS_KEYS_REDIS_URL")


def _add_translation_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--int",
        dest="int_mode",
        choices=INT_MODES,
        default="auto",
        help="integers: chosen by proved range (auto), i64 with OverflowError (i64), or of any size (big)",
    )
    parser.add_argument(
        "--deadline",
        type=_seconds,
        default=DEFAULT_DEADLINE_S,
        metavar="SECONDS",
        help=f"time that one file may take (default: {DEFAULT_DEADLINE_S:g})",
    )
    parser.add_argument(
        "--package-name", type=_package_name, metavar="NAME", help="name of the Cargo package (default: the module's)"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="color in diagnostics")


def _dispatch(namespace: argparse.Namespace, program_arguments: list[str]) -> int:
    if namespace.command == "explain":
        from portalis.cli.explain import explain_command

        return explain_command(namespace.code)
    if namespace.command == "serve":
        from portalis.cli.serve import serve_command

        return serve_command(namespace)
    if namespace.command == "keys":
        from portalis.cli.keys import keys_command

        return keys_command(namespace)
    if namespace.command == "backends":
        from portalis.cli.backends import backends_command

        return backends_command(namespace)
    if namespace.command == "verifier":
        from portalis.cli.verifier import verifier_command

        return verifier_command(namespace)
    if namespace.command == "run":
        from portalis.cli.run import run_command

        return run_command(namespace, program_arguments)
    if namespace.command == "verify":
        from portalis.cli.verify import verify_command

        return verify_command(namespace, program_arguments)
    if namespace.output is None and namespace.dump_after is None:
        print("portalis translate: error: give -o OUT, or --dump-after PASS", file=sys.stderr)
        return exit_codes.INPUT
    from portalis.cli.translate import translate_command

    return translate_command(namespace)


def _split_run(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What is ours, and what stands behind ``--`` and belongs to the program that is run."""
    if arguments[:1] in (["run"], ["verify"]) and "--" in arguments:
        cut = arguments.index("--")
        return arguments[:cut], arguments[cut + 1 :]
    return arguments, []


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds above 0")
    return value


def _package_name(text: str) -> str:
    if not is_package_name(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no name for a Cargo package")
    return text
