"""`async` functions: a plain function that gives what awaiting gives, judged against what `asyncio.run` of the coroutine does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from backends.test_classes import BUDGET, based, repaired, target

from portalis.backends.items import CandidateError, parse_candidate
from portalis.backends.prompt import build_messages
from portalis.backends.repair import RepairBudget

ONCE = RepairBudget(1, 1, 20_000, 60.0)
PROGRAM = """\
import asyncio
from collections.abc import AsyncIterator


async def half(n: int) -> int:
    await asyncio.sleep(0)
    if n < 0:
        raise ValueError("negative")
    return n // 2


async def both(a: int, b: int) -> list[int]:
    return list(await asyncio.gather(half(a), half(b)))


async def count(n: int) -> AsyncIterator[int]:
    for k in range(n % 9):
        yield k * k
        await asyncio.sleep(0)
    if n % 9 == 8:
        raise ValueError("eight")


def more(f):
    async def inner(n):
        print("more")
        return await f(n) + 1

    return inner


def plainly(f):
    def inner(n):
        if n > 50:
            raise OverflowError("too many")
        return f(n)

    return inner


@plainly
@more
async def odd(n: int) -> int:
    return n * 2 + 1


async def main() -> None:
    print(await half(5))
    print(await both(8, 3))
    print([k async for k in count(4)], await odd(3))


asyncio.run(main())
"""
HALF = """\
fn half(n: &Int) -> PyResult<Int> {
    if *n < Int::from(0_i64) {
        return Err(Exception::new(&VALUE_ERROR, "negative"));
    }
    Ok(n.floor_div(&Int::from(2_i64)))
}
"""
BOTH = "fn both(a: &Int, b: &Int) -> PyResult<Vec<Int>> {\n    Ok(vec![half(a)?, half(b)?])\n}\n"
COUNT = """\
fn count(n: &Int) -> PyResult<Vec<Int>> {
    let last = n.rem(&Int::from(9_i64));
    let mut found = Vec::new();
    let mut k = Int::from(0_i64);
    while k < last {
        found.push(&k * &k);
        k = &k + &Int::from(1_i64);
    }
    if last == Int::from(8_i64) {
        return Err(Exception::new(&VALUE_ERROR, "eight"));
    }
    Ok(found)
}
"""
ODD = """\
fn odd(n: &Int) -> PyResult<Int> {
    if *n > Int::from(50_i64) {
        return Err(Exception::new(&OVERFLOW_ERROR, "too many"));
    }
    print(&[&Str::from("more")]);
    Ok(&(n * &Int::from(2_i64)) + &Int::from(2_i64))
}
"""
MAIN = """\
fn main_() {
    print(&[&half(&Int::from(5_i64)).or_exit()]);
    print(&[&both(&Int::from(8_i64), &Int::from(3_i64)).or_exit()]);
    let counted = count(&Int::from(4_i64)).or_exit();
    print(&[&counted, &odd(&Int::from(3_i64)).or_exit()]);
}
"""


def test_a_coroutine_is_asked_for_as_what_awaiting_it_gives() -> None:
    base, _ = based(PROGRAM)
    refused = {t.name: t.signature for t in base.targets if t.refused}
    assert refused == {
        "half": "fn half(n: &Int) -> Int", "both": "fn both(a: &Int, b: &Int) -> Vec<Int>", "main": "fn main_()",
        "count": "fn count(n: &Int) -> Vec<Int>", "odd": "fn odd(n: &Int)", "<module>": "fn module_body()",
    }  # fmt: skip
    half = target("half", PROGRAM)
    assert half.awaited
    assert "what awaiting it gives" in build_messages(half, [], [])[-1].content
    assert "what awaiting it gives" not in build_messages(target("<module>", PROGRAM), [], [])[-1].content
    with pytest.raises(CandidateError, match="`async` is not allowed"):
        parse_candidate(f"async {HALF}", half.wanted)


def test_a_generator_gives_a_list_and_a_decorator_is_a_part() -> None:
    count, odd = target("count", PROGRAM), target("odd", PROGRAM)
    assert count.parts[0].types == ("int", "list[int]")
    assert "the list of all that `async for` takes" in build_messages(count, [], [])[-1].content
    assert "the list of all that `async for` takes" not in build_messages(odd, [], [])[-1].content
    assert odd.awaited
    assert odd.parts[0].types == ("int", "")  # a decorator may give something else
    assert "return await f(n) + 1" in odd.background
    bare = PROGRAM.replace(" -> AsyncIterator[int]", "").replace("@plainly\n@more\n", "")
    assert target("count", bare).signature == ""
    assert target("odd", bare).signature == "fn odd(n: &Int) -> Int"
    inside = PROGRAM.replace("    for k in", "    def inner():\n        yield 1\n\n    for k in").replace(
        "yield k * k", "k"
    )
    assert target("count", inside.replace("AsyncIterator[int]:\n", "int:\n")).signature == "fn count(n: &Int) -> Int"


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ("@asynccontextmanager", "it is an `async` generator with a decorator, which makes no list of what it yields"),
        ("@functools.cache", "it is `async` under `cache`, which keeps a coroutine that can be awaited once"),
        ("@lru_cache(3)", "it is `async` under `lru_cache`, which keeps a coroutine that can be awaited once"),
    ],
)
def test_what_no_awaiting_gives_stays_refused(marks: str, why: str) -> None:
    inside = "yield n" if "context" in marks else "return n"
    source = f"from contextlib import asynccontextmanager\n\n\n{marks}\nasync def x(n: int):\n    {inside}\n"
    assert dict(based(source)[0].unasked) == {"x": why}


@pytest.mark.heavy
def test_coroutines_are_repaired(cargo: str) -> None:
    dealt = {
        "half": [HALF.replace("2_i64", "3_i64"), HALF.replace('"negative"', '"too small"'), HALF],
        "both": [BOTH.replace("half(a)?, half(b)?", "half(b)?, half(a)?"), BOTH],
        "main": [MAIN.replace("8_i64", "9_i64").replace("5_i64", "7_i64"), MAIN],
        "count": [COUNT.replace("9_i64", "10_i64"), COUNT.replace('"eight"', '"nine"'), COUNT],
        "odd": [ODD.replace('"more"', '"less"'), ODD.replace('"too many"', '"many"'), ODD],
        "<module>": ["fn module_body() {\n    main_();\n}\n"],
    }
    found = repaired(dealt, PROGRAM)
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert shown["half"]["evidence"]["kind"] == "coroutine"
    assert shown["half"]["evidence"]["facts"]["agreed"] > 10
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}


METHODS = """\
import asyncio


