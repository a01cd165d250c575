from dataclasses import dataclass
class Box:
    def __init__(self, v):
        self.v = v
@dataclass(frozen=True)
class P:
    n: int
    right: Box
b = Box(1)
d = {P(1, b): 2}
print(d[P(1, b)], P(1, b) == P(1, b), P(1, Box(1)) == P(1, b))
try:
    d[P(2, b)]
except KeyError:
    print("no")
