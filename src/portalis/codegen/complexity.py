"""How complex clippy finds a type, as `clippy::type_complexity` counts it: Python's nested tuples and lists get there soon."""

from __future__ import annotations

import re
from dataclasses import replace

from portalis.codegen import rust_ast as r

LIMIT = 250
_TOKEN = re.compile(r"->|'\w+|dyn\b|mut\b|[A-Za-z_][\w:]*|[<>(),&=\[\]]")
_ALLOW = "clippy::type_complexity"


def score(text: str) -> int:
    """What clippy adds up: for each part of a type its weight times how deep it stands."""
    total, nest = 0, 1
    results: list[int] = []  # the depths at which the results of function pointers end
    tokens = _TOKEN.findall(text)
    for before, token in zip(["", *tokens], tokens):
        if token in (",", ")", "]", ">"):
            while results and results[-1] == nest:
                results.pop()
                nest -= 1
        if token == "&":
            total += nest
        elif token == "fn":
            total += 50 * nest
        elif token == "dyn":
            total += 20 * nest
        elif token in ("(", "["):
            total += 10 * nest if before != "fn" else 0
            nest += 1
        elif token == "<":
            nest += 1
        elif token == "->":
            nest += 1
            results.append(nest)
        elif token in (")", "]", ">"):
            nest -= 1
        elif token[0].isalpha() and token not in ("mut", "Item"):
            total += 10 * nest
    return total


def attribute(ty: str) -> str:
    """What has to stand before a definition of that type, or nothing."""
    return f"#[allow({_ALLOW})]\n    " if score(ty) > LIMIT else ""


def allowed(item: r.Item) -> r.Item:
    """The item, with the lint switched off where a type of it would trip it."""
    match item:
        case r.FnItem(params=params, ret=ret, body=body):
            lets = (n.ty for n in r.nodes(body) if isinstance(n, r.LetStmt))
            if any(score(t) > LIMIT for t in (ret, *(p.ty for p in params), *lets)):
                return replace(item, attributes=_with_lint(item.attributes))
        case r.StructItem(fields=fields):
            if any(score(ty) > LIMIT for _, ty in fields):
                return replace(item, attributes=_with_lint(item.attributes))
        case r.ImplItem(items=items):
            return replace(item, items=tuple(map(allowed, items)))
    return item


def _with_lint(attributes: tuple[str, ...]) -> tuple[str, ...]:
    """One `allow` for all lints, in order."""
    lints = [name for a in attributes if a.startswith("#[allow(") for name in a[8:-2].split(", ")]
    others = tuple(a for a in attributes if not a.startswith("#[allow("))
    return (*others, f"#[allow({', '.join(sorted({*lints, _ALLOW}))})]")
