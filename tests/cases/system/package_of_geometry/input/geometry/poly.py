from typing import Iterable, List
from .point import Point
def area(ps: List[Point]) -> float:
    s = 0.0
    for a, b in zip(ps, ps[1:] + ps[:1]):
        s += a.x * b.y - b.x * a.y
    return abs(s) / 2
class Polygon:
    def __init__(self, ps: Iterable[Point]):
        self.ps = list(ps)
    @property
    def area(self) -> float:
        return area(self.ps)
    def __len__(self):
        return len(self.ps)
    def __iter__(self):
        return iter(self.ps)
    @classmethod
    def square(cls, side):
        return cls([Point(0, 0), Point(side, 0), Point(side, side), Point(0, side)])
