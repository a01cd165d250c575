"""Known templates whose values only the running program can judge."""

from typing import Any, NamedTuple, Optional


class Point(NamedTuple):
    x: int
    y: float


def found(key: str, table: dict[str, int]) -> Optional[int]:
    return table.get(key)


def noted(log: list[str], name: str) -> str:
    log.append(name)
    return name.upper()


def pair(items: list[int]) -> str:
    return "%d and %d" % tuple(items)


def whatever(value: Any) -> str:
    return "<%d>" % value


def letter(text: str) -> str:
    return "[%3c]" % text


for items in ([1, 2], [1], [1, 2, 3]):
    try:
        print(pair(items))
    except TypeError as error:
        print(error)
for value in (3, 4.75, "x", None, (8,), (), True):
    try:
        print(whatever(value))
    except TypeError as error:
        print(error)
for text in ("a", "é", "ab", ""):
    try:
        print(letter(text))
    except TypeError as error:
        print(error)
for key in ("a", "b"):
    try:
        print("%03d" % found(key, {"a": 7}), "%s" % found(key, {}))
    except TypeError as error:
        print(error)

width, digits = 9, 3
print("%*d|%-*s|%.*f|%*.*e" % (width, 5, width, "ab", digits, 2.0, 12, digits, 12345.678))
print("%.4d|%+.3i|%#.4x|%-8.5d|" % (12, 3.9, 255, -7))
print("%x %o" % (True, False), "%s %r" % (Point(1, 2.5)), "%d/%.1f" % Point(3, 4.0))
log: list[str] = []
print("%(b)s %(a)s" % {"a": noted(log, "a"), "b": noted(log, "b"), "c": noted(log, "c")}, log)
print("%(a)s %(b)s" % {"a": noted(log, "a"), "b": noted(log, "b")}, log)
try:
    print("%d %d" % (noted(log, "1"), 2))
except TypeError as error:
    print(error, log)
try:
    print("%s" % (1, 2))
except TypeError as error:
    print(error)
try:
    print("%s %s" % "one")
except TypeError as error:
    print(error)
try:
    print("%x" % 1.5)
except TypeError as error:
    print(error)
try:
    print("50% of %s" % "it")
except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
try:
    print("%(a)s" % 3)
except TypeError as error:
    print(error)
try:
    print("%5%|" % ())
except TypeError as error:
    print(error)
