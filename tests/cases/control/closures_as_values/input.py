def adder(n):
    return lambda x: x + n


add5 = adder(5)
print(add5(3), adder(1)(2), list(map(add5, [1, 2])), sorted([3, 1], key=adder(2)))


def make_counter(start):
    count = start

    def inc(by):
        nonlocal count
        count += by
        return count

    return inc


c = make_counter(0)
d = make_counter(10)
print(c(1), c(2), d(5), c(1))


def apply(f, x):
    return f(f(x))


print(apply(adder(3), 4), apply(lambda v: v * 2, 4))


def fact_maker(limit):
    """Makes a factorial."""

    def fact(n):
        if n > limit:
            raise ValueError("too large")
        return 1 if n <= 1 else n * fact(n - 1)

    return fact


f = fact_maker(10)
print(f(5))
try:
    f(11)
except ValueError as e:
    print(e)


def bag():
    items = []

    def put(x):
        items.append(x)
        return len(items)

    return put


p = bag()
p("a")
print(p("b"), bag()("z"))


def average():
    total = 0.0
    n = 0

    def feed(x):
        nonlocal total, n
        total += x
        n += 1
        return total / n

    return feed


feed = average()
print(feed(1), feed(2), feed(6))
fs = [adder(1), adder(10)]
print([g(5) for g in fs], sum(g(1) for g in fs))
powers = {"a": adder(1), "b": adder(2)}
print(powers["a"](1), powers["b"](1))
