"""Containers that never hold anything, or None alone, wherever they stand."""

import heapq
import itertools
from collections import Counter, defaultdict, deque


def first(xs):
    if xs:
        return xs[0]
    return 5


def key(d):
    for k in d:
        return k
    return "x"


def products(xs, ys):
    return [x + y for x in xs for y in ys], {x: y for x, y in zip(xs, ys)}, {x for x in xs if x > 3}


print(first([]), key({}), products([], []))
for empty in ([], [None]):
    try:
        a, b = empty
        print(a, b)
    except ValueError as e:
        print(e)
try:
    a, b = {}
except ValueError as e:
    print(e)
try:
    c, *d = set()
except ValueError as e:
    print(e)
try:
    print([].pop())
except IndexError as e:
    print(e)
try:
    print({}["a"])
except KeyError as e:
    print(e)
print({}.get("a"), {}.pop("a", None), list({}), list({}.items()), [] + [], {} | {}, set() | set(), [] in [[]])
print(sorted({}.items()), max([None], []), {**{}}, [*[], *{}], "a" in {}, frozenset() == set(), set() < set())
print([None] * 3, [None] < [None, None], (None, 1) < (None, 2), [None].count(None), None in [None], {None: None})
print(heapq.heapify([]), list(itertools.chain([], {})), list(itertools.product([], [])), Counter().most_common(1))

xs, ys = [], []
xs.extend(ys)
ys += xs
zs = xs + ys
print(zs, xs == ys, xs < ys, zs * 3, zs[:1], zs[::-1])

queue = deque()
while queue:
    print(queue.popleft() + 1)
groups = defaultdict(list)
for group in groups:
    for member in groups[group]:
        print(group, member)
print(queue, groups)

table = {"a": None, "b": None}
print(table.get("a"), table.get("c"), table.pop("a", None), table.get("b") is None, list(table))
for k in table:
    v = table.get(k)
    print(k, v)
seen = dict.fromkeys([3, 1, 3])
print(list(seen), seen.get(3), seen.get(9) is None)


def nothing(x):
    print("called", x)


kept = nothing(3)
item = [None, None].pop()
print(kept, item)
