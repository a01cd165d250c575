def pair(n):
    print("pair", n)
    return n, n + 1
def one(n):
    print("one", n)
    return n
def f(a, b, c=0, d=0):
    return a * 1000 + b * 100 + c * 10 + d
print(f(*pair(1)), f(one(5), *pair(2)), f(*pair(1), *pair(3)), f(*pair(4), one(6)), f(*pair(7), d=one(1), c=one(2)))
xs = [(1, 2), (3, 4)]
print(f(*xs[0]), f(*xs[1], *xs[0]), f(*divmod(17, 5)))
class C:
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def m(self, p, q):
        return self.a + p * q
    @classmethod
    def of(cls, s):
        return cls(*map(int, s.split(",")))
def mk():
    print("mk")
    return C(*pair(9))
print(mk().m(*pair(2)), C(*xs[0]).b)
d = {"k": (1, 2)}
print(f(*d["k"]))
from dataclasses import dataclass
@dataclass
class D:
    x: int
    y: int = 3
print(D(*pair(3)), D(*xs[0]))
g = lambda a, b: a - b
print(g(*pair(8)), g(*xs[0]))
import math
print(math.gcd(*pair(4)), math.hypot(*(3, 4)))
def swap(p):
    return p[1], p[0]
print(f(*swap(xs[0])))
