from enum import Enum
from typing import NamedTuple
from dataclasses import dataclass


class Color(Enum):
    RED = 1
    BLUE = 2


class Point(NamedTuple):
    x: int
    y: int


@dataclass(frozen=True)
class Key:
    a: int


Grid = list[list[int]]
