import heapq
import sys
from math import *
pop = heapq.heappop
put = heapq.heappush
h = []
for v in [3, 1, 2]:
    put(h, v)
print(pop(h), sqrt(16), floor(2.7), pi > 3)
def gcds(a, b):
    return gcd(a, b)
print(gcds(12, 18))
class Cell:
    def __init__(self):
        self.v = 0
        self.name = "c"
class Big(Cell):
    def __init__(self):
        super().__init__()
        self.v = 2
print(Cell().v, Big().v, Big().name)
class Handler:
    def __init__(self, nxt=None):
        self.nxt = nxt
    def handle(self, r):
        if self.nxt:
            return self.nxt.handle(r)
        return "end " + r
class Auth(Handler):
    def handle(self, r):
        if r == "bad":
            return "denied"
        return super().handle(r)
print(Auth(Handler()).handle("ok"), Auth().handle("bad"), Handler().handle("x"))
