"""Floor division, remainders and integers that must not become floats."""


def halves(xs: list[int]) -> list[int]:
    return [x // 2 for x in xs]


def middle(a: int, b: int) -> int:
    return (a + b) // 2


def clock(minutes: int) -> tuple[int, int]:
    return (minutes // 60 % 24, minutes % 60)


def weekday(day: int) -> int:
    return (day + 3) % 7


def gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def digit_sum(n: int) -> int:
    total = 0
    n = abs(n)
    while n > 0:
        total += n % 10
        n = n // 10
    return total


def buckets(xs: list[int], size: int) -> list[int]:
    return [x // size for x in xs]


def signed_part(n: int) -> int:
    return n // 10


def round_down(n: int, step: int) -> int:
    return n // step * step


def wrap(index: int, size: int) -> int:
    return index % size


def mean(xs: list[int]) -> int:
    return sum(xs) // len(xs)


def product(xs: list[int]) -> int:
    result = 1
    for x in xs:
        result = result * x
    return result


def count_even(xs: list[int]) -> int:
    count = 0
    for x in xs:
        if x % 2 == 0:
            count += 1
    return count


def percent_of(part: int, whole: int) -> int:
    return int(part * 100 / whole)


def collatz(n: int) -> int:
    steps = 0
    while n > 1 and steps < 200:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def minutes(seconds: int) -> str:
    return str(seconds // 60) + ":" + str(seconds % 60)


def shift(n: int) -> int:
    return (n - 1) // 3


def grid_cell(x: int, y: int) -> tuple[int, int]:
    return (x // 16, y // 16)


def checksum(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total = (total * 31 + x) % 1009
    return total


def temperature(f: int) -> int:
    return (f - 32) * 5 // 9


def days(hours: int) -> int:
    return hours // 24


def ceil_div(a: int, b: int) -> int:
    return -(-a // b)
