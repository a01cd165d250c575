class Base:
    def __init__(self, n):
        self.n = n


class A(Base):
    pass


class B(Base):
    def bump(self):
        self.n += 1


a, b, c = A(1), B(1), A(2)
xs = [a, b, c, a]
print(len(set(xs)), a in {a, b}, c in {a, b})
d = {}
for x in xs:
    d[x] = d.get(x, 0) + 1
print([(k.n, v) for k, v in d.items()], d[a])
b.bump()
print(b in d, d[b], sorted(k.n for k in d))
seen = set()
for x in xs:
    if x not in seen:
        seen.add(x)
        print("new", type(x).__name__)
