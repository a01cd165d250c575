"""A library."""
from __future__ import annotations
from dataclasses import dataclass, field


class Stack:
    """A stack."""

    def __init__(self) -> None:
        self.items: list[int] = []

    def push(self, x: int) -> None:
        self.items.append(x)

    def pop(self) -> int:
        return self.items.pop()

    @property
    def size(self) -> int:
        return len(self.items)

    @staticmethod
    def join(a: str, b: str) -> str:
        return a + b

    @classmethod
    def of(cls, x: int) -> Stack:
        s = cls()
        s.push(x)
        return s


@dataclass
class Point:
    x: int
    y: float = 0.0
    tags: list[str] = field(default_factory=list)

    def move(self, dx: int) -> Point:
        return Point(self.x + dx, self.y)

    def norm(self) -> float:
        return (self.x ** 2 + self.y ** 2) ** 0.5


class Named:
    def __init__(self, name: str, point: Point | None = None) -> None:
        self.name = name
        self.point = point

    def __repr__(self) -> str:
        return f"Named({self.name!r})"

    def label(self, width: int = 10) -> str:
        return self.name.ljust(width)
