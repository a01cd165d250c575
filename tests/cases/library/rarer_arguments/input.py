"""Rarer arguments: counts of a sample, flags of a pattern, products of several pools with themselves."""

import random
import re
from itertools import product

random.seed(11)
print(random.sample(["red", "blue"], counts=[4, 2], k=5), random.sample("abc", 4, counts=(1, 5, 2)))
source = random.Random(3)
print(source.sample([10, 20, 30], k=3, counts=[1, 1, 1]), source.random())
for counts in ([1], [0, 0, 0], [1, 1, 1]):
    try:
        print(random.sample([1, 2, 3], k=9, counts=counts))
    except ValueError as error:
        print(error)
pattern = re.compile(r"a(b)", re.IGNORECASE | re.MULTILINE)
print(pattern.flags, re.compile("(?s)x").flags, re.compile("x", re.ASCII).flags, bool(pattern.flags & 2))
xs, ys = [1, 2], "ab"
print(list(product(xs, ys, repeat=2))[:5], len(list(product([0], (1, 2), repeat=3))))
table = {"a": 1, "b": 2}
print(table.keys().isdisjoint({"c"}), table.keys().isdisjoint(["b"]), table.keys().isdisjoint(table))
