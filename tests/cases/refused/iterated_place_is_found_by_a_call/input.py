calls = []
def pick(n):
    calls.append(n)
    return n
def f(g):
    out = []
    for x in g[pick(0)]:
        g[1].append(x)
        out.append(x)
    return out, g
print(f([[1, 2], [3]]), calls)
def h(d):
    out = []
    for k in d[pick(7)]:
        d[8][k] = 1
        out.append(k)
    return out, d
print(h({7: {1: 2, 3: 4}, 8: {}}), calls)
