class A:
    def __init__(self): self.items = []
    def add(self, x): self.items.append(x); return self
    def __iter__(self): return iter(self.items)
    def rev(self): return reversed(self.items)
    def pairs(self): return zip(self.items, self.items)
    def numbered(self): return enumerate(self.items)
a = A().add(1).add(2).add(3)
for x in a:
    print(x)
    if x == 2: a.add(9)
print(list(a.rev()), list(a.pairs()), list(a.numbered()), sum(a))
b = A()
b.add(4)
print(list(b), [x for x in b])


class B:
    def __init__(self): self.xs = [1]
    def put(self): self.xs.append(5)
def over(o): return iter(o.xs)
o = B()
for x in over(o):
    if len(o.xs) < 3: o.put()
    print(x)


def f():
    xs = [1, 2]
    it = iter(xs)
    print(next(it))
    return it
print(list(f()))
def g(xs):
    ys = [x * 2 for x in xs]
    ys.append(1)
    return iter(ys)
print(list(g([1, 2])))
