class Person:
    def set_name(self, name):
        self.name = name
        return self
    def get_name(self):
        return self.name
    def rename(self, more):
        self.name += more
p = Person()
try:
    print(p.get_name())
except AttributeError as e:
    print(e)
print(p.set_name("Al").get_name())
p.rename("!")
print(p.name, len(p.name))
class Cache:
    def __init__(self, on):
        self.on = on
        if on:
            self.data = {}
    def put(self, k, v):
        if self.on:
            self.data[k] = v
    def show(self):
        return sorted(self.data.items())
c = Cache(True)
c.put("a", 1)
print(c.show())
d = Cache(False)
d.put("a", 1)
try:
    d.show()
except AttributeError as e:
    print("AttributeError", e)
class Stack:
    def begin(self):
        self.items = []
        self.count = 0
    def push(self, x):
        self.items.append(x)
        self.count += 1
    def top(self):
        return self.items[-1], self.count, [i * 2 for i in self.items]
s = Stack()
try:
    s.push(1)
except AttributeError as e:
    print(e)
s.begin()
s.push(3)
s.push(4)
print(s.top())
for i in s.items:
    print(i)
class Base:
    def setup(self):
        self.ready = True
class Derived(Base):
    def __init__(self):
        super().__init__()
        self.n = 1
    def go(self):
        if self.ready:
            return self.n
        return 0
x = Derived()
x.setup()
print(x.go())
y = Derived()
print(y.go())
