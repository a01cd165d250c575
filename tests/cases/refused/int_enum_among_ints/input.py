from enum import IntEnum
class L(IntEnum):
    A = 1
    B = 2
xs = [L.A, 3]
print(xs)
