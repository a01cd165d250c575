class A:
    def __init__(self, n):
        self.f = self.get
        self.n = n
        self.size = len([n, n])
    def get(self): return self.n + self.size
print(A(3).f())

