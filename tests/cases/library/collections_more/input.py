import bisect
import copy
import heapq
import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

xs = [1, 3, 5, 7]
bisect.insort(xs, 4, 1)
bisect.insort_left(xs, 4, lo=1, hi=3)
bisect.insort_right(xs, 0, hi=1)
bisect.insort(xs, 9, 2, None)
print(xs)
try:
    bisect.insort(xs, 1, -1)
except ValueError as error:
    print(error)
t = (1, 2, 2, 5)
print((1.5, 2.5).index(2.5), (1.5, 2.0).index(2), (1, 2).count(2.0), (1, 2, 3).index(2.0, 1))
print(bisect.bisect_left(t, 2), bisect.bisect(t, 2), bisect.bisect_right((1.5, 2.5), 2))
rows = [[1, 4, 9], [2, 3], [], [0, 10]]
print(list(heapq.merge(*rows)), math.hypot(*[3.0, 4.0]), math.hypot(*(1, 2, 2)))

Point = namedtuple("Point", ["x", "y"])
p = Point(1, 2)
print(p._asdict(), p._asdict()["y"], list(p._asdict().items()))

scores = defaultdict(int, a=1, b=2)
scores["c"] += 5
print(scores, dict(scores))

d = deque([1, 2, 3], maxlen=3)
d.rotate()
e = copy.copy(d)
e.append(9)
print(d, e, e.maxlen)
c = Counter("abca")
twin = copy.copy(c)
twin["a"] += 1
print(c, twin, c.most_common(n=1))
o = OrderedDict([("k", 1)])
again = copy.copy(o)
again["z"] = 2
print(o, again)
dd = copy.copy(scores)
dd["new"] += 1
print(len(scores), len(dd), copy.deepcopy(frozenset([1])))