class Meta(type): ...


class Feed(metaclass=Meta):
    def __init__(self, n: int) -> None:
        self.n = n

    async def take(self, k: int) -> int:
        if k > self.n:
            raise ValueError(f"only {self.n}")
        await asyncio.sleep(0)
        self.n -= k
        return self.n

    @staticmethod
    async def sure(k: int) -> int:
        return k + 1

    @classmethod
    async def empty(cls, k: int) -> bool:
        return k == 0


class Tank:
    def __init__(self, n: int) -> None:
        self.n = n

    def half(self) -> int:
        return self.n // 2

    async def fill(self, k: int) -> int:
        await asyncio.sleep(0)
        self.n += k
        return self.n * 3


async def main() -> None:
    feed = Feed(3)
    print(await feed.take(2), await Feed.sure(3), await Feed.empty(0))
    tank = Tank(4)
    print(await tank.fill(3))


print(Tank(5).half())
asyncio.run(main())
"""
FEED = """\
#[derive(Clone)]
struct Feed {
    n: Int,
}

impl Feed {
    fn new(n: &Int) -> Feed {
        Feed { n: n.clone() }
    }
    fn take(&mut self, k: &Int) -> PyResult<Int> {
        if *k > self.n {
            return Err(Exception::new(&VALUE_ERROR, format!("only {}", self.n)));
        }
        self.n = &self.n - k;
        Ok(self.n.clone())
    }
    fn sure(k: &Int) -> Int {
        k + &Int::from(1_i64)
    }
    fn empty(k: &Int) -> bool {
        *k == Int::from(0_i64)
    }
}
"""
TANK = """\
#[derive(Clone)]
struct Tank {
    n: Int,
}

