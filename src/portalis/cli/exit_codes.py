"""The exit statuses of the command line."""

from __future__ import annotations

OK = 0
"""Everything was translated."""
INPUT = 2
"""The input is not Python or cannot be read, the output cannot be written, or the command line is wrong."""
REFUSED = 3
"""Something was refused, each thing with a diagnostic."""
INTERRUPTED = 130
"""The user ended the command."""
