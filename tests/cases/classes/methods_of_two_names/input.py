class V:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __iter__(self):
        return iter((self.x, self.y))
    def length(self):
        return self.x + self.y
    size = length
    def __add__(self, o):
        if isinstance(o, V):
            return V(self.x + o.x, self.y + o.y)
        return V(self.x + o, self.y + o)
    __radd__ = __add__
    def __str__(self):
        return f"<{self.x},{self.y}>"
    __repr__ = __str__
a, b = V(1, 2)
print(a, b, V(3, 4).size(), V(3, 4).length(), V(1, 1) + 2, 3 + V(1, 1), [V(0, 1)], sum([V(1, 2), V(3, 4)], V(0, 0)))
p, *q = V(7, 8)
print(p, q)
try:
    c, d, e = V(1, 2)
except ValueError as err:
    print(err)
