class Temp:
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
    def __call__(self, d): return self._c + d
t = Temp(10)
fs = [t, lambda d: d - 1]
print(t.f, [g(1) for g in fs], list(map(t, [1, 2])))

