"""Templates that only the running program knows, with values of many types, in many places."""

from __future__ import annotations
import operator
from collections import namedtuple
from typing import Any, Callable, Optional

FORMATS = {"int": "%d items", "pair": "%s=%r", "map": "%(k)s:%(v)5.1f"}
TOTAL = [1, 2, 3]
P = namedtuple("P", "x y")

class Table:
    fmt = "%-5s|%5d"
    def __init__(self, sep: str) -> None:
        self.line = self.fmt + sep
        self.rows: list[tuple[str, int]] = []
    def add(self, name: str, n: int) -> None:
        self.rows.append((name, n))
    def show(self) -> str:
        return "\n".join(self.line % row for row in self.rows)

def lst(t: str, xs: list[int]) -> str: return t % xs
def tup(t: str, xs: list[int]) -> str: return t % tuple(xs)
def star(t: str, xs: list[int]) -> str: return t % (*xs, 0)
def nest(t: str, xs: list[list[str]]) -> str: return t % (xs, xs[0])
def st(t: str, xs: set[int]) -> str: return t % xs
def opt(t: str, x: Optional[int]) -> str: return t % x
def opts(t: Optional[str], x: int) -> str: return t % x
def un(t: str, x: int | str | float) -> str: return t % x
def fl(t: str, x: float, b: bool) -> str: return t % (x, b)
def pt(t: str, p: P) -> str: return t % p
def nested(t: str, d: dict[str, tuple[int, float]]) -> str: return t % d
def chain(t: str, u: str) -> str: return t % u % 3
def each(t: str, xs: list[int]) -> list[str]: return [t % x for x in xs]
def pairs(t: str, d: dict[str, int]) -> list[str]: return [t % kv for kv in d.items()]
def big(t: str) -> str: return t % (1, 2, "a", 4.0, 5, 6, None, 8, 9, 10, 11, 12, 13, 14)
def fn(f: Callable[[str], str], t: str) -> str: return f(t)
def caught(t: str) -> Callable[[int], str]:
    def inner(x: int) -> str:
        try:
            return t % x
        except TypeError as e:
            return str(e)
    return inner

tb = Table(";"); tb.add("a", 1); tb.add("bcd", 22); print(tb.show())
for k in FORMATS:
    try:
        print(FORMATS[k] % 3)
    except TypeError as e:
        print(e)
    try:
        print(FORMATS[k] % ("a", "b"), FORMATS[k] % {"k": 1, "v": 2})
    except TypeError as e:
        print(e)
print(FORMATS["map"] % {"k": "z", "v": 2.25}, FORMATS["map"] % dict(k=1, v=2))
print(lst("%s", TOTAL), tup("%d%d%d", TOTAL), star("%d %s %x %r", TOTAL), nest("%s %r", [["a"], ["b"]]), st("%s", {5}))
print(opt("%s", None), opt("%05d", 4), un("%s", 2), un("%s", "q"), un("%5.1f", 2.25), fl("%g %d", 1e20, True))
print(pt("%d,%s", P(1, "y")), nested("%(a)s", {"a": (1, 2.0)}), chain("%s%%d", "u"), each("<%d>", TOTAL), pairs("%s:%d", {"x": 1}))
print(big("%d" + " %s" * 13), fn(lambda t: t % 4, "%d!"), operator.mod("%s" + "-", 5), caught("%d")(4), caught("%d %d")(4))
try:
    print(opts("%d", 3), opts(None, 3))
except TypeError as e:
    print(e)
xs = ["%d", "%s"]
xs[0] %= 5
d: dict[str, str] = {"a": "%s-%s"}
d["a"] %= ("p", [1])
print(xs, d)
TOTAL.append(4)
print(TOTAL, "%s" % TOTAL, sum(TOTAL))
for i, t in enumerate(["%d", "%5.2f", "%s%%"]):
    print(t % i, end=";")
print(("%s" if len(xs) > 5 else "%r") % "x", ("%d" + "%%") % 5, "".join(["%", "d"]) % 7)
g: Any = "%s and %s"
print(g % ("a", 1), g % (None, [2]))
try:
    print(g % "a")
except TypeError as e:
    print(e)
