def f(a: int, b: int, x: float):
    y = (a * b) * -1
    z = a * -1
    w = x * -1
    q = (x + w) * -1
    q2 = -1 * (x + w)
    return y, z, w, q, q2
print(f(2, 3, 1.5))
def g(n):
    r = n
    for i in range(r):
        r -= 1
        if i > 5:
            r += 3
    return r
print(g(10))
def h(a, size):
    if a > size / 2 - 1:
        return
    print("h", a)
    if size > 3:
        print("big")
        return
    else:
        return
h(1, 10)
h(9, 10)
def k(c: str):
    if c >= "A" and c <= "Z":
        return "upper"
    if c < "a" or c > "z":
        return "other"
    return "lower"
print(k("A"), k("b"), k("0"))
import sys
def m(xs):
    best = sys.maxsize
    for x in xs:
        best = min(best, x)
    if best == sys.maxsize:
        return -1
    return best
print(m([]), m([3]), m([10**30]))
class S:
    def __init__(self, a):
        n = len(a)
        self.a = a
        self.n = n
        self.tree = [i for i in a]
        self.st = [0] * n
        if n:
            self.build(0)
    def build(self, i):
        self.st[i] = self.a[i]
        self.tree.append(9)
print(S([1, 2]).st, S([3]).tree)
def prime(n):
    return n > 1 and all(n % d for d in range(2, n))
print(all(prime(n) for n in [2, 3, 5]), any(prime(n) for n in (4, 6)))
def parts(s):
    p = s.split(",")
    from itertools import islice
    return [x for x in islice(p, 3)]
print(parts("a,b,c,d"))
def p2(rows):
    error = TypeError("bad")
    if len(rows) != 0:
        cols = len(rows[0])
        if cols == 0:
            raise error
        for row in rows:
            if len(row) != cols:
                raise error
        out = rows
    else:
        out = []
    return out
print(p2([[1, 2]]), p2([]))
