def grow(l, x):
    l.append(x)
    return len(l)
def f():
    ts = [([1], 2), ([3], 4)]
    grow(ts[0][0], 5)
    d = {"a": ([1], {"z": 1})}
    print(grow(d["a"][0], 7))
    t = ([1], ([2], 3))
    grow(t[1][0], 6)
    grow(t[0], 6)
    print(ts, d, t)
f()


def k(c):
    t4 = ([3], 1)
    print(grow(t4[0], 4))
def g(c):
    t4 = ([3], 1)
    if c:
        print(grow(t4[0], 4), 5)
    return 1
def h(t4):
    print(grow(t4[0], 4), grow(t4[0], 5))
k(1)
g(2)
h(([1], 2))
