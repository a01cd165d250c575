from dataclasses import dataclass
class Box:
    def __init__(self, v):
        self.v = v
@dataclass
class P:
    left: list
    right: Box
p = P([1], Box(2))
q = P([1], p.right)
p.right.v += 1
print(p.left, p.right.v, p == q)
