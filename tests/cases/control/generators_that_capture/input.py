def queens(n):
    def place(row, cols):
        if row == n:
            yield cols
        else:
            for c in range(n):
                if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)):
                    yield from place(row + 1, cols + [c])
    return list(place(0, []))
print(len(queens(6)), queens(4)[0])
def primes(limit):
    sieve = [True] * limit
    def gen():
        for i in range(2, limit):
            if sieve[i]:
                yield i
    for i in range(2, limit):
        if sieve[i]:
            for j in range(i * i, limit, i):
                sieve[j] = False
    return gen()
print(list(primes(30)))
class Tree:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l:
            yield from self.l
        yield self.v
        if self.r:
            yield from self.r
t = Tree(2, Tree(1), Tree(3))
print(list(t), sum(t), max(t))
def walk(t):
    if t is None:
        return
    yield from walk(t.l)
    yield t.v
    yield from walk(t.r)
print(list(walk(t)))
