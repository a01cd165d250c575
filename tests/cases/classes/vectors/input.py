class Temp:
    def __init__(self, c=0.0):
        self.c = c
    @property
    def f(self):
        return self.c * 9 / 5 + 32
    @f.setter
    def f(self, v):
        self.c = (v - 32) * 5 / 9
    @classmethod
    def from_f(cls, v):
        t = cls()
        t.f = v
        return t
t = Temp.from_f(212)
print(t.c, t.f)
t.f = 32
print(f"{t.c:.1f} {t.f!r}")
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __iter__(self):
        yield self.x
        yield self.y
    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    def __neg__(self):
        return Vec(-self.x, -self.y)
    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __bool__(self):
        return bool(self.x or self.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __eq__(self, o):
        return (self.x, self.y) == (o.x, o.y)
    def __repr__(self):
        return "Vec({}, {})".format(*self)
v = Vec(3, 4)
x, y = v
print(abs(v), -v, v * 2, 2 * v, bool(Vec(0, 0)), {v: 1}[Vec(3, 4)], x, y, [*v], max(v))
