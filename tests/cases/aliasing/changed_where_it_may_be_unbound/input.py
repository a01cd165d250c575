"""What a variable holds that may be unbound is changed in place: one object, whoever looks at it."""

import random
import re
from collections import Counter, defaultdict, deque


def lists(c):
    if c:
        x = [1]
    x.append(3)
    x[0] += 1
    x[1] = 4
    del x[0]
    x.sort()
    x += [5]
    return len(x)


print(lists(1))
try:
    print(lists(0))
except UnboundLocalError as e:
    print(e)


def tables(c):
    if c:
        d = defaultdict(int)
        t = Counter()
        q = deque()
        s = set()
        m = {}
    d["a"] += 1
    t["a"] += 1
    q.append(1)
    s.add(1)
    m["k"] = 2
    m.setdefault("z", 3)
    return d["a"] + t["b"] + q.popleft() + len(s) + m["k"]


print(tables(1))
try:
    print(tables(0))
except UnboundLocalError as e:
    print(e)


class Count:
    def __init__(self):
        self.n = 0
        self.xs = []

    def inc(self):
        self.n += 1
        return self


def fill(xs):
    xs.append(1)


def objects(c):
    if c:
        a = Count()
        xs = []
    a.n = 4
    a.inc()
    a.xs.append(3)
    a.n += 1
    fill(xs)
    for x in xs:
        a.n += x
    xs.clear()
    return a.n, a.xs, xs


print(objects(1))
try:
    print(objects(0))
except UnboundLocalError as e:
    print(e)


def parts(c):
    for i in range(c):
        grid = [[0] * 2 for _ in range(2)]
        r = iter([1, 2])
    grid[0][1] = 5
    grid[1].append(2)
    a, grid[0][0] = 3, 4
    grid[0], grid[1] = grid[1], grid[0]
    n = next(r)
    return grid, a, n, [y for x in grid for y in x]


print(parts(1))
try:
    print(parts(0))
except UnboundLocalError as e:
    print(e)


def of_the_library(c):
    if c:
        r = random.Random(3)
        b = [3, 1]
        m = re.match("a", "a")
    b.insert(0, r.randint(1, 5))
    r.shuffle(b)
    b.reverse()
    b.pop()
    return b, m.group()


print(of_the_library(1))
try:
    print(of_the_library(0))
except UnboundLocalError as e:
    print(e)
