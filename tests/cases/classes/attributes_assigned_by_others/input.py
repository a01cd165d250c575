class Never:
    def __init__(self):
        self.a = 1
    def maybe(self, n):
        if n > 5:
            self.b = n
    def show(self):
        return self.b
x = Never()
x.maybe(2)
try:
    print(x.show())
except AttributeError as e:
    print(e)
class Temp:
    def __init__(self, c):
        self.c = c
    @property
    def c(self):
        return self._c
    @c.setter
    def c(self, v):
        if v < -273:
            raise ValueError("cold")
        self._c = v
    def hot(self):
        self._c += 1
        return self._c > 30
print(Temp(30).hot(), Temp(3).c)
class Lazy:
    def __init__(self, n):
        self.n = n
        self._reset()
    def _reset(self):
        self.seen = set()
        self.total = 0
    def add(self, x):
        self.seen.add(x)
        self.total += x
        return len(self.seen), self.total
z = Lazy(3)
print(z.add(4), z.add(4))
class Node:
    def attach(self, other):
        self.peer = other
    def peer_name(self):
        return self.peer.name
    def label(self, n):
        self.name = n
n1, n2 = Node(), Node()
n1.label("one")
n2.label("two")
n1.attach(n2)
print(n1.peer_name())
try:
    print(n2.peer_name())
except AttributeError as e:
    print(e)
