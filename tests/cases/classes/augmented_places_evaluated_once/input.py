"""The place of an augmented assignment is found once."""


def show(x):
    print("s", x)
    return x


class B:
    def __init__(self):
        self.k = 10
        self.rows = [1, 2, 3]


class A:
    def __init__(self):
        self.v = 1
        self.b = B()

    def get(self):
        print("get")
        return self

    def inner(self):
        print("inner")
        return self.b


a = A()
a.get().v += show(1)
print(a.v)
a.inner().k -= show(2)
print(a.b.k)
a.get().b.k *= show(3)
print(a.b.k)
a.inner().rows[show(1)] += show(5)
print(a.b.rows)
a.get().b.rows[show(0)] -= 1
print(a.b.rows)
xs = [A(), A()]
xs[show(1)].v += show(4)
print(xs[1].v)


def pick():
    print("pick")
    return xs


pick()[show(0)].v += 1
print(xs[0].v)
grid = [[1, 2], [3, 4]]


def cells():
    print("cells")
    return grid


cells()[show(0)][show(1)] += show(7)
print(grid)
d = {"a": [1]}


def table():
    print("table")
    return d


table()["a"][0] += 5
table()["a"] += [6]
print(d)
a.get().b.rows += [9]
print(a.b.rows)
a.get().v = show(8)
cells()[show(1)] = show(2) and [0]
print(a.v, grid)
