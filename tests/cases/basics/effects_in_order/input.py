"""What calls do, in the order in which Python evaluates them, errors among them."""


def show(x):
    print("s", x)
    return x


def in_order():
    print(any(show(x) > 1 for x in [1, 2, 3]))
    print(all(show(x) < 2 for x in [1, 2, 3]))
    a, b = (show(x) for x in [1, 2])
    print(a, b)
    print(sum(show(x) for x in [1, 2]), max(show(x) for x in [3, 1]))
    print([show(x) + show(y) for x in [1] for y in [2, 3]])
    print(show(1) < show(3) < show(2), show(0) and show(1), show(0) or show(2))
    print(show(1) if show(0) else show(5))
    d = {show(1): show(2), show(3): show(4)}
    x, y = show(1), show(2)
    print(dict(a=show(1), b=show(2)), d)
    lst = [0, 0]
    lst[show(1)] = show(7)
    print(lst)
    lst[show(0)] += show(3)
    print(lst)


in_order()


class A:
    def __init__(self):
        self.v = 1

    def get(self):
        print("get")
        return self

    def add(self, a, b=2, *c, **k):
        return (self.v, a, b, c, k)


a = A()
print(a.get().add(b=show(1), a=show(2)))
a.get().v = show(9)
print(a.v)
a.get().v += show(1)
print(a.v)
print(f"{show(1)}-{show(2):>{show(4)}}")
print("%s %s" % (show(1), show(2)))
xs = [3, 1, 2]
xs.sort(key=lambda q: show(-q))
print(xs)
print(sorted(xs, key=show, reverse=True))
assert show(1), show("no")
try:
    assert show(0), show("msg")
except AssertionError as e:
    print(e)
del xs[show(0)]
print(xs[show(0) : show(2)])


try:
    x = show(1) + show("a")
except TypeError as e:
    print(e)
try:
    print(show(1), [][show(0)], show(2))
except IndexError as e:
    print(e)


def f(a, b):
    return a


try:
    f(show(1), {"z": 0}[show("k")])
except KeyError as e:
    print(e)
try:
    d = {show(1): show(2), show(3): int(show("x")), show(4): 1}
except ValueError as e:
    print(e)
xs = [1, 2, 3]
try:
    xs[show(5)] = show(6)
except IndexError as e:
    print(e)
try:
    xs[0], xs[show(7)] = show(8), show(9)
except IndexError as e:
    print(e, xs)
try:
    a, b = show(1), int(show("q"))
except ValueError as e:
    print(e)
try:
    for i in range(show(3)):
        print(10 // (1 - i))
except ZeroDivisionError as e:
    print(e, i)
