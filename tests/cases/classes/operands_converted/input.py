from math import gcd
class Frac:
    def __init__(self, n, d=1):
        g = gcd(n, d) or 1
        self.n, self.d = n // g, d // g
    def __add__(self, o):
        if isinstance(o, int):
            o = Frac(o)
        return Frac(self.n * o.d + o.n * self.d, self.d * o.d)
    def __mul__(self, o):
        if not isinstance(o, Frac):
            o = Frac(o)
        return Frac(self.n * o.n, self.d * o.d)
    __radd__ = __add__
    def __eq__(self, o):
        if not isinstance(o, Frac):
            o = Frac(o)
        return (self.n, self.d) == (o.n, o.d)
    def __repr__(self):
        return f"{self.n}/{self.d}"
print(Frac(1, 2) + Frac(1, 3), Frac(1, 2) + 1, 2 + Frac(1, 4), Frac(2, 3) * 3, Frac(1, 2) * Frac(2, 5), Frac(4, 2) == 2, Frac(1, 2) == Frac(2, 4))
def scale(x, k):
    if not isinstance(k, Frac):
        k = Frac(k)
    return [x, k]
print(scale(Frac(1), 2), scale(Frac(1), Frac(3)))
