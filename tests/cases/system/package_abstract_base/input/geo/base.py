from abc import ABC, abstractmethod


class Shape(ABC):
    def __init__(self, name: str):
        self.name = name

    @abstractmethod
    def area(self) -> float: ...
    def describe(self) -> str:
        return f"{self.name} of {self.area():.2f}"

    def __lt__(self, other: "Shape") -> bool:
        return self.area() < other.area()
