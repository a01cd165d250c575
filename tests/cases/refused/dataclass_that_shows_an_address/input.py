from dataclasses import dataclass
class Box:
    def __init__(self, v):
        self.v = v
@dataclass
class P:
    left: list
    right: Box
p = P([1], Box(2))
print(p)
