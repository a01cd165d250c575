import heapq
pairs = [('a', 3), ('b', None), ('c', 1)]
def a(): return sorted(pairs, key=lambda r: r[1])
def b(): return max(pairs, key=lambda r: r[1])
def c(): return min(pairs, key=lambda r: r[1])
def d(): return sorted(pairs[:1], key=lambda r: r[1])
def e(): return min([('a', 3)], key=lambda r: r[1], default=None)
d1 = {'a': 3, 'b': None}
def f(): return max(d1, key=d1.get)
def val(s):
    return int(s) if s.isdigit() else None
def g(): return sorted(['7', 'x', '3'], key=val)
def h(): return sorted(['7', '5', '3'], key=val, reverse=True)
def i():
    es = [2, 3, 1]
    es.sort(key=lambda e: None if e == 3 else e)
    return es
def j():
    hp = []
    for e in [(1, None), (0, 2), (1, 0)]:
        heapq.heappush(hp, e)
    return hp
def k():
    hp = [(2, None), (1, 5), (3, None)]
    heapq.heapify(hp)
    out = []
    while hp:
        out.append(heapq.heappop(hp))
    return out
def l(): return sorted([(1, None, 'x'), (1, None, 'a'), (0, 3, 'q')])
def m(): return sorted([(1, None, 'x'), (1, 2, 'a')])
def n(): return max([3, None, 1.5])
def o(): return min([3, None, 1], default=4)
def p(): return sorted([3, None, 1.5])
def q(): return sorted([2, 1, 3, None, 5])
def r(): return sorted([1, "a", 2.5], key=lambda x: x)
try:
    print(a())
except TypeError as error:
    print(error)
try:
    print(b())
except TypeError as error:
    print(error)
try:
    print(c())
except TypeError as error:
    print(error)
try:
    print(d())
except TypeError as error:
    print(error)
try:
    print(e())
except TypeError as error:
    print(error)
try:
    print(f())
except TypeError as error:
    print(error)
try:
    print(g())
except TypeError as error:
    print(error)
try:
    print(h())
except TypeError as error:
    print(error)
try:
    print(i())
except TypeError as error:
    print(error)
try:
    print(j())
except TypeError as error:
    print(error)
try:
    print(k())
except TypeError as error:
    print(error)
try:
    print(l())
except TypeError as error:
    print(error)
try:
    print(m())
except TypeError as error:
    print(error)
try:
    print(n())
except TypeError as error:
    print(error)
try:
    print(o())
except TypeError as error:
    print(error)
try:
    print(p())
except TypeError as error:
    print(error)
try:
    print(q())
except TypeError as error:
    print(error)
try:
    print(r())
except TypeError as error:
    print(error)
big = [(i * 37 % 101, i) for i in range(100)]
print(sorted(big, key=lambda t: t[0] if t[1] >= 0 else None)[:5])
