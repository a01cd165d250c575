from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y")
Card = namedtuple("Card", ["rank", "suit"])


class Employee(NamedTuple):
    name: str
    age: int = 30

    def label(self):
        return f"{self.name} ({self.age})"


p = Point(1, 2)
q = Point(x=3, y=4)
print(p, q.x, q[1], p[-1], p == Point(1, 2), p == (1, 2), p < q, len(p), sum(q))
x, y = p
print(x, y, list(q), [a * b for a, b in [p, q]])
for a, b in [p, q]:
    print(a + b)
e = Employee("ann")
print(e, e.label(), e._replace(age=31), sorted([Employee("b", 2), Employee("a", 5)]))
deck = [Card(r, s) for s in "HS" for r in range(1, 4)]
print(deck[0], len(deck), max(deck), sorted(deck, key=lambda c: (-c.rank, c.suit))[:2])
seen = {p: "p", q: "q"}
print(seen[Point(3, 4)], Point(9, 9) in seen, sorted({c.suit for c in deck}))
print(2 in p, 5 in p, 3 in q)


def dist(a, b):
    return ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5


print(dist(p, q), dist(Point(0, 0), Point(3.0, 4.0)))
groups = {}
for c in deck:
    groups.setdefault(c.suit, []).append(c)
print(groups)
Other = namedtuple("Other", "a, b")
print(isinstance(p, tuple), Other(1, 2) == p, "%s-%s" % p, p != Other(1, 3), (1, 2) == p, isinstance(p, Point), isinstance(p, list))
