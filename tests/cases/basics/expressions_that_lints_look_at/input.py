import math
def ok(i, n, w):
    return w == "-" and (i != 0 or (i == 0 and n == 1) or n != 3)
def facs(n):
    return list(map(math.factorial, range(n))), [math.factorial(i) for i in range(n)], [math.isqrt(i) for i in range(n)]
def marked(ps):
    return [a for a, _ in ps if a != "?"], list(filter(lambda p: p[0] != "?", ps))
def joined(t, xs):
    return [xs[:i] + list(t) + xs[i:] for i in range(len(xs) + 1)]
print(ok(0, 1, "-"), ok(0, 3, "-"), ok(2, 3, "-"), facs(5), marked([("a", 1), ("?", 2)]), joined((7, 8), [1, 2]))
