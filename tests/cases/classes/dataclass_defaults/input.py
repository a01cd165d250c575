from dataclasses import dataclass, field
from enum import Enum
class Color(Enum):
    RED = 1
    BLUE = 2
DEFAULT = 10
@dataclass
class Item:
    name: str
    color: Color = Color.RED
    size: int = DEFAULT
    ratio: float = 1 / 4
    tag: str = "a" + "b"
    pair: tuple[int, int] = (0, 0)
print(Item("x"))
print(Item("y", Color.BLUE, size=3))
