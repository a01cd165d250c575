from dataclasses import dataclass
@dataclass
class N:
    v: int
    nxt: 'N | None' = None
def pick(h, k):
    if k == 0:
        return None
    return h
h = N(1)
h.nxt = N(2)
print(pick(h, 1) == h, pick(h, 0) == h, h == pick(h, 1), h != pick(h, 0), pick(h, 0) == pick(h, 0))
class P:
    def __init__(self, v):
        self.v = v
        self.n = None
def pk(h, k):
    if k == 0:
        return None
    return h
p = P(1)
p.n = P(2)
p.n.v = 5
print(pk(p, 1) == p, pk(p, 0) == p, p == pk(p, 1), p != pk(p, 0), p.n == p, p.n == p.n)
class Node:
    def __init__(self, data=None):
        self.data = data
        self.next = None
    def __repr__(self):
        out = ''
        t = self
        while t:
            out += f'<{t.data}>-'
            t = t.next
        return out + 'END'
def make(xs):
    head = Node(xs[0])
    cur = head
    for d in xs[1:]:
        cur.next = Node(d)
        cur = cur.next
    return head
print(make([1, 2, 3]))
def inc(a):
    m = min(a)
    for x in a:
        a[x - m] += 0
    for x in a:
        m += x
    a.append(m)
b = [10 ** 20, 10 ** 20 + 1]
inc(b)
print(b)
print(p == 3, p != 'x')
