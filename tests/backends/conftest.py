"""What the tests of backends share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.scripted import Script, scripted


@pytest.fixture
def script() -> Iterator[Script]:
    """A scripted server."""
    with scripted(Script()) as running:
        yield running
