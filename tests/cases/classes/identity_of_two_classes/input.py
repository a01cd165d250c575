class Animal:
    def __init__(self, w):
        self.w = w
        self.friends = []
    def befriend(self, o):
        if o is not self and o not in self.friends:
            self.friends.append(o)
            o.befriend(self)
    def total(self):
        return self.w + sum(f.w for f in self.friends)
class Cat(Animal):
    def __init__(self, w):
        super().__init__(w)
        self.naps = 0
class Dog(Animal):
    def befriend(self, o):
        super().befriend(o)
        self.w += 1
a, b, c = Cat(3), Dog(10), Dog(20)
a.befriend(b)
b.befriend(c)
c.befriend(a)
a.befriend(a)
for x in (a, b, c):
    print(type(x).__name__, x.w, len(x.friends), x.total(), [f.w for f in x.friends])
a.friends[0].w = 1000
print(b.w, c.total())
a.friends.remove(b)
print(len(a.friends), b in a.friends, c in a.friends)
by_w = sorted([a, b, c], key=lambda x: x.w, reverse=True)
print([x.w for x in by_w], by_w[0] is b)
m = {x.w: x for x in by_w}
m[3].w = 4
print(a.w, sorted(m))
