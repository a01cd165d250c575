"""The command line: ``portalis translate``, ``run``, ``verify`` and ``explain``."""

from portalis.cli.main import main

__all__ = ["main"]
