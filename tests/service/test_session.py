"""What a session takes over from one message to the next."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from portalis.service.auth import Caller
from portalis.service.session import ClientMessage, Session


async def send(message: dict[str, Any]) -> None:
    pass


@pytest.mark.parametrize("odd", [None, "text", 3])
def test_refinements_stand_on_those_before(odd: object) -> None:
    core: Any = SimpleNamespace(
        settings=SimpleNamespace(edits_per_second=10),
        repairs=None,
        no_models=lambda mode: "no model backend is configured",
    )
    session = Session(core, Caller("", "", "websocket"), send, lambda caller: None)
    context = {"imports": ["re"], "instructions": odd}
    first = ClientMessage(type="translate", python_code="x = 1", context=context)
    session._last, _ = session._request(first)
    for text in ("use iterators", "name it better"):
        session._last, warnings = session._request(ClientMessage(type="refine", instruction=text))
        assert "no model backend" in warnings[0]
    assert session._last.python_code == "x = 1"
    assert session._last.context == {"imports": ["re"], "instructions": ["use iterators", "name it better"]}
