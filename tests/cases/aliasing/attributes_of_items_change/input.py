class A:
    def __init__(self):
        self.t = ([1], 2)
        self.n = [[1], [2]]
        self.d = {"a": [1]}
    def go(self):
        self.n[0].append(3)
        return len(self.t[0])
def grow(l, x):
    l.append(x)
    return len(l)
def f():
    xs = [A(), A()]
    xs[0].n[0].append(5)
    xs[0].n.append([1])
    xs[0].t[0].append(5)
    xs[1].d["a"].append(5)
    grow(xs[0].n[1], 9)
    grow(xs[0].t[0], 9)
    grow(xs[0].n[-1], 9)
    print(xs[0].go())
    print([(x.t, x.n, x.d) for x in xs])
def g():
    d = {"k": A()}
    d["k"].n[0].append(5)
    d["k"].go()
    d["k"].t[0].append(5)
    d["k"].n[0][0] += 5
    print(d["k"].n, d["k"].t)
def h():
    t = (A(), 1)
    t[0].n[0].append(5)
    t[0].go()
    t[0].t[0][0] = 7
    del t[0].n[1]
    t[0].n[0:1] = [[7], [8]]
    print(t[0].n, t[0].t)
f()
g()
h()
