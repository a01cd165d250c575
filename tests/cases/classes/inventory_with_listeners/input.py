from dataclasses import dataclass, field
from typing import Dict, List, Optional
@dataclass
class Item:
    name: str
    price: float
    qty: int = 0
    tags: List[str] = field(default_factory=list)
    def total(self) -> float: return self.price * self.qty
class OutOfStock(Exception): pass
class Inventory:
    def __init__(self) -> None:
        self.items: Dict[str, Item] = {}
        self.listeners = []
    def add(self, item: Item) -> None:
        if item.name in self.items: self.items[item.name].qty += item.qty
        else: self.items[item.name] = item
        self._notify("add", item.name)
    def remove(self, name: str, n: int = 1) -> Item:
        it = self.items.get(name)
        if it is None: raise KeyError(name)
        if it.qty < n: raise OutOfStock(f"only {it.qty} of {name}")
        it.qty -= n
        self._notify("remove", name)
        return it
    def _notify(self, kind, name):
        for f in self.listeners: f(kind, name)
    def find(self, pred) -> List[Item]: return sorted(filter(pred, self.items.values()), key=lambda i: (-i.total(), i.name))
    def value(self) -> float: return round(sum(i.total() for i in self.items.values()), 2)
inv = Inventory()
events = []
inv.listeners.append(lambda k, n: events.append(f"{k}:{n}"))
inv.add(Item("pen", 1.5, 10, ["office"])); inv.add(Item("book", 12.25, 3)); inv.add(Item("pen", 1.5, 5))
print(inv.value(), [i.name for i in inv.find(lambda i: i.qty > 2)], inv.items["pen"])
for name, n in [("pen", 4), ("book", 9), ("cup", 1)]:
    try: print(inv.remove(name, n).qty)
    except OutOfStock as e: print("stock", e)
    except KeyError as e: print("no", e)
print(events)

