def apply(f, x):
    return f(x)


def twice(f, x):
    return f(f(x))


def inc(n):
    return n + 1


square = lambda n: n * n

print(apply(inc, 3), twice(inc, 3), apply(square, 5), twice(lambda s: s + "!", "a"), apply(len, "abc"))
