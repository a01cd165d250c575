from typing import NamedTuple
from enum import Enum


class P(NamedTuple):
    x: int
    y: int

    def add(self):
        return self.x + self.y


class Op(Enum):
    ADD = "+"
    SUB = "-"

    def apply(self, a, b):
        return a + b if self is Op.ADD else a - b
