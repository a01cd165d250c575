"""JSON as the standard library reads and writes it, by pydantic's parser and writer wherever they can: a third of the time.

They refuse halves of surrogate pairs, encodings other than UTF-8, and what is nested too deeply for them.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json, to_json


def read_json(data: bytes) -> Any:
    """What JSON says.

    Raises:
        ValueError: when it is none.
        RecursionError: when it is nested too deeply.
    """
    try:
        return from_json(data)
    except ValueError:
        return json.loads(data)


def write_json(value: Any) -> bytes:
    """A value as JSON.

    Raises:
        TypeError: for what JSON has not.
    """
    try:
        return to_json(value)
    except ValueError:
        return json.dumps(value).encode()
