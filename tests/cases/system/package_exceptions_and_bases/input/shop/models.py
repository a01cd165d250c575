from dataclasses import dataclass, field
from typing import List
from .errors import OutOfStock

TAX = 0.2


@dataclass
class Item:
    name: str
    price: float
    stock: int = 0

    def take(self, n: int) -> None:
        if n > self.stock:
            raise OutOfStock(self.name, self.stock)
        self.stock -= n


@dataclass
class Order:
    items: List[Item] = field(default_factory=list)

    def total(self) -> float:
        return sum(i.price for i in self.items) * (1 + TAX)
