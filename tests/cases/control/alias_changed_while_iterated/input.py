def f():
    d = {1: 2, 3: 4}
    e = d
    try:
        for k in d:
            e.pop(k)
    except RuntimeError as x:
        print("RuntimeError", x)
    s = {1, 2}
    t = s
    try:
        for k in s:
            t.add(k + 10)
    except RuntimeError as x:
        print("RuntimeError", x)
    xs = [1, 2, 3]
    ys = xs
    for v in xs:
        if v < 3:
            ys.append(v + 1)
    print(xs)
f()
def g(gr, i):
    out = []
    for j in gr[i]:
        i = j
        gr[j].append(100)
        out.append(j)
        if len(out) > 10:
            break
    return out
print(g([[1, 2], [0, 2], [1]], 0))