impl Tank {
    fn new(n: &Int) -> Tank {
        Tank { n: n.clone() }
    }
    fn half(&self) -> Int {
        self.n.floor_div(&Int::from(2_i64))
    }
    fn fill(&mut self, k: &Int) -> Int {
        self.n = &self.n + k;
        &self.n * &Int::from(3_i64)
    }
}
"""
RUN = """\
fn main_() {
    let mut feed = Feed::new(&Int::from(3_i64));
    print(&[&feed.take(&Int::from(2_i64)).or_exit(), &Feed::sure(&Int::from(3_i64)), &Feed::empty(&Int::from(0_i64))]);
    let mut tank = Tank::new(&Int::from(4_i64));
    print(&[&tank.fill(&Int::from(3_i64))]);
}
"""


def test_async_methods_are_items_and_parts() -> None:
    base, _ = based(METHODS)
    refused = {t.name: t.kind for t in base.targets if t.refused}
    assert refused == {
        "Feed": "class", "Tank": "class", "main": "function", "<module>": "module",
    }  # fmt: skip
    assert not {name for name, _ in base.unasked} - {"Meta"}
    feed = target("Feed", METHODS)
    assert [(p.name, p.types) for p in feed.parts] == [
        ("Feed.__init__", ("int", "")),
        ("Feed.take", ("int", "int")),
        ("Feed.sure", ("int", "int")),
        ("Feed.empty", ("int", "bool")),
    ]
    assert "fn sure(k: &Int) -> Int;" in feed.signature
    assert feed.awaited
    assert "Some of its methods are `async`" in build_messages(feed, [], [])[-1].content


@pytest.mark.parametrize(
    ("method", "name", "why"),
    [
        ("@cached_property\n    async def fill(self) -> int:\n        return 1\n", "fill", "it is `async` under `cached_property`, which keeps a coroutine that can be awaited once"),
        ("@half.setter\n    async def half(self, n) -> int:\n        return 1\n", "half", "it is `async` under `setter`, and nothing awaits what that gives"),
        ("@contextmanager\n    async def fill(self):\n        yield 1\n", "fill", "it is an `async` generator with a decorator, which makes no list of what it yields"),
        ("async def __len__(self) -> int:\n        return 1\n", "__len__", "it is `async`, and Python does not await `__len__`"),
    ],
)  # fmt: skip
def test_a_method_that_is_no_coroutine_stays_refused(method: str, name: str, why: str) -> None:
    head = METHODS[: METHODS.index("    async def fill")] + f"    {method}\n\nprint(Tank(5).half())\n"
    assert dict(based(head)[0].unasked)["Tank"] == f"its method `{name}` cannot be asked for: {why}"


@pytest.mark.heavy
def test_async_methods_are_repaired(cargo: str) -> None:
    dealt = {
        "Feed": [
            FEED.replace("self.n = &self.n - k", "self.n = &self.n + k"),
            FEED.replace('"only {}"', '"just {}"'),
            FEED.replace("1_i64", "2_i64"),
            FEED,
        ],
        "Tank": [TANK.replace("3_i64", "4_i64"), TANK.replace("&self.n + k", "k.clone()"), TANK],
        "main": [RUN.replace("4_i64", "5_i64"), RUN],
        "<module>": ["fn module_body() {\n    print(&[&Tank::new(&Int::from(5_i64)).half()]);\n    main_();\n}\n"],
    }
    found = repaired(dealt, METHODS, budget=replace(BUDGET, rounds=4))
    shown = {i.name: i.to_json() for i in found.items}
    assert {n: (s["outcome"], s["rounds"]) for n, s in shown.items()} == {
        n: ("accepted", len(said)) for n, said in dealt.items()
    }, shown
    assert all(m["facts"]["agreed"] > 5 for m in shown["Feed"]["evidence"]["methods"].values())
    assert found.evidence is not None
    assert {i["verdict"] for i in found.evidence.items.values()} == {"verified"}


@pytest.mark.heavy
def test_what_gives_no_coroutine_is_not_proved(cargo: str) -> None:
    """A decorator that runs the coroutine makes a plain function, and one that does so for some calls is of two kinds."""
    source = """\
import asyncio


def runs(f):
    def inner(n):
        return asyncio.run(f(n)) if n > 0 else f(n)

    return inner


def starts(f):
    def inner(n):
        return asyncio.get_running_loop().create_task(f(n))

    return inner


@runs
async def f(n: int) -> int:
    return n


@starts
async def g(n: int) -> int:
    return n


print(f(3))
"""
    right = "fn NAME(n: &Int) -> Int {\n    n.clone()\n}\n"
    raises = 'fn g(n: &Int) -> PyResult<Int> {\n    Err(Exception::new(&RUNTIME_ERROR, "no running event loop"))\n}\n'
    dealt = {"f": [right.replace("NAME", "f")], "g": [right.replace("NAME", "g"), raises]}
    found = repaired(dealt, source, budget=RepairBudget(2, 1, 20_000, 100.0))
    shown = {i.name: i.to_json() for i in found.items}
    assert {shown[n]["outcome"] for n in dealt} == {"rounds"}, shown
    assert "nothing that could be awaited" in repaired({"f": dealt["f"]}, source, budget=ONCE).items[0].last_failure
