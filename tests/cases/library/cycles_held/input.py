import itertools as it
from itertools import cycle, islice
print([next(c) for c in [it.cycle('ab')] for _ in range(3)])
cs = [it.cycle('ab'), it.cycle('xyz')]
print([next(c) for _ in range(4) for c in cs])
k = cycle([1, 2])
h = k
print(next(k), next(h), next(k), list(islice(h, 3)))
for i, x in zip(range(5), cycle("pq")):
    print(i, x)
def colors():
    return cycle(["r", "g"])
c = colors()
print([next(c) for _ in range(3)])
class P:
    def __init__(self, names):
        self.turn = cycle(names)
    def play(self):
        return next(self.turn)
p = P(["x", "o"])
print(p.play(), p.play(), p.play())
