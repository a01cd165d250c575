from dataclasses import dataclass, field


@dataclass
class Box:
    w: int
    h: int = 2
    area: int = field(init=False)

    def __post_init__(self):
        if self.w < 0:
            raise ValueError("negative")
        self.area = self.w * self.h


@dataclass(order=True)
class Item:
    price: float
    name: str = "x"

    def __post_init__(self):
        self.name = self.name.upper()


print(Box(3), Box(2, 5).area, Box(3) == Box(3, 2))
print(Item(2.5), sorted([Item(3, "b"), Item(1, "a")]))
try:
    Box(-1)
except ValueError as e:
    print(e)
