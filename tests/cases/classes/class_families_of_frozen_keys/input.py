from dataclasses import dataclass


@dataclass(frozen=True)
class P:
    x: int


@dataclass(frozen=True)
class Q:
    x: int


def f(items):
    return len(set(items))


print(f([P(1), Q(1), P(1)]))
d = {P(1): "p", Q(1): "q"}
print(d[P(1)], d[Q(1)], d)
