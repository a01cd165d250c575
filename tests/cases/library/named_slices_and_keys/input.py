"""Slices with names, and keys made of comparisons."""

import functools
from collections import OrderedDict
from functools import cmp_to_key

NAME = slice(0, 6)
AGE = slice(6, 9)
LAST = slice(-3, None)
EVEN = slice(None, None, 2)


def compare(a: str, b: str) -> int:
    if len(a) != len(b):
        return len(a) - len(b)
    return (a > b) - (a < b)


by_size = cmp_to_key(compare)


def read(line: str) -> tuple[str, int]:
    return line[NAME].strip(), int(line[AGE])


print([read(line) for line in ("Ann    31", "Robert  7")], "abcdef"[LAST], [1, 2, 3, 4, 5][EVEN], (1, 2, 3)[slice(1)])
print(sorted(["ccc", "a", "bb", "aa"], key=by_size), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
words = ["pear", "fig", "kiwi"]
words.sort(key=by_size, reverse=True)
rows = [10, 20, 30, 40]
rows[slice(1, 3)] = [0]
del rows[slice(0, 1)]
print(words, rows, rows[slice(len(rows) - 1, None)])
print(OrderedDict.fromkeys("abca", 0), OrderedDict.fromkeys([3, 1]), dict.fromkeys("ab", []))
