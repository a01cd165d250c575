class A:
    def __init__(self): self.n = None; self.log = []
    def set(self, v): self.n = v
    def total(self):
        if self.n is not None:
            xs = [self.n]
            xs.append(self.n + 1)
            self.set(None)
            ys = [self.n]
            return xs, ys
        return [], []
    def both(self, other):
        if self.n is not None:
            other.n = None
            return [self.n, self.n is None]
        return [None, False]
a = A(); a.set(3); print(a.total(), a.n)
a.set(5); print(a.both(a), a.both(A()))
b = A(); b.set(2); c = b
if b.n is not None:
    c.n = None
    print(b.n, [b.n])
b.n = 7
print([b.n], b.n + 1)
b = A()
print([b.n])
for i in range(2):
    if b.n is None: b.n = i
    else: print([b.n]); b.n = None
print(b.n)

