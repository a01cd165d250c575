import kinds
from kinds import Color, Point, Key, Grid


def name(c: Color) -> str:
    return "r" if c is Color.RED else "b"


def flat(g: Grid) -> list[int]:
    return [x for r in g for x in r]


print(name(Color.RED), name(kinds.Color.BLUE), Color(2), [c.name for c in Color])
p = Point(1, 2)
print(p, p.x + p.y, p._replace(x=5))
print({Key(1): 2}[Key(1)], flat([[1], [2, 3]]))
