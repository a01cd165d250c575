def f(s):
    n = 0
    for c in s:
        if "a" == c and c <= "z":
            n += 1
        if "b" != c:
            n += 10
    return n
print(f("abca"))
def g(x):
    for i in range(3):
        if x:
            nxt = i
        nxt
    return nxt
try:
    print(g(1), g(0))
except UnboundLocalError as e:
    print(e)
class L:
    def __init__(self):
        self.head = None
    def go(self):
        if not self.head is None:
            return 1
        self.head = L()
        return 2
l = L()
print(l.go(), l.go())
print([1, 2, 3][slice(1, None)] if False else [1, 2, 3][1:])
def w(c):
    k = 1 if c else None
    return [1, 2, 3][k:], (1, 2, 3)[:k], "abc"[k:]
print(w(True), w(False))
