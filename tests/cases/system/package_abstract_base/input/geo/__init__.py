from geo.base import Shape
from .square import Square
from .circle import Circle as Round

__all__ = ["Shape", "Square", "Round"]
