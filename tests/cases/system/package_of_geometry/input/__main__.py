import geometry as g
from geometry import Polygon, Point, ORIGIN, polygon_area
sq = Polygon.square(2.0)
print(sq.area, len(sq), polygon_area(sq.ps), [p for p in sq])
print(ORIGIN + Point(1, 2), ORIGIN == g.Point(), {Point(1.0, 2.0): "a"}[g.Point(1.0, 2.0)])
print(round(max(p.dist(g.ORIGIN) for p in sq), 4))
