import util
from util import Point, double as dbl
from shapes.circle import Circle, area_of
import shapes.circle as sc
print(util.double(4), dbl(5), util.LIMIT)
p = Point(1, 2)
print(p.norm(), util.Point(3, 4))
c = Circle(2)
print(area_of(c), c.area(), sc.area_of(Circle(1)))
util.bump()
print(util.counter)
