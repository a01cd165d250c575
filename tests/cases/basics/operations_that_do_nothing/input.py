"""What a linter of Rust takes for a slip is what the Python says: `x * 0`, `range(5, 2)`."""


def f(xs):
    n = len(xs)
    for x in xs:
        print(x + 0, 0 + x, x - 0, x * 1, 1 * x, x // 1, x | 0, 0 | x, x ^ 0, x << 0, x >> 0, x & -1)
        print(x * 0, 0 * x, x & 0, 0 & x, 0 // (x + 1), x % 1, 0 % (x + 1), 1 % 3)
        print(n % 1, n * 0, n // 1, 0 // n, n & -1, n & 0, 0 % n, n + 0)
        print(
            x * 0.0, x * 1.0, x + 0.0, x / 1, n / 1, n**0, n**1, x - x, x // x if x else 0, n % n, n ^ n, n & n, n | n
        )


f([1, 2, 3])


def ranges(n):
    t = 0
    for i in range(0, 0):
        t += i
    for i in range(5, 2):
        t += i
    for i in range(3, 3, -1):
        t += i
    for i in range(-1, -3):
        t += i
    xs = [i for i in range(4, 1)]
    for i in range(0):
        t += i
    return t + sum(range(2, 2)), xs, list(range(5, 1)), 3 in range(5, 1), len(range(4, 2))


print(ranges(2))
