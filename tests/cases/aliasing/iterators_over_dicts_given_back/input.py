class A:
    def __init__(self): self.d = {}; self.s = set()
    def put(self, k): self.d[k] = len(self.d); self.s.add(k)
    def __iter__(self): return iter(self.d)
    def vals(self): return iter(self.d.values())
    def each(self): return iter(self.s)
a = A()
a.put("x"); a.put("y")
print(list(a), list(a.vals()), sorted(a.each()))
