class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return iter(range(self.n))
c = Count(3)
a = iter(c); b = iter(c)
print(next(a), next(a), next(b), list(zip(a, b)), [x for x in c])

