"""Copies of objects."""

import copy
from copy import deepcopy
from dataclasses import dataclass, field, replace


class Board:
    def __init__(self, size: int) -> None:
        self.size = size
        self.cells = [[0] * size for _ in range(size)]
        self.moves: list[str] = []
        self.best: int | None = None

    def play(self, row: int, column: int) -> "Board":
        other = deepcopy(self)
        other.cells[row][column] = 1
        other.moves.append(f"{row},{column}")
        return other

    def twin(self) -> "Board":
        return copy.copy(self)


start = Board(2)
after = start.play(0, 1)
print(start.cells, start.moves, after.cells, after.moves, after.size)
twin = after.twin()
twin.size = 9
twin.moves.append("shared")
twin.cells = []
print(after.size, after.moves, after.cells, twin.size, twin.moves, twin.cells, twin.best)


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Config:
    name: str
    depth: int = 3


p = Point(1, 2, ["a"])
q = replace(p, x=5)
q.tags.append("b")
print(p, q, replace(q, y=7, x=q.x + 1), replace(p) == p, replace(p) is p)
c = Config("base")
print(replace(c, depth=c.depth + 1), c)
r = copy.copy(p)
r.x = 100
r.tags.append("c")
s = deepcopy(p)
s.tags.append("d")
print(p, r, s)
print(copy.copy("text"), copy.copy((1, [2])))
