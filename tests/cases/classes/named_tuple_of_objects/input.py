from collections import namedtuple
class Box:
    def __init__(self, v):
        self.xs = [v]
        self.v = 3
    def put(self, x): self.v += x
Pair = namedtuple("Pair", "left right")
b = Box(2)
p = Pair([1], b)
p.right.put(4)
b.put(5)
q = p._replace(left=[4])
print(p.left, p.right.xs, p.right.v, q.right.v)
