from functools import lru_cache, cache
import functools


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib(10))


def best_sum(xs, k):
    @cache
    def best(i, left):
        if i == len(xs) or left == 0:
            return 0
        return max(best(i + 1, left), xs[i] + best(i + 1, left - 1))

    return best(0, k)


print(best_sum(list(range(60)), 20), best_sum([5, 1, 4], 2))


@functools.lru_cache(2)
def loud(s):
    print("computing", s)
    return s * 2


for s in ["a", "b", "a", "c", "b", "a"]:
    print(loud(s))


@cache
def row(n):
    print("row", n)
    return [n, n + 1]


row(3).append(7)
print(row(3), row(4))


@lru_cache
def checked(n, base=10):
    print("checked", n, base)
    if n < 0:
        raise ValueError(f"negative: {n}")
    return n % base


for value in (3, -1, 3, -1):
    try:
        print(checked(value))
    except ValueError as e:
        print("error:", e)
print(checked(12), checked(12, 7), checked(12, 7))


def grids(m, n):
    @lru_cache(None)
    def paths(i, j):
        if i == 0 or j == 0:
            return 1
        return paths(i - 1, j) + paths(i, j - 1)

    def total():
        return sum(paths(i, i) for i in range(3))

    return paths(m, n), total()


print(grids(30, 30), grids(2, 3))


@cache
def edit(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edit(a[1:], b[1:])
    return 1 + min(edit(a[1:], b), edit(a, b[1:]), edit(a[1:], b[1:]))


print(edit("kitten sitting down", "sitting kitten up"))


@cache
def answer():
    print("once")
    return 42


print(answer() + answer())
