from enum import Enum, IntEnum
class A(Enum):
    X = "x"
    Y = "y"
class B(IntEnum):
    P = 1
def parse(cls, text):
    for m in cls:
        if m.value == text:
            return m
    return None
def names(cls):
    return [m.name for m in cls]
def make(cls, v):
    try:
        return cls(v)
    except ValueError:
        return None
print(parse(A, "y"), parse(B, 1), names(A), names(B), make(A, "x"), make(A, "q"), make(B, 1), make(B, 5))
print(list(map(A, ["x", "y"])), [A(v) for v in "xy"])
def by(cls, key):
    return cls[key]
print(by(A, "X"), len(A))
class H:
    kind = A.X
print(H.kind)
