def g(n):
    yield n
    yield n + 1
class W:
    def __init__(self): self.it = None; self.n = 0
    def step(self):
        if self.it is None:
            self.n += 1
            self.it = g(self.n)
        v = next(self.it, None)
        if v is None:
            self.it = None
        return v
w = W()
print([w.step() for _ in range(6)])
d = {}
d["a"] = g(1)
d.setdefault("b", g(5))
print(next(d["a"]), [next(x) for x in d.values()], "c" in d, d.get("c") is None)
for k, it in d.items():
    print(k, list(it))
pairs = [(1, g(1)), (2, g(7))]
for n, it in pairs: print(n, next(it))
for n, it in pairs: print(n, next(it))
q = [g(i) for i in range(3)]
while q:
    it = q.pop(0)
    try:
        print(next(it))
        q.append(it)
    except StopIteration:
        print("done")

