r = [1]
d = {'a': r}
d2 = dict(d)
d2['a'] += [8]
print(d, r)
class A:
    def __init__(self): self.xs = [1]
a = A()
ys = a.xs
a.xs += [2]
ys += [3]
print(a.xs, ys)
def f(t):
    t["k"] += [5]
    return t
z = {"k": r}
print(f(z), r)
