class A:
    n = 0

    def inc(self):
        A.n += 1


class B:
    def __init__(self):
        self.n = 5


class C:
    @property
    def n(self):
        return 7


class D:
    n = 3


b = B()
a = A()
a.inc()
print(b.n, a.n, A.n, C().n, D.n, D().n)
c = C()
print(c.n)
for x in (B(), B()):
    print(x.n)
print([x.n for x in [a, A()]], sum(x.n for x in [b]))
