from enum import Enum
class T:
    def __init__(self, v): self.v = v
    def __float__(self): return float(self.v)
    def __int__(self): return int(self.v)
    def __reversed__(self): return reversed([self.v, 2, 1])
    def __str__(self): return "T"
t = T(3.7)
print(float(t), int(t), list(reversed(t)), [x for x in reversed(t)])
class F:
    def __init__(self, a, b): self.a, self.b = a, b
    def __format__(self, spec):
        return f"{self.a:{spec}}/{self.b:{spec}}" if spec else "F"
    def __str__(self): return "str"
f = F(1, 2)
w = 3
print(f"{f}", f"{f:>3}", format(f, "02d"), "{}".format(f), str(f), f"{f!s:>5}", format(f), f"{f:{w}}")
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + o.x)
    def __repr__(self): return f"V({self.x})"
print(sum([V(1), V(2)], V(0)), sum((V(i) for i in range(4)), V(10)))
class C(Enum):
    RED = 1
    BLUE = 2
c = C.BLUE
print(C.RED in C, c in C, c not in C, c in (C.RED, C.BLUE))
