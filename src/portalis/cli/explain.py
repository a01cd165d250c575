"""``portalis explain CODE``."""

from __future__ import annotations

import difflib
import sys

from portalis.cli import exit_codes
from portalis.codes import CODES, page_text


def explain_command(code: str) -> int:
    """Print the page of a diagnostic's code; an unknown code ends with status 2."""
    try:
        sys.stdout.write(page_text(code))
    except KeyError:
        near = difflib.get_close_matches(code.strip().upper(), CODES, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        print(f"portalis explain: there is no code {code!r}{hint}", file=sys.stderr)
        return exit_codes.INPUT
    return exit_codes.OK
