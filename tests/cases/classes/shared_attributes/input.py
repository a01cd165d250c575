class A:
    items = []
    n = 0
    names = {'a': 1}
    LIMIT = 3
    def add(self, x):
        self.items.append(x)
        A.n += 1
        return len(self.items)
    @classmethod
    def total(cls):
        cls.n += 10
        return cls.n
    def get(self):
        return self.names['a'] + self.LIMIT
a = A()
b = A()
a.add(1)
b.add(2)
print(A.items, a.items, b.n, A.total(), A.n, a.get(), A.LIMIT)
A.names['a'] = 5
print(a.get(), b.get())
class Counter2:
    made = 0
    def __init__(self):
        Counter2.made += 1
        self.id = Counter2.made
x = [Counter2() for _ in range(3)]
print([c.id for c in x], Counter2.made)
class B:
    things = []
    def put(self, x):
        self.things.append(x)
        return self.things
class C:
    things = []
    def put(self, x):
        self.things.append(x)
        return self.things
print(B().put(1), C().put(2), B().put(3), 0)
