class Vec:
    def __init__(self, x):
        self.x = x
    def __add__(self, o):
        if not isinstance(o, Vec):
            return NotImplemented
        return Vec(self.x + o.x)
    def __mul__(self, k):
        if isinstance(k, (int, float)):
            return Vec(self.x * k)
        return NotImplemented
    def __eq__(self, o):
        if not isinstance(o, Vec):
            return NotImplemented
        return self.x == o.x
    def __lt__(self, o):
        if not isinstance(o, Vec):
            return NotImplemented
        return self.x < o.x
    def __repr__(self):
        return f"Vec({self.x})"
class Scale:
    def __init__(self, k): self.k = k
    def __rmul__(self, v): return Vec(v.x * self.k)
a, b = Vec(1), Vec(2)
n = 1
print(a + b, a * 3, a * 2.5, a == b, a == Vec(1), a != b, a < b, a == n, a != n, a == "x", a * Scale(4))
