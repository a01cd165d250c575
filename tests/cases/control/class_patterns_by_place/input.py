from dataclasses import dataclass
from typing import NamedTuple, Union
@dataclass
class Num:
    value: float
@dataclass
class Bin:
    op: str
    left: "Expr"
    right: "Expr"
@dataclass
class Neg:
    arg: "Expr"
Expr = Union[Num, Bin, Neg]
class P(NamedTuple):
    x: int
    y: int
class Q:
    __match_args__ = ("a", "b")
    def __init__(self, a, b):
        self.a = a
        self.b = b
def ev(e):
    match e:
        case Num(v):
            return v
        case Bin("+", l, r):
            return ev(l) + ev(r)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)):
            return 0
        case Bin("*", l, r):
            return ev(l) * ev(r)
        case Neg(Num(v)):
            return -v
        case Neg(x):
            return -ev(x)
    return None
print(ev(Bin("+", Num(1), Bin("*", Num(2), Neg(Num(3))))), ev(Bin("*", Num(0), Num(9))), ev(Neg(Neg(Num(4)))))
def where(p):
    match p:
        case P(0, 0):
            return "origin"
        case P(x, 0):
            return f"x={x}"
        case P(0, y=y):
            return f"y={y}"
        case P(x, y) if x == y:
            return "diag"
        case _:
            return "other"
print([where(P(*t)) for t in ((0, 0), (3, 0), (0, 4), (5, 5), (1, 2))])
def q(v):
    match v:
        case Q(1, b):
            return b
        case Q(a):
            return a * 10
print(q(Q(1, 5)), q(Q(2, 7)))
