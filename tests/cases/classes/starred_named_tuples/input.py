from collections import namedtuple
from typing import NamedTuple
P = namedtuple("P", "lat lon")
class Q(NamedTuple):
    a: int
    b: str = "z"
def dist(a, b, c, d):
    return (a - c) ** 2 + (b - d) ** 2
x = P(1.0, 2.0)
y = P(2.5, 3.5)
print(dist(*x, *y))
def show(n, s):
    return f"{n}{s}"
q = Q(3)
print(show(*q), max(*x), [*q], (*x, *y))
print(f"{dist(*x, *y):0,.1f}")
print("%s-%s" % q, q._asdict(), q._replace(a=9))
