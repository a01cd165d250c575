"""The command line: ``portalis translate``, ``portalis run`` and ``portalis explain``."""

from portalis.cli.main import main

__all__ = ["main"]
