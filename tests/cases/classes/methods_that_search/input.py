class Seg:
    def __init__(self, n):
        self.n = n
        self.t = [0] * n
    def query(self, i):
        self.t[i] += 1
        return self.t[i]
    def path(self, p, k):
        if k == p:
            return 'x'
        nxt = self.par(k)
        if nxt is None:
            raise ValueError('no')
        return self.path(p, nxt) + f'->{k}'
    def par(self, k):
        return k - 1 if k > 0 else None
s = Seg(3)
print(s.query(1), s.path(0, 3))
try:
    print(s.path(5, 2))
except ValueError as e:
    print(e)
class G:
    def __init__(self, src):
        self.parent = {}
        self.src = src
    def bfs(self):
        self.parent = {self.src: None, 'B': self.src, 'C': 'B'}
    def short(self, t):
        if t == self.src:
            return self.src
        p = self.parent.get(t)
        if p is None:
            raise ValueError(f'No path {t}')
        return self.short(p) + f'->{t}'
g = G('A')
g.bfs()
print(g.short('C'), g.short('A'))
try:
    g.short('Q')
except ValueError as e:
    print(e)
def join(sep, parts):
    out = ''
    last = len(parts) - 1
    for w in parts[:last]:
        out += w + sep
    if parts != []:
        out += parts[last]
    return out
print(join('-', ['a', 'b']), join(',', 'xyz'))
def comb(xs):
    from itertools import combinations
    ys = [x * 2 for x in xs]
    return any(a + b == 6 for a, b in combinations(ys, 2))
print(comb([1, 2, 3]))
def gsearch(d):
    s = {1, 2, 3}
    return max(x for x in s if x in d)
print(gsearch([2, 3]))
def tail(d):
    f = frozenset(d)
    return sum(x for x in f)
print(tail([1, 2]))
def tail2(d):
    from collections import Counter, deque, OrderedDict
    c = Counter(d)
    q = deque(d)
    o = OrderedDict()
    o[1] = 2
    if len(d) > 3:
        return max(q)
    if len(d) > 2:
        return sum(v for k, v in o.items())
    return sum(c.values())
print(tail2([1, 2]), tail2([1, 2, 3]), tail2([4, 2, 3, 1]))
