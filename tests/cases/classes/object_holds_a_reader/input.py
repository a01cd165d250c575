class Reader:
    def __init__(self, lines):
        self.lines = iter(lines)
        self.n = 0
    def read(self):
        self.n += 1
        return next(self.lines)
    def rest(self):
        return list(self.lines)
r = Reader(["a", "b", "c", "d"])
print(r.read(), r.read(), r.rest(), r.n)
try:
    r.read()
except StopIteration:
    print("stop", r.n)

from itertools import count
ids = count(10)
class Item:
    def __init__(self, name): self.name = name; self.id = next(ids)
print([Item(n).id for n in "abc"], next(ids))

