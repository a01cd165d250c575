class Box:
    def __init__(self, v):
        self.v = v
        self.xs = [v]
    def __len__(self):
        return len(self.xs)
    def put(self, x): self.xs.append(x); return len(self.xs)
def f(o):
    if o:
        print("yes")
    return (o or Box(3)).v
b = Box(1)
print(f(b), not b, bool(b))
b.xs.clear()
print(f(b), not b, bool(b))
c = None
print((c or Box(2)).v)
d = b if b else None
print(d is None)
o = None
if len(b.xs) == 0: o = Box(5)
print((o.put(1) if o else -1), (o or b).v)
