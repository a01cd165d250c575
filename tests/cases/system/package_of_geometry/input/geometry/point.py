from __future__ import annotations
import math
class Point:
    __slots__ = ("x", "y")
    def __init__(self, x: float = 0.0, y: float = 0.0) -> None:
        self.x = x
        self.y = y
    def __add__(self, o: Point) -> Point:
        return Point(self.x + o.x, self.y + o.y)
    def __eq__(self, o: object) -> bool:
        return isinstance(o, Point) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self) -> int:
        return hash((self.x, self.y))
    def __repr__(self) -> str:
        return f"Point({self.x}, {self.y})"
    def dist(self, o: Point) -> float:
        return math.hypot(self.x - o.x, self.y - o.y)
ORIGIN = Point()
