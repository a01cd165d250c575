class P:
    def __init__(self, n):
        self.n = n


class Q(P):
    pass


q = Q(2)
xs = [P(1), q, P(3), q]
xs.remove(q)
print(len(xs), xs.count(q), q in xs, P(1) in xs)
ys = [Q(1)]
p = P(5)
print(p in ys, p not in ys)
d = {"a": P(1), "b": q}
print(q in d.values(), d["b"] is q, d.get("z") is None, d.get("b") is q)
t = (P(1), q)
print(t[1] is q, q in t)
a, b = t
print(a.n, b.n)


def pick(flag):
    if flag:
        return P(7)
    return q


x = pick(True)
x.n += 1
y = pick(False)
y.n += 5
print(x.n, y.n, q.n, y is q, y == q, x == q)
zs = sorted(xs, key=lambda o: -o.n)
print([o.n for o in zs])
best = None
for o in xs:
    if best is None or o.n > best.n:
        best = o
print(best.n, best is q)
matrix = [[P(1), Q(2)], [q]]
matrix[1].append(P(9))
print([[o.n for o in row] for row in matrix])
for row in matrix:
    for o in row:
        o.n *= 2
print(q.n, sum(o.n for row in matrix for o in row))
