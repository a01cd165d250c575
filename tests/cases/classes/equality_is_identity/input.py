class D:
    def __init__(self, x):
        self.x = x
d = D(1)
e = D(1)
xs = [d, e]
ys = [d, e]
zs = [D(1), e]
print(xs == ys, xs == zs, d in xs, D(1) in xs, xs.count(d))
t = (d, 1)
u = (d, 1)
print(t == u, t == (e, 1), t != u)
m = {"a": d}
n = {"a": d}
print(m == n, m == {"a": e})
xs.remove(e)
print(len(xs))
