from enum import IntEnum
class L(IntEnum):
    A = 1
    B = 2
print(L.B in (L.A, 2))
