from enum import Enum


class Color(Enum):
    RED = (255, 0, 0)
    GREY = (90, 90, 91)


def pair(n):
    return (n, n * 2)


print(max(Color, key=lambda c: sum(c.value)).name)
print(sorted([3, 1, 2], key=lambda n: -sum(pair(n))))
print(list(map(lambda n: max(pair(n)), [4, -5])))
print([n for n in range(6) if n > 2 and sum(pair(n)) > 9])
print(list(filter(lambda n: n and sum(pair(n)) % 2 == 0, range(6))))


def noisy(n):
    print("asked", n)
    return (n, 1)


print([n for n in range(4) if n % 2 and sum(noisy(n)) > 2])
print(list(filter(lambda n: n % 2 == 0 and sum(noisy(n)) > 2, range(4))))
print(list(map(lambda n: n if n < 2 else sum(noisy(n)), range(4))))
