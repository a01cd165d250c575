from functools import partial


def add(a, b, c=0):
    return a + b + c


def run(n):
    f = (partial(add, 1) if n > 1 else partial(add, 2))
    print(list(map(f, [1, 2])), [partial(add, n)(x) for x in [1]])
    return [(lambda v: v + n)(x) for x in [1]] if False else [(partial(add, n) if n else f)(x) for x in [5]]


print(run(2), run(0))
