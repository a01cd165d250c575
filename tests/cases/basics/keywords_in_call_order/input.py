"""Keyword arguments are evaluated as they stand in the call."""

from dataclasses import dataclass


def show(x):
    print("s", x)
    return x


def f(a, b=2, *c, d=4, **k):
    return a, b, c, d, k


print(f(b=show(1), a=show(2)))
print(f(show(0), d=show(1), b=show(2)))
print(f(z=show(1), a=show(2), y=show(3), d=show(4)))
print(f(a=show(1), b=show(2)))


class P:
    def __init__(self, x, y=[], z=0):
        self.x, self.y, self.z = x, y, z

    def move(self, dx, dy):
        return self.x + dx * dy


p = P(z=show(3), y=[show(4)], x=show(5))
print(p.x, p.y, p.z, p.move(dy=show(1), dx=show(2)))


@dataclass
class D:
    a: int
    b: str = "q"
    c: list = None


print(D(c=[show(1)], b=str(show(2)), a=show(3)))


def g(xs, n):
    xs.append(n)
    return xs


def make():
    print("make")
    return [1]


print(g(n=show(1), xs=make()))


def h(name, text):
    return name + text


print(h(text=str(show(1)), name="n" + str(show(2))))


def joined(name, text):
    return text + name


try:
    print(joined(text=show(1), name=int("x")))
except ValueError as e:
    print(e)


def appended(xs, n):
    xs.append(n)
    return xs


ys = [1, 2]
print(appended(n=ys.pop(), xs=ys))


def pair(a, b):
    return a, b


print(pair(b=ys.pop(0), a=len(ys)))


class A:
    def __init__(self):
        self.n = 0
        self.items = [1]

    def get(self):
        print("get")
        return self

    def inc(self):
        self.n += 1
        return self.n

    def m(self, a, b):
        return self.n, a, b


a = A()
print(a.get().m(b=a.inc(), a=a.inc()))
print(a.m(b=a.inc(), a=a.n))
count = 0


def up():
    global count
    count += 1
    return count


def two(a, b):
    return a, b


print(two(b=up(), a=count), two(a=count, b=up()))


def opts(text, width=3, fill=" "):
    return text.rjust(width, fill)


print(opts("a", fill=str(up()), width=4), opts(text=str(up()), width=len("abcde")))
