"""A protocol, an abstract class and two classes below it, as the programs of several tests have them."""

from __future__ import annotations

BASES = """\
from abc import ABC, abstractmethod
from typing import Protocol


class Named(Protocol):
    def name(self) -> str: ...


class Shape(ABC):
    def __init__(self, k: int) -> None:
        self.k = k

    @abstractmethod
    def area(self) -> int: ...
"""
"""What gives more to the abstract class stands right behind it."""
SQUARE = """

class Square(Shape):
    def area(self) -> int:
        return self.k * self.k

    def name(self) -> str:
        return "square"
"""
LINE = """

class Line(Shape):
    def area(self) -> int:
        return 0
"""
