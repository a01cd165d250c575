from functools import total_ordering
from dataclasses import dataclass


@total_ordering
class Version:
    def __init__(self, major, minor):
        self.major = major
        self.minor = minor

    def __eq__(self, other):
        return (self.major, self.minor) == (other.major, other.minor)

    def __lt__(self, other):
        return (self.major, self.minor) < (other.major, other.minor)

    def __hash__(self):
        return hash((self.major, self.minor))

    def __repr__(self):
        return f"v{self.major}.{self.minor}"


a, b, c = Version(1, 2), Version(1, 10), Version(1, 2)
print(a < b, a <= c, b > a, b >= a, a >= b, a == c, a != b)
print(sorted([b, a, c]), max(a, b), min([b, a]))
seen = {a, b}
print(c in seen, len(seen | {c}), {a: "x", b: "y"}[c])


class Vector:
    def __init__(self, *xs):
        self.xs = list(xs)

    def __getitem__(self, i):
        return self.xs[i]

    def __setitem__(self, i, v):
        self.xs[i] = v

    def __delitem__(self, i):
        del self.xs[i]

    def __len__(self):
        return len(self.xs)

    def __add__(self, other):
        return Vector(*[x + y for x, y in zip(self.xs, other.xs)])

    def __iadd__(self, other):
        for i in range(len(self.xs)):
            self.xs[i] += other.xs[i]
        return self

    def __mul__(self, k):
        return Vector(*[x * k for x in self.xs])

    def __rmul__(self, k):
        return self * k

    def __neg__(self):
        return self * -1

    def __matmul__(self, other):
        return sum(x * y for x, y in zip(self.xs, other.xs))

    def __repr__(self):
        return f"Vector{tuple(self.xs)}"

    def __iter__(self):
        return iter(self.xs)

    def __le__(self, other):
        return len(self) <= len(other)


v = Vector(1, 2, 3)
w = v
v[0] = 10
v[1] += 5
v += Vector(1, 1, 1)
print(v, w, v is w, 2 * v, -v, v @ w, v + w)
del v[0]
print(v, len(w), v <= w, [x for x in v], sum(v))
x = Vector(1, 2)
x = x + x
x *= 3
print(x, w)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


for i in Countdown(3):
    print(i)
print(list(Countdown(4)), sum(Countdown(5)))
it = Countdown(2)
print(next(it), next(it))
try:
    next(it)
except StopIteration:
    print("stopped")


@dataclass(frozen=True)
class Point:
    x: int
    y: int


grid = {Point(0, 0): "o", Point(1, 2): "p"}
print(grid[Point(1, 2)], Point(3, 4) in grid, len({Point(1, 1), Point(1, 1)}))


class Node:
    def __init__(self, name):
        self.name = name
        self.edges = []


n1, n2, n3 = Node("a"), Node("b"), Node("c")
n1.edges += [n2, n3]
n2.edges.append(n3)
dist = {n1: 0}
queue = [n1]
while queue:
    n = queue.pop(0)
    for m in n.edges:
        if m not in dist:
            dist[m] = dist[n] + 1
            queue.append(m)
print([(n.name, d) for n, d in dist.items()])
visited = set()
visited.add(n1)
print(n1 in visited, n2 in visited)
