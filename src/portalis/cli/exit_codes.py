"""The exit statuses of the command line."""

from __future__ import annotations

OK = 0
"""Everything was translated."""
INPUT = 2
"""The input is not Python or cannot be read, the output cannot be written, or the command line is wrong."""
REFUSED = 3
"""Something was refused, each thing with a diagnostic."""
CONTRADICTED = 4
"""Something was shown to behave otherwise than the Python, or does not compile."""
UNKNOWN = 5
"""Nothing is wrong as far as is known, and not everything could be verified."""
INTERRUPTED = 130
"""The user ended the command."""
