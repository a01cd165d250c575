import geo
from geo import Square, Round

shapes: list[geo.Shape] = [Square(3), Round(1), geo.Square(1.5)]
for s in sorted(shapes):
    print(s.describe())


def biggest(shapes: list[geo.Shape]) -> geo.Shape:
    return max(shapes, key=lambda s: s.area())


print(biggest(shapes).name)
try:
    geo.Shape("x")
except TypeError as e:
    print(e)
