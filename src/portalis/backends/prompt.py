"""What is said to a model, and how Rust is found in what it says. Its first versions are in the tests, word for word."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from portalis.backends.base import Message
from portalis.backends.repair import Failure
from portalis.backends.target import Target
from portalis.backends.wording import SYSTEM

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"rust": {"type": "string"}},
    "required": ["rust"],
    "additionalProperties": False,
}
MAX_SHOWN = 6_000
"""Characters of one part of a prompt; more of it is cut away."""
_RAISED = (
    "It is an exception. `args` is the tuple that `BaseException` keeps; `str` and `repr` give what Python's `str()` and `repr()` "
    "do. Its `Repr` and the constant of its class are written for you; `Err(Exception::carrying(&CONSTANT, {name}::new(…)))` raises it."
)
_AWAITED = (
    "It is `async` in Python. Yours is a plain function that does what `asyncio.run` of it does, and gives what awaiting it gives; "
    "other `async` functions of the package are plain functions in the same way."
)
_YIELDED = "Of an `async` generator, yours gives the list of all that `async for` takes from it, in a `Vec`."
_AWAITED_METHODS = (
    "Some of its methods are `async` in Python. Yours are plain methods, each of which does what `asyncio.run` of its call does, and gives "
    "what awaiting it gives; other `async` functions of the package are plain functions in the same way."
)
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
    parts += [f"## Translate {_what(target)}", _block("python", target.python)]
    if target.background:
        parts += ["What it rests on; the decorators are a part of it:", _block("python", target.background)]
    parts.append(_demand(target))
    if target.awaited:
        parts.append(_AWAITED_METHODS if target.kind == "class" else _AWAITED)
        parts += [_YIELDED] * target.yielded
    if target.inferred:
        parts += ["## The types that rules inferred", _block("python", "\n".join(target.inferred))]
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


def _what(target: Target) -> str:
    word = {"function": "", "method": "the method ", "class": "the class ", "module": ""}[target.kind]
    return f"{word}`{target.name}`"


def _demand(target: Target) -> str:
    """What the answer has to hold."""
    names = ", ".join(f"`{p.rust}`" for p in target.parts)
    if target.kind == "class":
        raised = f"\n\n{_RAISED.format(name=target.owner)}" if target.raised else ""
        return (
            f"Answer with the struct `{target.owner}` and an `impl {target.owner}` with {names}. Its fields must be exactly these, by "
            "these names; `_` and `…` are for you to choose. Ints are `Int`. A method takes `&mut self` where it changes the object, "
            "what can raise gives `PyResult<…>`. Derive `Clone`.\n\n" + _block("rust", target.signature) + raised
        )
    place = f" in an `impl {target.owner}`; the struct is there already" if target.kind == "method" else ""
    if not target.refused:
        return f"Others call it as it is, so the signature must stay{place}:\n\n" + _block("rust", target.signature)
    if not target.signature:
        word = "method" if target.kind == "method" else "function"
        return f"The {word} must be named `{target.parts[0].rust}`{place}. Its parameters keep the Python's order."
    changes = "`&mut self` where it changes the object, " if target.kind == "method" else ""
    free = (
        "its result is what the decorator makes of it, "
        if target.parts[0].types and not target.parts[0].types[-1]
        else ""
    )
    return (
        f"The signature must be `{target.signature}`{place}; {changes}`&mut` where it changes an argument, {free}"
        "and the result may be `PyResult<…>` where it can raise."
    )


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
