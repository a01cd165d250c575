from collections.abc import Iterable, Sequence, Mapping
from collections import deque
from numbers import Number
Vector = list[float]
Pair = tuple[int, int]
def flat(x):
    return [y for z in x for y in flat(z)] if isinstance(x, list) else [x]
def kind(x):
    return isinstance(x, Iterable), isinstance(x, Sequence), isinstance(x, Mapping), isinstance(x, Number)
print(kind(1), kind('a'), kind([1]), kind({1: 2}), kind({1}), kind(2.5), kind((1, 'a')))
def every(xs, fn=lambda x: x):
    return all(map(fn, xs))
print(every([1, 2, 0]), every([1, 2]), every([4, 5], lambda x: x > 4))
def scale(v: Vector, k: float) -> Vector:
    return [x * k for x in v]
print(scale([1.0, 2.0], 2), callable(scale), callable(3))
def swap(p: Pair) -> Pair:
    return p[1], p[0]
print(swap((1, 2)))
def deep(xs):
    return [y for x in xs for y in ([x] if not isinstance(x, Iterable) else list(x))]
print(deep([[1, 2], [3]]))
