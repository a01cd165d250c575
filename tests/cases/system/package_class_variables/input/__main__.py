import config
from shapes.base import Shape, table
from shapes.round import Circle
import shapes.round as r

config.DEBUG = True
config.level += 2
config.names.append("x")


def main():
    a, b = Circle("a"), r.Ring("b")
    print(Shape.made, Circle.made, a.made, b.made)
    Shape.made = 10
    Shape("c")
    print(Shape.made, a.made, Circle.registry, b.registry is Shape.registry)
    print(Circle.TABLE["x"], b.TABLE, table())
    config.show()
    print(config.DEBUG, config.level)
    config.level = 100
    config.show()
    r.tick()
    print([x.made for x in (a, b)], Shape.total())


main()
