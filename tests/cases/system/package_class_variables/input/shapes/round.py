from . import base
from .base import Shape


class Circle(Shape):
    def __init__(self, name):
        super().__init__(name)
        base.Shape.made += 100


class Ring(Circle):
    pass


def tick():
    Shape.made += 1000
    Shape.TABLE["y"] = 2
    print(Shape.TABLE)
