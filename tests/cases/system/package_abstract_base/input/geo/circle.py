import math
from geo.base import Shape


class Circle(Shape):
    def __init__(self, r: float):
        Shape.__init__(self, "circle")
        self.r = r

    def area(self) -> float:
        return math.pi * self.r * self.r
