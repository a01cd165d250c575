"""What is said to a model, and how Rust is found in what it says. Its first versions are in the tests, word for word."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from portalis.backends.base import Message
from portalis.backends.repair import Failure
from portalis.backends.targets import Target
from portalis.backends.wording import SYSTEM

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"rust": {"type": "string"}},
    "required": ["rust"],
    "additionalProperties": False,
}
MAX_SHOWN = 6_000
"""Characters of one part of a prompt; more of it is cut away."""
_FENCE = re.compile(r"^[ \t]*```[^\n]*\n(.*?)^[ \t]*```", re.DOTALL | re.MULTILINE)


def build_messages(
    target: Target,
    neighbours: Sequence[str],
    failures: Sequence[Failure],
    examples: Sequence[tuple[str, str]] = (),
    facts: Sequence[str] = (),
    context: str = "",
) -> tuple[Message, ...]:
    """The conversation for one round: examples, the item with what rules know, then what failed before.

    ``facts`` say how rules' own draft failed; ``examples`` are verified pairs of Python and Rust.
    """
    parts: list[str] = []
    for python, rust in examples:
        parts += ["## A verified translation of something similar", _block("python", python), _block("rust", rust)]
    parts += [f"## Translate `{target.name}`", _block("python", target.python)]
    if target.signature:
        parts.append(f"The signature must be `{target.signature}`; the result may be `PyResult<…>` where it can raise.")
    else:
        parts.append(f"The function must be named `{target.rust_name}`. Its parameters keep the Python's order.")
    if target.reasons:
        parts += ["## What the rules say of it", _block("", "\n".join(target.reasons))]
    if target.draft:
        parts += ["## What the rules made of it", _block("rust", target.draft)]
    if facts:
        parts += ["## What is wrong with that", *(f"- {fact}" for fact in facts)]
    if neighbours:
        parts += ["## What else is in the package", _block("rust", "\n".join(neighbours))]
    if context:
        parts += ["## What the caller says about it", _block("", context)]
    for failure in failures:
        parts += ["## A candidate that was not right", _block("rust", failure.text), f"Why: {failure.why[:MAX_SHOWN]}"]
    return (Message("system", SYSTEM), Message("user", "\n\n".join(parts)))


def _block(language: str, text: str) -> str:
    shown = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "\n…"
    # a fence longer than any in the text: nothing inside of it can end it
    longest = max((len(run) for run in re.findall(r"`{3,}", shown)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown.rstrip()}\n{fence}"


def prompt_hash(messages: Sequence[Message]) -> str:
    """A name for exactly this prompt."""
    digest = hashlib.sha256()
    for message in messages:
        digest.update(f"{message.role}\0{len(message.content)}\0{message.content}".encode())
    return digest.hexdigest()[:16]


def rust_of(answer: str) -> str:
    """The Rust in an answer: the field of a JSON document, the longest fenced block, or the whole."""
    text = answer.strip()
    if text.startswith("{"):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, dict) and isinstance(found.get("rust"), str):
            text = found["rust"].strip()
    blocks = _FENCE.findall(text + "\n")
    return max(blocks, key=len).strip() if blocks else text
