class A:
    registry = {}
    def __init__(self, n): self.n = n
    @staticmethod
    def double(x): return x * 2
    @classmethod
    def create(cls, n): return cls(n)
    def show(self): return f"A({self.n})"
fs = [A.double, abs, lambda x: -x]
print([f(-4) for f in fs], [a.show() for a in map(A.create, [1, 2])], list(map(A.show, [A(3), A(4)])))

