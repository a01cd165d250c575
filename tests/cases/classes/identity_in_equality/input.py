from dataclasses import dataclass


class Node:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self is other


class Counted:
    asked = 0

    def __init__(self, value):
        self.value = value
        self.peer = None

    def __eq__(self, other):
        Counted.asked += 1
        return self is other or is_peer(self, other)

    def __lt__(self, other):
        return self is not other and self.value <= other.value


def is_peer(a, b):
    return a.peer is b


@dataclass(order=True)
class Point:
    x: int
    y: int


a = Node(1)
b = Node(1)
c = a
c.value = 3
print(a == c, a == b, a.value, a in [b], a in [c])

p, q, r = Counted(1), Counted(1), Counted(2)
p.peer = q
print(p == q, q == p, p == p, p < q, p < p, q < r, Counted.asked)
r.value = 0
print([x.value for x in sorted([p, q, r])], [p, q] == [p, q], Counted.asked)

u, v = Point(1, 2), Point(1, 3)
w = u
w.y = 3
print(u == v, u < v, u <= v, u == w, [u] == [v], max(u, v) is u, sorted([Point(2, 0), u, v]))
